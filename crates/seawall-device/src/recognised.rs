//! Files of platforms that no reader reads yet: what they are and whose they are, and nothing else.
//!
//! A platform is known by the signs of its `platform.yaml`; the device by the line that names it.
//! Every line is counted as unsupported, so that the device is answered "cannot tell" and never
//! looks clean. No line is stored: not even a shape holds more than a word of syntax.
//!
//! What it leaves out: every vendor's grammar, and platforms that are read (their readers weigh
//! the same signs, and a file that is theirs is left to them).

use std::sync::Arc;

use seawall_model::tables::{Device, DeviceName};
use seawall_model::{Coverage, Head, Input, Kind, Platform, Reader, Row, Rows, SaidBy, Sure};

use crate::Platforms;
use crate::ios::names_of_path;

/// As much of a file as its signs are looked for in: what recognition sees as well.
const HEAD: usize = 64 * 1024;

/// Takes what no other reader of this crate reads.
pub(crate) struct Recognised {
    platforms: Arc<Platforms>,
}

impl Recognised {
    /// A reader that knows these platforms.
    pub(crate) fn new(platforms: &Arc<Platforms>) -> Self {
        Self {
            platforms: Arc::clone(platforms),
        }
    }

    /// The platform with the most weight and that weight; nobody if it is one that is read.
    fn best(&self, head: &Head<'_>) -> Option<(&Platform, i32)> {
        let verdict = self.platforms.weigh(head)?;
        let platform = self.platforms.get(&verdict.platform)?;
        (!platform.reads).then_some((platform, verdict.weight))
    }
}

impl Reader for Recognised {
    fn id(&self) -> &'static str {
        "recognised"
    }

    fn recognises(&self, head: &Head<'_>) -> Sure {
        match self.best(head) {
            None => Sure::No,
            Some((_, ..=2)) => Sure::Perhaps,
            Some((_, 3..=4)) => Sure::Likely,
            Some(_) => Sure::Certain,
        }
    }

    fn read(&self, input: &mut dyn Input, rows: &mut dyn Rows) -> Coverage {
        let path = input.path().to_owned();
        let mut start = Vec::new();
        let mut text = String::new();
        while text.len() < HEAD
            && let Some(line) = input.next_line()
        {
            start.push((line.number, text.len()));
            text.push_str(line.text);
            text.push('\n');
        }
        let head = Head {
            path: &path,
            text: &text,
        };
        let best = self.best(&head);

        let mut reading = Reading {
            coverage: Coverage::new(kind(&head), SaidBy::Device),
            name: None,
            phrases: best.map_or(&[], |(platform, _)| &platform.hostname),
        };
        let ends = start.iter().skip(1).map(|(_, at)| *at);
        for ((number, from), to) in start.iter().zip(ends.chain([text.len()])) {
            let line = text.get(*from..to).unwrap_or_default();
            reading.line(*number, line.strip_suffix('\n').unwrap_or(line));
        }
        while let Some(line) = input.next_line() {
            reading.line(line.number, line.text);
        }

        let mut coverage = reading.coverage;
        coverage.notes.extend(input.trouble().map(str::to_owned));
        if let Some((platform, weight)) = best {
            coverage.platform = Some(platform.id.clone());
            let title = &platform.title;
            // A single word that looks like this platform's makes no device of a stray text.
            if weight < 3 && reading.name.is_none() {
                coverage.notes.push(format!(
                    "It looks a little like {title} and names no device: if it belongs to one, give that device's whole configuration."
                ));
            } else {
                coverage.notes.push(format!(
                    "It is recognised as {title}, not yet read: look at this device by hand."
                ));
                let names = Names {
                    hostname: reading.name,
                    path: &path,
                };
                coverage.device = Some(names.push(Some(&platform.id), input, rows));
            }
        }
        coverage
    }
}

/// One pass over the lines of a file.
struct Reading<'a> {
    coverage: Coverage,
    /// The first name found, and its line.
    name: Option<(u32, String)>,
    phrases: &'a [String],
}

impl Reading<'_> {
    fn line(&mut self, number: u32, line: &str) {
        if self.name.is_none() {
            let mut names = self.phrases.iter();
            self.name = names.find_map(|phrase| Some((number, name_after(line, phrase)?)));
        }
        if line.trim().is_empty() {
            self.coverage.unsupported += 1;
        } else {
            self.coverage.not_supported(&shape(line));
        }
    }
}

/// The names by which a file knows its device.
struct Names<'a> {
    hostname: Option<(u32, String)>,
    path: &'a str,
}

impl Names<'_> {
    /// Pushes the device and its names; gives the name that stands in `seen_as`.
    fn push(self, platform: Option<&str>, input: &dyn Input, rows: &mut dyn Rows) -> String {
        let file = names_of_path(self.path);
        let hostname = self.hostname.as_ref().map(|(_, name)| name.clone());
        let seen_as = hostname.unwrap_or_else(|| file.clone());
        rows.push(Row::Device(Device {
            seen_as: seen_as.clone(),
            platform: platform.map(str::to_owned),
            origin: input.origin(0),
            ..Device::default()
        }));
        let hostname = self.hostname.map(|(place, name)| ("hostname", place, name));
        for (kind, place, name) in hostname.into_iter().chain([("file-name", 0, file)]) {
            rows.push(Row::DeviceName(DeviceName {
                seen_as: seen_as.clone(),
                name_kind: kind.to_owned(),
                name: Some(name),
                origin: input.origin(place),
                ..DeviceName::default()
            }));
        }
        seen_as
    }
}

/// The word after a phrase that names the device, without quotes and the signs that end it.
fn name_after(line: &str, phrase: &str) -> Option<String> {
    let line = line.trim_start_matches([' ', '\t', '\u{feff}']);
    let rest = if phrase.starts_with('<') {
        let at = line.find(phrase)?;
        line.get(at + phrase.len()..)?
    } else {
        line.strip_prefix(phrase)?
    };
    let open_end = phrase.ends_with(|c: char| !c.is_alphanumeric());
    if !open_end && !rest.starts_with([' ', '\t']) {
        return None;
    }
    let rest = rest.trim_start().trim_start_matches(['"', '\'']);
    let end = rest.find(|c: char| c.is_whitespace() || "\"';,<({}".contains(c));
    let name = rest.get(..end.unwrap_or(rest.len()))?;
    let plain = name.chars().all(|c| c.is_ascii_graphic());
    (plain && !name.is_empty() && name.len() <= 253).then(|| name.to_owned())
}

/// Whether the file holds the output of a command about the system, rather than a configuration.
fn kind(head: &Head<'_>) -> Kind {
    const COMMANDS: [&str; 5] = [
        "show version",
        "show_version",
        "show-version",
        "display version",
        "display_version",
    ];
    const FIRST_LINES: [&str; 13] = [
        "Cisco Nexus Operating System",
        "Cisco Adaptive Security Appliance Software",
        "Cisco IOS XR Software",
        "Arista ",
        "Huawei Versatile Routing Platform",
        "Version: Forti",
        "Sys::Version",
        "NetScaler NS",
        "Product version Check Point",
        "JUNOS ",
        "Junos: ",
        "sw-version: ",
        "board-name: ",
    ];
    let path = head.path.to_ascii_lowercase();
    let named = COMMANDS.iter().any(|command| path.contains(command));
    let mut lines = head
        .text
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty());
    let typed = lines.clone().take(5).any(|line| {
        !line.starts_with(['!', '#']) && COMMANDS.iter().any(|command| line.contains(command))
    });
    let begins = |line: &str| FIRST_LINES.iter().any(|first| line.starts_with(first));
    if named || typed || lines.by_ref().take(20).any(begins) {
        Kind::Show
    } else {
        Kind::Configuration
    }
}

/// What a shape may show of a line that nobody has redacted: its first word, and the second after
/// `set` and `config` (after `edit` stands a name); of each only what can be syntax. A line of one
/// word shows it only if it is one of a few, for it may be the rest of a key.
fn shape(line: &str) -> String {
    const ALONE: [&str; 9] = ["!", "#", "end", "next", "exit", "quit", "return", "}", "{"];
    let mut words = line.split_whitespace();
    let first = words.next().unwrap_or_default();
    let Some(second) = words.next() else {
        return if ALONE.contains(&first) || first.starts_with('<') {
            syntax(first)
        } else {
            "…".to_owned()
        };
    };
    let first = syntax(first);
    let second = syntax(second);
    if first != "…" && second != "…" && matches!(first.as_str(), "set" | "config") {
        format!("{first} {second} …")
    } else if first == "…" {
        first
    } else {
        format!("{first} …")
    }
}

/// The word if it can only be syntax: a tag, a key up to its `=` or `:`, or letters with dashes.
fn syntax(word: &str) -> String {
    const LONGEST: usize = 32;
    let letters = |text: &str| {
        let rest = text.get(1..).unwrap_or_default();
        text.len() <= LONGEST
            && text
                .chars()
                .all(|c| c.is_ascii_alphabetic() || "-_/.".contains(c))
            && !rest.contains(|c: char| c.is_ascii_uppercase())
    };
    if let Some(tag) = word.strip_prefix('<') {
        let close = if tag.starts_with('/') { "/" } else { "" };
        let tag = tag.trim_start_matches(['/', '?', '!']);
        let end = tag.find(|c: char| !c.is_ascii_alphanumeric() && !"-_:".contains(c));
        let tag = tag.get(..end.unwrap_or(tag.len())).unwrap_or_default();
        return format!("<{close}{}>", if letters(tag) { tag } else { "…" });
    }
    let key = match word.strip_prefix('"') {
        Some(json) => json.split_once("\":"),
        None => word.split_once(['=', ':']),
    };
    if let Some((key, _)) = key.filter(|(key, _)| letters(key) && !key.is_empty()) {
        return format!("{key}=");
    }
    match word {
        "!" | "#" | "{" | "}" | "##" | "!!" | "*" | ":" => word.to_owned(),
        _ if letters(word) => word.to_owned(),
        _ => "…".to_owned(),
    }
}
