//! Findings as on the screen: incidents first, the gravest first, each with its lines and what to do.

use std::collections::BTreeSet;

use maud::{Markup, html};
use seawall_model::{Evidence, Finding};

use super::{Sheet, cut, more};
use crate::moments;
use crate::report::{Group, Incident, Told};
use crate::talk::{count, thousands};
use crate::terminal::{tie, together};

/// Findings of one group that are told with all their lines.
const WHOLE: usize = 5;

/// Findings of one group that are told in a row each.
const ROWS: usize = 200;

/// Groups whose lines stand open on the page, if they are few.
const OPEN: usize = 20;

/// So many lines are few.
const OPEN_LINES: u64 = 8;

/// What has been told so far on the page.
#[derive(Default)]
struct Progress {
    bundles: usize,
    remedies: BTreeSet<String>,
}

impl Sheet<'_> {
    /// Incidents, the groups in none, and what is gone since an earlier report.
    pub(super) fn findings(&self) -> Markup {
        let report = self.report;
        let mut progress = Progress::default();
        let in_incidents: BTreeSet<usize> = report
            .incidents
            .iter()
            .flat_map(|incident| incident.groups.iter().copied())
            .collect();
        let incidents: Vec<(&Incident, Vec<&Group>)> = report
            .incidents
            .iter()
            .map(|incident| (incident, self.listed(incident.groups.iter().copied())))
            .filter(|(_, groups)| !groups.is_empty())
            .collect();
        let alone = (0..report.groups.len()).filter(|at| !in_incidents.contains(at));
        let alone = self.listed(alone);
        html! {
            section id="findings" aria-labelledby="findings-title" {
                h2 id="findings-title" { "Findings" }
                @if incidents.is_empty() && alone.is_empty() {
                    p { "None. What could not be looked at is under " a href="#blind-spots" { "blind spots" } "." }
                }
                @for (incident, groups) in &incidents {
                    section class="incident" {
                        h3 { (self.incident_title(incident, groups)) }
                        @for bundle in together(groups) { (self.bundle(&bundle, &mut progress)) }
                    }
                }
                @if !incidents.is_empty() && !alone.is_empty() { h3 { "Other findings" } }
                @for bundle in together(&alone) { (self.bundle(&bundle, &mut progress)) }
                @if report.compared { (self.gone()) }
            }
        }
    }

    /// Weaknesses, where only intrusions and changes are listed: how a device could be entered.
    pub(super) fn weaknesses(&self, groups: &[&Group]) -> Markup {
        let mut progress = Progress {
            bundles: OPEN,
            ..Progress::default()
        };
        html! {
            section id="weaknesses" aria-labelledby="weaknesses-title" {
                h2 id="weaknesses-title" { "Weaknesses" }
                p { "Nobody is known to have used these; somebody could." }
                @for bundle in together(groups) { (self.bundle(&bundle, &mut progress)) }
            }
        }
    }

    /// The groups of the kinds asked for, among these.
    fn listed(&self, groups: impl Iterator<Item = usize>) -> Vec<&Group> {
        groups
            .filter_map(|at| self.report.groups.get(at))
            .filter(|group| self.view.kinds.contains(&group.kind))
            .collect()
    }

    fn incident_title(&self, incident: &Incident, groups: &[&Group]) -> String {
        let devices: BTreeSet<&str> = groups
            .iter()
            .flat_map(|group| group.subjects.iter().map(String::as_str))
            .collect();
        let findings: usize = groups.iter().map(|group| group.len).sum();
        let mut ties = vec![tie(&incident.kind, &incident.value)];
        ties.extend(incident.also.iter().map(|(kind, value)| tie(kind, value)));
        format!(
            "Incident: {} on {}, tied by {}",
            count(findings as u64, "finding"),
            count(devices.len() as u64, "device"),
            ties.join(", ")
        )
    }

    /// Groups of one hunt on the same devices: one title, what each says, lines, what to do.
    fn bundle(&self, groups: &[&Group], progress: &mut Progress) -> Markup {
        let Some(group) = groups.first() else {
            return Markup::default();
        };
        let Some(first) = group.findings(&self.report.findings).first() else {
            return Markup::default();
        };
        let open = progress.bundles < OPEN;
        progress.bundles += 1;
        let severity = group.severity.as_str();
        let subject = group.subjects.first().map_or("", String::as_str);
        html! {
            article id=(group.id) {
                header {
                    h4 {
                        span class={ "mark " (severity) } { (severity) } " "
                        (subject)
                        @if group.subjects.len() > 1 {
                            " and " (thousands(group.subjects.len() as u64 - 1)) " more"
                        }
                        ": " (group.title)
                    }
                    p { (self.marks(group, &first.finding)) }
                }
                (self.told(groups, open))
                (self.remedy(&first.finding.remedy, progress))
            }
        }
    }

    /// Everything that is known of a group in a word each; techniques with their names.
    fn marks(&self, group: &Group, finding: &Finding) -> Markup {
        let told = group.findings(&self.report.findings).first();
        html! {
            span class="mark" { "confidence " (group.confidence.as_str()) }
            span class="mark" { (group.kind.as_str()) }
            @if self.report.compared && group.all_new { span class="mark" { "new" } }
            @if finding.device_says_only { span class="mark" { "its own word only" } }
            @for technique in &finding.attack {
                span class="mark" {
                    (technique)
                    @if let Some(name) = self.content.techniques.get(technique) { " " (name) }
                }
            }
            @for notice in told.map(|told| told.notices.as_slice()).unwrap_or_default() {
                span class="mark" { "stated in " (notice) }
            }
            span class="id" { "hunt " (group.hunt) }
        }
    }

    /// What the groups say, their lines in one table, and on which devices else.
    fn told(&self, groups: &[&Group], open: bool) -> Markup {
        let (mut whole, mut rest): (Vec<&Told>, Vec<&Told>) = (Vec::new(), Vec::new());
        for group in groups {
            for (at, told) in group.findings(&self.report.findings).iter().enumerate() {
                let place = if at < WHOLE { &mut whole } else { &mut rest };
                place.push(told);
            }
        }
        let lines: u64 = whole.iter().map(|told| told.finding.evidence_total).sum();
        html! {
            @for told in &whole { p { (self.sentence(told)) } }
            details open[open && lines <= OPEN_LINES] {
                summary { (count(lines, "line")) " of evidence" }
                table class="lines" {
                    colgroup { col class="place"; col; col class="word"; }
                    thead { tr { th scope="col" { "Source and line" } th scope="col" { "Text" } th scope="col" { "Said by" } } }
                    @for told in &whole { tbody { (quoted(&told.finding, whole.len() > 1)) } }
                }
            }
            @if !rest.is_empty() { (also(&rest)) }
        }
    }

    /// When, on which device, and the sentence; with what lowered it.
    fn sentence(&self, told: &Told) -> Markup {
        let finding = &told.finding;
        html! {
            @if let Some(first) = finding.first_seen {
                span class="faint" {
                    time datetime=(moments::rfc3339(first)) { (moments::short(first)) }
                    @if let Some(last) = finding.last_seen.filter(|last| *last != first) {
                        " to " time datetime=(moments::rfc3339(last)) { (moments::short(last)) }
                    }
                }
                " "
            }
            strong { (cut(&finding.subject.name)) } ": " (cut(&finding.says)) " "
            @for name in &finding.lowered_by { "Lowered by " (cut(name)) ". " }
            span class="id" { "id " (finding.fingerprint) }
        }
    }

    /// The steps of a remedy, where it stands first; afterwards a link there.
    fn remedy(&self, id: &str, progress: &mut Progress) -> Markup {
        let Some(remedy) = self.content.remedies.get(id) else {
            return Markup::default();
        };
        if !progress.remedies.insert(id.to_owned()) {
            return html! { p { "What to do: " a href={ "#remedy-" (id) } { (remedy.title) } "." } };
        }
        html! {
            details id={ "remedy-" (id) } {
                summary { "What to do: " (remedy.title) }
                ol { @for step in &remedy.steps { li { (step) } } }
                p class="faint" { "It might break: " (remedy.might_break) }
            }
        }
    }

    fn gone(&self) -> Markup {
        let gone = &self.report.gone;
        html! {
            h3 { "Gone since the report compared with" }
            @if gone.is_empty() {
                p { "Nothing." }
            } @else {
                table {
                    thead { tr { th scope="col" { "Id" } th scope="col" { "Hunt" } th scope="col" { "Because" } } }
                    tbody {
                        @for gone in gone.iter().take(ROWS) {
                            tr { td { (gone.finding.fingerprint) } td { (gone.finding.hunt) } td { (gone.because) } }
                        }
                    }
                }
                @if gone.len() > ROWS { p { (more(gone.len() - ROWS)) } }
            }
        }
    }
}

/// Further findings of a group, a row each.
fn also(rest: &[&Told]) -> Markup {
    html! {
        details {
            summary { "also on " (thousands(rest.len() as u64)) " more" }
            div class="wide" {
                table {
                    thead { tr { th scope="col" { "On" } th scope="col" { "When" } th scope="col" { "What" } th scope="col" { "First line" } } }
                    tbody {
                        @for told in rest.iter().take(ROWS) {
                            tr {
                                th scope="row" { (cut(&told.finding.subject.name)) }
                                td { (told.finding.first_seen.map(moments::short).unwrap_or_default()) }
                                td { (cut(&told.finding.says)) " " span class="id" { "id " (told.finding.fingerprint) } }
                                td { (told.finding.evidence.first().map(place).unwrap_or_default()) }
                            }
                        }
                    }
                }
            }
            @if rest.len() > ROWS { p { (more(rest.len() - ROWS)) } }
        }
    }
}

/// The lines of a finding; below its sentence where a table holds several findings.
fn quoted(finding: &Finding, headed: bool) -> Markup {
    let hidden = finding
        .evidence_total
        .saturating_sub(finding.evidence.len() as u64);
    html! {
        @if headed {
            tr { th colspan="3" scope="rowgroup" { (cut(&finding.subject.name)) ": " (cut(&finding.says)) } }
        }
        @for line in &finding.evidence { (evidence(line)) }
        @if hidden > 0 {
            tr { td colspan="3" class="faint" { (thousands(hidden)) " more lines: seawall why " (finding.fingerprint) } }
        }
    }
}

fn evidence(line: &Evidence) -> Markup {
    html! {
        tr {
            td { (place(line)) }
            td { code { (cut(&line.text)) } }
            td { (line.said_by.as_str()) }
        }
    }
}

/// Path and line.
fn place(line: &Evidence) -> String {
    match line.origin.place() {
        0 => line.path.clone(),
        number => format!("{}:{number}", line.path),
    }
}
