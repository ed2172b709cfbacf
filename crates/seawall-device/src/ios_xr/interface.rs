//! Interfaces and tunnels: one row for each address, and what all lines of a block say together.

use std::collections::HashMap;

use seawall_model::tables::{DeviceAclUse, DeviceInterface, DeviceTunnel};
use seawall_model::{Address, SecretKey};

use crate::redact::free_text;
use crate::rows::Collected;
use crate::shape::{Text, Tree};

/// An interface, with all its blocks taken together.
#[derive(Clone, Debug, Default)]
pub(crate) struct Interface {
    /// Its name, without `preconfigure` before it and `l2transport` after it.
    pub(crate) name: String,
    line: u32,
    description: Option<String>,
    /// Its addresses, in the order of the text.
    pub(crate) addresses: Vec<Assigned>,
    /// The VRF it is in.
    pub(crate) vrf: Option<String>,
    shut: bool,
    lists: Vec<Filter>,
    tunnel: Tunnel,
    /// The monitor sessions that listen on it.
    pub(crate) mirrored: Vec<String>,
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

#[derive(Clone, Debug)]
struct Filter {
    list: String,
    direction: &'static str,
    line: u32,
}

#[derive(Clone, Debug, Default)]
struct Tunnel {
    mode: Option<String>,
    source: Option<String>,
    destination: Option<String>,
    vrf: Option<String>,
    protection: Option<String>,
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
        let rest = rest.trim_start();
        let rest = rest.strip_prefix("preconfigure ").unwrap_or(rest);
        let Some(name) = rest.split_ascii_whitespace().next() else {
            continue;
        };
        let place = *places.entry(name.to_owned()).or_insert_with(|| {
            all.push(Interface {
                name: name.to_owned(),
                line: index as u32 + 1,
                ..Interface::default()
            });
            all.len() - 1
        });
        if let Some(interface) = all.get_mut(place) {
            for child in tree.children(index) {
                interface.take(text.line(child), child as u32 + 1, secrets);
            }
        }
    }
    all
}

impl Interface {
    fn take(&mut self, line: &str, number: u32, secrets: &SecretKey) {
        let words: Vec<&str> = line.split_ascii_whitespace().collect();
        let text = |word: &str| Some(word.to_owned());
        match words[..] {
            ["description", ..] => {
                let rest = line.strip_prefix("description").unwrap_or_default().trim();
                self.description = Some(free_text(rest, secrets));
            }
            ["shutdown"] => self.shut = true,
            ["no", "shutdown"] => self.shut = false,
            ["ipv4", "address", address, ..] => {
                self.assign(address, words.get(3).copied(), number);
            }
            ["ipv6", "address", address, ..] if words.last() != Some(&"link-local") => {
                self.assign(address, None, number);
            }
            ["vrf", vrf] => self.vrf = text(vrf),
            ["ipv4" | "ipv6", "access-group", ref rest @ ..] => self.filter(rest, number),
            ["tunnel", "source", source, ..] => self.tunnel.source = text(source),
            ["tunnel", "destination", "ipv4" | "ipv6", destination, ..]
            | ["tunnel", "destination", destination, ..] => {
                self.tunnel.destination = text(destination);
            }
            ["tunnel", "mode", ..] => {
                self.tunnel.mode = Some(words.get(2..).unwrap_or_default().join(" "));
            }
            ["tunnel", "vrf", vrf, ..] => self.tunnel.vrf = text(vrf),
            ["tunnel", "protection", .., profile] | ["profile", profile] => {
                self.tunnel.protection = text(profile);
            }
            ["monitor-session", session, ..] => self.mirrored.push(session.to_owned()),
            _ => {}
        }
    }

    /// `LIST ingress`, also `common LIST LIST ingress` with two lists.
    fn filter(&mut self, words: &[&str], line: u32) {
        let direction = words.iter().find_map(|word| match *word {
            "ingress" => Some("in"),
            "egress" => Some("out"),
            _ => None,
        });
        let end = words
            .iter()
            .position(|word| matches!(*word, "ingress" | "egress"))
            .unwrap_or(0);
        let lists = words.get(..end).unwrap_or_default();
        for list in lists.iter().filter(|word| **word != "common") {
            self.lists.extend(direction.map(|direction| Filter {
                list: (*list).to_owned(),
                direction,
                line,
            }));
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

    /// Tunnels that carry packets elsewhere; those of traffic engineering are paths inside the
    /// network and end at its own routers.
    fn is_tunnel(&self) -> bool {
        self.name.starts_with("tunnel-ip") || self.name.starts_with("service-ip")
    }

    /// Where a tunnel ends, if this is one.
    pub(crate) fn far_end(&self) -> Option<Address> {
        let tunnel = self.is_tunnel().then_some(&self.tunnel)?;
        Address::parse(tunnel.destination.as_deref()?)
    }

    fn list(&self, direction: &str) -> Option<String> {
        let filter = self.lists.iter().find(|f| f.direction == direction)?;
        Some(filter.list.clone())
    }

    /// Pushes its rows.
    pub(crate) fn rows(&self, collected: &mut Collected) {
        let row = |address: Option<&Assigned>| DeviceInterface {
            interface: self.name.clone(),
            description: self.description.clone(),
            address: address.map(|assigned| assigned.address),
            prefix_length: address.and_then(|assigned| assigned.prefix_length),
            vrf: self.vrf.clone(),
            enabled: !self.shut,
            access_list_in: self.list("in"),
            access_list_out: self.list("out"),
            ..DeviceInterface::default()
        };
        if self.addresses.is_empty() {
            collected.push(row(None), self.line);
        }
        for address in &self.addresses {
            collected.push(row(Some(address)), address.line);
        }
        for filter in &self.lists {
            collected.push(
                DeviceAclUse {
                    access_list: filter.list.clone(),
                    used_by: "interface".to_owned(),
                    object: Some(self.name.clone()),
                    direction: Some(filter.direction.to_owned()),
                    ..DeviceAclUse::default()
                },
                filter.line,
            );
        }
        if self.is_tunnel() {
            collected.push(self.tunnel_row(), self.line);
        }
    }

    fn tunnel_row(&self) -> DeviceTunnel {
        let tunnel = &self.tunnel;
        let address = |text: &Option<String>| text.as_deref().and_then(Address::parse);
        let name = |text: &Option<String>| text.clone().filter(|t| Address::parse(t).is_none());
        let inside = self.addresses.first();
        let default = if self.name.starts_with("tunnel-ipsec") {
            "ipsec"
        } else {
            "gre ipv4"
        };
        DeviceTunnel {
            tunnel: self.name.clone(),
            mode: tunnel.mode.clone().unwrap_or_else(|| default.to_owned()),
            mode_is_default: tunnel.mode.is_none(),
            source_interface: name(&tunnel.source),
            source_address: address(&tunnel.source),
            destination: address(&tunnel.destination),
            destination_name: name(&tunnel.destination),
            address: inside.map(|assigned| assigned.address),
            prefix_length: inside.and_then(|assigned| assigned.prefix_length),
            vrf: tunnel.vrf.clone(),
            protection: tunnel.protection.clone(),
            ..DeviceTunnel::default()
        }
    }
}

/// The length of a contiguous mask such as 255.255.255.0, or of `/24`.
pub(crate) fn prefix_length(mask: &str) -> Option<i64> {
    if let Some(length) = mask.strip_prefix('/') {
        return length.parse().ok().filter(|n| (0..=128).contains(n));
    }
    let bits = u32::from(mask.parse::<std::net::Ipv4Addr>().ok()?);
    (bits.leading_ones() + bits.trailing_zeros() >= 32).then(|| i64::from(bits.leading_ones()))
}
