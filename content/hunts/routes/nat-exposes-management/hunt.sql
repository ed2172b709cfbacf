/*---
id: nat-exposes-management
title: A translation leads from outside to a management port
kind: change
why: >
  A static translation lets the outside reach a port that no outside address has: the SSH of a device
  behind this one, or its own, on a port nobody watches. It is one line, and no access list on the terminal
  lines sees the outside address if the translation hides it.
finds: >
  A static translation whose inside address is a device of the estate and whose inside port is 22, 23, 80,
  161, 443, 830, 2222, 8080, 8443, 9339 or 57400, in any configuration given or typed; and one to port 22,
  23, 161, 830 or 3389 of any address that the configuration before did not have, or that was typed.
misses: >
  Translations of a whole address without a port, in configurations. New ones to the web port of a server,
  which is what they are for. Dynamic translations. Port forwarding by SSH or inside a container.
severity: high
confidence: medium
audience: regular
attack: [T1599, T1090]
scope:
  platforms: [cisco-ios, cisco-ios-xe, cisco-ios-xr, cisco-nx-os]
sees:
  - channels: [configuration, configuration-history]
    tables: [config_line, snapshot, command]
  - channels: [config-logger]
    tables: [config_line, command]
  - channels: [command-accounting]
    tables: [config_line, command]
  - channels: [accounting-log]
    tables: [config_line, command]
key: [inside, port]
remedy: nat-exposes-management
raw_text: >
  No table holds address translations yet, so their lines are matched by text.
null_ok:
  - column: snapshot.previous
    reason: Without an earlier configuration nothing can be new; the channel configuration-history says so.
  - column: command.topic
    reason: A command that no template knows translates nothing.
---*/
WITH line AS (
    SELECT device, source_of(origin) AS snapshot, text, origin,
           regexp_match(text, '^ip nat (?:inside|outside) source static (?:tcp|udp) (\S+) (\S+) \S+ \S+') AS part
    FROM config_line_history
    WHERE starts_with(text, 'ip nat ') AND regexp_like(text, '^ip nat (inside|outside) source static (tcp|udp) ')
),
fresh AS (
    SELECT l.device, l.part, l.origin, s.previous IS NOT NULL AND o.origin IS NULL AS is_new
    FROM line l
    JOIN snapshot s ON s.device = l.device AND (s.source IS NOT DISTINCT FROM l.snapshot)
    LEFT JOIN line o ON o.device = l.device AND (o.snapshot IS NOT DISTINCT FROM s.previous) AND o.text = l.text
),
seen AS (
    SELECT device, part[1] AS inside, part[2] AS port, is_new, NULL AS account, NULL AS from_address, NULL AS time, origin
    FROM fresh
    UNION ALL
    SELECT device, regexp_match(command, 'static (?:tcp |udp )?(\S+)')[1],
           regexp_match(command, 'static (?:tcp|udp) \S+ (\S+)')[1],
           TRUE, account, address_text(from_address), time, origin
    FROM command
    WHERE topic = 'nat-static' AND NOT negated
)
SELECT device,
       inside,
       coalesce(port, 'every port') AS port,
       min(account) AS account,
       min(from_address) AS from_address,
       min(time) AS time,
       array_agg(origin) AS evidence,
       concat('A translation leads to ', CASE WHEN port IS NULL THEN 'every port' ELSE concat('port ', port) END, ' of ',
              coalesce(device_at(address(inside)), inside)) AS says,
       CASE WHEN bool_and(in_change_window(time)) THEN 'a change window' END AS lowered_by
FROM seen
WHERE inside IS NOT NULL
  AND ((device_at(address(inside)) IS NOT NULL
        AND (port IS NULL OR port IN ('22', 'ssh', '23', 'telnet', '80', 'www', '161', 'snmp', '443', '830', '2222',
                                      '8080', '8443', '9339', '57400')))
       OR (is_new AND port IN ('22', 'ssh', '23', 'telnet', '161', 'snmp', '830', '3389')))
GROUP BY device, inside, port
