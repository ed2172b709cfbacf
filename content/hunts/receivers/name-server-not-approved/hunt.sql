/*---
id: name-server-not-approved
title: Name server that is not on your list
kind: change
why: >
  Whoever answers a device's questions for names decides where its copies, logs and updates go when they
  are sent to a name, and learns what it looks for.
finds: >
  Every name server in the current configuration that is not in the list dns_servers of seawall.toml and
  is no device of the estate.
misses: >
  A server that was configured and removed again between two collections. Fixed entries (`ip host`).
  Servers given by DHCP. A listed server that answers falsely.
severity: medium
confidence: medium
audience: regular
attack: [T1071]
scope:
  platforms: [cisco-ios, cisco-ios-xe, cisco-ios-xr, cisco-nx-os]
sees:
  - channels: [configuration]
    tables: [device_receiver]
key: [server]
remedy: name-server-not-approved
approved:
  list: dns_servers
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
    WHERE kind = 'dns'
)
SELECT device,
       server,
       server AS peer,
       array_agg(origin) AS evidence,
       concat('Asks the name server ', server, CASE WHEN list_given('dns_servers') THEN ', which is not on the list dns_servers' ELSE '' END) AS says
FROM server
WHERE server IS NOT NULL
  AND (listed('dns_servers', server) IS DISTINCT FROM TRUE)
  AND device_at(address) IS NULL
GROUP BY device, server
