//! `seawall inputs`: what each file was taken for and how much of it was understood. Unread must
//! never look like clean.

use std::collections::BTreeMap;

use anyhow::Result;
use seawall_model::{Kind, State};
use serde::Serialize;

use crate::arguments::{Format, InputsArguments};
use crate::exit::Exit;
use crate::output::Destination;
use crate::report::json;
use crate::secrets::Letters;
use crate::session::{Input, Session};
use crate::talk::{count, thousands};
use crate::terminal::{Line, Page, Style, grid};

/// Shapes listed.
const SHAPES: usize = 10;

/// Members listed under a file that holds several sources.
const MEMBERS: usize = 12;

/// Under this name a coverage counts shapes beyond those it keeps.
const OTHER_SHAPES: &str = "…other shapes";

/// `seawall.inputs/1`.
#[derive(Serialize)]
struct Document {
    schema: &'static str,
    inputs: Vec<Entry>,
    shapes: Vec<Shape>,
    naming_problems: Vec<String>,
}

/// An input with how sure its reader is.
#[derive(Serialize)]
struct Entry {
    #[serde(flatten)]
    input: json::Input,
    sure: Option<&'static str>,
    notes: Vec<String>,
}

#[derive(Serialize)]
struct Shape {
    shape: String,
    lines: u64,
}

/// Runs the command.
///
/// # Errors
/// If it could not run; the sentence ends with what to do.
pub(crate) fn run(arguments: &InputsArguments) -> Result<Exit> {
    let session = Session::open(&arguments.evidence)?;
    let estate = session.estate()?;
    let mut letters = Letters::default();
    let destination = Destination::new(arguments.output.output.as_deref());
    let problems: Vec<String> = estate
        .naming_problems()
        .iter()
        .map(|problem| letters.replace(problem))
        .collect();
    let shapes = shapes(&session.live, &mut letters);
    match arguments.output.format {
        Format::Json => {
            let inputs = json::inputs(&session.live, &session.skipped);
            let inputs = inputs.into_iter().map(|input| {
                let live = session
                    .live
                    .iter()
                    .find(|live| live.source.path == input.path());
                Entry {
                    sure: live.and_then(|live| sure(&session, live)),
                    notes: live.map_or_else(Vec::new, |live| {
                        live.coverage
                            .notes
                            .iter()
                            .map(|note| letters.replace(note))
                            .collect()
                    }),
                    input,
                }
            });
            let document = Document {
                schema: "seawall.inputs/1",
                inputs: inputs.collect(),
                shapes: shapes
                    .into_iter()
                    .map(|(shape, lines)| Shape { shape, lines })
                    .collect(),
                naming_problems: problems,
            };
            destination.json(&(serde_json::to_string_pretty(&document)? + "\n"))?;
        }
        Format::Table => {
            destination.whole(&page(&session, &shapes, &problems, &mut letters))?;
        }
    }
    Ok(Exit::LookedEverywhere)
}

fn page(
    session: &Session,
    shapes: &[(String, u64)],
    problems: &[String],
    letters: &mut Letters,
) -> Page {
    let mut page = Page::default();
    let read: Vec<&Input> = session
        .live
        .iter()
        .filter(|input| input.source.state != State::NotRead)
        .collect();
    let rows = rows(session, &read);
    if rows.is_empty() {
        page.push(Line::of(Style::Strong, "Nothing was read."));
    } else {
        let headings = [
            "path",
            "taken for",
            "sure",
            "device",
            "lines",
            "read",
            "nothing in it",
            "not yet supported",
            "not recognised",
        ];
        page.text(Style::Plain, &grid(&headings, &rows));
    }
    let not_read: Vec<(&str, &str)> = session
        .live
        .iter()
        .filter(|input| input.source.state != State::Read || input.source.reason.is_some())
        .map(|input| {
            let reason = input
                .source
                .reason
                .as_deref()
                .unwrap_or("No reason is known.");
            (input.source.path.as_str(), reason)
        })
        .chain(
            session
                .skipped
                .iter()
                .map(|file| (file.shown.as_str(), file.reason.as_str())),
        )
        .collect();
    if !not_read.is_empty() {
        page.gap();
        page.push(Line::of(Style::Strong, "NOT READ, OR NOT WHOLE"));
        for (path, reason) in not_read {
            page.push(Line::of(Style::Plain, format!("  {path}")));
            page.push(Line::of(
                Style::Warning,
                format!("    {}", letters.replace(reason)),
            ));
        }
    }
    let mut notes: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for input in &session.live {
        for note in &input.coverage.notes {
            notes
                .entry(letters.replace(note))
                .or_default()
                .push(&input.source.path);
        }
    }
    if !notes.is_empty() {
        page.gap();
        page.push(Line::of(Style::Strong, "ASSUMED OR INCOMPLETE"));
        for (note, paths) in notes {
            let more = match paths.len() {
                0 | 1 => String::new(),
                many => format!(" and {} more", thousands(many as u64 - 1)),
            };
            let path = paths.first().copied().unwrap_or_default();
            page.push(Line::of(Style::Plain, format!("  {path}{more}")));
            page.push(Line::of(Style::Plain, format!("    {note}")));
        }
    }
    if !shapes.is_empty() {
        page.gap();
        page.push(Line::of(Style::Strong, "COMMONEST SHAPES NOT UNDERSTOOD"));
        for (shape, lines) in shapes {
            page.push(Line::of(
                Style::Plain,
                format!("{:>9}  {shape}", thousands(*lines)),
            ));
        }
    }
    if !problems.is_empty() {
        page.gap();
        page.push(Line::of(Style::Strong, "NAMES"));
        for problem in problems {
            page.push(Line::of(Style::Warning, format!("  {problem}")));
        }
    }
    if session.gone > 0 {
        page.gap();
        let gone = count(session.gone as u64, "source");
        page.push(Line::of(
            Style::Warning,
            format!("{gone} of the store no longer among the files given."),
        ));
    }
    page
}

/// One row a source. Under a file that holds several, the first [`MEMBERS`] of them, and one row for
/// the others.
fn rows(session: &Session, read: &[&Input]) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    let mut waiting = read;
    while let Some((input, after)) = waiting.split_first() {
        waiting = after;
        rows.push(row(session, input));
        let outer = format!("{}!", input.source.path);
        let inside = |input: &&Input| input.source.path.starts_with(&outer);
        let count = waiting.iter().take_while(|input| inside(input)).count();
        if input.source.kind != Kind::Container || count <= MEMBERS + 1 {
            continue;
        }
        let (members, after) = waiting.split_at(count);
        waiting = after;
        let (first, others) = members.split_at(MEMBERS);
        rows.extend(first.iter().map(|input| row(session, input)));
        let sum =
            |count: fn(&Input) -> u64| thousands(others.iter().map(|input| count(input)).sum());
        rows.push(vec![
            format!("  …and {} more", thousands(others.len() as u64)),
            kinds(others),
            String::new(),
            String::new(),
            sum(|input| input.coverage.total()),
            sum(|input| input.coverage.read),
            sum(|input| input.coverage.irrelevant),
            sum(|input| input.coverage.unsupported),
            sum(|input| input.coverage.unrecognised),
        ]);
    }
    rows
}

/// What several sources were taken for.
fn kinds(inputs: &[&Input]) -> String {
    let mut kinds: BTreeMap<&str, u64> = BTreeMap::new();
    for input in inputs {
        *kinds.entry(input.source.kind.as_str()).or_default() += 1;
    }
    let kinds: Vec<String> = kinds
        .into_iter()
        .map(|(kind, number)| format!("{} {kind}", thousands(number)))
        .collect();
    kinds.join(", ")
}

fn row(session: &Session, input: &Input) -> Vec<String> {
    let (source, coverage) = (&input.source, &input.coverage);
    let platform = source
        .platform
        .as_deref()
        .map(|id| format!(", {id}"))
        .unwrap_or_default();
    let state = if source.state == State::Read {
        ""
    } else {
        " (in part)"
    };
    let sure = sure(session, input).unwrap_or("");
    let taken_for = match source.kind {
        Kind::Container => source.reader.as_str(),
        kind => kind.as_str(),
    };
    vec![
        source.path.clone(),
        format!("{taken_for}{platform}{state}"),
        sure.to_owned(),
        source.device.clone().unwrap_or_default(),
        thousands(coverage.total()),
        thousands(coverage.read),
        thousands(coverage.irrelevant),
        thousands(coverage.unsupported),
        thousands(coverage.unrecognised),
    ]
}

/// How sure the reader is, asked again of the file's start; nothing if the file is gone.
fn sure(session: &Session, input: &Input) -> Option<&'static str> {
    // A member would have to be taken out of its file again.
    let found = input
        .file
        .as_ref()
        .filter(|_| !input.source.path.contains('!'))?;
    if input.source.kind == Kind::Container {
        return None;
    }
    let secrets = session.store.secrets();
    let opened = seawall_read::open(found, input.source.number, secrets, None).ok()?;
    let (_, sure) = seawall_read::recognise(&opened.head(), &session.readers)?;
    Some(sure.as_str())
}

/// The commonest shapes over all sources.
fn shapes(live: &[Input], letters: &mut Letters) -> Vec<(String, u64)> {
    let mut shapes: BTreeMap<&str, u64> = BTreeMap::new();
    for (shape, number) in live.iter().flat_map(|input| &input.coverage.shapes) {
        if shape != OTHER_SHAPES {
            *shapes.entry(shape).or_default() += number;
        }
    }
    let mut shapes: Vec<(&str, u64)> = shapes.into_iter().collect();
    shapes.sort_by_key(|(shape, number)| (std::cmp::Reverse(*number), *shape));
    shapes.truncate(SHAPES);
    shapes
        .into_iter()
        .map(|(shape, number)| (letters.replace(shape), number))
        .collect()
}
