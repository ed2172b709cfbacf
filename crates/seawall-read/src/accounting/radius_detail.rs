//! FreeRADIUS' `detail` files: a stamp, then an attribute a line, indented, then a blank line
//! (rlm_detail; the older Livingston servers write the same).
//!
//! A record of many lines becomes one `log` row at its first line, whose text is the record in one
//! line, secrets masked. Sessions on a device become `login` rows, accounted commands `command`
//! rows; who is let onto the network behind the device is no login (see [`super::radius`]).
//!
//! What it leaves out: interim updates, requests without a verdict, counters.

use std::sync::Arc;

use seawall_device::{Platforms, command, redact};
use seawall_model::{
    Address, Coverage, Head, Input, Kind, Moment, Origin, Reader, Rows, SaidBy, SecretKey, Sure,
    tables,
};

use super::radius::Access;
use crate::syslog::{address_or_name, device_of, finish};
use crate::time::{Clock, Glimpse, Instant, Stamp, stamp};

/// Lines of one record; further ones begin another.
const LINES_A_RECORD: usize = 1000;
/// Longest delay between an event and its report that is believed, in seconds.
const LONGEST_DELAY: i64 = 7 * 86_400;

/// Makes the reader.
pub(crate) fn radius_detail(platforms: &Arc<Platforms>) -> Box<dyn Reader> {
    Box::new(Detail {
        platforms: Arc::clone(platforms),
    })
}

struct Detail {
    platforms: Arc<Platforms>,
}

/// A stamp that is the whole line.
fn first_line(line: &str) -> Option<Stamp> {
    let line = line.trim_end();
    let (stamp, used) = stamp(line.as_bytes())?;
    (used == line.len()).then_some(stamp)
}

/// An indented `Name = value`.
fn attribute(line: &str) -> Option<(&str, &str)> {
    if !line.starts_with(['\t', ' ']) {
        return None;
    }
    let (name, value) = line.trim().split_once(" = ")?;
    let is_name = name.bytes().all(|byte| {
        byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b':' | b'/')
    });
    (is_name && !name.is_empty()).then_some((name, value))
}

impl Reader for Detail {
    fn id(&self) -> &'static str {
        "radius-detail"
    }

    fn recognises(&self, head: &Head<'_>) -> Sure {
        let mut lines = head.text.lines().filter(|line| !line.trim().is_empty());
        let begins = lines.next().and_then(first_line).is_some();
        let goes_on = lines.next().and_then(attribute).is_some();
        if begins && goes_on {
            Sure::Certain
        } else {
            Sure::No
        }
    }

    fn read(&self, input: &mut dyn Input, rows: &mut dyn Rows) -> Coverage {
        let path = input.path().to_owned();
        let mut reading = Reading {
            platforms: &self.platforms,
            secrets: input.secrets().clone(),
            clock: Clock::new(input, |line| first_line(line).map(Glimpse::from)),
            source: input.origin(0).source(),
            file: device_of(&path).to_owned(),
            coverage: Coverage::new(Kind::Accounting, SaidBy::AaaServer),
            rows,
        };
        let mut record = Record::default();
        let (mut cut, mut unfinished) = (0, false);
        while let Some(line) = input.next_line() {
            cut += u64::from(line.cut);
            let (text, number) = (line.text, line.number);
            if text.trim().is_empty() {
                reading.record(&std::mem::take(&mut record), false);
                reading.coverage.irrelevant += 1;
            } else if let Some(stamp) = first_line(text) {
                reading.record(&std::mem::take(&mut record), false);
                record.begin(stamp, text, number);
            } else if let Some((name, value)) = attribute(text)
                && record.lines > 0
                && record.lines < LINES_A_RECORD as u64
            {
                record.set(name, value);
            } else {
                reading.strange(text, number);
            }
            unfinished = input.still_being_written();
        }
        reading.record(&record, unfinished);
        let mut coverage = reading.coverage;
        reading.clock.tell(&mut coverage);
        finish(input, &mut coverage, cut, unfinished);
        coverage
    }
}

/// One record.
#[derive(Default)]
struct Record {
    line: u32,
    lines: u64,
    stamp: Option<Stamp>,
    first: String,
    attributes: Vec<(String, String)>,
}

impl Record {
    fn begin(&mut self, stamp: Stamp, text: &str, line: u32) {
        self.line = line;
        self.lines = 1;
        self.stamp = Some(stamp);
        text.trim_end().clone_into(&mut self.first);
    }

    fn set(&mut self, name: &str, value: &str) {
        self.lines += 1;
        self.attributes.push((name.to_owned(), unquoted(value)));
    }

    /// The first value under one of these names.
    fn get(&self, names: &[&str]) -> Option<&str> {
        names.iter().find_map(|wanted| {
            self.attributes
                .iter()
                .find(|(name, value)| name == wanted && !value.is_empty())
                .map(|(_, value)| value.as_str())
        })
    }

    /// The pairs that Cisco's attribute holds.
    fn pairs(&self) -> impl Iterator<Item = &str> {
        self.attributes
            .iter()
            .filter(|(name, _)| matches!(name.as_str(), "Cisco-AVPair" | "Cisco-AVPair-Reply"))
            .map(|(_, value)| value.as_str())
    }

    /// What was typed.
    fn command(&self) -> Option<&str> {
        self.pairs().find_map(|pair| {
            let command = pair
                .strip_prefix("cmd=")
                .or_else(|| pair.strip_prefix("shell:cmd="))?;
            let command = command.trim();
            (!command.is_empty() && command != super::RETURN).then_some(command)
        })
    }

    fn privilege(&self) -> Option<i64> {
        self.pairs().find_map(|pair| {
            let level = pair
                .strip_prefix("shell:priv-lvl=")
                .or_else(|| pair.strip_prefix("priv-lvl="))?;
            level.trim().parse().ok()
        })
    }

    fn access(&self) -> Access<'_> {
        let mut access = Access {
            shell: self.pairs().any(|pair| pair.starts_with("shell:")) || self.command().is_some(),
            ..Access::default()
        };
        for (name, value) in &self.attributes {
            access.set(name, value);
        }
        access
    }

    /// How it began or ended, if it did.
    fn outcome(&self) -> Option<&'static str> {
        if let Some(status) = self.get(&["Acct-Status-Type"]) {
            return match status {
                "Start" | "1" => Some("success"),
                "Stop" | "2" => Some("logout"),
                _ => None,
            };
        }
        match self.get(&["Packet-Type", "Response-Packet-Type"])? {
            "Access-Accept" => Some("success"),
            "Access-Reject" => Some("failure"),
            _ => None,
        }
    }
}

/// A value without its quotes and their escapes.
fn unquoted(value: &str) -> String {
    let value = value.trim();
    match value
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'))
    {
        Some(inside) => inside.replace("\\\"", "\"").replace("\\\\", "\\"),
        None => value.to_owned(),
    }
}

/// Whether an attribute's value is a secret, or what one can be computed from.
fn is_secret(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    [
        "password",
        "secret",
        "chap",
        "-key",
        "eap-message",
        "digest",
        "authenticator",
    ]
    .iter()
    .any(|part| lower.contains(part))
}

struct Reading<'a> {
    platforms: &'a Platforms,
    secrets: SecretKey,
    clock: Clock,
    source: u32,
    file: String,
    coverage: Coverage,
    rows: &'a mut dyn Rows,
}

impl Reading<'_> {
    fn strange(&mut self, line: &str, number: u32) {
        let text = redact::free_text(line, &self.secrets);
        self.coverage.not_recognised(&text);
        let origin = Origin::new(self.source, number);
        self.rows.push(
            tables::Log {
                seen_as: self.file.clone(),
                text,
                origin,
                ..tables::Log::default()
            }
            .into(),
        );
    }

    fn record(&mut self, record: &Record, unfinished: bool) {
        let Some(stamp) = record.stamp else {
            return;
        };
        let epoch = record
            .get(&["Timestamp"])
            .and_then(|seconds| seconds.parse().ok());
        let instant = self.clock.record(stamp, epoch, None);
        let delay = record
            .get(&["Acct-Delay-Time"])
            .and_then(|seconds| seconds.parse::<i64>().ok())
            .filter(|seconds| (0..=LONGEST_DELAY).contains(seconds))
            .unwrap_or(0);
        let instant = instant.map(|instant| Instant {
            time: Moment(instant.time.0 - delay * 1_000_000),
            ..instant
        });
        if let Some(instant) = instant {
            self.coverage.saw(instant.time);
        }
        let device = record
            .get(&["NAS-IP-Address", "NAS-IPv6-Address", "NAS-Identifier"])
            .or_else(|| record.get(&["Client-IP-Address", "Packet-Src-IP-Address"]))
            .unwrap_or(&self.file)
            .to_owned();
        let text = self.text(record);
        let about = record.access().is_administration();
        if about && !unfinished && self.conclude(record, &device, instant) {
            self.coverage.read += record.lines;
        } else if about {
            let kind = record.get(&["Acct-Status-Type", "Packet-Type"]);
            self.coverage.not_supported(kind.unwrap_or("a record"));
            self.coverage.unsupported += record.lines - 1;
        } else {
            self.coverage.irrelevant += record.lines;
        }
        self.rows.push(
            tables::Log {
                seen_as: device,
                time: instant.map(|instant| instant.time),
                time_error: instant.map(|instant| instant.error),
                text,
                origin: Origin::new(self.source, record.line),
                ..tables::Log::default()
            }
            .into(),
        );
    }

    /// The record in one line, without secrets.
    fn text(&self, record: &Record) -> String {
        let mut text = record.first.clone();
        for (name, value) in &record.attributes {
            text.push_str("  ");
            text.push_str(name);
            text.push_str(" = ");
            let typed = record.command().filter(|command| value.ends_with(*command));
            if is_secret(name) {
                text.push_str(&self.secrets.fingerprint(value.as_bytes()).to_mask());
            } else if let Some(typed) = typed {
                let kept = command::read(self.platforms, None, typed, &self.secrets).command;
                text.push_str(value.strip_suffix(typed).unwrap_or_default());
                text.push_str(&kept);
            } else {
                text.push_str(&redact::free_text(value, &self.secrets));
            }
        }
        text
    }

    fn conclude(&mut self, record: &Record, device: &str, instant: Option<Instant>) -> bool {
        let account = record.get(&["User-Name", "Stripped-User-Name"]);
        let (from_address, from_name) =
            address_or_name(record.get(&["Calling-Station-Id", "Tunnel-Client-Endpoint"]));
        let from_name = from_name.filter(|name| Address::parse(name).is_none());
        let terminal = record
            .get(&["NAS-Port-Id"])
            .or_else(|| record.get(&["NAS-Port"]));
        let time = instant.map(|instant| instant.time);
        let time_error = instant.map(|instant| instant.error);
        let origin = Origin::new(self.source, record.line);
        if let Some(typed) = record.command() {
            let typed = command::read(self.platforms, None, typed, &self.secrets);
            self.rows.push(
                tables::Command {
                    seen_as: device.to_owned(),
                    time,
                    time_error,
                    account: account.map(str::to_owned),
                    from_address,
                    from_name,
                    terminal: terminal.map(str::to_owned),
                    channel: "command-accounting".to_owned(),
                    privilege: record.privilege(),
                    command: typed.command,
                    topic: typed.topic,
                    object: typed.object,
                    address: typed.address,
                    target: typed.target,
                    secret: typed.secret,
                    negated: typed.negated,
                    sequence: None,
                    origin,
                }
                .into(),
            );
            return true;
        }
        let Some(outcome) = record.outcome() else {
            return false;
        };
        self.rows.push(
            tables::Login {
                seen_as: device.to_owned(),
                time,
                time_error,
                account: account.map(str::to_owned),
                from_address,
                from_name,
                terminal: terminal.map(str::to_owned),
                channel: "aaa-authentication".to_owned(),
                outcome: outcome.to_owned(),
                session: record.get(&["Acct-Session-Id"]).map(str::to_owned),
                origin,
                ..tables::Login::default()
            }
            .into(),
        );
        true
    }
}
