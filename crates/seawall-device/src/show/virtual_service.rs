//! `show virtual-service list` and `detail`, NX-OS `show guestshell detail`.

use seawall_model::tables::{DeviceContainer, DevicePackage};

use super::{Command, Output};
use crate::shape::{Columns, pair};

const HEADINGS: [&str; 3] = ["Name", "Status", "Package Name"];

pub(super) const LIST: Command = Command {
    id: "show-virtual-service-list",
    typed: &["show virtual-service list"],
    whole: &[],
    looks: |line| {
        line.starts_with("Virtual Service List") || Columns::of(line, 0, &HEADINGS).is_some()
    },
    read: list,
};

pub(super) const DETAIL: Command = Command {
    id: "show-virtual-service-detail",
    typed: &["show virtual-service detail …", "show guestshell …"],
    whole: &[""],
    looks: |line| opens(line).is_some(),
    read: detail,
};

fn container(name: &str, state: &str, package: Option<String>) -> DeviceContainer {
    let kind = if name.starts_with("guestshell") {
        "guestshell"
    } else {
        "virtual-service"
    };
    DeviceContainer {
        container: name.to_owned(),
        kind: kind.to_owned(),
        enabled: state.eq_ignore_ascii_case("activated") || state.eq_ignore_ascii_case("running"),
        state: Some(state.to_owned()).filter(|state| !state.is_empty()),
        package: package.filter(|text| !matches!(text.as_str(), "Not Available" | "None")),
        ..DeviceContainer::default()
    }
}

fn list(output: &mut Output<'_>) {
    let mut columns = None;
    for index in output.lines() {
        let (line, indent) = (output.line(index), output.indent(index));
        if let Some(found) = Columns::of(line, indent, &HEADINGS) {
            columns = Some(found);
            output.begin(index);
        } else if line.starts_with("Virtual Service List") {
            output.begin(index);
        } else if let Some(columns) = &columns {
            let cells = columns.cells(line, indent);
            let [name, state, package] = cells.as_slice() else {
                continue;
            };
            let row = container(
                &output.safe(name),
                &output.safe(state),
                output.some(package),
            );
            output.push(row, index);
        }
    }
}

/// `Virtual service NAME detail`.
fn opens(line: &str) -> Option<&str> {
    let rest = line.strip_prefix("Virtual service ")?;
    rest.strip_suffix(" detail").map(str::trim)
}

#[derive(Default)]
struct Open {
    name: String,
    state: String,
    package: Option<String>,
    path: Option<String>,
    key: Option<String>,
    place: usize,
}

fn detail(output: &mut Output<'_>) {
    let mut open: Option<Open> = None;
    let mut section = String::new();
    for index in output.lines() {
        let line = output.line(index);
        if let Some(name) = opens(line) {
            close(output, open.take());
            output.begin(index);
            open = Some(Open {
                name: output.safe(name),
                place: index,
                ..Open::default()
            });
            continue;
        }
        let Some(open) = &mut open else { continue };
        let Some((name, value)) = pair(line) else {
            line.clone_into(&mut section);
            output.known(index);
            continue;
        };
        let some = output.some(value);
        match (section.as_str(), name) {
            (_, "State") => open.state = some.unwrap_or_default(),
            ("Package information", "Name") => open.package = some,
            ("Package information", "Path") => open.path = some,
            ("Signing", "Key type") => open.key = some,
            _ => {
                output.known(index);
                continue;
            }
        }
        output.taken(index);
    }
    close(output, open);
}

fn close(output: &mut Output<'_>, open: Option<Open>) {
    let Some(open) = open else { return };
    let package = open.package.filter(|name| name != "None");
    if let Some(package) = &package {
        let row = DevicePackage {
            package: package.clone(),
            kind: Some("container".to_owned()),
            signed_by: open.key.map(|key| match key.as_str() {
                "Unsigned" => "unsigned".to_owned(),
                _ => key,
            }),
            ..DevicePackage::default()
        };
        output.push(row, open.place);
    }
    let row = container(&open.name, &open.state, open.path.or(package));
    output.push(row, open.place);
}
