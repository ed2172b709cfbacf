//! A page of styled lines. Nothing is a control sequence until [`Page::render`], where every piece
//! of text is escaped first: the one place through which text reaches a terminal.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::escape;

/// How a piece of text stands out. Everything makes sense without it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Style {
    /// As is.
    #[default]
    Plain,
    /// A heading or a name.
    Strong,
    /// Less important.
    Faint,
    /// Look now.
    Alarm,
    /// Look soon.
    Warning,
    /// What to type.
    Command,
}

impl Style {
    const fn sequence(self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::Strong => "\x1b[1m",
            Self::Faint => "\x1b[2m",
            Self::Alarm => "\x1b[1;31m",
            Self::Warning => "\x1b[33m",
            Self::Command => "\x1b[36m",
        }
    }
}

/// One line.
#[derive(Clone, Debug, Default)]
pub(crate) struct Line {
    pieces: Vec<(Style, String)>,
}

impl Line {
    /// A line of one piece.
    pub(crate) fn of(style: Style, text: impl AsRef<str>) -> Self {
        Self::default().and(style, text)
    }

    /// The line with another piece at its end.
    pub(crate) fn and(mut self, style: Style, text: impl AsRef<str>) -> Self {
        self.pieces
            .push((style, escape::terminal(text.as_ref()).into_owned()));
        self
    }

    /// The line with spaces at its end up to this column; at least one.
    pub(crate) fn to(self, column: usize) -> Self {
        let spaces = column.saturating_sub(self.width()).max(1);
        self.and(Style::Plain, " ".repeat(spaces))
    }

    /// How many columns it takes.
    pub(crate) fn width(&self) -> usize {
        self.pieces.iter().map(|(_, text)| text.width()).sum()
    }

    /// The line cut to a width, with an ellipsis if something was cut.
    fn fitted(&self, width: usize) -> Self {
        if self.width() <= width {
            return self.clone();
        }
        let mut left = width.saturating_sub(1);
        let mut fitted = Self::default();
        'pieces: for (style, text) in &self.pieces {
            let mut kept = String::new();
            for c in text.chars() {
                let wide = c.width().unwrap_or(0);
                if wide > left {
                    kept.push('…');
                    fitted.pieces.push((*style, kept));
                    break 'pieces;
                }
                left -= wide;
                kept.push(c);
            }
            fitted.pieces.push((*style, kept));
        }
        fitted
    }
}

/// Lines.
#[derive(Clone, Debug, Default)]
pub(crate) struct Page {
    lines: Vec<Line>,
}

impl Page {
    /// Adds a line.
    pub(crate) fn push(&mut self, line: Line) {
        self.lines.push(line);
    }

    /// Adds an empty line.
    pub(crate) fn gap(&mut self) {
        self.lines.push(Line::default());
    }

    /// Adds the lines of a text; used for tables and SQL.
    pub(crate) fn text(&mut self, style: Style, text: &str) {
        for line in text.lines() {
            self.push(Line::of(style, line));
        }
    }

    /// Adds a sentence, broken between words at `width`, every line indented by `indent`.
    pub(crate) fn sentence(&mut self, style: Style, text: &str, indent: usize, width: usize) {
        self.hanging(Line::default(), style, text, indent, width);
    }

    /// Adds `lead` and a sentence after it, broken between words at `width`; lines after the
    /// first are indented by `indent`, the first begins there if `lead` is shorter.
    pub(crate) fn hanging(
        &mut self,
        lead: Line,
        style: Style,
        text: &str,
        indent: usize,
        width: usize,
    ) {
        let pad = indent.saturating_sub(lead.width());
        let mut line = lead.and(Style::Plain, " ".repeat(pad));
        let mut filled = line.width();
        let mut first = true;
        for word in escape::terminal(text).split(' ') {
            let wide = word.width();
            if !first && filled + 1 + wide > width {
                self.push(line);
                line = Line::of(Style::Plain, " ".repeat(indent)).and(style, word);
                filled = indent + wide;
            } else {
                let space = if first { "" } else { " " };
                line = line.and(style, format!("{space}{word}"));
                filled += space.len() + wide;
            }
            first = false;
        }
        self.push(line);
    }

    /// How many lines it has.
    pub(crate) fn len(&self) -> usize {
        self.lines.len()
    }

    /// Adds another page below.
    pub(crate) fn append(&mut self, other: Self) {
        self.lines.extend(other.lines);
    }

    /// The text for a terminal or a file, cut to `width` if one is given.
    pub(crate) fn render(&self, colour: bool, width: Option<usize>) -> String {
        let mut out = String::new();
        for line in &self.lines {
            let line = width.map_or_else(|| line.clone(), |width| line.fitted(width));
            let mut text = String::new();
            for (style, piece) in &line.pieces {
                if colour && *style != Style::Plain {
                    text.push_str(style.sequence());
                    text.push_str(piece);
                    text.push_str("\x1b[0m");
                } else {
                    text.push_str(piece);
                }
            }
            out.push_str(text.trim_end());
            out.push('\n');
        }
        out
    }
}
