//! The reader of IOS and IOS XE configurations.

use std::sync::Arc;

use seawall_model::tables::Device;
use seawall_model::{Coverage, Head, Input, Kind, Reader, Rows, SaidBy, Sure};

use crate::Platforms;
use crate::ios::completeness::{self, is_prompt};
use crate::ios::header::Header;
use crate::ios::interface::interfaces;
use crate::ios::stamp::Clock;
use crate::ios::{access_list, names, peers, places, scripts, tree};
use crate::lines::Snapshot;
use crate::rows::Collected;
use crate::shape::{LineKind, Text, Tree};

/// Reads configurations of IOS and IOS XE.
pub(crate) struct Configuration {
    platforms: Arc<Platforms>,
}

impl Configuration {
    /// A reader that knows these platforms.
    pub(crate) fn new(platforms: &Arc<Platforms>) -> Self {
        Self {
            platforms: Arc::clone(platforms),
        }
    }
}

impl Reader for Configuration {
    fn id(&self) -> &'static str {
        "ios-configuration"
    }

    fn recognises(&self, head: &Head<'_>) -> Sure {
        match self.platforms.weigh(head) {
            Some(verdict) if is_ios(&verdict.platform) && verdict.by_line => verdict.sure(),
            _ => Sure::No,
        }
    }

    fn read(&self, input: &mut dyn Input, rows: &mut dyn Rows) -> Coverage {
        let mut coverage = Coverage::new(Kind::Configuration, SaidBy::Device);
        let text = Text::read(input);
        coverage.unsupported += text.beyond;
        let tree = tree::of(&text);
        let seen_as = names::hostname(&text, &tree)
            .map_or_else(|| names::of_path(input.path()), |(_, name)| name);
        let clock = Clock::of(&text, input.assumed_offset());
        let header = header(&text, &tree, &clock);
        let (platform, sure) = self.platform(&text, &header);
        let tops: Vec<usize> = (0..text.len())
            .filter(|n| tree.kind(*n) == LineKind::Statement && tree.parent(*n).is_none())
            .collect();
        let faults = completeness::faults(&text, &tree, &header, input.trouble());
        coverage.complete = faults.is_empty();
        coverage.notes = faults;
        notes(&header, sure, &mut coverage);
        coverage.platform = Some(platform.to_owned());
        coverage.device = Some(seen_as.clone());
        coverage.collected = header.collected;
        if let Some(time) = header.collected {
            coverage.saw(time);
        }

        let mut collected = Collected::default();
        collected.push(device(&text, &tops, &header, platform), 0);
        if let Some(facts) = self.platforms.facts_of(Some(platform)).next() {
            let snapshot = Snapshot {
                text: &text,
                tree: &tree,
                facts,
                secrets: input.secrets(),
                seen_as: &seen_as,
                is_noise: &|line| is_prompt(line) || is_preface(line),
            };
            let origin = |line| input.origin(line);
            let reading = snapshot.read(&origin, rows, &mut collected, &mut coverage);
            scripts::rows(&text, &tree, &tops, &reading.scripts, &mut collected);
        }
        let interfaces = interfaces(&text, &tree, &tops, input.secrets());
        for interface in &interfaces {
            interface.rows(&mut collected);
        }
        access_list::rows(&text, &tree, &tops, &mut collected);
        peers::rows(&text, &tree, &tops, input.secrets(), &mut collected);
        places::rows(&text, &tree, &tops, input.secrets(), &mut collected);
        let identity = &header.identity;
        names::rows(
            &text,
            &tree,
            input.path(),
            identity,
            &interfaces,
            &mut collected,
        );
        for (line, change) in header.changes {
            collected.push(change, line);
        }
        if let Some(known) = self.platforms.get(platform) {
            let version = version(&text, &tops);
            let version = identity.release().or(version.as_deref());
            let has = |word: &str| {
                let first = |n: &usize| text.line(*n).split(' ').next() == Some(word);
                tops.iter().any(first)
            };
            collected.defaults(known, version, coverage.complete, &has);
        }
        collected.finish(&seen_as, &|line| input.origin(line), rows);
        coverage
    }
}

impl Configuration {
    /// IOS or IOS XE, and whether anything said which.
    fn platform(&self, text: &Text, header: &Header) -> (&'static str, bool) {
        match header.identity.is_xe {
            Some(true) => return ("cisco-ios-xe", true),
            Some(false) => return ("cisco-ios", true),
            None => {}
        }
        let head = text.head();
        let head = Head {
            path: "",
            text: &head,
        };
        match self.platforms.weigh(&head) {
            Some(verdict) if verdict.platform == "cisco-ios-xe" => ("cisco-ios-xe", true),
            _ => {
                let old = (0..text.len()).any(|n| {
                    let version = text.line(n).strip_prefix("version ");
                    version.is_some_and(|v| v.starts_with("11.") || v.starts_with("12."))
                });
                ("cisco-ios", old)
            }
        }
    }
}

fn is_ios(platform: &str) -> bool {
    matches!(platform, "cisco-ios" | "cisco-ios-xe")
}

/// Comments anywhere, and the lines above the first command.
fn header(text: &Text, tree: &Tree, clock: &Clock) -> Header {
    let mut header = Header::default();
    for index in 0..text.len() {
        match tree.kind(index) {
            LineKind::Comment => {
                header.take(text, index, clock);
            }
            LineKind::Statement if is_preface(text.line(index)) => {
                header.take(text, index, clock);
            }
            _ => {}
        }
    }
    header
}

/// Lines that devices print above a configuration, and the output of commands given before.
fn is_preface(line: &str) -> bool {
    const STARTS: [&str; 9] = [
        "Building configuration",
        "Current configuration : ",
        "Using ",
        "Time source is ",
        "Load for ",
        "Cisco IOS",
        "Cisco Internetwork Operating System",
        "IOS (tm)",
        "System image file is ",
    ];
    line.as_bytes().first().is_some_and(u8::is_ascii_uppercase)
        && STARTS.iter().any(|start| line.starts_with(start))
}

fn version(text: &Text, tops: &[usize]) -> Option<String> {
    let line = |n: &usize| text.line(*n).strip_prefix("version ");
    tops.iter().find_map(line).map(|v| v.trim().to_owned())
}

fn device(text: &Text, tops: &[usize], header: &Header, platform: &str) -> Device {
    let identity = &header.identity;
    let mut row = Device {
        platform: Some(platform.to_owned()),
        version: identity
            .release()
            .map(str::to_owned)
            .or_else(|| version(text, tops)),
        model: identity.model.clone(),
        serial: identity.serials.first().cloned(),
        image: identity.image.clone(),
        ..Device::default()
    };
    for index in tops {
        let words: Vec<&str> = text.line(*index).split_ascii_whitespace().collect();
        match words[..] {
            ["license", "udi", "pid", model, "sn", serial] => {
                row.model = row.model.or_else(|| Some(model.to_owned()));
                row.serial = row.serial.or_else(|| Some(serial.to_owned()));
            }
            ["boot", "system", .., image] if !image.contains("://") => {
                row.image = row.image.or_else(|| Some(image.to_owned()));
            }
            _ => {}
        }
    }
    row
}

fn notes(header: &Header, sure: bool, coverage: &mut Coverage) {
    if !sure {
        coverage.notes.push(
            "Nothing in it says whether this is IOS or IOS XE, so it is read as IOS: give show \
             version too."
                .to_owned(),
        );
    }
    if header.weak {
        coverage.notes.push(
            "When it was collected is not written in it; the time of its last change or saving is \
             taken instead: keep the date in the file's name or in the archive."
                .to_owned(),
        );
    }
    if header.assumed_zone {
        coverage.notes.push(
            "The zone of the times in its header is not defined in it: give --tz if it is not UTC."
                .to_owned(),
        );
    }
}
