/*---
id: packet-capture-taken
title: A packet capture was taken on the device
kind: intrusion
why: >
  A capture on a router sees what crosses it: logins, AAA traffic, customers' data. Intruders run one for
  hours, export it to the device's storage and carry it away.
finds: >
  Captures that were started or exported by a typed command, and captures that stand in a configuration,
  by name.
misses: >
  Captures made inside a container or by debug commands. Captures whose commands are not recorded and that
  were removed before the configuration was collected.
  NX-OS does not account every command that changes nothing; what it does tell is found.
severity: medium
confidence: low
audience: regular
attack: [T1040]
scope:
  platforms: [cisco-ios, cisco-ios-xe, cisco-ios-xr]
sees:
  - channels: [command-accounting]
    tables: [command, device_capture]
  - channels: [eem-catchall]
    tables: [command, device_capture]
key: [capture]
remedy: packet-capture-taken
null_ok:
  - column: command.topic
    reason: A command that no template knows is no capture command.
---*/
WITH seen AS (
    SELECT device, coalesce(object, 'without a name') AS capture, account,
           address_text(from_address) AS from_address, time, origin
    FROM command
    WHERE topic IN ('capture-start', 'capture-export') AND NOT negated
    UNION ALL
    SELECT device, capture, NULL, NULL, NULL, origin FROM device_capture_history
)
SELECT device,
       capture,
       min(account) AS account,
       min(from_address) AS from_address,
       min(time) AS time,
       array_agg(origin) AS evidence,
       concat('Packet capture ', capture, ' was set up or taken',
              CASE WHEN min(account) IS NOT NULL THEN concat(' by ', min(account)) ELSE '' END) AS says,
       CASE WHEN bool_or(approved_item('capture', device, capture)) THEN concat('an approved item names ', capture)
            WHEN bool_and(in_change_window(time)) THEN 'a change window' END AS lowered_by
FROM seen
GROUP BY device, capture
