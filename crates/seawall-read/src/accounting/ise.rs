//! Cisco ISE: what devices accounted, asked and reported to it, by TACACS+ and RADIUS, and who
//! administered it.
//!
//! Every line becomes a `log` row; accounted commands become `command` rows as those of any TACACS+
//! server, permitted ones `command` rows of channel `command-authorization`, passed and failed
//! logins `login` rows of channel `aaa-authentication`. RADIUS speaks of devices' administration
//! only where its attributes say so (see [`super::radius`]): a laptop on a port is no login.
//!
//! A message may be cut into segments, which come in any order and may get lost. They are joined by
//! message number; a message that lacks some is used as far as it goes, and the report says which.
//! A row stands at the line of the segment that says it.
//!
//! What it leaves out: refused commands (nothing was done; their text is kept), posture, profiling,
//! guests, alarms and the system's own statistics.

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;

use seawall_device::{Platforms, command, redact};
use seawall_model::{
    Coverage, Head, Input, Kind, Origin, Reader, Rows, SaidBy, SecretKey, Sure, tables,
};

use super::Open;
use super::ise_facts::{Act, Facts};
use super::ise_message::{
    Attribute, First, Message, Segment, command as typed, end_of_inner, ends_inside_commands,
    first, is_plain, message, segment,
};
use crate::syslog::{Header, device_of, finish, header};
use crate::time::{Clock, Glimpse, Instant, Mark};

/// Lines of the head that recognition looks at.
const SAMPLE: usize = 400;
/// Messages that wait for segments. Beyond it, or beyond so many bytes, the oldest is used as it
/// is.
const WAITING: usize = 4096;
const WAITING_BYTES: usize = 16 * 1024 * 1024;

/// Makes the reader.
pub(crate) fn ise(platforms: &Arc<Platforms>) -> Box<dyn Reader> {
    Box::new(Ise {
        platforms: Arc::clone(platforms),
    })
}

struct Ise {
    platforms: Arc<Platforms>,
}

impl Reader for Ise {
    fn id(&self) -> &'static str {
        "cisco-ise"
    }

    fn recognises(&self, head: &Head<'_>) -> Sure {
        let (mut lines, mut segments) = (0, 0);
        for line in head.text.lines().filter(|line| !line.trim().is_empty()) {
            if lines == SAMPLE {
                break;
            }
            lines += 1;
            segments += usize::from(segment(line, &header(line)).is_some());
        }
        if segments == 0 {
            Sure::No
        } else if segments * 2 > lines {
            Sure::Certain
        } else if segments * 10 >= lines {
            Sure::Likely
        } else {
            Sure::No
        }
    }

    fn read(&self, input: &mut dyn Input, rows: &mut dyn Rows) -> Coverage {
        let path = input.path().to_owned();
        let mut reading = Reading {
            platforms: &self.platforms,
            secrets: input.secrets().clone(),
            clock: Clock::new(input, glimpse),
            source: input.origin(0).source(),
            file: device_of(&path).to_owned(),
            open: Open::default(),
            waiting: HashMap::new(),
            order: VecDeque::new(),
            bytes: 0,
            torn: Torn::default(),
            coverage: Coverage::new(Kind::Accounting, SaidBy::AaaServer),
        };
        let (mut cut, mut unfinished) = (0, false);
        let mut text = String::new();
        while let Some(line) = input.next_line() {
            cut += u64::from(line.cut);
            let number = line.number;
            text.clear();
            text.push_str(line.text);
            if text.trim().is_empty() {
                reading.coverage.irrelevant += 1;
                continue;
            }
            unfinished = input.still_being_written();
            reading.line(&text, number, unfinished, rows);
        }
        reading.rest(rows);
        let mut coverage = reading.coverage;
        reading.clock.tell(&mut coverage);
        reading.torn.tell(&mut coverage);
        finish(input, &mut coverage, cut, unfinished);
        coverage
    }
}

fn glimpse(line: &str) -> Option<Glimpse> {
    let header = header(line);
    let segment = segment(line, &header)?;
    let own = if segment.tag.is_empty() {
        header.stamp
    } else {
        first(segment.text).and_then(|first| first.stamp)
    };
    own.or(header.stamp).map(Glimpse::from)
}

/// Messages that lack segments.
#[derive(Default)]
struct Torn {
    messages: u64,
    segments: u64,
    first: Option<String>,
}

impl Torn {
    fn tell(&self, coverage: &mut Coverage) {
        if let Some(first) = &self.first {
            coverage.notes.push(format!(
                "{} messages lack {} segments (the first is {first}); what is here of them was \
                 used: send the log over TCP, or allow longer messages in the remote logging \
                 target.",
                self.messages, self.segments
            ));
        }
    }
}

/// A message that waits for segments.
struct Waiting {
    host: String,
    tag: String,
    id: String,
    total: u32,
    /// By index: the line and the text.
    parts: Vec<Option<(u32, String)>>,
    /// As the first segment names it.
    device: Option<String>,
    instant: Option<Instant>,
    bytes: usize,
}

struct Reading<'a> {
    platforms: &'a Platforms,
    secrets: SecretKey,
    clock: Clock,
    source: u32,
    /// For lines that name no host.
    file: String,
    open: Open,
    waiting: HashMap<(String, String), Waiting>,
    order: VecDeque<(String, String)>,
    bytes: usize,
    torn: Torn,
    coverage: Coverage,
}

/// A message in one piece.
struct Whole<'a> {
    host: &'a str,
    instant: Option<Instant>,
}

impl Reading<'_> {
    fn line(&mut self, line: &str, number: u32, unfinished: bool, rows: &mut dyn Rows) {
        let header = header(line);
        let host = header.own.or(header.relay).unwrap_or(&self.file).to_owned();
        let Some(segment) = segment(line, &header) else {
            let text = redact::free_text(line, &self.secrets);
            self.coverage.not_recognised(&text);
            self.log((&host, &host), None, None, text, number, rows);
            return;
        };
        if segment.total > 1 && !unfinished {
            self.segment(line, &header, &segment, host, number, rows);
            return;
        }
        let message = message(segment.text);
        let instant = self.instant(&header, message.first.as_ref());
        let whole = Whole {
            host: &host,
            instant,
        };
        let origin = Origin::new(self.source, number);
        let facts = Facts::of(segment.tag, &message);
        let head = line
            .get(..line.len() - segment.text.len())
            .unwrap_or_default();
        let text = self.masked_message(head, segment.text, &message);
        let device = facts.device().unwrap_or(&host).to_owned();
        if unfinished {
            self.coverage.not_supported(shape(&text, &header));
        } else if self.conclude(&whole, &facts, |_| origin, rows) {
            self.coverage.read += 1;
        } else if facts.tells_of_administration() {
            self.coverage.not_supported(shape(&text, &header));
        } else {
            self.coverage.irrelevant += 1;
        }
        self.log(
            (&device, &host),
            Some(segment.tag),
            instant,
            text,
            number,
            rows,
        );
    }

    fn instant(&mut self, header: &Header<'_>, first: Option<&First<'_>>) -> Option<Instant> {
        let own = first.and_then(|first| first.stamp);
        let instant = match own.or(header.stamp) {
            Some(stamp) => self.clock.instant(Some((stamp, Mark::Synchronised)), None),
            None => None,
        };
        if let Some(instant) = instant {
            self.coverage.saw(instant.time);
        }
        instant
    }

    /// Takes a segment; once its message is complete, what it says.
    fn segment(
        &mut self,
        line: &str,
        header: &Header<'_>,
        segment: &Segment<'_>,
        host: String,
        number: u32,
        rows: &mut dyn Rows,
    ) {
        let key = (host, format!("{} {}", segment.tag, segment.id));
        let index = segment.index as usize;
        // The number came round again.
        let other = self.waiting.get(&key).is_some_and(|waiting| {
            waiting.total != segment.total
                || waiting
                    .parts
                    .get(index)
                    .is_some_and(|part| part.as_ref().is_some_and(|(_, text)| text != segment.text))
        });
        if other {
            self.resolve(&key, rows);
        }
        let first = (index == 0).then(|| first(segment.text)).flatten();
        let instant = self.instant(header, first.as_ref());
        let known = self.waiting.get(&key);
        let before = index
            .checked_sub(1)
            .and_then(|before| known?.parts.get(before)?.as_ref());
        // Whether it begins inside a command; if nobody can say, it is treated as if it did.
        let inside = index > 0
            && before.is_none_or(|(_, text)| ends_inside_commands(text, true))
            && (before.is_some() || !begins_with_attribute(segment.text));
        let text = self.masked(line, segment.text, inside);
        // The first segment names the device; what came before it is the server's own.
        let named = (index == 0).then(|| {
            let message = message(segment.text);
            Facts::of(segment.tag, &message).device().map(str::to_owned)
        });
        let named = named.flatten();
        let device = named
            .as_deref()
            .or(known.and_then(|waiting| waiting.device.as_deref()))
            .unwrap_or(&key.0)
            .to_owned();
        self.log(
            (&device, &key.0),
            Some(segment.tag),
            instant,
            text,
            number,
            rows,
        );
        let known = self.waiting.get(&key);
        if known.is_some_and(|waiting| waiting.parts.get(index).is_some_and(Option::is_some)) {
            // Sent twice.
            self.coverage.read += 1;
            return;
        }
        let waiting = self.waiting.entry(key.clone()).or_insert_with(|| {
            self.order.push_back(key.clone());
            Waiting {
                host: key.0.clone(),
                tag: segment.tag.to_owned(),
                id: segment.id.to_owned(),
                total: segment.total,
                parts: vec![None; segment.total as usize],
                device: None,
                instant: None,
                bytes: 0,
            }
        });
        if index == 0 || waiting.instant.is_none() {
            waiting.instant = instant;
        }
        waiting.device = named.or(waiting.device.take());
        if let Some(part) = waiting.parts.get_mut(index) {
            *part = Some((number, segment.text.to_owned()));
        }
        waiting.bytes += segment.text.len();
        self.bytes += segment.text.len();
        if waiting.parts.iter().all(Option::is_some) {
            self.resolve(&key, rows);
        }
        while self.waiting.len() > WAITING || self.bytes > WAITING_BYTES {
            let Some(oldest) = self.order.pop_front() else {
                break;
            };
            self.resolve(&oldest, rows);
        }
        // Resolved messages leave their keys behind; these must not add up.
        if self.order.len() > 2 * WAITING {
            let waiting = &self.waiting;
            self.order.retain(|key| waiting.contains_key(key));
        }
    }

    /// Uses what waits, at the end.
    fn rest(&mut self, rows: &mut dyn Rows) {
        while let Some(oldest) = self.order.pop_front() {
            self.resolve(&oldest, rows);
        }
    }

    /// Uses a message as far as it is here.
    fn resolve(&mut self, key: &(String, String), rows: &mut dyn Rows) {
        let Some(waiting) = self.waiting.remove(key) else {
            return;
        };
        self.bytes = self.bytes.saturating_sub(waiting.bytes);
        let here = waiting.parts.iter().flatten().count() as u64;
        let mut text = String::with_capacity(waiting.bytes + 16);
        let mut starts: Vec<(usize, u32)> = Vec::new();
        let mut gap = false;
        for part in &waiting.parts {
            let Some((line, part)) = part else {
                gap = true;
                continue;
            };
            if std::mem::take(&mut gap) {
                close(&mut text);
            }
            starts.push((text.len(), *line));
            text.push_str(part);
        }
        if here < u64::from(waiting.total) {
            self.torn.messages += 1;
            self.torn.segments += u64::from(waiting.total) - here;
            let line = starts.first().map_or(0, |(_, line)| *line);
            self.torn.first.get_or_insert_with(|| {
                format!(
                    "{} at line {line}, with {here} of {}",
                    waiting.id, waiting.total
                )
            });
        }
        let whole = Whole {
            host: &waiting.host,
            instant: waiting.instant,
        };
        let source = self.source;
        let origin = |at: usize| {
            let line = starts.iter().rev().find(|(start, _)| *start <= at);
            Origin::new(source, line.map_or(0, |(_, line)| *line))
        };
        let message = message(&text);
        let facts = Facts::of(&waiting.tag, &message);
        if self.conclude(&whole, &facts, origin, rows) {
            self.coverage.read += here;
        } else if facts.tells_of_administration() {
            let masked = self.masked_message("", &text, &message);
            self.coverage.not_supported(&masked);
            self.coverage.unsupported += here - 1;
        } else {
            self.coverage.irrelevant += here;
        }
    }

    /// The line without secrets. `text`, a slice at its end, holds the attributes; `inside` if it
    /// begins within a command.
    fn masked(&self, line: &str, text: &str, inside: bool) -> String {
        let end = if inside {
            end_of_inner(text).unwrap_or(text.len())
        } else {
            0
        };
        let (command, rest) = text.split_at(end);
        let mut head = line
            .get(..line.len() - text.len())
            .unwrap_or_default()
            .to_owned();
        // A command of which nobody knows the beginning here goes as a whole.
        if !command.trim().is_empty() {
            head.push_str(&self.secrets.fingerprint(command.as_bytes()).to_mask());
        }
        self.masked_message(&head, rest, &message(rest))
    }

    /// A message behind what stands before it, without secrets.
    fn masked_message(&self, head: &str, rest: &str, message: &Message<'_>) -> String {
        let mut out = String::with_capacity(head.len() + rest.len() + 64);
        out.push_str(head);
        let mut kept = 0;
        for &Attribute { name, value, at } in &message.attributes {
            if is_plain(name, value) {
                continue;
            }
            let start = match name {
                "CmdSet" | "" => at,
                _ => at - name.len() - 1,
            };
            let Some(before) = rest.get(kept..start) else {
                break;
            };
            out.push_str(before);
            kept = at + value.len();
            if name == "CmdSet" {
                let kept = command::read(self.platforms, None, &typed(value), &self.secrets);
                out.push_str("[ CmdAV=");
                out.push_str(&kept.command);
                out.push_str(" ]");
            } else {
                let whole = rest.get(start..kept).unwrap_or_default();
                out.push_str(&redact::free_text(whole, &self.secrets));
            }
        }
        out.push_str(rest.get(kept..).unwrap_or_default());
        out
    }

    /// A line of `host` about `seen_as`.
    fn log(
        &self,
        (seen_as, host): (&str, &str),
        tag: Option<&str>,
        instant: Option<Instant>,
        text: String,
        line: u32,
        rows: &mut dyn Rows,
    ) {
        rows.push(
            tables::Log {
                seen_as: seen_as.to_owned(),
                time: instant.map(|instant| instant.time),
                time_error: instant.map(|instant| instant.error),
                facility: tag.map(|_| "CISE".to_owned()),
                mnemonic: tag.filter(|tag| !tag.is_empty()).map(str::to_owned),
                relay: (seen_as != host).then(|| host.to_owned()),
                text,
                origin: Origin::new(self.source, line),
                ..tables::Log::default()
            }
            .into(),
        );
    }

    /// Pushes the rows of a message; false if it gives none.
    fn conclude(
        &mut self,
        whole: &Whole<'_>,
        facts: &Facts<'_>,
        origin: impl Fn(usize) -> Origin,
        rows: &mut dyn Rows,
    ) -> bool {
        match facts.act() {
            Act::Command(channel) => {
                let Some((value, at)) = facts.commands else {
                    return false;
                };
                let text = typed(value);
                let event = facts.event();
                let device = facts.device().unwrap_or(whole.host);
                let account = facts.account();
                let terminal = facts.terminal.unwrap_or_default();
                let accounted = channel == "command-accounting";
                if accounted
                    && !self
                        .open
                        .is_new(event, facts.task, (device, &account, terminal), &text)
                {
                    return true;
                }
                let typed = command::read(self.platforms, None, &text, &self.secrets);
                let (from_address, from_name) = facts.from();
                rows.push(
                    tables::Command {
                        seen_as: device.to_owned(),
                        time: whole.instant.map(|instant| instant.time),
                        time_error: whole.instant.map(|instant| instant.error),
                        account: (!account.is_empty()).then_some(account),
                        from_address,
                        from_name,
                        terminal: facts.terminal.map(str::to_owned),
                        channel: channel.to_owned(),
                        privilege: facts.privilege,
                        command: typed.command,
                        topic: typed.topic,
                        object: typed.object,
                        address: typed.address,
                        target: typed.target,
                        secret: typed.secret,
                        negated: typed.negated,
                        sequence: facts.task.and_then(|task| task.parse().ok()),
                        origin: origin(at),
                    }
                    .into(),
                );
                true
            }
            Act::Login {
                channel,
                outcome,
                service,
            } => {
                let account = facts.account();
                let (from_address, from_name) = facts.from();
                rows.push(
                    tables::Login {
                        seen_as: facts.device().unwrap_or(whole.host).to_owned(),
                        time: whole.instant.map(|instant| instant.time),
                        time_error: whole.instant.map(|instant| instant.error),
                        account: (!account.is_empty()).then_some(account),
                        from_address,
                        from_name,
                        terminal: facts.terminal.map(str::to_owned),
                        channel: channel.to_owned(),
                        outcome: outcome.to_owned(),
                        service: service.map(str::to_owned),
                        session: facts.session.or(facts.task).map(str::to_owned),
                        origin: origin(facts.account_at()),
                        ..tables::Login::default()
                    }
                    .into(),
                );
                true
            }
            Act::Nothing => false,
        }
    }
}

/// The part of a masked line whose shape is counted.
fn shape<'a>(text: &'a str, header: &Header<'_>) -> &'a str {
    text.get(header.message..).unwrap_or(text)
}

/// Ends a text whose next segment is missing: a command stays as far as it goes, another value that
/// may be cut goes.
fn close(text: &mut String) {
    if ends_inside_commands(text, false) {
        text.push_str(" ], ");
    } else if let Some(comma) = text.rfind(',') {
        text.truncate(comma);
        text.push_str(", ");
    }
}

fn begins_with_attribute(text: &str) -> bool {
    let text = text.trim_start_matches([',', ' ']);
    let end = text.find(['=', ',', '[', ']']).unwrap_or(text.len());
    end < 64 && text.as_bytes().get(end) == Some(&b'=') && !text.starts_with("CmdArgAV")
}
