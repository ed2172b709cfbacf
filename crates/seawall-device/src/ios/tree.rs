//! An IOS configuration as a tree: blocks by indentation, and texts whose end is marked (banners,
//! menus, macros, certificates).

use crate::shape::{Indented, LineKind, Text, Tree};

/// A text whose end is marked.
enum Until {
    /// A line that contains this.
    Delimiter(String),
    /// A line that is this word.
    Word(&'static str),
}

/// Builds the tree.
pub(crate) fn of(text: &Text) -> Tree {
    let mut tree = Tree::blank(text);
    let mut blocks = Indented::default();
    let mut last_statement = None;
    let mut exits = Exits::default();
    let mut index = 0;
    while index < text.len() {
        let (line, indent) = (text.line(index), text.indent(index));
        if line.is_empty() {
            index += 1;
            continue;
        }
        if line.starts_with('!') {
            tree.set(index, LineKind::Comment, blocks.peek(indent));
            index += 1;
            continue;
        }
        let mut parent = blocks.enter(index as u32, indent);
        if line.starts_with("exit-") {
            parent = exits.parent(&mut tree, text, index, parent, last_statement);
        }
        tree.set(index, LineKind::Statement, parent);
        last_statement = Some(index as u32);
        let next = text.line(index + 1);
        if let Some((kind, until)) = opens_text(line, next) {
            index = text_block(&mut tree, text, index, kind, &until, &mut blocks);
        } else {
            index += 1;
        }
    }
    tree
}

/// Takes the lines of a text up to its end, and returns the line after it.
fn text_block(
    tree: &mut Tree,
    text: &Text,
    first: usize,
    kind: LineKind,
    until: &Until,
    blocks: &mut Indented,
) -> usize {
    let mut index = first + 1;
    while index < text.len() {
        let line = text.line(index);
        let ends = match until {
            // The control character and its printed form are one and the same.
            Until::Delimiter(delimiter) if matches!(delimiter.as_str(), "^C" | "\u{3}") => {
                line.contains("^C") || line.contains('\u{3}')
            }
            Until::Delimiter(delimiter) => line.contains(delimiter.as_str()),
            Until::Word(word) => line == *word,
        };
        // A certificate that is cut off does not swallow the commands after it.
        if kind == LineKind::Digits && !ends && !is_digits(line) {
            tree.open_text = Some(first);
            return index;
        }
        // Digits are indented like any block, where they are indented at all.
        let parent = match kind {
            LineKind::Digits if text.indent(index) > text.indent(first) => {
                blocks.enter(index as u32, text.indent(index))
            }
            _ => Some(first as u32),
        };
        tree.set(index, kind, parent);
        index += 1;
        if ends {
            return index;
        }
    }
    tree.open_text = Some(first);
    index
}

/// `exit-address-family` and the like close the block before them. One that stands several times
/// in the same block is put under the line it follows, as other tools that compare trees do; one
/// that stands alone is left where its indentation puts it.
#[derive(Default)]
struct Exits {
    parent: Option<u32>,
    /// Line, and the statement before it.
    first: Option<(usize, Option<u32>)>,
    text: String,
}

impl Exits {
    fn parent(
        &mut self,
        tree: &mut Tree,
        text: &Text,
        index: usize,
        parent: Option<u32>,
        before: Option<u32>,
    ) -> Option<u32> {
        let line = text.line(index);
        if self.parent != parent || self.text != line {
            self.parent = parent;
            line.clone_into(&mut self.text);
            self.first = Some((index, before));
            return parent;
        }
        if let Some((first, before_first)) = self.first.take() {
            tree.set(first, LineKind::Statement, before_first.or(parent));
        }
        before.or(parent)
    }
}

/// Whether a statement begins a text of several lines.
fn opens_text(line: &str, next: &str) -> Option<(LineKind, Until)> {
    let (first, rest) = line.split_once(' ').unwrap_or((line, ""));
    match first {
        "banner" => {
            let (_, text) = rest.trim_start().split_once(' ')?;
            delimited(text)
        }
        "vacant-message" | "refuse-message" => delimited(rest),
        "menu" => {
            let (_, rest) = rest.trim_start().split_once(' ')?;
            let (what, text) = rest.trim_start().split_once(' ')?;
            matches!(what, "title" | "prompt").then(|| delimited(text))?
        }
        "macro" => rest
            .trim_start()
            .starts_with("name ")
            .then_some((LineKind::Words, Until::Word("@"))),
        "certificate" | "key-string" => {
            // `certificate self-signed 01 nvram:…` names a file, and nothing follows.
            let begins = (first == "certificate" || rest.is_empty()) && is_digits(next);
            begins.then_some((LineKind::Digits, Until::Word("quit")))
        }
        _ => None,
    }
}

/// Groups of hexadecimal digits, or one line of base 64.
fn is_digits(line: &str) -> bool {
    let group = |word: &str| {
        let hexadecimal = word.bytes().all(|b| b.is_ascii_hexdigit());
        let base64 = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'/' | b'=');
        (hexadecimal && word.len() >= 2) || (word.len() >= 24 && word.bytes().all(base64))
    };
    !line.is_empty() && line.split(' ').filter(|word| !word.is_empty()).all(group)
}

/// The delimiter is `^C` as IOS prints it, or any other character; a text that ends on its own
/// line is no block.
fn delimited(text: &str) -> Option<(LineKind, Until)> {
    let text = text.trim_start();
    let delimiter = match text.get(..2) {
        Some("^C") => "^C".to_owned(),
        _ => text.chars().next()?.to_string(),
    };
    // `^C^C` opens with a delimiter that is printed twice.
    let rest = text.get(delimiter.len()..)?;
    let rest = rest.strip_prefix(delimiter.as_str()).unwrap_or(rest);
    if rest.contains(delimiter.as_str()) {
        return None;
    }
    if text.len() == 2 * delimiter.len() && text.ends_with(delimiter.as_str()) {
        return None;
    }
    Some((LineKind::Words, Until::Delimiter(delimiter)))
}
