//! Log lines in, rows out.

mod common;

use common::Given;

#[test]
fn header_variants() {
    let text = "<189>521: edge-gw-1: *Nov 14 08:30:56.699: %LINK-5-CHANGED: Interface GigabitEthernet2, changed state to administratively down\n\
         <189>: Jan  5 02:11:09.123: %SYS-5-CONFIG_I: Configured from console by ops on vty0 (198.51.100.7)\n\
         <189>: sw-07: .Jan  5 02:11:10.123 UTC: %SYS-6-LOGGINGHOST_STARTSTOP: Logging to host 192.0.2.9 port 514 started\n\
         387448: core-03: May  6 09:00:00.001 UTC+07:30: %LINEPROTO-5-UPDOWN: Line protocol on Interface Vlan1, changed state to up\n\
         <189>22191: core-03: 022546: Jan  5 02:11:09.5 mdt: %PARSER-5-CFGLOG_LOGGEDCMD: User:ops  logged command:!exec: enable\n\
         <190>2026 Jan  5 02:11:09 nx-9 %ETHPORT-5-IF_UP: Interface Ethernet1/3 is up in mode trunk\n\
         <149>2647599: xr-1 RP/0/RSP1/CPU0:Mar 28 15:08:30.941 UTC: bgp[1051]: %ROUTING-BGP-5-MAXPFX : No. of IPv4 Unicast prefixes received from 203.0.113.1 has reached 94106\n\
         RP/0/RP0/CPU0:Sep 25 23:27:22.997 : config[67726]: %MGBL-SYS-5-CONFIG_I : Configured from console by core on vty0 (198.51.100.8)\n\
         <189>1 2026-01-05T02:11:09.123Z sw-08 - - - [meta sequenceId=\"29\"] %SYS-5-CONFIG_I: Configured from console by console\n\
         2026-01-05T02:11:10+01:00 192.0.2.77 123: *Mar  1 00:01:09.003: %SYS-5-RESTART: System restarted --\n\
         Cisco IOS Software, a banner\n\
         Jan  5 02:11:11 relay-name 124: own-name: Jan  5 02:11:10.900: %SYS-6-TTY_EXPIRE_TIMER: (exec timer expired, tty 2 (198.51.100.7)), user ops\n\
         Jan  5 02:11:12 relay-name last message repeated 66 times\n\
         3w2d: %SYS-5-CONFIG_I: Configured from memory by console\n\
         %ASA-6-302013: Built outbound TCP connection 1 for outside\n\
         Jan  5 02:11:13 linux1 sshd[99]: Connection closed by 198.51.100.7\n\
         a line that is nothing\n\
         <188>77: sw-09: Jan  5 02:11:09.123 CST: %IOSXE-6-PLATFORM: R0/0: cpp_cp: QFP:0.0 Thread:001 TS:00000 %FW-6-DROP_PKT: Dropping tcp session\n\
         2026-01-05 02:11:09\tLocal7.Notice\t192.0.2.78\t88: Jan  5 02:11:08.000: %SYS-5-CONFIG_I: Configured from console by vty2 (198.51.100.9)\n\
         ";
    // Each line alone, as a file of its own: together they would be the log of many hosts.
    let mut rows = String::new();
    let mut notes = std::collections::BTreeSet::new();
    for line in text.lines() {
        let reading = Given::new("unnamed.log", line)
            .read_as("cisco-syslog")
            .unwrap();
        rows.push_str(&reading.show());
        notes.extend(reading.coverage.notes);
    }
    insta::assert_snapshot!(rows, @r#"
    log 1: "edge-gw-1" 2025-11-14T08:30:56.699Z ±86400 "LINK" 5 "CHANGED" 521 "never" "<189>521: edge-gw-1: *Nov 14 08:30:56.699: %LINK-5-CHANGED: Interface GigabitEthernet2, changed state to administratively down"
    config_change 1: "unnamed" 2026-01-05T02:11:09.123Z ±50400 "ops" @198.51.100.7 "vty0" "log"
    log 1: "unnamed" 2026-01-05T02:11:09.123Z ±50400 "SYS" 5 "CONFIG_I" "synchronised" "<189>: Jan  5 02:11:09.123: %SYS-5-CONFIG_I: Configured from console by ops on vty0 (198.51.100.7)"
    log 1: "sw-07" 2026-01-05T02:11:10.123Z ±60 "SYS" 6 "LOGGINGHOST_STARTSTOP" "lost" "<189>: sw-07: .Jan  5 02:11:10.123 UTC: %SYS-6-LOGGINGHOST_STARTSTOP: Logging to host 192.0.2.9 port 514 started"
    log 1: "core-03" 2026-05-06T01:30:00.001Z ±0.0005 "LINEPROTO" 5 "UPDOWN" 387448 "synchronised" "387448: core-03: May  6 09:00:00.001 UTC+07:30: %LINEPROTO-5-UPDOWN: Line protocol on Interface Vlan1, changed state to up"
    command 1: "core-03" 2026-01-05T08:11:09.5Z ±0.05 "ops" "config-logger" "enable" 22546
    log 1: "core-03" 2026-01-05T08:11:09.5Z ±0.05 "PARSER" 5 "CFGLOG_LOGGEDCMD" 22546 "synchronised" "<189>22191: core-03: 022546: Jan  5 02:11:09.5 mdt: %PARSER-5-CFGLOG_LOGGEDCMD: User:ops  logged command:!exec: enable"
    log 1: "nx-9" 2026-01-05T02:11:09Z ±50400 "ETHPORT" 5 "IF_UP" "<190>2026 Jan  5 02:11:09 nx-9 %ETHPORT-5-IF_UP: Interface Ethernet1/3 is up in mode trunk"
    log 1: "xr-1" 2026-03-28T15:08:30.941Z ±0.0005 "ROUTING-BGP" 5 "MAXPFX" 2647599 "synchronised" "<149>2647599: xr-1 RP/0/RSP1/CPU0:Mar 28 15:08:30.941 UTC: bgp[1051]: %ROUTING-BGP-5-MAXPFX : No. of IPv4 Unicast prefixes received from 203.0.113.1 has reached 94106"
    config_change 1: "unnamed" 2025-09-25T23:27:22.997Z ±50400 "core" @198.51.100.8 "vty0" "log"
    log 1: "unnamed" 2025-09-25T23:27:22.997Z ±50400 "MGBL-SYS" 5 "CONFIG_I" "synchronised" "RP/0/RP0/CPU0:Sep 25 23:27:22.997 : config[67726]: %MGBL-SYS-5-CONFIG_I : Configured from console by core on vty0 (198.51.100.8)"
    config_change 1: "sw-08" 2026-01-05T02:11:09.123Z ±0.0005 "console" "log"
    log 1: "sw-08" 2026-01-05T02:11:09.123Z ±0.0005 "SYS" 5 "CONFIG_I" 29 "<189>1 2026-01-05T02:11:09.123Z sw-08 - - - [meta sequenceId=\"29\"] %SYS-5-CONFIG_I: Configured from console by console"
    log 1: "192.0.2.77" 2026-01-05T01:11:10Z ±1.5 "SYS" 5 "RESTART" 123 "never" "2026-01-05T02:11:10+01:00 192.0.2.77 123: *Mar  1 00:01:09.003: %SYS-5-RESTART: System restarted --"
    log 1: "unnamed" "Cisco IOS Software, a banner"
    login 1: "own-name" 2026-01-05T02:11:10.9Z ±50400 "ops" @198.51.100.7 "tty2" "login-log" "logout"
    log 1: "own-name" 2026-01-05T02:11:10.9Z ±50400 "SYS" 6 "TTY_EXPIRE_TIMER" 124 "synchronised" "relay-name" "Jan  5 02:11:11 relay-name 124: own-name: Jan  5 02:11:10.900: %SYS-6-TTY_EXPIRE_TIMER: (exec timer expired, tty 2 (198.51.100.7)), user ops"
    log 1: "relay-name" 2026-01-05T02:11:12Z ±50400 "Jan  5 02:11:12 relay-name last message repeated 66 times"
    config_change 1: "unnamed" "console" "log"
    log 1: "unnamed" "SYS" 5 "CONFIG_I" "3w2d: %SYS-5-CONFIG_I: Configured from memory by console"
    log 1: "unnamed" "ASA" 6 "302013" "%ASA-6-302013: Built outbound TCP connection 1 for outside"
    log 1: "linux1" 2026-01-05T02:11:13Z ±50400 "Jan  5 02:11:13 linux1 sshd[99]: Connection closed by 198.51.100.7"
    log 1: "unnamed" "a line that is nothing"
    log 1: "sw-09" 2026-01-05T08:11:09.123Z ±50400 "FW" 6 "DROP_PKT" 77 "synchronised" "<188>77: sw-09: Jan  5 02:11:09.123 CST: %IOSXE-6-PLATFORM: R0/0: cpp_cp: QFP:0.0 Thread:001 TS:00000 %FW-6-DROP_PKT: Dropping tcp session"
    config_change 1: "192.0.2.78" 2026-01-05T02:11:08Z ±50400 @198.51.100.9 "vty2" "log"
    log 1: "192.0.2.78" 2026-01-05T02:11:08Z ±50400 "SYS" 5 "CONFIG_I" 88 "synchronised" "2026-01-05 02:11:09\tLocal7.Notice\t192.0.2.78\t88: Jan  5 02:11:08.000: %SYS-5-CONFIG_I: Configured from console by vty2 (198.51.100.9)"
    "#);
    insta::assert_snapshot!(Vec::from_iter(notes).join("\n"), @"
    1 line is from a clock that was never set: their times are the relay's, or uncertain by a day; configure time servers on these devices.
    1 line is with the zone name CST, which has several meanings: UTC-06:00 was taken, with the distance to the others as error; give the zone with --tz.
    1 line is without a known time zone: UTC was assumed with an error of 14 hours; give the zone with --tz.
    1 line is without a year: it was taken from the file's modification time (2026-06-30); keep modification times when you copy logs (cp -p, rsync -t).
    ");
}

/// A file in which many hosts write: lines without a name belong to no device of the file's name.
#[test]
fn a_merged_file() {
    let text = "\
2026-01-05T02:11:09+01:00 192.0.2.1 : Jan  5 02:11:08.123 CEST: %SYS-5-CONFIG_I: Configured from console by ops on vty0 (198.51.100.7)
2026-01-05T02:11:10+01:00 192.0.2.2 : Jan  5 02:11:09.123 CEST: %SYS-5-CONFIG_I: Configured from console by ops on vty0 (198.51.100.7)
%SYS-5-CONFIG_I: Configured from console by nobody on vty0 (198.51.100.7)
a line that is nothing
";
    let reading = Given::new("cisco-all.log", text).read().unwrap();
    insta::assert_snapshot!(reading.show(), @r#"
    config_change 1: "192.0.2.1" 2026-01-05T00:11:08.123Z ±0.0005 "ops" @198.51.100.7 "vty0" "log"
    log 1: "192.0.2.1" 2026-01-05T00:11:08.123Z ±0.0005 "SYS" 5 "CONFIG_I" "synchronised" "2026-01-05T02:11:09+01:00 192.0.2.1 : Jan  5 02:11:08.123 CEST: %SYS-5-CONFIG_I: Configured from console by ops on vty0 (198.51.100.7)"
    config_change 2: "192.0.2.2" 2026-01-05T00:11:09.123Z ±0.0005 "ops" @198.51.100.7 "vty0" "log"
    log 2: "192.0.2.2" 2026-01-05T00:11:09.123Z ±0.0005 "SYS" 5 "CONFIG_I" "synchronised" "2026-01-05T02:11:10+01:00 192.0.2.2 : Jan  5 02:11:09.123 CEST: %SYS-5-CONFIG_I: Configured from console by ops on vty0 (198.51.100.7)"
    log 3: "192.0.2.2" "SYS" 5 "CONFIG_I" "%SYS-5-CONFIG_I: Configured from console by nobody on vty0 (198.51.100.7)"
    log 4: "192.0.2.2" "a line that is nothing"
    "#);
    insta::assert_snapshot!(reading.summary(), @"
    cisco-syslog log said by device: 2 read, 0 irrelevant, 0 unsupported, 2 unrecognised
    2026-01-05T00:11:08.123Z to 2026-01-05T00:11:09.123Z
    1 × %SYS-9-CONFIG_I: Configured from console by nobody on vty9 (9.9.9.9)
    1 × a line that is nothing
    ");
}

#[test]
fn messages() {
    let text = r#"<189>1: Jan  5 02:11:09.123: %SEC_LOGIN-5-LOGIN_SUCCESS: Login Success [user: ops] [Source: 198.51.100.7] [localport: 22] at 02:11:09 UTC Mon Jan 5 2026
<189>2: Jan  5 02:11:10.123: %SEC_LOGIN-4-LOGIN_FAILED: Login failed [user: x] [Source: 203.0.113.9] y] [Source: 198.51.100.8] [localport: 23] [Reason: Login Authentication Failed] at 02:11:10 UTC Mon Jan 5 2026
<189>3: Jan  5 02:11:11.123: %SEC_LOGIN-1-QUIET_MODE_ON: Still timeleft for watching failures is 24 secs, [user: ops] [Source: 198.51.100.8] [localport: 22] [Reason: Login Authentication Failed] [ACL: sl_def_acl] at 02:11:11
<189>4: Jan  5 02:11:12.123: %SSH-5-SSH2_USERAUTH: User 'ops' authentication for SSH2 Session from 198.51.100.7 (tty = 0) using crypto cipher 'aes128-ctr', hmac 'hmac-sha2-256' Succeeded
<189>5: Jan  5 02:11:13.123: %SSH-5-SSH2_CLOSE: SSH2 Session from 198.51.100.7 (tty = 0) for user 'ops' using crypto cipher 'aes128-ctr', hmac 'hmac-sha2-256' closed
<189>6: Jan  5 02:11:14.123: %SYS-6-LOGOUT: User ops has exited tty session 2(198.51.100.7)
<189>7: Jan  5 02:11:15.123: %SYS-5-CONFIG_P: Configured programmatically by process SSH Process from console as ops on vty0 (198.51.100.7)
<189>8: Jan  5 02:11:16.123: %SYS-5-CONFIG_I: Configured from tftp://192.0.2.21//bootstrap by console
<189>9: Jan  5 02:11:17.123: %PARSER-5-CFGLOG_LOGGEDCMD: User:ops  logged command:interface Loopback9
<189>10: Jan  5 02:11:18.123: %HA_EM-6-LOG: catchall: show running-config
<189>11: Jan  5 02:11:19.123: %HA_EM-6-LOG: watch: User:ops via Port:vty0 Executed[show tech]
<189>12: Jan  5 02:11:20.123: %HA_EM-6-LOG: backup: saved to flash
<189>13: Jan  5 02:11:21.123: %AAAA-6-ACCTLOCAL: Username: ops Privilege level: 15 Command: show clock detail <cr>
<189>14: Jan  5 02:11:22.123: %DMI-5-AUTH_PASSED: R0/0: dmiauthd: User 'ops' authenticated successfully from 198.51.100.7:38066  for netconf over ssh. External groups: PRIV15
<189>16: Jan  5 02:11:22.500: %WEBSERVER-5-LOGIN_PASSED: R0/0: nginx: Login Successful from host 198.51.100.7 by user 'ops' using crypto cipher 'ECDHE-RSA-AES128-GCM-SHA256'
<189>15: Jan  5 02:11:23.123: %AAA-6-AAA_ACCOUNTING_MESSAGE: start:vsh.bin.30212:admin:
"#;
    let mut given = Given::new("estate/edge-gw-1/2026-01-05.log", text);
    given.modified = None;
    given.offset = Some(3600);
    let reading = given.read().unwrap();
    insta::assert_snapshot!(reading.show(), @r#"
    login 1: "edge-gw-1" 2026-01-05T01:11:09.123Z ±0.0005 "ops" @198.51.100.7 "login-log" "success" 22 "ssh"
    log 1: "edge-gw-1" 2026-01-05T01:11:09.123Z ±0.0005 "SEC_LOGIN" 5 "LOGIN_SUCCESS" 1 "synchronised" "<189>1: Jan  5 02:11:09.123: %SEC_LOGIN-5-LOGIN_SUCCESS: Login Success [user: ops] [Source: 198.51.100.7] [localport: 22] at 02:11:09 UTC Mon Jan 5 2026"
    login 2: "edge-gw-1" 2026-01-05T01:11:10.123Z ±0.0005 "x] [Source: 203.0.113.9] y" @198.51.100.8 "login-log" "failure" 23 "telnet"
    log 2: "edge-gw-1" 2026-01-05T01:11:10.123Z ±0.0005 "SEC_LOGIN" 4 "LOGIN_FAILED" 2 "synchronised" "<189>2: Jan  5 02:11:10.123: %SEC_LOGIN-4-LOGIN_FAILED: Login failed [user: x] [Source: 203.0.113.9] y] [Source: 198.51.100.8] [localport: 23] [Reason: Login Authentication Failed] at 02:11:10 UTC Mon Jan 5 2026"
    login 3: "edge-gw-1" 2026-01-05T01:11:11.123Z ±0.0005 "ops" @198.51.100.8 "login-log" "failure" 22 "ssh"
    log 3: "edge-gw-1" 2026-01-05T01:11:11.123Z ±0.0005 "SEC_LOGIN" 1 "QUIET_MODE_ON" 3 "synchronised" "<189>3: Jan  5 02:11:11.123: %SEC_LOGIN-1-QUIET_MODE_ON: Still timeleft for watching failures is 24 secs, [user: ops] [Source: 198.51.100.8] [localport: 22] [Reason: Login Authentication Failed] [ACL: sl_def_acl] at 02:11:11"
    login 4: "edge-gw-1" 2026-01-05T01:11:12.123Z ±0.0005 "ops" @198.51.100.7 "vty0" "login-log" "success" "ssh"
    log 4: "edge-gw-1" 2026-01-05T01:11:12.123Z ±0.0005 "SSH" 5 "SSH2_USERAUTH" 4 "synchronised" "<189>4: Jan  5 02:11:12.123: %SSH-5-SSH2_USERAUTH: User 'ops' authentication for SSH2 Session from 198.51.100.7 (tty = 0) using crypto cipher 'aes128-ctr', hmac 'hmac-sha2-256' Succeeded"
    login 5: "edge-gw-1" 2026-01-05T01:11:13.123Z ±0.0005 "ops" @198.51.100.7 "vty0" "login-log" "logout" "ssh"
    log 5: "edge-gw-1" 2026-01-05T01:11:13.123Z ±0.0005 "SSH" 5 "SSH2_CLOSE" 5 "synchronised" "<189>5: Jan  5 02:11:13.123: %SSH-5-SSH2_CLOSE: SSH2 Session from 198.51.100.7 (tty = 0) for user 'ops' using crypto cipher 'aes128-ctr', hmac 'hmac-sha2-256' closed"
    login 6: "edge-gw-1" 2026-01-05T01:11:14.123Z ±0.0005 "ops" @198.51.100.7 "tty2" "login-log" "logout"
    log 6: "edge-gw-1" 2026-01-05T01:11:14.123Z ±0.0005 "SYS" 6 "LOGOUT" 6 "synchronised" "<189>6: Jan  5 02:11:14.123: %SYS-6-LOGOUT: User ops has exited tty session 2(198.51.100.7)"
    config_change 7: "edge-gw-1" 2026-01-05T01:11:15.123Z ±0.0005 "ops" @198.51.100.7 "vty0" "log" "SSH Process"
    log 7: "edge-gw-1" 2026-01-05T01:11:15.123Z ±0.0005 "SYS" 5 "CONFIG_P" 7 "synchronised" "<189>7: Jan  5 02:11:15.123: %SYS-5-CONFIG_P: Configured programmatically by process SSH Process from console as ops on vty0 (198.51.100.7)"
    config_change 8: "edge-gw-1" 2026-01-05T01:11:16.123Z ±0.0005 "console" "log" "tftp://192.0.2.21//bootstrap"
    log 8: "edge-gw-1" 2026-01-05T01:11:16.123Z ±0.0005 "SYS" 5 "CONFIG_I" 8 "synchronised" "<189>8: Jan  5 02:11:16.123: %SYS-5-CONFIG_I: Configured from tftp://192.0.2.21//bootstrap by console"
    command 9: "edge-gw-1" 2026-01-05T01:11:17.123Z ±0.0005 "ops" "config-logger" "interface Loopback9" 9
    log 9: "edge-gw-1" 2026-01-05T01:11:17.123Z ±0.0005 "PARSER" 5 "CFGLOG_LOGGEDCMD" 9 "synchronised" "<189>9: Jan  5 02:11:17.123: %PARSER-5-CFGLOG_LOGGEDCMD: User:ops  logged command:interface Loopback9"
    command 10: "edge-gw-1" 2026-01-05T01:11:18.123Z ±0.0005 "eem-catchall" "show running-config" 10
    log 10: "edge-gw-1" 2026-01-05T01:11:18.123Z ±0.0005 "HA_EM" 6 "LOG" 10 "synchronised" "<189>10: Jan  5 02:11:18.123: %HA_EM-6-LOG: catchall: show running-config"
    command 11: "edge-gw-1" 2026-01-05T01:11:19.123Z ±0.0005 "ops" "vty0" "eem-catchall" "show tech" 11
    log 11: "edge-gw-1" 2026-01-05T01:11:19.123Z ±0.0005 "HA_EM" 6 "LOG" 11 "synchronised" "<189>11: Jan  5 02:11:19.123: %HA_EM-6-LOG: watch: User:ops via Port:vty0 Executed[show tech]"
    log 12: "edge-gw-1" 2026-01-05T01:11:20.123Z ±0.0005 "HA_EM" 6 "LOG" 12 "synchronised" "<189>12: Jan  5 02:11:20.123: %HA_EM-6-LOG: backup: saved to flash"
    command 13: "edge-gw-1" 2026-01-05T01:11:21.123Z ±0.0005 "ops" "command-accounting" 15 "show clock detail" 13
    log 13: "edge-gw-1" 2026-01-05T01:11:21.123Z ±0.0005 "AAAA" 6 "ACCTLOCAL" 13 "synchronised" "<189>13: Jan  5 02:11:21.123: %AAAA-6-ACCTLOCAL: Username: ops Privilege level: 15 Command: show clock detail <cr>"
    login 14: "edge-gw-1" 2026-01-05T01:11:22.123Z ±0.0005 "ops" @198.51.100.7 "login-log" "success" "netconf"
    log 14: "edge-gw-1" 2026-01-05T01:11:22.123Z ±0.0005 "DMI" 5 "AUTH_PASSED" 14 "synchronised" "<189>14: Jan  5 02:11:22.123: %DMI-5-AUTH_PASSED: R0/0: dmiauthd: User 'ops' authenticated successfully from 198.51.100.7:38066  for netconf over ssh. External groups: PRIV15"
    login 15: "edge-gw-1" 2026-01-05T01:11:22.5Z ±0.0005 "ops" @198.51.100.7 "login-log" "success" "http"
    log 15: "edge-gw-1" 2026-01-05T01:11:22.5Z ±0.0005 "WEBSERVER" 5 "LOGIN_PASSED" 16 "synchronised" "<189>16: Jan  5 02:11:22.500: %WEBSERVER-5-LOGIN_PASSED: R0/0: nginx: Login Successful from host 198.51.100.7 by user 'ops' using crypto cipher 'ECDHE-RSA-AES128-GCM-SHA256'"
    log 16: "edge-gw-1" 2026-01-05T01:11:23.123Z ±0.0005 "AAA" 6 "AAA_ACCOUNTING_MESSAGE" 15 "synchronised" "<189>15: Jan  5 02:11:23.123: %AAA-6-AAA_ACCOUNTING_MESSAGE: start:vsh.bin.30212:admin:"
    "#);
    insta::assert_snapshot!(reading.summary(), @"
    cisco-syslog log said by device: 15 read, 0 irrelevant, 1 unsupported, 0 unrecognised
    2026-01-05T01:11:09.123Z to 2026-01-05T01:11:23.123Z
    1 × %AAA-9-AAA_ACCOUNTING_MESSAGE: start:vsh.bin.9:admin:
    - 16 lines are without a year: it was taken from the date in the path (2026-01-05); rename the file if that is wrong.
    - 16 lines are without a known time zone: UTC+01:00 was assumed, as given; nothing to do.
    ");
}

/// IOS XR puts the card before its stamp, the process after it, and a space before the colon.
#[test]
fn ios_xr_commits_logins_and_shells() {
    let text = r#"<190>1: pe-1 RP/0/RSP0/CPU0:Jan  5 02:11:09.123 UTC: config[65730]: %MGBL-CONFIG-6-DB_COMMIT : Configuration committed by user 'ann'. Use 'show configuration commit changes 1000000012' to view the changes.
<189>2: pe-1 RP/0/RSP0/CPU0:Jan  5 02:11:10.123 UTC: config[65730]: %MGBL-SYS-5-CONFIG_I : Configured from console by ann on vty0 (198.51.100.7)
<190>3: pe-1 RP/0/RSP0/CPU0:Jan  5 02:11:11.123 UTC: exec[65925]: %SECURITY-LOGIN-6-AUTHEN_SUCCESS : Successfully authenticated user 'ann' from 'console' on 'con0_RSP0_CPU0'
<188>4: pe-1 RP/0/RSP0/CPU0:Jan  5 02:11:12.123 UTC: exec[65925]: %SECURITY-login-4-AUTHEN_FAILED : Failed authentication attempt by user 'x' from '192.0.2.1' on 'vty9' from '203.0.113.9' on 'vty4'
<190>5: pe-1 RP/0/RSP0/CPU0:Jan  5 02:11:13.123 UTC: SSHD_[65755]: %SECURITY-SSHD-6-INFO_SUCCESS : Successfully authenticated user 'ann' from '198.51.100.7' on 'vty0'(cipher 'aes128-ctr', mac 'hmac-sha2-256')
<190>6: pe-1 RP/0/RSP0/CPU0:Jan  5 02:11:14.123 UTC: SSHD_[65755]: %SECURITY-SSHD-6-INFO_USER_LOGOUT : User 'ann' from '198.51.100.7' logged out on 'vty0'
<190>7: pe-1 RP/0/RSP0/CPU0:Jan  5 02:11:15.123 UTC: SSHD_[65755]: %SECURITY-SSHD-6-INFO_GENERAL : Client closes socket connection
<190>8: pe-1 RP/0/RP0/CPU0:Jan  5 02:11:16.123 UTC: ssh_syslog_proxy[1188]: %SECURITY-SSHD_SYSLOG_PRX-6-INFO_GENERAL : sshd[5218]: Accepted publickey for ann from 198.51.100.7 port 43990 ssh2
<190>9: pe-1 RP/0/RP0/CPU0:Jan  5 02:11:17.123 UTC: ssh_syslog_proxy[1188]: %SECURITY-SSHD_SYSLOG_PRX-6-INFO_GENERAL : sshd[5219]: Failed password for invalid user root from 192.0.2.1 from 203.0.113.9 port 43991 ssh2
<190>10: pe-1 RP/0/RP0/CPU0:Jan  5 02:11:18.123 UTC: ssh_syslog_proxy[1188]: %SECURITY-SSHD_SYSLOG_PRX-6-INFO_GENERAL : sshd[5220]: Connection closed by 198.51.100.7 port 43990
<189>11: pe-1 RP/0/RP0/CPU0:Jan  5 02:11:19.123 UTC: bash_cmd[67017]: %INFRA-INFRA_MSG-5-RUN_LOGIN : User root logged into shell from con0/RP0/CPU0
<189>12: pe-1 RP/0/RP0/CPU0:Jan  5 02:11:20.123 UTC: bash_cmd[67017]: %INFRA-INFRA_MSG-5-RUN_LOGOUT : User root logged out of shell from con0/RP0/CPU0
<190>13: pe-1 RP/0/RSP0/CPU0:Jan  5 02:11:21.123 UTC: exec[65925]: %SECURITY-LOGIN-6-CLOSE : User 'ann' logged out
<187>14: pe-1 0/RP0/ADMIN0:Jan  5 02:11:22.123 UTC: aaad[3149]: %MGBL-AAAD-7-DEBUG : something of the admin plane
"#;
    let reading = Given::new("logs/pe-1.log", text).read().unwrap();
    let said: Vec<String> = reading
        .show()
        .lines()
        .filter(|line| !line.starts_with("log "))
        .map(str::to_owned)
        .collect();
    insta::assert_snapshot!(said.join("\n"), @r#"
    config_change 1: "pe-1" 2026-01-05T02:11:09.123Z ±0.0005 "ann" "log"
    config_change 2: "pe-1" 2026-01-05T02:11:10.123Z ±0.0005 "ann" @198.51.100.7 "vty0" "log"
    login 3: "pe-1" 2026-01-05T02:11:11.123Z ±0.0005 "ann" "con0_RSP0_CPU0" "login-log" "success" "console"
    login 4: "pe-1" 2026-01-05T02:11:12.123Z ±0.0005 "x' from '192.0.2.1' on 'vty9" @203.0.113.9 "vty4" "login-log" "failure"
    login 5: "pe-1" 2026-01-05T02:11:13.123Z ±0.0005 "ann" @198.51.100.7 "vty0" "login-log" "success" "ssh"
    login 6: "pe-1" 2026-01-05T02:11:14.123Z ±0.0005 "ann" @198.51.100.7 "vty0" "login-log" "logout" "ssh"
    login 8: "pe-1" 2026-01-05T02:11:16.123Z ±0.0005 "ann" @198.51.100.7 "login-log" "success" "ssh"
    login 9: "pe-1" 2026-01-05T02:11:17.123Z ±0.0005 "root from 192.0.2.1" @203.0.113.9 "login-log" "failure" "ssh"
    login 11: "pe-1" 2026-01-05T02:11:19.123Z ±0.0005 "root" "con0/RP0/CPU0" "login-log" "success" "shell"
    login 12: "pe-1" 2026-01-05T02:11:20.123Z ±0.0005 "root" "con0/RP0/CPU0" "login-log" "logout" "shell"
    login 13: "pe-1" 2026-01-05T02:11:21.123Z ±0.0005 "ann" "login-log" "logout"
    "#);
    insta::assert_snapshot!(reading.summary(), @"
    cisco-syslog log said by device: 14 read, 0 irrelevant, 0 unsupported, 0 unrecognised
    2026-01-05T02:11:09.123Z to 2026-01-05T02:11:22.123Z
    - 14 lines are without a year: it was taken from the file's modification time (2026-06-30); keep modification times when you copy logs (cp -p, rsync -t).
    ");
}

/// A line that somebody is still writing: kept, and nothing concluded from how it ends.
#[test]
fn a_log_that_is_still_being_written() {
    let text = "\
<189>1: r1: Jan  5 2026 02:11:09 UTC: %PARSER-5-CFGLOG_LOGGEDCMD: User:ops  logged command:ip route
<189>2: r1: Jan  5 2026 02:11:10 UTC: %PARSER-5-CFGLOG_LOGGEDCMD: User:ops  logged command:no logging";
    let reading = Given::new("r1.log", text).read().unwrap();
    insta::assert_snapshot!(reading.show(), @r#"
    command 1: "r1" 2026-01-05T02:11:09Z ±0.5 "ops" "config-logger" "ip route" 1
    log 1: "r1" 2026-01-05T02:11:09Z ±0.5 "PARSER" 5 "CFGLOG_LOGGEDCMD" 1 "synchronised" "<189>1: r1: Jan  5 2026 02:11:09 UTC: %PARSER-5-CFGLOG_LOGGEDCMD: User:ops  logged command:ip route"
    log 2: "r1" 2026-01-05T02:11:10Z ±0.5 "PARSER" 5 "CFGLOG_LOGGEDCMD" 2 "synchronised" "<189>2: r1: Jan  5 2026 02:11:10 UTC: %PARSER-5-CFGLOG_LOGGEDCMD: User:ops  logged command:no logging"
    "#);
    insta::assert_snapshot!(reading.summary(), @"
    cisco-syslog log said by device: 1 read, 0 irrelevant, 1 unsupported, 0 unrecognised
    2026-01-05T02:11:09Z to 2026-01-05T02:11:10Z
    1 × %PARSER-9-CFGLOG_LOGGEDCMD: User:ops logged command:no logging
    - The last line has no line end and may still be being written: its text is kept and nothing is concluded from it; give the file again when it is complete.
    ");
    // One line alone is a line somebody gives us.
    let text =
        "<189>2: r1: Jan  5 2026 02:11:10 UTC: %SYS-5-CONFIG_I: Configured from console by ops";
    let reading = Given::new("r1.log", text).read().unwrap();
    insta::assert_snapshot!(reading.show(), @r#"
    config_change 1: "r1" 2026-01-05T02:11:10Z ±0.5 "ops" "log"
    log 1: "r1" 2026-01-05T02:11:10Z ±0.5 "SYS" 5 "CONFIG_I" 2 "synchronised" "<189>2: r1: Jan  5 2026 02:11:10 UTC: %SYS-5-CONFIG_I: Configured from console by ops"
    "#);
}

#[test]
fn a_captured_buffer() {
    let text = "\
edge-gw-1#show logging
Syslog logging: enabled (0 messages dropped, 2 messages rate-limited, 0 flushes, 0 overruns)
    Console logging: disabled
    Trap logging: level informational, 142 message lines logged
        Logging to 192.0.2.9  (udp port 514, audit disabled,
              link up),

Log Buffer (16384 bytes):
7:04: %LINEPROTO-5-UPDOWN: Line protocol on Interface Vlan1, changed state to up
000048: Jan  5 02:11:09.207: CEF-HWIDB: EDSP0 LES switching vector set to Null
000050: Jan  5 02:11:09.715: %SYS-5-RESTART: System restarted --
Cisco IOS Software, a banner
Copyright of a banner
000051: Jan  5 02:11:10.693: %CRYPTO-4-PKT_REPLAY_ERR: decrypt: replay check failed
        connection id=29, sequence number=219";
    let given = Given::new("show-logging.txt", text);
    let reading = given.read().unwrap();
    insta::assert_snapshot!(reading.show(), @r#"
    log 1: "edge-gw-1" "edge-gw-1#show logging"
    log 2: "edge-gw-1" "Syslog logging: enabled (0 messages dropped, 2 messages rate-limited, 0 flushes, 0 overruns)"
    log 3: "edge-gw-1" "    Console logging: disabled"
    log 4: "edge-gw-1" "    Trap logging: level informational, 142 message lines logged"
    log 5: "edge-gw-1" "        Logging to 192.0.2.9  (udp port 514, audit disabled,"
    log 6: "edge-gw-1" "              link up),"
    log 8: "edge-gw-1" "Log Buffer (16384 bytes):"
    log 9: "edge-gw-1" "LINEPROTO" 5 "UPDOWN" "7:04: %LINEPROTO-5-UPDOWN: Line protocol on Interface Vlan1, changed state to up"
    log 10: "edge-gw-1" 2026-01-05T02:11:09.207Z ±50400 48 "synchronised" "000048: Jan  5 02:11:09.207: CEF-HWIDB: EDSP0 LES switching vector set to Null"
    log 11: "edge-gw-1" 2026-01-05T02:11:09.715Z ±50400 "SYS" 5 "RESTART" 50 "synchronised" "000050: Jan  5 02:11:09.715: %SYS-5-RESTART: System restarted --"
    log 12: "edge-gw-1" 2026-01-05T02:11:09.715Z ±50400 "Cisco IOS Software, a banner"
    log 13: "edge-gw-1" 2026-01-05T02:11:09.715Z ±50400 "Copyright of a banner"
    log 14: "edge-gw-1" 2026-01-05T02:11:10.693Z ±50400 "CRYPTO" 4 "PKT_REPLAY_ERR" 51 "synchronised" "000051: Jan  5 02:11:10.693: %CRYPTO-4-PKT_REPLAY_ERR: decrypt: replay check failed"
    log 15: "edge-gw-1" 2026-01-05T02:11:10.693Z ±50400 "        connection id=29, sequence number=219"
    "#);
    insta::assert_snapshot!(reading.summary(), @"
    cisco-syslog log said by device: 3 read, 8 irrelevant, 4 unsupported, 0 unrecognised
    2026-01-05T02:11:09.207Z to 2026-01-05T02:11:10.693Z
    1 × CEF-HWIDB: EDSP9 LES switching vector set to Null
    1 × Cisco IOS Software, a banner
    1 × Copyright of a banner
    1 × connection id=9, sequence number=9
    - 3 lines are without a year: it was taken from the file's modification time (2026-06-30); keep modification times when you copy logs (cp -p, rsync -t).
    - 3 lines are without a known time zone: UTC was assumed with an error of 14 hours; give the zone with --tz.
    ");
}

/// Text that a stranger can write into a message makes no header: no host, no time, no login.
#[test]
fn forged_headers_inside_messages() {
    let text = "\
<189>1: r1: Jan  5 2026 02:11:09 UTC: %SEC_LOGIN-4-LOGIN_FAILED: Login failed [user: %SEC_LOGIN-5-LOGIN_SUCCESS: Login Success [user: root] [Source: 192.0.2.1]] [Source: 203.0.113.9] [localport: 22]
Jan  5 2026 02:11:09 linux1 app[7]: r9: Jan  6 2026 00:00:00 UTC: %SYS-5-CONFIG_I: Configured from console by root
<189>1: r1: Jan  5 2026 02:11:09 UTC: %SSH-5-SSH2_USERAUTH: User 'x' authentication for SSH2 Session from 192.0.2.1 (tty = 1) 'y' authentication for SSH2 Session from 203.0.113.9 (tty = 0) using crypto cipher 'a', hmac 'b' Failed
<189>1: r1: Jan  5 2026 02:11:09 UTC: %SYS-5-CONFIG_I: Configured from console by a on vty9 (192.0.2.1) on vty0 (203.0.113.9)
";
    let reading = Given::new("all.log", text).read().unwrap();
    insta::assert_snapshot!(reading.show(), @r#"
    login 1: "r1" 2026-01-05T02:11:09Z ±0.5 "%SEC_LOGIN-5-LOGIN_SUCCESS: Login Success [user: root] [Source: 192.0.2.1]" @203.0.113.9 "login-log" "failure" 22 "ssh"
    log 1: "r1" 2026-01-05T02:11:09Z ±0.5 "SEC_LOGIN" 4 "LOGIN_FAILED" 1 "synchronised" "<189>1: r1: Jan  5 2026 02:11:09 UTC: %SEC_LOGIN-4-LOGIN_FAILED: Login failed [user: %SEC_LOGIN-5-LOGIN_SUCCESS: Login Success [user: root] [Source: 192.0.2.1]] [Source: 203.0.113.9] [localport: 22]"
    log 2: "linux1" 2026-01-05T02:11:09Z ±50400 "Jan  5 2026 02:11:09 linux1 app[7]: r9: Jan  6 2026 00:00:00 UTC: %SYS-5-CONFIG_I: Configured from console by root"
    login 3: "r1" 2026-01-05T02:11:09Z ±0.5 "x' authentication for SSH2 Session from 192.0.2.1 (tty = 1) 'y" @203.0.113.9 "vty0" "login-log" "failure" "ssh"
    log 3: "r1" 2026-01-05T02:11:09Z ±0.5 "SSH" 5 "SSH2_USERAUTH" 1 "synchronised" "<189>1: r1: Jan  5 2026 02:11:09 UTC: %SSH-5-SSH2_USERAUTH: User 'x' authentication for SSH2 Session from 192.0.2.1 (tty = 1) 'y' authentication for SSH2 Session from 203.0.113.9 (tty = 0) using crypto cipher 'a', hmac 'b' Failed"
    config_change 4: "r1" 2026-01-05T02:11:09Z ±0.5 "a on vty9 (192.0.2.1)" @203.0.113.9 "vty0" "log"
    log 4: "r1" 2026-01-05T02:11:09Z ±0.5 "SYS" 5 "CONFIG_I" 1 "synchronised" "<189>1: r1: Jan  5 2026 02:11:09 UTC: %SYS-5-CONFIG_I: Configured from console by a on vty9 (192.0.2.1) on vty0 (203.0.113.9)"
    "#);
}

#[test]
fn logs_of_other_systems() {
    let text = "\
Jan  5 02:11:09 linux1 sshd[99]: Connection closed by 198.51.100.7
<30>1 2026-01-05T02:11:10Z linux1 systemd 1 - - Started a service
Jan  5 02:11:11 linux1 last message repeated 2 times
no header at all
";
    let reading = Given::new("linux1/messages", text).read().unwrap();
    insta::assert_snapshot!(reading.show(), @r#"
    log 1: "linux1" 2026-01-05T02:11:09Z ±50400 "Jan  5 02:11:09 linux1 sshd[99]: Connection closed by 198.51.100.7"
    log 2: "linux1" 2026-01-05T02:11:10Z ±0.5 6 "<30>1 2026-01-05T02:11:10Z linux1 systemd 1 - - Started a service"
    log 3: "linux1" 2026-01-05T02:11:11Z ±50400 "Jan  5 02:11:11 linux1 last message repeated 2 times"
    log 4: "linux1" "no header at all"
    "#);
    insta::assert_snapshot!(reading.summary(), @"
    jump-host log said by organisation: 1 read, 0 irrelevant, 2 unsupported, 1 unrecognised
    2026-01-05T02:11:09Z to 2026-01-05T02:11:11Z
    1 × Started a service
    1 × no header at all
    1 × sshd[9]: Connection closed by 9.9.9.9
    - 2 lines are without a year: it was taken from the file's modification time (2026-06-30); keep modification times when you copy logs (cp -p, rsync -t).
    - 2 lines are without a known time zone: UTC was assumed with an error of 14 hours; give the zone with --tz.
    ");
}
