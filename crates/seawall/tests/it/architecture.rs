//! The walls between crates: who names DataFusion, who prints, who opens sockets or starts
//! programs. cargo-deny and clippy hold the same where they run; this test needs neither.

use std::fs;

use crate::seawall::project;

/// Every source file of the crates with its path, tests left out.
fn sources() -> Vec<(String, String)> {
    let mut sources = Vec::new();
    let mut folders = vec![project().join("crates")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                if !path.ends_with("tests") {
                    folders.push(path);
                }
            } else if path
                .extension()
                .is_some_and(|extension| extension == "rs" || extension == "toml")
            {
                let shown = path.strip_prefix(project().join("crates")).unwrap();
                sources.push((
                    shown.display().to_string(),
                    fs::read_to_string(&path).unwrap(),
                ));
            }
        }
    }
    assert!(sources.len() > 50, "{}", sources.len());
    sources
}

/// Who names any of these words in code.
fn naming(words: &[&str]) -> Vec<String> {
    let names = |text: &str| {
        let code = text
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"));
        code.into_iter()
            .any(|line| words.iter().any(|word| line.contains(word)))
    };
    let all = sources().into_iter();
    all.filter(|(_, text)| names(text))
        .map(|(path, _)| path)
        .collect()
}

#[test]
fn only_the_engine_names_datafusion() {
    let others: Vec<String> = naming(&[
        "datafusion::",
        "arrow::",
        "parquet::",
        "datafusion.workspace",
    ])
    .into_iter()
    .filter(|path| !path.starts_with("seawall-engine/"))
    .collect();
    assert_eq!(others, [""; 0]);
}

#[test]
fn nobody_opens_sockets_or_starts_programs() {
    let words = [
        "std::net::Tcp",
        "std::net::Udp",
        "TcpStream",
        "TcpListener",
        "UdpSocket",
        "std::process::Command",
    ];
    assert_eq!(naming(&words), [""; 0]);
}

#[test]
fn nobody_asks_what_time_it_is() {
    let words = [
        "SystemTime::now",
        "Timestamp::now",
        "Zoned::now",
        "Utc::now",
    ];
    assert_eq!(naming(&words), [""; 0]);
}

#[test]
fn only_the_program_prints_and_only_in_two_places() {
    let places = naming(&["io::stdout", "io::stderr", "println!", "eprintln!"]);
    let expected = [
        "seawall/build.rs",
        "seawall/src/output.rs",
        "seawall/src/progress.rs",
        "seawall/src/talk.rs",
    ];
    let mut places: Vec<&str> = places.iter().map(String::as_str).collect();
    places.sort_unstable();
    assert_eq!(places, expected);
}
