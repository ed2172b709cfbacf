/*---
id: route-to-stranger
title: A new static route leads into a tunnel or to an address nobody holds
kind: change
why: >
  A static route decides what goes through the intruder's tunnel, or to a next hop of theirs. It is one
  line, it needs no neighbour to agree, and it takes traffic past every filter at the edge.
finds: >
  A static route that the configuration before did not have, or that was typed, whose next hop is a tunnel
  interface, an address inside a tunnel's network, or an outside address that is on none of the device's
  connected networks. Outside is neither private nor the organisation's own. Tunnels that lead to an
  address of the estate are left out.
misses: >
  Routes in the oldest configuration given. Next hops on a connected network, where providers and
  customers live too. Private next hops outside tunnels. Policy routes, and routes learned from a
  neighbour.
severity: medium
confidence: medium
audience: regular
attack: [T1599, T1572]
scope:
  platforms: [cisco-ios, cisco-ios-xe, cisco-ios-xr, cisco-nx-os]
sees:
  - channels: [configuration, configuration-history]
    tables: [device_route, device_tunnel, device_interface, snapshot, command]
  - channels: [config-logger]
    tables: [command, device_tunnel, device_interface]
  - channels: [command-accounting]
    tables: [command, device_tunnel, device_interface]
  - channels: [accounting-log]
    tables: [command, device_tunnel, device_interface]
key: [next_hop]
remedy: route-to-stranger
null_ok:
  - column: device_route.next_hop
    reason: A route without an address for next hop leads into an interface, which is asked too.
  - column: device_route.interface
    reason: A route without an interface leads to an address, which is asked too.
  - column: device_route.network
    reason: A route without a destination leads nowhere.
  - column: device_interface.address
    reason: An interface without an address has no network that a next hop could lie in.
  - column: device_interface.prefix_length
    reason: An interface without an address has no network that a next hop could lie in.
  - column: snapshot.previous
    reason: Without an earlier configuration nothing can be new; the channel configuration-history says so.
  - column: command.topic
    reason: A command that no template knows is no static route.
  - column: command.target
    reason: A route command without its destination sets no route.
---*/
WITH held AS (
    SELECT device, source_of(origin) AS snapshot, network, prefix_length, next_hop, interface, vrf, origin
    FROM device_route_history
),
fresh AS (
    SELECT h.device, h.network, h.next_hop, h.interface, h.origin
    FROM held h
    JOIN snapshot s ON s.device = h.device AND (s.source IS NOT DISTINCT FROM h.snapshot)
    LEFT JOIN held o ON o.device = h.device AND (o.snapshot IS NOT DISTINCT FROM s.previous)
                    AND (o.network IS NOT DISTINCT FROM h.network)
                    AND (o.prefix_length IS NOT DISTINCT FROM h.prefix_length)
                    AND (o.next_hop IS NOT DISTINCT FROM h.next_hop)
                    AND (o.interface IS NOT DISTINCT FROM h.interface)
    WHERE s.previous IS NOT NULL AND o.origin IS NULL
),
-- NETWORK MASK NEXT-HOP or NETWORK/LENGTH NEXT-HOP, perhaps behind a VRF; the next hop may be an
-- interface, and an address may stand behind it.
typed AS (
    SELECT device, account, from_address, time, origin,
           regexp_match(target, '^(?:vrf \S+ )?(?:\S+/\d+|\S+ \S+) (\S+)')[1] AS hop,
           regexp_match(target, '^(?:vrf \S+ )?(?:\S+/\d+|\S+ \S+) [A-Za-z]\S* (\S+)')[1] AS beyond
    FROM command
    WHERE topic = 'static-route' AND NOT negated AND target IS NOT NULL
),
route AS (
    SELECT device, NULL AS account, NULL AS from_address, NULL AS time,
           next_hop AS address, interface, origin
    FROM fresh
    UNION ALL
    SELECT device, account, address_text(from_address), time, coalesce(address(hop), address(beyond)),
           CASE WHEN address(hop) IS NULL THEN hop END, origin
    FROM typed
),
-- The network an interface is in, in hexadecimal digits: as many bits of them as its prefix says. An
-- IPv4 address has 96 bits before it.
network AS (
    SELECT DISTINCT device, interface, encode(CAST(address AS BYTEA), 'hex') AS digits,
           prefix_length + CASE WHEN in_network(address, '0.0.0.0/0') THEN 96 ELSE 0 END AS bits
    FROM device_interface_history
    WHERE address IS NOT NULL AND prefix_length IS NOT NULL
),
hop AS (
    SELECT DISTINCT device, address, encode(CAST(address AS BYTEA), 'hex') AS digits FROM route WHERE address IS NOT NULL
),
-- Where a next hop lies, if on a connected network.
connected AS (
    SELECT h.device, h.address, max(n.interface) AS interface
    FROM hop h
    JOIN network n ON n.device = h.device
    WHERE left(h.digits, n.bits / 4) = left(n.digits, n.bits / 4)
      AND (strpos('0123456789abcdef', substr(h.digits, n.bits / 4 + 1, 1)) - 1)
          / CASE n.bits % 4 WHEN 1 THEN 8 WHEN 2 THEN 4 WHEN 3 THEN 2 ELSE 16 END
        = (strpos('0123456789abcdef', substr(n.digits, n.bits / 4 + 1, 1)) - 1)
          / CASE n.bits % 4 WHEN 1 THEN 8 WHEN 2 THEN 4 WHEN 3 THEN 2 ELSE 16 END
    GROUP BY h.device, h.address
),
via AS (
    SELECT r.*, coalesce(r.interface, c.interface) AS way, c.device IS NOT NULL AS is_connected
    FROM route r
    LEFT JOIN connected c ON c.device = r.device AND (c.address IS NOT DISTINCT FROM r.address)
),
tunnel AS (
    SELECT device, lower(tunnel) AS tunnel,
           bool_or(own_address(destination) AND (device_at(destination) IS DISTINCT FROM device)) AS inside,
           bool_or(listed('tunnel_peers', coalesce(address_text(destination), destination_name))
                   OR approved_item('tunnel', device, tunnel)) AS recorded
    FROM device_tunnel_history
    GROUP BY device, lower(tunnel)
),
judged AS (
    SELECT v.*, t.inside, t.recorded,
           -- Traffic-engineering tunnels of XR end inside the network.
           starts_with(lower(v.way), 'tunnel') AND NOT regexp_like(lower(v.way), '^tunnel-m?te') AS into_tunnel
    FROM via v
    LEFT JOIN tunnel t ON t.device = v.device AND (t.tunnel IS NOT DISTINCT FROM lower(v.way))
)
SELECT device,
       coalesce(address_text(address), interface) AS next_hop,
       address_text(address) AS peer,
       min(account) AS account,
       min(from_address) AS from_address,
       min(time) AS time,
       array_agg(origin) AS evidence,
       concat('A new static route leads ',
              CASE WHEN bool_or(into_tunnel) THEN concat('into ', min(way)) ELSE 'out' END,
              CASE WHEN address IS NOT NULL THEN concat(' to ', address_text(address)) ELSE '' END) AS says,
       CASE WHEN bool_and(recorded) THEN 'tunnel_peers or an approved item names the tunnel'
            WHEN bool_and(in_change_window(time)) THEN 'a change window' END AS lowered_by
FROM judged
WHERE (into_tunnel AND inside IS NOT TRUE)
   OR (into_tunnel IS NOT TRUE
      AND address IS NOT NULL
      AND NOT is_connected
      AND own_address(address) IS NOT TRUE
      AND in_network(address, '10.0.0.0/8') IS NOT TRUE
      AND in_network(address, '172.16.0.0/12') IS NOT TRUE
      AND in_network(address, '192.168.0.0/16') IS NOT TRUE
      AND in_network(address, 'fc00::/7') IS NOT TRUE
      AND in_network(address, 'fe80::/10') IS NOT TRUE)
GROUP BY device, address, interface
