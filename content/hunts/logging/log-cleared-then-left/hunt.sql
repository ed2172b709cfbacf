/*---
id: log-cleared-then-left
title: The log was cleared by somebody who then left
kind: intrusion
why: >
  Intruders look at the log, clear it and leave within two minutes, or take away a loopback first. People
  who clear a log while they work stay to read what comes next.
finds: >
  `clear logging` preceded within two minutes by `show logging` or `no interface Loopback…`, and followed
  by `exit`, `logout` or the record that the session ended, within two minutes of that first step, by one
  account on one device through one channel.
misses: >
  A session that is cut and whose end nobody records. Logs cleared by a script on the device. `no logging host`, which
  stops the log instead of clearing it. NX-OS, which accounts no show
  commands.
severity: high
confidence: medium
audience: regular
attack: [T1070, T1562]
scope:
  platforms: [cisco-ios, cisco-ios-xe, cisco-ios-xr]
sees:
  - channels: [command-accounting]
    tables: [command, login]
  - channels: [eem-catchall]
    tables: [command]
key: [account]
remedy: log-cleared-then-left
null_ok:
  - column: command.topic
    reason: A command that no template knows is none of the three.
  - column: command.object
    reason: An interface command without a name takes no loopback away.
---*/
WITH -- An event applet names nobody: what another channel tells of the same command within half a minute
-- says who it was and from where.
told AS (
    SELECT device, channel, command, topic, object, target, negated, time, time_error, origin,
           coalesce(account, max(account) OVER echo) AS account,
           coalesce(from_address, address(max(address_text(from_address)) OVER echo)) AS from_address
    FROM command
    WHERE topic IN ('show-logging', 'interface', 'clear-logging', 'exit', 'quit')
    WINDOW echo AS (PARTITION BY device, command ORDER BY time
                    RANGE BETWEEN INTERVAL '30 seconds' PRECEDING AND INTERVAL '30 seconds' FOLLOWING)
),
before AS (
    SELECT device, channel, account, from_address, time, time_error, origin
    FROM told
    WHERE topic = 'show-logging' OR (topic = 'interface' AND negated AND starts_with(object, 'Loopback'))
),
cleared AS (
    SELECT device, channel, account, time, time_error, origin
    FROM told
    WHERE topic = 'clear-logging'
),
gone AS (
    SELECT device, channel, account, time, time_error, origin
    FROM told
    WHERE topic IN ('exit', 'quit')
    UNION ALL
    SELECT device, channel, account, time, time_error, origin
    FROM login
    WHERE outcome = 'logout'
),
sequence AS (
    SELECT a.device, a.time, a.account, address_text(a.from_address) AS from_address,
           a.origin AS first, b.origin AS second, c.origin AS third,
           follows_surely(a.time, a.time_error, a.origin, c.time, c.time_error, c.origin, 120) AS sure
    FROM before a
    JOIN cleared b ON b.device = a.device AND b.channel = a.channel
                  AND (b.account IS NOT DISTINCT FROM a.account) AND b.origin <> a.origin
    JOIN gone c ON c.device = a.device AND c.channel = a.channel
               AND (c.account IS NOT DISTINCT FROM a.account) AND c.origin <> b.origin
    WHERE follows(a.time, a.time_error, a.origin, b.time, b.time_error, b.origin, 120) IS NOT FALSE
      AND follows(b.time, b.time_error, b.origin, c.time, c.time_error, c.origin, 120) IS NOT FALSE
      AND follows(a.time, a.time_error, a.origin, c.time, c.time_error, c.origin, 120) IS NOT FALSE
)
SELECT device,
       account,
       min(from_address) AS from_address,
       min(time) AS time,
       array_agg(DISTINCT first) AS looked,
       array_agg(DISTINCT second) AS cleared,
       array_agg(DISTINCT third) AS gone,
       bool_or(sure) IS NOT TRUE AS widened,
       concat(coalesce(account, 'Somebody'), ' cleared the log and left within two minutes') AS says,
       CASE WHEN bool_and(in_change_window(time)) THEN 'a change window' END AS lowered_by
FROM sequence
GROUP BY device, account
