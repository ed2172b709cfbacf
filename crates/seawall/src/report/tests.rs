//! Reports over hand-made findings: what is one group, what is one incident, what comes first,
//! what is gone, and a screen that stays readable.

use std::collections::BTreeMap;

use seawall_engine::{Approval, Asked, DeviceSummary, Span};
use seawall_model::{
    Address, Answer, Audience, Cause, Confidence, Content, Evidence, Finding, HuntKind, Moment,
    Origin, SaidBy, Severity, Subject, SubjectKind, Verdict,
};

use super::{Earlier, Material, Report, run};
use crate::exit::Exit;
use crate::ignore::Ignores;
use crate::terminal::{View, screen};

const DAY: i64 = 86_400;

/// Everything a report is made from, small.
#[derive(Default)]
pub(crate) struct Estate {
    pub(crate) asked: Asked,
    pub(crate) devices: Vec<DeviceSummary>,
    approved: Vec<Approval>,
    ignores: Ignores,
    earlier: Option<Earlier>,
    show_sensitive: bool,
}

/// A content tree with these hunts, each keyed by `value`.
pub(crate) fn content() -> Content {
    let hunt = |id: &str| {
        format!(
            "/*---\nid: {id}\ntitle: Title of {id}\nkind: intrusion\nwhy: w\nfinds: f\nmisses: m\n\
             severity: high\nconfidence: high\naudience: regular\nattack: []\nsees: []\n\
             key: [value, time]\nremedy: none\n---*/\nSELECT 1"
        )
    };
    let files = ["first-hunt", "second-hunt", "weak-setting"]
        .map(|id| (format!("hunts/topic/{id}/hunt.sql"), hunt(id)));
    Content::parse(BTreeMap::from(files)).0
}

pub(crate) fn finding(hunt: &str, device: &str, value: &str) -> Finding {
    Finding {
        fingerprint: format!("{hunt}/{device}/{value}"),
        hunt: hunt.to_owned(),
        kind: HuntKind::Intrusion,
        title: format!("Title of {hunt}"),
        says: format!("{value} stands there"),
        severity: Severity::High,
        confidence: Confidence::High,
        audience: Audience::Regular,
        subject: Subject {
            kind: SubjectKind::Device,
            name: device.to_owned(),
        },
        attack: vec!["T1136".to_owned()],
        first_seen: None,
        last_seen: None,
        evidence: vec![Evidence {
            origin: Origin::new(1, 7),
            path: format!("configs/{device}.cfg"),
            text: format!("a line about {value}"),
            said_by: SaidBy::Device,
        }],
        evidence_total: 1,
        values: BTreeMap::from([("value".to_owned(), value.to_owned())]),
        lowered_by: Vec::new(),
        device_says_only: false,
        remedy: "none".to_owned(),
        sensitive: false,
    }
}

fn with(mut finding: Finding, column: &str, value: &str, day: i64) -> Finding {
    finding.values.insert(column.to_owned(), value.to_owned());
    let time = (day > 0).then(|| Moment::from_seconds(day * DAY));
    (finding.first_seen, finding.last_seen) = (time, time);
    finding
}

pub(crate) fn device(name: &str) -> DeviceSummary {
    DeviceSummary {
        name: name.to_owned(),
        platform: Some("cisco-ios-xe".to_owned()),
        version: None,
        role: None,
        names: vec![
            name.to_owned(),
            format!("{name}.example.net"),
            "192.0.2.7".to_owned(),
        ],
    }
}

pub(crate) fn answer(hunt: &str, device: &str, verdict: Verdict) -> Answer {
    Answer {
        hunt: hunt.to_owned(),
        device: device.to_owned(),
        verdict,
        channel: None,
        from: None,
        until: None,
        cause: (verdict == Verdict::CannotTell).then_some(Cause::NotEmitted),
        reason: format!("{device} does not write it."),
        remedy: Some(format!(
            "logging host 192.0.2.50\nthen give the log of {device}"
        )),
    }
}

impl Estate {
    pub(crate) fn of(findings: impl IntoIterator<Item = Finding>) -> Self {
        let findings: Vec<Finding> = findings.into_iter().collect();
        let answers = findings
            .iter()
            .map(|finding| answer(&finding.hunt, &finding.subject.name, Verdict::Found))
            .collect();
        let devices = findings
            .iter()
            .map(|finding| device(&finding.subject.name))
            .collect();
        let asked = Asked {
            findings,
            answers,
            spans: BTreeMap::new(),
        };
        Self {
            asked,
            devices,
            ..Self::default()
        }
    }

    pub(crate) fn report(&self) -> Report {
        let content = content();
        Report::new(Material {
            asked: self.asked.clone(),
            hunts: content.hunts.keys().map(String::as_str).collect(),
            content: &content,
            devices: &self.devices,
            naming_problems: &[],
            inputs: &[],
            skipped: &[],
            gone_sources: 0,
            approved: &self.approved,
            ignores: &self.ignores,
            show_sensitive: self.show_sensitive,
            as_of: Some(Moment::from_seconds(30 * DAY)),
            earlier: self.earlier.as_ref(),
        })
    }
}

fn shown(report: &Report) -> String {
    let view = View {
        kinds: vec![HuntKind::Intrusion, HuntKind::Change],
        expand: false,
        width: 100,
        paths: "PATH…".to_owned(),
        ending: (Exit::Found, "a finding at or above medium".to_owned()),
    };
    screen(report, &view).render(false, Some(100))
}

fn groups(report: &Report) -> String {
    let line = |group: &super::Group| format!("{}: {}", group.subjects.join(" "), group.says);
    report
        .groups
        .iter()
        .map(line)
        .collect::<Vec<_>>()
        .join("\n")
}

#[test]
fn the_same_thing_on_many_devices_is_one_group_and_its_id_stays() {
    let one = Estate::of([finding("first-hunt", "edge-1", "x")]).report();
    let two = Estate::of([
        finding("first-hunt", "edge-1", "x"),
        finding("first-hunt", "edge-2", "x"),
        finding("first-hunt", "edge-3", "y"),
    ])
    .report();
    insta::assert_snapshot!(groups(&two), @r"
    edge-3: y stands there
    edge-1 edge-2: x stands there
    ");
    assert_eq!(one.groups[0].id, two.groups[1].id);
}

#[test]
fn what_is_a_devices_own_does_not_tell_groups_apart() {
    let report = Estate::of([
        finding("first-hunt", "edge-1", "edge-1.example.net"),
        finding("first-hunt", "edge-2", "EDGE-2"),
        with(
            finding("first-hunt", "edge-3", "192.0.2.7"),
            "time",
            "2026-09-12T02:00:00Z",
            0,
        ),
    ])
    .report();
    assert_eq!(report.groups.len(), 2, "{}", groups(&report));
    let secret = |hex: char| format!("‹secret:{}›", hex.to_string().repeat(32));
    let report = Estate::of([
        finding("first-hunt", "edge-1", &secret('0')),
        finding("first-hunt", "edge-2", &secret('f')),
    ])
    .report();
    insta::assert_snapshot!(groups(&report), @"edge-1 edge-2: ‹secret A› stands there");
}

#[test]
fn what_is_shared_within_a_day_is_one_incident() {
    let address = |hunt, device, day| {
        with(
            finding(hunt, device, "x"),
            "from_address",
            "203.0.113.77",
            day,
        )
    };
    let near = Estate::of([
        address("first-hunt", "edge-1", 10),
        address("second-hunt", "edge-2", 11),
    ]);
    let report = near.report();
    assert_eq!(report.incidents.len(), 1);
    assert_eq!(report.incidents[0].value, "203.0.113.77");
    let far = Estate::of([
        address("first-hunt", "edge-1", 10),
        address("second-hunt", "edge-2", 12),
    ]);
    assert!(far.report().incidents.is_empty());
    // A line of a configuration has no time: it belongs to what shares its value.
    let timeless = Estate::of([
        address("first-hunt", "edge-1", 10),
        address("second-hunt", "edge-2", 0),
    ]);
    assert_eq!(timeless.report().incidents.len(), 1);
}

#[test]
fn robots_and_approved_values_tie_nothing_together() {
    let act = |hunt: &str, column: &str, value: &str| {
        with(finding(hunt, "edge-1", "x"), column, value, 10)
    };
    let tied = |column: &str, value: &str, row: Approval| {
        let mut estate = Estate::of([
            act("first-hunt", column, value),
            act("second-hunt", column, value),
        ]);
        estate.approved.push(row);
        estate.report().incidents.len()
    };
    let network = Address::parse("192.0.2.0").map(|address| (address, 120));
    let row = |list: &str| Approval {
        list: list.to_owned(),
        network,
        ..Approval::default()
    };
    assert_eq!(tied("account", "collector", row("robot:collector")), 0);
    assert_eq!(tied("account", "netops", row("robot:collector")), 1);
    assert_eq!(tied("from_address", "192.0.2.9", row("jump_hosts")), 0);
    assert_eq!(tied("from_address", "192.0.2.9", row("own_prefixes")), 1);
    assert_eq!(tied("from_address", "198.51.100.9", row("jump_hosts")), 1);
}

#[test]
fn blind_spots_are_grouped_by_remedy() {
    let mut estate = Estate::of([]);
    for device in ["edge-1", "edge-2", "core-1"] {
        for hunt in ["first-hunt", "second-hunt"] {
            estate
                .asked
                .answers
                .push(answer(hunt, device, Verdict::CannotTell));
        }
    }
    let report = estate.report();
    insta::assert_debug_snapshot!(report.blind_spots, @r#"
    [
        BlindSpot {
            cause: NotEmitted,
            remedy: "logging host 192.0.2.50\nthen give the log of DEVICE",
            reason: None,
            devices: [
                "core-1",
                "edge-1",
                "edge-2",
            ],
            hunts: [
                "first-hunt",
                "second-hunt",
            ],
        },
    ]
    "#);
    assert_eq!(report.exit(Severity::Medium, 1.0), Exit::CouldNotLook);
    assert_eq!(report.exit(Severity::Medium, 0.0), Exit::LookedEverywhere);
}

#[test]
fn three_thousand_devices_fit_on_one_screen_and_the_rare_thing_comes_first() {
    let mut estate = Estate::of((0..2_000).map(|n| {
        let mut weak = finding("weak-setting", &format!("access-{n:04}"), "x");
        weak.kind = HuntKind::Weakness;
        weak
    }));
    for n in 0..40 {
        let common =
            (0..60).map(|m| finding("second-hunt", &format!("access-{m:04}"), &n.to_string()));
        estate.asked.findings.extend(common);
    }
    let rare = with(
        finding("first-hunt", "edge-1", "intruder"),
        "from_address",
        "203.0.113.77",
        9,
    );
    let beside = with(
        finding("second-hunt", "edge-1", "tunnel"),
        "from_address",
        "203.0.113.77",
        9,
    );
    estate.asked.findings.extend([rare, beside]);
    for n in 0..3_000 {
        let mut dark = answer("first-hunt", &format!("access-{n:04}"), Verdict::CannotTell);
        dark.remedy = Some(format!("logging host 192.0.2.{}", n % 40));
        estate.asked.answers.push(dark);
    }
    let text = shown(&estate.report());
    assert!(
        text.lines().count() <= 60,
        "{} lines:\n{text}",
        text.lines().count()
    );
    let from = text.find("INCIDENT").unwrap();
    insta::assert_snapshot!(&text[from..text.find("OTHER").unwrap()], @r"
    INCIDENT  2 findings on 1 device, tied by the source address 203.0.113.77
     HIGH      edge-1  Title of second-hunt  confidence high  T1136
               1970-01-10 00:00:00Z  tunnel stands there
               configs/edge-1.cfg:7  a line about tunnel
     HIGH      edge-1  Title of first-hunt  confidence high  T1136
               1970-01-10 00:00:00Z  intruder stands there
               configs/edge-1.cfg:7  a line about intruder
    ");
    insta::assert_snapshot!(&text[text.find("NOT FOUND").unwrap()..], @r"
    NOT FOUND    nothing: no question could be looked at in full
    CANNOT TELL  3,000 answers of 1 hunt
      not emitted, 1 hunt: access-0000, access-0040, access-0080 and 72 more (75 devices)
        logging host 192.0.2.0
      not emitted, 1 hunt: access-0001, access-0041, access-0081 and 72 more (75 devices)
        logging host 192.0.2.1
      not emitted, 1 hunt: access-0010, access-0050, access-0090 and 72 more (75 devices)
        logging host 192.0.2.10
      not emitted, 1 hunt: access-0011, access-0051, access-0091 and 72 more (75 devices)
        logging host 192.0.2.11
      not emitted, 1 hunt: access-0012, access-0052, access-0092 and 72 more (75 devices)
        logging host 192.0.2.12
      35 more blind spots: --expand
    WEAKNESSES   1 group on 2,000 devices  seawall hunt --kind weakness PATH…

    next         seawall why second-hunt/edge-1/tunnel PATH…
    exit         1 a finding at or above medium
    ");
}

#[test]
fn an_earlier_report_says_what_is_new_still_there_and_gone_and_why() {
    let there = Estate::of([
        finding("first-hunt", "edge-1", "x"),
        finding("first-hunt", "edge-2", "y"),
        finding("second-hunt", "edge-1", "z"),
        with(finding("second-hunt", "edge-3", "old"), "value", "old", 3),
    ]);
    let mut now = Estate::of([
        finding("first-hunt", "edge-1", "x"),
        finding("first-hunt", "edge-4", "n"),
    ]);
    now.earlier = Some(run(&there.report()).into());
    now.asked
        .answers
        .push(answer("first-hunt", "edge-2", Verdict::NotFound));
    now.asked
        .answers
        .push(answer("second-hunt", "edge-1", Verdict::CannotTell));
    let span = Span {
        from: Some(Moment::from_seconds(9 * DAY)),
        until: None,
    };
    now.asked.spans.insert("second-hunt".to_owned(), span);
    let report = now.report();
    let still: Vec<bool> = report.findings.iter().map(|told| told.still).collect();
    assert_eq!(still.iter().filter(|still| **still).count(), 1);
    let gone: Vec<String> = report
        .gone
        .iter()
        .map(|gone| format!("{}: {}", gone.finding.fingerprint, gone.because))
        .collect();
    insta::assert_snapshot!(gone.join("\n"), @r"
    first-hunt/edge-2/y: fixed
    second-hunt/edge-1/z: cannot tell now
    second-hunt/edge-3/old: cannot tell now
    ");
}

#[test]
fn suppressed_findings_are_counted_and_surplus_is_told() {
    let mut estate = Estate::of([
        finding("first-hunt", "edge-1", "x"),
        finding("first-hunt", "edge-2", "x"),
        finding("second-hunt", "edge-1", "z"),
    ]);
    let text = "[[ignore]]\nhunt = 'first-hunt'\ndevice = 'edge-*'\nvalue = 'x'\nmax_hits = 1\n\
                reason = 'looked at'\nowner = 'noc@example.net'\nexpires = 1970-02-28\n\
                [[ignore]]\nfinding = 'second-hunt/edge-1/z'\nreason = 'was right then'\n\
                owner = 'noc@example.net'\nexpires = 1970-01-05\n";
    let hunts = ["first-hunt", "second-hunt"];
    estate.ignores = Ignores::parse("seawall.ignore.toml", text, hunts.into_iter()).unwrap();
    let report = estate.report();
    assert_eq!(report.suppressed.len(), 1);
    assert_eq!(report.findings.len(), 2);
    insta::assert_snapshot!(report.remarks.join("\n"), @r"
    seawall.ignore.toml:1: matches 1 more than its max_hits, which are told. Look at them, then raise max_hits.
    seawall.ignore.toml:9: expired on 1970-01-05; 1 of its findings are told again. Renew or remove it.
    ");
}

#[test]
fn a_sensitive_finding_has_no_content_unless_it_is_asked_for() {
    let mut sensitive = finding("first-hunt", "edge-1", "tap-7");
    sensitive.sensitive = true;
    let mut estate = Estate::of([sensitive]);
    let text = |report: &Report| {
        let document = super::json::Document::of(report, true).text().unwrap();
        format!("{}{document}", shown(report))
    };
    let concealed = text(&estate.report());
    assert!(!concealed.contains("tap-7 stands there"), "{concealed}");
    assert!(!concealed.contains("a line about tap-7"), "{concealed}");
    assert!(concealed.contains("Title of first-hunt"), "{concealed}");
    assert!(concealed.contains("configs/edge-1.cfg:7"), "{concealed}");
    estate.show_sensitive = true;
    assert!(text(&estate.report()).contains("a line about tap-7"));
}
