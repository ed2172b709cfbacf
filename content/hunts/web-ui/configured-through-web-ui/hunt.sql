/*---
id: configured-through-web-ui
title: The web UI's process configured the device for an account nobody knows
kind: intrusion
why: >
  Exploitation of the web UI lets the device's own web process write the configuration. The log line is
  the same as for an administrator who uses the web UI, so the account decides.
finds: >
  Configuration changes by the web UI's process without an account, or under one that is neither in the
  list local_accounts nor a local account of a configuration taken before (of any, if none was).
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
    tables: [config_change, device_user, snapshot]
key: [account]
remedy: login-on-internal-port
null_ok:
  - column: config_change.process
    reason: A change by no process was not made by the web UI's.
---*/
WITH known AS (
    -- Local accounts, and since when a configuration has them.
    SELECT device, account, min(collected) AS since FROM device_user_history GROUP BY device, account
),
oldest AS (
    SELECT device, min(collected) AS collected FROM snapshot WHERE kind = 'configuration' GROUP BY device
)
SELECT c.device,
       c.account,
       min(address_text(c.from_address)) AS from_address,
       min(c.time) AS time,
       array_agg(c.origin) AS evidence,
       concat('The web UI configured the device for ', coalesce(c.account, 'nobody named')) AS says,
       CASE WHEN bool_and(in_change_window(c.time)) THEN 'a change window' END AS lowered_by
FROM config_change c
LEFT JOIN known k ON k.device = c.device AND (k.account IS NOT DISTINCT FROM c.account)
LEFT JOIN oldest o ON o.device = c.device
WHERE starts_with(c.process, 'SEP_webui_wsma_http')
  AND listed('local_accounts', c.account) IS NOT TRUE
  -- An account that only a later configuration has may be what the intruder made, if an earlier
  -- configuration is there to show that it was not.
  AND (k.device IS NULL OR (k.since > c.time AND o.collected <= c.time)
       -- These names are what exploitation leaves behind, known or not.
       OR lower(c.account) IN ('cisco_tac_admin', 'cisco_support', 'cisco_sys_manager'))
GROUP BY c.device, c.account
