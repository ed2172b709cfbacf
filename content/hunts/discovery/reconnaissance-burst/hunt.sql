/*---
id: reconnaissance-burst
title: A burst of commands that map the device
kind: intrusion
why: >
  Somebody new on a device looks around: the running configuration, its AAA servers, its neighbours, its
  storage, its clock. People who work on it daily do not ask all of that at once.
finds: >
  Four or more different kinds of such command by one account from one address on one device within five
  minutes, through one channel.
misses: >
  The same questions asked slowly, or by SNMP, NETCONF or the web UI. A listed robot's own commands from
  its own address. Commands at a level that is not accounted. NX-OS, which accounts no show
  commands.
severity: medium
confidence: medium
audience: regular
attack: [T1082, T1016, T1590.004]
scope:
  platforms: [cisco-ios, cisco-ios-xe, cisco-ios-xr]
sees:
  - channels: [command-accounting]
    tables: [command]
  - channels: [eem-catchall]
    tables: [command]
key: [account, from_address]
remedy: reconnaissance-burst
null_ok:
  - column: command.topic
    reason: A command that no template knows is none of these kinds.
  - column: command.object
    reason: Only a length or width of 0 says that a program reads along.
---*/
WITH -- An event applet names nobody: what another channel tells of the same command within half a minute
-- says who it was and from where.
told AS (
    SELECT device, channel, command, topic, object, target, negated, time, time_error, origin,
           coalesce(account, max(account) OVER echo) AS account,
           coalesce(from_address, address(max(address_text(from_address)) OVER echo)) AS from_address
    FROM command
    WHERE topic LIKE 'show%' OR topic IN ('terminal-length', 'terminal-width')
    WINDOW echo AS (PARTITION BY device, command ORDER BY time
                    RANGE BETWEEN INTERVAL '30 seconds' PRECEDING AND INTERVAL '30 seconds' FOLLOWING)
),
step AS (
    SELECT device, channel, account, from_address, time, origin,
           CASE WHEN topic IN ('show-running-config', 'show-startup-config') THEN 'configuration'
                WHEN topic IN ('show-tacacs', 'show-radius', 'show-aaa') THEN 'aaa'
                WHEN topic IN ('show-cdp-neighbors', 'show-lldp-neighbors') THEN 'neighbours'
                WHEN topic = 'show-file-systems' THEN 'file systems'
                WHEN topic = 'show-directory' THEN 'files'
                WHEN topic = 'show-clock' THEN 'clock'
                WHEN starts_with(command, 'show platform software status') THEN 'load'
                WHEN topic IN ('terminal-length', 'terminal-width') AND object = '0' THEN 'paging' END AS kind
    FROM told
    WHERE robot(account, from_address, command) IS NOT TRUE
),
asked AS (
    SELECT * FROM step WHERE kind IS NOT NULL
),
burst AS (
    SELECT *, count(DISTINCT kind) OVER w AS kinds
    FROM asked
    WINDOW w AS (PARTITION BY device, channel, account, from_address ORDER BY time
                 RANGE BETWEEN INTERVAL '5 minutes' PRECEDING AND CURRENT ROW)
    QUALIFY kinds >= 4
)
SELECT b.device,
       b.account,
       address_text(b.from_address) AS from_address,
       min(s.time) AS time,
       array_agg(DISTINCT s.origin) AS evidence,
       bool_and(b.time IS NULL) AS widened,
       concat(coalesce(b.account, 'Somebody'),
              CASE WHEN b.from_address IS NOT NULL THEN concat(' from ', address_text(b.from_address)) ELSE '' END,
              ' asked for four or more kinds of inventory within five minutes') AS says,
       CASE WHEN listed('jump_hosts', b.from_address) THEN 'jump_hosts lists the address'
            WHEN listed('management_sources', b.from_address) THEN 'management_sources lists the address'
            WHEN bool_and(in_change_window(b.time)) THEN 'a change window' END AS lowered_by
FROM burst b
JOIN asked s ON s.device = b.device AND s.channel = b.channel
            AND (s.account IS NOT DISTINCT FROM b.account)
            AND (s.from_address IS NOT DISTINCT FROM b.from_address)
WHERE s.time BETWEEN b.time - INTERVAL '5 minutes' AND b.time
   OR (s.time IS NULL AND b.time IS NULL)
GROUP BY b.device, b.account, b.from_address
