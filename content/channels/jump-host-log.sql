/*---
id: jump-host-log
title: The log of the jump hosts
about: >
  Who was logged in on the jump hosts from which a device was reached: the log of their SSH server. It
  suffices for a device if the log of every jump host it was reached from is given, spans those logins and
  is never silent for more than 25 hours, its edges included. Which address is
  which jump host an inventory says, or the logs of as many are given as jump_hosts lists.
shape: stream
carrier: log
---*/
WITH host AS (
    SELECT device AS host, min(origin) AS origin
    FROM login
    WHERE channel = 'jump-host' AND outcome IN ('success', 'logout') AND time IS NOT NULL
      -- The Linux under IOS XR keeps the same log and is no jump host.
      AND NOT starts_with(device, 'xr-vm')
    GROUP BY device
),
line AS (
    SELECT l.device AS host, l.time, lag(l.time) OVER (PARTITION BY l.device ORDER BY l.time) AS before
    FROM log l
    JOIN host h ON h.host = l.device
    WHERE l.time IS NOT NULL
),
told AS (
    SELECT host, min(time) AS first, max(time) AS last,
           coalesce(bool_and(time - before <= INTERVAL '25 hours'), TRUE) AS steady
    FROM line
    GROUP BY host
),
-- Where nothing says which listed address is which host, the logs of as many as are listed will do.
together AS (
    SELECT max(t.first) AS first, min(t.last) AS last, bool_and(t.steady) AS steady
    FROM told t
    CROSS JOIN (SELECT count(*) AS entries, bool_and(prefix_length = 128) AS single
                FROM approved WHERE list = 'jump_hosts') l
    HAVING count(*) >= max(l.entries) AND max(l.entries) > 0 AND bool_and(l.single)
),
came AS (
    SELECT device, device_at(from_address) AS host, listed('jump_hosts', from_address) AS is_listed,
           min(time) AS first, max(time) AS last
    FROM login
    WHERE outcome = 'success' AND channel <> 'jump-host' AND from_address IS NOT NULL
    GROUP BY device, device_at(from_address), listed('jump_hosts', from_address)
),
reached AS (
    SELECT c.*, h.host AS known FROM came c LEFT JOIN host h ON (h.host IS NOT DISTINCT FROM c.host)
    WHERE c.is_listed OR h.host IS NOT NULL
),
enough AS (
    SELECT c.device,
           bool_and(CASE WHEN c.known IS NOT NULL
                         THEN t.steady AND c.first >= t.first - INTERVAL '25 hours'
                              AND c.last <= t.last + INTERVAL '25 hours'
                         WHEN c.host IS NULL
                         THEN coalesce(g.steady AND c.first >= g.first - INTERVAL '25 hours'
                              AND c.last <= g.last + INTERVAL '25 hours', FALSE)
                         ELSE FALSE END) AS whole
    FROM reached c
    LEFT JOIN told t ON (t.host IS NOT DISTINCT FROM c.known)
    LEFT JOIN together g ON TRUE
    GROUP BY c.device
),
any_host AS (
    SELECT count(*) AS hosts, min(origin) AS origin FROM host
)
SELECT d.device,
       coalesce(enough.whole, any_host.hosts > 0) AS proved,
       CASE WHEN coalesce(enough.whole, any_host.hosts > 0) THEN TRUE END AS configured,
       CAST(NULL AS VARCHAR) AS sends_to,
       'Give the log of every jump host (/var/log/auth.log, /var/log/secure or the journal), and an inventory with their addresses' AS switch_on,
       coalesce(any_host.origin, CAST(0 AS BIGINT UNSIGNED)) AS origin
FROM device d
CROSS JOIN any_host
LEFT JOIN enough ON enough.device = d.device
