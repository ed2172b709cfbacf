//! An IOS XR configuration as a tree: blocks by indentation, banners, and route policies and sets,
//! which are programs that people indent as they like and which reach to their `end-policy` or
//! `end-set`.

use crate::shape::{Indented, LineKind, Text, Tree};

/// Builds the tree.
pub(crate) fn tree(text: &Text) -> Tree {
    let mut tree = Tree::blank(text);
    let mut blocks = Indented::default();
    // The program that is open: its first line, and the word that ends it.
    let mut program: Option<(usize, &str)> = None;
    let mut index = 0;
    while index < text.len() {
        let (line, indent) = (text.line(index), text.indent(index));
        if line.is_empty() {
            index += 1;
            continue;
        }
        if program.is_some_and(|(_, end)| end == line) {
            program = None;
        }
        if line.starts_with('!') || line.starts_with('#') {
            let parent = blocks.peek(indent);
            tree.set(
                index,
                LineKind::Comment,
                parent
                    .or(program.map(first))
                    .filter(|_| indent > 0 || program.is_some()),
            );
            index += 1;
            continue;
        }
        // Inside a program a line without indentation still stands in it.
        let inside = program.filter(|_| indent == 0);
        let parent = blocks.enter(index as u32, indent.max(u16::from(inside.is_some())));
        tree.set(index, LineKind::Statement, parent);
        if program.is_none() && indent == 0 {
            program = ends_with(line).map(|end| (index, end));
        }
        index = match banner(line) {
            Some(delimiter) if program.is_none() => banner_text(&mut tree, text, index, delimiter),
            _ => index + 1,
        };
    }
    if let Some((first, _)) = program {
        tree.open_text = tree.open_text.or(Some(first));
    }
    tree
}

fn first(program: (usize, &str)) -> u32 {
    program.0 as u32
}

/// The word that ends the program that a line begins.
fn ends_with(line: &str) -> Option<&'static str> {
    match line.split(' ').next() {
        Some("route-policy") => Some("end-policy"),
        Some(
            "prefix-set"
            | "community-set"
            | "as-path-set"
            | "extcommunity-set"
            | "rd-set"
            | "ospf-area-set"
            | "policy-global"
            | "tag-set"
            | "etag-set"
            | "mac-set"
            | "esi-set"
            | "large-community-set",
        ) => Some(match line.starts_with("policy-global") {
            true => "end-global",
            false => "end-set",
        }),
        _ => None,
    }
}

/// The delimiter of a banner that does not end on its own line.
pub(super) fn banner(line: &str) -> Option<&str> {
    let rest = line.strip_prefix("banner ")?.trim_start();
    let (_, text) = rest.split_once(' ')?;
    let text = text.trim_start();
    let delimiter = match text.get(..2) {
        Some("^C") => "^C",
        _ => text.get(..text.chars().next()?.len_utf8())?,
    };
    let after = text.get(delimiter.len()..)?;
    (!after.contains(delimiter)).then_some(delimiter)
}

/// Takes the lines of a banner up to its delimiter, and returns the line after it.
fn banner_text(tree: &mut Tree, text: &Text, first: usize, delimiter: &str) -> usize {
    let mut index = first + 1;
    while index < text.len() {
        let line = text.line(index);
        let ends = line.contains(delimiter) || (delimiter == "^C" && line.contains('\u{3}'));
        tree.set(index, LineKind::Words, Some(first as u32));
        index += 1;
        if ends {
            return index;
        }
    }
    tree.open_text = Some(first);
    index
}
