//! Where an NX-OS device goes: static routes and name servers of the device and of its VRFs; and the
//! VRF in which servers and trap receivers are reached, which stands on a line of its own.

use seawall_model::tables::{DeviceReceiver, DeviceRoute};
use seawall_model::{Address, Row};

use crate::ios::prefix_length;
use crate::rows::Collected;
use crate::shape::{Text, Tree};

/// Pushes the rows of the lines at the top level and of the VRFs, and completes those that need
/// another line.
pub(crate) fn rows(text: &Text, tree: &Tree, tops: &[usize], collected: &mut Collected) {
    for index in tops.iter().copied() {
        let words: Vec<&str> = text.line(index).split_ascii_whitespace().collect();
        place(&words, None, index as u32 + 1, collected);
        match words[..] {
            ["vrf", "context", vrf] => {
                for child in tree.children(index) {
                    let words: Vec<&str> = text.line(child).split_ascii_whitespace().collect();
                    place(&words, Some(vrf), child as u32 + 1, collected);
                }
            }
            ["aaa", "group", "server", protocol, group] => {
                let lines = tree.children(index).map(|child| text.line(child));
                server_group(protocol, group, &lines.collect::<Vec<_>>(), collected);
            }
            ["snmp-server", "host", host, "use-vrf", vrf] => {
                let host = Address::parse(host);
                for (row, _) in collected.of_table("device_receiver") {
                    if let Row::DeviceReceiver(receiver) = row
                        && receiver.kind == "snmp-trap"
                        && host.is_some()
                        && receiver.address == host
                    {
                        receiver.vrf = Some(vrf.to_owned());
                    }
                }
            }
            _ => {}
        }
    }
}

fn place(words: &[&str], vrf: Option<&str>, line: u32, collected: &mut Collected) {
    match words {
        ["ip", "route", rest @ ..] => route(rest, false, vrf, line, collected),
        ["ipv6", "route", rest @ ..] => route(rest, true, vrf, line, collected),
        ["ip", "name-server", rest @ ..] => name_servers(rest, vrf, line, collected),
        _ => {}
    }
}

/// `PREFIX [INTERFACE] [NEXT-HOP] …`, before distance, name, tag and track.
fn route(words: &[&str], six: bool, vrf: Option<&str>, line: u32, collected: &mut Collected) {
    let (network, length, rest) = match words {
        [prefix, rest @ ..] if prefix.contains('/') => {
            let (network, length) = prefix.split_once('/').unwrap_or((prefix, ""));
            (Address::parse(network), length.parse().ok(), rest)
        }
        [network, mask, rest @ ..] if !six => (Address::parse(network), prefix_length(mask), rest),
        _ => return,
    };
    let mut row = DeviceRoute {
        network,
        prefix_length: length,
        vrf: vrf.map(str::to_owned),
        ..DeviceRoute::default()
    };
    for word in rest.iter().take(2) {
        // `192.0.2.1/32` and `192.0.2.1%default` are next hops too.
        let host = word.split(['/', '%']).next().unwrap_or(word);
        if let Some(address) = Address::parse(host) {
            row.next_hop = row.next_hop.or(Some(address));
        } else if row.next_hop.is_none()
            && row.interface.is_none()
            && word.starts_with(|c: char| c.is_ascii_alphabetic())
            && !matches!(*word, "name" | "tag" | "track" | "vrf" | "bfd")
        {
            row.interface = Some((*word).to_owned());
        } else {
            break;
        }
    }
    if network.is_some() {
        collected.push(row, line);
    }
}

fn name_servers(words: &[&str], vrf: Option<&str>, line: u32, collected: &mut Collected) {
    let used = words
        .windows(2)
        .find_map(|pair| matches!(pair, ["use-vrf", _]).then(|| pair.last().copied()))
        .flatten();
    for address in words.iter().map_while(|word| Address::parse(word)) {
        let row = DeviceReceiver {
            kind: "dns".to_owned(),
            address: Some(address),
            vrf: used.or(vrf).map(str::to_owned),
            ..DeviceReceiver::default()
        };
        collected.push(row, line);
    }
}

/// A group names servers that are declared elsewhere, and the VRF they are reached in.
fn server_group(protocol: &str, group: &str, lines: &[&str], collected: &mut Collected) {
    let protocol = protocol.trim_end_matches('+');
    let mut vrf = None;
    let mut members = Vec::new();
    for line in lines {
        let words: Vec<&str> = line.split_ascii_whitespace().collect();
        match words[..] {
            ["use-vrf", name] => vrf = Some(name.to_owned()),
            ["server", "name", server] | ["server", server] => members.push(server),
            _ => {}
        }
    }
    for (row, _) in collected.of_table("device_aaa_server") {
        let Row::DeviceAaaServer(server) = row else {
            continue;
        };
        let is_member = members.iter().any(|member| match Address::parse(member) {
            Some(address) => server.address == Some(address),
            None => server.host.as_deref() == Some(*member),
        });
        if is_member && server.protocol == protocol && server.server_group.is_none() {
            server.server_group = Some(group.to_owned());
            server.vrf.clone_from(&vrf);
        }
    }
}
