//! The way of every file: found → known? → opened → recognised → read → stored. One after another,
//! in order of path, so that the same files always become the same rows.
//!
//! What it leaves out: what a file means (readers), how rows are kept (the store).

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;
use seawall_engine::{Batch, Identity, Store};
use seawall_model::{Content, Coverage, Kind, Reader, SaidBy, SecretKey, Source, State};
use seawall_read::{Found, Opened, Skipped, Walk};

use crate::progress::{Progress, Watched};

/// Bytes on disk after which what was read is made durable, so that an interrupted run has not
/// read for nothing.
const COMMIT_EVERY: u64 = 256 << 20;

/// What became of the files given.
#[derive(Clone, Debug, Default)]
pub(crate) struct Collected {
    /// The sources that these files are, with the path under which each was found now.
    pub(crate) present: BTreeMap<u32, Found>,
    /// Files that are no source, and why.
    pub(crate) skipped: Vec<Skipped>,
}

/// What reading needs besides the files.
pub(crate) struct Collector<'c> {
    /// The content, for what platforms are read.
    pub(crate) content: &'c Content,
    /// Every reader, in the order in which equals win.
    pub(crate) readers: &'c [Box<dyn Reader>],
    /// The zone of stamps that name none, in seconds east of UTC.
    pub(crate) offset: Option<i32>,
    /// Whether to say nothing on the way.
    pub(crate) quiet: bool,
}

impl Collector<'_> {
    /// Reads every file that the store does not know yet.
    ///
    /// # Errors
    /// If the store cannot be written. Whatever is in the files is no error.
    pub(crate) fn collect(&self, walk: Walk, store: &mut Store) -> Result<Collected> {
        let mut collected = Collected {
            skipped: walk.skipped,
            ..Collected::default()
        };
        let files = walk.files;
        let here: BTreeSet<&str> = files.iter().map(|found| found.shown.as_str()).collect();
        let mut unread = Vec::new();
        for found in &files {
            match store.known(&identity(found)) {
                Some(number) => collected.note(number, found),
                None => unread.push(found),
            }
        }
        let mut progress = Progress::new(unread.iter().map(|found| found.size).sum(), self.quiet);
        let secrets = store.secrets().clone();
        let mut waiting = unread.as_slice();
        while !waiting.is_empty() {
            let mut batch = store.begin();
            let mut bytes = 0;
            while let Some((found, rest)) = waiting.split_first()
                && bytes < COMMIT_EVERY
            {
                waiting = rest;
                bytes += found.size;
                progress.file(&found.shown);
                let (source, coverage) = self.read(found, &secrets, &mut batch, &mut progress);
                progress.add(found.size);
                match same_content(&source, &batch) {
                    Some((number, path)) => {
                        batch.forget_source();
                        if here.contains(path.as_str()) {
                            batch.also_at(number, identity(found));
                        } else {
                            batch.moved(number, identity(found));
                        }
                        collected.note(number, found);
                    }
                    None => {
                        collected.note(source.number, found);
                        batch.finish_source(source, coverage, identity(found))?;
                    }
                }
            }
            batch.commit()?;
        }
        progress.finish();
        collected.skipped.sort();
        Ok(collected)
    }

    /// Reads one file; its rows are in the batch afterwards, unfinished.
    fn read(
        &self,
        found: &Found,
        secrets: &SecretKey,
        batch: &mut Batch<'_>,
        progress: &mut Progress,
    ) -> (Source, Coverage) {
        let number = batch.next_source();
        let mut opened = match seawall_read::open(found, number, secrets, self.offset) {
            Ok(opened) => opened,
            Err(reason) => return not_read(number, found, reason),
        };
        let Some((reader, _)) = seawall_read::recognise(&opened.head(), self.readers) else {
            let trouble = seawall_model::Input::trouble(&opened).map(str::to_owned);
            let reason = trouble.unwrap_or_else(|| nobody_knows(&opened));
            let (mut source, coverage) = not_read(number, found, reason);
            (source.sha256, source.bytes) = opened.finish();
            return (source, coverage);
        };
        let mut watched = Watched::new(&mut opened, progress, &found.shown, found.size);
        let mut observing = seawall_read::Observing::new(batch);
        let coverage = reader.read(&mut watched, &mut observing);
        observing.finish();
        let trouble = seawall_model::Input::trouble(&opened).map(str::to_owned);
        let (sha256, bytes) = opened.finish();
        let source = self.source(
            found,
            number,
            reader.id(),
            &coverage,
            trouble,
            sha256,
            bytes,
        );
        (source, coverage)
    }

    #[expect(
        clippy::too_many_arguments,
        reason = "the fields of a source, from three places"
    )]
    fn source(
        &self,
        found: &Found,
        number: u32,
        reader: &str,
        coverage: &Coverage,
        trouble: Option<String>,
        sha256: String,
        bytes: u64,
    ) -> Source {
        let platform = coverage
            .platform
            .as_ref()
            .and_then(|id| self.content.platforms.get(id));
        let (state, reason) = match (platform, trouble) {
            (Some(platform), _) if !platform.reads => (
                State::NotRead,
                Some(format!(
                    "Recognised as {}, not yet read. Every question about its device is answered cannot tell; look at it by hand.",
                    platform.title
                )),
            ),
            (_, Some(trouble)) => (State::Partly, Some(trouble)),
            // A snapshot that is not whole was cut before it came here.
            _ if !coverage.complete && coverage.kind.is_snapshot() => (
                State::Partly,
                Some(coverage.notes.join(" ")).filter(|notes| !notes.is_empty()),
            ),
            _ => (State::Read, None),
        };
        let snapshot = coverage.kind.is_snapshot();
        // What a configuration says of its last change, and the date in its path, both bound the
        // time at which it was collected from below.
        let collected = coverage
            .collected
            .max(seawall_read::day_in_path(&found.shown));
        let collected = collected.filter(|_| snapshot);
        let modified = found.modified.filter(|_| snapshot);
        Source {
            number,
            path: found.shown.clone(),
            sha256,
            bytes,
            kind: coverage.kind,
            reader: reader.to_owned(),
            platform: coverage.platform.clone(),
            device: coverage.device.clone(),
            collected: collected.or(modified),
            collected_weak: collected.is_none() && modified.is_some(),
            said_by: coverage.said_by,
            state,
            reason,
        }
    }
}

impl Collected {
    /// Notes under which path a source is found now; a second path is listed as the same content.
    fn note(&mut self, number: u32, found: &Found) {
        match self.present.get(&number) {
            None => {
                self.present.insert(number, found.clone());
            }
            Some(first) if first.shown != found.shown => self.skipped.push(Skipped {
                shown: found.shown.clone(),
                reason: format!(
                    "Has the same content as {}, which counts once. Nothing to do.",
                    first.shown
                ),
            }),
            Some(_) => {}
        }
    }
}

/// The source that has the same content already, with its path. Two equal logs are one log given
/// twice; two devices may have equal configurations that do not name themselves.
fn same_content(source: &Source, batch: &Batch<'_>) -> Option<(u32, String)> {
    if source.sha256.is_empty() || source.bytes == 0 {
        return None;
    }
    let there = batch.source(batch.known_content(&source.sha256)?)?;
    let same = !source.kind.is_snapshot() || there.source.device == source.device;
    same.then(|| (there.source.number, there.source.path.clone()))
}

fn identity(found: &Found) -> Identity {
    Identity {
        path: found.shown.clone(),
        size: found.size,
        modified: found.modified,
        inode: found.inode,
    }
}

fn not_read(number: u32, found: &Found, reason: String) -> (Source, Coverage) {
    let source = Source {
        number,
        path: found.shown.clone(),
        sha256: String::new(),
        bytes: found.size,
        kind: Kind::Unknown,
        reader: String::new(),
        platform: None,
        device: None,
        collected: None,
        collected_weak: false,
        said_by: SaidBy::Organisation,
        state: State::NotRead,
        reason: Some(reason),
    };
    (source, Coverage::new(Kind::Unknown, SaidBy::Organisation))
}

/// Why a file without a reader was not read, as far as its start tells.
fn nobody_knows(opened: &Opened) -> String {
    let head = opened.head();
    let strange = head
        .text
        .chars()
        .take(4_096)
        .filter(|c| *c == '\u{fffd}' || *c == '\0')
        .count();
    if head.text.trim().is_empty() {
        "It is empty. Collect it again, or remove it.".to_owned()
    } else if strange > 40 {
        "It is no text. If it is an archive, unpack it and give the folder.".to_owned()
    } else {
        "It is no kind of file that Seawall knows. Give configurations, show version output, \
         syslog, TACACS+ accounting or an inventory CSV, or remove it."
            .to_owned()
    }
}
