//! The reader of `show version`.

use std::sync::Arc;

use seawall_model::tables::{Device, DeviceName};
use seawall_model::{Coverage, Head, Input, Kind, Reader, Rows, SaidBy, Sure};

use crate::Platforms;
use crate::ios::{alias_of_path, names_of_path};
use crate::ios_xr::completeness::prompt;
use crate::ios_xr::configuration::PLATFORM;
use crate::ios_xr::identity::Identity;
use crate::ios_xr::stamp::{Clock, is_stamp};
use crate::redact::free_text;
use crate::rows::Collected;
use crate::shape::Text;

/// Lines that may stand above the output: a banner, a prompt, the time of the command.
const PREFACE: usize = 30;

/// Reads the output of `show version` of IOS XR.
pub(crate) struct ShowVersion;

impl ShowVersion {
    /// A reader; it needs no platform's templates.
    pub(crate) fn new(_: &Arc<Platforms>) -> Self {
        Self
    }
}

impl Reader for ShowVersion {
    fn id(&self) -> &'static str {
        "ios-xr-show-version"
    }

    fn recognises(&self, head: &Head<'_>) -> Sure {
        // What other commands say of neighbours has a rule or a name above it.
        let start = head.text.lines().filter(|line| !line.trim().is_empty());
        let software = start
            .take(PREFACE)
            .take_while(|line| !line.starts_with("Device ID") && !line.contains("----"))
            .any(|line| line.starts_with("Cisco IOS XR Software"));
        let mut configuration = false;
        for line in head.text.lines() {
            configuration |= line.starts_with("!! IOS XR Configuration")
                || line.starts_with("hostname ")
                || line.starts_with("interface ");
        }
        // A configuration in the same file says more.
        match (software, configuration) {
            (true, false) => Sure::Certain,
            (true, true) => Sure::Perhaps,
            (false, _) => Sure::No,
        }
    }

    fn read(&self, input: &mut dyn Input, rows: &mut dyn Rows) -> Coverage {
        let mut coverage = Coverage::new(Kind::Show, SaidBy::Device);
        let text = Text::read(input);
        coverage.unsupported += text.beyond;
        let clock = Clock::of(&text, input.assumed_offset());
        let mut identity = Identity::default();
        let mut prompted = None;
        // The last thing that both forms say.
        let mut ends = false;
        for index in 0..text.len() {
            let line = text.line(index);
            if identity.take(line) {
                coverage.read += 1;
            } else {
                coverage.irrelevant += 1;
            }
            ends |= line.contains(" uptime is ");
            prompted = prompted.or_else(|| prompt(line).map(str::to_owned));
            if is_stamp(line) && coverage.collected.is_none() {
                let words: Vec<&str> = line.split_ascii_whitespace().collect();
                let stamp = clock.command(&words, None, input.modified());
                coverage.collected = stamp.map(|stamp| stamp.time);
            }
        }
        if let Some(time) = coverage.collected {
            coverage.saw(time);
        }
        let named = identity.hostname.clone().or(prompted);
        let seen_as = named.clone().unwrap_or_else(|| names_of_path(input.path()));
        coverage.platform = Some(PLATFORM.to_owned());
        coverage.device = Some(seen_as.clone());
        coverage.complete = ends && identity.version.is_some() && input.trouble().is_none();
        if !coverage.complete {
            let note = "It does not reach the line \"uptime is\": take it again, whole.";
            coverage.notes.push(note.to_owned());
        }
        coverage.notes.extend(input.trouble().map(str::to_owned));
        let secrets = input.secrets().clone();
        let safe = |text: &Option<String>| text.as_deref().map(|text| free_text(text, &secrets));
        let mut collected = Collected::default();
        collected.push(
            Device {
                platform: Some(PLATFORM.to_owned()),
                version: identity.version.clone(),
                model: safe(&identity.model),
                serial: identity.serial.clone(),
                image: safe(&identity.image),
                ..Device::default()
            },
            0,
        );
        let names = [
            ("hostname", named),
            ("file-name", alias_of_path(input.path())),
            ("serial", identity.serial),
        ];
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
