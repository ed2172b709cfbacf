//! The two invented estates: the intrusion is found, the quiet one is quiet, and no planted secret
//! is in any output or in the store.

use std::collections::BTreeSet;
use std::fs;

use serde_json::Value;

use crate::seawall::{World, program, project};

#[test]
fn the_demo_finds_the_intrusion() {
    let output = program().args(["demo", "--quiet"]).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let screen = String::from_utf8(output.stdout).unwrap();
    assert!(screen.lines().count() <= 60, "{screen}");
    let asked = screen
        .lines()
        .find(|line| line.starts_with("asked"))
        .unwrap();
    insta::assert_snapshot!(screen.replace(asked, "asked"), @"");
}

#[test]
fn the_quiet_estate_is_quiet() {
    let report = World::corpus("quiet").report(&[]);
    let loud: Vec<&Value> = report["findings"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|finding| finding["kind"] != "weakness")
        .collect();
    assert!(loud.is_empty(), "{loud:#?}");
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
    assert_eq!(
        states(&second, "intrusion"),
        BTreeSet::from(["new".to_owned()])
    );
    let third = run(&["--compare", "last"]);
    assert_eq!(
        states(&third, "intrusion"),
        BTreeSet::from(["still".to_owned()])
    );
}
