//! `show version` of Cisco IOS and IOS XE: who a device is and which software it runs.
//!
//! The output says so in a few lines; the rest is boilerplate, known and counted as irrelevant.
//! Session logs with a prompt are read up to the next command.
//!
//! What it leaves out: licences, uptime, reload reasons, memory; other platforms' `show version`;
//! the same lines as comments on top of a configuration (the configuration's reader takes those).

use std::sync::Arc;

use seawall_model::tables::Device;
use seawall_model::{Coverage, Head, Input, Kind, Origin, Reader, Row, Rows, SaidBy, Sure};

use crate::Platforms;
use crate::recognised::{file_name, name_row, shape};

/// Makes the reader.
#[must_use]
pub fn build(_: &Arc<Platforms>) -> Box<dyn Reader> {
    Box::new(ShowVersion)
}

struct ShowVersion;

impl Reader for ShowVersion {
    fn id(&self) -> &'static str {
        "show-version"
    }

    fn recognises(&self, head: &Head<'_>) -> Sure {
        let mut seen = [false; TYPICAL.len()];
        let mut names_itself = false;
        for line in head.text.lines() {
            let line = line.trim_start_matches('\u{feff}').trim_end();
            if CONFIGURATION.iter().any(|start| line.starts_with(start)) {
                return Sure::No;
            }
            names_itself |= is_software(line);
            for (typical, seen) in TYPICAL.iter().zip(&mut seen) {
                *seen |= typical(line);
            }
        }
        match seen.iter().filter(|seen| **seen).count() {
            3.. if names_itself => Sure::Certain,
            _ => Sure::No,
        }
    }

    fn read(&self, input: &mut dyn Input, rows: &mut dyn Rows) -> Coverage {
        let mut found = Found::default();
        let mut coverage = Coverage::new(Kind::Show, SaidBy::Device);
        while let Some(line) = input.next_line() {
            match found.line(line.number, line.text.trim_start_matches('\u{feff}')) {
                Is::Read => coverage.read += 1,
                Is::Irrelevant => coverage.irrelevant += 1,
                Is::Unsupported => coverage.not_supported(&shape(line.text)),
                Is::Unknown => coverage.not_recognised(&shape(line.text)),
            }
        }
        let trouble = input.trouble().map(str::to_owned);
        coverage.complete = found.ended && trouble.is_none();
        if !found.ended {
            coverage.notes.push(
                "The output of \"show version\" stops before its last line (Configuration register is): collect it again without a pager."
                    .to_owned(),
            );
        }
        coverage.notes.extend(trouble);
        coverage.notes.extend(found.second.take());
        coverage.platform = Some(found.platform().to_owned());
        let path = input.path().to_owned();
        coverage.device = Some(found.push(&path, input, rows));
        coverage
    }
}

/// Lines that only a configuration has.
const CONFIGURATION: [&str; 6] = [
    "Current configuration :",
    "Building configuration",
    "boot-start-marker",
    "service timestamps ",
    "hostname ",
    "! Last configuration change at",
];

/// Lines of every `show version`, each kind once.
const TYPICAL: [fn(&str) -> bool; 8] = [
    is_software,
    |line| line.starts_with("ROM: "),
    |line| uptime_of(line).is_some(),
    |line| line.starts_with("System returned to ROM") || line.starts_with("System restarted"),
    |line| line.starts_with("System image file is \""),
    |line| model_of(line).is_some(),
    |line| line.starts_with("Processor board ID "),
    |line| line.starts_with(LAST),
];

const LAST: &str = "Configuration register is ";

/// Starts of lines that hold nothing for any table.
const IRRELEVANT: &[&str] = &[
    "Technical Support:",
    "Copyright (c)",
    "Compiled ",
    "Image text-base:",
    "ROM: ",
    "BOOTLDR: ",
    "Uptime for this control processor",
    "Time since ",
    "System returned to ROM",
    "System restarted",
    "Last reload ",
    "Last reset from",
    "This product contains",
    "States and local",
    "use. Delivery",
    "third-party authority",
    "Importers, exporters",
    "compliance with U.S.",
    "agree to comply",
    "to comply with U.S.",
    "A summary of U.S.",
    "http://",
    "https://",
    "(http://",
    "If you require",
    "export@cisco.com",
    "Cisco IOS-XE software, Copyright",
    "All rights reserved",
    "licensed under the GNU",
    "software code licensed",
    "with ABSOLUTELY NO",
    "GPL code under",
    "documentation or",
    "or the applicable URL",
    "software.",
    "License ",
    "Next reload ",
    "Next reboot ",
    "Addon License",
    "AIR License",
    "Suite ",
    "Technology",
    "Current ",
    "Smart Licensing",
    "The current throughput",
    "PCI bus ",
    "Router operating mode",
    "Controller mode",
    "DRAM configuration",
    "The password-recovery",
    "Bridging software",
    "SuperLAT software",
    "X.25 software",
    "TN3270 ",
    "Basic Rate ISDN",
    "Primary Rate ISDN",
    "Switch Ports",
    "Switch uptime",
    "Device# ",
    "Product (PID)",
    "Running ",
    "This software is supported",
    "Installation mode",
    "Patching is not",
    "-----",
    "------ -----",
];

/// Starts of lines after which licences, or the loads of buses, are told in many forms up to the
/// next fact.
const LISTS: &[&str] = &["export@cisco.com", "License ", "Technology ", "PCI bus "];

/// Keys of the table `key : value` that hold nothing for any table.
const KEYS: &[&str] = &[
    "base ethernet mac address",
    "motherboard assembly number",
    "motherboard revision number",
    "model revision number",
    "daughterboard assembly number",
    "daughterboard serial number",
    "daughterboard revision number",
    "top assembly part number",
    "top assembly revision number",
    "version id",
    "clei code number",
    "hardware board revision number",
    "switch uptime",
    "power supply part number",
    "power supply serial number",
    "power supply module 0",
    "sfp module assembly part number",
    "sfp module revision number",
    "sfp module serial number",
    "last reload reason",
    "usb console",
    "system fpga version",
];

/// What a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Is {
    Read,
    Irrelevant,
    Unsupported,
    Unknown,
}

/// A value and the line it stands in.
type At = (u32, String);

/// What was found so far.
#[derive(Debug, Default)]
struct Found {
    prompt: Option<At>,
    uptime: Option<At>,
    /// The release of IOS XE, and that of the IOS inside or of plain IOS.
    xe_version: Option<At>,
    ios_version: Option<At>,
    is_xe: bool,
    image: Option<At>,
    processor: Option<At>,
    model_number: Option<At>,
    board: Option<At>,
    motherboard: Option<At>,
    /// One a stack member.
    systems: Vec<At>,
    /// Inside one of the lists.
    list: bool,
    ended: bool,
    /// Another command's output, or another device's.
    over: bool,
    second: Option<String>,
}

impl Found {
    fn line(&mut self, number: u32, line: &str) -> Is {
        let line = line.trim_end();
        let words = line.trim_start();
        if words.is_empty() {
            return if self.over {
                Is::Unsupported
            } else {
                Is::Irrelevant
            };
        }
        if let Some((name, command)) = prompt_of(line)
            && (is_show_version(command) || self.is_called(name))
        {
            return self.prompt(number, name, command);
        }
        if self.over {
            return Is::Unsupported;
        }
        let fact = self.fact(number, words);
        if fact != Is::Unknown {
            self.list = false;
            return fact;
        }
        let starts = |start: &&str| words.starts_with(start);
        if is_show_version(words) || IRRELEVANT.iter().any(starts) {
            self.list |= LISTS.iter().any(starts);
            return Is::Irrelevant;
        }
        // Counts of interfaces and memory, and rows of the table of a stack's members.
        let counted = words.trim_start_matches(['*', ' ']);
        if counted.starts_with(|c: char| c.is_ascii_digit())
            || words.contains(" processor: part number")
            || words.contains(" CPU at ")
            || words.contains(" Revision ")
            || is_member(words)
        {
            return Is::Irrelevant;
        }
        if self.list {
            Is::Irrelevant
        } else {
            Is::Unknown
        }
    }

    /// Whether a prompt is this device's own; prompts cut long names.
    fn is_called(&self, prompt: &str) -> bool {
        let names = [&self.uptime, &self.prompt].into_iter().flatten();
        let mut names = names.map(|(_, name)| name);
        names.any(|name| name == prompt || (prompt.len() >= 20 && name.starts_with(prompt)))
    }

    fn prompt(&mut self, number: u32, name: &str, command: &str) -> Is {
        if is_show_version(command) && self.prompt.is_none() && !self.over {
            self.prompt = Some((number, name.to_owned()));
            return Is::Read;
        }
        self.over |= !command.is_empty();
        if command.is_empty() {
            Is::Irrelevant
        } else {
            Is::Unsupported
        }
    }

    /// A line that fills a column.
    fn fact(&mut self, number: u32, line: &str) -> Is {
        let at = |text: &str| Some((number, text.to_owned()));
        if let Some((_, first)) = self.uptime.as_ref().filter(|_| is_software(line)) {
            self.second = Some(format!(
                "Another output begins at line {number}; only that of {first} was read: give each device a file of its own."
            ));
            self.over = true;
            return Is::Unsupported;
        }
        if let Some(name) = uptime_of(line) {
            keep(&mut self.uptime, at(name));
        } else if let Some(rest) = line.strip_prefix("Cisco IOS XE Software, Version ") {
            self.is_xe = true;
            keep(&mut self.xe_version, at(word(rest)));
        } else if is_software(line) {
            self.is_xe |= ["IOS-XE", "IOSXE", "LINUX_IOSD"]
                .iter()
                .any(|mark| line.contains(mark));
            let version = line.split_once("Version ").map(|(_, rest)| word(rest));
            keep(&mut self.ios_version, version.and_then(at));
        } else if let Some(rest) = line.strip_prefix("System image file is \"") {
            keep(&mut self.image, rest.split('"').next().and_then(at));
        } else if let Some(model) = model_of(line) {
            keep(&mut self.processor, at(model));
        } else if let Some(rest) = line.strip_prefix("Processor board ID ") {
            keep(&mut self.board, at(word(rest)));
        } else if line.starts_with(LAST) {
            self.ended = true;
        } else if let Some((key, value)) = line.split_once(':') {
            return self.table(number, &key.trim().to_ascii_lowercase(), word(value.trim()));
        } else {
            return Is::Unknown;
        }
        Is::Read
    }

    /// A line `key : value`.
    fn table(&mut self, number: u32, key: &str, value: &str) -> Is {
        let at = || Some((number, value.to_owned()));
        match key {
            "system serial number" => self.systems.extend(at()),
            "ios xe version" => {
                self.is_xe = true;
                keep(&mut self.xe_version, at());
            }
            "motherboard serial number" => keep(&mut self.motherboard, at()),
            "model number" => keep(&mut self.model_number, at()),
            _ if KEYS.contains(&key) => return Is::Irrelevant,
            _ => return Is::Unknown,
        }
        Is::Read
    }

    const fn platform(&self) -> &'static str {
        if self.is_xe {
            "cisco-ios-xe"
        } else {
            "cisco-ios"
        }
    }

    /// The release. Images built for one customer or for tests put a label where IOS XE's release
    /// stands; then the release inside is the better word.
    fn version(&self) -> Option<&At> {
        let numbered = |(_, text): &&At| text.starts_with(|c: char| c.is_ascii_digit());
        let versions = [&self.xe_version, &self.ios_version].map(Option::as_ref);
        let mut numbers = versions.into_iter().flatten().filter(numbered);
        numbers.next().or(versions.into_iter().flatten().next())
    }

    /// Pushes the device and its names; gives the name that stands in `seen_as`.
    fn push(self, path: &str, input: &dyn Input, rows: &mut dyn Rows) -> String {
        let text = |at: Option<&At>| at.filter(|(_, text)| !text.is_empty()).cloned();
        let file = file_name(path);
        let hostname = text(self.uptime.as_ref()).or_else(|| text(self.prompt.as_ref()));
        let serial = text(self.systems.first())
            .or_else(|| text(self.board.as_ref()))
            .or_else(|| text(self.motherboard.as_ref()));
        let model = text(self.processor.as_ref()).or_else(|| text(self.model_number.as_ref()));
        let version = text(self.version());
        let origin = |at: &Option<At>| at.as_ref().map(|(number, _)| input.origin(*number));
        let first = origin(&version).or(origin(&hostname));
        let value = |at: Option<At>| at.map(|(_, text)| text);
        let seen_as = value(hostname.clone()).unwrap_or_else(|| file.to_owned());
        rows.push(Row::Device(Device {
            seen_as: seen_as.clone(),
            platform: Some(self.platform().to_owned()),
            version: value(version),
            model: value(model),
            serial: value(serial.clone()),
            image: value(text(self.image.as_ref())),
            role: None,
            site: None,
            origin: first.unwrap_or_else(|| input.origin(0)),
        }));
        let mut push = |kind: &str, name: &str, origin: Origin| {
            rows.push(name_row(&seen_as, kind, name, origin));
        };
        if let Some((number, name)) = &hostname {
            push("hostname", name, input.origin(*number));
        }
        let mut serials: Vec<&str> = Vec::new();
        for (number, name) in self.systems.iter().chain(&self.board).chain(&serial) {
            if !name.is_empty() && !serials.contains(&name.as_str()) && serials.len() < 64 {
                serials.push(name);
                push("serial", name, input.origin(*number));
            }
        }
        push("file-name", file, input.origin(0));
        seen_as
    }
}

/// The first value stands.
fn keep(place: &mut Option<At>, value: Option<At>) {
    if place.is_none() {
        *place = value;
    }
}

/// The text up to white space or a comma.
fn word(text: &str) -> &str {
    let mut words = text.split(|c: char| c == ',' || c.is_whitespace());
    words.next().unwrap_or_default()
}

/// The line that names the software: that of IOS XE, of IOS, or of old IOS.
fn is_software(line: &str) -> bool {
    [
        "Cisco IOS XE Software, Version ",
        "Cisco IOS Software",
        "Cisco Internetwork Operating System Software",
        "IOS (tm) ",
    ]
    .iter()
    .any(|start| line.starts_with(start))
}

/// `NAME uptime is …`
fn uptime_of(line: &str) -> Option<&str> {
    let (name, _) = line.split_once(" uptime is ")?;
    let plain = !name.is_empty() && name.len() <= 253 && name.chars().all(|c| c.is_ascii_graphic());
    plain.then_some(name)
}

/// `cisco MODEL … bytes of memory`; devices sold under another brand name that one.
fn model_of(line: &str) -> Option<&str> {
    let (brand, rest) = line.split_once(' ')?;
    let memory = rest.contains("bytes of memory") || rest.contains("bytes of physical memory");
    let hardware = rest.contains(" processor") || rest.contains("(revision ");
    let is_brand = brand.chars().all(|c| c.is_ascii_alphabetic() || c == '-');
    (memory && hardware && is_brand).then(|| word(rest))
}

/// A row of the table of a stack's members, or its heading.
fn is_member(line: &str) -> bool {
    let mut words = line.split_whitespace();
    words.next() == Some("Switch")
        && words
            .next()
            .is_some_and(|n| n.bytes().all(|b| b.is_ascii_digit()))
}

/// `NAME#COMMAND`, `NAME>COMMAND`, also with a mode in parentheses after the name.
fn prompt_of(line: &str) -> Option<(&str, &str)> {
    let (before, command) = line.split_once(['#', '>'])?;
    let (name, mode) = before.split_once('(').unwrap_or((before, ")"));
    let plain = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
    let is_prompt = !name.is_empty()
        && name.len() <= 253
        && name.chars().all(plain)
        && mode.ends_with(')')
        && !mode.contains(' ');
    is_prompt.then(|| (name, command.trim()))
}

/// The command, in any abbreviation that the device takes.
fn is_show_version(command: &str) -> bool {
    let mut words = command.split_whitespace();
    let mut is = |whole: &str, least: usize| {
        words
            .next()
            .is_some_and(|word| word.len() >= least && whole.starts_with(word))
    };
    is("show", 2) && is("version", 3) && words.next().is_none()
}
