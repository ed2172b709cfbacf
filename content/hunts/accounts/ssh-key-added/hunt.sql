/*---
id: ssh-key-added
title: A public key that lets somebody in is new
kind: change
why: >
  A public key opens an account without its password, and goes on opening it when the password is changed.
  Intruders add one to an account that is there already.
finds: >
  Keys typed for an account (`key-hash` and `key-string` under `ip ssh pubkey-chain`, `username … sshkey`,
  `crypto key import authentication`), and keys that the whole configuration before did not have.
misses: >
  Keys in the oldest configuration given. Keys for the host's operating system (authorized_keys). A key
  whose owner lost it.
severity: high
confidence: medium
audience: regular
attack: [T1098.004]
scope:
  platforms: [cisco-ios, cisco-ios-xe, cisco-ios-xr, cisco-nx-os]
sees:
  - channels: [configuration, configuration-history]
    tables: [device_key, snapshot, command]
  - channels: [command-accounting]
    tables: [command]
  - channels: [config-logger]
    tables: [command]
  - channels: [eem-catchall]
    tables: [command]
  - channels: [accounting-log]
    tables: [command]
key: [owner]
remedy: ssh-key-added
null_ok:
  - column: command.topic
    reason: A command that no template knows adds no key.
  - column: snapshot.previous
    reason: Without an earlier configuration nothing can be new; the channel configuration-history says so.
---*/
WITH entered AS (
    SELECT device, channel, account, time, time_error, origin, object
    FROM command
    WHERE topic IN ('account', 'ssh-key-account') AND NOT negated
      AND regexp_like(command, '^username +[^ ]+ *$')
),
added AS (
    SELECT device, channel, account, from_address, time, time_error, origin,
           CASE WHEN regexp_like(command, '^(username|crypto)\b') THEN object END AS object,
           NOT starts_with(command, 'key-string') AS sure
    FROM command
    WHERE topic = 'ssh-key' AND NOT negated AND NOT regexp_like(command, '^ip ssh pubkey-chain *$')
),
-- Key chains of routing protocols have a key-string too: only one inside the SSH keys counts.
chain AS (
    SELECT device, channel, account, time, time_error, origin
    FROM command
    WHERE topic = 'ssh-key' AND NOT negated AND regexp_like(command, '^ip ssh pubkey-chain *$')
),
-- Whose key: the account whose block was entered last before it.
typed AS (
    SELECT k.device, k.account, k.from_address, k.time, k.origin,
           coalesce(k.object, first_value(e.object ORDER BY e.time DESC, e.origin DESC)) AS owner
    FROM added k
    LEFT JOIN entered e ON e.device = k.device AND e.channel = k.channel
                       AND (e.account IS NOT DISTINCT FROM k.account)
                       AND follows(e.time, e.time_error, e.origin, k.time, k.time_error, k.origin, 300)
    LEFT JOIN chain c ON c.device = k.device AND c.channel = k.channel
                     AND (c.account IS NOT DISTINCT FROM k.account)
                     AND follows(c.time, c.time_error, c.origin, k.time, k.time_error, k.origin, 300) IS NOT FALSE
    WHERE k.sure OR c.origin IS NOT NULL
    GROUP BY k.device, k.account, k.from_address, k.time, k.origin, k.object
),
held AS (
    SELECT device, source_of(origin) AS snapshot, account, kind, fingerprint, origin FROM device_key_history
),
fresh AS (
    SELECT h.device, h.account, h.origin
    FROM held h
    JOIN snapshot s ON s.device = h.device AND (s.source IS NOT DISTINCT FROM h.snapshot)
    LEFT JOIN held o ON o.device = h.device AND (o.snapshot IS NOT DISTINCT FROM s.previous)
                    AND (o.account IS NOT DISTINCT FROM h.account) AND o.kind = h.kind
                    AND (o.fingerprint IS NOT DISTINCT FROM h.fingerprint)
    WHERE s.previous IS NOT NULL AND o.origin IS NULL
),
seen AS (
    SELECT device, owner, account, address_text(from_address) AS from_address, time, origin FROM typed
    UNION ALL
    SELECT device, account AS owner, NULL AS account, NULL, NULL, origin FROM fresh
)
SELECT device,
       owner,
       min(account) AS account,
       min(from_address) AS from_address,
       min(time) AS time,
       array_agg(DISTINCT origin) AS evidence,
       concat('A public key now opens ', CASE WHEN owner IS NULL THEN 'an account' ELSE concat('the account ', owner) END,
              CASE WHEN min(account) IS NOT NULL THEN concat('; typed by ', min(account)) ELSE '' END) AS says,
       CASE WHEN bool_and(in_change_window(time)) THEN 'a change window' END AS lowered_by
FROM seen
GROUP BY device, owner
