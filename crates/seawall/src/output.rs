//! Where results go: standard output or `--output FILE`, coloured only on a terminal and without
//! `NO_COLOR`, as wide as the terminal.

use std::fs::File;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::escape;
use crate::terminal::Page;

/// Columns where there is no terminal.
const WIDTH: usize = 110;

/// Columns below which a page is not made narrower.
const NARROWEST: usize = 60;

/// A destination for results.
pub(crate) struct Destination {
    file: Option<PathBuf>,
    terminal: bool,
}

impl Destination {
    /// Standard output, or a file.
    pub(crate) fn new(file: Option<&Path>) -> Self {
        let terminal = file.is_none() && io::stdout().is_terminal();
        Self {
            file: file.map(Path::to_owned),
            terminal,
        }
    }

    /// Columns.
    pub(crate) fn width(&self) -> usize {
        match terminal_size::terminal_size() {
            Some((width, _)) if self.terminal => usize::from(width.0).clamp(NARROWEST, 200),
            _ => WIDTH,
        }
    }

    /// The paths for a next command: as given where somebody can type it, and left open elsewhere,
    /// so that the same evidence gives the same text wherever it lies.
    pub(crate) fn paths(&self, paths: &[PathBuf]) -> String {
        if !self.terminal || paths.is_empty() {
            return "PATH…".to_owned();
        }
        let quoted: Vec<String> = paths
            .iter()
            .map(|path| quote(&path.to_string_lossy()))
            .collect();
        quoted.join(" ")
    }

    /// Writes a page, cut to the terminal's width where there is one.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub(crate) fn page(&self, page: &Page) -> Result<()> {
        let colour = self.terminal && std::env::var_os("NO_COLOR").is_none_or(|v| v.is_empty());
        self.write(&page.render(colour, Some(self.width())))
    }

    /// Writes a page whole: nothing is cut.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub(crate) fn whole(&self, page: &Page) -> Result<()> {
        let colour = self.terminal && std::env::var_os("NO_COLOR").is_none_or(|v| v.is_empty());
        self.write(&page.render(colour, None))
    }

    /// Writes a JSON document.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub(crate) fn json(&self, document: &str) -> Result<()> {
        self.write(&escape::json(document))
    }

    /// Writes text that is escaped already: CSV, HTML.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub(crate) fn write(&self, text: &str) -> Result<()> {
        match &self.file {
            Some(path) => File::create(path)
                .and_then(|mut file| file.write_all(text.as_bytes()))
                .with_context(|| {
                    format!(
                        "--output {}: cannot be written. Check folder and rights.",
                        path.display()
                    )
                }),
            None => match io::stdout().lock().write_all(text.as_bytes()) {
                // Whoever read it has seen enough, as `head` does.
                Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
                other => other.context("Standard output cannot be written. Give --output FILE."),
            },
        }
    }
}

/// A word as a shell takes it.
fn quote(word: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "/._-+:@%,".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}
