/*---
id: login-on-internal-port
title: Login on the port behind the web UI
kind: intrusion
why: >
  The web UI hands its requests to the device's own port 21111. A login line that names this port means
  that somebody drove the command line through the web UI, as exploitation of it does.
finds: >
  Login lines, successful or not, with local port 21111.
misses: >
  Requests that never log in. Devices that do not log their logins. It rests on one vendor's
  reproduction of the intrusion, so a device that uses another port would not be seen.
severity: critical
confidence: medium
audience: regular
attack: [T1190, T1078]
scope:
  platforms: [cisco-ios-xe]
sees:
  - channels: [login-log]
    tables: [login]
key: [account, from_address]
remedy: login-on-internal-port
null_ok:
  - column: login.local_port
    reason: A record that names no port does not say how the login came in; the device's own lines name it.
---*/
SELECT device,
       account,
       address_text(from_address) AS from_address,
       min(time) AS time,
       array_agg(origin) AS evidence,
       concat(CASE WHEN bool_or(outcome = 'success') THEN 'Login of ' ELSE 'Failed login of ' END,
              coalesce(account, 'nobody named'),
              CASE WHEN from_address IS NOT NULL THEN concat(' from ', address_text(from_address)) ELSE '' END,
              ' through the web UI''s internal port 21111') AS says
FROM login
WHERE local_port = 21111
GROUP BY device, account, from_address
