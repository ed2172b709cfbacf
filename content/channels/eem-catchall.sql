/*---
id: eem-catchall
title: An event applet that logs every command
about: >
  An Embedded Event Manager applet on every command line, writing it to the log. It sees every mode,
  and says neither who typed it nor from where.
shape: stream
carrier: command WHERE channel = 'eem-catchall'
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
applet AS (
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
SELECT d.device,
       seen.device IS NOT NULL AS proved,
       CASE WHEN applet.device IS NOT NULL AND arrives.device IS NOT NULL THEN TRUE
            WHEN whole.device IS NOT NULL THEN FALSE END AS configured,
       sent.sends_to,
       concat_ws(chr(10),
           CASE WHEN applet.device IS NULL
                THEN concat_ws(chr(10), 'event manager applet catchall',
                               ' event cli pattern ".*" sync no skip no',
                               ' action 1.0 syslog msg "$_cli_msg"') END,
           CASE WHEN arrives.device IS NULL THEN concat('logging host ', known.place) END) AS switch_on,
       coalesce(seen.origin, applet.origin, CAST(0 AS BIGINT UNSIGNED)) AS origin
FROM device d
CROSS JOIN known
LEFT JOIN whole ON whole.device = d.device
LEFT JOIN sent ON sent.device = d.device
LEFT JOIN arrives ON arrives.device = d.device
LEFT JOIN applet ON applet.device = d.device
LEFT JOIN seen ON seen.device = d.device
