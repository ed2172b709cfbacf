/*---
id: HUNT-ID
title: One line that a person reads first
kind: intrusion
why: >
  Why anybody would ask.
finds: >
  What it finds.
misses: >
  What it misses: a gap that is written down is better than one that is not.
severity: medium
confidence: medium
audience: regular
attack: [T1136.001]
scope:
  platforms: [cisco-ios, cisco-ios-xe]
sees:
  - channels: [configuration]
    tables: [device_user]
key: [account]
remedy: HUNT-ID
---*/
SELECT device,
       account,
       origin,
       concat('The account ', account, ' is there') AS says
FROM device_user
WHERE account = 'the account to look for'
