//! Configurations and show output: raw text in, rows out.
#![allow(clippy::unwrap_used, reason = "a test")]

mod common;

use common::{Outcome, read, read_as_ios, table};
use insta::assert_snapshot;
use seawall_model::{Row, Sure};

const EDGE: &str = include_str!("samples/edge-1.cfg");

/// Rows with masks shortened, so that a test reads like the screen.
fn shown(outcome: &Outcome, tables: &[&str]) -> String {
    let mut out = String::new();
    for name in tables {
        let rows = table(&outcome.rows, name);
        let mut rest = rows.as_str();
        out.push_str(&format!("{name}\n"));
        while let Some((before, after)) = rest.split_once("‹secret:") {
            out.push_str(before);
            out.push_str("‹»");
            rest = after.split_once('›').map_or("", |(_, rest)| rest);
        }
        out.push_str(rest);
    }
    out
}

/// What the reader says of the file as a whole.
fn summary(outcome: &Outcome) -> String {
    let coverage = &outcome.coverage;
    let mut out = format!(
        "{} {} {} complete={} collected={}\nread {} irrelevant {} unsupported {} unrecognised {}\n",
        outcome.reader,
        coverage.platform.as_deref().unwrap_or("-"),
        coverage.device.as_deref().unwrap_or("-"),
        coverage.complete,
        coverage
            .collected
            .map_or("-".to_owned(), |time| time.0.to_string()),
        coverage.read,
        coverage.irrelevant,
        coverage.unsupported,
        coverage.unrecognised,
    );
    for note in &coverage.notes {
        out.push_str(note);
        out.push('\n');
    }
    out
}

#[test]
fn an_ios_xe_configuration_as_a_whole() {
    let outcome = read("edge-1.cfg", EDGE).unwrap();
    assert_eq!(outcome.sure, Sure::Certain);
    assert_eq!(outcome.coverage.total(), outcome.lines as u64);
    assert_snapshot!(summary(&outcome), @"
    ios-configuration cisco-ios-xe edge-1 complete=true collected=1724139600000000
    read 110 irrelevant 62 unsupported 1 unrecognised 0
    When it was collected is not written in it; the time of its last change or saving is taken instead: keep the date in the file's name or in the archive.
    ");
    assert_snapshot!(shown(&outcome, &["device", "device_name", "config_change"]), @"
    device
    cisco-ios-xe | 17.9.4a | C8000V | 9ABCDEFGHIJ | bootflash:packages.conf | - | - | @0
    device_name
    hostname | edge-1 | - | - | @15
    full-name | edge-1.example.net | - | - | @43
    serial | 9ABCDEFGHIJ | - | - | @0
    file-name | edge-1 | - | - | @0
    interface-address | - | 10.10.12.1 | - | @59
    interface-address | - | 192.0.2.1 | - | @70
    interface-address | - | 192.0.2.2 | - | @71
    interface-address | - | 2001:db8::1 | - | @73
    interface-address | - | 198.51.100.1 | MGMT | @78
    config_change
    1724139460 | 0.5 | ann | - | - | configuration-header | - | @8
    ");
}

#[test]
fn who_may_come_in() {
    let outcome = read("edge-1.cfg", EDGE).unwrap();
    assert_snapshot!(shown(&outcome, &["device_user", "device_key", "device_line", "device_aaa_server", "device_aaa_method", "device_snmp"]), @"
    device_user
    ann | 15 | 9 | 1e47 | - | @46
    bob | 7 | 7 | 55cb | - | @47
    eve | 15 | - | - | copy running-config ftp://u:‹»@192.0.2.9/c | @49
    device_key
    ann | ssh-key-hash | ‹» | @143
    device_line
    con 0 | - | - | - | 0 | - | - | - | @163
    vty 0 4 | ssh | - | 20 | 600 | 1 | 15 | 55cb | @165
    device_aaa_server
    tacacs | - | 192.0.2.49 | - | 4949 | T | MGMT | 7 | 55cb | @30
    tacacs | T1 | 192.0.2.50 | - | - | - | - | 6 | c607 | @137
    device_aaa_method
    authentication | login | - | default | - | group:T local | @33
    accounting | commands | 15 | default | start-stop | group:T | @34
    accounting | exec | - | default | start-stop | group:tacacs+ group:T | @35
    device_snmp
    community | - | e2db | true | read-only | - | - | 20 | @113
    community | - | 326e | false | read-write | - | - | - | @114
    group | V | - | false | - | 3 | priv | 20 | @115
    user | mon | 326e | false | - | 3 | priv | - | @116
    ");
}

#[test]
fn what_is_filtered() {
    let outcome = read("edge-1.cfg", EDGE).unwrap();
    assert_snapshot!(shown(&outcome, &["device_acl_entry", "device_acl_use"]), @"
    device_acl_entry
    20 | 10 | permit | - | 198.51.100.7 | 32 | 198.51.100.7 | - | - | - | false | @101
    20 | 20 | permit | - | 10.0.0.0 | 8 | 10.0.0.0 0.255.255.255 | - | - | - | false | @102
    EDGE | - | permit | tcp | - | - | any | 192.0.2.1 | 32 | host 192.0.2.1 | true | @104
    EDGE | - | deny | ip | - | - | any | - | - | any | false | @105
    50 | - | permit | - | 203.0.113.0 | 24 | 203.0.113.0 0.0.0.255 | - | - | - | false | @106
    SIX | 10 | permit | tcp | 2001:db8:: | 32 | 2001:db8::/32 | - | - | any | false | @109
    device_acl_use
    EDGE | interface | GigabitEthernet1 | in | @72
    20 | http | - | in | @93
    20 | snmp | - | - | @113
    20 | snmp | V | - | @115
    20 | vty | vty 0 4 | in | @166
    ");
}

#[test]
fn where_traffic_and_copies_go() {
    let outcome = read("edge-1.cfg", EDGE).unwrap();
    assert_snapshot!(shown(&outcome, &["device_interface", "device_tunnel", "device_route", "device_peer", "device_receiver"]), @"
    device_interface
    Tunnel5 | uplink pw ‹» | 10.10.12.1 | 24 | - | true | - | - | @59
    Tunnel6 | - | - | - | - | true | - | - | @63
    GigabitEthernet1 | - | 192.0.2.1 | 24 | - | true | EDGE | - | @70
    GigabitEthernet1 | - | 192.0.2.2 | 24 | - | true | EDGE | - | @71
    GigabitEthernet1 | - | 2001:db8::1 | 64 | - | true | EDGE | - | @73
    GigabitEthernet2 | - | 198.51.100.1 | 30 | MGMT | false | - | - | @78
    device_tunnel
    Tunnel5 | gre ip | true | GigabitEthernet1 | - | 203.0.113.7 | - | 10.10.12.1 | 24 | - | - | @57
    Tunnel6 | gre multipoint | false | - | 192.0.2.1 | - | - | - | - | MGMT | P | @63
    device_route
    0.0.0.0 | 0 | 192.0.2.254 | - | - | @96
    10.0.0.0 | 8 | 10.10.12.2 | Tunnel5 | MGMT | @97
    2001:db8:1:: | 48 | 2001:db8::2 | - | - | @98
    device_peer
    bgp | 192.0.2.77 | 64501 | transit | - | @86
    bgp | 192.0.2.78 | 64502 | - | 326e | @88
    device_receiver
    archive | 192.0.2.9 | - | - | - | - | ftp://backup:‹»@192.0.2.9/$h | @55
    syslog | 192.0.2.3 | - | 5514 | MGMT | - | - | @111
    syslog | 192.0.2.4 | - | - | - | - | - | @112
    snmp-trap | 192.0.2.5 | - | - | - | - | - | @117
    mirror | - | - | - | - | 1 | Gi3 | @120
    mirror | 203.0.113.9 | - | - | - | 2 | - | @125
    flow-export | 192.0.2.6 | - | 2055 | MGMT | F | - | @128
    ntp | 192.0.2.123 | - | - | MGMT | - | - | @156
    boot | 192.0.2.9 | - | - | - | - | tftp image.bin 192.0.2.9 | @18
    dns | 192.0.2.53 | - | - | MGMT | - | - | @42
    dns | 2001:db8::53 | - | - | MGMT | - | - | @42
    ");
}

#[test]
fn what_runs() {
    let outcome = read("edge-1.cfg", EDGE).unwrap();
    assert_snapshot!(shown(&outcome, &["device_service", "device_container", "device_script"]), @r#"
    device_service
    log-timestamps | true | - | - | - | - | false | @12
    password-encryption | true | - | - | - | - | false | @13
    aaa-new-model | true | - | - | - | - | false | @28
    login-success-log | true | - | - | - | - | false | @44
    config-logger | true | - | - | - | - | false | @53
    config-logger-notify | true | - | - | - | - | false | @54
    http-server | true | 18080 | - | 20 | - | false | @92
    https-server | false | - | - | 20 | - | false | @94
    ssh-server | true | 22422 | - | - | - | false | @95
    tftp-server | true | - | - | - | - | false | @118
    iox | true | - | - | - | - | false | @135
    login-failure-log | false | - | - | - | - | true | @0
    logging | true | - | - | - | - | true | @0
    aes-encryption | false | - | - | - | - | true | @0
    source-routing | true | - | - | - | - | true | @0
    scp-server | false | - | - | - | - | true | @0
    cdp | true | - | - | - | - | true | @0
    lldp | false | - | - | - | - | true | @0
    device_container
    guestshell | guestshell | true | - | - | @132
    device_script
    eem | CATCHALL | event cli pattern ".*" sync no skip no | syslog msg "$_cli_msg" | @147
    eem | CATCHALL | event cli pattern ".*" sync no skip no | cli command "enable" | @148
    eem | CATCHALL | event cli pattern ".*" sync no skip no | cli command "‹»" | @149
    eem | CATCHALL | event cli pattern ".*" sync no skip no | cli command "username x secret ‹»" | @150
    kron | SAVE | at 3:00 recurring | copy running-config tftp://192.0.2.9/x | @152
    alias | up | exec | copy scp://u:‹»@192.0.2.9/x flash: | @155
    "#);
}

#[test]
fn every_line_is_kept_with_the_blocks_it_stands_in() {
    let text = "hostname r1\narchive\n log config\n  logging enable\n! note\n\nbanner motd #\n hostname x\n#\ncrypto pki certificate chain C\n certificate 01\n  30820330 30820218\n  \tquit\nline vty 0 4\n password 7 0822455D0A16\n";
    let outcome = read_as_ios("r1.cfg", text);
    assert_snapshot!(shown(&outcome, &["config_line"]), @"
    config_line
     | hostname r1 | @1
     | archive | @2
    archive | log config | @3
    archive > log config | logging enable | @4
     | ! note | @5
     |  | @6
     | banner motd # | @7
    banner motd # | hostname x | @8
    banner motd # | # | @9
     | crypto pki certificate chain C | @10
    crypto pki certificate chain C | certificate 01 | @11
    crypto pki certificate chain C > certificate 01 | 30820330 30820218 | @12
    crypto pki certificate chain C > certificate 01 > 30820330 30820218 | quit | @13
     | line vty 0 4 | @14
    line vty 0 4 | password 7 ‹» | @15
    ");
}

#[test]
fn a_switch_has_smart_install_unless_a_line_says_no() {
    let service = |text: &str| {
        let outcome = read_as_ios("s1.cfg", text);
        let rows = table(&outcome.rows, "device_service");
        let found = rows.lines().find(|line| line.starts_with("smart-install"));
        found.unwrap_or("none").to_owned()
    };
    let switch = "version 15.2\nhostname s1\nspanning-tree mode pvst\n";
    assert_snapshot!(service(&format!("{switch}end\n")), @"smart-install | true | 4786 | - | - | - | true | @0");
    assert_snapshot!(service(&format!("{switch}no vstack\nend\n")), @"smart-install | false | - | - | - | - | false | @4");
    assert_snapshot!(service("version 15.2\nhostname r1\nend\n"), @"none");
    // What an incomplete configuration does not say is not known.
    assert_snapshot!(service(switch), @"none");
    // Later IOS XE has no Smart Install.
    assert_snapshot!(service("version 17.9\nhostname s1\nspanning-tree mode pvst\nend\n"), @"none");
    assert_snapshot!(service("version 16.3\nhostname s1\nspanning-tree mode pvst\nend\n"), @"smart-install | true | 4786 | - | - | - | true | @0");
}

#[test]
fn incomplete_configurations_say_why_and_what_to_do() {
    let notes = |text: &str| {
        let outcome = read_as_ios("r1.cfg", text);
        assert!(!outcome.coverage.complete);
        outcome.coverage.notes.join("\n")
    };
    assert_snapshot!(notes("version 12.4\nhostname r1\n"), @r#"It does not end with the line "end": take it again, whole."#);
    assert_snapshot!(notes("version 12.4\nhostname r1\nbanner motd #\nhello\n"), @r#"
    It does not end with the line "end": take it again, whole.
    The text that begins on line 3 does not end: take it again, whole.
    "#);
    assert_snapshot!(notes("version 12.4\n --More-- \u{8}\u{8}\u{8}        \u{8}\u{8}hostname r1\nend\n"), @"A pager's prompt stands in it: take it again after terminal length 0.");
    assert_snapshot!(notes("Current configuration : 5000 bytes\n!\nversion 12.4\nhostname r1\nend\n"), @"Its header announces 5000 bytes and 31 follow: take it again, whole.");
    assert_snapshot!(notes("hostname r1\nend\n"), @r#"
    It has no line "version", so it is a part: take the whole output of show running-config.
    Nothing in it says whether this is IOS or IOS XE, so it is read as IOS: give show version too.
    "#);
}

#[test]
fn carriage_returns_prompts_and_byte_order_marks_do_not_matter() {
    let text = "\u{feff}r1#show running-config\r\nBuilding configuration...\r\n\r\nCurrent configuration : 40 bytes\r\n!\r\nversion 12.4\r\nhostname r1  \r\n!\r\nend\r\n\r\nr1#\r\n";
    let outcome = read("x.txt", text).unwrap();
    assert_snapshot!(summary(&outcome), @"
    ios-configuration cisco-ios r1 complete=true collected=-
    read 2 irrelevant 9 unsupported 0 unrecognised 0
    ");
    assert_snapshot!(shown(&outcome, &["device_name"]), @"
    device_name
    hostname | r1 | - | - | @7
    file-name | x | - | - | @0
    ");
}

#[test]
fn pager_remains_do_not_hide_the_line() {
    let text =
        "version 12.4\n --More-- \u{8}\u{8}\u{8}        \u{8}\u{8}username eve privilege 15\nend\n";
    let outcome = read_as_ios("r1.cfg", text);
    assert_snapshot!(shown(&outcome, &["device_user"]), @"
    device_user
    eve | 15 | - | - | - | @2
    ");
}

#[test]
fn show_version_tells_name_release_image_model_and_serial() {
    let text = "Cisco IOS XE Software, Version 17.09.04a\nCisco IOS Software [Cupertino], C8000V Software (X86_64_LINUX_IOSD-UNIVERSALK9-M), Version 17.9.4a, RELEASE SOFTWARE (fc3)\n\nedge-1 uptime is 3 days, 2 hours\nSystem returned to ROM by reload\nSystem image file is \"bootflash:packages.conf\"\nLast reload reason: reload\n\ncisco C8000V (VXE) processor (revision VXE) with 1/2K bytes of memory.\nProcessor board ID 9ABCDEFGHIJ\nConfiguration register is 0x2102\n";
    let outcome = read("edge-1_show_version.txt", text).unwrap();
    assert_snapshot!(summary(&outcome), @"
    ios-show-version cisco-ios-xe edge-1 complete=true collected=-
    read 8 irrelevant 3 unsupported 0 unrecognised 0
    ");
    assert_snapshot!(shown(&outcome, &["device", "device_name"]), @"
    device
    cisco-ios-xe | 17.9.4a | C8000V | 9ABCDEFGHIJ | bootflash:packages.conf | - | - | @0
    device_name
    hostname | edge-1 | - | - | @0
    file-name | edge-1 | - | - | @0
    serial | 9ABCDEFGHIJ | - | - | @0
    ");
    let old = "Cisco Internetwork Operating System Software\nIOS (tm) C2600 Software (C2600-I-M), Version 12.2(8)T, RELEASE SOFTWARE (fc2)\nr9 uptime is 1 day\nSystem image file is \"flash:c2600.bin\"\ncisco 2621 (MPC860) processor (revision 0x102) with 1K/2K bytes of memory.\nProcessor board ID JAD00000001 (1)\nConfiguration register is 0x2102\n";
    let outcome = read("r9.txt", old).unwrap();
    assert_snapshot!(shown(&outcome, &["device"]), @"
    device
    cisco-ios | 12.2(8)T | 2621 | JAD00000001 | flash:c2600.bin | - | - | @0
    ");
}

#[test]
fn other_platforms_are_recognised_and_not_read() {
    let text = "## Last commit: 2025-01-01 by ann\nsystem {\n    host-name mx1;\n    root-authentication {\n        encrypted-password \"$6$abcdefgh\";\n    }\n}\n";
    let outcome = read("mx1.conf", text).unwrap();
    assert_snapshot!(summary(&outcome), @"
    recognised juniper-junos mx1 complete=false collected=-
    read 0 irrelevant 0 unsupported 7 unrecognised 0
    It is recognised as Juniper Junos, not yet read: look at this device by hand.
    ");
    assert_snapshot!(shown(&outcome, &["device", "device_name", "config_line"]), @"
    device
    juniper-junos | - | - | - | - | - | - | @0
    device_name
    hostname | mx1 | - | - | @3
    file-name | mx1 | - | - | @0
    config_line
    ");
}

#[test]
fn texts_of_nobody_are_taken_by_nobody() {
    for text in [
        "",
        "Dear all,\nthe meeting is at ten.\n",
        "device,platform,version\nr1,cisco-ios,15.2\n",
        "<189>55: Jan  6 10:24:17: %SYS-5-CONFIG_I: Configured from console by ann on vty0 (192.0.2.1)\n",
        "Jan  6 10:24:17\t192.0.2.1\tann\ttty1\t192.0.2.7\tstop\ttask_id=1\tcmd=show version <cr>\n",
        "<?php echo 1;\n",
    ] {
        assert!(read("x", text).is_none(), "{text}");
    }
}

#[test]
fn nothing_is_lost_on_any_cut() {
    // A file may end anywhere; every part of it is still read, and counted.
    for end in (0..EDGE.len()).step_by(97) {
        let Some(text) = EDGE.get(..end) else {
            continue;
        };
        let outcome = read_as_ios("edge-1.cfg", text);
        assert_eq!(outcome.coverage.total(), outcome.lines as u64);
        let lines = outcome
            .rows
            .iter()
            .filter(|row| matches!(row, Row::ConfigLine(_)));
        assert_eq!(lines.count(), outcome.lines);
        assert!(!outcome.coverage.complete);
    }
}
