/*---
id: probe-burst-from-device
title: The device was used to look for ways to others
kind: intrusion
why: >
  From a router an intruder sees what no outsider sees. Pings, and logins tried here and there, one after
  the other, show which neighbours answer.
finds: >
  Within ten minutes, by one account from one address through one channel, eight or more of `ping`,
  `traceroute`, `ssh` and `telnet`, or five or more different targets of them, if at least one was `ssh`
  or `telnet`; or eight or more different targets of whatever kind.
misses: >
  Pings of fewer than eight targets: people who look for a fault do that every day. Probes spread over a
  longer time, from a container, or by a script on the device. A listed robot's own commands.
  NX-OS does not account every command that changes nothing; what it does tell is found.
severity: medium
confidence: medium
audience: regular
attack: [T1018, T1046, T1021.004]
scope:
  platforms: [cisco-ios, cisco-ios-xe, cisco-ios-xr]
sees:
  - channels: [command-accounting]
    tables: [command]
  - channels: [eem-catchall]
    tables: [command]
key: [account, from_address]
remedy: probe-burst-from-device
null_ok:
  - column: command.topic
    reason: A command that no template knows is none of the four.
---*/
WITH -- An event applet names nobody: what another channel tells of the same command within half a minute
-- says who it was and from where.
told AS (
    SELECT device, channel, command, topic, address, object, time, origin,
           coalesce(account, max(account) OVER echo) AS account,
           coalesce(from_address, address(max(address_text(from_address)) OVER echo)) AS from_address
    FROM command
    WHERE topic IN ('ping', 'traceroute', 'ssh', 'telnet')
    WINDOW echo AS (PARTITION BY device, command ORDER BY time
                    RANGE BETWEEN INTERVAL '30 seconds' PRECEDING AND INTERVAL '30 seconds' FOLLOWING)
),
probe AS (
    SELECT device, channel, account, from_address, time, origin, topic IN ('ssh', 'telnet') AS enters,
           -- A target by name stands in the command alone.
           coalesce(address_text(address),
                    regexp_match(command, '^(?:ping|traceroute|telnet|connect) +(?:(?:vrf +[^ ]+|ip|ipv6|ipv4) +)*([^ ]+)')[1],
                    command) AS target
    FROM told
    WHERE robot(account, from_address, command) IS NOT TRUE
),
counted AS (
    SELECT *,
           count(*) OVER w AS probes,
           count(DISTINCT target) OVER w AS targets,
           sum(CASE WHEN enters THEN 1 ELSE 0 END) OVER w AS entries
    FROM probe
    WINDOW w AS (PARTITION BY device, channel, account, from_address ORDER BY time
                 RANGE BETWEEN INTERVAL '10 minutes' PRECEDING AND CURRENT ROW)
),
burst AS (
    SELECT * FROM counted WHERE targets >= 8 OR (entries >= 1 AND (probes >= 8 OR targets >= 5))
)
SELECT b.device,
       b.account,
       address_text(b.from_address) AS from_address,
       min(p.time) AS time,
       array_agg(DISTINCT p.origin) AS evidence,
       bool_and(b.time IS NULL) AS widened,
       concat(coalesce(b.account, 'Somebody'),
              CASE WHEN b.from_address IS NOT NULL THEN concat(' from ', address_text(b.from_address)) ELSE '' END,
              ' tried ', CAST(max(b.targets) AS VARCHAR), ' targets with ', CAST(max(b.probes) AS VARCHAR),
              ' commands from this device within ten minutes') AS says,
       CASE WHEN listed('jump_hosts', b.from_address) THEN 'jump_hosts lists the address'
            WHEN listed('management_sources', b.from_address) THEN 'management_sources lists the address'
            WHEN bool_and(in_change_window(b.time)) THEN 'a change window' END AS lowered_by
FROM burst b
JOIN probe p ON p.device = b.device AND p.channel = b.channel
            AND (p.account IS NOT DISTINCT FROM b.account)
            AND (p.from_address IS NOT DISTINCT FROM b.from_address)
WHERE p.time BETWEEN b.time - INTERVAL '10 minutes' AND b.time
   OR (p.time IS NULL AND b.time IS NULL)
GROUP BY b.device, b.account, b.from_address
