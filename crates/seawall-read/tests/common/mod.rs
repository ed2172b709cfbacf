//! What the tests of this crate share: text in, rows out, by way of a real file.
#![allow(dead_code, unreachable_pub, reason = "each test binary uses a part")]
#![allow(clippy::unwrap_used, reason = "tests")]

use std::path::PathBuf;
use std::sync::Arc;

use seawall_device::Platforms;
use seawall_model::{Coverage, Input as _, Moment, Reader, Row, SecretKey, tables};
use seawall_read::{Found, READERS, open, recognise};

pub const KEY: SecretKey = SecretKey::new([7; 32]);

/// What one file became.
#[derive(Debug)]
pub struct Reading {
    pub reader: &'static str,
    pub coverage: Coverage,
    pub rows: Vec<Row>,
    /// Lines of the file, and those that are not blank.
    pub lines: u64,
    pub filled: u64,
}

/// How a file is given.
#[derive(Clone)]
pub struct Given<'a> {
    pub path: &'a str,
    pub bytes: &'a [u8],
    /// `2026-06-30T00:00:00Z` or so; none for none.
    pub modified: Option<&'a str>,
    pub offset: Option<i32>,
}

impl<'a> Given<'a> {
    pub fn new(path: &'a str, text: &'a str) -> Self {
        Self {
            path,
            bytes: text.as_bytes(),
            modified: Some("2026-06-30T00:00:00Z"),
            offset: None,
        }
    }

    pub fn read(&self) -> Option<Reading> {
        let folder = tempfile::tempdir().unwrap();
        let found = self.store(folder.path().join("file"));
        let mut opened = open(&found, 1, &KEY, self.offset).ok()?;
        let readers = readers();
        let (reader, _) = recognise(&opened.head(), &readers)?;
        let mut rows = Vec::new();
        let coverage = reader.read(&mut opened, &mut rows);
        Some(Reading {
            reader: reader.id(),
            lines: coverage.total(),
            filled: 0,
            coverage,
            rows,
        })
    }

    /// The surest reader and how sure it is; nothing if the file is binary.
    pub fn recognise(&self) -> Option<(&'static str, &'static str)> {
        let folder = tempfile::tempdir().unwrap();
        let found = self.store(folder.path().join("file"));
        let opened = open(&found, 1, &KEY, self.offset).ok()?;
        let readers = readers();
        Some(match recognise(&opened.head(), &readers) {
            Some((reader, sure)) => (reader.id(), sure.as_str()),
            None => ("", "no"),
        })
    }

    /// Reads with a reader of this id, whatever recognition says; nothing if the file is binary.
    pub fn read_as(&self, id: &str) -> Option<Reading> {
        let folder = tempfile::tempdir().unwrap();
        let found = self.store(folder.path().join("file"));
        let mut counted = open(&found, 1, &KEY, self.offset).ok()?;
        let (mut lines, mut filled) = (0, 0);
        while let Some(line) = counted.next_line() {
            lines += 1;
            filled += u64::from(!line.text.trim().is_empty());
        }
        let mut opened = open(&found, 1, &KEY, self.offset).ok()?;
        let readers = readers();
        let reader = readers.iter().find(|reader| reader.id() == id).unwrap();
        let mut rows = Vec::new();
        let coverage = reader.read(&mut opened, &mut rows);
        Some(Reading {
            reader: reader.id(),
            coverage,
            rows,
            lines,
            filled,
        })
    }

    fn store(&self, path: PathBuf) -> Found {
        std::fs::write(&path, self.bytes).unwrap();
        Found {
            shown: self.path.to_owned(),
            path,
            size: self.bytes.len() as u64,
            modified: self.modified.map(moment),
            inode: None,
        }
    }
}

pub fn platforms() -> Arc<Platforms> {
    Arc::new(Platforms::default())
}

pub fn readers() -> Vec<Box<dyn Reader>> {
    let platforms = platforms();
    READERS.iter().map(|build| build(&platforms)).collect()
}

pub fn moment(text: &str) -> Moment {
    Moment(text.parse::<jiff::Timestamp>().unwrap().as_microsecond())
}

pub fn time_text(moment: Option<Moment>) -> String {
    moment.map_or_else(
        || "-".to_owned(),
        |moment| {
            jiff::Timestamp::from_microsecond(moment.0)
                .unwrap()
                .to_string()
        },
    )
}

impl Reading {
    pub fn logs(&self) -> Vec<&tables::Log> {
        self.rows
            .iter()
            .filter_map(|row| match row {
                Row::Log(row) => Some(row),
                _ => None,
            })
            .collect()
    }

    pub fn commands(&self) -> Vec<&tables::Command> {
        self.rows
            .iter()
            .filter_map(|row| match row {
                Row::Command(row) => Some(row),
                _ => None,
            })
            .collect()
    }

    /// The reader, the counts, the span and the notes.
    pub fn summary(&self) -> String {
        let coverage = &self.coverage;
        let mut out = format!(
            "{} {} said by {}: {} read, {} irrelevant, {} unsupported, {} unrecognised{}\n{} to {}\n",
            self.reader,
            coverage.kind.as_str(),
            coverage.said_by.as_str(),
            coverage.read,
            coverage.irrelevant,
            coverage.unsupported,
            coverage.unrecognised,
            if coverage.complete {
                ""
            } else {
                ", incomplete"
            },
            time_text(coverage.from),
            time_text(coverage.until)
        );
        for (shape, count) in &coverage.shapes {
            out.push_str(&format!("{count} × {shape}\n"));
        }
        for note in &coverage.notes {
            out.push_str(&format!("- {note}\n"));
        }
        out
    }

    /// One line a row, only what is known.
    pub fn show(&self) -> String {
        let mut out = String::new();
        for row in &self.rows {
            out.push_str(&show(row));
            out.push('\n');
        }
        out
    }
}

/// A row in one line: the table, the place, and every cell that holds something.
pub fn show(row: &Row) -> String {
    struct Show(Vec<String>);
    impl seawall_model::Cells for Show {
        fn text(&mut self, value: Option<&str>) {
            self.0.extend(value.map(|value| format!("{value:?}")));
        }
        fn integer(&mut self, value: Option<i64>) {
            self.0.extend(value.map(|value| value.to_string()));
        }
        fn boolean(&mut self, value: Option<bool>) {
            self.0
                .extend(value.filter(|value| *value).map(|_| "true".to_owned()));
        }
        fn address(&mut self, value: Option<seawall_model::Address>) {
            self.0.extend(value.map(|value| format!("@{value}")));
        }
        fn fingerprint(&mut self, value: Option<seawall_model::Fingerprint>) {
            self.0.extend(value.map(|_| "‹fingerprint›".to_owned()));
        }
        fn moment(&mut self, value: Option<Moment>) {
            self.0.extend(value.map(|value| time_text(Some(value))));
        }
        fn seconds(&mut self, value: Option<f64>) {
            self.0.extend(value.map(|value| format!("±{value}")));
        }
        fn origin(&mut self, value: seawall_model::Origin) {
            self.0.insert(0, format!("{}:", value.place()));
        }
    }
    let mut cells = Show(Vec::new());
    let table = Row::TABLES[row.index()];
    row.cells(&mut cells);
    format!("{table} {}", cells.0.join(" "))
}
