//! Progress on standard error: a bar with bytes a second on a terminal, one line every ten seconds
//! elsewhere. The only place that measures time, and nothing it measures reaches a result.

use std::io::IsTerminal;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};
use seawall_model::{Input, Line, Moment, Origin, SecretKey};

use crate::{escape, talk};

/// How often a line is said where there is no terminal.
const EVERY: Duration = Duration::from_secs(10);

/// Lines between two updates: often enough to look alive, rarely enough to cost nothing.
const LINES: u32 = 4_096;

/// The progress of asking hunts.
pub(crate) struct Hunting {
    bar: Option<ProgressBar>,
    quiet: bool,
    said: Instant,
    asked: usize,
    of: usize,
}

impl Hunting {
    /// Begins asking so many.
    pub(crate) fn new(of: usize, quiet: bool) -> Self {
        let bar = (!quiet && std::io::stderr().is_terminal()).then(|| {
            let bar = ProgressBar::new(of as u64);
            if let Ok(style) = ProgressStyle::with_template("{bar:24} {pos}/{len} hunts  {msg}") {
                bar.set_style(style);
            }
            bar
        });
        Self {
            bar,
            quiet,
            said: Instant::now(),
            asked: 0,
            of,
        }
    }

    /// Says which hunt is asked now.
    pub(crate) fn hunt(&mut self, id: &str) {
        if let Some(bar) = &self.bar {
            bar.set_position(self.asked as u64);
            bar.set_message(id.to_owned());
        } else if !self.quiet && self.said.elapsed() >= EVERY {
            self.said = Instant::now();
            let text = format!("asked {} of {} hunts, at {id}", self.asked, self.of);
            talk::remark(false, text);
        }
        self.asked += 1;
    }
}

impl Drop for Hunting {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

/// The progress of one run.
pub(crate) struct Progress {
    bar: Option<ProgressBar>,
    quiet: bool,
    total: u64,
    done: u64,
    began: Instant,
    said: Instant,
}

impl Progress {
    /// Begins reading this many bytes.
    pub(crate) fn new(total: u64, quiet: bool) -> Self {
        let bar = (!quiet && std::io::stderr().is_terminal()).then(|| {
            let bar = ProgressBar::new(total);
            let form = "{bar:24} {bytes}/{total_bytes} {bytes_per_sec} {eta} left  {msg}";
            if let Ok(style) = ProgressStyle::with_template(form) {
                bar.set_style(style);
            }
            bar
        });
        let now = Instant::now();
        Self {
            bar,
            quiet,
            total,
            done: 0,
            began: now,
            said: now,
        }
    }

    /// Says which file is read now.
    pub(crate) fn file(&mut self, shown: &str) {
        if let Some(bar) = &self.bar {
            bar.set_message(escape::terminal(shown).into_owned());
        }
        self.tick(shown);
    }

    /// Says how far it is, all files before this one and a part of this one.
    pub(crate) fn partly(&mut self, part: u64, shown: &str) {
        if let Some(bar) = &self.bar {
            bar.set_position(self.done.saturating_add(part).min(self.total));
        }
        self.tick(shown);
    }

    /// Ends a file.
    pub(crate) fn add(&mut self, bytes: u64) {
        self.done = self.done.saturating_add(bytes);
        if let Some(bar) = &self.bar {
            bar.set_position(self.done);
        }
    }

    /// Takes the bar away.
    pub(crate) fn finish(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }

    fn tick(&mut self, shown: &str) {
        if self.bar.is_none() && !self.quiet && self.said.elapsed() >= EVERY {
            self.said = Instant::now();
            let seconds = self.began.elapsed().as_secs();
            let (done, total) = (self.done >> 20, self.total >> 20);
            talk::remark(
                false,
                format!("{seconds} s: read {done} of {total} MiB, at {shown}"),
            );
        }
    }
}

/// An input that tells how far it has been read.
pub(crate) struct Watched<'w> {
    input: &'w mut dyn Input,
    progress: &'w mut Progress,
    shown: &'w str,
    size: u64,
    bytes: u64,
    lines: u32,
}

impl<'w> Watched<'w> {
    /// Watches the reading of a file of this size on disk.
    pub(crate) fn new(
        input: &'w mut dyn Input,
        progress: &'w mut Progress,
        shown: &'w str,
        size: u64,
    ) -> Self {
        Self {
            input,
            progress,
            shown,
            size,
            bytes: 0,
            lines: 0,
        }
    }
}

impl Input for Watched<'_> {
    fn path(&self) -> &str {
        self.input.path()
    }

    fn next_line(&mut self) -> Option<Line<'_>> {
        self.lines += 1;
        if self.lines >= LINES {
            self.lines = 0;
            if self.size > 0 {
                self.progress.partly(self.bytes.min(self.size), self.shown);
            }
        }
        let line = self.input.next_line()?;
        self.bytes += line.text.len() as u64 + 1;
        Some(line)
    }

    fn trouble(&self) -> Option<&str> {
        self.input.trouble()
    }

    fn origin(&self, line: u32) -> Origin {
        self.input.origin(line)
    }

    fn secrets(&self) -> &SecretKey {
        self.input.secrets()
    }

    fn modified(&self) -> Option<Moment> {
        self.input.modified()
    }

    fn assumed_offset(&self) -> Option<i32> {
        self.input.assumed_offset()
    }

    fn still_being_written(&self) -> bool {
        self.input.still_being_written()
    }

    fn again(&self) -> Option<Box<dyn Input>> {
        self.input.again()
    }
}
