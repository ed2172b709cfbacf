//! Logs and accounting logs of NX-OS in, rows out.

mod common;

use common::Given;

#[test]
fn the_accounting_log() {
    let text = "leaf-1# show accounting log\n\
         Tue Mar  3 10:11:12 2026:type=start:id=203.0.113.5@pts/0:user=ann:cmd=\n\
         Tue Mar  3 10:11:20 2026:type=update:id=203.0.113.5@pts/0:user=ann:cmd=configure terminal (SUCCESS)\n\
         Tue Mar  3 10:11:25 2026:type=update:id=203.0.113.5@pts/0:user=ann:cmd=configure terminal ; line vty (SUCCESS)\n\
         Tue Mar  3 10:11:26 2026:type=update:id=203.0.113.5@pts/0:user=ann:cmd=configure terminal ; line vty ; no access-class ADMINS in (SUCCESS)\n\
         Tue Mar  3 10:11:40 2026:type=update:id=203.0.113.5@pts/0:user=ann:cmd=configure terminal ; username eve password 5 $5$A$secretWord role network-admin (SUCCESS)\n\
         Tue Mar  3 10:11:41 2026:type=update:id=203.0.113.5@pts/0:user=ann:cmd=configure terminal ; username eve password ***** role network-admin (SUCCESS)\n\
         Tue Mar  3 10:12:00 2026:type=update:id=203.0.113.5@pts/0:user=ann:cmd=copy running-config tftp://198.51.100.9/x vrf management (REDIRECT)\n\
         Tue Mar  3 10:12:10 2026:type=update:id=203.0.113.5@pts/0:user=ann:cmd=clear accounting log (SUCCESS)\n\
         Tue Mar  3 10:12:12 2026:type=stop:id=203.0.113.5@pts/0:user=ann:cmd=shell terminated gracefully\n\
         Tue Mar  3 10:13:00 2026:type=update:id=2001:db8::5@pts/1:user=bob:cmd=configure terminal ; interface Tunnel5 ; tunnel destination 198.51.100.7 (FAILURE)\n\
         Tue Mar  3 10:14:00 2026:type=start:id=console0:user=admin:cmd=\n\
         Tue Mar  3 10:14:01 2026:type=update:id=console0:user=admin:cmd=run bash sudo su (SUCCESS)\n\
         Tue Mar  3 10:15:00 2026:type=start:id=vsh.bin.30212:user=root:cmd=\n\
         Tue Mar  3 10:15:01 2026:type=update:id=vsh.bin.30212:user=root:cmd=guestshell destroy (SUCCESS)\n\
         something else\n\
         leaf-1#\n";
    let mut given = Given::new("show accounting log.txt", text);
    given.offset = Some(0);
    let reading = given.read().unwrap();
    insta::assert_snapshot!(reading.show(), @r#"
    log 1: "leaf-1" "accounting-log" "leaf-1# show accounting log"
    login 2: "leaf-1" 2026-03-03T10:11:12Z ±0.5 "ann" @203.0.113.5 "pts/0" "accounting-log" "success" "203.0.113.5@pts/0"
    log 2: "leaf-1" 2026-03-03T10:11:12Z ±0.5 "accounting-log" "Tue Mar  3 10:11:12 2026:type=start:id=203.0.113.5@pts/0:user=ann:cmd="
    command 3: "leaf-1" 2026-03-03T10:11:20Z ±0.5 "ann" @203.0.113.5 "pts/0" "accounting-log" "configure terminal"
    log 3: "leaf-1" 2026-03-03T10:11:20Z ±0.5 "accounting-log" "Tue Mar  3 10:11:20 2026:type=update:id=203.0.113.5@pts/0:user=ann:cmd=configure terminal (SUCCESS)"
    command 4: "leaf-1" 2026-03-03T10:11:25Z ±0.5 "ann" @203.0.113.5 "pts/0" "accounting-log" "line vty"
    log 4: "leaf-1" 2026-03-03T10:11:25Z ±0.5 "accounting-log" "Tue Mar  3 10:11:25 2026:type=update:id=203.0.113.5@pts/0:user=ann:cmd=configure terminal ; line vty (SUCCESS)"
    command 5: "leaf-1" 2026-03-03T10:11:26Z ±0.5 "ann" @203.0.113.5 "pts/0" "accounting-log" "no access-class ADMINS in" true
    log 5: "leaf-1" 2026-03-03T10:11:26Z ±0.5 "accounting-log" "Tue Mar  3 10:11:26 2026:type=update:id=203.0.113.5@pts/0:user=ann:cmd=configure terminal ; line vty ; no access-class ADMINS in (SUCCESS)"
    command 6: "leaf-1" 2026-03-03T10:11:40Z ±0.5 "ann" @203.0.113.5 "pts/0" "accounting-log" "username eve password 5 ‹secret:190544dc1223da915951d2029ac66ede›" ‹fingerprint›
    log 6: "leaf-1" 2026-03-03T10:11:40Z ±0.5 "accounting-log" "Tue Mar  3 10:11:40 2026:type=update:id=203.0.113.5@pts/0:user=ann:cmd=configure terminal ; username eve password 5 ‹secret:190544dc1223da915951d2029ac66ede› (SUCCESS)"
    command 7: "leaf-1" 2026-03-03T10:11:41Z ±0.5 "ann" @203.0.113.5 "pts/0" "accounting-log" "username eve password ‹secret:3340b4f0bf4c501f3b1298740ee7a32a›" ‹fingerprint›
    log 7: "leaf-1" 2026-03-03T10:11:41Z ±0.5 "accounting-log" "Tue Mar  3 10:11:41 2026:type=update:id=203.0.113.5@pts/0:user=ann:cmd=configure terminal ; username eve password ‹secret:3340b4f0bf4c501f3b1298740ee7a32a› (SUCCESS)"
    command 8: "leaf-1" 2026-03-03T10:12:00Z ±0.5 "ann" @203.0.113.5 "pts/0" "accounting-log" "copy running-config tftp://198.51.100.9/x vrf management"
    log 8: "leaf-1" 2026-03-03T10:12:00Z ±0.5 "accounting-log" "Tue Mar  3 10:12:00 2026:type=update:id=203.0.113.5@pts/0:user=ann:cmd=copy running-config tftp://198.51.100.9/x vrf management (REDIRECT)"
    command 9: "leaf-1" 2026-03-03T10:12:10Z ±0.5 "ann" @203.0.113.5 "pts/0" "accounting-log" "clear accounting log"
    log 9: "leaf-1" 2026-03-03T10:12:10Z ±0.5 "accounting-log" "Tue Mar  3 10:12:10 2026:type=update:id=203.0.113.5@pts/0:user=ann:cmd=clear accounting log (SUCCESS)"
    login 10: "leaf-1" 2026-03-03T10:12:12Z ±0.5 "ann" @203.0.113.5 "pts/0" "accounting-log" "logout" "203.0.113.5@pts/0"
    log 10: "leaf-1" 2026-03-03T10:12:12Z ±0.5 "accounting-log" "Tue Mar  3 10:12:12 2026:type=stop:id=203.0.113.5@pts/0:user=ann:cmd=shell terminated gracefully"
    command 11: "leaf-1" 2026-03-03T10:13:00Z ±0.5 "bob" @2001:db8::5 "pts/1" "accounting-log" "configure terminal"
    command 11: "leaf-1" 2026-03-03T10:13:00Z ±0.5 "bob" @2001:db8::5 "pts/1" "accounting-log" "interface Tunnel5"
    command 11: "leaf-1" 2026-03-03T10:13:00Z ±0.5 "bob" @2001:db8::5 "pts/1" "accounting-log" "tunnel destination 198.51.100.7"
    log 11: "leaf-1" 2026-03-03T10:13:00Z ±0.5 "accounting-log" "Tue Mar  3 10:13:00 2026:type=update:id=2001:db8::5@pts/1:user=bob:cmd=configure terminal ; interface Tunnel5 ; tunnel destination 198.51.100.7 (FAILURE)"
    login 12: "leaf-1" 2026-03-03T10:14:00Z ±0.5 "admin" "console0" "accounting-log" "success" "console" "console0"
    log 12: "leaf-1" 2026-03-03T10:14:00Z ±0.5 "accounting-log" "Tue Mar  3 10:14:00 2026:type=start:id=console0:user=admin:cmd="
    command 13: "leaf-1" 2026-03-03T10:14:01Z ±0.5 "admin" "console0" "accounting-log" "run bash sudo su"
    log 13: "leaf-1" 2026-03-03T10:14:01Z ±0.5 "accounting-log" "Tue Mar  3 10:14:01 2026:type=update:id=console0:user=admin:cmd=run bash sudo su (SUCCESS)"
    log 14: "leaf-1" 2026-03-03T10:15:00Z ±0.5 "accounting-log" "Tue Mar  3 10:15:00 2026:type=start:id=vsh.bin.30212:user=root:cmd="
    command 15: "leaf-1" 2026-03-03T10:15:01Z ±0.5 "root" "vsh.bin.30212" "accounting-log" "guestshell destroy"
    log 15: "leaf-1" 2026-03-03T10:15:01Z ±0.5 "accounting-log" "Tue Mar  3 10:15:01 2026:type=update:id=vsh.bin.30212:user=root:cmd=guestshell destroy (SUCCESS)"
    log 16: "leaf-1" "accounting-log" "something else"
    log 17: "leaf-1" "accounting-log" "leaf-1#"
    "#);
    insta::assert_snapshot!(reading.summary(), @"
    nx-os-accounting-log accounting said by device: 13 read, 2 irrelevant, 1 unsupported, 1 unrecognised
    2026-03-03T10:11:12Z to 2026-03-03T10:15:01Z
    1 × Tue Mar 9 9:9:9 9:type=start:id=vsh.bin.9:user=root:cmd=
    1 × something else
    - 14 lines are without a known time zone: UTC+00:00 was assumed, as given; nothing to do.
    ");
}

#[test]
fn a_log() {
    let text = "2026 Mar  3 10:11:12.123 n9k1 %VSHD-5-VSHD_SYSLOG_CONFIG_I: Configured from vty by ann on 203.0.113.5@pts/0\n\
         <189>n9k1: 2026 Mar  3 10:11:13 UTC: %VSHD-5-VSHD_SYSLOG_CONFIG_I: Configured from vty by bob on console0\n\
         <190>n9k1: 2026 Mar  3 10:11:14 UTC: %AAA-6-AAA_ACCOUNTING_MESSAGE: start:203.0.113.5@pts/0:ann:\n\
         <190>n9k1: 2026 Mar  3 10:11:15 UTC: %AAA-6-AAA_ACCOUNTING_MESSAGE: update:203.0.113.5@pts/0:ann:configure terminal ; ip route 198.51.100.0/24 192.0.2.9 (SUCCESS)\n\
         <190>n9k1: 2026 Mar  3 10:11:16 UTC: %AAA-6-AAA_ACCOUNTING_MESSAGE: update:2001:db8::5@pts/1:bob:guestshell enable (SUCCESS)\n\
         <190>n9k1: 2026 Mar  3 10:11:17 UTC: %AAA-6-AAA_ACCOUNTING_MESSAGE: update:console0:admin:configure terminal ; tacacs-server host 192.0.2.49 key 0 secretWord (SUCCESS)\n\
         <190>n9k1: 2026 Mar  3 10:11:18 UTC: %AAA-6-AAA_ACCOUNTING_MESSAGE: stop:203.0.113.5@pts/0:ann:shell terminated gracefully\n\
         <190>n9k1: 2026 Mar  3 10:11:19 UTC: %AAA-6-AAA_ACCOUNTING_MESSAGE: start:vsh.bin.30212:admin:\n\
         2026 Mar  3 10:11:20 n9k1 %VSHD-5-VSHD_SYSLOG_CMD_EXEC: User:ann executed the command:clear logging logfile\n\
         2026 Mar  3 10:11:21 n9k1 %AUTHPRIV-3-SYSTEM_MSG: pam_aaa:Authentication failed from 203.0.113.7 - dcos_sshd[6531]\n\
         2026 Mar  3 10:11:22 n9k1 %DAEMON-3-SYSTEM_MSG: error: PAM: Authentication failure for illegal user from 192.0.2.1 from 203.0.113.7 - dcos_sshd[6526]\n\
         2026 Mar  3 10:11:23 n9k1 %AUTHPRIV-3-SYSTEM_MSG: pam_aaa:Authentication failed for user admin from 203.0.113.8 - login[77]\n\
         2026 Mar  3 10:11:24 n9k1 %AUTHPRIV-6-SYSTEM_MSG: Accepted password for ann from 203.0.113.5 port 50022 ssh2 - dcos_sshd[7001]\n\
         2026 Mar  3 10:11:25 n9k1 %AUTHPRIV-6-SYSTEM_MSG: pam_unix(dcos_sshd:session): session opened for user ann by (uid=0) - dcos_sshd[7001]\n\
         2026 Mar  3 10:11:26 n9k1 %AUTHPRIV-6-SYSTEM_MSG: pam_unix(dcos_sshd:session): session closed for user ann - dcos_sshd[7001]\n\
         2026 Mar  3 10:11:27 n9k1 %AUTHPRIV-5-SYSTEM_MSG:      ann : TTY=pts/0 ; PWD=/ ; USER=root ; COMMAND=/bin/su - - sudo[7100]\n\
         2026 Mar  3 10:11:28 n9k1 %USER-3-SYSTEM_MSG: Failed to open file: No such file or directory - securityd\n";
    let mut given = Given::new("n9k1.log", text);
    given.offset = Some(0);
    let reading = given.read().unwrap();
    insta::assert_snapshot!(reading.show(), @r#"
    config_change 1: "n9k1" 2026-03-03T10:11:12.123Z ±0.0005 "ann" @203.0.113.5 "pts/0" "log"
    log 1: "n9k1" 2026-03-03T10:11:12.123Z ±0.0005 "VSHD" 5 "VSHD_SYSLOG_CONFIG_I" "2026 Mar  3 10:11:12.123 n9k1 %VSHD-5-VSHD_SYSLOG_CONFIG_I: Configured from vty by ann on 203.0.113.5@pts/0"
    config_change 2: "n9k1" 2026-03-03T10:11:13Z ±0.5 "bob" "console0" "log"
    log 2: "n9k1" 2026-03-03T10:11:13Z ±0.5 "VSHD" 5 "VSHD_SYSLOG_CONFIG_I" "synchronised" "<189>n9k1: 2026 Mar  3 10:11:13 UTC: %VSHD-5-VSHD_SYSLOG_CONFIG_I: Configured from vty by bob on console0"
    login 3: "n9k1" 2026-03-03T10:11:14Z ±0.5 "ann" @203.0.113.5 "pts/0" "accounting-log" "success" "203.0.113.5@pts/0"
    log 3: "n9k1" 2026-03-03T10:11:14Z ±0.5 "AAA" 6 "AAA_ACCOUNTING_MESSAGE" "synchronised" "<190>n9k1: 2026 Mar  3 10:11:14 UTC: %AAA-6-AAA_ACCOUNTING_MESSAGE: start:203.0.113.5@pts/0:ann:"
    command 4: "n9k1" 2026-03-03T10:11:15Z ±0.5 "ann" @203.0.113.5 "pts/0" "accounting-log" "configure terminal"
    command 4: "n9k1" 2026-03-03T10:11:15Z ±0.5 "ann" @203.0.113.5 "pts/0" "accounting-log" "ip route 198.51.100.0/24 192.0.2.9"
    log 4: "n9k1" 2026-03-03T10:11:15Z ±0.5 "AAA" 6 "AAA_ACCOUNTING_MESSAGE" "synchronised" "<190>n9k1: 2026 Mar  3 10:11:15 UTC: %AAA-6-AAA_ACCOUNTING_MESSAGE: update:203.0.113.5@pts/0:ann:configure terminal ; ip route 198.51.100.0/24 192.0.2.9 (SUCCESS)"
    command 5: "n9k1" 2026-03-03T10:11:16Z ±0.5 "bob" @2001:db8::5 "pts/1" "accounting-log" "guestshell enable"
    log 5: "n9k1" 2026-03-03T10:11:16Z ±0.5 "AAA" 6 "AAA_ACCOUNTING_MESSAGE" "synchronised" "<190>n9k1: 2026 Mar  3 10:11:16 UTC: %AAA-6-AAA_ACCOUNTING_MESSAGE: update:2001:db8::5@pts/1:bob:guestshell enable (SUCCESS)"
    command 6: "n9k1" 2026-03-03T10:11:17Z ±0.5 "admin" "console0" "accounting-log" "configure terminal"
    command 6: "n9k1" 2026-03-03T10:11:17Z ±0.5 "admin" "console0" "accounting-log" "tacacs-server host 192.0.2.49 key 0 ‹secret:de76355e0f40ee26b3803515bf14d4ae›" ‹fingerprint›
    log 6: "n9k1" 2026-03-03T10:11:17Z ±0.5 "AAA" 6 "AAA_ACCOUNTING_MESSAGE" "synchronised" "<190>n9k1: 2026 Mar  3 10:11:17 UTC: %AAA-6-AAA_ACCOUNTING_MESSAGE: update:console0:admin:configure terminal ; tacacs-server host 192.0.2.49 key 0 ‹secret:de76355e0f40ee26b3803515bf14d4ae› (SUCCESS)"
    login 7: "n9k1" 2026-03-03T10:11:18Z ±0.5 "ann" @203.0.113.5 "pts/0" "accounting-log" "logout" "203.0.113.5@pts/0"
    log 7: "n9k1" 2026-03-03T10:11:18Z ±0.5 "AAA" 6 "AAA_ACCOUNTING_MESSAGE" "synchronised" "<190>n9k1: 2026 Mar  3 10:11:18 UTC: %AAA-6-AAA_ACCOUNTING_MESSAGE: stop:203.0.113.5@pts/0:ann:shell terminated gracefully"
    log 8: "n9k1" 2026-03-03T10:11:19Z ±0.5 "AAA" 6 "AAA_ACCOUNTING_MESSAGE" "synchronised" "<190>n9k1: 2026 Mar  3 10:11:19 UTC: %AAA-6-AAA_ACCOUNTING_MESSAGE: start:vsh.bin.30212:admin:"
    command 9: "n9k1" 2026-03-03T10:11:20Z ±0.5 "ann" "command-log" "clear logging logfile"
    log 9: "n9k1" 2026-03-03T10:11:20Z ±0.5 "VSHD" 5 "VSHD_SYSLOG_CMD_EXEC" "2026 Mar  3 10:11:20 n9k1 %VSHD-5-VSHD_SYSLOG_CMD_EXEC: User:ann executed the command:clear logging logfile"
    log 10: "n9k1" 2026-03-03T10:11:21Z ±0.5 "AUTHPRIV" 3 "SYSTEM_MSG" "2026 Mar  3 10:11:21 n9k1 %AUTHPRIV-3-SYSTEM_MSG: pam_aaa:Authentication failed from 203.0.113.7 - dcos_sshd[6531]"
    login 11: "n9k1" 2026-03-03T10:11:22Z ±0.5 "from 192.0.2.1" @203.0.113.7 "login-log" "failure" "ssh" "6526"
    log 11: "n9k1" 2026-03-03T10:11:22Z ±0.5 "DAEMON" 3 "SYSTEM_MSG" "2026 Mar  3 10:11:22 n9k1 %DAEMON-3-SYSTEM_MSG: error: PAM: Authentication failure for illegal user from 192.0.2.1 from 203.0.113.7 - dcos_sshd[6526]"
    login 12: "n9k1" 2026-03-03T10:11:23Z ±0.5 "admin" @203.0.113.8 "login-log" "failure" "console"
    log 12: "n9k1" 2026-03-03T10:11:23Z ±0.5 "AUTHPRIV" 3 "SYSTEM_MSG" "2026 Mar  3 10:11:23 n9k1 %AUTHPRIV-3-SYSTEM_MSG: pam_aaa:Authentication failed for user admin from 203.0.113.8 - login[77]"
    login 13: "n9k1" 2026-03-03T10:11:24Z ±0.5 "ann" @203.0.113.5 "login-log" "success" "ssh" "7001"
    log 13: "n9k1" 2026-03-03T10:11:24Z ±0.5 "AUTHPRIV" 6 "SYSTEM_MSG" "2026 Mar  3 10:11:24 n9k1 %AUTHPRIV-6-SYSTEM_MSG: Accepted password for ann from 203.0.113.5 port 50022 ssh2 - dcos_sshd[7001]"
    log 14: "n9k1" 2026-03-03T10:11:25Z ±0.5 "AUTHPRIV" 6 "SYSTEM_MSG" "2026 Mar  3 10:11:25 n9k1 %AUTHPRIV-6-SYSTEM_MSG: pam_unix(dcos_sshd:session): session opened for user ann by (uid=0) - dcos_sshd[7001]"
    login 15: "n9k1" 2026-03-03T10:11:26Z ±0.5 "ann" @203.0.113.5 "login-log" "logout" "ssh" "7001"
    log 15: "n9k1" 2026-03-03T10:11:26Z ±0.5 "AUTHPRIV" 6 "SYSTEM_MSG" "2026 Mar  3 10:11:26 n9k1 %AUTHPRIV-6-SYSTEM_MSG: pam_unix(dcos_sshd:session): session closed for user ann - dcos_sshd[7001]"
    command 16: "n9k1" 2026-03-03T10:11:27Z ±0.5 "ann" "pts/0" "host-log" "/bin/su -"
    log 16: "n9k1" 2026-03-03T10:11:27Z ±0.5 "AUTHPRIV" 5 "SYSTEM_MSG" "2026 Mar  3 10:11:27 n9k1 %AUTHPRIV-5-SYSTEM_MSG:      ann : TTY=pts/0 ; PWD=/ ; USER=root ; COMMAND=/bin/su - - sudo[7100]"
    log 17: "n9k1" 2026-03-03T10:11:28Z ±0.5 "USER" 3 "SYSTEM_MSG" "2026 Mar  3 10:11:28 n9k1 %USER-3-SYSTEM_MSG: Failed to open file: No such file or directory - securityd"
    "#);
    insta::assert_snapshot!(reading.summary(), @"
    cisco-syslog log said by device: 16 read, 0 irrelevant, 1 unsupported, 0 unrecognised
    2026-03-03T10:11:12.123Z to 2026-03-03T10:11:28Z
    1 × %AAA-9-AAA_ACCOUNTING_MESSAGE: start:vsh.bin.9:admin:
    - 10 lines are without a known time zone: UTC+00:00 was assumed, as given; nothing to do.
    ");
}
