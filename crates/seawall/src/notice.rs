//! `seawall notice show`: a published notice, statement by statement: whose words, what checks it,
//! its answer here. A statement that nothing checks says so; a paraphrase is never printed as the
//! publisher's words.

use anyhow::{Result, bail};
use seawall_model::{Audience, Notice, Statement, StatementKind, Wording, nearest};

use crate::arguments::NoticeShowArguments;
use crate::exit::Exit;
use crate::output::Destination;
use crate::report::{Report, Tally};
use crate::session::Session;
use crate::talk::count;
use crate::terminal::{Line, Page, Style};
use crate::{content, hunt};

/// Columns of prose.
const WIDTH: usize = 100;

/// Runs the command.
///
/// # Errors
/// If it could not run; the sentence ends with what to do.
pub(crate) fn show(arguments: &NoticeShowArguments) -> Result<Exit> {
    let evidence = &arguments.evidence;
    let library = content::load(evidence.looking.content.as_deref())?;
    let notices = &library.content.notices;
    let wanted = notices
        .values()
        .find(|notice| notice.id.eq_ignore_ascii_case(&arguments.notice));
    let Some(notice) = wanted else {
        let names = notices.keys().map(String::as_str);
        bail!(
            "There is no notice \"{}\". {}",
            arguments.notice,
            nearest(&arguments.notice, names)
        );
    };
    let report = if evidence.paths.is_empty() && evidence.looking.store.is_none() {
        None
    } else {
        let session = Session::open(evidence)?;
        Some(hunt::report(&session, Audience::Auditor, None)?)
    };
    Destination::new(None).whole(&page(notice, report.as_ref()))?;
    Ok(Exit::LookedEverywhere)
}

fn page(notice: &Notice, report: Option<&Report>) -> Page {
    let mut page = Page::default();
    page.hanging(
        Line::of(Style::Strong, format!("{}  ", notice.id)),
        Style::Strong,
        &notice.title,
        0,
        WIDTH,
    );
    page.push(Line::of(
        Style::Plain,
        format!("{}, {}", notice.publisher, notice.date),
    ));
    page.push(Line::of(Style::Plain, &notice.url));
    let compared = match &notice.compared_with {
        Some(digest) => format!("Statements were compared with the document of SHA-256 {digest}."),
        None => "No statement was compared with the document.".to_owned(),
    };
    page.push(Line::of(Style::Faint, compared));
    for statement in &notice.statements {
        page.gap();
        let place = statement
            .place
            .as_ref()
            .map(|place| format!(", {place}"))
            .unwrap_or_default();
        let wording = match statement.wording {
            Wording::Quoted => "quoted",
            Wording::Paraphrased => "in our words",
        };
        let head = format!("  {}, {wording}{place}", kind(statement.kind));
        page.push(Line::of(Style::Strong, &statement.id).and(Style::Faint, head));
        let text = statement
            .text
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ");
        let text = match statement.wording {
            Wording::Quoted => format!("“{text}”"),
            Wording::Paraphrased => text,
        };
        page.sentence(Style::Plain, &text, 4, WIDTH);
        if let Some(certainty) = &statement.certainty {
            page.sentence(Style::Faint, certainty, 4, WIDTH);
        }
        answers(&mut page, statement, report);
    }
    page.gap();
    let checked = notice
        .statements
        .iter()
        .filter(|statement| !statement.hunts.is_empty())
        .count();
    let all = count(notice.statements.len() as u64, "statement");
    page.push(Line::of(
        Style::Strong,
        format!("{all}, {checked} of them checked by hunts"),
    ));
    if report.is_none() {
        let line = Line::of(
            Style::Faint,
            "Give files or folders to see the answers here: ",
        );
        page.push(line.and(
            Style::Command,
            format!("seawall notice show {} PATH…", notice.id),
        ));
    }
    page
}

fn answers(page: &mut Page, statement: &Statement, report: Option<&Report>) {
    if statement.hunts.is_empty() {
        let why = statement.unchecked.as_deref();
        let why = why.unwrap_or("Nothing checks this: look yourself.");
        page.sentence(
            Style::Warning,
            &format!("Cannot tell. {}", why.trim()),
            4,
            WIDTH,
        );
    }
    for hunt in &statement.hunts {
        let line = Line::of(Style::Plain, format!("    {hunt}"));
        let tally = report.and_then(|report| report.asked.get(hunt));
        page.push(match tally {
            Some(tally) => {
                let (style, text) = told(*tally);
                line.to(44).and(style, text)
            }
            None => line,
        });
    }
}

/// The answer over all devices, the part that needs a person first.
fn told(tally: Tally) -> (Style, String) {
    let on = |number: usize, word: &str| {
        (number > 0).then(|| format!("{word} {}", count(number as u64, "device")))
    };
    let parts: Vec<String> = [
        on(tally.found, "found on"),
        on(tally.cannot_tell, "cannot tell of"),
        on(tally.not_found, "not found on"),
        on(tally.not_applicable, "does not apply to"),
    ]
    .into_iter()
    .flatten()
    .collect();
    let style = if tally.found > 0 {
        Style::Alarm
    } else if tally.cannot_tell > 0 {
        Style::Warning
    } else {
        Style::Plain
    };
    let text = if parts.is_empty() {
        "no device was asked".to_owned()
    } else {
        parts.join(", ")
    };
    (style, text)
}

const fn kind(kind: StatementKind) -> &'static str {
    match kind {
        StatementKind::Behaviour => "behaviour",
        StatementKind::Indicator => "indicator",
        StatementKind::Vulnerability => "vulnerability",
        StatementKind::Entity => "entity",
        StatementKind::Mitigation => "mitigation",
    }
}
