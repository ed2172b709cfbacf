//! The generated structs are the declarations: `tables.rs` equals what the generator makes of
//! `content/tables`. `SEAWALL_BLESS=1` (or `just bless`) rewrites it.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test")]

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use seawall_model::{Content, generate};

fn formatted(source: &str) -> String {
    let file = std::env::temp_dir().join(format!("seawall-tables-{}.rs", std::process::id()));
    std::fs::write(&file, source).unwrap();
    let config = concat!(env!("CARGO_MANIFEST_DIR"), "/../../rustfmt.toml");
    let status = Command::new("rustfmt")
        .args(["--edition", "2024", "--config-path", config])
        .arg(&file)
        .status()
        .expect("rustfmt is part of the toolchain: rustup component add rustfmt");
    assert!(status.success());
    let text = std::fs::read_to_string(&file).unwrap();
    std::fs::remove_file(&file).unwrap();
    text
}

#[test]
fn row_structs_equal_their_declarations() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = root.join("../../content/tables");
    let files: BTreeMap<String, String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap();
            (
                format!("tables/{name}"),
                std::fs::read_to_string(&path).unwrap(),
            )
        })
        .collect();
    let (content, problems) = Content::parse(files);
    assert_eq!(problems, []);
    let specs: Vec<_> = content.tables.into_values().collect();
    let expected = formatted(&generate::tables(&specs));
    let path = root.join("src/tables.rs");
    if std::env::var_os("SEAWALL_BLESS").is_some() {
        std::fs::write(&path, &expected).unwrap();
    }
    let actual = std::fs::read_to_string(&path).unwrap();
    assert!(
        actual == expected,
        "tables.rs is not what content/tables declares: run `just bless`"
    );
}
