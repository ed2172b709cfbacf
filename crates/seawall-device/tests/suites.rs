//! The public suites: nothing lost, nothing mistaken for something else.
#![allow(clippy::unwrap_used, clippy::print_stderr, reason = "a test")]

mod common;

use std::collections::BTreeMap;

use common::{data, files_below, read, read_as_ios, text_of};
use seawall_model::Row;

/// Which system a file of the Batfish suite is of, by its folder, its name and what is known of the
/// few that its folder does not decide.
fn vendor(path: &str) -> Option<&'static str> {
    let folders = [
        ("grammar/cisco/", "ios"),
        ("grammar/cisco_asa/", "other"),
        ("grammar/cisco_xr/", "other"),
        ("grammar/f5_bigip_structured/", "other"),
        ("grammar/fortios/", "other"),
        ("grammar/juniper/", "other"),
        ("grammar/palo_alto/", "other"),
        ("vendor/arista/", "other"),
        ("vendor/check_point_gateway/", "other"),
        ("vendor/cisco_nxos/", "other"),
        ("networks/example/", "ios"),
        ("configs/ios-xe/", "ios"),
        ("configs/nxos/", "other"),
        ("configs/palo_alto/", "other"),
        ("configs/f5_bigip/", "other"),
        ("configs/cisco_asa/", "other"),
    ];
    folders
        .iter()
        .find(|(folder, _)| path.contains(folder))
        .map(|(_, vendor)| *vendor)
}

#[test]
fn batfish_configurations_are_read_whole_and_by_the_right_reader() {
    let Some(root) = data("suites/batfish-testconfigs") else {
        return;
    };
    let mut wrong = Vec::new();
    let mut shapes: BTreeMap<String, u64> = BTreeMap::new();
    let (mut ios, mut unrecognised, mut total) = (0, 0, 0);
    for file in files_below(&root) {
        let path = file.to_str().unwrap();
        let Some(vendor) = vendor(path) else { continue };
        if path.contains("/hosts/") || path.contains("/iptables/") {
            continue;
        }
        let text = text_of(&file);
        let outcome = read(path, &text);
        let taken = outcome.as_ref().map_or("nobody", |outcome| outcome.reader);
        let platform = outcome.as_ref().and_then(|o| o.coverage.platform.clone());
        if (vendor == "ios") != (taken == "ios-configuration") {
            wrong.push(format!("{vendor} {taken} {platform:?} {path}"));
        }
        if vendor == "ios" {
            let outcome = read_as_ios(path, &text);
            let coverage = &outcome.coverage;
            assert_eq!(coverage.total(), outcome.lines as u64, "{path}");
            let lines = outcome
                .rows
                .iter()
                .filter(|row| matches!(row, Row::ConfigLine(_)));
            assert_eq!(lines.count(), outcome.lines, "{path}");
            ios += 1;
            unrecognised += coverage.unrecognised;
            total += coverage.total();
            for (shape, count) in &coverage.shapes {
                *shapes.entry(shape.clone()).or_default() += count;
            }
        }
    }
    eprintln!("{ios} IOS files, {unrecognised} of {total} lines unrecognised");
    if std::env::var_os("SEAWALL_SHAPES").is_some() {
        let mut shapes: Vec<_> = shapes.into_iter().collect();
        shapes.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        for (shape, count) in shapes.iter().take(100) {
            eprintln!("{count:6} {shape}");
        }
    }
    for line in &wrong {
        eprintln!("{line}");
    }
    assert_eq!(wrong.len(), 0);
}
