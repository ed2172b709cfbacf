/*---
id: capture-file-on-device
title: A packet capture lies on the device, or was moved
kind: intrusion
why: >
  A capture is first written to the device's storage and then carried away. Intruders have named theirs
  mycap.pcap, tac.pcap and 1.pcap. The file stays when nobody deletes it, and the commands that moved it
  name it.
finds: >
  Files whose names end in .pcap, .pcapng or .cap in listings of the device's storage, in capture exports
  and in typed commands that copy, rename, delete or show a file, by name.
misses: >
  Captures under another ending, or inside an archive. Files deleted before anybody listed the storage,
  where commands are not recorded. Files inside a container.
severity: medium
confidence: medium
audience: regular
attack: [T1040, T1560]
scope:
  platforms: [cisco-ios, cisco-ios-xe, cisco-ios-xr, cisco-nx-os]
sees:
  - channels: [command-accounting]
    tables: [command, device_file]
  - channels: [eem-catchall]
    tables: [command, device_file]
  - channels: [accounting-log]
    tables: [command, device_file]
key: [file]
remedy: packet-capture-taken
null_ok:
  - column: command.topic
    reason: A command that no template knows moves no file.
  - column: device_file.modified
    reason: Only told, never asked.
  - column: command.object
    reason: A command without an object names its file elsewhere, or none.
  - column: command.target
    reason: A command without a target names its file elsewhere, or none.
---*/
WITH seen AS (
    SELECT device, account, address_text(from_address) AS from_address, time, origin,
           regexp_match(lower(concat(coalesce(object, ''), ' ', coalesce(target, ''))),
                        '([a-z0-9_.-]+\.(?:pcapng|pcap|cap)(?:\.gz)?)(?: |$)')[1] AS file
    FROM command
    WHERE topic IN ('capture-export', 'copy', 'copy-out', 'copy-in', 'delete', 'rename', 'show-file', 'verify')
    UNION ALL
    SELECT device, NULL, NULL, modified, origin,
           regexp_match(lower(name), '([a-z0-9_.-]+\.(?:pcapng|pcap|cap)(?:\.gz)?)$')[1]
    FROM device_file_history
    WHERE NOT folder
)
SELECT device,
       file,
       min(account) AS account,
       min(from_address) AS from_address,
       min(time) AS time,
       array_agg(origin) AS evidence,
       concat('The capture file ', file,
              CASE WHEN file IN ('mycap.pcap', 'tac.pcap', '1.pcap') THEN ', a name that intruders have used,' ELSE '' END,
              ' lies or lay on the device',
              CASE WHEN min(account) IS NOT NULL THEN concat(', handled by ', min(account)) ELSE '' END) AS says,
       CASE WHEN bool_or(approved_item('capture', device, file)
                         OR approved_item('capture', device, split_part(file, '.', 1)))
                THEN concat('an approved item names ', file)
            WHEN bool_and(in_change_window(time)) THEN 'a change window' END AS lowered_by
FROM seen
WHERE file IS NOT NULL
GROUP BY device, file
