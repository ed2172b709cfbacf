//! The newest commit of a bare git repository: its files, without history and without a worktree.
//!
//! Loose objects, packs with an index of version 2, deltas, SHA-1 and SHA-256 names (gitformat-pack,
//! gitrepository-layout). Written here because the git libraries turn on features of the engine's
//! own dependencies (docs/reference/dependencies.md). Objects are found by name and not hashed again:
//! a damaged one is noticed by what does not fit, and left out by name.
//!
//! What it leaves out: history, alternates, the reftable and multi-pack-index formats (packs keep
//! their own indexes beside the latter), and submodules.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use flate2::read::ZlibDecoder;
use seawall_model::Moment;

use crate::stream::open_regular;

/// Bytes of one object.
const OBJECT: u64 = 128 << 20;
/// Bytes of one index.
const INDEX: u64 = 512 << 20;
/// Deltas on top of one another; git makes 50, and 250 when asked to be aggressive.
const DELTAS: usize = 4_096;
/// References to references.
const REFERENCES: usize = 5;

/// The name of an object: 20 or 32 bytes.
type Id = Vec<u8>;

/// What an object is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Commit,
    Tree,
    Blob,
    Tag,
}

/// A repository, ready to give objects.
#[derive(Debug)]
pub(crate) struct Repository {
    root: PathBuf,
    packs: Vec<Pack>,
}

/// The newest commit of the branch that `HEAD` names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Commit {
    pub(crate) id: Id,
    pub(crate) tree: Id,
    /// When it was committed.
    pub(crate) time: Moment,
}

/// One entry of a tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TreeEntry {
    /// In octal digits: `100644`, `40000` for a tree, `120000` for a link, `160000` for a submodule.
    pub(crate) mode: Vec<u8>,
    pub(crate) name: Vec<u8>,
    pub(crate) id: Id,
}

#[derive(Debug)]
struct Pack {
    path: PathBuf,
    index: Vec<u8>,
    count: usize,
    width: usize,
}

/// Whether a folder is laid out as a repository without a worktree.
pub(crate) fn is_bare(path: &Path) -> bool {
    path.join("HEAD").is_file() && path.join("objects").is_dir() && path.join("refs").is_dir()
}

impl Repository {
    /// Opens a repository; what of it cannot be read is missing later.
    pub(crate) fn open(root: &Path) -> Self {
        let mut packs = Vec::new();
        let listed = std::fs::read_dir(root.join("objects/pack"));
        let mut paths: Vec<PathBuf> = listed
            .into_iter()
            .flatten()
            .filter_map(|entry| Some(entry.ok()?.path()))
            .filter(|path| path.extension().is_some_and(|extension| extension == "idx"))
            .collect();
        paths.sort();
        for path in paths {
            packs.extend(Pack::open(&path));
        }
        Self {
            root: root.to_path_buf(),
            packs,
        }
    }

    /// Bytes of all packs, for progress.
    pub(crate) fn size(&self) -> u64 {
        let sizes = self
            .packs
            .iter()
            .map(|pack| std::fs::metadata(&pack.path).map_or(0, |metadata| metadata.len()));
        sizes.sum()
    }

    /// The newest commit.
    pub(crate) fn newest(&self) -> Option<Commit> {
        let mut id = self
            .reference("HEAD", REFERENCES)
            .or_else(|| self.any_branch())?;
        for _ in 0..REFERENCES {
            let (kind, bytes) = self.object(&id)?;
            match kind {
                Kind::Commit => return commit(id, &bytes),
                Kind::Tag => id = field(&bytes, b"object ").and_then(from_hex)?,
                Kind::Tree | Kind::Blob => return None,
            }
        }
        None
    }

    /// The entries of a tree, in its order.
    pub(crate) fn tree(&self, id: &[u8]) -> Option<Vec<TreeEntry>> {
        let (kind, bytes) = self.object(id)?;
        let mut entries = Vec::new();
        let mut rest = bytes.as_slice();
        while !rest.is_empty() {
            let zero = memchr::memchr(0, rest)?;
            let (head, after) = (rest.get(..zero)?, rest.get(zero + 1..)?);
            let blank = memchr::memchr(b' ', head)?;
            entries.push(TreeEntry {
                mode: head.get(..blank)?.to_vec(),
                name: head.get(blank + 1..)?.to_vec(),
                id: after.get(..id.len())?.to_vec(),
            });
            rest = after.get(id.len()..)?;
        }
        (kind == Kind::Tree).then_some(entries)
    }

    /// The bytes of a file.
    pub(crate) fn blob(&self, id: &[u8]) -> Option<Vec<u8>> {
        let (kind, bytes) = self.object(id)?;
        (kind == Kind::Blob).then_some(bytes)
    }

    fn reference(&self, name: &str, depth: usize) -> Option<Id> {
        let plain = !name.contains("..") && !name.starts_with('/');
        let file = self.root.join(name);
        if plain && let Some(text) = small(&file) {
            let text = text.trim();
            return match text.strip_prefix("ref:") {
                Some(other) if depth > 0 => self.reference(other.trim(), depth - 1),
                Some(_) => None,
                None => from_hex(text.as_bytes()),
            };
        }
        let packed = small(&self.root.join("packed-refs"))?;
        let line = packed
            .lines()
            .find(|line| line.split_once(' ').is_some_and(|(_, other)| other == name))?;
        from_hex(line.split_once(' ')?.0.as_bytes())
    }

    /// A branch, where `HEAD` names one that is not there (a server's default, another's branch).
    fn any_branch(&self) -> Option<Id> {
        let mut names: Vec<String> = std::fs::read_dir(self.root.join("refs/heads"))
            .into_iter()
            .flatten()
            .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
            .map(|name| format!("refs/heads/{name}"))
            .collect();
        let packed = small(&self.root.join("packed-refs")).unwrap_or_default();
        let packed = packed.lines().filter_map(|line| line.split_once(' '));
        names.extend(
            packed
                .filter(|(_, name)| name.starts_with("refs/heads/"))
                .map(|(_, name)| name.to_owned()),
        );
        names.sort();
        names
            .iter()
            .find_map(|name| self.reference(name, REFERENCES))
    }

    fn object(&self, id: &[u8]) -> Option<(Kind, Vec<u8>)> {
        self.loose(id).or_else(|| {
            let found = self
                .packs
                .iter()
                .find_map(|pack| Some((pack, pack.find(id)?)));
            let (pack, offset) = found?;
            self.packed(pack, offset)
        })
    }

    fn loose(&self, id: &[u8]) -> Option<(Kind, Vec<u8>)> {
        let hex = super::hex(id);
        let (folder, name) = hex.split_at_checked(2)?;
        let file = open_regular(&self.root.join("objects").join(folder).join(name)).ok()?;
        let bytes = inflate(file, OBJECT)?;
        let zero = memchr::memchr(0, bytes.get(..64.min(bytes.len()))?)?;
        let word = bytes.get(..zero)?.split(|byte| *byte == b' ').next()?;
        let kind = match word {
            b"commit" => Kind::Commit,
            b"tree" => Kind::Tree,
            b"blob" => Kind::Blob,
            b"tag" => Kind::Tag,
            _ => return None,
        };
        Some((kind, bytes.get(zero + 1..)?.to_vec()))
    }

    /// An object in a pack: the deltas down to a whole one, then back up.
    fn packed(&self, pack: &Pack, offset: u64) -> Option<(Kind, Vec<u8>)> {
        let mut file = open_regular(&pack.path).ok()?;
        let mut deltas = Vec::new();
        let mut held = 0;
        let mut at = offset;
        let (kind, mut whole) = loop {
            let entry = pack.entry(&mut file, at)?;
            match entry.base {
                Base::Whole(kind) => break (kind, entry.bytes),
                _ if deltas.len() == DELTAS => return None,
                Base::At(below) => {
                    held += entry.bytes.len() as u64;
                    deltas.push(entry.bytes);
                    at = below;
                }
                Base::Named(id) => {
                    held += entry.bytes.len() as u64;
                    deltas.push(entry.bytes);
                    match pack.find(&id) {
                        Some(offset) => at = offset,
                        // A pack that was not completed names objects outside.
                        None => break self.loose(&id)?,
                    }
                }
            }
            if held > OBJECT {
                return None;
            }
        };
        while let Some(delta) = deltas.pop() {
            whole = apply(&whole, &delta)?;
        }
        Some((kind, whole))
    }
}

enum Base {
    Whole(Kind),
    /// At this place in the same pack.
    At(u64),
    Named(Id),
}

struct PackEntry {
    base: Base,
    bytes: Vec<u8>,
}

impl Pack {
    fn open(path: &Path) -> Option<Self> {
        let mut index = Vec::new();
        let file = open_regular(path).ok()?;
        file.take(INDEX).read_to_end(&mut index).ok()?;
        if !index.starts_with(b"\xfftOc\0\0\0\x02") {
            return None;
        }
        let count = number(&index, 8 + 255 * 4)? as usize;
        // Names, checksums and places, then large places, then two digests of a name's width.
        let width = [20, 32].into_iter().find(|width| {
            let least = count
                .checked_mul(width + 8)
                .and_then(|n| n.checked_add(1032 + 2 * width));
            let large = least.and_then(|least| index.len().checked_sub(least));
            large.is_some_and(|large| large % 8 == 0 && large / 8 <= count)
        })?;
        Some(Self {
            path: path.with_extension("pack"),
            index,
            count,
            width,
        })
    }

    fn name(&self, at: usize) -> Option<&[u8]> {
        let start = 1032 + at.checked_mul(self.width)?;
        self.index.get(start..start + self.width)
    }

    /// Where an object stands.
    fn find(&self, id: &[u8]) -> Option<u64> {
        if id.len() != self.width {
            return None;
        }
        let (mut low, mut high) = (0, self.count);
        while low < high {
            let middle = low + (high - low) / 2;
            match self.name(middle)?.cmp(id) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
                std::cmp::Ordering::Equal => return self.place(middle),
            }
        }
        None
    }

    fn place(&self, at: usize) -> Option<u64> {
        let places = 1032 + self.count * (self.width + 4);
        let place = number(&self.index, places + at * 4)?;
        if place & 0x8000_0000 == 0 {
            return Some(u64::from(place));
        }
        let large = places + self.count * 4 + (place & 0x7fff_ffff) as usize * 8;
        let bytes = self.index.get(large..large + 8)?;
        Some(u64::from_be_bytes(bytes.try_into().ok()?))
    }

    fn entry(&self, file: &mut File, at: u64) -> Option<PackEntry> {
        file.seek(SeekFrom::Start(at)).ok()?;
        let mut head = Vec::with_capacity(64);
        file.take(64).read_to_end(&mut head).ok()?;
        let first = *head.first()?;
        let mut used = 1;
        let mut size = u64::from(first & 15);
        let mut shift = 4;
        let mut more = first & 0x80 != 0;
        while more {
            let byte = *head.get(used)?;
            used += 1;
            size |= u64::from(byte & 0x7f).checked_shl(shift)?;
            shift += 7;
            more = byte & 0x80 != 0;
        }
        let base = match first >> 4 & 7 {
            1 => Base::Whole(Kind::Commit),
            2 => Base::Whole(Kind::Tree),
            3 => Base::Whole(Kind::Blob),
            4 => Base::Whole(Kind::Tag),
            6 => {
                let mut byte = *head.get(used)?;
                used += 1;
                let mut back = u64::from(byte & 0x7f);
                while byte & 0x80 != 0 {
                    byte = *head.get(used)?;
                    used += 1;
                    back = back.checked_add(1)?.checked_mul(128)? | u64::from(byte & 0x7f);
                }
                Base::At(at.checked_sub(back).filter(|_| back > 0)?)
            }
            7 => {
                let id = head.get(used..used + self.width)?.to_vec();
                used += self.width;
                Base::Named(id)
            }
            _ => return None,
        };
        if size > OBJECT {
            return None;
        }
        file.seek(SeekFrom::Start(at + used as u64)).ok()?;
        let bytes = inflate(&*file, size)?;
        (bytes.len() as u64 == size).then_some(PackEntry { base, bytes })
    }
}

/// Builds an object out of another and a delta.
fn apply(base: &[u8], delta: &[u8]) -> Option<Vec<u8>> {
    let mut rest = delta;
    let mut size = || {
        let (mut value, mut shift) = (0_u64, 0_u32);
        loop {
            let (byte, after) = rest.split_first()?;
            rest = after;
            value |= u64::from(byte & 0x7f).checked_shl(shift)?;
            shift += 7;
            if byte & 0x80 == 0 {
                return Some(value);
            }
        }
    };
    let (from, to) = (size()?, size()?);
    if from != base.len() as u64 || to > OBJECT {
        return None;
    }
    let to = usize::try_from(to).ok()?;
    let mut out = Vec::new();
    while let Some((byte, after)) = rest.split_first() {
        rest = after;
        if byte & 0x80 == 0 {
            let length = usize::from(*byte);
            out.extend_from_slice(rest.get(..length).filter(|_| length > 0)?);
            rest = rest.get(length..)?;
        } else {
            let mut part = |bits: std::ops::Range<u32>| {
                let mut value = 0_usize;
                for (at, bit) in bits.enumerate() {
                    if byte >> bit & 1 == 1 {
                        let (next, after) = rest.split_first()?;
                        rest = after;
                        value |= usize::from(*next) << (8 * at);
                    }
                }
                Some(value)
            };
            let (start, length) = (part(0..4)?, part(4..7)?);
            let length = if length == 0 { 0x1_0000 } else { length };
            out.extend_from_slice(base.get(start..start.checked_add(length)?)?);
        }
        if out.len() > to {
            return None;
        }
    }
    (out.len() == to).then_some(out)
}

fn inflate(from: impl Read, most: u64) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    ZlibDecoder::new(from)
        .take(most + 1)
        .read_to_end(&mut bytes)
        .ok()?;
    (bytes.len() as u64 <= most).then_some(bytes)
}

fn number(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

fn small(path: &Path) -> Option<String> {
    let mut text = String::new();
    open_regular(path)
        .ok()?
        .take(64 << 20)
        .read_to_string(&mut text)
        .ok()?;
    Some(text)
}

fn from_hex(text: &[u8]) -> Option<Id> {
    if !matches!(text.len(), 40 | 64) {
        return None;
    }
    let digit = |byte: u8| char::from(byte).to_digit(16);
    text.chunks_exact(2)
        .map(|pair| match pair {
            [high, low] => u8::try_from(digit(*high)? << 4 | digit(*low)?).ok(),
            _ => None,
        })
        .collect()
}

/// What follows a word at the start of a line of a header.
fn field<'b>(bytes: &'b [u8], word: &[u8]) -> Option<&'b [u8]> {
    bytes
        .split(|byte| *byte == b'\n')
        .take_while(|line| !line.is_empty())
        .find_map(|line| line.strip_prefix(word))
}

fn commit(id: Id, bytes: &[u8]) -> Option<Commit> {
    let tree = field(bytes, b"tree ").and_then(from_hex)?;
    let committer = field(bytes, b"committer ")?;
    let after = memchr::memrchr(b'>', committer)?;
    let time = std::str::from_utf8(committer.get(after + 1..)?).ok()?;
    let seconds: i64 = time.split_ascii_whitespace().next()?.parse().ok()?;
    Some(Commit {
        id,
        tree,
        time: Moment::from_seconds(seconds),
    })
}
