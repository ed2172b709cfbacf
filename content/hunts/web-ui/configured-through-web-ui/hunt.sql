/*---
id: configured-through-web-ui
title: The web UI's process configured the device for an account nobody knows
kind: intrusion
why: >
  Exploitation of the web UI lets the device's own web process write the configuration. The log line is
  the same as for an administrator who uses the web UI, so the account decides.
finds: >
  Configuration changes by the web UI's process without an account, or under one that is neither in the
  list local_accounts nor a local account of the newest configuration.
misses: >
  The intruder's use of an account that exists. Accounts that only an AAA server knows fire and have to be
  listed.
severity: medium
confidence: low
audience: regular
attack: [T1190, T1059.008]
scope:
  platforms: [cisco-ios-xe]
sees:
  - channels: [syslog]
    tables: [config_change, device_user]
key: [account]
remedy: login-on-internal-port
null_ok:
  - column: config_change.process
    reason: A change by no process was not made by the web UI's.
---*/
SELECT c.device,
       c.account,
       min(address_text(c.from_address)) AS from_address,
       min(c.time) AS time,
       array_agg(c.origin) AS evidence,
       concat('The web UI configured the device for ', coalesce(c.account, 'nobody named')) AS says,
       CASE WHEN bool_and(in_change_window(c.time)) THEN 'a change window' END AS lowered_by
FROM config_change c
LEFT JOIN (SELECT DISTINCT device, account FROM device_user) known
       ON known.device = c.device AND (known.account IS NOT DISTINCT FROM c.account)
WHERE starts_with(c.process, 'SEP_webui_wsma_http')
  AND known.device IS NULL
  AND listed('local_accounts', c.account) IS NOT TRUE
GROUP BY c.device, c.account
