//! The screen of `seawall hunt`: what was read, incidents, groups, what was not found, what nobody
//! can tell and the line that would remedy it, what to type next. At most twenty groups and sixty
//! lines whatever the size of the estate, and it says how much more there is.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use seawall_model::{Evidence, HuntKind, Kind, Severity, State};

use super::page::{Line, Page, Style};
use crate::exit::Exit;
use crate::moments;
use crate::report::{BlindSpot, Group, Incident, Report, Told};
use crate::talk::{count, plural, thousands};

/// The most lines, unless all are asked for.
const LINES: usize = 60;

/// The most groups, unless all are asked for.
const GROUPS: usize = 20;

/// Where text begins below a finding's severity.
const INDENT: usize = 11;

/// How a screen is looked at.
#[derive(Clone, Debug)]
pub(crate) struct View {
    /// The kinds listed.
    pub(crate) kinds: Vec<HuntKind>,
    /// Whether everything is printed, however long it gets.
    pub(crate) expand: bool,
    /// Columns.
    pub(crate) width: usize,
    /// The paths as the next command would have to name them.
    pub(crate) paths: String,
    /// How the run ended, and the sentence that says why.
    pub(crate) ending: (Exit, String),
}

/// The screen of a report.
pub(crate) fn screen(report: &Report, view: &View) -> Page {
    let screen = Screen { report, view };
    let (head, foot) = (screen.head(), screen.foot(None));
    if view.expand {
        let mut page = head;
        page.append(screen.findings(usize::MAX, usize::MAX));
        page.append(foot);
        return page;
    }
    // Less evidence before fewer groups, fewer blind spots before either.
    for spots in [5, 3, 2] {
        for (groups, evidence) in [(GROUPS, 3), (GROUPS, 2), (GROUPS, 1)] {
            let (page, fits) = screen.fitted(groups, evidence, spots);
            if fits {
                return page;
            }
        }
    }
    for evidence in [1, 0] {
        for groups in (1..=GROUPS).rev() {
            let (page, fits) = screen.fitted(groups, evidence, 2);
            if fits {
                return page;
            }
        }
    }
    screen.fitted(0, 0, 1).0
}

struct Screen<'s> {
    report: &'s Report,
    view: &'s View,
}

impl Screen<'_> {
    fn fitted(&self, groups: usize, evidence: usize, spots: usize) -> (Page, bool) {
        let mut page = self.head();
        page.append(self.findings(groups, evidence));
        page.append(self.foot(Some(spots)));
        let fits = page.len() <= LINES;
        (page, fits)
    }

    /// What was read, over which time, with which content.
    fn head(&self) -> Page {
        let report = self.report;
        let mut page = Page::default();
        let lead = |word: &str| Line::of(Style::Faint, word).to(INDENT);
        let mut read: BTreeMap<Kind, usize> = BTreeMap::new();
        let (mut lines, mut understood, mut partly, mut not_read) = (0, 0, 0, not_read(report));
        let (mut from, mut until) = (None, None);
        for input in &report.inputs {
            let coverage = &input.coverage;
            match input.source.state {
                State::NotRead => not_read += 1,
                State::Partly => partly += 1,
                State::Read => {}
            }
            if input.source.state != State::NotRead {
                *read.entry(input.source.kind).or_default() += 1;
            }
            lines += coverage.total();
            understood += coverage.read + coverage.irrelevant;
            from = [from, coverage.from].into_iter().flatten().min();
            until = [until, coverage.until].into_iter().flatten().max();
        }
        let mut kinds: Vec<String> = read
            .iter()
            .map(|(kind, number)| count(*number as u64, noun(*kind)))
            .collect();
        if kinds.is_empty() {
            kinds.push("nothing".to_owned());
        }
        let devices = count(report.devices as u64, "device");
        let mut line = lead("read").and(Style::Strong, devices);
        line = line.and(Style::Plain, format!(" in {}", kinds.join(", ")));
        page.push(line);
        if lines > 0 {
            let share = understood as f64 * 100.0 / lines as f64;
            let share = (share * 10.0).floor() / 10.0;
            let text = format!("{}, {share} % understood", count(lines, "line"));
            page.push(lead("").and(Style::Plain, text));
        }
        let mut unread = Vec::new();
        if not_read > 0 {
            unread.push(format!("{} not read", count(not_read as u64, "file")));
        }
        if partly > 0 {
            unread.push(format!("{} read in part", count(partly, "file")));
        }
        if report.gone_sources > 0 {
            let gone = count(report.gone_sources as u64, "source");
            unread.push(format!(
                "{gone} remembered, no longer among the files given"
            ));
        }
        if !unread.is_empty() {
            let line = lead("")
                .and(Style::Warning, unread.join(", "))
                .and(Style::Plain, "  ");
            page.push(line.and(Style::Command, self.command("inputs")));
        }
        if let Some(as_of) = report.as_of {
            let span = match (from, until) {
                (Some(from), Some(until)) => {
                    format!("{} to {}, ", moments::short(from), moments::short(until))
                }
                _ => String::new(),
            };
            let text = format!("{span}judged as of {}", moments::short(as_of));
            page.push(lead("time").and(Style::Plain, text));
        }
        let digest = report.digest.get(..12).unwrap_or(&report.digest);
        let asked = count(report.asked.len() as u64, "hunt");
        let version = env!("CARGO_PKG_VERSION");
        page.push(lead("asked").and(Style::Plain, format!("{asked}, content {version} {digest}")));
        page
    }

    /// Incidents, then the groups in none: the gravest so many, with so much evidence.
    fn findings(&self, groups: usize, evidence: usize) -> Page {
        let report = self.report;
        let mut page = Page::default();
        let in_incidents: BTreeSet<usize> = report
            .incidents
            .iter()
            .flat_map(|incident| incident.groups.iter().copied())
            .collect();
        let mut sections: Vec<(Option<&Incident>, Vec<&Group>)> = report
            .incidents
            .iter()
            .map(|incident| (Some(incident), self.listed(incident.groups.iter().copied())))
            .collect();
        let alone = (0..report.groups.len()).filter(|at| !in_incidents.contains(at));
        sections.push((None, self.listed(alone)));
        sections.retain(|(_, members)| !members.is_empty());
        let bundles: Vec<Vec<Vec<&Group>>> = sections
            .iter()
            .map(|(_, members)| together(members))
            .collect();
        // What is graver is never hidden behind what stands above it.
        let mut gravest: Vec<(Reverse<Severity>, usize, usize)> = Vec::new();
        for (section, bundles) in bundles.iter().enumerate() {
            for (at, bundle) in bundles.iter().enumerate() {
                let severity = bundle.first().map_or(Severity::Low, |group| group.severity);
                gravest.push((Reverse(severity), section, at));
            }
        }
        gravest.sort_unstable();
        let told: BTreeSet<(usize, usize)> = gravest
            .iter()
            .take(groups)
            .map(|(_, section, at)| (*section, *at))
            .collect();
        let mut hidden = 0;
        for (section, ((incident, members), bundles)) in sections.iter().zip(&bundles).enumerate() {
            if !(0..bundles.len()).any(|at| told.contains(&(section, at))) {
                hidden += members.len();
                continue;
            }
            page.gap();
            match incident {
                Some(incident) => page.push(self.incident(incident, members)),
                None if section > 0 => page.push(Line::of(Style::Strong, "OTHER FINDINGS")),
                None => {}
            }
            for (at, bundle) in bundles.iter().enumerate() {
                if told.contains(&(section, at)) {
                    self.groups(&mut page, bundle, evidence);
                } else {
                    hidden += bundle.len();
                }
            }
        }
        if hidden > 0 {
            let more = format!(
                "{} more {}",
                thousands(hidden as u64),
                plural(hidden as u64, "group")
            );
            let line = Line::of(Style::Warning, more).and(Style::Plain, ": ");
            page.push(line.and(Style::Command, "--expand"));
        }
        page
    }

    fn listed(&self, positions: impl Iterator<Item = usize>) -> Vec<&Group> {
        positions
            .filter_map(|at| self.report.groups.get(at))
            .filter(|group| self.view.kinds.contains(&group.kind))
            .collect()
    }

    fn incident(&self, incident: &Incident, members: &[&Group]) -> Line {
        let devices: BTreeSet<&str> = members
            .iter()
            .flat_map(|group| group.subjects.iter().map(String::as_str))
            .collect();
        let findings: usize = members.iter().map(|group| group.len).sum();
        let mut ties = vec![tie(&incident.kind, &incident.value)];
        ties.extend(incident.also.iter().map(|(kind, value)| tie(kind, value)));
        let text = format!(
            "  {} on {}, tied by {}",
            count(findings as u64, "finding"),
            count(devices.len() as u64, "device"),
            some(ties.into_iter(), 2),
        );
        Line::of(Style::Alarm, "INCIDENT").and(Style::Strong, text)
    }

    /// One title, what each group says, and the evidence of the first.
    fn groups(&self, page: &mut Page, groups: &[&Group], evidence: usize) {
        let Some(group) = groups.first() else { return };
        page.push(self.title(group));
        let most = if self.view.expand { usize::MAX } else { 3 };
        for (at, group) in groups.iter().take(most).enumerate() {
            let Some(first) = group.findings(&self.report.findings).first() else {
                continue;
            };
            self.says(page, group, first);
            // Where several groups stand together their sentences say more than their lines.
            let lines = if at == 0 || self.view.expand {
                evidence
            } else {
                0
            };
            for quoted in first.finding.evidence.iter().take(lines) {
                page.push(self.quoted(quoted));
            }
            if self.view.expand {
                for subject in group.subjects.iter().skip(1) {
                    page.push(Line::of(
                        Style::Plain,
                        format!("{:INDENT$}also {subject}", ""),
                    ));
                }
                let command = self.command_of("why", &first.finding.fingerprint);
                let lead = Line::of(Style::Plain, " ".repeat(INDENT));
                page.push(lead.and(Style::Command, command));
            }
        }
        if groups.len() > most {
            let text = format!("{:INDENT$}and {} more of these", "", groups.len() - most);
            page.push(Line::of(Style::Faint, text));
        }
    }

    /// Severity, the most telling device, the hunt's title, and as many marks as there is room for.
    fn title(&self, group: &Group) -> Line {
        let style = match group.severity {
            Severity::Critical | Severity::High => Style::Alarm,
            Severity::Medium => Style::Warning,
            Severity::Low => Style::Faint,
        };
        let subject = group.subjects.first().map_or("", String::as_str);
        let devices = match group.subjects.len() {
            0 | 1 => subject.to_owned(),
            many => format!("{subject} and {} more", thousands(many as u64 - 1)),
        };
        let word = group.severity.as_str().to_uppercase();
        let mut line = Line::of(style, format!(" {word}")).to(INDENT);
        line = line
            .and(Style::Strong, devices)
            .and(Style::Plain, format!("  {}", group.title));
        let mut marks = Vec::new();
        if self.report.compared && group.all_new {
            marks.push("new".to_owned());
        }
        marks.push(format!("confidence {}", group.confidence.as_str()));
        if let Some(first) = group.findings(&self.report.findings).first() {
            if first.finding.device_says_only {
                marks.push("its own word only".to_owned());
            }
            marks.extend(first.finding.attack.iter().cloned());
        }
        for mark in marks {
            let longer = line.clone().and(Style::Faint, format!("  {mark}"));
            if longer.width() <= self.view.width {
                line = longer;
            }
        }
        line
    }

    /// When, and the sentence.
    fn says(&self, page: &mut Page, group: &Group, first: &Told) {
        let time = group.first_seen.map(|first| match group.last_seen {
            Some(last) if last != first && group.len > 1 => {
                format!("{} to {}  ", moments::short(first), moments::short(last))
            }
            _ => format!("{}  ", moments::short(first)),
        });
        let mut says = group.says.clone();
        for name in &first.finding.lowered_by {
            says = format!("{says} [lowered by {name}]");
        }
        let lead = Line::of(Style::Plain, " ".repeat(INDENT));
        let lead = lead.and(Style::Faint, time.unwrap_or_default());
        page.hanging(lead, Style::Plain, &says, INDENT, self.view.width);
    }

    /// One line of evidence, as much of its telling part as fits.
    fn quoted(&self, quoted: &Evidence) -> Line {
        let place = match quoted.origin.place() {
            0 => quoted.path.clone(),
            line => format!("{}:{line}", quoted.path),
        };
        let line = Line::of(Style::Plain, " ".repeat(INDENT)).and(Style::Faint, place);
        let line = line.and(Style::Plain, "  ");
        let room = self.view.width.saturating_sub(line.width()).max(30);
        line.and(Style::Plain, telling(&quoted.text, room))
    }

    /// Counts, blind spots, weaknesses, suppressed findings, what to type next, how it ended.
    fn foot(&self, spots: Option<usize>) -> Page {
        let report = self.report;
        let mut page = Page::default();
        page.gap();
        let (mut not_found, mut cannot_tell) = (0, 0);
        let (mut quiet, mut dark) = (0, 0);
        for tally in report.asked.values() {
            not_found += tally.not_found;
            cannot_tell += tally.cannot_tell;
            quiet += usize::from(tally.not_found > 0);
            dark += usize::from(tally.cannot_tell > 0);
        }
        let lead = |style, word: &str| Line::of(style, word).to(13);
        let answers = |number: usize, hunts: usize| {
            format!(
                "{} of {}",
                count(number as u64, "answer"),
                count(hunts as u64, "hunt")
            )
        };
        let text = match not_found {
            0 => "nothing: no question could be looked at in full".to_owned(),
            _ => answers(not_found, quiet),
        };
        page.push(lead(Style::Strong, "NOT FOUND").and(Style::Plain, text));
        if cannot_tell > 0 {
            let text = answers(cannot_tell, dark);
            page.push(lead(Style::Warning, "CANNOT TELL").and(Style::Plain, text));
            self.blind_spots(&mut page, spots);
        }
        let weak: Vec<&Group> = report
            .groups
            .iter()
            .filter(|group| group.kind == HuntKind::Weakness)
            .collect();
        if !weak.is_empty() && !self.view.kinds.contains(&HuntKind::Weakness) {
            let devices: BTreeSet<&str> = weak
                .iter()
                .flat_map(|group| group.subjects.iter().map(String::as_str))
                .collect();
            let text = format!(
                "{} on {}  ",
                count(weak.len() as u64, "group"),
                count(devices.len() as u64, "device")
            );
            let line = lead(Style::Strong, "WEAKNESSES").and(Style::Plain, text);
            page.push(line.and(Style::Command, self.command("hunt --kind weakness")));
        }
        if report.compared {
            let new = report.findings.iter().filter(|told| !told.still).count();
            let still = report.findings.len() - new;
            let mut gone: BTreeMap<&str, usize> = BTreeMap::new();
            for finding in &report.gone {
                *gone.entry(finding.because).or_default() += 1;
            }
            let gone: Vec<String> = gone
                .iter()
                .map(|(why, number)| format!("{number} {why}"))
                .collect();
            let gone = if gone.is_empty() {
                "0".to_owned()
            } else {
                gone.join(", ")
            };
            let text = format!("{new} new, {still} still, gone: {gone}");
            page.push(lead(Style::Strong, "COMPARED").and(Style::Plain, text));
        }
        if !report.suppressed.is_empty() {
            let files: BTreeSet<String> = report
                .suppressed
                .iter()
                .map(|(_, entry)| entry.place())
                .collect();
            let number = count(report.suppressed.len() as u64, "finding");
            let text = format!("{number} by {}", some(files.into_iter(), 3));
            page.push(lead(Style::Strong, "SUPPRESSED").and(Style::Plain, text));
        }
        self.remarks(&mut page, spots);
        page.gap();
        let next = report
            .incidents
            .first()
            .and_then(|incident| incident.groups.first().copied());
        let listed = |group: &&Group| self.view.kinds.contains(&group.kind);
        let next = next
            .and_then(|at| report.groups.get(at))
            .filter(listed)
            .or_else(|| report.groups.iter().find(listed));
        if let Some(group) = next {
            let told = group.findings(&report.findings).first();
            let id = told.map_or("", |told| told.finding.fingerprint.as_str());
            let line = lead(Style::Faint, "next").and(Style::Command, self.command_of("why", id));
            page.push(line);
        }
        let (exit, why) = &self.view.ending;
        let text = format!("{} {why}", exit.code());
        page.push(lead(Style::Faint, "exit").and(Style::Faint, text));
        page
    }

    fn blind_spots(&self, page: &mut Page, most: Option<usize>) {
        let spots = &self.report.blind_spots;
        let shown = most.unwrap_or(usize::MAX);
        for spot in spots.iter().take(shown) {
            self.blind_spot(page, spot, most.is_none());
        }
        if spots.len() > shown {
            let more = spots.len() - shown;
            let text = format!(
                "  {} more {}: ",
                thousands(more as u64),
                plural(more as u64, "blind spot")
            );
            page.push(Line::of(Style::Warning, text).and(Style::Command, "--expand"));
        }
    }

    /// One line of what is missing and where, then the exact lines to write or what to give.
    fn blind_spot(&self, page: &mut Page, spot: &BlindSpot, all: bool) {
        let names = if all { usize::MAX } else { 3 };
        let cause = spot.cause.as_str().replace('_', " ");
        let text = format!(
            "  {}, {}: {} ({})",
            cause,
            count(spot.hunts.len() as u64, "hunt"),
            some(spot.devices.iter().cloned(), names),
            count(spot.devices.len() as u64, "device"),
        );
        page.push(Line::of(Style::Plain, text));
        if let Some(reason) = &spot.reason {
            page.push(Line::of(Style::Plain, "    ").and(Style::Faint, reason));
        }
        let lines: Vec<&str> = spot.remedy.lines().collect();
        let most = if all { usize::MAX } else { 4 };
        for line in lines.iter().take(most) {
            page.push(Line::of(Style::Plain, "    ").and(Style::Command, line));
        }
        if lines.len() > most {
            let more = format!("    … {} more lines: ", lines.len() - most);
            page.push(Line::of(Style::Plain, more).and(Style::Command, "--expand"));
        }
    }

    fn remarks(&self, page: &mut Page, most: Option<usize>) {
        let remarks = &self.report.remarks;
        let shown = most.map_or(usize::MAX, |most| most.min(2));
        for remark in remarks.iter().take(shown) {
            page.push(
                Line::of(Style::Warning, "NOTE")
                    .to(13)
                    .and(Style::Plain, remark),
            );
        }
        if remarks.len() > shown {
            let text = format!("{} more: ", remarks.len() - shown);
            let line = Line::of(Style::Warning, "NOTE")
                .to(13)
                .and(Style::Plain, text);
            page.push(line.and(Style::Command, "--expand"));
        }
    }

    fn command(&self, command: &str) -> String {
        format!("seawall {command} {}", self.view.paths)
    }

    fn command_of(&self, command: &str, what: &str) -> String {
        format!("seawall {command} {what} {}", self.view.paths)
    }
}

/// Files that are no source, and whose content counts nowhere else.
fn not_read(report: &Report) -> usize {
    report
        .skipped
        .iter()
        .filter(|skipped| !skipped.twice)
        .count()
}

/// Groups of one hunt and severity on the same devices, which are told together.
pub(crate) fn together<'g>(groups: &[&'g Group]) -> Vec<Vec<&'g Group>> {
    let mut together: Vec<Vec<&Group>> = Vec::new();
    for group in groups {
        let same = |others: &Vec<&Group>| {
            others.first().is_some_and(|first| {
                first.hunt == group.hunt
                    && first.severity == group.severity
                    && first.subjects == group.subjects
            })
        };
        match together.iter_mut().find(|others| same(others)) {
            Some(others) => others.push(group),
            None => together.push(vec![group]),
        }
    }
    together
}

/// What ties findings together, in words.
pub(crate) fn tie(kind: &str, value: &str) -> String {
    match kind {
        "from_address" => format!("the source address {value}"),
        kind => format!("the {kind} {value}"),
    }
}

/// The part of a line that tells most, in so many characters: of a log line the message after its
/// headers, of any other its beginning and its end.
fn telling(text: &str, room: usize) -> String {
    let text = text.trim();
    let length = text.chars().count();
    if length <= room {
        return text.to_owned();
    }
    let message = text
        .match_indices('%')
        .map(|(at, _)| text.get(at..).unwrap_or_default())
        .find(|rest| {
            rest.chars().nth(1).is_some_and(|c| c.is_ascii_uppercase()) && rest.contains(": ")
        });
    if let Some(message) = message {
        return format!("…{message}");
    }
    let begin = room * 2 / 5;
    let end = room.saturating_sub(begin + 3);
    let beginning: String = text.chars().take(begin).collect();
    let ending: String = text.chars().skip(length - end).collect();
    format!("{beginning} … {ending}")
}

/// Some of many names, and how many more.
fn some(names: impl Iterator<Item = String>, most: usize) -> String {
    let names: Vec<String> = names.collect();
    let mut shown = names
        .iter()
        .take(most)
        .cloned()
        .collect::<Vec<_>>()
        .join(", ");
    if names.len() > most {
        shown = format!(
            "{shown} and {} more",
            thousands((names.len() - most) as u64)
        );
    }
    shown
}

const fn noun(kind: Kind) -> &'static str {
    match kind {
        Kind::Configuration => "configuration",
        Kind::Show => "show output",
        Kind::Log => "log",
        Kind::Accounting => "accounting file",
        Kind::Inventory => "inventory file",
        Kind::Settings => "settings file",
        Kind::Container => "container",
        Kind::Unknown => "unknown file",
    }
}
