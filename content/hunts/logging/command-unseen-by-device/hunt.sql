/*---
id: command-unseen-by-device
title: The device and the AAA server tell different stories
kind: intrusion
why: >
  A configuration command is told twice: by the device's own log of configuration commands, and by the AAA
  server that accounts it. An intruder who silences one of the two leaves the other; where they differ, one
  was silenced.
finds: >
  At least two changes of a telling kind (accounts, keys, AAA, access lists, terminal lines, tunnels,
  routes, SNMP, logging, mirrors, management services) by one account on one device within an hour that
  one record tells and the other does not, while the other does tell of other commands of that device
  within the hour before and the hour after.
misses: >
  A single command, and whatever happened while one of the two was silent altogether. Two commands of the
  same kind, with the same address, are not told apart. What a program of the device wrote (web UI) is not
  accounted and not asked about.
severity: high
confidence: low
audience: careful
attack: [T1562, T1070]
scope:
  platforms: [cisco-ios, cisco-ios-xe, cisco-ios-xr, cisco-nx-os]
sees:
  - channels: [command-accounting, config-logger]
    tables: [command, config_change]
  - channels: [accounting-log, config-logger]
    tables: [command, config_change]
key: [account, silent]
remedy: command-unseen-by-device
null_ok:
  - column: command.topic
    reason: A command that no template knows is no change of a telling kind.
  - column: command.time
    reason: What is missing is missing from an hour; a record without a time belongs to none.
  - column: command.time_error
    reason: A time without a known error is none to compare by.
  - column: command.privilege
    reason: A record without a level may be of level 15.
  - column: config_change.process
    reason: Only a named process says that a program wrote it.
  - column: config_change.time
    reason: Only a change at that moment explains what was written at that moment.
---*/
WITH told AS (
    SELECT device, channel, account, from_address, topic, negated, address, time, time_error, origin
    FROM command
    WHERE time IS NOT NULL
      AND (channel = 'config-logger'
        -- An AAA server that is told of level 1 alone sees no configuration commands.
        OR (channel = 'command-accounting' AND (privilege IS NULL OR privilege > 1)))
),
change AS (
    SELECT *, CASE channel WHEN 'config-logger' THEN 'command-accounting' ELSE 'config-logger' END AS other
    FROM told
    WHERE time_error <= 600
      AND topic IN ('account', 'enable-secret', 'ssh-key', 'aaa-new-model', 'aaa-authentication', 'aaa-authorization',
                    'aaa-accounting', 'aaa-server', 'aaa-server-address', 'access-list-entry', 'access-class',
                    'transport-input', 'rotary', 'tunnel-source', 'tunnel-destination', 'interface-address',
                    'static-route', 'snmp-community', 'snmp-user', 'snmp-host', 'logging-host', 'logging-trap',
                    'config-logger', 'config-logger-notify', 'http-server', 'https-server', 'https-port', 'ssh-port',
                    'event-applet', 'event-policy', 'iox', 'app-hosting')
),
by_program AS (
    SELECT device, time, time_error, origin FROM config_change WHERE process IS NOT NULL
),
unseen AS (
    SELECT c.device, c.channel, c.other, c.account, c.from_address, c.time, c.origin
    FROM change c
    LEFT JOIN told t ON t.device = c.device AND t.channel = c.other
                    AND (t.topic IS NOT DISTINCT FROM c.topic) AND t.negated = c.negated
                    AND (t.address IS NOT DISTINCT FROM c.address)
                    AND (follows(t.time, t.time_error, t.origin, c.time, c.time_error, c.origin, 120) IS NOT FALSE
                      OR follows(c.time, c.time_error, c.origin, t.time, t.time_error, t.origin, 120) IS NOT FALSE)
    LEFT JOIN by_program p ON p.device = c.device
                    AND p.time BETWEEN c.time - INTERVAL '60 seconds' AND c.time + INTERVAL '60 seconds'
    WHERE t.origin IS NULL AND p.origin IS NULL
),
contradicted AS (
    SELECT u.device, u.other, u.account, u.from_address, u.time, u.origin
    FROM unseen u
    -- The other record is alive: it tells of this device within the hour before and the hour after.
    JOIN told b ON b.device = u.device AND b.channel = u.other
               AND b.time BETWEEN u.time - INTERVAL '1 hour' AND u.time
    JOIN told a ON a.device = u.device AND a.channel = u.other
               AND a.time BETWEEN u.time AND u.time + INTERVAL '1 hour'
    GROUP BY u.device, u.other, u.account, u.from_address, u.time, u.origin
),
counted AS (
    SELECT *, count(*) OVER w AS commands
    FROM contradicted
    WINDOW w AS (PARTITION BY device, other, account ORDER BY time
                 RANGE BETWEEN INTERVAL '1 hour' PRECEDING AND INTERVAL '1 hour' FOLLOWING)
)
SELECT device,
       other AS silent,
       account,
       min(address_text(from_address)) AS from_address,
       min(time) AS time,
       array_agg(origin) AS evidence,
       concat(CASE other WHEN 'config-logger'
                    THEN 'The AAA server tells of changes that the device''s own log does not tell of, by '
                    ELSE 'The device''s own log tells of changes that the AAA server does not tell of, by ' END,
              coalesce(account, 'somebody')) AS says,
       CASE WHEN bool_and(in_change_window(time)) THEN 'a change window' END AS lowered_by
FROM counted
WHERE commands >= 2
GROUP BY device, other, account
