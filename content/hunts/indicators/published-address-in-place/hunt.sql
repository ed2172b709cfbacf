/*---
id: published-address-in-place
title: A published address stands where an intruder would put it
kind: intrusion
why: >
  A published address in a log may be chance. On the access list that guards a device, at the far end of
  a tunnel, among the AAA servers or as the source of a login that worked it is not.
finds: >
  Addresses of the notices in the content and of the lists given with --indicators that an access list
  guarding management permits, at the far end of tunnels, as AAA server, as receiver of logs, traps,
  flows, mirrors or files, as source of a successful login or of a typed command, and as address in a
  command that copies, connects or configures, in any configuration given.
misses: >
  Addresses nobody published, and those inside a permitted network that holds more than one address.
severity: high
confidence: medium
audience: regular
attack: [T1583.003, T1021, T1599]
sees:
  - channels: [configuration, command-accounting]
    tables: [device_acl_entry, device_acl_use, device_tunnel, device_aaa_server, device_receiver, command, login]
  - channels: [configuration, config-logger, login-log]
    tables: [device_acl_entry, device_acl_use, device_tunnel, device_aaa_server, device_receiver, command, login]
  - channels: [configuration, accounting-log]
    tables: [device_acl_entry, device_acl_use, device_tunnel, device_aaa_server, device_receiver, command, login]
key: [notice, value]
remedy: published-value-seen
null_ok:
  - column: device_acl_entry.source
    reason: An entry without an address permits any or a group.
  - column: device_tunnel.destination
    reason: A tunnel without an address has none to look up.
  - column: device_aaa_server.address
    reason: A server without an address has none to look up.
  - column: device_receiver.address
    reason: A receiver without an address has none to look up.
  - column: login.from_address
    reason: A login that names no address has none to look up.
  - column: command.from_address
    reason: A command that names no source has none to look up.
  - column: command.address
    reason: A command that names no address has none to look up.
  - column: command.account
    reason: Only told, never asked.
  - column: login.account
    reason: Only told, never asked.
---*/
WITH place AS (
    SELECT e.device, e.source AS address, concat('permitted by access list ', e.access_list, ' on ', u.used_by) AS place,
           NULL AS account, NULL AS time, e.origin
    FROM device_acl_entry_history e
    JOIN device_acl_use_history u ON u.device = e.device AND u.access_list = e.access_list
    WHERE e.action = 'permit' AND u.used_by IN ('vty', 'console', 'snmp', 'ssh', 'http', 'tftp')
    UNION ALL
    SELECT device, destination, concat('the far end of ', tunnel), NULL, NULL, origin FROM device_tunnel_history
    UNION ALL
    SELECT device, address, 'an AAA server', NULL, NULL, origin FROM device_aaa_server_history
    UNION ALL
    SELECT device, address, concat('a receiver (', kind, ')'), NULL, NULL, origin FROM device_receiver_history
    UNION ALL
    SELECT device, from_address, 'the source of a login', account, time, origin
    FROM login WHERE outcome = 'success'
    UNION ALL
    SELECT device, from_address, 'the source of commands', account, time, origin FROM command
    UNION ALL
    SELECT device, address, 'in a typed command', account, time, origin FROM command
),
hit AS (
    SELECT *, indicator_of('address', address_text(address)) AS value
    FROM place
    WHERE address IS NOT NULL AND indicator_of('address', address_text(address)) IS NOT NULL
)
SELECT h.device,
       i.notice,
       h.value,
       h.value AS peer,
       CASE WHEN bool_or(h.place LIKE 'the source%') THEN h.value END AS from_address,
       min(h.account) AS account,
       min(h.time) AS time,
       array_agg(h.origin) AS evidence,
       concat(h.value, ', which ', i.notice, ' lists, is ',
              string_agg(DISTINCT h.place, ', ' ORDER BY h.place)) AS says
FROM hit h
JOIN indicator i ON (i.value IS NOT DISTINCT FROM h.value)
GROUP BY h.device, i.notice, h.value
