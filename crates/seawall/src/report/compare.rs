//! What an earlier report had and this one has not, and why.

use std::collections::{BTreeMap, BTreeSet};

use seawall_model::{Answer, Content, Finding, Moment, Verdict};

use super::{Tally, Told, json};
use crate::ignore::Entry;
use crate::moments;

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
    earlier: &json::Document,
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
        .filter(|finding| finding.state != "gone" && !here.contains(finding.fingerprint.as_str()))
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
                    _ if earlier.content.digest != content.digest() => "content changed",
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
