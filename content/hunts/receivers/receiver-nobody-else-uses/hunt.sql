/*---
id: receiver-nobody-else-uses
title: Copies sent to an address that no other device of its kind uses
kind: change
why: >
  Traffic, flow records, logs and configurations can be copied to a machine of the intruder's with one
  line. In an estate built by rule that line stands on one device only.
finds: >
  Among at least ten peers (same platform, same role): a log, trap, flow, telemetry, archive or mirror
  receiver that this device alone uses while most of its peers agree on another; and a mirror session to
  an address on the only device of its peers that has one.
misses: >
  The same receiver planted on two devices, and estates and roles of fewer than ten devices, where
  nothing is rare and the hunt does not apply; the hunts about approved receivers do. Copies to a local
  port.
severity: medium
confidence: low
audience: regular
attack: [T1040, T1020.001]
scope:
  platforms: [cisco-ios, cisco-ios-xe, cisco-ios-xr, cisco-nx-os]
  where: >
    concat(platform, '/', coalesce(role, '')) IN
    (SELECT concat(platform, '/', coalesce(role, '')) FROM device GROUP BY 1 HAVING count(*) > 10)
sees:
  - channels: [configuration]
    tables: [device_receiver, device]
key: [kind, peer]
remedy: receiver-nobody-else-uses
null_ok:
  - column: device_receiver.address
    reason: A receiver without address and name is a local port.
  - column: device_receiver.host
    reason: A receiver without address and name is a local port.
---*/
WITH place AS (
    SELECT r.device,
           r.kind,
           concat(d.platform, '/', coalesce(d.role, '')) AS peers,
           coalesce(address_text(r.address), r.host) AS peer,
           array_agg(r.origin) AS evidence
    FROM device_receiver r
    JOIN device d ON d.device = r.device
    WHERE r.kind IN ('syslog', 'snmp-trap', 'flow-export', 'telemetry', 'archive', 'mirror')
      AND coalesce(address_text(r.address), r.host) IS NOT NULL
    GROUP BY r.device, r.kind, concat(d.platform, '/', coalesce(d.role, '')),
             coalesce(address_text(r.address), r.host)
),
peer_group AS (
    SELECT concat(platform, '/', coalesce(role, '')) AS peers, count(*) AS devices
    FROM device
    GROUP BY concat(platform, '/', coalesce(role, ''))
),
-- Across all kinds and roles: an address another device sends anything to is not rare.
used AS (
    SELECT peer, count(DISTINCT device) AS devices FROM place GROUP BY peer
),
-- How many of the peers have a receiver of the kind, and how many agree on the commonest.
share AS (
    SELECT peers, kind, peer, count(DISTINCT device) AS devices FROM place GROUP BY peers, kind, peer
),
common AS (
    SELECT peers, kind, max(devices) AS agree FROM share GROUP BY peers, kind
)
SELECT p.device,
       p.kind,
       p.peer,
       p.evidence,
       concat('Sends ',
              CASE p.kind WHEN 'syslog' THEN 'its log' WHEN 'snmp-trap' THEN 'SNMP traps'
                          WHEN 'flow-export' THEN 'flow records' WHEN 'telemetry' THEN 'telemetry'
                          WHEN 'archive' THEN 'its configuration' ELSE 'copies of traffic' END,
              ' to ', p.peer, ', which no other device uses') AS says,
       CASE WHEN p.kind = 'syslog' AND listed('log_servers', p.peer)
                THEN concat('log_servers lists ', p.peer)
            WHEN p.kind = 'snmp-trap' AND listed('snmp_managers', p.peer)
                THEN concat('snmp_managers lists ', p.peer)
            WHEN p.kind = 'archive' AND listed('transfer_servers', p.peer)
                THEN concat('transfer_servers lists ', p.peer)
            WHEN p.kind = 'mirror'
                 AND (listed('mirror_destinations', p.peer) OR approved_item('mirror', p.device, p.peer))
                THEN concat('mirror_destinations or an approved item names ', p.peer) END AS lowered_by
FROM place p
JOIN used u ON (u.peer IS NOT DISTINCT FROM p.peer)
JOIN peer_group g ON g.peers = p.peers
JOIN common c ON c.peers = p.peers AND c.kind = p.kind
WHERE u.devices = 1
  AND g.devices > 10
  AND (2 * c.agree > g.devices - 1 OR (p.kind = 'mirror' AND c.agree = 1))
