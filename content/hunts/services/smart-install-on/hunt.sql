/*---
id: smart-install-on
title: Smart Install is on
kind: weakness
why: >
  The Smart Install client takes commands on TCP port 4786 from anybody who reaches it. Intruders use it
  to fetch configurations and to run code (CVE-2018-0171); on switches that know it, it is on unless a
  line says otherwise.
finds: >
  Devices on which it is on, by a line or because no line of a complete configuration switches it off.
misses: >
  An access list that keeps port 4786 closed in front of the device is not seen. Whether the release
  still knows the feature is a question for its release notes.
severity: high
confidence: medium
audience: regular
attack: [T1190, T1588.002]
scope:
  platforms: [cisco-ios, cisco-ios-xe]
sees:
  - channels: [configuration]
    tables: [device_service]
key: []
remedy: smart-install-on
---*/
SELECT device,
       origin,
       CASE WHEN is_default THEN 'Smart Install is on by default: no line switches it off'
            ELSE 'Smart Install is switched on' END AS says
FROM device_service
WHERE service = 'smart-install' AND enabled
