//! What a case says when it is run: answers of one hunt or states of one channel, rendered as
//! expectations are written, and objections that no expectation can excuse.

use std::path::Path;
use std::sync::Arc;

use anyhow::Result;
use seawall_engine::Check;
use seawall_engine::{Asked, Estate};
use seawall_model::{Answer, ChannelShape, Finding, SubjectKind, Verdict};

use super::About;
use super::parse::{Case, Group};
use crate::arguments::{Evidence, Looking};
use crate::content::Library;
use crate::secrets::Letters;
use crate::session::Session;

/// What was seen.
pub(super) struct Seen {
    /// As an expectation would say it.
    pub(super) groups: Vec<Group>,
    /// What is wrong whatever was expected.
    pub(super) objections: Vec<String>,
}

/// Runs a case whose files lie in a folder.
///
/// # Errors
/// If the files cannot be read or the hunt cannot be asked.
pub(super) fn seen(
    library: &Arc<Library>,
    about: &About,
    case: &Case,
    input: &Path,
) -> Result<Seen> {
    let looking = Looking {
        ephemeral: true,
        as_of: Some(case.as_of.clone()),
        quiet: true,
        ..Looking::default()
    };
    let evidence = Evidence {
        paths: vec![input.to_owned()],
        looking,
    };
    let session = Session::with(Arc::clone(library), &evidence)?;
    match about {
        About::Hunt(hunt) => hunt_seen(&session, hunt, case),
        About::Channel(channel) => channel_seen(&session, evidence, channel, case),
    }
}

fn hunt_seen(session: &Session, hunt: &str, case: &Case) -> Result<Seen> {
    let estate = session.estate()?;
    let asked = estate.ask(&[hunt], &mut |_| {})?;
    let mut objections = Vec::new();
    let is = |wanted: Verdict| asked.answers.iter().any(|answer| answer.verdict == wanted);
    let found = !asked.findings.is_empty();
    let as_titled = match case.word.as_str() {
        "fires" => found,
        "quiet" => !found && (is(Verdict::NotFound) || is(Verdict::NotApplicable)),
        // What nobody can judge is listed for review.
        "cannot tell" => !is(Verdict::Found) && is(Verdict::CannotTell),
        _ => false,
    };
    if !as_titled {
        objections.push(format!(
            "! the answers are not what \"{}\" means",
            case.word
        ));
    }
    let mut groups: Vec<Group> = asked.findings.iter().map(finding).collect();
    let answers = asked
        .answers
        .iter()
        .filter(|answer| answer.verdict != Verdict::Found);
    groups.extend(answers.map(answer));
    if found {
        objections.extend(nulled(session, &estate, hunt, &asked)?);
    }
    Ok(Seen { groups, objections })
}

fn finding(finding: &Finding) -> Group {
    let mut letters = Letters::default();
    let kind = match finding.subject.kind {
        SubjectKind::Device => String::new(),
        kind => format!("{} ", kind.as_str()),
    };
    let mut marks = vec![
        finding.severity.as_str().to_owned(),
        finding.confidence.as_str().to_owned(),
    ];
    marks.extend(
        finding
            .lowered_by
            .iter()
            .map(|name| format!("lowered by {name}")),
    );
    let head = format!(
        "found {kind}{}: {} [{}]",
        finding.subject.name,
        letters.replace(&finding.says),
        marks.join(", ")
    );
    let mut rest: Vec<String> = finding
        .evidence
        .iter()
        .map(|line| match line.origin.place() {
            0 => line.path.clone(),
            place => format!(
                "{}:{place} {}",
                line.path,
                letters.replace(&line.text).trim()
            ),
        })
        .collect();
    let more = finding
        .evidence_total
        .saturating_sub(finding.evidence.len() as u64);
    if more > 0 {
        rest.push(format!("… {more} more"));
    }
    Group {
        head: letters.replace(&head),
        rest,
    }
}

fn answer(answer: &Answer) -> Group {
    let mut letters = Letters::default();
    let device = &answer.device;
    match answer.verdict {
        Verdict::NotFound => Group {
            head: format!(
                "not found {device} through {}",
                answer.channel.as_deref().unwrap_or("nothing")
            ),
            rest: Vec::new(),
        },
        Verdict::CannotTell => {
            let cause = answer.cause.map_or("no cause", |cause| cause.as_str());
            let remedy = answer
                .remedy
                .as_deref()
                .map(|remedy| letters.replace(remedy));
            said(format!("cannot tell {device}: {cause}"), remedy.as_deref())
        }
        Verdict::NotApplicable => Group {
            head: format!("not applicable {device}"),
            rest: Vec::new(),
        },
        Verdict::Found => Group {
            head: format!("found {device}"),
            rest: Vec::new(),
        },
    }
}

/// A head, `: ` and the first line of a text, the others below.
fn said(head: String, text: Option<&str>) -> Group {
    let mut lines = text.unwrap_or_default().lines();
    let head = match lines.next() {
        Some(first) => format!("{head}: {}", first.trim()),
        None => head,
    };
    Group {
        head,
        rest: lines.map(|line| line.trim().to_owned()).collect(),
    }
}

/// Asks again with each nullable column that the hunt reads set to NULL: nobody has seen it. What
/// was found may not become "not found" by that.
fn nulled(session: &Session, estate: &Estate, hunt: &str, asked: &Asked) -> Result<Vec<String>> {
    let mut objections = Vec::new();
    let content = &session.library.content;
    let Some(asked_hunt) = content.hunts.get(hunt) else {
        return Ok(objections);
    };
    for (table, column) in Check::new(content)?.nulled_columns(asked_hunt) {
        let again = estate
            .with_null(&table, &column)?
            .ask(&[hunt], &mut |_| {})?;
        for before in asked
            .answers
            .iter()
            .filter(|answer| answer.verdict == Verdict::Found)
        {
            let lost = again.answers.iter().any(|answer| {
                answer.device == before.device && answer.verdict == Verdict::NotFound
            });
            if lost {
                objections.push(format!(
                    "! with {table}.{column} not seen, {} is \"not found\": cover it in the SQL, or excuse it with null_ok",
                    before.device
                ));
            }
        }
    }
    Ok(objections)
}

fn channel_seen(session: &Session, mut evidence: Evidence, id: &str, case: &Case) -> Result<Seen> {
    let mut estate = session.estate()?;
    let channel = session.library.content.channels.get(id);
    if let Some(channel) = channel.filter(|channel| channel.shape == ChannelShape::Stream) {
        let first = estate.query(&format!("SELECT min(time) FROM {}", channel.carrier))?;
        evidence.looking.from = first
            .rows
            .first()
            .and_then(|row| row.first().cloned().flatten());
        estate = session.estate_for(&evidence.looking)?;
    }
    let rows = estate.query(&format!(
        "SELECT device, state, cause, switch_on FROM channel WHERE channel = '{id}' ORDER BY device"
    ))?;
    let text = |row: &[Option<String>], at: usize| row.get(at).cloned().flatten();
    let mut groups = Vec::new();
    for row in &rows.rows {
        let (device, state) = (
            text(row, 0).unwrap_or_default(),
            text(row, 1).unwrap_or_default(),
        );
        let head = format!("{device}: {state}");
        groups.push(match text(row, 2) {
            Some(cause) => said(format!("{head}, {cause}"), text(row, 3).as_deref()),
            None => Group {
                head,
                rest: Vec::new(),
            },
        });
    }
    let mut objections = Vec::new();
    let first = case
        .expect
        .first()
        .map(|group| group.head.split(':').next().unwrap_or_default());
    let of_first = rows
        .rows
        .iter()
        .find(|row| text(row, 0).as_deref() == first);
    if let Some(row) = of_first {
        let (state, cause) = (text(row, 1).unwrap_or_default(), text(row, 2));
        let as_titled = match case.word.as_str() {
            "on" | "on by default" => state == "on" && cause.is_none(),
            "off" | "off by default" => state == "off",
            "gap" => state == "on" && cause.as_deref() == Some("gap"),
            "unknown" => state == "unknown",
            _ => false,
        };
        if !as_titled {
            objections.push(format!(
                "! the first device is not what \"{}\" means",
                case.word
            ));
        }
    }
    Ok(Seen { groups, objections })
}
