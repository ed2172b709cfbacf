//! `show install summary`, `active`, `inactive` and their relatives: which software is installed.

use seawall_model::tables::DevicePackage;

use super::{Command, Output};
use crate::shape::pair;

pub(super) const SUMMARY: Command = Command {
    id: "show-install-summary",
    typed: &["show install summary"],
    whole: &[],
    looks: |line| section(line).is_some_and(|(state, _)| state == "installed"),
    read,
};

pub(super) const ACTIVE: Command = Command {
    id: "show-install-active",
    typed: &["show install active …", "show install committed …"],
    whole: &["", "summary", "detail"],
    looks: |line| section(line).is_some_and(|(state, _)| state == "active" || state == "committed"),
    read,
};

pub(super) const INACTIVE: Command = Command {
    id: "show-install-inactive",
    typed: &["show install inactive …", "show install uncommitted …"],
    whole: &["", "summary", "detail"],
    looks: |line| {
        section(line).is_some_and(|(state, _)| state == "inactive" || state == "uncommitted")
    },
    read,
};

/// `[ R0 R1 ] Installed Package(s) Information:`, `Active Packages: 2`: the state in its heading
/// and the place.
fn section(line: &str) -> Option<(String, Option<&str>)> {
    let (place, rest) = match line.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some((place, rest)) => (Some(place.trim()), rest.trim_start()),
        None => (None, line),
    };
    let (state, rest) = rest.split_once(' ')?;
    let state = state.to_ascii_lowercase();
    let states = [
        "installed",
        "active",
        "inactive",
        "committed",
        "uncommitted",
    ];
    let packages = rest.starts_with("Package(s) Information") || rest.starts_with("Packages:");
    (packages && states.contains(&&*state)).then_some((state, place))
}

fn read(output: &mut Output<'_>) {
    let (mut state, mut location) = (String::new(), None);
    // IOS XE: rows of type, state letter and name. Elsewhere: a name a line.
    let mut lettered = false;
    for index in output.lines() {
        let line = output.line(index);
        if let Some((said, place)) = section(line) {
            state = said;
            if let Some(place) = place {
                location = output.some(place);
                output.platform = Some("cisco-ios-xe");
                output.ended = Some(false);
            }
            output.begin(index);
            continue;
        }
        if line.starts_with("Type ") && line.contains("Filename/Version") {
            lettered = true;
            output.begin(index);
            continue;
        }
        if let Some(node) = line.strip_prefix("Node ") {
            location = node
                .split_ascii_whitespace()
                .next()
                .map(|node| output.safe(node));
            output.platform = Some("cisco-ios-xr");
            state.clear();
            output.begin(index);
            continue;
        }
        if line.starts_with("Auto abort timer") {
            output.ended = Some(true);
            output.known(index);
            continue;
        }
        if line.starts_with("No ") && line.ends_with("Packages") {
            output.begin(index);
            output.ended = output.ended.map(|_| true);
            continue;
        }
        if line.starts_with("State (St):") || line.starts_with("C - Activated") {
            output.known(index);
            continue;
        }
        let words: Vec<&str> = line.split_ascii_whitespace().collect();
        if let (true, [kind, letter, name]) = (lettered, words.as_slice()) {
            let state = match *letter {
                "I" => "inactive",
                "U" => "uncommitted",
                "C" => "committed",
                "D" => "deactivated",
                _ => continue,
            };
            let row = DevicePackage {
                package: output.safe(name),
                kind: Some(output.safe(&kind.to_ascii_lowercase())),
                state: Some(state.to_owned()),
                location: location.clone(),
                ..DevicePackage::default()
            };
            output.push(row, index);
            continue;
        }
        if let Some((name, value)) = pair(line)
            && ["Boot Image", "NXOS Image"].contains(&name)
        {
            if name == "NXOS Image" {
                output.platform = Some("cisco-nx-os");
            }
            output.begun = true;
            if let Some(package) = output.some(value) {
                let row = DevicePackage {
                    package,
                    kind: Some("boot-image".to_owned()),
                    state: Some("active".to_owned()),
                    location: location.clone(),
                    ..DevicePackage::default()
                };
                output.push(row, index);
            }
            continue;
        }
        let heading = [
            "Secure Domain Router",
            "Boot Device",
            "Boot Partition",
            "Default Profile",
            "SDRs",
            "Label",
            "Owner",
            "Boot Image",
        ];
        if heading.iter().any(|start| line.starts_with(start)) {
            output.known(index);
        } else if !lettered
            && !state.is_empty()
            && let Some(name) = words.first()
        {
            let row = DevicePackage {
                package: output.safe(name),
                state: Some(state.clone()),
                location: location.clone(),
                ..DevicePackage::default()
            };
            output.push(row, index);
        }
    }
}
