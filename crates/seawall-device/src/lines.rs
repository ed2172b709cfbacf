//! Every line of a snapshot, whatever its grammar: read by the platform's templates, masked, counted,
//! and kept with the blocks it stands in.
//!
//! What it leaves out: the tree (each grammar builds its own) and facts that need several lines (the
//! platform's module).

use std::collections::HashMap;

use ahash::AHashMap;
use seawall_model::tables::ConfigLine;
use seawall_model::{Coverage, Origin, Rows, SecretKey};

use crate::command::{declared, mask_inside, mask_unexplained};
use crate::ios::{Before, mask_script};
use crate::redact::{Extent, Masks, suspects};
use crate::rows::{Collected, Matched};
use crate::shape::{LineKind, Text, Tree};
use crate::template::{Class, Facts, Found, Inside, Key, RowRule};
use crate::words::Words;

/// A configuration and what its lines are read with.
pub(crate) struct Snapshot<'a> {
    /// Its lines.
    pub(crate) text: &'a Text,
    /// What each is and stands in.
    pub(crate) tree: &'a Tree,
    /// The platform's templates.
    pub(crate) facts: &'a Facts,
    /// The key for fingerprints.
    pub(crate) secrets: &'a SecretKey,
    /// The name its rows carry.
    pub(crate) seen_as: &'a str,
    /// Whether a line that no template knows is a terminal's or a collector's, and says nothing.
    pub(crate) is_noise: &'a dyn Fn(&str) -> bool,
}

impl Snapshot<'_> {
    /// Pushes one `config_line` for each line, collects the rows that templates declare, and counts.
    pub(crate) fn read(
        &self,
        origin: &dyn Fn(u32) -> Origin,
        rows: &mut dyn Rows,
        collected: &mut Collected,
        coverage: &mut Coverage,
    ) -> Reading {
        let mut lines = Lines {
            of: self,
            blocks: AHashMap::new(),
            collected,
            coverage,
            reading: Reading::default(),
        };
        lines.read(origin, rows);
        lines.reading
    }
}

/// What the lines leave for the platform's module.
#[derive(Debug, Default)]
pub(crate) struct Reading {
    /// The masked lines of scripts, by index, for the rows made of them.
    pub(crate) scripts: HashMap<usize, String>,
    /// The last line that nothing explains.
    pub(crate) last_unknown: Option<usize>,
}

/// A line that others stand in.
struct Block<'a> {
    contexts: Vec<u16>,
    inside: Inside<'a>,
    /// The path of what stands in it.
    path: String,
}

struct Lines<'a, 'c> {
    of: &'c Snapshot<'a>,
    blocks: AHashMap<usize, Block<'a>>,
    collected: &'c mut Collected,
    coverage: &'c mut Coverage,
    reading: Reading,
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
    fn read(&mut self, origin: &dyn Fn(u32) -> Origin, rows: &mut dyn Rows) {
        let mut scratch = Scratch::default();
        for index in 0..self.of.text.len() {
            let line = self.of.text.line(index);
            scratch.masks.clear();
            let parent = self.of.tree.parent(index);
            let class = match self.of.tree.kind(index) {
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
                    mask_unexplained(self.of.facts, line, words, key, found, masks);
                    suspects(line, 0, Extent::FreeText, masks);
                    Some(Some(Class::Irrelevant))
                }
                LineKind::Digits => {
                    if scratch.key_digits && line != "quit" {
                        scratch.masks.add(0, line.len(), None);
                    }
                    Some(Some(Class::Irrelevant))
                }
                LineKind::Script => {
                    let Scratch { key, masks, .. } = &mut scratch;
                    mask_inside(self.of.facts, line, 0, key, masks);
                    None
                }
                LineKind::Statement => self.statement(index, line, &mut scratch),
            };
            let (redacted, _) = scratch.masks.apply(line, self.of.secrets);
            match class {
                None => self.coverage.read += 1,
                Some(Some(Class::Irrelevant)) => self.coverage.irrelevant += 1,
                Some(Some(Class::Unsupported)) => self.coverage.not_supported(&redacted),
                Some(None) => {
                    self.reading.last_unknown = Some(index);
                    self.coverage.not_recognised(&redacted);
                }
            }
            let path = parent.and_then(|parent| self.blocks.get(&parent));
            let path = path.map_or_else(String::new, |block| block.path.clone());
            if self.of.tree.has_children(index) {
                self.open(index, line, &path, &redacted, &mut scratch);
            }
            let of_script = self.of.tree.kind(index) == LineKind::Script
                || scratch.found.template.is_some_and(|t| is_script(&t.topic));
            if of_script {
                self.reading.scripts.insert(index, redacted.clone());
            }
            rows.push(
                ConfigLine {
                    seen_as: self.of.seen_as.to_owned(),
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
        let contexts = match self.of.tree.kind(index) {
            LineKind::Statement => self.of.facts.opens(line, &scratch.words, &mut scratch.key),
            _ => Vec::new(),
        };
        let inside = match self.of.tree.parent(index) {
            Some(parent) => self.blocks.get(&parent).map(|block| block.inside),
            None => Some(self.of.facts.inside(line, &scratch.words, &mut scratch.key)),
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
        if !self.of.facts.line(line, words, contexts, key, found) {
            mask_unexplained(self.of.facts, line, words, key, found, masks);
            if (self.of.is_noise)(line) {
                return Some(Some(Class::Irrelevant));
            }
            let parent = chain.first().map(|parent| self.blocks.get(parent));
            let inside = parent.map(|block| block.map_or_else(Inside::default, |b| b.inside));
            return Some(self.of.facts.known(line, words, inside, key));
        }
        if !mask_script(self.of.facts, found, line, before, key, masks) {
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
                Some((
                    self.of.facts.enclosing(template, self.of.text.line(line)),
                    line,
                ))
            }
            _ => None,
        };
        let matched = Matched {
            found,
            line,
            number: index as u32 + 1,
            enclosing: enclosing
                .as_ref()
                .map(|(found, line)| (found, self.of.text.line(*line), *line as u32 + 1)),
            secrets: self.of.secrets,
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
        let mut at = self.of.tree.parent(index);
        while let Some(parent) = at {
            match chain.get_mut(depth) {
                Some(slot) => *slot = parent,
                None => break,
            }
            depth += 1;
            at = self.of.tree.parent(parent);
        }
        (chain, depth)
    }
}

/// How many enclosing lines are looked at; IOS nests at most five deep, IOS XR seven.
const DEPTH: usize = 8;

fn is_script(topic: &str) -> bool {
    topic.starts_with("event-") || matches!(topic, "kron" | "alias")
}
