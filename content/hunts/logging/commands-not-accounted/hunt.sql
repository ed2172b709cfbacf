/*---
id: commands-not-accounted
title: Nobody records what is typed at level 15
kind: weakness
why: >
  What an intruder types in enable mode is recorded elsewhere only if the device accounts commands to an
  AAA server. Without it most questions of this kind stay unanswered.
finds: >
  Devices whose newest complete configuration has no accounting of commands at level 15, or only one
  with the action or method none.
misses: >
  A named accounting list that no terminal line uses counts as accounting. Whether the records arrive is
  the channel command-accounting's question, not this one's.
severity: medium
confidence: high
audience: regular
attack: [T1562]
scope:
  platforms: [cisco-ios, cisco-ios-xe, cisco-ios-xr, cisco-nx-os]
sees:
  - channels: [configuration]
    tables: [snapshot, device_aaa_method]
key: []
remedy: commands-not-accounted
null_ok:
  - column: device_aaa_method.level
    reason: Accounting of commands always names its level.
  - column: device_aaa_method.action
    reason: Only the word none says that nothing is recorded; a list without an action records.
---*/
SELECT s.device,
       s.origin AS configuration,
       'No line of the configuration accounts commands at level 15' AS says
FROM snapshot s
WHERE s.newest_complete
  AND s.kind = 'configuration'
  AND NOT EXISTS (
      SELECT 1
      FROM device_aaa_method m
      WHERE m.device = s.device
        AND source_of(m.origin) = s.source
        AND m.aaa = 'accounting'
        AND m.service = 'commands'
        AND m.level = 15
        AND (m.action IS DISTINCT FROM 'none')
        AND m.methods <> 'none')
