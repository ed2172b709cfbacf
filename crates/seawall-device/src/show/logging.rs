//! The settings above the buffer of `show logging`, and NX-OS `show logging info`: where the log
//! goes. The buffer itself is a log: an output that holds one is left to the log's reader.

use seawall_model::Address;
use seawall_model::tables::{DeviceReceiver, DeviceService};

use super::{Command, Output};
use crate::shape::pair;

pub(super) const LOGGING: Command = Command {
    id: "show-logging",
    typed: &["show logging", "show logging info", "show logging server"],
    whole: &[],
    looks: |line| line.starts_with("Syslog logging:") || line.starts_with("Logging console:"),
    read,
};

/// Whether messages stand below the settings.
pub(super) fn has_buffer(text: &str) -> bool {
    let mut below = false;
    text.lines().map(str::trim).any(|line| {
        let other = !line.is_empty() && super::command::prompt(line).is_none();
        let message = is_message(line) || (below && other);
        below |= line.starts_with("Log Buffer (");
        message
    })
}

/// `…%FACILITY-5-MNEMONIC: …`.
fn is_message(line: &str) -> bool {
    let Some((_, rest)) = line.split_once('%') else {
        return false;
    };
    let mut parts = rest.split('-');
    let facility = parts.next().unwrap_or_default();
    let mut level = parts.skip_while(|part| part.len() != 1);
    facility.starts_with(|c: char| c.is_ascii_uppercase())
        && level
            .next()
            .is_some_and(|level| level.bytes().all(|b| b.is_ascii_digit()))
}

fn read(output: &mut Output<'_>) {
    let mut open: Option<(DeviceReceiver, usize)> = None;
    for index in output.lines() {
        let line = output.line(index);
        let told = if let Some(state) = line.strip_prefix("Syslog logging:") {
            output.begun = true;
            Some(state.trim().starts_with("enabled"))
        } else if let Some(state) = line.strip_prefix("Logging server:") {
            output.begun = true;
            output.platform = Some("cisco-nx-os");
            Some(state.trim().starts_with("enabled"))
        } else {
            None
        };
        if let Some(enabled) = told {
            let row = DeviceService {
                service: "logging".to_owned(),
                enabled,
                ..DeviceService::default()
            };
            output.push(row, index);
            continue;
        }
        if let Some(state) = line.strip_prefix("Trap logging:") {
            // Which messages reach the log servers at all.
            let level = state.trim().strip_prefix("level ");
            let level = level.and_then(|rest| rest.split(',').next());
            let row = DeviceService {
                service: "logging-trap".to_owned(),
                enabled: !state.trim().starts_with("disabled"),
                setting: level.and_then(|level| output.some(level)),
                ..DeviceService::default()
            };
            output.push(row, index);
            continue;
        }
        output.begun |= line.starts_with("Logging console:");
        if !output.begun {
            continue;
        }
        if let Some(to) = line.strip_prefix("Logging to ") {
            close(output, &mut open);
            open = Some((receiver(output, to), index));
            output.taken(index);
        } else if let Some(to) = line
            .strip_prefix('{')
            .and_then(|rest| rest.strip_suffix('}'))
        {
            close(output, &mut open);
            open = Some((receiver(output, to), index));
            output.taken(index);
        } else if let (Some((row, _)), Some((name, value))) = (&mut open, pair(line))
            && matches!(name, "server VRF" | "server port")
        {
            match name {
                "server port" => row.port = value.parse().ok(),
                _ => row.vrf = output.some(value).filter(|vrf| vrf != "default"),
            }
            output.taken(index);
        } else {
            output.known(index);
        }
    }
    close(output, &mut open);
}

/// `192.0.2.9  (Mgmt-vrf) (udp port 514, audit disabled,`.
fn receiver(output: &Output<'_>, text: &str) -> DeviceReceiver {
    let place = text.split([' ', ',', '(']).find(|word| !word.is_empty());
    let place = place.unwrap_or_default();
    let mut row = DeviceReceiver {
        kind: "syslog".to_owned(),
        address: Address::parse(place),
        ..DeviceReceiver::default()
    };
    if row.address.is_none() {
        row.host = output.some(place);
    }
    for inside in text.split('(').skip(1) {
        let inside = inside.split(')').next().unwrap_or_default();
        match inside.split_once(" port ") {
            Some((_, rest)) => {
                row.port = rest.split(',').next().and_then(|n| n.trim().parse().ok());
            }
            None if !inside.contains([' ', ',']) => row.vrf = output.some(inside),
            None => {}
        }
    }
    row
}

fn close(output: &mut Output<'_>, open: &mut Option<(DeviceReceiver, usize)>) {
    if let Some((row, index)) = open.take() {
        output.push(row, index);
    }
}
