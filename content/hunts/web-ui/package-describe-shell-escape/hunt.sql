/*---
id: package-describe-shell-escape
title: Shell escape through a package description
kind: intrusion
why: >
  A file name that is a shell expression, given to the command that describes a software package, runs as
  root on the device. No administrator types that.
finds: >
  `request platform software package describe` with a file name that contains a shell expansion, typed or
  handed in through the web UI.
misses: >
  The same hole reached without the command line. Devices that record no commands.
severity: critical
confidence: high
audience: regular
attack: [T1059, T1190, T1068]
scope:
  platforms: [cisco-ios-xe]
sees:
  - channels: [command-accounting]
    tables: [command]
  - channels: [eem-catchall]
    tables: [command]
key: [account]
remedy: login-on-internal-port
null_ok:
  - column: command.topic
    reason: A command that no template knows describes no package.
---*/
WITH -- An event applet names nobody: what another channel tells of the same command within half a minute
-- says who it was and from where.
told AS (
    SELECT device, channel, command, topic, object, target, negated, time, time_error, origin,
           coalesce(account, max(account) OVER echo) AS account,
           coalesce(from_address, address(max(address_text(from_address)) OVER echo)) AS from_address
    FROM command
    WHERE topic = 'package-describe'
    WINDOW echo AS (PARTITION BY device, command ORDER BY time
                    RANGE BETWEEN INTERVAL '30 seconds' PRECEDING AND INTERVAL '30 seconds' FOLLOWING)
)
SELECT device,
       account,
       min(address_text(from_address)) AS from_address,
       min(time) AS time,
       array_agg(origin) AS evidence,
       concat(coalesce(account, 'Somebody'), ' escaped to a shell through a package description') AS says
FROM told
WHERE regexp_like(command, '[$`(;|&]')
GROUP BY device, account
