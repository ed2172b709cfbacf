//! Blocks by indentation: a line stands in the nearest line above it that is indented less.

/// The enclosing lines of the place reached so far.
#[derive(Debug, Default)]
pub(crate) struct Indented {
    open: Vec<(u16, u32)>,
}

impl Indented {
    /// Enters a line and says which line it stands in.
    pub(crate) fn enter(&mut self, line: u32, indent: u16) -> Option<u32> {
        while self.open.last().is_some_and(|(open, _)| *open >= indent) {
            self.open.pop();
        }
        let parent = self.open.last().map(|(_, line)| *line);
        self.open.push((indent, line));
        parent
    }

    /// Which line one of this indentation stands in, without entering it: for comments.
    pub(crate) fn peek(&self, indent: u16) -> Option<u32> {
        let above = self.open.iter().rev().find(|(open, _)| *open < indent);
        above.map(|(_, line)| *line)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_stands_in_the_nearest_line_above_that_is_indented_less() {
        let mut blocks = Indented::default();
        let lines = [0, 1, 2, 2, 1, 0, 3, 1];
        let parents: Vec<_> = lines
            .iter()
            .enumerate()
            .map(|(line, indent)| blocks.enter(line as u32, *indent))
            .collect();
        assert_eq!(
            parents,
            [
                None,
                Some(0),
                Some(1),
                Some(1),
                Some(0),
                None,
                Some(5),
                Some(5)
            ]
        );
        assert_eq!(blocks.peek(1), Some(5));
        assert_eq!(blocks.peek(0), None);
    }
}
