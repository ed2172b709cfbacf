//! `seawall content new`: the files of a new hunt, with cases that still fail. Nothing that is
//! there is written over.

use std::fs::{self, OpenOptions};
use std::io::Write;

use anyhow::{Context, Result, bail, ensure};

use crate::arguments::NewHuntArguments;
use crate::exit::Exit;
use crate::output::Destination;
use crate::terminal::{Line, Page, Style};

const HUNT: &str = include_str!("scaffold/hunt.sql");
const CASES: &str = include_str!("scaffold/cases.md");
const REMEDY: &str = include_str!("scaffold/remedy.yaml");

/// Runs `content new hunt`.
///
/// # Errors
/// If the name is none, or a file is there already or cannot be written.
pub(crate) fn hunt(arguments: &NewHuntArguments) -> Result<Exit> {
    let Some((topic, id)) = arguments.place.split_once('/') else {
        bail!(
            "\"{}\" is not TOPIC/ID. Write it as accounts/account-nobody-knows.",
            arguments.place
        );
    };
    for name in [topic, id] {
        let kebab = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        ensure!(
            !name.is_empty() && name.chars().all(kebab) && !name.starts_with('-'),
            "\"{name}\" is not kebab-case. Write it in small letters, digits and hyphens."
        );
    }
    let root = &arguments.content;
    ensure!(
        root.join("hunts").is_dir(),
        "{} is no content folder. Run this where content/ lies, or give --content.",
        root.display()
    );
    let folder = root.join("hunts").join(topic).join(id);
    ensure!(
        !folder.exists(),
        "{} is there already. Choose another id.",
        folder.display()
    );
    fs::create_dir_all(&folder)
        .and_then(|()| fs::create_dir_all(root.join("remedies")))
        .with_context(|| format!("{} cannot be made. Check its rights.", folder.display()))?;
    let mut page = Page::default();
    let remedy = root.join("remedies").join(format!("{id}.yaml"));
    for (path, template) in [
        (folder.join("hunt.sql"), HUNT),
        (folder.join("cases.md"), CASES),
        (remedy, REMEDY),
    ] {
        let text = template.replace("HUNT-ID", id);
        OpenOptions::new()
            .write(true)
            .create_new(true)
            .open(&path)
            .and_then(|mut file| file.write_all(text.as_bytes()))
            .with_context(|| {
                format!(
                    "{} cannot be written. Remove it if it is old.",
                    path.display()
                )
            })?;
        page.push(Line::of(Style::Plain, format!("wrote {}", path.display())));
    }
    let content = root.display();
    page.push(Line::of(
        Style::Plain,
        "Write the SELECT and what the cases expect, then:",
    ));
    page.push(Line::of(
        Style::Command,
        format!("  seawall content check --content {content}"),
    ));
    page.push(Line::of(
        Style::Command,
        format!("  seawall content test {id} --content {content}"),
    ));
    Destination::new(None).whole(&page)?;
    Ok(Exit::LookedEverywhere)
}
