//! Files of platforms that no reader reads yet: what they are and whose they are, and nothing else.
//!
//! A platform is known by the signs of its `platform.yaml`; the device by the line that names it.
//! Every line is counted as unsupported, so that the device is answered "cannot tell" and never
//! looks clean. No line is stored: not even a shape holds more than a word of syntax.
//!
//! What it leaves out: every vendor's grammar, and platforms that are read (their readers weigh
//! the same signs, and a file that is theirs is left to them).

use std::collections::{BTreeMap, BTreeSet};

use memchr::memmem;
use seawall_model::tables::{Device, DeviceName};
use seawall_model::{
    Coverage, Head, Input, Kind, Origin, Platform, Reader, Row, Rows, SaidBy, Sure,
};

/// As much of a file as its signs are looked for in: what recognition sees as well.
const HEAD: usize = 64 * 1024;

/// Makes the reader. It needs every platform, those that are read too: they compete.
#[must_use]
pub fn build_from(platforms: Vec<Platform>) -> Box<dyn Reader> {
    Box::new(Recognised::new(platforms))
}

/// What the signs of one platform say of a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Score {
    /// The sum of the weights of the signs found; negative ones count against.
    pub weight: i32,
    /// How many different signs were found.
    pub signs: u32,
}

/// Scores one platform. Each sign counts once, however often it stands in the text.
#[must_use]
pub fn score(platform: &Platform, head: &Head<'_>) -> Score {
    let signs = Signs::new(std::slice::from_ref(platform));
    signs.score(head).first().copied().unwrap_or_default()
}

struct Recognised {
    platforms: Vec<Platform>,
    signs: Signs,
}

impl Recognised {
    fn new(platforms: Vec<Platform>) -> Self {
        let signs = Signs::new(&platforms);
        Self { platforms, signs }
    }

    /// The platform with the most weight, among equals the one with more signs; nobody if that is
    /// not one platform, or if it is one that is read.
    fn best(&self, head: &Head<'_>) -> Option<(&Platform, Score)> {
        let scores = self.signs.score(head);
        let best = *scores.iter().max()?;
        let mut winners = self.platforms.iter().zip(&scores);
        let (platform, _) = winners.find(|(_, score)| **score == best)?;
        let alone = winners.all(|(_, score)| *score != best);
        (best.weight > 0 && alone && !platform.reads).then_some((platform, best))
    }
}

impl Reader for Recognised {
    fn id(&self) -> &'static str {
        "recognised"
    }

    fn recognises(&self, head: &Head<'_>) -> Sure {
        match self.best(head) {
            None => Sure::No,
            Some((_, score)) => match score.weight {
                ..=2 => Sure::Perhaps,
                3..=4 => Sure::Likely,
                _ => Sure::Certain,
            },
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
        if let Some((platform, score)) = best {
            coverage.platform = Some(platform.id.clone());
            if score.weight >= 3 || reading.name.is_some() {
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
        let file = file_name(self.path);
        let (place, seen_as) = self
            .hostname
            .clone()
            .unwrap_or_else(|| (0, file.to_owned()));
        rows.push(Row::Device(Device {
            seen_as: seen_as.clone(),
            platform: platform.map(str::to_owned),
            origin: input.origin(place),
            ..Device::default()
        }));
        if let Some((place, name)) = self.hostname {
            rows.push(name_row(&seen_as, "hostname", &name, input.origin(place)));
        }
        rows.push(name_row(&seen_as, "file-name", file, input.origin(0)));
        seen_as
    }
}

/// One row of `device_name` that holds a name.
pub(crate) fn name_row(seen_as: &str, kind: &str, name: &str, origin: Origin) -> Row {
    Row::DeviceName(DeviceName {
        seen_as: seen_as.to_owned(),
        name_kind: kind.to_owned(),
        name: Some(name.to_owned()),
        origin,
        ..DeviceName::default()
    })
}

/// The name a path gives its device: the file's name without the endings of text files, or the
/// folder's where the file is named after a command (`r1/show_version.txt`).
pub(crate) fn file_name(path: &str) -> &str {
    const ENDINGS: [&str; 14] = [
        ".gz", ".txt", ".cfg", ".conf", ".config", ".log", ".xml", ".json", ".rsc", ".set", ".raw",
        ".out", ".bak", ".text",
    ];
    const COMMANDS: [&str; 8] = [
        "show_",
        "show-",
        "show ",
        "display_",
        "running-config",
        "startup-config",
        "running_config",
        "startup_config",
    ];
    let mut folders = path.rsplit('/');
    let file = folders.next().unwrap_or(path);
    let mut stem = file;
    while let Some(shorter) = ENDINGS.iter().find_map(|ending| {
        let at = stem.len().checked_sub(ending.len())?;
        let (name, end) = stem.split_at_checked(at)?;
        (end.eq_ignore_ascii_case(ending) && !name.is_empty()).then_some(name)
    }) {
        stem = shorter;
    }
    let command = COMMANDS.iter().any(|command| {
        let start = stem.get(..command.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(command))
    });
    match folders.next() {
        Some(folder) if command && !folder.is_empty() => folder,
        _ => stem,
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
pub(crate) fn shape(line: &str) -> String {
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

/// The signs of every platform, indexed so that one pass over the lines suffices.
#[derive(Debug, Default)]
struct Signs {
    /// By the first byte of the line.
    lines: BTreeMap<u8, Vec<(Box<str>, Mark)>>,
    texts: Vec<(Box<str>, Mark)>,
    paths: Vec<(String, Mark)>,
    platforms: usize,
}

#[derive(Clone, Copy, Debug)]
struct Mark {
    sign: usize,
    platform: usize,
    weight: i32,
}

impl Signs {
    fn new(platforms: &[Platform]) -> Self {
        let mut index = Self {
            platforms: platforms.len(),
            ..Self::default()
        };
        let signs = platforms.iter().enumerate();
        let signs = signs.flat_map(|(n, platform)| platform.signs.iter().map(move |s| (n, s)));
        for (sign, (platform, found)) in signs.enumerate() {
            let mark = Mark {
                sign,
                platform,
                weight: found.weight,
            };
            if let Some(line) = &found.line
                && let Some(first) = line.bytes().next()
            {
                let line = line.as_str().into();
                index.lines.entry(first).or_default().push((line, mark));
            }
            if let Some(text) = found.text.as_deref().filter(|text| !text.is_empty()) {
                index.texts.push((text.into(), mark));
            }
            if let Some(path) = found.path.as_deref().filter(|path| !path.is_empty()) {
                index.paths.push((path.to_lowercase(), mark));
            }
        }
        index
    }

    /// One score a platform, in their order.
    fn score(&self, head: &Head<'_>) -> Vec<Score> {
        let mut scores = vec![Score::default(); self.platforms];
        let mut counted = BTreeSet::new();
        let mut count = |mark: &Mark| {
            if counted.insert(mark.sign)
                && let Some(score) = scores.get_mut(mark.platform)
            {
                score.weight = score.weight.saturating_add(mark.weight);
                score.signs += 1;
            }
        };
        for line in head.text.lines() {
            let line = line.trim_start_matches([' ', '\t', '\u{feff}']);
            let first = line.bytes().next().unwrap_or_default();
            for (start, mark) in self.lines.get(&first).into_iter().flatten() {
                if line.starts_with(&**start) {
                    count(mark);
                }
            }
        }
        for (text, mark) in &self.texts {
            if memmem::find(head.text.as_bytes(), text.as_bytes()).is_some() {
                count(mark);
            }
        }
        let path = head.path.to_lowercase();
        for (part, mark) in &self.paths {
            if path.contains(part.as_str()) {
                count(mark);
            }
        }
        scores
    }
}
