//! Public samples, where they are (`$SEAWALL_DATA`): header variants, real log lines, accounting.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "helpers of tests, and figures they report"
)]

mod common;

use std::path::{Path, PathBuf};

use common::{Given, time_text};

fn data() -> Option<PathBuf> {
    let path = std::env::var_os("SEAWALL_DATA").map(PathBuf::from);
    if path.is_none() {
        println!("skipped: SEAWALL_DATA is not set");
    }
    path
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}

/// Every template of sc4s for IOS, with several hosts and times: host, time and mnemonic.
#[test]
fn data_sc4s_templates() {
    let Some(data) = data() else { return };
    let text =
        std::fs::read_to_string(data.join("suites/sc4s-syslog/tests/test_cisco_ios.json")).unwrap();
    let cases: serde_json::Value = serde_json::from_str(&text).unwrap();
    let times = [
        ("2026-01-05T02:11:09.123456Z", "Jan  5 02:11:09"),
        ("2025-12-31T23:59:59.999999Z", "Dec 31 23:59:59"),
        ("2026-02-28T00:00:00.000001Z", "Feb 28 00:00:00"),
    ];
    let hosts = [
        "fuzzy-dog-2711",
        "core1.example.net",
        "192.0.2.17",
        "2001:db8::17",
    ];
    let mut checked = 0;
    let mut wrong = Vec::new();
    for case in cases.as_array().unwrap() {
        let template = case["template"].as_str().unwrap();
        for (instant, bsd) in times {
            for host in hosts {
                let (year, _) = instant.split_once('-').unwrap();
                let micro = &instant[20..26];
                let mut line = template.to_owned();
                for (name, value) in [
                    ("mark", case["values"]["mark"].as_str().unwrap()),
                    ("seq", "20"),
                    ("host", host),
                    ("bsd", bsd),
                    ("year", year),
                    ("microsec", micro),
                    ("millisec", &micro[..3]),
                    ("tzname", "UTC"),
                    ("iso", instant),
                    ("node_id", "RP/0/RP0/CPU0"),
                ] {
                    line = line.replace(&format!("{{{{ {name} }}}}"), value);
                }
                assert!(!line.contains("{{"), "not substituted: {line}");
                let path = format!("{host}/messages.log");
                let reading = Given::new(&path, line.trim_end()).read().expect(&line);
                let log = reading.logs()[0].clone();
                checked += 1;
                let zone = [("EEST", 3), ("AKST", -9), ("EET", 2)]
                    .iter()
                    .find(|(zone, _)| line.contains(&format!(" {zone}:")))
                    .map_or(0, |(_, hours)| *hours);
                let uptime = case["test"] == "test_cisco_ios_uptime";
                let fraction = template.contains("sec }}") as usize
                    * if template.contains("{{ bsd }}.{{ microsec") {
                        6
                    } else {
                        3
                    };
                let second =
                    common::moment(&format!("{}Z", &instant[..19])).0 - zone * 3_600_000_000;
                let micros: i64 = format!("{:0<6}", &micro[..fraction]).parse().unwrap();
                let time = (!uptime).then_some(second + micros);
                let mnemonic = line
                    .split('%')
                    .nth(1)
                    .and_then(|text| text.split([':', ' ']).next())
                    .and_then(|code| code.rsplit('-').next())
                    .map(str::to_owned);
                if log.seen_as != host
                    || log.time.map(|time| time.0) != time
                    || log.mnemonic != mnemonic
                    || reading.coverage.read != 1
                {
                    wrong.push(format!(
                        "{line}\n    host {} time {} mnemonic {:?}",
                        log.seen_as,
                        time_text(log.time),
                        log.mnemonic
                    ));
                }
            }
        }
    }
    println!("sc4s: {} of {checked} right", checked - wrong.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Every template of sc4s for Cisco ISE, whole and in segments: host, time, nothing unknown.
#[test]
fn data_sc4s_ise() {
    let Some(data) = data() else { return };
    let text =
        std::fs::read_to_string(data.join("suites/sc4s-syslog/tests/test_cisco_ise.json")).unwrap();
    let cases: serde_json::Value = serde_json::from_str(&text).unwrap();
    let mut wrong = Vec::new();
    let mut checked = 0;
    for case in cases.as_array().unwrap() {
        let mut line = case["template"].as_str().unwrap().to_owned();
        for (name, value) in [
            ("mark", case["values"]["mark"].as_str().unwrap()),
            ("bsd", "Jan  5 02:11:09"),
            ("host", "ise-7"),
            ("date", "2026-01-05"),
            ("time", "02:11:09.000"),
            ("tzoffset", "+00:00"),
        ] {
            line = line.replace(&format!("{{{{ {name} }}}}"), value);
        }
        assert!(!line.contains("{{"), "not substituted: {line}");
        let mut given = Given::new("messages.log", line.trim_end());
        given.offset = Some(0);
        let reading = given.read().expect(&line);
        let log = reading.logs()[0];
        let own = line.contains("2020-01-01 10:00:00");
        let expected = if own {
            "2020-01-01T10:00:00Z"
        } else {
            "2026-01-05T02:11:09Z"
        };
        checked += 1;
        let coverage = &reading.coverage;
        if reading.reader != "cisco-ise"
            || log.seen_as != "ise-7"
            || log.time != Some(common::moment(expected))
            || coverage.total() != 1
            || coverage.unrecognised != 0
        {
            wrong.push(format!("{line}    {} {}", log.seen_as, time_text(log.time)));
        }
    }
    println!("sc4s ISE: {} of {checked} right", checked - wrong.len());
    assert!(checked > 0 && wrong.is_empty(), "{}", wrong.join("\n"));
}

/// FreeRADIUS' verdicts with the outcome and user their publisher expects. What concerns the
/// network behind a device gives no row.
#[test]
fn data_sekoia_freeradius() {
    let Some(data) = data() else { return };
    let (mut checked, mut logins) = (0, 0);
    for path in files(&data.join("evidence/syslog/sekoia")) {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if !name.starts_with("FreeRADIUS_") {
            continue;
        }
        let case: serde_json::Value =
            serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
        let message = case["input"]["message"].as_str().unwrap().trim();
        let line = format!("Mon Jan  5 02:11:09 2026 : Auth: {message}");
        let reading = Given::new("radius.log", &line)
            .read_as("freeradius-log")
            .unwrap();
        assert_eq!(reading.coverage.unrecognised, 0, "{line}");
        checked += 1;
        for row in &reading.rows {
            let seawall_model::Row::Login(login) = row else {
                continue;
            };
            logins += 1;
            assert_eq!(
                Some(login.outcome.as_str()),
                case["expected"]["event"]["outcome"].as_str()
            );
            let user = case["expected"]["user"]["name"].as_str().unwrap();
            assert!(login.account.as_deref().unwrap().contains(user), "{line}");
        }
    }
    println!("sekoia FreeRADIUS: {checked} lines, {logins} logins on devices");
    assert!(checked > 0 && logins > 0);
}

/// Lines of IOS and NX-OS with the instants their publisher expects.
#[test]
fn data_sekoia_cisco() {
    let Some(data) = data() else { return };
    let mut checked = 0;
    let mut wrong = Vec::new();
    for path in files(&data.join("evidence/syslog/sekoia")) {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if !name.starts_with("Cisco_cisco-ios_") && !name.starts_with("Cisco_cisco-nx-os_") {
            continue;
        }
        let case: serde_json::Value =
            serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
        let line = case["input"]["message"].as_str().unwrap();
        let expected = &case["expected"];
        let mut given = Given::new("unnamed.log", line);
        // They read stamps without a year as of the year in which they were read.
        given.modified = Some("2026-12-31T00:00:00Z");
        let reading = given
            .read()
            .unwrap_or_else(|| panic!("not recognised: {line}"));
        let log = reading.logs()[0];
        checked += 1;
        let host = expected["observer"]["name"]
            .as_str()
            .or_else(|| expected["host"]["name"].as_str())
            // One expectation takes a sequence number for a name.
            .filter(|host| !host.bytes().all(|byte| byte.is_ascii_digit()));
        let time = expected["@timestamp"].as_str().map(common::moment);
        let right = log.time == time
            && log.mnemonic.as_deref() == expected["event"]["code"].as_str()
            && log.severity == expected["event"]["severity"].as_i64()
            && host.is_none_or(|host| host == log.seen_as);
        if !right {
            wrong.push(format!(
                "{name}: {line}\n    {} {:?} {} expected {} {} {host:?}",
                time_text(log.time),
                log.mnemonic,
                log.seen_as,
                expected["@timestamp"],
                expected["event"]["code"],
            ));
        }
    }
    println!("sekoia: {} of {checked} right", checked - wrong.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Lines of IOS, IOS XR and NX-OS with their parsed form: every one understood, host and mnemonic.
#[test]
fn data_napalm_logs_cisco() {
    let Some(data) = data() else { return };
    let mut checked = 0;
    let mut wrong = Vec::new();
    for system in ["ios", "iosxr", "nxos"] {
        for path in files(&data.join("evidence-eco/napalm-logs").join(system)) {
            if path.extension().is_none_or(|extension| extension != "msg") {
                continue;
            }
            let line = std::fs::read_to_string(&path).unwrap();
            let expected: serde_json::Value = serde_json::from_str(
                &std::fs::read_to_string(path.with_file_name("yang.json")).unwrap(),
            )
            .unwrap();
            let details = &expected["message_details"];
            let reading = Given::new("unnamed.log", &line)
                .read()
                .unwrap_or_else(|| panic!("not recognised: {line}"));
            let log = reading.logs()[0];
            checked += 1;
            let host = details["host"]
                .as_str()
                .or_else(|| expected["host"].as_str());
            let tag = details["tag"].as_str().unwrap_or_default();
            let right = reading.coverage.unrecognised == 0
                && host.is_none_or(|host| host == log.seen_as)
                && log
                    .mnemonic
                    .as_deref()
                    .is_some_and(|name| tag.contains(name))
                && log.time.is_some();
            if !right {
                wrong.push(format!(
                    "{line}    {} {} {:?} expected {host:?} {tag}",
                    log.seen_as,
                    time_text(log.time),
                    log.mnemonic
                ));
            }
        }
    }
    println!("napalm-logs: {} of {checked} right", checked - wrong.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// `show logging` of IOS and IOS XE: the buffer's lines are understood, what stands above them is
/// known, and the counts add up to the lines of the file.
#[test]
fn data_show_logging() {
    let Some(data) = data() else { return };
    let mut all = files(&data.join("evidence/show/ntc-templates"));
    all.extend(files(&data.join("evidence/show/genieparser")));
    all.extend(files(&data.join("evidence-eco/genie")));
    let (mut read, mut unrecognised, mut checked) = (0, 0, 0);
    for path in all {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let ios = name.starts_with("cisco_ios_show_logging") && name.ends_with(".raw")
            || name.starts_with("ios") && name.contains("_ShowLogging_") && name.ends_with(".txt");
        if !ios {
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap();
        let reading = Given::new(&name, &text)
            .read()
            .unwrap_or_else(|| panic!("{name} is not recognised"));
        assert_eq!(reading.reader, "cisco-syslog", "{name}");
        let coverage = &reading.coverage;
        assert_eq!(coverage.total(), text.lines().count() as u64, "{name}");
        checked += 1;
        read += coverage.read;
        unrecognised += coverage.unrecognised;
        for (shape, count) in &coverage.shapes {
            println!("    {name}: {count} × {shape}");
        }
    }
    println!("show logging: {checked} outputs, {read} read, {unrecognised} not");
    assert!(
        checked >= 20 && unrecognised * 20 < read,
        "{read} {unrecognised}"
    );
}

/// A real tac_plus file: every record understood.
#[test]
fn data_tac_plus_sample() {
    let Some(data) = data() else { return };
    let path = data.join("evidence-eco/tacacs/tac_parse__tac_plus.acct");
    let text = std::fs::read_to_string(path).unwrap();
    let reading = Given::new("tac_plus.acct", &text).read().unwrap();
    assert_eq!(reading.reader, "tac-plus-accounting");
    let coverage = &reading.coverage;
    println!(
        "tac_plus: {} of {} records understood, {} commands, {} logins",
        coverage.read,
        coverage.total(),
        reading.commands().len(),
        reading.rows.len() - reading.commands().len() - reading.logs().len()
    );
    assert_eq!(coverage.read, 656);
    assert_eq!(reading.logs().len(), 656);
    // 136 records end a session (`logout`), 134 begin one: the others are commands.
    assert_eq!(reading.commands().len(), 656 - 134 - 136);
}

/// Configurations, show outputs, flows, indicator lists: none is taken for a log or a list of
/// devices.
#[test]
fn data_other_files_are_left_alone() {
    let Some(data) = data() else { return };
    let mut checked = 0;
    let mut taken = Vec::new();
    for folder in [
        "evidence/config",
        "evidence/show",
        "evidence-eco/oxidized",
        "evidence-eco/zeek",
        "evidence-eco/nfdump",
        "suites/batfish-testconfigs",
        "suites/netutils-config",
        "suites/ntc-templates",
        "intel",
        "lists",
        "names",
    ] {
        for path in files(&data.join(folder)) {
            let name = path
                .strip_prefix(&data)
                .unwrap()
                .to_string_lossy()
                .into_owned();
            let Ok(bytes) = std::fs::read(&path) else {
                continue;
            };
            let mut given = Given::new(&name, "");
            given.bytes = &bytes;
            let Some((reader, sure)) = given.recognise() else {
                continue;
            };
            let lower = name.to_lowercase();
            if lower.contains("logging") || lower.contains("_log") || lower.contains("showlog") {
                continue;
            }
            checked += 1;
            if sure != "no" {
                taken.push(format!("{name}: {reader} {sure}"));
            }
        }
    }
    println!("{} of {checked} taken\n{}", taken.len(), taken.join("\n"));
    assert!(checked > 1000 && taken.len() * 200 < checked);
}

/// Secrets planted into log and accounting lines: none is left in any row, count or note.
#[test]
fn data_planted_secrets() {
    let Some(data) = data() else { return };
    let path = data.join("evidence-eco/netconan/seawall_planted_secret_lines.json");
    let planted: serde_json::Value =
        serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let secrets = ["S3cr3tW0rd!x", "094F471A1A0A464058", "correcthorsebattery"];
    let mut checked = 0;
    let mut visible = Vec::new();
    for case in planted.as_array().unwrap() {
        if case["kind"] != "syslog" && case["kind"] != "aaa" {
            continue;
        }
        let template = case["template"].as_str().unwrap();
        for secret in secrets {
            let line = template.replace("{}", secret);
            for id in [
                "cisco-syslog",
                "syslog",
                "tac-plus-accounting",
                "cisco-ise",
                "jump-host",
            ] {
                let reading = Given::new("r1.log", &line).read_as(id).unwrap();
                checked += 1;
                let everything = format!("{}{}", reading.show(), reading.summary());
                if everything.contains(secret) {
                    visible.push(format!("{id}: {line}"));
                }
            }
        }
    }
    println!("planted secrets: {} of {checked} visible", visible.len());
    assert!(checked > 0 && visible.is_empty(), "{}", visible.join("\n"));
}
