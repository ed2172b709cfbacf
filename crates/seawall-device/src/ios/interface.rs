//! Interfaces and tunnels: one row for each address, and what all lines of a block say together.

use std::collections::HashMap;

use seawall_model::tables::{DeviceInterface, DeviceTunnel};
use seawall_model::{Address, SecretKey};

use crate::redact::free_text;
use crate::rows::Collected;
use crate::shape::{Text, Tree};

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
    shut: bool,
    list_in: Option<String>,
    list_out: Option<String>,
    tunnel: Tunnel,
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
        let Some(name) = name(rest) else {
            continue;
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
            for child in tree.children(index) {
                interface.take(text.line(child), child as u32 + 1, secrets);
            }
        }
    }
    all
}

/// `GigabitEthernet0/1`, also where a space stands before the number.
fn name(rest: &str) -> Option<String> {
    let mut words = rest.split_ascii_whitespace();
    let first = words.next()?;
    match words.next() {
        _ if first == "range" => None,
        Some(number) if number.starts_with(|c: char| c.is_ascii_digit()) => {
            Some(format!("{first}{number}"))
        }
        _ => Some(first.to_owned()),
    }
}

impl Interface {
    fn take(&mut self, line: &str, number: u32, secrets: &SecretKey) {
        // Most lines of an interface say nothing for any table.
        const FIRST: [&str; 8] = [
            "description",
            "shutdown",
            "no",
            "ip",
            "ipv6",
            "vrf",
            "tunnel",
            "default",
        ];
        let first = line.split(' ').next().unwrap_or_default();
        if !FIRST.contains(&first) {
            return;
        }
        let words: Vec<&str> = line.split_ascii_whitespace().collect();
        let text = |word: &str| Some(word.to_owned());
        match words[..] {
            ["description", ..] => {
                let rest = line.strip_prefix("description").unwrap_or_default().trim();
                self.description = Some(free_text(rest, secrets));
            }
            ["shutdown"] => self.shut = true,
            ["no", "shutdown"] => self.shut = false,
            ["no", "ip", "address"] => self.addresses.clear(),
            ["ip", "address", address, ..] => {
                let mask = words.get(3).copied();
                self.assign(address, mask, number);
            }
            ["ipv6", "address", address, ..] => {
                let local = words.last() == Some(&"link-local");
                if !local {
                    self.assign(address, None, number);
                }
            }
            ["vrf", "forwarding", vrf] | ["ip", "vrf", "forwarding", vrf, ..] => {
                self.vrf = text(vrf);
            }
            ["vrf", "member", vrf] => self.vrf = text(vrf),
            ["ip", "access-group", list, "in"] | ["ipv6", "traffic-filter", list, "in"] => {
                self.list_in = text(list);
            }
            ["ip", "access-group", list, "out"] | ["ipv6", "traffic-filter", list, "out"] => {
                self.list_out = text(list);
            }
            ["tunnel", "source", source, ..] => self.tunnel.source = text(source),
            ["tunnel", "destination", destination, ..] => {
                self.tunnel.destination = text(destination);
            }
            ["tunnel", "mode", ..] => {
                self.tunnel.mode = Some(words.get(2..).unwrap_or_default().join(" "));
            }
            ["tunnel", "vrf", vrf] => self.tunnel.vrf = text(vrf),
            ["tunnel", "protection", "ipsec", "profile", profile, ..] => {
                self.tunnel.protection = text(profile);
            }
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

    fn is_tunnel(&self) -> bool {
        self.name
            .get(..6)
            .is_some_and(|start| start.eq_ignore_ascii_case("tunnel"))
            && !self.name.starts_with("tunnel-te")
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
        if self.is_tunnel() {
            collected.push(self.tunnel_row(), self.line);
        }
    }

    fn tunnel_row(&self) -> DeviceTunnel {
        let tunnel = &self.tunnel;
        let address = |text: &Option<String>| text.as_deref().and_then(Address::parse);
        let name = |text: &Option<String>| text.clone().filter(|t| Address::parse(t).is_none());
        let inside = self.addresses.first();
        DeviceTunnel {
            tunnel: self.name.clone(),
            mode: tunnel.mode.clone().unwrap_or_else(|| "gre ip".to_owned()),
            mode_is_default: tunnel.mode.is_none(),
            source_interface: name(&tunnel.source),
            source_address: address(&tunnel.source),
            destination: address(&tunnel.destination),
            destination_name: name(&tunnel.destination).filter(|name| name != "dynamic"),
            address: inside.map(|assigned| assigned.address),
            prefix_length: inside.and_then(|assigned| assigned.prefix_length),
            vrf: tunnel.vrf.clone(),
            protection: tunnel.protection.clone(),
            ..DeviceTunnel::default()
        }
    }
}

/// The length of a contiguous mask such as 255.255.255.0.
pub(crate) fn prefix_length(mask: &str) -> Option<i64> {
    if let Some(length) = mask.strip_prefix('/') {
        return length
            .parse()
            .ok()
            .filter(|length| (0..=128).contains(length));
    }
    let bits = u32::from(mask.parse::<std::net::Ipv4Addr>().ok()?);
    (bits.leading_ones() + bits.trailing_zeros() >= 32).then(|| i64::from(bits.leading_ones()))
}

/// The length of a prefix whose wildcard this is, such as 0.0.0.255.
pub(crate) fn wildcard_length(wildcard: &str) -> Option<i64> {
    let bits = !u32::from(wildcard.parse::<std::net::Ipv4Addr>().ok()?);
    (bits.leading_ones() + bits.trailing_zeros() >= 32).then(|| i64::from(bits.leading_ones()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn masks_and_wildcards_are_prefixes_or_nothing() {
        assert_eq!(prefix_length("255.255.255.0"), Some(24));
        assert_eq!(prefix_length("0.0.0.0"), Some(0));
        assert_eq!(prefix_length("255.255.255.255"), Some(32));
        assert_eq!(prefix_length("255.0.255.0"), None);
        assert_eq!(wildcard_length("0.0.0.255"), Some(24));
        assert_eq!(wildcard_length("0.0.1.0"), None);
    }
}
