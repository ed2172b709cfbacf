//! Interfaces and tunnels of NX-OS: one row for each address, and what all lines of a block say
//! together. A VXLAN interface with peers written out is a tunnel to each of them.

use std::collections::HashMap;

use seawall_model::tables::{DeviceInterface, DeviceTunnel};
use seawall_model::{Address, SecretKey};

use crate::ios::prefix_length;
use crate::redact::free_text;
use crate::rows::Collected;
use crate::shape::{LineKind, Text, Tree};

/// An interface, with all its blocks taken together.
#[derive(Clone, Debug, Default)]
pub(crate) struct Interface {
    name: String,
    line: u32,
    description: Option<String>,
    /// Its addresses, in the order of the text.
    pub(crate) addresses: Vec<Assigned>,
    /// The VRF it is in.
    pub(crate) vrf: Option<String>,
    /// What a line says of it being shut down.
    shut: Option<bool>,
    routed: bool,
    list_in: Option<String>,
    list_out: Option<String>,
    mode: Option<String>,
    source: Option<String>,
    destination: Option<String>,
    carrier_vrf: Option<String>,
    /// Peers of a VXLAN interface, and their lines.
    peers: Vec<(Address, u32)>,
}

/// An address on an interface.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Assigned {
    /// The address.
    pub(crate) address: Address,
    /// Its line, from 1.
    pub(crate) line: u32,
    prefix_length: Option<i64>,
}

/// Every interface of the configuration, in the order in which they first stand in it.
pub(crate) fn interfaces(
    text: &Text,
    tree: &Tree,
    tops: &[usize],
    secrets: &SecretKey,
) -> Vec<Interface> {
    let mut all: Vec<Interface> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    for index in tops.iter().copied() {
        let Some(rest) = text.line(index).strip_prefix("interface ") else {
            continue;
        };
        let mut words = rest.split_ascii_whitespace();
        let (Some(first), second) = (words.next(), words.next()) else {
            continue;
        };
        let name = match second {
            // `interface port-channel 1`; `interface breakout module 1 …` is none.
            Some(number) if number.starts_with(|c: char| c.is_ascii_digit()) => {
                format!("{first}{number}")
            }
            Some(_) if first == "breakout" => continue,
            _ => first.to_owned(),
        };
        let place = *places.entry(name.clone()).or_insert_with(|| {
            all.push(Interface {
                name,
                line: index as u32 + 1,
                ..Interface::default()
            });
            all.len() - 1
        });
        if let Some(interface) = all.get_mut(place) {
            for inside in tree.inside(index) {
                if tree.kind(inside) == LineKind::Statement {
                    let own = tree.parent(inside) == Some(index);
                    interface.take(text.line(inside), own, inside as u32 + 1, secrets);
                }
            }
        }
    }
    all
}

impl Interface {
    fn take(&mut self, line: &str, own: bool, number: u32, secrets: &SecretKey) {
        let words: Vec<&str> = line.split_ascii_whitespace().collect();
        let text = |word: &str| Some(word.to_owned());
        if !own {
            if let ["peer-ip" | "peer-vtep", peer, ..] = words[..]
                && let Some(peer) = Address::parse(peer)
            {
                self.peers.push((peer, number));
            }
            return;
        }
        match words[..] {
            ["description", ..] => {
                let rest = line.strip_prefix("description").unwrap_or_default().trim();
                self.description = Some(free_text(rest, secrets));
            }
            ["shutdown" | "shut"] => self.shut = Some(true),
            ["no", "shutdown" | "shut"] => self.shut = Some(false),
            ["no", "switchport"] => self.routed = true,
            ["no", "ip", "address"] => self.addresses.clear(),
            ["ip" | "ipv6", "address", address, ..] => {
                let mask = words.get(3).copied();
                let local = words.last() == Some(&"link-local");
                if !local {
                    self.assign(address, mask, number);
                }
            }
            ["vrf", "member", vrf] => self.vrf = text(vrf),
            ["ip", "access-group", list, "in"]
            | ["ip", "port", "access-group", list, "in"]
            | ["ipv6", "traffic-filter", list, "in"] => {
                self.list_in = self.list_in.take().or_else(|| text(list));
            }
            ["ip", "access-group", list, "out"] | ["ipv6", "traffic-filter", list, "out"] => {
                self.list_out = self.list_out.take().or_else(|| text(list));
            }
            ["tunnel", "source", ref source @ ..] => self.source = joined(source),
            ["tunnel", "destination", destination, ..] => self.destination = text(destination),
            ["tunnel", "mode", ref mode @ ..] => self.mode = Some(mode.join(" ")),
            ["tunnel", "use-vrf" | "vrf", vrf] => self.carrier_vrf = text(vrf),
            ["source-interface", source, ..] => self.source = text(source),
            _ => {}
        }
    }

    fn assign(&mut self, address: &str, mask: Option<&str>, line: u32) {
        let (address, length) = match address.split_once('/') {
            Some((address, length)) => (address, length.parse().ok()),
            None => (address, mask.and_then(prefix_length)),
        };
        if let Some(address) = Address::parse(address) {
            self.addresses.push(Assigned {
                address,
                line,
                prefix_length: length,
            });
        }
    }

    fn is(&self, kind: &str) -> bool {
        let start = self.name.get(..kind.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(kind))
    }

    /// Where no line says so: VLAN interfaces, tunnels and routed ports are shut down.
    fn is_enabled(&self) -> bool {
        let shut_by_default = self.is("vlan")
            || self.is("tunnel")
            || self.is("nve")
            || (self.routed && self.is("ethernet"));
        !self.shut.unwrap_or(shut_by_default)
    }

    /// Pushes its rows.
    pub(crate) fn rows(&self, collected: &mut Collected) {
        let row = |address: Option<&Assigned>| DeviceInterface {
            interface: self.name.clone(),
            description: self.description.clone(),
            address: address.map(|assigned| assigned.address),
            prefix_length: address.and_then(|assigned| assigned.prefix_length),
            vrf: self.vrf.clone(),
            enabled: self.is_enabled(),
            access_list_in: self.list_in.clone(),
            access_list_out: self.list_out.clone(),
            ..DeviceInterface::default()
        };
        if self.addresses.is_empty() {
            collected.push(row(None), self.line);
        }
        for address in &self.addresses {
            collected.push(row(Some(address)), address.line);
        }
        if self.is("tunnel") && !self.is("tunnel-te") {
            collected.push(self.tunnel(), self.line);
        }
        for (peer, line) in &self.peers {
            let row = DeviceTunnel {
                mode: "vxlan".to_owned(),
                mode_is_default: false,
                destination: Some(*peer),
                destination_name: None,
                ..self.tunnel()
            };
            collected.push(row, *line);
        }
    }

    fn tunnel(&self) -> DeviceTunnel {
        let address = |text: &Option<String>| text.as_deref().and_then(Address::parse);
        let name = |text: &Option<String>| text.clone().filter(|t| Address::parse(t).is_none());
        let inside = self.addresses.first();
        DeviceTunnel {
            tunnel: self.name.clone(),
            mode: self.mode.clone().unwrap_or_else(|| "gre ip".to_owned()),
            mode_is_default: self.mode.is_none(),
            source_interface: name(&self.source),
            source_address: address(&self.source),
            destination: address(&self.destination),
            destination_name: name(&self.destination),
            address: inside.map(|assigned| assigned.address),
            prefix_length: inside.and_then(|assigned| assigned.prefix_length),
            vrf: self.carrier_vrf.clone(),
            ..DeviceTunnel::default()
        }
    }
}

/// `loopback 0` is one name.
fn joined(words: &[&str]) -> Option<String> {
    match words {
        [name, number, ..] if number.bytes().all(|b| b.is_ascii_digit()) => {
            Some(format!("{name}{number}"))
        }
        [name, ..] => Some((*name).to_owned()),
        [] => None,
    }
}
