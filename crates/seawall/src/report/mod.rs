//! Everything that can truthfully be said: findings in groups, groups in incidents, what was asked,
//! what could not be seen and what to do about it. Made once; every output is a view of it.
//!
//! No secret is in it: fingerprints become letters while it is made, in the order in which a
//! person reads the groups, so that every output of one run uses the same letters.

mod blind_spot;
mod compare;
mod group;
mod incident;
pub(crate) mod json;
#[cfg(test)]
pub(crate) mod tests;

use std::collections::{BTreeMap, BTreeSet};

use seawall_engine::{Approval, Asked, DeviceSummary, Span};
use seawall_model::{
    Answer, Content, Evidence, Finding, HuntKind, Moment, Origin, SECRET_OPEN, Severity, Verdict,
};
use seawall_read::Skipped;

pub(crate) use blind_spot::BlindSpot;
pub(crate) use compare::{Earlier, Gone, run};
pub(crate) use group::Group;
pub(crate) use incident::Incident;

use crate::exit::Exit;
use crate::ignore::{Entry, Ignores};
use crate::secrets::Letters;
use crate::session::Input;

/// What a report is made from.
pub(crate) struct Material<'m> {
    /// What the hunts said.
    pub(crate) asked: Asked,
    /// The ids of the hunts that were asked.
    pub(crate) hunts: Vec<&'m str>,
    /// Hunts, notices, digest.
    pub(crate) content: &'m Content,
    /// The devices as resolved.
    pub(crate) devices: &'m [DeviceSummary],
    /// What naming leaves open.
    pub(crate) naming_problems: &'m [String],
    /// The sources that count.
    pub(crate) inputs: &'m [Input],
    /// Files that are no source.
    pub(crate) skipped: &'m [Skipped],
    /// Sources that the store remembers and whose files are gone.
    pub(crate) gone_sources: usize,
    /// What the organisation approves.
    pub(crate) approved: &'m [Approval],
    /// What it suppresses.
    pub(crate) ignores: &'m Ignores,
    /// Whether the content of sensitive findings was asked for.
    pub(crate) show_sensitive: bool,
    /// The instant everything is judged as of.
    pub(crate) as_of: Option<Moment>,
    /// An earlier report.
    pub(crate) earlier: Option<&'m Earlier>,
}

/// A report.
#[derive(Debug, Default)]
pub(crate) struct Report {
    /// The instant everything is judged as of.
    pub(crate) as_of: Option<Moment>,
    /// Every finding told, in the order of the groups.
    pub(crate) findings: Vec<Told>,
    /// Findings that say the same thing, the first to look at first.
    pub(crate) groups: Vec<Group>,
    /// Groups that belong together, the first to look at first.
    pub(crate) incidents: Vec<Incident>,
    /// Findings of an earlier report that are no longer there.
    pub(crate) gone: Vec<Gone>,
    /// Findings that somebody answers for.
    pub(crate) suppressed: Vec<(Finding, Entry)>,
    /// What was asked, by hunt.
    pub(crate) asked: BTreeMap<String, Tally>,
    /// Every answer, by hunt and device.
    pub(crate) answers: Vec<Answer>,
    /// What could not be seen, by what would remedy it.
    pub(crate) blind_spots: Vec<BlindSpot>,
    /// The sources that count, by path.
    pub(crate) inputs: Vec<Input>,
    /// Files that are no source.
    pub(crate) skipped: Vec<Skipped>,
    /// Sources that the store remembers and whose files are gone.
    pub(crate) gone_sources: usize,
    /// How many devices there are.
    pub(crate) devices: usize,
    /// Sentences about names and suppressions.
    pub(crate) remarks: Vec<String>,
    /// SHA-256 over the content.
    pub(crate) digest: String,
    /// Whether an earlier report was compared with.
    pub(crate) compared: bool,
}

/// A finding as it is told: no fingerprint of a secret in it.
#[derive(Clone, Debug)]
pub(crate) struct Told {
    /// The finding.
    pub(crate) finding: Finding,
    /// Its group's id.
    pub(crate) group: String,
    /// Whether an earlier report has it.
    pub(crate) still: bool,
    /// The notices whose statements its hunt checks.
    pub(crate) notices: Vec<String>,
}

/// The answers to one hunt, counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    /// Asked from and until.
    pub(crate) span: Option<Span>,
    /// Devices on which it was found.
    pub(crate) found: usize,
    /// Devices on which everything was looked at, and nothing found.
    pub(crate) not_found: usize,
    /// Devices of which nobody can tell.
    pub(crate) cannot_tell: usize,
    /// Devices that the question does not concern.
    pub(crate) not_applicable: usize,
}

impl Tally {
    /// The answer over all devices: the one that most needs a person.
    pub(crate) const fn verdict(self) -> Verdict {
        if self.found > 0 {
            Verdict::Found
        } else if self.cannot_tell > 0 {
            Verdict::CannotTell
        } else if self.not_found > 0 {
            Verdict::NotFound
        } else {
            Verdict::NotApplicable
        }
    }
}

impl Report {
    /// Makes a report.
    pub(crate) fn new(material: Material<'_>) -> Self {
        let Material {
            asked,
            content,
            devices,
            ..
        } = material;
        let mut answers = asked.answers;
        let asked_of = tally(&material.hunts, &answers, &asked.spans);
        // Suppressions may name a value of the finding; nothing after them may.
        let mut suppression = material.ignores.apply(asked.findings, material.as_of);
        if !material.show_sensitive {
            let told = suppression.told.iter_mut();
            let suppressed = suppression
                .suppressed
                .iter_mut()
                .map(|(finding, _)| finding);
            for finding in told.chain(suppressed).filter(|finding| finding.sensitive) {
                finding.conceal();
            }
        }
        let own_names = own_names(devices);
        let mut findings: Vec<Told> = suppression
            .told
            .into_iter()
            .map(|finding| Told {
                group: group::id(content.hunts.get(&finding.hunt), &finding, &own_names),
                still: material
                    .earlier
                    .is_some_and(|earlier| earlier.has(&finding.fingerprint)),
                notices: notices(content, &finding.hunt),
                finding,
            })
            .collect();
        let paths: BTreeMap<u32, &str> = material
            .inputs
            .iter()
            .map(|input| (input.source.number, input.source.path.as_str()))
            .collect();
        for told in &mut findings {
            under_present_paths(&mut told.finding.evidence, &paths);
        }
        let mut groups = group::groups(&mut findings, &asked_of);
        let incidents = incident::incidents(&findings, &groups, material.approved);
        let gone = material.earlier.map_or_else(Vec::new, |earlier| {
            compare::gone(
                earlier,
                &findings,
                &suppression.suppressed,
                &answers,
                content,
                &asked_of,
            )
        });
        let mut suppressed = suppression.suppressed;
        let mut letters = Letters::default();
        for told in &mut findings {
            hide(&mut told.finding, &mut letters);
        }
        for group in &mut groups {
            group.says = letters.replace(&group.says);
        }
        for (finding, _) in &mut suppressed {
            hide(finding, &mut letters);
        }
        for answer in &mut answers {
            answer.reason = letters.replace(&answer.reason);
            answer.remedy = answer.remedy.as_ref().map(|remedy| letters.replace(remedy));
        }
        let mut remarks = suppression.remarks;
        remarks.extend(material.naming_problems.iter().cloned());
        Self {
            as_of: material.as_of,
            findings,
            incidents: incident::lettered(incidents, &mut letters),
            groups,
            gone,
            suppressed,
            asked: asked_of,
            blind_spots: blind_spot::blind_spots(&answers),
            answers,
            inputs: material.inputs.to_vec(),
            skipped: material.skipped.to_vec(),
            gone_sources: material.gone_sources,
            devices: devices.len(),
            remarks,
            digest: content.digest(),
            compared: material.earlier.is_some(),
        }
    }

    /// The share of the pairs of device and hunt, as far as they apply, that were answered. Where
    /// nothing applies nothing was looked at.
    pub(crate) fn coverage(&self) -> f64 {
        let (mut answered, mut pairs) = (0, 0);
        for tally in self.asked.values() {
            answered += tally.found + tally.not_found;
            pairs += tally.found + tally.not_found + tally.cannot_tell;
        }
        if pairs == 0 {
            0.0
        } else {
            answered as f64 / pairs as f64
        }
    }

    /// The exit code this report means.
    pub(crate) fn exit(&self, fail_on: Severity, require_coverage: f64) -> Exit {
        let counts = |told: &Told| {
            told.finding.kind != HuntKind::Weakness && told.finding.severity >= fail_on
        };
        if self.findings.iter().any(counts) {
            Exit::Found
        } else if self.coverage() < require_coverage {
            Exit::CouldNotLook
        } else {
            Exit::LookedEverywhere
        }
    }

    /// A finding's number in [`Report::inputs`] for an origin, counted from 1: the numbers of a
    /// store depend on the order in which files came, those of a report do not.
    pub(crate) fn source_number(&self, origin: Origin) -> Option<usize> {
        self.inputs
            .iter()
            .position(|input| input.source.number == origin.source())
            .map(|at| at + 1)
    }
}

/// Counts answers by hunt. A hunt without any answer is there too, with nothing but zeros.
fn tally(
    hunts: &[&str],
    answers: &[Answer],
    spans: &BTreeMap<String, Span>,
) -> BTreeMap<String, Tally> {
    let mut all: BTreeMap<String, Tally> = hunts
        .iter()
        .map(|hunt| {
            let span = spans.get(*hunt).copied();
            (
                (*hunt).to_owned(),
                Tally {
                    span,
                    ..Tally::default()
                },
            )
        })
        .collect();
    for answer in answers {
        let tally = all.entry(answer.hunt.clone()).or_default();
        match answer.verdict {
            Verdict::Found => tally.found += 1,
            Verdict::NotFound => tally.not_found += 1,
            Verdict::CannotTell => tally.cannot_tell += 1,
            Verdict::NotApplicable => tally.not_applicable += 1,
        }
    }
    all
}

/// Every name, address and serial of each device, in lower case.
fn own_names(devices: &[DeviceSummary]) -> BTreeMap<&str, BTreeSet<String>> {
    devices
        .iter()
        .map(|device| {
            let names = device
                .names
                .iter()
                .chain([&device.name])
                .map(|name| name.to_lowercase());
            (device.name.as_str(), names.collect())
        })
        .collect()
}

fn notices(content: &Content, hunt: &str) -> Vec<String> {
    let checks = |statement: &seawall_model::Statement| statement.hunts.iter().any(|id| id == hunt);
    content
        .notices
        .values()
        .filter(|notice| notice.statements.iter().any(checks))
        .map(|notice| notice.id.clone())
        .collect()
}

/// Evidence under the paths where its sources are now, in order of path and line: the order of a
/// store's numbers depends on the order in which files came.
fn under_present_paths(evidence: &mut [Evidence], paths: &BTreeMap<u32, &str>) {
    for line in evidence.iter_mut() {
        if let Some(path) = paths.get(&line.origin.source()) {
            line.path = (*path).to_owned();
        }
    }
    evidence.sort_by(|a, b| {
        (&a.path, a.origin.place(), a.origin).cmp(&(&b.path, b.origin.place(), b.origin))
    });
}

/// Replaces every fingerprint in a finding by its letter.
fn hide(finding: &mut Finding, letters: &mut Letters) {
    finding.says = letters.replace(&finding.says);
    for line in &mut finding.evidence {
        if line.text.contains(SECRET_OPEN) {
            line.text = letters.replace(&line.text);
        }
    }
    for value in finding.values.values_mut() {
        *value = letters.replace(value);
    }
    for name in &mut finding.lowered_by {
        *name = letters.replace(name);
    }
    finding.subject.name = letters.replace(&finding.subject.name);
}
