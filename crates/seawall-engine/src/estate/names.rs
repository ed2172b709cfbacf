//! Which device a source means. Readers write what they see ([`Claim`]s, and `seen_as` in every
//! row); here all claims are laid side by side, and what belongs together becomes one device.
//!
//! Serial beats name. Names compare without case, and with or without domain. An address binds
//! only where exactly one device holds it. A name that two devices claim is nobody's; a name that
//! nobody claims is a device of its own. File names are the weakest of all.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::net::IpAddr;
use std::sync::Arc;

use datafusion::arrow::array::{ArrayRef, StringViewArray};
use seawall_model::{Address, Moment};

use super::groups::{Group, Groups, group};

/// One thing a source says a device is known by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Claim {
    /// The source that says so.
    pub(crate) source: u32,
    /// The device as that source names it.
    pub(crate) seen_as: String,
    /// `device_name.name_kind`.
    pub(crate) kind: String,
    /// The name or serial number.
    pub(crate) name: Option<String>,
    /// The address.
    pub(crate) address: Option<Address>,
}

/// What names need to know of a source.
#[derive(Clone, Debug, Default)]
pub(crate) struct Witness {
    /// Its path as shown.
    pub(crate) path: String,
    /// Whether it is a snapshot of one device.
    pub(crate) snapshot: bool,
    /// When it was taken.
    pub(crate) collected: Option<Moment>,
}

/// A name as rows of events carry it, and how many rows a source has under it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Sighting {
    /// The source.
    pub(crate) source: u32,
    /// The name.
    pub(crate) seen_as: String,
    /// Rows.
    pub(crate) rows: u64,
    /// Whether a server speaks of itself.
    pub(crate) server: bool,
}

/// Who holds a name: nobody is an absent key, several is `None`.
type Holders<K> = HashMap<K, Option<u32>>;

/// One device under all its names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Known {
    /// The name everything about it is told under.
    pub(crate) name: String,
    /// Every name, address and serial.
    pub(crate) names: BTreeSet<String>,
    /// Whether a configuration, output or inventory speaks of it.
    pub(crate) known: bool,
}

/// Every device, and how to find it.
#[derive(Clone, Debug)]
pub(crate) struct Names {
    /// Sorted by name.
    pub(crate) devices: Vec<Known>,
    /// Names of two devices and thinly bound sources, as sentences.
    pub(crate) problems: Vec<String>,
    column: ArrayRef,
    by_source: HashMap<u32, HashMap<String, u32>>,
    by_serial: Holders<String>,
    by_full: Holders<String>,
    by_short: Holders<String>,
    by_file: Holders<String>,
    by_address: Holders<Address>,
    unknown: HashMap<String, u32>,
}

impl Default for Names {
    fn default() -> Self {
        Self {
            devices: Vec::new(),
            problems: Vec::new(),
            column: Arc::new(StringViewArray::from(vec![NAMELESS])),
            by_source: HashMap::new(),
            by_serial: HashMap::new(),
            by_full: HashMap::new(),
            by_short: HashMap::new(),
            by_file: HashMap::new(),
            by_address: HashMap::new(),
            unknown: HashMap::new(),
        }
    }
}

/// What rows without any name are told under.
const NAMELESS: &str = "(unnamed)";
/// Below this share of bound rows a source is a blind spot.
const BOUND_ENOUGH: f64 = 0.95;

impl Names {
    /// Resolves every claim and every name seen.
    pub(crate) fn new(
        claims: &[Claim],
        witnesses: &BTreeMap<u32, Witness>,
        sightings: &[Sighting],
    ) -> Self {
        let Groups {
            groups,
            mut problems,
        } = group(claims, witnesses);
        let mut names = Self::default();
        let titles = titles(&groups, witnesses);
        let mut order: Vec<usize> = (0..groups.len()).collect();
        order.sort_by(|a, b| titles.get(*a).cmp(&titles.get(*b)));
        for at in order {
            if let (Some(group), Some(title)) = (groups.get(at), titles.get(at)) {
                names.add(group, title);
            }
        }
        names.add_unknown(sightings);
        names.sort();
        names.bound(sightings, witnesses, &mut problems);
        problems.sort();
        names.problems = problems;
        names
    }

    /// The position of the device that a source means by a name. `source` is 0 where the source
    /// does not matter, see [`Names::matters`].
    pub(crate) fn resolve(&self, seen_as: &str, source: u32) -> u32 {
        if let Some(devices) = self.by_source.get(&source) {
            let only = devices.values().next().filter(|_| devices.len() == 1);
            if let Some(device) = devices.get(seen_as).or(only) {
                return *device;
            }
        }
        self.known(seen_as)
            .or_else(|| self.unknown.get(&unknown_key(seen_as)).copied())
            .or_else(|| {
                let short = short(&normal(seen_as)).to_owned();
                self.unknown.get(&short).copied()
            })
            // Names are collected from the rows themselves, so this is the nameless device.
            .unwrap_or(self.devices.len() as u32)
    }

    /// The source itself where its own claims decide, else `u32::MAX`: rows of other sources
    /// resolve alike, which makes a batch cheap.
    pub(crate) fn matters(&self, source: u32) -> u32 {
        if self.by_source.contains_key(&source) {
            source
        } else {
            u32::MAX
        }
    }

    /// The name of the device at a position.
    pub(crate) fn name(&self, device: u32) -> &str {
        self.devices
            .get(device as usize)
            .map_or(NAMELESS, |known| &known.name)
    }

    /// Every device's name, in order of position, the nameless last.
    pub(crate) fn column(&self) -> ArrayRef {
        Arc::clone(&self.column)
    }

    /// The one device that holds an address.
    pub(crate) fn device_at(&self, address: Address) -> Option<&str> {
        self.by_address
            .get(&address)
            .copied()
            .flatten()
            .map(|device| self.name(device))
    }

    /// Whether any device holds an address, one or several.
    pub(crate) fn holds(&self, address: Address) -> bool {
        self.by_address.contains_key(&address)
    }

    /// A device that claims this name: by serial, address, full name, short name, file name.
    fn known(&self, seen_as: &str) -> Option<u32> {
        if let Some(address) = Address::parse(seen_as.trim()) {
            return self.by_address.get(&address).copied().flatten();
        }
        let name = normal(seen_as);
        if let Some(device) = self.by_serial.get(&name) {
            return *device;
        }
        if let Some(device) = self.by_full.get(&name) {
            return *device;
        }
        let bare = short(&name);
        if let Some(holder) = self.by_short.get(bare) {
            let device = (*holder)?;
            // A device that is known under another domain is another device.
            let elsewhere = name != bare
                && self.devices.get(device as usize).is_some_and(|known| {
                    known.names.iter().any(|own| {
                        let own = normal(own);
                        own.contains('.')
                            && Address::parse(&own).is_none()
                            && short(&own) == bare
                            && own != name
                    })
                });
            return (!elsewhere).then_some(device);
        }
        self.by_file.get(&name).copied().flatten()
    }

    fn add(&mut self, group: &Group, title: &str) {
        let device = self.devices.len() as u32;
        let mut known = Known {
            name: title.to_owned(),
            names: BTreeSet::new(),
            known: true,
        };
        known.names.extend(group.spellings.iter().cloned());
        known.names.extend(group.serials.iter().cloned());
        known
            .names
            .extend(group.addresses.iter().map(ToString::to_string));
        for serial in &group.serials {
            hold(&mut self.by_serial, normal(serial), device);
        }
        for name in &group.names {
            if name.contains('.') {
                hold(&mut self.by_full, name.clone(), device);
            }
            hold(&mut self.by_short, short(name).to_owned(), device);
        }
        for name in &group.files {
            hold(&mut self.by_file, name.clone(), device);
        }
        for address in group.addresses.iter().filter(|address| binds(**address)) {
            hold(&mut self.by_address, *address, device);
        }
        for (source, seen_as) in &group.entries {
            self.by_source
                .entry(*source)
                .or_default()
                .insert(seen_as.clone(), device);
        }
        self.devices.push(known);
    }

    /// Names nobody claims become devices; with and without domain are one unless two domains are
    /// seen.
    fn add_unknown(&mut self, sightings: &[Sighting]) {
        let mut spellings: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
        for sighting in sightings {
            if self.by_source.contains_key(&sighting.source)
                || self.known(&sighting.seen_as).is_some()
            {
                continue;
            }
            spellings
                .entry(unknown_key(&sighting.seen_as))
                .or_default()
                .insert(sighting.seen_as.trim());
        }
        let mut domains: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for key in spellings.keys() {
            let bare = bare_of_unknown(key);
            let full = domains.entry(bare.to_owned()).or_default();
            if key != bare {
                full.insert(key.clone());
            }
        }
        let taken: BTreeSet<String> = self.devices.iter().map(|d| d.name.clone()).collect();
        let mut positions: HashMap<String, u32> = HashMap::new();
        for (key, spelled) in &spellings {
            let bare = bare_of_unknown(key);
            let one = domains.get(bare).is_some_and(|full| full.len() <= 1);
            let identity = if one { bare } else { key };
            if let Some(device) = positions.get(identity) {
                self.unknown.insert(key.clone(), *device);
                if let Some(known) = self.devices.get_mut(*device as usize) {
                    known
                        .names
                        .extend(spelled.iter().map(|name| (*name).to_owned()));
                }
                continue;
            }
            let device = self.devices.len() as u32;
            let mut name = spelled.first().map_or("", |name| name).to_owned();
            if name.is_empty() {
                NAMELESS.clone_into(&mut name);
            }
            if taken.contains(&name) {
                name.push_str(" (unclaimed)");
            }
            positions.insert(identity.to_owned(), device);
            self.unknown.insert(key.clone(), device);
            self.devices.push(Known {
                name,
                names: spelled.iter().map(|name| (*name).to_owned()).collect(),
                known: false,
            });
        }
    }

    /// Puts the devices in order of name, which was not known while they were added.
    fn sort(&mut self) {
        let mut order: Vec<usize> = (0..self.devices.len()).collect();
        order.sort_by(|a, b| {
            let name = |at: usize| self.devices.get(at).map(|device| &device.name);
            name(*a).cmp(&name(*b))
        });
        let mut moved = vec![0_u32; order.len()];
        for (to, from) in order.iter().enumerate() {
            if let Some(place) = moved.get_mut(*from) {
                *place = to as u32;
            }
        }
        let to = |device: &mut u32| *device = moved.get(*device as usize).copied().unwrap_or(0);
        self.devices.sort_by(|a, b| a.name.cmp(&b.name));
        for holders in [
            &mut self.by_serial,
            &mut self.by_full,
            &mut self.by_short,
            &mut self.by_file,
        ] {
            holders.values_mut().flatten().for_each(to);
        }
        self.by_address.values_mut().flatten().for_each(to);
        self.unknown.values_mut().for_each(to);
        self.by_source
            .values_mut()
            .flat_map(HashMap::values_mut)
            .for_each(to);
        let names = self.devices.iter().map(|device| device.name.as_str());
        self.column = Arc::new(StringViewArray::from_iter_values(names.chain([NAMELESS])));
    }

    /// The share of each source's rows that belongs to a device somebody speaks of.
    fn bound(
        &self,
        sightings: &[Sighting],
        witnesses: &BTreeMap<u32, Witness>,
        problems: &mut Vec<String>,
    ) {
        let mut shares: BTreeMap<u32, (u64, u64, BTreeMap<&str, u64>)> = BTreeMap::new();
        for sighting in sightings.iter().filter(|sighting| !sighting.server) {
            let device = self.resolve(&sighting.seen_as, self.matters(sighting.source));
            let share = shares.entry(sighting.source).or_default();
            share.1 += sighting.rows;
            match self.devices.get(device as usize) {
                Some(known) if known.known => share.0 += sighting.rows,
                _ => *share.2.entry(self.name(device)).or_default() += sighting.rows,
            }
        }
        for (source, (bound, all, strangers)) in shares {
            if all == 0 || bound as f64 >= BOUND_ENOUGH * all as f64 {
                continue;
            }
            let path = witnesses.get(&source).map_or("a source", |w| &w.path);
            let mut strangers: Vec<(&str, u64)> = strangers.into_iter().collect();
            strangers.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
            let more = strangers.len().saturating_sub(3);
            let named: Vec<&str> = strangers.iter().take(3).map(|(name, _)| *name).collect();
            let more = if more == 0 {
                String::new()
            } else {
                format!(" and {more} more")
            };
            // Rounded down, so that 94.9 % is never printed as enough.
            let percent = bound.saturating_mul(100) / all;
            problems.push(format!(
                "{path}: {percent} % of its {all} rows belong to devices whose configuration or \
                 inventory line is here; the others are of {}{more}. Give their configurations, or \
                 list them in an inventory.",
                named.join(", ")
            ));
        }
    }
}

/// Whether an address can tell devices apart at all.
pub(crate) fn binds(address: Address) -> bool {
    let ip = address.to_ip();
    let local = match ip {
        IpAddr::V4(four) => four.is_link_local(),
        IpAddr::V6(six) => six.is_unicast_link_local(),
    };
    !(ip.is_loopback() || ip.is_unspecified() || ip.is_multicast() || local)
}

fn hold<K: std::hash::Hash + Eq>(holders: &mut Holders<K>, key: K, device: u32) {
    holders
        .entry(key)
        .and_modify(|holder| {
            if *holder != Some(device) {
                *holder = None;
            }
        })
        .or_insert(Some(device));
}

/// A name for comparison: lower case, no blanks around, no dot at the end.
pub(crate) fn normal(name: &str) -> String {
    name.trim().trim_end_matches('.').to_lowercase()
}

/// The part before the first dot.
pub(crate) fn short(name: &str) -> &str {
    name.split('.').next().unwrap_or(name)
}

/// The key of a name nobody claims: an address in its one spelling, else the normal name.
fn unknown_key(seen_as: &str) -> String {
    Address::parse(seen_as.trim()).map_or_else(|| normal(seen_as), |address| address.to_string())
}

fn bare_of_unknown(key: &str) -> &str {
    if Address::parse(key).is_some() {
        key
    } else {
        short(key)
    }
}

/// The name each group is told under: the hostname of its newest configuration, else the
/// inventory's, else the name as seen. Two groups of one name get what tells them apart.
fn titles(groups: &[Group], witnesses: &BTreeMap<u32, Witness>) -> Vec<String> {
    let age = |source: u32| (witnesses.get(&source).and_then(|w| w.collected), source);
    let plain: Vec<String> = groups
        .iter()
        .map(|group| {
            let newest = |names: &[(u32, String)]| {
                let named = names
                    .iter()
                    .max_by_key(|(source, name)| (age(*source), name.clone()));
                named.map(|(_, name)| name.clone())
            };
            let title = newest(&group.hostnames)
                .or_else(|| newest(&group.inventory_names))
                .or_else(|| group.entries.first().map(|(_, seen_as)| seen_as.clone()))
                .unwrap_or_default();
            if title.trim().is_empty() {
                NAMELESS.to_owned()
            } else {
                title
            }
        })
        .collect();
    let mut count: HashMap<String, usize> = HashMap::new();
    for title in &plain {
        *count.entry(normal(title)).or_default() += 1;
    }
    let mut taken: BTreeSet<String> = BTreeSet::new();
    plain
        .into_iter()
        .zip(groups)
        .map(|(title, group)| {
            let mut unique = title.clone();
            if count.get(&normal(&title)).copied().unwrap_or_default() > 1 {
                let path = group
                    .entries
                    .iter()
                    .filter_map(|(source, _)| witnesses.get(source))
                    .map(|witness| witness.path.as_str())
                    .min();
                unique = match (group.serials.first(), path) {
                    (Some(serial), _) => format!("{title} (serial {serial})"),
                    (None, Some(path)) => format!("{title} ({path})"),
                    (None, None) => title.clone(),
                };
            }
            let mut number = 2;
            let base = unique.clone();
            while !taken.insert(unique.clone()) {
                unique = format!("{base} #{number}");
                number += 1;
            }
            unique
        })
        .collect()
}
