//! A snapshot held whole: its facts refer to one another across lines, so that all of it must be
//! there before the first row is made. Capped, because nobody promises that a file is small.

use seawall_model::Input;

/// The lines of one source, cleaned of what terminals leave behind.
#[derive(Debug, Default)]
pub(crate) struct Text {
    buffer: String,
    /// Start of the text after its indentation, and its end.
    lines: Vec<Span>,
    /// Lines beyond the cap: counted, not kept.
    pub(crate) beyond: u64,
    /// Whether a pager's prompt stood in it.
    pub(crate) pager: bool,
    /// Whether a line was longer than the input's cap.
    pub(crate) cut: bool,
    /// Bytes as given, each line end counted as one.
    bytes: Vec<u32>,
    /// The number of the first line: of a member of a larger text, its place in that.
    first: u32,
}

#[derive(Clone, Copy, Debug)]
struct Span {
    start: u32,
    end: u32,
    indent: u16,
}

impl Text {
    /// Bytes kept of one source.
    const KEPT: usize = 128 << 20;

    /// Reads a source to its end.
    pub(crate) fn read(input: &mut dyn Input) -> Self {
        let mut text = Self::default();
        while let Some(line) = input.next_line() {
            if text.lines.is_empty() {
                text.first = line.number;
            }
            if text.buffer.len() + line.text.len() > Self::KEPT {
                text.beyond += 1;
                continue;
            }
            text.cut |= line.cut;
            text.push(line.text);
        }
        text
    }

    fn push(&mut self, line: &str) {
        self.bytes.push(line.len() as u32 + 1);
        let line = if self.lines.is_empty() {
            line.trim_start_matches('\u{feff}')
        } else {
            line
        };
        let line = self.without_pager(line);
        let line = line.trim_end_matches([' ', '\t', '\r', '\0']);
        let text = line.trim_start_matches([' ', '\t']);
        let start = self.buffer.len();
        self.buffer.push_str(text);
        self.lines.push(Span {
            start: start as u32,
            end: self.buffer.len() as u32,
            indent: (line.len() - text.len()).min(usize::from(u16::MAX)) as u16,
        });
    }

    /// A pager writes its prompt, then backspaces over it, then goes on with the line.
    fn without_pager<'a>(&mut self, line: &'a str) -> &'a str {
        const PROMPTS: [&str; 3] = ["--More--", "-- More --", "<--- More --->"];
        let bytes = line.as_bytes();
        if memchr::memchr2(b'M', b'\x08', bytes).is_none() {
            return line;
        }
        let prompt = PROMPTS
            .iter()
            .find_map(|prompt| line.find(prompt).map(|at| at + prompt.len()));
        self.pager |= prompt.is_some();
        let after = memchr::memrchr(b'\x08', bytes).map(|at| at + 1);
        match (prompt, after) {
            (_, Some(after)) => line.get(after..).unwrap_or_default(),
            (Some(prompt), None) => line.get(prompt..).unwrap_or_default(),
            (None, None) => line,
        }
    }

    /// How many lines are kept.
    pub(crate) const fn len(&self) -> usize {
        self.lines.len()
    }

    /// The number of a line as its input counts, for lines counted from 0 here.
    pub(crate) const fn number(&self, index: usize) -> u32 {
        self.first.saturating_add(index as u32)
    }

    /// A line without indentation and trailing space; lines are counted from 0 here.
    pub(crate) fn line(&self, index: usize) -> &str {
        self.lines
            .get(index)
            .and_then(|span| self.buffer.get(span.start as usize..span.end as usize))
            .unwrap_or_default()
    }

    /// How far a line is indented, each tab counting as one.
    pub(crate) fn indent(&self, index: usize) -> u16 {
        self.lines.get(index).map_or(0, |span| span.indent)
    }

    /// Takes the first bytes off a line, which repeat what it stands in, and indents it instead.
    pub(crate) fn stand_in(&mut self, index: usize, taken: usize, indent: u16) {
        if let Some(span) = self.lines.get_mut(index) {
            span.start = span.end.min(span.start + taken as u32);
            span.indent = indent;
        }
    }

    /// The first 64 KiB, a line at a time, without indentation.
    pub(crate) fn head(&self) -> String {
        let mut head = String::new();
        for index in 0..self.len() {
            if head.len() > 64 << 10 {
                break;
            }
            head.push_str(self.line(index));
            head.push('\n');
        }
        head
    }

    /// The size of the lines from `from` to before `to`, each line end counted as one byte.
    pub(crate) fn size(&self, from: usize, to: usize) -> u64 {
        let sizes = self.bytes.get(from..to.min(self.bytes.len()));
        sizes
            .unwrap_or_default()
            .iter()
            .map(|n| u64::from(*n))
            .sum()
    }
}
