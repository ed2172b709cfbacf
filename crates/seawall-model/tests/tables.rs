//! What is generated is what is declared: `tables.rs` and `docs/reference/tables.md` equal what the
//! generator makes of `content/tables`. `SEAWALL_BLESS=1` (or `just bless`) rewrites them.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::disallowed_methods,
    reason = "a test"
)]

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use seawall_model::{Content, TableSpec, generate};

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

fn declared() -> Vec<TableSpec> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../content/tables");
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
    content.tables.into_values().collect()
}

fn check(path: &str, expected: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    if std::env::var_os("SEAWALL_BLESS").is_some() {
        std::fs::write(&path, expected).unwrap();
    }
    let actual = std::fs::read_to_string(&path).unwrap();
    assert!(
        actual == expected,
        "{} is not what content/tables declares: run `just bless`",
        path.display()
    );
}

#[test]
fn row_structs_equal_their_declarations() {
    check("src/tables.rs", &formatted(&generate::tables(&declared())));
}

#[test]
fn reference_equals_the_declarations() {
    check(
        "../../docs/reference/tables.md",
        &generate::reference(&declared()),
    );
}
