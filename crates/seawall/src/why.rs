//! `seawall why`: the SQL, the rows, the channels, and the rule that made the answer.

use std::path::PathBuf;

use anyhow::{Result, bail};
use seawall_engine::Estate;
use seawall_model::{Audience, Hunt, SubjectKind, Verdict, nearest};

use crate::arguments::{Evidence, WhyArguments};
use crate::exit::Exit;
use crate::output::Destination;
use crate::report::{Report, Told};
use crate::secrets::Letters;
use crate::session::Session;
use crate::terminal::{Line, Page, Style, grid};
use crate::{content, hunt, moments};

/// Rows shown.
const ROWS: usize = 20;

/// Columns of prose.
const WIDTH: usize = 100;

/// What is asked about.
enum About {
    /// A finding or a group.
    Finding(String),
    /// A hunt and a device.
    Answer(String, String),
}

/// Runs the command.
///
/// # Errors
/// If it could not run, or there is no such thing; the sentence ends with what to do.
pub(crate) fn run(arguments: &WhyArguments) -> Result<Exit> {
    let library = content::load(arguments.looking.content.as_deref())?;
    let hunts = &library.content.hunts;
    let (about, paths) = match arguments.what.as_slice() {
        [hunt, device, paths @ ..] if hunts.contains_key(hunt) => {
            (About::Answer(hunt.clone(), device.clone()), paths)
        }
        [hunt] if hunts.contains_key(hunt) => {
            bail!("Of which device? Give its name after {hunt}; `seawall device list` has them all.")
        }
        [finding, paths @ ..] => (About::Finding(finding.clone()), paths),
        [] => bail!("Why what? Give a finding's id, or a hunt's id and a device."),
    };
    let evidence = Evidence {
        paths: paths.iter().map(PathBuf::from).collect(),
        looking: arguments.looking.clone(),
    };
    let session = Session::open(&evidence)?;
    let page = match about {
        About::Finding(id) => finding(&session, &id)?,
        About::Answer(hunt, device) => answer(&session, &hunt, &device)?,
    };
    Destination::new(None).whole(&page)?;
    Ok(Exit::Clean)
}

fn finding(session: &Session, id: &str) -> Result<Page> {
    let report = hunt::report(session, Audience::Auditor, None)?;
    let wanted = |told: &&Told| {
        told.finding.fingerprint.eq_ignore_ascii_case(id) || told.group.eq_ignore_ascii_case(id)
    };
    let Some(told) = report.findings.iter().find(wanted) else {
        let hunts = session.library.content.hunts.keys().map(String::as_str);
        bail!(
            "There is no finding or hunt \"{id}\" in these files. Take an id from `seawall hunt`, or a hunt: {}",
            nearest(id, hunts)
        );
    };
    let estate = session.estate()?;
    let mut page = Page::default();
    let head = format!("{}  {}", told.finding.fingerprint, told.finding.title);
    page.push(Line::of(Style::Strong, head));
    page.sentence(Style::Plain, &told.finding.says, 0, WIDTH);
    for line in &told.finding.evidence {
        let place = match line.origin.place() {
            0 => line.path.clone(),
            place => format!("{}:{place}", line.path),
        };
        let who = format!("  (said by {})", line.said_by.as_str());
        page.push(
            Line::of(Style::Faint, format!("  {place}  "))
                .and(Style::Plain, &line.text)
                .and(Style::Faint, who),
        );
    }
    let more = told.finding.evidence_total.saturating_sub(told.finding.evidence.len() as u64);
    if more > 0 {
        page.push(Line::of(Style::Faint, format!("  … {more} more")));
    }
    if let Some(hunt) = session.library.content.hunts.get(&told.finding.hunt) {
        let device = (told.finding.subject.kind == SubjectKind::Device)
            .then_some(told.finding.subject.name.as_str());
        explain(&mut page, session, &estate, &report, hunt, &told.finding.subject.name, device);
        remedy(&mut page, session, hunt);
    }
    Ok(page)
}

fn answer(session: &Session, hunt: &str, device: &str) -> Result<Page> {
    let estate = session.estate()?;
    let is = |name: &String| name.eq_ignore_ascii_case(device);
    let known = estate.devices().iter().find(|known| is(&known.name) || known.names.iter().any(is));
    let Some(known) = known else {
        let names = estate.devices().iter().map(|known| known.name.as_str());
        bail!("No file speaks of a device \"{device}\". {}", nearest(device, names));
    };
    let report = hunt::report_of(session, &estate, vec![hunt], None)?;
    let mut page = Page::default();
    if let Some(hunt) = session.library.content.hunts.get(hunt) {
        page.push(Line::of(Style::Strong, format!("{} on {}", hunt.title, known.name)));
        explain(&mut page, session, &estate, &report, hunt, &known.name, Some(&known.name));
    }
    Ok(page)
}

/// What is asked, the SQL, the rows, the channels and the answer.
fn explain(
    page: &mut Page,
    session: &Session,
    estate: &Estate,
    report: &Report,
    hunt: &Hunt,
    subject: &str,
    device: Option<&str>,
) {
    for (word, text) in [("finds", &hunt.finds), ("misses", &hunt.misses), ("why", &hunt.why)] {
        let lead = Line::of(Style::Faint, format!("{word:8}"));
        page.hanging(lead, Style::Plain, &text.split_whitespace().collect::<Vec<_>>().join(" "), 8, WIDTH);
    }
    heading(page, &format!("SQL ({})", hunt.path));
    page.text(Style::Plain, &hunt.sql);
    heading(page, &format!("ROWS on {subject}"));
    let sql = hunt.sql.trim().trim_end_matches(';');
    let rows = format!(
        "SELECT * FROM ({sql}) AS found WHERE \"{}\" = '{}'",
        hunt.subject.replace('"', ""),
        subject.replace('\'', "''")
    );
    rows_of(page, estate, &rows, true);
    if let Some(device) = device {
        heading(page, "CHANNELS it can be seen through");
        let channels: Vec<String> =
            hunt.channels().iter().map(|channel| format!("'{channel}'")).collect();
        let rows = format!(
            "SELECT channel, state, from_time, until_time, longest_gap, cause, reason, switch_on \
             FROM channel WHERE device = '{}' AND channel IN ({}) ORDER BY channel",
            device.replace('\'', "''"),
            channels.join(", ")
        );
        rows_of(page, estate, &rows, false);
        let sets: Vec<String> =
            hunt.sees.iter().map(|set| set.channels.join(" + ")).collect();
        let text = format!("One of these sets suffices: {}.", sets.join("; or "));
        page.sentence(Style::Faint, &text, 0, WIDTH);
        verdict(page, report, hunt, device);
    }
    let _ = session;
}

fn verdict(page: &mut Page, report: &Report, hunt: &Hunt, device: &str) {
    let of = report.answers.iter().find(|a| a.hunt == hunt.id && a.device == device);
    let Some(answer) = of else { return };
    heading(page, "ANSWER");
    let word = match answer.verdict {
        Verdict::Found => "found",
        Verdict::NotFound => "not found",
        Verdict::CannotTell => "cannot tell",
        Verdict::NotApplicable => "not applicable",
    };
    let span = match (answer.from, answer.until) {
        (Some(from), Some(until)) => {
            format!(", asked {} to {}", moments::short(from), moments::short(until))
        }
        _ => String::new(),
    };
    let through = answer.channel.as_ref().map(|c| format!(", through {c}")).unwrap_or_default();
    let cause = answer.cause.map(|c| format!(" ({})", c.as_str())).unwrap_or_default();
    page.push(Line::of(Style::Strong, word).and(Style::Plain, format!("{cause}{through}{span}")));
    page.sentence(Style::Plain, &answer.reason, 0, WIDTH);
    if let Some(remedy) = &answer.remedy {
        page.text(Style::Command, remedy);
    }
}

fn remedy(page: &mut Page, session: &Session, hunt: &Hunt) {
    let Some(remedy) = session.library.content.remedies.get(&hunt.remedy) else { return };
    heading(page, &format!("WHAT TO DO: {}", remedy.title));
    for (at, step) in remedy.steps.iter().enumerate() {
        let lead = Line::of(Style::Plain, format!("{:2}. ", at + 1));
        page.hanging(lead, Style::Plain, step.trim(), 4, WIDTH);
    }
    let lead = Line::of(Style::Faint, "Might break: ");
    page.hanging(lead, Style::Plain, remedy.might_break.trim(), 13, WIDTH);
}

/// Rows of a question, one below another if they are wide; an error is shown in their place.
fn rows_of(page: &mut Page, estate: &Estate, sql: &str, upright: bool) {
    let table = match estate.query(sql) {
        Ok(table) => table,
        Err(error) => {
            page.push(Line::of(Style::Warning, error.to_string()));
            return;
        }
    };
    if table.rows.is_empty() {
        page.push(Line::of(Style::Faint, "none"));
        return;
    }
    let mut letters = Letters::default();
    let cell = |cell: &Option<String>, letters: &mut Letters| {
        cell.as_ref().map_or_else(|| "NULL".to_owned(), |cell| letters.replace(cell))
    };
    let shown = table.rows.iter().take(ROWS);
    if upright {
        let width = table.columns.iter().map(String::len).max().unwrap_or(0);
        for (at, row) in shown.enumerate() {
            if at > 0 {
                page.gap();
            }
            for (column, value) in table.columns.iter().zip(row) {
                let line = Line::of(Style::Faint, format!("{column:width$}  "));
                page.push(line.and(Style::Plain, cell(value, &mut letters)));
            }
        }
    } else {
        let headings: Vec<&str> = table.columns.iter().map(String::as_str).collect();
        let rows: Vec<Vec<String>> = shown
            .map(|row| row.iter().map(|value| cell(value, &mut letters)).collect())
            .collect();
        page.text(Style::Plain, &grid(&headings, &rows));
    }
    if table.rows.len() > ROWS {
        page.push(Line::of(Style::Faint, format!("… {} more rows", table.rows.len() - ROWS)));
    }
}

fn heading(page: &mut Page, text: &str) {
    page.gap();
    page.push(Line::of(Style::Strong, text));
}
