//! The report as one HTML file: no script, nothing loaded from anywhere, readable on paper and by a
//! screen reader, the same bytes for the same report.
//!
//! Everything in it that came from evidence passes the choke point twice: `maud` makes markup of
//! it harmless, [`escape::html`] every character that hides or acts. Long lists are shortened and
//! say by how much; the JSON report has them whole.

mod annex;
mod answers;
mod findings;

use std::borrow::Cow;
use std::collections::BTreeSet;

use maud::{DOCTYPE, Markup, PreEscaped, html};
use seawall_model::{Content, HuntKind};

use crate::exit::Exit;
use crate::report::{Group, Report};
use crate::talk::{count, thousands};
use crate::terminal::View;
use crate::{escape, moments};

const STYLE: &str = include_str!("style.css");

/// The document of a report.
pub(crate) fn document(report: &Report, content: &Content, view: &View) -> String {
    let sheet = Sheet {
        report,
        content,
        view,
    };
    let page = sheet.page().into_string();
    escape::html(&page).into_owned()
}

/// A report on its way to a page.
struct Sheet<'s> {
    report: &'s Report,
    content: &'s Content,
    view: &'s View,
}

impl Sheet<'_> {
    fn page(&self) -> Markup {
        let weak = self.of_other_kinds();
        html! {
            (DOCTYPE)
            html lang="en" {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'";
                    meta name="referrer" content="no-referrer";
                    title { "Seawall report" }
                    style { (PreEscaped(STYLE)) }
                }
                body {
                    header {
                        h1 { "Seawall report" }
                        (self.verdict())
                        (self.read())
                        nav aria-label="Sections" {
                            ul {
                                li { a href="#findings" { "Findings" } }
                                @if !weak.is_empty() { li { a href="#weaknesses" { "Weaknesses" } } }
                                li { a href="#answers" { "Answers" } }
                                li { a href="#blind-spots" { "Blind spots" } }
                                li { a href="#inputs" { "Inputs" } }
                                li { a href="#suppressed" { "Suppressed" } }
                                li { a href="#made" { "How this was made" } }
                            }
                        }
                    }
                    main {
                        (self.findings())
                        @if !weak.is_empty() { (self.weaknesses(&weak)) }
                        (self.answers())
                        (self.blind_spots())
                        (self.inputs())
                        (self.suppressed())
                        (self.made())
                    }
                }
            }
        }
    }

    /// Groups of kinds that the screen only counts: weaknesses, unless they were asked for.
    fn of_other_kinds(&self) -> Vec<&Group> {
        let other = |group: &&Group| {
            group.kind == HuntKind::Weakness && !self.view.kinds.contains(&group.kind)
        };
        self.report.groups.iter().filter(other).collect()
    }

    /// What the run ended with, in two sentences that lead down.
    fn verdict(&self) -> Markup {
        let report = self.report;
        let (exit, why) = &self.view.ending;
        let listed = |group: &&Group| self.view.kinds.contains(&group.kind);
        let groups: Vec<&Group> = report.groups.iter().filter(listed).collect();
        let devices: BTreeSet<&str> = groups
            .iter()
            .flat_map(|group| group.subjects.iter().map(String::as_str))
            .collect();
        let unanswered: usize = report.asked.values().map(|tally| tally.cannot_tell).sum();
        let class = match exit {
            Exit::Found => "verdict found",
            Exit::CouldNotLook => "verdict cannot_tell",
            _ => "verdict",
        };
        html! {
            p class=(class) {
                @if groups.is_empty() {
                    "Nothing was found where it could be looked. "
                } @else {
                    a href="#findings" {
                        (count(groups.len() as u64, "group")) " of findings on "
                        (count(devices.len() as u64, "device"))
                    }
                    @if !report.incidents.is_empty() {
                        ", " (count(report.incidents.len() as u64, "incident")) " among them"
                    }
                    ". "
                }
                @if unanswered > 0 {
                    a href="#blind-spots" { (count(unanswered as u64, "question")) } " could not be answered. "
                }
                "Exit code " (exit.code()) ": " (why) "."
            }
        }
    }

    /// What was read, and over which time.
    fn read(&self) -> Markup {
        let report = self.report;
        let (mut lines, mut understood) = (0, 0);
        let (mut from, mut until) = (None, None);
        for input in &report.inputs {
            lines += input.coverage.total();
            understood += input.coverage.read + input.coverage.irrelevant;
            from = [from, input.coverage.from].into_iter().flatten().min();
            until = [until, input.coverage.until].into_iter().flatten().max();
        }
        // Rounded down: 100 % is said only where it is.
        let share = |part: f64, whole: f64| (part * 1_000.0 / whole).floor() / 10.0;
        html! {
            dl {
                dt { "Read" }
                dd {
                    (count(report.devices as u64, "device")) " in " (count(report.inputs.len() as u64, "source"))
                    @if lines > 0 {
                        "; " (count(lines, "line")) ", " (share(understood as f64, lines as f64)) " % understood"
                    }
                }
                @if let (Some(from), Some(until)) = (from, until) {
                    dt { "Evidence" }
                    dd { (moments::short(from)) " to " (moments::short(until)) }
                }
                @if let Some(as_of) = report.as_of {
                    dt { "Judged as of" }
                    dd { (moments::short(as_of)) }
                }
                dt { "Asked" }
                dd {
                    (count(report.asked.len() as u64, "hunt")) ", " (share(report.coverage(), 1.0))
                    " % of the questions answered"
                }
            }
        }
    }
}

/// Text of evidence: whole up to some thousand characters.
fn cut(text: &str) -> Cow<'_, str> {
    escape::page(text)
}

/// Names in a row; behind a summary where there are many, and shortened where there are very many.
fn names(names: &[String], noun: &str) -> Markup {
    const INLINE: usize = 6;
    const LISTED: usize = 500;
    let listed = names.get(..LISTED).unwrap_or(names);
    html! {
        @if names.len() <= INLINE {
            (names.join(", "))
        } @else {
            details {
                summary { (count(names.len() as u64, noun)) }
                (listed.join(", "))
                @if names.len() > LISTED { (more(names.len() - LISTED)) }
            }
        }
    }
}

/// What a shortened list says at its end.
fn more(number: usize) -> Markup {
    html! {
        span class="faint" { " and " (thousands(number as u64)) " more; the JSON report has all" }
    }
}

#[cfg(test)]
mod tests;
