/*---
id: management-from-outside
title: Management answers on an outside address without an access list
kind: weakness
why: >
  A login, a web UI or a programming interface that answers everybody on the internet is where most of
  these intrusions begin: a known hole in it, or a password from elsewhere, is enough.
finds: >
  Web UI, NETCONF, RESTCONF, gNMI, NX-API, SSH and Telnet, switched on by a line without an access list in
  the global routing table, on a device with an enabled interface that has an address neither private nor
  inside own_prefixes, no access list on what enters and no VRF of its own.
misses: >
  Services on by default without a line, terminal lines without `transport input`. Access lists that permit
  everybody. Filters in front of the device, at its control plane or in a zone policy, which would make it
  safe. Outside interfaces in a VRF.
severity: high
confidence: low
audience: careful
attack: [T1190, T1021.004]
scope:
  platforms: [cisco-ios, cisco-ios-xe, cisco-ios-xr, cisco-nx-os]
sees:
  - channels: [configuration]
    tables: [device_service, device_line, device_interface]
key: []
remedy: management-from-outside
null_ok:
  - column: device_interface.address
    reason: An interface without an address answers nobody.
  - column: device_line.transport_input
    reason: A line without the words takes the platform's default, which differs between releases.
  - column: device.platform
    reason: A device whose platform nobody knows is outside the scope.
  - column: approved.address
    reason: A prefix always has an address.
  - column: approved.prefix_length
    reason: A prefix always has a length.
---*/
WITH outside AS (
    SELECT device, encode(CAST(address AS BYTEA), 'hex') AS digits, origin
    FROM device_interface
    WHERE enabled AND address IS NOT NULL AND vrf IS NULL AND access_list_in IS NULL
      AND NOT regexp_like(lower(interface), '^(loopback|null|mgmt|tunnel)')
      AND in_network(address, '10.0.0.0/8') IS NOT TRUE
      AND in_network(address, '172.16.0.0/12') IS NOT TRUE
      AND in_network(address, '192.168.0.0/16') IS NOT TRUE
      AND in_network(address, '127.0.0.0/8') IS NOT TRUE
      AND in_network(address, '169.254.0.0/16') IS NOT TRUE
      AND in_network(address, '100.64.0.0/10') IS NOT TRUE
      AND in_network(address, 'fc00::/7') IS NOT TRUE
      AND in_network(address, 'fe80::/10') IS NOT TRUE
),
-- The organisation's own prefixes, in hexadecimal digits.
own AS (
    SELECT encode(CAST(address AS BYTEA), 'hex') AS digits, prefix_length AS bits
    FROM approved
    WHERE list = 'own_prefixes' AND address IS NOT NULL AND prefix_length IS NOT NULL
),
inside AS (
    SELECT DISTINCT h.origin
    FROM outside h
    JOIN own n ON left(h.digits, n.bits / 4) = left(n.digits, n.bits / 4)
      AND (strpos('0123456789abcdef', substr(h.digits, n.bits / 4 + 1, 1)) - 1)
          / CASE n.bits % 4 WHEN 1 THEN 8 WHEN 2 THEN 4 WHEN 3 THEN 2 ELSE 16 END
        = (strpos('0123456789abcdef', substr(n.digits, n.bits / 4 + 1, 1)) - 1)
          / CASE n.bits % 4 WHEN 1 THEN 8 WHEN 2 THEN 4 WHEN 3 THEN 2 ELSE 16 END
),
guarded AS (
    SELECT DISTINCT device FROM device_line WHERE access_list_in IS NOT NULL
),
way AS (
    SELECT s.device,
           CASE service WHEN 'http-server' THEN 'HTTP' WHEN 'https-server' THEN 'HTTPS' WHEN 'netconf' THEN 'NETCONF'
                        WHEN 'restconf' THEN 'RESTCONF' WHEN 'grpc' THEN 'gNMI' WHEN 'nxapi' THEN 'NX-API'
                        WHEN 'telnet-server' THEN 'Telnet' ELSE 'SSH' END AS service,
           s.origin
    FROM device_service s
    JOIN device d ON d.device = s.device
    LEFT JOIN guarded g ON g.device = s.device
    WHERE enabled AND NOT is_default AND access_list IS NULL AND vrf IS NULL
      AND (service IN ('http-server', 'https-server', 'netconf', 'restconf', 'grpc', 'nxapi', 'telnet-server')
           -- IOS has no such line of its own; there the terminal lines say it.
           OR (service = 'ssh-server' AND d.platform IN ('cisco-ios-xr', 'cisco-nx-os') AND g.device IS NULL))
    UNION ALL
    SELECT device, CASE WHEN regexp_like(transport_input, 'telnet|all') THEN 'Telnet' ELSE 'SSH' END, origin
    FROM device_line
    WHERE starts_with(line, 'vty') AND access_list_in IS NULL AND regexp_like(transport_input, 'ssh|telnet|all')
)
SELECT w.device,
       array_agg(DISTINCT w.origin) AS services,
       array_agg(DISTINCT o.origin) AS interfaces,
       concat(string_agg(DISTINCT w.service, ', ' ORDER BY w.service),
              CASE WHEN count(DISTINCT w.service) > 1 THEN ' answer' ELSE ' answers' END,
              ' on an outside address without an access list') AS says
FROM way w
JOIN outside o ON o.device = w.device
LEFT JOIN inside i ON i.origin = o.origin
WHERE i.origin IS NULL
GROUP BY w.device
