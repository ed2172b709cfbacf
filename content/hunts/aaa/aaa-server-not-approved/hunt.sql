/*---
id: aaa-server-not-approved
title: AAA server that is not on your list
kind: change
why: >
  Whoever answers a device's TACACS+ or RADIUS questions decides who gets in, and is sent the passwords
  that administrators type. Intruders point devices at a server of their own.
finds: >
  Every TACACS+ and RADIUS server in the current configuration, by address or by name, that is not in
  the list aaa_servers of seawall.toml.
misses: >
  A server that was configured and removed again between two collections. A listed server that is
  itself in the intruder's hands. Names that resolve to another address than they used to.
severity: critical
confidence: medium
audience: regular
attack: [T1556]
scope:
  platforms: [cisco-ios, cisco-ios-xe, cisco-ios-xr, cisco-nx-os]
sees:
  - channels: [configuration]
    tables: [device_aaa_server]
key: [protocol, server]
remedy: aaa-server-not-approved
approved:
  list: aaa_servers
  value: server
null_ok:
  - column: device_aaa_server.address
    reason: A server without an address is asked by its host name.
  - column: device_aaa_server.host
    reason: A server block without address and host name asks nobody.
---*/
WITH server AS (
    SELECT device, protocol, coalesce(address_text(address), host) AS server, origin
    FROM device_aaa_server
)
SELECT device,
       protocol,
       server,
       server AS peer,
       array_agg(origin) AS evidence,
       concat('Asks the ', CASE protocol WHEN 'tacacs' THEN 'TACACS+' ELSE 'RADIUS' END, ' server ', server,
              CASE WHEN list_given('aaa_servers') THEN ', which is not on the list aaa_servers' ELSE '' END) AS says
FROM server
WHERE server IS NOT NULL
  AND (listed('aaa_servers', server) IS DISTINCT FROM TRUE)
GROUP BY device, protocol, server
