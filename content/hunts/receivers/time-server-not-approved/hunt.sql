/*---
id: time-server-not-approved
title: Time server that is not on your list
kind: change
why: >
  Whoever sets a device's clock sets the times in its log, and can make certificates and keys valid or not.
  An intruder's server also tells them, every few minutes, that the device still listens.
finds: >
  Every NTP server and peer in the current configuration, by address or by name, that is not in the list
  time_servers of seawall.toml and is no device of the estate.
misses: >
  A server that was configured and removed again between two collections. Another device of the estate
  that gives wrong time. Names that resolve to another address than they used to. Clocks that were set by
  hand.
severity: medium
confidence: medium
audience: regular
attack: [T1562]
scope:
  platforms: [cisco-ios, cisco-ios-xe, cisco-ios-xr, cisco-nx-os]
sees:
  - channels: [configuration]
    tables: [device_receiver]
key: [server]
remedy: time-server-not-approved
approved:
  list: time_servers
  value: server
null_ok:
  - column: device_receiver.address
    reason: A server without an address is asked by its name.
  - column: device_receiver.host
    reason: A server without address and name is nobody.
---*/
WITH server AS (
    SELECT device, coalesce(address_text(address), host) AS server, address, origin
    FROM device_receiver
    WHERE kind = 'ntp'
)
SELECT device,
       server,
       server AS peer,
       array_agg(origin) AS evidence,
       concat('Takes its time from ', server, CASE WHEN list_given('time_servers') THEN ', which is not on the list time_servers' ELSE '' END) AS says
FROM server
WHERE server IS NOT NULL
  AND (listed('time_servers', server) IS DISTINCT FROM TRUE)
  -- Devices that pass the time on to each other.
  AND device_at(address) IS NULL
GROUP BY device, server
