//! What could not be seen, by what would remedy it: never device × hunt.

use std::collections::{BTreeMap, BTreeSet};

use seawall_model::{Answer, Cause, Verdict};

/// One remedy, and what it would let us see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct BlindSpot {
    /// Why it cannot be seen.
    pub(crate) cause: Cause,
    /// The exact line to write, or what to give. `DEVICE` stands for each device's name where it
    /// differs by nothing else.
    pub(crate) remedy: String,
    /// The rule that applied, if it is the same wherever this remedy would help.
    pub(crate) reason: Option<String>,
    /// Where, sorted.
    pub(crate) devices: Vec<String>,
    /// Which hunts cannot tell, sorted.
    pub(crate) hunts: Vec<String>,
}

/// Groups the answers that cannot tell; the one that concerns most answers first.
pub(super) fn blind_spots(answers: &[Answer]) -> Vec<BlindSpot> {
    #[derive(Default)]
    struct Member<'a> {
        remedies: BTreeSet<&'a str>,
        reasons: BTreeSet<&'a str>,
        devices: BTreeSet<&'a str>,
        hunts: BTreeSet<&'a str>,
        answers: usize,
    }
    let mut spots: BTreeMap<(Cause, String), Member<'_>> = BTreeMap::new();
    for answer in answers
        .iter()
        .filter(|answer| answer.verdict == Verdict::CannotTell)
    {
        let Some(cause) = answer.cause else { continue };
        let remedy = answer.remedy.as_deref().unwrap_or(&answer.reason);
        let general = without_name(remedy, &answer.device);
        let member = spots.entry((cause, general)).or_default();
        member.remedies.insert(remedy);
        member.reasons.insert(&answer.reason);
        member.devices.insert(&answer.device);
        member.hunts.insert(&answer.hunt);
        member.answers += 1;
    }
    let mut spots: Vec<(usize, BlindSpot)> = spots
        .into_iter()
        .map(|((cause, general), member)| {
            let remedy = match member.remedies.first() {
                Some(only) if member.remedies.len() == 1 => (*only).to_owned(),
                _ => general,
            };
            let reason = match member.reasons.first() {
                Some(only) if member.reasons.len() == 1 => Some((*only).to_owned()),
                _ => None,
            };
            let owned = |set: BTreeSet<&str>| set.into_iter().map(str::to_owned).collect();
            let spot = BlindSpot {
                cause,
                remedy,
                reason,
                devices: owned(member.devices),
                hunts: owned(member.hunts),
            };
            (member.answers, spot)
        })
        .collect();
    spots.sort_by(|(a, one), (b, two)| {
        b.cmp(a)
            .then_with(|| (one.cause, &one.remedy).cmp(&(two.cause, &two.remedy)))
    });
    spots.into_iter().map(|(_, spot)| spot).collect()
}

/// A remedy with `DEVICE` where the device's name stands as a word.
fn without_name(remedy: &str, device: &str) -> String {
    if device.is_empty() {
        return remedy.to_owned();
    }
    let part_of_name = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || "-_".contains(c));
    let mut out = String::with_capacity(remedy.len());
    let mut rest = remedy;
    while let Some(at) = rest.find(device) {
        let (before, found) = rest.split_at(at);
        let after = found.get(device.len()..).unwrap_or_default();
        out.push_str(before);
        let inside = part_of_name(before.chars().last()) || part_of_name(after.chars().next());
        out.push_str(if inside { device } else { "DEVICE" });
        rest = after;
    }
    out.push_str(rest);
    out
}
