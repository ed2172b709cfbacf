//! One file as numbered lines of text: decompressed, decoded, capped, hashed on the way.
//!
//! Memory is bounded whatever the file: one buffer of a line's cap and a piece. Lines end at LF
//! (carriage returns before it belong to the end); only in a file whose start has carriage returns
//! and no LF do those end lines. So a carriage return smuggled into a log line makes no new line.
//! UTF-16 and UTF-8 are decided for the file; a line that is not UTF-8 is read as Windows-1252,
//! which is Latin-1 for all printable characters.
//!
//! What it leaves out: archives and texts that hold several sources (`expand`), compression itself
//! (`stream`).

use encoding_rs::WINDOWS_1252;
use memchr::{memchr, memrchr};
use seawall_model::{Head, Input, Line, Moment, Origin, SecretKey};

use crate::Found;
use crate::bytes::Bytes;
use crate::stream::{Content, without_compression};

/// Bytes of one line that are kept.
const LINE_CAP: usize = 1024 * 1024;
/// Bytes that recognition sees.
const HEAD: usize = 64 * 1024;
/// Share of control bytes at the start, as one in so many, from which a file is binary: random
/// bytes have one in nine, a log with some damage far fewer.
const BINARY_SHARE: usize = 20;

/// Starts of files that are not text, and what to do with them.
const MAGIC: &[(&[u8], &str)] = &[
    (
        b"PK\x03\x04",
        "It is a zip archive (binary): give it as a file of its own, and its members are read.",
    ),
    (
        b"7z\xbc\xaf\x27\x1c",
        "It is a 7z archive (binary), which is not read: unpack it and give the files.",
    ),
    (
        b"Rar!\x1a\x07",
        "It is a rar archive (binary), which is not read: unpack it and give the files.",
    ),
    (b"%PDF-", BINARY),
    (b"\x7fELF", BINARY),
    (b"PAR1", BINARY),
    (b"SQLite format 3\0", BINARY),
];
const BINARY: &str =
    "It is binary, not text: give its contents as text if there is evidence in it.";

/// An open file.
pub struct Opened {
    path: String,
    content: Content,
    number: u32,
    secrets: SecretKey,
    modified: Option<Moment>,
    assumed_offset: Option<i32>,
    bytes: Bytes,
    head: String,
    /// What is read and not yet given, from `start`.
    buffer: Vec<u8>,
    start: usize,
    /// The byte that ends lines.
    line_end: u8,
    line: u32,
    /// Whether the rest of a line beyond the cap is to be passed over.
    skipping: bool,
    unended: bool,
    ended: bool,
    scratch: String,
    full: bool,
}

/// Opens a file as source `number`. Never panics on its content.
///
/// # Errors
/// A sentence that says why it cannot be opened and what to do; binary files are named so.
pub fn open(
    found: &Found,
    number: u32,
    secrets: &SecretKey,
    assumed_offset: Option<i32>,
) -> Result<Opened, String> {
    let entry = Entry::of(found);
    entry.open(number, secrets, assumed_offset)
}

/// Something that can be opened as lines: a file, or a member of an archive.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The path as shown: `outer!inner` for a member.
    pub shown: String,
    /// Its modification time, as the disk or the archive says.
    pub modified: Option<Moment>,
    /// When it was collected, if the archive says so for certain (the time of a commit).
    pub collected: Option<Moment>,
    pub(crate) content: Content,
}

impl Entry {
    /// A file on disk.
    #[must_use]
    pub fn of(found: &Found) -> Self {
        Self {
            shown: found.shown.clone(),
            modified: found.modified,
            collected: None,
            content: Content::File(found.path.clone()),
        }
    }

    /// Opens it as source `number`. Never panics on its content.
    ///
    /// # Errors
    /// A sentence that says why it cannot be opened and what to do; binary files are named so.
    pub fn open(
        &self,
        number: u32,
        secrets: &SecretKey,
        assumed_offset: Option<i32>,
    ) -> Result<Opened, String> {
        let template = Template {
            path: without_compression(&self.shown),
            content: &self.content,
            number,
            secrets,
            modified: self.modified,
            assumed_offset,
            hashed: true,
        };
        template.open()
    }
}

struct Template<'a> {
    path: &'a str,
    content: &'a Content,
    number: u32,
    secrets: &'a SecretKey,
    modified: Option<Moment>,
    assumed_offset: Option<i32>,
    hashed: bool,
}

impl Template<'_> {
    fn open(&self) -> Result<Opened, String> {
        let mut bytes = Bytes::open(self.content, self.hashed)?;
        let mut start = Vec::with_capacity(2 * HEAD);
        while start.len() < HEAD && bytes.more(&mut start) {}

        if let Some((_, reason)) = MAGIC.iter().find(|(magic, _)| start.starts_with(magic)) {
            return Err((*reason).to_owned());
        }
        let mut buffer = Vec::with_capacity(2 * HEAD);
        if let Some(little_endian) = utf16(&start) {
            bytes.utf16(little_endian);
            bytes.decode(&start, &mut buffer);
        } else {
            let text = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&start);
            buffer.extend_from_slice(text);
        }
        if is_binary(&buffer) {
            return Err(BINARY.to_owned());
        }
        let known = buffer.get(..HEAD.min(buffer.len())).unwrap_or_default();
        let line_end = if memchr(b'\n', known).is_none() && memchr(b'\r', known).is_some() {
            b'\r'
        } else {
            b'\n'
        };
        let known = match memrchr(line_end, known) {
            Some(end) => known.get(..=end).unwrap_or(known),
            None => known,
        };
        Ok(Opened {
            path: self.path.to_owned(),
            content: self.content.clone(),
            number: self.number,
            secrets: self.secrets.clone(),
            modified: self.modified,
            assumed_offset: self.assumed_offset,
            head: head_text(known, line_end),
            bytes,
            buffer,
            start: 0,
            line_end,
            line: 0,
            skipping: false,
            unended: false,
            ended: false,
            scratch: String::new(),
            full: false,
        })
    }
}

/// Whether the start is UTF-16, and in which byte order: by its mark, or because nearly every
/// second byte is zero, as in Latin text without a mark.
fn utf16(start: &[u8]) -> Option<bool> {
    match start {
        [0xff, 0xfe, ..] => return Some(true),
        [0xfe, 0xff, ..] => return Some(false),
        _ => {}
    }
    let pairs = start.len() / 2;
    if pairs < 8 {
        return None;
    }
    let (mut first, mut second) = (0, 0);
    for pair in start.chunks_exact(2) {
        match pair {
            [0, 0] => {}
            [0, _] => first += 1,
            [_, 0] => second += 1,
            _ => {}
        }
    }
    // Nine in ten leave room for a few characters outside Latin-1.
    if second * 10 > pairs * 9 {
        Some(true)
    } else if first * 10 > pairs * 9 {
        Some(false)
    } else {
        None
    }
}

fn is_binary(start: &[u8]) -> bool {
    let head = start.get(..HEAD.min(start.len())).unwrap_or_default();
    let control = head
        .iter()
        .filter(|byte| matches!(byte, 0..=7 | 0x0e..=0x1a | 0x1c..=0x1f))
        .count();
    control * BINARY_SHARE > head.len()
}

fn head_text(bytes: &[u8], line_end: u8) -> String {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        // A character may be cut at the end of the head.
        Err(error) if error.error_len().is_none() => {
            let valid = bytes.get(..error.valid_up_to()).unwrap_or_default();
            String::from_utf8_lossy(valid).into_owned()
        }
        Err(_) => WINDOWS_1252
            .decode_without_bom_handling(bytes)
            .0
            .into_owned(),
    };
    if line_end == b'\r' {
        text.replace('\r', "\n")
    } else {
        text
    }
}

impl Opened {
    /// The start of the file, for recognition. Reading still begins at line 1.
    #[must_use]
    pub fn head(&self) -> Head<'_> {
        Head {
            path: &self.path,
            text: &self.head,
        }
    }

    /// Reads whatever is left, and returns the SHA-256 (lower-case hexadecimal) and size of the
    /// decompressed content.
    #[must_use]
    pub fn finish(self) -> (String, u64) {
        self.bytes.finish()
    }

    /// The same source again from its first line.
    ///
    /// # Errors
    /// As [`Entry::open`].
    pub(crate) fn reopen(&self, hashed: bool) -> Result<Self, String> {
        let template = Template {
            path: &self.path,
            content: &self.content,
            number: self.number,
            secrets: &self.secrets,
            modified: self.modified,
            assumed_offset: self.assumed_offset,
            hashed,
        };
        template.open()
    }

    /// The text as it stands, from where reading is; 0 at the end.
    pub(crate) fn read_text(&mut self, into: &mut [u8]) -> usize {
        while self.start == self.buffer.len() {
            self.buffer.clear();
            self.start = 0;
            if !self.bytes.more(&mut self.buffer) {
                return 0;
            }
        }
        let waiting = self.buffer.get(self.start..).unwrap_or_default();
        let got = waiting.len().min(into.len());
        if let (Some(to), Some(from)) = (into.get_mut(..got), waiting.get(..got)) {
            to.copy_from_slice(from);
        }
        self.start += got;
        got
    }

    /// Whether somebody may be appending to it.
    fn is_plain_file(&self) -> bool {
        matches!(self.content, Content::File(_)) && !self.bytes.is_compressed()
    }

    /// Where the line that begins at `start` ends: the range of its text, where the next begins,
    /// and whether the cap cut it. `None` at the end of the file.
    fn next_range(&mut self) -> Option<(usize, usize, usize, bool)> {
        loop {
            let mut searched = 0;
            // Until there is a line end, the cap, or no more.
            let end = loop {
                let waiting = self.buffer.get(self.start..).unwrap_or_default();
                let unsearched = waiting.get(searched..).unwrap_or_default();
                if let Some(at) = memchr(self.line_end, unsearched) {
                    break Some(searched + at);
                }
                searched = waiting.len();
                if searched > LINE_CAP {
                    break None;
                }
                if self.start > 0 {
                    self.buffer.drain(..self.start);
                    self.start = 0;
                }
                if !self.bytes.more(&mut self.buffer) {
                    break None;
                }
            };
            let from = self.start;
            if std::mem::take(&mut self.skipping) {
                match end {
                    Some(end) => self.start = from + end + 1,
                    None if searched > LINE_CAP => {
                        self.start = from + searched;
                        self.skipping = true;
                    }
                    None => {
                        self.start = self.buffer.len();
                        return None;
                    }
                }
                continue;
            }
            return match end {
                Some(end) if end <= LINE_CAP => {
                    self.unended = false;
                    self.ended = true;
                    Some((from, from + end, from + end + 1, false))
                }
                Some(end) => Some((from, from + LINE_CAP, from + end + 1, true)),
                None if searched == 0 => None,
                None if searched > LINE_CAP => {
                    self.skipping = true;
                    Some((from, from + LINE_CAP, from + searched, true))
                }
                None => {
                    self.unended = true;
                    Some((from, from + searched, from + searched, false))
                }
            };
        }
    }
}

impl Input for Opened {
    fn path(&self) -> &str {
        &self.path
    }

    fn next_line(&mut self) -> Option<Line<'_>> {
        if self.line == u32::MAX {
            self.full = true;
            return None;
        }
        let (from, to, next, cut) = self.next_range()?;
        self.line += 1;
        self.start = next;
        let mut bytes = self.buffer.get(from..to).unwrap_or_default();
        if self.line_end == b'\n' {
            while let Some((b'\r', rest)) = bytes.split_last() {
                bytes = rest;
            }
        }
        let text = match std::str::from_utf8(bytes) {
            Ok(text) => text,
            Err(error) if cut && error.error_len().is_none() => {
                // The cap fell inside a character.
                let valid = bytes.get(..error.valid_up_to()).unwrap_or_default();
                std::str::from_utf8(valid).unwrap_or_default()
            }
            Err(_) => {
                let (decoded, _) = WINDOWS_1252.decode_without_bom_handling(bytes);
                self.scratch.clear();
                self.scratch.push_str(&decoded);
                &self.scratch
            }
        };
        Some(Line {
            number: self.line,
            text,
            cut,
        })
    }

    fn trouble(&self) -> Option<&str> {
        if self.full {
            return Some(
                "It has more lines than can be numbered; the rest was left out: split it and give \
                 the parts.",
            );
        }
        self.bytes.trouble()
    }

    fn origin(&self, line: u32) -> Origin {
        Origin::new(self.number, line)
    }

    fn secrets(&self) -> &SecretKey {
        &self.secrets
    }

    fn modified(&self) -> Option<Moment> {
        self.modified
    }

    fn assumed_offset(&self) -> Option<i32> {
        self.assumed_offset
    }

    fn still_being_written(&self) -> bool {
        self.unended && self.ended && self.is_plain_file()
    }

    fn again(&self) -> Option<Box<dyn Input>> {
        Some(Box::new(self.reopen(false).ok()?))
    }
}
