/*---
id: login-log
title: The device's log of logins
about: >
  Who logged in, from where, and who failed to: the device writes it only with `login on-success log`
  and `login on-failure log`, at severities 5 and 4, and it travels in the device's log. Failures alone do
  not prove that successes are written.
shape: stream
carrier: log WHERE (said_by(origin) IS DISTINCT FROM 'aaa-server') AND (facility IS DISTINCT FROM 'accounting-log')
---*/
WITH setting AS (
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
SELECT way.device,
       seen.device IS NOT NULL AS proved,
       CASE WHEN setting.success AND setting.failure AND way.arrives AND coalesce(way.level, 6) >= 5 THEN TRUE
            WHEN way.configured THEN FALSE END AS configured,
       way.sends_to,
       concat_ws(chr(10),
           CASE WHEN setting.success IS NOT TRUE THEN 'login on-success log' END,
           CASE WHEN setting.failure IS NOT TRUE THEN 'login on-failure log' END,
           CASE WHEN NOT way.arrives THEN concat('logging host ', way.log_host) END,
           CASE WHEN way.level < 5 THEN 'logging trap notifications' END) AS switch_on,
       coalesce(seen.origin, setting.origin, CAST(0 AS BIGINT UNSIGNED)) AS origin
FROM device_logging way
LEFT JOIN setting ON setting.device = way.device
LEFT JOIN seen ON seen.device = way.device
