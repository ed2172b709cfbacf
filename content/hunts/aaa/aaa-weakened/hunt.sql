/*---
id: aaa-weakened
title: AAA was weakened
kind: change
why: >
  As long as the AAA servers are asked first, a local account alone opens nothing, and what is typed is
  recorded where the device cannot change it. Intruders put local accounts first, ask nobody, or take the
  recording away.
finds: >
  AAA switched off; a login list, or an authorization of exec or commands, that newly asks local accounts,
  the enable or line password or nobody first, or whose default is gone; accounting of commands taken
  away, or set to none or to the device's own log. By what was typed, and by comparing each whole
  configuration with the one before.
misses: >
  What was weak in the oldest configuration given. Lists put on a line that were there before. A server
  group emptied of its servers, or pointed at others, which the hunt aaa-server-not-approved asks about.
  Accounting that is set again within two minutes counts as replaced.
severity: high
confidence: medium
audience: regular
attack: [T1556, T1562]
scope:
  platforms: [cisco-ios, cisco-ios-xe, cisco-ios-xr, cisco-nx-os]
sees:
  - channels: [configuration, configuration-history]
    tables: [device_aaa_method, device_service, snapshot, command]
  - channels: [command-accounting]
    tables: [command]
  - channels: [config-logger]
    tables: [command]
  - channels: [accounting-log]
    tables: [command]
key: [what]
remedy: aaa-weakened
null_ok:
  - column: command.topic
    reason: A command that no template knows does not touch AAA.
  - column: snapshot.previous
    reason: Without an earlier configuration nothing can be new; the channel configuration-history says so.
  - column: device_aaa_method.level
    reason: Accounting of commands names its level; what has none is no recording at a level.
  - column: device_aaa_method.action
    reason: Only the word none says that nothing is recorded; a list without an action records.
---*/
WITH words AS (
    SELECT *, regexp_match(command, '^(?:no )?aaa (accounting (?:commands|default)|authentication login|authorization exec|authorization commands(?: [0-9]+)?) +(\S+) *(.*)$') AS part
    FROM command
    WHERE topic IN ('aaa-accounting', 'aaa-authentication', 'aaa-authorization')
),
typed AS (
    SELECT 'aaa' AS what, device, channel, account, from_address, time, time_error, origin, command
    FROM command
    WHERE topic = 'aaa-new-model' AND negated
    UNION ALL
    SELECT 'accounting', device, channel, account, from_address, time, time_error, origin, command
    FROM words
    WHERE starts_with(part[1], 'accounting') AND (negated OR regexp_like(command, ' none *$') OR regexp_like(part[3], '^(start-stop +)?local\b'))
    UNION ALL
    SELECT concat(CASE WHEN topic = 'aaa-authentication' THEN 'login ' ELSE 'authorization ' END, part[2]),
           device, channel, account, from_address, time, time_error, origin, command
    FROM words
    WHERE topic <> 'aaa-accounting' AND NOT negated
      AND regexp_like(part[3], '^(local|local-case|none|enable|line|if-authenticated)\b')
),
-- Whoever takes a line away to write it anew sets the same thing again at once.
again AS (
    SELECT device, channel, account, time, time_error, origin, part[1] AS subject, part[2] AS level
    FROM words
    WHERE starts_with(part[1], 'accounting') AND NOT negated AND NOT regexp_like(command, ' none *$')
      AND NOT regexp_like(part[3], '^(start-stop +)?local\b')
),
kept AS (
    SELECT t.what, t.device, t.account, t.from_address, t.time, t.origin
    FROM typed t
    LEFT JOIN again a ON a.device = t.device AND a.channel = t.channel
                     AND (a.account IS NOT DISTINCT FROM t.account)
                     AND starts_with(t.command, concat('no aaa ', a.subject, ' ', a.level))
                     AND follows_surely(t.time, t.time_error, t.origin, a.time, a.time_error, a.origin, 120)
    WHERE a.origin IS NULL
),
pair AS (
    SELECT device, source, previous, origin
    FROM snapshot
    WHERE kind = 'configuration' AND complete AND previous IS NOT NULL
),
method AS (
    SELECT device, source_of(origin) AS snapshot, aaa, level, list, origin,
           CASE aaa WHEN 'accounting' THEN 'accounting'
                    WHEN 'authentication' THEN concat('login ', list)
                    ELSE concat('authorization ', list) END AS what,
           CASE WHEN aaa = 'accounting' THEN NOT ((action IS DISTINCT FROM 'none') AND NOT regexp_like(methods, '^(none|local)\b'))
                ELSE regexp_like(methods, '^(local|local-case|none|enable|line|if-authenticated)\b') END AS weak
    FROM device_aaa_method_history
    WHERE (aaa = 'authentication' AND service = 'login')
       OR (aaa = 'authorization' AND service IN ('exec', 'commands'))
       OR (aaa = 'accounting' AND service = 'commands')
),
-- Weak now, and not before.
newly AS (
    SELECT n.what, n.device, n.origin AS now, o.origin AS before
    FROM method n
    JOIN pair p ON p.device = n.device AND (p.source IS NOT DISTINCT FROM n.snapshot)
    LEFT JOIN method o ON o.device = n.device AND (o.snapshot IS NOT DISTINCT FROM p.previous)
                      AND o.aaa = n.aaa AND o.what = n.what AND (o.level IS NOT DISTINCT FROM n.level)
    WHERE n.weak AND n.aaa <> 'accounting' AND (o.weak IS DISTINCT FROM TRUE)
),
-- Recorded or asked before, and now there is no such line.
gone AS (
    SELECT o.what, o.device, p.origin AS now, o.origin AS before
    FROM method o
    JOIN pair p ON p.device = o.device AND (p.previous IS NOT DISTINCT FROM o.snapshot)
    LEFT JOIN method n ON n.device = o.device AND (n.snapshot IS NOT DISTINCT FROM p.source)
                      AND n.aaa = o.aaa AND (n.level IS NOT DISTINCT FROM o.level)
                      AND (n.aaa = 'accounting' OR n.what = o.what) AND (n.aaa <> 'accounting' OR NOT n.weak)
    WHERE NOT o.weak AND n.origin IS NULL
      AND (o.aaa = 'accounting' OR (o.aaa = 'authentication' AND o.list = 'default'))
),
model AS (
    SELECT device, source_of(origin) AS snapshot, origin
    FROM device_service_history
    WHERE service = 'aaa-new-model' AND enabled
),
off AS (
    SELECT o.device, p.origin AS now, o.origin AS before
    FROM model o
    JOIN pair p ON p.device = o.device AND (p.previous IS NOT DISTINCT FROM o.snapshot)
    LEFT JOIN model n ON n.device = o.device AND (n.snapshot IS NOT DISTINCT FROM p.source)
    WHERE n.origin IS NULL
),
seen AS (
    SELECT what, device, account, address_text(from_address) AS from_address, time, origin FROM kept
    UNION ALL
    SELECT what, device, NULL, NULL, NULL, now FROM newly
    UNION ALL
    SELECT what, device, NULL, NULL, NULL, before FROM newly WHERE before IS NOT NULL
    UNION ALL
    SELECT what, device, NULL, NULL, NULL, now FROM gone
    UNION ALL
    SELECT what, device, NULL, NULL, NULL, before FROM gone
    UNION ALL
    SELECT 'aaa', device, NULL, NULL, NULL, now FROM off
    UNION ALL
    SELECT 'aaa', device, NULL, NULL, NULL, before FROM off
)
SELECT device,
       what,
       min(account) AS account,
       min(from_address) AS from_address,
       min(time) AS time,
       array_agg(DISTINCT origin) AS evidence,
       concat(CASE WHEN what = 'aaa' THEN 'AAA was switched off'
                   WHEN what = 'accounting' THEN 'What is typed is recorded no longer: accounting of commands was taken away'
                   WHEN starts_with(what, 'login ')
                       THEN concat('Login list ', substr(what, 7), ' no longer asks the AAA servers first')
                   ELSE concat('Authorization list ', substr(what, 15), ' no longer asks the AAA servers first') END,
              CASE WHEN min(account) IS NOT NULL THEN concat(', by ', min(account)) ELSE '' END) AS says,
       CASE WHEN bool_and(in_change_window(time)) THEN 'a change window' END AS lowered_by
FROM seen
GROUP BY device, what
