//! What an NX-OS device runs by itself: applets, the scheduler's jobs, aliases. `redacted` holds
//! their lines, masked.

use std::collections::HashMap;

use seawall_model::tables::DeviceScript;

use crate::rows::Collected;
use crate::shape::{LineKind, Text, Tree};

/// Pushes one row for each action.
pub(crate) fn rows(
    text: &Text,
    tree: &Tree,
    tops: &[usize],
    redacted: &HashMap<usize, String>,
    collected: &mut Collected,
) {
    let line = |index: usize| redacted.get(&index).map_or("", String::as_str);
    let triggers = triggers(text, tree, tops);
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
                let before = collected.len();
                for child in of("action ") {
                    let action = line(child).splitn(3, ' ').nth(2).map(str::trim);
                    collected.push(row("eem", name, trigger.clone(), action), child as u32 + 1);
                }
                if collected.len() == before {
                    collected.push(row("eem", name, trigger, None), index as u32 + 1);
                }
            }
            ["scheduler", "job", "name", name] => {
                let trigger = triggers.get(name).cloned();
                let before = collected.len();
                for child in tree.inside(index) {
                    if tree.kind(child) == LineKind::Script {
                        let command = Some(line(child));
                        collected.push(
                            row("scheduler", name, trigger.clone(), command),
                            child as u32 + 1,
                        );
                    }
                }
                if collected.len() == before {
                    collected.push(row("scheduler", name, trigger, None), index as u32 + 1);
                }
            }
            ["cli", "alias", "name", name, ..] => {
                let command = line(index).splitn(5, ' ').nth(4).map(str::trim);
                collected.push(row("alias", name, None, command), index as u32 + 1);
            }
            _ => {}
        }
    }
}

/// When each job runs, by its name.
fn triggers<'t>(text: &'t Text, tree: &Tree, tops: &[usize]) -> HashMap<&'t str, String> {
    let mut triggers: HashMap<&str, String> = HashMap::new();
    for index in tops.iter().copied() {
        if !text.line(index).starts_with("scheduler schedule name ") {
            continue;
        }
        let of = |start: &'static str| {
            let lines = tree.children(index).map(|child| text.line(child));
            lines.filter_map(move |line| Some(line.strip_prefix(start)?.trim()))
        };
        let when: Vec<&str> = of("time ").collect();
        for job in of("job name ") {
            triggers.insert(job, when.join(" and "));
        }
    }
    triggers
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
