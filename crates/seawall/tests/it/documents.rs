//! JSON Schemas, the reference of commands, and every path and command that a Markdown file names.

use std::fs;
use std::path::{Path, PathBuf};

use crate::seawall::{World, program, project};

/// Asserts that a document conforms to a schema of docs/reference/schemas.
pub(crate) fn conforms(schema: &str, document: &serde_json::Value) {
    let path = project().join("docs/reference/schemas").join(schema);
    let text = fs::read_to_string(&path).expect("a schema");
    let schema: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let mut schemas = boon::Schemas::new();
    let mut compiler = boon::Compiler::new();
    compiler.enable_format_assertions();
    compiler
        .add_resource("https://seawall.example/schema.json", schema)
        .expect("a schema");
    let index = compiler
        .compile("https://seawall.example/schema.json", &mut schemas)
        .expect("a schema that compiles");
    if let Err(error) = schemas.validate(document, index) {
        panic!("{error:#}");
    }
}

/// A schema that accepts everything would be no test.
#[test]
fn the_schema_refuses_a_missing_key_and_an_unknown_word() {
    let world = World::new();
    world.file("log/edge-1.log", "nothing of the kind\n");
    let good = world.report(&[]);
    let schema = "seawall.report.1.json";
    for spoil in [
        |report: &mut serde_json::Value| {
            report
                .as_object_mut()
                .expect("an object")
                .remove("blind_spots");
        },
        |report: &mut serde_json::Value| report["inputs"][0]["state"] = "perhaps".into(),
        |report: &mut serde_json::Value| report["as_of"] = "yesterday".into(),
    ] {
        let mut bad = good.clone();
        spoil(&mut bad);
        let refused = std::panic::catch_unwind(|| conforms(schema, &bad)).is_err();
        assert!(refused, "accepted: {bad:#}");
    }
}

/// Every command, in the order of the help.
const COMMANDS: [&[&str]; 18] = [
    &[],
    &["hunt"],
    &["inputs"],
    &["why"],
    &["query"],
    &["notice"],
    &["notice", "show"],
    &["device"],
    &["device", "list"],
    &["device", "show"],
    &["content"],
    &["content", "check"],
    &["content", "test"],
    &["content", "new", "hunt"],
    &["init"],
    &["doctor"],
    &["completions"],
    &["man"],
];

#[test]
fn the_reference_of_commands_is_the_help() {
    let mut reference = String::from(
        "# Commands\n\nGenerated from the program's own help; to change it, change \
         `crates/seawall/src/arguments.rs` and run `just bless`.\n",
    );
    for command in COMMANDS.iter().chain([&["demo"].as_slice()]) {
        let output = program()
            .args(*command)
            .arg("--help")
            .output()
            .expect("the program");
        assert!(output.status.success());
        let help = String::from_utf8(output.stdout).expect("UTF-8");
        let help: Vec<&str> = help.lines().map(str::trim_end).collect();
        let name = [&["seawall"], *command].concat().join(" ");
        reference.push_str(&format!(
            "\n## {name}\n\n```text\n{}\n```\n",
            help.join("\n").trim()
        ));
    }
    is_written("docs/reference/commands.md", &reference);
}

#[test]
fn the_guide_to_collecting_is_what_the_program_wants() {
    let ran = World::new().run(&["inputs", "--wanted"]);
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""));
    let guide = format!(
        "# What to collect\n\nWhat to give Seawall so that it can answer, for every platform it reads, the most \
         valuable first: each step with the hunts that it lets answer, in addition to those above it. \
         Every command only reads, and your own collector runs it: Seawall never logs in to anything. \
         Lay what you collect into one folder; nothing needs a name of its own, and \
         `seawall inputs` says what each file was taken for.\n\n\
         `seawall inputs --wanted PATH…` says the same of your own devices: what is not there yet, and the exact lines.\n\n\
         Generated from the content by `seawall inputs --wanted`; to change it, change \
         `content/lexicon/collect.yaml` and run `just bless`.\n\n```text\n{}\n```\n",
        ran.out.trim_end()
    );
    is_written("docs/guides/collect.md", &guide);
}

/// Asserts that a generated document is in the tree as it would be generated now.
fn is_written(name: &str, text: &str) {
    let path = project().join(name);
    if std::env::var_os("SEAWALL_BLESS").is_some_and(|value| value == "1") {
        fs::write(&path, text).expect("the document");
    }
    let written = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        written == text,
        "{name} is not what the program says. Run `just bless` and read the difference."
    );
}

/// Markdown files of the project, tests' own data left out.
fn markdown() -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![project()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            let name = path
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            if path.is_dir() && !name.starts_with('.') && name != "target" {
                folders.push(path);
            } else if name.ends_with(".md") && name != "cases.md" {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}

/// Every word between backticks.
fn quoted(text: &str) -> Vec<&str> {
    text.lines()
        .flat_map(|line| line.split('`').skip(1).step_by(2))
        .collect()
}

#[test]
fn every_path_that_a_markdown_file_names_exists() {
    let roots = [
        "crates/", "content/", "corpus/", "docs/", "benches/", "fuzz/", ".ci/",
    ];
    let mut missing = Vec::new();
    for file in markdown() {
        let text = fs::read_to_string(&file).expect("a Markdown file");
        let folder = file.parent().unwrap_or(Path::new(".")).to_owned();
        let mut check = |word: &str| {
            let word = word.split(['#', ':', ' ']).next().unwrap_or(word);
            let example = word.contains("/my-") || word.contains(['<', '*', '…', '{', '$']);
            let pattern = example || word.is_empty();
            let exists = || folder.join(word).exists() || project().join(word).exists();
            if !pattern && !exists() {
                missing.push(format!("{}: {word}", file.display()));
            }
        };
        for word in quoted(&text) {
            let placeholder = |part: &str| part.chars().all(|c| c.is_ascii_uppercase());
            let in_tree = roots.iter().any(|root| word.starts_with(root));
            if in_tree
                && !word
                    .split(['/', '.'])
                    .any(|part| !part.is_empty() && placeholder(part))
            {
                check(word);
            }
        }
        for link in text
            .split("](")
            .skip(1)
            .filter_map(|rest| rest.split(')').next())
        {
            if !link.starts_with("http") && !link.starts_with('#') && !link.contains(' ') {
                check(link);
            }
        }
    }
    assert!(
        missing.is_empty(),
        "these paths do not exist:\n{}",
        missing.join("\n")
    );
}

#[test]
fn every_command_that_a_markdown_file_names_is_one() {
    let mut wrong = Vec::new();
    for file in markdown() {
        let text = fs::read_to_string(&file).expect("a Markdown file");
        for line in text.lines() {
            let quoted = line.split('`').skip(1).step_by(2);
            for command in quoted.filter_map(|word| word.strip_prefix("seawall ")) {
                let words: Vec<&str> = command
                    .split_whitespace()
                    .take_while(|word| is_name(word))
                    .take(3)
                    .collect();
                // A command of a later release is marked as such where it stands.
                if words.is_empty() || line.contains("not yet") || line.contains("later") {
                    continue;
                }
                let known = (1..=words.len()).any(|n| COMMANDS.contains(&&words[..n]));
                if !known && words[0] != "demo" {
                    wrong.push(format!("{}: seawall {command}", file.display()));
                }
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "these commands do not exist:\n{}",
        wrong.join("\n")
    );
}

fn is_name(word: &str) -> bool {
    !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase() || c == '-')
}
