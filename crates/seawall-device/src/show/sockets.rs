//! Open ports and connections: `show ip sockets`, `show udp`, `show control-plane host open-ports`,
//! `show tcp brief`, NX-OS `show sockets connection`.

use seawall_model::Address;
use seawall_model::tables::DeviceSocket;

use super::{Command, Output};

pub(super) const IP_SOCKETS: Command = Command {
    id: "show-ip-sockets",
    typed: &["show ip sockets", "show udp", "show sockets udp"],
    whole: &[],
    looks: |line| {
        line.starts_with("Proto ") && line.contains("Remote") && line.contains("OutputIF")
    },
    read: ip_sockets,
};

pub(super) const OPEN_PORTS: Command = Command {
    id: "show-control-plane-host-open-ports",
    typed: &["show control-plane host open-ports"],
    whole: &[],
    looks: |line| line.starts_with("Prot ") && line.contains("Foreign Address"),
    read: open_ports,
};

pub(super) const TCP_BRIEF: Command = Command {
    id: "show-tcp-brief",
    typed: &["show tcp brief …"],
    // Without "all" IOS leaves out what only listens.
    whole: &["all", "all numeric", "numeric all"],
    looks: |line| {
        (line.starts_with("TCB ") || line.starts_with("PCB ")) && line.contains("Foreign Address")
    },
    read: tcp_brief,
};

pub(super) const SOCKETS: Command = Command {
    id: "show-sockets-connection",
    typed: &["show sockets connection …", "show socket connection …"],
    whole: &["", "detail"],
    looks: |line| {
        line.starts_with("Protocol State/") || line.starts_with("Active connections (including")
    },
    read: connections,
};

/// An address and a port; each `None` for any.
type End = (Option<Address>, Option<i64>);

fn end(address: &str, port: &str) -> End {
    let address = Address::parse(address).filter(|address| {
        let ip = address.to_ip();
        !ip.is_unspecified() && ip.to_string() != "::ffff:0.0.0.0"
    });
    (address, port.parse().ok().filter(|port| *port != 0))
}

fn socket(protocol: &str, local: End, remote: End) -> DeviceSocket {
    DeviceSocket {
        protocol: protocol.to_owned(),
        local_address: local.0,
        local_port: local.1,
        remote_address: remote.0,
        remote_port: remote.1,
        ..DeviceSocket::default()
    }
}

fn protocol(word: &str) -> &str {
    match word.split('(').next().unwrap_or_default() {
        "6" => "tcp",
        "17" => "udp",
        other => other,
    }
}

/// ` 17  --listen--  192.0.2.1  67  0 0 2211 0`, ` 17 192.0.2.9 514 192.0.2.1 51000 …`.
fn ip_sockets(output: &mut Output<'_>) {
    for index in output.lines() {
        let line = output.line(index);
        if line.starts_with("Proto ") {
            output.begin(index);
            continue;
        }
        let words: Vec<&str> = line.split_ascii_whitespace().collect();
        let (remote, local, numbers) = match words.as_slice() {
            [_, "--listen--", address, port, ..] => {
                ((None, None), end(address, port), words.first())
            }
            [_, remote, remote_port, address, port, ..] => {
                (end(remote, remote_port), end(address, port), words.first())
            }
            _ => continue,
        };
        let Some(word) =
            numbers.filter(|word| output.begun && word.starts_with(|c: char| c.is_ascii_digit()))
        else {
            continue;
        };
        let mut row = socket(&output.safe(protocol(word)), local, remote);
        row.listening = Some(remote == (None, None));
        output.push(row, index);
    }
}

/// ` tcp  *:22  *:0  SSH-Server  LISTEN`.
fn open_ports(output: &mut Output<'_>) {
    for index in output.lines() {
        let line = output.line(index);
        if line.starts_with("Prot ") || line.starts_with("Active internet connections") {
            output.begun |= line.starts_with("Prot ");
            output.known(index);
            continue;
        }
        let words: Vec<&str> = line.split_ascii_whitespace().collect();
        let [kind, local, remote, process @ .., state] = words.as_slice() else {
            continue;
        };
        let (Some(local), Some(remote)) = (local.rsplit_once(':'), remote.rsplit_once(':')) else {
            continue;
        };
        if !output.begun {
            continue;
        }
        let mut row = socket(
            &output.safe(kind),
            end(local.0, local.1),
            end(remote.0, remote.1),
        );
        row.listening = Some(*state == "LISTEN");
        row.state = output.some(state);
        row.process = output.some(&process.join(" "));
        output.push(row, index);
    }
}

/// `81C95568  192.0.2.1.22  198.51.100.9.1049  ESTAB`; IOS XR has the VRF and queues before it.
fn tcp_brief(output: &mut Output<'_>) {
    let mut queues = false;
    for index in output.lines() {
        let line = output.line(index);
        if line.starts_with("TCB ") || line.starts_with("PCB ") {
            queues = line.starts_with("PCB ");
            if queues {
                output.platform = Some("cisco-ios-xr");
                "all".clone_into(&mut output.arguments);
            }
            output.begin(index);
            continue;
        }
        let words: Vec<&str> = line.split_ascii_whitespace().collect();
        let found = match words.as_slice() {
            [_, local, remote, state] if !queues => Some((local, remote, state)),
            [_, _, _, _, local, remote, state] if queues => Some((local, remote, state)),
            _ => None,
        };
        let Some((local, remote, state)) = found.filter(|_| output.begun) else {
            continue;
        };
        let between = if queues { ':' } else { '.' };
        let split = |text: &str| {
            let (address, port) = text.rsplit_once(between).unwrap_or((text, ""));
            end(address, port)
        };
        let mut row = socket("tcp", split(local), split(remote));
        row.listening = Some(state.starts_with("LISTEN"));
        row.state = output.some(state);
        output.push(row, index);
    }
}

/// NX-OS: `tcp  LISTEN  0  *(22)`, and below it the context, the other queue and the other end.
fn connections(output: &mut Output<'_>) {
    let mut open: Option<(DeviceSocket, usize)> = None;
    let split = |text: &str| {
        let (address, port) = text.split_once('(')?;
        Some(end(address, port.strip_suffix(')')?))
    };
    for index in output.lines() {
        let line = output.line(index);
        if line.starts_with("Protocol ") || line.starts_with("Active connections") {
            output.platform = Some("cisco-nx-os");
            output.begin(index);
            continue;
        }
        if line.starts_with("Send-Q")
            || line.starts_with("Context ")
            || line.starts_with("Total number of")
        {
            output.known(index);
            continue;
        }
        // `[host]: tcp …` and `[netstack]` say which side of the system holds it.
        let rest = match line.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
            Some((_, rest)) => rest.trim_start_matches(':').trim_start(),
            None => line,
        };
        let words: Vec<&str> = rest.split_ascii_whitespace().collect();
        match words.as_slice() {
            [] => output.known(index),
            [kind, state, _, local, context @ ..]
                if kind.starts_with(['t', 'u', 'r']) && split(local).is_some() =>
            {
                if let Some((row, place)) = open.take() {
                    output.push(row, place);
                }
                let mut row = socket(
                    &output.safe(kind),
                    split(local).unwrap_or_default(),
                    (None, None),
                );
                row.listening = Some(*state == "LISTEN");
                row.state = output.some(state);
                row.vrf = output
                    .some(&context.join(" "))
                    .filter(|vrf| vrf != "Wildcard");
                open = Some((row, index));
            }
            [context @ .., _, remote] if context.len() < 2 => {
                if let (Some((row, _)), Some((address, port))) = (&mut open, split(remote)) {
                    row.remote_address = address;
                    row.remote_port = port;
                    if let Some(context) = context.first() {
                        row.vrf = output.some(context).filter(|vrf| vrf != "Wildcard");
                    }
                    output.taken(index);
                }
            }
            _ => {}
        }
    }
    if let Some((row, place)) = open {
        output.push(row, place);
    }
}
