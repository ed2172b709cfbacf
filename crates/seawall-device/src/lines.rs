//! The lines of a configuration against the templates of its platform: rows, masks, counts, and one
//! `config_line` for every line. What a platform's grammar is stands in its tree and its templates.

use std::collections::HashMap;

use ahash::AHashMap;
use seawall_model::tables::ConfigLine;
use seawall_model::{Coverage, Origin, Rows, SecretKey};

use crate::command::{declared, mask_unexplained};
use crate::ios::{Before, mask_script};
use crate::redact::{Extent, Masks, suspects};
use crate::rows::{Collected, Matched};
use crate::shape::{LineKind, Text, Tree};
use crate::template::{Class, Facts, Found, Inside, Key, RowRule};
use crate::words::Words;

/// A line that others stand in.
struct Block<'a> {
    contexts: Vec<u16>,
    inside: Inside<'a>,
    /// The path of what stands in it.
    path: String,
}

/// A configuration and what its lines go to.
pub(crate) struct Lines<'a, 'c> {
    /// Its text.
    pub(crate) text: &'a Text,
    /// Which line stands in which.
    pub(crate) tree: &'a Tree,
    /// The platform's templates.
    pub(crate) facts: &'a Facts,
    /// The key for fingerprints.
    pub(crate) secrets: &'a SecretKey,
    /// The device, as the source names it.
    pub(crate) seen_as: &'a str,
    /// Whether a statement is what a terminal or a device prints around a configuration.
    pub(crate) aside: fn(&str) -> bool,
    /// Where rows are made.
    pub(crate) collected: &'c mut Collected,
    /// Where lines are counted.
    pub(crate) coverage: &'c mut Coverage,
}

/// The masked lines of scripts by their index, for the rows made of them.
pub(crate) type Scripts = HashMap<usize, String>;

/// What is reused from line to line.
#[derive(Default)]
struct Scratch<'t> {
    blocks: AHashMap<usize, Block<'t>>,
    scripts: Scripts,
    words: Words,
    key: Key,
    masks: Masks,
    found: Found<'t>,
    before: Before,
    /// Whether the digits that follow are somebody's key and not a certificate.
    key_digits: bool,
}

impl<'a> Lines<'a, '_> {
    /// Reads every line; gives the masked lines of scripts.
    pub(crate) fn read(&mut self, origin: &dyn Fn(u32) -> Origin, rows: &mut dyn Rows) -> Scripts {
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
            let path = parent.and_then(|parent| scratch.blocks.get(&parent));
            let path = path.map_or_else(String::new, |block| block.path.clone());
            if self.tree.has_children(index) {
                self.open(index, line, &path, &redacted, &mut scratch);
            }
            if scratch.found.template.is_some_and(|t| is_script(&t.topic)) {
                scratch.scripts.insert(index, redacted.clone());
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
        scratch.scripts
    }

    fn open(
        &mut self,
        index: usize,
        line: &str,
        path: &str,
        redacted: &str,
        scratch: &mut Scratch<'a>,
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
            Some(parent) => scratch.blocks.get(&parent).map(|block| block.inside),
            None => Some(self.facts.inside(line, &scratch.words, &mut scratch.key)),
        };
        let block = Block {
            contexts,
            inside: inside.unwrap_or_default(),
            path,
        };
        scratch.blocks.insert(index, block);
    }

    /// Reads a statement: `None` if it became rows, else what is known of it.
    fn statement(
        &mut self,
        index: usize,
        line: &'a str,
        scratch: &mut Scratch<'a>,
    ) -> Option<Option<Class>> {
        scratch.key_digits = line == "key-string";
        let Scratch {
            blocks,
            words,
            key,
            masks,
            found,
            before,
            ..
        } = scratch;
        words.split(line);
        let (chain, depth) = self.chain(index);
        let chain = chain.get(..depth).unwrap_or_default();
        let mut contexts: [&[u16]; DEPTH] = [&[]; DEPTH];
        for (slot, ancestor) in contexts.iter_mut().zip(chain) {
            if let Some(block) = blocks.get(ancestor) {
                *slot = &block.contexts;
            }
        }
        let contexts = contexts.get(..depth).unwrap_or_default();
        if !self.facts.line(line, words, contexts, key, found) {
            mask_unexplained(self.facts, line, words, key, found, masks);
            if (self.aside)(line) {
                return Some(Some(Class::Irrelevant));
            }
            let parent = chain.first().map(|parent| blocks.get(parent));
            let inside = parent.map(|block| block.map_or_else(Inside::default, |b| b.inside));
            return Some(self.facts.known(line, words, inside, key));
        }
        if !mask_script(self.facts, found, line, before, key, masks) {
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

/// How many enclosing lines are looked at; IOS nests at most five deep, IOS XR seven.
const DEPTH: usize = 8;

fn is_script(topic: &str) -> bool {
    topic.starts_with("event-") || matches!(topic, "kron" | "alias")
}
