//! `seawall hunt`: every hunt asked of every device, and everything that can truthfully be said.

use anyhow::{Context, Result};
use seawall_engine::Estate;
use seawall_model::{Audience, HuntKind, Severity};

use crate::arguments::{Asking, HuntArguments, Level, Listener, Meaning, ReportFormat};
use crate::exit::Exit;
use crate::output::Destination;
use crate::progress::Hunting;
use crate::report::json::{Document, SCHEMA};
use crate::report::{self, Earlier, Material, Report};
use crate::session::Session;
use crate::terminal::{self, View};
use crate::{html, talk};

/// Runs the command.
///
/// # Errors
/// If it could not run; the sentence ends with what to do.
pub(crate) fn run(arguments: &HuntArguments) -> Result<Exit> {
    let asking = &arguments.asking;
    let mut session = Session::open(&arguments.evidence)?;
    let earlier = earlier(asking, &session)?;
    let report = report(&session, audience(asking.audience), earlier.as_ref())?;
    if session.asks_everything() {
        session.store.save_run(&report::run(&report))?;
    }
    let exit = report.exit(severity(asking.fail_on), asking.require_coverage);
    let destination = Destination::new(arguments.output.output.as_deref());
    let view = View {
        kinds: kinds(&asking.kind),
        expand: asking.expand,
        width: destination.width(),
        paths: destination.paths(&arguments.evidence.paths),
        ending: (exit, ending(exit, asking, &report)),
    };
    match arguments.output.format {
        ReportFormat::Json => {
            destination.json(&Document::of(&report, asking.per_device).text()?)?;
        }
        ReportFormat::Html => {
            destination.write(&html::document(&report, &session.library.content, &view))?;
        }
        ReportFormat::Table => {
            destination.page(&terminal::screen(&report, &view))?;
        }
    }
    Ok(exit)
}

/// Asks the hunts for an audience and makes the report.
///
/// # Errors
/// If the estate cannot be opened or a hunt cannot be asked.
pub(crate) fn report(
    session: &Session,
    audience: Audience,
    earlier: Option<&Earlier>,
) -> Result<Report> {
    let estate = session.estate()?;
    let hunts: Vec<&str> = session
        .library
        .content
        .hunts
        .values()
        .filter(|hunt| hunt.audience <= audience)
        .map(|hunt| hunt.id.as_str())
        .collect();
    report_of(session, &estate, hunts, earlier)
}

/// Asks these hunts and makes the report.
///
/// # Errors
/// If a hunt cannot be asked.
pub(crate) fn report_of(
    session: &Session,
    estate: &Estate,
    hunts: Vec<&str>,
    earlier: Option<&Earlier>,
) -> Result<Report> {
    let mut progress = Hunting::new(hunts.len(), session.quiet());
    let asked = estate.ask(&hunts, &mut |id| progress.hunt(id))?;
    drop(progress);
    Ok(Report::new(Material {
        asked,
        hunts,
        content: &session.library.content,
        devices: estate.devices(),
        naming_problems: estate.naming_problems(),
        inputs: &session.live,
        skipped: &session.skipped,
        gone_sources: session.gone,
        approved: &session.settings.approved,
        ignores: &session.ignores,
        show_sensitive: session.shows_sensitive(),
        as_of: estate.as_of(),
        earlier,
    }))
}

/// The report to compare with: the last one that the store remembers, or a file.
fn earlier(asking: &Asking, session: &Session) -> Result<Option<Earlier>> {
    let Some(compare) = &asking.compare else {
        return Ok(None);
    };
    if compare.as_os_str() == "last" {
        let run = session.store.last_run()?;
        if run.is_none() {
            let remark = "There is no earlier run to compare with: everything is new. The next run has this one.";
            talk::remark(session.quiet(), remark);
        }
        return Ok(Some(run.map_or_else(Earlier::default, Earlier::from)));
    }
    let name = compare.display();
    let advice = "Give a report made with --format json";
    let text = std::fs::read_to_string(compare)
        .with_context(|| format!("--compare {name}: it cannot be read. {advice}"))?;
    let document: Document = serde_json::from_str(&text)
        .with_context(|| format!("--compare {name}: it is no {SCHEMA}. {advice}"))?;
    anyhow::ensure!(
        document.schema == SCHEMA,
        "--compare {name}: its schema is {}, not {SCHEMA}. Make it again with this seawall.",
        document.schema
    );
    Ok(Some(document.into()))
}

/// Why the exit code is what it is.
fn ending(exit: Exit, asking: &Asking, report: &Report) -> String {
    match exit {
        Exit::Found => {
            format!(
                "a finding at or above {}",
                severity(asking.fail_on).as_str()
            )
        }
        Exit::CouldNotLook if report.devices == 0 => "no device was seen".to_owned(),
        Exit::CouldNotLook => {
            // Rounded down: 100 % is said only where it is.
            let share = (report.coverage() * 1_000.0).floor() / 10.0;
            format!("none found, and {share} % of the questions could be answered")
        }
        _ => format!(
            "looked everywhere, {} asked",
            talk::count(report.asked.len() as u64, "hunt")
        ),
    }
}

fn kinds(asked: &[Meaning]) -> Vec<HuntKind> {
    if asked.is_empty() {
        return vec![HuntKind::Intrusion, HuntKind::Change];
    }
    let kind = |meaning: &Meaning| match meaning {
        Meaning::Intrusion => HuntKind::Intrusion,
        Meaning::Change => HuntKind::Change,
        Meaning::Weakness => HuntKind::Weakness,
    };
    asked.iter().map(kind).collect()
}

const fn severity(level: Level) -> Severity {
    match level {
        Level::Low => Severity::Low,
        Level::Medium => Severity::Medium,
        Level::High => Severity::High,
        Level::Critical => Severity::Critical,
    }
}

const fn audience(listener: Listener) -> Audience {
    match listener {
        Listener::Regular => Audience::Regular,
        Listener::Careful => Audience::Careful,
        Listener::Auditor => Audience::Auditor,
    }
}
