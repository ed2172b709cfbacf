/*---
id: tcl-tools
title: A Tcl script was run or registered on the device
kind: change
why: >
  The Tcl interpreter of a router opens sockets and reads files. Intruders bring scripts that forward
  connections or map the network, and run them from flash or straight from a server.
finds: >
  `tclsh` with a script from storage or a URL, `scripting tcl init`, and `event manager policy` for a
  policy that is not the vendor's, as typed; and such policies and start scripts that the whole
  configuration before did not have.
misses: >
  What is typed inside an interactive tclsh. Scripts registered in the oldest configuration given. Python,
  and what a container runs. An applet (`event manager applet`), which needs no Tcl.
severity: medium
confidence: medium
audience: regular
attack: [T1059.008]
scope:
  platforms: [cisco-ios, cisco-ios-xe, cisco-ios-xr, cisco-nx-os]
sees:
  - channels: [command-accounting]
    tables: [command, device_script, snapshot]
  - channels: [eem-catchall]
    tables: [command, device_script, snapshot]
  - channels: [accounting-log]
    tables: [command, device_script, snapshot]
key: [script]
remedy: tcl-tools
null_ok:
  - column: command.topic
    reason: A command that no template knows runs no Tcl.
  - column: command.object
    reason: A tclsh without a script is interactive.
  - column: snapshot.previous
    reason: Without an earlier configuration nothing can be new.
---*/
WITH held AS (
    SELECT device, source_of(origin) AS snapshot, name, action, origin
    FROM device_script_history
    WHERE kind = 'tcl' AND NOT regexp_like(name, '^(Mandatory|no_|sl_|ap_|tm_)')
),
fresh AS (
    SELECT h.device, CASE WHEN h.name = 'init' THEN coalesce(h.action, h.name) ELSE h.name END AS script, h.origin
    FROM held h
    JOIN snapshot s ON s.device = h.device AND (s.source IS NOT DISTINCT FROM h.snapshot)
    LEFT JOIN held o ON o.device = h.device AND (o.snapshot IS NOT DISTINCT FROM s.previous)
                    AND o.name = h.name AND (o.action IS NOT DISTINCT FROM h.action)
    WHERE s.previous IS NOT NULL AND o.origin IS NULL
),
seen AS (
    SELECT device, regexp_match(command, '^(?:scripting tcl init|event manager policy|tclsh) +([^ ]+)')[1] AS script,
           account, address_text(from_address) AS from_address, time, origin
    FROM command
    WHERE ((topic = 'tclsh' AND object IS NOT NULL)
        OR (topic = 'event-policy' AND NOT negated AND NOT regexp_like(command, 'type system|policy (Mandatory|no_|sl_|ap_|tm_)'))
        OR (topic = 'tcl-init' AND NOT negated))
      AND robot(account, from_address, command) IS NOT TRUE
    UNION ALL
    SELECT device, script, NULL AS account, NULL AS from_address, NULL AS time, origin FROM fresh
)
SELECT device,
       script,
       min(account) AS account,
       min(from_address) AS from_address,
       min(time) AS time,
       array_agg(origin) AS evidence,
       concat('The Tcl script ', coalesce(script, 'without a name'), ' was run or registered',
              CASE WHEN min(account) IS NOT NULL THEN concat(' by ', min(account)) ELSE '' END) AS says,
       CASE WHEN bool_and(in_change_window(time)) THEN 'a change window' END AS lowered_by
FROM seen
GROUP BY device, script
