//! `show app-hosting list` and `detail` (IOS XE, NX-OS), `show appmgr application-table` (IOS XR).

use seawall_model::tables::DeviceContainer;

use super::{Command, Output};
use crate::shape::{Columns, pair};

pub(super) const LIST: Command = Command {
    id: "show-app-hosting-list",
    typed: &["show app-hosting list", "show appmgr application-table"],
    whole: &[],
    looks: |line| {
        (line.starts_with("App id") && line.ends_with("State"))
            || line.starts_with("No App found")
            || Columns::of(line, 0, &["Name", "Type", "Config State", "Status"]).is_some()
    },
    read: list,
};

pub(super) const DETAIL: Command = Command {
    id: "show-app-hosting-detail",
    typed: &["show app-hosting detail …"],
    whole: &[""],
    looks: |line| {
        line.starts_with("App id") && pair(line).is_some_and(|(name, _)| name == "App id")
    },
    read: detail,
};

fn container(id: &str, state: &str) -> DeviceContainer {
    let running = ["running", "activated", "started", "up"];
    let kind = if id.eq_ignore_ascii_case("guestshell") || id == "guestshell+" {
        "guestshell"
    } else {
        "app-hosting"
    };
    DeviceContainer {
        container: id.to_owned(),
        kind: kind.to_owned(),
        enabled: running.contains(&state.to_ascii_lowercase().as_str()),
        state: Some(state.to_owned()).filter(|state| !state.is_empty()),
        ..DeviceContainer::default()
    }
}

fn list(output: &mut Output<'_>) {
    let mut appmgr = None;
    for index in output.lines() {
        let (line, indent) = (output.line(index), output.indent(index));
        if (line.starts_with("App id") && line.ends_with("State")) || line.starts_with("No App") {
            output.begin(index);
            continue;
        }
        if let Some(columns) =
            Columns::of(line, indent, &["Name", "Type", "Config State", "Status"])
        {
            appmgr = Some(columns);
            output.platform = Some("cisco-ios-xr");
            output.begin(index);
            continue;
        }
        if !output.begun {
            continue;
        }
        let row = match &appmgr {
            Some(columns) => {
                let cells = columns.cells(line, indent);
                let [name, _, state, _] = cells.as_slice() else {
                    continue;
                };
                container(&output.safe(name), &output.safe(state))
            }
            None => {
                let Some((id, state)) = line.split_once(char::is_whitespace) else {
                    continue;
                };
                container(&output.safe(id), &output.safe(state.trim()))
            }
        };
        output.push(row, index);
    }
}

fn detail(output: &mut Output<'_>) {
    let mut open: Option<(DeviceContainer, usize)> = None;
    for index in output.lines() {
        let line = output.line(index);
        let (name, value) = pair(line).unwrap_or((line, ""));
        match (name, &mut open) {
            ("App id", _) => {
                if let Some((row, place)) = open.take() {
                    output.push(row, place);
                }
                output.begin(index);
                let id = output.safe(value);
                open = Some((container(&id, ""), index));
            }
            ("State", Some((row, _))) => {
                let told = container(&row.container, &output.safe(value));
                row.enabled = told.enabled;
                row.state = told.state;
                output.taken(index);
            }
            ("Path", Some((row, _))) => {
                row.package = output.some(value);
                output.taken(index);
            }
            // Resources, devices, interfaces, and the application's own health.
            (_, Some(_)) => output.known(index),
            (_, None) => {}
        }
    }
    if let Some((row, place)) = open {
        output.push(row, place);
    }
}
