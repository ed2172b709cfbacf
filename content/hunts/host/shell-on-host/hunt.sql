/*---
id: shell-on-host
title: Somebody opened a shell of the operating system under the command line
kind: intrusion
why: >
  Under IOS XR, NX-OS and IOS XE runs Linux. Whoever has its shell sees every file and socket of the
  device, and neither the device's log nor accounting tells what is typed there.
finds: >
  A shell of the host opened or prepared (`run`, `bash`, `dohost`, `chvrf`, `request platform software
  system shell`, `feature bash-shell`), as typed, and log lines of a root shell.
misses: >
  What is typed in the shell. Containers and Guest Shell, which other hunts ask about. A shell opened by
  exploitation, which no command shows. A listed robot's own commands.
severity: medium
confidence: medium
audience: regular
attack: [T1059]
scope:
  platforms: [cisco-ios, cisco-ios-xe, cisco-ios-xr, cisco-nx-os]
sees:
  - channels: [command-accounting]
    tables: [command, log]
  - channels: [eem-catchall]
    tables: [command, log]
  - channels: [accounting-log]
    tables: [command, log]
key: [what]
remedy: shell-on-host
raw_text: >
  No table holds what the host's own programs log, so their lines are matched by text.
---*/
WITH seen AS (
    -- By the words, not the topic: which template matched depends on a platform that may not be known.
    SELECT device,
           CASE WHEN regexp_like(command, '^(feature|platform)') THEN 'prepared' ELSE 'shell' END AS what,
           account, address_text(from_address) AS from_address, time, origin
    FROM command
    WHERE regexp_like(command, '^((admin +)?(run|bash|dohost|chvrf)( |$)|request platform software system shell|platform shell|feature bash)')
      AND NOT regexp_like(command, '^run guestshell')
      -- What is done to accounts and servers of the host is a question of its own.
      AND NOT regexp_like(command, '\bsshd_operns|\b(useradd|usermod|chpasswd|visudo|chmod +4755)\b|/etc/(sudoers|passwd|shadow)|^(admin +)?(run|bash) .*\bpasswd\b')
      AND NOT negated AND channel <> 'jump-host' AND robot(account, from_address, command) IS NOT TRUE
    UNION ALL
    SELECT device, 'shell', NULL AS account, NULL AS from_address, time, origin
    FROM log
    WHERE regexp_like(text, '(RUN_LOGIN|bash_cmd).*logged into shell')
      AND (said_by(origin) IS NOT DISTINCT FROM 'device')
      -- What a person typed is told by the table of commands.
      AND (mnemonic IS DISTINCT FROM 'CFGLOG_LOGGEDCMD')
)
SELECT device,
       what,
       min(account) AS account,
       min(from_address) AS from_address,
       min(time) AS time,
       array_agg(DISTINCT origin) AS evidence,
       concat(CASE what WHEN 'prepared' THEN 'The shell of the host system was switched on'
                        ELSE 'A shell of the host system was opened' END,
              CASE WHEN min(account) IS NOT NULL THEN concat(', by ', min(account)) ELSE '' END) AS says,
       CASE WHEN bool_and(in_change_window(time)) THEN 'a change window' END AS lowered_by
FROM seen
GROUP BY device, what
