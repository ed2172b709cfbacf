//! Which moment: for each device, the newest complete configuration, and the newest complete output
//! of each show command, is what is believed, and anything newer is looked at too, so that what only a newer truncated file shows
//! is still found. Absence counts in the newest complete one alone.

use std::collections::{BTreeMap, BTreeSet};

use seawall_model::{Coverage, Kind, Moment, SaidBy, Source, State};

use super::names::Names;

/// What the functions and answers know of one source.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct SourceFacts {
    /// Its path as shown.
    pub(crate) path: String,
    /// What it holds.
    pub(crate) kind: Kind,
    /// The reader that took it: for show outputs, the command.
    pub(crate) reader: String,
    /// What its content says it comes from.
    pub(crate) platform: Option<String>,
    /// The device it speaks of, for snapshots.
    pub(crate) device: Option<String>,
    /// When it was taken.
    pub(crate) collected: Option<Moment>,
    /// Whose word it is.
    pub(crate) said_by: SaidBy,
    /// Whether it counts in this question.
    pub(crate) live: bool,
    /// Whether absence in it means anything.
    pub(crate) complete: bool,
    /// Whether the plain views draw on it.
    pub(crate) current: bool,
    /// Whether it is the newest complete one of its device and kind.
    pub(crate) newest_complete: bool,
    /// When it was first taken, if it was taken more than once without a change.
    pub(crate) first: Option<Moment>,
    /// The complete snapshot before this one; itself if there is none and it was taken before.
    pub(crate) previous: Option<u32>,
    /// Lines in all, and lines nobody knows.
    pub(crate) lines: u64,
    /// Of these, unrecognised.
    pub(crate) unrecognised: u64,
    /// How much of it was read.
    pub(crate) state: State,
    /// The counts and bounds of its reading.
    pub(crate) coverage: Coverage,
    /// Why it was not read to its end.
    pub(crate) reason: Option<String>,
}

/// Every source, by number.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sources {
    all: BTreeMap<u32, SourceFacts>,
    /// Snapshots that count, by device, in order of number.
    of_device: BTreeMap<String, Vec<u32>>,
}

impl Sources {
    /// Decides which snapshots count.
    pub(crate) fn new(
        sources: &[(Source, Coverage)],
        live: &BTreeSet<u32>,
        as_of: Option<Moment>,
        names: &Names,
    ) -> Self {
        let mut all: BTreeMap<u32, SourceFacts> = sources
            .iter()
            .map(|(source, coverage)| {
                let later =
                    source.kind.is_snapshot() && as_of.is_some() && source.collected > as_of;
                let live = live.contains(&source.number) && !later;
                let complete = coverage.complete && source.state == State::Read;
                let snapshot = source.kind.is_snapshot();
                let seen_as = source.device.as_deref().filter(|_| snapshot);
                let facts = SourceFacts {
                    path: source.path.clone(),
                    kind: source.kind,
                    reader: source.reader.clone(),
                    platform: source.platform.clone(),
                    device: seen_as.map(|seen_as| {
                        let device = names.resolve(seen_as, names.matters(source.number));
                        names.name(device).to_owned()
                    }),
                    collected: source.collected,
                    said_by: source.said_by,
                    live,
                    complete,
                    current: live && !snapshot,
                    newest_complete: live && !snapshot && complete,
                    first: source.collected_first,
                    previous: None,
                    lines: coverage.total(),
                    unrecognised: coverage.unrecognised,
                    state: source.state,
                    coverage: coverage.clone(),
                    reason: source.reason.clone(),
                };
                (source.number, facts)
            })
            .collect();
        for numbers in by_device(&all).into_values() {
            choose(&mut all, &numbers);
        }
        let mut of_device: BTreeMap<String, Vec<u32>> = BTreeMap::new();
        for (number, facts) in &all {
            if let (true, true, Some(device)) =
                (facts.live, facts.kind.is_snapshot(), &facts.device)
            {
                of_device.entry(device.clone()).or_default().push(*number);
            }
        }
        Self { all, of_device }
    }

    /// A source.
    pub(crate) fn get(&self, number: u32) -> Option<&SourceFacts> {
        self.all.get(&number)
    }

    /// Every source, in order of number.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (u32, &SourceFacts)> {
        self.all.iter().map(|(number, facts)| (*number, facts))
    }

    /// Every snapshot that counts, in order of number.
    pub(crate) fn snapshots(&self) -> impl Iterator<Item = (u32, &SourceFacts)> {
        self.iter()
            .filter(|(_, facts)| facts.live && facts.kind.is_snapshot() && facts.device.is_some())
    }

    /// The snapshots of a device that count, in order of number.
    pub(crate) fn snapshots_of(&self, device: &str) -> impl Iterator<Item = (u32, &SourceFacts)> {
        let numbers = self.of_device.get(device).into_iter().flatten();
        numbers.filter_map(|number| Some((*number, self.get(*number)?)))
    }

    /// Whether every known source counts, so that views need no filter.
    pub(crate) fn all_live(&self) -> bool {
        self.all.values().all(|facts| facts.live)
    }
}

/// Snapshots that count, by device and kind, show outputs by command, oldest first. What has no date is oldest; among
/// equals the order of the sources decides.
fn by_device(all: &BTreeMap<u32, SourceFacts>) -> BTreeMap<(String, String), Vec<u32>> {
    let mut groups: BTreeMap<(String, String), Vec<u32>> = BTreeMap::new();
    for (number, facts) in all {
        if let (true, true, Some(device)) = (facts.live, facts.kind.is_snapshot(), &facts.device) {
            let what = match facts.kind {
                Kind::Show => facts.reader.as_str(),
                kind => kind.as_str(),
            };
            let key = (device.clone(), what.to_owned());
            groups.entry(key).or_default().push(*number);
        }
    }
    for numbers in groups.values_mut() {
        numbers.sort_by_key(|number| (all.get(number).and_then(|facts| facts.collected), *number));
    }
    groups
}

fn choose(all: &mut BTreeMap<u32, SourceFacts>, numbers: &[u32]) {
    let complete = |number: &&u32| all.get(number).is_some_and(|facts| facts.complete);
    let newest_complete = numbers.iter().rev().find(complete).copied();
    let previous: Vec<Option<u32>> = (0..numbers.len())
        .map(|at| before(all, numbers, at))
        .collect();
    let mut current = newest_complete.is_none();
    for (number, previous) in numbers.iter().zip(previous) {
        let Some(facts) = all.get_mut(number) else {
            continue;
        };
        facts.previous = previous;
        facts.newest_complete = newest_complete == Some(*number);
        current |= facts.newest_complete;
        facts.current = current;
    }
}

/// The complete snapshot that was true before one of them was. What was taken several times without
/// a change was true from its first to its last time; another may have been true between.
fn before(all: &BTreeMap<u32, SourceFacts>, numbers: &[u32], at: usize) -> Option<u32> {
    let own = *numbers.get(at)?;
    let facts = all.get(&own)?;
    let Some(first) = facts.first else {
        // The nearest complete one before it in the order of the sources, or one that was true
        // around it.
        let earlier = numbers.iter().take(at).rev().copied();
        let around = numbers.iter().skip(at + 1).copied().filter(|number| {
            let other = all.get(number).and_then(|facts| facts.first);
            other.is_some() && other < facts.collected
        });
        return nearest(all, earlier.chain(around), facts.collected);
    };
    let others = || numbers.iter().copied().filter(|number| *number != own);
    nearest(all, others(), Some(first))
        .or_else(|| nearest(all, others(), facts.collected))
        // Taken twice without a change: nothing is new in it.
        .or(facts.complete.then_some(own))
}

/// Of these, the complete one that was last true before an instant.
fn nearest(
    all: &BTreeMap<u32, SourceFacts>,
    numbers: impl Iterator<Item = u32>,
    instant: Option<Moment>,
) -> Option<u32> {
    let mut best: Option<(Option<Moment>, u32)> = None;
    for number in numbers {
        let Some(facts) = all.get(&number).filter(|facts| facts.complete) else {
            continue;
        };
        let times = [facts.collected, facts.first.or(facts.collected)];
        let last = times.into_iter().filter(|time| *time <= instant).max();
        if let Some(last) = last
            && best.is_none_or(|(time, _)| time < last)
        {
            best = Some((last, number));
        }
    }
    best.map(|(_, number)| number)
}
