//! IOS XR: raw text in, rows out.
#![allow(clippy::unwrap_used, clippy::print_stderr, reason = "a test")]

mod common;

use common::{Outcome, everything, key, platforms, read, read_as, table};
use insta::assert_snapshot;
use proptest::prelude::*;
use seawall_device::command;
use seawall_model::{Row, Sure};

const PE: &str = include_str!("samples/pe-1.cfg");

fn read_as_xr(path: &str, text: &str) -> Outcome {
    read_as("ios-xr-configuration", path, text)
}

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
fn a_configuration_as_a_whole() {
    let outcome = read("pe-1.cfg", PE).unwrap();
    assert_eq!(outcome.sure, Sure::Certain);
    assert_eq!(outcome.coverage.total(), outcome.lines as u64);
    assert_snapshot!(summary(&outcome), @"
    ios-xr-configuration cisco-ios-xr pe-1 complete=true collected=1741327212000000
    read 114 irrelevant 115 unsupported 22 unrecognised 1
    ");
    assert_snapshot!(shown(&outcome, &["device", "device_name", "config_change"]), @"
    device
    cisco-ios-xr | 7.5.2 | - | - | - | - | - | @0
    device_name
    hostname | pe-1 | - | - | @7
    full-name | pe-1.example.net | - | - | @15
    file-name | pe-1 | - | - | @0
    interface-address | - | 192.0.2.1 | - | @109
    interface-address | - | 2001:db8::1 | - | @110
    interface-address | - | 10.10.12.1 | - | @114
    interface-address | - | 198.51.100.1 | MGMT | @124
    interface-address | - | 198.51.100.129 | - | @127
    config_change
    1741079411 | 0.5 | ann | - | - | configuration-header | - | @5
    ");
}

#[test]
fn who_may_come_in() {
    let outcome = read("pe-1.cfg", PE).unwrap();
    assert_snapshot!(shown(&outcome, &["device_user", "device_line", "device_aaa_server", "device_aaa_method", "device_snmp"]), @"
    device_user
    ann | 15 | 10 | 8c21 | - | @19
    bob | - | 7 | 55cb | - | @24
    device_line
    console | - | - | CONS | 0 | - | - | - | @58
    default | ssh | ssh telnet | OPS | 600 | - | - | - | @62
    device_aaa_server
    tacacs | - | 192.0.2.49 | - | 4949 | AAA | MGMT | 7 | 55cb | @30
    radius | - | 192.0.2.51 | - | 1812 | RAD | - | 7 | 55cb | @35
    tacacs | - | 192.0.2.50 | - | 49 | - | - | 7 | 55cb | @39
    device_aaa_method
    accounting | exec | - | default | start-stop | group:AAA | @43
    accounting | commands | 15 | default | start-stop | group:AAA none | @44
    authorization | exec | - | default | - | group:AAA local | @45
    authentication | login | - | default | - | group:AAA local | @46
    device_snmp
    community | - | 55cb | false | read-only | - | - | SNMP4 | @71
    community | - | e2db | true | read-write | - | - | OPS | @72
    group | V | - | false | - | 3 | priv | OPS | @73
    user | mon | 55cb | false | - | 3 | priv | - | @74
    ");
}

#[test]
fn what_is_filtered() {
    let outcome = read("pe-1.cfg", PE).unwrap();
    assert_snapshot!(shown(&outcome, &["device_acl_entry", "device_acl_use"]), @"
    device_acl_entry
    OPS | 20 | permit | ipv4 | 10.0.0.0 | 16 | 10.0.0.0 0.0.255.255 | - | - | any | false | @87
    OPS | 30 | permit | tcp | 198.51.100.7 | 32 | host 198.51.100.7 | - | - | any | true | @88
    OPS | 40 | permit | tcp | - | - | net-group JUMP | - | - | any | false | @89
    OPS | 50 | deny | ipv4 | - | - | any | - | - | any | false | @90
    SNMP6 | 10 | permit | ipv6 | 2001:db8:: | 32 | 2001:db8::/32 | - | - | any | false | @93
    management-plane inband interface all SSH | - | permit | SSH | 10.0.0.0 | 8 | 10.0.0.0/8 | - | - | - | false | @211
    management-plane inband interface all SSH | - | permit | SSH | 203.0.113.9 | 32 | 203.0.113.9 | - | - | - | false | @212
    management-plane inband interface all SNMP | - | permit | SNMP | - | - | any | - | - | - | false | @214
    management-plane out-of-band interface MgmtEth0/RSP0/CPU0/0 all | - | permit | all | - | - | any | - | - | - | false | @219
    device_acl_use
    OPS | vty | telnet | in | @14
    CONS | console | console | in | @59
    OPS | vty | default | in | @63
    NONE | vty | default | out | @64
    SNMP4 | snmp | - | - | @71
    SNMP6 | snmp | - | - | @71
    OPS | snmp | - | - | @72
    OPS | snmp | V | - | @73
    OPS | ntp | - | - | @83
    OPS | http | xml-agent | in | @238
    OPS | ssh | MGMT | in | @247
    SNMP6 | ssh | MGMT | in | @247
    EDGE | interface | TenGigE0/0/0/1 | in | @128
    management-plane inband interface all SSH | ssh | inband interface all | in | @210
    management-plane inband interface all SNMP | snmp | inband interface all | in | @214
    management-plane out-of-band interface MgmtEth0/RSP0/CPU0/0 all | vty | out-of-band interface MgmtEth0/RSP0/CPU0/0 | in | @219
    ");
}

#[test]
fn where_traffic_and_copies_go() {
    let outcome = read("pe-1.cfg", PE).unwrap();
    assert_snapshot!(shown(&outcome, &["device_interface", "device_tunnel", "device_route", "device_peer", "device_receiver", "device_capture"]), @"
    device_interface
    Loopback0 | - | 192.0.2.1 | 32 | - | true | - | - | @109
    Loopback0 | - | 2001:db8::1 | 128 | - | true | - | - | @110
    tunnel-ip5 | uplink pw ‹» | 10.10.12.1 | 24 | - | true | - | - | @114
    tunnel-te1 | - | - | - | - | true | - | - | @119
    MgmtEth0/RSP0/CPU0/0 | - | 198.51.100.1 | 24 | MGMT | true | - | - | @124
    TenGigE0/0/0/1 | - | 198.51.100.129 | 25 | - | false | EDGE | - | @127
    TenGigE0/0/0/2.100 | - | - | - | - | true | - | - | @132
    device_tunnel
    tunnel-ip5 | gre ipv4 | true | Loopback0 | - | 203.0.113.7 | - | 10.10.12.1 | 24 | MGMT | - | @112
    device_route
    0.0.0.0 | 0 | 192.0.2.254 | - | - | @148
    203.0.113.0 | 24 | 10.10.12.2 | tunnel-ip5 | - | @149
    10.0.0.0 | 8 | 198.51.100.254 | MgmtEth0/RSP0/CPU0/0 | MGMT | @153
    device_peer
    ospf | 198.51.100.200 | - | - | - | @167
    bgp | 198.51.100.77 | 64501 | transit | 55cb | @176
    bgp | 203.0.113.78 | 64502 | - | e4b8 | @181
    device_receiver
    syslog | 192.0.2.3 | - | - | MGMT | - | - | @10
    dns | 192.0.2.53 | - | - | - | - | - | @16
    dns | 2001:db8::53 | - | - | MGMT | - | - | @17
    snmp-trap | 192.0.2.5 | - | 1162 | - | - | - | @75
    snmp-trap | 192.0.2.6 | - | - | MGMT | - | - | @77
    ntp | 192.0.2.123 | - | - | MGMT | - | - | @81
    ntp | 198.51.100.123 | - | - | - | - | - | @82
    flow-export | 203.0.113.20 | - | 2055 | MGMT | FLOW | - | @100
    mirror | 203.0.113.7 | - | - | - | SPAN | tunnel-ip5 | @102
    telemetry | 203.0.113.30 | - | 57500 | - | DG | - | @200
    archive | 192.0.2.9 | - | - | - | - | ftp://backup:‹»@192.0.2.9/pe-1 | @244
    device_capture
    FILE | TenGigE0/0/0/1 | - | - | - | @105
    ");
}

#[test]
fn what_runs() {
    let outcome = read("pe-1.cfg", PE).unwrap();
    assert_snapshot!(shown(&outcome, &["device_service", "device_container", "device_script"]), @"
    device_service
    log-timestamps | true | - | - | - | - | false | @13
    telnet-server | true | - | default | OPS | - | false | @14
    lawful-intercept | false | - | - | - | - | false | @18
    grpc | true | 57777 | - | - | - | false | @233
    grpc-no-tls | true | - | - | - | - | false | @234
    xml-agent | true | - | - | - | - | false | @236
    netconf | true | - | - | - | - | false | @241
    ssh-server | true | 2222 | - | - | - | false | @246
    ssh-server | true | - | MGMT | OPS | - | false | @247
    netconf | true | - | MGMT | - | - | false | @248
    http-server | false | - | - | - | - | true | @0
    tftp-server | false | - | - | - | - | true | @0
    small-servers | false | - | - | - | - | true | @0
    source-routing | false | - | - | - | - | true | @0
    cdp | false | - | - | - | - | true | @0
    lldp | false | - | - | - | - | true | @0
    logging | true | - | - | - | - | true | @0
    login-success-log | true | - | - | - | - | true | @0
    login-failure-log | true | - | - | - | - | true | @0
    config-logger | false | - | - | - | - | true | @0
    config-logger-notify | false | - | - | - | - | true | @0
    device_container
    agent | app-hosting | true | - | - | @225
    device_script
    tcl | watch.tcl | - | - | @229
    python | sweep.py | exec | - | @230
    alias | up | exec | copy running-config scp://u:‹»@192.0.2.9/x | @231
    ");
}

#[test]
fn programs_and_banners_are_no_commands() {
    let text = "hostname r1\nbanner motd ~\n username eve\n~\nroute-policy P\n# note\nif destination in X then\n  pass\nendif\nend-policy\nvrf A\n ! note\n address-family ipv4 unicast\n!\nend\n";
    let outcome = read_as_xr("r1.cfg", text);
    assert_snapshot!(shown(&outcome, &["device_user", "config_line"]), @"
    device_user
    config_line
     | hostname r1 | @1
     | banner motd ~ | @2
    banner motd ~ | username eve | @3
    banner motd ~ | ~ | @4
     | route-policy P | @5
    route-policy P | # note | @6
    route-policy P | if destination in X then | @7
    route-policy P > if destination in X then | pass | @8
    route-policy P | endif | @9
     | end-policy | @10
     | vrf A | @11
    vrf A | ! note | @12
    vrf A | address-family ipv4 unicast | @13
     | ! | @14
     | end | @15
    ");
}

#[test]
fn the_formal_form_is_read_alike() {
    let text = "!! IOS XR Configuration 7.5.2\n!! Last configuration change at Tue Mar  4 09:10:11 2025 by ann\nhostname r1\nusername ann\nusername ann group root-lr\nusername ann secret 10 $6$abcd1234efgh$notARealHash\nline default\nline default access-class ingress OPS\ninterface tunnel-ip5\ninterface tunnel-ip5 tunnel destination 203.0.113.7\ninterface tunnel-ip5 ipv4 address 10.10.12.1 255.255.255.0\nrouter static\nrouter static address-family ipv4 unicast\nrouter static address-family ipv4 unicast 0.0.0.0/0 192.0.2.254\nssh server v2\nend\n";
    let outcome = read("r1.cfg", text).unwrap();
    assert!(outcome.coverage.complete);
    assert_snapshot!(shown(&outcome, &["device_user", "device_acl_use", "device_tunnel", "device_route", "config_line"]), @"
    device_user
    ann | 15 | 10 | 3ae7 | - | @4
    device_acl_use
    OPS | vty | default | in | @8
    device_tunnel
    tunnel-ip5 | gre ipv4 | true | - | - | 203.0.113.7 | - | 10.10.12.1 | 24 | - | - | @9
    device_route
    0.0.0.0 | 0 | 192.0.2.254 | - | - | @14
    config_line
     | !! IOS XR Configuration 7.5.2 | @1
     | !! Last configuration change at Tue Mar  4 09:10:11 2025 by ann | @2
     | hostname r1 | @3
     | username ann | @4
    username ann | group root-lr | @5
    username ann | secret 10 ‹» | @6
     | line default | @7
    line default | access-class ingress OPS | @8
     | interface tunnel-ip5 | @9
    interface tunnel-ip5 | tunnel destination 203.0.113.7 | @10
    interface tunnel-ip5 | ipv4 address 10.10.12.1 255.255.255.0 | @11
     | router static | @12
    router static | address-family ipv4 unicast | @13
    router static > address-family ipv4 unicast | 0.0.0.0/0 192.0.2.254 | @14
     | ssh server v2 | @15
     | end | @16
    ");
}

#[test]
fn incomplete_configurations_say_why_and_what_to_do() {
    let notes = |text: &str| {
        let outcome = read_as_xr("r1.cfg", text);
        assert!(!outcome.coverage.complete);
        outcome.coverage.notes.join("\n")
    };
    let head = "!! IOS XR Configuration 7.5.2\n";
    assert_snapshot!(notes("hostname r1\nend\n"), @r#"It has no line "!! IOS XR Configuration", so it may be a part: take the whole output of show running-config, with its first lines."#);
    assert_snapshot!(notes(&format!("{head}hostname r1\ninterface Loopback0\n")), @r#"It does not end with the line "end": take it again, whole."#);
    assert_snapshot!(notes(&format!("{head}interface Loopback9\n shutdown\n!\nend\n")), @"It neither says when it was last changed nor names its host, so it may be the changes of one commit: take the whole output of show running-config.");
    assert_snapshot!(notes(&format!("{head}hostname r1\nroute-policy P\n  pass\nend\n")), @"The text that begins on line 3 does not end: take it again, whole.");
    assert_snapshot!(notes(&format!("{head}hostname r1\n --More-- \u{8}\u{8}\u{8}       \u{8}\u{8}end\n")), @"A pager's prompt stands in it: take it again after terminal length 0.");
}

#[test]
fn when_it_was_taken_is_told_by_the_weekday() {
    let collected = |stamp: &str, change: &str| {
        let text = format!(
            "{stamp}\n!! IOS XR Configuration 7.5.2\n!! Last configuration change at {change} by ann\nhostname r1\nend\n"
        );
        let outcome = read_as_xr("r1.cfg", &text);
        let time = outcome.coverage.collected.map(|time| time.0 / 1_000_000);
        format!("{time:?} {}", outcome.coverage.notes.join(" "))
    };
    let change = "Tue Mar  4 09:10:11 2025";
    // Friday, 7 March: of 2025, the first year after the change that it fits.
    assert_snapshot!(collected("Fri Mar  7 06:00:12.345 UTC", change), @"Some(1741327212)");
    // Saturday, 7 March: of 2026.
    assert_snapshot!(collected("Sat Mar  7 06:00:12.345 UTC", change), @"Some(1772863212)");
    assert_snapshot!(collected("Fri Mar  7 06:00:12.345 CEST", change), @"Some(1741327212) The zone of the times in its header is not defined in it: give --tz if it is not UTC.");
    assert_snapshot!(collected("!", change), @"Some(1741079411) When it was collected is not written in it; the time of its last change is taken instead: keep the date in the file's name or in the archive.");
}

#[test]
fn show_version_tells_release_model_and_name() {
    let classic = "Fri Mar  7 06:00:12.345 UTC\n\nCisco IOS XR Software, Version 6.1.4.10I[Default]\nCopyright (c) 2017 by Cisco Systems, Inc.\n\nROM: System Bootstrap, Version 0.75(c) 1994-2012 by Cisco Systems,  Inc.\n\npe-1 uptime is 5 hours, 14 minutes\nSystem image file is \"disk0:asr9k-os-mbi-6.1.4.10I/0x100305/mbiasr9k-rsp3.vm\"\n\ncisco ASR9K Series (Intel 686 F6M14S4) processor with 6291456K bytes of memory.\nIntel 686 F6M14S4 processor at 2134MHz, Revision 2.174\n";
    let outcome = read("pe-1_show_version.txt", classic).unwrap();
    assert_snapshot!(summary(&outcome), @"
    ios-xr-show-version cisco-ios-xr pe-1 complete=true collected=-
    read 4 irrelevant 8 unsupported 0 unrecognised 0
    ");
    assert_snapshot!(shown(&outcome, &["device", "device_name"]), @"
    device
    cisco-ios-xr | 6.1.4.10I | ASR9K Series | - | disk0:asr9k-os-mbi-6.1.4.10I/0x100305/mbiasr9k-rsp3.vm | - | - | @0
    device_name
    hostname | pe-1 | - | - | @0
    file-name | pe-1 | - | - | @0
    ");
    let evolved = "RP/0/RP0/CPU0:pe-2#show version\nCisco IOS XR Software, Version 7.9.2 LNT\nCopyright (c) 2013-2023 by Cisco Systems, Inc.\n\nBuild Information:\n Version      : 7.9.2\n Label        : 7.9.2\n\ncisco 8000 (Intel(R) Xeon(R) CPU D-1530 @ 2.41GHz)\ncisco 8202-32FH-M (Intel(R) Xeon(R) CPU D-1530 @ 2.41GHz) processor with 64GB of memory\npe-2 uptime is 1 week, 1 day\nCisco 8200 2RU 32x400G QSFP56-DD w/IOS XR HBM MACsec\n";
    let outcome = read("x.txt", evolved).unwrap();
    assert_snapshot!(shown(&outcome, &["device", "device_name"]), @"
    device
    cisco-ios-xr | 7.9.2 | 8202-32FH-M | - | - | - | - | @0
    device_name
    hostname | pe-2 | - | - | @0
    file-name | x | - | - | @0
    ");
    let cut =
        "Cisco IOS XR Software, Version 6.6.3\nCopyright (c) 2013-2020 by Cisco Systems, Inc.\n";
    let outcome = read("pe-3/show_version.txt", cut).unwrap();
    assert_snapshot!(summary(&outcome), @r#"
    ios-xr-show-version cisco-ios-xr pe-3 complete=false collected=-
    read 1 irrelevant 1 unsupported 0 unrecognised 0
    It does not reach the line "uptime is": take it again, whole.
    "#);
}

#[test]
fn typed_commands() {
    let mut shown = String::new();
    for line in [
        "commit",
        "commit replace",
        "admin show run",
        "run service sshd_operns start",
        "bash -c tcpdump -i eth0 port 49 -w /misc/disk1/x",
        "run useradd -m cisco",
        "run",
        "show configuration commit changes last 1",
        "show running-config | file tftp://203.0.113.9/pe-1",
        "copy running-config ftp://u:hunter2hunter2@203.0.113.9/pe-1 vrf MGMT",
        "copy harddisk:/x.pcap scp://203.0.113.9/x",
        "load commit changes 1000000012",
        "vrf MGMT",
        "clear logging",
        "monitor-session FILE packet-collection start",
        "monitor-session FILE packet-collection stop write directory harddisk:/ filename x",
        "tunnel destination 203.0.113.7",
        "interface tunnel-ip5 tunnel destination 203.0.113.7",
        "no access-class ingress OPS",
        "line default access-class ingress OPS",
        "router static address-family ipv4 unicast 203.0.113.0/24 192.0.2.9",
        "aaa group server tacacs+ AAA server-private 203.0.113.9 port 49 key 7 13061E010803",
        "username eve group root-lr",
        "secret 10 $6$abcd1234efgh$notARealHash",
        "key-string password 13061E010803",
        "lawful-intercept disable",
        "ssh vrf MGMT 203.0.113.9 username ann",
        "telnet 203.0.113.9",
        "crypto key import authentication rsa username eve harddisk:/id.pub",
        "terminal length 0",
        "exit",
    ] {
        let typed = command::read(&platforms(), Some("cisco-ios-xr"), line, &key());
        let address = typed.address.map(|address| address.to_string());
        let parts = [typed.topic, typed.object, address, typed.target];
        let parts: Vec<String> = parts
            .into_iter()
            .map(|part| part.unwrap_or_else(|| "-".to_owned()))
            .collect();
        shown.push_str(&format!("{} | {}\n", parts.join(" | "), typed.command));
    }
    assert_snapshot!(shown, @"
    commit | - | - | - | commit
    configure-replace | - | - | - | commit replace
    show | - | - | run | admin show run
    host-ssh-server | start | - | - | run service sshd_operns start
    capture-start | - | - | -i eth0 port 49 -w /misc/disk1/x | bash -c tcpdump -i eth0 port 49 -w /misc/disk1/x
    host-account | - | - | -m cisco | run useradd -m cisco
    system-shell | - | - | - | run
    show-configuration | - | - | commit changes last 1 | show configuration commit changes last 1
    copy-out | - | 203.0.113.9 | tftp://203.0.113.9/pe-1 | show running-config | file tftp://203.0.113.9/pe-1
    copy-out | - | 203.0.113.9 | ftp://u:‹secret:e4b867764ab178f1abb3a302e06535e6›@203.0.113.9/pe-1 | copy running-config ftp://u:‹secret:e4b867764ab178f1abb3a302e06535e6›@203.0.113.9/pe-1 vrf MGMT
    copy-out | harddisk:/x.pcap | 203.0.113.9 | scp://203.0.113.9/x | copy harddisk:/x.pcap scp://203.0.113.9/x
    rollback | - | - | changes 1000000012 | load commit changes 1000000012
    vrf | MGMT | - | - | vrf MGMT
    clear-logging | - | - | - | clear logging
    capture-start | FILE | - | - | monitor-session FILE packet-collection start
    capture-export | FILE | - | write directory harddisk:/ filename x | monitor-session FILE packet-collection stop write directory harddisk:/ filename x
    tunnel-destination | - | 203.0.113.7 | - | tunnel destination 203.0.113.7
    tunnel-destination | tunnel-ip5 | 203.0.113.7 | - | interface tunnel-ip5 tunnel destination 203.0.113.7
    access-class | OPS | - | - | no access-class ingress OPS
    access-class | OPS | - | - | line default access-class ingress OPS
    static-route | - | 192.0.2.9 | address-family ipv4 unicast 203.0.113.0/24 192.0.2.9 | router static address-family ipv4 unicast 203.0.113.0/24 192.0.2.9
    aaa-server | AAA | 203.0.113.9 | - | aaa group server tacacs+ AAA server-private 203.0.113.9 port 49 key 7 ‹secret:55cb8e4778fd0709dba5b65cf3e96e13›
    account | eve | - | - | username eve group root-lr
    account | - | - | - | secret 10 ‹secret:3ae7dd639a5d07147c02009aad9ffd41›
    key-chain-secret | - | - | - | key-string password ‹secret:cadcc9a2b13b99b3cb1431055cfe8650›
    lawful-intercept | - | - | - | lawful-intercept disable
    ssh | - | 203.0.113.9 | username ann | ssh vrf MGMT 203.0.113.9 username ann
    telnet | - | 203.0.113.9 | - | telnet 203.0.113.9
    ssh-key | eve | - | harddisk:/id.pub | crypto key import authentication rsa username eve harddisk:/id.pub
    terminal-length | 0 | - | - | terminal length 0
    exit | - | - | - | exit
    ");
}

/// Lines that hold a secret where `{}` stands, with the block they stand in.
const SECRET_LINES: [&str; 28] = [
    "username ann\n secret 10 {}",
    "username ann\n secret 5 {}",
    "username ann\n password 7 {}",
    "username ann\n masked-secret {}",
    "tacacs-server host 192.0.2.1 port 49\n key 7 {}",
    "radius-server host 192.0.2.1 auth-port 1812 acct-port 1813\n key 7 {}",
    "radius-server key 7 {}",
    "aaa group server tacacs+ G\n server-private 192.0.2.1 port 49\n  key 7 {}",
    "aaa server radius dynamic-author\n client 192.0.2.1 vrf default server-key 7 {}",
    "line default\n secret 5 {}",
    "snmp-server community {} RO SystemOwner ACL",
    "snmp-server community encrypted {} RW",
    "snmp-server user u g v3 auth sha encrypted {} priv aes 128 encrypted {} SystemOwner",
    "snmp-server host 192.0.2.1 traps version 2c encrypted {}",
    "snmp-server vrf V\n host 192.0.2.1 traps version 2c clear {}",
    "ntp\n authentication-key 1 md5 encrypted {}",
    "key chain K\n key 1\n  key-string password {}",
    "key chain K\n key 1\n  key-string {}",
    "key chain K macsec\n key 01\n  key-string password {} cryptographic-algorithm aes-256-cmac",
    "router isis 1\n lsp-password hmac-md5 encrypted {} level 2",
    "router isis 1\n interface Gi0/0/0/0\n  hello-password text clear {}",
    "router ospf 1\n area 0\n  authentication-key encrypted {}\n  message-digest-key 1 md5 encrypted {}",
    "router ospfv3 1\n encryption ipsec spi 256 esp aes 128 password {} authentication sha1 password {}",
    "router bgp 1\n neighbor 192.0.2.1\n  password encrypted {}",
    "mpls ldp\n neighbor\n  192.0.2.1:0 password encrypted {}",
    "router vrrp\n interface Gi0/0/0/0\n  address-family ipv4\n   vrrp 1\n    text-authentication {}",
    "keyring K\n peer P\n  pre-shared-key clear {}",
    "ftp client password encrypted {}",
];

#[test]
fn no_secret_is_left() {
    for secret in ["Zq8vXw3TbN", "hunterzz", "0A1B2C3D4E5F"] {
        for template in SECRET_LINES {
            let lines = template.replace("{}", secret);
            let head = "!! IOS XR Configuration 7.5.2\nhostname r1\n";
            let outcome = read_as_xr("r1.cfg", &format!("{head}{lines}\n!\nend\n"));
            assert!(!everything(&outcome).contains(secret), "{template}");
            assert_eq!(outcome.coverage.unrecognised, 0, "{template}");
            for line in lines.lines() {
                let typed = command::read(&platforms(), Some("cisco-ios-xr"), line.trim(), &key());
                assert!(!format!("{typed:?}").contains(secret), "{template}: {line}");
            }
        }
    }
}

#[test]
fn nothing_is_lost_on_any_cut() {
    for end in (0..PE.len()).step_by(97) {
        let Some(text) = PE.get(..end) else {
            continue;
        };
        let outcome = read_as_xr("pe-1.cfg", text);
        assert_eq!(outcome.coverage.total(), outcome.lines as u64);
        let lines = outcome
            .rows
            .iter()
            .filter(|row| matches!(row, Row::ConfigLine(_)));
        assert_eq!(lines.count(), outcome.lines);
        assert!(!outcome.coverage.complete);
    }
}

/// Words of configurations in any order, with noise between them.
fn line() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        8 => prop::sample::select(vec![
            "no", "interface", "tunnel-ip5", "tunnel", "destination", "192.0.2.1", "2001:db8::/32",
            "ipv4", "ipv6", "access-list", "permit", "any", "host", "0.0.0.255", "router", "static",
            "bgp", "neighbor", "use", "neighbor-group", "password", "encrypted", "key", "control-plane",
            "management-plane", "inband", "allow", "peer", "address", "aaa", "group", "server",
            "tacacs+", "server-private", "username", "secret", "10", "route-policy", "end-policy",
            "prefix-set", "end-set", "banner", "motd", "~", "^C", "!", "#", "end", "line", "default",
            "clock", "timezone", "monitor-session", "ethernet", "file", "alias", "exec", "--More--",
            "!! Last configuration change at Tue Mar 4 09:10:11 2025 by x", "Fri Mar 7 06:00:12 UTC",
        ]).prop_map(str::to_owned),
        1 => "\\PC{0,12}",
    ];
    (0_usize..4, prop::collection::vec(word, 0..8))
        .prop_map(|(indent, words)| format!("{}{}", " ".repeat(indent), words.join(" ")))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_text_is_read_to_its_end_and_counted(lines in prop::collection::vec(line(), 0..40)) {
        let outcome = read_as_xr("r1.cfg", &lines.join("\n"));
        prop_assert_eq!(outcome.coverage.total(), outcome.lines as u64);
        let kept = outcome.rows.iter().filter(|row| matches!(row, Row::ConfigLine(_))).count();
        prop_assert_eq!(kept, outcome.lines);
        for row in &outcome.rows {
            prop_assert!(row.origin().place() as usize <= outcome.lines);
        }
    }
}
