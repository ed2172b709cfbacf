//! What RADIUS servers write, and ISE's reports, in; rows out.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

mod common;

use common::Given;
use seawall_model::Row;

fn read(path: &str, text: &str) -> common::Reading {
    let reading = Given::new(path, text).read().unwrap();
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
fn detail() {
    let text = "Tue Mar  3 10:11:12 2026\n\tUser-Name = \"ops\"\n\tNAS-IP-Address = 192.0.2.1\n\tNAS-Port-Id = \"tty2\"\n\tNAS-Port-Type = Virtual\n\tCalling-Station-Id = \"198.51.100.7\"\n\tAcct-Status-Type = Start\n\tAcct-Session-Id = \"0000002A\"\n\tTimestamp = 1772532672\n\n\
         Tue Mar  3 10:12:12 2026\n\tUser-Name = \"ops\"\n\tNAS-IP-Address = 192.0.2.1\n\tService-Type = NAS-Prompt-User\n\tCalling-Station-Id = \"198.51.100.7\"\n\tAcct-Status-Type = Interim-Update\n\tCisco-AVPair = \"shell:priv-lvl=15\"\n\tCisco-AVPair = \"cmd=snmp-server community h1dd3nW0rd RW <cr>\"\n\tTimestamp = 1772532732\n\n\
         Tue Mar  3 10:13:12 2026\n\tUser-Name = \"ops\"\n\tNAS-IP-Address = 192.0.2.1\n\tNAS-Port-Type = Virtual\n\tCalling-Station-Id = \"198.51.100.7\"\n\tAcct-Status-Type = Stop\n\tAcct-Session-Id = \"0000002A\"\n\tAcct-Delay-Time = 60\n\n\
         Tue Mar  3 10:14:12 2026\n\tPacket-Type = Access-Request\n\tUser-Name = \"eve\"\n\tUser-Password = \"h1dd3nW0rd\"\n\tNAS-IP-Address = 192.0.2.1\n\n\
         Tue Mar  3 10:15:12 2026\n\tUser-Name = \"00-11-22-33-44-55\"\n\tNAS-IP-Address = 192.0.2.8\n\tNAS-Port-Type = Ethernet\n\tCalling-Station-Id = \"00-11-22-33-44-55\"\n\tAcct-Status-Type = Start\n\n\
         something else\n";
    let reading = read("radacct/192.0.2.1/detail-20260303", text);
    insta::assert_snapshot!(reading.show(), @r#"
    login 1: "192.0.2.1" 2026-03-03T10:11:12Z ±0.5 "ops" @198.51.100.7 "tty2" "aaa-authentication" "success" "0000002A"
    log 1: "192.0.2.1" 2026-03-03T10:11:12Z ±0.5 "Tue Mar  3 10:11:12 2026  User-Name = ops  NAS-IP-Address = 192.0.2.1  NAS-Port-Id = tty2  NAS-Port-Type = Virtual  Calling-Station-Id = 198.51.100.7  Acct-Status-Type = Start  Acct-Session-Id = 0000002A  Timestamp = 1772532672"
    command 11: "192.0.2.1" 2026-03-03T10:12:12Z ±0.5 "ops" @198.51.100.7 "command-accounting" 15 "snmp-server community ‹secret:a1dc0e73231a3dab1ed7c76a3dce9d37›" ‹fingerprint›
    log 11: "192.0.2.1" 2026-03-03T10:12:12Z ±0.5 "Tue Mar  3 10:12:12 2026  User-Name = ops  NAS-IP-Address = 192.0.2.1  Service-Type = NAS-Prompt-User  Calling-Station-Id = 198.51.100.7  Acct-Status-Type = Interim-Update  Cisco-AVPair = shell:priv-lvl=15  Cisco-AVPair = cmd=snmp-server community ‹secret:a1dc0e73231a3dab1ed7c76a3dce9d37›  Timestamp = 1772532732"
    login 21: "192.0.2.1" 2026-03-03T10:12:12Z ±50400 "ops" @198.51.100.7 "aaa-authentication" "logout" "0000002A"
    log 21: "192.0.2.1" 2026-03-03T10:12:12Z ±50400 "Tue Mar  3 10:13:12 2026  User-Name = ops  NAS-IP-Address = 192.0.2.1  NAS-Port-Type = Virtual  Calling-Station-Id = 198.51.100.7  Acct-Status-Type = Stop  Acct-Session-Id = 0000002A  Acct-Delay-Time = 60"
    log 30: "192.0.2.1" 2026-03-03T10:14:12Z ±50400 "Tue Mar  3 10:14:12 2026  Packet-Type = Access-Request  User-Name = eve  User-Password = ‹secret:0ab9086745959421f42e1137f6eb630b›  NAS-IP-Address = 192.0.2.1"
    log 36: "192.0.2.8" 2026-03-03T10:15:12Z ±50400 "Tue Mar  3 10:15:12 2026  User-Name = 00-11-22-33-44-55  NAS-IP-Address = 192.0.2.8  NAS-Port-Type = Ethernet  Calling-Station-Id = 00-11-22-33-44-55  Acct-Status-Type = Start"
    log 43: "detail" "something else"
    "#);
    insta::assert_snapshot!(reading.summary(), @"
    radius-detail accounting said by aaa-server: 26 read, 11 irrelevant, 5 unsupported, 1 unrecognised
    2026-03-03T10:11:12Z to 2026-03-03T10:15:12Z
    1 × Access-Request
    1 × something else
    - 3 lines are without a known time zone: UTC was assumed with an error of 14 hours; give the zone with --tz.
    - 2 lines are without a time zone: it was taken from the start times that devices send along, as most records agree; give the zone with --tz if that is wrong.
    ");
    assert!(!reading.show().contains("h1dd3nW0rd"));
}

#[test]
fn server_log() {
    let text = "Tue Mar  3 10:11:12 2026 : Auth: (1) Login OK: [ops] (from client edge-gw-1 port 2 cli 198.51.100.7)\n\
         Tue Mar  3 10:11:13 2026 : Auth: (2) Login incorrect: [root/h1dd3nW0rd] (from client edge-gw-1 port 2 cli 203.0.113.5)\n\
         Tue Mar  3 10:11:14 2026 : Auth: (3) Login incorrect (No Auth-Type found: rejecting the user via Post-Auth-Type = Reject): [x] (from client good port 0 cli 198.51.100.7)] (from client edge-gw-1 port 2 cli 203.0.113.5)\n\
         Tue Mar  3 10:11:15 2026 : Auth: (4) Login OK: [host/pc7.example.net/<via Auth-Type = eap>] (from client wifi port 8 cli 00-11-22-33-44-55 via TLS tunnel)\n\
         Tue Mar  3 10:11:16 2026 : Info: Ready to process requests\n\
         Mar  3 10:11:17 rad1 radiusd[7]: Invalid user (Rejected: User-Name contains whitespace): [x ] (from client edge-gw-2 port 0)\n\
         no line of it\n";
    let reading = read("radius/radius.log", text);
    insta::assert_snapshot!(reading.show(), @r#"
    login 1: "edge-gw-1" 2026-03-03T10:11:12Z ±50400 "ops" @198.51.100.7 "aaa-authentication" "success"
    log 1: "edge-gw-1" 2026-03-03T10:11:12Z ±50400 "Tue Mar  3 10:11:12 2026 : Auth: (1) Login OK: [ops] (from client edge-gw-1 port 2 cli 198.51.100.7)"
    login 2: "edge-gw-1" 2026-03-03T10:11:13Z ±50400 "root" @203.0.113.5 "aaa-authentication" "failure"
    log 2: "edge-gw-1" 2026-03-03T10:11:13Z ±50400 "Tue Mar  3 10:11:13 2026 : Auth: (2) Login incorrect: [root/‹secret:0ab9086745959421f42e1137f6eb630b›] (from client edge-gw-1 port 2 cli 203.0.113.5)"
    login 3: "edge-gw-1" 2026-03-03T10:11:14Z ±50400 "x] (from client good port 0 cli 198.51.100.7)" @203.0.113.5 "aaa-authentication" "failure"
    log 3: "edge-gw-1" 2026-03-03T10:11:14Z ±50400 "Tue Mar  3 10:11:14 2026 : Auth: (3) Login incorrect (No Auth-Type found: rejecting the user via Post-Auth-Type = Reject): [x] (from client good port 0 cli 198.51.100.7)] (from client edge-gw-1 port 2 cli 203.0.113.5)"
    log 4: "wifi" 2026-03-03T10:11:15Z ±50400 "Tue Mar  3 10:11:15 2026 : Auth: (4) Login OK: [host/pc7.example.net/<via Auth-Type = eap>] (from client wifi port 8 cli 00-11-22-33-44-55 via TLS tunnel)"
    log 5: "radius" 2026-03-03T10:11:16Z ±50400 "Tue Mar  3 10:11:16 2026 : Info: Ready to process requests"
    login 6: "edge-gw-2" 2026-03-03T10:11:17Z ±50400 "x " "aaa-authentication" "failure"
    log 6: "edge-gw-2" 2026-03-03T10:11:17Z ±50400 "Mar  3 10:11:17 rad1 radiusd[7]: Invalid user (Rejected: User-Name contains whitespace): [x ] (from client edge-gw-2 port 0)"
    log 7: "radius" "no line of it"
    "#);
    insta::assert_snapshot!(reading.summary(), @"
    freeradius-log accounting said by aaa-server: 4 read, 1 irrelevant, 1 unsupported, 1 unrecognised
    2026-03-03T10:11:12Z to 2026-03-03T10:11:17Z
    1 × Info: Ready to process requests
    1 × no line of it
    - 1 line is without a year: it was taken from the file's modification time (2026-06-30); keep modification times when you copy logs (cp -p, rsync -t).
    - 6 lines are without a known time zone: UTC was assumed with an error of 14 hours; give the zone with --tz.
    ");
    assert!(!reading.show().contains("h1dd3nW0rd"));
}

#[test]
fn accounting_report() {
    let text = "\u{feff}Report Name: TACACS Accounting\nTime Range: last 7 days\n\n\
         Logged Time,Status,Username,Network Device Name,Network Device IP,Port,Remote Address,Privilege Level,Command Set,Acct Request Flags,Task ID,ISE Node\n\
         2026-03-03 10:11:12.123,,ops,edge-gw-1,192.0.2.1,tty2,198.51.100.7,15,[ CmdAV=show CmdArgAV=running-config CmdArgAV=<cr> ],Stop,1157,ise1\n\
         2026-03-03 10:11:13.123 +01:00,,ops,edge-gw-1,192.0.2.1,tty2,198.51.100.7,15,\"username eve secret h1dd3nW0rd, x <cr>\",Stop,1158,ise1\n\
         2026-03-03 10:11:14.123,,ops,edge-gw-1,192.0.2.1,tty2,198.51.100.7,1,,Start,1159,ise1\n\
         03/03/2026 10:11,,ops,edge-gw-1,,tty2,jump.example.net,1,\"show \"\"x\"\"\",Stop,1160,ise1\n";
    let reading = read("exports/report.csv", text);
    insta::assert_snapshot!(reading.show(), @r#"
    command 5: "192.0.2.1" 2026-03-03T10:11:12.123Z ±50400 "ops" @198.51.100.7 "tty2" "command-accounting" 15 "show running-config" 1157
    log 5: "192.0.2.1" 2026-03-03T10:11:12.123Z ±50400 "2026-03-03 10:11:12.123,,ops,edge-gw-1,192.0.2.1,tty2,198.51.100.7,15,show running-config,Stop,1157,ise1"
    command 6: "192.0.2.1" 2026-03-03T09:11:13.123Z ±0.0005 "ops" @198.51.100.7 "tty2" "command-accounting" 15 "username eve secret ‹secret:b9009e1540a7c0cf176e28635fe148d4›" ‹fingerprint› 1158
    log 6: "192.0.2.1" 2026-03-03T09:11:13.123Z ±0.0005 "2026-03-03 10:11:13.123 +01:00,,ops,edge-gw-1,192.0.2.1,tty2,198.51.100.7,15,\"username eve secret ‹secret:b9009e1540a7c0cf176e28635fe148d4›\",Stop,1158,ise1"
    login 7: "192.0.2.1" 2026-03-03T10:11:14.123Z ±50400 "ops" @198.51.100.7 "tty2" "command-accounting" "success" "1159"
    log 7: "192.0.2.1" 2026-03-03T10:11:14.123Z ±50400 "2026-03-03 10:11:14.123,,ops,edge-gw-1,192.0.2.1,tty2,198.51.100.7,1,,Start,1159,ise1"
    command 8: "edge-gw-1" "ops" "jump.example.net" "tty2" "command-accounting" 1 "show \"x\"" 1160
    log 8: "edge-gw-1" "03/03/2026 10:11,,ops,edge-gw-1,,tty2,jump.example.net,1,\"show \"\"x\"\"\",Stop,1160,ise1"
    "#);
    insta::assert_snapshot!(reading.summary(), @"
    cisco-ise-report accounting said by aaa-server: 4 read, 4 irrelevant, 0 unsupported, 0 unrecognised
    2026-03-03T09:11:13.123Z to 2026-03-03T10:11:14.123Z
    - 2 lines are without a known time zone: UTC was assumed with an error of 14 hours; give the zone with --tz.
    - 1 rows are without a time that can be read: export the report with times like 2026-03-03 10:11:12.123.
    ");
    assert!(!reading.show().contains("h1dd3nW0rd"));
}

#[test]
fn authentication_reports() {
    let text = "Logged At;Status;Identity;Network Device;Device IP Address;Remote Address;Failure Reason;Authentication Policy\n\
         2026-03-03 10:11:12.123;Pass;ops;edge-gw-1;192.0.2.1;198.51.100.7;;Default\n\
         2026-03-03 10:11:13.123;Fail;root;edge-gw-1;192.0.2.1;203.0.113.5;22056 Subject not found;Default\n";
    let reading = read("exports/TACACS_Authentication.csv", text);
    insta::assert_snapshot!(facts(&reading), @r#"
    login 2: "192.0.2.1" 2026-03-03T10:11:12.123Z ±50400 "ops" @198.51.100.7 "aaa-authentication" "success"
    login 3: "192.0.2.1" 2026-03-03T10:11:13.123Z ±50400 "root" @203.0.113.5 "aaa-authentication" "failure"
    "#);
    let text = "Logged Time,Type,Status,User Name,Network Device,Command Set,Matched Command Set,Shell Profile\n\
         2026-03-03 10:11:12.123,Authorization,Pass,ops,edge-gw-1,CmdAV=clear CmdArgAV=logging <cr>,PermitAll,\n\
         2026-03-03 10:11:13.123,Authorization,Fail,eve,edge-gw-1,CmdAV=guestshell CmdArgAV=enable <cr>,,\n\
         2026-03-03 10:11:14.123,Authorization,Pass,ops,edge-gw-1,,,Admin\n";
    let reading = read("exports/authorization.csv", text);
    insta::assert_snapshot!(facts(&reading), @r#"command 2: "edge-gw-1" 2026-03-03T10:11:12.123Z ±50400 "ops" "command-authorization" "clear logging""#);
    insta::assert_snapshot!(reading.summary(), @"
    cisco-ise-report accounting said by aaa-server: 1 read, 1 irrelevant, 2 unsupported, 0 unrecognised
    2026-03-03T10:11:12.123Z to 2026-03-03T10:11:14.123Z
    1 × 9-9-9 9:9:9.9,Authorization,Fail,eve,edge-gw-9,guestshell enable,,
    1 × 9-9-9 9:9:9.9,Authorization,Pass,ops,edge-gw-9,,,Admin
    - 3 lines are without a known time zone: UTC was assumed with an error of 14 hours; give the zone with --tz.
    ");
    let text = "Timestamp,Status,Identity,Endpoint ID,Network Device,NAS Port Type,Identity Group,Authorization Policy\n\
         2026-03-03 10:11:12.123,Pass,pc7,00:11:22:33:44:55,switch-7,Ethernet,Workstation,Default\n\
         2026-03-03 10:11:13.123,Pass,ops,198.51.100.7,edge-gw-2,Virtual,,Admins\n";
    let reading = read("exports/RADIUS_Authentications.csv", text);
    insta::assert_snapshot!(facts(&reading), @r#"login 3: "edge-gw-2" 2026-03-03T10:11:13.123Z ±50400 "ops" @198.51.100.7 "aaa-authentication" "success""#);
    insta::assert_snapshot!(reading.summary(), @"
    cisco-ise-report accounting said by aaa-server: 1 read, 2 irrelevant, 0 unsupported, 0 unrecognised
    2026-03-03T10:11:12.123Z to 2026-03-03T10:11:13.123Z
    - 2 lines are without a known time zone: UTC was assumed with an error of 14 hours; give the zone with --tz.
    ");
}
