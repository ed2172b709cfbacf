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
key: [account, from_address]
remedy: login-on-internal-port
null_ok:
  - column: command.topic
    reason: A command that no template knows describes no package.
---*/
SELECT device,
       account,
       address_text(from_address) AS from_address,
       time,
       origin,
       concat(coalesce(account, 'Somebody'), ' escaped to a shell through a package description') AS says
FROM command
WHERE topic = 'package-describe'
  AND regexp_like(command, '[$`(;|&]')
