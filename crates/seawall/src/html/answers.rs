//! Hunt × device: a table a topic, one row for all devices that have the same answers.

use std::collections::{BTreeMap, BTreeSet};

use maud::{Markup, html};
use seawall_model::{Hunt, Verdict};

use super::{Sheet, more, names};
use crate::moments;
use crate::report::Tally;
use crate::talk::thousands;

/// Rows of a table.
const ROWS: usize = 300;

impl Sheet<'_> {
    /// What was asked, and the answers of every device.
    pub(super) fn answers(&self) -> Markup {
        let mut topics: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for id in self.report.asked.keys() {
            let topic = self.hunt(id).map_or("other", |hunt| &hunt.topic);
            topics.entry(topic).or_default().push(id);
        }
        let mut answers: BTreeMap<&str, BTreeMap<&str, Verdict>> = BTreeMap::new();
        for answer in &self.report.answers {
            answers
                .entry(&answer.device)
                .or_default()
                .insert(&answer.hunt, answer.verdict);
        }
        html! {
            section id="answers" aria-labelledby="answers-title" {
                h2 id="answers-title" { "Answers" }
                p {
                    strong { "found" } ": a line says so. "
                    strong { "not found" } ": everything that could show it was looked at, over the whole time asked. "
                    strong { "cannot tell" } ": something that could show it was not there to look at. "
                    strong { "not applicable" } ": the question does not concern this device. "
                    "Devices with the same answers share a row."
                }
                (self.asked())
                @for (topic, hunts) in &topics { (self.topic(topic, hunts, &answers)) }
            }
        }
    }

    fn hunt(&self, id: &str) -> Option<&Hunt> {
        self.content.hunts.get(id)
    }

    /// Every hunt with its counts, and what it would not have found.
    fn asked(&self) -> Markup {
        html! {
            details {
                summary { "Every question, how it was answered, and what it misses" }
                div class="wide" {
                    table {
                        thead {
                            tr {
                                th scope="col" { "Hunt" }
                                @for heading in ["Found", "Not found", "Cannot tell", "Not applicable"] { th scope="col" { (heading) } }
                                th scope="col" { "Asked from, until" }
                                th scope="col" { "Misses" }
                            }
                        }
                        tbody { @for (id, tally) in &self.report.asked { (self.question(id, tally)) } }
                    }
                }
            }
        }
    }

    fn question(&self, id: &str, tally: &Tally) -> Markup {
        let hunt = self.hunt(id);
        let time = |moment: Option<_>| moment.map_or_else(|| "…".to_owned(), moments::short);
        html! {
            tr {
                th scope="row" { (hunt.map_or(id, |hunt| hunt.title.as_str())) " " span class="faint" { (id) } }
                @for number in [tally.found, tally.not_found, tally.cannot_tell, tally.not_applicable] {
                    td class="number" { (thousands(number as u64)) }
                }
                td { @if let Some(span) = tally.span { (time(span.from)) ", " (time(span.until)) } }
                td { @if let Some(hunt) = hunt { (hunt.misses) } }
            }
        }
    }

    fn topic(
        &self,
        topic: &str,
        hunts: &[&str],
        answers: &BTreeMap<&str, BTreeMap<&str, Verdict>>,
    ) -> Markup {
        let mut patterns: BTreeMap<Vec<Option<Verdict>>, Vec<String>> = BTreeMap::new();
        for (device, by_hunt) in answers {
            let pattern = hunts
                .iter()
                .map(|hunt| by_hunt.get(hunt).copied())
                .collect();
            let devices = patterns.entry(pattern).or_default();
            devices.push((*device).to_owned());
        }
        let concerned = |pattern: &[Option<Verdict>]| {
            let some: BTreeSet<Verdict> = pattern.iter().flatten().copied().collect();
            some != BTreeSet::from([Verdict::NotApplicable]) && !some.is_empty()
        };
        let (mut rows, others): (Vec<_>, Vec<_>) = patterns
            .into_iter()
            .partition(|(pattern, _)| concerned(pattern));
        // What most needs a person stands first.
        let weight = |verdict: Verdict| move |answer: &&Option<Verdict>| **answer == Some(verdict);
        rows.sort_by_cached_key(|(pattern, devices)| {
            let number = |verdict| pattern.iter().filter(weight(verdict)).count();
            let (found, dark) = (number(Verdict::Found), number(Verdict::CannotTell));
            std::cmp::Reverse((found, dark, devices.len()))
        });
        let others: usize = others.iter().map(|(_, devices)| devices.len()).sum();
        html! {
            h3 { (topic.replace('-', " ")) }
            div class="wide" {
                table class="answers" {
                    thead {
                        tr {
                            th scope="col" { "Device" }
                            @for id in hunts {
                                th scope="col" { (self.hunt(id).map_or(*id, |hunt| hunt.title.as_str())) }
                            }
                        }
                    }
                    tbody {
                        @for (pattern, devices) in rows.iter().take(ROWS) {
                            tr {
                                th scope="row" { (names(devices, "device")) }
                                @for answer in pattern { (cell(*answer)) }
                            }
                        }
                    }
                }
            }
            @if rows.len() > ROWS { p { (more(rows.len() - ROWS)) } }
            @if others > 0 {
                p class="faint" { "Not applicable to " (thousands(others as u64)) " more." }
            }
        }
    }
}

fn cell(answer: Option<Verdict>) -> Markup {
    let word = answer.map_or("not_applicable", Verdict::as_str);
    html! { td class=(word) { (word.replace('_', " ")) } }
}
