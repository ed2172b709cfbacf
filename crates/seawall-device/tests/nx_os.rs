//! NX-OS: raw text in, rows out.
#![allow(clippy::unwrap_used, reason = "a test")]

mod common;

use common::{Outcome, everything, read, table};
use insta::assert_snapshot;
use seawall_model::Sure;

const LEAF: &str = include_str!("samples/leaf-1.cfg");

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
            .map_or("-".to_owned(), |time| (time.0 / 1_000_000).to_string()),
        coverage.read,
        coverage.irrelevant,
        coverage.unsupported,
        coverage.unrecognised,
    );
    for (shape, count) in &coverage.shapes {
        out.push_str(&format!("{count} {shape}\n"));
    }
    for note in &coverage.notes {
        out.push_str(note);
        out.push('\n');
    }
    out
}

#[test]
fn a_configuration_as_a_whole() {
    let outcome = read("leaf-1.cfg", LEAF).unwrap();
    assert_eq!(outcome.sure, Sure::Certain);
    assert_eq!(outcome.coverage.total(), outcome.lines as u64);
    assert_snapshot!(summary(&outcome), @"");
    assert_snapshot!(shown(&outcome, &["device", "device_name", "config_change"]), @"");
}

#[test]
fn who_may_come_in() {
    let outcome = read("leaf-1.cfg", LEAF).unwrap();
    assert_snapshot!(shown(&outcome, &["device_user", "device_key", "device_line", "device_aaa_server", "device_aaa_method", "device_snmp"]), @"");
}

#[test]
fn what_is_filtered() {
    let outcome = read("leaf-1.cfg", LEAF).unwrap();
    assert_snapshot!(shown(&outcome, &["device_acl_entry", "device_acl_use"]), @"");
}

#[test]
fn where_traffic_and_copies_go() {
    let outcome = read("leaf-1.cfg", LEAF).unwrap();
    assert_snapshot!(shown(&outcome, &["device_interface", "device_tunnel", "device_route", "device_peer", "device_receiver"]), @"");
}

#[test]
fn what_runs() {
    let outcome = read("leaf-1.cfg", LEAF).unwrap();
    assert_snapshot!(shown(&outcome, &["device_service", "device_container", "device_capture", "device_script"]), @"");
}

#[test]
fn no_secret_leaves() {
    let outcome = read("leaf-1.cfg", LEAF).unwrap();
    let out = everything(&outcome);
    for secret in [
        "notARealHash", "anotherHash", "AAAAB3Nza", "plainSecret", "0822455D", "13061E", "0a1b2c",
        "trapWord", "writeWord", "fewhg", "hunter", "072c105d", "Winter24", "Zq7secret",
    ] {
        assert!(!out.contains(secret), "{secret}");
    }
}

#[test]
fn a_cut_configuration_or_a_part_is_not_whole() {
    let notes = |text: &str| read("leaf-1.cfg", text).unwrap().coverage.notes.join("\n");
    let before = |mark: &str| LEAF.split(mark).next().unwrap().to_owned();
    assert_snapshot!(notes(&before("interface mgmt0")), @"");
    assert_snapshot!(notes(&(before("router bgp") + "router bg")), @"");
    assert_snapshot!(notes(&before("username in-banner")), @"");
    assert_snapshot!(notes(&LEAF.replace("show running-config\n", "show running-config aaa\n")), @"");
    assert_snapshot!(notes(&LEAF.replace("version 9.3(10) Bios:version 05.45\n", "")), @"");
    assert_snapshot!(notes(&LEAF.replace("vlan 1,10\n", "--More--\nvlan 1,10\n")), @"");
    assert_snapshot!(notes(&LEAF.replace("logging server", "interface Ethernet1/9\nlogging server")), @"");
    assert_snapshot!(notes(&LEAF.replace("boot nxos", "!Running config for vdc: B\n!Running config for vdc: C\nboot nxos")), @"");
}

#[test]
fn show_version_as_text_of_both_kinds_and_as_json() {
    let old = "\
n7k-1# show version
Cisco Nexus Operating System (NX-OS) Software
Software
  BIOS:      version 2.12.0
  kickstart: version 6.2(14)
  system:    version 6.2(14)
  kickstart image file is: bootflash:///n7000-s2-kickstart.6.2.14.bin
  system image file is:    bootflash:///n7000-s2-dk9.6.2.14.bin
Hardware
  cisco Nexus7000 C7009 (9 Slot) Chassis (\"Supervisor Module-2\")
  Processor Board ID JAF0000AAAA
  Device name: n7k-1
Kernel uptime is 10 day(s), 1 hour(s), 2 minute(s), 3 second(s)
Last reset
  System version: 6.2(10)
";
    let new = "\
Cisco Nexus Operating System (NX-OS) Software
Software
  BIOS: version 05.45
  NXOS: version 10.2(3) [Feature Release]
  Host NXOS: version 10.2(3)
  NXOS image file is: bootflash:///nxos64-cs.10.2.3.F.bin
Hardware
  cisco Nexus9000 C93180YC-FX Chassis
  Processor Board ID FDO0000BBBB
  Device name: leaf-2
Kernel upt";
    let json = r#"{"header_str": "Cisco Nexus Operating System (NX-OS) Software", "nxos_ver_str": "9.3(7a)", "rr_sys_ver": "9.3(3)", "nxos_file_name": "bootflash:///nxos.9.3.7a.bin", "kern_uptm_days": 3, "chassis_id": "Nexus9000 C9300v Chassis", "proc_board_id": "9ABCDEF", "host_name": "leaf-3"}"#;
    for (path, text) in [("a.txt", old), ("b.txt", new), ("c.json", json)] {
        let outcome = read(path, text).unwrap();
        assert_eq!(outcome.coverage.total(), outcome.lines as u64);
        println!("{}{}", summary(&outcome), shown(&outcome, &["device", "device_name"]));
    }
}
