/*---
id: published-file-seen
title: The hash of a published file was seen
kind: intrusion
why: >
  A hash names one file and nothing else. Where it turns up, in a listing, a log or the answer of a
  verify command, the file was there.
finds: >
  Every MD5, SHA-1 and SHA-256 of the notices in the content and of the lists given with --indicators, in
  any line of a log, configuration, record of a command or show output.
misses: >
  Files nobody hashed: most devices never print a hash of their own accord. The same tool built again. A hash
  after a word such as `md5` or `key`, where everything to the end of the line is masked as one secret.
severity: critical
confidence: high
audience: regular
attack: [T1588.002]
sees:
  - channels: [configuration, syslog]
    tables: [sighting]
key: [notice, value]
remedy: published-value-seen
null_ok:
  - column: sighting.time
    reason: A line of a configuration has no time; nothing is left out for it.
---*/
WITH hit AS (
    SELECT device, time, origin, last_origin, indicator_of(kind, value) AS value
    FROM sighting
    WHERE kind IN ('md5', 'sha1', 'sha256', 'secret') AND indicator_of(kind, value) IS NOT NULL
)
SELECT h.device,
       i.notice,
       h.value,
       min(h.time) AS time,
       array_agg(h.origin) AS first_lines,
       array_agg(h.last_origin) AS last_lines,
       concat('The hash ', h.value, ' of ', coalesce(concat('the file ', min(i.label)), 'a file'), ' that ',
              i.notice, ' lists was seen') AS says
FROM hit h
JOIN indicator i ON (i.value IS NOT DISTINCT FROM h.value)
GROUP BY h.device, i.notice, h.value
