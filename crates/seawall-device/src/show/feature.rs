//! `show feature` (NX-OS): which features are on.

use seawall_model::tables::DeviceService;

use super::{Command, Output};

pub(super) const FEATURE: Command = Command {
    id: "show-feature",
    typed: &["show feature"],
    whole: &[],
    looks: |line| line.starts_with("Feature Name") && line.contains("Instance"),
    read,
};

fn read(output: &mut Output<'_>) {
    output.platform = Some("cisco-nx-os");
    let mut last = String::new();
    for index in output.lines() {
        let line = output.line(index);
        if line.starts_with("Feature Name") {
            output.begin(index);
            continue;
        }
        let words: Vec<&str> = line.split_ascii_whitespace().collect();
        let [name, _, state, ..] = words.as_slice() else {
            continue;
        };
        let enabled = state.starts_with("enabled");
        if !output.begun || !(enabled || state.starts_with("disabled")) {
            continue;
        }
        // A feature may have many instances; the first that is on, or the first, stands for it.
        if last == *name && !enabled {
            output.known(index);
            continue;
        }
        (*name).clone_into(&mut last);
        let row = DeviceService {
            service: service(&output.safe(name)),
            enabled,
            ..DeviceService::default()
        };
        output.push(row, index);
    }
}

/// The word that configurations use for the same service.
fn service(feature: &str) -> String {
    match feature {
        "sshServer" => "ssh-server".to_owned(),
        "telnetServer" => "telnet-server".to_owned(),
        "scpServer" => "scp-server".to_owned(),
        "sftpServer" => "sftp-server".to_owned(),
        "http-server" | "nxapi" => feature.to_owned(),
        _ => feature.replace('_', "-"),
    }
}
