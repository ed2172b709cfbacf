//! The reader of `show version`.

use std::sync::Arc;

use seawall_model::tables::{Device, DeviceName};
use seawall_model::{Coverage, Head, Input, Kind, Reader, Rows, SaidBy, Sure};

use crate::Platforms;
use crate::ios::completeness::prompt;
use crate::ios::identity::Identity;
use crate::ios::names;
use crate::redact::free_text;
use crate::rows::Collected;

/// Reads the output of `show version` of IOS and IOS XE.
pub(crate) struct ShowVersion;

impl ShowVersion {
    /// A reader; it needs no platform's templates.
    pub(crate) fn new(_: &Arc<Platforms>) -> Self {
        Self
    }
}

impl Reader for ShowVersion {
    fn id(&self) -> &'static str {
        "ios-show-version"
    }

    fn recognises(&self, head: &Head<'_>) -> Sure {
        let (mut software, mut uptime, mut configuration) = (false, false, false);
        for line in head.text.lines() {
            software |= line.starts_with("Cisco IOS Software")
                || line.starts_with("Cisco IOS XE Software")
                || line.starts_with("Cisco IOS-XE Software")
                || line.starts_with("Cisco Internetwork Operating System Software")
                || line.starts_with("IOS (tm)");
            uptime |= line.contains(" uptime is ") || line.starts_with("System image file is ");
            configuration |= line.starts_with("version ")
                || line.starts_with("hostname ")
                || line.starts_with("interface ");
        }
        // A configuration in the same file says more.
        match (software && uptime, configuration) {
            (true, false) => Sure::Certain,
            (true, true) => Sure::Perhaps,
            (false, _) => Sure::No,
        }
    }

    fn read(&self, input: &mut dyn Input, rows: &mut dyn Rows) -> Coverage {
        let mut coverage = Coverage::new(Kind::Show, SaidBy::Device);
        let mut identity = Identity::default();
        let mut prompted = None;
        let mut ends = false;
        while let Some(line) = input.next_line() {
            let text = line.text.trim_start_matches('\u{feff}').trim();
            if identity.take(text) {
                coverage.read += 1;
            } else {
                coverage.irrelevant += 1;
            }
            ends |= text.starts_with("Configuration register is ");
            prompted = prompted.or_else(|| prompt(text).map(str::to_owned));
        }
        let named = identity.hostname.clone().or(prompted);
        let seen_as = named
            .clone()
            .unwrap_or_else(|| names::of_path(input.path()));
        let platform = match identity.is_xe {
            Some(true) => "cisco-ios-xe",
            _ => "cisco-ios",
        };
        coverage.platform = Some(platform.to_owned());
        coverage.device = Some(seen_as.clone());
        coverage.complete = ends && input.trouble().is_none();
        if !coverage.complete {
            let note =
                "It does not reach the line \"Configuration register is\": take it again, whole.";
            coverage.notes.push(note.to_owned());
        }
        if let Some(trouble) = input.trouble() {
            coverage.notes.push(trouble.to_owned());
        }
        let secrets = input.secrets().clone();
        let safe = |text: &Option<String>| text.as_deref().map(|text| free_text(text, &secrets));
        let mut collected = Collected::default();
        collected.push(
            Device {
                platform: Some(platform.to_owned()),
                version: identity.release().map(str::to_owned),
                model: identity.model.clone(),
                serial: identity.serials.first().cloned(),
                image: safe(&identity.image),
                ..Device::default()
            },
            0,
        );
        let serials = identity
            .serials
            .iter()
            .map(|serial| ("serial", Some(serial.clone())));
        let names = [
            ("hostname", named),
            ("file-name", names::alias_of_path(input.path())),
        ];
        let names = names.into_iter().chain(serials);
        for (kind, name) in names {
            if name.is_some() {
                let row = DeviceName {
                    name_kind: kind.to_owned(),
                    name,
                    ..DeviceName::default()
                };
                collected.push(row, 0);
            }
        }
        collected.finish(&seen_as, &|line| input.origin(line), rows);
        coverage
    }
}
