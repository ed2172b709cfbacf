/*---
id: outside-address-permitted
title: An outside address was let in to management
kind: change
why: >
  Intruders keep their way in by adding their own address to the list that guards the terminal lines,
  SNMP or the web UI; the lists 10, 20 and 50 have been used.
finds: >
  A permit entry that the configuration before did not have, in a list that guards vty, console, SNMP,
  SSH, HTTP or TFTP, whose source is neither private nor the organisation's own nor listed in
  management_sources, jump_hosts or snmp_managers. Permits of any and of groups count too.
misses: >
  Entries that were there in the oldest configuration given. Entries added and removed between two
  collections. Private and own addresses that the intruder already holds. Lists on interfaces.
severity: high
confidence: medium
audience: regular
attack: [T1562.004]
scope:
  platforms: [cisco-ios, cisco-ios-xe, cisco-ios-xr, cisco-nx-os]
sees:
  - channels: [configuration, configuration-history]
    tables: [device_acl_entry, device_acl_use, snapshot]
key: [access_list, source_text]
remedy: outside-address-permitted
null_ok:
  - column: snapshot.previous
    reason: Without an earlier configuration nothing can be new; the channel configuration-history says so.
---*/
WITH permit AS (
    SELECT device, source_of(origin) AS snapshot, access_list, source, source_text, origin
    FROM device_acl_entry_history
    WHERE action = 'permit'
),
guard AS (
    SELECT device, source_of(origin) AS snapshot, access_list,
           string_agg(DISTINCT used_by, ', ' ORDER BY used_by) AS used_by,
           array_agg(origin) AS guards
    FROM device_acl_use_history
    WHERE used_by IN ('vty', 'console', 'snmp', 'ssh', 'http', 'tftp')
    GROUP BY device, source_of(origin), access_list
),
outside AS (
    SELECT p.*, s.previous
    FROM permit p
    JOIN snapshot s ON s.device = p.device AND (s.source IS NOT DISTINCT FROM p.snapshot)
    WHERE s.previous IS NOT NULL
      AND own_address(p.source) IS NOT TRUE
      AND in_network(p.source, '10.0.0.0/8') IS NOT TRUE
      AND in_network(p.source, '172.16.0.0/12') IS NOT TRUE
      AND in_network(p.source, '192.168.0.0/16') IS NOT TRUE
      AND in_network(p.source, '127.0.0.0/8') IS NOT TRUE
      AND in_network(p.source, '169.254.0.0/16') IS NOT TRUE
      AND in_network(p.source, 'fc00::/7') IS NOT TRUE
      AND in_network(p.source, 'fe80::/10') IS NOT TRUE
      AND listed('management_sources', p.source) IS NOT TRUE
      AND listed('jump_hosts', p.source) IS NOT TRUE
      AND listed('snmp_managers', p.source) IS NOT TRUE
)
SELECT n.device,
       n.access_list,
       n.source_text,
       min(address_text(n.source)) AS from_address,
       array_agg(n.origin) AS entries,
       min(g.guards) AS guards,
       concat('Access list ', n.access_list, ', which guards ', min(g.used_by), ', newly permits ', n.source_text) AS says
FROM outside n
JOIN guard g ON g.device = n.device AND (g.snapshot IS NOT DISTINCT FROM n.snapshot)
            AND g.access_list = n.access_list
LEFT JOIN permit o ON o.device = n.device AND (o.snapshot IS NOT DISTINCT FROM n.previous)
                  AND o.access_list = n.access_list AND o.source_text = n.source_text
WHERE o.origin IS NULL
GROUP BY n.device, n.access_list, n.source_text
