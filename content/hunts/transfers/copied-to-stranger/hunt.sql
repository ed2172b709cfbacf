/*---
id: copied-to-stranger
title: A file was copied from the device to an address nobody recorded
kind: intrusion
why: >
  The configuration holds keys, password hashes and the shape of the network; a capture holds more.
  Intruders carry both away with one copy command over TFTP, FTP, SCP or HTTP.
finds: >
  `copy` from the device to a remote address that is no device's, not inside own_prefixes and not in
  transfer_servers.
misses: >
  Copies whose destination is asked for after the command. Files fetched from the device by SNMP, SCP
  or its own TFTP server. Transfers out of a container.
severity: high
confidence: medium
audience: regular
attack: [T1048.003, T1602.002]
scope:
  platforms: [cisco-ios, cisco-ios-xe, cisco-ios-xr, cisco-nx-os]
sees:
  - channels: [command-accounting]
    tables: [command]
  - channels: [eem-catchall]
    tables: [command]
  - channels: [accounting-log]
    tables: [command]
key: [peer]
remedy: copied-to-stranger
approved:
  list: transfer_servers
  value: peer
null_ok:
  - column: command.topic
    reason: A command that no template knows is no copy.
  - column: command.target
    reason: A copy without a destination asks for it afterwards, unseen.
---*/
WITH sent AS (
    SELECT device, account, address_text(from_address) AS from_address, time, origin, address AS place,
           coalesce(address_text(address),
                    regexp_match(target, '^(?:tftp|ftp|scp|sftp|https?)://(?:[^@/]*@)?([0-9A-Za-z._-]+)')[1]) AS peer
    FROM command
    WHERE topic IN ('copy', 'copy-out') AND regexp_like(target, '^(tftp|ftp|scp|sftp|https?):')
)
SELECT device,
       peer,
       min(account) AS account,
       min(from_address) AS from_address,
       min(time) AS time,
       array_agg(origin) AS evidence,
       concat(coalesce(min(account), 'Somebody'), ' copied a file from the device to ', peer,
              ', which nobody recorded') AS says,
       CASE WHEN bool_and(in_change_window(time)) THEN 'a change window' END AS lowered_by
FROM sent
WHERE peer IS NOT NULL
  AND listed('transfer_servers', peer) IS NOT TRUE
  AND own_address(place) IS NOT TRUE
GROUP BY device, peer
