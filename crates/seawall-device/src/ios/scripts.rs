//! What a device runs by itself: applets, scheduled commands, aliases. The commands in them are
//! read like typed ones, so that a secret in an applet is masked as it is anywhere else.

use std::collections::HashMap;

use seawall_model::tables::DeviceScript;

use crate::command::mask_inside;
use crate::redact::{Extent, Masks, is_secret_name, suspects};
use crate::rows::Collected;
use crate::shape::{Text, Tree};
use crate::template::{Facts, Found, Key};
use crate::words::{Words, unquoted};

/// What the line before said that matters to this one.
#[derive(Debug, Default)]
pub(crate) struct Before {
    /// The applet's last command was `enable`: a password may follow.
    enabled: bool,
}

impl Before {
    /// For a line that stands alone: what came before it is not known, so the worst is assumed.
    pub(crate) const fn unknown() -> Self {
        Self { enabled: true }
    }
}

/// Masks what stands inside a script's line; false if the line is none of these.
pub(crate) fn mask(
    facts: &Facts,
    found: &Found<'_>,
    line: &str,
    before: &mut Before,
    key: &mut Key,
    masks: &mut Masks,
) -> bool {
    let Some(template) = found.template else {
        return false;
    };
    let capture = |name: &str| found.captures.iter().find(|capture| capture.column == name);
    match template.topic.as_str() {
        "event-action" => {
            if let Some(target) = capture("target") {
                let text = line.get(target.start..target.end).unwrap_or_default();
                action(facts, text, target.start, before, key, masks);
            }
            true
        }
        "event-environment" => {
            let name = capture("object").map(|object| object.text(line));
            let rest = found.captures.iter().find(|capture| capture.column == "_");
            if let (Some(name), Some(rest)) = (name, rest) {
                if is_secret_name(name) {
                    masks.add(rest.start, rest.end, None);
                } else {
                    let text = line.get(rest.start..rest.end).unwrap_or_default();
                    suspects(text, rest.start, Extent::FreeText, masks);
                }
            }
            true
        }
        "alias" | "kron" | "menu" => {
            let command = capture("action").or_else(|| capture("target"));
            if let Some(command) = command {
                let text = line.get(command.start..command.end).unwrap_or_default();
                mask_inside(facts, text, command.start, key, masks);
            }
            true
        }
        _ => false,
    }
}

/// `cli command "…" pattern "…"`, or anything else an action does.
fn action(
    facts: &Facts,
    text: &str,
    base: usize,
    before: &mut Before,
    key: &mut Key,
    masks: &mut Masks,
) {
    let words = Words::of(text);
    let is = |n: usize, word: &str| words.get(text, n) == Some(word);
    // NX-OS types the command without the word `command`: `cli local show clock`.
    if is(0, "cli") && !is(1, "command") {
        let first = if is(1, "local") { 2 } else { 1 };
        if let Some(span) = words.span(first) {
            let command = text.get(span.start..).unwrap_or_default();
            mask_inside(facts, command, base + span.start, key, masks);
        }
        return;
    }
    let was_enabled = std::mem::take(&mut before.enabled);
    let Some(span) = words.span(2).filter(|_| is(0, "cli") && is(1, "command")) else {
        suspects(text, base, Extent::FreeText, masks);
        return;
    };
    let quoted = text.get(span.clone()).unwrap_or_default();
    let (start, command) = if quoted.starts_with('"') && quoted.len() > 1 {
        (span.start + 1, quoted.trim_matches('"'))
    } else {
        let end = text.trim_end().len();
        (span.start, text.get(span.start..end).unwrap_or_default())
    };
    let known = mask_inside(facts, command, base + start, key, masks);
    let alone = !command.contains(' ') && !command.is_empty() && !command.starts_with('$');
    if was_enabled && !known && alone {
        masks.add(base + start, base + start + command.len(), None);
    }
    before.enabled = command == "enable" || command == "en";
    if let Some(rest) = text.get(span.end.max(start + command.len())..) {
        suspects(
            rest,
            base + span.end.max(start + command.len()),
            Extent::FreeText,
            masks,
        );
    }
}

/// Pushes one row for each action. `redacted` holds the masked lines.
pub(crate) fn rows(
    text: &Text,
    tree: &Tree,
    tops: &[usize],
    redacted: &HashMap<usize, String>,
    collected: &mut Collected,
) {
    let line = |index: usize| redacted.get(&index).map_or("", String::as_str);
    let mut triggers: HashMap<&str, String> = HashMap::new();
    for index in tops.iter().copied() {
        if let Some(rest) = text.line(index).strip_prefix("kron occurrence ") {
            let (_, when) = rest.split_once(' ').unwrap_or((rest, ""));
            for child in tree.children(index) {
                if let Some(policy) = text.line(child).strip_prefix("policy-list ") {
                    triggers.insert(policy.trim(), when.to_owned());
                }
            }
        }
    }
    for index in tops.iter().copied() {
        let words: Vec<&str> = text.line(index).split_ascii_whitespace().collect();
        match words[..] {
            ["event", "manager", "applet", name, ..] => {
                let of = |start: &'static str| {
                    tree.children(index)
                        .filter(move |n| text.line(*n).starts_with(start))
                };
                let trigger: Vec<&str> = of("event ").map(line).collect();
                let trigger = (!trigger.is_empty()).then(|| trigger.join(" and "));
                let mut actions = 0;
                for child in of("action ") {
                    let action = line(child).strip_prefix("action ").unwrap_or_default();
                    let action = action
                        .split_once(' ')
                        .map_or(action, |(_, action)| action.trim());
                    collected.push(
                        row("eem", name, trigger.clone(), Some(action)),
                        child as u32 + 1,
                    );
                    actions += 1;
                }
                if actions == 0 {
                    collected.push(row("eem", name, trigger, None), index as u32 + 1);
                }
            }
            ["kron", "policy-list", name] => {
                for child in tree.children(index) {
                    if let Some(command) = line(child).strip_prefix("cli ") {
                        let trigger = triggers.get(name).cloned();
                        collected.push(row("kron", name, trigger, Some(command)), child as u32 + 1);
                    }
                }
            }
            ["alias", mode, name, ..] => {
                // The masked line has the words of the line, up to the command.
                let command = line(index).splitn(4, ' ').nth(3).map(str::trim);
                collected.push(
                    row("alias", unquoted(name), Some(mode.to_owned()), command),
                    index as u32 + 1,
                );
            }
            _ => {}
        }
    }
}

fn row(kind: &str, name: &str, trigger: Option<String>, action: Option<&str>) -> DeviceScript {
    DeviceScript {
        kind: kind.to_owned(),
        name: name.to_owned(),
        trigger,
        action: action.map(str::to_owned),
        ..DeviceScript::default()
    }
}
