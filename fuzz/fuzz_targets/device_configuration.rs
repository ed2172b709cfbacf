//! Any bytes as a configuration: every reader of seawall-device reads to the end, never panics, and
//! counts each line once.
#![no_main]

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, LazyLock};

use libfuzzer_sys::fuzz_target;
use seawall_device::{Platforms, READERS};
use seawall_model::{Content, Input, Line, Moment, Origin, Row, SecretKey};

static PLATFORMS: LazyLock<Arc<Platforms>> = LazyLock::new(|| {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../content");
    let mut files = BTreeMap::new();
    let mut folders = vec![root.join("tables"), root.join("platforms")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("content is in the tree") {
            let path = entry.expect("content is readable").path();
            if path.is_dir() {
                folders.push(path);
            } else if let (Ok(name), Ok(text)) =
                (path.strip_prefix(&root), std::fs::read_to_string(&path))
            {
                files.insert(name.to_string_lossy().into_owned(), text);
            }
        }
    }
    let (content, _) = Content::parse(files);
    Arc::new(Platforms::compile(&content).0)
});

struct Lines<'a> {
    lines: std::str::Lines<'a>,
    number: u32,
    key: SecretKey,
}

impl Input for Lines<'_> {
    fn path(&self) -> &str {
        "fuzz.cfg"
    }
    fn next_line(&mut self) -> Option<Line<'_>> {
        let text = self.lines.next()?;
        self.number += 1;
        Some(Line {
            number: self.number,
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

fuzz_target!(|data: &[u8]| {
    let text = String::from_utf8_lossy(data);
    for build in READERS {
        let reader = build(&PLATFORMS);
        let mut input = Lines {
            lines: text.lines(),
            number: 0,
            key: SecretKey::new([7; 32]),
        };
        let mut rows: Vec<Row> = Vec::new();
        let coverage = reader.read(&mut input, &mut rows);
        assert_eq!(coverage.total(), text.lines().count() as u64);
    }
});
