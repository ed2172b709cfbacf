//! Sets of networks as sorted, merged ranges: one binary search a test, whatever their number.

use seawall_model::Address;

/// A set of networks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Networks {
    /// First and last address of each range, ascending, not touching.
    ranges: Vec<(u128, u128)>,
}

impl Networks {
    /// The set of these networks, each an address and a prefix length in IPv6 terms.
    pub(crate) fn new(networks: impl IntoIterator<Item = (Address, u8)>) -> Self {
        let mut ranges: Vec<(u128, u128)> = networks
            .into_iter()
            .map(|(address, length)| {
                let host = u128::MAX.checked_shr(length.into()).unwrap_or(0);
                let number = number(address);
                (number & !host, number | host)
            })
            .collect();
        ranges.sort_unstable();
        let mut merged: Vec<(u128, u128)> = Vec::with_capacity(ranges.len());
        for (first, last) in ranges {
            match merged.last_mut() {
                Some(before) if first <= before.1.saturating_add(1) => {
                    before.1 = before.1.max(last);
                }
                _ => merged.push((first, last)),
            }
        }
        Self { ranges: merged }
    }

    /// Whether one of the networks holds the address.
    pub(crate) fn contains(&self, address: Address) -> bool {
        let number = number(address);
        let after = self.ranges.partition_point(|range| range.0 <= number);
        after
            .checked_sub(1)
            .and_then(|at| self.ranges.get(at))
            .is_some_and(|range| number <= range.1)
    }
}

const fn number(address: Address) -> u128 {
    u128::from_be_bytes(address.bytes())
}

/// An address or network as a person writes it, with its prefix length in IPv6 terms.
pub(crate) fn parse_network(text: &str) -> Option<(Address, u8)> {
    let text = text.trim();
    let (address, length) = match text.split_once('/') {
        Some((address, length)) => (address, Some(length.parse::<u8>().ok()?)),
        None => (text, None),
    };
    let address = Address::parse(address)?;
    // `::ffff:192.0.2.1/120` is written in IPv6 terms, `192.0.2.1/24` is not.
    let written_as_four = address.to_ip().is_ipv4() && !text.contains(':');
    let length = match length {
        None => 128,
        Some(length) if written_as_four && length <= 32 => length + 96,
        Some(length) if !written_as_four && length <= 128 => length,
        Some(_) => return None,
    };
    Some((address, length))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(networks: &[&str]) -> Networks {
        Networks::new(networks.iter().filter_map(|text| parse_network(text)))
    }

    #[test]
    fn networks_hold_their_addresses_and_no_other() {
        let networks = set(&[
            "192.0.2.0/24",
            "192.0.3.0/24",
            "2001:db8::/32",
            "198.51.100.7",
        ]);
        for (address, expected) in [
            ("192.0.2.0", true),
            ("192.0.3.255", true),
            ("192.0.4.0", false),
            ("192.0.1.255", false),
            ("198.51.100.7", true),
            ("198.51.100.8", false),
            ("2001:db8:ffff::1", true),
            ("2001:db9::", false),
        ] {
            let address = Address::parse(address).unwrap();
            assert_eq!(networks.contains(address), expected, "{address}");
        }
        assert!(!set(&[]).contains(Address::parse("192.0.2.1").unwrap()));
        assert!(set(&["0.0.0.0/0"]).contains(Address::parse("203.0.113.9").unwrap()));
    }

    #[test]
    fn nonsense_is_no_network() {
        for text in ["", "192.0.2.0/33", "2001:db8::/129", "host", "192.0.2.0/x"] {
            assert_eq!(parse_network(text), None, "{text}");
        }
    }
}
