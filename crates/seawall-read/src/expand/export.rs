//! Exports of log stores (Splunk, Elastic, Graylog, Sentinel, Loki, CloudWatch, any other): CSV or JSON
//! with the raw message in a column. The raw text of every record is a line, for the readers of
//! logs and accounting.
//!
//! A line's number is that of the line of the file in which its record begins; in a JSON array it is
//! the number of the record, for whole arrays stand on one line. A record is one line, whatever line
//! ends it holds: who can write into a message must not be able to write a line. Where the raw text
//! names no year or no host and the export does, these are put before it as a relay would
//! (`2026-01-05T10:00:00Z edge-1 …`), and coverage says so. A record without raw text stands as it is,
//! and is counted as what nobody recognises.
//!
//! Records of several kinds (`sourcetype` and its like) are several sources: `export.csv!cisco:ios`.
//!
//! What it leaves out: events that were taken apart and no longer hold their raw text.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::io::Read;
use std::rc::Rc;

use seawall_model::{Head, Input, Line, Moment, Origin, SecretKey};
use sha2::{Digest, Sha256};

use super::event::{Event, HOST, KIND, RAW, TIME, events};
use super::records::Records;
use super::{Source, hex, json};
use crate::Opened;
use crate::syslog::is_message;

/// Bytes that recognition sees.
const HEAD: usize = 64 * 1024;
/// Records looked at before a file is taken for an export.
const SAMPLE: usize = 50;
/// Bytes of one record.
const RECORD: usize = 16 << 20;

/// Kinds of one export that are read apart; the others are read together.
const KINDS: usize = 8;

/// Which records of an export are read.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Only {
    /// Those of this kind.
    Kind(String),
    /// Those of none of these.
    Others(BTreeSet<String>),
}

impl Only {
    fn takes(&self, kind: &str) -> bool {
        match self {
            Self::Kind(only) => only == kind,
            Self::Others(kinds) => !kinds.contains(kind),
        }
    }

    /// As a name of a member.
    fn name(&self) -> String {
        match self {
            Self::Kind(kind) if kind.trim().is_empty() => "records of no kind".to_owned(),
            Self::Kind(kind) => kind
                .chars()
                .map(|sign| if matches!(sign, '/' | '!') { '_' } else { sign })
                .filter(|sign| !sign.is_control())
                .take(80)
                .collect(),
            Self::Others(_) => "other records".to_owned(),
        }
    }
}

/// Which columns hold what, in a CSV file.
#[derive(Clone, Debug)]
struct Columns {
    delimiter: u8,
    raw: usize,
    time: Option<usize>,
    host: Option<usize>,
    kind: Option<usize>,
}

#[derive(Clone, Debug)]
enum Layout {
    Csv(Columns),
    Json,
}

impl Columns {
    fn of(line: &str) -> Option<Self> {
        let delimiter = [b',', b';', b'\t', b'|']
            .into_iter()
            .max_by_key(|sign| line.bytes().filter(|byte| byte == sign).count())?;
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .delimiter(delimiter)
            .from_reader(line.as_bytes());
        let header = reader.records().next()?.ok()?;
        let names: Vec<String> = header
            .iter()
            .map(|name| name.trim().trim_matches('"').to_ascii_lowercase())
            .collect();
        let find = |wanted: &[&str], but: Option<usize>| {
            let position = |name: &&str| {
                let of_elastic = |column: &String| column.strip_prefix("_source.") == Some(*name);
                names
                    .iter()
                    .position(|column| column == name || of_elastic(column))
            };
            wanted
                .iter()
                .filter_map(position)
                .find(|at| Some(*at) != but)
        };
        let raw = find(&RAW, None)?;
        Some(Self {
            delimiter,
            raw,
            time: find(&TIME, Some(raw)),
            host: find(&HOST, Some(raw)),
            kind: find(&KIND, Some(raw)),
        })
    }
}

/// The export that a text is, if it is one. If it holds several kinds of log, they are sources of
/// their own, for different readers may know them; `shown` is the path of the whole.
pub(crate) fn open(opened: Opened, shown: &str) -> Result<Vec<Export>, Box<Opened>> {
    let Some(layout) = layout(opened.head().text) else {
        return Err(Box::new(opened));
    };
    let Ok(looked) = opened.reopen(false) else {
        return Err(Box::new(opened));
    };
    let mut sample = Export::of(looked, layout.clone());
    let (mut events, mut messages) = (0, 0);
    sample.look(&mut |line| {
        if events < SAMPLE {
            events += 1;
            messages += usize::from(is_message(line));
        }
    });
    if messages == 0 || messages * 3 < events {
        return Err(Box::new(opened));
    }
    if sample.kinds.len() < 2 {
        let mut export = Export::of(opened, layout);
        export.head = sample.head;
        return Ok(vec![export]);
    }
    let mut kinds: Vec<(String, u64)> = std::mem::take(&mut sample.kinds).into_iter().collect();
    kinds.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    kinds.truncate(KINDS);
    let kinds: BTreeSet<String> = kinds.into_iter().map(|(kind, _)| kind).collect();
    let each = kinds.iter().cloned().map(Only::Kind);
    let mut exports = Vec::new();
    for only in each.chain([Only::Others(kinds.clone())]) {
        let open = |hashed| {
            let mut export = Export::of(opened.reopen(hashed).ok()?, layout.clone());
            export.path = format!("{shown}!{}", only.name());
            export.only = Some(only.clone());
            Some(export)
        };
        let (Some(mut looked), Some(mut export)) = (open(false), open(true)) else {
            return Err(Box::new(opened));
        };
        looked.look(&mut |_| {});
        if !looked.head.is_empty() {
            export.head = looked.head;
            exports.push(export);
        }
    }
    Ok(exports)
}

fn layout(head: &str) -> Option<Layout> {
    let text = head.trim_start();
    if text.starts_with(['{', '[']) {
        let mut names = RAW.iter().map(|name| format!("\"{name}\""));
        let lower = head.to_ascii_lowercase();
        let loki = lower.contains("\"values\"") || lower.contains("\"rows\"");
        // A nested name is written level by level.
        let nested = lower.contains("\"original\"");
        return (loki || nested || names.any(|name| lower.contains(&name))).then_some(Layout::Json);
    }
    let first = head.lines().find(|line| !line.trim().is_empty())?;
    Columns::of(first)
        .filter(|columns| {
            columns.raw > 0
                || first.contains(char::from(columns.delimiter))
                || first.trim_matches('"').eq_ignore_ascii_case("_raw")
        })
        .map(Layout::Csv)
}

enum Reader {
    Csv(Box<csv::Reader<Shared>>, Columns),
    Json(Box<Records<Shared>>),
}

/// The file, shared with whoever takes it apart; what one record may still take.
#[derive(Clone)]
struct Shared {
    opened: Rc<RefCell<Opened>>,
    left: Rc<RefCell<usize>>,
}

impl Read for Shared {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let mut left = self.left.borrow_mut();
        let room = buffer.len().min(*left);
        let got = self
            .opened
            .borrow_mut()
            .read_text(buffer.get_mut(..room).unwrap_or_default());
        *left -= got;
        Ok(got)
    }
}

/// An open export.
pub(crate) struct Export {
    path: String,
    only: Option<Only>,
    /// Kinds seen so far, and how often.
    kinds: BTreeMap<String, u64>,
    head: String,
    layout: Layout,
    shared: Shared,
    reader: Reader,
    waiting: VecDeque<(u32, String)>,
    current: String,
    /// Lines given.
    count: u64,
    /// Lines before which something was put.
    told: u64,
    modified: Option<Moment>,
    offset: Option<i32>,
    secrets: SecretKey,
    number: u32,
    trouble: Option<String>,
}

impl Export {
    fn of(opened: Opened, layout: Layout) -> Self {
        let (path, modified, offset) = (
            opened.path().to_owned(),
            opened.modified(),
            opened.assumed_offset(),
        );
        let (secrets, number) = (opened.secrets().clone(), opened.origin(0).source());
        let by_line = matches!(layout, Layout::Json) && json::is_lines(opened.head().text);
        let shared = Shared {
            opened: Rc::new(RefCell::new(opened)),
            left: Rc::new(RefCell::new(RECORD)),
        };
        let reader = match &layout {
            Layout::Csv(columns) => Reader::Csv(
                Box::new(
                    csv::ReaderBuilder::new()
                        .has_headers(true)
                        .flexible(true)
                        .delimiter(columns.delimiter)
                        .from_reader(shared.clone()),
                ),
                columns.clone(),
            ),
            Layout::Json => Reader::Json(Box::new(Records::new(shared.clone(), by_line, RECORD))),
        };
        Self {
            path,
            only: None,
            kinds: BTreeMap::new(),
            head: String::new(),
            layout,
            shared,
            reader,
            waiting: VecDeque::new(),
            current: String::new(),
            count: 0,
            told: 0,
            modified,
            offset,
            secrets,
            number,
            trouble: None,
        }
    }

    /// Reads as much as recognition sees.
    fn look(&mut self, seen: &mut dyn FnMut(&str)) {
        let mut head = String::new();
        while head.len() < HEAD
            && let Some(line) = self.next_line()
        {
            seen(line.text);
            head.push_str(line.text);
            head.push('\n');
        }
        self.head = head;
    }

    /// Reads the next record; false at the end.
    fn more(&mut self) -> bool {
        *self.shared.left.borrow_mut() = RECORD;
        let (number, events) = match &mut self.reader {
            Reader::Csv(reader, columns) => {
                let mut record = csv::ByteRecord::new();
                if !reader.read_byte_record(&mut record).unwrap_or(false) {
                    return false;
                }
                let text = |at: Option<usize>| {
                    let field = record.get(at?)?;
                    Some(String::from_utf8_lossy(field).into_owned())
                        .filter(|text| !text.is_empty())
                };
                let event = Event {
                    raw: text(Some(columns.raw)).unwrap_or_default(),
                    time: text(columns.time),
                    host: text(columns.host),
                    kind: text(columns.kind).unwrap_or_default(),
                };
                let line = record.position().map_or(0, csv::Position::line);
                if *self.shared.left.borrow() == 0 {
                    self.trouble = Some(
                        "A record is longer than 16 MiB, as behind a quotation mark that is never \
                         closed; what stands before was read: export it again."
                            .to_owned(),
                    );
                    return false;
                }
                (line, vec![event])
            }
            Reader::Json(records) => {
                let Some((number, text)) = records.next() else {
                    if records.is_cut() {
                        self.trouble = Some(
                            "The JSON ends early, is damaged or holds a record longer than 16 MiB; \
                             what stands before was read: export it again."
                                .to_owned(),
                        );
                    }
                    return false;
                };
                let by_line = records.by_line();
                (if by_line { number } else { 0 }, events(&text))
            }
        };
        for event in events {
            self.count += 1;
            if self
                .only
                .as_ref()
                .is_some_and(|only| !only.takes(&event.kind))
            {
                continue;
            }
            if self.kinds.len() < 64 || self.kinds.contains_key(&event.kind) {
                *self.kinds.entry(event.kind.clone()).or_default() += 1;
            }
            let (line, told) = event.line();
            // Where the file's lines tell nothing, records are counted.
            let place = if number == 0 { self.count } else { number };
            let number = u32::try_from(place).unwrap_or(u32::MAX);
            self.told += u64::from(told);
            self.waiting.push_back((number, line));
        }
        true
    }
}

impl Source for Export {
    fn head(&self) -> Head<'_> {
        let end = match self.head.len() {
            0..HEAD => self.head.len(),
            _ => memchr::memrchr(b'\n', self.head.as_bytes().get(..HEAD).unwrap_or_default())
                .map_or(0, |end| end + 1),
        };
        Head {
            path: &self.path,
            text: self.head.get(..end).unwrap_or_default(),
        }
    }

    fn finish(self: Box<Self>) -> (String, u64) {
        let Self {
            shared,
            reader,
            only,
            ..
        } = *self;
        drop(reader);
        let Ok(opened) = Rc::try_unwrap(shared.opened) else {
            return (String::new(), 0);
        };
        let (sha256, bytes) = opened.into_inner().finish();
        match only {
            None => (sha256, bytes),
            // A part of the content is another content.
            Some(only) => (
                hex(&Sha256::digest(format!("{sha256} {}", only.name()))),
                bytes,
            ),
        }
    }

    fn renumber(&mut self, number: u32) {
        self.number = number;
    }

    fn notes(&self) -> Vec<String> {
        let mut notes = Vec::new();
        if matches!(self.layout, Layout::Json) {
            let by = if matches!(&self.reader, Reader::Json(records) if records.by_line()) {
                "line"
            } else {
                "record"
            };
            notes.push(format!(
                "It is a JSON export; its places are the numbers of its {by}s. Nothing to do."
            ));
        }
        if self.told > 0 {
            notes.push(format!(
                "{} records name no year or no host; the export's own columns were put before \
                 them, as a relay would. Nothing to do.",
                self.told
            ));
        }
        notes
    }
}

impl Input for Export {
    fn path(&self) -> &str {
        &self.path
    }

    fn next_line(&mut self) -> Option<Line<'_>> {
        while self.waiting.is_empty() {
            if !self.more() {
                return None;
            }
        }
        let (number, line) = self.waiting.pop_front()?;
        self.current = line;
        Some(Line {
            number,
            text: &self.current,
            cut: false,
        })
    }

    fn trouble(&self) -> Option<&str> {
        self.trouble.as_deref()
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
        self.offset
    }

    fn again(&self) -> Option<Box<dyn Input>> {
        let opened = self.shared.opened.borrow().reopen(false).ok()?;
        let mut again = Self::of(opened, self.layout.clone());
        again.path.clone_from(&self.path);
        again.only.clone_from(&self.only);
        again.number = self.number;
        Some(Box::new(again))
    }
}
