//! What collectors write: the JSON of Ansible, NAPALM, Netmiko, Nornir and pyATS, and XML with the
//! texts of commands in it (NSO, NETCONF answers). Every answer of a device is a part.
//!
//! No collector's schema is followed; a text is an answer if its key, or the name beside it, says
//! which command or which configuration it is. The device is the nearest name above that is no word
//! of the collector's. The first line of a show output is the prompt that was left out, so that
//! its reader learns device and command. Places are the lines of an answer, for a document often
//! stands on one line. Answers that were taken apart already are counted and not read.
//!
//! What it leaves out: configurations as trees (NSO's own XML, YANG, OpenConfig).

use std::collections::BTreeMap;

use quick_xml::Reader as Xml;
use quick_xml::events::Event;
use seawall_model::{Coverage, Head, Input, Kind, SaidBy, SecretKey};
use serde_json::Value;

use super::part::{Lines, Part};
use super::prompt::{is_show, prompt};
use super::transcript::command_name;
use super::{Several, unread};
use crate::Opened;

/// Bytes of one document.
const KEPT: usize = 64 << 20;
/// Levels of a document that are looked into.
const DEPTH: usize = 24;
/// Answers of one document.
const ANSWERS: usize = 100_000;

/// Keys of a whole configuration, and what the part is called.
const CONFIGURATIONS: [(&str, &str); 9] = [
    ("running", "running-config"),
    ("running_config", "running-config"),
    ("running-config", "running-config"),
    ("runningconfig", "running-config"),
    ("ansible_net_config", "running-config"),
    ("startup", "startup-config"),
    ("startup_config", "startup-config"),
    ("startup-config", "startup-config"),
    ("candidate", "candidate-config"),
];
/// Keys that hold an answer beside one that names the command.
const ANSWER: [&str; 8] = [
    "output",
    "result",
    "response",
    "stdout",
    "raw_output",
    "raw",
    "text",
    "content",
];
/// Keys that name the command of an answer beside them.
const COMMAND: [&str; 4] = ["command", "cmd", "cli", "command_string"];
/// Keys that name the device of everything beside them.
const DEVICE: [&str; 8] = [
    "inventory_hostname",
    "ansible_net_hostname",
    "hostname",
    "host",
    "device",
    "device_name",
    "node",
    "name",
];
/// Keys that are the collector's own words and no device.
const WORDS: [&str; 36] = [
    "ansible_facts",
    "changed",
    "cli",
    "command",
    "commands",
    "config",
    "configuration",
    "configs",
    "data",
    "device",
    "devices",
    "facts",
    "failed",
    "get_config",
    "host",
    "hosts",
    "hostvars",
    "invocation",
    "item",
    "module_args",
    "msg",
    "output",
    "outputs",
    "plays",
    "raw",
    "response",
    "result",
    "results",
    "show",
    "stats",
    "stdout",
    "stdout_lines",
    "task",
    "tasks",
    "text",
    "values",
];

/// Whether the start of a text may be that of a collector's document.
pub(crate) fn may_be(head: &Head<'_>) -> bool {
    let text = head.text.trim_start();
    let has = |word: &str| memchr::memmem::find(text.as_bytes(), word.as_bytes()).is_some();
    if text.starts_with('<') {
        return has("<?xml")
            || has("<config")
            || has("<show")
            || has("<rpc-reply")
            || has("<result")
            || has("<output");
    }
    json_start(text).is_some()
        && (has("\"stdout")
            || has("\"show ")
            || has("\"ansible_net")
            || has("\"commands\"")
            || has("\"command\"")
            || CONFIGURATIONS
                .iter()
                .any(|(key, _)| has(&format!("\"{key}\""))))
}

/// Where JSON begins: at once, or behind the words that `ansible` prints before it
/// (`edge-1 | SUCCESS => {`).
fn json_start(text: &str) -> Option<usize> {
    if text.starts_with(['{', '[']) {
        return Some(0);
    }
    let first = text.lines().next()?;
    let (before, _) = first.split_once(" => {")?;
    before.contains(" | ").then(|| before.len() + 4)
}

/// The parts of a document; nothing if there is no answer in it. Reads the input to its end.
pub(crate) fn split(opened: &mut Opened, shown: &str) -> Option<Several> {
    let mut text = String::new();
    let mut piece = vec![0; 64 * 1024];
    let mut bytes = Vec::new();
    loop {
        let got = opened.read_text(&mut piece);
        if got == 0 {
            break;
        }
        bytes.extend_from_slice(piece.get(..got).unwrap_or_default());
        if bytes.len() > KEPT {
            return None;
        }
    }
    text.push_str(&String::from_utf8_lossy(&bytes));
    drop(bytes);
    let mut answers = Answers {
        shown,
        secrets: opened.secrets().clone(),
        names: BTreeMap::new(),
        parts: Vec::new(),
        rest: Coverage::new(Kind::Container, SaidBy::Organisation),
    };
    let word = if text.trim_start().starts_with('<') {
        answers.xml(&text);
        "collector-xml"
    } else {
        answers.documents(&text);
        "collector-json"
    };
    answers.rest.complete = answers.rest.notes.is_empty();
    (!answers.parts.is_empty()).then_some(Several {
        word,
        parts: answers.parts,
        rest: answers.rest,
    })
}

struct Answers<'a> {
    shown: &'a str,
    secrets: SecretKey,
    names: BTreeMap<String, u32>,
    parts: Vec<Part>,
    rest: Coverage,
}

impl Answers<'_> {
    /// One document, or several one after another, with or without Ansible's words before them.
    fn documents(&mut self, text: &str) {
        let mut rest = text.trim_start();
        while let Some(start) = json_start(rest) {
            let before = rest.get(..start).unwrap_or_default();
            let device = before
                .split(" | ")
                .next()
                .map(str::trim)
                .filter(|name| !name.is_empty());
            let json = rest.get(start..).unwrap_or_default();
            let mut values = serde_json::Deserializer::from_str(json).into_iter::<Value>();
            match values.next() {
                Some(Ok(value)) => self.value(&value, device, DEPTH),
                _ => {
                    self.rest.notes.push(
                        "The JSON ends early or is damaged; what stands before was read: collect it again."
                            .to_owned(),
                    );
                    return;
                }
            }
            rest = json
                .get(values.byte_offset()..)
                .unwrap_or_default()
                .trim_start_matches([' ', '\n', '\r', '\t', ',']);
        }
    }

    fn value(&mut self, value: &Value, device: Option<&str>, depth: usize) {
        if depth == 0 || self.parts.len() >= ANSWERS {
            return;
        }
        let object = match value {
            Value::Array(all) => {
                for value in all {
                    self.value(value, device, depth - 1);
                }
                return;
            }
            Value::Object(object) => object,
            _ => return,
        };
        let beside = DEVICE.iter().find_map(|key| {
            let name = object.get(*key)?.as_str()?;
            is_device(name).then_some(name)
        });
        let device = beside.or(device);
        let taken = self.module(value, device);
        let command = COMMAND
            .iter()
            .find_map(|key| object.get(*key)?.as_str())
            .filter(|command| is_show(command));
        for (key, value) in object {
            if taken && matches!(key.as_str(), "stdout" | "stdout_lines" | "invocation") {
                continue;
            }
            let configuration = CONFIGURATIONS
                .iter()
                .find(|(name, _)| key.eq_ignore_ascii_case(name));
            if let (Some((_, name)), Some(text)) = (configuration, answer(value)) {
                self.configuration(device, name, &text);
            } else if is_show(key) {
                self.answer(device, key, value);
            } else if let (Some(command), true) = (command, ANSWER.contains(&key.as_str())) {
                self.answer(device, command, value);
            } else {
                let named = is_device(key) && !WORDS.contains(&key.as_str());
                self.value(value, if named { Some(key) } else { device }, depth - 1);
            }
        }
    }

    /// The result of a module that runs commands: their list, and their answers in order.
    fn module(&mut self, value: &Value, device: Option<&str>) -> bool {
        let asked = value
            .pointer("/invocation/module_args/commands")
            .or_else(|| value.get("commands"));
        let Some(stdout) = value.get("stdout").or_else(|| value.get("stdout_lines")) else {
            return false;
        };
        let answers: Vec<&Value> = match stdout {
            Value::Array(all) => all.iter().collect(),
            one => vec![one],
        };
        let command = |at: usize| {
            let asked = match asked? {
                Value::Array(all) => all.get(at)?,
                one => one,
            };
            asked.as_str().or_else(|| asked.get("command")?.as_str())
        };
        let mut any = false;
        for (at, answer) in answers.into_iter().enumerate() {
            any |= matches!(answer, Value::String(_) | Value::Array(_));
            match command(at) {
                Some(command) => self.answer(device, command, answer),
                None => self.answer(device, &format!("answer {}", at + 1), answer),
            }
        }
        any
    }

    fn answer(&mut self, device: Option<&str>, command: &str, value: &Value) {
        let inner = value.as_object().and_then(|object| {
            ANSWER
                .iter()
                .find_map(|key| object.get(*key))
                .and_then(answer)
        });
        let Some(text) = answer(value).or(inner) else {
            let name = command_name(command, &self.secrets);
            unread(&mut self.rest, &format!("{name}, taken apart already"), 1);
            return;
        };
        let rest = command
            .trim_start_matches("show ")
            .trim_start_matches("more ");
        if ["run", "start", "conf"]
            .iter()
            .any(|word| rest.starts_with(word))
        {
            self.configuration(device, command, &text);
            return;
        }
        let mut lines = Lines::default();
        let first = text.lines().next().unwrap_or_default();
        if let Some(device) = device
            && is_show(command)
            && !prompt(first).is_some_and(|prompt| prompt.is_sure())
        {
            lines.push(0, &format!("{device}#{command}"));
        }
        lines.extend(&text);
        self.part(device, command, lines);
    }

    fn configuration(&mut self, device: Option<&str>, name: &str, text: &str) {
        self.part(device, name, Lines::of(text));
    }

    fn part(&mut self, device: Option<&str>, command: &str, lines: Lines) {
        if lines.is_blank() {
            self.rest.irrelevant += lines.len() as u64;
            return;
        }
        let name = command_name(command, &self.secrets);
        let path = match device {
            Some(device) => format!("{}!{device}/{name}", self.shown),
            None => format!("{}!{name}", self.shown),
        };
        let count = self.names.entry(path.clone()).or_default();
        *count += 1;
        let path = match *count {
            1 => path,
            many => format!("{path}#{many}"),
        };
        self.parts.push(Part::new(path, name, lines));
    }

    /// XML: texts of several lines below an element that says what they are.
    fn xml(&mut self, text: &str) {
        let mut xml = Xml::from_str(text);
        let mut open: Vec<String> = Vec::new();
        let mut held = String::new();
        // The nearest names so far, with the level they stand on.
        let mut device: Option<(usize, String)> = None;
        let mut command: Option<(usize, String)> = None;
        loop {
            match xml.read_event() {
                Ok(Event::Start(element)) => {
                    if open.len() >= 256 {
                        break;
                    }
                    held.clear();
                    open.push(element.local_name().as_ref().to_lowercase());
                }
                Ok(Event::Text(text)) => held.push_str(&text),
                Ok(Event::CData(text)) => held.push_str(&text),
                // The five that every document has; no other entity is looked up.
                Ok(Event::GeneralRef(name)) => held.push_str(match &*name {
                    "lt" => "<",
                    "gt" => ">",
                    "amp" => "&",
                    "quot" => "\"",
                    "apos" => "'",
                    "#10" | "#xA" => "\n",
                    "#13" | "#xD" => "",
                    _ => "\u{fffd}",
                }),
                Ok(Event::End(_)) => {
                    let level = open.len();
                    let name = open.pop().unwrap_or_default();
                    let text = std::mem::take(&mut held);
                    let word = text.trim();
                    if word.contains('\n') {
                        let asked = command.as_ref().map(|(_, command)| command.as_str());
                        let known = [
                            "config",
                            "running-config",
                            "startup-config",
                            "show",
                            "result",
                            "output",
                            "cli",
                            "data",
                            "response",
                            "answer",
                            "text",
                        ];
                        if known.contains(&name.as_str()) || asked.is_some() {
                            let device = device.as_ref().map(|(_, device)| device.as_str());
                            match asked {
                                Some(asked) => self.answer(device, asked, &Value::String(text)),
                                None if name.contains("config") => {
                                    self.configuration(device, "running-config", &text);
                                }
                                None => self.answer(device, &name, &Value::String(text)),
                            }
                        }
                    } else if is_show(word) {
                        command = Some((level, word.to_owned()));
                    } else if DEVICE.contains(&name.as_str())
                        && is_device(word)
                        && device.as_ref().is_none_or(|(above, _)| level <= *above)
                    {
                        device = Some((level, word.to_owned()));
                        command = None;
                    }
                    if command.as_ref().is_some_and(|(at, _)| level + 1 < *at) {
                        command = None;
                    }
                }
                Ok(Event::Eof) => break,
                Ok(_) => {}
                Err(_) => {
                    self.rest.notes.push(
                        "The XML ends early or is damaged; what stands before was read: collect it again."
                            .to_owned(),
                    );
                    break;
                }
            }
        }
    }
}

/// A text, or the lines of one.
fn answer(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Array(all) if !all.is_empty() => {
            let lines: Option<Vec<&str>> = all.iter().map(Value::as_str).collect();
            lines.map(|lines| lines.join("\n"))
        }
        _ => None,
    }
}

/// Whether a word can be the name or address of a device.
fn is_device(word: &str) -> bool {
    let is_of_name =
        |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b':');
    (1..=253).contains(&word.len())
        && word.bytes().all(is_of_name)
        && word.bytes().any(|byte| byte.is_ascii_alphanumeric())
}
