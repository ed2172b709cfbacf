//! Outputs of commands that nobody reads: known for what they are, so that they are counted as
//! unsupported and never taken for something else.

use seawall_model::{Coverage, Head, Input, Kind, Reader, Rows, SaidBy, Sure};

use super::command;

/// Takes what the text or the path says is another command's output.
pub(super) struct Other;

/// Commands whose output other readers read.
const ELSEWHERE: [&str; 10] = [
    "run", "start", "ver", "log", "conf", "tech", "acc", "der", "full", "arch",
];

/// The reader of what no reader knows better.
pub const UNREAD: &str = "show-other";

impl Reader for Other {
    fn id(&self) -> &'static str {
        UNREAD
    }

    fn recognises(&self, head: &Head<'_>) -> Sure {
        let Some(named) = command::named(head) else {
            return Sure::No;
        };
        let second = named
            .typed
            .split_ascii_whitespace()
            .nth(1)
            .unwrap_or_default();
        let elsewhere = ELSEWHERE.iter().any(|word| second.starts_with(word));
        if named.place.is_some() || elsewhere || !named.typed.starts_with("sh") {
            Sure::No
        } else {
            Sure::Perhaps
        }
    }

    fn read(&self, input: &mut dyn Input, _: &mut dyn Rows) -> Coverage {
        let mut coverage = Coverage::new(Kind::Show, SaidBy::Device);
        let path = input.path().to_owned();
        let mut host = None;
        while let Some(line) = input.next_line() {
            if host.is_none() {
                host = command::prompt(line.text).map(|(name, _)| name.to_owned());
            }
            if line.text.trim().is_empty() {
                coverage.irrelevant += 1;
            } else {
                // Not even a shape is kept: nobody has looked for secrets in it.
                coverage.not_supported("a line of a command that is not read");
            }
        }
        coverage.device = Some(host.unwrap_or_else(|| command::device_of_path(&path)));
        coverage.notes.extend(input.trouble().map(str::to_owned));
        coverage
    }
}
