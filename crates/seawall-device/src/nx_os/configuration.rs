//! The reader of NX-OS configurations.

use std::sync::Arc;

use seawall_model::tables::Device;
use seawall_model::{Coverage, Head, Input, Kind, Reader, Rows, SaidBy, Sure};

use crate::Platforms;
use crate::ios::{names_of_path, prompt};
use crate::lines::{Reading, Snapshot};
use crate::nx_os::header::Header;
use crate::nx_os::interface::interfaces;
use crate::nx_os::{access_list, completeness, names, peers, places, scripts, tree};
use crate::rows::Collected;
use crate::shape::{LineKind, Text};

/// The platform's id.
pub(crate) const PLATFORM: &str = "cisco-nx-os";

/// Reads configurations of NX-OS.
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
        "nx-os-configuration"
    }

    fn recognises(&self, head: &Head<'_>) -> Sure {
        match self.platforms.weigh(head) {
            Some(verdict)
                if verdict.platform == PLATFORM
                    && verdict.by_line
                    && head.text.lines().any(is_of_configuration) =>
            {
                verdict.sure()
            }
            _ => Sure::No,
        }
    }

    fn read(&self, input: &mut dyn Input, rows: &mut dyn Rows) -> Coverage {
        let mut coverage = Coverage::new(Kind::Configuration, SaidBy::Device);
        let text = Text::read(input);
        coverage.unsupported += text.beyond;
        let tree = tree::of(&text);
        let seen_as = names::hostname(&text, &tree)
            .map_or_else(|| names_of_path(input.path()), |(_, name)| name);
        let header = Header::of(&text, &tree, input.assumed_offset());
        let tops: Vec<usize> = (0..text.len())
            .filter(|n| tree.kind(*n) == LineKind::Statement && tree.parent(*n).is_none())
            .collect();
        coverage.platform = Some(PLATFORM.to_owned());
        coverage.device = Some(seen_as.clone());
        coverage.collected = header.collected;
        if let Some(time) = header.collected {
            coverage.saw(time);
        }

        let mut collected = Collected::default();
        let device = device(&text, &tops, &header);
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
                is_noise: &|line| prompt(line).is_some(),
            };
            let origin = |line| input.origin(line);
            reading = snapshot.read(&origin, rows, &mut collected, &mut coverage);
        }
        let faults = completeness::faults(&text, &tree, &header, &reading, input.trouble());
        coverage.complete = faults.is_empty();
        coverage.notes = faults;
        if header.weak {
            coverage.notes.push(
                "When it was collected is not written in it; the time of its last change or saving \
                 is taken instead: keep the date in the file's name or in the archive."
                    .to_owned(),
            );
        }
        scripts::rows(&text, &tree, &tops, &reading.scripts, &mut collected);
        let interfaces = interfaces(&text, &tree, &tops, input.secrets());
        for interface in &interfaces {
            interface.rows(&mut collected);
        }
        access_list::rows(&text, &tree, &tops, &mut collected);
        peers::rows(&text, &tree, &tops, input.secrets(), &mut collected);
        places::rows(&text, &tree, &tops, &mut collected);
        let names = names::Names {
            path: input.path(),
            identity: &header.identity,
            interfaces: &interfaces,
        };
        names.rows(&text, &tree, &mut collected);
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

/// Other outputs name the system and its images too; only a configuration has such lines.
fn is_of_configuration(line: &str) -> bool {
    const STARTS: [&str; 13] = [
        "!Command: show running-config",
        "!Command: show startup-config",
        "!RANCID-CONTENT-TYPE",
        "!!RANCID-CONTENT-TYPE",
        "version ",
        "hostname ",
        "switchname ",
        "feature ",
        "interface ",
        "router ",
        "username ",
        "vlan ",
        "vrf context ",
    ];
    STARTS.iter().any(|start| line.starts_with(start))
}

fn device(text: &Text, tops: &[usize], header: &Header) -> Device {
    let identity = &header.identity;
    let after = |start: &str| {
        let lines = tops.iter().map(|n| text.line(*n));
        let mut rests = lines.filter_map(|line| line.strip_prefix(start));
        let word = rests.next()?.split_ascii_whitespace().next()?;
        Some(word.to_owned())
    };
    Device {
        platform: Some(PLATFORM.to_owned()),
        version: identity
            .release()
            .map(str::to_owned)
            .or_else(|| after("version ")),
        model: identity.model.clone(),
        serial: identity.serials.first().cloned(),
        image: identity
            .image()
            .map(str::to_owned)
            .or_else(|| after("boot nxos "))
            .or_else(|| after("boot system ")),
        ..Device::default()
    }
}
