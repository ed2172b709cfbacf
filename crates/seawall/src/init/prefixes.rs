//! `own_prefixes`: the networks that interface addresses of the estate lie in.

use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;

use anyhow::Result;
use ipnet::IpNet;

use super::{Shown, Value, cell, list, number};
use crate::talk::count;
use crate::terminal::Page;

/// Proposes the prefixes.
///
/// # Errors
/// If the evidence cannot be asked.
pub(super) fn propose(page: &mut Page, shown: &Shown) -> Result<()> {
    let sql = "SELECT address_text(address), prefix_length, device, source_of(origin), place_of(origin) FROM device_interface \
               WHERE address IS NOT NULL ORDER BY device, interface, address_text(address)";
    let mut around: BTreeMap<IpNet, (BTreeSet<String>, usize, String)> = BTreeMap::new();
    for row in shown.rows(sql)? {
        let Ok(address) = cell(&row, 0).parse::<IpAddr>() else {
            continue;
        };
        let Some(network) = network(address, number(&row, 1)) else {
            continue;
        };
        let place = shown.place(&row, 3);
        let (devices, addresses, _) = around
            .entry(network)
            .or_insert_with(|| (BTreeSet::new(), 0, place));
        devices.insert(cell(&row, 2).to_owned());
        *addresses += 1;
    }
    let mut around: Vec<_> = around.into_iter().collect();
    around.sort_by_key(|(network, (devices, addresses, _))| {
        (std::cmp::Reverse((devices.len(), *addresses)), *network)
    });
    let several = shown.several();
    let values: Vec<Value> = around
        .iter()
        .map(|(network, (devices, addresses, place))| Value {
            value: network.to_string(),
            rests_on: format!(
                "{} on {}, such as {place}",
                count(*addresses as u64, "interface"),
                count(devices.len() as u64, "device")
            ),
            odd: (devices.len() == 1 && several).then(|| {
                "One device only: perhaps a customer's, a peer's or an exchange's".to_owned()
            }),
        })
        .collect();
    list(
        page,
        "own_prefixes",
        "Networks around interface addresses, rounded up: write the prefixes that are really yours",
        &values,
    );
    Ok(())
}

/// The network to propose for an interface: a /16 of private addresses, else a /24 or /48, else the
/// interface's own if that is larger. Nothing for addresses that are everybody's.
fn network(address: IpAddr, prefix_length: u64) -> Option<IpNet> {
    let (round, everybodys) = match address {
        IpAddr::V4(four) => {
            let round = if four.is_private() { 16 } else { 24 };
            (
                round,
                four.is_loopback() || four.is_link_local() || four.is_unspecified(),
            )
        }
        IpAddr::V6(six) => (
            48,
            six.is_loopback() || six.is_unicast_link_local() || six.is_unspecified(),
        ),
    };
    let own = u8::try_from(prefix_length).ok().filter(|own| *own > 0);
    let length = own.map_or(round, |own| own.min(round));
    let network = IpNet::new(address, length).ok()?.trunc();
    (!everybodys).then_some(network)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn interfaces_are_rounded_up_and_what_is_everybodys_is_left_out() {
        let shown = |address: &str, length| {
            network(address.parse().unwrap(), length).map(|network| network.to_string())
        };
        assert_eq!(shown("10.20.0.11", 30).as_deref(), Some("10.20.0.0/16"));
        assert_eq!(shown("192.0.2.9", 31).as_deref(), Some("192.0.2.0/24"));
        assert_eq!(
            shown("198.51.100.9", 22).as_deref(),
            Some("198.51.100.0/22")
        );
        assert_eq!(
            shown("2001:db8:1:2::1", 64).as_deref(),
            Some("2001:db8:1::/48")
        );
        assert_eq!(shown("127.0.0.1", 8), None);
        assert_eq!(shown("fe80::1", 64), None);
    }
}
