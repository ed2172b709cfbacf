//! The public suites of show outputs, over the fields that a table holds.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use seawall_model::Row;
use yaml_serde::Value;

use crate::common::{Outcome, data, files_below, read, text_of};

/// The rows of one output that are compared, each as one text; and what the suite expects.
type Compared = (BTreeSet<String>, BTreeSet<String>);

/// One mapped field of an expected row.
fn field<'a>(row: &'a Value, name: &str) -> &'a str {
    row.get(name).and_then(Value::as_str).unwrap_or_default()
}

/// Our rows and the suite's, over the fields that both have; `None` for commands without any.
fn compared(command: &str, outcome: &Outcome, expected: &[Value]) -> Option<Compared> {
    if expected.is_empty() {
        return None;
    }
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let mut ours = BTreeSet::new();
    for row in &outcome.rows {
        let line = match (command, row) {
            ("show_users", Row::DeviceSession(row)) => {
                let place = row.from_address.map(|address| address.to_string());
                let place = place.unwrap_or_else(|| text(&row.from_name));
                format!("{} {} {place}", row.line, text(&row.account))
            }
            ("show_tacacs", Row::DeviceAaaServer(row)) => format!(
                "{} {} {}",
                row.address
                    .map_or(text(&row.host), |address| address.to_string()),
                text(&row.name),
                row.port.unwrap_or_default()
            ),
            ("show_file_systems", Row::DeviceFile(row)) => {
                format!(
                    "{} {}",
                    row.path,
                    row.bytes.map_or("-".to_owned(), |n| n.to_string())
                )
            }
            ("dir", Row::DeviceFile(row)) => {
                let shown = row
                    .path
                    .rsplit_once(":/")
                    .map_or(row.path.as_str(), |(_, name)| name);
                format!("{shown} {}", row.bytes.unwrap_or_default())
            }
            ("show_processes_cpu", Row::DeviceProcess(row)) => {
                format!("{} {}", row.pid.unwrap_or_default(), row.process)
            }
            (
                "show_ip_interface_brief" | "show_ipv4_vrf_all_interface_brief",
                Row::DeviceName(row),
            ) => {
                let Some(address) = row.address else { continue };
                format!("{address} {}", text(&row.vrf))
            }
            ("show_ipv6_interface_brief", Row::DeviceName(row)) => {
                let Some(address) = row.address else { continue };
                address.to_string()
            }
            ("show_inventory" | "admin_show_inventory", Row::Device(row)) => {
                let Some(serial) = &row.serial else { continue };
                format!("{} {serial}", text(&row.model))
            }
            ("show_install_active", Row::DevicePackage(row)) => {
                format!("{} {}", text(&row.location), row.package)
            }
            ("show_feature", Row::DeviceService(row)) => format!("{} {}", row.service, row.enabled),
            ("show_aliases", Row::DeviceScript(row)) => row.name.clone(),
            _ => continue,
        };
        ours.insert(line);
    }
    let mut theirs = BTreeSet::new();
    let features: BTreeSet<&str> = expected
        .iter()
        .filter(|row| field(row, "state").starts_with("enabled"))
        .map(|row| field(row, "feature"))
        .collect();
    for row in expected {
        match command {
            "show_users" => {
                let line = field(row, "line").trim_start_matches('*').trim_start();
                let line = line
                    .trim_start_matches(|c: char| c.is_ascii_digit())
                    .trim_start();
                if !field(row, "hosts").is_empty() || !field(row, "user").is_empty() {
                    theirs.insert(format!(
                        "{line} {} {}",
                        field(row, "user"),
                        field(row, "location")
                    ));
                }
            }
            "show_tacacs" => {
                let (address, name) = (
                    field(row, "tacacs_server"),
                    field(row, "tacacs_server_name"),
                );
                theirs.insert(format!("{address} {name} {}", field(row, "server_port")));
            }
            "show_file_systems" => {
                for prefix in field(row, "prefixes").split(' ') {
                    theirs.insert(format!("{prefix} {}", field(row, "size")));
                }
            }
            "dir" => {
                let name = [field(row, "name"), field(row, "item_name")].concat();
                if !name.is_empty() {
                    theirs.insert(format!("{name} {}", field(row, "size")));
                }
            }
            "show_processes_cpu" => {
                row.get("process_pid")?;
                theirs.insert(format!(
                    "{} {}",
                    field(row, "process_pid"),
                    field(row, "process_name")
                ));
            }
            "show_ip_interface_brief" | "show_ipv4_vrf_all_interface_brief" => {
                if let Ok(address) = field(row, "ip_address").parse::<std::net::IpAddr>() {
                    let vrf = Some(field(row, "vrf")).filter(|vrf| *vrf != "default");
                    theirs.insert(format!("{address} {}", vrf.unwrap_or_default()));
                }
            }
            "show_ipv6_interface_brief" => {
                theirs.insert(field(row, "ipv6_address").to_owned());
            }
            "show_inventory" | "admin_show_inventory" => {
                if theirs.is_empty() && !["", "N/A"].contains(&field(row, "sn")) {
                    theirs.insert(format!("{} {}", field(row, "pid"), field(row, "sn")));
                }
                // Only the first part stands for the device.
                if !theirs.is_empty() {
                    break;
                }
            }
            "show_install_active" => {
                let node = field(row, "node");
                for package in row
                    .get("packages")
                    .and_then(Value::as_sequence)
                    .into_iter()
                    .flatten()
                {
                    theirs.insert(format!("{node} {}", package.as_str().unwrap_or_default()));
                }
                if !field(row, "boot_image").is_empty() {
                    theirs.insert(format!("{node} {}", field(row, "boot_image")));
                }
            }
            "show_feature" => {
                let name = field(row, "feature");
                theirs.insert(format!(
                    "{} {}",
                    name.replace('_', "-"),
                    features.contains(name)
                ));
            }
            "show_aliases" => {
                theirs.insert(field(row, "alias").to_owned());
            }
            _ => return None,
        }
    }
    Some((ours, theirs))
}

/// Per command: outputs equal, outputs compared.
#[derive(Default)]
struct Tally(BTreeMap<String, (usize, usize)>);

impl Tally {
    fn count(&mut self, command: &str, equal: bool) {
        let entry = self.0.entry(command.to_owned()).or_default();
        entry.0 += usize::from(equal);
        entry.1 += 1;
    }

    fn print(&self, what: &str) {
        for (command, (equal, of)) in &self.0 {
            eprintln!("  {command}: {equal} of {of}");
        }
        let equal: usize = self.0.values().map(|(equal, _)| equal).sum();
        let of: usize = self.0.values().map(|(_, of)| of).sum();
        eprintln!("{equal} of {of} outputs {what}");
    }
}

/// Outputs with a hand-checked parse beside them: our mapped fields equal theirs.
fn ntc(root: &Path, tally: &mut Tally, misses: &mut Vec<String>) {
    for folder in [
        "suites/ntc-templates/tests",
        "evidence-eco/ntc",
        "evidence/show/ntc-templates",
    ] {
        for file in files_below(&root.join(folder)) {
            let path = file.to_str().unwrap();
            let Some(stem) = path.strip_suffix(".raw") else {
                continue;
            };
            let cisco = ["cisco_ios", "cisco_xr", "cisco_nxos"];
            let Some(system) = cisco.iter().find(|system| path.contains(*system)) else {
                continue;
            };
            let Ok(expected) = std::fs::read_to_string(format!("{stem}.yml")) else {
                continue;
            };
            let expected: Value = yaml_serde::from_str(&expected).unwrap();
            let rows = expected.get("parsed_sample").and_then(Value::as_sequence);
            let rows = rows.cloned().unwrap_or_default();
            let command = file
                .parent()
                .unwrap()
                .file_name()
                .unwrap()
                .to_str()
                .unwrap();
            let command = if command == "ntc" {
                file.file_stem()
                    .unwrap()
                    .to_str()
                    .unwrap()
                    .strip_prefix(system)
                    .unwrap()
                    .trim_matches('_')
                    .trim_end_matches(|c: char| c.is_ascii_digit() || c == '_')
                    .trim_end_matches("_all")
            } else {
                command
            };
            let text = text_of(&file);
            let place = format!("{command}/r1.txt");
            let Some(outcome) = read(&place, &text) else {
                continue;
            };
            assert_eq!(outcome.coverage.total(), outcome.lines as u64, "{path}");
            let Some((ours, theirs)) = compared(command, &outcome, &rows) else {
                continue;
            };
            tally.count(&format!("{system} {command}"), ours == theirs);
            if ours != theirs {
                misses.push(format!(
                    "{path} ({})\n    only ours {:?}\n    only theirs {:?}",
                    outcome.reader,
                    ours.difference(&theirs).take(5).collect::<Vec<_>>(),
                    theirs.difference(&ours).take(5).collect::<Vec<_>>()
                ));
            }
        }
    }
}

/// What the parsers of the other suite are called, and our readers for the same outputs.
const PARSERS: [(&str, &str); 43] = [
    ("ShowUsers", "show-users"),
    ("ShowIpSsh", "show-ip-ssh"),
    ("ShowSsh", "show-ssh"),
    ("ShowSshHistory", "show-ssh"),
    ("ShowIpHttpServerAll", "show-ip-http-server"),
    ("ShowIpHttpServerStatus", "show-ip-http-server"),
    ("ShowIpHttpServerSecureStatus", "show-ip-http-server"),
    ("ShowMonitor", "show-monitor-session"),
    ("ShowMonitorSession", "show-monitor-session"),
    ("ShowMonitorSessionAll", "show-monitor-session"),
    ("ShowMonitorCapture", "show-monitor-capture"),
    ("ShowMonitorCaptureStatistics", "show-monitor-capture"),
    ("ShowApphostingList", "show-app-hosting-list"),
    ("ShowAppHostingList", "show-app-hosting-list"),
    ("ShowAppHostingDetail", "show-app-hosting-detail"),
    ("ShowAppHostingDetailAppid", "show-app-hosting-detail"),
    ("ShowIox", "show-iox-service"),
    ("ShowVirtualServiceList", "show-virtual-service-list"),
    ("ShowVirtualServiceDetail", "show-virtual-service-detail"),
    ("ShowGuestShell", "show-virtual-service-detail"),
    ("ShowProcesses", "show-processes"),
    ("ShowProcessesCpu", "show-processes"),
    ("ShowProcessesCpuSorted", "show-processes"),
    ("ShowProcessesCpuPlatform", "show-processes"),
    ("ShowProcessesMemory", "show-processes"),
    ("ShowProcessesMemorySorted", "show-processes"),
    ("Dir", "dir"),
    ("ShowFileSystems", "show-file-systems"),
    ("ShowArchiveLogConfig", "show-archive-log-config"),
    ("ShowTacacs", "show-tacacs"),
    ("ShowAaaServers", "show-aaa-servers"),
    ("ShowInstallSummary", "show-install-summary"),
    ("ShowInstallActiveSummary", "show-install-active"),
    ("ShowInstallInactiveSummary", "show-install-inactive"),
    ("ShowInstallInactive", "show-install-inactive"),
    ("ShowPlatformIntegrity", "show-platform-integrity"),
    (
        "ShowSoftwareAuthenticityRunning",
        "show-software-authenticity",
    ),
    ("ShowIpSockets", "show-ip-sockets"),
    ("ShowTcpBriefNumeric", "show-tcp-brief"),
    ("ShowIpInterfaceBrief", "show-ip-interface-brief"),
    ("ShowInventory", "show-inventory"),
    ("ShowFeature", "show-feature"),
    ("ShowAliases", "show-aliases"),
];

/// Outputs without a parse beside them: taken by the right reader, every line known, rows made;
/// empty ones give nothing and are no answer.
fn golden(root: &Path, tally: &mut Tally, misses: &mut Vec<String>) {
    for folder in [
        "suites/genieparser-golden",
        "evidence/show/genieparser",
        "evidence-eco/genie",
    ] {
        for file in files_below(&root.join(folder)) {
            let path = file.to_str().unwrap();
            if !path.ends_with(".txt")
                || ["/asa", "/junos"].iter().any(|other| path.contains(other))
            {
                continue;
            }
            let Some((parser, reader)) = PARSERS.iter().find(|(parser, _)| {
                path.contains(&format!("/{parser}/")) || path.contains(&format!("_{parser}_"))
            }) else {
                continue;
            };
            let text = text_of(&file);
            // Nothing but the content names the command.
            let empty = text.trim().is_empty();
            let name = if empty {
                format!("{reader}/r1.txt")
            } else {
                "outputs/r1.txt".to_owned()
            };
            let outcome = read(&name, &text);
            let facts = |outcome: &Outcome| {
                let named = |row: &&Row| {
                    !matches!(row, Row::Device(_) | Row::DeviceName(_) | Row::ShowLine(_))
                };
                outcome.rows.iter().filter(named).count()
                    + outcome.rows.iter().filter(|row| matches!(row, Row::DeviceName(row) if row.name_kind != "file-name" && row.name_kind != "hostname")).count()
            };
            let good = match &outcome {
                None => false,
                Some(outcome) if empty => facts(outcome) == 0 && !outcome.coverage.complete,
                Some(outcome) => {
                    assert_eq!(outcome.coverage.total(), outcome.lines as u64, "{path}");
                    outcome.reader == *reader && outcome.coverage.unrecognised == 0
                }
            };
            tally.count(
                &format!("{parser}{}", if empty { " (empty)" } else { "" }),
                good,
            );
            if !good {
                let said = outcome.map(|outcome| {
                    format!(
                        "{} read {} unrecognised {:?}",
                        outcome.reader, outcome.coverage.read, outcome.coverage.shapes
                    )
                });
                misses.push(format!("{path}\n    {said:?}"));
            }
        }
    }
}

#[test]
fn data_show_outputs() {
    let Some(root) = data("") else { return };
    let mut misses = Vec::new();
    let mut tally = Tally::default();
    ntc(&root, &mut tally, &mut misses);
    tally.print("over mapped fields equal");
    let mut taken = Tally::default();
    golden(&root, &mut taken, &mut misses);
    taken.print("taken by their reader with every line known");
    for miss in &misses {
        eprintln!("miss {miss}");
    }
}
