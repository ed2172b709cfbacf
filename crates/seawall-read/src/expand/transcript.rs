//! Recordings of terminals (PuTTY, SecureCRT, `script`) and `show tech-support`: one part for the
//! output of every command, and one for everything that was typed and is no show command.
//!
//! A text is a recording if it has the prompts of a Cisco system with commands behind them, or the
//! dividers of `show tech-support`. Its lines are cleaned of colours and pagers. The line with the
//! prompt stays the first of its part, so that the reader learns the device and the command from
//! it; a divider is turned into such a line where the device is known, except above a configuration,
//! which names itself. Every line is counted once: in a part, or as belonging to none (banners,
//! prompts without a command, pagers, help and refusals).
//!
//! What it leaves out: what other systems record, and recordings of several windows at once.

use std::collections::{BTreeMap, BTreeSet};

use seawall_device::redact;
use seawall_model::{Coverage, Head, Input, Kind, Moment, SaidBy, SecretKey};

use super::part::{Lines, Part};
use super::prompt::{Prompt, clean, divider, is_show, prompt};
use super::stamped::{Style, stamp_style, without_stamp};
use super::{Several, unread};
use crate::Opened;

/// The part with what was typed.
pub(crate) const TYPED: &str = "typed commands";
/// The part with what stands before and between the commands.
const OTHER: &str = "other text";
/// Bytes kept of one recording.
const KEPT: usize = 128 << 20;
/// Commands of one recording; beyond, what follows belongs to the last one.
const COMMANDS: usize = 20_000;

/// Whether the start of a text may be that of a recording.
pub(crate) fn may_be(head: &Head<'_>) -> bool {
    let style = stamp_style(head.text);
    head.text.lines().any(|line| {
        let (line, _) = clean(line);
        let (_, line) = without_stamp(&line, style);
        divider(line).is_some() || prompt(line).is_some_and(|prompt| prompt.is_sure())
    })
}

/// The lines of a recording, cleaned.
#[derive(Default)]
struct Recording {
    text: String,
    lines: Vec<Place>,
    /// Lines that held nothing but a pager's prompt.
    pagers: u64,
    /// Lines beyond what is kept.
    beyond: u64,
    cut: u64,
    /// Whether anything was cleaned away.
    cleaned: bool,
}

#[derive(Clone, Copy)]
struct Place {
    number: u32,
    start: usize,
    /// Where a stamp that a recorder put before the line ends.
    stamp: usize,
    end: usize,
}

impl Recording {
    fn read(input: &mut dyn Input, style: Option<Style>) -> Self {
        let mut recording = Self::default();
        // A pager's prompt with nothing after it is where the recording was broken off.
        let mut pager: Option<u32> = None;
        while let Some(line) = input.next_line() {
            if recording.text.len() + line.text.len() > KEPT {
                recording.beyond += 1;
                continue;
            }
            recording.cut += u64::from(line.cut);
            let (text, only_pager) = clean(line.text);
            recording.cleaned |= matches!(text, std::borrow::Cow::Owned(_));
            let (number, text) = (line.number, text.into_owned());
            if let Some(number) = pager.take() {
                if prompt(without_stamp(&text, style).1).is_some() {
                    recording.push(number, " --More-- ", None);
                } else {
                    recording.pagers += 1;
                }
            }
            if only_pager {
                pager = Some(number);
            } else {
                recording.push(number, &text, style);
            }
        }
        if let Some(number) = pager {
            recording.push(number, " --More-- ", None);
        }
        recording
    }

    fn push(&mut self, number: u32, line: &str, style: Option<Style>) {
        let (stamp, rest) = without_stamp(line, style);
        let start = self.text.len();
        self.text.push_str(stamp.unwrap_or_default());
        let stamp = self.text.len();
        self.text.push_str(rest.trim_end());
        self.lines.push(Place {
            number,
            start,
            stamp,
            end: self.text.len(),
        });
    }

    fn line(&self, place: Place) -> &str {
        self.text.get(place.stamp..place.end).unwrap_or_default()
    }

    fn stamp(&self, place: Place) -> &str {
        self.text
            .get(place.start..place.stamp)
            .unwrap_or_default()
            .trim()
    }

    /// All of it as one part; lines that held nothing but a pager's prompt are blank.
    fn whole(&self, shown: &str) -> Part {
        let mut lines = Lines::default();
        let mut number = 0;
        for place in &self.lines {
            while number + 1 < place.number {
                number += 1;
                lines.push(number, "");
            }
            number = place.number;
            lines.push(number, self.line(*place));
        }
        let mut part = Part::new(shown.to_owned(), String::new(), lines);
        part.collected = self.collected();
        part
    }

    /// The names that stand in prompts which are surely such.
    fn devices(&self) -> BTreeSet<&str> {
        self.lines
            .iter()
            .filter_map(|place| prompt(self.line(*place)))
            .filter(Prompt::is_sure)
            .map(|prompt| prompt.device)
            .collect()
    }

    /// The device's name where no prompt tells it.
    fn named(&self) -> Option<&str> {
        self.lines.iter().find_map(|place| {
            let line = self.line(*place);
            let name = match line.strip_prefix("hostname ") {
                Some(name) => name.trim(),
                None => match line.trim_start().strip_prefix("Device name:") {
                    Some(name) => name.trim(),
                    None => line.split_once(" uptime is ")?.0,
                },
            };
            (!name.is_empty() && !name.contains(' ') && name != "Kernel").then_some(name)
        })
    }

    /// When it was recorded: by the device's clock, which `show clock` and the time stamps of prompts
    /// show, else by the header that terminals write.
    fn collected(&self) -> Option<Moment> {
        let lines = || self.lines.iter().map(|place| self.line(*place));
        lines().find_map(clock).or_else(|| {
            lines().take(200).find_map(|line| {
                let header = line.contains("PuTTY log") || line.starts_with("Script started on");
                header.then(|| crate::day_in_path(line)).flatten()
            })
        })
    }
}

/// The time a device's clock shows: `10:00:00.123 UTC Mon Jan 5 2026`, alone, behind `Time source is
/// NTP,`, or in a divider. Other lines tell when something else was.
fn clock(line: &str) -> Option<Moment> {
    let line = line.trim_matches([']', ' ', '+', '-']);
    let alone = line
        .trim_start_matches(['*', '.'])
        .starts_with(|sign: char| sign.is_ascii_digit());
    let divides = line.contains(" [") && line.contains("show ");
    if !(alone || divides || line.starts_with("Time source is")) {
        return None;
    }
    let (_, year) = line.rsplit_once(' ').filter(|(_, year)| year.len() == 4)?;
    let words: Vec<&str> = line.split_ascii_whitespace().rev().take(6).collect();
    let [_, day, month, _, zone, time] = words.as_slice() else {
        return None;
    };
    let time = time.trim_start_matches(['*', '.', '[']);
    let text = format!("{month} {day} {year} {time} {zone}");
    let (stamp, _) = time
        .contains(':')
        .then(|| crate::time::stamp(text.as_bytes()))
        .flatten()?;
    let seconds = stamp.seconds_in(stamp.year?)?;
    let offset = match stamp.zone {
        crate::time::Zone::Offset(offset) => i64::from(offset),
        _ => 0,
    };
    Some(Moment::from_seconds(seconds - offset))
}

/// What a recording holds.
pub(crate) enum Recorded {
    /// One command's output: a source as it is, but cleaned.
    One(Part),
    Several(Several),
}

/// What one command left.
struct Section<'a> {
    device: Option<&'a str>,
    typed: &'a str,
    /// Whether a divider and no prompt begins it.
    divided: bool,
    /// Its lines, the one with the prompt or divider first.
    from: usize,
    to: usize,
}

/// The parts of a recording; nothing if it is none. Reads the input to its end.
pub(crate) fn split(opened: &mut Opened, shown: &str) -> Option<Recorded> {
    let style = stamp_style(opened.head().text);
    let recording = Recording::read(opened, style);
    let devices = recording.devices();
    let mut rest = Coverage::new(Kind::Container, SaidBy::Organisation);
    let mut sections: Vec<Section<'_>> = Vec::new();
    let mut other: Vec<Place> = Vec::new();
    let mut open = false;
    let mut prompts = 0;
    for (index, place) in recording.lines.iter().enumerate() {
        let line = recording.line(*place);
        let found = prompt(line).filter(|prompt| devices.contains(prompt.device));
        let begun = match found {
            Some(found) if is_idle(found.typed) => {
                open = false;
                rest.irrelevant += 1;
                continue;
            }
            Some(found) => {
                prompts += 1;
                Some((Some(found.device), found.typed, false))
            }
            None => divider(line).map(|command| {
                let above = sections.last().and_then(|section| section.device);
                (above, command, true)
            }),
        };
        if let Some((device, typed, divided)) = begun
            && sections.len() < COMMANDS
        {
            open = true;
            sections.push(Section {
                device,
                typed,
                divided,
                from: index,
                to: index + 1,
            });
        } else if open && let Some(section) = sections.last_mut() {
            section.to = index + 1;
        } else {
            other.push(*place);
        }
    }
    if sections.is_empty() || (prompts == 0 && sections.len() < 2) {
        return None;
    }
    let blank = |place: &Place| recording.line(*place).is_empty();
    let one_output = sections.len() == 1 && sections.iter().all(|section| is_show(section.typed));
    if one_output && other.iter().all(blank) {
        return recording
            .cleaned
            .then(|| Recorded::One(recording.whole(shown)));
    }
    let named = recording.named();
    let collected = recording.collected();
    rest.irrelevant += recording.pagers;
    let mut parts = Parts {
        shown,
        secrets: opened.secrets().clone(),
        recording: &recording,
        names: BTreeMap::new(),
        parts: Vec::new(),
        typed: Lines::default(),
        rest,
        named,
    };
    parts.other(&other);
    for section in &sections {
        parts.section(section);
    }
    let (mut made, mut rest) = parts.finish();
    for part in &mut made {
        part.collected = collected;
    }
    if recording.beyond > 0 {
        rest.unrecognised += recording.beyond;
        rest.notes.push(format!(
            "Its last {} lines are beyond what is read of one recording: split it.",
            recording.beyond
        ));
    }
    if recording.cut > 0 {
        rest.notes.push(format!(
            "{} lines are longer than 1 MiB and were cut: look at the file itself for the rest of them.",
            recording.cut
        ));
    }
    rest.complete = recording.beyond == 0;
    Some(Recorded::Several(Several {
        word: "transcript",
        parts: made,
        rest,
    }))
}

/// What is typed to move about and tells nothing.
fn is_idle(typed: &str) -> bool {
    const ALONE: [&str; 9] = [
        "", "!", "en", "enable", "end", "exit", "logout", "quit", "disable",
    ];
    const BEGINNINGS: [&str; 4] = ["terminal length", "terminal width", "term len", "term wid"];
    ALONE.contains(&typed) || BEGINNINGS.iter().any(|word| typed.starts_with(word))
}

struct Parts<'a> {
    shown: &'a str,
    secrets: SecretKey,
    recording: &'a Recording,
    /// How often each command was typed.
    names: BTreeMap<String, u32>,
    parts: Vec<Part>,
    typed: Lines,
    rest: Coverage,
    named: Option<&'a str>,
}

impl Parts<'_> {
    /// Text before the first command and between them: for the readers, if one knows it.
    fn other(&mut self, places: &[Place]) {
        let mut lines = Lines::default();
        for place in places {
            let line = self.recording.line(*place);
            let header = line.contains("=~=~=") || line.starts_with("Script ");
            if line.is_empty() || header {
                self.rest.irrelevant += 1;
            } else {
                lines.push(place.number, line);
            }
        }
        if !lines.is_blank() {
            let shown = format!("{}!{OTHER}", self.shown);
            self.parts.push(Part::new(shown, String::new(), lines));
        }
    }

    fn section(&mut self, section: &Section<'_>) {
        let recording = self.recording;
        let places = recording
            .lines
            .get(section.from..section.to)
            .unwrap_or_default();
        let Some((first, output)) = places.split_first() else {
            return;
        };
        let lines = || output.iter().map(|place| recording.line(*place));
        if section.typed.ends_with('?') {
            self.rest.irrelevant += places.len() as u64;
            return;
        }
        if !is_show(section.typed) {
            let stamp = recording.stamp(*first);
            let line = recording.line(*first);
            if stamp.is_empty() {
                self.typed.push(first.number, line);
            } else {
                self.typed.push(first.number, &format!("{stamp} {line}"));
            }
            let name = self.command(section.typed);
            let word = name.split(' ').next().unwrap_or_default();
            unread(
                &mut self.rest,
                &format!("what followed {word}"),
                output.len() as u64,
            );
            return;
        }
        let refused =
            lines().any(|line| line.starts_with("% Invalid") || line.starts_with("% Incomplete"));
        if refused && output.len() < 5 {
            self.rest.irrelevant += places.len() as u64;
            return;
        }
        let name = self.command(section.typed);
        let count = self.names.entry(name.clone()).or_default();
        *count += 1;
        let shown = match *count {
            1 => format!("{}!{name}", self.shown),
            many => format!("{}!{name}#{many}", self.shown),
        };
        let mut part = Lines::default();
        let configuration = ["run", "start", "conf"].iter().any(|word| {
            name.strip_prefix("show ")
                .is_some_and(|rest| rest.starts_with(word))
        });
        match section.device.or(self.named) {
            _ if !section.divided => part.push(first.number, recording.line(*first)),
            Some(device) if !configuration => {
                part.push(first.number, &format!("{device}#{}", section.typed));
            }
            _ => self.rest.irrelevant += 1,
        }
        for place in output {
            part.push(place.number, recording.line(*place));
        }
        self.parts.push(Part::new(shown, name, part));
    }

    /// A command as a name: one blank between words, nothing secret, nothing that parts a path.
    fn command(&self, typed: &str) -> String {
        command_name(typed, &self.secrets)
    }

    fn finish(mut self) -> (Vec<Part>, Coverage) {
        if self.typed.len() > 0 {
            let shown = format!("{}!{TYPED}", self.shown);
            self.parts
                .push(Part::new(shown, TYPED.to_owned(), self.typed));
        }
        (self.parts, self.rest)
    }
}

/// A command as the name of a part: `show` in full, one blank between words, nothing secret, and
/// nothing that parts a path.
pub(crate) fn command_name(typed: &str, secrets: &SecretKey) -> String {
    let mut name = String::with_capacity(typed.len());
    let mut words = typed.split_ascii_whitespace().peekable();
    if words.peek() == Some(&"do") {
        words.next();
    }
    for (index, word) in words.enumerate() {
        let word = if index == 0 && matches!(word, "sh" | "sho") {
            "show"
        } else {
            word
        };
        if index > 0 {
            name.push(' ');
        }
        name.push_str(word);
    }
    let name = redact::free_text(&name, secrets);
    let name = name.split('‹').next().unwrap_or_default().trim_end();
    name.chars()
        .map(|sign| if matches!(sign, '/' | '!') { '_' } else { sign })
        .filter(|sign| !sign.is_control())
        .take(120)
        .collect()
}
