/*---
id: configuration-history
title: An earlier configuration to compare with
about: >
  Whether something is new can only be seen beside what was there before: a whole configuration older
  than the newest one.
shape: snapshot
---*/
WITH pair AS (
    SELECT device, min(origin) AS origin
    FROM snapshot
    WHERE kind = 'configuration' AND newest_complete AND previous IS NOT NULL
    GROUP BY device
)
SELECT d.device,
       pair.device IS NOT NULL AS proved,
       pair.device IS NOT NULL AS configured,
       CAST(NULL AS VARCHAR) AS sends_to,
       'Give an older configuration of it as well: the archive of your collector, or a backup' AS switch_on,
       coalesce(pair.origin, CAST(0 AS BIGINT UNSIGNED)) AS origin
FROM device d
LEFT JOIN pair ON pair.device = d.device
