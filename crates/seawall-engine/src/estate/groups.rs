//! What belongs together: claims of all sources grouped into devices. Serials join first, then
//! names, then addresses; a join that would contradict a stronger one is not made.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use seawall_model::Address;

use super::names::{Claim, Witness, binds, normal, short};

/// Everything claimed of one device.
#[derive(Clone, Debug, Default)]
pub(crate) struct Group {
    /// Which source speaks of it, under which name; ascending.
    pub(crate) entries: Vec<(u32, String)>,
    /// Hostnames of its configurations, by source.
    pub(crate) hostnames: Vec<(u32, String)>,
    /// Names in inventories, by source.
    pub(crate) inventory_names: Vec<(u32, String)>,
    /// Every name it claims, normal: hostnames, full names, inventory names.
    pub(crate) names: BTreeSet<String>,
    /// File names, normal.
    pub(crate) files: BTreeSet<String>,
    /// All of these as written.
    pub(crate) spellings: BTreeSet<String>,
    /// Serial numbers as written.
    pub(crate) serials: BTreeSet<String>,
    /// Addresses of interfaces and of management.
    pub(crate) addresses: BTreeSet<Address>,
    /// Those of interfaces in its configurations.
    configured: BTreeSet<Address>,
    /// Whether a snapshot speaks of it.
    snapshot: bool,
}

/// The devices, and what stood in the way.
#[derive(Clone, Debug, Default)]
pub(crate) struct Groups {
    /// In order of their first entry.
    pub(crate) groups: Vec<Group>,
    /// As sentences.
    pub(crate) problems: Vec<String>,
}

/// Groups the claims.
pub(crate) fn group(claims: &[Claim], witnesses: &BTreeMap<u32, Witness>) -> Groups {
    let mut problems = Vec::new();
    let mut forest = Forest::new(entries(claims, witnesses));
    by_serial(&mut forest, witnesses, &mut problems);
    by_name(&mut forest, witnesses, &mut problems);
    by_address(&mut forest);
    let mut groups = forest.groups();
    groups.sort_by(|a, b| a.entries.cmp(&b.entries));
    Groups { groups, problems }
}

/// One group per snapshot, and per name in other sources, to begin with.
fn entries(claims: &[Claim], witnesses: &BTreeMap<u32, Witness>) -> Vec<Group> {
    let mut entries: BTreeMap<(u32, &str), Group> = BTreeMap::new();
    for claim in claims {
        let witness = witnesses.get(&claim.source);
        let snapshot = witness.is_some_and(|witness| witness.snapshot);
        let seen_as = claim.seen_as.as_str();
        let key = (claim.source, if snapshot { "" } else { seen_as });
        let group = entries.entry(key).or_insert_with(|| Group {
            snapshot,
            ..Group::default()
        });
        if !group.entries.iter().any(|(_, known)| known == seen_as) {
            group.entries.push((claim.source, seen_as.to_owned()));
        }
        if let Some(address) = claim.address {
            group.addresses.insert(address);
            if claim.kind == "interface-address" && binds(address) {
                group.configured.insert(address);
            }
        }
        let Some(name) = claim.name.as_deref().map(str::trim) else {
            continue;
        };
        if name.is_empty() {
            continue;
        }
        match claim.kind.as_str() {
            "serial" => {
                if is_serial(name) {
                    group.serials.insert(name.to_owned());
                }
                continue;
            }
            "hostname" => group.hostnames.push((claim.source, name.to_owned())),
            "inventory-name" => group.inventory_names.push((claim.source, name.to_owned())),
            "file-name" => {
                group.files.insert(normal(name));
                continue;
            }
            _ => {}
        }
        group.names.insert(normal(name));
        group.spellings.insert(name.to_owned());
    }
    for group in entries.values_mut().filter(|group| group.names.is_empty()) {
        // A source that names nothing is known by the name it was seen under: its file's.
        for (_, seen_as) in &group.entries {
            if Address::parse(seen_as).is_none() {
                group.files.insert(normal(seen_as));
                group.spellings.insert(seen_as.clone());
            }
        }
    }
    entries.into_values().collect()
}

/// Whether it can be a serial number: inventories write all sorts of nothing.
fn is_serial(text: &str) -> bool {
    let nothing = ["unknown", "none", "null", "n/a", "not available", "tbd"];
    text.len() >= 4
        && !nothing.iter().any(|word| text.eq_ignore_ascii_case(word))
        && text.chars().any(|c| c.is_ascii_alphanumeric() && c != '0')
}

/// Equal serials are one device, unless one inventory gives the serial to two.
fn by_serial(forest: &mut Forest, witnesses: &BTreeMap<u32, Witness>, problems: &mut Vec<String>) {
    let mut holders: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, node) in forest.nodes.iter().enumerate() {
        for serial in &node.serials {
            holders.entry(normal(serial)).or_default().push(at);
        }
    }
    for (serial, holders) in holders {
        let mut sources: Vec<u32> = holders.iter().filter_map(|at| forest.source(*at)).collect();
        sources.sort_unstable();
        let twice = sources
            .iter()
            .zip(sources.iter().skip(1))
            .find(|(a, b)| a == b);
        if let Some((source, _)) = twice {
            let path = witnesses.get(source).map_or("an inventory", |w| &w.path);
            problems.push(format!(
                "{path}: the serial number {serial} stands at two devices, so it identifies \
                 neither. Correct the inventory."
            ));
            forest.forget_serial(&serial);
            continue;
        }
        for (one, other) in holders.iter().zip(holders.iter().skip(1)) {
            forest.join(*one, *other);
        }
    }
}

/// Equal names are one device, unless serials or addresses say that they are two.
fn by_name(forest: &mut Forest, witnesses: &BTreeMap<u32, Witness>, problems: &mut Vec<String>) {
    let mut claimants: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    let mut files: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    for (at, node) in forest.nodes.iter().enumerate() {
        for name in &node.names {
            claimants
                .entry(short(name).to_owned())
                .or_default()
                .insert(at);
        }
        if node.names.is_empty() {
            for name in &node.files {
                files.entry(name.clone()).or_default().insert(at);
            }
        }
    }
    for (name, claimants) in &claimants {
        if let Some(groups) = forest.join_under(name, claimants) {
            let told: Vec<String> = groups
                .iter()
                .filter(|group| !group.serials.is_empty() || !group.configured.is_empty())
                .map(|group| group.told(witnesses))
                .collect();
            problems.push(format!(
                "The name {name} is claimed by {} devices: {}. Lines that only say {name} belong \
                 to neither. Give the devices different names, or collect logs under their \
                 addresses.",
                told.len(),
                told.join("; ")
            ));
        }
    }
    // Sources without any name of their own: the file's name may be a device's.
    for (name, mut nameless) in files {
        nameless.extend(claimants.get(short(&name)).into_iter().flatten());
        // Two devices behind one file name is ordinary; nobody need be told.
        let _ = forest.join_under(&name, &nameless);
    }
}

/// A group without a configuration belongs to the one configuration that holds its address.
fn by_address(forest: &mut Forest) {
    let mut configured: HashMap<Address, BTreeSet<usize>> = HashMap::new();
    let mut managed: BTreeMap<Address, BTreeSet<usize>> = BTreeMap::new();
    for root in forest.roots() {
        let group = forest.group(root);
        if group.configured.is_empty() {
            for address in group.addresses.iter().filter(|address| binds(**address)) {
                managed.entry(*address).or_default().insert(root);
            }
        }
        for address in &group.configured {
            configured.entry(*address).or_default().insert(root);
        }
    }
    for (address, managed) in managed {
        let holders = configured.get(&address);
        if let (1, Some(holders)) = (managed.len(), holders)
            && holders.len() == 1
            && let (Some(one), Some(other)) = (managed.first(), holders.first())
        {
            let (one, other) = (forest.root(*one), forest.root(*other));
            let (inventory, configuration) = (forest.group(one), forest.group(other));
            let contradicts = contradict(&inventory.serials, &configuration.serials)
                || (inventory.snapshot && !inventory.names.is_empty());
            if !contradicts {
                forest.join(one, other);
            }
        }
    }
}

/// Both known, and nothing in common.
fn contradict<T: Ord>(a: &BTreeSet<T>, b: &BTreeSet<T>) -> bool {
    !a.is_empty() && !b.is_empty() && a.is_disjoint(b)
}

impl Group {
    fn take(&mut self, other: Self) {
        self.entries.extend(other.entries);
        self.entries.sort();
        self.hostnames.extend(other.hostnames);
        self.inventory_names.extend(other.inventory_names);
        self.names.extend(other.names);
        self.files.extend(other.files);
        self.spellings.extend(other.spellings);
        self.serials.extend(other.serials);
        self.addresses.extend(other.addresses);
        self.configured.extend(other.configured);
        self.snapshot |= other.snapshot;
    }

    /// Full names that share a short name.
    fn domains(&self, name: &str) -> BTreeSet<&str> {
        self.names
            .iter()
            .filter(|full| full.contains('.') && short(full) == short(name))
            .map(String::as_str)
            .collect()
    }

    /// How a person finds it again.
    fn told(&self, witnesses: &BTreeMap<u32, Witness>) -> String {
        let paths: BTreeSet<&str> = self
            .entries
            .iter()
            .filter_map(|(source, _)| witnesses.get(source))
            .map(|witness| witness.path.as_str())
            .collect();
        let paths: Vec<&str> = paths.into_iter().take(2).collect();
        match self.serials.first() {
            Some(serial) => format!("serial {serial} in {}", paths.join(", ")),
            None => paths.join(", "),
        }
    }
}

static NOBODY: Group = Group {
    entries: Vec::new(),
    hostnames: Vec::new(),
    inventory_names: Vec::new(),
    names: BTreeSet::new(),
    files: BTreeSet::new(),
    spellings: BTreeSet::new(),
    serials: BTreeSet::new(),
    addresses: BTreeSet::new(),
    configured: BTreeSet::new(),
    snapshot: false,
};

/// Groups that only ever grow: a union-find over the entries.
struct Forest {
    nodes: Vec<Group>,
    parents: Vec<usize>,
    merged: Vec<Group>,
}

impl Forest {
    fn new(nodes: Vec<Group>) -> Self {
        Self {
            parents: (0..nodes.len()).collect(),
            merged: nodes.clone(),
            nodes,
        }
    }

    fn root(&self, mut at: usize) -> usize {
        while let Some(parent) = self.parents.get(at).copied().filter(|parent| *parent != at) {
            at = parent;
        }
        at
    }

    fn roots(&self) -> Vec<usize> {
        (0..self.nodes.len())
            .filter(|at| self.root(*at) == *at)
            .collect()
    }

    fn group(&self, root: usize) -> &Group {
        self.merged.get(root).unwrap_or(&NOBODY)
    }

    fn groups(&self) -> Vec<Group> {
        let roots = self.roots().into_iter();
        roots.map(|root| self.group(root).clone()).collect()
    }

    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.root(one), self.root(other));
        if one == other {
            return;
        }
        // The larger one stays, so that no path to a root is longer than the logarithm.
        let size = |at: usize| (self.group(at).entries.len(), usize::MAX - at);
        let (keep, gone) = if size(one) >= size(other) {
            (one, other)
        } else {
            (other, one)
        };
        let taken = self.merged.get_mut(gone).map(std::mem::take);
        if let (Some(group), Some(taken)) = (self.merged.get_mut(keep), taken) {
            group.take(taken);
        }
        if let Some(parent) = self.parents.get_mut(gone) {
            *parent = keep;
        }
    }

    fn source(&self, at: usize) -> Option<u32> {
        self.nodes.get(at)?.entries.first().map(|entry| entry.0)
    }

    fn forget_serial(&mut self, serial: &str) {
        for group in self.nodes.iter_mut().chain(&mut self.merged) {
            group.serials.retain(|own| normal(own) != serial);
        }
    }

    /// Joins the claimants of a name if they can be one device; else joins those that share an
    /// address and returns the parties.
    fn join_under(&mut self, name: &str, claimants: &BTreeSet<usize>) -> Option<Vec<Group>> {
        let roots = |forest: &Self| -> BTreeSet<usize> {
            claimants.iter().map(|at| forest.root(*at)).collect()
        };
        // Snapshots of one device share an address; a serial of each would have to agree.
        let mut seen: HashMap<Address, usize> = HashMap::new();
        for root in roots(self) {
            for address in self.group(root).configured.clone() {
                let Some(other) = seen.insert(address, root) else {
                    continue;
                };
                let (one, other) = (self.root(root), self.root(other));
                let apart = contradict(&self.group(one).serials, &self.group(other).serials);
                if !apart {
                    self.join(one, other);
                }
            }
        }
        let parties = roots(self);
        let groups: Vec<&Group> = parties.iter().map(|root| self.group(*root)).collect();
        let several = |is: &dyn Fn(&Group) -> bool| groups.iter().filter(|g| is(g)).count() > 1;
        let domains: BTreeSet<&str> = groups
            .iter()
            .flat_map(|group| group.domains(name))
            .collect();
        let in_two_domains = domains.len() > 1
            && several(&|group| group.domains(name).len() == 1)
            && groups.iter().all(|group| group.domains(name).len() <= 1);
        // An inventory may number the chassis where the device numbers its board, or be out of date:
        // only what devices say of themselves makes two of them.
        let two = several(&|group| group.snapshot && !group.serials.is_empty())
            || several(&|group| !group.configured.is_empty())
            || in_two_domains;
        if two {
            return Some(groups.into_iter().cloned().collect());
        }
        let mut parties = parties.into_iter();
        let first = parties.next()?;
        for other in parties {
            self.join(first, other);
        }
        None
    }
}
