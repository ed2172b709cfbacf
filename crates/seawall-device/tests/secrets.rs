//! No secret leaves a reader: the public lists of lines with secrets, and collectors' lists of what
//! must not be left in their outputs.
#![allow(clippy::unwrap_used, clippy::print_stderr, reason = "a test")]

mod common;

use common::{data, everything, files_below, key, platforms, read, read_as_ios, text_of};
use seawall_device::{command, redact};
use serde_json::Value;

/// Values as people and machines make them, none of which occurs in a template.
const VALUES: [&str; 4] = [
    "Zq8vXw3TbN",
    "hunterzz",
    "$9$Zx81QpLmNoPq$R7tUvWxYz",
    "0A1B2C3D4E5F",
];

/// The ways a line is read, by its kind, and what each lets out.
fn let_out(kind: &str, line: &str) -> Vec<(&'static str, String)> {
    let platforms = platforms();
    let mut out = vec![("free text", redact::free_text(line, &key()))];
    match kind {
        "cfg" | "iosxr" | "nxos" => {
            out.clear();
            let text = format!("version 17.9\n!\nhostname r1\n!\n{line}\n!\nend\n");
            out.push(("configuration", everything(&read_as_ios("r1.cfg", &text))));
            // As it is, it may be the whole of a file.
            out.push(("alone", everything(&read_as_ios("r1.cfg", line))));
            for line in line.lines() {
                let typed = command::read(&platforms, None, line.trim(), &key());
                out.push(("typed", format!("{typed:?}")));
            }
        }
        "aaa" | "syslog" => {
            for mark in ["logged command:", "CLIaccounting: ", "cmd="] {
                if let Some((_, typed)) = line.split_once(mark) {
                    let typed = command::read(&platforms, None, typed, &key());
                    out.push(("typed", format!("{typed:?}")));
                }
            }
        }
        _ => {}
    }
    if matches!(kind, "junos" | "fortios" | "panos" | "iosxr" | "nxos") {
        let head = match kind {
            "junos" => "## Last commit: 2025-01-01\nset version 22.4R1\n",
            "fortios" => "#config-version=FGT-7.4.7\nconfig system global\nend\n",
            "panos" => "set deviceconfig system hostname pa1\n",
            "iosxr" => "!! IOS XR Configuration 7.3.2\nhostname x1\n",
            _ => "!Command: show running-config\nfeature tacacs+\n",
        };
        let outcome = read("x1", &format!("{head}{line}\n")).unwrap();
        let reader = match kind {
            "iosxr" => "ios-xr-configuration",
            "nxos" => "nx-os-configuration",
            _ => "recognised",
        };
        assert_eq!(outcome.reader, reader, "{kind}");
        let unread = (outcome.reader, everything(&outcome));
        if kind == "fortios" {
            // `set name` says nothing by itself; such files are not read line by line.
            out.clear();
        }
        out.push(unread);
    }
    out
}

fn leaks(kind: &str, template: &str, fill: &dyn Fn(&str) -> String, value: &str) -> Vec<String> {
    let line = fill(value);
    let_out(kind, &line)
        .into_iter()
        .filter(|(_, text)| text.contains(value))
        .map(|(way, text)| {
            let at = text.find(value).unwrap();
            let start = text[..at]
                .char_indices()
                .rev()
                .nth(60)
                .map_or(0, |(n, _)| n);
            format!("{kind} {way}: {template} … {}", &text[start..at])
        })
        .collect()
}

#[test]
fn data_no_planted_secret_is_left() {
    let Some(root) = data("evidence-eco/netconan") else {
        return;
    };
    let text = text_of(&root.join("seawall_planted_secret_lines.json"));
    let planted: Vec<Value> = serde_json::from_str(&text).unwrap();
    let mut leaked = Vec::new();
    let mut visible = 0;
    for line in &planted {
        let (kind, template) = (
            line["kind"].as_str().unwrap(),
            line["template"].as_str().unwrap(),
        );
        let fill = |value: &str| {
            template
                .replace("{{", "\u{1}")
                .replace("}}", "\u{2}")
                .replace("{}", value)
                .replace('\u{1}', "{")
                .replace('\u{2}', "}")
        };
        let found: Vec<String> = VALUES
            .iter()
            .flat_map(|value| leaks(kind, template, &fill, value))
            .collect();
        visible += usize::from(!found.is_empty());
        leaked.extend(found);
    }
    eprintln!(
        "planted secret lines left visible: Seawall {visible} of {}, netconan 25 of 85, Oxidized's IOS rules 60 of 85",
        planted.len()
    );
    assert_eq!(leaked, [""; 0], "{}", leaked.join("\n"));
}

#[test]
fn data_no_secret_of_netconans_own_list_is_left() {
    let Some(root) = data("evidence-eco/netconan") else {
        return;
    };
    let text = text_of(&root.join("test_sensitive_item_removal.json"));
    let lists: Value = serde_json::from_str(&text).unwrap();
    let mut leaked = Vec::new();
    let mut total = 0;
    for (list, lines) in lists.as_object().unwrap() {
        if !list.ends_with("_lines") {
            continue;
        }
        let kind = match list.as_str() {
            "cisco_password_lines" | "cisco_snmp_community_lines" => "cfg",
            "juniper_password_lines" => "junos",
            "fortinet_password_lines" => "fortios",
            _ => "text",
        };
        for line in lines.as_array().unwrap() {
            let template = line[0].as_str().unwrap();
            let secrets = match &line[1] {
                Value::Array(list) => list.iter().map(|v| v.as_str().unwrap()).collect(),
                one => vec![one.as_str().unwrap()],
            };
            total += 1;
            for secret in secrets {
                let fill = |value: &str| {
                    let filled = template.replace("{}", value).replace("{0}", value);
                    if filled.contains(value) {
                        filled
                    } else {
                        format!("{filled}{value}")
                    }
                };
                leaked.extend(leaks(kind, template, &fill, secret));
            }
        }
    }
    eprintln!(
        "netconan's own lines: {} of {total} left visible",
        leaked.len()
    );
    assert_eq!(leaked, [""; 0], "{}", leaked.join("\n"));
}

/// Collectors' outputs with lists of what must not be left in them.
#[test]
fn data_no_secret_of_collected_configurations_is_left() {
    let mut looked = 0;
    for folder in [
        "evidence-eco/oxidized",
        "suites/oxidized-models",
        "evidence/config/oxidized",
    ] {
        let Some(root) = data(folder) else { return };
        for list in files_below(&root) {
            let path = list.to_str().unwrap();
            let Some(model) = path.strip_suffix("#secret.yaml") else {
                continue;
            };
            // The dialogue holds the configuration before the collector took secrets out.
            for suffix in ["#simulation.yaml", "#output.txt"] {
                let file = format!("{model}{suffix}");
                let Ok(text) = std::fs::read_to_string(&file) else {
                    continue;
                };
                let text = if suffix == "#simulation.yaml" {
                    dialogue(&text)
                } else {
                    text
                };
                let Some(outcome) = read(&file, &text) else {
                    continue;
                };
                let masked = everything(&outcome);
                for secret in secrets_in(&text_of(&list)) {
                    assert!(
                        !masked.contains(&secret),
                        "{file}: {secret} in\n{}",
                        around(&masked, &secret)
                    );
                }
                looked += 1;
            }
        }
    }
    eprintln!("{looked} collected texts hold none of their listed secrets");
}

/// The words of `fail:`; some are parts of values.
fn secrets_in(list: &str) -> Vec<String> {
    let lines = list.lines().skip_while(|line| !line.starts_with("fail:"));
    let items = lines
        .skip(1)
        .take_while(|line| line.trim_start().starts_with('-'));
    items
        .map(|line| line.trim_start().trim_start_matches('-').trim())
        .map(|item| item.trim_matches(['"', '\'']).to_owned())
        // What collectors write instead of a secret, and ordinary words, are none.
        .filter(|item| item.len() > 3 && !item.contains("REMOVED"))
        .collect()
}

fn around(text: &str, secret: &str) -> String {
    let at = text.find(secret).unwrap_or(0);
    let start = text[..at]
        .char_indices()
        .rev()
        .nth(200)
        .map_or(0, |(n, _)| n);
    text[start..].chars().take(400).collect()
}

/// The outputs in a simulated dialogue, without YAML's indentation.
fn dialogue(text: &str) -> String {
    text.replace("\\r\\n", "\n")
        .replace("\\n", "\n")
        .lines()
        .map(|line| format!("{}\n", line.strip_prefix("    ").unwrap_or(line)))
        .collect()
}
