/*---
id: aaa-traffic-captured
title: A packet capture of AAA traffic
kind: intrusion
why: >
  TACACS+ and RADIUS traffic holds administrators' passwords behind one shared key. A capture filtered to
  TCP port 49, or to the RADIUS ports, is after those passwords.
finds: >
  Capture filters on TCP 49, UDP 1812, 1813, 1645 or 1646, in a configuration or typed.
misses: >
  A capture without a filter, or filtered by an access list whose entries name the port. Captures made
  inside a container.
  NX-OS does not account every command that changes nothing; what it does tell is found.
severity: high
confidence: high
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
  - column: device_capture.filter
    reason: A capture without a filter is the hunt packet-capture-taken's.
---*/
WITH seen AS (
    SELECT device, coalesce(object, 'without a name') AS capture, command AS filter, account,
           address_text(from_address) AS from_address, time, origin
    FROM command
    WHERE topic = 'capture' AND NOT negated
    UNION ALL
    SELECT device, capture, coalesce(filter, ''), NULL, NULL, NULL, origin FROM device_capture_history
)
SELECT device,
       capture,
       min(account) AS account,
       min(from_address) AS from_address,
       min(time) AS time,
       array_agg(origin) AS evidence,
       concat('Packet capture ', capture, ' was aimed at AAA traffic',
              CASE WHEN min(account) IS NOT NULL THEN concat(' by ', min(account)) ELSE '' END) AS says,
       CASE WHEN bool_or(approved_item('capture', device, capture))
            THEN concat('an approved item names ', capture) END AS lowered_by
FROM seen
WHERE regexp_like(filter, '\b(eq|port) +(49|1812|1813|1645|1646|tacacs|radius|radius-acct)\b')
GROUP BY device, capture
