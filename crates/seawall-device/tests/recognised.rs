//! Files of platforms that nobody reads yet: raw text in, the platform, the names and the counts
//! out.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "helpers of tests fail by panicking, and scores are for a person to read"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use proptest::prelude::*;
use seawall_model::{
    Content, Coverage, Head, Input, Line, Moment, Origin, Platform, Reader, Row, SecretKey, Sure,
};

#[test]
fn a_junos_configuration_is_listed_with_its_name() {
    insta::assert_snapshot!(taken("fra1/edge-7.conf", "\
## Last commit: 2026-09-01 06:00:00 UTC by operator
version 21.4R3-S5;
system {
    host-name edge-7;
    root-authentication {
        encrypted-password \"$6$abcdefgh$notARealHash\"; ## SECRET-DATA
    }
}
"), @r#"
    certain configuration juniper-junos edge-7 complete=false unsupported=8
    device edge-7 platform=juniper-junos line 0
    hostname edge-7 line 4
    file-name edge-7 line 0
    shape ## …: 1
    shape encrypted-password …: 1
    shape host-name …: 1
    shape root-authentication …: 1
    shape system …: 1
    shape version …: 1
    shape }: 2
    note It is recognised as Juniper Junos, not yet read: look at this device by hand.
    "#);
}

#[test]
fn set_lines_show_two_words_and_never_a_value() {
    insta::assert_snapshot!(taken("fw.set", "\
set deviceconfig system hostname fw-hq-2
set mgt-config users admin phash $5$saltsalt$notARealHash
set network interface ethernet ethernet1/1 layer3 ip 192.0.2.1/30
"), @r#"
    certain configuration palo-alto-pan-os fw-hq-2 complete=false unsupported=3
    device fw-hq-2 platform=palo-alto-pan-os line 0
    hostname fw-hq-2 line 1
    file-name fw.set line 0
    shape set deviceconfig …: 1
    shape set mgt-config …: 1
    shape set network …: 1
    note It is recognised as Palo Alto Networks PAN-OS, not yet read: look at this device by hand.
    "#);
}

#[test]
fn fortios_names_itself_in_its_global_block() {
    insta::assert_snapshot!(taken("backup.conf", "\
#config-version=FG100F-7.2.8-FW-build1639-240313:opmode=0:vdom=0:user=admin
config system global
    set hostname \"fw-branch-12\"
end
config system admin
    edit \"admin\"
        set password ENC SH2notARealHash
    next
end
"), @r#"
    certain configuration fortinet-fortios fw-branch-12 complete=false unsupported=9
    device fw-branch-12 platform=fortinet-fortios line 0
    hostname fw-branch-12 line 3
    file-name backup line 0
    shape config system …: 2
    shape edit …: 1
    shape end: 2
    shape next: 1
    shape set hostname …: 1
    shape set password …: 1
    shape …: 1
    note It is recognised as Fortinet FortiOS, not yet read: look at this device by hand.
    "#);
}

#[test]
fn xml_shows_tags_only() {
    insta::assert_snapshot!(taken("running-config.xml", "\
<?xml version=\"1.0\"?>
<config version=\"11.0.0\" urldb=\"paloaltonetworks\">
  <mgt-config>
    <users><entry name=\"admin\"><phash>$5$saltsalt$notARealHash</phash></entry></users>
  </mgt-config>
  <devices>
    <hostname>fw-xml-1</hostname>
    <phash>onlyaword</phash>
onlyaword
  </devices>
</config>
"), @r#"
    certain configuration palo-alto-pan-os fw-xml-1 complete=false unsupported=11
    device fw-xml-1 platform=palo-alto-pan-os line 0
    hostname fw-xml-1 line 7
    file-name running-config line 0
    shape </config>: 1
    shape </devices>: 1
    shape </mgt-config>: 1
    shape <config> …: 1
    shape <devices>: 1
    shape <hostname>: 1
    shape <mgt-config>: 1
    shape <phash>: 1
    shape <users> …: 1
    shape <xml> …: 1
    shape …: 1
    note It is recognised as Palo Alto Networks PAN-OS, not yet read: look at this device by hand.
    "#);
}

#[test]
fn show_version_of_another_system_is_a_show_output() {
    insta::assert_snapshot!(taken("fw-3/show_version.txt", "\
fw-3# show version
Cisco Adaptive Security Appliance Software Version 9.16(4)
Device Manager Version 7.18(1)
Hardware:   FPR-2110, 6588 MB RAM
Serial Number: JAD0000AAAA
"), @"
    certain show cisco-asa fw-3 complete=false unsupported=5
    device fw-3 platform=cisco-asa line 0
    file-name fw-3 line 0
    shape Cisco …: 1
    shape Device …: 1
    shape Hardware= …: 1
    shape Serial …: 1
    shape …: 1
    note It is recognised as Cisco ASA, not yet read: look at this device by hand.
    ");
}

#[test]
fn one_word_of_syntax_makes_no_device() {
    insta::assert_snapshot!(taken("notes.txt", "\
Meeting about the firewalls
next
edit the diagram
"), @r#"
    perhaps configuration fortinet-fortios - complete=false unsupported=3
    shape Meeting …: 1
    shape edit …: 1
    shape next: 1
    note It looks a little like Fortinet FortiOS and names no device: if it belongs to one, give that device's whole configuration.
    "#);
}

#[test]
fn prose_logs_and_ios_are_left_alone() {
    let samples = [
        ("notes.txt", "The routers shall be replaced.\nBudget: 12\n"),
        (
            "asa.log",
            "Sep  1 06:00:00 192.0.2.9 %ASA-6-302013: Built outbound TCP connection 1 for outside\n",
        ),
        (
            "nexus.log",
            "2026 Sep  1 06:00:00 leaf-3 %ETHPORT-5-IF_UP: Interface Ethernet1/1 is up\n",
        ),
        (
            "r1.cfg",
            "!\nversion 15.2\nservice timestamps log datetime msec\nhostname r1\nboot-start-marker\nline con 0\nend\n",
        ),
    ];
    for (path, text) in samples {
        assert_eq!(
            reader().recognises(&Head { path, text }),
            Sure::No,
            "{path}"
        );
    }
}

#[test]
fn no_secret_is_in_a_shape() {
    let text = "\
set deviceconfig system hostname fw
set ns password=hunter2secret x
hunter2secret
hunter2secret tail
\"password\":\"hunter2secret\"
<secret>hunter2secret</secret>
password=hunter2secret
edit hunter2secret7
Kx9hunter2secret/abc== more
";
    let shown = taken("fw", text);
    assert!(shown.contains("palo-alto-pan-os"), "{shown}");
    let shown = shown.replace("hostname fw", "");
    assert!(!shown.contains("hunter"), "{shown}");
}

#[test]
fn a_platform_is_called_by_one_name_only_once() {
    let mut owners: BTreeMap<String, String> = BTreeMap::new();
    for platform in platforms() {
        let names = platform.aliases.iter().chain([&platform.id]);
        for name in names.map(|name| name.to_lowercase()) {
            let other = owners.insert(name.clone(), platform.id.clone());
            assert_eq!(other, None, "{name} of {}", platform.id);
        }
    }
    assert!(owners.len() > 150, "{}", owners.len());
}

proptest! {
    #[test]
    fn counts_add_up_whatever_the_text(
        lines in prop::collection::vec(line(), 0..40),
        path in "[a-z/._]{0,20}",
    ) {
        let text = lines.join("\n");
        let (coverage, _) = read(&path, &text);
        prop_assert_eq!(coverage.total(), Lines::new(&path, &text).count() as u64);
        prop_assert!(!coverage.complete);
    }
}

fn line() -> impl Strategy<Value = String> {
    let starts = [
        "set system host-name ",
        "hostname ",
        "<hostname>",
        "/system identity set name=",
        "config system global",
        "sysname ",
        "\u{feff}#",
        "! device: ",
        "",
        "\"",
        "<",
        "=",
    ];
    (prop::sample::select(starts.to_vec()), any::<String>())
        .prop_map(|(start, rest)| format!("{start}{}", rest.replace('\n', " ")))
}

/// Configurations and outputs of other vendors go to their own platform; those of IOS and IOS XE,
/// and everything that is neither, to nobody.
#[test]
fn data_platforms_of_the_suites() {
    let Ok(data) = std::env::var("SEAWALL_DATA") else {
        println!("skipped: SEAWALL_DATA is not set");
        return;
    };
    let reader = reader();
    let (mut right, mut none, mut wrong, mut taken) = (0, 0, Vec::new(), Vec::new());
    // The suites overlap; a text counts once.
    let mut seen = BTreeSet::new();
    for (expected, path) in labelled(Path::new(&data)) {
        let Ok(bytes) = fs::read(&path) else { continue };
        if !seen.insert(bytes.clone()) {
            continue;
        }
        let text = String::from_utf8_lossy(&bytes);
        let text = text
            .get(..text.floor_char_boundary(64 * 1024))
            .unwrap_or(&text);
        let shown = path.to_string_lossy();
        let head = Head { path: &shown, text };
        let sure = reader.recognises(&head);
        let (coverage, _) = read(&shown, text);
        // What is read is left to its own reader.
        let expected = expected.filter(|id| !is_read(id));
        match (expected, coverage.platform.filter(|_| sure >= Sure::Likely)) {
            (Some(expected), Some(found)) if expected == found => right += 1,
            (Some(_), None) => none += 1,
            (None, None) => {}
            (Some(expected), Some(found)) => wrong.push(format!("{expected} as {found}: {shown}")),
            (None, Some(found)) => taken.push(format!("{found}: {shown}")),
        }
    }
    let all = right + none + wrong.len();
    println!(
        "recognised: {right} right, {} wrong, {none} none of {all}",
        wrong.len()
    );
    println!("taken of IOS, IOS XE and others: {}", taken.len());
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(taken.is_empty(), "{taken:#?}");
    assert!(right * 100 >= all * 95 && all > 400, "{right} of {all}");
}

fn is_read(id: &str) -> bool {
    platforms()
        .iter()
        .any(|platform| platform.id == id && platform.reads)
}

/// Every file of the suites whose platform is known; `None` for those that are nobody's here.
fn labelled(data: &Path) -> Vec<(Option<&'static str>, PathBuf)> {
    const BATFISH: &str =
        "suites/batfish-testconfigs/projects/batfish/src/test/resources/org/batfish";
    const UNITS: &str =
        "suites/batfish-testconfigs/tests/parsing-tests/networks/unit-tests/configs";
    let mut files = Vec::new();
    let mut add = |folder: String, start: &str, platform: Option<&'static str>| {
        for path in walk(&data.join(folder)) {
            let name = path
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            if name.starts_with(start) && !name.ends_with(".yaml") && !name.ends_with(".yml") {
                files.push((platform, path));
            }
        }
    };
    for (folder, platform) in [
        ("grammar/palo_alto", "palo-alto-pan-os"),
        ("grammar/juniper", "juniper-junos"),
        ("grammar/fortios", "fortinet-fortios"),
        ("grammar/f5_bigip_structured", "f5-big-ip"),
        ("grammar/f5_bigip_imish", "f5-big-ip"),
        ("grammar/cisco_asa", "cisco-asa"),
        ("vendor/check_point_gateway", "check-point-gaia"),
        ("vendor/cisco_nxos", "cisco-nx-os"),
        ("vendor/arista", "arista-eos"),
    ] {
        add(format!("{BATFISH}/{folder}"), "", Some(platform));
    }
    add(format!("{BATFISH}/grammar/cisco"), "", None);
    add(format!("{BATFISH}/grammar/cisco_xr"), "", None);
    add(UNITS.to_owned(), "ios_xr_", None);
    for (folder, start, platform) in [
        ("palo_alto", "", Some("palo-alto-pan-os")),
        ("nxos", "", Some("cisco-nx-os")),
        ("f5_bigip", "", Some("f5-big-ip")),
        ("ios-xe", "", None),
    ] {
        add(format!("{UNITS}/{folder}"), start, platform);
    }
    let units = [
        ("arista_", "arista-eos"),
        ("asa_", "cisco-asa"),
        ("juniper_", "juniper-junos"),
    ];
    for (start, platform) in units {
        add(UNITS.to_owned(), start, Some(platform));
    }
    add(
        "suites/batfish-testconfigs/networks/example".to_owned(),
        "as",
        None,
    );
    for (start, platform) in [
        ("asa#", Some("cisco-asa")),
        ("eos#", Some("arista-eos")),
        ("firelinuxos#", Some("cisco-ftd")),
        ("fortigate#", Some("fortinet-fortios")),
        ("junos#", Some("juniper-junos")),
        ("nxos#", Some("cisco-nx-os")),
        ("routeros#", Some("mikrotik-routeros")),
        ("ios#", None),
        ("aoscx#", None),
        ("fortios#FMG", None),
        ("opnsense#", None),
        ("garderos#", None),
        ("tnsr#", None),
    ] {
        add("evidence/config/oxidized".to_owned(), start, platform);
        add("suites/oxidized-models".to_owned(), start, platform);
    }
    for (folder, platform) in [
        ("arista_eos/show_version", Some("arista-eos")),
        ("cisco_nxos/show_version", Some("cisco-nx-os")),
        ("cisco_asa/show_version", Some("cisco-asa")),
        ("cisco_xr/show_version", None),
        ("juniper_junos/show_version", Some("juniper-junos")),
        ("cisco_ios/show_version", None),
    ] {
        add(format!("suites/ntc-templates/tests/{folder}"), "", platform);
    }
    for (folder, platform) in [
        ("huawei_vrp", Some("huawei-vrp")),
        ("fortinet", Some("fortinet-fortios")),
        ("mikrotik_routeros", Some("mikrotik-routeros")),
        ("brocade_fastiron", None),
        ("ubiquiti_edgeswitch", None),
    ] {
        add(
            format!("suites-vuln/ntc-templates/tests/{folder}"),
            "",
            platform,
        );
    }
    add("evidence/syslog".to_owned(), "", None);
    add("suites/sc4s-syslog".to_owned(), "", None);
    add("evidence-eco/tacacs".to_owned(), "", None);
    files.extend(labs(data));
    files
}

/// The emulated labs: `host_nos.txt` says what each host is.
fn labs(data: &Path) -> Vec<(Option<&'static str>, PathBuf)> {
    let mut files = Vec::new();
    for list in walk(&data.join("suites/batfish-labs/snapshots")) {
        if !list.ends_with("show/host_nos.txt") {
            continue;
        }
        let text = fs::read_to_string(&list).unwrap();
        let hosts: BTreeMap<String, String> = serde_json::from_str(&text).unwrap();
        let lab = list.parent().unwrap().parent().unwrap();
        for (host, system) in hosts {
            let platform = match system.as_str() {
                "ios" | "iosxe" | "iosxr" => None,
                "nx" => Some("cisco-nx-os"),
                "arista" => Some("arista-eos"),
                "junos" => Some("juniper-junos"),
                "panos" => Some("palo-alto-pan-os"),
                "checkpoint_gw" => Some("check-point-gaia"),
                _ => continue,
            };
            let configurations = walk(&lab.join("configs").join(&host));
            files.extend(configurations.into_iter().map(|path| (platform, path)));
        }
    }
    files
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
    let sure = reader().recognises(&Head { path, text });
    let (coverage, rows) = read(path, text);
    let or = |text: &Option<String>| text.clone().unwrap_or_else(|| "-".to_owned());
    let mut shown = format!(
        "{} {} {} {} complete={} unsupported={}\n",
        sure.as_str(),
        coverage.kind.as_str(),
        or(&coverage.platform),
        or(&coverage.device),
        coverage.complete,
        coverage.unsupported,
    );
    for row in rows {
        shown += &match row {
            Row::Device(row) => format!(
                "device {} platform={} line {}\n",
                row.seen_as,
                or(&row.platform),
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

fn read(path: &str, text: &str) -> (Coverage, Vec<Row>) {
    static READER: OnceLock<Box<dyn Reader>> = OnceLock::new();
    let mut rows = Vec::new();
    let coverage = READER
        .get_or_init(reader)
        .read(&mut Lines::new(path, text), &mut rows);
    (coverage, rows)
}

fn reader() -> Box<dyn Reader> {
    let (platforms, _) = seawall_device::Platforms::compile(&content());
    let platforms = std::sync::Arc::new(platforms);
    seawall_device::READERS
        .iter()
        .map(|build| build(&platforms))
        .find(|reader| reader.id() == "recognised")
        .unwrap()
}

fn platforms() -> Vec<Platform> {
    content().platforms.into_values().collect()
}

fn content() -> Content {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../content/platforms");
    let mut files = BTreeMap::new();
    for path in walk(&root) {
        if path.ends_with("platform.yaml") {
            let folder = path
                .parent()
                .unwrap()
                .file_name()
                .unwrap()
                .to_string_lossy();
            let text = fs::read_to_string(&path).unwrap();
            files.insert(format!("platforms/{folder}/platform.yaml"), text);
        }
    }
    let (content, problems) = Content::parse(files);
    assert_eq!(problems, []);
    content
}

/// An open text.
struct Lines<'a> {
    path: &'a str,
    lines: Vec<&'a str>,
    next: usize,
    secrets: SecretKey,
}

impl<'a> Lines<'a> {
    fn new(path: &'a str, text: &'a str) -> Self {
        Self {
            path,
            lines: text.lines().collect(),
            next: 0,
            secrets: SecretKey::new([7; 32]),
        }
    }

    fn count(&self) -> usize {
        self.lines.len()
    }
}

impl Input for Lines<'_> {
    fn path(&self) -> &str {
        self.path
    }
    fn next_line(&mut self) -> Option<Line<'_>> {
        let text = self.lines.get(self.next)?;
        self.next += 1;
        Some(Line {
            number: self.next as u32,
            text,
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
