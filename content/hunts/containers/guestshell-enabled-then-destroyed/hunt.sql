/*---
id: guestshell-enabled-then-destroyed
title: Guest Shell was enabled and destroyed within half an hour
kind: intrusion
why: >
  Guest Shell is a Linux container on the device: a place to run tools that the device's own log and
  accounting do not see. Intruders enable it, use it and destroy it, which removes its contents.
finds: >
  `guestshell enable` or `guestshell run`, or the log line of its activation, followed within 30 minutes
  by `guestshell destroy` or the log line of its destruction, on the same device, by whomever.
misses: >
  A Guest Shell that stays, or is destroyed later. One that is only disabled. Containers of other names.
severity: high
confidence: high
audience: regular
attack: [T1610, T1609, T1543.005, T1070.009]
scope:
  platforms: [cisco-ios-xe, cisco-nx-os]
sees:
  - channels: [command-accounting]
    tables: [command]
  - channels: [eem-catchall]
    tables: [command, log]
  - channels: [accounting-log]
    tables: [command]
key: []
remedy: guestshell-enabled-then-destroyed
raw_text: >
  No table holds the life of a container yet, so the device's own lines about it are matched by mnemonic
  and text.
null_ok:
  - column: command.topic
    reason: A command that no template knows is not a guestshell command.
  - column: log.mnemonic
    reason: A line without mnemonic is not one of the container manager's.
---*/
WITH opened AS (
    SELECT device, time, time_error, account, address_text(from_address) AS from_address, origin
    FROM command
    WHERE topic IN ('guestshell-enable', 'guestshell-run')
    UNION ALL
    SELECT device, time, time_error, NULL, NULL, origin
    FROM log
    WHERE mnemonic IN ('ACTIVATION_STATE', 'IOX_INST_INFO')
      AND text LIKE '%guestshell%' AND lower(text) LIKE '%successfully activated%'
),
closed AS (
    SELECT device, time, time_error, account, address_text(from_address) AS from_address, origin
    FROM command
    WHERE topic = 'guestshell-destroy'
    UNION ALL
    SELECT device, time, time_error, NULL, NULL, origin
    FROM log
    WHERE mnemonic IN ('ACTIVATION_STATE', 'IOX_INST_INFO')
      AND text LIKE '%guestshell%' AND lower(text) LIKE '%destroy%'
),
pair AS (
    SELECT a.device, a.time,
           coalesce(a.account, b.account) AS account,
           coalesce(a.from_address, b.from_address) AS from_address,
           a.origin AS first, b.origin AS second,
           follows_surely(a.time, a.time_error, a.origin, b.time, b.time_error, b.origin, 1800) AS sure
    FROM opened a
    JOIN closed b ON b.device = a.device AND b.origin <> a.origin
    WHERE follows(a.time, a.time_error, a.origin, b.time, b.time_error, b.origin, 1800) IS NOT FALSE
)
SELECT device,
       min(time) AS time,
       min(account) AS account,
       min(from_address) AS from_address,
       array_agg(DISTINCT first) AS enabled,
       array_agg(DISTINCT second) AS destroyed,
       bool_or(sure) IS NOT TRUE AS widened,
       concat('Guest Shell was enabled and destroyed within 30 minutes',
              CASE WHEN min(account) IS NOT NULL THEN concat(' by ', min(account)) ELSE '' END,
              CASE WHEN min(from_address) IS NOT NULL THEN concat(' from ', min(from_address)) ELSE '' END) AS says,
       CASE WHEN bool_and(in_change_window(time)) THEN 'a change window'
            WHEN bool_or(approved_item('container', device, 'guestshell'))
                THEN 'an approved item names guestshell' END AS lowered_by
FROM pair
GROUP BY device
