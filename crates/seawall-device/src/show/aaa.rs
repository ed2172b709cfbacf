//! `show tacacs`, `show aaa servers`, NX-OS `show tacacs-server` and `show radius-server`: whom the
//! device asks.

use seawall_model::Address;
use seawall_model::tables::DeviceAaaServer;

use super::{Command, Output};
use crate::shape::pair;

pub(super) const TACACS: Command = Command {
    id: "show-tacacs",
    typed: &["show tacacs …", "show tacacs-server …"],
    whole: &["", "details", "public", "all"],
    looks: |line| {
        line.starts_with("Tacacs+ Server")
            || line.starts_with("following TACACS+ servers are configured")
            || server(line).is_some()
    },
    read: |output| read(output, "tacacs"),
};

pub(super) const AAA_SERVERS: Command = Command {
    id: "show-aaa-servers",
    typed: &[
        "show aaa servers …",
        "show radius-server …",
        "show radius servers …",
    ],
    whole: &["", "all"],
    looks: |line| {
        line.starts_with("RADIUS: id ")
            || line.starts_with("following RADIUS servers are configured")
    },
    read: |output| read(output, "radius"),
};

/// IOS XR: `Server: 192.0.2.9/49 vrf=default [private]`.
fn server(line: &str) -> Option<&str> {
    let rest = line.strip_prefix("Server: ")?;
    let (address, _) = rest.split_ascii_whitespace().next()?.rsplit_once('/')?;
    Address::parse(address).map(|_| rest)
}

fn read(output: &mut Output<'_>, protocol: &str) {
    let mut open: Option<(DeviceAaaServer, usize)> = None;
    let fresh = || DeviceAaaServer {
        protocol: protocol.to_owned(),
        ..DeviceAaaServer::default()
    };
    for index in output.lines() {
        let line = output.line(index);
        if let Some(rest) = line.strip_prefix("Tacacs+ Server") {
            close(output, &mut open);
            output.begin(index);
            let mut row = fresh();
            // Older releases: `Tacacs+ Server  :  192.0.2.9/49`.
            let value = rest.rsplit(':').next().unwrap_or_default().trim();
            at(output, &mut row, value);
            open = Some((row, index));
            continue;
        }
        if let Some(rest) = server(line) {
            close(output, &mut open);
            output.begin(index);
            output.platform = Some("cisco-ios-xr");
            let mut words = rest.split_ascii_whitespace();
            let mut row = fresh();
            at(output, &mut row, words.next().unwrap_or_default());
            for word in words {
                if let Some(vrf) = word.strip_prefix("vrf=") {
                    row.vrf = output.some(vrf).filter(|vrf| vrf != "default");
                }
            }
            open = Some((row, index));
            continue;
        }
        if let Some(rest) = line.strip_prefix("RADIUS: id ") {
            close(output, &mut open);
            output.begin(index);
            let mut row = fresh();
            for part in rest.split(", ") {
                match part.split_once(' ') {
                    Some(("host", host)) => place(output, &mut row, host),
                    Some(("auth-port", port)) => row.port = port.trim().parse().ok(),
                    Some(("hostname", name)) => row.name = output.some(name),
                    _ => {}
                }
            }
            open = Some((row, index));
            continue;
        }
        let lower = line.to_ascii_lowercase();
        if lower.starts_with("following") && lower.contains("servers are configured") {
            output.platform = Some("cisco-nx-os");
            output.begin(index);
            continue;
        }
        if lower.starts_with("total number of servers") {
            output.begin(index);
            continue;
        }
        // NX-OS: the server alone, then what is set for it, indented further.
        if let Some(server) = line.strip_suffix(':')
            && output.platform == Some("cisco-nx-os")
            && !server.contains(' ')
        {
            close(output, &mut open);
            let mut row = fresh();
            place(output, &mut row, server);
            open = Some((row, index));
            continue;
        }
        let Some((name, value)) = pair(line) else {
            if output.begun {
                output.known(index);
            }
            continue;
        };
        if let Some((row, first)) = &mut open {
            match name.to_ascii_lowercase().as_str() {
                "server name" => {
                    row.name = output.some(value);
                    output.taken(index);
                }
                "server address" => {
                    place(output, row, value);
                    *first = index;
                    output.taken(index);
                }
                "server port" => {
                    row.port = value.parse().ok();
                    output.taken(index);
                }
                "available on port" | "available for authentication on port" => {
                    row.port = value.parse().ok();
                    output.taken(index);
                }
                _ => {}
            }
        }
        output.known(index);
    }
    close(output, &mut open);
}

/// `ADDRESS/PORT`.
fn at(output: &Output<'_>, row: &mut DeviceAaaServer, text: &str) {
    if let Some((address, port)) = text.rsplit_once('/') {
        place(output, row, address);
        row.port = port.parse().ok();
    }
}

fn place(output: &Output<'_>, row: &mut DeviceAaaServer, text: &str) {
    let text = text.trim();
    row.address = Address::parse(text);
    row.host = match row.address {
        Some(_) => None,
        // A name that was not resolved.
        None => output.some(text).filter(|text| text != "UNKNOWN"),
    };
}

fn close(output: &mut Output<'_>, open: &mut Option<(DeviceAaaServer, usize)>) {
    if let Some((row, index)) = open.take() {
        output.push(row, index);
    }
}
