/*---
id: login-from-elsewhere
title: Somebody came in from an address that nobody wrote down
kind: intrusion
why: >
  Devices are managed from a few known places. A login that worked from anywhere else is somebody working
  from an unusual place, or somebody else.
finds: >
  Successful logins and typed commands from an address that is in none of jump_hosts and
  management_sources, is not the address of the robot whose account was used, and is no device's.
misses: >
  Intruders who come from a listed place. Records that name no address, or a name instead. Addresses of
  other devices are left to the hunt login-from-device. If only management_sources is given, jump_hosts is
  still asked for.
severity: high
confidence: medium
audience: regular
attack: [T1078, T1021]
scope:
  platforms: [cisco-ios, cisco-ios-xe, cisco-ios-xr, cisco-nx-os]
sees:
  - channels: [login-log]
    tables: [login, command]
  - channels: [command-accounting]
    tables: [login, command]
  - channels: [accounting-log]
    tables: [login, command]
key: [from_address]
remedy: login-from-elsewhere
approved:
  list: jump_hosts
  value: from_address
null_ok:
  - column: login.from_address
    reason: A login that names no address cannot be told from one from a listed place.
  - column: command.from_address
    reason: A command that names no address cannot be told from one from a listed place.
---*/
WITH act AS (
    SELECT device, account, from_address, time, origin
    FROM login
    WHERE outcome = 'success' AND channel <> 'jump-host'
    UNION ALL
    SELECT device, account, from_address, time, origin FROM command WHERE channel <> 'jump-host'
),
place AS (
    SELECT *
    FROM act
    WHERE from_address IS NOT NULL
      AND (listed('jump_hosts', from_address) IS DISTINCT FROM TRUE)
      AND listed('management_sources', from_address) IS NOT TRUE
      AND device_at(from_address) IS NULL
      AND robot(account, from_address, NULL) IS NOT TRUE
)
SELECT device,
       address_text(from_address) AS from_address,
       min(account) AS account,
       min(time) AS time,
       array_agg(origin) AS evidence,
       concat('Somebody came in from ', address_text(from_address),
              CASE WHEN list_given('jump_hosts') THEN ', which neither jump_hosts nor management_sources lists'
                   ELSE '' END) AS says,
       CASE WHEN bool_and(in_change_window(time)) THEN 'a change window' END AS lowered_by
FROM place
GROUP BY device, from_address
