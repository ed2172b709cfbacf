/*---
id: shell-on-host
title: Somebody worked in the operating system under the command line
kind: intrusion
why: >
  Under IOS XR, NX-OS and IOS XE runs Linux. Whoever has its shell sees every file and socket of the
  device, and neither the device's log nor accounting tells what is typed there.
finds: >
  A shell of the host opened or prepared (`run`, `bash`, `dohost`, `chvrf`, `request platform software
  system shell`, `feature bash-shell`), its SSH server started or its accounts changed, as typed; log
  lines of a root shell, of new accounts or of changed rights on the host; and a listener on TCP 57722 or
  a process sshd_operns.
misses: >
  What is typed in the shell. Containers and Guest Shell, which other hunts ask about. A shell opened by
  exploitation, which no command shows. A listed robot's own commands.
severity: high
confidence: medium
audience: regular
attack: [T1059, T1021.004, T1136.001, T1548]
scope:
  platforms: [cisco-ios, cisco-ios-xe, cisco-ios-xr, cisco-nx-os]
sees:
  - channels: [command-accounting]
    tables: [command, log, device_socket, device_process]
  - channels: [eem-catchall]
    tables: [command, log, device_socket, device_process]
key: [what]
remedy: shell-on-host
raw_text: >
  No table holds what the host's own programs log, so their lines are matched by text.
null_ok:
  - column: device_socket.local_port
    reason: A listener without a port is not on 57722.
---*/
WITH typed AS (
    -- By the words, not the topic: which template matched depends on a platform that may not be known.
    SELECT device, account, from_address, time, origin, command,
           regexp_like(command, '^((admin +)?(run|bash|dohost|chvrf)( |$)|request platform software system shell|platform shell|feature bash)')
               AND NOT regexp_like(command, '^run guestshell') AS opens,
           regexp_like(command, '\b(useradd|usermod|chpasswd|visudo|chmod +4755)\b|/etc/(sudoers|passwd|shadow)|^(admin +)?(run|bash) .*\bpasswd\b') AS account_changed,
           regexp_like(command, '\bsshd_operns') AS server_started
    FROM command
    WHERE NOT negated AND channel <> 'jump-host' AND robot(account, from_address, command) IS NOT TRUE
),
seen AS (
    SELECT device,
           CASE WHEN server_started THEN 'server'
                WHEN account_changed THEN 'account'
                WHEN regexp_like(command, '^(feature|platform)') THEN 'prepared'
                ELSE 'shell' END AS what,
           account, address_text(from_address) AS from_address, time, origin
    FROM typed
    WHERE opens OR server_started
       OR (account_changed AND regexp_like(command, '^(sudo +)?(useradd|usermod|chpasswd|visudo|vi|echo|chmod)\b'))
    UNION ALL
    SELECT device,
           CASE WHEN regexp_like(text, 'sshd_operns') THEN 'server'
                WHEN regexp_like(text, 'logged into shell') THEN 'shell' ELSE 'account' END,
           NULL AS account, NULL AS from_address, time, origin
    FROM log
    WHERE (regexp_like(text, '(RUN_LOGIN|bash_cmd).*logged into shell')
        OR regexp_like(text, '\buseradd\[[0-9]+\]: new user|\bvisudo\b|/etc/sudoers')
        OR regexp_like(text, 'sshd_operns.*\b(start|listening)'))
      AND (said_by(origin) IS NOT DISTINCT FROM 'device')
      -- What a person typed is told by the table of commands.
      AND (mnemonic IS DISTINCT FROM 'CFGLOG_LOGGEDCMD')
    UNION ALL
    SELECT device, 'server', NULL AS account, NULL AS from_address, NULL AS time, origin
    FROM device_socket_history
    WHERE local_port = 57722 AND (listening IS DISTINCT FROM FALSE)
    UNION ALL
    SELECT device, 'server', NULL AS account, NULL AS from_address, NULL AS time, origin
    FROM device_process_history
    WHERE starts_with(process, 'sshd_operns')
)
SELECT device,
       what,
       min(account) AS account,
       min(from_address) AS from_address,
       min(time) AS time,
       array_agg(DISTINCT origin) AS evidence,
       concat(CASE what WHEN 'server' THEN 'The SSH server of the host system was started or listens on TCP 57722'
                        WHEN 'account' THEN 'Accounts or rights of the host system were changed'
                        WHEN 'prepared' THEN 'The shell of the host system was switched on'
                        ELSE 'A shell of the host system was opened' END,
              CASE WHEN min(account) IS NOT NULL THEN concat(', by ', min(account)) ELSE '' END) AS says,
       CASE WHEN bool_and(in_change_window(time)) THEN 'a change window' END AS lowered_by
FROM seen
GROUP BY device, what
