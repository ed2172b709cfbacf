//! Files that hold several sources: archives, recordings of terminals, the JSON and XML of
//! collectors; and exports of log stores, which hold the lines of one log in a column.
//!
//! An archive gives [`Entry`]s, which are opened and looked at again: [`split`] says whether a text
//! is one source or several. Every member is a source of its own with the path `outer!inner`. A
//! reader never sees the outer file; [`Input::origin`] of a part says where its line stands there.
//!
//! What it leaves out: what the members mean (readers).

mod archive;
mod bounded;
mod collector;
mod event;
mod export;
mod git;
mod json;
mod part;
mod prompt;
mod records;
mod stamped;
mod transcript;
mod typed;

use seawall_model::{Coverage, Head, Input};

use crate::Opened;
use transcript::Recorded;

pub(crate) use archive::hex;
pub use archive::{Archive, Member, Told};
pub(crate) use git::{Repository, is_bare};
pub use part::{OpenPart, Part};
pub(crate) use typed::{TRANSCRIPT, typed};

/// Something that is recognised by its start and read once.
pub trait Source: Input {
    /// The start, for recognition. Reading still begins at line 1.
    fn head(&self) -> Head<'_>;
    /// Reads whatever is left, and returns the SHA-256 (lower-case hexadecimal) and size of the
    /// content.
    fn finish(self: Box<Self>) -> (String, u64);
    /// Makes it another source number, before it is read.
    fn renumber(&mut self, _: u32) {}
    /// When it was taken, if what holds it says so.
    fn collected(&self) -> Option<seawall_model::Moment> {
        None
    }
    /// What is to be known of how its lines came about, in sentences that end with what to do.
    fn notes(&self) -> Vec<String> {
        Vec::new()
    }
}

impl Source for Opened {
    fn head(&self) -> Head<'_> {
        Self::head(self)
    }

    fn finish(self: Box<Self>) -> (String, u64) {
        Self::finish(*self)
    }
}

/// What a text is.
pub enum Split {
    /// One source.
    One(Box<dyn Source>),
    /// Several that are read from the file one after another; each gets its number with
    /// [`Source::renumber`].
    Streams(Vec<Box<dyn Source>>),
    /// Several, and what belongs to none of them.
    Several {
        /// The parts.
        several: Box<Several>,
        /// SHA-256 of the whole, in lower-case hexadecimal.
        sha256: String,
        /// Its size.
        bytes: u64,
        /// Why it was not read to its end.
        trouble: Option<String>,
    },
}

/// The parts of a text.
#[derive(Clone, Debug)]
pub struct Several {
    /// What the text is, for `seawall inputs`.
    pub word: &'static str,
    /// The parts, in order.
    pub parts: Vec<Part>,
    /// Lines that belong to no part.
    pub rest: Coverage,
}

impl Several {
    /// Counts a part that no reader knows as not yet supported, under its command.
    pub fn nobody_reads(&mut self, part: &Part, secrets: &seawall_model::SecretKey) {
        if part.command.is_empty() {
            let mut lines = part.open(0, secrets, None, None);
            while let Some(line) = lines.next_line() {
                let text = seawall_device::redact::free_text(line.text, secrets);
                self.rest.not_recognised(&text);
            }
        } else {
            unread(&mut self.rest, &part.command, part.lines());
        }
    }
}

/// Counts lines of a kind that nobody reads yet.
fn unread(rest: &mut Coverage, what: &str, lines: u64) {
    if lines > 0 {
        rest.not_supported(what);
        rest.unsupported += lines - 1;
        if let Some(count) = rest.shapes.get_mut(&seawall_model::Shape::of(what)) {
            *count += lines - 1;
        }
    }
}

/// Says whether a text is one source or several; `shown` is its path as shown.
#[must_use]
pub fn split(opened: Opened, shown: &str) -> Split {
    let mut opened = match export::open(opened, shown) {
        Ok(exports) => {
            let mut sources: Vec<Box<dyn Source>> = Vec::new();
            for export in exports {
                sources.push(Box::new(export));
            }
            return match sources.pop() {
                Some(one) if sources.is_empty() && !one.path().contains('!') => Split::One(one),
                last => {
                    sources.extend(last);
                    Split::Streams(sources)
                }
            };
        }
        Err(opened) => opened,
    };
    let made = if collector::may_be(&opened.head()) {
        collector::split(&mut opened, shown).map(Recorded::Several)
    } else if transcript::may_be(&opened.head()) {
        transcript::split(&mut opened, shown)
    } else {
        return Split::One(opened);
    };
    let trouble = opened.trouble().map(str::to_owned);
    match made {
        Some(Recorded::One(part)) => {
            let (secrets, offset) = (opened.secrets().clone(), opened.assumed_offset());
            let number = opened.origin(0).source();
            let open = part.open(number, &secrets, opened.modified(), offset);
            let (sha256, bytes) = Opened::finish(*opened);
            Split::One(Box::new(open.whole(sha256, bytes, trouble)))
        }
        Some(Recorded::Several(several)) => {
            let (sha256, bytes) = Opened::finish(*opened);
            Split::Several {
                several: Box::new(several),
                sha256,
                bytes,
                trouble,
            }
        }
        None => match opened.reopen(true) {
            Ok(again) => Split::One(Box::new(again)),
            Err(_) => Split::One(opened),
        },
    }
}
