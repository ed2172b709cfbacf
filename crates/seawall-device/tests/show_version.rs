//! `show version` of IOS and IOS XE: raw text in, rows and counts out.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "helpers of tests fail by panicking, and scores are for a person to read"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use proptest::prelude::*;
use seawall_device::{Platforms, show_version};
use seawall_model::{
    Coverage, Head, Input, Line, Moment, Origin, Reader, Row, SecretKey, Sure, tables,
};

const IOS: &str = "\
core-1#show version
Cisco IOS Software, C3900 Software (C3900-UNIVERSALK9-M), Version 15.2(4)M11, RELEASE SOFTWARE (fc2)
Technical Support: http://www.cisco.com/techsupport
Copyright (c) 1986-2016 by Cisco Systems, Inc.
Compiled Sun 18-Sep-16 07:10 by prod_rel_team

ROM: System Bootstrap, Version 15.0(1r)M13, RELEASE SOFTWARE (fc1)

core-1 uptime is 3 weeks, 2 days, 4 hours, 7 minutes
System returned to ROM by power-on
System image file is \"flash0:c3900-universalk9-mz.SPA.152-4.M11.bin\"
Last reload type: Normal Reload

Cisco CISCO3945-CHASSIS (revision 1.1) with C3900-SPE150/K9 with 2027520K/69632K bytes of memory.
Processor board ID FTX0000A0A0
3 Gigabit Ethernet interfaces
DRAM configuration is 72 bits wide with parity enabled.

License UDI:

-------------------------------------------------
Device#   PID                   SN
-------------------------------------------------
*0        C3900-SPE150/K9       FOC0000B0B0

Configuration register is 0x2102

core-1#show running-config
enable secret 5 notARealHash
core-1#
";

const XE: &str = "\
Cisco IOS XE Software, Version 17.09.04a
Cisco IOS Software [Cupertino], Catalyst L3 Switch Software (CAT9K_IOSXE), Version 17.9.4a, RELEASE SOFTWARE (fc3)
Copyright (c) 1986-2023 by Cisco Systems, Inc.
Compiled Fri 20-Oct-23 10:33 by mcpre
ROM: IOS-XE ROMMON
BOOTLDR: System Bootstrap, Version 17.11.1r, RELEASE SOFTWARE (P)
acc-sw-4 uptime is 20 weeks, 1 day
Uptime for this control processor is 20 weeks, 1 day
System image file is \"flash:packages.conf\"
If you require further assistance please contact us by sending email to
export@cisco.com.
Technology Package License Information:
network-advantage   Smart License   network-advantage
cisco C9300-48U (X86) processor with 1331521K/6147K bytes of memory.
Processor board ID FCW0000C0C0
2048K bytes of non-volatile configuration memory.
Base Ethernet MAC Address          : 00:00:5e:00:53:01
Motherboard Serial Number          : FOC0000D0D0
Model Number                       : C9300-48U
System Serial Number               : FCW0000C0C0

Switch Ports Model              SW Version        SW Image              Mode
------ ----- -----              ----------        ----------            ----
*    1 65    C9300-48U          17.09.04a         CAT9K_IOSXE           INSTALL

Switch 02
---------
Switch uptime                      : 20 weeks, 1 day
Model Number                       : C9300-48U
System Serial Number               : FCW0000E0E0
";

#[test]
fn ios_in_a_session_log_ends_at_the_next_command() {
    insta::assert_snapshot!(taken("core-1.log", IOS), @r#"
    certain show cisco-ios core-1 complete=true read=7 irrelevant=21 unsupported=2 unrecognised=0
    device core-1 platform=cisco-ios version=15.2(4)M11 model=CISCO3945-CHASSIS serial=FTX0000A0A0 image=flash0:c3900-universalk9-mz.SPA.152-4.M11.bin line 2
    hostname core-1 line 9
    serial FTX0000A0A0 line 15
    file-name core-1 line 0
    shape enable …: 1
    shape …: 1
    "#);
}

#[test]
fn a_stack_of_ios_xe_is_called_by_every_serial_number_and_is_cut() {
    insta::assert_snapshot!(taken("acc-sw-4/show_version.txt", XE), @r#"
    certain show cisco-ios-xe acc-sw-4 complete=false read=11 irrelevant=19 unsupported=0 unrecognised=0
    device acc-sw-4 platform=cisco-ios-xe version=17.09.04a model=C9300-48U serial=FCW0000C0C0 image=flash:packages.conf line 1
    hostname acc-sw-4 line 7
    serial FCW0000C0C0 line 20
    serial FCW0000E0E0 line 30
    file-name acc-sw-4 line 0
    note The output of "show version" stops before its last line (Configuration register is): collect it again without a pager.
    "#);
}

#[test]
fn a_second_device_in_one_file_is_named_and_not_mixed() {
    let text = format!(
        "{XE}Configuration register is 0x102\n{}",
        IOS.replace("core-1#", "! ")
    );
    insta::assert_snapshot!(taken("both.txt", &text), @r#"
    certain show cisco-ios-xe acc-sw-4 complete=true read=12 irrelevant=19 unsupported=29 unrecognised=1
    device acc-sw-4 platform=cisco-ios-xe version=17.09.04a model=C9300-48U serial=FCW0000C0C0 image=flash:packages.conf line 1
    hostname acc-sw-4 line 7
    serial FCW0000C0C0 line 20
    serial FCW0000E0E0 line 30
    file-name both line 0
    shape !: 1
    shape ! …: 2
    shape Cisco …: 2
    shape Compiled …: 1
    shape Configuration …: 1
    shape Copyright …: 1
    shape Last …: 1
    shape License …: 1
    shape Processor …: 1
    shape System …: 2
    shape Technical …: 1
    shape enable …: 1
    shape …: 15
    note Another output begins at line 33; only that of acc-sw-4 was read: give each device a file of its own.
    "#);
}

#[test]
fn lines_nobody_knows_are_counted_without_their_text() {
    let text = "\
Cisco IOS Software, 7200 Software (C7200-ADVIPSERVICESK9-M), Version 15.2(4)S5, RELEASE SOFTWARE (fc1)
lab-9 uptime is 5 days
key material notARealKey
Processor board ID 4279256517
Configuration register is 0x2102
";
    insta::assert_snapshot!(taken("lab-9.txt", text), @r#"
    certain show cisco-ios lab-9 complete=true read=4 irrelevant=0 unsupported=0 unrecognised=1
    device lab-9 platform=cisco-ios version=15.2(4)S5 model=- serial=4279256517 image=- line 1
    hostname lab-9 line 2
    serial 4279256517 line 4
    file-name lab-9 line 0
    shape key …: 1
    "#);
}

#[test]
fn what_is_no_show_version_is_left_alone() {
    let header = "! Cisco IOS XE Software, Version 17.09.04a\n! Processor ID: FCW0000C0C0\n";
    let oxidized = format!("{header}version 17.9\nhostname acc-sw-4\nend\n");
    let both = format!("{XE}core-1#show running-config\nBuilding configuration...\n\nhostname x\n");
    let nexus = "Cisco Nexus Operating System (NX-OS) Software\nProcessor Board ID FOC0000F0F0\n";
    let xr = "Cisco IOS XR Software, Version 7.9.2\nx uptime is 1 day\ncisco 8000 processor with 64GB of memory\n";
    let restart = "\
*Sep  1 06:00:00.000: %SYS-5-RESTART: System restarted --
Cisco IOS Software, C2900 Software (C2900-UNIVERSALK9-M), Version 15.7(3)M3, RELEASE SOFTWARE (fc2)
Copyright (c) 1986-2018 by Cisco Systems, Inc.
";
    for text in [
        oxidized.as_str(),
        &both,
        nexus,
        xr,
        restart,
        "",
        "show version\n",
    ] {
        assert_eq!(recognises("a", text), Sure::No, "{text}");
    }
    assert_eq!(recognises("a", IOS), Sure::Certain);
    assert_eq!(recognises("a", XE), Sure::Certain);
}

proptest! {
    #[test]
    fn counts_add_up_whatever_the_text(lines in prop::collection::vec(line(), 0..40)) {
        let text = lines.join("\n");
        let (coverage, rows) = read("a.txt", &text);
        prop_assert_eq!(coverage.total(), text.lines().count() as u64);
        prop_assert!(rows.len() >= 2);
    }
}

fn line() -> impl Strategy<Value = String> {
    let starts = [
        "",
        "a uptime is ",
        "Cisco IOS Software, Version ",
        "IOS (tm) ",
        "cisco ",
        "Cisco ",
        "a#",
        "a(boot)>show ver",
        "System serial number : ",
        "System image file is \"",
        "Switch ",
        "Processor board ID ",
        "Configuration register is ",
        "\u{feff}",
        "Model number:",
        "export@cisco.com",
    ];
    (prop::sample::select(starts.to_vec()), any::<String>())
        .prop_map(|(start, rest)| format!("{start}{}", rest.replace('\n', " ")))
}

/// What the suites' own parsers read, read again.
#[test]
fn data_show_version_of_the_suites() {
    let Ok(data) = std::env::var("SEAWALL_DATA") else {
        println!("skipped: SEAWALL_DATA is not set");
        return;
    };
    let data = Path::new(&data);
    let mut score = Score::default();
    for raw in walk(&data.join("suites/ntc-templates/tests/cisco_ios/show_version")) {
        if raw.extension().is_none_or(|ending| ending != "raw") {
            continue;
        }
        let text = fs::read_to_string(&raw).unwrap();
        let expected = fs::read_to_string(raw.with_extension("yml")).unwrap();
        let expected: BTreeMap<String, Vec<Parsed>> = yaml_serde::from_str(&expected).unwrap();
        for parsed in expected.into_values().flatten() {
            score.compare(&raw, &text, &parsed);
        }
    }
    println!(
        "show version: {} of {} values as the suite says",
        score.right, score.all
    );
    assert!(score.wrong.is_empty(), "{:#?}", score.wrong);
    assert!(score.all >= 20, "{}", score.all);

    // The suites overlap; a text counts once.
    let (mut whole, mut all, mut seen) = (0, 0, BTreeSet::new());
    for folder in [
        "suites/genieparser-golden/src/genie/libs/parser/ios/tests/ShowVersion/cli/equal",
        "suites/genieparser-golden/src/genie/libs/parser/iosxe/tests/ShowVersion/cli/equal",
        "evidence/show/ntc-templates",
        "evidence/config/lab-validation",
        "suites/batfish-labs/snapshots",
    ] {
        for path in walk(&data.join(folder)) {
            let text = fs::read_to_string(&path).unwrap_or_default();
            if !seen.insert(text.clone()) {
                continue;
            }
            let shown = path.to_string_lossy();
            let is_ios = shown.contains("iosxe/")
                || shown.contains("ios/")
                || text.contains("Cisco IOS Software")
                || text.contains("Cisco IOS XE Software, Version");
            let is_output = (shown.contains("show_version") || shown.contains("ShowVersion"))
                && !shown.contains("configs")
                && !shown.contains("ntc-templates/cisco_xr");
            let sure = recognises(&shown, &text);
            if !(is_ios && is_output) {
                assert_eq!(sure, Sure::No, "{shown}");
                continue;
            }
            let (coverage, rows) = read(&shown, &text);
            let device = device(&rows);
            let facts = [&device.version, &device.model, &device.serial];
            assert!(
                facts.iter().all(|fact| fact.is_some()),
                "{shown}: {device:?}"
            );
            assert_eq!(sure, Sure::Certain, "{shown}");
            all += 1;
            whole += usize::from(coverage.unrecognised + coverage.unsupported == 0);
        }
    }
    println!("show version: {whole} of {all} outputs read whole");
    assert!(whole * 100 >= all * 90 && all > 40, "{whole} of {all}");
}

#[derive(Debug, serde::Deserialize)]
struct Parsed {
    hostname: String,
    version: String,
    running_image: String,
    hardware: Vec<String>,
    serial: Vec<String>,
}

#[derive(Default)]
struct Score {
    right: usize,
    all: usize,
    wrong: Vec<String>,
}

impl Score {
    fn compare(&mut self, path: &Path, text: &str, expected: &Parsed) {
        let (_, rows) = read(&path.to_string_lossy(), text);
        let device = device(&rows);
        let serials: Vec<&str> = names(&rows, "serial");
        let image = device.image.clone().unwrap_or_default();
        let image = image
            .split_once(':')
            .map_or(image.as_str(), |(_, file)| file);
        let version = device.version.clone().unwrap_or_default();
        self.one(path, &device.seen_as, &expected.hostname);
        self.one(path, &numbers(&version), &numbers(&expected.version));
        self.one(path, image, &expected.running_image);
        self.one(
            path,
            device.model.as_deref().unwrap_or_default(),
            &expected.hardware[0],
        );
        self.one(
            path,
            device.serial.as_deref().unwrap_or_default(),
            &expected.serial[0],
        );
        for serial in &expected.serial {
            self.one(
                path,
                serials.iter().find(|s| *s == serial).unwrap_or(&""),
                serial,
            );
        }
    }

    fn one(&mut self, path: &Path, got: &str, expected: &str) {
        self.all += 1;
        if got == expected {
            self.right += 1;
        } else {
            self.wrong
                .push(format!("{}: {got:?}, not {expected:?}", path.display()));
        }
    }
}

/// IOS XE writes its release 16.09.03, the IOS inside 16.9.3.
fn numbers(version: &str) -> String {
    let parts = version.split('.').map(|part| part.trim_start_matches('0'));
    parts.collect::<Vec<_>>().join(".")
}

fn device(rows: &[Row]) -> &tables::Device {
    let mut devices = rows.iter().filter_map(|row| match row {
        Row::Device(device) => Some(device),
        _ => None,
    });
    devices.next().unwrap()
}

fn names<'a>(rows: &'a [Row], kind: &str) -> Vec<&'a str> {
    let names = rows.iter().filter_map(|row| match row {
        Row::DeviceName(name) if name.name_kind == kind => name.name.as_deref(),
        _ => None,
    });
    names.collect()
}

fn walk(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let Ok(entries) = fs::read_dir(folder) else {
        return files;
    };
    for entry in entries {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(walk(&path));
        } else {
            files.push(path);
        }
    }
    files.sort();
    files
}

/// What the reader makes of a text, as lines a person can check.
fn taken(path: &str, text: &str) -> String {
    let (coverage, rows) = read(path, text);
    let or = |text: &Option<String>| text.clone().unwrap_or_else(|| "-".to_owned());
    let mut shown = format!(
        "{} {} {} {} complete={} read={} irrelevant={} unsupported={} unrecognised={}\n",
        recognises(path, text).as_str(),
        coverage.kind.as_str(),
        or(&coverage.platform),
        or(&coverage.device),
        coverage.complete,
        coverage.read,
        coverage.irrelevant,
        coverage.unsupported,
        coverage.unrecognised,
    );
    for row in rows {
        shown += &match row {
            Row::Device(row) => format!(
                "device {} platform={} version={} model={} serial={} image={} line {}\n",
                row.seen_as,
                or(&row.platform),
                or(&row.version),
                or(&row.model),
                or(&row.serial),
                or(&row.image),
                row.origin.place()
            ),
            Row::DeviceName(row) => {
                format!(
                    "{} {} line {}\n",
                    row.name_kind,
                    or(&row.name),
                    row.origin.place()
                )
            }
            row => format!("{row:?}\n"),
        };
    }
    for (shape, count) in &coverage.shapes {
        shown += &format!("shape {shape}: {count}\n");
    }
    for note in &coverage.notes {
        shown += &format!("note {note}\n");
    }
    shown
}

fn recognises(path: &str, text: &str) -> Sure {
    reader().recognises(&Head { path, text })
}

fn read(path: &str, text: &str) -> (Coverage, Vec<Row>) {
    let mut rows = Vec::new();
    let coverage = reader().read(&mut Lines::new(path, text), &mut rows);
    (coverage, rows)
}

fn reader() -> Box<dyn Reader> {
    show_version::build(&Arc::new(Platforms::default()))
}

/// An open text.
struct Lines<'a> {
    path: &'a str,
    lines: std::str::Lines<'a>,
    number: u32,
    secrets: SecretKey,
}

impl<'a> Lines<'a> {
    fn new(path: &'a str, text: &'a str) -> Self {
        Self {
            path,
            lines: text.lines(),
            number: 0,
            secrets: SecretKey::new([7; 32]),
        }
    }
}

impl Input for Lines<'_> {
    fn path(&self) -> &str {
        self.path
    }
    fn next_line(&mut self) -> Option<Line<'_>> {
        self.number += 1;
        Some(Line {
            number: self.number,
            text: self.lines.next()?,
            cut: false,
        })
    }
    fn trouble(&self) -> Option<&str> {
        None
    }
    fn origin(&self, line: u32) -> Origin {
        Origin::new(1, line)
    }
    fn secrets(&self) -> &SecretKey {
        &self.secrets
    }
    fn modified(&self) -> Option<Moment> {
        None
    }
    fn assumed_offset(&self) -> Option<i32> {
        None
    }
}
