/*---
id: lawful-intercept-touched
title: The configuration of lawful interception was touched
kind: change
why: >
  Lawful interception copies the traffic of named people to named places, and its configuration tells who
  is watched. Intruders looked for it; whoever changes it reads along, or learns who is being read.
finds: >
  Commands about lawful interception that were typed, with who and from where; lines about it that the
  configuration before did not have or has no longer (views of the tap MIBs, interception switched on or
  off, RADIUS interception, cable interception); and a destination of copies that this device alone has
  while other devices have one of their own.
misses: >
  Taps that a mediation device sets over SNMPv3, which leave no line in the configuration. Lines that the
  platform shows only to the account that holds the interception view. Whoever only reads.
severity: high
confidence: low
audience: regular
attack: [T1040, T1020.001]
sensitive: true
scope:
  platforms: [cisco-ios, cisco-ios-xe, cisco-ios-xr, cisco-nx-os]
sees:
  - channels: [configuration, configuration-history, command-accounting]
    tables: [device_service, device_receiver, snapshot, command]
  - channels: [configuration, configuration-history, config-logger]
    tables: [device_service, device_receiver, snapshot, command]
  - channels: [configuration, configuration-history, accounting-log]
    tables: [device_service, device_receiver, snapshot, command]
key: [what, account]
remedy: lawful-intercept-touched
null_ok:
  - column: command.topic
    reason: A command that no template knows is none about interception.
  - column: snapshot.previous
    reason: Without an earlier configuration nothing can be new; the channel configuration-history says so.
  - column: device_receiver.address
    reason: A destination without an address cannot be compared with others.
---*/
WITH held AS (
    SELECT device, source_of(origin) AS snapshot, concat(service, CASE WHEN enabled THEN ' on' ELSE ' off' END) AS line, origin
    FROM device_service_history
    WHERE service = 'lawful-intercept' AND NOT is_default
    UNION ALL
    SELECT device, source_of(origin), coalesce(address_text(address), 'nowhere'), origin
    FROM device_receiver_history
    WHERE kind = 'lawful-intercept'
),
appeared AS (
    SELECT h.device, h.origin
    FROM held h
    JOIN snapshot s ON s.device = h.device AND (s.source IS NOT DISTINCT FROM h.snapshot)
    LEFT JOIN held o ON o.device = h.device AND (o.snapshot IS NOT DISTINCT FROM s.previous) AND o.line = h.line
    WHERE s.previous IS NOT NULL AND o.origin IS NULL
),
vanished AS (
    SELECT o.device, o.origin
    FROM held o
    JOIN snapshot s ON s.device = o.device AND (s.previous IS NOT DISTINCT FROM o.snapshot)
    LEFT JOIN held h ON h.device = o.device AND (h.snapshot IS NOT DISTINCT FROM s.source) AND h.line = o.line
    WHERE s.complete AND h.origin IS NULL
),
goes AS (
    SELECT device, address, array_agg(origin) AS evidence
    FROM device_receiver
    WHERE kind = 'lawful-intercept' AND address IS NOT NULL
    GROUP BY device, address
),
used AS (
    SELECT address, count(*) AS devices FROM goes GROUP BY address
),
common AS (
    SELECT max(devices) AS agree FROM used
),
seen AS (
    SELECT device, 'typed' AS what, account, address_text(from_address) AS from_address, NULL AS peer, time, origin
    FROM command
    WHERE topic = 'lawful-intercept'
    UNION ALL
    SELECT device, 'appeared', NULL, NULL, NULL, NULL, origin FROM appeared
    UNION ALL
    SELECT device, 'vanished', NULL, NULL, NULL, NULL, origin FROM vanished
    UNION ALL
    SELECT g.device, concat('goes to ', address_text(g.address)), NULL, NULL, address_text(g.address), NULL, unnest(g.evidence)
    FROM goes g
    JOIN used u ON (u.address IS NOT DISTINCT FROM g.address)
    CROSS JOIN common c
    WHERE u.devices = 1 AND c.agree > 1
)
SELECT device,
       what,
       account,
       min(from_address) AS from_address,
       min(peer) AS peer,
       min(time) AS time,
       array_agg(origin) AS evidence,
       CASE what WHEN 'typed' THEN concat(coalesce(account, 'Somebody'),
                                          coalesce(concat(' from ', min(from_address)), ''),
                                          ' typed commands about lawful interception')
                 WHEN 'appeared' THEN 'Lines about lawful interception are new'
                 WHEN 'vanished' THEN 'Lines about lawful interception are gone'
                 ELSE concat('Intercepted traffic goes to ', min(peer), ', which no other device uses') END AS says,
       CASE WHEN bool_and(in_change_window(time)) THEN 'a change window' END AS lowered_by
FROM seen
GROUP BY device, what, account
