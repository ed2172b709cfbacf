//! Messages of Cisco ISE in, rows out.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

mod common;

use common::Given;
use seawall_model::Row;

fn lines(text: &str) -> common::Reading {
    let reading = Given::new("aaa/ise1.log", text).read().unwrap();
    assert_eq!(reading.reader, "cisco-ise");
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

/// The text of the lines alone.
fn text(reading: &common::Reading) -> String {
    reading
        .logs()
        .iter()
        .map(|log| format!("{} {}: {}\n", log.origin.place(), log.seen_as, log.text))
        .collect()
}

#[test]
fn accounting() {
    let reading = lines(
        "<181>Mar  3 10:11:12 ise1 CISE_TACACS_Accounting 0000012345 1 0 2026-03-03 10:11:12.123 +00:00 0000098765 3300 NOTICE Tacacs-Accounting: TACACS+ Accounting with Command, ConfigVersionId=36, Device IP Address=192.0.2.1, CmdSet=[ CmdAV=show CmdArgAV=running-config CmdArgAV=<cr> ], RequestLatency=1, NetworkDeviceName=edge-gw-1, Type=Accounting, Privilege-Level=15, Service=Login, User=ops, Port=tty10, Remote-Address=198.51.100.7, Authen-Method=TacacsPlus, AVPair=task_id=1157, AVPair=timezone=GMT, AcctRequest-Flags=Stop, Service-Argument=shell, Response={AcctReply-Status=Success; }\n\
         Mar  3 10:11:13 192.0.2.99 Mar  3 10:11:13 ise1 CISE_TACACS_Accounting: 0000012346 1 0 2026-03-03 11:11:13.123 +01:00 0000098766 3301 NOTICE Tacacs-Accounting: TACACS+ Accounting START, Device IP Address=192.0.2.1, User=ops, Port=tty10, Remote-Address=198.51.100.7, AVPair=task_id=1158, AVPair=service=shell, AcctRequest-Flags=Start\n\
         2026-03-03T10:11:14.000Z ise1 CISE_TACACS_Accounting 0000012347 1 0 2026-03-03 10:11:14.123 +00:00 0000098767 3302 NOTICE Tacacs-Accounting: TACACS+ Accounting STOP, Device IP Address=192.0.2.1, User=ops, Port=tty10, Remote-Address=198.51.100.7, AVPair=task_id=1158, AcctRequest-Flags=Stop,\n\
         <181>1 2026-03-03T10:11:15Z ise1 CISE_TACACS_Accounting - - - 0000012348 1 0 2026-03-03 10:11:15.123 +00:00 0000098768 3300 NOTICE Tacacs-Accounting: TACACS+ Accounting with Command, Device IP Address=192.0.2.1, CmdSet=[ CmdAV=snmp-server CmdArgAV=community CmdArgAV=h1dd3nW0rd CmdArgAV=RW <cr> ], User=EXAMPLE\\\\ops, Port=tty10, Remote-Address=198.51.100.7, AcctRequest-Flags=Stop\n\
         2026-03-03 10:11:16.123 +00:00 0000098769 3300 NOTICE Tacacs-Accounting: TACACS+ Accounting with Command, NetworkDeviceName=edge-gw-2, CmdSet=[ CmdAV=show mac-address-table <cr> ], User=ops, Remote-Address=jump.example.net\n",
    );
    insta::assert_snapshot!(facts(&reading), @r#"
    command 1: "192.0.2.1" 2026-03-03T10:11:12.123Z ±0.0005 "ops" @198.51.100.7 "tty10" "command-accounting" 15 "show running-config" 1157
    login 2: "192.0.2.1" 2026-03-03T10:11:13.123Z ±0.0005 "ops" @198.51.100.7 "tty10" "command-accounting" "success" "1158"
    login 3: "192.0.2.1" 2026-03-03T10:11:14.123Z ±0.0005 "ops" @198.51.100.7 "tty10" "command-accounting" "logout" "1158"
    command 4: "192.0.2.1" 2026-03-03T10:11:15.123Z ±0.0005 "EXAMPLE\\ops" @198.51.100.7 "tty10" "command-accounting" "snmp-server community ‹secret:a1dc0e73231a3dab1ed7c76a3dce9d37›" ‹fingerprint›
    command 5: "edge-gw-2" 2026-03-03T10:11:16.123Z ±0.0005 "ops" "jump.example.net" "command-accounting" "show mac-address-table"
    "#);
    insta::assert_snapshot!(text(&reading), @r"
    1 192.0.2.1: <181>Mar  3 10:11:12 ise1 CISE_TACACS_Accounting 0000012345 1 0 2026-03-03 10:11:12.123 +00:00 0000098765 3300 NOTICE Tacacs-Accounting: TACACS+ Accounting with Command, ConfigVersionId=36, Device IP Address=192.0.2.1, CmdSet=[ CmdAV=show running-config ], RequestLatency=1, NetworkDeviceName=edge-gw-1, Type=Accounting, Privilege-Level=15, Service=Login, User=ops, Port=tty10, Remote-Address=198.51.100.7, Authen-Method=TacacsPlus, AVPair=task_id=1157, AVPair=timezone=GMT, AcctRequest-Flags=Stop, Service-Argument=shell, Response={AcctReply-Status=Success; }
    2 192.0.2.1: Mar  3 10:11:13 192.0.2.99 Mar  3 10:11:13 ise1 CISE_TACACS_Accounting: 0000012346 1 0 2026-03-03 11:11:13.123 +01:00 0000098766 3301 NOTICE Tacacs-Accounting: TACACS+ Accounting START, Device IP Address=192.0.2.1, User=ops, Port=tty10, Remote-Address=198.51.100.7, AVPair=task_id=1158, AVPair=service=shell, AcctRequest-Flags=Start
    3 192.0.2.1: 2026-03-03T10:11:14.000Z ise1 CISE_TACACS_Accounting 0000012347 1 0 2026-03-03 10:11:14.123 +00:00 0000098767 3302 NOTICE Tacacs-Accounting: TACACS+ Accounting STOP, Device IP Address=192.0.2.1, User=ops, Port=tty10, Remote-Address=198.51.100.7, AVPair=task_id=1158, AcctRequest-Flags=Stop,
    4 192.0.2.1: <181>1 2026-03-03T10:11:15Z ise1 CISE_TACACS_Accounting - - - 0000012348 1 0 2026-03-03 10:11:15.123 +00:00 0000098768 3300 NOTICE Tacacs-Accounting: TACACS+ Accounting with Command, Device IP Address=192.0.2.1, CmdSet=[ CmdAV=snmp-server community ‹secret:a1dc0e73231a3dab1ed7c76a3dce9d37› ], User=EXAMPLE\\ops, Port=tty10, Remote-Address=198.51.100.7, AcctRequest-Flags=Stop
    5 edge-gw-2: 2026-03-03 10:11:16.123 +00:00 0000098769 3300 NOTICE Tacacs-Accounting: TACACS+ Accounting with Command, NetworkDeviceName=edge-gw-2, CmdSet=[ CmdAV=show mac-address-table ], User=ops, Remote-Address=jump.example.net
    ");
    insta::assert_snapshot!(reading.summary(), @"
    cisco-ise accounting said by aaa-server: 5 read, 0 irrelevant, 0 unsupported, 0 unrecognised
    2026-03-03T10:11:12.123Z to 2026-03-03T10:11:16.123Z
    ");
    assert!(!reading.show().contains("h1dd3nW0rd"));
}

/// A start and the stop of the same command are one.
#[test]
fn start_and_stop() {
    let line = |flags: &str| {
        format!(
            "<181>Mar  3 10:11:12 ise1 CISE_TACACS_Accounting 0000012345 1 0 2026-03-03 10:11:12.123 +00:00 0000098765 3300 NOTICE Tacacs-Accounting: TACACS+ Accounting with Command, Device IP Address=192.0.2.1, CmdSet=[ CmdAV=show CmdArgAV=clock CmdArgAV=<cr> ], User=ops, Port=tty10, AVPair=task_id=7, AcctRequest-Flags={flags}\n"
        )
    };
    let reading = lines(&format!("{}{}", line("Start"), line("Stop")));
    insta::assert_snapshot!(facts(&reading), @r#"command 1: "192.0.2.1" 2026-03-03T10:11:12.123Z ±0.0005 "ops" "tty10" "command-accounting" "show clock" 7"#);
}

#[test]
fn authentication_and_authorization() {
    let head = "<181>Mar  3 10:11:12 ise1 CISE_";
    let number = "0000012345 1 0 2026-03-03 10:11:12.123 +00:00 0000098765";
    let reading = lines(&format!(
        "{head}Passed_Authentications {number} 5201 NOTICE Passed-Authentication: Authentication succeeded, Device IP Address=192.0.2.1, NetworkDeviceName=edge-gw-1, UserName=ops, Protocol=Tacacs, Type=Authentication, Action=Login, Privilege-Level=1, Authen-Type=ASCII, Service=Login, User=ops, Port=tty2, Remote-Address=198.51.100.7\n\
         {head}Failed_Attempts {number} 5401 NOTICE Failed-Attempt: Authentication failed, Device IP Address=192.0.2.1, UserName=root, Protocol=Tacacs, Type=Authentication, Service=Login, User=root, Remote-Address=203.0.113.5, FailureReason=22056 Subject not found\n\
         {head}Passed_Authentications {number} 5201 NOTICE Passed-Authentication: Authentication succeeded, Device IP Address=192.0.2.1, UserName=ops, Protocol=Tacacs, Service=Enable, User=ops\n\
         {head}Passed_Authentications {number} 5202 NOTICE Device-Administration: Command Authorization succeeded, Device IP Address=192.0.2.1, CmdSet=[ CmdAV=clear CmdArgAV=logging <cr> ], Type=Authorization, UserName=ops, Protocol=Tacacs, Port=tty2, Remote-Address=198.51.100.7\n\
         {head}Failed_Attempts {number} 5407 NOTICE Failed-Attempt: TACACS+ Authorization failed, Device IP Address=192.0.2.1, CmdSet=[ CmdAV=guestshell CmdArgAV=enable <cr> ], UserName=eve, Remote-Address=203.0.113.5\n\
         {head}Passed_Authentications {number} 5203 NOTICE Device-Administration: Session Authorization succeeded, Device IP Address=192.0.2.1, UserName=ops, Protocol=Tacacs\n\
         {head}Passed_Authentications {number} 5200 NOTICE Passed-Authentication: Authentication succeeded, Device IP Address=192.0.2.8, UserName=00-11-22-33-44-55, Protocol=Radius, Service-Type=Call Check, NAS-Port-Type=Ethernet, Calling-Station-ID=00-11-22-33-44-55\n\
         {head}Passed_Authentications {number} 5200 NOTICE Passed-Authentication: Authentication succeeded, Device IP Address=192.0.2.9, UserName=ops, Protocol=Radius, NAS-IP-Address=192.0.2.9, NAS-Port-Type=Virtual, NAS-Port-Id=tty3, Calling-Station-ID=198.51.100.7\n\
         {head}Failed_Attempts {number} 5400 NOTICE Failed-Attempt: Authentication failed, Device IP Address=192.0.2.9, UserName=ops, Protocol=Radius, Service-Type=NAS Prompt, Calling-Station-ID=203.0.113.5\n\
         {head}RADIUS_Accounting {number} 3000 NOTICE Radius-Accounting: RADIUS Accounting start request, Device IP Address=192.0.2.9, UserName=ops, NAS-Port-Type=Virtual, Calling-Station-ID=198.51.100.7, Acct-Status-Type=Start, Acct-Session-Id=0000002A\n\
         {head}RADIUS_Accounting {number} 3001 NOTICE Radius-Accounting: RADIUS Accounting stop request, Device IP Address=192.0.2.9, UserName=ops, NAS-Port-Type=Virtual, Calling-Station-ID=198.51.100.7, Acct-Status-Type=Stop, Acct-Session-Id=0000002A\n\
         {head}Administrative_and_Operational_Audit {number} 51001 NOTICE Administrator-Login: Administrator authentication succeeded, AdminInterface=GUI, AdminIPAddress=198.51.100.7, AdminSession=A1, AdminName=admin, OperationMessageText=Administrator authentication successful\n\
         {head}System_Statistics {number} 70501 NOTICE System-Stats: ISE Counters, ConfigVersionId=1, OperationCounters=Counter=1_LocalEndPointReads:1]\n"
    ));
    insta::assert_snapshot!(facts(&reading), @r#"
    login 1: "192.0.2.1" 2026-03-03T10:11:12.123Z ±0.0005 "ops" @198.51.100.7 "tty2" "aaa-authentication" "success"
    login 2: "192.0.2.1" 2026-03-03T10:11:12.123Z ±0.0005 "root" @203.0.113.5 "aaa-authentication" "failure"
    command 4: "192.0.2.1" 2026-03-03T10:11:12.123Z ±0.0005 "ops" @198.51.100.7 "tty2" "command-authorization" "clear logging"
    login 8: "192.0.2.9" 2026-03-03T10:11:12.123Z ±0.0005 "ops" @198.51.100.7 "tty3" "aaa-authentication" "success"
    login 9: "192.0.2.9" 2026-03-03T10:11:12.123Z ±0.0005 "ops" @203.0.113.5 "aaa-authentication" "failure"
    login 10: "192.0.2.9" 2026-03-03T10:11:12.123Z ±0.0005 "ops" @198.51.100.7 "aaa-authentication" "success" "0000002A"
    login 11: "192.0.2.9" 2026-03-03T10:11:12.123Z ±0.0005 "ops" @198.51.100.7 "aaa-authentication" "logout" "0000002A"
    login 12: "ise1" 2026-03-03T10:11:12.123Z ±0.0005 "admin" @198.51.100.7 "login-log" "success"
    "#);
    insta::assert_snapshot!(reading.summary(), @"
    cisco-ise accounting said by aaa-server: 8 read, 2 irrelevant, 3 unsupported, 0 unrecognised
    2026-03-03T10:11:12.123Z to 2026-03-03T10:11:12.123Z
    1 × CISE_Failed_Attempts 9 9 9 9-9-9 9:9:9.9 +9:9 9 9 NOTICE Failed-Attempt: TACACS+
    1 × CISE_Passed_Authentications 9 9 9 9-9-9 9:9:9.9 +9:9 9 9 NOTICE Device-Administr
    1 × CISE_Passed_Authentications 9 9 9 9-9-9 9:9:9.9 +9:9 9 9 NOTICE Passed-Authentic
    ");
}

const SECOND: &str = "<181>Mar  3 10:11:12 ise1 CISE_TACACS_Accounting 0000000007 3 1 CmdArgAV=community CmdArgAV=h1dd3nW0rd CmdArgAV=RW CmdArgAV=<cr> ], NetworkDeviceName=edge-gw-1, Privilege-Level=15,\n";

/// The three segments of one message. The second begins inside the command.
fn segments() -> [&'static str; 3] {
    [
        "<181>Mar  3 10:11:12 ise1 CISE_TACACS_Accounting 0000000007 3 0 2026-03-03 10:11:12.123 +00:00 0000098765 3300 NOTICE Tacacs-Accounting: TACACS+ Accounting with Command, Device IP Address=192.0.2.1, CmdSet=[ CmdAV=snmp-server \n",
        SECOND,
        "<181>Mar  3 10:11:12 ise1 CISE_TACACS_Accounting 0000000007 3 2 User=ops, Port=tty10, Remote-Address=198.51.100.7, AcctRequest-Flags=Stop,\n",
    ]
}

#[test]
fn segments_in_any_order() {
    let [first, second, third] = segments();
    let other = first
        .replace("0000000007", "0000000008")
        .replace("3 0", "1 0");
    for order in [
        [first, second, third],
        [third, second, first],
        [second, third, first],
        [third, first, second],
    ] {
        let all = format!("{}{other}{}{}", order[0], order[1], order[2]);
        let reading = lines(&all);
        assert!(!reading.show().contains("h1dd3nW0rd"), "{}", text(&reading));
        let commands = reading.commands();
        let whole = commands
            .iter()
            .find(|command| command.command.contains("community"))
            .unwrap();
        let line = all.lines().nth(whole.origin.place() as usize - 1).unwrap();
        assert!(line.contains("CmdSet"), "{line}");
        assert_eq!(whole.account.as_deref(), Some("ops"));
        assert_eq!(whole.seen_as, "192.0.2.1");
        assert_eq!(reading.coverage.read, 4);
    }
    let reading = lines(&segments().concat());
    insta::assert_snapshot!(reading.show(), @r#"
    log 1: "192.0.2.1" 2026-03-03T10:11:12.123Z ±0.0005 "CISE" "TACACS_Accounting" "ise1" "<181>Mar  3 10:11:12 ise1 CISE_TACACS_Accounting 0000000007 3 0 2026-03-03 10:11:12.123 +00:00 0000098765 3300 NOTICE Tacacs-Accounting: TACACS+ Accounting with Command, Device IP Address=192.0.2.1, CmdSet=[ CmdAV=snmp-server ]"
    log 2: "192.0.2.1" 2026-03-03T10:11:12Z ±50400 "CISE" "TACACS_Accounting" "ise1" "<181>Mar  3 10:11:12 ise1 CISE_TACACS_Accounting 0000000007 3 1 ‹secret:36f7537bc120d780b78efcb100653cea›, NetworkDeviceName=edge-gw-1, Privilege-Level=15,"
    log 3: "192.0.2.1" 2026-03-03T10:11:12Z ±50400 "CISE" "TACACS_Accounting" "ise1" "<181>Mar  3 10:11:12 ise1 CISE_TACACS_Accounting 0000000007 3 2 User=ops, Port=tty10, Remote-Address=198.51.100.7, AcctRequest-Flags=Stop,"
    command 1: "192.0.2.1" 2026-03-03T10:11:12.123Z ±0.0005 "ops" @198.51.100.7 "tty10" "command-accounting" 15 "snmp-server community ‹secret:a1dc0e73231a3dab1ed7c76a3dce9d37›" ‹fingerprint›
    "#);
}

#[test]
fn segments_that_are_missing() {
    let [first, second, third] = segments();
    let reading = lines(&format!("{third}{first}"));
    insta::assert_snapshot!(reading.show(), @r#"
    log 1: "ise1" 2026-03-03T10:11:12Z ±50400 "CISE" "TACACS_Accounting" "<181>Mar  3 10:11:12 ise1 CISE_TACACS_Accounting 0000000007 3 2 User=ops, Port=tty10, Remote-Address=198.51.100.7, AcctRequest-Flags=Stop,"
    log 2: "192.0.2.1" 2026-03-03T10:11:12.123Z ±0.0005 "CISE" "TACACS_Accounting" "ise1" "<181>Mar  3 10:11:12 ise1 CISE_TACACS_Accounting 0000000007 3 0 2026-03-03 10:11:12.123 +00:00 0000098765 3300 NOTICE Tacacs-Accounting: TACACS+ Accounting with Command, Device IP Address=192.0.2.1, CmdSet=[ CmdAV=snmp-server ]"
    command 2: "192.0.2.1" 2026-03-03T10:11:12.123Z ±0.0005 "ops" @198.51.100.7 "tty10" "command-accounting" "snmp-server"
    "#);
    insta::assert_snapshot!(reading.summary(), @"
    cisco-ise accounting said by aaa-server: 2 read, 0 irrelevant, 0 unsupported, 0 unrecognised
    2026-03-03T10:11:12Z to 2026-03-03T10:11:12.123Z
    - 1 line is without a year: it was taken from the file's modification time (2026-06-30); keep modification times when you copy logs (cp -p, rsync -t).
    - 1 line is without a known time zone: UTC was assumed with an error of 14 hours; give the zone with --tz.
    - 1 messages lack 1 segments (the first is 0000000007 at line 2, with 2 of 3); what is here of them was used: send the log over TCP, or allow longer messages in the remote logging target.
    ");
    let reading = lines(&format!("{second}{third}"));
    insta::assert_snapshot!(facts(&reading), @"");
    // The number comes round again before the rest has come.
    let again = first.replace("CmdAV=snmp-server", "CmdAV=reload");
    let reading = lines(&format!("{first}{again}"));
    insta::assert_snapshot!(facts(&reading), @r#"
    command 1: "192.0.2.1" 2026-03-03T10:11:12.123Z ±0.0005 "command-accounting" "snmp-server"
    command 2: "192.0.2.1" 2026-03-03T10:11:12.123Z ±0.0005 "command-accounting" "reload"
    "#);
    insta::assert_snapshot!(reading.summary(), @"
    cisco-ise accounting said by aaa-server: 2 read, 0 irrelevant, 0 unsupported, 0 unrecognised
    2026-03-03T10:11:12.123Z to 2026-03-03T10:11:12.123Z
    - 2 messages lack 4 segments (the first is 0000000007 at line 1, with 1 of 3); what is here of them was used: send the log over TCP, or allow longer messages in the remote logging target.
    ");
}

/// What somebody types cannot become an attribute, and what he calls himself cannot become a
/// place.
#[test]
fn forged_attributes() {
    let head = "<181>Mar  3 10:11:12 ise1 CISE_";
    let number = "0000012345 1 0 2026-03-03 10:11:12.123 +00:00 0000098765";
    let reading = lines(&format!(
        "{head}TACACS_Accounting {number} 3300 NOTICE Tacacs-Accounting: TACACS+ Accounting with Command, Device IP Address=192.0.2.1, CmdSet=[ CmdAV=show CmdArgAV=x CmdArgAV=], CmdArgAV=User=admin, Remote-Address=192.0.2.20, CmdArgAV=<cr> ], User=eve, Remote-Address=203.0.113.5\n\
         {head}Failed_Attempts {number} 5401 NOTICE Failed-Attempt: Authentication failed, Device IP Address=192.0.2.1, UserName=x\\, Remote-Address=192.0.2.20, Protocol=Tacacs, User=x, Remote-Address=203.0.113.5\n\
         {head}Failed_Attempts {number} 5401 NOTICE Failed-Attempt: Authentication failed, Device IP Address=192.0.2.1, UserName=x, Remote-Address=192.0.2.20, CmdSet=[ CmdAV=y ], Protocol=Tacacs, User=x, Remote-Address=203.0.113.5\n\
         {head}Failed_Attempts {number} 5401 NOTICE Failed-Attempt: Authentication failed, Device IP Address=192.0.2.1, UserName=CISE_Passed_Authentications 1 1 0 2026-03-03 10:11:12.123 +00:00 1 5201 NOTICE Passed-Authentication: Authentication succeeded, Protocol=Tacacs, Remote-Address=203.0.113.5\n"
    ));
    insta::assert_snapshot!(facts(&reading), @r#"
    command 1: "192.0.2.1" 2026-03-03T10:11:12.123Z ±0.0005 "eve" @203.0.113.5 "command-accounting" "show x ], User=admin, Remote-Address=192.0.2.20,"
    login 2: "192.0.2.1" 2026-03-03T10:11:12.123Z ±0.0005 "x, Remote-Address=192.0.2.20" @203.0.113.5 "aaa-authentication" "failure"
    login 3: "192.0.2.1" 2026-03-03T10:11:12.123Z ±0.0005 "x" "aaa-authentication" "failure"
    login 4: "192.0.2.1" 2026-03-03T10:11:12.123Z ±0.0005 "CISE_Passed_Authentications 1 1 0 2026-03-03 10:11:12.123 +00:00 1 5201 NOTICE Passed-Authentication: Authentication succeeded" @203.0.113.5 "aaa-authentication" "failure"
    "#);
}

proptest::proptest! {
    /// However a message is cut and shuffled, it says the same.
    #[test]
    fn cut_anywhere(cuts in proptest::collection::vec(0..420_usize, 0..6), turn in 0..6_usize) {
        let body = "2026-03-03 10:11:12.123 +00:00 0000098765 3300 NOTICE Tacacs-Accounting: TACACS+ Accounting with Command, Device IP Address=192.0.2.1, CmdSet=[ CmdAV=username CmdArgAV=eve CmdArgAV=privilege CmdArgAV=15 CmdArgAV=secret CmdArgAV=h1dd3nW0rd CmdArgAV=<cr> ], NetworkDeviceName=edge-gw-1, Privilege-Level=15, User=ops, Port=tty10, Remote-Address=198.51.100.7, AcctRequest-Flags=Stop, Service-Argument=shell";
        let mut cuts: Vec<usize> = cuts.into_iter().filter(|cut| *cut < body.len()).collect();
        cuts.extend([0, body.len()]);
        cuts.sort_unstable();
        cuts.dedup();
        let total = cuts.len() - 1;
        let mut parts: Vec<String> = cuts
            .windows(2)
            .enumerate()
            .map(|(index, cut)| format!(
                "<181>Mar  3 10:11:12 ise1 CISE_TACACS_Accounting 0000000007 {total} {index} {}\n",
                &body[cut[0]..cut[1]]
            ))
            .collect();
        parts.rotate_left(turn % total);
        let reading = Given::new("ise1.log", &parts.concat()).read_as("cisco-ise").unwrap();
        let commands = reading.commands();
        assert_eq!(commands.len(), 1, "{}", parts.concat());
        assert!(commands[0].command.starts_with("username eve privilege 15 secret ‹secret:"), "{}", commands[0].command);
        assert_eq!(commands[0].account.as_deref(), Some("ops"));
        assert_eq!(reading.coverage.read, total as u64);
    }
}
