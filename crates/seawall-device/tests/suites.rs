//! The public suites: nothing lost, nothing mistaken for something else.
#![allow(clippy::unwrap_used, clippy::print_stderr, reason = "a test")]

mod common;

use std::collections::BTreeMap;

use common::{data, files_below, read, read_as, text_of};
use seawall_model::Row;

/// Which system a file of the Batfish suite is of, by its folder, its name and what is known of the
/// few that its folder does not decide.
fn vendor(path: &str) -> Option<&'static str> {
    let folders = [
        ("grammar/cisco/", "ios"),
        ("grammar/cisco_asa/", "other"),
        ("grammar/cisco_xr/", "xr"),
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
    let by_folder = folders.iter().find(|(folder, _)| path.contains(folder));
    if let Some((_, vendor)) = by_folder {
        return Some(vendor);
    }
    let name = path.strip_prefix(path.rsplit_once("unit-tests/configs/")?.0)?;
    let name = name.rsplit('/').next()?;
    let names = [
        ("cisco_asa", "other"),
        // These mix the words of every Cisco system; they only have to be read whole.
        ("cisco_", "mixed"),
        ("ios_xr", "xr"),
        ("ios_", "ios"),
        ("juniper_", "other"),
        ("arista_", "other"),
        ("asa_", "other"),
        ("eos_", "other"),
        ("cumulus_", "other"),
        ("palo_", "other"),
        ("nxos_", "other"),
    ];
    let by_name = names.iter().find(|(start, _)| name.starts_with(start));
    by_name.map(|(_, vendor)| *vendor)
}

#[test]
fn data_batfish_configurations_are_read_whole_and_by_the_right_reader() {
    let Some(root) = data("suites/batfish-testconfigs") else {
        return;
    };
    let mut wrong = Vec::new();
    let mut shapes: BTreeMap<String, u64> = BTreeMap::new();
    let (mut ios, mut xr) = (Count::default(), Count::default());
    for file in files_below(&root) {
        let path = file.to_str().unwrap();
        let Some(vendor) = vendor(path) else { continue };
        if path.contains("/hosts/") || path.contains("/iptables/") || path.ends_with(".md") {
            continue;
        }
        let text = text_of(&file);
        let outcome = read(path, &text);
        let taken = outcome.as_ref().map_or("nobody", |outcome| outcome.reader);
        let platform = outcome.as_ref().and_then(|o| o.coverage.platform.clone());
        let of_reader = match taken {
            "ios-configuration" => "ios",
            "ios-xr-configuration" => "xr",
            _ => "other",
        };
        // One has nothing but VRFs and a BGP block, which every system writes alike.
        let nameless = taken == "nobody" && path.ends_with("cisco_xr/testconfigs/gh10062");
        if vendor != "mixed" && vendor != of_reader && !nameless {
            wrong.push(format!("{vendor} {taken} {platform:?} {path}"));
        }
        if vendor != "other" {
            let (reader, count) = match vendor {
                "xr" => ("ios-xr-configuration", &mut xr),
                _ => ("ios-configuration", &mut ios),
            };
            let outcome = read_as(reader, path, &text);
            let coverage = &outcome.coverage;
            assert_eq!(coverage.total(), outcome.lines as u64, "{path}");
            let lines = outcome
                .rows
                .iter()
                .filter(|row| matches!(row, Row::ConfigLine(_)));
            assert_eq!(lines.count(), outcome.lines, "{path}");
            count.files += 1;
            count.unrecognised += coverage.unrecognised;
            count.total += coverage.total();
            for (shape, count) in &coverage.shapes {
                *shapes.entry(shape.clone()).or_default() += count;
            }
        }
    }
    for (system, count) in [("IOS", &ios), ("IOS XR", &xr)] {
        let Count {
            files,
            unrecognised,
            total,
        } = count;
        eprintln!("{files} {system} files, {unrecognised} of {total} lines unrecognised");
    }
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
    // Unread must not look like clean, and words that nobody knows must be rare.
    for count in [ios, xr] {
        let (unrecognised, total) = (count.unrecognised, count.total);
        assert!(
            unrecognised * 20 < total,
            "{unrecognised} of {total} lines unrecognised"
        );
    }
}

/// Files of one system and their lines.
#[derive(Default)]
struct Count {
    files: u64,
    unrecognised: u64,
    total: u64,
}

/// One line and the lines it stands in, without indentation, secrets masked.
type Placed = (String, Vec<String>);

/// Our tree as netutils writes one: no comments, no blanks, a banner's text as one line.
fn placed(path: &str, text: &str) -> Vec<Placed> {
    let reader = if path.contains("/cisco_iosxr/") {
        "ios-xr-configuration"
    } else {
        "ios-configuration"
    };
    let outcome = read_as(reader, "r1.cfg", text);
    let mut all: Vec<Placed> = Vec::new();
    for row in outcome.rows {
        let Row::ConfigLine(row) = row else { continue };
        let parents: Vec<String> = match row.path.as_str() {
            "" => Vec::new(),
            path => path.split(" > ").map(str::to_owned).collect(),
        };
        let in_banner = parents
            .last()
            .is_some_and(|parent| parent.starts_with("banner "));
        if !in_banner && (row.text.is_empty() || row.text.starts_with('!')) {
            continue;
        }
        match all.last_mut() {
            Some((text, last)) if in_banner && *last == parents => {
                text.push('\n');
                text.push_str(&row.text);
            }
            _ => all.push((row.text, parents)),
        }
    }
    all
}

/// Whether a masked text can be this text.
fn may_be(masked: &str, text: &str) -> bool {
    let mut pieces = masked.split("‹secret:");
    let Some(mut rest) = pieces.next().and_then(|first| text.strip_prefix(first)) else {
        return false;
    };
    for piece in pieces {
        let piece = piece.split_once('›').map_or("", |(_, piece)| piece);
        match rest.find(piece) {
            Some(at) if !piece.is_empty() => rest = &rest[at + piece.len()..],
            _ => rest = "",
        }
    }
    rest.is_empty()
}

fn same(ours: &Placed, line: &str, parents: &[String]) -> bool {
    let trimmed = |text: &str| -> String {
        let lines: Vec<&str> = text.lines().map(str::trim).collect();
        lines.join("\n").trim().to_owned()
    };
    may_be(&ours.0, &trimmed(line))
        && ours.1.len() == parents.len()
        && ours
            .1
            .iter()
            .zip(parents)
            .all(|(ours, theirs)| may_be(ours, &trimmed(theirs)))
}

/// Configurations whose blocks are made by indentation as IOS and IOS XR make them, each with its
/// (line, parents) list.
#[test]
fn data_trees_equal_those_of_netutils() {
    let Some(root) = data("suites/netutils-config") else {
        return;
    };
    let mut compared = 0;
    for file in files_below(&root) {
        let path = file.to_str().unwrap();
        let alike = ["/parser/base/cisco_ios", "/parser/base/ruckus_fastiron"];
        let Some(stem) = path.strip_suffix("_received.json") else {
            continue;
        };
        if !alike.iter().any(|folder| path.contains(folder)) {
            continue;
        }
        let expected: serde_json::Value = serde_json::from_str(&text_of(&file)).unwrap();
        let expected = expected["data"].as_array().unwrap();
        let sent = text_of(std::path::Path::new(&format!("{stem}_sent.txt")));
        let ours = placed(path, &sent);
        for (ours, theirs) in ours.iter().zip(expected) {
            let line = theirs["config_line"].as_str().unwrap();
            let parents: Vec<String> = serde_json::from_value(theirs["parents"].clone()).unwrap();
            assert!(
                same(ours, line, &parents),
                "{path}: {ours:?} is not {line:?} in {parents:?}"
            );
            compared += 1;
        }
        assert_eq!(ours.len(), expected.len(), "{path}");
    }
    eprintln!("{compared} lines stand where netutils puts them");
}

/// The lines of a section, and all lines below one, as netutils finds them.
#[test]
fn data_sections_equal_those_of_netutils() {
    let Some(root) = data("suites/netutils-config") else {
        return;
    };
    let mut compared = 0;
    for file in files_below(&root) {
        let path = file.to_str().unwrap();
        let section = ["/section/cisco_ios/", "/section/cisco_iosxr/"]
            .iter()
            .any(|folder| path.contains(folder));
        let children = path.contains("/find_all_children/cisco_ios/");
        let Some(stem) = path
            .strip_suffix("_sent.txt")
            .filter(|_| section || children)
        else {
            continue;
        };
        let asked = if section {
            "_feature.json"
        } else {
            "_args.json"
        };
        let asked = text_of(std::path::Path::new(&format!("{stem}{asked}")));
        let asked: serde_json::Value = serde_json::from_str(&asked).unwrap();
        let starts: Vec<String> = if section {
            serde_json::from_value(asked["feature"]["section"].clone()).unwrap()
        } else {
            vec![asked["pattern"].as_str().unwrap().to_owned()]
        };
        let exact = asked["match_type"] == "exact";
        let fits = |line: &str| {
            starts.iter().any(|start| {
                if exact {
                    line == start
                } else {
                    line.starts_with(start.as_str())
                }
            })
        };
        let ours: Vec<String> = placed(path, &text_of(&file))
            .into_iter()
            .filter(|(line, parents)| fits(parents.first().unwrap_or(line)))
            .flat_map(|(line, _)| {
                line.lines()
                    .map(|line| line.trim().to_owned())
                    .collect::<Vec<_>>()
            })
            .filter(|line| !line.is_empty())
            .collect();
        let theirs = text_of(std::path::Path::new(&format!("{stem}_received.txt")));
        let theirs: Vec<&str> = theirs
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty())
            .collect();
        for (ours, theirs) in ours.iter().zip(&theirs) {
            assert!(may_be(ours, theirs), "{path}: {ours} is not {theirs}");
            compared += 1;
        }
        assert_eq!(ours.len(), theirs.len(), "{path}");
    }
    eprintln!("{compared} lines of sections found as netutils finds them");
}
