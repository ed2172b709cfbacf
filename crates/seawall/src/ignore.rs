//! `seawall.ignore.toml`: findings that somebody has looked at and answers for. A suppression has
//! an owner, a reason and an end, is always counted and listed, and never hides more than it says.

use std::ops::Range;

use seawall_model::{Finding, Moment, Problem};
use serde::Deserialize;
use serde_spanned::Spanned;

use crate::toml_file::{Date, TomlFile};
use crate::{moments, settings};

/// The longest a suppression may last, in days after the time everything is judged as of.
const LONGEST_DAYS: i64 = 400;

/// The suppressions of one file.
#[derive(Clone, Debug, Default)]
pub(crate) struct Ignores {
    entries: Vec<Entry>,
}

/// One suppression.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    path: String,
    line: u32,
    finding: Option<String>,
    hunt: Option<String>,
    device: Option<String>,
    value: Option<String>,
    /// Why.
    pub(crate) reason: String,
    /// Who answers for it.
    pub(crate) owner: String,
    /// Until when.
    pub(crate) expires: Moment,
    max_hits: Option<u64>,
}

/// What the suppressions did to the findings.
#[derive(Clone, Debug, Default)]
pub(crate) struct Suppression {
    /// Findings still to be told.
    pub(crate) told: Vec<Finding>,
    /// Findings suppressed, with the entry that did it.
    pub(crate) suppressed: Vec<(Finding, Entry)>,
    /// Sentences about expired entries and surplus.
    pub(crate) remarks: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    #[serde(default)]
    format: Option<Spanned<i64>>,
    #[serde(default)]
    ignore: Vec<Spanned<Written>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    finding: Option<String>,
    hunt: Option<Spanned<String>>,
    device: Option<String>,
    value: Option<String>,
    reason: Spanned<String>,
    owner: Spanned<String>,
    expires: Spanned<Date>,
    max_hits: Option<u64>,
}

impl Ignores {
    /// Parses and checks a file; `hunts` are the ids that exist.
    ///
    /// # Errors
    /// Every problem found, each with its line.
    pub(crate) fn parse<'h>(
        path: &str,
        text: &str,
        hunts: impl Iterator<Item = &'h str> + Clone,
    ) -> Result<Self, Vec<Problem>> {
        let file = TomlFile { path, text };
        let document: Document = file.parse().map_err(|problem| vec![problem])?;
        let mut problems = Vec::new();
        let mut entries = Vec::new();
        if let Some(format) = document.format.filter(|format| *format.get_ref() != 1) {
            let what = "This is not a format that is known";
            problems.push(file.problem(&format.span(), what, "Write format = 1."));
        }
        for written in document.ignore {
            let at = written.span();
            let written = written.into_inner();
            let mut wrong = |at: &Range<usize>, what: &str, help: &str| {
                problems.push(file.problem(at, what, help));
            };
            match (&written.finding, &written.hunt, &written.device) {
                (Some(_), None, None) | (None, Some(_), Some(_)) => {}
                _ => wrong(
                    &at,
                    "This does not say what is ignored",
                    "Give either finding, or hunt and device and, if it has one, value.",
                ),
            }
            if let Some(hunt) = &written.hunt
                && !hunts.clone().any(|id| id == hunt.get_ref())
            {
                let what = format!("There is no hunt \"{}\"", hunt.get_ref());
                wrong(
                    &hunt.span(),
                    &what,
                    &seawall_model::nearest(hunt.get_ref(), hunts.clone()),
                );
            }
            for text in [&written.reason, &written.owner] {
                if text.get_ref().trim().is_empty() {
                    wrong(
                        &text.span(),
                        "This is empty",
                        "Write who answers for it, and why.",
                    );
                }
            }
            let Some(expires) = settings::until(written.expires.get_ref()) else {
                wrong(
                    &written.expires.span(),
                    "This is no date",
                    "Write it as 2027-02-28.",
                );
                continue;
            };
            let line = file.problem(&at, "", "").line;
            entries.push(Entry {
                path: path.to_owned(),
                line,
                finding: written.finding,
                hunt: written.hunt.map(Spanned::into_inner),
                device: written.device,
                value: written.value,
                reason: written.reason.into_inner(),
                owner: written.owner.into_inner(),
                expires,
                max_hits: written.max_hits,
            });
        }
        if problems.is_empty() {
            Ok(Self { entries })
        } else {
            Err(problems)
        }
    }

    /// Adds the entries of another file.
    pub(crate) fn extend(&mut self, other: Self) {
        self.entries.extend(other.entries);
    }

    /// Entries that last longer than they may, as problems.
    pub(crate) fn too_long(&self, as_of: Moment) -> Vec<Problem> {
        let latest = Moment(as_of.0.saturating_add(LONGEST_DAYS * 86_400_000_000));
        let too_long = self.entries.iter().filter(|entry| entry.expires > latest);
        too_long
            .map(|entry| {
                let what = format!(
                    "It expires on {}, more than {LONGEST_DAYS} days after {}.",
                    moments::day(entry.expires),
                    moments::day(as_of)
                );
                let help = format!("Give a day up to {}.", moments::day(latest));
                Problem::new(&entry.path, entry.line, what, help)
            })
            .collect()
    }

    /// Takes suppressed findings out.
    pub(crate) fn apply(&self, findings: Vec<Finding>, as_of: Option<Moment>) -> Suppression {
        let mut done = Suppression::default();
        let mut hits = vec![0_u64; self.entries.len()];
        let mut surplus = vec![0_u64; self.entries.len()];
        let mut returned = vec![0_u64; self.entries.len()];
        for finding in findings {
            let mut suppressing = None;
            let matching = self
                .entries
                .iter()
                .enumerate()
                .filter(|(_, e)| e.matches(&finding));
            for (at, entry) in matching {
                if as_of.is_some_and(|as_of| entry.expires < as_of) {
                    bump(&mut returned, at);
                } else if entry
                    .max_hits
                    .is_some_and(|most| hits.get(at) >= Some(&most))
                {
                    bump(&mut surplus, at);
                } else if suppressing.is_none() {
                    bump(&mut hits, at);
                    suppressing = Some(entry.clone());
                }
            }
            match suppressing {
                Some(entry) => done.suppressed.push((finding, entry)),
                None => done.told.push(finding),
            }
        }
        for (at, entry) in self.entries.iter().enumerate() {
            let place = format!("{}:{}", entry.path, entry.line);
            if let Some(number @ 1..) = returned.get(at) {
                done.remarks.push(format!(
                    "{place}: expired on {}; {number} of its findings are told again. Renew or remove it.",
                    moments::day(entry.expires)
                ));
            }
            if let Some(number @ 1..) = surplus.get(at) {
                done.remarks.push(format!(
                    "{place}: matches {number} more than its max_hits, which are told. Look at them, then raise max_hits."
                ));
            }
        }
        done
    }
}

fn bump(counts: &mut [u64], at: usize) {
    if let Some(count) = counts.get_mut(at) {
        *count += 1;
    }
}

impl Entry {
    /// Where it stands.
    pub(crate) fn place(&self) -> String {
        format!("{}:{}", self.path, self.line)
    }

    fn matches(&self, finding: &Finding) -> bool {
        if let Some(fingerprint) = &self.finding {
            return *fingerprint == finding.fingerprint;
        }
        self.hunt.as_ref() == Some(&finding.hunt)
            && self
                .device
                .as_ref()
                .is_some_and(|pattern| like(pattern, &finding.subject.name))
            && self
                .value
                .as_ref()
                .is_none_or(|value| finding.values.values().any(|v| v == value))
    }
}

/// Whether a name matches a pattern of `*` and `?`, without case.
pub(crate) fn like(pattern: &str, name: &str) -> bool {
    let pattern: Vec<char> = pattern.to_lowercase().chars().collect();
    let name: Vec<char> = name.to_lowercase().chars().collect();
    let (mut p, mut n, mut star) = (0, 0, None);
    while n < name.len() {
        match pattern.get(p) {
            Some('*') => {
                star = Some((p, n));
                p += 1;
            }
            Some(&c) if c == '?' || Some(&c) == name.get(n) => {
                p += 1;
                n += 1;
            }
            _ => match star {
                Some((at, from)) => {
                    p = at + 1;
                    n = from + 1;
                    star = Some((at, from + 1));
                }
                None => return false,
            },
        }
    }
    pattern
        .get(p..)
        .is_some_and(|rest| rest.iter().all(|c| *c == '*'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems(text: &str) -> String {
        let hunts = ["local-account", "log-cleared"];
        let problems = Ignores::parse("seawall.ignore.toml", text, hunts.into_iter()).unwrap_err();
        problems
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>()
            .join("\n")
    }

    #[test]
    fn a_suppression_needs_owner_reason_and_end() {
        insta::assert_snapshot!(
            problems("[[ignore]]\nfinding = 'ABC'\nreason = 'x'\nowner = 'noc@example.net'\n"),
            @"seawall.ignore.toml:1: missing field `expires`. Correct that line."
        );
        insta::assert_snapshot!(
            problems("[[ignore]]\nhunt = 'log-clared'\nreason = ''\nowner = 'noc@example.net'\nexpires = 2027-02-28\n"),
            @r#"
        seawall.ignore.toml:1: This does not say what is ignored. Give either finding, or hunt and device and, if it has one, value.
        seawall.ignore.toml:2: There is no hunt "log-clared". Did you mean "log-cleared"?
        seawall.ignore.toml:3: This is empty. Write who answers for it, and why.
        "#
        );
    }

    #[test]
    fn no_suppression_lasts_for_ever() {
        let text = "[[ignore]]\nfinding = 'ABC'\nreason = 'x'\nowner = 'y'\nexpires = 2030-01-01\n";
        let ignores = Ignores::parse("seawall.ignore.toml", text, std::iter::empty()).unwrap();
        let as_of = moments::parse("", "2026-10-31").unwrap();
        insta::assert_snapshot!(
            ignores.too_long(as_of)[0],
            @"seawall.ignore.toml:1: It expires on 2030-01-01, more than 400 days after 2026-10-31. Give a day up to 2027-12-05."
        );
    }

    #[test]
    fn patterns() {
        assert!(like("edge-*", "EDGE-7"));
        assert!(like("*-0?-*", "edge-07-lon"));
        assert!(!like("edge-?", "edge-10"));
        assert!(like("*", ""));
    }
}
