//! Two shapes of printed facts: tables whose columns stand under their headings, and
//! `name : value` lines.

/// The columns of a table, by where their headings begin.
#[derive(Debug, Default)]
pub(crate) struct Columns {
    starts: Vec<usize>,
}

/// A cell: where its text begins and ends in the line without indentation.
type Cell = Option<(usize, usize)>;

impl Columns {
    /// The columns of a heading line (indentation taken off and given apart) that holds these words
    /// in this order; `None` if it does not. A heading that begins with `?` may be missing: its
    /// column is then empty.
    pub(crate) fn of(line: &str, indent: u16, headings: &[&str]) -> Option<Self> {
        let mut starts = Vec::with_capacity(headings.len());
        let mut from = 0;
        for heading in headings {
            let (wanted, optional) = heading
                .strip_prefix('?')
                .map_or((*heading, false), |heading| (heading, true));
            match line.get(from..).and_then(|rest| rest.find(wanted)) {
                Some(at) => {
                    let before = line.get(..from + at).unwrap_or_default();
                    starts.push(
                        before
                            .chars()
                            .fold(usize::from(indent), |at, c| after(c, at)),
                    );
                    from += at + wanted.len();
                }
                None if optional => starts.push(usize::MAX),
                None => return None,
            }
        }
        Some(Self { starts })
    }

    /// The cells of a line. A word belongs to the column it begins under, else to the one it lies
    /// under most; columns never go back.
    pub(crate) fn cells<'a>(&self, line: &'a str, indent: u16) -> Vec<&'a str> {
        let mut cells: Vec<Cell> = vec![None; self.starts.len()];
        let mut least = 0;
        for word in words(line, usize::from(indent)) {
            least = self.column(word.column, word.column_end).max(least);
            if let Some(cell) = cells.get_mut(least) {
                *cell = Some(cell.map_or((word.begin, word.end), |(first, _)| (first, word.end)));
            }
        }
        let text = |cell: Cell| {
            cell.and_then(|(from, to)| line.get(from..to))
                .unwrap_or_default()
        };
        cells.into_iter().map(text).collect()
    }

    fn column(&self, begin: usize, end: usize) -> usize {
        if let Some(exact) = self.starts.iter().position(|start| *start == begin) {
            return exact;
        }
        let mut best = (0, 0);
        let known = |start: &usize| *start != usize::MAX;
        for (index, start) in self.starts.iter().enumerate().filter(|(_, s)| known(s)) {
            let from = if index == 0 { 0 } else { *start };
            let next = self
                .starts
                .iter()
                .skip(index + 1)
                .copied()
                .find(|s| known(s));
            let to = next.unwrap_or(usize::MAX);
            let shared = end.min(to).saturating_sub(begin.max(from));
            if shared > best.1 {
                best = (index, shared);
            }
        }
        best.0
    }
}

/// A word: its bytes, and the columns of a terminal it stands in.
struct Word {
    begin: usize,
    end: usize,
    column: usize,
    column_end: usize,
}

/// The words of a line that begins at this column.
fn words(line: &str, mut column: usize) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut inside = false;
    for (at, c) in line.char_indices() {
        let next = after(c, column);
        if c.is_whitespace() {
            inside = false;
        } else if let (true, Some(word)) = (inside, words.last_mut()) {
            word.end = at + c.len_utf8();
            word.column_end = next;
        } else {
            inside = true;
            words.push(Word {
                begin: at,
                end: at + c.len_utf8(),
                column,
                column_end: next,
            });
        }
        column = next;
    }
    words
}

/// The column after a character; a tab reaches to the next eighth.
const fn after(c: char, column: usize) -> usize {
    if c == '\t' {
        (column / 8 + 1) * 8
    } else {
        column + 1
    }
}

/// The name and value of a `name : value` line; the value may be empty.
pub(crate) fn pair(line: &str) -> Option<(&str, &str)> {
    let (name, value) = line.split_once(':')?;
    let name = name.trim();
    (!name.is_empty()).then(|| (name, value.trim()))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test")]
mod tests {
    use super::*;

    #[test]
    fn a_word_belongs_to_the_heading_it_stands_under_most() {
        let columns = Columns::of(
            "Name      Count  Idle       ?",
            2,
            &["Name", "Count", "Idle", "?From"],
        );
        let columns = columns.unwrap();
        assert_eq!(
            columns.cells("two words    12  00:00:07", 2),
            ["two words", "12", "00:00:07", ""]
        );
        assert_eq!(
            columns.cells("longer-than-its-column", 2),
            ["longer-than-its-column", "", "", ""]
        );
        assert_eq!(columns.cells("-         9      -", 2), ["-", "9", "-", ""]);
        assert_eq!(columns.cells("", 0), ["", "", "", ""]);
        assert!(Columns::of("Name", 0, &["Name", "Idle"]).is_none());
    }

    #[test]
    fn a_pair_is_split_at_its_first_colon() {
        assert_eq!(
            pair(" State   : up: really "),
            Some(("State", "up: really"))
        );
        assert_eq!(pair("Owner:"), Some(("Owner", "")));
        assert_eq!(pair(": x"), None);
        assert_eq!(pair("none"), None);
    }
}
