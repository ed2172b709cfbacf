/*---
id: eem-catchall
title: An event applet that logs every command
about: >
  An Embedded Event Manager applet on every command line, writing it to the log. It sees every mode,
  and says neither who typed it nor from where.
shape: stream
carrier: command WHERE channel = 'eem-catchall'
---*/
WITH applet AS (
    SELECT name.device, min(name.origin) AS origin
    FROM device_script name
    WHERE name.kind = 'eem'
      AND name.trigger LIKE '%cli pattern%.*%'
      AND name.action LIKE '%syslog%'
    GROUP BY name.device
),
seen AS (
    SELECT device, min(origin) AS origin FROM command WHERE channel = 'eem-catchall' GROUP BY device
)
SELECT way.device,
       seen.device IS NOT NULL AS proved,
       CASE WHEN applet.device IS NOT NULL AND way.arrives AND coalesce(way.level, 6) >= 6 THEN TRUE
            WHEN way.configured THEN FALSE END AS configured,
       way.sends_to,
       concat_ws(chr(10),
           CASE WHEN applet.device IS NULL
                THEN concat_ws(chr(10), 'event manager applet catchall',
                               ' event cli pattern ".*" sync no skip no',
                               ' action 1.0 syslog msg "$_cli_msg"') END,
           CASE WHEN NOT way.arrives THEN concat('logging host ', way.log_host) END,
           CASE WHEN way.level < 6 THEN 'logging trap informational' END) AS switch_on,
       coalesce(seen.origin, applet.origin, CAST(0 AS BIGINT UNSIGNED)) AS origin
FROM device_logging way
LEFT JOIN applet ON applet.device = way.device
LEFT JOIN seen ON seen.device = way.device
