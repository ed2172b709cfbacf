//! The accounting log that NX-OS keeps of itself: who typed what, from where, and when sessions
//! began and ended. Read from the output of `show accounting log` and, by the reader of logs, from
//! `%AAA-6-AAA_ACCOUNTING_MESSAGE`, which is the same record in other words.
//!
//! A record of configuration mode repeats the lines that lead to the place: `configure terminal ;
//! interface Ethernet1/1 ; shutdown`. Each was typed once, so of the leading ones only those become
//! rows that the session's record before did not have.
//!
//! It is the device's own word, and whoever holds the device can clear it. What it leaves out:
//! sessions that no person began (`vsh.bin`, SNMP), other than the commands in them.

use std::collections::HashMap;
use std::sync::Arc;

use seawall_device::{Platforms, command, redact};
use seawall_model::{
    Coverage, Head, Input, Kind, Origin, Reader, Rows, SaidBy, SecretKey, Sure, tables,
};

use crate::syslog::{address_or_name, device_of, finish, replaced};
use crate::time::{Clock, Glimpse, Instant, Stamp, stamp};

/// The channel of every row, and the facility of the log lines: they are no syslog.
const CHANNEL: &str = "accounting-log";
/// Whose words the commands are.
const PLATFORM: &str = "cisco-nx-os";
/// Lines of the head that recognition looks at.
const SAMPLE: usize = 400;
/// Sessions that are remembered; beyond it all are forgotten, and a leading line may count twice.
const REMEMBERED: usize = 4096;

/// Makes the reader of `show accounting log`.
pub(crate) fn nx_os(platforms: &Arc<Platforms>) -> Box<dyn Reader> {
    Box::new(AccountingLog {
        platforms: Arc::clone(platforms),
    })
}

/// What a record tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Event {
    /// A session began.
    Start,
    /// It ended.
    Stop,
    /// Something was typed in it.
    Update,
}

/// A record. Texts are slices of the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Record<'a> {
    event: Event,
    /// `ADDRESS@TERMINAL`, `console0`, or a process.
    id: &'a str,
    account: &'a str,
    /// What was typed, without the outcome; for a session's end, why.
    typed: &'a str,
}

impl<'a> Record<'a> {
    /// Reads a log message: `update:ID:ACCOUNT:COMMAND (SUCCESS)`.
    pub(crate) fn of_message(message: &'a str) -> Option<Self> {
        let (event, rest) = message.trim().split_once(':')?;
        let event = event_of(event)?;
        // An IPv6 address holds colons; it ends at the sign before the terminal.
        let with_sign = rest
            .split_once('@')
            .map(|(from, _)| from.len())
            .filter(|at| {
                let from = rest.get(..*at).unwrap_or_default();
                !from.contains([':', ' ']) || seawall_model::Address::parse(from).is_some()
            });
        let colon = rest.get(with_sign.unwrap_or(0)..)?.find(':')?;
        let (id, rest) = rest.split_at_checked(with_sign.unwrap_or(0) + colon)?;
        let (account, typed) = rest.get(1..)?.split_once(':')?;
        Some(Self {
            event,
            id,
            account,
            typed: without_outcome(typed),
        })
    }

    /// Reads a line of `show accounting log`: `STAMP:type=update:id=ID:user=ACCOUNT:cmd=COMMAND`.
    fn of_line(line: &'a str) -> Option<(Stamp, Self)> {
        let (when, rest) = line.split_once(":type=")?;
        let when = when.trim();
        let (stamp, used) = stamp(when.as_bytes())?;
        let (event, rest) = rest.split_once(":id=")?;
        let (id, rest) = rest.split_once(":user=")?;
        let (account, typed) = rest.split_once(":cmd=")?;
        let record = Self {
            event: event_of(event)?,
            id,
            account,
            typed: without_outcome(typed),
        };
        (used == when.len()).then_some((stamp, record))
    }

    /// From where, and on which line.
    fn place(&self) -> (Option<&'a str>, &'a str) {
        match self.id.rsplit_once('@') {
            Some((from, terminal)) => (Some(from), terminal),
            None => (None, self.id),
        }
    }

    /// Whether a person sits at the other end.
    fn is_of_person(&self) -> bool {
        self.id.contains('@') || self.id.starts_with("console") || self.id.starts_with("ttyS")
    }
}

fn event_of(word: &str) -> Option<Event> {
    match word {
        "start" => Some(Event::Start),
        "stop" => Some(Event::Stop),
        "update" => Some(Event::Update),
        _ => None,
    }
}

fn without_outcome(typed: &str) -> &str {
    let typed = typed.trim();
    ["(SUCCESS)", "(FAILURE)", "(REDIRECT)"]
        .iter()
        .find_map(|outcome| typed.strip_suffix(outcome))
        .map_or(typed, str::trim_end)
}

/// Where a record stands.
pub(crate) struct Place<'a> {
    /// The device.
    pub(crate) seen_as: &'a str,
    pub(crate) instant: Option<Instant>,
    pub(crate) origin: Origin,
    /// Whether rows may be made of it.
    pub(crate) conclude: bool,
}

/// What a record became.
pub(crate) struct Heard {
    /// What was typed, without secrets.
    pub(crate) typed: String,
    /// Whether a table took it.
    pub(crate) read: bool,
}

/// What each session typed last.
#[derive(Default)]
pub(crate) struct Sessions {
    last: HashMap<(String, String), Vec<String>>,
}

impl Sessions {
    /// Pushes the rows of a record.
    pub(crate) fn rows(
        &mut self,
        record: &Record<'_>,
        place: &Place<'_>,
        platforms: &Platforms,
        secrets: &SecretKey,
        rows: &mut dyn Rows,
    ) -> Heard {
        let session = (place.seen_as.to_owned(), record.id.to_owned());
        if record.event != Event::Update {
            self.last.remove(&session);
            let read = place.conclude && record.is_of_person();
            if read {
                rows.push(login(record, place).into());
            }
            return Heard {
                typed: redact::free_text(record.typed, secrets),
                read,
            };
        }
        let parts = parts(record.typed);
        let before = self.last.get(&session).map_or(&[][..], Vec::as_slice);
        let shared = parts
            .iter()
            .zip(before)
            .take_while(|(part, before)| *part == before)
            .count();
        let new = shared.min(parts.len().saturating_sub(1));
        let mut kept = Vec::new();
        for (number, part) in parts.iter().enumerate() {
            let typed = command::read(platforms, Some(PLATFORM), part, secrets);
            kept.push(typed.command.clone());
            if number >= new && place.conclude && !part.is_empty() {
                rows.push(typed_row(record, place, typed).into());
            }
        }
        if self.last.len() >= REMEMBERED {
            self.last.clear();
        }
        let parts: Vec<String> = parts.into_iter().map(str::to_owned).collect();
        self.last.insert(session, parts);
        Heard {
            typed: kept.join(" ; "),
            read: place.conclude && !record.typed.is_empty(),
        }
    }
}

/// The lines that a record joins with semicolons, which stand in quotes only as text.
fn parts(typed: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut start, mut quoted) = (0, false);
    for (at, byte) in typed.bytes().enumerate() {
        match byte {
            b'"' => quoted = !quoted,
            b';' if !quoted => {
                parts.push(typed.get(start..at).unwrap_or_default().trim());
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(typed.get(start..).unwrap_or_default().trim());
    parts
}

fn some(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

fn login(record: &Record<'_>, place: &Place<'_>) -> tables::Login {
    let (from, terminal) = record.place();
    let (from_address, from_name) = address_or_name(from);
    tables::Login {
        seen_as: place.seen_as.to_owned(),
        time: place.instant.map(|instant| instant.time),
        time_error: place.instant.map(|instant| instant.error),
        account: some(record.account),
        from_address,
        from_name,
        terminal: some(terminal),
        channel: CHANNEL.to_owned(),
        outcome: match record.event {
            Event::Start => "success",
            _ => "logout",
        }
        .to_owned(),
        service: from.is_none().then(|| "console".to_owned()),
        session: some(record.id),
        origin: place.origin,
        ..tables::Login::default()
    }
}

fn typed_row(record: &Record<'_>, place: &Place<'_>, typed: command::Typed) -> tables::Command {
    let (from, terminal) = record.place();
    let (from_address, from_name) = address_or_name(from);
    tables::Command {
        seen_as: place.seen_as.to_owned(),
        time: place.instant.map(|instant| instant.time),
        time_error: place.instant.map(|instant| instant.error),
        account: some(record.account),
        from_address,
        from_name,
        terminal: some(terminal),
        channel: CHANNEL.to_owned(),
        command: typed.command,
        topic: typed.topic,
        object: typed.object,
        address: typed.address,
        target: typed.target,
        secret: typed.secret,
        negated: typed.negated,
        origin: place.origin,
        ..tables::Command::default()
    }
}

/// The line with what was typed replaced by what may be kept of it.
pub(crate) fn masked(
    line: &str,
    record: &Record<'_>,
    heard: &Heard,
    secrets: &SecretKey,
) -> String {
    replaced(line, record.typed, &heard.typed, secrets)
}

struct AccountingLog {
    platforms: Arc<Platforms>,
}

impl Reader for AccountingLog {
    fn id(&self) -> &'static str {
        "nx-os-accounting-log"
    }

    fn recognises(&self, head: &Head<'_>) -> Sure {
        let (mut lines, mut records) = (0, 0);
        for line in head.text.lines().filter(|line| !line.trim().is_empty()) {
            if lines == SAMPLE {
                break;
            }
            lines += 1;
            records += usize::from(Record::of_line(line).is_some());
        }
        if records == 0 {
            Sure::No
        } else if records * 2 > lines
            || typed(head.text.lines().next().unwrap_or_default()).is_some()
        {
            Sure::Certain
        } else if records * 10 >= lines {
            Sure::Likely
        } else {
            Sure::No
        }
    }

    fn read(&self, input: &mut dyn Input, rows: &mut dyn Rows) -> Coverage {
        let mut coverage = Coverage::new(Kind::Accounting, SaidBy::Device);
        coverage.platform = Some(PLATFORM.to_owned());
        let secrets = input.secrets().clone();
        let source = input.origin(0).source();
        let mut device = device_of(input.path()).to_owned();
        let mut clock = Clock::new(input, |line| {
            Record::of_line(line).map(|(stamp, _)| Glimpse::from(stamp))
        });
        let mut sessions = Sessions::default();
        let (mut cut, mut unfinished) = (0, false);
        let mut text = String::new();
        while let Some(line) = input.next_line() {
            cut += u64::from(line.cut);
            let origin = Origin::new(source, line.number);
            text.clear();
            text.push_str(line.text.trim_start_matches('\u{feff}'));
            if line.text.trim().is_empty() {
                coverage.irrelevant += 1;
                continue;
            }
            unfinished = input.still_being_written();
            let Some((stamp, record)) = Record::of_line(&text) else {
                let kept = redact::free_text(&text, &secrets);
                match typed(&text) {
                    // The prompt of a terminal capture names the device.
                    Some(prompt) => {
                        if !prompt.is_empty() {
                            prompt.clone_into(&mut device);
                        }
                        coverage.irrelevant += 1;
                    }
                    None => coverage.not_recognised(&kept),
                }
                rows.push(log(&device, None, kept, origin).into());
                continue;
            };
            let instant = clock.instant(Some((stamp, crate::time::Mark::Synchronised)), None);
            if let Some(instant) = instant {
                coverage.saw(instant.time);
            }
            let place = Place {
                seen_as: &device,
                instant,
                origin,
                conclude: !unfinished,
            };
            let heard = sessions.rows(&record, &place, &self.platforms, &secrets, rows);
            let kept = masked(&text, &record, &heard, &secrets);
            if heard.read {
                coverage.read += 1;
            } else {
                coverage.not_supported(&kept);
            }
            rows.push(log(&device, instant, kept, origin).into());
        }
        clock.tell(&mut coverage);
        coverage.device = Some(device);
        finish(input, &mut coverage, cut, unfinished);
        coverage
    }
}

/// The prompt before a typed `show accounting log`, or before nothing; empty without a prompt.
fn typed(line: &str) -> Option<&str> {
    let line = line.trim();
    let (prompt, command) = match line.find(['#', '>']) {
        Some(at) => (line.get(..at)?, line.get(at + 1..)?.trim()),
        None => ("", line),
    };
    let is_name = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    let asked = command.starts_with("show accounting log");
    let fits = asked || (command.is_empty() && !prompt.is_empty());
    (fits && prompt.bytes().all(is_name)).then_some(prompt)
}

fn log(seen_as: &str, instant: Option<Instant>, text: String, origin: Origin) -> tables::Log {
    tables::Log {
        seen_as: seen_as.to_owned(),
        time: instant.map(|instant| instant.time),
        time_error: instant.map(|instant| instant.error),
        facility: Some(CHANNEL.to_owned()),
        text,
        origin,
        ..tables::Log::default()
    }
}
