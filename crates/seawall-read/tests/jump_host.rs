//! Lines of jump hosts in, rows out: OpenSSH, sudo, su, the journal.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

mod common;

use common::Given;
use seawall_model::Row;

fn lines(text: &str) -> common::Reading {
    let reading = Given::new("jump1/auth.log", text).read().unwrap();
    assert_eq!(
        reading.coverage.total(),
        text.lines().count() as u64,
        "counts"
    );
    reading
}

/// Everything but the text of the lines.
fn facts(reading: &common::Reading) -> String {
    let rows = reading
        .rows
        .iter()
        .filter(|row| !matches!(row, Row::Log(_)));
    rows.map(|row| common::show(row) + "\n").collect()
}

#[test]
fn a_session() {
    let reading = lines(
        "Mar  3 10:11:12 jump1 sshd[812]: Accepted publickey for ops from 198.51.100.7 port 50001 ssh2: ED25519 SHA256:abcDEF0123456789abcDEF0123456789abcDEF01234\n\
         Mar  3 10:11:12 jump1 sshd[812]: pam_unix(sshd:session): session opened for user ops(uid=1000) by ops(uid=0)\n\
         Mar  3 10:11:13 jump1 systemd-logind[400]: New session 7 of user ops.\n\
         Mar  3 10:12:00 jump1 sudo:      ops : TTY=pts/0 ; PWD=/home/ops ; USER=root ; COMMAND=/usr/bin/ssh -o StrictHostKeyChecking=no -p 2222 admin@192.0.2.1\n\
         Mar  3 10:12:00 jump1 sudo: pam_unix(sudo:session): session opened for user root(uid=0) by ops(uid=1000)\n\
         Mar  3 10:13:00 jump1 sshd[830]: Received disconnect from 198.51.100.7 port 50001:11: disconnected by user\n\
         Mar  3 10:13:00 jump1 sshd[830]: Disconnected from user ops 198.51.100.7 port 50001\n\
         Mar  3 10:13:00 jump1 sshd[812]: pam_unix(sshd:session): session closed for user ops\n",
    );
    insta::assert_snapshot!(reading.show(), @r#"
    login 1: "jump1" 2026-03-03T10:11:12Z ±50400 "ops" @198.51.100.7 "jump-host" "success" "ssh" "812" "SHA256:abcDEF0123456789abcDEF0123456789abcDEF01234"
    log 1: "jump1" 2026-03-03T10:11:12Z ±50400 "Mar  3 10:11:12 jump1 sshd[812]: Accepted publickey for ops from 198.51.100.7 port 50001 ssh2: ED25519 SHA256:abcDEF0123456789abcDEF0123456789abcDEF01234"
    log 2: "jump1" 2026-03-03T10:11:12Z ±50400 "Mar  3 10:11:12 jump1 sshd[812]: pam_unix(sshd:session): session opened for user ops(uid=1000) by ops(uid=0)"
    log 3: "jump1" 2026-03-03T10:11:13Z ±50400 "Mar  3 10:11:13 jump1 systemd-logind[400]: New session 7 of user ops."
    command 4: "jump1" 2026-03-03T10:12:00Z ±50400 "ops" "pts/0" "jump-host" "/usr/bin/ssh -o StrictHostKeyChecking=no -p 2222 admin@192.0.2.1" "ssh" "admin" @192.0.2.1 "192.0.2.1"
    log 4: "jump1" 2026-03-03T10:12:00Z ±50400 "Mar  3 10:12:00 jump1 sudo:      ops : TTY=pts/0 ; PWD=/home/ops ; USER=root ; COMMAND=/usr/bin/ssh -o StrictHostKeyChecking=no -p 2222 admin@192.0.2.1"
    log 5: "jump1" 2026-03-03T10:12:00Z ±50400 "Mar  3 10:12:00 jump1 sudo: pam_unix(sudo:session): session opened for user root(uid=0) by ops(uid=1000)"
    log 6: "jump1" 2026-03-03T10:13:00Z ±50400 "Mar  3 10:13:00 jump1 sshd[830]: Received disconnect from 198.51.100.7 port 50001:11: disconnected by user"
    login 7: "jump1" 2026-03-03T10:13:00Z ±50400 "ops" @198.51.100.7 "jump-host" "logout" "ssh" "812"
    log 7: "jump1" 2026-03-03T10:13:00Z ±50400 "Mar  3 10:13:00 jump1 sshd[830]: Disconnected from user ops 198.51.100.7 port 50001"
    log 8: "jump1" 2026-03-03T10:13:00Z ±50400 "Mar  3 10:13:00 jump1 sshd[812]: pam_unix(sshd:session): session closed for user ops"
    "#);
    insta::assert_snapshot!(reading.summary(), @"
    jump-host log said by organisation: 5 read, 2 irrelevant, 1 unsupported, 0 unrecognised
    2026-03-03T10:11:12Z to 2026-03-03T10:13:00Z
    1 × systemd-logind[9]: New session 9 of user ops.
    - 8 lines are without a year: it was taken from the file's modification time (2026-06-30); keep modification times when you copy logs (cp -p, rsync -t).
    - 8 lines are without a known time zone: UTC was assumed with an error of 14 hours; give the zone with --tz.
    ");
}

/// PAM alone opens a session where `Accepted` is not in the log; without PAM the connection's end
/// closes it.
#[test]
fn halves_of_a_session() {
    let reading = lines(
        "2026-03-03T10:11:12.123456+01:00 jump1 sshd-session[812]: pam_unix(sshd:session): session opened for user ops by (uid=0)\n\
         2026-03-03T10:11:14.000000+01:00 jump1 sshd-session[812]: pam_unix(sshd:session): session closed for user ops\n\
         <86>1 2026-03-03T10:12:00Z jump2 sshd 99 - - Accepted password for eve from 2001:db8::7 port 1024 ssh2\n\
         <86>1 2026-03-03T10:13:00Z jump2 sshd 100 - - Disconnected from user eve 2001:db8::7 port 1024\n\
         Tue 2026-03-03 10:14:00 UTC jump2 sshd[7]: Accepted keyboard-interactive/pam for adam from 198.51.100.9 port 1025 ssh2\n",
    );
    insta::assert_snapshot!(facts(&reading), @r#"
    login 1: "jump1" 2026-03-03T09:11:12.123456Z ±0.0000005 "ops" "jump-host" "success" "ssh" "812"
    login 2: "jump1" 2026-03-03T09:11:14Z ±0.0000005 "ops" "jump-host" "logout" "ssh" "812"
    login 3: "jump2" 2026-03-03T10:12:00Z ±0.5 "eve" @2001:db8::7 "jump-host" "success" "ssh" "99"
    login 4: "jump2" 2026-03-03T10:13:00Z ±0.5 "eve" @2001:db8::7 "jump-host" "logout" "ssh" "99"
    login 5: "jump2" 2026-03-03T10:14:00Z ±0.5 "adam" @198.51.100.9 "jump-host" "success" "ssh" "7"
    "#);
}

#[test]
fn failures() {
    let reading = lines(
        "Mar  3 10:00:01 jump1 sshd[1]: Failed password for root from 203.0.113.5 port 4000 ssh2\n\
         Mar  3 10:00:02 jump1 sshd[2]: Invalid user admin from 203.0.113.5 port 4001\n\
         Mar  3 10:00:02 jump1 sshd[2]: pam_unix(sshd:auth): check pass; user unknown\n\
         Mar  3 10:00:03 jump1 sshd[2]: Failed password for invalid user admin from 203.0.113.5 port 4001 ssh2\n\
         Mar  3 10:00:04 jump1 sshd[2]: Failed password for invalid user admin from 203.0.113.5 port 4001 ssh2\n\
         Mar  3 10:00:05 jump1 sshd[2]: Connection closed by invalid user admin 203.0.113.5 port 4001 [preauth]\n\
         Mar  3 10:00:06 jump1 sshd[3]: Failed publickey for ops from 198.51.100.7 port 4002 ssh2: RSA SHA256:x\n\
         Mar  3 10:00:07 jump1 sshd[4]: Connection closed by authenticating user root 203.0.113.5 port 4003 [preauth]\n\
         Mar  3 10:00:08 jump1 sshd[5]: message repeated 2 times: [ Failed password for root from 203.0.113.5 port 4004 ssh2]\n\
         Mar  3 10:00:09 jump1 sshd[6]: User root from 203.0.113.5 not allowed because not listed in AllowUsers\n\
         Mar  3 10:00:09 jump1 sshd[6]: Failed password for invalid user root from 203.0.113.5 port 4005 ssh2\n\
         Mar  3 10:00:10 jump1 sshd[7]: error: PAM: Authentication failure for ops from 198.51.100.7\n\
         Mar  3 10:00:10 jump1 sshd[7]: Failed keyboard-interactive/pam for ops from 198.51.100.7 port 4006 ssh2\n\
         Mar  3 10:00:11 jump1 sshd[8]: Failed password for invalid user Xk29pLmq77Zw from 198.51.100.7 port 4007 ssh2\n\
         Mar  3 10:00:12 jump1 sshd[9]: Invalid user  from 203.0.113.6 port 4008\n\
         Mar  3 10:00:13 jump1 sshd[9]: something new\n",
    );
    insta::assert_snapshot!(facts(&reading), @r#"
    login 1: "jump1" 2026-03-03T10:00:01Z ±50400 "root" @203.0.113.5 "jump-host" "failure" "ssh" "1"
    login 2: "jump1" 2026-03-03T10:00:02Z ±50400 "admin" @203.0.113.5 "jump-host" "failure" "ssh" "2"
    login 5: "jump1" 2026-03-03T10:00:04Z ±50400 "admin" @203.0.113.5 "jump-host" "failure" "ssh" "2"
    login 8: "jump1" 2026-03-03T10:00:07Z ±50400 "root" @203.0.113.5 "jump-host" "failure" "ssh" "4"
    login 9: "jump1" 2026-03-03T10:00:08Z ±50400 "root" @203.0.113.5 "jump-host" "failure" "ssh" "5"
    login 9: "jump1" 2026-03-03T10:00:08Z ±50400 "root" @203.0.113.5 "jump-host" "failure" "ssh" "5"
    login 10: "jump1" 2026-03-03T10:00:09Z ±50400 "root" @203.0.113.5 "jump-host" "failure" "ssh" "6"
    login 12: "jump1" 2026-03-03T10:00:10Z ±50400 "ops" @198.51.100.7 "jump-host" "failure" "ssh" "7"
    login 14: "jump1" 2026-03-03T10:00:11Z ±50400 "‹secret:0b01686915fc39a84a6acb166a2f7456›" @198.51.100.7 "jump-host" "failure" "ssh" "8"
    login 15: "jump1" 2026-03-03T10:00:12Z ±50400 @203.0.113.6 "jump-host" "failure" "ssh" "9"
    "#);
    insta::assert_snapshot!(reading.summary(), @"
    jump-host log said by organisation: 13 read, 2 irrelevant, 1 unsupported, 0 unrecognised
    2026-03-03T10:00:01Z to 2026-03-03T10:00:13Z
    1 × sshd[9]: something new
    - 16 lines are without a year: it was taken from the file's modification time (2026-06-30); keep modification times when you copy logs (cp -p, rsync -t).
    - 16 lines are without a known time zone: UTC was assumed with an error of 14 hours; give the zone with --tz.
    ");
    // A name that looks like a password typed into the wrong line is kept nowhere.
    assert!(!reading.show().contains("Xk29pLmq77Zw"));
}

/// Whoever knocks writes the name. None of these lets anybody in, and none moves the address.
#[test]
fn forged_names() {
    let reading = lines(
        "Mar  3 10:00:01 jump1 sshd[1]: Failed password for root from 198.51.100.4 port 22 ssh2 from 192.0.2.9 port 1 ssh2\n\
         Mar  3 10:00:02 jump1 sshd[2]: Invalid user x]: Accepted password for root from 198.51.100.7 port 1 ssh2 from 203.0.113.5 port 2\n\
         Mar  3 10:00:03 jump1 sshd[3]: Failed password for invalid user Mar  3 10:00:03 jump1 sshd[4]: Accepted password for root from 198.51.100.7 port 3 ssh2 from 203.0.113.5 port 4 ssh2\n\
         Mar  3 10:00:04 jump1 sshd[5]: Failed password for invalid user x#012Mar  3 10:00:04 jump1 sshd[6]: Accepted password for root from 198.51.100.7 port 5 ssh2 from 203.0.113.5 port 6 ssh2\n\
         Accepted password for root from 198.51.100.7 port 7 ssh2 from 203.0.113.5 port 8 ssh2\n\
         sshd[9]: Accepted password for root from 198.51.100.7 port 7 ssh2\n\
         Mar  3 10:00:06 jump1 sshd[7]: Connection closed by invalid user user root 198.51.100.7 port 9 203.0.113.5 port 10 [preauth]\n\
         Mar  3 10:00:07 jump1 sshd[8]: Connection closed by invalid user \u{1b}[2J\u{202e} 203.0.113.5 port 11 [preauth]\n\
         Mar  3 10:00:08 jump1 logger: sshd[8]: Accepted password for root from 198.51.100.7 port 7 ssh2\n",
    );
    insta::assert_snapshot!(facts(&reading), @r#"
    login 1: "jump1" 2026-03-03T10:00:01Z ±50400 "root from 198.51.100.4 port 22 ssh2" @192.0.2.9 "jump-host" "failure" "ssh" "1"
    login 2: "jump1" 2026-03-03T10:00:02Z ±50400 "x]: Accepted password ‹secret:a3eedd1fd11365ac5fbb6e7025385f3c›" @203.0.113.5 "jump-host" "failure" "ssh" "2"
    login 3: "jump1" 2026-03-03T10:00:03Z ±50400 "Mar  3 10:00:03 jump1 sshd[4]: Accepted password ‹secret:ec15b97ffd62272143ed8efce9e280b0›" @203.0.113.5 "jump-host" "failure" "ssh" "3"
    login 4: "jump1" 2026-03-03T10:00:04Z ±50400 "x#012Mar  3 10:00:04 jump1 sshd[6]: Accepted password ‹secret:810d3726bb32e9572e3d7339ee5d8896›" @203.0.113.5 "jump-host" "failure" "ssh" "5"
    login 7: "jump1" 2026-03-03T10:00:06Z ±50400 "user root 198.51.100.7 port 9" @203.0.113.5 "jump-host" "failure" "ssh" "7"
    login 8: "jump1" 2026-03-03T10:00:07Z ±50400 "\u{1b}[2J\u{202e}" @203.0.113.5 "jump-host" "failure" "ssh" "8"
    "#);
}

#[test]
fn sudo_and_su() {
    let reading = lines(
        "Mar  3 10:00:01 jump1 sudo[50]:      ops : TTY=pts/0 ; PWD=/home/ops ; USER=root ; COMMAND=/usr/bin/sshpass -p hunter2 ssh admin@core1.example.net\n\
         Mar  3 10:00:02 jump1 sudo:      ops : TTY=pts/0 ; PWD=/home/ops ; USER=root ; ENV=A=B ; COMMAND=/usr/bin/telnet -l admin 2001:db8::1\n\
         Mar  3 10:00:03 jump1 sudo:      ops : 3 incorrect password attempts ; TTY=pts/0 ; PWD=/home/ops ; USER=root ; COMMAND=/bin/sh\n\
         Mar  3 10:00:04 jump1 sudo:      eve : user NOT in sudoers ; TTY=pts/1 ; PWD=/ ; USER=root ; COMMAND=/bin/sh\n\
         Mar  3 10:00:05 jump1 sudo:      eve : TTY=pts/1 ; PWD=/tmp/x ; USER=root ; COMMAND=/bin/true ; USER=root ; COMMAND=/usr/bin/ssh 192.0.2.1\n\
         Mar  3 10:00:06 jump1 sudo:      ops : TTY=pts/0 ; PWD=/ ; USER=root ; COMMAND=/usr/sbin/chpasswd password hunter2\n\
         Mar  3 10:00:07 jump1 su[60]: (to root) ops on pts/0\n\
         Mar  3 10:00:08 jump1 su[61]: FAILED SU (to root) eve on pts/1\n\
         Mar  3 10:00:09 jump1 su: BAD SU eve to root on /dev/pts/1\n\
         Mar  3 10:00:10 jump1 su[62]: + /dev/pts/2 ops:root\n",
    );
    insta::assert_snapshot!(facts(&reading), @r#"
    command 1: "jump1" 2026-03-03T10:00:01Z ±50400 "ops" "pts/0" "jump-host" "/usr/bin/sshpass -p ‹secret:326eb4f6783e519f198c32929bd28e66› ssh admin@core1.example.net" "ssh" "admin" "core1.example.net"
    command 2: "jump1" 2026-03-03T10:00:02Z ±50400 "ops" "pts/0" "jump-host" "/usr/bin/telnet -l admin 2001:db8::1" "telnet" "admin" @2001:db8::1 "2001:db8::1"
    login 3: "jump1" 2026-03-03T10:00:03Z ±50400 "ops" "pts/0" "jump-host" "failure" "sudo"
    login 3: "jump1" 2026-03-03T10:00:03Z ±50400 "ops" "pts/0" "jump-host" "failure" "sudo"
    login 3: "jump1" 2026-03-03T10:00:03Z ±50400 "ops" "pts/0" "jump-host" "failure" "sudo"
    command 5: "jump1" 2026-03-03T10:00:05Z ±50400 "eve" "pts/1" "jump-host" "/bin/true ; USER=root ; COMMAND=/usr/bin/ssh 192.0.2.1" "ssh" @192.0.2.1 "192.0.2.1"
    command 6: "jump1" 2026-03-03T10:00:06Z ±50400 "ops" "pts/0" "jump-host" "/usr/sbin/chpasswd ‹secret:6d93298c273e64438306620da2d7d915›"
    command 7: "jump1" 2026-03-03T10:00:07Z ±50400 "ops" "pts/0" "jump-host" "su root"
    login 8: "jump1" 2026-03-03T10:00:08Z ±50400 "root" "pts/1" "jump-host" "failure" "su" "61"
    login 9: "jump1" 2026-03-03T10:00:09Z ±50400 "root" "pts/1" "jump-host" "failure" "su"
    command 10: "jump1" 2026-03-03T10:00:10Z ±50400 "ops" "pts/2" "jump-host" "su root"
    "#);
    insta::assert_snapshot!(reading.summary(), @"
    jump-host log said by organisation: 9 read, 0 irrelevant, 1 unsupported, 0 unrecognised
    2026-03-03T10:00:01Z to 2026-03-03T10:00:10Z
    1 × sudo: eve : user NOT in sudoers ; TTY=pts/9 ; PWD=/ ; USER=root ; COMMAND=/bin/s
    - 10 lines are without a year: it was taken from the file's modification time (2026-06-30); keep modification times when you copy logs (cp -p, rsync -t).
    - 10 lines are without a known time zone: UTC was assumed with an error of 14 hours; give the zone with --tz.
    ");
    assert!(!reading.show().contains("hunter2"));
}

/// A central server's file: the router's lines and the jump host's, each read as what it is, and
/// the login to a router that writes as OpenSSH does is the router's own.
#[test]
fn mixed() {
    let text = "Mar  3 10:00:01 192.0.2.1 55: Mar  3 10:00:01.123 UTC: %SYS-5-CONFIG_I: Configured from console by ops on vty0 (192.0.2.20)\n\
         Mar  3 10:00:02 192.0.2.1 56: Mar  3 10:00:02.123 UTC: %SYS-6-LOGOUT: User ops has exited tty session 2(192.0.2.20)\n\
         Mar  3 10:00:03 jump1 sshd[812]: Accepted password for ops from 198.51.100.7 port 50001 ssh2\n\
         Mar  3 10:00:04 mx1 mgd[5]: UI_LOGIN_EVENT: User 'ops' login, class 'j-super-user' [5], ssh-connection '192.0.2.20 50002 192.0.2.3 22', client-mode 'cli'\n\
         Mar  3 10:00:05 mx1 sshd[6]: Accepted password for ops from 192.0.2.20 port 50002 ssh2\n\
         Mar  3 10:00:06 leaf1 sshd[7]: Accepted password for ops from 192.0.2.20 port 50003 ssh2\n\
         Mar  3 10:00:07 leaf1 Ebra: %LINEPROTO-5-UPDOWN: Line protocol on Interface Ethernet1, changed state to up\n";
    let reading = Given::new("syslog.log", text).read().unwrap();
    insta::assert_snapshot!(facts(&reading), @r#"
    config_change 1: "192.0.2.1" 2026-03-03T10:00:01.123Z ±0.0005 "ops" @192.0.2.20 "vty0" "log"
    login 2: "192.0.2.1" 2026-03-03T10:00:02.123Z ±0.0005 "ops" @192.0.2.20 "tty2" "login-log" "logout"
    login 3: "jump1" 2026-03-03T10:00:03Z ±50400 "ops" @198.51.100.7 "jump-host" "success" "ssh" "812"
    login 5: "mx1" 2026-03-03T10:00:05Z ±50400 "ops" @192.0.2.20 "login-log" "success" "ssh" "6"
    login 6: "leaf1" 2026-03-03T10:00:06Z ±50400 "ops" @192.0.2.20 "login-log" "success" "ssh" "7"
    "#);
    insta::assert_snapshot!(reading.summary(), @"
    cisco-syslog log said by device: 6 read, 0 irrelevant, 1 unsupported, 0 unrecognised
    2026-03-03T10:00:01.123Z to 2026-03-03T10:00:07Z
    1 × mgd[9]: UI_LOGIN_EVENT: User 'ops' login, class 'j-super-user' [9], ssh-connecti
    - 7 lines are without a year: it was taken from the file's modification time (2026-06-30); keep modification times when you copy logs (cp -p, rsync -t).
    - 5 lines are without a known time zone: UTC was assumed with an error of 14 hours; give the zone with --tz.
    ");
}

#[test]
fn journal_as_json() {
    let text = r#"{"__REALTIME_TIMESTAMP":"1772532672123456","_SOURCE_REALTIME_TIMESTAMP":"1772532672123400","_HOSTNAME":"jump1","SYSLOG_IDENTIFIER":"sshd","_PID":"812","_UID":"0","_COMM":"sshd","PRIORITY":"6","MESSAGE":"Accepted publickey for ops from 198.51.100.7 port 50001 ssh2: RSA SHA256:abc"}
{"__REALTIME_TIMESTAMP":"1772532673000000","_HOSTNAME":"jump1","SYSLOG_IDENTIFIER":"sshd","_PID":"900","_UID":"1000","_COMM":"logger","MESSAGE":"Accepted password for root from 203.0.113.5 port 1 ssh2"}
{"__REALTIME_TIMESTAMP":"1772532674000000","_HOSTNAME":"jump1","SYSLOG_IDENTIFIER":"sshd","_PID":"901","MESSAGE":[70,97,105,108,101,100,32,112,97,115,115,119,111,114,100,32,102,111,114,32,105,110,118,97,108,105,100,32,117,115,101,114,32,10,255,32,102,114,111,109,32,50,48,51,46,48,46,49,49,51,46,53,32,112,111,114,116,32,49,32,115,115,104,50]}
{
	"__REALTIME_TIMESTAMP" : "1772532675000000",
	"_HOSTNAME" : "jump1",
	"SYSLOG_IDENTIFIER" : "sudo",
	"_COMM" : "sudo",
	"_UID" : "1000",
	"MESSAGE" : "     ops : TTY=pts/0 ; PWD=/home/ops ; USER=root ; COMMAND=/usr/bin/ssh admin@192.0.2.1"
}
{"__REALTIME_TIMESTAMP":"1772532676000000","_HOSTNAME":"jump1","SYSLOG_IDENTIFIER":"cron","MESSAGE":null}
{"broken": 
"#;
    let reading = Given::new("jump1-journal.json", text).read().unwrap();
    insta::assert_snapshot!(reading.show(), @r#"
    login 1: "jump1" 2026-03-03T10:11:12.1234Z ±0.0000005 "ops" @198.51.100.7 "jump-host" "success" "ssh" "812" "SHA256:abc"
    log 1: "jump1" 2026-03-03T10:11:12.1234Z ±0.0000005 6 "jump1 sshd[812]: Accepted publickey for ops from 198.51.100.7 port 50001 ssh2: RSA SHA256:abc"
    log 2: "jump1" 2026-03-03T10:11:13Z ±0.0000005 "jump1 sshd[900]: Accepted password for root from 203.0.113.5 port 1 ssh2"
    login 3: "jump1" 2026-03-03T10:11:14Z ±0.0000005 "\n�" @203.0.113.5 "jump-host" "failure" "ssh" "901"
    log 3: "jump1" 2026-03-03T10:11:14Z ±0.0000005 "jump1 sshd[901]: Failed password for invalid user \n� from 203.0.113.5 port 1 ssh2"
    command 4: "jump1" 2026-03-03T10:11:15Z ±0.0000005 "ops" "pts/0" "jump-host" "/usr/bin/ssh admin@192.0.2.1" "ssh" "admin" @192.0.2.1 "192.0.2.1"
    log 4: "jump1" 2026-03-03T10:11:15Z ±0.0000005 "jump1 sudo:      ops : TTY=pts/0 ; PWD=/home/ops ; USER=root ; COMMAND=/usr/bin/ssh admin@192.0.2.1"
    log 12: "jump1" 2026-03-03T10:11:16Z ±0.0000005 "jump1 cron: "
    log 13: "jump1" "{\"broken\": "
    "#);
    insta::assert_snapshot!(reading.summary(), @r#"
    systemd-journal log said by organisation: 10 read, 0 irrelevant, 2 unsupported, 1 unrecognised
    2026-03-03T10:11:12.1234Z to 2026-03-03T10:11:16Z
    1 × cron:
    1 × sshd[9]: Accepted password for root from 9.9.9.9 port 9 ssh9
    1 × {"broken":
    "#);
}

#[test]
fn journal_as_export() {
    let text = "__CURSOR=s=1;i=2\n__REALTIME_TIMESTAMP=1772532672123456\n_HOSTNAME=jump1\nSYSLOG_IDENTIFIER=sshd\n_PID=812\n_COMM=sshd\nMESSAGE=Accepted password for ops from 198.51.100.7 port 50001 ssh2\n\n\
         __CURSOR=s=1;i=3\n__REALTIME_TIMESTAMP=1772532673123456\n_HOSTNAME=jump1\nMESSAGE=pam_unix(sshd:session): session closed for user ops\nSYSLOG_IDENTIFIER=sshd\n_PID=812\n_COMM=sshd\n\n\
         __CURSOR=s=1;i=4\n__REALTIME_TIMESTAMP=1772532674123456\n_HOSTNAME=jump1\nSYSLOG_IDENTIFIER=sshd\nMESSAGE\n\u{0}\u{1}binary\n";
    let reading = Given::new("jump1.export", text).read().unwrap();
    insta::assert_snapshot!(reading.show(), @r#"
    login 7: "jump1" 2026-03-03T10:11:12.123456Z ±0.0000005 "ops" @198.51.100.7 "jump-host" "success" "ssh" "812"
    log 7: "jump1" 2026-03-03T10:11:12.123456Z ±0.0000005 "jump1 sshd[812]: Accepted password for ops from 198.51.100.7 port 50001 ssh2"
    login 12: "jump1" 2026-03-03T10:11:13.123456Z ±0.0000005 "ops" @198.51.100.7 "jump-host" "logout" "ssh" "812"
    log 12: "jump1" 2026-03-03T10:11:13.123456Z ±0.0000005 "jump1 sshd[812]: pam_unix(sshd:session): session closed for user ops"
    log 21: "jump1" "MESSAGE"
    log 22: "jump1" "\0\u{1}binary"
    log 17: "jump1" 2026-03-03T10:11:14.123456Z ±0.0000005 "jump1 sshd: "
    "#);
    insta::assert_snapshot!(reading.summary(), @"
    systemd-journal log said by organisation: 14 read, 2 irrelevant, 4 unsupported, 2 unrecognised
    2026-03-03T10:11:12.123456Z to 2026-03-03T10:11:14.123456Z
    1 × MESSAGE
    1 × sshd:
    1 × ��binary
    ");
}

proptest::proptest! {
    /// Whatever somebody types as a name that nobody has: no success, and the address is his own.
    #[test]
    fn no_name_lets_anybody_in(
        name in r"((Accepted password for |root|Mar  3 10:00:00 jump1 sshd\[1\]: | from |198.51.100.7| port 22| ssh2|: |invalid user |user |#012|\[preauth\]|'|\]|pam_unix\(sshd:session\): session opened for user root by )){0,12}",
        form in 0..4_usize,
    ) {
        let line = match form {
            0 => format!("Mar  3 10:00:00 jump1 sshd[1]: Failed password for invalid user {name} from 203.0.113.5 port 9 ssh2\n"),
            1 => format!("Mar  3 10:00:00 jump1 sshd[1]: Invalid user {name} from 203.0.113.5 port 9\n"),
            2 => format!("Mar  3 10:00:00 jump1 sshd[1]: Connection closed by invalid user {name} 203.0.113.5 port 9 [preauth]\n"),
            _ => format!("Mar  3 10:00:00 jump1 sshd[1]: error: PAM: Authentication failure for illegal user {name} from 203.0.113.5\n"),
        };
        let reading = Given::new("auth.log", &line).read_as("jump-host").unwrap();
        let logins: Vec<_> = reading.rows.iter().filter_map(|row| match row {
            Row::Login(login) => Some((login.outcome.as_str(), login.from_address.map(|a| a.to_string()))),
            _ => None,
        }).collect();
        assert_eq!(logins, [("failure", Some("203.0.113.5".to_owned()))], "{line}");
    }
}
