/*---
id: configuration
title: The device's configuration
about: >
  What is configured, as of the day it was collected. What was configured and removed between two
  collections is not in it, and an intruder on the device decides what it says.
shape: snapshot
---*/
WITH given AS (
    SELECT device, bool_or(newest_complete) AS whole, max(origin) AS origin
    FROM snapshot
    WHERE kind = 'configuration'
    GROUP BY device
)
SELECT d.device,
       given.device IS NOT NULL AS proved,
       given.whole AS configured,
       CAST(NULL AS VARCHAR) AS sends_to,
       CASE WHEN given.whole THEN 'Collect it again: show running-config'
            WHEN given.whole IS NOT TRUE AND given.device IS NOT NULL
                THEN 'Collect it again, to its last line: terminal length 0, then show running-config'
            ELSE 'Collect it and give the file: show running-config' END AS switch_on,
       coalesce(given.origin, CAST(0 AS BIGINT UNSIGNED)) AS origin
FROM device d
LEFT JOIN given ON given.device = d.device
