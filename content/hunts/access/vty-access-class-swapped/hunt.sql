/*---
id: vty-access-class-swapped
title: The terminal lines were opened for less than a minute
kind: intrusion
why: >
  To come in from an address that the access list refuses, an intruder with configuration rights takes
  the access class off the terminal lines, connects, and puts it back. Afterwards the configuration is
  as it was.
finds: >
  `line vty`, then `no access-class`, then `access-class`, by one account on one device through one
  channel, the third within 60 seconds of the first.
misses: >
  A list that stays off for longer than a minute. A list that is emptied or replaced instead of taken
  off. Changes that only the web UI or NETCONF made.
severity: high
confidence: medium
audience: regular
attack: [T1562.004, T1021.004]
scope:
  platforms: [cisco-ios, cisco-ios-xe, cisco-ios-xr, cisco-nx-os]
sees:
  - channels: [config-logger]
    tables: [command]
  - channels: [command-accounting]
    tables: [command]
  - channels: [eem-catchall]
    tables: [command]
  - channels: [accounting-log]
    tables: [command]
key: [account]
remedy: vty-access-class-swapped
null_ok:
  - column: command.topic
    reason: A command that no template knows is none of the three.
  - column: command.target
    reason: A line command without its kind of line is not a step into the terminal lines.
---*/
WITH -- An event applet names nobody: what another channel tells of the same command within half a minute
-- says who it was and from where.
told AS (
    SELECT device, channel, command, topic, object, target, negated, time, time_error, origin,
           coalesce(account, max(account) OVER echo) AS account,
           coalesce(from_address, address(max(address_text(from_address)) OVER echo)) AS from_address
    FROM command
    WHERE topic IN ('line', 'access-class')
    WINDOW echo AS (PARTITION BY device, command ORDER BY time
                    RANGE BETWEEN INTERVAL '30 seconds' PRECEDING AND INTERVAL '30 seconds' FOLLOWING)
),
entered AS (
    SELECT device, channel, account, from_address, time, time_error, origin
    FROM told
    WHERE topic = 'line' AND starts_with(target, 'vty') AND NOT negated
),
removed AS (
    SELECT device, channel, account, time, time_error, origin
    FROM told
    WHERE topic = 'access-class' AND negated
),
restored AS (
    SELECT device, channel, account, time, time_error, origin
    FROM told
    WHERE topic = 'access-class' AND NOT negated
),
swap AS (
    SELECT a.device, a.time, a.account, address_text(a.from_address) AS from_address,
           a.origin AS first, b.origin AS second, c.origin AS third,
           follows_surely(a.time, a.time_error, a.origin, c.time, c.time_error, c.origin, 60) AS sure
    FROM entered a
    JOIN removed b ON b.device = a.device AND b.channel = a.channel
                  AND (b.account IS NOT DISTINCT FROM a.account) AND b.origin <> a.origin
    JOIN restored c ON c.device = a.device AND c.channel = a.channel
                   AND (c.account IS NOT DISTINCT FROM a.account) AND c.origin <> b.origin
    WHERE follows(a.time, a.time_error, a.origin, b.time, b.time_error, b.origin, 60) IS NOT FALSE
      AND follows(b.time, b.time_error, b.origin, c.time, c.time_error, c.origin, 60) IS NOT FALSE
      AND follows(a.time, a.time_error, a.origin, c.time, c.time_error, c.origin, 60) IS NOT FALSE
)
SELECT device,
       account,
       min(from_address) AS from_address,
       min(time) AS time,
       array_agg(DISTINCT first) AS entered,
       array_agg(DISTINCT second) AS removed,
       array_agg(DISTINCT third) AS restored,
       bool_or(sure) IS NOT TRUE AS widened,
       concat(coalesce(account, 'Somebody'),
              ' took the access class off the terminal lines and put it back within a minute') AS says,
       CASE WHEN bool_and(in_change_window(time)) THEN 'a change window' END AS lowered_by
FROM swap
GROUP BY device, account
