/*---
id: mirror-to-stranger
title: Traffic is mirrored to an address nobody recorded
kind: intrusion
why: >
  A mirror session copies whatever crosses an interface to another machine, silently and for as long as it
  stands.
finds: >
  ERSPAN destinations in any configuration given that are no device's address, not inside own_prefixes,
  not in mirror_destinations and not an approved item.
misses: >
  Mirrors to a local port or a remote-SPAN VLAN, at whose end somebody may listen. Sessions that came and
  went between two collections.
severity: high
confidence: medium
audience: regular
attack: [T1040, T1020.001]
scope:
  platforms: [cisco-ios, cisco-ios-xe, cisco-ios-xr, cisco-nx-os]
sees:
  - channels: [configuration]
    tables: [device_receiver]
key: [peer]
remedy: receiver-nobody-else-uses
approved:
  list: mirror_destinations
  value: peer
null_ok:
  - column: device_receiver.address
    reason: A mirror without an address ends at a port of the device.
---*/
SELECT device,
       address_text(address) AS peer,
       array_agg(origin) AS evidence,
       concat('Copies of traffic go to ', address_text(address), ', which nobody recorded') AS says
FROM device_receiver_history
WHERE kind = 'mirror'
  AND address IS NOT NULL
  AND own_address(address) IS NOT TRUE
  AND listed('mirror_destinations', address) IS NOT TRUE
  AND approved_item('mirror', device, address_text(address)) IS NOT TRUE
GROUP BY device, address
