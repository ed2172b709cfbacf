//! TACACS+ accounting: what somebody typed, and when sessions began and ended, in the words of the
//! server that was told.
//!
//! Every line becomes a `log` row with its text, secrets masked; a record with a command becomes a
//! `command`, a shell's start and stop become `login` rows, a failed authentication too.
//!
//! A command whose start and stop both carry it is one command: the start is taken, and the stop
//! of the same task with the same words is known to belong to it. Where only one of them carries
//! it, that one is taken. Retransmitted starts count once.
//!
//! What it leaves out: records of other services (network, system), authorisation answers and
//! successful authentications: their text is kept; the shell's start says who came in.

mod ise;
mod ise_facts;
mod ise_message;
mod ise_report;
mod nx_os;
mod radius;
mod radius_detail;
mod radius_log;
mod record;

use std::collections::{HashSet, VecDeque};
use std::hash::{BuildHasher, RandomState};
use std::sync::Arc;

use seawall_device::{Platforms, command, redact};
use seawall_model::{
    Coverage, Head, Input, Kind, Origin, Reader, Rows, SaidBy, SecretKey, Sure, tables,
};

use crate::syslog::{address_or_name, device_of, finish, replaced};
use crate::time::{Clock, Glimpse, Instant, zone_named};
use record::{Command, Event, Record, record};

pub(crate) use ise::ise;
pub(crate) use ise_report::ise_report;
pub(crate) use nx_os::{Place, Record as NxOsRecord, Sessions, masked, nx_os};
pub(crate) use radius_detail::radius_detail;
pub(crate) use radius_log::radius_log;

/// Lines of the head that recognition looks at.
const SAMPLE: usize = 400;
/// Started commands that wait for their stop. Beyond it the oldest is forgotten, and its stop
/// would be a second row.
const OPEN: usize = 65_536;
/// What the devices put at the end of a command.
const RETURN: &str = "<cr>";

/// Makes the reader.
pub(crate) fn accounting(platforms: &Arc<Platforms>) -> Box<dyn Reader> {
    Box::new(Accounting {
        platforms: Arc::clone(platforms),
    })
}

/// Whether a line is a record, for readers of other logs.
pub(crate) fn is_record(line: &str) -> bool {
    record(line).is_some()
}

struct Accounting {
    platforms: Arc<Platforms>,
}

impl Reader for Accounting {
    fn id(&self) -> &'static str {
        "tac-plus-accounting"
    }

    fn recognises(&self, head: &Head<'_>) -> Sure {
        let (mut lines, mut records) = (0, 0);
        for line in head.text.lines().filter(|line| !line.trim().is_empty()) {
            if lines == SAMPLE {
                break;
            }
            lines += 1;
            records += usize::from(is_record(line));
        }
        if records == 0 {
            Sure::No
        } else if records * 2 > lines {
            Sure::Certain
        } else if records * 10 >= lines {
            Sure::Likely
        } else {
            Sure::No
        }
    }

    fn read(&self, input: &mut dyn Input, rows: &mut dyn Rows) -> Coverage {
        let mut coverage = Coverage::new(Kind::Accounting, SaidBy::AaaServer);
        let path = input.path().to_owned();
        let mut records = Records {
            platforms: &self.platforms,
            secrets: input.secrets().clone(),
            clock: Clock::new(input, |line| {
                record(line).map(|record| Glimpse {
                    stamp: record.stamp,
                    epoch: record.epoch,
                })
            }),
            file: device_of(&path),
            open: Open::default(),
        };
        let (mut cut, mut unfinished) = (0, false);
        let mut text = String::new();
        while let Some(line) = input.next_line() {
            cut += u64::from(line.cut);
            let number = line.number;
            text.clear();
            text.push_str(line.text);
            let origin = input.origin(number);
            if text.trim().is_empty() {
                coverage.irrelevant += 1;
                continue;
            }
            unfinished = input.still_being_written();
            records.read(&text, unfinished, origin, rows, &mut coverage);
        }
        records.clock.tell(&mut coverage);
        finish(input, &mut coverage, cut, unfinished);
        coverage
    }
}

struct Records<'a> {
    platforms: &'a Platforms,
    secrets: SecretKey,
    clock: Clock,
    /// For lines that name no device.
    file: &'a str,
    open: Open,
}

/// Commands whose start was taken.
#[derive(Default)]
struct Open {
    hasher: RandomState,
    known: HashSet<u64>,
    order: VecDeque<u64>,
}

impl Open {
    /// Whether this record's command is new: false for the stop of a start that was taken, and
    /// for a start sent again.
    fn is_new(
        &mut self,
        event: Event,
        task: Option<&str>,
        (device, account, terminal): (&str, &str, &str),
        command: &str,
    ) -> bool {
        let Some(task) = task else {
            return true;
        };
        let key = self
            .hasher
            .hash_one((device, account, terminal, task, command));
        match event {
            Event::Start => {
                if !self.known.insert(key) {
                    return false;
                }
                self.order.push_back(key);
                if self.order.len() > OPEN
                    && let Some(oldest) = self.order.pop_front()
                {
                    self.known.remove(&oldest);
                }
                true
            }
            Event::Update => !self.known.contains(&key),
            _ => !self.known.remove(&key),
        }
    }
}

impl Records<'_> {
    fn read(
        &mut self,
        line: &str,
        unfinished: bool,
        origin: Origin,
        rows: &mut dyn Rows,
        coverage: &mut Coverage,
    ) {
        let Some(record) = record(line) else {
            let text = redact::free_text(line, &self.secrets);
            coverage.not_recognised(&text);
            rows.push(log(self.file, None, text, origin).into());
            return;
        };
        let zone = record.zone.and_then(zone_named);
        let instant = self.clock.record(record.stamp, record.epoch, zone);
        if let Some(instant) = instant {
            coverage.saw(instant.time);
        }
        // Junos writes its sessions as commands without the mark of the return key.
        let session = record.command.as_ref().is_none_or(|command| {
            matches!(
                (record.event, command.text()),
                (Event::Start, "login") | (Event::Stop, "logout")
            )
        });
        let text = match &record.command {
            Some(command) if !session => {
                self.command(line, &record, command, instant, unfinished, origin, rows)
            }
            _ => redact::free_text(line, &self.secrets),
        };
        let outcome = match record.event {
            Event::Failed => Some("failure"),
            Event::Start if session && is_shell(&record) => Some("success"),
            Event::Stop if session && is_shell(&record) => Some("logout"),
            _ => None,
        };
        if unfinished {
            coverage.not_supported(&text);
        } else if let Some(outcome) = outcome {
            coverage.read += 1;
            rows.push(login(&record, outcome, instant, origin).into());
        } else if session || record.event == Event::Authorisation {
            coverage.not_supported(&text);
        } else {
            coverage.read += 1;
        }
        rows.push(log(record.device, instant, text, origin).into());
    }

    /// Pushes the command, unless it was pushed before, and returns the line without secrets.
    #[expect(clippy::too_many_arguments, reason = "one record and where it goes")]
    fn command(
        &mut self,
        line: &str,
        record: &Record<'_>,
        command: &Command<'_>,
        instant: Option<Instant>,
        unfinished: bool,
        origin: Origin,
        rows: &mut dyn Rows,
    ) -> String {
        let whole = command.text().trim_end();
        let typed_text = whole.strip_suffix(RETURN).unwrap_or(whole).trim_end();
        let typed = command::read(self.platforms, None, typed_text, &self.secrets);
        let mut kept = typed.command.clone();
        if typed_text.len() < whole.len() {
            kept.push(' ');
            kept.push_str(RETURN);
        }
        let text = replaced(line, command.part, &kept, &self.secrets);
        let accounted = matches!(record.event, Event::Start | Event::Stop | Event::Update);
        let who = (record.device, record.account, record.terminal);
        let new = |open: &mut Open| open.is_new(record.event, record.task, who, command.text());
        if accounted && !unfinished && new(&mut self.open) {
            let (from_address, from_name) = address_or_name(Some(record.from));
            rows.push(
                tables::Command {
                    seen_as: record.device.to_owned(),
                    time: instant.map(|instant| instant.time),
                    time_error: instant.map(|instant| instant.error),
                    account: some(record.account),
                    from_address,
                    from_name,
                    terminal: some(record.terminal),
                    channel: "command-accounting".to_owned(),
                    privilege: record.privilege,
                    command: typed.command,
                    topic: typed.topic,
                    object: typed.object,
                    address: typed.address,
                    target: typed.target,
                    secret: typed.secret,
                    negated: typed.negated,
                    sequence: record.task.and_then(|task| task.parse().ok()),
                    origin,
                }
                .into(),
            );
        }
        text
    }
}

fn is_shell(record: &Record<'_>) -> bool {
    record
        .service
        .is_none_or(|service| matches!(service, "shell" | "exec" | "junos-exec"))
}

fn some(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

fn login(
    record: &Record<'_>,
    outcome: &str,
    instant: Option<Instant>,
    origin: Origin,
) -> tables::Login {
    let (from_address, from_name) = address_or_name(Some(record.from));
    tables::Login {
        seen_as: record.device.to_owned(),
        time: instant.map(|instant| instant.time),
        time_error: instant.map(|instant| instant.error),
        account: some(record.account),
        from_address,
        from_name,
        terminal: some(record.terminal),
        channel: "command-accounting".to_owned(),
        outcome: outcome.to_owned(),
        session: record.task.map(str::to_owned),
        origin,
        ..tables::Login::default()
    }
}

fn log(seen_as: &str, instant: Option<Instant>, text: String, origin: Origin) -> tables::Log {
    tables::Log {
        seen_as: seen_as.to_owned(),
        time: instant.map(|instant| instant.time),
        time_error: instant.map(|instant| instant.error),
        text,
        origin,
        ..tables::Log::default()
    }
}
