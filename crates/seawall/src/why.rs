//! `seawall why`: the SQL, the rows, the channels, and the rule that made the answer.

use std::path::PathBuf;

use anyhow::{Result, bail};
use seawall_engine::{Table, Why};
use seawall_model::{Audience, Finding, Hunt, SubjectKind, Verdict};

use crate::arguments::{Evidence, WhyArguments};
use crate::exit::Exit;
use crate::output::Destination;
use crate::report::Told;
use crate::secrets::Letters;
use crate::session::Session;
use crate::talk::near;
use crate::terminal::{Line, Page, Style};
use crate::{content, hunt};

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
            bail!(
                "Of which device? Give its name after {hunt}; `seawall device list` has them all."
            )
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
    Ok(Exit::LookedEverywhere)
}

fn finding(session: &Session, id: &str) -> Result<Page> {
    let report = hunt::report(session, Audience::Auditor, None)?;
    let wanted = |told: &&Told| {
        told.finding.fingerprint.eq_ignore_ascii_case(id) || told.group.eq_ignore_ascii_case(id)
    };
    let Some(told) = report.findings.iter().find(wanted) else {
        let hunts = session.library.content.hunts.keys().map(String::as_str);
        bail!(
            "There is no finding or hunt \"{id}\" in these files. Take an id from `seawall hunt`, or a hunt's name. {}",
            near(id, hunts)
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
    let more = told
        .finding
        .evidence_total
        .saturating_sub(told.finding.evidence.len() as u64);
    if more > 0 {
        page.push(Line::of(Style::Faint, format!("  … {more} more")));
    }
    if let Some(hunt) = session.library.content.hunts.get(&told.finding.hunt) {
        let device = match told.finding.subject.kind {
            SubjectKind::Device => Some(&told.finding.subject.name),
            _ => told.finding.values.get("device"),
        };
        if let Some(device) = device {
            let shows = session.shows_sensitive();
            explain(&mut page, hunt, &estate.why(&hunt.id, device)?, shows);
        }
        remedy(&mut page, session, hunt);
    }
    Ok(page)
}

fn answer(session: &Session, hunt: &str, device: &str) -> Result<Page> {
    let estate = session.estate()?;
    let is = |name: &String| name.eq_ignore_ascii_case(device);
    let known = estate
        .devices()
        .iter()
        .find(|known| is(&known.name) || known.names.iter().any(is));
    let Some(known) = known else {
        let names = estate.devices().iter().map(|known| known.name.as_str());
        bail!(
            "No file speaks of a device \"{device}\". `seawall device list` has them all. {}",
            near(device, names)
        );
    };
    let mut page = Page::default();
    if let Some(hunt) = session.library.content.hunts.get(hunt) {
        page.push(Line::of(
            Style::Strong,
            format!("{} on {}", hunt.title, known.name),
        ));
        let shows = session.shows_sensitive();
        explain(&mut page, hunt, &estate.why(&hunt.id, &known.name)?, shows);
    }
    Ok(page)
}

/// What is asked, the SQL, the rows, the channels and the answer, of one device. The rows of a
/// sensitive hunt only where `shows`.
fn explain(page: &mut Page, hunt: &Hunt, why: &Why, shows: bool) {
    for (word, text) in [
        ("finds", &hunt.finds),
        ("misses", &hunt.misses),
        ("why", &hunt.why),
    ] {
        let lead = Line::of(Style::Faint, format!("{word:8}"));
        page.hanging(lead, Style::Plain, &joined(text), 8, WIDTH);
    }
    heading(page, &format!("SQL ({})", why.path));
    page.text(Style::Plain, &why.sql);
    let mut letters = Letters::default();
    heading(page, "ROWS");
    if hunt.sensitive && !shows {
        page.push(Line::of(Style::Faint, Finding::CONCEALED));
    } else {
        upright(page, &why.rows, &mut letters);
    }
    heading(page, "CHANNELS it can be seen through");
    upright(page, &why.channels, &mut letters);
    let sets: Vec<String> = hunt
        .sees
        .iter()
        .map(|set| set.channels.join(" + "))
        .collect();
    let text = format!("One of these sets suffices: {}.", sets.join("; or "));
    page.sentence(Style::Faint, &text, 0, WIDTH);
    heading(page, "ANSWER");
    let answer = &why.answer;
    let word = match answer.verdict {
        Verdict::Found => "found",
        Verdict::NotFound => "not found",
        Verdict::CannotTell => "cannot tell",
        Verdict::NotApplicable => "not applicable",
    };
    let through = answer
        .channel
        .as_ref()
        .map(|c| format!(", through {c}"))
        .unwrap_or_default();
    let cause = answer
        .cause
        .map(|c| format!(" ({})", c.as_str()))
        .unwrap_or_default();
    let text = format!("{cause}{through}, asked {}", why.asked);
    page.push(Line::of(Style::Strong, word).and(Style::Plain, text));
    page.sentence(Style::Plain, &letters.replace(&answer.reason), 0, WIDTH);
    if let Some(remedy) = &answer.remedy {
        page.text(Style::Command, &letters.replace(remedy));
    }
}

fn remedy(page: &mut Page, session: &Session, hunt: &Hunt) {
    let Some(remedy) = session.library.content.remedies.get(&hunt.remedy) else {
        return;
    };
    heading(page, &format!("WHAT TO DO: {}", remedy.title));
    for (at, step) in remedy.steps.iter().enumerate() {
        let lead = Line::of(Style::Plain, format!("{:2}. ", at + 1));
        page.hanging(lead, Style::Plain, step.trim(), 4, WIDTH);
    }
    let lead = Line::of(Style::Faint, "Might break: ");
    page.hanging(lead, Style::Plain, remedy.might_break.trim(), 13, WIDTH);
}

/// Rows one below another, a line a value.
fn upright(page: &mut Page, table: &Table, letters: &mut Letters) {
    if table.rows.is_empty() {
        page.push(Line::of(Style::Faint, "none"));
    }
    let width = table.columns.iter().map(String::len).max().unwrap_or(0);
    for (at, row) in table.rows.iter().take(ROWS).enumerate() {
        if at > 0 {
            page.gap();
        }
        for (column, value) in table.columns.iter().zip(row) {
            let Some(value) = value else { continue };
            let mut lead = Line::of(Style::Faint, format!("{column:width$}  "));
            for line in letters.replace(value).lines() {
                page.push(lead.and(Style::Plain, line));
                lead = Line::of(Style::Plain, " ".repeat(width + 2));
            }
        }
    }
    if table.rows.len() > ROWS {
        page.push(Line::of(
            Style::Faint,
            format!("… {} more rows", table.rows.len() - ROWS),
        ));
    }
}

/// Text on one line.
fn joined(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn heading(page: &mut Page, text: &str) {
    page.gap();
    page.push(Line::of(Style::Strong, text));
}
