//! `seawall init`: a `seawall.toml` proposed from what the evidence shows, for a person to approve.
//!
//! Nothing in it approves anything: every value is commented out and stands beside the rows it rests
//! on. What looks odd is commented out twice, so that taking a whole list does not take it.

mod lists;
mod prefixes;
mod robots;

use std::collections::BTreeMap;
use std::fs::OpenOptions;
use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result};
use seawall_engine::Estate;

use crate::arguments::InitArguments;
use crate::exit::Exit;
use crate::output::Destination;
use crate::session::{Input, Session};
use crate::talk;
use crate::terminal::{Line, Page, Style};

/// Runs the command.
///
/// # Errors
/// If it could not run, or the file is there already; the sentence ends with what to do.
pub(crate) fn run(arguments: &InitArguments) -> Result<Exit> {
    if let Some(path) = &arguments.output
        && path.symlink_metadata().is_ok()
    {
        anyhow::bail!("{}", there(path));
    }
    let session = Session::open(&arguments.evidence)?;
    let page = proposal(&Shown::of(&session)?)?;
    match &arguments.output {
        None => Destination::new(None).whole(&page)?,
        Some(path) => {
            OpenOptions::new()
                .write(true)
                .create_new(true)
                .open(path)
                .and_then(|mut file| file.write_all(page.render(false, None).as_bytes()))
                .with_context(|| format!("{} Check folder and rights.", there(path)))?;
            let text = format!(
                "Wrote {}. Read it, remove the # before what is yours, and lay it into the folder of evidence as seawall.toml.",
                path.display()
            );
            talk::remark(session.quiet(), text);
        }
    }
    Ok(Exit::LookedEverywhere)
}

fn there(path: &Path) -> String {
    format!(
        "--output {}: a file is there already, or none can be made, and none is written over. Give another name.",
        path.display()
    )
}

/// What the evidence shows, and the paths it stands under.
struct Shown {
    estate: Estate,
    paths: BTreeMap<String, String>,
}

impl Shown {
    fn of(session: &Session) -> Result<Self> {
        let path = |input: &Input| {
            let source = &input.source;
            (source.number.to_string(), source.path.clone())
        };
        Ok(Self {
            estate: session.estate()?,
            paths: session.live.iter().map(path).collect(),
        })
    }

    /// Whether there is more than one device, so that one alone is odd.
    fn several(&self) -> bool {
        self.estate.devices().len() > 1
    }

    /// The rows of a query as text, a missing value as nothing.
    fn rows(&self, sql: &str) -> Result<Vec<Vec<String>>> {
        let table = self.estate.query(sql)?;
        let text =
            |row: Vec<Option<String>>| row.into_iter().map(Option::unwrap_or_default).collect();
        Ok(table.rows.into_iter().map(text).collect())
    }

    /// Path and line of an origin that is [`PLACE`] in a row.
    fn place(&self, row: &[String], at: usize) -> String {
        let path = self.paths.get(cell(row, at)).map_or("", String::as_str);
        match cell(row, at + 1) {
            "" | "0" => path.to_owned(),
            line => format!("{path}:{line}"),
        }
    }
}

/// The two columns that [`Shown::place`] takes.
const PLACE: &str = "source_of(min(origin)), place_of(min(origin))";

/// The proposal.
fn proposal(shown: &Shown) -> Result<Page> {
    let mut page = Page::default();
    for line in [
        "seawall.toml, proposed from the evidence. Nothing here is approved until you remove the # before it.",
        "",
        "An intruder's servers, accounts and addresses are in the evidence as well. What looks odd has two #",
        "and says why. A list that you do not give is not known; a list that you give approves what is in it",
        "and nothing else. Every key is explained in docs/guides/settings.md.",
    ] {
        comment(&mut page, line);
    }
    plain(&mut page, "format = 1");
    page.gap();
    plain(&mut page, "[organisation]");
    comment(&mut page, "name = \"Your organisation\"");
    prefixes::propose(&mut page, shown)?;
    page.gap();
    plain(&mut page, "[approved]");
    lists::propose(&mut page, shown)?;
    robots::propose(&mut page, shown)?;
    page.gap();
    for line in [
        "When changes are made is not in the evidence. Such as:",
        "[[change_window]]",
        "days = [\"Tue\", \"Thu\"]",
        "from = \"22:00\"",
        "to = \"02:00\"",
        "zone = \"UTC\"",
    ] {
        comment(&mut page, line);
    }
    Ok(page)
}

fn plain(page: &mut Page, line: &str) {
    page.push(Line::of(Style::Strong, line));
}

/// A line that approves nothing while its # is there.
fn comment(page: &mut Page, line: &str) {
    page.push(Line::of(Style::Plain, format!("# {line}")));
}

/// A value of a list, with what it rests on; commented out once more if something is odd about it.
struct Value {
    value: String,
    rests_on: String,
    odd: Option<String>,
}

/// A list under its key.
fn list(page: &mut Page, key: &str, about: &str, values: &[Value]) {
    page.gap();
    if values.is_empty() {
        comment(page, &format!("{key}: {about}. The evidence names none."));
        return;
    }
    comment(page, &format!("{about}, the commonest first."));
    comment(page, &format!("{key} = ["));
    for value in values {
        let Some(quoted) = quoted(&value.value) else {
            continue;
        };
        match &value.odd {
            None => comment(page, &format!("  {quoted}, # {}", value.rests_on)),
            Some(odd) => comment(page, &format!("# {quoted}, # {}. {odd}", value.rests_on)),
        }
    }
    comment(page, "]");
}

/// A TOML string on one line; nothing for text that needs more, which is no value to approve.
fn quoted(text: &str) -> Option<String> {
    let harmless = crate::escape::terminal(text) == text && !text.contains('‹');
    harmless.then(|| format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"")))
}

/// A number of a row.
fn number(row: &[String], at: usize) -> u64 {
    row.get(at)
        .and_then(|cell| cell.parse().ok())
        .unwrap_or_default()
}

/// A text of a row.
fn cell(row: &[String], at: usize) -> &str {
    row.get(at).map_or("", String::as_str)
}
