//! `seawall.report/1`: the JSON document that programs read. Fields may be added, never changed;
//! every key is always present, unknown is null, arrays are sorted, times are RFC 3339 in UTC.
//! docs/reference/schemas/seawall.report.1.json says the same as JSON Schema.

use seawall_model::{State, SubjectKind, Verdict};
use serde::{Deserialize, Serialize};

use super::{Report, Told};
use crate::moments::rfc3339;

/// The schema's name and version.
pub(crate) const SCHEMA: &str = "seawall.report/1";

/// The document.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Document {
    /// [`SCHEMA`].
    pub(crate) schema: String,
    as_of: Option<String>,
    /// By fingerprint.
    pub(crate) findings: Vec<Finding>,
    groups: Vec<Group>,
    incidents: Vec<Incident>,
    asked: Vec<Asked>,
    blind_spots: Vec<BlindSpot>,
    suppressed: Vec<Suppressed>,
    inputs: Vec<Input>,
    /// Which content was asked.
    pub(crate) content: ContentId,
    remarks: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    answers: Option<Vec<Answer>>,
}

/// A finding.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Finding {
    /// What makes it the same finding next time.
    pub(crate) fingerprint: String,
    group: String,
    /// new, still or gone.
    pub(crate) state: String,
    /// Why it is gone.
    pub(crate) gone_because: Option<String>,
    /// The hunt's id.
    pub(crate) hunt: String,
    kind: String,
    title: String,
    says: String,
    severity: String,
    confidence: Option<String>,
    audience: Option<String>,
    /// What it is about.
    pub(crate) subject: Subject,
    attack: Vec<String>,
    notices: Vec<String>,
    first_seen: Option<String>,
    /// Last time of any row.
    pub(crate) last_seen: Option<String>,
    evidence: Vec<Evidence>,
    evidence_total: u64,
    lowered_by: Vec<String>,
    device_says_only: Option<bool>,
    remedy: Option<String>,
    #[serde(default)]
    sensitive: bool,
}

/// What a finding is about: exactly one is not null.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Subject {
    /// A device.
    pub(crate) device: Option<String>,
    account: Option<String>,
    party: Option<String>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Evidence {
    source: Option<usize>,
    path: String,
    place: String,
    line: Option<u32>,
    text: String,
    said_by: String,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Group {
    group: String,
    hunt: String,
    kind: String,
    says: String,
    devices: Vec<String>,
    share_of_peers: Option<f64>,
    first_seen: Option<String>,
    last_seen: Option<String>,
    findings: Vec<String>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Incident {
    incident: String,
    shares: Shares,
    also: Vec<Shares>,
    groups: Vec<String>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Shares {
    kind: String,
    value: String,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Asked {
    hunt: String,
    from: Option<String>,
    to: Option<String>,
    devices: Counts,
    answer: String,
}

#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
struct Counts {
    found: usize,
    not_found: usize,
    cannot_tell: usize,
    not_applicable: usize,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct BlindSpot {
    cause: String,
    remedy: String,
    reason: Option<String>,
    devices: Vec<String>,
    hunts: Vec<String>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Suppressed {
    fingerprint: String,
    hunt: String,
    says: String,
    subject: Subject,
    reason: String,
    owner: String,
    expires: String,
    by: String,
}

/// A file.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Input {
    source: usize,
    path: String,
    sha256: Option<String>,
    bytes: Option<u64>,
    kind: String,
    platform: Option<String>,
    device: Option<String>,
    collected: Option<String>,
    state: String,
    reason: Option<String>,
    read: u64,
    irrelevant: u64,
    unsupported: u64,
    unrecognised: u64,
    complete: bool,
    from: Option<String>,
    to: Option<String>,
}

impl Input {
    /// Its path as shown.
    pub(crate) fn path(&self) -> &str {
        &self.path
    }
}

/// Which content.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct ContentId {
    version: String,
    /// SHA-256 over every path and text.
    pub(crate) digest: String,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Answer {
    hunt: String,
    device: String,
    answer: String,
    channel: Option<String>,
    from: Option<String>,
    to: Option<String>,
    cause: Option<String>,
    reason: String,
    remedy: Option<String>,
}

impl Document {
    /// The document of a report; with every answer if `per_device`.
    pub(crate) fn of(report: &Report, per_device: bool) -> Self {
        let mut document = Self {
            schema: SCHEMA.to_owned(),
            as_of: report.as_of.map(rfc3339),
            findings: findings(report),
            groups: groups(report),
            incidents: incidents(report),
            asked: asked(report),
            blind_spots: blind_spots(report),
            suppressed: suppressed(report),
            inputs: inputs(&report.inputs, &report.skipped),
            content: ContentId {
                version: env!("CARGO_PKG_VERSION").to_owned(),
                digest: report.digest.clone(),
            },
            remarks: report.remarks.clone(),
            answers: per_device.then(|| answers(report)),
        };
        document
            .findings
            .sort_by(|a, b| a.fingerprint.cmp(&b.fingerprint));
        document.groups.sort_by(|a, b| a.group.cmp(&b.group));
        document
            .incidents
            .sort_by(|a, b| a.incident.cmp(&b.incident));
        document.remarks.sort();
        document
    }

    /// Its text.
    ///
    /// # Errors
    /// None in practice: the document holds nothing that JSON cannot say.
    pub(crate) fn text(&self) -> serde_json::Result<String> {
        serde_json::to_string_pretty(self).map(|text| text + "\n")
    }
}

impl Finding {
    /// A finding of which a store remembers no more than this.
    pub(super) fn remembered(saved: seawall_engine::SavedFinding) -> Self {
        let subject = |kind: &str| (saved.subject_kind == kind).then(|| saved.subject.clone());
        Self {
            subject: Subject {
                device: subject("device"),
                account: subject("account"),
                party: subject("party"),
            },
            fingerprint: saved.fingerprint,
            group: saved.group,
            state: "still".to_owned(),
            gone_because: None,
            hunt: saved.hunt,
            kind: saved.kind,
            title: saved.says.clone(),
            says: saved.says,
            severity: saved.severity,
            confidence: None,
            audience: None,
            attack: Vec::new(),
            notices: Vec::new(),
            first_seen: None,
            last_seen: None,
            evidence: Vec::new(),
            evidence_total: 0,
            lowered_by: Vec::new(),
            device_says_only: None,
            remedy: None,
            // What was remembered of a sensitive one has no content.
            sensitive: false,
        }
    }
}

fn findings(report: &Report) -> Vec<Finding> {
    let here = report.findings.iter().map(|told| finding(report, told));
    let gone = report.gone.iter().map(|gone| Finding {
        state: "gone".to_owned(),
        gone_because: Some(gone.because.to_owned()),
        ..gone.finding.clone()
    });
    here.chain(gone).collect()
}

fn finding(report: &Report, told: &Told) -> Finding {
    let finding = &told.finding;
    Finding {
        fingerprint: finding.fingerprint.clone(),
        group: told.group.clone(),
        state: if told.still { "still" } else { "new" }.to_owned(),
        gone_because: None,
        hunt: finding.hunt.clone(),
        kind: finding.kind.as_str().to_owned(),
        title: finding.title.clone(),
        says: finding.says.clone(),
        severity: finding.severity.as_str().to_owned(),
        confidence: Some(finding.confidence.as_str().to_owned()),
        audience: Some(finding.audience.as_str().to_owned()),
        subject: subject(&finding.subject),
        attack: finding.attack.clone(),
        notices: told.notices.clone(),
        first_seen: finding.first_seen.map(rfc3339),
        last_seen: finding.last_seen.map(rfc3339),
        evidence: finding
            .evidence
            .iter()
            .map(|line| evidence(report, line))
            .collect(),
        evidence_total: finding.evidence_total,
        lowered_by: finding.lowered_by.clone(),
        device_says_only: Some(finding.device_says_only),
        remedy: Some(finding.remedy.clone()),
        sensitive: finding.sensitive,
    }
}

fn subject(subject: &seawall_model::Subject) -> Subject {
    let name = |kind| (subject.kind == kind).then(|| subject.name.clone());
    Subject {
        device: name(SubjectKind::Device),
        account: name(SubjectKind::Account),
        party: name(SubjectKind::Party),
    }
}

fn evidence(report: &Report, line: &seawall_model::Evidence) -> Evidence {
    let place = line.origin.place();
    Evidence {
        source: report.source_number(line.origin),
        path: line.path.clone(),
        place: if place == 0 {
            line.path.clone()
        } else {
            format!("{}:{place}", line.path)
        },
        line: (place > 0).then_some(place),
        text: line.text.clone(),
        said_by: line.said_by.as_str().to_owned(),
    }
}

fn groups(report: &Report) -> Vec<Group> {
    let sorted = |names: &[String]| {
        let mut names = names.to_vec();
        names.sort();
        names
    };
    let group = |group: &super::Group| {
        let members = group.findings(&report.findings);
        let ids: Vec<String> = members
            .iter()
            .map(|told| told.finding.fingerprint.clone())
            .collect();
        Group {
            group: group.id.clone(),
            hunt: group.hunt.clone(),
            kind: group.kind.as_str().to_owned(),
            says: group.says.clone(),
            devices: sorted(&group.subjects),
            share_of_peers: group.share_of_peers,
            first_seen: group.first_seen.map(rfc3339),
            last_seen: group.last_seen.map(rfc3339),
            findings: sorted(&ids),
        }
    };
    report.groups.iter().map(group).collect()
}

fn incidents(report: &Report) -> Vec<Incident> {
    let shares = |kind: &str, value: &str| Shares {
        kind: kind.to_owned(),
        value: value.to_owned(),
    };
    let incident = |incident: &super::Incident| {
        let ids = incident
            .groups
            .iter()
            .filter_map(|at| report.groups.get(*at));
        let mut groups: Vec<String> = ids.map(|group| group.id.clone()).collect();
        groups.sort();
        Incident {
            incident: incident.id.clone(),
            shares: shares(&incident.kind, &incident.value),
            also: incident
                .also
                .iter()
                .map(|(kind, value)| shares(kind, value))
                .collect(),
            groups,
        }
    };
    report.incidents.iter().map(incident).collect()
}

fn asked(report: &Report) -> Vec<Asked> {
    let asked = |(hunt, tally): (&String, &super::Tally)| Asked {
        hunt: hunt.clone(),
        from: tally.span.and_then(|span| span.from).map(rfc3339),
        to: tally.span.and_then(|span| span.until).map(rfc3339),
        devices: Counts {
            found: tally.found,
            not_found: tally.not_found,
            cannot_tell: tally.cannot_tell,
            not_applicable: tally.not_applicable,
        },
        answer: tally.verdict().as_str().to_owned(),
    };
    report.asked.iter().map(asked).collect()
}

fn blind_spots(report: &Report) -> Vec<BlindSpot> {
    let spot = |spot: &super::BlindSpot| BlindSpot {
        cause: spot.cause.as_str().to_owned(),
        remedy: spot.remedy.clone(),
        reason: spot.reason.clone(),
        devices: spot.devices.clone(),
        hunts: spot.hunts.clone(),
    };
    let mut spots: Vec<BlindSpot> = report.blind_spots.iter().map(spot).collect();
    spots.sort_by(|a, b| (&a.cause, &a.remedy).cmp(&(&b.cause, &b.remedy)));
    spots
}

fn suppressed(report: &Report) -> Vec<Suppressed> {
    let mut all: Vec<Suppressed> = report
        .suppressed
        .iter()
        .map(|(finding, entry)| Suppressed {
            fingerprint: finding.fingerprint.clone(),
            hunt: finding.hunt.clone(),
            says: finding.says.clone(),
            subject: subject(&finding.subject),
            reason: entry.reason.clone(),
            owner: entry.owner.clone(),
            expires: rfc3339(entry.expires),
            by: entry.place(),
        })
        .collect();
    all.sort_by(|a, b| a.fingerprint.cmp(&b.fingerprint));
    all
}

/// Sources and files that are no source, by path, numbered from 1.
pub(crate) fn inputs(
    inputs: &[crate::session::Input],
    skipped: &[seawall_read::Skipped],
) -> Vec<Input> {
    let source = |(at, input): (usize, &crate::session::Input)| {
        let (source, coverage) = (&input.source, &input.coverage);
        Input {
            source: at + 1,
            path: source.path.clone(),
            sha256: Some(source.sha256.clone()).filter(|digest| !digest.is_empty()),
            bytes: Some(source.bytes),
            kind: source.kind.as_str().to_owned(),
            platform: source.platform.clone(),
            device: source.device.clone(),
            collected: source.collected.map(rfc3339),
            state: state(source.state).to_owned(),
            reason: source.reason.clone(),
            read: coverage.read,
            irrelevant: coverage.irrelevant,
            unsupported: coverage.unsupported,
            unrecognised: coverage.unrecognised,
            complete: coverage.complete,
            from: coverage.from.map(rfc3339),
            to: coverage.until.map(rfc3339),
        }
    };
    let other = |(at, skipped): (usize, &seawall_read::Skipped)| Input {
        source: inputs.len() + at + 1,
        path: skipped.shown.clone(),
        sha256: None,
        bytes: None,
        kind: "unknown".to_owned(),
        platform: None,
        device: None,
        collected: None,
        state: state(if skipped.twice {
            State::Read
        } else {
            State::NotRead
        })
        .to_owned(),
        reason: Some(skipped.reason.clone()),
        read: 0,
        irrelevant: 0,
        unsupported: 0,
        unrecognised: 0,
        complete: false,
        from: None,
        to: None,
    };
    let sources = inputs.iter().enumerate().map(source);
    let others = skipped.iter().enumerate().map(other);
    let mut all: Vec<Input> = sources.chain(others).collect();
    all.sort_by(|a, b| (&a.path, a.source).cmp(&(&b.path, b.source)));
    all
}

/// The word for a state.
const fn state(state: State) -> &'static str {
    match state {
        State::Read => "read",
        State::Partly => "partly",
        State::NotRead => "not_read",
    }
}

fn answers(report: &Report) -> Vec<Answer> {
    let answer = |answer: &seawall_model::Answer| Answer {
        hunt: answer.hunt.clone(),
        device: answer.device.clone(),
        answer: answer.verdict.as_str().to_owned(),
        channel: answer.channel.clone(),
        from: answer.from.map(rfc3339),
        to: answer.until.map(rfc3339),
        cause: answer
            .cause
            .filter(|_| answer.verdict == Verdict::CannotTell)
            .map(|cause| cause.as_str().to_owned()),
        reason: answer.reason.clone(),
        remedy: answer.remedy.clone(),
    };
    let mut all: Vec<Answer> = report.answers.iter().map(answer).collect();
    all.sort_by(|a, b| (&a.hunt, &a.device).cmp(&(&b.hunt, &b.device)));
    all
}
