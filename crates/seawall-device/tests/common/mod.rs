//! What the tests of this crate share: the repository's content, a source made of text, and the
//! driver's choice of a reader.
#![allow(
    dead_code,
    unreachable_pub,
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "shared by several test binaries, each of which uses a part"
)]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use seawall_device::{Platforms, READERS};
use seawall_model::{
    Content, Coverage, Head, Input, Line, Moment, Origin, Reader, Row, SecretKey, Sure,
};

/// `content/tables` and `content/platforms`, compiled once. Mistakes in them fail the test.
pub fn platforms() -> Arc<Platforms> {
    static COMPILED: OnceLock<Arc<Platforms>> = OnceLock::new();
    let compiled = COMPILED.get_or_init(|| {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../content");
        let mut files = BTreeMap::new();
        for folder in ["tables", "platforms"] {
            for path in files_below(&root.join(folder)) {
                let name = path
                    .strip_prefix(&root)
                    .unwrap()
                    .to_str()
                    .unwrap()
                    .to_owned();
                files.insert(name, std::fs::read_to_string(&path).unwrap());
            }
        }
        let (content, problems) = Content::parse(files);
        assert_eq!(problems, []);
        let (platforms, problems) = Platforms::compile(&content);
        assert_eq!(problems, []);
        Arc::new(platforms)
    });
    Arc::clone(compiled)
}

/// Every file below a folder, sorted.
pub fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).into_iter().flatten() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}

/// A folder of the shared test data; `None` (and a line that says so) if it is not there.
pub fn data(folder: &str) -> Option<PathBuf> {
    let Some(root) = std::env::var_os("SEAWALL_DATA") else {
        eprintln!("skipped: SEAWALL_DATA is not set");
        return None;
    };
    Some(Path::new(&root).join(folder))
}

/// The key of every test.
pub fn key() -> SecretKey {
    SecretKey::new([7; 32])
}

/// A source made of text.
pub struct TextInput<'a> {
    path: &'a str,
    lines: Vec<&'a str>,
    next: usize,
    key: SecretKey,
}

impl<'a> TextInput<'a> {
    pub fn new(path: &'a str, text: &'a str) -> Self {
        Self {
            path,
            lines: text.lines().collect(),
            next: 0,
            key: key(),
        }
    }
}

impl Input for TextInput<'_> {
    fn path(&self) -> &str {
        self.path
    }
    fn next_line(&mut self) -> Option<Line<'_>> {
        let text = *self.lines.get(self.next)?;
        self.next += 1;
        Some(Line {
            number: self.next as u32,
            text,
            cut: false,
        })
    }
    fn trouble(&self) -> Option<&str> {
        None
    }
    fn origin(&self, line: u32) -> Origin {
        Origin::new(1, line)
    }
    fn secrets(&self) -> &SecretKey {
        &self.key
    }
    fn modified(&self) -> Option<Moment> {
        None
    }
    fn assumed_offset(&self) -> Option<i32> {
        None
    }
}

/// What a reader made of a text.
pub struct Outcome {
    pub reader: &'static str,
    pub sure: Sure,
    pub coverage: Coverage,
    pub rows: Vec<Row>,
    pub lines: usize,
}

/// The surest reader of this crate for a text, if any takes it.
pub fn recognise(path: &str, text: &str) -> Option<(Box<dyn Reader>, Sure)> {
    let platforms = platforms();
    let end = text
        .char_indices()
        .map(|(n, _)| n)
        .take_while(|n| *n <= 64 << 10)
        .last();
    let head = Head {
        path,
        text: &text[..if text.len() <= 64 << 10 {
            text.len()
        } else {
            end.unwrap_or(0)
        }],
    };
    let mut best: Option<(Box<dyn Reader>, Sure)> = None;
    for build in READERS {
        let reader = build(&platforms);
        let sure = reader.recognises(&head);
        if sure > best.as_ref().map_or(Sure::No, |(_, sure)| *sure) {
            best = Some((reader, sure));
        }
    }
    best
}

/// Recognises and reads a text.
pub fn read(path: &str, text: &str) -> Option<Outcome> {
    let (reader, sure) = recognise(path, text)?;
    Some(read_with(reader.as_ref(), sure, path, text))
}

/// Reads a text as an IOS configuration, whatever it looks like.
pub fn read_as_ios(path: &str, text: &str) -> Outcome {
    read_as("ios-configuration", path, text)
}

/// Reads a text with the reader of this id, whatever it looks like.
pub fn read_as(id: &str, path: &str, text: &str) -> Outcome {
    let readers = READERS.iter().map(|build| build(&platforms()));
    let reader = readers
        .into_iter()
        .find(|reader| reader.id() == id)
        .unwrap();
    read_with(reader.as_ref(), Sure::Certain, path, text)
}

/// Reads a text with this reader, whatever it looks like.
pub fn read_with(reader: &dyn Reader, sure: Sure, path: &str, text: &str) -> Outcome {
    let mut input = TextInput::new(path, text);
    let lines = input.lines.len();
    let mut rows = Vec::new();
    let coverage = reader.read(&mut input, &mut rows);
    Outcome {
        reader: reader.id(),
        sure,
        coverage,
        rows,
        lines,
    }
}

/// A file as the program's opener would decode it, roughly: no line of it is lost.
pub fn text_of(path: &Path) -> String {
    let bytes = std::fs::read(path).unwrap();
    let units = |from: fn([u8; 2]) -> u16| -> String {
        let pairs = bytes[2..]
            .chunks_exact(2)
            .map(|pair| from([pair[0], pair[1]]));
        char::decode_utf16(pairs)
            .map(|c| c.unwrap_or('\u{fffd}'))
            .collect()
    };
    match bytes.get(..2) {
        Some([0xff, 0xfe]) => units(u16::from_le_bytes),
        Some([0xfe, 0xff]) => units(u16::from_be_bytes),
        _ => String::from_utf8_lossy(&bytes).into_owned(),
    }
}

/// The rows of one table, one line a row: its columns that are set, and the line it came from.
pub fn table(rows: &[Row], name: &str) -> String {
    struct Printer(Vec<String>);
    impl seawall_model::Cells for Printer {
        fn text(&mut self, value: Option<&str>) {
            self.0.push(value.unwrap_or("-").to_owned());
        }
        fn integer(&mut self, value: Option<i64>) {
            self.0.push(value.map_or("-".to_owned(), |v| v.to_string()));
        }
        fn boolean(&mut self, value: Option<bool>) {
            self.0.push(value.map_or("-".to_owned(), |v| v.to_string()));
        }
        fn address(&mut self, value: Option<seawall_model::Address>) {
            self.0.push(value.map_or("-".to_owned(), |v| v.to_string()));
        }
        fn moment(&mut self, value: Option<Moment>) {
            self.0
                .push(value.map_or("-".to_owned(), |v| (v.0 / 1_000_000).to_string()));
        }
        fn seconds(&mut self, value: Option<f64>) {
            self.0.push(value.map_or("-".to_owned(), |v| v.to_string()));
        }
        fn origin(&mut self, value: Origin) {
            self.0.push(format!("@{}", value.place()));
        }
        fn fingerprint(&mut self, value: Option<seawall_model::Fingerprint>) {
            self.0
                .push(value.map_or("-".to_owned(), |v| v.to_hex()[..4].to_owned()));
        }
    }
    let mut out = String::new();
    for row in rows {
        if Row::TABLES[row.index()] == name {
            let mut printer = Printer(Vec::new());
            row.cells(&mut printer);
            // The device is the same in every row of a file.
            out.push_str(&printer.0[1..].join(" | "));
            out.push('\n');
        }
    }
    out
}

/// Everything a reader let out, as text: what must hold no secret.
pub fn everything(outcome: &Outcome) -> String {
    format!("{:?}\n{:?}", outcome.coverage, outcome.rows)
}
