//! What somebody typed into a recorded terminal and is no show command: configuration above all.
//! Every line becomes a `command` row with the prompt's device; the recording is the
//! organisation's own, so another witness than the device.
//!
//! A command has a time only if the recorder stamped its line. Who typed it a prompt does not say.
//! The rows of `log` are no place for these lines: they would pass for a log that arrives.
//!
//! What it leaves out: what the device answered.

use std::sync::Arc;

use seawall_device::{Platforms, command};
use seawall_model::{Coverage, Head, Input, Kind, Reader, Rows, SaidBy, Sure, tables};

use super::prompt::prompt;
use super::stamped::{Style, without_stamp};
use super::transcript::TYPED;
use crate::time::{Clock, Glimpse, Mark, stamp};

/// In `command.channel`.
pub(crate) const TRANSCRIPT: &str = "transcript";

/// Makes the reader.
pub(crate) fn typed(platforms: &Arc<Platforms>) -> Box<dyn Reader> {
    Box::new(Typed {
        platforms: Arc::clone(platforms),
    })
}

struct Typed {
    platforms: Arc<Platforms>,
}

/// The stamp and the rest of a line.
fn parts(line: &str) -> (Option<crate::time::Stamp>, &str) {
    let (text, rest) = match without_stamp(line, Some(Style::Brackets)) {
        (None, _) => without_stamp(line, Some(Style::Bare)),
        found => found,
    };
    (
        text.and_then(|text| stamp(text.as_bytes()))
            .map(|(stamp, _)| stamp),
        rest,
    )
}

impl Reader for Typed {
    fn id(&self) -> &'static str {
        "transcript-commands"
    }

    fn recognises(&self, head: &Head<'_>) -> Sure {
        if head.path.rsplit('!').next() == Some(TYPED) && head.path.contains('!') {
            Sure::Certain
        } else {
            Sure::No
        }
    }

    fn read(&self, input: &mut dyn Input, rows: &mut dyn Rows) -> Coverage {
        let mut coverage = Coverage::new(Kind::Accounting, SaidBy::Organisation);
        let mut clock = Clock::new(input, |line| parts(line).0.map(Glimpse::from));
        let secrets = input.secrets().clone();
        let mut text = String::new();
        while let Some(line) = input.next_line() {
            let number = line.number;
            text.clear();
            text.push_str(line.text);
            let (stamp, rest) = parts(&text);
            let Some(found) = prompt(rest).filter(|prompt| !prompt.typed.is_empty()) else {
                if rest.trim().is_empty() {
                    coverage.irrelevant += 1;
                } else {
                    let text = seawall_device::redact::free_text(rest, &secrets);
                    coverage.not_recognised(&text);
                }
                continue;
            };
            let instant = stamp.and_then(|at| clock.instant(Some((at, Mark::Synchronised)), None));
            if let Some(instant) = instant {
                coverage.saw(instant.time);
            }
            coverage.read += 1;
            let typed = command::read(&self.platforms, None, found.typed, &secrets);
            rows.push(
                tables::Command {
                    seen_as: found.device.to_owned(),
                    time: instant.map(|instant| instant.time),
                    time_error: instant.map(|instant| instant.error),
                    channel: TRANSCRIPT.to_owned(),
                    command: typed.command,
                    topic: typed.topic,
                    object: typed.object,
                    address: typed.address,
                    target: typed.target,
                    secret: typed.secret,
                    negated: typed.negated,
                    origin: input.origin(number),
                    ..tables::Command::default()
                }
                .into(),
            );
        }
        clock.tell(&mut coverage);
        crate::syslog::finish(input, &mut coverage, 0, false);
        coverage
    }
}
