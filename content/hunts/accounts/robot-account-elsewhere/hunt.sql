/*---
id: robot-account-elsewhere
title: A robot's account was used otherwise than the robot uses it
kind: intrusion
why: >
  The account of a configuration collector reaches every device, and its password lies in the
  collector's configuration. Whoever has it comes in where nobody looks twice.
finds: >
  For every [[robot]] of seawall.toml: a successful login or a command under its account from an address
  that is not the robot's, and a command from the robot's own address that is not one of its own.
misses: >
  An intruder on the collector itself who types only what the collector types. Accounts nobody listed as
  robots. Commands whose record names no address are
  judged by the command alone.
severity: high
confidence: high
audience: regular
attack: [T1078, T1021]
sees:
  - channels: [command-accounting]
    tables: [command, login]
  - channels: [accounting-log]
    tables: [command, login]
key: [account, from_address]
remedy: robot-account-elsewhere
approved:
  list: robot
null_ok:
  - column: login.account
    reason: A login whose record names nobody is no robot's.
  - column: command.account
    reason: A command whose record names nobody is no robot's.
  - column: login.from_address
    reason: A login that names no address cannot be told from the robot's own.
  - column: command.from_address
    reason: A command that names no address is judged by what was typed.
---*/
WITH told AS (
    -- The configuration log names no address: what another channel tells of the same command by the same
    -- account within half a minute does.
    SELECT device, time, account, command, origin,
           coalesce(from_address, address(max(address_text(from_address)) OVER echo)) AS from_address
    FROM command
    -- Robots' accounts only: for others robot() is NULL whatever the address.
    WHERE robot(account, address('192.0.2.1'), NULL) IS NOT NULL
    WINDOW echo AS (PARTITION BY device, account, command ORDER BY time
                    RANGE BETWEEN INTERVAL '30 seconds' PRECEDING AND INTERVAL '30 seconds' FOLLOWING)
),
act AS (
    SELECT device, time, account, from_address, command, origin FROM told
    UNION ALL
    SELECT device, time, account, from_address, NULL, origin FROM login WHERE outcome = 'success'
),
strange AS (
    SELECT *, robot(account, from_address, NULL) AS from_its_address
    FROM act
    WHERE robot(account, from_address, command) IS FALSE
)
SELECT device,
       account,
       address_text(from_address) AS from_address,
       min(time) AS time,
       array_agg(origin) AS evidence,
       CASE WHEN bool_and(from_its_address)
            THEN concat('The robot ', account, ' typed from its own address what is none of its commands')
            ELSE concat('The robot ', account, '''s account was used from ',
                        coalesce(address_text(from_address), 'an address not recorded')) END AS says
FROM strange
GROUP BY device, account, from_address
