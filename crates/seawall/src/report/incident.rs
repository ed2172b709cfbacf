//! Groups that share a source address, account, secret or tunnel peer within 24 hours are one
//! incident. What robots do, and what the organisation approves, ties nothing together.
//!
//! Groups that are tied by one value and groups that are tied to one of them by another are one
//! incident: an intruder changes accounts. A finding without a time (a line of a configuration) joins the earliest findings that share
//! its value. An incident's id is made from what is shared and the first finding that shares it;
//! for a secret from that finding alone, because a fingerprint never leaves the store.

use std::collections::{BTreeMap, BTreeSet};

use seawall_engine::Approval;
use seawall_model::{Address, Finding, HuntKind, Moment};

use super::Told;
use super::group::{Group, short_id};
use crate::secrets::Letters;

/// The result columns that tie findings together, in the order in which they are named.
const TIES: [&str; 4] = ["from_address", "account", "peer", "secret"];

/// The longest time between two findings of one incident, in seconds.
const WITHIN: f64 = 86_400.0;

/// An incident.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Incident {
    /// Its id.
    pub(crate) id: String,
    /// Which column ties most of its groups together.
    pub(crate) kind: String,
    /// That column's value.
    pub(crate) value: String,
    /// What else ties some of its groups together, as column and value, sorted.
    pub(crate) also: Vec<(String, String)>,
    /// Its groups as positions in the report's list, in that order.
    pub(crate) groups: Vec<usize>,
}

/// A value that several groups share within the time.
struct Tie<'f> {
    kind: &'static str,
    value: &'f str,
    groups: BTreeSet<usize>,
    first: &'f Finding,
}

/// Finds the incidents among intrusions and changes.
pub(super) fn incidents(
    findings: &[Told],
    groups: &[Group],
    approved: &[Approval],
) -> Vec<Incident> {
    let mut sharing: BTreeMap<(usize, &str), Vec<(usize, &Finding)>> = BTreeMap::new();
    for (at, group) in groups.iter().enumerate() {
        for told in group.findings(findings) {
            let finding = &told.finding;
            if finding.kind == HuntKind::Weakness {
                continue;
            }
            for (order, kind) in TIES.iter().enumerate() {
                if let Some(value) = finding.values.get(*kind).map(|value| value.trim())
                    && !value.is_empty()
                    && !is_expected(kind, value, approved)
                {
                    sharing
                        .entry((order, value))
                        .or_default()
                        .push((at, finding));
                }
            }
        }
    }
    let mut ties = Vec::new();
    for ((order, value), members) in sharing {
        let Some(kind) = TIES.get(order) else {
            continue;
        };
        for cluster in clusters(members) {
            let groups: BTreeSet<usize> = cluster.iter().map(|(at, _)| *at).collect();
            if let Some((_, first)) = cluster.first()
                && groups.len() > 1
            {
                ties.push(Tie {
                    kind,
                    value,
                    groups,
                    first,
                });
            }
        }
    }
    join(&ties)
}

/// Whether a value is a robot's or approved; the organisation's own prefixes approve nobody.
fn is_expected(kind: &str, value: &str, approved: &[Approval]) -> bool {
    let address = Address::parse(value);
    approved.iter().any(|row| match kind {
        "account" => {
            row.list == format!("robot:{value}")
                || row.list == "local_accounts" && row.value == value
        }
        "secret" => false,
        _ => {
            row.list != "own_prefixes"
                && match (address, row.network) {
                    (Some(address), Some((network, length))) => contains(network, length, address),
                    _ => false,
                }
        }
    })
}

fn contains(network: Address, length: u8, address: Address) -> bool {
    let bits = |address: Address| u128::from_be_bytes(address.bytes());
    let shift = 128_u32.saturating_sub(u32::from(length));
    (bits(network) ^ bits(address))
        .checked_shr(shift)
        .unwrap_or(0)
        == 0
}

/// Findings that share a value, cut where nothing happened for longer than [`WITHIN`].
fn clusters(members: Vec<(usize, &Finding)>) -> Vec<Vec<(usize, &Finding)>> {
    let (mut timed, timeless): (Vec<_>, Vec<_>) = members
        .into_iter()
        .partition(|(_, finding)| finding.first_seen.is_some());
    timed.sort_by_key(|(at, finding)| (finding.first_seen, *at, &finding.fingerprint));
    let mut clusters: Vec<Vec<(usize, &Finding)>> = Vec::new();
    let mut until: Option<Moment> = None;
    for (at, finding) in timed {
        let near = match (until, finding.first_seen) {
            (Some(until), Some(first)) => until.seconds_until(first) <= WITHIN,
            _ => false,
        };
        match clusters.last_mut() {
            Some(cluster) if near => cluster.push((at, finding)),
            _ => clusters.push(vec![(at, finding)]),
        }
        until = until
            .filter(|_| near)
            .max(finding.last_seen.or(finding.first_seen));
    }
    match clusters.first_mut() {
        Some(first) => first.extend(timeless),
        None => clusters.push(timeless),
    }
    clusters
}

/// Ties that have a group in common make one incident.
fn join(ties: &[Tie<'_>]) -> Vec<Incident> {
    let mut joined: Vec<(BTreeSet<usize>, Vec<&Tie<'_>>)> = Vec::new();
    for tie in ties {
        let mut groups = tie.groups.clone();
        let mut members = vec![tie];
        joined.retain_mut(|(there, others)| {
            let apart = there.is_disjoint(&groups);
            if !apart {
                groups.append(there);
                members.append(others);
            }
            apart
        });
        joined.push((groups, members));
    }
    let mut incidents: Vec<Incident> = joined
        .into_iter()
        .filter_map(|(groups, mut ties)| {
            let order = |kind: &str| TIES.iter().position(|tie| *tie == kind);
            ties.sort_by_key(|tie| {
                (
                    std::cmp::Reverse(tie.groups.len()),
                    order(tie.kind),
                    tie.value,
                )
            });
            let main = ties.first()?;
            let fingerprint = main.first.fingerprint.as_str();
            let id = if main.kind == "secret" {
                short_id(&["incident", main.kind, fingerprint])
            } else {
                short_id(&["incident", main.kind, main.value, fingerprint])
            };
            Some(Incident {
                id,
                kind: main.kind.to_owned(),
                value: main.value.to_owned(),
                also: ties
                    .iter()
                    .map(|tie| (tie.kind.to_owned(), tie.value.to_owned()))
                    .filter(|(kind, value)| kind != main.kind || value != main.value)
                    .collect::<BTreeSet<_>>()
                    .into_iter()
                    .collect(),
                groups: groups.into_iter().collect(),
            })
        })
        .collect();
    incidents.sort_by(|a, b| (&a.groups, &a.id).cmp(&(&b.groups, &b.id)));
    incidents
}

/// The incidents with letters for secrets.
pub(super) fn lettered(mut incidents: Vec<Incident>, letters: &mut Letters) -> Vec<Incident> {
    for incident in &mut incidents {
        incident.value = letters.replace(&incident.value);
        for (_, value) in &mut incident.also {
            *value = letters.replace(value);
        }
    }
    incidents
}
