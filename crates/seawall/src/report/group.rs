//! Findings of one hunt that say the same thing: the same thing on two thousand devices is one
//! line.
//!
//! A group's id is the first 12 base32 characters of SHA-256 over the hunt's id and those key
//! values that are not the device's own: its names, addresses and serials, and times, are left
//! out, and a secret counts as any other. So the id does not change when a device joins, and does
//! not depend on a store's key.

use std::collections::{BTreeMap, BTreeSet};

use data_encoding::BASE32_NOPAD;
use seawall_model::{Confidence, Finding, Hunt, HuntKind, Moment, SaidBy, Severity, SubjectKind};
use sha2::{Digest, Sha256};

use super::{Tally, Told};
use crate::secrets;

/// A group.
#[derive(Clone, Debug)]
pub(crate) struct Group {
    /// Its id.
    pub(crate) id: String,
    /// The hunt's id.
    pub(crate) hunt: String,
    /// What its findings mean.
    pub(crate) kind: HuntKind,
    /// The hunt's title.
    pub(crate) title: String,
    /// What its most telling finding says.
    pub(crate) says: String,
    /// The worst of its findings' severities.
    pub(crate) severity: Severity,
    /// The highest of their confidences.
    pub(crate) confidence: Confidence,
    /// The subjects, the most telling first.
    pub(crate) subjects: Vec<String>,
    /// How many of the devices asked have it, as a share; `None` if none was asked.
    pub(crate) share_of_peers: Option<f64>,
    /// First time of any finding.
    pub(crate) first_seen: Option<Moment>,
    /// Last time of any finding.
    pub(crate) last_seen: Option<Moment>,
    /// Where its findings begin in the report's list, the most telling first.
    pub(crate) start: usize,
    /// How many findings it has.
    pub(crate) len: usize,
    /// Whether none of its findings was there before.
    pub(crate) all_new: bool,
}

impl Group {
    /// Its findings in the report's list.
    pub(crate) fn findings<'r>(&self, all: &'r [Told]) -> &'r [Told] {
        all.get(self.start..self.start + self.len)
            .unwrap_or_default()
    }

    /// What comes first on a screen comes first here: severity, confidence, rarity.
    fn rank(&self) -> impl Ord + use<> {
        use std::cmp::Reverse;
        // Shares are between 0 and 1; as parts of a million they can be ordered.
        let share = self.share_of_peers.map_or(0, |share| (share * 1e6) as u32);
        (
            Reverse(self.severity),
            Reverse(self.confidence),
            share,
            self.subjects.len(),
            self.hunt.clone(),
            self.first_seen,
            self.id.clone(),
        )
    }
}

/// The first twelve base32 characters of SHA-256 over parts, each with its length.
pub(super) fn short_id(parts: &[&str]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part);
    }
    let mut id = BASE32_NOPAD.encode(&hash.finalize()).to_lowercase();
    id.truncate(12);
    id
}

/// The id of the group a finding belongs to.
pub(super) fn id(
    hunt: Option<&Hunt>,
    finding: &Finding,
    own_names: &BTreeMap<&str, BTreeSet<String>>,
) -> String {
    let own = own_names.get(finding.subject.name.as_str());
    let mut parts = vec![finding.hunt.clone()];
    if finding.subject.kind != SubjectKind::Device {
        parts.push(finding.subject.name.clone());
    }
    for column in hunt.map(|hunt| hunt.key.as_slice()).unwrap_or_default() {
        let value = finding.values.get(column).map_or("", String::as_str);
        let is_own = own.is_some_and(|own| own.contains(&value.to_lowercase()))
            || value.eq_ignore_ascii_case(&finding.subject.name);
        let is_time = value.parse::<jiff::Timestamp>().is_ok();
        parts.push(match (is_own, is_time) {
            (true, _) => "its own".to_owned(),
            (_, true) => "some time".to_owned(),
            _ => secrets::anonymous(value),
        });
    }
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    short_id(&parts)
}

/// Brings findings into groups, and both into order.
pub(super) fn groups(findings: &mut Vec<Told>, asked: &BTreeMap<String, Tally>) -> Vec<Group> {
    let mut by_group: BTreeMap<String, Vec<Told>> = BTreeMap::new();
    for told in std::mem::take(findings) {
        by_group.entry(told.group.clone()).or_default().push(told);
    }
    let mut groups = Vec::new();
    for (id, mut members) in by_group {
        members.sort_by_cached_key(|told| telling(&told.finding));
        let Some(first) = members.first().map(|told| &told.finding) else {
            continue;
        };
        let subjects: BTreeSet<&str> = members
            .iter()
            .map(|told| told.finding.subject.name.as_str())
            .collect();
        let asked_of = asked
            .get(&first.hunt)
            .map_or(0, |tally| tally.found + tally.not_found + tally.cannot_tell);
        let share = (asked_of > 0).then(|| (subjects.len() as f64 / asked_of as f64).min(1.0));
        let mut in_order: Vec<String> = Vec::new();
        for told in &members {
            if !in_order.contains(&told.finding.subject.name) {
                in_order.push(told.finding.subject.name.clone());
            }
        }
        let of = |pick: fn(&Finding) -> Option<Moment>| {
            members.iter().filter_map(move |told| pick(&told.finding))
        };
        let group = Group {
            id,
            hunt: first.hunt.clone(),
            kind: first.kind,
            title: first.title.clone(),
            says: first.says.clone(),
            severity: members
                .iter()
                .map(|t| t.finding.severity)
                .max()
                .unwrap_or(first.severity),
            confidence: members
                .iter()
                .map(|t| t.finding.confidence)
                .max()
                .unwrap_or(first.confidence),
            subjects: in_order,
            share_of_peers: share,
            first_seen: of(|finding| finding.first_seen).min(),
            last_seen: of(|finding| finding.last_seen).max(),
            start: 0,
            len: members.len(),
            all_new: !members.iter().any(|told| told.still),
        };
        groups.push((group, members));
    }
    groups.sort_by_cached_key(|(group, _)| group.rank());
    let mut ordered = Vec::new();
    for (mut group, members) in groups {
        group.start = findings.len();
        findings.extend(members);
        ordered.push(group);
    }
    ordered
}

/// The most telling finding of a group first: the worst and surest, then one that somebody other
/// than the device supports, then the most evidence, then the earliest.
fn telling(finding: &Finding) -> impl Ord + use<> {
    use std::cmp::Reverse;
    let witnesses: BTreeSet<SaidBy> = finding.evidence.iter().map(|line| line.said_by).collect();
    (
        Reverse((finding.severity, finding.confidence)),
        finding.device_says_only,
        Reverse((witnesses.len(), finding.evidence_total)),
        finding.first_seen.is_none(),
        finding.first_seen,
        finding.subject.name.clone(),
        finding.fingerprint.clone(),
    )
}
