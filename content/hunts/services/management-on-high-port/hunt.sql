/*---
id: management-on-high-port
title: SSH or the web UI listens on a high port that intruders use
kind: intrusion
why: >
  A second way in on a port that nobody watches survives filters made for the usual ones. Intruders have
  used SSH on ports that end in 22, and the web UI on ports beginning with 18.
finds: >
  SSH on a port such as 2222, 22322 or 10022, and HTTP or HTTPS on 18000 to 18999, in any configuration
  given.
misses: >
  Other ports. Listeners inside a container. Ports opened by a rotary group without `ip ssh port`.
severity: high
confidence: medium
audience: regular
attack: [T1571, T1021.004]
scope:
  platforms: [cisco-ios, cisco-ios-xe, cisco-ios-xr, cisco-nx-os]
sees:
  - channels: [configuration]
    tables: [device_service]
key: [service, port]
remedy: management-on-high-port
null_ok:
  - column: device_service.port
    reason: A service without a port listens on its usual one.
---*/
SELECT device,
       service,
       port,
       array_agg(origin) AS evidence,
       concat(CASE service WHEN 'ssh-server' THEN 'SSH' WHEN 'http-server' THEN 'The web UI (HTTP)'
                           ELSE 'The web UI (HTTPS)' END,
              ' listens on port ', port) AS says
FROM device_service_history
WHERE (service = 'ssh-server' AND port > 1000 AND port % 100 = 22)
   OR (service IN ('http-server', 'https-server') AND port BETWEEN 18000 AND 18999)
GROUP BY device, service, port
