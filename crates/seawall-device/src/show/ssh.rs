//! `show ip ssh` (is the server on) and `show ssh` (who is connected through it).

use seawall_model::tables::{DeviceService, DeviceSession};

use super::users::from;
use super::{Command, Output};
use crate::shape::Columns;

pub(super) const IP_SSH: Command = Command {
    id: "show-ip-ssh",
    typed: &["show ip ssh", "show ssh server"],
    whole: &[],
    looks: |line| state(line).is_some(),
    read: settings,
};

pub(super) const SSH: Command = Command {
    id: "show-ssh",
    typed: &["show ssh", "show ssh session details", "show ssh sessions"],
    whole: &[],
    looks: |line| {
        Columns::of(line, 0, &["Connection", "Version", "Mode", "Username"]).is_some()
            || Columns::of(line, 0, &["id", "chan", "pty", "userid", "host"]).is_some()
            || line.starts_with("SSH version : Cisco")
            || line.starts_with("%No SSHv")
    },
    read: sessions,
};

/// `SSH Enabled - version 2.0`; NX-OS: `ssh version 2 is enabled`.
fn state(line: &str) -> Option<bool> {
    let lower = line.to_ascii_lowercase();
    let on = |word: &str| match word {
        "enabled" => Some(true),
        "disabled" => Some(false),
        _ => None,
    };
    if let Some(rest) = lower.strip_prefix("ssh ")
        && let Some((word, version)) = rest.split_once(" - ")
        && version.starts_with("version")
    {
        return on(word.trim());
    }
    let rest = lower.strip_prefix("ssh ")?;
    let (subject, word) = rest.trim_end_matches('.').split_once(" is ")?;
    let subject = subject == "server" || subject.starts_with("version");
    on(word
        .trim()
        .strip_prefix("not ")
        .map_or(word.trim(), |_| "disabled"))
    .filter(|_| subject)
}

fn settings(output: &mut Output<'_>) {
    for index in output.lines() {
        let line = output.line(index);
        if let Some(enabled) = state(line) {
            output.begun = true;
            if line.starts_with("ssh version") {
                output.platform = Some("cisco-nx-os");
            }
            let row = DeviceService {
                service: "ssh-server".to_owned(),
                enabled,
                ..DeviceService::default()
            };
            output.push(row, index);
        } else if output.begun {
            // Algorithms, limits, and the device's own public key, line by line.
            output.known(index);
        }
    }
}

/// Which table stands above.
enum Heading {
    /// IOS: connection, version, mode, …, state, account.
    Connections(Columns),
    /// IOS XR: who, from where.
    Sessions(Columns),
    /// IOS XR: algorithms, nobody's name.
    Algorithms,
}

fn sessions(output: &mut Output<'_>) {
    let mut heading = None;
    let mut incoming = true;
    for index in output.lines() {
        let (line, indent) = (output.line(index), output.indent(index));
        let lower = line.to_ascii_lowercase();
        if let Some(columns) =
            Columns::of(line, indent, &["Connection", "Version", "Mode", "Username"])
        {
            heading = Some(Heading::Connections(columns));
            output.begin(index);
        } else if lower.starts_with("id ") {
            let headings = [
                "id",
                "?chan",
                "?pty",
                "?location",
                "?state",
                "userid",
                "host",
                "?ver",
            ];
            heading = Some(match Columns::of(line, indent, &headings) {
                Some(columns) => Heading::Sessions(columns),
                None => Heading::Algorithms,
            });
            output.platform = Some("cisco-ios-xr");
            output.begin(index);
        } else if lower.starts_with("%no sshv") || lower.starts_with("ssh version") {
            output.begin(index);
        } else if lower.starts_with("incoming") || lower.starts_with("outgoing") {
            incoming = lower.starts_with("incoming");
            output.known(index);
        } else {
            match &heading {
                Some(Heading::Connections(columns)) => {
                    let cells = columns.cells(line, indent);
                    let [_, _, mode, account] = cells.as_slice() else {
                        continue;
                    };
                    let mode = mode.split_ascii_whitespace().next().unwrap_or_default();
                    let number = line.split_ascii_whitespace().next().unwrap_or_default();
                    if !matches!(mode, "IN" | "OUT") {
                        continue;
                    }
                    let account = account.rsplit(' ').next().unwrap_or_default();
                    let row = DeviceSession {
                        line: format!("ssh {}", output.safe(number)),
                        account: output.some(account),
                        service: Some("ssh".to_owned()),
                        incoming: mode == "IN",
                        ..DeviceSession::default()
                    };
                    output.push(row, index);
                }
                Some(Heading::Sessions(columns)) => {
                    let cells = columns.cells(line, indent);
                    let [number, _, terminal, _, _, account, host, _] = cells.as_slice() else {
                        continue;
                    };
                    if account.is_empty() || number.is_empty() {
                        continue;
                    }
                    let name = if terminal.is_empty() {
                        *number
                    } else {
                        *terminal
                    };
                    let mut row = DeviceSession {
                        line: output.safe(name),
                        account: output.some(account),
                        service: Some("ssh".to_owned()),
                        incoming,
                        ..DeviceSession::default()
                    };
                    if incoming {
                        from(output, &mut row, host);
                    } else {
                        row.onward = output.some(host);
                    }
                    output.push(row, index);
                }
                Some(Heading::Algorithms) => {
                    // A session, without a name for who it is.
                    let number = line.split_ascii_whitespace().next().unwrap_or_default();
                    if number.bytes().all(|b| b.is_ascii_digit()) {
                        let row = DeviceSession {
                            line: format!("ssh {number}"),
                            service: Some("ssh".to_owned()),
                            incoming,
                            ..DeviceSession::default()
                        };
                        output.push(row, index);
                    }
                }
                None => {}
            }
        }
    }
}
