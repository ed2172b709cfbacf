//! `show running-config formal`: every line repeats the lines it stands in. Folded into blocks
//! before anything is read, so that one grammar suffices.

use crate::ios_xr::tree::banner;
use crate::shape::Text;

/// Folds the text if it is of this form: a line that begins with the whole line before it stands
/// in it, and what it repeats is taken off.
pub(crate) fn fold(text: &mut Text) {
    if !is_formal(text) {
        return;
    }
    let mut open: Vec<String> = Vec::new();
    let mut index = 0;
    while index < text.len() {
        let line = text.line(index).to_owned();
        // Programs and banners keep their own form.
        if line.is_empty() || line.starts_with(['!', '#']) || text.indent(index) > 0 {
            index += 1;
            continue;
        }
        while open.last().is_some_and(|above| !stands_in(&line, above)) {
            open.pop();
        }
        if let Some(above) = open.last() {
            text.stand_in(index, above.len() + 1, open.len() as u16);
        }
        if let Some(delimiter) = banner(&line) {
            index += 1;
            while index < text.len() && !text.line(index).contains(delimiter) {
                index += 1;
            }
        }
        open.push(line);
        index += 1;
    }
}

fn stands_in(line: &str, above: &str) -> bool {
    line.strip_prefix(above)
        .is_some_and(|rest| rest.starts_with(' '))
}

/// In the ordinary form the line after one of these is indented.
fn is_formal(text: &Text) -> bool {
    const BLOCKS: [&str; 4] = ["interface ", "router ", "line ", "username "];
    (1..text.len()).any(|index| {
        let above = text.line(index - 1);
        text.indent(index) == 0
            && BLOCKS.iter().any(|block| above.starts_with(block))
            && stands_in(text.line(index), above)
    })
}
