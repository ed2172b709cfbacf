//! One line of a TACACS+ server's logs, as both tac_plus families write it.
//!
//! The older one separates everything by tabs: time, device, user, line, from where, start or
//! stop, then `name=value`. The other writes ISO time and zone, joins time and device by a space in
//! its default form, and in its newest version leaves the names out: start, service, command. Both
//! also write who was let in or refused.

use crate::time::{Stamp, stamp};

/// What a record tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Event {
    /// A session or a command begins.
    Start,
    /// It ended.
    Stop,
    /// It goes on.
    Update,
    /// Somebody proved who he is.
    Passed,
    /// Somebody failed to.
    Failed,
    /// A command was permitted or refused.
    Authorisation,
}

/// A record. Texts are slices of the line.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Record<'a> {
    line: &'a str,
    pub(super) stamp: Stamp,
    pub(super) device: &'a str,
    pub(super) account: &'a str,
    pub(super) terminal: &'a str,
    pub(super) from: &'a str,
    pub(super) event: Event,
    pub(super) service: Option<&'a str>,
    pub(super) task: Option<&'a str>,
    pub(super) privilege: Option<i64>,
    /// When it happened, in seconds since 1970, by the device's own clock.
    pub(super) epoch: Option<i64>,
    /// The name of the device's time zone.
    pub(super) zone: Option<&'a str>,
    /// What was typed, with its `<cr>`; of several arguments, all of them.
    pub(super) command: Option<Command<'a>>,
}

/// A command and where it stands in the line.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Command<'a> {
    /// The part of the line to be replaced by what may be kept.
    pub(super) part: &'a str,
    /// The command in one piece, where the record splits it into arguments.
    pub(super) joined: Option<String>,
}

impl Command<'_> {
    pub(super) fn text(&self) -> &str {
        self.joined.as_deref().unwrap_or(self.part)
    }
}

/// Reads a line.
pub(super) fn record(line: &str) -> Option<Record<'_>> {
    let start = line.trim_start();
    let start = match start.strip_prefix('<') {
        Some(rest) => rest.split_once('>')?.1,
        None => start,
    };
    let (stamp, used) = stamp(start.as_bytes())?;
    let rest = start.get(used..)?;
    if !rest.starts_with([' ', '\t', '|']) {
        return None;
    }
    let rest = rest.trim_start_matches([' ', '\t']);
    let separator = separator(rest)?;
    let mut fields = Fields {
        rest: Some(rest),
        separator,
    };
    // Before bars the server's own name stands in front of the device.
    let device = fields.next()?;
    let device = device.rsplit(' ').next().unwrap_or(device);
    let account = fields.next()?;
    let terminal = fields.next()?;
    let from = fields.next()?;
    if !is_host(device) {
        return None;
    }
    let mut record = Record {
        line,
        stamp,
        device,
        account: account.trim(),
        terminal: terminal.trim(),
        from: from.trim(),
        event: Event::Update,
        service: None,
        task: None,
        privilege: None,
        epoch: None,
        zone: None,
        command: None,
    };
    let event = fields.next()?;
    if let Some((event, glued)) = accounting(event) {
        record.event = event;
        record.attributes(glued, fields);
        return Some(record);
    }
    // PROFILE (which may be missing), permit or deny, service, command.
    if is_answer(event) || (authentication(event).is_none() && fields.next().is_some_and(is_answer))
    {
        record.event = Event::Authorisation;
        record.attributes("", fields);
        return Some(record);
    }
    record.event = authentication(event)?;
    Some(record)
}

/// Tab, the way relays write a tab, or a bar: whichever stands between at least four fields.
fn separator(text: &str) -> Option<&'static str> {
    ["\t", "#011", "|"]
        .into_iter()
        .find(|separator| text.matches(separator).take(4).count() == 4)
}

struct Fields<'a> {
    rest: Option<&'a str>,
    separator: &'static str,
}

impl<'a> Iterator for Fields<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        let rest = self.rest?;
        match rest.split_once(self.separator) {
            Some((field, rest)) => {
                self.rest = Some(rest);
                Some(field)
            }
            None => {
                self.rest = None;
                Some(rest)
            }
        }
    }
}

/// `start`, `stop` or `update`, and an attribute some devices write without a separator after it.
fn accounting(field: &str) -> Option<(Event, &str)> {
    const WORDS: [(&str, Event); 5] = [
        ("start", Event::Start),
        ("stop", Event::Stop),
        ("update", Event::Update),
        ("watchdog", Event::Update),
        ("more", Event::Update),
    ];
    let field = field.trim();
    let (event, glued) = WORDS.iter().find_map(|(word, event)| {
        let head = field.get(..word.len())?;
        head.eq_ignore_ascii_case(word)
            .then(|| (*event, field.get(word.len()..).unwrap_or_default()))
    })?;
    (glued.is_empty() || attribute(glued).is_some()).then_some((event, glued))
}

/// Who was let in: `shell login succeeded`, `ascii login failed`, `AUTHC-FAIL`, `pap login denied`.
fn authentication(field: &str) -> Option<Event> {
    let lower = field.to_ascii_lowercase();
    let about = ["login", "authentication", "authc", "enable", "password"]
        .iter()
        .any(|word| lower.contains(word));
    if !about {
        return None;
    }
    let any = |words: &[&str]| words.iter().any(|word| lower.contains(word));
    if any(&["fail", "denied", "deny", "reject", "refused", "unknown"]) {
        Some(Event::Failed)
    } else if any(&["succe", "pass", "permit", "accept"]) {
        Some(Event::Passed)
    } else {
        None
    }
}

fn is_answer(field: &str) -> bool {
    let field = field.trim();
    [
        "permit",
        "deny",
        "permitted",
        "denied",
        "AUTHZ-PASS",
        "AUTHZ-FAIL",
    ]
    .iter()
    .any(|answer| field.eq_ignore_ascii_case(answer))
}

/// `name=value`, or `name*value` for what the server may ignore.
fn attribute(field: &str) -> Option<(&str, &str)> {
    let end = field.bytes().position(|byte| {
        !(byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.' | b':'))
    })?;
    let separator = field.as_bytes().get(end)?;
    if end == 0 || !matches!(separator, b'=' | b'*') {
        return None;
    }
    Some((field.get(..end)?, field.get(end + 1..)?))
}

fn is_host(name: &str) -> bool {
    !name.is_empty()
        && name.bytes().all(|byte| {
            byte.is_ascii_alphanumeric()
                || matches!(byte, b'.' | b'-' | b'_' | b':')
                || byte >= 0x80
        })
}

impl<'a> Record<'a> {
    fn attributes(&mut self, glued: &'a str, fields: Fields<'a>) {
        let mut arguments: Vec<&'a str> = Vec::new();
        let mut positional = 0;
        let (mut started, mut stopped, mut elapsed) = (None, None, None);
        let mut fields = fields;
        let mut next = (!glued.is_empty()).then_some(glued);
        loop {
            let before = fields.rest;
            let Some(field) = next.take().or_else(|| fields.next()) else {
                break;
            };
            // Without names: the service, then the command to the end of the line.
            if positional == 1 {
                self.command = positional_command(before.unwrap_or(field));
                return;
            }
            let Some((name, value)) = attribute(field) else {
                if positional == 0 && !field.trim().is_empty() && self.service.is_none() {
                    self.service = Some(field.trim());
                    positional = 1;
                }
                continue;
            };
            match name {
                "service" => self.service = Some(value.trim()),
                "task_id" => self.task = Some(value.trim()),
                "priv-lvl" | "priv_lvl" => self.privilege = value.trim().parse().ok(),
                "start_time" | "Start_time" => started = seconds(value),
                "stop_time" | "Stop_time" => stopped = seconds(value),
                "elapsed_time" => elapsed = seconds(value),
                "timezone" => self.zone = Some(value.trim()),
                "cmd" | "Cmd" if arguments.is_empty() => arguments.push(value),
                "cmd-arg" | "cmd_arg" if !arguments.is_empty() => arguments.push(value),
                _ => {}
            }
        }
        self.command = command(self.line, &arguments);
        self.epoch = match self.event {
            Event::Start => started,
            _ => stopped.or_else(|| started?.checked_add(elapsed.unwrap_or(0))),
        }
        .filter(|epoch| PLAUSIBLE.contains(epoch));
    }
}

/// Seconds since 1970 that can be meant: from 1990 to 2100.
const PLAUSIBLE: std::ops::Range<i64> = 631_152_000..4_102_444_800;

fn seconds(value: &str) -> Option<i64> {
    value.trim().parse().ok()
}

/// The command of a record without names: all that follows the service, or, where that is the
/// packet's arguments, what they say of the command.
fn positional_command(text: &str) -> Option<Command<'_>> {
    let arguments = text
        .split(' ')
        .next()
        .is_some_and(|word| matches!(attribute(word), Some(("service" | "cmd", _))));
    if !arguments {
        return (!text.trim().is_empty()).then_some(Command {
            part: text,
            joined: None,
        });
    }
    let at = text
        .starts_with("cmd=")
        .then_some(0)
        .or_else(|| Some(text.find(" cmd=")? + 1))?;
    let part = text.get(at + "cmd=".len()..)?;
    if part.trim().is_empty() {
        return None;
    }
    let words: Vec<&str> = part
        .split(' ')
        .map(|word| word.strip_prefix("cmd-arg=").unwrap_or(word))
        .collect();
    Some(Command {
        part,
        joined: Some(words.join(" ")),
    })
}

/// The command of a record's `cmd` and `cmd-arg` attributes.
fn command<'a>(line: &'a str, arguments: &[&'a str]) -> Option<Command<'a>> {
    match arguments {
        [] => None,
        [one] => {
            let text = one.trim();
            let text = text
                .strip_prefix('"')
                .and_then(|text| text.strip_suffix('"'))
                .unwrap_or(text);
            (!text.is_empty()).then_some(Command {
                part: text,
                joined: None,
            })
        }
        [first, ..] if first.trim().is_empty() => None,
        [first, .., last] => {
            // Attributes between the first and the last argument go with the command.
            let from = (first.as_ptr() as usize).saturating_sub(line.as_ptr() as usize);
            let to = (last.as_ptr() as usize + last.len()).saturating_sub(line.as_ptr() as usize);
            Some(Command {
                part: line.get(from..to)?,
                joined: Some(
                    arguments
                        .iter()
                        .map(|argument| argument.trim())
                        .collect::<Vec<_>>()
                        .join(" "),
                ),
            })
        }
    }
}
