//! An NX-OS configuration as a tree: blocks by indentation, the text of banners, and the commands of
//! a scheduler's job, which stand unindented up to `end-job`.

use crate::shape::{Indented, LineKind, Text, Tree};

/// Builds the tree.
pub(crate) fn of(text: &Text) -> Tree {
    let mut tree = Tree::blank(text);
    let mut blocks = Indented::default();
    let last_job = (0..text.len())
        .rev()
        .find(|index| text.line(*index) == "end-job");
    let mut job: Option<usize> = None;
    let mut index = 0;
    while index < text.len() {
        let (line, indent) = (text.line(index), text.indent(index));
        if line.is_empty() {
            index += 1;
            continue;
        }
        if line.starts_with('!') && job.is_none() {
            tree.set(index, LineKind::Comment, blocks.peek(indent));
            index += 1;
            continue;
        }
        let begins = line.starts_with("scheduler ");
        if let Some(first) = job.filter(|_| !begins) {
            let ends = line == "end-job";
            let kind = if ends {
                LineKind::Statement
            } else {
                LineKind::Script
            };
            tree.set(index, kind, Some(first as u32));
            job = job.filter(|_| !ends);
            index += 1;
            continue;
        }
        let parent = blocks.enter(index as u32, indent);
        tree.set(index, LineKind::Statement, parent);
        // Where the end is not written, the commands are those that are indented.
        let marked = last_job.is_some_and(|last| last > index);
        job = (line.starts_with("scheduler job name ") && marked).then_some(index);
        index = match banner(line) {
            Some(delimiter) => banner_text(&mut tree, text, index, delimiter),
            None => index + 1,
        };
    }
    tree
}

/// Takes the lines of a banner up to the one with the delimiter; gives the line after it.
fn banner_text(tree: &mut Tree, text: &Text, first: usize, delimiter: char) -> usize {
    for index in first + 1..text.len() {
        let line = text.line(index);
        tree.set(index, LineKind::Words, Some(first as u32));
        if line.contains(delimiter) {
            return index + 1;
        }
    }
    tree.open_text = Some(first);
    text.len()
}

/// The delimiter of a banner whose text goes on after its line.
fn banner(line: &str) -> Option<char> {
    let rest = line.strip_prefix("banner ")?;
    let (_, text) = rest.trim_start().split_once(' ')?;
    let mut text = text.trim_start().chars();
    let delimiter = text.next()?;
    (!text.as_str().contains(delimiter)).then_some(delimiter)
}
