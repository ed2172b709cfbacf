/*---
id: image-changed
title: The software of the device went back, or another image starts
kind: change
why: >
  An older release brings its holes back; another image may be the intruder's. Both are a restart away, and
  people who update a device go forward.
finds: >
  A release in a configuration or `show version` that is lower than in the one before; another image to
  start while the release did not go up; and a piece of software of the same name that has another digest
  than it had.
misses: >
  A change between two collections that was taken back. An image that says another release than it is: the
  device's own word is all there is, so compare digests off the device. Updates that go forward to an
  intruder's image.
severity: high
confidence: low
audience: regular
attack: [T1601.001, T1601.002]
scope:
  platforms: [cisco-ios, cisco-ios-xe, cisco-ios-xr, cisco-nx-os]
sees:
  - channels: [configuration, configuration-history]
    tables: [device, snapshot, device_package]
key: [what]
remedy: image-changed
null_ok:
  - column: device.version
    reason: A source that names no release cannot be compared.
  - column: device.image
    reason: A source that names no image cannot be compared.
  - column: snapshot.previous
    reason: Without an earlier snapshot nothing can have changed; the channel configuration-history says so.
  - column: device_package.digest
    reason: A piece without a digest cannot be compared.
  - column: device_package.location
    reason: A piece that names no place is on the device as a whole.
---*/
WITH told AS (
    SELECT device, source_of(origin) AS snapshot, version, image, origin,
           -- 17.9, 15.2(4)E7 and 17.09.04a: two numbers, as one.
           CAST(regexp_match(version, '^(\d+)\.(\d+)')[1] AS BIGINT) * 1000000
           + CAST(regexp_match(version, '^(\d+)\.(\d+)')[2] AS BIGINT) * 1000 AS release,
           -- A configuration often names two of them: only where both sides have the third it counts.
           CAST(regexp_match(version, '^\d+\.\d+[.(](\d+)')[1] AS BIGINT) AS rebuild,
           -- The same of a file name: .17.09.04a. or -157-3.
           coalesce(CAST(regexp_match(image, '[.-](\d+)\.(\d+)\.(\d+)')[1] AS BIGINT) * 1000000
                    + CAST(regexp_match(image, '[.-](\d+)\.(\d+)\.(\d+)')[2] AS BIGINT) * 1000
                    + CAST(regexp_match(image, '[.-](\d+)\.(\d+)\.(\d+)')[3] AS BIGINT),
                    CAST(regexp_match(image, '[.-](\d\d\d)-(\d+)')[1] AS BIGINT) * 1000
                    + CAST(regexp_match(image, '[.-](\d\d\d)-(\d+)')[2] AS BIGINT)) AS image_release
    FROM device_history
),
pair AS (
    SELECT n.device, o.version AS was, n.version AS is_now, o.image AS image_was, n.image AS image_now,
           o.release + CASE WHEN n.rebuild IS NULL THEN 0 ELSE coalesce(o.rebuild, 0) END AS release_was,
           n.release + CASE WHEN o.rebuild IS NULL THEN 0 ELSE coalesce(n.rebuild, 0) END AS release_now,
           o.image_release AS image_release_was, n.image_release AS image_release_now,
           o.origin AS before, n.origin AS after
    FROM told n
    JOIN snapshot s ON s.device = n.device AND (s.source IS NOT DISTINCT FROM n.snapshot)
    JOIN told o ON o.device = n.device AND (o.snapshot IS NOT DISTINCT FROM s.previous)
    WHERE s.previous IS NOT NULL
),
seen AS (
    SELECT device, 'release' AS what, before, after,
           concat('The release went back from ', was, ' to ', is_now) AS says
    FROM pair
    WHERE release_now < release_was
    UNION ALL
    SELECT device, 'image', before, after,
           concat('Another image starts, ', image_now, ' instead of ', image_was, ', and the release did not go up')
    FROM pair
    WHERE image_was IS NOT NULL AND image_now IS NOT NULL AND (image_was IS DISTINCT FROM image_now)
      AND (release_now > release_was) IS NOT TRUE
      AND (image_release_now > image_release_was) IS NOT TRUE
    UNION ALL
    SELECT a.device, a.package, a.origin, b.origin,
           concat('The software ', a.package, ' has another digest than it had')
    FROM device_package_history a
    JOIN device_package_history b ON b.device = a.device AND b.package = a.package
                                 AND (b.location IS NOT DISTINCT FROM a.location)
    WHERE a.digest IS NOT NULL AND b.digest IS NOT NULL AND (a.digest IS DISTINCT FROM b.digest)
      AND source_of(a.origin) < source_of(b.origin) AND length(a.digest) = length(b.digest)
)
SELECT device,
       what,
       array_agg(DISTINCT before) AS earlier,
       array_agg(DISTINCT after) AS later,
       min(says) AS says
FROM seen
GROUP BY device, what
