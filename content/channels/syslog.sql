/*---
id: syslog
title: The device's log
about: >
  What the device itself reports, as far as it sends it to a log server whose files are given. The
  buffer in its memory is on by default and reaches nobody: without a log host it is no channel. Nor
  is it with a trap level below notifications (5), which keeps back the lines that hunts look for.
shape: stream
carrier: log WHERE (said_by(origin) IS DISTINCT FROM 'aaa-server') AND (facility IS DISTINCT FROM 'accounting-log')
---*/
WITH seen AS (
    SELECT device, min(origin) AS origin
    FROM log
    WHERE (said_by(origin) IS DISTINCT FROM 'aaa-server') AND (facility IS DISTINCT FROM 'accounting-log')
    GROUP BY device
),
stopped AS (
    SELECT device, min(origin) AS origin
    FROM device_service
    WHERE service = 'logging' AND NOT enabled
    GROUP BY device
)
SELECT way.device,
       seen.device IS NOT NULL AS proved,
       CASE WHEN way.level < 5 THEN FALSE
            WHEN way.sends_to IS NOT NULL THEN TRUE
            -- Lines that arrive without a log host in the configuration: something carries them.
            WHEN seen.device IS NULL AND way.configured THEN FALSE END AS configured,
       way.sends_to,
       concat_ws(chr(10),
           CASE WHEN stopped.device IS NOT NULL THEN 'logging on' END,
           CASE WHEN way.sends_to IS NULL THEN concat('logging host ', way.log_host) END,
           CASE WHEN way.level < 5 AND stopped.device IS NULL THEN 'logging trap informational' END) AS switch_on,
       coalesce(seen.origin, stopped.origin, way.origin, CAST(0 AS BIGINT UNSIGNED)) AS origin
FROM device_logging way
LEFT JOIN seen ON seen.device = way.device
LEFT JOIN stopped ON stopped.device = way.device
