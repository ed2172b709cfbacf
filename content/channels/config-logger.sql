/*---
id: config-logger
title: The device's log of configuration commands
about: >
  Every configuration command with its account, written by `archive / log config` and sent to the log
  with `notify syslog`. It sees no commands outside configuration mode and does not say from where.
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
SELECT d.device,
       seen.device IS NOT NULL AS proved,
       CASE WHEN setting.kept AND setting.told AND arrives.device IS NOT NULL THEN TRUE
            WHEN whole.device IS NOT NULL THEN FALSE END AS configured,
       sent.sends_to,
       concat_ws(chr(10),
           CASE WHEN setting.kept IS NOT TRUE OR setting.told IS NOT TRUE
                THEN concat_ws(chr(10), 'archive', ' log config', '  logging enable',
                               '  notify syslog contenttype plaintext', '  hidekeys') END,
           CASE WHEN arrives.device IS NULL THEN concat('logging host ', known.place) END) AS switch_on,
       coalesce(seen.origin, setting.origin, CAST(0 AS BIGINT UNSIGNED)) AS origin
FROM device d
CROSS JOIN known
LEFT JOIN whole ON whole.device = d.device
LEFT JOIN sent ON sent.device = d.device
LEFT JOIN arrives ON arrives.device = d.device
LEFT JOIN setting ON setting.device = d.device
LEFT JOIN seen ON seen.device = d.device
