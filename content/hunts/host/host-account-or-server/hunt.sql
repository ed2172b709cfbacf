/*---
id: host-account-or-server
title: The operating system under the command line got an account or an SSH server
kind: intrusion
why: >
  Under IOS XR, NX-OS and IOS XE runs Linux. Whoever has its shell sees every file and socket of the
  device, and neither the device's log nor accounting tells what is typed there.
finds: >
  The host's SSH server started or its accounts changed, as typed; log lines of new accounts or changed
  rights on the host; and a listener on TCP 57722 or a process sshd_operns.
misses: >
  What is typed in the shell. The log of the Linux under IOS XR, which names itself alike on every
  router, if neither its file's name nor its folder begins with the router's. Containers and Guest Shell,
  which other hunts ask about. A shell opened by exploitation, which no command shows. A listed robot's
  own commands.
severity: high
confidence: medium
audience: regular
attack: [T1021.004, T1136.001, T1548]
scope:
  platforms: [cisco-ios, cisco-ios-xe, cisco-ios-xr, cisco-nx-os]
sees:
  - channels: [command-accounting]
    tables: [command, log, device_socket, device_process, source, device]
  - channels: [eem-catchall]
    tables: [command, log, device_socket, device_process, source, device]
  - channels: [accounting-log]
    tables: [command, log, device_socket, device_process, source, device]
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
           regexp_like(command, '^((admin +)?(run|bash|dohost|chvrf) |request platform software system shell)') AS inside,
           regexp_like(command, '\b(useradd|usermod|chpasswd|visudo|chmod +4755)\b|/etc/(sudoers|passwd|shadow)|^(admin +)?(run|bash) .*\bpasswd\b') AS account_changed,
           regexp_like(command, '\bsshd_operns') AS server_started
    FROM command
    WHERE NOT negated AND channel <> 'jump-host' AND robot(account, from_address, command) IS NOT TRUE
),
-- The Linux under IOS XR names itself alike on every router: the file's name or folder says which it is.
host_log AS (
    SELECT s.source, lower(s.path) AS path, lower(regexp_match(s.path, '([^/!]*)$')[1]) AS file
    FROM source s
    JOIN (SELECT DISTINCT source_of(origin) AS source FROM log WHERE starts_with(seen_as, 'xr-vm')) l ON l.source = s.source
),
below AS (
    SELECT h.source, min(d.device) AS device
    FROM host_log h
    JOIN device d ON strpos(h.path, concat('/', lower(d.device), '/')) > 0
                  OR (starts_with(h.file, lower(d.device))
                      AND substr(h.file, length(d.device) + 1, 1) IN ('_', '.', ' '))
    WHERE (d.platform IS DISTINCT FROM 'server')
    GROUP BY h.source
    HAVING count(*) = 1
),
seen AS (
    SELECT device,
           CASE WHEN server_started THEN 'server' ELSE 'account' END AS what,
           account, address_text(from_address) AS from_address, time, origin
    FROM typed
    WHERE server_started
       OR (account_changed AND inside)
       OR (account_changed AND regexp_like(command, '^(sudo +)?(useradd|usermod|chpasswd|visudo|vi|echo|chmod)\b'))
    UNION ALL
    SELECT coalesce(below.device, log.device),
           CASE WHEN regexp_like(text, 'sshd_operns') THEN 'server' ELSE 'account' END,
           NULL AS account, NULL AS from_address, time, origin
    FROM log
    LEFT JOIN below ON (below.source IS NOT DISTINCT FROM source_of(log.origin)) AND starts_with(log.seen_as, 'xr-vm')
    WHERE (regexp_like(text, 'sshd_operns\[[0-9]+\]: (Server listening|Accepted)|COMMAND=.*sshd_operns')
        OR regexp_like(text, 'useradd\[[0-9]+\]: new user|COMMAND=.*(useradd|visudo|/etc/sudoers|chmod 4755)'))
      AND (said_by(origin) IS DISTINCT FROM 'aaa-server')
      -- A jump host has accounts of its own; the Linux under IOS XR names itself so.
      AND ((said_by(origin) IS NOT DISTINCT FROM 'device') OR starts_with(seen_as, 'xr-vm') OR text LIKE '%sshd_operns%')
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
                        ELSE 'Accounts or rights of the host system were changed' END,
              CASE WHEN min(account) IS NOT NULL THEN concat(', by ', min(account)) ELSE '' END) AS says,
       CASE WHEN bool_and(in_change_window(time)) THEN 'a change window' END AS lowered_by
FROM seen
GROUP BY device, what
