//! `seawall inputs --wanted`: what to collect so that more questions can be answered, most valuable
//! first. With evidence it counts what could not be answered here; without, what each platform's
//! hunts need at all, which is what docs/guides/collect.md shows.
//!
//! What it leaves out: collecting. Seawall never logs in to anything.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result};
use seawall_model::{Answer, Audience, Content, Hunt, Platform, Verdict};
use serde::Deserialize;

use crate::arguments::InputsArguments;
use crate::exit::Exit;
use crate::output::Destination;
use crate::report::Report;
use crate::session::Session;
use crate::talk::{count, plural, thousands};
use crate::terminal::{Line, Page, Style};
use crate::{content, hunt};

/// Where the content says what can be collected.
const FILE: &str = "lexicon/collect.yaml";

/// Columns of a line, wherever it goes: the text is for a file.
const WIDTH: usize = 100;

/// Where text stands below a number.
const INDENT: usize = 4;

/// Something to collect.
#[derive(Clone, Debug, Default, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
struct Item {
    /// A command whose output is given.
    run: Option<String>,
    /// Files that are there already.
    give: Option<String>,
    /// How, in a sentence.
    note: Option<String>,
    /// What has to stand in the device's configuration first.
    lines: Option<String>,
    /// Of which platforms.
    platforms: Vec<String>,
    /// Channels that it completes.
    #[serde(default)]
    channels: Vec<String>,
    /// Tables that it fills.
    #[serde(default)]
    tables: Vec<String>,
    /// What its reader is called, for outputs of single commands.
    #[serde(default)]
    readers: Vec<String>,
}

impl Item {
    fn name(&self) -> &str {
        self.run.as_deref().or(self.give.as_deref()).unwrap_or("")
    }
}

/// An item with what it is good for.
#[derive(Clone, Debug, Default, PartialEq)]
struct Wanted {
    item: Item,
    /// Hunts that it lets answer.
    hunts: BTreeSet<String>,
    /// Devices on which it does; empty without evidence.
    devices: BTreeSet<String>,
    /// Pairs of hunt and device.
    answers: usize,
    /// Exact lines for these devices, where they are the same everywhere.
    lines: BTreeSet<String>,
}

/// Runs `inputs --wanted`.
///
/// # Errors
/// If it could not run; the sentence ends with what to do.
pub(crate) fn run(arguments: &InputsArguments) -> Result<Exit> {
    let evidence = &arguments.evidence;
    let page = if evidence.paths.is_empty() && evidence.looking.store.is_none() {
        let library = content::load(evidence.looking.content.as_deref())?;
        everything(&library.content)?
    } else {
        let session = Session::open(evidence)?;
        here(&session)?
    };
    Destination::new(arguments.output.output.as_deref()).whole(&page)?;
    Ok(Exit::LookedEverywhere)
}

/// What the content says can be collected, with an item for every channel that it forgets.
fn items(content: &Content) -> Result<Vec<Item>> {
    let text = content.files.get(FILE).map_or("[]", String::as_str);
    let mut items: Vec<Item> = yaml_serde::from_str(text)
        .with_context(|| format!("{FILE} cannot be read. Correct it."))?;
    for channel in content.channels.values() {
        if !items.iter().any(|item| item.channels.contains(&channel.id)) {
            items.push(Item {
                give: Some(channel.title.clone()),
                note: Some(channel.about.trim().to_owned()),
                platforms: content.platforms.keys().cloned().collect(),
                channels: vec![channel.id.clone()],
                ..Item::default()
            });
        }
    }
    Ok(items)
}

/// Of every platform that is read, without evidence.
fn everything(content: &Content) -> Result<Page> {
    let items = items(content)?;
    let mut page = Page::default();
    for platform in content.platforms.values().filter(|platform| platform.reads) {
        let hunts: Vec<&Hunt> = content
            .hunts
            .values()
            .filter(|hunt| concerns(hunt, platform))
            .collect();
        let title = format!(
            "{}: {}",
            platform.title,
            count(hunts.len() as u64, "question")
        );
        page.push(Line::of(Style::Strong, title));
        let (steps, besides) = in_order(&items, platform, &hunts);
        for (at, wanted) in steps.iter().enumerate() {
            let worth = match at {
                _ if wanted.hunts.is_empty() => "none alone".to_owned(),
                0 => format!("answers {}", wanted.hunts.len()),
                _ => format!("answers {} more", wanted.hunts.len()),
            };
            page.append(step(at + 1, wanted, &worth));
        }
        page.append(others(&besides));
        page.append(commands(steps.iter().chain(&besides)));
        page.gap();
    }
    let unread: Vec<&str> = content
        .platforms
        .values()
        .filter(|platform| !platform.reads)
        .map(|platform| platform.title.as_str())
        .collect();
    if !unread.is_empty() {
        let text = format!(
            "Recognised and not yet read, so that nothing of theirs would answer more today: {}.",
            unread.join(", ")
        );
        page.sentence(Style::Plain, &text, 0, WIDTH);
    }
    Ok(page)
}

fn concerns(hunt: &Hunt, platform: &Platform) -> bool {
    hunt.scope.platforms.is_empty() || hunt.scope.platforms.contains(&platform.id)
}

/// The items that let hunts answer, each with those that it adds to what stands before it; and the
/// rest, with the hunts that they help.
fn in_order(items: &[Item], platform: &Platform, hunts: &[&Hunt]) -> (Vec<Wanted>, Vec<Wanted>) {
    let mut left: Vec<&Item> = items
        .iter()
        .filter(|item| item.platforms.contains(&platform.id))
        .collect();
    let mut open: BTreeSet<&str> = BTreeSet::new();
    let mut unanswered: Vec<&Hunt> = hunts.to_vec();
    let mut steps = Vec::new();
    loop {
        let answered = |item: &Item| -> BTreeSet<String> {
            let complete = |channel: &String| {
                open.contains(channel.as_str()) || item.channels.contains(channel)
            };
            let now = unanswered.iter().filter(|hunt| {
                hunt.sees
                    .iter()
                    .any(|sees| sees.channels.iter().all(complete))
            });
            now.map(|hunt| hunt.id.clone()).collect()
        };
        // The most answers first; then what most of the open questions also need.
        let named = |item: &Item| {
            let names = |hunt: &&&Hunt| {
                hunt.channels()
                    .iter()
                    .any(|channel| item.channels.iter().any(|own| own == channel))
            };
            unanswered.iter().filter(names).count()
        };
        let best = left
            .iter()
            .enumerate()
            .filter(|(_, item)| named(item) > 0)
            .max_by_key(|(at, item)| (answered(item).len(), named(item), std::cmp::Reverse(*at)));
        let Some((at, _)) = best else { break };
        let item = left.remove(at);
        let hunts = answered(item);
        open.extend(item.channels.iter().map(String::as_str));
        unanswered.retain(|hunt| !hunts.contains(&hunt.id));
        steps.push(Wanted {
            item: item.clone(),
            answers: hunts.len(),
            hunts,
            ..Wanted::default()
        });
    }
    let besides = left.into_iter().map(|item| Wanted {
        item: item.clone(),
        hunts: helped(item, hunts.iter().copied()),
        ..Wanted::default()
    });
    (steps, besides.collect())
}

/// The hunts that read through one of its channels or tables.
fn helped<'h>(item: &Item, hunts: impl Iterator<Item = &'h Hunt>) -> BTreeSet<String> {
    let reads = |hunt: &&Hunt| {
        hunt.sees.iter().any(|sees| {
            sees.channels.iter().any(|own| item.channels.contains(own))
                || sees.tables.iter().any(|own| item.tables.contains(own))
        })
    };
    hunts.filter(reads).map(|hunt| hunt.id.clone()).collect()
}

/// Of the devices that the evidence speaks of: what would answer the questions left open.
fn here(session: &Session) -> Result<Page> {
    let content = &session.library.content;
    let items = items(content)?;
    let estate = session.estate()?;
    let report = hunt::report(session, Audience::Auditor, None)?;
    let mut platforms: BTreeMap<Option<&str>, Vec<&str>> = BTreeMap::new();
    for device in estate.devices() {
        let platform = device.platform.as_deref();
        platforms.entry(platform).or_default().push(&device.name);
    }
    let mut there: BTreeSet<(&str, &str)> = BTreeSet::new();
    for input in &session.live {
        if let Some(device) = estate.device_of_source(input.source.number) {
            there.insert((device, &input.source.reader));
        }
    }
    let mut page = Page::default();
    if platforms.is_empty() {
        page.push(Line::of(
            Style::Warning,
            "No file speaks of a device. Without paths this command says what each platform's questions need.",
        ));
    }
    for (platform, devices) in &platforms {
        let known = platform.and_then(|id| content.platforms.get(id));
        let title = known.map_or("Devices of no known platform", |known| &known.title);
        let number = count(devices.len() as u64, "device");
        page.push(Line::of(Style::Strong, format!("{title}: {number}")));
        let Some(known) = known.filter(|known| known.reads) else {
            let text = match known {
                Some(_) => {
                    "Recognised and not yet read: nothing of theirs would answer more today. Look at them by hand."
                }
                None => {
                    "Only their names are known. Give their configurations, or list them in an inventory with their platforms."
                }
            };
            page.sentence(Style::Plain, text, INDENT, WIDTH);
            page.gap();
            continue;
        };
        let wanted = open_questions(&items, known, devices, &report);
        if wanted.is_empty() {
            page.sentence(Style::Plain, "Every question is answered.", INDENT, WIDTH);
        }
        for (at, wanted) in wanted.iter().enumerate() {
            let worth = format!(
                "answers {} on {}",
                count(wanted.hunts.len() as u64, "question"),
                count(wanted.devices.len() as u64, "device")
            );
            page.append(step(at + 1, wanted, &worth));
        }
        let hunts: Vec<&Hunt> = content
            .hunts
            .values()
            .filter(|hunt| concerns(hunt, known))
            .collect();
        let missing = |item: &&Item| {
            item.platforms.contains(&known.id)
                && item.readers.iter().any(|reader| {
                    devices
                        .iter()
                        .any(|device| !there.contains(&(*device, reader.as_str())))
                })
        };
        let besides: Vec<Wanted> = items
            .iter()
            .filter(missing)
            .map(|item| Wanted {
                item: item.clone(),
                hunts: helped(item, hunts.iter().copied()),
                ..Wanted::default()
            })
            .collect();
        page.append(others(&besides));
        page.gap();
    }
    Ok(page)
}

/// The items that would answer what is open on these devices, what answers most first.
fn open_questions(
    items: &[Item],
    platform: &Platform,
    devices: &[&str],
    report: &Report,
) -> Vec<Wanted> {
    let open = |answer: &&Answer| {
        answer.verdict == Verdict::CannotTell && devices.contains(&answer.device.as_str())
    };
    let mut wanted: BTreeMap<usize, Wanted> = BTreeMap::new();
    for answer in report.answers.iter().filter(open) {
        let Some(channel) = &answer.channel else {
            continue;
        };
        let provides =
            |item: &Item| item.platforms.contains(&platform.id) && item.channels.contains(channel);
        let Some(at) = items.iter().position(provides) else {
            continue;
        };
        let Some(item) = items.get(at) else { continue };
        let entry = wanted.entry(at).or_insert_with(|| Wanted {
            item: item.clone(),
            ..Wanted::default()
        });
        entry.hunts.insert(answer.hunt.clone());
        entry.devices.insert(answer.device.clone());
        entry.answers += 1;
        let remedy = answer.remedy.as_deref().unwrap_or(&answer.reason);
        entry.lines.insert(remedy.to_owned());
    }
    let mut wanted: Vec<(usize, Wanted)> = wanted.into_iter().collect();
    wanted.sort_by_key(|(at, wanted)| (std::cmp::Reverse(wanted.answers), *at));
    wanted.into_iter().map(|(_, wanted)| wanted).collect()
}

/// One numbered item: what to collect and what it is worth, how, the lines that have to stand on
/// the device, and the hunts.
fn step(number: usize, wanted: &Wanted, worth: &str) -> Page {
    let mut page = Page::default();
    let item = &wanted.item;
    let lead = Line::of(Style::Plain, format!("{number:>2}")).to(INDENT);
    let style = if item.run.is_some() {
        Style::Command
    } else {
        Style::Plain
    };
    let line = lead.and(style, item.name());
    page.push(line.and(Style::Strong, format!("  ({worth})")));
    if let Some(note) = &item.note {
        page.sentence(Style::Plain, note, INDENT, WIDTH);
    }
    let most = 3;
    if wanted.lines.is_empty() {
        if let Some(lines) = &item.lines {
            page.sentence(
                Style::Faint,
                "in the device's configuration:",
                INDENT,
                WIDTH,
            );
            for line in lines.lines() {
                page.push(Line::of(Style::Command, format!("{:6}{line}", "")));
            }
        }
    } else if wanted.lines.len() <= most {
        for remedy in &wanted.lines {
            for line in remedy.lines() {
                page.push(Line::of(Style::Command, format!("{:6}{line}", "")));
            }
        }
    } else {
        let text = "what differs between devices: seawall hunt --expand has the line of each";
        page.sentence(Style::Faint, text, INDENT, WIDTH);
    }
    if !wanted.devices.is_empty() {
        let names: Vec<&str> = wanted.devices.iter().map(String::as_str).take(8).collect();
        let more = wanted.devices.len() - names.len();
        let mut text = format!("of {}", names.join(", "));
        if more > 0 {
            text = format!("{text} and {} more", thousands(more as u64));
        }
        page.sentence(Style::Plain, &text, INDENT, WIDTH);
    }
    if !wanted.hunts.is_empty() {
        let hunts: Vec<&str> = wanted.hunts.iter().map(String::as_str).collect();
        page.sentence(Style::Faint, &hunts.join(", "), INDENT, WIDTH);
    }
    page
}

/// What completes nothing alone: commands that add lines to hunts, other ways to the same, and what
/// is read though no hunt asks for it yet.
fn others(besides: &[Wanted]) -> Page {
    let mut page = Page::default();
    let (mut helping, unasked): (Vec<&Wanted>, Vec<&Wanted>) =
        besides.iter().partition(|wanted| !wanted.hunts.is_empty());
    helping.sort_by_key(|wanted| std::cmp::Reverse(wanted.hunts.len()));
    if !helping.is_empty() {
        page.push(Line::of(
            Style::Plain,
            "    Besides, so that more can be found, or by another way:",
        ));
        for wanted in helping {
            let number = wanted.hunts.len();
            let helps = format!("  (helps {} {})", number, plural(number as u64, "question"));
            let line = Line::of(Style::Plain, "      ").and(Style::Command, wanted.item.name());
            page.push(line.and(Style::Faint, helps));
        }
    }
    if !unasked.is_empty() {
        page.push(Line::of(
            Style::Plain,
            "    Read as well, for `seawall query`; no hunt asks for it yet:",
        ));
        for wanted in unasked {
            let line = Line::of(Style::Plain, "      ");
            page.push(line.and(Style::Command, wanted.item.name()));
        }
    }
    page
}

/// Every command alone, to copy into a collector.
fn commands<'w>(all: impl Iterator<Item = &'w Wanted>) -> Page {
    let mut page = Page::default();
    page.push(Line::of(
        Style::Plain,
        "    Every command alone, for your collector:",
    ));
    for command in ["terminal length 0"]
        .into_iter()
        .chain(all.filter_map(|wanted| wanted.item.run.as_deref()))
    {
        let line = Line::of(Style::Plain, "      ");
        page.push(line.and(Style::Command, command));
    }
    page
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Names in the file lead somewhere, and one of two says what to collect.
    #[test]
    fn what_can_be_collected_is_known_by_its_names() {
        let (content, problems) = Content::parse(content::embedded());
        assert_eq!(problems, []);
        let platforms = std::sync::Arc::default();
        let readers: Vec<&str> = seawall_device::READERS
            .iter()
            .map(|build| build(&platforms).id())
            .collect();
        let mut wrong = Vec::new();
        for item in items(&content).unwrap() {
            let mut expect = |known: bool, name: &str| {
                if !known {
                    wrong.push(format!("{}: {name}", item.name()));
                }
            };
            expect(item.run.is_some() != item.give.is_some(), "run or give");
            for name in &item.platforms {
                expect(content.platforms.contains_key(name), name);
            }
            for name in &item.channels {
                expect(content.channels.contains_key(name), name);
            }
            for name in &item.tables {
                expect(content.tables.contains_key(name), name);
            }
            for name in &item.readers {
                expect(readers.contains(&name.as_str()), name);
            }
        }
        assert_eq!(wrong, [""; 0]);
    }
}
