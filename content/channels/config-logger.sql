/*---
id: config-logger
title: The device's log of configuration commands
about: >
  Every configuration command with its account, written by `archive / log config` and sent to the log
  with `notify syslog`. It sees no commands outside configuration mode and does not say from where.
shape: stream
carrier: log WHERE (said_by(origin) IS DISTINCT FROM 'aaa-server') AND (facility IS DISTINCT FROM 'accounting-log')
---*/
WITH setting AS (
    SELECT device,
           bool_or(enabled AND service = 'config-logger') AS kept,
           bool_or(enabled AND service = 'config-logger-notify') AS told,
           min(CASE WHEN enabled THEN origin END) AS origin
    FROM device_service
    WHERE service IN ('config-logger', 'config-logger-notify')
    GROUP BY device
),
seen AS (
    SELECT device, min(origin) AS origin FROM command WHERE channel = 'config-logger' GROUP BY device
)
SELECT way.device,
       seen.device IS NOT NULL AS proved,
       CASE WHEN setting.kept AND setting.told AND way.arrives AND coalesce(way.level, 6) >= 5 THEN TRUE
            WHEN way.configured THEN FALSE END AS configured,
       way.sends_to,
       concat_ws(chr(10),
           CASE WHEN setting.kept IS NOT TRUE OR setting.told IS NOT TRUE
                THEN concat_ws(chr(10), 'archive', ' log config', '  logging enable',
                               '  notify syslog contenttype plaintext', '  hidekeys') END,
           CASE WHEN NOT way.arrives THEN concat('logging host ', way.log_host) END,
           CASE WHEN way.level < 5 THEN 'logging trap notifications' END) AS switch_on,
       coalesce(seen.origin, setting.origin, CAST(0 AS BIGINT UNSIGNED)) AS origin
FROM device_logging way
LEFT JOIN setting ON setting.device = way.device
LEFT JOIN seen ON seen.device = way.device
