//! Archives: zip and tar, compressed or not, archives in them, and the newest commit of a bare git
//! repository. Every member is a source of its
//! own, shown as `outer!inner`.
//!
//! Nothing is written anywhere: a member is held in memory while it is read, compressed again if it
//! is large. Names are only names, and still those that would lead out of a folder, links, devices
//! and encrypted members are left out and named. Depth, members, and the bytes everything together
//! unpacks to are bounded. A damaged archive gives what stands before the damage; a zip archive
//! without its directory is read member by member.
//!
//! What it leaves out: 7z, rar, multi-volume and encrypted archives.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::io::{Cursor, Read};
use std::path::Path;
use std::rc::Rc;
use std::sync::Arc;

use flate2::bufread::DeflateDecoder;
use rawzip::{ReaderAt, ZipLocator};
use seawall_model::Moment;
use sha2::{Digest, Sha256};

use super::bounded::{Hashing, Local, Spending, decode, is_read};
use super::git::{self, Repository};
use crate::bytes::{RATIO, bomb};
use crate::open::Entry;
use crate::stream::{Content, PIECE, Packed, START, Stream, open_regular};
use crate::{Found, Skipped};

/// Archives inside archives.
const DEPTH: usize = 3;
/// Members of one file, those of archives in it included.
const MEMBERS: usize = 100_000;
/// Bytes that everything together may unpack to, however small the file is.
const AT_LEAST: u64 = 256 << 20;
/// Bytes of an archive inside another that is not read from front to back.
const HELD: u64 = 256 << 20;

const LINK: &str = "It is a link inside an archive, which is not followed: nothing to do if its \
                    target is in the archive too.";
const SPECIAL: &str = "It is a device or a pipe inside an archive: nothing to do.";
const OUTWARD: &str = "Its name would lead out of the archive's folder, so it was not read: look at the archive by hand.";
const ENCRYPTED: &str = "It is encrypted: unpack the archive with its password and give the files.";
const METHOD: &str =
    "It is compressed in a way that is not read here: unpack the archive and give the files.";
const TOO_DEEP: &str =
    "It is an archive inside archives, deeper than is looked: unpack it and give the files.";
const DAMAGED: &str = "The archive ends early or is damaged; what stands before was read: copy it again from where \
     it came.";
const NO_DIRECTORY: &str = "The zip archive has no directory (its end is missing or damaged); the members before were \
     read: copy it again from where it came.";
const CUT: &str = "The archive ends in the middle of it; what stands before was read: copy the archive again from \
     where it came.";
const TOO_MANY: &str = "It has more members than are read of one file; the rest was left out: unpack it and give the \
     folder.";
const TOO_LARGE: &str =
    "It is an archive in an archive, larger than is held in memory: unpack it and give the files.";

/// Folders inside folders of a commit.
const FOLDERS: usize = 32;
const NO_COMMIT: &str = "It is a git repository whose newest commit cannot be read: check it out and \
                         give the files.";
const BROKEN: &str = "Parts of the git repository are missing or damaged: run git fsck on it, or check it \
                      out and give the files.";
const SUBMODULE: &str = "It is another repository inside this one: give that repository too.";

/// A file that holds several sources, and its members one by one.
#[derive(Clone, Debug)]
pub struct Archive {
    entry: Entry,
    size: u64,
    kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Tar,
    Zip,
    Git,
}

/// What a member turned out to be.
#[derive(Clone, Debug)]
pub enum Member {
    /// Something to read.
    Entry(Entry),
    /// Something left out, and why.
    Skipped(Skipped),
}

/// What is known of an archive when its members have been given.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// Why not all of it was read.
    pub trouble: Option<String>,
    /// Members given.
    pub members: u64,
    /// SHA-256 of its content, without compression, in lower-case hexadecimal.
    pub sha256: String,
    /// The size of that content.
    pub bytes: u64,
}

impl Archive {
    /// The archive that a file is, if it is one.
    #[must_use]
    pub fn of(found: &Found) -> Option<Self> {
        let entry = Entry::of(found);
        if found.path.is_dir() {
            return git::is_bare(&found.path).then_some(Self {
                entry,
                size: found.size,
                kind: Kind::Git,
            });
        }
        let stream = entry.content.open().ok()?;
        let kind = kind(&stream.start)?;
        Some(Self {
            entry,
            size: found.size,
            kind,
        })
    }

    /// What it is, for `seawall inputs`.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        match self.kind {
            Kind::Tar => "tar",
            Kind::Zip => "zip",
            Kind::Git => "git",
        }
    }

    /// Gives every member, in the order in which it stands in the archive, with the bytes of the
    /// file read so far.
    ///
    /// # Errors
    /// Only what `take` answers.
    pub fn members<E>(
        &self,
        take: &mut dyn FnMut(Member, u64) -> Result<(), E>,
    ) -> Result<Told, E> {
        let budget = AT_LEAST.max(self.size.saturating_mul(RATIO));
        let mut opening = Opening {
            take,
            names: HashMap::new(),
            members: 0,
            left: Rc::new(Cell::new(budget)),
            budget,
            taken: Rc::new(Cell::new(0)),
            collected: None,
        };
        let mut told = Told::default();
        if let (Kind::Git, Content::File(path)) = (self.kind, &self.entry.content) {
            told.trouble = opening.repository(&self.entry.shown, path)?;
            told.members = opening.members as u64;
            told.bytes = budget - opening.left.get();
            return Ok(told);
        }
        let stream = match self.entry.content.open() {
            Ok(stream) => stream,
            Err(reason) => {
                told.trouble = Some(reason);
                return Ok(told);
            }
        };
        let hash = Rc::new(RefCell::new((Sha256::new(), 0)));
        opening.taken = Rc::clone(&stream.taken);
        let mut hashing = Hashing {
            stream,
            hash: Rc::clone(&hash),
        };
        told.trouble = match (self.kind, &self.entry.content) {
            (Kind::Tar, _) => opening.tar(&self.entry.shown, &mut hashing, 1)?,
            (Kind::Zip, Content::File(path)) if hashing.stream.layers == 0 => {
                match open_regular(path) {
                    Ok(file) => {
                        let length = file.metadata().map_or(0, |metadata| metadata.len());
                        let reader = rawzip::FileReader::from(file);
                        opening.zip(&self.entry, reader, length, 1)?
                    }
                    Err(reason) => Some(reason),
                }
            }
            (Kind::Zip | Kind::Git, _) => opening.held_zip(&self.entry, &mut hashing, 1)?,
        };
        told.members = opening.members as u64;
        let mut piece = vec![0; PIECE];
        while matches!(hashing.read(&mut piece), Ok(got) if got > 0) {}
        let (digest, size) = hash.take();
        told.sha256 = hex(&digest.finalize());
        told.bytes = size;
        Ok(told)
    }
}

/// What a file that begins like this is.
fn kind(start: &[u8]) -> Option<Kind> {
    if start.starts_with(b"PK\x03\x04") || start.starts_with(b"PK\x05\x06") {
        Some(Kind::Zip)
    } else {
        is_tar(start).then_some(Kind::Tar)
    }
}

/// Whether the first block of a file is a header whose checksum is right.
fn is_tar(start: &[u8]) -> bool {
    let (Some(block), Some(field)) = (start.get(..START), start.get(148..156)) else {
        return false;
    };
    let octal = field
        .iter()
        .skip_while(|byte| **byte == b' ')
        .take_while(|byte| (b'0'..=b'7').contains(byte))
        .fold(None, |sum: Option<u32>, byte| {
            sum.unwrap_or(0)
                .checked_mul(8)?
                .checked_add(u32::from(byte - b'0'))
        });
    let sum = block.iter().enumerate().map(|(at, byte)| {
        let in_field = (148..156).contains(&at);
        u32::from(if in_field { b' ' } else { *byte })
    });
    octal == Some(sum.sum())
}

struct Opening<'t, E> {
    take: &'t mut dyn FnMut(Member, u64) -> Result<(), E>,
    /// How often a path was given.
    names: HashMap<String, u32>,
    members: usize,
    /// Bytes that may still be unpacked, of so many.
    left: Rc<Cell<u64>>,
    budget: u64,
    /// Bytes read of the outermost file.
    taken: Rc<Cell<u64>>,
    /// When everything here was collected, if that is known.
    collected: Option<Moment>,
}

impl<E> Opening<'_, E> {
    /// Gives the members of a tar archive; says what stopped it.
    fn tar(&mut self, shown: &str, from: &mut dyn Read, depth: usize) -> Result<Option<String>, E> {
        let mut archive = tar::Archive::new(self.limited(from));
        let Ok(entries) = archive.entries() else {
            return Ok(Some(DAMAGED.to_owned()));
        };
        for entry in entries {
            let mut entry = match entry {
                Ok(entry) => entry,
                Err(error) => return Ok(Some(self.stopped(&error))),
            };
            if self.members == MEMBERS {
                return Ok(Some(TOO_MANY.to_owned()));
            }
            let kind = entry.header().entry_type();
            if kind.is_dir() || kind.is_pax_global_extensions() {
                continue;
            }
            let name = entry.path_bytes().into_owned();
            let Some(path) = self.name(shown, &name)? else {
                continue;
            };
            if kind.is_symlink() || kind.is_hard_link() {
                self.skip(path, LINK)?;
            } else if !(kind.is_file() || kind.is_contiguous() || kind.is_gnu_sparse()) {
                self.skip(path, SPECIAL)?;
            } else {
                let seconds = entry.header().mtime().unwrap_or(0);
                let modified = i64::try_from(seconds).ok().filter(|seconds| *seconds > 0);
                let size = entry.size();
                let modified = modified.map(Moment::from_seconds);
                self.file(path, modified, &mut entry, Some(size), depth)?;
            }
        }
        Ok(None)
    }

    /// Gives the members of a zip archive that can be read anywhere.
    fn zip<R: ReaderAt>(
        &mut self,
        entry: &Entry,
        reader: R,
        length: u64,
        depth: usize,
    ) -> Result<Option<String>, E> {
        let mut buffer = vec![0; rawzip::RECOMMENDED_BUFFER_SIZE];
        let located = ZipLocator::new().locate_in_reader(reader, &mut buffer, length);
        let Ok(archive) = located else {
            return self.zip_without_directory(entry, depth);
        };
        let mut entries = archive.entries(&mut buffer);
        loop {
            let record = match entries.next_entry() {
                Ok(Some(record)) => record,
                Ok(None) => return Ok(None),
                Err(_) => return Ok(Some(DAMAGED.to_owned())),
            };
            if self.members == MEMBERS {
                return Ok(Some(TOO_MANY.to_owned()));
            }
            if record.is_dir() {
                continue;
            }
            let time = record.last_modified();
            let modified = crate::time::civil(
                i32::from(time.year()),
                time.month(),
                time.day(),
                u32::from(time.hour()) * 3600
                    + u32::from(time.minute()) * 60
                    + u32::from(time.second()),
            );
            let name = record.file_path().as_bytes().to_vec();
            let Some(path) = self.name(&entry.shown, &name)? else {
                continue;
            };
            let method = record.compression_method().as_u16();
            if record.flags().is_encrypted() || record.flags().has_strong_encryption() {
                self.skip(path, ENCRYPTED)?;
            } else if record.mode().is_symlink() {
                self.skip(path, LINK)?;
            } else if !is_read(method) {
                self.skip(path, METHOD)?;
            } else if let Ok(found) = archive.get_entry(record.wayfinder()) {
                let (_, end) = found.compressed_data_range();
                let decoded = decode(method, Box::new(found.reader()));
                self.taken.set(self.taken.get().max(end.min(length)));
                let mut verified = found.verifying_reader(decoded);
                self.file(path, modified, &mut verified, None, depth)?;
            } else {
                self.skip(path, DAMAGED)?;
            }
            if self.left.get() == 0 {
                return Ok(Some(bomb(self.budget)));
            }
        }
    }

    /// Gives the members of a zip archive that comes as a stream.
    fn held_zip(
        &mut self,
        entry: &Entry,
        from: &mut dyn Read,
        depth: usize,
    ) -> Result<Option<String>, E> {
        let mut held = Vec::new();
        let read = self.limited(from).take(HELD + 1).read_to_end(&mut held);
        if held.len() as u64 > HELD {
            return Ok(Some(TOO_LARGE.to_owned()));
        }
        let inner = Entry {
            content: Content::Memory(Arc::new(Packed::of(held))),
            ..entry.clone()
        };
        let Content::Memory(packed) = &inner.content else {
            return Ok(None);
        };
        let bytes = packed.raw().unwrap_or_default();
        let length = bytes.len() as u64;
        let trouble = self.zip(&inner, Cursor::new(bytes), length, depth)?;
        Ok(trouble.or_else(|| read.err().map(|error| self.stopped(&error))))
    }

    /// Gives what can be found by the members' own headers.
    fn zip_without_directory(&mut self, entry: &Entry, depth: usize) -> Result<Option<String>, E> {
        let Ok(stream) = entry.content.open() else {
            return Ok(Some(NO_DIRECTORY.to_owned()));
        };
        let mut bytes = Vec::new();
        // Whatever was read before an error is there.
        drop(stream.take(HELD).read_to_end(&mut bytes));
        let mut at = 0;
        while let Some(found) =
            memchr::memmem::find(bytes.get(at..).unwrap_or_default(), b"PK\x03\x04")
            && self.members < MEMBERS
            && self.left.get() > 0
        {
            let header = bytes.get(at + found..).unwrap_or_default();
            at += found + 4;
            let Some(local) = Local::of(header) else {
                continue;
            };
            let Some(path) = self.name(&entry.shown, local.name)? else {
                continue;
            };
            if local.encrypted {
                self.skip(path, ENCRYPTED)?;
            } else if local.method == 8 {
                let mut inflating = DeflateDecoder::new(local.data);
                self.file(path, None, &mut inflating, None, depth)?;
                at += usize::try_from(inflating.total_in()).unwrap_or(0);
            } else if local.method == 0 && local.size > 0 {
                let mut data = local.data.take(local.size);
                self.file(path, None, &mut data, Some(local.size), depth)?;
                at += usize::try_from(local.size).unwrap_or(0);
            } else if !local.name.ends_with(b"/") {
                self.skip(path, METHOD)?;
            }
        }
        Ok(Some(NO_DIRECTORY.to_owned()))
    }

    /// Gives the files of a repository's newest commit, in the order of their names.
    fn repository(&mut self, shown: &str, path: &Path) -> Result<Option<String>, E> {
        let repository = Repository::open(path);
        let Some(commit) = repository.newest() else {
            return Ok(Some(NO_COMMIT.to_owned()));
        };
        self.collected = Some(commit.time);
        let mut trouble = None;
        // The last is the next; of each tree the entries in reverse.
        let mut next = Some((Vec::new(), commit.tree, 0));
        let mut files: Vec<(Vec<u8>, git::TreeEntry, usize)> = Vec::new();
        loop {
            if let Some((folder, tree, depth)) = next.take() {
                match repository.tree(&tree).filter(|_| depth < FOLDERS) {
                    Some(entries) => files.extend(entries.into_iter().rev().map(|entry| {
                        let name = [folder.as_slice(), &entry.name].concat();
                        (name, entry, depth)
                    })),
                    None => trouble = Some(BROKEN.to_owned()),
                }
            }
            let Some((name, entry, depth)) = files.pop() else {
                return Ok(trouble);
            };
            if self.members == MEMBERS {
                return Ok(Some(TOO_MANY.to_owned()));
            }
            if entry.mode.starts_with(b"4") {
                next = Some(([name.as_slice(), b"/"].concat(), entry.id, depth + 1));
                continue;
            }
            let Some(path) = self.name(shown, &name)? else {
                continue;
            };
            if entry.mode.starts_with(b"12") {
                self.skip(path, LINK)?;
            } else if entry.mode.starts_with(b"16") {
                self.skip(path, SUBMODULE)?;
            } else if let Some(bytes) = repository.blob(&entry.id) {
                self.file(path, Some(commit.time), &mut bytes.as_slice(), None, 1)?;
            } else {
                trouble = Some(BROKEN.to_owned());
                self.skip(path, BROKEN)?;
            }
        }
    }

    /// Gives a member of this size, if that is known, or the members of the archive it is.
    fn file(
        &mut self,
        shown: String,
        modified: Option<Moment>,
        from: &mut dyn Read,
        size: Option<u64>,
        depth: usize,
    ) -> Result<(), E> {
        let stream = Stream::over(Box::new(from));
        let taken = Rc::clone(&stream.taken);
        let inner = kind(&stream.start);
        let mut limited = self.limited(stream);
        let entry = Entry {
            shown,
            modified,
            collected: self.collected,
            content: Content::Memory(Arc::new(Packed::of(Vec::new()))),
        };
        let Some(inner) = inner else {
            let mut packed = Packed::read(&mut limited);
            if packed.trouble.is_none() && size.is_some_and(|size| taken.get() < size) {
                packed.trouble = Some(CUT.to_owned());
            }
            return self.give(Entry {
                content: Content::Memory(Arc::new(packed)),
                ..entry
            });
        };
        if depth == DEPTH {
            return self.skip(entry.shown, TOO_DEEP);
        }
        let trouble = match inner {
            Kind::Tar => self.tar(&entry.shown, &mut limited, depth + 1)?,
            Kind::Zip | Kind::Git => self.held_zip(&entry, &mut limited, depth + 1)?,
        };
        match trouble {
            Some(trouble) => self.skip(entry.shown, &trouble),
            None => Ok(()),
        }
    }

    fn give(&mut self, entry: Entry) -> Result<(), E> {
        self.members += 1;
        (self.take)(Member::Entry(entry), self.taken.get())
    }

    fn skip(&mut self, shown: String, reason: &str) -> Result<(), E> {
        self.members += 1;
        let skipped = Skipped {
            shown,
            reason: reason.to_owned(),
            twice: false,
        };
        (self.take)(Member::Skipped(skipped), self.taken.get())
    }

    /// The path under which a member is shown; nothing if it is not to be read.
    fn name(&mut self, outer: &str, name: &[u8]) -> Result<Option<String>, E> {
        let name = String::from_utf8_lossy(name).replace('\\', "/");
        let parts: Vec<&str> = name
            .split('/')
            .filter(|part| !part.is_empty() && *part != ".")
            .collect();
        // What macOS adds beside every file is none.
        if parts.is_empty() || parts.first() == Some(&"__MACOSX") {
            return Ok(None);
        }
        let drive = name.as_bytes().get(1) == Some(&b':');
        let outward = name.starts_with('/') || drive || parts.contains(&"..");
        let path = format!("{outer}!{}", parts.join("/"));
        let count = self.names.entry(path.clone()).or_default();
        *count += 1;
        let path = match *count {
            1 => path,
            many => format!("{path}#{many}"),
        };
        if outward {
            self.skip(path, OUTWARD)?;
            return Ok(None);
        }
        Ok(Some(path))
    }

    fn limited<R: Read>(&self, reader: R) -> Spending<R> {
        Spending {
            reader,
            left: Rc::clone(&self.left),
            budget: self.budget,
        }
    }

    fn stopped(&self, error: &std::io::Error) -> String {
        if self.left.get() == 0 {
            bomb(self.budget)
        } else {
            let ours = error.get_ref().is_some() && error.to_string().ends_with('.');
            if ours {
                error.to_string()
            } else {
                DAMAGED.to_owned()
            }
        }
    }
}

/// Bytes in lower-case hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    let mut hex = String::with_capacity(2 * bytes.len());
    for byte in bytes {
        for half in [byte >> 4, byte & 15] {
            hex.push(char::from_digit(u32::from(half), 16).unwrap_or('0'));
        }
    }
    hex
}
