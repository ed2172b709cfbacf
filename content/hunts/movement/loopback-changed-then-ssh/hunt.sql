/*---
id: loopback-changed-then-ssh
title: A loopback got another address, and the device went visiting with it
kind: intrusion
why: >
  Other devices let in whoever comes from an address on their lists. An intruder gives a loopback such an
  address, makes it the source of SSH, visits the next device and takes the address away again.
finds: >
  An address typed under a loopback and then, within two hours, `ssh` or `telnet` on the same device, if
  also the loopback was made the source of SSH or taken away within a day; and a login on another device,
  within a day, from the very address.
misses: >
  An address that stays, on a device whose SSH commands nobody records, if the visited device's logins are
  not recorded either. Addresses changed by the web UI or NETCONF.
  NX-OS does not account every command that changes nothing; what it does tell is found.
severity: high
confidence: medium
audience: regular
attack: [T1021.004, T1562.004]
scope:
  platforms: [cisco-ios, cisco-ios-xe, cisco-ios-xr]
sees:
  - channels: [command-accounting]
    tables: [command, login]
  - channels: [eem-catchall]
    tables: [command, login]
key: [address]
remedy: loopback-changed-then-ssh
null_ok:
  - column: command.topic
    reason: A command that no template knows is none of the steps.
  - column: command.object
    reason: An interface command without a name is no loopback's.
  - column: command.address
    reason: An address that is asked for elsewhere (DHCP, unnumbered) is not chosen by who typed it.
  - column: login.from_address
    reason: A login that names no address did not visibly come from the loopback.
---*/
WITH step AS (
    SELECT device, channel, account, time, time_error, origin, topic, negated,
           -- With its prefix length an address is no address to a template.
           coalesce(address, address(regexp_match(command, 'address +([0-9a-fA-F.:]+)/')[1])) AS address,
           lag(lower(object)) OVER typed AS inside, lag(topic) OVER typed AS before,
           lag(origin) OVER typed AS entered
    FROM command
    WHERE topic IN ('interface', 'interface-address')
    WINDOW typed AS (PARTITION BY device, channel, account ORDER BY time, origin)
),
changed AS (
    SELECT device, account, time, time_error, origin, entered, address
    FROM step
    WHERE topic = 'interface-address' AND NOT negated AND address IS NOT NULL
      AND before = 'interface' AND starts_with(inside, 'loopback')
),
visit AS (
    SELECT device, account, from_address, time, time_error, origin
    FROM command
    WHERE topic IN ('ssh', 'telnet') AND robot(account, from_address, command) IS NOT TRUE
),
trace AS (
    SELECT device, time, time_error, origin
    FROM command
    WHERE (topic = 'interface' AND negated AND starts_with(lower(object), 'loopback'))
       OR (topic = 'ssh-source-interface' AND NOT negated AND starts_with(lower(object), 'loopback'))
),
went AS (
    SELECT c.device, c.address, c.time, coalesce(c.account, v.account) AS account, v.from_address,
           c.entered AS first, c.origin AS second, v.origin AS third, t.origin AS fourth,
           follows_surely(c.time, c.time_error, c.origin, v.time, v.time_error, v.origin, 7200) AS sure
    FROM changed c
    JOIN visit v ON v.device = c.device
    JOIN trace t ON t.device = c.device
    WHERE ((v.account IS NOT DISTINCT FROM c.account) OR v.account IS NULL OR c.account IS NULL)
      AND follows(c.time, c.time_error, c.origin, v.time, v.time_error, v.origin, 7200) IS NOT FALSE
      AND follows(c.time, c.time_error, c.origin, t.time, t.time_error, t.origin, 86400) IS NOT FALSE
    UNION ALL
    SELECT c.device, c.address, c.time, c.account, NULL AS from_address, c.entered, c.origin,
           l.origin AS third, l.origin AS fourth,
           follows_surely(c.time, c.time_error, c.origin, l.time, l.time_error, l.origin, 86400)
    FROM changed c
    JOIN login l ON (l.from_address IS NOT DISTINCT FROM c.address)
    WHERE l.device <> c.device AND l.outcome = 'success'
      AND follows(c.time, c.time_error, c.origin, l.time, l.time_error, l.origin, 86400) IS NOT FALSE
)
SELECT device,
       address_text(address) AS address,
       min(account) AS account,
       min(address_text(from_address)) AS from_address,
       min(time) AS time,
       array_agg(DISTINCT first) AS entered,
       array_agg(DISTINCT second) AS changed,
       array_agg(DISTINCT third) AS went,
       array_agg(DISTINCT fourth) AS trace,
       bool_or(sure) IS NOT TRUE AS widened,
       concat(coalesce(min(account), 'Somebody'), ' gave a loopback the address ', address_text(address),
              ' and went to another device afterwards') AS says,
       CASE WHEN bool_and(in_change_window(time)) THEN 'a change window' END AS lowered_by
FROM went
GROUP BY device, address
