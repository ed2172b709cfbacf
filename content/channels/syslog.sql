/*---
id: syslog
title: The device's log
about: >
  What the device itself reports, as far as it sends it to a log server whose files are given. The
  buffer in its memory is on by default and reaches nobody: without a log host it is no channel. A trap
  level that keeps some lines back is not judged.
shape: stream
carrier: log WHERE said_by(origin) IS DISTINCT FROM 'aaa-server'
---*/
WITH whole AS (
    SELECT device FROM snapshot WHERE newest_complete AND kind = 'configuration'
),
receiver AS (
    SELECT device, coalesce(address_text(address), host) AS place, min(origin) AS origin
    FROM device_receiver
    WHERE kind = 'syslog'
    GROUP BY device, coalesce(address_text(address), host)
),
sent AS (
    SELECT device, string_agg(place, ', ' ORDER BY place) AS sends_to, min(origin) AS origin
    FROM receiver
    GROUP BY device
),
stopped AS (
    SELECT device, min(origin) AS origin
    FROM device_service
    WHERE service = 'logging' AND NOT enabled
    GROUP BY device
),
seen AS (
    SELECT device, min(origin) AS origin
    FROM log
    WHERE said_by(origin) IS DISTINCT FROM 'aaa-server'
    GROUP BY device
),
-- The server to name in the line to write: an approved one, else the one most devices here use.
known AS (
    SELECT coalesce(
        (SELECT min(value) FROM approved WHERE list = 'log_servers' AND prefix_length = 128),
        (SELECT place FROM receiver GROUP BY place ORDER BY count(*) DESC, place LIMIT 1),
        '<address of your log server>') AS place
)
SELECT d.device,
       seen.device IS NOT NULL AS proved,
       CASE WHEN stopped.device IS NOT NULL THEN FALSE
            WHEN sent.device IS NOT NULL THEN TRUE
            -- Lines that arrive without a log host in the configuration: something carries them.
            WHEN seen.device IS NULL AND whole.device IS NOT NULL THEN FALSE END AS configured,
       sent.sends_to,
       concat_ws(chr(10),
           CASE WHEN stopped.device IS NOT NULL THEN 'logging on' END,
           CASE WHEN sent.device IS NULL THEN concat('logging host ', known.place) END) AS switch_on,
       coalesce(seen.origin, stopped.origin, sent.origin, CAST(0 AS BIGINT UNSIGNED)) AS origin
FROM device d
CROSS JOIN known
LEFT JOIN whole ON whole.device = d.device
LEFT JOIN sent ON sent.device = d.device
LEFT JOIN stopped ON stopped.device = d.device
LEFT JOIN seen ON seen.device = d.device
