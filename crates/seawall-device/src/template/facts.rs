//! `content/platforms/<id>/facts.yaml`, compiled to an index by first words.

use std::collections::BTreeMap;

use ahash::AHashMap;
use seawall_model::{Problem, TableSpec};

use crate::template::file::{FactEntry, File, Output, output};
use crate::template::{Form, Found, Item, notation};
use crate::words::Words;

/// A compiled template.
#[derive(Clone, Debug)]
pub(crate) struct Template {
    items: Vec<Item>,
    context: Option<u16>,
    /// The topic.
    pub(crate) topic: String,
    /// The rows it fills.
    pub(crate) outputs: Vec<Output>,
    /// Whether the line is a detail that does not switch anything on.
    pub(crate) aside: bool,
}

impl Template {
    /// How many words of a line it fixes, those that may be missing left out.
    pub(crate) fn fixed_words(&self) -> usize {
        let fixed = |item: &&Item| matches!(item, Item::Words(_));
        self.items.iter().filter(fixed).count()
    }
}

/// What is known of a line that no template matches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Class {
    /// It carries nothing for any table.
    Irrelevant,
    /// It carries something, and no table holds it yet.
    Unsupported,
}

/// What is known by first words.
type KnownWords = AHashMap<Box<str>, Class>;

/// What is known of the lines of one outermost block.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Inside<'t> {
    /// The block's own list.
    words: Option<&'t KnownWords>,
    /// Without one, what the block's first line is.
    class: Option<Class>,
}

#[derive(Clone, Debug, Default)]
struct Index {
    by_words: AHashMap<Box<str>, Vec<u32>>,
    any: Vec<u32>,
}

/// A platform's templates and known words.
#[derive(Clone, Debug, Default)]
pub(crate) struct Facts {
    templates: Vec<Template>,
    contexts: Vec<Vec<Item>>,
    context_texts: Vec<String>,
    context_index: Index,
    /// By context plus one; 0 is the top level.
    lines: Vec<Index>,
    commands: Index,
    /// Of those, the ones that declare a secret.
    secret_commands: Index,
    known: AHashMap<Box<str>, KnownWords>,
}

impl Facts {
    /// Compiles one platform's file and those it includes.
    pub(crate) fn compile(
        path: &str,
        files: &dyn Fn(&str) -> Option<String>,
        tables: &BTreeMap<String, TableSpec>,
        problems: &mut Vec<Problem>,
    ) -> Option<Self> {
        let mut facts = Self::default();
        let mut chain = Vec::new();
        let mut next = Some(path.to_owned());
        while let Some(path) = next {
            if chain.iter().any(|(seen, _)| *seen == path) {
                problems.push(Problem::new(
                    &path,
                    1,
                    "The file includes itself.",
                    "Take the line \"include\" out.",
                ));
                return None;
            }
            let text = files(&path)?;
            let file: File = match yaml_serde::from_str(&text) {
                Ok(file) => file,
                Err(error) => {
                    let line = error.location().map_or(0, |at| at.line() as u32);
                    let help = "Correct the YAML at that line; the notation is explained at the \
                                top of content/platforms/cisco-ios/facts.yaml.";
                    problems.push(Problem::new(&path, line, format!("{error}."), help));
                    return None;
                }
            };
            next = file
                .include
                .as_ref()
                .map(|platform| format!("platforms/{platform}/facts.yaml"));
            chain.push((path, file));
        }
        // The including file's templates come first, so that it can say more than the included one.
        for (path, file) in chain {
            let text = files(&path).unwrap_or_default();
            for entry in file.facts {
                let line = entry.line.clone();
                if let Err((what, help)) = facts.add(entry, tables) {
                    let at = text.lines().position(|text| text.contains(&line));
                    let at = at.map_or(0, |n| n as u32 + 1);
                    problems.push(Problem::new(&path, at, what, help));
                }
            }
            for entry in file.known {
                let inside = entry.inside.unwrap_or_default().to_ascii_lowercase();
                let known = facts.known.entry(inside.into()).or_default();
                for (words, class) in [
                    (entry.irrelevant, Class::Irrelevant),
                    (entry.unsupported, Class::Unsupported),
                ] {
                    for word in words {
                        known
                            .entry(word.to_ascii_lowercase().into())
                            .or_insert(class);
                    }
                }
            }
        }
        facts.index();
        Some(facts)
    }

    fn add(
        &mut self,
        entry: FactEntry,
        tables: &BTreeMap<String, TableSpec>,
    ) -> Result<(), (String, String)> {
        let notation = |what| {
            (
                what,
                "The notation is explained at the top of the file.".into(),
            )
        };
        let items = notation::parse(&entry.line).map_err(notation)?;
        let context = match &entry.inside {
            None => None,
            Some(inside) => Some(self.context(inside).map_err(notation)?),
        };
        let mut captures = names(&items);
        if let Some(items) = context.and_then(|n| self.contexts.get(usize::from(n))) {
            for name in names(items) {
                if !captures.contains(&name) {
                    captures.push(name);
                }
            }
        }
        let mut outputs = Vec::new();
        if let Some(table) = entry.table {
            outputs.push(output(table, entry.row, entry.set, &captures, tables)?);
        }
        for also in entry.also {
            outputs.push(output(also.table, also.row, also.set, &captures, tables)?);
        }
        self.templates.push(Template {
            items,
            context,
            topic: entry.topic,
            outputs,
            aside: entry.aside,
        });
        Ok(())
    }

    fn context(&mut self, text: &str) -> Result<u16, String> {
        if let Some(known) = self.context_texts.iter().position(|known| known == text) {
            return Ok(known as u16);
        }
        self.contexts.push(notation::parse(text)?);
        self.context_texts.push(text.to_owned());
        Ok((self.contexts.len() - 1) as u16)
    }

    fn index(&mut self) {
        self.lines = vec![Index::default(); self.contexts.len() + 1];
        for (number, template) in self.templates.iter().enumerate() {
            let place = template.context.map_or(0, |n| usize::from(n) + 1);
            if let Some(index) = self.lines.get_mut(place) {
                index.add(&template.items, number as u32);
            }
        }
        // Commands are typed without their blocks, so every template may match; those that need no
        // block go first.
        for wants_block in [false, true] {
            for (number, template) in self.templates.iter().enumerate() {
                if template.context.is_some() == wants_block {
                    self.commands.add(&template.items, number as u32);
                    if has_secret(&template.items) {
                        self.secret_commands.add(&template.items, number as u32);
                    }
                }
            }
        }
        for (number, items) in self.contexts.iter().enumerate() {
            self.context_index.add(items, number as u32);
        }
    }

    /// The contexts a line opens, if it is the first line of a block.
    pub(crate) fn opens(&self, line: &str, words: &Words, key: &mut Key) -> Vec<u16> {
        let mut opened = Vec::new();
        let mut captures = Vec::new();
        self.context_index
            .candidates(line, words, 0, key, |number| {
                let items = self.contexts.get(number as usize);
                if items
                    .is_some_and(|items| notation::matches(items, line, words, 0, &mut captures))
                {
                    opened.push(number as u16);
                }
                false
            });
        opened
    }

    /// What the enclosing line says, for a template that names it.
    pub(crate) fn enclosing<'t>(&'t self, template: &Template, line: &str) -> Found<'t> {
        let mut found = Found::default();
        if let Some(items) = template
            .context
            .and_then(|n| self.contexts.get(usize::from(n)))
        {
            notation::matches(items, line, &Words::of(line), 0, &mut found.captures);
        }
        found
    }

    /// Finds the template for a configuration line. `blocks` are the contexts that its enclosing
    /// lines open, innermost first.
    pub(crate) fn line<'t>(
        &'t self,
        line: &str,
        words: &Words,
        blocks: &[&[u16]],
        key: &mut Key,
        found: &mut Found<'t>,
    ) -> bool {
        for (depth, contexts) in blocks.iter().enumerate() {
            for context in *contexts {
                let index = self.lines.get(usize::from(*context) + 1);
                if index.is_some_and(|index| self.find(index, line, words, key, found)) {
                    found.block = Some(depth);
                    return true;
                }
            }
        }
        blocks.is_empty()
            && self
                .lines
                .first()
                .is_some_and(|index| self.find(index, line, words, key, found))
    }

    /// Finds the template for a typed command, whatever block it was typed in.
    pub(crate) fn command<'t>(
        &'t self,
        line: &str,
        words: &Words,
        key: &mut Key,
        found: &mut Found<'t>,
    ) -> bool {
        self.find(&self.commands, line, words, key, found)
    }

    /// The same, of the templates that declare a secret.
    pub(crate) fn secret_command<'t>(
        &'t self,
        line: &str,
        words: &Words,
        key: &mut Key,
        found: &mut Found<'t>,
    ) -> bool {
        self.find(&self.secret_commands, line, words, key, found)
    }

    fn find<'t>(
        &'t self,
        index: &Index,
        line: &str,
        words: &Words,
        key: &mut Key,
        found: &mut Found<'t>,
    ) -> bool {
        found.template = None;
        found.block = None;
        found.captures.clear();
        let negated = words
            .get(line, 0)
            .is_some_and(|word| matches!(word, "no" | "default"));
        for from in 0..=usize::from(negated) {
            index.candidates(line, words, from, key, |number| {
                let Some(template) = self.templates.get(number as usize) else {
                    return false;
                };
                let is = notation::matches(&template.items, line, words, from, &mut found.captures);
                if is {
                    found.template = Some(template);
                    found.negated = from == 1;
                }
                is
            });
            if found.template.is_some() {
                return true;
            }
        }
        false
    }

    /// What is known of the lines of a block at the top level, by its first line.
    pub(crate) fn inside<'t>(&'t self, line: &str, words: &Words, key: &mut Key) -> Inside<'t> {
        let first = words.get(line, 0).unwrap_or_default().to_ascii_lowercase();
        let own = self.known.get(first.as_str());
        Inside {
            words: own,
            class: match own {
                Some(_) => None,
                None => self.known(line, words, None, key),
            },
        }
    }

    /// What is known of a line that no template matches; `inside` is that of the block it stands in.
    pub(crate) fn known(
        &self,
        line: &str,
        words: &Words,
        inside: Option<Inside<'_>>,
        key: &mut Key,
    ) -> Option<Class> {
        let known = match inside {
            None => self.known.get(""),
            Some(inside) if inside.words.is_some() => inside.words,
            Some(inside) => return inside.class,
        };
        let known = known?;
        let negated = words
            .get(line, 0)
            .is_some_and(|word| matches!(word, "no" | "default"));
        key.of(line, words, usize::from(negated));
        known
            .get(key.two.as_str())
            .or_else(|| known.get(key.one()))
            .copied()
    }
}

/// A line's first words in lower case. Reused from line to line.
#[derive(Debug, Default)]
pub(crate) struct Key {
    two: String,
    first: usize,
}

impl Key {
    fn of(&mut self, line: &str, words: &Words, from: usize) {
        self.two.clear();
        self.two.push_str(words.get(line, from).unwrap_or_default());
        self.first = self.two.len();
        if let Some(second) = words.get(line, from + 1) {
            self.two.push(' ');
            self.two.push_str(second);
        }
        self.two.make_ascii_lowercase();
    }

    fn one(&self) -> &str {
        self.two.get(..self.first).unwrap_or_default()
    }
}

impl Index {
    fn add(&mut self, items: &[Item], number: u32) {
        let (first, second) = (items.first(), items.get(1));
        let Some(Item::Words(first)) = first else {
            self.any.push(number);
            return;
        };
        for one in first {
            if let Some(Item::Words(second)) = second {
                for two in second {
                    let key = format!("{one} {two}");
                    self.by_words.entry(key.into()).or_default().push(number);
                }
            } else {
                self.by_words.entry(one.clone()).or_default().push(number);
            }
        }
    }

    /// Calls `take` for each candidate until it says true: those with two fixed first words, then
    /// those with one, then those that begin with a capture.
    fn candidates(
        &self,
        line: &str,
        words: &Words,
        from: usize,
        key: &mut Key,
        mut take: impl FnMut(u32) -> bool,
    ) {
        key.of(line, words, from);
        let lists = [
            self.by_words.get(key.two.as_str()),
            (key.first != key.two.len())
                .then(|| self.by_words.get(key.one()))
                .flatten(),
            Some(&self.any),
        ];
        for list in lists.into_iter().flatten() {
            for number in list {
                if take(*number) {
                    return;
                }
            }
        }
    }
}

fn has_secret(items: &[Item]) -> bool {
    items.iter().any(|item| match item {
        Item::Capture(_, form) => *form == Form::Secret,
        Item::Optional(part) => has_secret(part),
        Item::Words(_) => false,
    })
}

fn names(items: &[Item]) -> Vec<String> {
    let mut names = Vec::new();
    for item in items {
        match item {
            Item::Capture(name, _) if &**name != "_" => names.push(name.to_string()),
            Item::Optional(part) => names.extend(self::names(part)),
            _ => {}
        }
    }
    names
}
