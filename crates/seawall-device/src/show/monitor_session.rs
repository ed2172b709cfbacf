//! `show monitor session`, IOS XR `show monitor-session`: where copies of traffic go.

use seawall_model::Address;
use seawall_model::tables::DeviceReceiver;

use super::{Command, Output};
use crate::shape::pair;

pub(super) const MONITOR_SESSION: Command = Command {
    id: "show-monitor-session",
    typed: &[
        "show monitor session …",
        "show monitor-session …",
        "show monitor",
        "show monitor detail",
    ],
    whole: &["", "all", "all detail", "detail", "status", "status detail"],
    looks: |line| session(line).is_some() || NOTHING.iter().any(|text| line.starts_with(text)),
    read,
};

/// What a device says that copies nothing.
const NOTHING: [&str; 3] = [
    "No SPAN configuration is present",
    "No monitor session",
    "No monitor-session",
];

/// `Session 1`, `session 2`, `Monitor-session tap`: the session's name.
fn session(line: &str) -> Option<&str> {
    let mut words = line.split_ascii_whitespace();
    let word = words.next()?.to_ascii_lowercase();
    let name = words.next()?;
    let numbered = word == "session" && name.bytes().all(|b| b.is_ascii_digit());
    ((numbered || word == "monitor-session") && words.next().is_none()).then_some(name)
}

/// The session that is being read.
#[derive(Default)]
struct Open {
    row: DeviceReceiver,
    /// The line that says where it goes; nothing goes anywhere without one.
    place: Option<usize>,
}

fn read(output: &mut Output<'_>) {
    let mut open: Option<Open> = None;
    for index in output.lines() {
        let line = output.line(index);
        if let Some(name) = session(line) {
            close(output, &mut open);
            output.begin(index);
            if line.starts_with("session") {
                output.platform = Some("cisco-nx-os");
            } else if line.starts_with("Monitor-session") {
                output.platform = Some("cisco-ios-xr");
            }
            let mut session = Open::default();
            "mirror".clone_into(&mut session.row.kind);
            session.row.object = Some(output.safe(name));
            open = Some(session);
            continue;
        }
        if NOTHING.iter().any(|text| line.starts_with(text)) {
            output.begin(index);
            continue;
        }
        let Some(session) = &mut open else { continue };
        if line.starts_with("Feature ")
            || line.starts_with("Legend")
            || line.starts_with("Source Interface ")
        {
            // A table of what the hardware can do, or of the interfaces listened to.
            table(output, index);
            continue;
        }
        let lower = line.to_ascii_lowercase();
        let (name, value) = match pair(line) {
            Some((name, value)) => (name.to_ascii_lowercase(), value),
            // IOS XR writes no colon.
            None => match [
                "destination interface ",
                "destination next-hop ipv4 address ",
                "destination next-hop ipv6 address ",
            ]
            .iter()
            .find(|start| lower.starts_with(*start))
            {
                Some(start) => (
                    start.trim_end().to_owned(),
                    line.get(start.len()..).unwrap_or_default(),
                ),
                None => continue,
            },
        };
        output.known(index);
        let first = value.split([' ', '(']).next().unwrap_or_default();
        let none = matches!(first, "" | "-" | "None" | "none" | "Not" | "not");
        match name.as_str() {
            _ if none => {}
            "destination ip address"
            | "destination-ip"
            | "destination ipv6 address"
            | "destination next-hop ipv4 address"
            | "destination next-hop ipv6 address" => {
                session.row.address = Address::parse(first);
                if session.row.address.is_none() {
                    session.row.host = output.some(first);
                }
                session.place = Some(index);
            }
            "destination ports"
            | "destination port"
            | "destination interface"
            | "destination interfaces" => {
                session.row.target = output.some(value);
                session.place.get_or_insert(index);
            }
            "dest rspan vlan" | "destination rspan vlan" => {
                session.row.target = output.some(&format!("vlan {value}"));
                session.place.get_or_insert(index);
            }
            "vrf-name" | "vrf" | "destination vrf" if first != "default" => {
                session.row.vrf = output.some(first);
            }
            _ => {}
        }
    }
    close(output, &mut open);
}

fn close(output: &mut Output<'_>, open: &mut Option<Open>) {
    if let Some(Open {
        row,
        place: Some(place),
    }) = open.take()
    {
        output.push(row, place);
    }
}

/// The lines of a table, down to the next blank line.
fn table(output: &mut Output<'_>, from: usize) {
    let mut index = from;
    while !output.line(index).is_empty() && session(output.line(index)).is_none() {
        output.known(index);
        index += 1;
    }
}
