//! What the organisation approves, ready to be asked: lists, robots, change windows, items.
//! Absent is not empty: a list that is not given answers nothing.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::{Time, Weekday};
use jiff::tz::TimeZone;
use seawall_model::{Address, Moment};

use super::Approval;
use super::networks::Networks;
use super::pattern;

/// One list.
#[derive(Clone, Debug, Default)]
struct List {
    networks: Networks,
    values: BTreeSet<String>,
}

/// An account that only a program uses.
#[derive(Clone, Debug, Default)]
struct Robot {
    addresses: Networks,
    commands: Vec<String>,
}

/// One approved container, capture, mirror or tunnel.
#[derive(Clone, Debug)]
struct Item {
    kind: String,
    value: String,
    devices: Option<String>,
}

/// A time at which changes are expected.
#[derive(Clone, Debug)]
struct Window {
    days: Vec<Weekday>,
    from: Time,
    to: Time,
    zone: TimeZone,
}

/// Everything approved.
#[derive(Clone, Debug, Default)]
pub(crate) struct Approved {
    lists: BTreeMap<String, List>,
    robots: BTreeMap<String, Robot>,
    items: Vec<Item>,
    windows: Vec<Window>,
    /// The organisation's own networks.
    pub(crate) own_prefixes: Networks,
    /// Whether any entry is limited to some devices, by list: such lists cannot be asked without
    /// the device.
    given: BTreeSet<String>,
}

impl Approved {
    /// From the rows of `approved` and the names of the lists that are given. Entries that ended
    /// before `as_of` approve nothing.
    pub(crate) fn new(rows: &[Approval], given: &BTreeSet<String>, as_of: Option<Moment>) -> Self {
        let mut approved = Self {
            given: given.clone(),
            ..Self::default()
        };
        let mut networks: BTreeMap<&str, Vec<(Address, u8)>> = BTreeMap::new();
        for row in rows {
            approved.given.insert(row.list.clone());
            if let (Some(until), Some(as_of)) = (row.until, as_of)
                && until < as_of
            {
                continue;
            }
            if let Some(network) = row.network {
                networks.entry(&row.list).or_default().push(network);
            }
            if let Some(kind) = row.list.strip_prefix("approved_item:") {
                approved.items.push(Item {
                    kind: kind.to_owned(),
                    value: row.value.clone(),
                    devices: row.devices.clone(),
                });
            } else if let Some(account) = row.list.strip_prefix("robot_command:") {
                let robot = approved.robots.entry(account.to_owned()).or_default();
                robot.commands.push(squeezed(&row.value));
            } else if row.list == "change_window" {
                approved.windows.extend(window(&row.value));
            } else {
                let list = approved.lists.entry(row.list.clone()).or_default();
                list.values.insert(row.value.clone());
            }
        }
        for (name, networks) in networks {
            let networks = Networks::new(networks);
            if let Some(account) = name.strip_prefix("robot:") {
                let robot = approved.robots.entry(account.to_owned()).or_default();
                robot.addresses = networks;
            } else if name == "own_prefixes" {
                approved.own_prefixes = networks;
            } else {
                approved.lists.entry(name.to_owned()).or_default().networks = networks;
            }
        }
        for name in given.iter().filter_map(|name| name.strip_prefix("robot:")) {
            approved.robots.entry(name.to_owned()).or_default();
        }
        approved
    }

    /// Whether `seawall.toml` gives this list.
    pub(crate) fn is_given(&self, list: &str) -> bool {
        self.given.contains(list)
    }

    /// Whether the list holds an address; `None` if it is not given.
    pub(crate) fn lists_address(&self, list: &str, address: Address) -> Option<bool> {
        self.is_given(list).then(|| {
            self.lists
                .get(list)
                .is_some_and(|list| list.networks.contains(address))
        })
    }

    /// Whether the list holds a text; `None` if it is not given.
    pub(crate) fn lists_text(&self, list: &str, text: &str) -> Option<bool> {
        if let Some(address) = Address::parse(text)
            && self.lists_address(list, address) == Some(true)
        {
            return Some(true);
        }
        self.is_given(list).then(|| {
            self.lists
                .get(list)
                .is_some_and(|list| list.values.contains(text))
        })
    }

    /// Whether a robot did its own work from its own place; `None` if the account is no robot, or
    /// if nobody says from where.
    pub(crate) fn robot(
        &self,
        account: &str,
        address: Option<Address>,
        command: Option<&str>,
    ) -> Option<bool> {
        let robot = self.robots.get(account)?;
        let own_command = command.is_none_or(|command| {
            let command = squeezed(command);
            robot
                .commands
                .iter()
                .any(|own| pattern::matches(own, &command))
        });
        match address {
            _ if !own_command => Some(false),
            Some(address) => Some(robot.addresses.contains(address)),
            None => None,
        }
    }

    /// Whether changes are expected then; `None` if no window is given.
    pub(crate) fn in_change_window(&self, time: Moment) -> Option<bool> {
        if !self.is_given("change_window") {
            return None;
        }
        let instant = jiff::Timestamp::from_microsecond(time.0).ok()?;
        Some(self.windows.iter().any(|window| {
            let local = instant.to_zoned_datetime(window.zone.clone());
            let (day, time) = (local.weekday(), local.time());
            if window.from <= window.to {
                window.days.contains(&day) && window.from <= time && time < window.to
            } else {
                // Over midnight: the part after it belongs to the day before.
                (window.days.contains(&day) && window.from <= time)
                    || (window.days.contains(&day.previous()) && time < window.to)
            }
        }))
    }

    /// Whether such an item is approved on a device; `None` if no item of the kind is given.
    pub(crate) fn item(&self, kind: &str, device: &str, value: &str) -> Option<bool> {
        let given = self.is_given(&format!("approved_item:{kind}"));
        given.then(|| {
            self.items.iter().any(|item| {
                item.kind == kind
                    && pattern::matches(&item.value, value)
                    && item
                        .devices
                        .as_deref()
                        .is_none_or(|devices| pattern::matches(devices, device))
            })
        })
    }
}

/// A command with single blanks.
fn squeezed(command: &str) -> String {
    command.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// `sat,sun 22:00-04:00 Europe/Berlin`: days, from and to, zone (UTC if left out).
fn window(written: &str) -> Option<Window> {
    let mut parts = written.split_whitespace();
    let days = parts.next()?.split(',').map(day).collect::<Option<_>>()?;
    let (from, to) = parts.next()?.split_once('-')?;
    let zone = match parts.next() {
        Some(name) => TimeZone::get(name).ok()?,
        None => TimeZone::UTC,
    };
    Some(Window {
        days,
        from: from.parse().ok()?,
        to: to.parse().ok()?,
        zone,
    })
}

fn day(word: &str) -> Option<Weekday> {
    Some(match word.to_ascii_lowercase().get(..3)? {
        "mon" => Weekday::Monday,
        "tue" => Weekday::Tuesday,
        "wed" => Weekday::Wednesday,
        "thu" => Weekday::Thursday,
        "fri" => Weekday::Friday,
        "sat" => Weekday::Saturday,
        "sun" => Weekday::Sunday,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_over_midnight_belongs_to_the_day_it_begins() {
        let row = Approval {
            list: "change_window".to_owned(),
            value: "sat 22:00-04:00".to_owned(),
            ..Approval::default()
        };
        let approved = Approved::new(&[row], &BTreeSet::new(), None);
        for (time, expected) in [
            ("2025-08-23T21:59:59Z", false),
            ("2025-08-23T22:00:00Z", true), // a Saturday
            ("2025-08-24T03:59:59Z", true),
            ("2025-08-24T04:00:00Z", false),
            ("2025-08-24T23:00:00Z", false), // a Sunday
        ] {
            let stamp: jiff::Timestamp = time.parse().unwrap();
            let time = Moment(stamp.as_microsecond());
            assert_eq!(approved.in_change_window(time), Some(expected), "{stamp}");
        }
        let none = Approved::default();
        assert_eq!(none.in_change_window(Moment(0)), None);
    }
}
