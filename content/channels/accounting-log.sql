/*---
id: accounting-log
title: The accounting log that NX-OS keeps of itself
about: >
  Every command that changes or copies something, with its account and source address, and when sessions
  began and ended; show commands only after `terminal log-all`. NX-OS always keeps it, in a buffer that
  wraps and that whoever holds the device can clear; at severity 6 of its log it also reaches a log
  server. It is the device's own word.
shape: stream
carrier: command WHERE channel = 'accounting-log'
---*/
WITH setting AS (
    SELECT device, min(origin) AS origin
    FROM device_service
    WHERE service = 'accounting-log-notify' AND enabled
    GROUP BY device
),
seen AS (
    SELECT device, min(origin) AS origin FROM command WHERE channel = 'accounting-log' GROUP BY device
),
nx_os AS (
    SELECT device FROM device WHERE platform = 'cisco-nx-os'
)
SELECT way.device,
       seen.device IS NOT NULL AS proved,
       CASE WHEN setting.device IS NOT NULL AND way.arrives AND way.level >= 6 THEN TRUE
            WHEN way.configured THEN FALSE END AS configured,
       way.sends_to,
       CASE WHEN nx_os.device IS NULL THEN 'Only NX-OS keeps one: use another channel'
            ELSE concat_ws(chr(10),
                CASE WHEN setting.device IS NULL THEN 'logging level aaa 6' END,
                CASE WHEN NOT way.arrives OR way.level < 6
                     THEN concat('logging server ', way.log_host, ' 6') END) END AS switch_on,
       coalesce(seen.origin, setting.origin, CAST(0 AS BIGINT UNSIGNED)) AS origin
FROM device_logging way
LEFT JOIN setting ON setting.device = way.device
LEFT JOIN seen ON seen.device = way.device
LEFT JOIN nx_os ON nx_os.device = way.device
