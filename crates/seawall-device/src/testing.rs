//! The content of this repository, compiled, and readers run on text: for unit tests.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, OnceLock};

use seawall_model::Content;

use crate::Platforms;

/// `content/tables` and `content/platforms`, compiled once. Mistakes in them fail the test.
pub(crate) fn platforms() -> Arc<Platforms> {
    static COMPILED: OnceLock<Arc<Platforms>> = OnceLock::new();
    let compiled = COMPILED.get_or_init(|| {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../content");
        let mut files = BTreeMap::new();
        for folder in ["tables", "platforms"] {
            add(&root, &root.join(folder), &mut files);
        }
        let (content, problems) = Content::parse(files);
        assert_eq!(problems, []);
        let (platforms, problems) = Platforms::compile(&content);
        let problems: Vec<String> = problems.iter().map(ToString::to_string).collect();
        assert_eq!(problems, [""; 0]);
        Arc::new(platforms)
    });
    Arc::clone(compiled)
}

fn add(root: &Path, folder: &Path, files: &mut BTreeMap<String, String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            add(root, &path, files);
        } else {
            let name = path.strip_prefix(root).unwrap().to_str().unwrap();
            files.insert(name.to_owned(), std::fs::read_to_string(&path).unwrap());
        }
    }
}
