//! The way of every file: found → known? → expanded → recognised → read → stored. One after another,
//! in order of path, so that the same files always become the same rows.
//!
//! A file may hold several sources (an archive, a recording of a terminal): each becomes a source
//! `outer!inner`, and the file itself one of kind `container`, which counts what belongs to none
//! of them. Such a file is stored at once or not at all, so that it is known again as a whole.
//!
//! What it leaves out: what a file means (readers), how rows are kept (the store).

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;
use seawall_engine::{Batch, Identity, Store};
use seawall_model::{Content, Coverage, Kind, Moment, Reader, SaidBy, SecretKey, Source, State};
use seawall_read::{Archive, Entry, Found, Member, Skipped, Split, Walk};

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
        let members = Members::of(store);
        let mut unread = Vec::new();
        for found in &files {
            match store.known(&identity(found)) {
                Some(number) => {
                    collected.note(number, found);
                    for (number, member) in members.of_file(found) {
                        collected.note(number, &member);
                    }
                }
                None => unread.push(found),
            }
        }
        let mut progress = Progress::new(unread.iter().map(|found| found.size).sum(), self.quiet);
        let secrets = store.secrets().clone();
        let mut waiting = unread.as_slice();
        while !waiting.is_empty() {
            let mut reading = Reading {
                collector: self,
                secrets: &secrets,
                here: &here,
                batch: store.begin(),
                progress: &mut progress,
                collected: &mut collected,
            };
            let mut bytes = 0;
            while let Some((found, rest)) = waiting.split_first()
                && bytes < COMMIT_EVERY
            {
                waiting = rest;
                bytes += found.size;
                reading.progress.file(&found.shown);
                reading.file(found)?;
                reading.progress.add(found.size);
            }
            reading.batch.commit()?;
        }
        progress.finish();
        collected.skipped.sort();
        Ok(collected)
    }

    /// What is known of a source when it has been read.
    fn source(
        &self,
        place: &Place<'_>,
        number: u32,
        reader: &str,
        coverage: &Coverage,
        trouble: Option<String>,
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
            .max(seawall_read::day_in_path(place.shown))
            .max(place.collected);
        let collected = collected.filter(|_| snapshot);
        let modified = place.modified.filter(|_| snapshot);
        Source {
            number,
            path: place.shown.to_owned(),
            sha256: String::new(),
            bytes: 0,
            kind: coverage.kind,
            reader: reader.to_owned(),
            platform: coverage.platform.clone(),
            device: coverage.device.clone(),
            collected: collected.or(modified),
            collected_first: None,
            collected_weak: collected.is_none() && modified.is_some(),
            said_by: coverage.said_by,
            state,
            reason,
        }
    }
}

/// Where a source stands, and what is known of it before it is read.
struct Place<'p> {
    /// The file on disk that it is, or is a part of.
    file: &'p Found,
    /// Its path as shown.
    shown: &'p str,
    modified: Option<Moment>,
    /// When it was collected, if whatever holds it says so.
    collected: Option<Moment>,
}

impl Place<'_> {
    fn found(&self) -> Found {
        Found {
            shown: self.shown.to_owned(),
            ..self.file.clone()
        }
    }
}

/// One commit in the making.
struct Reading<'r, 's> {
    collector: &'r Collector<'r>,
    secrets: &'r SecretKey,
    /// The paths of the files that are given.
    here: &'r BTreeSet<&'r str>,
    batch: Batch<'s>,
    progress: &'r mut Progress,
    collected: &'r mut Collected,
}

impl Reading<'_, '_> {
    /// Reads a file and whatever is in it.
    fn file(&mut self, found: &Found) -> Result<()> {
        let Some(archive) = Archive::of(found) else {
            return self.entry(found, &Entry::of(found));
        };
        let told = archive.members(&mut |member, taken| {
            self.progress.partly(taken.min(found.size), &found.shown);
            match member {
                Member::Entry(entry) => self.entry(found, &entry),
                Member::Skipped(skipped) => {
                    let place = Place {
                        file: found,
                        shown: &skipped.shown,
                        modified: None,
                        collected: None,
                    };
                    let (source, coverage) =
                        not_read(self.batch.next_source(), &place, skipped.reason);
                    self.settle(&place, source, coverage)
                }
            }
        })?;
        let place = Place {
            file: found,
            shown: &found.shown,
            modified: found.modified,
            collected: None,
        };
        let mut rest = Coverage::new(Kind::Container, SaidBy::Organisation);
        rest.complete = told.trouble.is_none();
        let digest = (told.sha256, told.bytes);
        self.container(&place, archive.word(), rest, told.trouble, digest)
    }

    /// Reads a file, or a member of an archive, that holds text.
    fn entry(&mut self, file: &Found, entry: &Entry) -> Result<()> {
        let place = Place {
            file,
            shown: &entry.shown,
            modified: entry.modified,
            collected: entry.collected,
        };
        let number = self.batch.next_source();
        let opened = match entry.open(number, self.secrets, self.collector.offset) {
            Ok(opened) => opened,
            Err(reason) => {
                let (source, coverage) = not_read(number, &place, reason);
                return self.settle(&place, source, coverage);
            }
        };
        match seawall_read::split(opened, &entry.shown) {
            Split::One(source) => self.whole(&place, source),
            Split::Streams(sources) => {
                for mut source in sources {
                    source.renumber(self.batch.next_source());
                    let shown = source.path().to_owned();
                    let inner = Place {
                        shown: &shown,
                        ..place
                    };
                    self.whole(&inner, source)?;
                }
                let mut rest = Coverage::new(Kind::Container, SaidBy::Organisation);
                rest.complete = true;
                self.container(&place, "export", rest, None, (String::new(), 0))
            }
            Split::Several {
                mut several,
                sha256,
                bytes,
                trouble,
            } => {
                for part in std::mem::take(&mut several.parts) {
                    let number = self.batch.next_source();
                    let offset = self.collector.offset;
                    let open = part.open(number, self.secrets, entry.modified, offset);
                    // Hundreds of commands that nobody reads would be hundreds of sources.
                    let head = seawall_read::Source::head(&open);
                    let reader = seawall_read::recognise(&head, self.collector.readers);
                    if reader.is_none_or(|(reader, _)| reader.id() == seawall_device::UNREAD) {
                        several.nobody_reads(&part, self.secrets);
                        continue;
                    }
                    let inner = Place {
                        shown: &part.shown,
                        ..place
                    };
                    self.source(&inner, Box::new(open))?;
                }
                let digest = (sha256, bytes);
                self.container(&place, several.word, several.rest, trouble, digest)
            }
        }
    }

    /// Reads a source, or says why nobody does.
    fn whole(&mut self, place: &Place<'_>, source: Box<dyn seawall_read::Source>) -> Result<()> {
        let Some(source) = self.source(place, source)? else {
            return Ok(());
        };
        let number = self.batch.next_source();
        let trouble = source.trouble().map(str::to_owned);
        let reason = trouble.unwrap_or_else(|| nobody_knows(source.head().text));
        let (mut known, coverage) = not_read(number, place, reason);
        (known.sha256, known.bytes) = source.finish();
        self.settle(place, known, coverage)
    }

    /// Reads a source with the reader that knows it; gives it back if none does.
    fn source(
        &mut self,
        place: &Place<'_>,
        mut source: Box<dyn seawall_read::Source>,
    ) -> Result<Option<Box<dyn seawall_read::Source>>> {
        let Some((reader, _)) = seawall_read::recognise(&source.head(), self.collector.readers)
        else {
            return Ok(Some(source));
        };
        let number = self.batch.next_source();
        // How far a member is read says nothing about the file.
        let size = if place.shown == place.file.shown {
            place.file.size
        } else {
            0
        };
        let mut watched = Watched::new(source.as_mut(), self.progress, place.shown, size);
        let mut observing = seawall_read::Observing::new(&mut self.batch);
        let mut coverage = reader.read(&mut watched, &mut observing);
        observing.finish();
        coverage.notes.extend(source.notes());
        let trouble = source.trouble().map(str::to_owned);
        let place = &Place {
            collected: place.collected.max(source.collected()),
            ..*place
        };
        let mut known = self
            .collector
            .source(place, number, reader.id(), &coverage, trouble);
        (known.sha256, known.bytes) = source.finish();
        self.settle(place, known, coverage)?;
        Ok(None)
    }

    /// Stores what a file of several sources holds besides them.
    fn container(
        &mut self,
        place: &Place<'_>,
        word: &str,
        rest: Coverage,
        trouble: Option<String>,
        (sha256, bytes): (String, u64),
    ) -> Result<()> {
        let number = self.batch.next_source();
        let mut source = self.collector.source(place, number, word, &rest, trouble);
        (source.sha256, source.bytes) = (sha256, bytes);
        self.settle(place, source, rest)
    }

    /// Ends a source: stores it, or notes that its content is known.
    fn settle(&mut self, place: &Place<'_>, source: Source, coverage: Coverage) -> Result<()> {
        let found = place.found();
        match same_content(&source, &self.batch) {
            Some((number, path)) => {
                self.batch.forget_source();
                self.batch.taken_again(number, &source);
                if path != found.shown && self.is_here(&path) {
                    self.batch.also_at(number, identity(&found));
                } else {
                    self.batch.moved(number, identity(&found));
                }
                self.collected.note(number, &found);
            }
            None => {
                self.collected.note(source.number, &found);
                self.batch
                    .finish_source(source, coverage, identity(&found))?;
            }
        }
        Ok(())
    }

    /// Whether a source's file is among those given.
    fn is_here(&self, path: &str) -> bool {
        let outer = path.split('!').next().unwrap_or(path);
        self.here.contains(path) || self.here.contains(outer)
    }
}

/// The members in the store of files that hold several sources, by path.
struct Members(BTreeMap<String, Vec<(u32, Identity)>>);

impl Members {
    fn of(store: &Store) -> Self {
        let mut members: BTreeMap<String, Vec<(u32, Identity)>> = BTreeMap::new();
        for stored in store.sources().filter(|stored| !stored.superseded) {
            for identity in stored
                .identities
                .iter()
                .filter(|identity| identity.path.contains('!'))
            {
                let there = members.entry(identity.path.clone()).or_default();
                there.push((stored.source.number, identity.clone()));
            }
        }
        Self(members)
    }

    /// Those that were read from a file as it is now.
    fn of_file<'m>(&'m self, file: &'m Found) -> impl Iterator<Item = (u32, Found)> + 'm {
        let first = format!("{}!", file.shown);
        let after = format!("{}\"", file.shown);
        let unchanged = |identity: &Identity| {
            (identity.size, identity.modified, identity.inode)
                == (file.size, file.modified, file.inode)
        };
        self.0.range(first..after).flat_map(move |(path, members)| {
            members
                .iter()
                .filter(move |(_, identity)| unchanged(identity))
                .map(move |(number, _)| {
                    let shown = path.clone();
                    (
                        *number,
                        Found {
                            shown,
                            ..file.clone()
                        },
                    )
                })
        })
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
                twice: true,
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

fn not_read(number: u32, place: &Place<'_>, reason: String) -> (Source, Coverage) {
    let source = Source {
        number,
        path: place.shown.to_owned(),
        sha256: String::new(),
        bytes: place.file.size,
        kind: Kind::Unknown,
        reader: String::new(),
        platform: None,
        device: None,
        collected: None,
        collected_first: None,
        collected_weak: false,
        said_by: SaidBy::Organisation,
        state: State::NotRead,
        reason: Some(reason),
    };
    (source, Coverage::new(Kind::Unknown, SaidBy::Organisation))
}

/// Why a file without a reader was not read, as far as its start tells.
fn nobody_knows(head: &str) -> String {
    let strange = head
        .chars()
        .take(4_096)
        .filter(|c| *c == '\u{fffd}' || *c == '\0')
        .count();
    if head.trim().is_empty() {
        "It is empty. Collect it again, or remove it.".to_owned()
    } else if strange > 40 {
        "It is no text. If it is an archive, unpack it and give the folder.".to_owned()
    } else {
        "It is no kind of file that Seawall knows. Give configurations, show version output, \
         syslog, TACACS+ accounting or an inventory CSV, or remove it."
            .to_owned()
    }
}
