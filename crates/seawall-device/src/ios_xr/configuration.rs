//! The reader of IOS XR configurations.

use std::collections::HashMap;
use std::sync::Arc;

use seawall_model::tables::{Device, DeviceScript};
use seawall_model::{Coverage, Head, Input, Kind, Reader, Row, Rows, SaidBy, Sure};

use crate::Platforms;
use crate::ios::names_of_path;
use crate::ios_xr::header::{Header, is_aside};
use crate::ios_xr::interface::{Interface, interfaces};
use crate::ios_xr::stamp::Clock;
use crate::ios_xr::tree::tree;
use crate::ios_xr::{aaa, access_list, completeness, formal, management_plane, names, routing};
use crate::lines::{Reading, Snapshot};
use crate::rows::Collected;
use crate::shape::{LineKind, Text};

/// The platform's id.
pub(super) const PLATFORM: &str = "cisco-ios-xr";

/// Reads configurations of IOS XR.
pub(crate) struct Configuration {
    platforms: Arc<Platforms>,
}

impl Configuration {
    /// A reader that knows these platforms.
    pub(crate) fn new(platforms: &Arc<Platforms>) -> Self {
        Self {
            platforms: Arc::clone(platforms),
        }
    }
}

impl Reader for Configuration {
    fn id(&self) -> &'static str {
        "ios-xr-configuration"
    }

    fn recognises(&self, head: &Head<'_>) -> Sure {
        match self.platforms.weigh(head) {
            Some(verdict) if verdict.platform == PLATFORM && verdict.by_line => verdict.sure(),
            _ => Sure::No,
        }
    }

    fn read(&self, input: &mut dyn Input, rows: &mut dyn Rows) -> Coverage {
        let mut coverage = Coverage::new(Kind::Configuration, SaidBy::Device);
        let mut text = Text::read(input);
        coverage.unsupported += text.beyond;
        formal::fold(&mut text);
        let tree = tree(&text);
        let tops: Vec<usize> = (0..text.len())
            .filter(|n| tree.kind(*n) == LineKind::Statement && tree.parent(*n).is_none())
            .collect();
        let hostname = names::hostname(&text, &tops);
        let host = hostname.clone().or_else(|| names::prompted(&text, &tops));
        let seen_as = host
            .as_ref()
            .map_or_else(|| names_of_path(input.path()), |(_, name)| name.clone());
        let clock = Clock::of(&text, input.assumed_offset());
        let header = Header::of(&text, &tree, &clock, input.modified());
        let named = hostname.is_some();
        let faults = completeness::faults(&text, &tree, &header, named, input.trouble());
        coverage.complete = faults.is_empty();
        coverage.notes = faults;
        notes(&header, &mut coverage);
        coverage.platform = Some(PLATFORM.to_owned());
        coverage.device = Some(seen_as.clone());
        coverage.collected = header.collected;
        if let Some(time) = header.collected {
            coverage.saw(time);
        }

        let mut collected = Collected::default();
        let device = device(&header);
        let version = device.version.clone();
        collected.push(device, 0);
        let mut reading = Reading::default();
        if let Some(facts) = self.platforms.facts_of(Some(PLATFORM)).next() {
            let snapshot = Snapshot {
                text: &text,
                tree: &tree,
                facts,
                secrets: input.secrets(),
                seen_as: &seen_as,
                is_noise: &is_aside,
            };
            let origin = |line| input.origin(line);
            reading = snapshot.read(&origin, rows, &mut collected, &mut coverage);
        }
        aliases(&text, &tops, &reading.scripts, &mut collected);
        let interfaces = interfaces(&text, &tree, &tops, input.secrets());
        for interface in &interfaces {
            interface.rows(&mut collected);
        }
        mirrors(&interfaces, &mut collected);
        access_list::rows(&text, &tree, &tops, &mut collected);
        management_plane::rows(&text, &tree, &tops, &mut collected);
        aaa::complete(&text, &tree, &tops, input.secrets(), &mut collected);
        routing::rows(&text, &tree, &tops, input.secrets(), &mut collected);
        names::rows(
            &text,
            &tops,
            input.path(),
            host.as_ref(),
            &header.identity,
            &interfaces,
            &mut collected,
        );
        for (line, change) in header.changes {
            collected.push(change, line);
        }
        if let Some(known) = self.platforms.get(PLATFORM) {
            let has = |word: &str| {
                let first = |n: &usize| text.line(*n).split(' ').next() == Some(word);
                tops.iter().any(first)
            };
            collected.defaults(known, version.as_deref(), coverage.complete, &has);
        }
        collected.finish(&seen_as, &|line| input.origin(line), rows);
        coverage
    }
}

fn device(header: &Header) -> Device {
    let identity = &header.identity;
    let release = header.release.clone().filter(|release| !release.is_empty());
    Device {
        platform: Some(PLATFORM.to_owned()),
        version: release.or_else(|| identity.version.clone()),
        model: identity.model.clone(),
        serial: identity.serial.clone(),
        image: identity.image.clone(),
        ..Device::default()
    }
}

fn notes(header: &Header, coverage: &mut Coverage) {
    if header.weak {
        coverage.notes.push(
            "When it was collected is not written in it; the time of its last change is taken \
             instead: keep the date in the file's name or in the archive."
                .to_owned(),
        );
    }
    if header.assumed_zone {
        coverage.notes.push(
            "The zone of the times in its header is not defined in it: give --tz if it is not UTC."
                .to_owned(),
        );
    }
}

/// `alias NAME COMMAND`, `alias exec NAME COMMAND`, `alias config NAME COMMAND`.
fn aliases(
    text: &Text,
    tops: &[usize],
    masked: &HashMap<usize, String>,
    collected: &mut Collected,
) {
    for index in tops.iter().copied() {
        let Some(rest) = text.line(index).strip_prefix("alias ") else {
            continue;
        };
        // The masked line has the words of the line, up to the command.
        let skipped = 1 + usize::from(rest.starts_with("exec ") || rest.starts_with("config "));
        let mode = if skipped == 2 {
            rest.split(' ').next()
        } else {
            None
        };
        let name = rest.split(' ').nth(skipped - 1).unwrap_or_default();
        let command = masked
            .get(&index)
            .and_then(|line| line.splitn(skipped + 2, ' ').nth(skipped + 1));
        let row = DeviceScript {
            kind: "alias".to_owned(),
            name: name.to_owned(),
            trigger: Some(mode.unwrap_or("exec").to_owned()),
            action: command.map(|command| command.trim().to_owned()),
            ..DeviceScript::default()
        };
        collected.push(row, index as u32 + 1);
    }
}

/// A session whose destination is a tunnel sends to where the tunnel ends; one that writes a file
/// listens on the interfaces that name it.
fn mirrors(interfaces: &[Interface], collected: &mut Collected) {
    let mut ends = HashMap::new();
    let mut listens = HashMap::new();
    for interface in interfaces {
        ends.extend(interface.far_end().map(|end| (&interface.name, end)));
        for session in &interface.mirrored {
            listens.entry(session).or_insert(&interface.name);
        }
    }
    for (row, _) in collected.of_table("device_receiver") {
        if let Row::DeviceReceiver(row) = row
            && row.kind == "mirror"
        {
            let end = row.target.as_ref().and_then(|target| ends.get(target));
            row.address = row.address.or(end.copied());
        }
    }
    for (row, _) in collected.of_table("device_capture") {
        if let Row::DeviceCapture(row) = row {
            let interface = listens.get(&row.capture).map(|name| (*name).clone());
            row.interface = row.interface.take().or(interface);
        }
    }
}
