//! Log files: Cisco messages in every header that devices and relays put around them, and plain
//! syslog of other systems.
//!
//! Every line becomes a `log` row with its text, secrets masked; messages that say more become
//! rows of `command`, `login` and `config_change` beside it. `show logging` output is a log too:
//! what stands above its buffer is known and carries nothing. Lines of OpenSSH, sudo and su are
//! read in any log (see [`crate::jump_host`]).
//!
//! What it leaves out: other messages of other systems (kept as text), and messages that several lines make up, other than as text.

mod header;
mod ios_xr;
mod message;
mod nx_os;
mod place;
mod program;

use std::sync::Arc;

use seawall_device::{Platforms, command, redact};
use seawall_model::{
    Coverage, Head, Input, Kind, Origin, Reader, Rows, SaidBy, SecretKey, Sure, tables,
};

use crate::jump_host;
use crate::time::{Clock, Glimpse, Instant, Mark};
use message::Said;

pub(crate) use header::{Header, header};
pub(crate) use message::address_or_name;
pub(crate) use place::device_of;
use program::{journal_note, program};

/// Lines of the head that recognition looks at.
const SAMPLE: usize = 400;
/// First words of `show logging`, above the buffer.
const SHOW_LOGGING: &str = "Syslog logging:";
const LOG_BUFFER: &str = "Log Buffer (";

/// Makes the reader of Cisco logs.
pub(crate) fn cisco(platforms: &Arc<Platforms>) -> Box<dyn Reader> {
    Box::new(Cisco {
        platforms: Arc::clone(platforms),
    })
}

/// Makes the reader of logs of other systems.
pub(crate) fn other(platforms: &Arc<Platforms>) -> Box<dyn Reader> {
    Box::new(Other {
        platforms: Arc::clone(platforms),
    })
}

/// Whether a line is one of a log or of accounting, by its own form.
pub(crate) fn is_message(line: &str) -> bool {
    let header = header(line);
    header.mnemonic.is_some() || header.is_syslog() || crate::accounting::is_record(line)
}

/// Lines with Cisco mnemonics.
struct Cisco {
    platforms: Arc<Platforms>,
}

/// RFC 3164 and RFC 5424 lines of anything else.
struct Other {
    platforms: Arc<Platforms>,
}

/// What the lines of a head are.
#[derive(Default)]
pub(crate) struct Census {
    pub(crate) lines: usize,
    pub(crate) mnemonics: usize,
    /// Of OpenSSH, sudo and su.
    pub(crate) programs: usize,
    /// Of programs that only network devices run.
    pub(crate) network: usize,
    /// With a stamp in a device's manner and no mnemonic: debugging output.
    debugging: usize,
    pub(crate) syslog: usize,
    accounting: usize,
    show_logging: bool,
}

pub(crate) fn census(head: &Head<'_>) -> Census {
    let mut census = Census::default();
    let mut above_buffer = false;
    for line in head.text.lines().filter(|line| !line.trim().is_empty()) {
        if census.lines == SAMPLE {
            break;
        }
        if line.starts_with(SHOW_LOGGING) {
            census.show_logging = true;
            above_buffer = true;
        }
        if above_buffer {
            above_buffer = !line.trim_start().starts_with(LOG_BUFFER);
            continue;
        }
        // A message of several lines goes on indented.
        if line.starts_with([' ', '\t']) && census.mnemonics > 0 {
            continue;
        }
        census.lines += 1;
        let header = header(line);
        census.mnemonics += usize::from(header.mnemonic.is_some());
        let exact = header
            .stamp
            .is_some_and(|stamp| header.is_devices_own() && stamp.digits == 3);
        census.debugging += usize::from(exact && header.mnemonic.is_none());
        census.syslog += usize::from(header.is_syslog() || header.repeated);
        census.accounting += usize::from(crate::accounting::is_record(line));
        if let Some(program) = program(line, &header) {
            census.programs += usize::from(program.is_known());
            census.network += usize::from(program.is_of_network_device());
        }
    }
    census
}

impl Reader for Cisco {
    fn id(&self) -> &'static str {
        "cisco-syslog"
    }

    fn recognises(&self, head: &Head<'_>) -> Sure {
        let census = census(head);
        if census.mnemonics * 2 > census.lines {
            Sure::Certain
        } else if census.show_logging
            || (census.mnemonics > 0 && census.mnemonics * 10 >= census.lines)
        {
            Sure::Likely
        } else if (census.mnemonics > 0 && census.syslog * 2 >= census.lines)
            || census.debugging * 2 > census.lines
        {
            Sure::Perhaps
        } else {
            Sure::No
        }
    }

    fn read(&self, input: &mut dyn Input, rows: &mut dyn Rows) -> Coverage {
        read(&self.platforms, input, rows)
    }
}

impl Reader for Other {
    fn id(&self) -> &'static str {
        "syslog"
    }

    fn recognises(&self, head: &Head<'_>) -> Sure {
        let census = census(head);
        let of_syslog = census.syslog * 2 > census.lines && census.accounting * 2 <= census.lines;
        if of_syslog { Sure::Perhaps } else { Sure::No }
    }

    fn read(&self, input: &mut dyn Input, rows: &mut dyn Rows) -> Coverage {
        read(&self.platforms, input, rows)
    }
}

/// What a line turned out to be, for the counts.
enum Understood {
    Read,
    Irrelevant,
    Unsupported,
    Unrecognised,
}

/// Reads a log of any kind.
pub(crate) fn read(platforms: &Platforms, input: &mut dyn Input, rows: &mut dyn Rows) -> Coverage {
    let mut coverage = Coverage::new(Kind::Log, SaidBy::Device);
    let path = input.path().to_owned();
    let mut memory = jump_host::Memory::default();
    let hosts = Hosts::of(input, &mut memory);
    let mut lines = Lines {
        platforms,
        secrets: input.secrets().clone(),
        clock: Clock::new(input, |line| {
            stamp_to_place(&header(line)).map(Glimpse::from)
        }),
        device: device_of(&path).to_owned(),
        hosts,
        memory,
        accounting: crate::accounting::Sessions::default(),
        last: None,
        banner: 0,
    };
    let (mut above_buffer, mut captured) = (false, false);
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
        if let Some(prompt) = show_logging_typed(&text) {
            // The prompt of a terminal capture names the device.
            if !prompt.is_empty() {
                prompt.clone_into(&mut lines.device);
            }
            coverage.irrelevant += 1;
            lines.keep(&text, origin, rows);
            continue;
        }
        if journal_note(&text) {
            coverage.irrelevant += 1;
            lines.keep(&text, origin, rows);
            continue;
        }
        // A captured buffer is not written to any more.
        captured |= text.starts_with(SHOW_LOGGING);
        unfinished = input.still_being_written() && !captured;
        above_buffer |= text.starts_with(SHOW_LOGGING);
        if above_buffer {
            above_buffer = !text.trim_start().starts_with(LOG_BUFFER);
            coverage.irrelevant += 1;
            lines.keep(&text, origin, rows);
            continue;
        }
        lines.read(&text, unfinished, origin, rows, &mut coverage);
    }
    lines.clock.tell(&mut coverage);
    finish(input, &mut coverage, cut, unfinished);
    coverage
}

/// The prompt before a typed `show logging`, if the line is that; empty without a prompt.
fn show_logging_typed(line: &str) -> Option<&str> {
    let line = line.trim_end();
    let typed = line
        .strip_suffix("show logging")
        .or_else(|| line.strip_suffix("show log"))?;
    let prompt = match typed.trim_end() {
        "" => return Some(""),
        prompt => prompt.strip_suffix(['#', '>'])?,
    };
    let name = prompt.rsplit(':').next()?;
    let is_name = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    (!name.is_empty()
        && prompt
            .bytes()
            .all(|byte| is_name(byte) || matches!(byte, b':' | b'/')))
    .then_some(name)
}

/// Notes that every line-by-line reader owes: what was cut, what was left out, why it ended.
pub(crate) fn finish(input: &dyn Input, coverage: &mut Coverage, cut: u64, unfinished: bool) {
    if cut > 0 {
        coverage.notes.push(format!(
            "{cut} lines are longer than 1 MiB and were cut: look at the source itself for the \
             rest of them."
        ));
    }
    if unfinished {
        coverage.notes.push(
            "The last line has no line end and may still be being written: its text is kept and \
             nothing is concluded from it; give the file again when it is complete."
                .to_owned(),
        );
    }
    coverage.complete = input.trouble().is_none();
    if let Some(trouble) = input.trouble() {
        coverage.notes.push(trouble.to_owned());
    }
}

/// The stamp whose year must be found: the first of a line of which none has one.
fn stamp_to_place(header: &Header<'_>) -> Option<crate::time::Stamp> {
    let stamp = header.stamp?;
    if let Some(relay) = header.relay_stamp {
        return relay.year.is_none().then_some(relay);
    }
    (stamp.year.is_none() && header.mark != Some(Mark::Never)).then_some(stamp)
}

/// The hosts the lines of a file name: none, one, or several. A file in which several write is
/// nobody's: its name must not become a device.
#[derive(Default)]
struct Hosts {
    first: Option<String>,
    several: bool,
}

impl Hosts {
    /// Looks at the start of a source before it is read: who writes there, and which of them are
    /// network devices.
    fn of(input: &dyn Input, memory: &mut jump_host::Memory) -> Self {
        let mut hosts = Self::default();
        let Some(mut again) = input.again() else {
            return hosts;
        };
        for _ in 0..SAMPLE {
            let Some(line) = again.next_line() else {
                break;
            };
            let header = header(line.text);
            hosts.see(&header);
            let device = header.mnemonic.is_some()
                || program(line.text, &header).is_some_and(|p| p.is_of_network_device());
            for host in [header.own, header.relay].into_iter().flatten() {
                if device {
                    memory.is_device(host);
                }
            }
        }
        hosts
    }

    fn see(&mut self, header: &Header<'_>) {
        let Some(host) = header.own.or(header.relay) else {
            return;
        };
        match &self.first {
            None => self.first = Some(host.to_owned()),
            Some(first) => self.several |= !first.eq_ignore_ascii_case(host),
        }
    }
}

struct Lines<'a> {
    platforms: &'a Platforms,
    secrets: SecretKey,
    clock: Clock,
    /// The device the file is named after, for lines that name no host.
    device: String,
    hosts: Hosts,
    /// Sessions of hosts that people pass through.
    memory: jump_host::Memory,
    /// Sessions of devices that account into their log.
    accounting: crate::accounting::Sessions,
    /// The last line that was understood: what it goes on is read with its time and host.
    last: Option<(String, Option<Instant>)>,
    /// Lines of a restart's banner still to come.
    banner: u8,
}

impl Lines<'_> {
    fn read(
        &mut self,
        line: &str,
        unfinished: bool,
        origin: Origin,
        rows: &mut dyn Rows,
        coverage: &mut Coverage,
    ) {
        let header = header(line);
        self.hosts.see(&header);
        let instant = self.instant(&header);
        if let Some(instant) = instant {
            coverage.saw(instant.time);
        }
        let goes_on = header.items == 0 && (line.starts_with([' ', '\t']) || self.banner > 0);
        if goes_on && let Some((device, instant)) = self.last.clone() {
            // The rest of the message above.
            self.banner = self.banner.saturating_sub(1);
            let text = redact::free_text(line, &self.secrets);
            coverage.not_supported(&text);
            rows.push(log(&device, &header, instant, text, origin).into());
            return;
        }
        let orphan = self.is_orphan(&header);
        let (text, understood) = match header.mnemonic {
            Some(_) => {
                let conclude = !unfinished && !orphan;
                self.message(line, &header, instant, conclude, origin, rows)
            }
            None if let Some(heard) =
                self.program(line, &header, instant, !unfinished && !orphan, origin, rows) =>
            {
                heard
            }
            None => {
                let text = redact::free_text(line, &self.secrets);
                let bare = line.get(header.message..).is_none_or(str::is_empty);
                let understood = if header.items == 0 {
                    Understood::Unrecognised
                } else if bare {
                    Understood::Irrelevant
                } else if header.repeated {
                    Understood::Read
                } else {
                    // The head is understood; the message is some other system's, or debug output.
                    Understood::Unsupported
                };
                (text, understood)
            }
        };
        match understood {
            _ if orphan => coverage.not_recognised(shape_of(line, &header, &text)),
            Understood::Read => coverage.read += 1,
            Understood::Irrelevant => coverage.irrelevant += 1,
            Understood::Unsupported => coverage.not_supported(shape_of(line, &header, &text)),
            Understood::Unrecognised => coverage.not_recognised(shape_of(line, &header, &text)),
        }
        if header.items > 0 {
            let restart = header
                .mnemonic
                .is_some_and(|mnemonic| mnemonic.name == "RESTART");
            self.banner = if restart { 5 } else { 0 };
            self.last = Some((self.seen_as(&header).to_owned(), instant));
        }
        rows.push(log(self.seen_as(&header), &header, instant, text, origin).into());
    }

    /// A line kept for its text alone.
    fn keep(&self, line: &str, origin: Origin, rows: &mut dyn Rows) {
        let text = redact::free_text(line, &self.secrets);
        rows.push(log(&self.device, &Header::default(), None, text, origin).into());
    }

    /// The host a line names; else the file's only one; else, in a file of several, the host of
    /// the line above; else the one the file is named after.
    fn seen_as<'h>(&'h self, header: &Header<'h>) -> &'h str {
        if let Some(host) = header.own.or(header.relay) {
            return host;
        }
        match (&self.hosts.first, &self.last) {
            (Some(_), Some((above, _))) if self.hosts.several => above,
            (Some(first), _) => first,
            (None, _) => &self.device,
        }
    }

    /// Whether nobody can say whose line it is: then nothing is concluded from it.
    fn is_orphan(&self, header: &Header<'_>) -> bool {
        self.hosts.several && header.own.is_none() && header.relay.is_none()
    }

    fn instant(&mut self, header: &Header<'_>) -> Option<Instant> {
        let stamp = header.stamp?;
        let mark = header.mark.unwrap_or(Mark::Synchronised);
        self.clock.instant(Some((stamp, mark)), header.relay_stamp)
    }

    /// Pushes what a message says, and returns the line's text without secrets.
    fn message(
        &mut self,
        line: &str,
        header: &Header<'_>,
        instant: Option<Instant>,
        conclude: bool,
        origin: Origin,
        rows: &mut dyn Rows,
    ) -> (String, Understood) {
        if let Some(heard) = self.nx_os(line, header, instant, conclude, origin, rows) {
            return heard;
        }
        let message = line.get(header.message..).unwrap_or_default();
        let said = header
            .mnemonic
            .map_or(Said::Text, |mnemonic| message::read(mnemonic, message));
        let seen_as = self.seen_as(header).to_owned();
        let time = instant.map(|instant| instant.time);
        let time_error = instant.map(|instant| instant.error);
        let free = || redact::free_text(line, &self.secrets);
        let understood = if conclude {
            Understood::Read
        } else {
            Understood::Unsupported
        };
        match said {
            Said::Text => (free(), understood),
            Said::Unsupported => (free(), Understood::Unsupported),
            Said::Command(said) => {
                let typed = command::read(self.platforms, None, said.command, &self.secrets);
                let text = replaced(line, said.command, &typed.command, &self.secrets);
                if conclude {
                    rows.push(
                        tables::Command {
                            seen_as,
                            time,
                            time_error,
                            account: said.account.map(str::to_owned),
                            terminal: said.terminal.map(str::to_owned),
                            channel: said.channel.to_owned(),
                            privilege: said.privilege,
                            command: typed.command,
                            topic: typed.topic,
                            object: typed.object,
                            address: typed.address,
                            target: typed.target,
                            secret: typed.secret,
                            negated: typed.negated,
                            sequence: header.sequence,
                            origin,
                            ..tables::Command::default()
                        }
                        .into(),
                    );
                }
                (text, understood)
            }
            Said::Login(said) => {
                if conclude {
                    let (from_address, from_name) = address_or_name(said.from);
                    rows.push(
                        tables::Login {
                            seen_as,
                            time,
                            time_error,
                            account: said.account.map(str::to_owned),
                            from_address,
                            from_name,
                            terminal: said.terminal,
                            channel: "login-log".to_owned(),
                            outcome: said.outcome.to_owned(),
                            local_port: said.local_port,
                            service: said.service.map(str::to_owned),
                            origin,
                            ..tables::Login::default()
                        }
                        .into(),
                    );
                }
                (free(), understood)
            }
            Said::Change(said) => {
                if conclude {
                    rows.push(
                        tables::ConfigChange {
                            seen_as,
                            time,
                            time_error,
                            account: said.account.map(str::to_owned),
                            from_address: address_or_name(said.from).0,
                            terminal: said.terminal.map(str::to_owned),
                            via: "log".to_owned(),
                            process: said
                                .process
                                .map(|process| redact::free_text(process, &self.secrets)),
                            origin,
                        }
                        .into(),
                    );
                }
                (free(), understood)
            }
        }
    }
}

/// The part of a masked line whose shape is counted: without the header, which differs in every
/// line, but with the mnemonic.
fn shape_of<'a>(line: &str, header: &Header<'_>, text: &'a str) -> &'a str {
    let head = line.get(..header.message).unwrap_or_default();
    let from = if header.mnemonic.is_some() {
        head.rfind('%').unwrap_or(0)
    } else {
        header.message
    };
    text.get(from..).unwrap_or(text).trim_start()
}

/// The line with `part`, which is a slice of it, replaced by `by`, and the rest masked as free
/// text.
pub(crate) fn replaced(line: &str, part: &str, by: &str, secrets: &SecretKey) -> String {
    let from = (part.as_ptr() as usize).saturating_sub(line.as_ptr() as usize);
    let (Some(before), Some(after)) = (line.get(..from), line.get(from + part.len()..)) else {
        // It is no slice of the line: nothing of the line may stay.
        return by.to_owned();
    };
    let mut text = redact::free_text(before, secrets);
    text.push_str(by);
    if !after.is_empty() {
        text.push_str(&redact::free_text(after, secrets));
    }
    text
}

fn log(
    seen_as: &str,
    header: &Header<'_>,
    instant: Option<Instant>,
    text: String,
    origin: Origin,
) -> tables::Log {
    let message = header.message;
    let mnemonic = header.mnemonic.map(|outer| {
        // The text is masked by now; a wrapped mnemonic is no secret.
        text.get(message..)
            .and_then(|message| header::wrapped(outer, message))
            .map_or_else(
                || {
                    (
                        outer.facility.to_owned(),
                        outer.severity,
                        outer.name.to_owned(),
                    )
                },
                |inner| {
                    (
                        inner.facility.to_owned(),
                        inner.severity,
                        inner.name.to_owned(),
                    )
                },
            )
    });
    let of_priority = header.priority.map(|priority| i64::from(priority % 8));
    let severity = mnemonic
        .as_ref()
        .map(|(_, severity, _)| i64::from(*severity))
        .or(of_priority);
    let (facility, name) = match mnemonic {
        Some((facility, _, name)) => (Some(facility), Some(name)),
        None => (None, None),
    };
    tables::Log {
        seen_as: seen_as.to_owned(),
        time: instant.map(|instant| instant.time),
        time_error: instant.map(|instant| instant.error),
        facility,
        severity,
        mnemonic: name,
        sequence: header.sequence,
        clock: header.mark.map(|mark| mark.as_str().to_owned()),
        relay: header
            .relay
            .filter(|relay| !relay.eq_ignore_ascii_case(seen_as))
            .map(str::to_owned),
        text,
        origin,
    }
}
