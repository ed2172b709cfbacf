//! Files of platforms that are recognised and not yet read. Their devices exist, and every question
//! about them is answered cannot tell: unread must never look like clean.
//!
//! No line of them is stored, so that no secret can be.

use std::sync::Arc;

use seawall_model::tables::{Device, DeviceName};
use seawall_model::{Coverage, Head, Input, Kind, Reader, Rows, SaidBy, Sure};

use crate::Platforms;
use crate::ios::names_of_path;
use crate::rows::Collected;

/// Takes what no other reader of this crate reads.
pub(crate) struct Recognised {
    platforms: Arc<Platforms>,
}

impl Recognised {
    /// A reader that knows these platforms.
    pub(crate) fn new(platforms: &Arc<Platforms>) -> Self {
        Self {
            platforms: Arc::clone(platforms),
        }
    }
}

/// Bytes looked at once more while reading, as many as recognition saw.
const HEAD: usize = 64 << 10;

impl Reader for Recognised {
    fn id(&self) -> &'static str {
        "recognised"
    }

    fn recognises(&self, head: &Head<'_>) -> Sure {
        let unread = |id: &str| self.platforms.get(id).is_some_and(|known| !known.reads);
        match self.platforms.weigh(head) {
            Some(verdict) if unread(&verdict.platform) => verdict.sure(),
            _ => Sure::No,
        }
    }

    fn read(&self, input: &mut dyn Input, rows: &mut dyn Rows) -> Coverage {
        let mut coverage = Coverage::new(Kind::Configuration, SaidBy::Device);
        let mut head = String::new();
        let mut names: Vec<(String, String, u32)> = Vec::new();
        while let Some(line) = input.next_line() {
            let number = line.number;
            if head.len() + line.text.len() < HEAD {
                head.push_str(line.text);
                head.push('\n');
            }
            let text = line.text.trim();
            names.extend(
                self.named(text)
                    .into_iter()
                    .map(|(id, name)| (id, name, number)),
            );
            names.truncate(64);
            let shape = shape(text);
            coverage.not_supported(&shape);
        }
        let verdict = self.platforms.weigh(&Head {
            path: input.path(),
            text: &head,
        });
        let platform = verdict.and_then(|verdict| self.platforms.get(&verdict.platform));
        let mut collected = Collected::default();
        let own = |id: &str| platform.is_some_and(|platform| platform.id == id);
        let named = names.into_iter().find(|(id, _, _)| own(id));
        let file = names_of_path(input.path());
        let seen_as = named
            .as_ref()
            .map_or_else(|| file.clone(), |(_, name, _)| name.clone());
        collected.push(
            Device {
                platform: platform.map(|platform| platform.id.clone()),
                ..Device::default()
            },
            0,
        );
        let hostname = named.map(|(_, name, line)| ("hostname", name, line));
        for (kind, name, line) in hostname.into_iter().chain([("file-name", file, 0)]) {
            let row = DeviceName {
                name_kind: kind.to_owned(),
                name: Some(name),
                ..DeviceName::default()
            };
            collected.push(row, line);
        }
        let title = platform.map_or("a platform", |platform| platform.title.as_str());
        coverage.notes.push(format!(
            "It is recognised as {title}, not yet read: look at this device by hand."
        ));
        if let Some(trouble) = input.trouble() {
            coverage.notes.push(trouble.to_owned());
        }
        coverage.platform = platform.map(|platform| platform.id.clone());
        coverage.device = Some(seen_as.clone());
        collected.finish(&seen_as, &|line| input.origin(line), rows);
        coverage
    }
}

impl Recognised {
    /// The name in a line that names the device, for each platform that writes it so.
    fn named(&self, line: &str) -> Vec<(String, String)> {
        let mut named = Vec::new();
        for platform in self.platforms.unread() {
            for words in &platform.hostname {
                let Some(rest) = line.strip_prefix(words.as_str()) else {
                    continue;
                };
                let rest = rest.trim_start_matches([' ', '\t', '=', ':']);
                if rest.len() + words.len() == line.len() && !words.ends_with('>') {
                    continue;
                }
                let name = rest
                    .split([' ', ';', '<', '\t'])
                    .find(|word| !word.is_empty());
                let name = name.unwrap_or_default().trim_matches(['"', '\'']);
                if !name.is_empty() && name.len() <= 255 {
                    named.push((platform.id.clone(), name.to_owned()));
                }
            }
        }
        named
    }
}

/// Only the first word, and only if it is a plain lower-case word with something after it: what
/// follows, or stands alone, may be a secret.
fn shape(line: &str) -> String {
    let (first, rest) = line.split_once(' ').unwrap_or((line, ""));
    let plain = first.bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
    if plain && !rest.is_empty() && first.len() <= 24 {
        format!("{first} …")
    } else {
        "…".to_owned()
    }
}
