//! `show inventory`: the serial numbers by which the device is known.
//!
//! What it leaves out: parts other than chassis and stack members, for which no table asks.

use seawall_model::tables::{Device, DeviceName};

use super::{Command, Output};

pub(super) const INVENTORY: Command = Command {
    id: "show-inventory",
    typed: &["show inventory …"],
    whole: &["", "all", "raw", "chassis", "rack"],
    looks: |line| {
        let lower = line.to_ascii_lowercase();
        lower.starts_with("name:") && lower.contains("descr:")
    },
    read,
};

/// The value of a key that another key follows: `NAME: "1", DESCR: "…"`, `PID: X , VID: V01, SN: Y`.
fn value<'a>(line: &'a str, key: &str, next: Option<&str>) -> Option<&'a str> {
    let lower = line.to_ascii_lowercase();
    let from = lower.find(key)? + key.len();
    let to = next.and_then(|next| lower.get(from..)?.find(next).map(|at| from + at));
    let text = line.get(from..to.unwrap_or(line.len()))?;
    Some(
        text.trim()
            .trim_end_matches(',')
            .trim()
            .trim_matches('"')
            .trim(),
    )
}

fn read(output: &mut Output<'_>) {
    // Whether the part whose number is awaited is a chassis.
    let mut chassis = None;
    let mut first = true;
    for index in output.lines() {
        let line = output.line(index);
        let lower = line.to_ascii_lowercase();
        if lower.starts_with("name:") {
            let name = value(line, "name:", Some("descr:")).unwrap_or_default();
            let about = value(line, "descr:", None).unwrap_or_default();
            chassis = Some(first || is_chassis(name, about));
            output.begin(index);
        } else if lower.starts_with("pid:") {
            let (Some(chassis), Some(serial)) = (chassis.take(), value(line, "sn:", None)) else {
                output.known(index);
                continue;
            };
            let model = value(line, "pid:", Some("vid:")).and_then(|pid| output.some(pid));
            let serial = output.some(serial).filter(|serial| serial != "N/A");
            if chassis && std::mem::take(&mut first) {
                let row = Device {
                    model,
                    serial: serial.clone(),
                    ..Device::default()
                };
                output.push(row, index);
            }
            if let (true, Some(serial)) = (chassis, serial) {
                let row = DeviceName {
                    name_kind: "serial".to_owned(),
                    name: Some(serial),
                    ..DeviceName::default()
                };
                output.push(row, index);
            }
            output.known(index);
        } else if lower.starts_with("info:") || lower.starts_with("unique device") {
            output.known(index);
        }
    }
}

/// A chassis, a rack, or a member of a stack; not what is in it.
fn is_chassis(name: &str, about: &str) -> bool {
    let (name, about) = (name.to_ascii_lowercase(), about.to_ascii_lowercase());
    let part = ["power", "fan", "supply", "slot", "module", "board"];
    if part.iter().any(|word| name.contains(word)) {
        return false;
    }
    let rest = name.trim_start_matches("switch").trim_start();
    let member = !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_digit());
    let inside = part.iter().any(|word| about.contains(word));
    let called = name.contains("chassis") || name.starts_with("rack") || about.ends_with("chassis");
    (member && !inside) || (called && !about.ends_with("supply") && !about.ends_with("module"))
}
