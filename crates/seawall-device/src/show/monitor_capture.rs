//! `show monitor capture`: packet captures, those that run and those that are only set up.

use seawall_model::tables::DeviceCapture;

use super::{Command, Output};
use crate::shape::pair;

pub(super) const MONITOR_CAPTURE: Command = Command {
    id: "show-monitor-capture",
    typed: &["show monitor capture …"],
    whole: &["", "buffer all parameters", "point all"],
    looks: |line| opens(line).is_some() || line.starts_with("capture statistics collected at "),
    read,
};

/// `Status Information for Capture NAME`, `… for Capture Point NAME`, `Capture buffer NAME (…)`.
fn opens(line: &str) -> Option<&str> {
    let rest = line
        .strip_prefix("Status Information for Capture ")
        .or_else(|| line.strip_prefix("Capture buffer "))?;
    let rest = rest.strip_prefix("Point ").unwrap_or(rest);
    rest.split_ascii_whitespace().next()
}

fn read(output: &mut Output<'_>) {
    let mut open: Option<(DeviceCapture, usize)> = None;
    // The lines below "Filter Details".
    let mut filter: Option<Vec<String>> = None;
    for index in output.lines() {
        let line = output.line(index);
        if let Some(name) = opens(line) {
            close(output, &mut open, &mut filter);
            output.begin(index);
            let row = DeviceCapture {
                capture: output.safe(name),
                ..DeviceCapture::default()
            };
            open = Some((row, index));
            continue;
        }
        if line.starts_with("capture statistics collected at ") {
            // What was captured, not what captures.
            output.begun = true;
            "capture-statistics".clone_into(&mut output.arguments);
            output.known_from(index);
            break;
        }
        if let Some(typed) = line.strip_prefix("monitor capture ") {
            output.begun = true;
            parameter(output, index, typed, &mut open, &mut filter);
            continue;
        }
        let Some((row, _)) = &mut open else { continue };
        if line.starts_with("Filter Details") {
            filter = Some(Vec::new());
            output.known(index);
            continue;
        }
        let details = line.trim_end_matches([' ', ':']).ends_with(" Details")
            || line.starts_with("Target Type");
        if details {
            settle(row, &mut filter);
            output.known(index);
            continue;
        }
        if let Some(filter) = &mut filter {
            filter.push(output.safe(line));
            output.taken(index);
            continue;
        }
        // One line may hold several pairs.
        let mut told = false;
        for part in line.split(", ") {
            let Some((name, value)) = pair(part) else {
                continue;
            };
            match name.to_ascii_lowercase().as_str() {
                "interface" => {
                    row.interface = row.interface.take().or_else(|| output.some(value));
                    told = true;
                }
                "status" => {
                    row.running = Some(value.eq_ignore_ascii_case("active"));
                    told = true;
                }
                "associated file name" => {
                    row.file = output.some(value);
                    told = true;
                }
                _ => {}
            }
        }
        if told {
            output.taken(index);
        } else if pair(line).is_some() || row.running.is_some() {
            output.known(index);
        }
    }
    close(output, &mut open, &mut filter);
}

/// `NAME interface GigabitEthernet1 BOTH`, `NAME match ipv4 any any`, as `parameter` prints them.
fn parameter(
    output: &mut Output<'_>,
    index: usize,
    typed: &str,
    open: &mut Option<(DeviceCapture, usize)>,
    filter: &mut Option<Vec<String>>,
) {
    let words: Vec<&str> = typed.split_ascii_whitespace().collect();
    let [name, what, rest @ ..] = words.as_slice() else {
        output.known(index);
        return;
    };
    if matches!(*name, "buffer" | "point") {
        output.known(index);
        return;
    }
    let name = output.safe(name);
    if open.as_ref().is_none_or(|(row, _)| row.capture != name) {
        close(output, open, filter);
        let row = DeviceCapture {
            capture: name,
            ..DeviceCapture::default()
        };
        *open = Some((row, index));
    }
    let Some((row, _)) = open else { return };
    let text = output.safe(&rest.join(" "));
    match *what {
        "interface" => row.interface = rest.first().map(|word| output.safe(word)),
        "control-plane" => row.interface = Some("control-plane".to_owned()),
        "match" | "access-list" | "class-map" => row.filter = Some(text),
        "file" | "buffer" if rest.first() == Some(&"location") => {
            row.file = rest.get(1).map(|word| output.safe(word));
        }
        _ => {}
    }
    output.taken(index);
}

fn settle(row: &mut DeviceCapture, filter: &mut Option<Vec<String>>) {
    if let Some(lines) = filter.take()
        && !lines.is_empty()
        && lines != ["Capture all packets"]
    {
        row.filter = Some(lines.join(", "));
    }
}

fn close(
    output: &mut Output<'_>,
    open: &mut Option<(DeviceCapture, usize)>,
    filter: &mut Option<Vec<String>>,
) {
    if let Some((mut row, index)) = open.take() {
        settle(&mut row, filter);
        output.push(row, index);
    }
    *filter = None;
}
