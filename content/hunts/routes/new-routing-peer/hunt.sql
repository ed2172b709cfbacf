/*---
id: new-routing-peer
title: A new routing neighbour at an address the device is not connected to
kind: change
why: >
  A neighbour may announce routes, and so draw traffic to itself, and learns the whole table. One at the
  far end of a tunnel, or several hops away, needs no cable and no provider.
finds: >
  A BGP, OSPF or other neighbour that the configuration before did not have, or that was typed, at an
  address that is no device's of the estate, that no other device peers with, and that lies on no connected
  network, or inside a tunnel's.
misses: >
  Neighbours in the oldest configuration given. Neighbours on a connected network, as customers and
  exchanges are. Neighbours found by multicast or taken by a range (`bgp listen`). Neighbours that are
  groups.
severity: medium
confidence: low
audience: regular
attack: [T1599]
scope:
  platforms: [cisco-ios, cisco-ios-xe, cisco-ios-xr, cisco-nx-os]
sees:
  - channels: [configuration, configuration-history]
    tables: [device_peer, device_interface, snapshot, command]
  - channels: [config-logger]
    tables: [command, device_peer, device_interface]
  - channels: [command-accounting]
    tables: [command, device_peer, device_interface]
  - channels: [accounting-log]
    tables: [command, device_peer, device_interface]
key: [peer]
remedy: new-routing-peer
null_ok:
  - column: device_interface.address
    reason: An interface without an address has no network that a neighbour could lie in.
  - column: device_interface.prefix_length
    reason: An interface without an address has no network that a neighbour could lie in.
  - column: snapshot.previous
    reason: Without an earlier configuration nothing can be new; the channel configuration-history says so.
  - column: command.topic
    reason: A command that no template knows names no neighbour.
  - column: command.object
    reason: A command without an object names no neighbour, or one by its address.
  - column: command.address
    reason: A command that names no address names a group, whose members are asked.
  - column: device_peer.address
    reason: A neighbour always has an address.
---*/
WITH held AS (
    SELECT device, collected, source_of(origin) AS snapshot, protocol, address, origin FROM device_peer_history
),
fresh AS (
    SELECT h.device, h.protocol, h.address, h.origin
    FROM held h
    JOIN snapshot s ON s.device = h.device AND (s.source IS NOT DISTINCT FROM h.snapshot)
    LEFT JOIN held o ON o.device = h.device AND (o.snapshot IS NOT DISTINCT FROM s.previous)
                    AND o.protocol = h.protocol AND (o.address IS NOT DISTINCT FROM h.address)
    WHERE s.previous IS NOT NULL AND o.origin IS NULL
),
known AS (
    SELECT device, address, min(collected) AS since FROM held GROUP BY device, address
),
seen AS (
    SELECT device, protocol, address, NULL AS account, NULL AS from_address, NULL AS time, origin FROM fresh
    UNION ALL
    SELECT c.device, CASE c.topic WHEN 'bgp-neighbor' THEN 'bgp' WHEN 'ospf-neighbor' THEN 'ospf' ELSE 'ldp' END,
           coalesce(address(c.object), c.address), c.account, address_text(c.from_address), c.time, c.origin
    FROM command c
    LEFT JOIN known k ON k.device = c.device AND (k.address IS NOT DISTINCT FROM coalesce(address(c.object), c.address))
    WHERE NOT c.negated
      AND ((c.topic = 'bgp-neighbor' AND regexp_like(c.command, ' (remote-as|peer-group|inherit peer-session) '))
           OR c.topic IN ('ospf-neighbor', 'ldp-neighbor'))
      AND (k.since <= c.time) IS NOT TRUE
),
hop AS (
    SELECT DISTINCT device, address, encode(CAST(address AS BYTEA), 'hex') AS digits FROM seen WHERE address IS NOT NULL
),
-- The network an interface is in, in hexadecimal digits: as many bits of them as its prefix says. An
-- IPv4 address has 96 bits before it.
network AS (
    SELECT DISTINCT device, interface, encode(CAST(address AS BYTEA), 'hex') AS digits,
           prefix_length + CASE WHEN in_network(address, '0.0.0.0/0') THEN 96 ELSE 0 END AS bits
    FROM device_interface_history
    WHERE address IS NOT NULL AND prefix_length IS NOT NULL
),
connected AS (
    SELECT h.device, h.address, bool_or(starts_with(lower(n.interface), 'tunnel')) AS in_tunnel
    FROM hop h
    JOIN network n ON n.device = h.device
    WHERE left(h.digits, n.bits / 4) = left(n.digits, n.bits / 4)
      AND (strpos('0123456789abcdef', substr(h.digits, n.bits / 4 + 1, 1)) - 1)
          / CASE n.bits % 4 WHEN 1 THEN 8 WHEN 2 THEN 4 WHEN 3 THEN 2 ELSE 16 END
        = (strpos('0123456789abcdef', substr(n.digits, n.bits / 4 + 1, 1)) - 1)
          / CASE n.bits % 4 WHEN 1 THEN 8 WHEN 2 THEN 4 WHEN 3 THEN 2 ELSE 16 END
    GROUP BY h.device, h.address
),
elsewhere AS (
    SELECT h.device, h.address
    FROM hop h
    JOIN known k ON (k.address IS NOT DISTINCT FROM h.address) AND k.device <> h.device
    GROUP BY h.device, h.address
)
SELECT s.device,
       address_text(s.address) AS peer,
       min(s.account) AS account,
       min(s.from_address) AS from_address,
       min(s.time) AS time,
       array_agg(s.origin) AS evidence,
       concat('A new ', upper(min(s.protocol)), ' neighbour ', address_text(s.address),
              CASE WHEN bool_or(c.in_tunnel) THEN ' inside a tunnel' ELSE ' that is on no connected network' END) AS says,
       CASE WHEN bool_and(in_change_window(s.time)) THEN 'a change window' END AS lowered_by
FROM seen s
LEFT JOIN connected c ON c.device = s.device AND (c.address IS NOT DISTINCT FROM s.address)
LEFT JOIN elsewhere e ON e.device = s.device AND (e.address IS NOT DISTINCT FROM s.address)
WHERE s.address IS NOT NULL
  AND e.device IS NULL
  AND own_address(s.address) IS NOT TRUE
  AND (c.device IS NULL OR c.in_tunnel)
GROUP BY s.device, s.address
