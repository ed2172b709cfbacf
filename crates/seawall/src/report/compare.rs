//! What an earlier report had and this one has not, and why.

use std::collections::{BTreeMap, BTreeSet};

use seawall_engine::{Run, SavedAnswer, SavedFinding};
use seawall_model::{Answer, Content, Finding, Moment, Verdict};

use super::{Report, Tally, Told, json};
use crate::ignore::Entry;
use crate::{moments, secrets};

/// An earlier report, as far as it is compared with.
#[derive(Clone, Debug, Default)]
pub(crate) struct Earlier {
    digest: String,
    findings: Vec<json::Finding>,
}

impl Earlier {
    /// Whether a finding was there.
    pub(super) fn has(&self, fingerprint: &str) -> bool {
        self.findings
            .iter()
            .any(|finding| finding.fingerprint == fingerprint)
    }
}

impl From<json::Document> for Earlier {
    fn from(document: json::Document) -> Self {
        let mut findings = document.findings;
        findings.retain(|finding| finding.state != "gone");
        Self {
            digest: document.content.digest,
            findings,
        }
    }
}

impl From<Run> for Earlier {
    fn from(run: Run) -> Self {
        let findings = run
            .findings
            .into_iter()
            .map(json::Finding::remembered)
            .collect();
        Self {
            digest: run.content_digest,
            findings,
        }
    }
}

/// What a store remembers of a report.
pub(crate) fn run(report: &Report) -> Run {
    let finding = |told: &Told| SavedFinding {
        fingerprint: told.finding.fingerprint.clone(),
        hunt: told.finding.hunt.clone(),
        kind: told.finding.kind.as_str().to_owned(),
        subject_kind: told.finding.subject.kind.as_str().to_owned(),
        subject: told.finding.subject.name.clone(),
        severity: told.finding.severity.as_str().to_owned(),
        // What a store remembers, a later report prints: it never has sensitive content.
        says: if told.finding.sensitive {
            Finding::CONCEALED.to_owned()
        } else {
            secrets::anonymous(&told.finding.says)
        },
        group: told.group.clone(),
    };
    let answer = |answer: &Answer| SavedAnswer {
        hunt: answer.hunt.clone(),
        device: answer.device.clone(),
        verdict: answer.verdict.as_str().to_owned(),
        reason: secrets::anonymous(&answer.reason),
    };
    Run {
        as_of: report.as_of,
        content_digest: report.digest.clone(),
        findings: report.findings.iter().map(finding).collect(),
        answers: report.answers.iter().map(answer).collect(),
    }
}

/// A finding of an earlier report that is no longer there.
#[derive(Clone, Debug)]
pub(crate) struct Gone {
    /// As the earlier report told it.
    pub(crate) finding: json::Finding,
    /// Why it is gone: fixed, aged out, suppressed, content changed, cannot tell now.
    pub(crate) because: &'static str,
}

/// The findings that are gone.
pub(super) fn gone(
    earlier: &Earlier,
    findings: &[Told],
    suppressed: &[(Finding, Entry)],
    answers: &[Answer],
    content: &Content,
    asked: &BTreeMap<String, Tally>,
) -> Vec<Gone> {
    let here: BTreeSet<&str> = findings
        .iter()
        .map(|told| told.finding.fingerprint.as_str())
        .collect();
    let hidden: BTreeSet<&str> = suppressed
        .iter()
        .map(|(finding, _)| finding.fingerprint.as_str())
        .collect();
    let verdicts: BTreeMap<(&str, &str), Verdict> = answers
        .iter()
        .map(|answer| {
            (
                (answer.hunt.as_str(), answer.device.as_str()),
                answer.verdict,
            )
        })
        .collect();
    let mut gone: Vec<Gone> = earlier
        .findings
        .iter()
        .filter(|finding| !here.contains(finding.fingerprint.as_str()))
        // What was not asked this time is neither there nor gone.
        .filter(|finding| {
            asked.contains_key(&finding.hunt) || !content.hunts.contains_key(&finding.hunt)
        })
        .map(|finding| {
            let from = asked
                .get(&finding.hunt)
                .and_then(|tally| tally.span)
                .and_then(|s| s.from);
            let last = finding
                .last_seen
                .as_ref()
                .and_then(|time| moments::parse("", time).ok());
            let device = finding.subject.device.as_deref();
            let verdict = device.map(|device| verdicts.get(&(finding.hunt.as_str(), device)));
            let because = if hidden.contains(finding.fingerprint.as_str()) {
                "suppressed"
            } else if !content.hunts.contains_key(&finding.hunt) {
                "content changed"
            } else if older(last, from) {
                "aged out"
            } else {
                match verdict {
                    Some(None | Some(Verdict::CannotTell)) => "cannot tell now",
                    Some(Some(Verdict::NotApplicable)) => "content changed",
                    Some(Some(Verdict::NotFound)) => "fixed",
                    // The hunt still finds something there, or its subject is no device: only
                    // another content can have changed what it finds in the same rows.
                    _ if earlier.digest != content.digest() => "content changed",
                    _ => "fixed",
                }
            };
            Gone {
                finding: finding.clone(),
                because,
            }
        })
        .collect();
    gone.sort_by(|a, b| a.finding.fingerprint.cmp(&b.finding.fingerprint));
    gone
}

fn older(last: Option<Moment>, from: Option<Moment>) -> bool {
    matches!((last, from), (Some(last), Some(from)) if last < from)
}
