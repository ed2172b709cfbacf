/*---
id: script-hides-or-runs
title: Something the device runs by itself hides, sends, wipes or opens
kind: change
why: >
  An applet or a scheduled command is code that nobody types. It can swallow a command before it runs, so
  that nobody sees what is there, send the configuration away every night, wipe the log, or make an
  account again after it was removed.
finds: >
  Applets that catch a command and skip it, or stop its log line, and applets, scheduled commands, Tcl,
  Python and event scripts whose action stops or clears logging, accounting or history, makes accounts
  with full rights, keys, access lists or tunnels, opens a shell, a container or an interpreter, deletes or formats, or
  copies to another machine that transfer_servers does not list, in any configuration given. What more
  than half of at least ten peers run by the same name is left out.
misses: >
  What stands in a script's file, of which the configuration has only the name. Actions put together from
  variables. Applets that only give an account another password. Scripts inside a container. Applets
  that only read.
severity: high
confidence: low
audience: regular
attack: [T1059.008, T1059.006, T1562, T1070]
scope:
  platforms: [cisco-ios, cisco-ios-xe, cisco-ios-xr, cisco-nx-os]
sees:
  - channels: [configuration]
    tables: [device_script, device]
key: [script]
remedy: script-hides-or-runs
null_ok:
  - column: device_script.action
    reason: A script without an action does nothing; its trigger is asked as well.
  - column: device_script.trigger
    reason: A script without a trigger starts by hand; its action is asked as well.
---*/
WITH step AS (
    SELECT device, kind, name, origin, lower(action) AS action, lower(trigger) AS trigger,
           regexp_replace(lower(action), '^(cli )?(command )?"?(do )?', '') AS command
    FROM device_script_history
    WHERE kind NOT IN ('alias', 'privilege')
),
told AS (
    SELECT device, kind, name, origin,
           CASE WHEN regexp_like(trigger, 'cli .*skip yes')
                THEN 'swallows a command'
                WHEN regexp_like(command, '^(no (logging|archive|aaa accounting|snmp-server host|notify syslog|login on-)|clear (logging|archive|accounting)|terminal no monitor)')
                THEN 'stops or clears what is logged'
                WHEN regexp_like(command, '^(username .*privilege 15|enable (secret|password)|(no )?access-class |ip ssh pubkey|key-hash |(no )?(ip )?access-list |permit |interface tunnel|tunnel |privilege )')
                THEN 'opens a way in'
                WHEN regexp_like(command, '^(tclsh|guestshell|python|bash|run bash|run guestshell|request platform software system shell|app-hosting|dohost)')
                THEN 'opens a shell or interpreter'
                WHEN regexp_like(command, '(^(copy|archive tar) |\| *(redirect|append|tee) |^event manager .*).*(tftp|ftp|scp|sftp|https?|rcp):')
                     AND listed('transfer_servers', address(regexp_match(command, '(?:tftp|ftp|scp|sftp|https?|rcp)://?(?:[^@/ ]*@)?([0-9a-f.:]+)')[1])) IS NOT TRUE
                THEN 'copies to another machine'
                WHEN regexp_like(command, '^(delete|erase|format|write erase)( |$)')
                THEN 'deletes' END AS does
    FROM step
),
bad AS (
    SELECT t.device, t.kind, t.name, t.does, t.origin, concat(d.platform, '/', coalesce(d.role, '')) AS peers
    FROM told t
    JOIN device d ON d.device = t.device
    WHERE t.does IS NOT NULL
),
peer_group AS (
    SELECT concat(platform, '/', coalesce(role, '')) AS peers, count(*) AS devices
    FROM device
    GROUP BY concat(platform, '/', coalesce(role, ''))
),
share AS (
    SELECT peers, name, does, count(DISTINCT device) AS devices FROM bad GROUP BY peers, name, does
)
SELECT b.device,
       b.name AS script,
       array_agg(b.origin) AS evidence,
       concat(CASE b.kind WHEN 'eem' THEN 'The event applet ' WHEN 'kron' THEN 'The scheduled command '
                          ELSE concat('The ', b.kind, ' script ') END,
              b.name, ' ', string_agg(DISTINCT b.does, ', ' ORDER BY b.does)) AS says
FROM bad b
JOIN peer_group g ON g.peers = b.peers
JOIN share s ON s.peers = b.peers AND s.name = b.name AND (s.does IS NOT DISTINCT FROM b.does)
WHERE NOT (g.devices > 10 AND 2 * (s.devices - 1) > g.devices - 1)
GROUP BY b.device, b.kind, b.name
