/*---
id: container-unknown
title: A container nobody approved runs or is set up on the device
kind: change
why: >
  A container on a router is a computer that no endpoint tool watches: it has its own processes, its own
  address, and the router's position. What intruders run in one is in no log of the device.
finds: >
  Hosted applications, virtual services and Guest Shells in any configuration given, and those that were
  installed by a typed command, that no approved item of kind container names. What more than half of at
  least ten peers have too is left out.
misses: >
  A known container whose contents were exchanged. The Guest Shell that NX-OS starts by itself, and the
  management container of a virtual router (csr_mgmt). Containers that were made and removed where commands are not recorded.
severity: high
confidence: low
audience: regular
attack: [T1610, T1543.005]
scope:
  platforms: [cisco-ios-xe, cisco-ios-xr, cisco-nx-os]
sees:
  - channels: [configuration, command-accounting]
    tables: [device_container, device, command]
  - channels: [configuration, eem-catchall]
    tables: [device_container, device, command]
  - channels: [configuration, accounting-log]
    tables: [device_container, device, command]
key: [container]
remedy: container-unknown
null_ok:
  - column: command.topic
    reason: A command that no template knows installs no container.
  - column: command.object
    reason: An installation without a name asks for none.
  - column: device.platform
    reason: A device whose platform nobody knows is outside the scope.
---*/
WITH place AS (
    SELECT c.device, c.container, concat(d.platform, '/', coalesce(d.role, '')) AS peers, d.platform
    FROM device_container_history c
    JOIN device d ON d.device = c.device
    GROUP BY c.device, c.container, concat(d.platform, '/', coalesce(d.role, '')), d.platform
),
peer_group AS (
    SELECT concat(platform, '/', coalesce(role, '')) AS peers, count(*) AS devices
    FROM device
    GROUP BY concat(platform, '/', coalesce(role, ''))
),
share AS (
    SELECT peers, container, count(DISTINCT device) AS devices FROM place GROUP BY peers, container
),
usual AS (
    SELECT p.device, p.container
    FROM place p
    JOIN share s ON s.peers = p.peers AND s.container = p.container
    JOIN peer_group g ON g.peers = p.peers
    WHERE (g.devices > 10 AND 2 * (s.devices - 1) > g.devices - 1)
       OR (p.platform = 'cisco-nx-os' AND starts_with(lower(p.container), 'guestshell'))
       OR p.container = 'csr_mgmt'
),
seen AS (
    SELECT device, container, NULL AS account, NULL AS from_address, NULL AS time, origin
    FROM device_container_history
    UNION ALL
    SELECT device, object, account, address_text(from_address), time, origin
    FROM command
    WHERE topic IN ('app-hosting-install', 'virtual-service-install', 'app-hosting-state', 'app-hosting-connect')
      AND NOT negated AND object IS NOT NULL
)
SELECT s.device,
       s.container,
       min(s.account) AS account,
       min(s.from_address) AS from_address,
       min(s.time) AS time,
       array_agg(s.origin) AS evidence,
       concat('The container ', s.container, ', which nobody approved, was set up or ran') AS says,
       CASE WHEN bool_and(in_change_window(s.time)) THEN 'a change window' END AS lowered_by
FROM seen s
LEFT JOIN usual u ON u.device = s.device AND (u.container IS NOT DISTINCT FROM s.container)
WHERE u.device IS NULL
  AND approved_item('container', s.device, s.container) IS NOT TRUE
GROUP BY s.device, s.container
