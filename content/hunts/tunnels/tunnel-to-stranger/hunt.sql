/*---
id: tunnel-to-stranger
title: Tunnel to an address nobody recorded
kind: intrusion
why: >
  A GRE or IPsec tunnel carries stolen traffic out and lets the intruder back in past every filter. It
  is one interface among many, and it survives password changes.
finds: >
  A tunnel whose far end is no address of the estate, not inside own_prefixes, not in the list
  tunnel_peers and not an approved item: in any configuration given, or as a typed tunnel destination in
  command accounting, the configuration log or an event applet, even if it was removed since.
misses: >
  Multipoint tunnels, which name no far end. Tunnels that end on a compromised device of the estate.
  Tunnels built inside a container. Crypto maps without a tunnel interface.
severity: high
confidence: medium
audience: regular
attack: [T1572, T1095, T1599]
scope:
  platforms: [cisco-ios, cisco-ios-xe, cisco-ios-xr, cisco-nx-os]
sees:
  - channels: [configuration, command-accounting]
    tables: [device_tunnel, command]
  - channels: [configuration, config-logger]
    tables: [device_tunnel, command]
  - channels: [configuration, eem-catchall]
    tables: [device_tunnel, command]
  - channels: [configuration, accounting-log]
    tables: [device_tunnel, command]
key: [peer]
remedy: tunnel-to-stranger
approved:
  list: tunnel_peers
  value: peer
null_ok:
  - column: device_tunnel.destination
    reason: A tunnel without destination is multipoint and names no far end.
  - column: device_tunnel.destination_name
    reason: A tunnel without destination is multipoint and names no far end.
  - column: command.topic
    reason: A command that no template knows is no tunnel destination.
  - column: command.address
    reason: A destination that is written as a name is judged by the name.
  - column: command.object
    reason: A command that names neither address nor name sets no far end.
---*/
WITH seen AS (
    SELECT device, NULL AS tunnel, address AS destination, object AS destination_name,
           account, address_text(from_address) AS from_address, time, origin
    FROM command
    WHERE topic = 'tunnel-destination' AND NOT negated
    UNION ALL
    SELECT device, tunnel, destination, destination_name, NULL, NULL, NULL, origin
    FROM device_tunnel_history
),
stranger AS (
    SELECT *, coalesce(address_text(destination), destination_name) AS peer
    FROM seen
    WHERE coalesce(address_text(destination), destination_name) IS NOT NULL
      -- An address of this very device is no far end: whoever adds the tunnel can add the address.
      AND ((own_address(destination) IS NOT TRUE AND device_at(destination) IS NULL)
           OR (device_at(destination) IS NOT DISTINCT FROM device))
      AND listed('tunnel_peers', coalesce(address_text(destination), destination_name)) IS NOT TRUE
      AND approved_item('tunnel', device, coalesce(address_text(destination), destination_name)) IS NOT TRUE
      AND approved_item('tunnel', device, tunnel) IS NOT TRUE
)
SELECT device,
       peer,
       min(account) AS account,
       min(from_address) AS from_address,
       min(time) AS time,
       array_agg(origin) AS evidence,
       concat(coalesce(min(tunnel), 'A tunnel'), ' leads to ', peer, ', which nobody recorded') AS says,
       CASE WHEN bool_and(in_change_window(time)) THEN 'a change window' END AS lowered_by
FROM stranger
GROUP BY device, peer
