//! The two invented estates: the intrusion is found, the quiet one is quiet, and no planted secret
//! is in any output or in the store.

use std::collections::BTreeSet;
use std::fs;

use serde_json::Value;

use crate::seawall::{World, program, project};

#[test]
fn the_demo_finds_the_intrusion() {
    let output = program().args(["demo", "--quiet"]).output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    let screen = String::from_utf8(output.stdout).unwrap();
    assert!(screen.lines().count() <= 60, "{screen}");
    let asked = screen
        .lines()
        .find(|line| line.starts_with("asked"))
        .unwrap();
    insta::assert_snapshot!(screen.replace(asked, "asked"), @r"
    read       15 devices in 28 configurations, 11 show outputs, 132 logs, 12 accounting files, 1 inventory file,…
               58,487 lines, 97.2 % understood
               3 files read in part  seawall inputs PATH…
    time       2026-03-10 20:41:17Z to 2026-09-30 23:56:48Z, judged as of 2026-09-30 23:56:48Z
    asked

    INCIDENT  58 findings on 8 devices, tied by the account cisco_support, the account jlind and 10 more
     CRITICAL  edge-kal-01  Shell escape through a package description  confidence high  T1059  T1190  T1068
               2026-09-12 02:34:12Z  cisco_support escaped to a shell through a package description
               aaa/tac_plus.acct.gz:267  Sep 12 02:34:12 10.20.0.11 ci … package describe --filename=$(bash)n <cr>
     CRITICAL  edge-kal-01  Login on the port behind the web UI  confidence medium  its own word only  T1190
               2026-09-12 02:09:31Z  Failed login of admin from 192.0.2.66 through the web UI's internal port
               21111
               syslog/edge-kal-01/2026-09-12.log.gz:23  …%SEC_LOGIN-4-LOGIN_FAILED: Login failed [user: admin] [S…
               2026-09-12 02:09:44Z  Failed login of cisco from 192.0.2.66 through the web UI's internal port
               21111
               2026-09-12 02:10:12Z  Failed login of netadmin from 192.0.2.66 through the web UI's internal port
               21111
               and 1 more of these
     HIGH      pe-kal-01  A robot's account was used otherwise than the robot uses it  confidence high  T1078
               2026-09-14 02:06:58Z  The robot oxidized's account was used from 10.20.0.250
               aaa/tac_plus-ng.acct.gz:492  2026-09-14 02:06:58 +0000 10 … 1 oxidized tty3 10.20.0.250 start shell
     HIGH      edge-kal-01  A packet capture of AAA traffic  confidence high  T1040
               2026-09-12 03:05:40Z  Packet capture mycap was aimed at AAA traffic by cisco_support
               aaa/tac_plus.acct.gz:278  Sep 12 03:05:40 10.20.0.11 ci … atch ipv4 protocol tcp any any eq 49 <cr>
     HIGH      edge-kal-01  Guest Shell was enabled and destroyed within half an hour  confidence high  T1610
               2026-09-12 02:41:02Z  Guest Shell was enabled and destroyed within 30 minutes by cisco_support from
               192.0.2.66
               aaa/tac_plus.acct.gz:271  Sep 12 02:41:02 10.20.0.11 ci … 62 priv-lvl=15 cmd=guestshell enable <cr>
     HIGH      edge-kal-01  AAA was weakened  confidence medium  its own word only  T1556  T1562
               2026-09-12 02:13:11Z  Authorization list default no longer asks the AAA servers first, by
               cisco_support
               configs-2026-09-01/edge-kal-01:79  aaa authorization exec de … p PELAGIA-TAC local if-authenticated
     HIGH      rtr-tha-01  The device takes its image or configuration from the network  confidence medium
               Starts from a file on 192.0.2.203, which is not on the list transfer_servers
               configs-2026-09-30/rtr-tha-01:23  boot system tftp://192.0.2 … 900-universalk9-mz.SPA.157-3.M8b.bin
     HIGH      rtr-tha-01  A file was copied from the device to an address nobody recorded  confidence medium
               2026-09-26 01:38:10Z  mreyes copied a file from the device to 192.0.2.203, which nobody recorded
               aaa/ise-kal-01/2026-09-16.log.gz:2042  <181>Sep 26 01:38:10 ise … ice Type#All Device Types#Access,

    INCIDENT  3 findings on 1 device, tied by the peer 45.61.149.62
     CRITICAL  pe-kal-01  AAA server that is not on your list  confidence medium  its own word only  T1556
               Asks the TACACS+ server 45.61.149.62, which is not on the list aaa_servers
               configs-2026-09-30/pe-kal-01:344  tacacs server TAC-C
    76 more groups: --expand

    NOT FOUND    457 answers of 53 hunts
    CANNOT TELL  39 answers of 26 hunts
      gap, 16 hunts: dc-kal-01, pe-kal-01 (2 devices)
        Give the files of the silent time, or find out why nothing was written then.
      not emitted, 13 hunts: edge-kal-01, rtr-ner-02 (2 devices)
        aaa accounting commands 15 default start-stop group PELAGIA-TAC
      3 more blind spots: --expand
    WEAKNESSES   4 groups on 12 devices  seawall hunt --kind weakness PATH…

    next         seawall why woxnesjvru6d PATH…
    exit         1 a finding at or above medium
    ");
}

#[test]
fn the_quiet_estate_is_quiet() {
    let report = World::corpus("quiet").report(&[]);
    let says = |finding: &Value| {
        let word = |key: &str| finding[key].as_str().unwrap().to_owned();
        format!("{} {}: {}", word("severity"), word("hunt"), word("says"))
    };
    let all = report["findings"].as_array().unwrap().iter();
    // What is approved is lowered and stays listed: below the severity that makes an exit code.
    let loud: Vec<String> = all
        .filter(|finding| finding["kind"] != "weakness" && finding["severity"] != "low")
        .map(says)
        .collect();
    assert_eq!(loud, [""; 0]);
}

/// Every value under `secrets` of a key, in every form it has.
fn secrets(key: &str) -> BTreeSet<String> {
    let text = fs::read_to_string(project().join("corpus").join(key)).unwrap();
    let key: yaml_serde::Value = yaml_serde::from_str(&text).unwrap();
    let mut values = BTreeSet::new();
    let mut waiting = vec![key["secrets"].clone()];
    while let Some(value) = waiting.pop() {
        match value {
            yaml_serde::Value::Sequence(items) => waiting.extend(items),
            yaml_serde::Value::Mapping(map) => {
                for (name, value) in map {
                    // Where it stands and what it is called is no secret.
                    if matches!(name.as_str(), Some("plain" | "stored" | "forms" | "values")) {
                        waiting.push(value);
                    }
                }
            }
            yaml_serde::Value::String(text) => {
                values.insert(text);
            }
            _ => {}
        }
    }
    values
}

#[test]
fn no_planted_secret_is_in_any_output_or_in_the_store() {
    let world = World::corpus("intrusion");
    let planted = secrets("intrusion.key.yaml");
    assert!(planted.len() > 40, "{}", planted.len());
    let mut places: Vec<(String, String)> = Vec::new();
    let mut say = |arguments: &[&str]| {
        let ran = world.run(arguments);
        assert!(
            matches!(ran.code, Some(0 | 1 | 3)),
            "{arguments:?}: {}",
            ran.err
        );
        places.push((format!("{arguments:?}"), ran.out + &ran.err));
    };
    let store = ["--store", "store"];
    say(&[
        &[
            "hunt",
            "IN",
            "--expand",
            "--kind",
            "intrusion,change,weakness",
        ],
        &store[..],
    ]
    .concat());
    say(&[
        &[
            "hunt",
            "IN",
            "--format",
            "json",
            "--per-device",
            "--audience",
            "auditor",
        ],
        &store[..],
    ]
    .concat());
    say(&[&["inputs", "IN"], &store[..]].concat());
    say(&[&["inputs", "IN", "--format", "json"], &store[..]].concat());
    say(&[&["device", "show", "edge-kal-01", "IN"], &store[..]].concat());
    say(&[&["notice", "show", "AA25-239A", "IN"], &store[..]].concat());
    say(&[&["why", "exploit-account", "edge-kal-01", "IN"], &store[..]].concat());
    for table in [
        "config_line",
        "log",
        "command",
        "login",
        "device_user",
        "device_key",
        "device_snmp",
        "device_aaa_server",
        "device_script",
        "device_receiver",
        "device_peer",
    ] {
        let sql = format!("SELECT * FROM {table}");
        say(&[&["query", &sql, "IN", "--format", "json"], &store[..]].concat());
    }
    let mut folders = vec![world.beside("store")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let bytes = fs::read(&path).unwrap();
                places.push((
                    path.display().to_string(),
                    String::from_utf8_lossy(&bytes).into_owned(),
                ));
            }
        }
    }
    let mut seen = Vec::new();
    for (place, text) in &places {
        for secret in planted
            .iter()
            .filter(|secret| text.contains(secret.as_str()))
        {
            seen.push(format!("{secret} in {place}"));
        }
        let hex = text
            .split("‹secret:")
            .nth(1)
            .map(|rest| rest.chars().take(32).collect::<String>());
        if !place.contains("store/") {
            assert_eq!(hex, None, "a fingerprint in {place}");
        }
    }
    assert!(seen.is_empty(), "{}", seen.join("\n"));
}

#[test]
fn compare_says_what_is_new_and_what_is_gone() {
    let world = World::corpus("quiet");
    let store = ["--store", "store", "--format", "json"];
    let run = |more: &[&str]| {
        let ran = world.run(&[&["hunt", "IN"], &store[..], more].concat());
        let report: Value = serde_json::from_str(&ran.out).unwrap();
        crate::documents::conforms("seawall.report.1.json", &report);
        report
    };
    run(&[]);
    let attacked = World::corpus("intrusion");
    let path = "syslog/edge-kal-01/2026-09-12.log.gz";
    let bytes = fs::read(attacked.input().join(path)).unwrap();
    world.bytes(path, &bytes, 1_790_812_770);
    let second = run(&["--compare", "last"]);
    let states = |report: &Value, kind: &str| {
        let all = report["findings"].as_array().unwrap();
        let of = all.iter().filter(|finding| finding["kind"] == kind);
        of.map(|finding| finding["state"].as_str().unwrap().to_owned())
            .collect::<BTreeSet<_>>()
    };
    let new = "new".to_owned();
    assert!(states(&second, "intrusion").contains(&new));
    let third = run(&["--compare", "last"]);
    assert_eq!(
        states(&third, "intrusion"),
        BTreeSet::from(["still".to_owned()])
    );
}
