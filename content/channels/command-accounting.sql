/*---
id: command-accounting
title: Command accounting at level 15
about: >
  Every command at level 15 (enable mode and configuration) with account, terminal and source address,
  recorded by an AAA server, which the device cannot change afterwards. Records of lower levels alone
  do not prove it.
shape: stream
carrier: command WHERE channel = 'command-accounting' AND (privilege IS NULL OR privilege > 1)
---*/
WITH whole AS (
    SELECT device FROM snapshot WHERE newest_complete AND kind = 'configuration'
),
server AS (
    SELECT device, coalesce(address_text(address), host) AS place, min(origin) AS origin
    FROM device_aaa_server
    WHERE protocol = 'tacacs' AND (address IS NOT NULL OR host IS NOT NULL)
    GROUP BY device, coalesce(address_text(address), host)
),
sent AS (
    SELECT device, string_agg(place, ', ' ORDER BY place) AS sends_to FROM server GROUP BY device
),
method AS (
    SELECT device, min(origin) AS origin
    FROM device_aaa_method
    WHERE aaa = 'accounting' AND service = 'commands' AND level = 15
      AND (action IS DISTINCT FROM 'none') AND methods <> 'none'
    GROUP BY device
),
aaa_off AS (
    SELECT device FROM device_service
    WHERE service = 'aaa-new-model'
    GROUP BY device
    HAVING NOT bool_or(enabled)
),
-- The device's own TACACS+ group: one that its AAA lines use or its servers are declared in, and that
-- is no RADIUS group.
own_group AS (
    SELECT used.device, min(used.name) AS name
    FROM (SELECT device, nullif(split_part(split_part(methods, 'group:', 2), ' ', 1), '') AS name
          FROM device_aaa_method
          UNION ALL
          SELECT device, server_group FROM device_aaa_server WHERE protocol = 'tacacs') used
    LEFT JOIN (SELECT DISTINCT device, server_group FROM device_aaa_server
               WHERE protocol = 'radius' AND server_group IS NOT NULL) radius
           ON radius.device = used.device AND (radius.server_group IS NOT DISTINCT FROM used.name)
    WHERE used.name IS NOT NULL AND used.name <> 'radius' AND radius.device IS NULL
    GROUP BY used.device
),
-- A server for a device that has none: an approved one, else the one most devices here use.
known AS (
    SELECT coalesce(
        (SELECT min(value) FROM approved WHERE list = 'aaa_servers' AND prefix_length = 128),
        (SELECT place FROM server GROUP BY place ORDER BY count(*) DESC, place LIMIT 1),
        '<address of your TACACS+ server>') AS place
),
seen AS (
    SELECT device, min(origin) AS origin
    FROM command
    WHERE channel = 'command-accounting' AND (privilege IS NULL OR privilege = 15)
    GROUP BY device
)
SELECT d.device,
       seen.device IS NOT NULL AS proved,
       CASE WHEN method.device IS NOT NULL AND aaa_off.device IS NULL
                 AND (sent.device IS NOT NULL OR seen.device IS NOT NULL) THEN TRUE
            WHEN whole.device IS NOT NULL THEN FALSE END AS configured,
       sent.sends_to,
       CASE d.platform
       WHEN 'cisco-nx-os' THEN concat_ws(chr(10),
           CASE WHEN sent.device IS NULL
                THEN concat_ws(chr(10), 'feature tacacs+',
                               concat('tacacs-server host ', known.place, ' key 7 <your key>'),
                               'aaa group server tacacs+ accounting',
                               concat('  server ', known.place)) END,
           concat('aaa accounting default group ', coalesce(own_group.name, 'accounting')))
       WHEN 'cisco-ios-xr' THEN concat_ws(chr(10),
           CASE WHEN sent.device IS NULL
                THEN concat_ws(chr(10), concat('tacacs-server host ', known.place, ' port 49'),
                               ' key 7 <your key>') END,
           concat('aaa accounting commands default start-stop group ',
                  coalesce(own_group.name, 'tacacs+')))
       ELSE concat_ws(chr(10),
           CASE WHEN aaa_off.device IS NOT NULL THEN 'aaa new-model' END,
           CASE WHEN sent.device IS NULL
                THEN concat_ws(chr(10), 'tacacs server accounting',
                               concat(' address ipv4 ', known.place),
                               ' key 6 <your key>') END,
           concat('aaa accounting commands 15 default start-stop group ',
                  coalesce(own_group.name, 'tacacs+'))) END AS switch_on,
       coalesce(seen.origin, method.origin, CAST(0 AS BIGINT UNSIGNED)) AS origin
FROM device d
CROSS JOIN known
LEFT JOIN whole ON whole.device = d.device
LEFT JOIN sent ON sent.device = d.device
LEFT JOIN method ON method.device = d.device
LEFT JOIN aaa_off ON aaa_off.device = d.device
LEFT JOIN own_group ON own_group.device = d.device
LEFT JOIN seen ON seen.device = d.device
