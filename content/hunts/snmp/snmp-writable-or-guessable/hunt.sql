/*---
id: snmp-writable-or-guessable
title: An SNMP community is guessable, may write, or answers everybody
kind: weakness
why: >
  With a community that may write, a device's configuration can be fetched and changed without any login.
  Communities travel in the clear; public and private are tried first, and without an access list
  everybody who reaches the device may try.
finds: >
  Communities public and private, communities that may write, and communities without an access list, in
  the current configuration.
misses: >
  Other words that are easily guessed. An access list that permits everybody. Filters in front of the
  device or at its control plane. SNMPv3 users without encryption.
severity: medium
confidence: high
audience: regular
attack: [T1602.001, T1602.002]
scope:
  platforms: [cisco-ios, cisco-ios-xe, cisco-ios-xr, cisco-nx-os]
sees:
  - channels: [configuration]
    tables: [device_snmp]
key: []
remedy: snmp-writable-or-guessable
null_ok:
  - column: device_snmp.access
    reason: A community without a right may only read, as the platform's default says.
---*/
WITH weak AS (
    SELECT device, origin, well_known, access = 'read-write' AS writes, access_list IS NULL AS open
    FROM device_snmp
    WHERE kind = 'community' AND (well_known OR access = 'read-write' OR access_list IS NULL)
)
SELECT device,
       array_agg(origin) AS evidence,
       concat('An SNMP community ',
              array_to_string(array_remove_all(make_array(
                  CASE WHEN bool_or(well_known) THEN 'is public or private' ELSE '' END,
                  CASE WHEN bool_or(writes) THEN 'may write' ELSE '' END,
                  CASE WHEN bool_or(open) THEN 'answers everybody' ELSE '' END), ''), ', ')) AS says
FROM weak
GROUP BY device
