/*---
id: login-log
title: The device's log of logins
about: >
  Who logged in, from where, and who failed to: the device writes it only with `login on-success log`
  and `login on-failure log`, and it travels in the device's log. Failures alone do not prove that
  successes are written.
shape: stream
carrier: log WHERE said_by(origin) IS DISTINCT FROM 'aaa-server'
---*/
WITH whole AS (
    SELECT device FROM snapshot WHERE newest_complete AND kind = 'configuration'
),
receiver AS (
    SELECT device, coalesce(address_text(address), host) AS place
    FROM device_receiver
    WHERE kind = 'syslog'
    GROUP BY device, coalesce(address_text(address), host)
),
sent AS (
    SELECT device, string_agg(place, ', ' ORDER BY place) AS sends_to FROM receiver GROUP BY device
),
-- Whose log arrives, by whatever way.
arrives AS (
    SELECT device FROM receiver
    UNION
    SELECT device FROM log WHERE said_by(origin) IS DISTINCT FROM 'aaa-server'
),
known AS (
    SELECT coalesce(
        (SELECT min(value) FROM approved WHERE list = 'log_servers' AND prefix_length = 128),
        (SELECT place FROM receiver GROUP BY place ORDER BY count(*) DESC, place LIMIT 1),
        '<address of your log server>') AS place
),
setting AS (
    SELECT device,
           bool_or(enabled AND service = 'login-success-log') AS success,
           bool_or(enabled AND service = 'login-failure-log') AS failure,
           min(CASE WHEN enabled THEN origin END) AS origin
    FROM device_service
    WHERE service IN ('login-success-log', 'login-failure-log')
    GROUP BY device
),
seen AS (
    SELECT device, min(origin) AS origin
    FROM login
    WHERE channel = 'login-log' AND outcome = 'success'
    GROUP BY device
)
SELECT d.device,
       seen.device IS NOT NULL AS proved,
       CASE WHEN setting.success AND setting.failure AND arrives.device IS NOT NULL THEN TRUE
            WHEN whole.device IS NOT NULL THEN FALSE END AS configured,
       sent.sends_to,
       concat_ws(chr(10),
           CASE WHEN setting.success IS NOT TRUE THEN 'login on-success log' END,
           CASE WHEN setting.failure IS NOT TRUE THEN 'login on-failure log' END,
           CASE WHEN arrives.device IS NULL THEN concat('logging host ', known.place) END) AS switch_on,
       coalesce(seen.origin, setting.origin, CAST(0 AS BIGINT UNSIGNED)) AS origin
FROM device d
CROSS JOIN known
LEFT JOIN whole ON whole.device = d.device
LEFT JOIN sent ON sent.device = d.device
LEFT JOIN arrives ON arrives.device = d.device
LEFT JOIN setting ON setting.device = d.device
LEFT JOIN seen ON seen.device = d.device
