/*---
id: login-without-jump-host-session
title: Somebody came from a jump host on which nobody was logged in
kind: intrusion
why: >
  Whoever reaches a device from a jump host is logged in on the jump host. A login from its address while
  it has no session is somebody who came in there unseen, or who wears its address.
finds: >
  Successful logins on a device from the address of a jump host whose own log is given and shows no session
  that was open at that moment, with both clocks' errors in the intruder's favour.
misses: >
  An intruder who comes while somebody else has a session, which on a busy jump host is most of the day. A
  session without an end in the log counts as open for seven days. Jump hosts whose address no
  inventory names, unless the logs of as many are given as jump_hosts lists. A listed robot's logins.
severity: high
confidence: medium
audience: regular
attack: [T1078, T1021.004]
scope:
  platforms: [cisco-ios, cisco-ios-xe, cisco-ios-xr, cisco-nx-os]
sees:
  - channels: [login-log, jump-host-log]
    tables: [login, log, approved]
  - channels: [command-accounting, jump-host-log]
    tables: [login, log, approved]
  - channels: [accounting-log, jump-host-log]
    tables: [login, log, approved]
key: [account, from_address]
remedy: login-without-jump-host-session
null_ok:
  - column: login.from_address
    reason: A login that names no address did not visibly come from the jump host.
  - column: login.time
    reason: >
      Whether somebody was there at that moment needs the moment; a jump host's log without times covers
      nothing, which the channel jump-host-log says.
---*/
WITH line AS (
    -- Times as seconds, so that both clocks' errors can be added.
    SELECT device, channel, account, from_address, outcome, service, session, time, origin,
           date_part('epoch', time) - time_error AS earliest, date_part('epoch', time) + time_error AS latest
    FROM login
    WHERE time IS NOT NULL
),
host_line AS (
    SELECT device AS host, account, outcome, session, time, earliest, latest, origin
    FROM line
    WHERE channel = 'jump-host' AND outcome IN ('success', 'logout') AND (service IS DISTINCT FROM 'su')
      AND (service IS DISTINCT FROM 'sudo')
      -- The Linux under IOS XR keeps the same log and is no jump host.
      AND NOT starts_with(device, 'xr-vm')
),
-- What the jump host's log covers: from its first line to its last.
cover AS (
    SELECT l.device AS host, min(l.time) AS first, max(l.time) AS last
    FROM log l
    JOIN (SELECT DISTINCT host FROM host_line) h ON h.host = l.device
    GROUP BY l.device
),
-- Where nothing says which listed address is which jump host, but the log of as many is given as are
-- listed, a session on any of them explains the login.
listed_hosts AS (
    SELECT count(*) AS entries, bool_and(prefix_length = 128) AS single FROM approved WHERE list = 'jump_hosts'
),
together AS (
    SELECT max(c.first) AS first, min(c.last) AS last
    FROM cover c
    CROSS JOIN listed_hosts l
    HAVING count(*) >= max(l.entries) AND max(l.entries) > 0 AND bool_and(l.single)
),
-- A session ends with the first logout after it that bears its number (without numbers, its account); a
-- logout whose login is not in the log ends one that was open before the log began.
present AS (
    SELECT s.host, s.earliest AS since, coalesce(min(e.latest), s.latest + 604800) AS until
    FROM host_line s
    LEFT JOIN host_line e ON e.host = s.host AND e.outcome = 'logout' AND e.time >= s.time
                         AND (e.session IS NOT DISTINCT FROM s.session)
                         AND (s.session IS NOT NULL OR (e.account IS NOT DISTINCT FROM s.account))
    WHERE s.outcome = 'success'
    GROUP BY s.host, s.earliest, s.latest, s.origin
    UNION ALL
    SELECT e.host, 0, e.latest
    FROM host_line e
    LEFT JOIN host_line s ON s.host = e.host AND s.outcome = 'success' AND s.time <= e.time
                         AND (s.session IS NOT DISTINCT FROM e.session)
    WHERE e.outcome = 'logout' AND s.origin IS NULL
),
here AS (
    SELECT device, account, from_address, time, origin, earliest, latest,
           device_at(from_address) AS host, listed('jump_hosts', from_address) AS is_listed
    FROM line
    WHERE outcome = 'success' AND channel <> 'jump-host' AND from_address IS NOT NULL
      AND robot(account, from_address, NULL) IS NOT TRUE
),
came AS (
    SELECT d.device, d.account, d.from_address, d.time, d.origin, d.earliest, d.latest, c.host
    FROM here d
    JOIN cover c ON (c.host IS NOT DISTINCT FROM d.host)
    WHERE d.device <> c.host AND d.time BETWEEN c.first AND c.last
    UNION ALL
    SELECT d.device, d.account, d.from_address, d.time, d.origin, d.earliest, d.latest, NULL
    FROM here d
    CROSS JOIN together c
    WHERE d.host IS NULL AND d.is_listed AND d.time BETWEEN c.first AND c.last
)
SELECT a.device,
       a.account,
       address_text(a.from_address) AS from_address,
       min(a.time) AS time,
       array_agg(a.origin) AS evidence,
       concat(coalesce(a.account, 'Somebody'), ' came in from ', address_text(a.from_address),
              CASE WHEN a.host IS NULL THEN ', a jump host, while nobody had a session on any'
                   ELSE concat(', the jump host ', a.host, ', while nobody had a session there') END) AS says,
       CASE WHEN bool_and(in_change_window(a.time)) THEN 'a change window' END AS lowered_by
FROM came a
LEFT JOIN present p ON (p.host = a.host OR a.host IS NULL) AND p.since <= a.latest AND p.until >= a.earliest
WHERE p.host IS NULL
GROUP BY a.device, a.account, a.from_address, a.host
