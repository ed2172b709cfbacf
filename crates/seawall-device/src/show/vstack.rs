//! `show vstack config`: Smart Install.

use seawall_model::tables::DeviceService;

use super::{Command, Output};
use crate::shape::pair;

pub(super) const VSTACK: Command = Command {
    id: "show-vstack-config",
    typed: &["show vstack config"],
    whole: &[],
    looks: |line| line.contains("SmartInstall ") || line.starts_with("Vstack Director IP"),
    read,
};

/// `Role: Client (SmartInstall enabled)`, `Oper Mode: Disabled`, `Capability: Client`.
fn read(output: &mut Output<'_>) {
    let mut row: Option<(DeviceService, usize)> = None;
    for index in output.lines() {
        let line = output.line(index);
        let Some((name, value)) = pair(line) else {
            continue;
        };
        let lower = value.to_ascii_lowercase();
        let said = if name.eq_ignore_ascii_case("role") {
            output.begun = true;
            // A director serves others; a client says whether it listens.
            match lower.split_once("smartinstall ") {
                Some((_, state)) => Some(state.starts_with("enabled")),
                None => Some(lower.contains("director")),
            }
        } else if name.to_ascii_lowercase().starts_with("oper") {
            Some(lower.starts_with("enabled"))
        } else {
            None
        };
        output.known(index);
        if let Some(enabled) = said {
            let (row, place) = row.get_or_insert_with(|| {
                let row = DeviceService {
                    service: "smart-install".to_owned(),
                    port: Some(4786),
                    ..DeviceService::default()
                };
                (row, index)
            });
            // What it does counts, above what it is set up as.
            row.enabled = enabled;
            *place = index;
        }
    }
    if let Some((mut row, index)) = row {
        row.port = row.port.filter(|_| row.enabled);
        output.push(row, index);
    }
}
