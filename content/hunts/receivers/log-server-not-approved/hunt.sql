/*---
id: log-server-not-approved
title: The log goes to a server that is not on your list
kind: change
why: >
  A log tells who logs in, what is configured and what fails. Sent to a machine of the intruder's it tells
  whether anybody has noticed; sent there only, it tells nobody else.
finds: >
  A log server that the list log_servers does not name. Where the list is not given: one that this device alone has
  while at least ten peers (same platform, same role) agree on others.
misses: >
  Receivers that were set and taken away between two collections. An intruder on a listed server.
severity: medium
confidence: medium
audience: regular
attack: [T1020.001, T1562]
scope:
  platforms: [cisco-ios, cisco-ios-xe, cisco-ios-xr, cisco-nx-os]
sees:
  - channels: [configuration]
    tables: [device_receiver]
key: [receiver]
remedy: receiver-nobody-else-uses
approved:
  list: log_servers
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
    WHERE kind = 'syslog'
)
SELECT device,
       receiver,
       receiver AS peer,
       array_agg(origin) AS evidence,
       concat('Sends its log to ', receiver,
              CASE WHEN list_given('log_servers') THEN ', which is not on the list log_servers' ELSE '' END) AS says
FROM sent
WHERE receiver IS NOT NULL
  AND (listed('log_servers', receiver) IS DISTINCT FROM TRUE)
GROUP BY device, receiver
