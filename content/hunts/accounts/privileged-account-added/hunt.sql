/*---
id: privileged-account-added
title: A local account with full rights is new
kind: change
why: >
  A local account at privilege 15 is the simplest way to come back. It works when the AAA servers do not
  answer, and it stays when passwords elsewhere are changed.
finds: >
  A local account at privilege 15 that the configuration before did not have at that level, or that was
  typed with `privilege 15`.
misses: >
  Accounts in the oldest configuration given. Rights given by an AAA server. An account that is raised by
  a view or a changed command level.
severity: medium
confidence: medium
audience: regular
attack: [T1136.001, T1078]
scope:
  platforms: [cisco-ios, cisco-ios-xe, cisco-ios-xr, cisco-nx-os]
sees:
  - channels: [configuration, configuration-history]
    tables: [device_user, snapshot, command]
  - channels: [config-logger]
    tables: [command]
  - channels: [command-accounting]
    tables: [command]
  - channels: [accounting-log]
    tables: [command]
key: [account]
remedy: privileged-account-added
null_ok:
  - column: device_user.privilege
    reason: An account without a level has level 1, as the platform's default says.
  - column: command.topic
    reason: A command that no template knows creates no account.
  - column: command.object
    reason: A command without an object names no account.
  - column: snapshot.previous
    reason: Without an earlier configuration nothing can be new; the channel configuration-history says so.
---*/
WITH held AS (
    SELECT device, source_of(origin) AS snapshot, account, origin
    FROM device_user_history
    WHERE privilege = 15
),
fresh AS (
    SELECT h.device, h.account, h.origin
    FROM held h
    JOIN snapshot s ON s.device = h.device AND (s.source IS NOT DISTINCT FROM h.snapshot)
    LEFT JOIN held o ON o.device = h.device AND o.account = h.account
                    AND (o.snapshot IS NOT DISTINCT FROM s.previous)
    WHERE s.previous IS NOT NULL AND o.origin IS NULL
),
seen AS (
    SELECT device, object AS account, account AS by_account, address_text(from_address) AS from_address,
           time, origin
    FROM command
    WHERE topic = 'account' AND NOT negated AND object IS NOT NULL AND command LIKE '%privilege 15%'
    UNION ALL
    SELECT device, account, NULL, NULL, NULL, origin FROM fresh
)
SELECT device,
       account,
       min(from_address) AS from_address,
       min(time) AS time,
       array_agg(origin) AS evidence,
       concat('Local account ', account, ' with full rights is new',
              CASE WHEN min(by_account) IS NOT NULL THEN concat(', made by ', min(by_account)) ELSE '' END) AS says,
       CASE WHEN listed('local_accounts', account) THEN concat('local_accounts lists ', account)
            WHEN bool_and(in_change_window(time)) THEN 'a change window' END AS lowered_by
FROM seen
GROUP BY device, account
