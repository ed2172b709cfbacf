/*---
id: collector-account-elsewhere
title: An account that behaves like a collector's turned up elsewhere
kind: intrusion
why: >
  Nobody may have listed the collector as a robot. Its account still gives itself away: day after day,
  from one address, on several devices, nothing but reading. The same account from another address is
  worth a question.
finds: >
  Accounts of which nine in ten recorded commands come from one address, on at least five days and two
  devices, and are all of the reading kind; and which then logged in or typed a command from another
  address. Accounts that seawall.toml lists as robots are left to the hunt robot-account-elsewhere.
misses: >
  Collectors that write, or were moved for good. Evidence of fewer than five days.
severity: medium
confidence: low
audience: regular
attack: [T1078]
scope:
  platforms: [cisco-ios, cisco-ios-xe, cisco-ios-xr, cisco-nx-os]
sees:
  - channels: [command-accounting]
    tables: [command, login]
  - channels: [accounting-log]
    tables: [command, login]
key: [account, from_address]
remedy: robot-account-elsewhere
null_ok:
  - column: command.account
    reason: A command whose record names nobody is no collector's.
  - column: command.from_address
    reason: A command that names no address cannot be told from the collector's own.
  - column: command.time
    reason: Days are counted; a record without a time belongs to none.
  - column: login.account
    reason: A login whose record names nobody is no collector's.
  - column: login.from_address
    reason: A login that names no address cannot be told from the collector's own.
---*/
WITH place AS (
    SELECT account, from_address,
           count(*) AS commands,
           count(DISTINCT device) AS devices,
           count(DISTINCT date_trunc('day', time)) AS days,
           bool_and(regexp_like(command, '^(show|terminal|dir|more|enable|exit|quit|logout)\b')) AS reads
    FROM command
    WHERE account IS NOT NULL AND from_address IS NOT NULL AND robot(account, from_address, NULL) IS NULL
    GROUP BY account, from_address
),
total AS (
    SELECT account, sum(commands) AS commands FROM place GROUP BY account
),
home AS (
    SELECT p.account, p.from_address
    FROM place p
    JOIN total t ON (t.account IS NOT DISTINCT FROM p.account)
    WHERE p.reads AND p.days >= 5 AND p.devices >= 2 AND 10 * p.commands >= 9 * t.commands
),
act AS (
    SELECT device, time, account, from_address, origin FROM command
    UNION ALL
    SELECT device, time, account, from_address, origin FROM login WHERE outcome = 'success'
)
SELECT a.device,
       a.account,
       address_text(a.from_address) AS from_address,
       min(a.time) AS time,
       array_agg(a.origin) AS evidence,
       concat('The account ', a.account, ', which otherwise only reads from ', min(address_text(h.from_address)),
              ', was used from ', address_text(a.from_address)) AS says
FROM act a
JOIN home h ON (h.account IS NOT DISTINCT FROM a.account)
WHERE a.from_address IS NOT NULL
  AND (a.from_address IS DISTINCT FROM h.from_address)
GROUP BY a.device, a.account, a.from_address
