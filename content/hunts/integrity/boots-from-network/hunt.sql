/*---
id: boots-from-network
title: The device takes its image or configuration from the network
kind: change
why: >
  A device that fetches its image or its configuration from another machine when it starts belongs to
  whoever answers for that machine. It is also a way back in that survives every clean-up: the next
  restart brings the old configuration.
finds: >
  An image or a configuration to start from in the current configuration that lies on another machine which
  transfer_servers does not list; and automatic installation (`service config`, power-on provisioning) that
  is on, where whoever answers first decides.
misses: >
  A boot variable that was changed without the configuration. Images that were copied to the device first.
  Archives of the configuration, which are the hunt receiver-nobody-else-uses's question.
severity: high
confidence: medium
audience: regular
attack: [T1542.005]
scope:
  platforms: [cisco-ios, cisco-ios-xe, cisco-ios-xr, cisco-nx-os]
sees:
  - channels: [configuration]
    tables: [device_receiver, device_service]
key: [server]
remedy: boots-from-network
approved:
  list: transfer_servers
  value: server
null_ok:
  - column: device_receiver.address
    reason: A machine without an address is named.
  - column: device_receiver.host
    reason: A machine without an address is named, in the host or in the target.
  - column: device_receiver.target
    reason: A machine is named in the target only if it is nowhere else.
---*/
WITH seen AS (
    SELECT device,
           coalesce(address_text(address), host,
                    regexp_match(target, '(?:tftp|ftp|scp|sftp|https?|rcp)://?(?:[^@/ ]*@)?([0-9A-Za-z.:_-]+)')[1]) AS server,
           'Starts from a file on ' AS how, origin
    FROM device_receiver
    WHERE kind = 'boot'
    UNION ALL
    SELECT device, 'whoever answers first', 'Takes its configuration from ', origin
    FROM device_service
    WHERE service IN ('service-config', 'poap') AND enabled AND NOT is_default
)
SELECT device,
       server,
       server AS peer,
       array_agg(origin) AS evidence,
       concat(min(how), server,
              CASE WHEN list_given('transfer_servers') AND server <> 'whoever answers first'
                   THEN ', which is not on the list transfer_servers' ELSE '' END) AS says
FROM seen
WHERE server IS NOT NULL
  AND (listed('transfer_servers', server) IS DISTINCT FROM TRUE)
GROUP BY device, server
