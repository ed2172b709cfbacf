//! Where a list is not given, what the estate agrees on takes its place: a value that one device
//! alone has, while at least ten peers of its platform and role agree on theirs, is worth a look.
//! Where that cannot be said, nobody can tell.

use std::collections::{BTreeMap, BTreeSet};

/// What the peers make of one value of one device.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Opinion {
    /// This device alone has it, and the peers agree on others.
    Alone {
        /// How many agree.
        peers: usize,
        /// On what; nothing if none of them has any.
        agreed: BTreeSet<String>,
    },
    /// The peers have it too.
    Agreed,
    /// Too few peers, or they do not agree.
    Unclear,
}

/// Platform and role; a role nobody knows equals another that nobody knows.
pub(crate) type Sort = (Option<String>, Option<String>);

/// Fewer peers than this agree on nothing.
const PEERS: usize = 10;
/// Of this share of the peers, one value must be.
const AGREEMENT: f64 = 0.9;

/// Judges every value. `peers` are the devices whose evidence is complete, with their sort; those
/// without a value are among them.
pub(crate) fn weigh<'v>(
    values: &BTreeMap<&'v str, BTreeSet<&'v str>>,
    peers: &BTreeMap<String, Sort>,
) -> BTreeMap<(&'v str, &'v str), Opinion> {
    // How many complete devices of a sort have just these values, and which have a value.
    let mut sets: BTreeMap<&Sort, BTreeMap<BTreeSet<&str>, usize>> = BTreeMap::new();
    let mut holders: BTreeMap<(&Sort, &str), BTreeSet<&str>> = BTreeMap::new();
    for (device, sort) in peers {
        let own = values.get(device.as_str()).cloned().unwrap_or_default();
        for value in &own {
            holders.entry((sort, *value)).or_default().insert(device);
        }
        *sets.entry(sort).or_default().entry(own).or_default() += 1;
    }
    let mut opinions = BTreeMap::new();
    for (device, own) in values {
        let sort = peers.get(*device);
        for value in own {
            let opinion = sort.map_or(Opinion::Unclear, |sort| {
                let own = Some(own);
                let common =
                    sets.get(sort).into_iter().flatten().map(|(set, count)| {
                        (set, if Some(set) == own { count - 1 } else { *count })
                    });
                let others: usize = common.clone().map(|(_, count)| count).sum();
                let most = common.max_by_key(|(set, count)| (*count, std::cmp::Reverse(*set)));
                let alone = holders
                    .get(&(sort, *value))
                    .is_none_or(|holders| holders.iter().all(|holder| holder == device));
                match most {
                    Some((set, count))
                        if count >= PEERS && count as f64 >= AGREEMENT * others as f64 =>
                    {
                        if set.contains(value) {
                            Opinion::Agreed
                        } else if alone {
                            Opinion::Alone {
                                peers: count,
                                agreed: set.iter().map(|value| (*value).to_owned()).collect(),
                            }
                        } else {
                            Opinion::Unclear
                        }
                    }
                    _ => Opinion::Unclear,
                }
            });
            opinions.insert((*device, *value), opinion);
        }
    }
    opinions
}

#[cfg(test)]
mod tests {
    use super::*;

    fn estate(
        devices: usize,
        odd: &[(usize, &'static str)],
    ) -> BTreeMap<(String, String), Opinion> {
        let names: Vec<String> = (0..devices).map(|n| format!("edge-{n:02}")).collect();
        let mut values: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for (n, name) in names.iter().enumerate() {
            let odd = odd.iter().find(|(at, _)| *at == n);
            values.insert(
                name,
                BTreeSet::from([odd.map_or("192.0.2.49", |(_, value)| *value)]),
            );
        }
        let sort = (Some("cisco-ios-xe".to_owned()), None);
        let peers = names
            .iter()
            .map(|name| (name.clone(), sort.clone()))
            .collect();
        weigh(&values, &peers)
            .into_iter()
            .map(|((device, value), opinion)| ((device.to_owned(), value.to_owned()), opinion))
            .collect()
    }

    fn opinion(estate: &BTreeMap<(String, String), Opinion>, device: &str) -> Opinion {
        let found = estate.iter().find(|((name, _), _)| name == device);
        found.map(|(_, opinion)| opinion.clone()).unwrap()
    }

    #[test]
    fn eleven_peers_agree_and_nine_do_not() {
        let twelve = estate(12, &[(3, "203.0.113.9")]);
        assert_eq!(
            opinion(&twelve, "edge-03"),
            Opinion::Alone {
                peers: 11,
                agreed: BTreeSet::from(["192.0.2.49".to_owned()]),
            }
        );
        // Of its eleven peers ten agree: enough.
        assert_eq!(opinion(&twelve, "edge-04"), Opinion::Agreed);
        let ten = estate(10, &[(3, "203.0.113.9")]);
        assert_eq!(opinion(&ten, "edge-03"), Opinion::Unclear);
        assert_eq!(opinion(&ten, "edge-04"), Opinion::Unclear);
    }

    #[test]
    fn a_value_of_two_is_nobodys_alone() {
        let estate = estate(30, &[(3, "203.0.113.9"), (4, "203.0.113.9")]);
        assert_eq!(opinion(&estate, "edge-03"), Opinion::Unclear);
        assert_eq!(opinion(&estate, "edge-05"), Opinion::Agreed);
    }
}
