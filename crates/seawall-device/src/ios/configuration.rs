//! The reader of IOS and IOS XE configurations.

use std::collections::HashMap;
use std::sync::Arc;

use ahash::AHashMap;
use seawall_model::tables::{ConfigLine, Device};
use seawall_model::{Coverage, Head, Input, Kind, Reader, Rows, SaidBy, SecretKey, Sure};

use crate::Platforms;
use crate::command::{declared, mask_unexplained};
use crate::ios::completeness::{self, is_prompt};
use crate::ios::header::Header;
use crate::ios::interface::interfaces;
use crate::ios::scripts::{self, Before};
use crate::ios::stamp::Clock;
use crate::ios::tree::{LineKind, Tree};
use crate::ios::{access_list, names, peers, places};
use crate::redact::{Extent, Masks, suspects};
use crate::rows::{Collected, Matched};
use crate::shape::Text;
use crate::template::{Class, Facts, Found, Inside, Key, RowRule};
use crate::words::Words;

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
        let tree = Tree::of(&text);
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
            let mut lines = Lines {
                text: &text,
                tree: &tree,
                facts,
                secrets: input.secrets(),
                seen_as: &seen_as,
                blocks: AHashMap::new(),
                collected: &mut collected,
                coverage: &mut coverage,
                scripts: HashMap::new(),
            };
            lines.read(&|line| input.origin(line), rows);
            let scripts = std::mem::take(&mut lines.scripts);
            scripts::rows(&text, &tree, &tops, &scripts, &mut collected);
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

/// A line that others stand in.
struct Block<'a> {
    contexts: Vec<u16>,
    inside: Inside<'a>,
    /// The path of what stands in it.
    path: String,
}

struct Lines<'a, 'c> {
    text: &'a Text,
    tree: &'a Tree,
    facts: &'a Facts,
    secrets: &'a SecretKey,
    seen_as: &'a str,
    blocks: AHashMap<usize, Block<'a>>,
    collected: &'c mut Collected,
    coverage: &'c mut Coverage,
    /// The masked lines of scripts, for the rows made of them.
    scripts: HashMap<usize, String>,
}

/// What is reused from line to line.
#[derive(Default)]
struct Scratch<'t> {
    words: Words,
    key: Key,
    masks: Masks,
    found: Found<'t>,
    before: Before,
    /// Whether the digits that follow are somebody's key and not a certificate.
    key_digits: bool,
}

impl<'a> Lines<'a, '_> {
    fn read(&mut self, origin: &dyn Fn(u32) -> seawall_model::Origin, rows: &mut dyn Rows) {
        let mut scratch = Scratch::default();
        for index in 0..self.text.len() {
            let line = self.text.line(index);
            scratch.masks.clear();
            let parent = self.tree.parent(index);
            let class = match self.tree.kind(index) {
                LineKind::Blank => Some(Some(Class::Irrelevant)),
                LineKind::Comment => {
                    suspects(line, 0, Extent::FreeText, &mut scratch.masks);
                    Some(Some(Class::Irrelevant))
                }
                LineKind::Words => {
                    // A text that never ends may hold commands, and their secrets.
                    let Scratch {
                        words,
                        key,
                        masks,
                        found,
                        ..
                    } = &mut scratch;
                    words.split(line);
                    mask_unexplained(self.facts, line, words, key, found, masks);
                    suspects(line, 0, Extent::FreeText, masks);
                    Some(Some(Class::Irrelevant))
                }
                LineKind::Digits => {
                    if scratch.key_digits && line != "quit" {
                        scratch.masks.add(0, line.len(), None);
                    }
                    Some(Some(Class::Irrelevant))
                }
                LineKind::Statement => self.statement(index, line, &mut scratch),
            };
            let (redacted, _) = scratch.masks.apply(line, self.secrets);
            match class {
                None => self.coverage.read += 1,
                Some(Some(Class::Irrelevant)) => self.coverage.irrelevant += 1,
                Some(Some(Class::Unsupported)) => self.coverage.not_supported(&redacted),
                Some(None) => self.coverage.not_recognised(&redacted),
            }
            let path = parent.and_then(|parent| self.blocks.get(&parent));
            let path = path.map_or_else(String::new, |block| block.path.clone());
            if self.tree.has_children(index) {
                self.open(index, line, &path, &redacted, &mut scratch);
            }
            if scratch.found.template.is_some_and(|t| is_script(&t.topic)) {
                self.scripts.insert(index, redacted.clone());
            }
            rows.push(
                ConfigLine {
                    seen_as: self.seen_as.to_owned(),
                    path,
                    text: redacted,
                    origin: origin(index as u32 + 1),
                }
                .into(),
            );
        }
    }

    fn open(
        &mut self,
        index: usize,
        line: &str,
        path: &str,
        redacted: &str,
        scratch: &mut Scratch<'_>,
    ) {
        let path = if path.is_empty() {
            redacted.to_owned()
        } else {
            format!("{path} > {redacted}")
        };
        scratch.words.split(line);
        let contexts = match self.tree.kind(index) {
            LineKind::Statement => self.facts.opens(line, &scratch.words, &mut scratch.key),
            _ => Vec::new(),
        };
        let inside = match self.tree.parent(index) {
            Some(parent) => self.blocks.get(&parent).map(|block| block.inside),
            None => Some(self.facts.inside(line, &scratch.words, &mut scratch.key)),
        };
        let block = Block {
            contexts,
            inside: inside.unwrap_or_default(),
            path,
        };
        self.blocks.insert(index, block);
    }

    /// Reads a statement: `None` if it became rows, else what is known of it.
    fn statement(
        &mut self,
        index: usize,
        line: &'a str,
        scratch: &mut Scratch<'a>,
    ) -> Option<Option<Class>> {
        scratch.key_digits = line == "key-string";
        scratch.words.split(line);
        let (chain, depth) = self.chain(index);
        let chain = chain.get(..depth).unwrap_or_default();
        let mut contexts: [&[u16]; DEPTH] = [&[]; DEPTH];
        for (slot, ancestor) in contexts.iter_mut().zip(chain) {
            if let Some(block) = self.blocks.get(ancestor) {
                *slot = &block.contexts;
            }
        }
        let contexts = contexts.get(..depth).unwrap_or_default();
        let Scratch {
            words,
            key,
            masks,
            found,
            before,
            ..
        } = scratch;
        if !self.facts.line(line, words, contexts, key, found) {
            mask_unexplained(self.facts, line, words, key, found, masks);
            if is_prompt(line) || is_preface(line) {
                return Some(Some(Class::Irrelevant));
            }
            let parent = chain.first().map(|parent| self.blocks.get(parent));
            let inside = parent.map(|block| block.map_or_else(Inside::default, |b| b.inside));
            return Some(self.facts.known(line, words, inside, key));
        }
        if !scripts::mask(self.facts, found, line, before, key, masks) {
            declared(found, line, 0, masks);
        }
        let enclosing_line = found.block.and_then(|block| chain.get(block)).copied();
        let enclosing = match (found.template, enclosing_line) {
            (Some(template), Some(line))
                if template
                    .outputs
                    .iter()
                    .any(|output| output.row != RowRule::Module) =>
            {
                Some((self.facts.enclosing(template, self.text.line(line)), line))
            }
            _ => None,
        };
        let matched = Matched {
            found,
            line,
            number: index as u32 + 1,
            enclosing: enclosing
                .as_ref()
                .map(|(found, line)| (found, self.text.line(*line), *line as u32 + 1)),
            secrets: self.secrets,
        };
        if self.collected.take(&matched) {
            None
        } else {
            Some(Some(Class::Irrelevant))
        }
    }

    /// The lines a line stands in, innermost first.
    fn chain(&self, index: usize) -> ([usize; DEPTH], usize) {
        let mut chain = [0; DEPTH];
        let mut depth = 0;
        let mut at = self.tree.parent(index);
        while let Some(parent) = at {
            match chain.get_mut(depth) {
                Some(slot) => *slot = parent,
                None => break,
            }
            depth += 1;
            at = self.tree.parent(parent);
        }
        (chain, depth)
    }
}

/// How many enclosing lines are looked at; IOS nests at most five deep.
const DEPTH: usize = 8;

fn is_script(topic: &str) -> bool {
    topic.starts_with("event-") || matches!(topic, "kron" | "alias")
}
