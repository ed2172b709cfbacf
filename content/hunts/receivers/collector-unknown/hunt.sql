/*---
id: collector-unknown
title: Flow records or telemetry go to a collector that is not on your list
kind: change
why: >
  Flow records tell who talked to whom, and telemetry tells all the device knows about itself. One line
  sends a copy to somebody else, and nothing on the network shows that it is one too many.
finds: >
  Every receiver of flow records or telemetry in the current configuration, by address or by name, that is
  not in the list flow_collectors of seawall.toml.
misses: >
  A receiver that was configured and removed again between two collections. Subscriptions that a collector
  makes by itself (dial-in). A listed collector that passes its records on.
severity: high
confidence: medium
audience: regular
attack: [T1020.001, T1590.004]
scope:
  platforms: [cisco-ios, cisco-ios-xe, cisco-ios-xr, cisco-nx-os]
sees:
  - channels: [configuration]
    tables: [device_receiver]
key: [server]
remedy: collector-unknown
approved:
  list: flow_collectors
  value: server
null_ok:
  - column: device_receiver.address
    reason: A server without an address is asked by its name.
  - column: device_receiver.host
    reason: A server without address and name is nobody.
---*/
WITH server AS (
    SELECT device, kind, coalesce(address_text(address), host) AS server, origin
    FROM device_receiver
    WHERE kind IN ('flow-export', 'telemetry')
)
SELECT device,
       server,
       server AS peer,
       array_agg(origin) AS evidence,
       concat(CASE min(kind) WHEN 'telemetry' THEN 'Telemetry' ELSE 'Flow records' END, ' go', CASE min(kind) WHEN 'telemetry' THEN 'es' ELSE '' END, ' to ', server,
              CASE WHEN list_given('flow_collectors') THEN ', which is not on the list flow_collectors' ELSE '' END) AS says
FROM server
WHERE server IS NOT NULL
  AND (listed('flow_collectors', server) IS DISTINCT FROM TRUE)
GROUP BY device, server
