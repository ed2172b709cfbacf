/*---
id: credentials-weakly-stored
title: Passwords or keys can be recovered from the configuration
kind: weakness
why: >
  Who has the configuration has the passwords in it, if they are stored in the clear or with a cipher whose
  key is in every device (types 0 and 7), or as a hash that is quickly tried (types 4 and 5). A stolen
  backup then opens the next device.
finds: >
  Local accounts whose secret is of type 0, 4, 5 or 7, AAA keys that are not of type 6, and passwords on
  terminal lines, in the current configuration.
misses: >
  `enable` passwords, keys of routing protocols, SNMP and IKE, which no table holds with their type. Whether
  a strong hash hides a weak password.
severity: low
confidence: high
audience: regular
attack: [T1110.002]
scope:
  platforms: [cisco-ios, cisco-ios-xe, cisco-ios-xr, cisco-nx-os]
sees:
  - channels: [configuration]
    tables: [device_user, device_aaa_server, device_line]
key: []
remedy: credentials-weakly-stored
null_ok:
  - column: device_user.secret_type
    reason: An account without a secret of its own has none to recover.
  - column: device_aaa_server.secret_type
    reason: A key without a type is written in the clear, if there is one at all.
  - column: device_aaa_server.secret
    reason: A server without a key has none to recover.
  - column: device_line.secret
    reason: A line without a password has none to recover.
---*/
WITH weak AS (
    SELECT device, origin FROM device_user WHERE secret_type IN ('0', '4', '5', '7')
    UNION ALL
    SELECT device, origin FROM device_aaa_server WHERE secret IS NOT NULL AND (secret_type IS DISTINCT FROM '6')
    UNION ALL
    SELECT device, origin FROM device_line WHERE secret IS NOT NULL
)
SELECT device,
       array_agg(origin) AS evidence,
       'Whoever reads the configuration can recover passwords or keys in it' AS says
FROM weak
GROUP BY device
