/*---
id: alias-shadows-command
title: An alias stands in for a command, or a sensitive command needs no rights
kind: change
why: >
  An alias named like a command decides what an administrator sees who types that command. A command
  lowered to level 1 gives every account what only administrators should have, without a line about the
  account.
finds: >
  Aliases of exec and configuration mode whose name is a command's, or a shortened one's, and whose text is
  something else or filters its output; and commands that show the configuration, change it, copy, capture,
  debug, clear or open a shell, lowered to level 0 or 1, in any configuration given or typed.
misses: >
  Commands lowered to levels 2 to 14, as roles do. Aliases under names that are no command's. Command
  authorisation by an AAA server, which may permit more.
severity: medium
confidence: medium
audience: regular
attack: [T1059.008, T1562]
scope:
  platforms: [cisco-ios, cisco-ios-xe, cisco-ios-xr, cisco-nx-os]
sees:
  - channels: [configuration]
    tables: [device_script, command]
key: [name]
remedy: alias-shadows-command
null_ok:
  - column: device_script.action
    reason: An alias without a text stands in for nothing.
  - column: command.topic
    reason: A command that no template knows makes no alias.
  - column: command.target
    reason: An alias or a level without its command changes none.
  - column: command.object
    reason: An alias without a name stands in for nothing.
---*/
WITH alias AS (
    SELECT device, lower(name) AS name, lower(action) AS text, NULL AS account, NULL AS from_address, NULL AS time, origin
    FROM device_script_history
    WHERE kind = 'alias'
    UNION ALL
    SELECT device, lower(object), lower(target), account, address_text(from_address), time, origin
    FROM command
    WHERE topic = 'alias' AND NOT negated
),
word AS (
    SELECT *, split_part(text, ' ', 1) AS first,
           -- What the name, typed in full, would be.
           CASE WHEN regexp_like(name, '^(sh|sho|show)$') THEN 'show'
                WHEN regexp_like(name, '^(conf|confi|config|configu|configur|configure)$') THEN 'configure'
                WHEN regexp_like(name, '^(wr|wri|writ|write)$') THEN 'write'
                WHEN regexp_like(name, '^(cop|copy)$') THEN 'copy'
                WHEN regexp_like(name, '^(mor|more)$') THEN 'more'
                WHEN regexp_like(name, '^(en|ena|enable)$') THEN 'enable'
                WHEN regexp_like(name, '^(rel|reload)$') THEN 'reload'
                WHEN regexp_like(name, '^(ver|verify)$') THEN 'verify'
                WHEN regexp_like(name, '^(dir|exit|end|logout|quit|ping|telnet|ssh|traceroute|debug|undebug|clear|terminal|monitor|delete|no|do|username|logging|archive|aaa|interface|line|request|guestshell|tclsh)$')
                THEN name END AS stands_for
    FROM alias
),
shadow AS (
    SELECT device, name, account, from_address, time, origin,
           concat('The alias ', name, ' stands in for the command ', stands_for) AS says
    FROM word
    WHERE stands_for IS NOT NULL
      AND (text LIKE '%|%'
           OR NOT (starts_with(stands_for, first) OR starts_with(first, stands_for)
                   -- Old habits: saving by either name.
                   OR (stands_for = 'write' AND starts_with(first, 'cop') AND regexp_like(text, 'start'))))
),
lowered AS (
    SELECT device, lower(name) AS name, lower(trigger) AS mode, action AS level,
           NULL AS account, NULL AS from_address, NULL AS time, origin
    FROM device_script_history
    WHERE kind = 'privilege'
    UNION ALL
    SELECT device, lower(regexp_match(command, '^privilege \S+ (?:all )?level \d+ (.+)$')[1]),
           lower(split_part(command, ' ', 2)),
           regexp_match(command, ' level (\d+) ')[1], account, address_text(from_address), time, origin
    FROM command
    WHERE topic = 'privilege-command' AND NOT negated
),
open AS (
    SELECT device, name, account, from_address, time, origin,
           concat('The command ', name, ' needs only level ', level) AS says
    FROM lowered
    WHERE level IN ('0', '1')
      AND (mode = 'configure'
           OR regexp_like(name, '^(show (run|start|conf|tech|archive|key|snmp|aaa|access)|more|configure|copy|write|tclsh|guestshell|debug|monitor capture|request|reload|clear (log|arch)|archive|delete|erase|format|verify|test aaa|app-hosting|event manager)'))
)
SELECT device,
       name,
       min(account) AS account,
       min(from_address) AS from_address,
       min(time) AS time,
       array_agg(origin) AS evidence,
       min(says) AS says,
       CASE WHEN bool_and(in_change_window(time)) THEN 'a change window' END AS lowered_by
FROM (SELECT * FROM shadow UNION ALL SELECT * FROM open) AS seen
GROUP BY device, name
