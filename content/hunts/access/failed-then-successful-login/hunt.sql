/*---
id: failed-then-successful-login
title: A login succeeded after many that failed
kind: intrusion
why: >
  Guessing shows as failures; the last guess shows as a success. People mistype a password once or twice,
  not five times, and not for several accounts.
finds: >
  A successful login preceded, within ten minutes on the same device, by five or more failures from its
  source or for its account; or by three or more failures from its source for at least two accounts.
misses: >
  Guessing spread over devices or over hours. Failures that the device does not log (login on-failure
  log) and no AAA server records. A first guess that fits.
severity: high
confidence: medium
audience: regular
attack: [T1110.001, T1078]
scope:
  platforms: [cisco-ios, cisco-ios-xe, cisco-ios-xr, cisco-nx-os]
sees:
  - channels: [login-log]
    tables: [login]
key: [account, from_address]
remedy: failed-then-successful-login
null_ok:
  - column: login.account
    reason: >
      Failures that name nobody count for their source, and those that name no source for their account;
      with neither they are nobody's.
  - column: login.from_address
    reason: >
      Failures that name nobody count for their source, and those that name no source for their account;
      with neither they are nobody's.
---*/
WITH failed AS (
    SELECT device, channel, account, from_address, time, time_error, origin FROM login WHERE outcome = 'failure'
),
came AS (
    SELECT device, channel, account, from_address, time, time_error, origin FROM login WHERE outcome = 'success'
),
pair AS (
    SELECT s.device, s.account, s.from_address, s.time, s.origin AS success, f.origin AS failure, f.channel,
           f.account AS tried,
           f.from_address IS NOT NULL AND (f.from_address IS NOT DISTINCT FROM s.from_address) AS same_source,
           follows_surely(f.time, f.time_error, f.origin, s.time, s.time_error, s.origin, 600) AS sure
    FROM came s
    JOIN failed f ON f.device = s.device
    WHERE ((f.from_address IS NOT NULL AND (f.from_address IS NOT DISTINCT FROM s.from_address))
        OR (f.account IS NOT NULL AND (f.account IS NOT DISTINCT FROM s.account)))
      AND follows(f.time, f.time_error, f.origin, s.time, s.time_error, s.origin, 600) IS NOT FALSE
),
-- One channel tells of each failure once; two channels are not two failures.
counted AS (
    SELECT device, account, from_address, time, success, channel,
           count(*) AS failures,
           sum(CASE WHEN same_source THEN 1 ELSE 0 END) AS from_source,
           count(DISTINCT CASE WHEN same_source THEN tried END) AS accounts,
           bool_or(sure) AS sure,
           array_agg(failure) AS failed
    FROM pair
    GROUP BY device, account, from_address, time, success, channel
    HAVING count(*) >= 5
        OR (sum(CASE WHEN same_source THEN 1 ELSE 0 END) >= 3
            AND count(DISTINCT CASE WHEN same_source THEN tried END) >= 2)
)
SELECT c.device,
       c.account,
       address_text(c.from_address) AS from_address,
       min(c.time) AS time,
       array_agg(DISTINCT p.failure) AS failed,
       array_agg(DISTINCT c.success) AS success,
       bool_or(c.sure) IS NOT TRUE AS widened,
       concat(coalesce(c.account, 'Somebody'), ' came in from ',
              coalesce(address_text(c.from_address), 'an address not recorded'), ' after ',
              CAST(max(c.failures) AS VARCHAR), ' failed logins within ten minutes') AS says,
       CASE WHEN listed('jump_hosts', c.from_address) THEN 'jump_hosts lists the address'
            WHEN listed('management_sources', c.from_address) THEN 'management_sources lists the address' END AS lowered_by
FROM counted c
JOIN pair p ON p.success = c.success AND p.channel = c.channel
GROUP BY c.device, c.account, c.from_address
