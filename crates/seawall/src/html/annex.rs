//! What could not be seen and the lines to write, what was read, what somebody answers for, and how the
//! report was made.

use maud::{Markup, html};
use seawall_model::State;

use super::{Sheet, cut, more, names};
use crate::moments;
use crate::report::BlindSpot;
use crate::report::json;
use crate::session::Input;
use crate::talk::{count, thousands};

/// Rows of the list of sources.
const SOURCES: usize = 1_000;

/// Rows of the list of suppressed findings.
const SUPPRESSED: usize = 500;

/// Blind spots told.
const SPOTS: usize = 200;

impl Sheet<'_> {
    pub(super) fn blind_spots(&self) -> Markup {
        let spots = &self.report.blind_spots;
        html! {
            section id="blind-spots" aria-labelledby="blind-spots-title" {
                h2 id="blind-spots-title" { "Blind spots" }
                @if spots.is_empty() {
                    p { "None: every question that applies could be answered." }
                } @else {
                    p { "Each is told by what would remedy it, the one that would answer most first." }
                }
                @for spot in spots.iter().take(SPOTS) { (blind_spot(spot)) }
                @if spots.len() > SPOTS { p { (more(spots.len() - SPOTS)) } }
            }
        }
    }

    /// Every source; what was not read, or not whole, first.
    pub(super) fn inputs(&self) -> Markup {
        let report = self.report;
        let whole = |input: &&Input| input.source.state == State::Read;
        let (read, lacking): (Vec<&Input>, Vec<&Input>) = report.inputs.iter().partition(whole);
        let skipped = &report.skipped;
        html! {
            section id="inputs" aria-labelledby="inputs-title" {
                h2 id="inputs-title" { "Inputs" }
                @if !lacking.is_empty() || !skipped.is_empty() {
                    div class="wide" {
                        table {
                            caption { "Not read, or not whole" }
                            thead { tr { th scope="col" { "Path" } th scope="col" { "Why, and what to do" } } }
                            tbody {
                                @for input in lacking.iter().take(SOURCES) {
                                    tr {
                                        th scope="row" { (input.source.path) }
                                        td { (cut(input.source.reason.as_deref().unwrap_or("No reason is known."))) }
                                    }
                                }
                                @for file in skipped.iter().take(SOURCES) {
                                    tr { th scope="row" { (file.shown) } td { (cut(&file.reason)) } }
                                }
                            }
                        }
                    }
                    @let hidden = lacking.len().saturating_sub(SOURCES) + skipped.len().saturating_sub(SOURCES);
                    @if hidden > 0 { p { (more(hidden)) } }
                }
                @if report.gone_sources > 0 {
                    p { (count(report.gone_sources as u64, "source")) " remembered by the store and no longer among the files given." }
                }
                details {
                    summary { (count(read.len() as u64, "source")) " read whole" }
                    div class="wide" { (sources(&read)) }
                    @if read.len() > SOURCES { p { (more(read.len() - SOURCES)) } }
                }
            }
        }
    }

    pub(super) fn suppressed(&self) -> Markup {
        let suppressed = &self.report.suppressed;
        html! {
            section id="suppressed" aria-labelledby="suppressed-title" {
                h2 id="suppressed-title" { "Suppressed" }
                @if suppressed.is_empty() {
                    p { "Nothing is suppressed." }
                } @else {
                    div class="wide" {
                        table {
                            thead {
                                tr {
                                    @for heading in ["On", "What", "Reason", "Owner", "Until", "By"] { th scope="col" { (heading) } }
                                }
                            }
                            tbody {
                                @for (finding, entry) in suppressed.iter().take(SUPPRESSED) {
                                    tr {
                                        th scope="row" { (cut(&finding.subject.name)) }
                                        td { (cut(&finding.says)) }
                                        td { (entry.reason) }
                                        td { (entry.owner) }
                                        td { (moments::short(entry.expires)) }
                                        td { (entry.place()) }
                                    }
                                }
                            }
                        }
                    }
                    @if suppressed.len() > SUPPRESSED { p { (more(suppressed.len() - SUPPRESSED)) } }
                }
            }
        }
    }

    /// What somebody needs to make the same report again.
    pub(super) fn made(&self) -> Markup {
        let report = self.report;
        html! {
            section id="made" aria-labelledby="made-title" {
                h2 id="made-title" { "How this was made" }
                dl {
                    dt { "Program" }
                    dd { "seawall " (env!("CARGO_PKG_VERSION")) }
                    dt { "Content" }
                    dd { code { (report.digest) } }
                    dt { "As of" }
                    dd { (report.as_of.map_or_else(|| "not known: no evidence has a time".to_owned(), moments::rfc3339)) }
                    dt { "The same as JSON" }
                    dd { code { "seawall hunt --format json" } ", schema " (json::SCHEMA) }
                }
                @if !report.remarks.is_empty() {
                    h3 { "Remarks" }
                    ul { @for remark in &report.remarks { li { (cut(remark)) } } }
                }
                p class="faint" {
                    "Made from files, without contact to any device or network. The same files, content, settings and "
                    code { "--as-of" } " give the same bytes. Passwords and keys stand as letters: equal letters, equal secrets. "
                    "Not found says what was looked at, and until when; no more than that."
                }
            }
        }
    }
}

fn blind_spot(spot: &BlindSpot) -> Markup {
    html! {
        article {
            h3 {
                (spot.cause.as_str().replace('_', " ")) ": "
                (count(spot.hunts.len() as u64, "hunt")) " on " (count(spot.devices.len() as u64, "device"))
            }
            @if let Some(reason) = &spot.reason { p { (cut(reason)) } }
            pre { (spot.remedy) }
            dl {
                dt { "Devices" }
                dd { (names(&spot.devices, "device")) }
                dt { "Hunts" }
                dd { (names(&spot.hunts, "hunt")) }
            }
        }
    }
}

fn sources(read: &[&Input]) -> Markup {
    let headings = [
        "Path",
        "Taken for",
        "Device",
        "Lines",
        "Not supported",
        "Not recognised",
        "Time",
        "SHA-256",
    ];
    html! {
        table {
            thead { tr { @for heading in headings { th scope="col" { (heading) } } } }
            tbody { @for input in read.iter().take(SOURCES) { (source(input)) } }
        }
    }
}

fn source(input: &Input) -> Markup {
    let (source, coverage) = (&input.source, &input.coverage);
    let time = match (coverage.from, coverage.until, source.collected) {
        (Some(from), Some(until), _) => {
            format!("{} to {}", moments::short(from), moments::short(until))
        }
        (_, _, Some(collected)) => moments::short(collected),
        _ => "not known".to_owned(),
    };
    html! {
        tr {
            th scope="row" { (source.path) }
            td {
                (source.kind.as_str())
                @if let Some(platform) = &source.platform { ", " (platform) }
            }
            td { (source.device.as_deref().unwrap_or_default()) }
            @for number in [coverage.total(), coverage.unsupported, coverage.unrecognised] {
                td class="number" { (thousands(number)) }
            }
            td { (time) }
            td { code { (source.sha256) } }
        }
    }
}
