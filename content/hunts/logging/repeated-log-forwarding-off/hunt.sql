/*---
id: repeated-log-forwarding-off
title: The device was made to tell less
kind: change
why: >
  A log that is sent away cannot be taken back, so intruders stop the sending: they remove the log server,
  raise the level below which nothing is sent, or switch off the log of commands and logins.
finds: >
  `no logging host`, `no logging on`, a trap level of warnings or graver, and the log of configuration
  commands or of logins switched off, as typed and not set again by the same account within two minutes;
  and the same between a whole configuration and the one before, where no other log server took the place.
misses: >
  What was never sent. A filter (discriminator) that keeps back single messages. An access list or route
  that stops the packets. A log server replaced by another, which the hunt log-server-not-approved judges.
severity: high
confidence: medium
audience: regular
attack: [T1562, T1070]
scope:
  platforms: [cisco-ios, cisco-ios-xe, cisco-ios-xr, cisco-nx-os]
sees:
  - channels: [configuration, configuration-history]
    tables: [device_receiver, device_service, snapshot, command]
  - channels: [command-accounting]
    tables: [command]
  - channels: [eem-catchall]
    tables: [command]
  - channels: [accounting-log]
    tables: [command]
key: [what]
remedy: repeated-log-forwarding-off
null_ok:
  - column: command.topic
    reason: A command that no template knows stops no log.
  - column: snapshot.previous
    reason: Without an earlier configuration nothing can have gone; the channel configuration-history says so.
  - column: device_service.setting
    reason: A trap level that is not written is the platform's default, which sends enough.
  - column: device_receiver.address
    reason: A log server without address and name gets nothing.
  - column: device_receiver.host
    reason: A log server without address and name gets nothing.
---*/
WITH typed AS (
    SELECT device, channel, account, from_address, time, time_error, origin,
           CASE WHEN topic = 'logging-host' AND negated THEN 'host'
                WHEN topic = 'logging-on' AND (negated OR starts_with(command, 'logging disable')) THEN 'on'
                WHEN topic = 'logging-trap' AND (negated OR regexp_like(command, '^logging trap +(emergenc|alert|critical|error|warning|disable|[0-4]\b)')) THEN 'level'
                WHEN topic IN ('config-logger', 'config-logger-notify') AND negated THEN 'commands'
                WHEN topic = 'archive' AND negated AND regexp_like(command, '^no archive *$') THEN 'commands'
                WHEN topic IN ('login-success-log', 'login-failure-log') AND negated THEN 'logins' END AS what,
           CASE WHEN topic IN ('config-logger', 'config-logger-notify', 'archive') THEN 'commands'
                WHEN topic IN ('login-success-log', 'login-failure-log') THEN 'logins'
                WHEN topic = 'logging-host' THEN 'host' WHEN topic = 'logging-trap' THEN 'level'
                ELSE 'on' END AS subject,
           coalesce(negated, FALSE) AS negated
    FROM command
    WHERE topic IN ('logging-host', 'logging-on', 'logging-trap', 'config-logger', 'config-logger-notify', 'archive',
                    'login-success-log', 'login-failure-log')
),
kept AS (
    SELECT t.what, t.device, t.account, t.from_address, t.time, t.origin
    FROM typed t
    LEFT JOIN typed a ON a.device = t.device AND a.channel = t.channel AND a.subject = t.subject
                     AND (a.account IS NOT DISTINCT FROM t.account) AND a.what IS NULL AND NOT a.negated
                     AND follows_surely(t.time, t.time_error, t.origin, a.time, a.time_error, a.origin, 120)
    WHERE t.what IS NOT NULL AND a.origin IS NULL
),
pair AS (
    SELECT device, source, previous, origin
    FROM snapshot
    WHERE kind = 'configuration' AND complete AND previous IS NOT NULL
),
server AS (
    SELECT device, source_of(origin) AS snapshot, coalesce(address_text(address), host) AS server, origin
    FROM device_receiver_history
    WHERE kind = 'syslog'
),
fresh AS (
    SELECT DISTINCT n.device, n.snapshot
    FROM server n
    JOIN pair p ON p.device = n.device AND (p.source IS NOT DISTINCT FROM n.snapshot)
    LEFT JOIN server o ON o.device = n.device AND (o.snapshot IS NOT DISTINCT FROM p.previous)
                      AND (o.server IS NOT DISTINCT FROM n.server)
    WHERE o.origin IS NULL
),
lost AS (
    SELECT 'host' AS what, o.device, o.origin AS before, p.origin AS now
    FROM server o
    JOIN pair p ON p.device = o.device AND (p.previous IS NOT DISTINCT FROM o.snapshot)
    LEFT JOIN server n ON n.device = o.device AND (n.snapshot IS NOT DISTINCT FROM p.source)
                      AND (n.server IS NOT DISTINCT FROM o.server)
    LEFT JOIN fresh f ON f.device = o.device AND (f.snapshot IS NOT DISTINCT FROM p.source)
    WHERE n.origin IS NULL AND f.device IS NULL
),
setting AS (
    SELECT device, source_of(origin) AS snapshot, origin,
           CASE service WHEN 'logging' THEN 'on' WHEN 'logging-trap' THEN 'level'
                        WHEN 'login-success-log' THEN 'logins' WHEN 'login-failure-log' THEN 'logins'
                        ELSE 'commands' END AS what,
           service,
           CASE WHEN service = 'logging-trap'
                THEN regexp_like(setting, '^(emergenc|alert|critical|error|warning|disable|[0-4]$)') IS NOT TRUE
                ELSE enabled END AS tells
    FROM device_service_history
    WHERE service IN ('logging', 'logging-trap', 'config-logger', 'config-logger-notify', 'login-success-log',
                      'login-failure-log')
),
stopped AS (
    -- Told before, and now a line or the platform's default says otherwise; a trap level needs a line.
    SELECT n.what, n.device, o.origin AS before, n.origin AS now
    FROM setting n
    JOIN pair p ON p.device = n.device AND (p.source IS NOT DISTINCT FROM n.snapshot)
    LEFT JOIN setting o ON o.device = n.device AND (o.snapshot IS NOT DISTINCT FROM p.previous) AND o.service = n.service
    WHERE NOT n.tells AND ((o.origin IS NOT NULL AND o.tells) OR (o.origin IS NULL AND n.what = 'level'))
),
seen AS (
    SELECT what, device, account, address_text(from_address) AS from_address, time, origin FROM kept
    UNION ALL
    SELECT what, device, NULL AS account, NULL AS from_address, NULL AS time, before FROM lost
    UNION ALL
    SELECT what, device, NULL AS account, NULL AS from_address, NULL AS time, now FROM lost
    UNION ALL
    SELECT what, device, NULL AS account, NULL AS from_address, NULL AS time, before FROM stopped WHERE before IS NOT NULL
    UNION ALL
    SELECT what, device, NULL AS account, NULL AS from_address, NULL AS time, now FROM stopped
)
SELECT device,
       what,
       min(account) AS account,
       min(from_address) AS from_address,
       min(time) AS time,
       array_agg(DISTINCT origin) AS evidence,
       concat(CASE what WHEN 'host' THEN 'A log server was taken away'
                        WHEN 'on' THEN 'Logging was switched off'
                        WHEN 'level' THEN 'The log is no longer sent below the level of warnings'
                        WHEN 'logins' THEN 'Logins are no longer logged'
                        ELSE 'Configuration commands are no longer logged' END,
              CASE WHEN min(account) IS NOT NULL THEN concat(', by ', min(account)) ELSE '' END) AS says,
       CASE WHEN bool_and(in_change_window(time)) THEN 'a change window' END AS lowered_by
FROM seen
GROUP BY device, what
