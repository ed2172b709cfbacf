//! Published values, ready to be asked: is this value one, exact to the token?
//!
//! What it leaves out: what a hit means; hunts say that.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use seawall_model::{Address, Moment};

use super::networks::parse_network;

/// One value that somebody published: a row of `indicator`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Indicator {
    /// The notice's id, or the list's file name.
    pub notice: String,
    /// Who published it.
    pub publisher: Option<String>,
    /// A word of `indicator.kind`.
    pub kind: String,
    /// The value in its plainest form, lower case.
    pub value: String,
    /// What the publisher calls it.
    pub label: Option<String>,
    /// From when the publisher vouches for it.
    pub valid_from: Option<Moment>,
    /// Until when.
    pub valid_until: Option<Moment>,
    /// What the publisher says about using it, in our words.
    pub note: Option<String>,
    /// The masks under which it stands where a reader took it for a secret.
    pub masks: Vec<String>,
}

/// All of them by value.
#[derive(Clone, Debug, Default)]
pub(crate) struct Indicators {
    /// Values by kind.
    values: HashMap<String, BTreeSet<String>>,
    /// Values by mask.
    masks: HashMap<String, String>,
    /// Networks by prefix length in IPv6 terms: the network's number and the value as written.
    networks: BTreeMap<u8, HashMap<u128, String>>,
}

impl Indicators {
    /// The set of these.
    pub(crate) fn new(all: &[Indicator]) -> Self {
        let mut indicators = Self::default();
        for indicator in all {
            for mask in &indicator.masks {
                let value = indicator.value.clone();
                indicators.masks.insert(mask.clone(), value);
            }
            if indicator.kind == "network" {
                if let Some((address, length)) = parse_network(&indicator.value) {
                    indicators
                        .networks
                        .entry(length)
                        .or_default()
                        .insert(masked(address, length), indicator.value.clone());
                }
            } else {
                let values = indicators.values.entry(indicator.kind.clone()).or_default();
                values.insert(indicator.value.clone());
            }
        }
        indicators
    }

    /// The published value that this value is, or lies in: an address in a network, a host below a
    /// domain, a hash that was masked.
    pub(crate) fn of(&self, kind: &str, value: &str) -> Option<&str> {
        let values = self.values.get(kind);
        if let Some(values) = values
            && let Some(own) = values.get(value)
        {
            return Some(own);
        }
        match kind {
            "secret" => self.masks.get(value).map(String::as_str),
            "address" if !self.networks.is_empty() => {
                let address = Address::parse(value)?;
                let mut narrow_first = self.networks.iter().rev();
                narrow_first
                    .find_map(|(length, networks)| networks.get(&masked(address, *length)))
                    .map(String::as_str)
            }
            "domain" => {
                let values = values?;
                let mut rest = value;
                while let Some((_, parent)) = rest.split_once('.')
                    && parent.contains('.')
                {
                    if let Some(own) = values.get(parent) {
                        return Some(own);
                    }
                    rest = parent;
                }
                None
            }
            _ => None,
        }
    }
}

fn masked(address: Address, length: u8) -> u128 {
    let host = u128::MAX.checked_shr(length.into()).unwrap_or(0);
    u128::from_be_bytes(address.bytes()) & !host
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_found_exactly_or_below_a_wider_one() {
        let indicator = |kind: &str, value: &str| Indicator {
            kind: kind.to_owned(),
            value: value.to_owned(),
            ..Indicator::default()
        };
        let all = Indicators::new(&[
            indicator("address", "203.0.113.9"),
            indicator("network", "198.51.100.0/24"),
            indicator("network", "198.51.100.128/25"),
            indicator("domain", "example.net"),
        ]);
        for (kind, value, expected) in [
            ("address", "203.0.113.9", Some("203.0.113.9")),
            ("address", "203.0.113.99", None),
            ("address", "198.51.100.7", Some("198.51.100.0/24")),
            ("address", "198.51.100.200", Some("198.51.100.128/25")),
            ("domain", "a.b.example.net", Some("example.net")),
            ("domain", "notexample.net", None),
            ("domain", "net", None),
            ("file", "203.0.113.9", None),
        ] {
            assert_eq!(all.of(kind, value), expected, "{value}");
        }
    }
}
