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

/// Expands these bytes as a file of this name: no panic, and a text's lines are counted once.
pub fn expand(name: &str, bytes: &[u8]) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).expect("a file");
    for found in seawall_read::walk(&[path]).files {
        let Some(archive) = seawall_read::Archive::of(&found) else {
            split(&seawall_read::Entry::of(&found));
            continue;
        };
        let _ = archive.members::<()>(&mut |member, _| {
            if let seawall_read::Member::Entry(entry) = member {
                split(&entry);
            }
            Ok(())
        });
    }
}

fn split(entry: &seawall_read::Entry) {
    let Ok(opened) = entry.open(1, &SECRETS, None) else { return };
    match seawall_read::split(opened, &entry.shown) {
        seawall_read::Split::One(mut source) => while source.next_line().is_some() {},
        seawall_read::Split::Streams(sources) => for mut source in sources {
            while source.next_line().is_some() {}
        },
        seawall_read::Split::Several { several, .. } => {
            for part in &several.parts {
                let mut open = part.open(1, &SECRETS, None, None);
                let mut lines = 0;
                while seawall_model::Input::next_line(&mut open).is_some() {
                    lines += 1;
                }
                assert_eq!(lines, part.lines());
            }
        }
    }
}

/// Walks a bare repository with this index and this pack.
pub fn repository(index: &[u8], pack: &[u8]) {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path().join("a.git");
    std::fs::create_dir_all(root.join("objects/pack")).expect("a folder");
    std::fs::create_dir_all(root.join("refs")).expect("a folder");
    // The name that HEAD holds is the first one of the index.
    let name: String = index.get(1032..1052).unwrap_or(&[0; 20]).iter().map(|byte| format!("{byte:02x}")).collect();
    std::fs::write(root.join("HEAD"), name).expect("a file");
    std::fs::write(root.join("objects/pack/a.idx"), index).expect("a file");
    std::fs::write(root.join("objects/pack/a.pack"), pack).expect("a file");
    for found in seawall_read::walk(&[folder.path().to_path_buf()]).files {
        if let Some(archive) = seawall_read::Archive::of(&found) {
            let _ = archive.members::<()>(&mut |_, _| Ok(()));
        }
    }
}
