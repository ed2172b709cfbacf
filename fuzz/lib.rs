//! What the targets share: a reader by its id, and what holds for every reader on every text.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use seawall_device::Platforms;
use seawall_model::{Content, Head, Reader, Row, SecretKey, TextInput};

/// The platforms of the content tree.
pub static PLATFORMS: LazyLock<Arc<Platforms>> = LazyLock::new(|| {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../content");
    let mut files = BTreeMap::new();
    for folder in std::fs::read_dir(format!("{root}/platforms")).expect("content/platforms") {
        for file in std::fs::read_dir(folder.expect("an entry").path()).expect("a folder") {
            let path = file.expect("an entry").path();
            if path.is_file() {
                let shown = path.strip_prefix(root).expect("below content").display().to_string();
                files.insert(shown, std::fs::read_to_string(&path).expect("UTF-8"));
            }
        }
    }
    Arc::new(Platforms::compile(&Content::parse(files).0).0)
});

/// The key of every target.
pub const SECRETS: SecretKey = SecretKey::new([7; 32]);

/// Reads the text with the reader of this id: no panic, and counts that add up to its lines.
pub fn read(id: &str, path: &str, text: &str) {
    let readers: Vec<Box<dyn Reader>> = seawall_device::READERS
        .iter()
        .chain(seawall_read::READERS)
        .map(|build| build(&PLATFORMS))
        .collect();
    let reader = readers.iter().find(|reader| reader.id() == id).expect("a reader of that id");
    let _ = reader.recognises(&Head { path, text });
    let mut rows: Vec<Row> = Vec::new();
    let coverage = reader.read(&mut TextInput::new(path, text, &SECRETS), &mut rows);
    assert_eq!(coverage.total(), text.lines().count() as u64);
}
