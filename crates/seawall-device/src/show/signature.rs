//! `show platform integrity` and `show software authenticity`: what the running software measures,
//! and who signed it.

use seawall_model::tables::DevicePackage;

use super::{Command, Output};
use crate::shape::pair;

pub(super) const INTEGRITY: Command = Command {
    id: "show-platform-integrity",
    typed: &["show platform integrity …"],
    whole: &[],
    looks: |line| line.starts_with("Boot 0 Hash:") || line.starts_with("Boot Loader Hash:"),
    read: integrity,
};

pub(super) const AUTHENTICITY: Command = Command {
    id: "show-software-authenticity",
    typed: &["show software authenticity …"],
    whole: &["", "running"],
    looks: |line| {
        pair(line).is_some_and(|(name, _)| name == "Image type") || line == "Signer Information"
    },
    read: authenticity,
};

fn hex(value: &str) -> Option<String> {
    let plain = value.len() >= 32 && value.bytes().all(|b| b.is_ascii_hexdigit());
    plain.then(|| value.to_ascii_lowercase())
}

fn integrity(output: &mut Output<'_>) {
    output.platform = Some("cisco-ios-xe");
    output.ended = Some(false);
    let mut version = None;
    let mut signature = false;
    for index in output.lines() {
        let line = output.line(index);
        let Some((name, value)) = pair(line) else {
            // The signature's digits.
            if signature {
                output.known(index);
            }
            continue;
        };
        signature |= name == "Signature";
        let kind = match name {
            "Platform" => {
                output.begin(index);
                continue;
            }
            "Boot 0 Hash" => "boot-0",
            "Boot Loader Hash" => "boot-loader",
            "OS Hash" => "os",
            _ if name.starts_with("PCR") => {
                output.ended = Some(true);
                "pcr"
            }
            _ if name.ends_with(" Version") => {
                version = output.some(value);
                output.known(index);
                continue;
            }
            _ if hex(value).is_some() => "pkg",
            _ => {
                output.known(index);
                continue;
            }
        };
        let Some(digest) = hex(value) else { continue };
        output.begun = true;
        let named = matches!(kind, "pkg" | "pcr");
        let package = match (named, version.take()) {
            (false, Some(version)) => version,
            _ => output.safe(name),
        };
        let row = DevicePackage {
            package,
            kind: Some(kind.to_owned()),
            state: Some("running".to_owned()),
            digest: Some(digest),
            ..DevicePackage::default()
        };
        // A digest looks like a secret to redaction; this one is none.
        output.keep(index, format!("{}: {value}", output.safe(name)));
        output.push(row, index);
    }
}

fn authenticity(output: &mut Output<'_>) {
    let mut open: Option<(DevicePackage, usize)> = None;
    let (mut package, mut state) = (None, Some("running".to_owned()));
    let mut organisation: Option<String> = None;
    for index in output.lines() {
        let line = output.line(index);
        let Some((name, value)) = pair(line) else {
            if let Some(name) = line.strip_prefix("PACKAGE ") {
                package = output.some(name);
            } else if !line.ends_with(" Information") {
                package = output.some(line);
            }
            output.known(index);
            continue;
        };
        match name {
            "File Name" => {
                package = output.some(value);
                state = None;
            }
            "Image type" => {
                if let Some((row, place)) = open.take() {
                    output.push(row, place);
                }
                output.begin(index);
                let row = DevicePackage {
                    package: package.clone().unwrap_or_default(),
                    state: state.clone(),
                    image_type: output.some(value),
                    ..DevicePackage::default()
                };
                organisation = None;
                open = Some((row, index));
            }
            "Organization Unit" => organisation = output.some(value),
            "Organization Name" => {
                if let Some((row, _)) = &mut open {
                    let unit = organisation.take();
                    row.signed_by = output.some(value).map(|name| match unit {
                        Some(unit) => format!("{name} {unit}"),
                        None => name,
                    });
                    output.taken(index);
                }
            }
            _ => {}
        }
        output.known(index);
    }
    if let Some((row, place)) = open {
        output.push(row, place);
    }
}
