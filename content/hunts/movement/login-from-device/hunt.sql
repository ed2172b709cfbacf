/*---
id: login-from-device
title: Somebody came in from another device of the estate
kind: intrusion
why: >
  People reach devices from jump hosts. Whoever comes from a router or switch went there first, and its
  address stands on access lists where a stranger's does not.
finds: >
  Logins, also refused ones, and typed commands whose source is an address of another device of the
  estate, unless jump_hosts lists it or the other device is known as a server.
misses: >
  A source address that no configuration or inventory given names, such as a loopback that came and went
  (the hunt loopback-changed-then-ssh) or an address behind translation. Logins over the console.
severity: medium
confidence: medium
audience: regular
attack: [T1021.004, T1078]
scope:
  platforms: [cisco-ios, cisco-ios-xe, cisco-ios-xr, cisco-nx-os]
sees:
  - channels: [login-log]
    tables: [login, command]
  - channels: [command-accounting]
    tables: [login, command]
  - channels: [accounting-log]
    tables: [login, command]
key: [account, from_address]
remedy: login-from-device
null_ok:
  - column: login.from_address
    reason: A login that names no address cannot be told to come from a device.
  - column: command.from_address
    reason: A command that names no address cannot be told to come from a device.
---*/
WITH act AS (
    SELECT device, account, from_address, time, origin, outcome = 'failure' AS refused
    FROM login
    WHERE outcome IN ('success', 'failure') AND channel <> 'jump-host'
    UNION ALL
    SELECT device, account, from_address, time, origin, FALSE
    FROM command
    WHERE channel <> 'jump-host' AND robot(account, from_address, command) IS NOT TRUE
),
place AS (
    SELECT *, device_at(from_address) AS came_from
    FROM act
    WHERE from_address IS NOT NULL AND device_at(from_address) IS NOT NULL
      AND listed('jump_hosts', from_address) IS NOT TRUE
)
SELECT p.device,
       p.account,
       address_text(p.from_address) AS from_address,
       min(p.time) AS time,
       array_agg(p.origin) AS evidence,
       concat(coalesce(p.account, 'Somebody'),
              CASE WHEN bool_and(p.refused) THEN ' tried to come in from ' ELSE ' came in from ' END,
              address_text(p.from_address), ', an address of ', min(p.came_from)) AS says,
       CASE WHEN bool_and(in_change_window(p.time)) THEN 'a change window' END AS lowered_by
FROM place p
LEFT JOIN device d ON (d.device IS NOT DISTINCT FROM p.came_from)
WHERE p.came_from <> p.device AND (d.platform IS DISTINCT FROM 'server')
GROUP BY p.device, p.account, p.from_address
