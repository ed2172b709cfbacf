//! Pages over hand-made reports: hostile text, three thousand devices.

use seawall_model::{HuntKind, Verdict};

use super::document;
use crate::exit::Exit;
use crate::report::Report;
use crate::report::tests::{Estate, answer, content, device, finding};
use crate::terminal::View;

fn page(report: &Report) -> String {
    let view = View {
        kinds: vec![HuntKind::Intrusion, HuntKind::Change],
        expand: false,
        width: 100,
        paths: "PATH…".to_owned(),
        ending: (Exit::Found, "a finding at or above medium".to_owned()),
    };
    document(report, &content(), &view)
}

/// The text between tags, a line each.
fn text(page: &str) -> String {
    let body = page.split_once("<main>").map_or(page, |(_, body)| body);
    let pieces = body.split('<').filter_map(|piece| piece.split_once('>'));
    let lines = pieces
        .map(|(_, text)| text.trim())
        .filter(|text| !text.is_empty());
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn what_an_intruder_writes_stays_text() {
    let mut hostile = finding("first-hunt", "edge-1", "x");
    hostile.subject.name = "\"><img src=x onerror=alert(1)>".to_owned();
    hostile.says = "</p><script>alert(1)</script>\u{1b}[2J\u{202e}".to_owned();
    for line in &mut hostile.evidence {
        line.path = "a'b\"c<d>&e.cfg".to_owned();
        line.text = format!(
            "</code></table><style>*{{display:none}}</style>{}",
            "w".repeat(9_000)
        );
    }
    let page = page(&Estate::of([hostile]).report());
    for live in ["<script", "<img", "<style>*", "\u{1b}", "\u{202e}"] {
        assert!(!page.contains(live), "{live}");
    }
    assert_eq!(page.matches("<style>").count(), 1);
    let text = text(&page);
    let line = text
        .lines()
        .find(|line| line.contains("alert(1)&lt;/script"));
    insta::assert_snapshot!(
        line.unwrap_or_default(),
        @r": &lt;/p&gt;&lt;script&gt;alert(1)&lt;/script&gt;\x1b[2J\u{202e}"
    );
    assert!(text.contains("more characters)"));
}

#[test]
fn nothing_is_loaded_and_nothing_runs() {
    let page = page(&Estate::of([finding("first-hunt", "edge-1", "x")]).report());
    for loads in [
        "src=",
        "http:",
        "https:",
        "url(",
        "@import",
        "<link",
        "<iframe",
        "javascript",
    ] {
        assert!(!page.contains(loads), "{loads}");
    }
    assert!(page.contains("default-src 'none'"));
    for target in page
        .split("href=\"#")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
    {
        assert!(
            page.contains(&format!("id=\"{target}\"")),
            "{target} leads nowhere"
        );
    }
}

#[test]
fn three_thousand_devices_stay_readable() {
    let names: Vec<String> = (0..3_000).map(|n| format!("edge-{n:04}")).collect();
    let common = names.iter().take(2_000);
    let mut estate = Estate::of(common.map(|name| finding("first-hunt", name, "weak")));
    let rare = finding("second-hunt", "edge-2999", "strange");
    estate
        .asked
        .answers
        .push(answer("second-hunt", "edge-2999", Verdict::Found));
    estate.asked.findings.push(rare);
    for name in names.iter().take(2_999) {
        let quiet = answer("second-hunt", name, Verdict::NotFound);
        estate.asked.answers.push(quiet);
    }
    for name in names.iter().skip(2_000) {
        estate.devices.push(device(name));
        estate
            .asked
            .answers
            .push(answer("first-hunt", name, Verdict::CannotTell));
    }
    let page = page(&estate.report());
    assert!(page.len() < 400_000, "{} bytes", page.len());
    let text = text(&page);
    let place = |what: &str| text.find(what).unwrap_or(usize::MAX);
    assert!(
        place("edge-2999") < place("edge-0000"),
        "the rare thing first"
    );
    assert!(text.contains("and 1,999 more"));
    assert!(text.contains("also on 1,995 more"));
    assert!(text.contains("2,000 devices"));
    assert!(text.contains("and 1,500 more; the JSON report has all"));
}
