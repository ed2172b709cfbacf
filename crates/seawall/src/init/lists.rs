//! The lists of `[approved]`: what devices use, by how many devices use it.

use anyhow::Result;
use seawall_model::Address;

use super::{PLACE, Shown, Value, cell, list, number};
use crate::talk::count;
use crate::terminal::Page;

/// A list: its key, what it is, and a SELECT of device, value and origin.
struct List {
    key: &'static str,
    about: &'static str,
    uses: &'static str,
    /// Whether values are addresses or prefixes; names cannot be approved.
    addresses: bool,
}

const LISTS: [List; 9] = [
    List {
        key: "management_sources",
        about: "Networks that access lists on VTY lines permit",
        uses: "SELECT e.device, concat(address_text(e.source), CASE WHEN e.source_prefix_length IS NULL \
               OR e.source_prefix_length = CASE WHEN address_text(e.source) LIKE '%:%' THEN 128 ELSE 32 END \
               THEN '' ELSE concat('/', CAST(e.source_prefix_length AS VARCHAR)) END) AS value, e.source AS address, e.origin \
               FROM device_acl_entry e JOIN device_acl_use u ON u.device = e.device AND u.access_list = e.access_list \
               WHERE u.used_by = 'vty' AND e.action = 'permit' AND e.source IS NOT NULL",
        addresses: true,
    },
    List {
        key: "aaa_servers",
        about: "TACACS+ and RADIUS servers that devices ask",
        uses: "SELECT device, coalesce(address_text(address), host) AS value, address, origin FROM device_aaa_server",
        addresses: true,
    },
    List {
        key: "log_servers",
        about: "Servers that devices send their log to",
        uses: "SELECT device, coalesce(address_text(address), host) AS value, address, origin FROM device_receiver WHERE kind = 'syslog'",
        addresses: true,
    },
    List {
        key: "time_servers",
        about: "Servers that devices take the time from",
        uses: "SELECT device, coalesce(address_text(address), host) AS value, address, origin FROM device_receiver WHERE kind = 'ntp'",
        addresses: true,
    },
    List {
        key: "dns_servers",
        about: "Servers that devices ask for names",
        uses: "SELECT device, coalesce(address_text(address), host) AS value, address, origin FROM device_receiver WHERE kind = 'dns'",
        addresses: true,
    },
    List {
        key: "snmp_managers",
        about: "Receivers of SNMP traps, and addresses that access lists on SNMP permit",
        uses: "SELECT device, coalesce(address_text(address), host) AS value, address, origin FROM device_receiver WHERE kind = 'snmp-trap' \
               UNION ALL \
               SELECT e.device, address_text(e.source), e.source, e.origin \
               FROM device_acl_entry e JOIN device_acl_use u ON u.device = e.device AND u.access_list = e.access_list \
               WHERE u.used_by = 'snmp' AND e.action = 'permit' AND e.source IS NOT NULL \
               AND e.source_prefix_length = CASE WHEN address_text(e.source) LIKE '%:%' THEN 128 ELSE 32 END",
        addresses: true,
    },
    List {
        key: "transfer_servers",
        about: "Servers that configurations are archived to and images are loaded from",
        uses: "SELECT device, coalesce(address_text(address), host) AS value, address, origin FROM device_receiver WHERE kind IN ('archive', 'boot')",
        addresses: true,
    },
    List {
        key: "tunnel_peers",
        about: "Far ends of tunnels that no device here holds",
        uses: "SELECT device, coalesce(address_text(destination), destination_name) AS value, destination AS address, origin \
               FROM device_tunnel WHERE device_at(destination) IS NULL",
        addresses: true,
    },
    List {
        key: "local_accounts",
        about: "Accounts that stand in configurations",
        uses: "SELECT device, account AS value, CAST(NULL AS VARCHAR) AS address, origin FROM device_user",
        addresses: false,
    },
];

/// Proposes every list.
///
/// # Errors
/// If the evidence cannot be asked.
pub(super) fn propose(page: &mut Page, shown: &Shown) -> Result<()> {
    jump_hosts(page, shown)?;
    for of in &LISTS {
        let published = if of.addresses {
            "bool_or(indicator_of('address', address_text(address)) IS NOT NULL)"
        } else {
            "FALSE"
        };
        let sql = format!(
            "SELECT value, count(DISTINCT device), {published}, {PLACE} FROM ({}) used \
             WHERE value IS NOT NULL AND value <> '' GROUP BY value ORDER BY count(DISTINCT device) DESC, value",
            of.uses
        );
        let values: Vec<Value> = shown
            .rows(&sql)?
            .iter()
            .map(|row| value(shown, of, row))
            .collect();
        list(page, of.key, of.about, &values);
    }
    Ok(())
}

fn value(shown: &Shown, of: &List, row: &[String]) -> Value {
    let (text, devices) = (cell(row, 0), number(row, 1));
    let bare = text.split('/').next().unwrap_or(text);
    let odd = if cell(row, 2) == "true" {
        Some("Published as an intruder's: find out why it is here before you approve it")
    } else if of.addresses && Address::parse(bare).is_none() {
        Some("A name, and only addresses can be approved: write its address")
    } else if devices == 1 && shown.several() {
        Some("One device only: look before you approve")
    } else {
        None
    };
    Value {
        value: text.to_owned(),
        rests_on: format!(
            "{}, such as {}",
            count(devices, "device"),
            shown.place(row, 3)
        ),
        odd: odd.map(str::to_owned),
    }
}

/// Addresses from which several people log in to several devices.
fn jump_hosts(page: &mut Page, shown: &Shown) -> Result<()> {
    let sql = format!(
        "SELECT address_text(from_address), count(*), count(DISTINCT device), count(DISTINCT account), \
               count(DISTINCT date_trunc('day', time)), \
               bool_or(indicator_of('address', address_text(from_address)) IS NOT NULL), {PLACE} \
               FROM login WHERE outcome = 'success' AND from_address IS NOT NULL AND device_at(from_address) IS NULL \
               GROUP BY address_text(from_address) ORDER BY count(*) DESC, address_text(from_address)"
    );
    let found = shown.rows(&sql)?;
    let values: Vec<Value> = found
        .iter()
        .map(|row| {
            let (devices, accounts, days) = (number(row, 2), number(row, 3), number(row, 4));
            let odd = if cell(row, 5) == "true" {
                Some("Published as an intruder's: find out who logged in from it")
            } else if devices == 1 && shown.several() {
                Some("One device only: look before you approve")
            } else if days < 2 {
                Some("One day only: look before you approve")
            } else if accounts < 2 {
                Some("One account only: somebody's own machine, or a robot")
            } else {
                None
            };
            Value {
                value: cell(row, 0).to_owned(),
                rests_on: format!(
                    "{} of {} on {} and {}, such as {}",
                    count(number(row, 1), "login"),
                    count(accounts, "account"),
                    count(devices, "device"),
                    count(days, "day"),
                    shown.place(row, 6)
                ),
                odd: odd.map(str::to_owned),
            }
        })
        .collect();
    list(
        page,
        "jump_hosts",
        "Hosts from which people log in, by their logins",
        &values,
    );
    Ok(())
}
