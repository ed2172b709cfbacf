/*---
id: published-value-seen
title: A published address or domain was seen
kind: intrusion
why: >
  The publishers of a notice name addresses that intruders used. An address changes hands, and one seen
  is a reason to look, not a proof.
finds: >
  Every address and domain of the notices in the content and of the lists given with --indicators, exact
  to the token, in any line of a log, configuration, record of a command or show output.
misses: >
  Addresses nobody published. Addresses inside files that are only recognised. Addresses written other
  than as text, such as in hexadecimal.
severity: medium
confidence: low
audience: regular
attack: [T1583.003, T1090]
sees:
  - channels: [configuration, syslog]
    tables: [sighting]
key: [notice, value]
remedy: published-value-seen
null_ok:
  - column: sighting.time
    reason: A line of a configuration has no time; nothing is left out for it.
  - column: sighting.last
    reason: A line of a configuration has no time; nothing is left out for it.
---*/
WITH hit AS (
    SELECT device, time, last, lines, origin, last_origin, indicator_of(kind, value) AS value
    FROM sighting
    WHERE kind IN ('address', 'domain') AND indicator_of(kind, value) IS NOT NULL
)
SELECT h.device,
       i.notice,
       h.value,
       h.value AS peer,
       min(h.time) AS time,
       array_agg(h.origin) AS first_lines,
       array_agg(h.last_origin) AS last_lines,
       concat(h.value, ', which ', i.notice, ' lists',
              CASE WHEN min(i.valid_from) IS NULL THEN ''
                   WHEN max(h.last) > min(i.valid_until)
                       THEN concat(' for the time until ', CAST(date_trunc('day', min(i.valid_until)) AS DATE),
                                   ' and which was seen after it')
                   ELSE concat(' for ', CAST(date_trunc('day', min(i.valid_from)) AS DATE), ' to ',
                               CAST(date_trunc('day', min(i.valid_until)) AS DATE)) END,
              ', stands in ', sum(h.lines), CASE WHEN sum(h.lines) = 1 THEN ' line' ELSE ' lines' END,
              CASE WHEN min(i.note) IS NULL THEN '' ELSE '; vet it before anything is done about it' END) AS says
FROM hit h
JOIN indicator i ON (i.value IS NOT DISTINCT FROM h.value)
GROUP BY h.device, i.notice, h.value
