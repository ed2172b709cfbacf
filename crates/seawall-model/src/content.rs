//! Everything under `content/`, parsed. Somebody else has read the files; here is only text.

use std::collections::{BTreeMap, BTreeSet};

use sha2::{Digest, Sha256};

use crate::{Channel, Hunt, Notice, Platform, Problem, Remedy, TableSpec, front_matter, nearest};

/// The parsed content, and the files it was parsed from.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Content {
    /// By table name.
    pub tables: BTreeMap<String, TableSpec>,
    /// By id.
    pub hunts: BTreeMap<String, Hunt>,
    /// By id.
    pub channels: BTreeMap<String, Channel>,
    /// By id.
    pub platforms: BTreeMap<String, Platform>,
    /// By id.
    pub remedies: BTreeMap<String, Remedy>,
    /// By id.
    pub notices: BTreeMap<String, Notice>,
    /// ATT&CK technique names by id, from `lexicon/attack-techniques.yaml`.
    pub techniques: BTreeMap<String, String>,
    /// Every file, by its path under `content/`.
    pub files: BTreeMap<String, String>,
}

impl Content {
    /// Parses every file that has a place in the tree. A broken file is left out and listed; the
    /// caller decides whether that stops the run (it does, with exit code 2).
    #[must_use]
    pub fn parse(files: BTreeMap<String, String>) -> (Self, Vec<Problem>) {
        let mut content = Self::default();
        let mut problems = Vec::new();
        for (path, text) in &files {
            if let Err(problem) = content.add(path, text) {
                problems.push(problem);
            }
        }
        content.files = files;
        problems.extend(content.dangling());
        problems.sort();
        (content, problems)
    }

    /// SHA-256 over every path and text, in order of path: what `content.digest` in a report is.
    #[must_use]
    pub fn digest(&self) -> String {
        let mut hash = Sha256::new();
        for (path, text) in &self.files {
            for part in [path, text] {
                hash.update((part.len() as u64).to_le_bytes());
                hash.update(part);
            }
        }
        data_encoding::HEXLOWER.encode(&hash.finalize())
    }

    /// The platform of this id or with this alias, without case.
    #[must_use]
    pub fn platform(&self, spelling: &str) -> Option<&Platform> {
        let spelling = spelling.trim();
        self.platforms.values().find(|platform| {
            platform.id.eq_ignore_ascii_case(spelling)
                || platform
                    .aliases
                    .iter()
                    .any(|alias| alias.eq_ignore_ascii_case(spelling))
        })
    }

    fn add(&mut self, path: &str, text: &str) -> Result<(), Problem> {
        let folders: Vec<&str> = path.split('/').collect();
        match folders[..] {
            ["tables", _] => {
                let table: TableSpec = front_matter::yaml(path, text, 0)?;
                named(path, &table.table, "yaml")?;
                self.tables.insert(table.table.clone(), table);
            }
            ["hunts", _, _, "hunt.sql"] => {
                let hunt = Hunt::parse(path, text)?;
                if let Some(other) = self.hunts.get(&hunt.id) {
                    return Err(Problem::new(
                        path,
                        2,
                        format!("The id \"{}\" is taken by {}.", hunt.id, other.path),
                        "Give one of them another id and folder.",
                    ));
                }
                self.hunts.insert(hunt.id.clone(), hunt);
            }
            ["channels", _] => {
                let channel = Channel::parse(path, text)?;
                self.channels.insert(channel.id.clone(), channel);
            }
            ["platforms", folder, "platform.yaml"] => {
                let platform: Platform = front_matter::yaml(path, text, 0)?;
                if platform.id != folder {
                    return Err(Problem::new(
                        path,
                        1,
                        format!("The id \"{}\" is not the folder's name.", platform.id),
                        "Give both the same name.",
                    ));
                }
                self.platforms.insert(platform.id.clone(), platform);
            }
            ["remedies", _] => {
                let remedy: Remedy = front_matter::yaml(path, text, 0)?;
                named(path, &remedy.id, "yaml")?;
                self.remedies.insert(remedy.id.clone(), remedy);
            }
            ["notices", _] => {
                let notice: Notice = front_matter::yaml(path, text, 0)?;
                named(path, &notice.id, "yaml")?;
                self.notices.insert(notice.id.clone(), notice);
            }
            ["lexicon", "attack-techniques.yaml"] => {
                self.techniques = front_matter::yaml(path, text, 0)?;
            }
            _ => {}
        }
        Ok(())
    }

    /// Names that lead nowhere: channels, tables, remedies, techniques, platforms, hunts.
    fn dangling(&self) -> Vec<Problem> {
        let mut problems = Vec::new();
        let mut expect = |path: &str, what: &str, name: &str, valid: BTreeSet<&str>| {
            if !valid.contains(name) {
                problems.push(Problem::new(
                    path,
                    0,
                    format!("There is no {what} \"{name}\"."),
                    nearest(name, valid),
                ));
            }
        };
        let names =
            |names: &mut dyn Iterator<Item = &String>| -> Vec<String> { names.cloned().collect() };
        let (channels, tables, remedies, techniques, platforms, hunts) = (
            names(&mut self.channels.keys()),
            names(&mut self.tables.keys()),
            names(&mut self.remedies.keys()),
            names(&mut self.techniques.keys()),
            names(&mut self.platforms.keys()),
            names(&mut self.hunts.keys()),
        );
        fn set(names: &[String]) -> BTreeSet<&str> {
            names.iter().map(String::as_str).collect()
        }
        for hunt in self.hunts.values() {
            for channel in hunt.channels() {
                expect(&hunt.path, "channel", channel, set(&channels));
            }
            for table in hunt.sees.iter().flat_map(|a| &a.tables) {
                expect(&hunt.path, "table", table, set(&tables));
            }
            for technique in &hunt.attack {
                expect(&hunt.path, "technique", technique, set(&techniques));
            }
            for platform in &hunt.scope.platforms {
                expect(&hunt.path, "platform", platform, set(&platforms));
            }
            expect(&hunt.path, "remedy", &hunt.remedy, set(&remedies));
        }
        for notice in self.notices.values() {
            for hunt in notice.statements.iter().flat_map(|s| &s.hunts) {
                let path = format!("notices/{}.yaml", notice.id);
                expect(&path, "hunt", hunt, set(&hunts));
            }
        }
        problems
    }
}

fn named(path: &str, id: &str, extension: &str) -> Result<(), Problem> {
    if path.ends_with(&format!("/{id}.{extension}")) {
        Ok(())
    } else {
        Err(Problem::new(
            path,
            1,
            format!("The name \"{id}\" is not the file's name."),
            "Give both the same name.",
        ))
    }
}
