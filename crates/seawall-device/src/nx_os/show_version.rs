//! The reader of `show version` of NX-OS, as text or as JSON.

use std::sync::Arc;

use seawall_model::tables::{Device, DeviceName};
use seawall_model::{Coverage, Head, Input, Kind, Reader, Rows, SaidBy, Sure};

use crate::Platforms;
use crate::ios::{alias_of_path, names_of_path, prompt};
use crate::nx_os::configuration::PLATFORM;
use crate::nx_os::identity::Identity;
use crate::redact::free_text;
use crate::rows::Collected;

/// Reads the output of `show version` of NX-OS.
pub(crate) struct ShowVersion;

impl ShowVersion {
    /// A reader; it needs no platform's templates.
    pub(crate) fn new(_: &Arc<Platforms>) -> Self {
        Self
    }
}

impl Reader for ShowVersion {
    fn id(&self) -> &'static str {
        "nx-os-show-version"
    }

    fn recognises(&self, head: &Head<'_>) -> Sure {
        let json = [
            "\"nxos_ver_str\"",
            "\"kickstart_ver_str\"",
            "\"rr_sys_ver\"",
        ]
        .iter()
        .any(|key| head.text.contains(key));
        let (mut release, mut configuration) = (json, false);
        for line in head.text.lines() {
            let bare = line.trim_start();
            release |= ["NXOS: version ", "system: ", "kickstart: "]
                .iter()
                .any(|start| bare.starts_with(start));
            configuration |= ["version ", "hostname ", "interface ", "!Command: "]
                .iter()
                .any(|start| line.starts_with(start));
        }
        // Some collectors leave the first lines out.
        let hardware =
            head.text.contains("Processor Board ID") && head.text.contains("image file is:");
        let named = json || hardware || head.text.contains("Nexus Operating System (NX-OS)");
        // A configuration in the same file says more.
        match (release && named, configuration) {
            (true, false) => Sure::Certain,
            (true, true) => Sure::Perhaps,
            (false, _) => Sure::No,
        }
    }

    fn read(&self, input: &mut dyn Input, rows: &mut dyn Rows) -> Coverage {
        let mut coverage = Coverage::new(Kind::Show, SaidBy::Device);
        let mut identity = Identity::default();
        let mut prompted = None;
        while let Some(line) = input.next_line() {
            let text = line.text.trim_start_matches('\u{feff}').trim();
            if identity.take(text) || (text.contains("\":") && identity.take_json(text)) {
                coverage.read += 1;
            } else {
                coverage.irrelevant += 1;
            }
            prompted = prompted.or_else(|| prompt(text).map(str::to_owned));
        }
        let file = names_of_path(input.path());
        let alias = alias_of_path(input.path());
        let named = identity.hostname.clone().or(prompted);
        let seen_as = named.clone().unwrap_or_else(|| file.clone());
        coverage.platform = Some(PLATFORM.to_owned());
        coverage.device = Some(seen_as.clone());
        coverage.complete = identity.reached_uptime && input.trouble().is_none();
        if !coverage.complete {
            coverage.notes.push(
                "It does not reach the line \"Kernel uptime is\": take it again, whole.".to_owned(),
            );
        }
        coverage.notes.extend(input.trouble().map(str::to_owned));
        let secrets = input.secrets().clone();
        let mut collected = Collected::default();
        collected.push(
            Device {
                platform: Some(PLATFORM.to_owned()),
                version: identity.release().map(str::to_owned),
                model: identity.model.clone(),
                serial: identity.serials.first().cloned(),
                image: identity.image().map(|image| free_text(image, &secrets)),
                ..Device::default()
            },
            0,
        );
        let named = named.map(|name| ("hostname", name));
        let serials = identity.serials.iter().cloned();
        let names = named
            .into_iter()
            .chain(alias.map(|name| ("file-name", name)))
            .chain(serials.map(|serial| ("serial", serial)));
        for (kind, name) in names {
            let row = DeviceName {
                name_kind: kind.to_owned(),
                name: Some(name),
                ..DeviceName::default()
            };
            collected.push(row, 0);
        }
        collected.finish(&seen_as, &|line| input.origin(line), rows);
        coverage
    }
}
