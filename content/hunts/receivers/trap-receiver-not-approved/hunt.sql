/*---
id: trap-receiver-not-approved
title: SNMP traps go to a receiver that is not on your list
kind: change
why: >
  Traps carry the community or user that polls the device, and what happens on it. A receiver nobody
  approved learns both.
finds: >
  A receiver of SNMP traps that the list snmp_managers does not name. Where the list is not given: one that this device alone has
  while at least ten peers (same platform, same role) agree on others.
misses: >
  Receivers that were set and taken away between two collections. An intruder on a listed server.
severity: medium
confidence: medium
audience: regular
attack: [T1020.001]
scope:
  platforms: [cisco-ios, cisco-ios-xe, cisco-ios-xr, cisco-nx-os]
sees:
  - channels: [configuration]
    tables: [device_receiver]
key: [receiver]
remedy: receiver-nobody-else-uses
approved:
  list: snmp_managers
  value: receiver
null_ok:
  - column: device_receiver.address
    reason: A receiver without an address is reached by its host name.
  - column: device_receiver.host
    reason: A receiver without address and name is a local port.
---*/
WITH sent AS (
    SELECT device, coalesce(address_text(address), host) AS receiver, origin
    FROM device_receiver
    WHERE kind = 'snmp-trap'
)
SELECT device,
       receiver,
       receiver AS peer,
       array_agg(origin) AS evidence,
       concat('Sends SNMP traps to ', receiver,
              CASE WHEN list_given('snmp_managers') THEN ', which is not on the list snmp_managers' ELSE '' END) AS says
FROM sent
WHERE receiver IS NOT NULL
  AND (listed('snmp_managers', receiver) IS DISTINCT FROM TRUE)
GROUP BY device, receiver
