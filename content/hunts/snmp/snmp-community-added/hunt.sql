/*---
id: snmp-community-added
title: An SNMP community is new
kind: change
why: >
  A community is a password that needs no account, writes no login line and is rarely looked at. Intruders
  add one of their own, or open the one that is there to more people.
finds: >
  A community that may write or has no access list, and that with this right neither the configuration
  before nor any device's earlier one had; or one that was typed and that no device has in a configuration
  collected before.
misses: >
  Communities in the oldest configuration given. One that only reads and has an access list. A community
  of another device that is used here as well. Users of SNMPv3. An access list that was taken off a community.
severity: medium
confidence: medium
audience: regular
attack: [T1602.001, T1602.002]
scope:
  platforms: [cisco-ios, cisco-ios-xe, cisco-ios-xr, cisco-nx-os]
sees:
  - channels: [configuration, configuration-history]
    tables: [device_snmp, snapshot, command]
  - channels: [config-logger]
    tables: [command, device_snmp]
  - channels: [command-accounting]
    tables: [command, device_snmp]
  - channels: [accounting-log]
    tables: [command, device_snmp]
key: [access]
remedy: snmp-community-added
null_ok:
  - column: device_snmp.secret
    reason: A community always has a value; one that the collector left out cannot be compared.
  - column: device_snmp.access
    reason: A community without a right may only read, as the platform's default says.
  - column: snapshot.previous
    reason: Without an earlier configuration nothing can be new; the channel configuration-history says so.
  - column: command.topic
    reason: A command that no template knows adds no community.
  - column: command.secret
    reason: A community command that carries no value adds none.
---*/
WITH held AS (
    SELECT device, collected, source_of(origin) AS snapshot, secret,
           coalesce(access, 'read-only') AS access, access_list, origin
    FROM device_snmp_history
    WHERE kind = 'community'
),
-- Since when anybody's configuration has a community with this right.
known AS (
    SELECT secret, access, min(collected) AS since FROM held GROUP BY secret, access
),
fresh AS (
    SELECT h.device, h.secret, h.access, h.access_list, h.origin
    FROM held h
    JOIN snapshot s ON s.device = h.device AND (s.source IS NOT DISTINCT FROM h.snapshot)
    JOIN snapshot p ON (p.source IS NOT DISTINCT FROM s.previous)
    LEFT JOIN held o ON o.device = h.device AND (o.snapshot IS NOT DISTINCT FROM s.previous)
                    AND (o.secret IS NOT DISTINCT FROM h.secret) AND (o.access IS NOT DISTINCT FROM h.access)
    LEFT JOIN known k ON (k.secret IS NOT DISTINCT FROM h.secret) AND (k.access IS NOT DISTINCT FROM h.access)
    WHERE o.origin IS NULL
      -- Somebody had it before this device's earlier configuration: the estate's own.
      AND (k.since <= p.collected) IS NOT TRUE
),
seen AS (
    SELECT device, secret, access, access_list, NULL AS account, NULL AS from_address, NULL AS time, origin FROM fresh
    UNION ALL
    SELECT c.device, c.secret, CASE WHEN regexp_like(c.command, '(?i) rw( |$)') THEN 'read-write' ELSE 'read-only' END,
           c.object, c.account, address_text(c.from_address), c.time, c.origin
    FROM command c
    LEFT JOIN known k ON (k.secret IS NOT DISTINCT FROM c.secret)
                     AND (k.access IS NOT DISTINCT FROM
                          CASE WHEN regexp_like(c.command, '(?i) rw( |$)') THEN 'read-write' ELSE 'read-only' END)
    WHERE c.topic = 'snmp-community' AND NOT c.negated AND c.secret IS NOT NULL
      AND (k.since <= c.time) IS NOT TRUE
)
SELECT device,
       access,
       min(secret) AS secret,
       min(account) AS account,
       min(from_address) AS from_address,
       min(time) AS time,
       array_agg(origin) AS evidence,
       concat('A new SNMP community may ',
              CASE WHEN access = 'read-write' THEN 'write' ELSE 'read' END,
              CASE WHEN bool_or(access_list IS NULL) THEN ' and answers everybody' ELSE '' END,
              CASE WHEN min(account) IS NOT NULL THEN concat(', typed by ', min(account)) ELSE '' END) AS says,
       CASE WHEN bool_and(in_change_window(time)) THEN 'a change window' END AS lowered_by
FROM seen
WHERE access = 'read-write' OR access_list IS NULL
GROUP BY device, access
