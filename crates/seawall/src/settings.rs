//! `seawall.toml`: what the organisation approves, found in the folders given. Absent is not
//! empty: a list that is not there is not known, a list that is there and empty approves nothing.

use std::collections::BTreeSet;

use ipnet::IpNet;
use seawall_engine::Approval;
use seawall_model::{Address, Moment, Problem, nearest};
use serde::Deserialize;
use serde_spanned::Spanned;

use crate::moments;
use crate::toml_file::{Date, TomlFile};

/// Kinds of `[[approved_item]]`.
const ITEM_KINDS: [&str; 4] = ["container", "capture", "mirror", "tunnel"];

/// Days of `[[change_window]]`.
const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/// The settings, checked.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Settings {
    /// The organisation's name, for reports.
    pub(crate) organisation: Option<String>,
    /// Every entry as a row of `approved`.
    pub(crate) approved: Vec<Approval>,
    /// The lists that are given, even if empty.
    pub(crate) lists: BTreeSet<String>,
    /// The longest silence that is no gap, in seconds.
    pub(crate) max_gap: Option<f64>,
    /// How old a snapshot may be, in seconds.
    pub(crate) max_evidence_age: Option<f64>,
    /// The zone of stamps that name none, in seconds east of UTC.
    pub(crate) offset: Option<i32>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    format: Spanned<i64>,
    organisation: Option<Organisation>,
    approved: Option<Approved>,
    robot: Option<Vec<Robot>>,
    change_window: Option<Vec<ChangeWindow>>,
    #[serde(default)]
    approved_item: Vec<ApprovedItem>,
    coverage: Option<CoverageLimits>,
    time: Option<Time>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Organisation {
    name: Option<String>,
    own_prefixes: Option<Vec<Spanned<String>>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Approved {
    management_sources: Option<Vec<Spanned<String>>>,
    jump_hosts: Option<Vec<Spanned<String>>>,
    aaa_servers: Option<Vec<Spanned<String>>>,
    log_servers: Option<Vec<Spanned<String>>>,
    flow_collectors: Option<Vec<Spanned<String>>>,
    time_servers: Option<Vec<Spanned<String>>>,
    dns_servers: Option<Vec<Spanned<String>>>,
    snmp_managers: Option<Vec<Spanned<String>>>,
    transfer_servers: Option<Vec<Spanned<String>>>,
    mirror_destinations: Option<Vec<Spanned<String>>>,
    tunnel_peers: Option<Vec<Spanned<String>>>,
    local_accounts: Option<Vec<Spanned<String>>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Robot {
    account: Spanned<String>,
    addresses: Vec<Spanned<String>>,
    #[serde(default)]
    commands: Vec<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ChangeWindow {
    days: Vec<Spanned<String>>,
    from: Spanned<String>,
    to: Spanned<String>,
    zone: Option<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ApprovedItem {
    kind: Spanned<String>,
    #[serde(deserialize_with = "one_or_many")]
    devices: Vec<String>,
    value: Spanned<String>,
    until: Option<Spanned<Date>>,
    reason: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CoverageLimits {
    max_gap: Option<Spanned<String>>,
    max_evidence_age: Option<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Time {
    zone: Option<Spanned<String>>,
}

/// One pattern, or a list of them: the key is a plural, and people write what it says.
fn one_or_many<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Vec<String>, D::Error> {
    struct OneOrMany;
    impl<'de> serde::de::Visitor<'de> for OneOrMany {
        type Value = Vec<String>;
        fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("a device pattern such as \"edge-*\", or a list of them")
        }
        fn visit_str<E>(self, one: &str) -> Result<Self::Value, E> {
            Ok(vec![one.to_owned()])
        }
        fn visit_seq<A: serde::de::SeqAccess<'de>>(
            self,
            mut all: A,
        ) -> Result<Self::Value, A::Error> {
            let mut patterns = Vec::new();
            while let Some(pattern) = all.next_element()? {
                patterns.push(pattern);
            }
            Ok(patterns)
        }
    }
    from.deserialize_any(OneOrMany)
}

impl Settings {
    /// Parses and checks a `seawall.toml`.
    ///
    /// # Errors
    /// Every problem found, each with its line.
    pub(crate) fn parse(path: &str, text: &str) -> Result<Self, Vec<Problem>> {
        let file = TomlFile { path, text };
        let document: Document = file.parse().map_err(|problem| vec![problem])?;
        let mut made = Maker {
            file,
            settings: Self::default(),
            problems: Vec::new(),
        };
        made.document(document);
        if made.problems.is_empty() {
            Ok(made.settings)
        } else {
            Err(made.problems)
        }
    }
}

/// Turns the document into settings and collects every problem on the way.
struct Maker<'t> {
    file: TomlFile<'t>,
    settings: Settings,
    problems: Vec<Problem>,
}

impl Maker<'_> {
    fn document(&mut self, document: Document) {
        if *document.format.get_ref() != 1 {
            self.wrong(
                &document.format,
                "This is not a format that is known",
                "Write format = 1.",
            );
        }
        if let Some(organisation) = document.organisation {
            self.settings.organisation = organisation.name;
            self.addresses("own_prefixes", organisation.own_prefixes);
        }
        if let Some(approved) = document.approved {
            self.addresses("management_sources", approved.management_sources);
            self.addresses("jump_hosts", approved.jump_hosts);
            self.addresses("aaa_servers", approved.aaa_servers);
            self.addresses("log_servers", approved.log_servers);
            self.addresses("flow_collectors", approved.flow_collectors);
            self.addresses("time_servers", approved.time_servers);
            self.addresses("dns_servers", approved.dns_servers);
            self.addresses("snmp_managers", approved.snmp_managers);
            self.addresses("transfer_servers", approved.transfer_servers);
            self.addresses("mirror_destinations", approved.mirror_destinations);
            self.addresses("tunnel_peers", approved.tunnel_peers);
            if let Some(accounts) = approved.local_accounts {
                self.settings.lists.insert("local_accounts".to_owned());
                for account in accounts {
                    self.approve("local_accounts", account.into_inner(), None);
                }
            }
        }
        if let Some(robots) = document.robot {
            self.settings.lists.insert("robot".to_owned());
            for robot in robots {
                self.robot(robot);
            }
        }
        if let Some(windows) = document.change_window {
            self.settings.lists.insert("change_window".to_owned());
            for window in windows {
                self.change_window(window);
            }
        }
        for item in document.approved_item {
            self.item(item);
        }
        if let Some(coverage) = document.coverage {
            self.settings.max_gap = self.duration(coverage.max_gap);
            self.settings.max_evidence_age = self.duration(coverage.max_evidence_age);
        }
        if let Some(zone) = document.time.and_then(|time| time.zone) {
            match moments::offset("zone", zone.get_ref()) {
                Ok(offset) => self.settings.offset = Some(offset),
                Err(error) => self.wrong(&zone, &error.to_string(), ""),
            }
        }
    }

    /// A list of addresses or prefixes; names of hosts are refused, because nothing resolves them.
    fn addresses(&mut self, list: &str, entries: Option<Vec<Spanned<String>>>) {
        let Some(entries) = entries else { return };
        self.settings.lists.insert(list.to_owned());
        for entry in entries {
            match network(entry.get_ref()) {
                Some(network) => self.approve(list, entry.into_inner(), Some(network)),
                None => self.no_address(&entry),
            }
        }
    }

    fn robot(&mut self, robot: Robot) {
        let account = robot.account.into_inner();
        let list = format!("robot:{account}");
        self.settings.lists.insert(list.clone());
        for entry in robot.addresses {
            match network(entry.get_ref()) {
                Some(network) => self.approve(&list, entry.into_inner(), Some(network)),
                None => self.no_address(&entry),
            }
        }
        let list = format!("robot_command:{account}");
        self.settings.lists.insert(list.clone());
        for command in robot.commands {
            self.approve(&list, command.into_inner(), None);
        }
    }

    /// One row a day: `tue 22:00-02:00 Europe/London`. A window that ends before it begins ends
    /// the next day.
    fn change_window(&mut self, window: ChangeWindow) {
        for time in [&window.from, &window.to] {
            if jiff::civil::Time::strptime("%H:%M", time.get_ref()).is_err() {
                let what = format!("\"{}\" is no time of day", time.get_ref());
                self.wrong(time, &what, "Write it as 22:00.");
            }
        }
        let zone = window
            .zone
            .as_ref()
            .map_or("UTC", |zone| zone.get_ref().as_str())
            .to_owned();
        if let Some(given) = &window.zone
            && jiff::tz::TimeZone::get(&zone).is_err()
        {
            let what = format!("\"{zone}\" is no time zone this machine knows");
            self.wrong(given, &what, "Write UTC or a name such as Europe/London.");
        }
        for day in window.days {
            let short: String = day.get_ref().to_lowercase().chars().take(3).collect();
            if DAYS.contains(&short.as_str()) {
                let (from, to) = (window.from.get_ref(), window.to.get_ref());
                self.approve("change_window", format!("{short} {from}-{to} {zone}"), None);
            } else {
                let what = format!("\"{}\" is no day of the week", day.get_ref());
                self.wrong(&day, &what, &nearest(&short, DAYS));
            }
        }
    }

    fn item(&mut self, item: ApprovedItem) {
        let kind = item.kind.get_ref().clone();
        if !ITEM_KINDS.contains(&kind.as_str()) {
            let what = format!("There is no approved_item kind \"{kind}\"");
            self.wrong(&item.kind, &what, &nearest(&kind, ITEM_KINDS));
        }
        let until = item.until.and_then(|until| {
            let parsed = moments::parse("until", &until.get_ref().to_string());
            if let Err(error) = &parsed {
                self.wrong(&until, &error.to_string(), "");
            }
            parsed.ok()
        });
        let list = format!("approved_item:{kind}");
        self.settings.lists.insert(list.clone());
        let value = item.value.into_inner();
        for devices in item.devices {
            self.settings.approved.push(Approval {
                network: network(&value),
                list: list.clone(),
                value: value.clone(),
                devices: Some(devices),
                until,
                reason: item.reason.clone(),
            });
        }
    }

    fn duration(&mut self, text: Option<Spanned<String>>) -> Option<f64> {
        let text = text?;
        let seconds = moments::duration(text.get_ref());
        if seconds.is_none() {
            let what = format!("\"{}\" is no duration", text.get_ref());
            self.wrong(&text, &what, "Write it as 25h or 30d.");
        }
        seconds
    }

    fn approve(&mut self, list: &str, value: String, network: Option<(Address, u8)>) {
        let approval = Approval {
            list: list.to_owned(),
            value,
            network,
            ..Approval::default()
        };
        self.settings.approved.push(approval);
    }

    fn no_address(&mut self, entry: &Spanned<String>) {
        let what = format!("\"{}\" is neither an address nor a prefix", entry.get_ref());
        self.wrong(entry, &what, "Write it as 192.0.2.1 or 192.0.2.0/24.");
    }

    fn wrong<T>(&mut self, at: &Spanned<T>, what: &str, help: &str) {
        self.problems
            .push(self.file.problem(&at.span(), what, help));
    }
}

/// An address or a prefix, in IPv6 terms.
fn network(text: &str) -> Option<(Address, u8)> {
    let text = text.trim();
    let net: IpNet = match text.parse() {
        Ok(net) => net,
        Err(_) => IpNet::from(text.parse::<std::net::IpAddr>().ok()?),
    };
    let length = net.prefix_len() + if net.addr().is_ipv4() { 96 } else { 0 };
    Some((Address::from(net.network()), length))
}

/// When an approval or suppression ends, as a TOML date or date-time.
pub(crate) fn until(date: &Date) -> Option<Moment> {
    moments::parse("expires", &date.to_string()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems(text: &str) -> String {
        let problems = Settings::parse("seawall.toml", text).unwrap_err();
        problems
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>()
            .join("\n")
    }

    #[test]
    fn every_entry_becomes_a_row_and_absent_is_not_empty() {
        let settings = Settings::parse(
            "seawall.toml",
            r#"
format = 1
[organisation]
name = "Example Carrier"
own_prefixes = ["203.0.113.0/24", "2001:db8::/32"]
[approved]
aaa_servers = ["192.0.2.49"]
log_servers = []
local_accounts = ["netops"]
[[robot]]
account = "collector"
addresses = ["192.0.2.10"]
commands = ["show running-config", "terminal length 0"]
[[change_window]]
days = ["Tuesday"]
from = "22:00"
to = "02:00"
zone = "Europe/London"
[[approved_item]]
kind = "tunnel"
devices = "edge-*"
value = "198.51.100.7"
until = 2027-01-31
reason = "scrubbing"
[coverage]
max_gap = "25h"
max_evidence_age = "30d"
[time]
zone = "+01:00"
"#,
        )
        .unwrap();
        let rows: Vec<String> = settings
            .approved
            .iter()
            .map(|row| {
                let network = row
                    .network
                    .map(|(a, n)| format!(" = {a}/{n}"))
                    .unwrap_or_default();
                format!("{}: {}{network}", row.list, row.value)
            })
            .collect();
        insta::assert_snapshot!(rows.join("\n"), @r"
        own_prefixes: 203.0.113.0/24 = 203.0.113.0/120
        own_prefixes: 2001:db8::/32 = 2001:db8::/32
        aaa_servers: 192.0.2.49 = 192.0.2.49/128
        local_accounts: netops
        robot:collector: 192.0.2.10 = 192.0.2.10/128
        robot_command:collector: show running-config
        robot_command:collector: terminal length 0
        change_window: tue 22:00-02:00 Europe/London
        approved_item:tunnel: 198.51.100.7 = 198.51.100.7/128
        ");
        assert!(settings.lists.contains("log_servers"));
        assert!(!settings.lists.contains("time_servers"));
        assert_eq!(settings.max_gap, Some(90_000.0));
        assert_eq!(settings.offset, Some(3_600));
    }

    #[test]
    fn mistakes_are_told_with_line_and_nearest_name() {
        insta::assert_snapshot!(
            problems("format = 1\n[approved]\naaa_server = []\n"),
            @r#"seawall.toml:3: unknown field `aaa_server`. Did you mean "aaa_servers"?"#
        );
        insta::assert_snapshot!(
            problems("format = 2\n[approved]\naaa_servers = ['tacacs.example']\nlog_servers = ['192.0.2.0/33']\n[[approved_item]]\nkind = 'tunel'\ndevices = '*'\nvalue = 'x'\n[coverage]\nmax_gap = 'long'\n"),
            @r#"
        seawall.toml:1: This is not a format that is known. Write format = 1.
        seawall.toml:3: "tacacs.example" is neither an address nor a prefix. Write it as 192.0.2.1 or 192.0.2.0/24.
        seawall.toml:4: "192.0.2.0/33" is neither an address nor a prefix. Write it as 192.0.2.1 or 192.0.2.0/24.
        seawall.toml:6: There is no approved_item kind "tunel". Did you mean "tunnel"?
        seawall.toml:10: "long" is no duration. Write it as 25h or 30d.
        "#
        );
        insta::assert_snapshot!(
            problems("format = 1\n[approved\n"),
            @"seawall.toml:2: unclosed table, expected `]`. Correct that line."
        );
    }
}
