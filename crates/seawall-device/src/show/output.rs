//! One output: what stands around it, whether it is an answer, and what becomes of its lines.

use seawall_model::tables::{Device, DeviceName, ShowLine};
use seawall_model::{Coverage, Head, Input, Kind, Moment, Row, Rows, SaidBy, SecretKey};

use super::Command;
use super::command::{self, Named};
use crate::Platforms;
use crate::ios::Clock;
use crate::redact::free_text;
use crate::shape::Text;

/// What became of a line.
#[derive(Clone, Copy, Debug, PartialEq)]
enum State {
    Unread,
    Read,
    Irrelevant,
    Unsupported,
}

/// The lines between the typed command and the next prompt, and what was made of them.
pub(crate) struct Output<'a> {
    text: &'a Text,
    /// The body: lines counted from 0, the last not included.
    from: usize,
    to: usize,
    states: Vec<State>,
    rows: Vec<(Row, usize)>,
    /// Texts to keep instead of the lines, for lines that hold secrets only a template knows.
    texts: Vec<(usize, String)>,
    /// Whether the command's own beginning was seen.
    pub(crate) begun: bool,
    /// Whether the command's own end was seen; `None` for commands that have none.
    pub(crate) ended: Option<bool>,
    /// The platform, where the output's shape decides it.
    pub(crate) platform: Option<&'static str>,
    /// What stood after the command's own words.
    pub(crate) arguments: String,
    /// Line templates, for typed commands inside the output.
    pub(crate) platforms: &'a Platforms,
    /// The key for fingerprints.
    pub(crate) secrets: &'a SecretKey,
    /// The device's zone in seconds east of UTC, where the user gave one.
    pub(crate) zone: Option<i32>,
}

impl<'a> Output<'a> {
    /// The lines that are not blank and not yet explained, counted from 0.
    pub(crate) fn lines(&self) -> Vec<usize> {
        let unread = |index: &usize| self.states.get(*index) == Some(&State::Unread);
        (self.from..self.to).filter(unread).collect()
    }

    /// A line without indentation and trailing space.
    pub(crate) fn line(&self, index: usize) -> &'a str {
        self.text.line(index)
    }

    /// How far a line is indented.
    pub(crate) fn indent(&self, index: usize) -> u16 {
        self.text.indent(index)
    }

    /// Adds a row that this line tells.
    pub(crate) fn push(&mut self, row: impl Into<Row>, index: usize) {
        self.rows.push((row.into(), index));
        self.taken(index);
    }

    /// The line told something of a row.
    pub(crate) fn taken(&mut self, index: usize) {
        self.set(index, State::Read);
    }

    /// The line is known and tells nothing.
    pub(crate) fn known(&mut self, index: usize) {
        if self.states.get(index) == Some(&State::Unread) {
            self.set(index, State::Irrelevant);
        }
    }

    /// Every line not yet explained from here on is known and tells nothing.
    pub(crate) fn known_from(&mut self, index: usize) {
        for line in index..self.to {
            self.known(line);
        }
    }

    /// The command has begun to answer on this line, which tells nothing more.
    pub(crate) fn begin(&mut self, index: usize) {
        self.begun = true;
        self.known(index);
    }

    /// Keeps this text of a line instead of the line.
    pub(crate) fn keep(&mut self, index: usize, text: String) {
        self.texts.push((index, text));
    }

    /// A text that the device or somebody wrote freely, secrets masked.
    pub(crate) fn safe(&self, text: &str) -> String {
        free_text(text, self.secrets)
    }

    /// The same, `None` if nothing stands there.
    pub(crate) fn some(&self, text: &str) -> Option<String> {
        let text = text.trim();
        (!text.is_empty() && text != "-" && text != "--").then(|| self.safe(text))
    }

    fn set(&mut self, index: usize, state: State) {
        if let Some(slot) = self.states.get_mut(index) {
            *slot = state;
        }
    }
}

/// What stands around the body.
#[derive(Default)]
struct Around {
    /// The host name in a prompt, and the line.
    host: Option<(String, usize)>,
    /// Whether the next prompt stands below.
    prompt_below: bool,
    collected: Option<Moment>,
    /// Why the device did not answer.
    refusal: Option<String>,
}

/// Reads one output to its end.
pub(super) fn read(
    command: &Command,
    platforms: &Platforms,
    input: &mut dyn Input,
    rows: &mut dyn Rows,
) -> Coverage {
    let text = Text::read(input);
    let path = input.path().to_owned();
    let named = command::named(&Head {
        path: &path,
        text: &text.head(),
    });
    let named = named.unwrap_or_default();
    let secrets = input.secrets().clone();
    let mut output = Output {
        text: &text,
        from: 0,
        to: text.len(),
        states: (0..text.len())
            .map(|index| match text.line(index) {
                "" => State::Irrelevant,
                _ => State::Unread,
            })
            .collect(),
        rows: Vec::new(),
        texts: Vec::new(),
        begun: false,
        ended: None,
        platform: None,
        arguments: named.arguments.clone(),
        platforms,
        secrets: &secrets,
        zone: input.assumed_offset(),
    };
    let around = around(&mut output);
    if around.refusal.is_none() {
        (command.read)(&mut output);
    }
    finish(command, output, &around, &named, input, rows)
}

/// Finds the body: what was typed above it, the prompt below it, what the device prints in between.
fn around(output: &mut Output<'_>) -> Around {
    let mut around = Around::default();
    let clock = Clock::of(output.text, output.zone);
    let mut typed = false;
    let mut body = 0;
    let lines = output.lines();
    let last = lines.last().copied();
    for index in lines {
        let line = output.line(index);
        if let Some((host, command)) = command::prompt(line) {
            match &around.host {
                None if body == 0 => {
                    typed = !command.is_empty();
                    around.host = Some((host.to_owned(), index));
                    output.known(index);
                    output.from = index + 1;
                    continue;
                }
                // Only this device's own prompt ends its answer: what looks like another's may be a
                // name that somebody chose.
                Some((known, _)) if known == host && !typed && body == 0 => {
                    typed = !command.is_empty();
                    output.known(index);
                    output.from = index + 1;
                    continue;
                }
                Some((known, _)) if known == host => {
                    around.prompt_below = true;
                    output.to = index;
                    break;
                }
                None if command.is_empty() && Some(index) == last => {
                    around.prompt_below = true;
                    around.host = Some((host.to_owned(), index));
                    output.to = index;
                    break;
                }
                _ => {}
            }
        }
        if body == 0 && !typed && command::typed_on(line, true).is_some() {
            typed = true;
            output.known(index);
            output.from = index + 1;
            continue;
        }
        if body < 4
            && let Some(stamp) = line.strip_prefix("Time source is ")
        {
            let words = stamp.split_once(", ").map_or("", |(_, time)| time);
            let words: Vec<&str> = words.split_ascii_whitespace().collect();
            around.collected = clock.read(&words).map(|stamp| stamp.time);
            output.known(index);
        } else if body < 2 && is_date(line) {
            output.platform = Some("cisco-ios-xr");
            output.known(index);
        } else if command::is_aside(line) {
            output.known(index);
        } else {
            body += 1;
            if body <= 3 && around.refusal.is_none() {
                around.refusal = refusal(line).map(|text| output.safe(text));
                if around.refusal.is_some() || line == "^" {
                    output.known(index);
                }
            }
        }
    }
    // Below the next prompt another command answers.
    for index in output.to..output.text.len() {
        if output.states.get(index) == Some(&State::Unread) {
            let prompt = command::prompt(output.line(index)).is_some();
            let state = if prompt {
                State::Irrelevant
            } else {
                State::Unsupported
            };
            output.set(index, state);
        }
    }
    if around.refusal.is_some() {
        for index in output.lines() {
            output.known(index);
        }
    }
    around
}

/// `Thu Jan 28 15:14:53.365 UTC`, which IOS XR prints above every answer.
fn is_date(line: &str) -> bool {
    const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    let words: Vec<&str> = line.split_ascii_whitespace().collect();
    let time = words
        .get(3)
        .is_some_and(|word| word.matches(':').count() == 2);
    let day = words.first().is_some_and(|word| DAYS.contains(word));
    day && time && (4..=6).contains(&words.len())
}

/// What a device says instead of an answer.
fn refusal(line: &str) -> Option<&str> {
    const REFUSALS: [&str; 19] = [
        "% Invalid input",
        "% Invalid command",
        "% Invalid",
        "%Invalid",
        "% Incomplete command",
        "% Ambiguous command",
        "% Unknown command",
        "% Unrecognized command",
        "% Authorization failed",
        "% Permission denied",
        "% This command is not authorized",
        "% Error",
        "%Error",
        "% Bad ",
        "% Cannot",
        "Command authorization failed",
        "Error: AAA authorization failed",
        "Line has invalid autocommand",
        "Syntax error",
    ];
    let line = line.trim_start_matches("^ ");
    let refused = REFUSALS.iter().any(|start| {
        line.get(..start.len())
            .is_some_and(|begin| begin.eq_ignore_ascii_case(start))
    });
    refused.then_some(line)
}

/// The coverage and the rows.
fn finish(
    command: &Command,
    mut output: Output<'_>,
    around: &Around,
    named: &Named,
    input: &dyn Input,
    rows: &mut dyn Rows,
) -> Coverage {
    let mut coverage = Coverage::new(Kind::Show, SaidBy::Device);
    coverage.notes = faults(command, &output, around, named, input);
    coverage.complete = coverage.notes.is_empty();
    coverage.collected = around.collected;
    for index in 0..output.text.len() {
        match output.states.get(index) {
            Some(State::Read) => coverage.read += 1,
            Some(State::Irrelevant) => coverage.irrelevant += 1,
            Some(State::Unsupported) => coverage.not_supported(&output.safe(output.line(index))),
            Some(State::Unread) | None => {
                coverage.not_recognised(&output.safe(output.line(index)));
            }
        }
    }
    coverage.unrecognised += output.text.beyond;

    let path = input.path().to_owned();
    let file = command::device_of_path(&path);
    let host = around.host.as_ref();
    let seen_as = host.map_or_else(|| file.clone(), |(name, _)| name.clone());
    coverage.device = Some(seen_as.clone());
    coverage.platform = output.platform.map(str::to_owned);

    let mut push = |row: Row, index: Option<usize>| {
        let mut row = row;
        let place = index.map_or(0, |index| output.text.number(index));
        row.place(&seen_as, input.origin(place));
        rows.push(row);
    };
    let device = Device {
        platform: coverage.platform.clone(),
        ..Device::default()
    };
    push(device.into(), None);
    let name = |kind: &str, name: &str| DeviceName {
        name_kind: kind.to_owned(),
        name: Some(name.to_owned()),
        ..DeviceName::default()
    };
    if let Some((host, index)) = host {
        push(name("hostname", host).into(), Some(*index));
    }
    // A session of several devices must not lend its file's name to each.
    if host.is_none() || !path.contains('!') {
        push(name("file-name", &file).into(), None);
    }
    for (index, text) in kept(&output) {
        let line = ShowLine {
            command: command
                .typed
                .first()
                .map_or("", |typed| typed.trim_end_matches(" …"))
                .to_owned(),
            text,
            ..ShowLine::default()
        };
        push(line.into(), Some(index));
    }
    for (row, index) in std::mem::take(&mut output.rows) {
        push(row, Some(index));
    }
    coverage
}

/// The lines that became rows, secrets masked.
fn kept(output: &Output<'_>) -> Vec<(usize, String)> {
    let read = |index: &usize| output.states.get(*index) == Some(&State::Read);
    let mut texts = output.texts.iter().peekable();
    let mut kept = Vec::new();
    for index in (0..output.text.len()).filter(read) {
        while texts.next_if(|(at, _)| *at < index).is_some() {}
        let text = match texts.next_if(|(at, _)| *at == index) {
            Some((_, text)) => text.clone(),
            None => output.safe(output.line(index)),
        };
        kept.push((index, text));
    }
    kept
}

/// Why it is not the whole answer, in sentences that end with what to do; empty if it is.
fn faults(
    command: &Command,
    output: &Output<'_>,
    around: &Around,
    named: &Named,
    input: &dyn Input,
) -> Vec<String> {
    let what = command
        .typed
        .first()
        .map_or("", |typed| typed.trim_end_matches(" …"));
    let mut faults = Vec::new();
    if let Some(refusal) = &around.refusal {
        faults.push(format!(
            "The device did not answer {what} (\"{refusal}\"): this says nothing of what it would \
             show; take it with an account that may, or look whether this system has the command."
        ));
        return faults;
    }
    let nothing = (output.from..output.to).all(|index| output.line(index).is_empty());
    let answered_nothing = nothing && around.prompt_below;
    if nothing && !around.prompt_below {
        faults.push(format!(
            "Nothing stands below {what}: take it again, with the prompt that follows it."
        ));
    } else if !output.begun && !answered_nothing {
        faults.push(format!(
            "It does not show how {what} begins: take it again, whole."
        ));
    } else if output.ended == Some(false) && !around.prompt_below {
        faults.push(format!(
            "It does not show how {what} ends: take it again, whole."
        ));
    }
    if named.filtered {
        faults.push(format!(
            "It was filtered when it was taken: take {what} again, without a pipe."
        ));
    }
    let arguments = output.arguments.as_str();
    let unnamed = named.typed.is_empty() && arguments.is_empty();
    if !command.whole.is_empty() && unnamed {
        faults.push(format!(
            "Nothing says with which arguments {what} was typed, so it may answer for a part of the \
             device: keep the prompt above it, or name the file after the command."
        ));
    } else if !command.whole.is_empty() && !command.whole.contains(&arguments) {
        let asked = if arguments.is_empty() {
            "as typed"
        } else {
            arguments
        };
        let asked = Some(output.safe(asked)).filter(|asked| !asked.contains('‹'));
        let asked = asked.as_deref().unwrap_or("as typed");
        faults.push(format!(
            "It answers for a part of the device ({asked}): what is elsewhere is not in it; take \
             {what} for the whole."
        ));
    }
    if output.text.pager {
        faults.push(
            "A pager's prompt stands in it: take it again after terminal length 0.".to_owned(),
        );
    }
    if output.text.cut {
        faults.push("A line is longer than is read: look at it by hand.".to_owned());
    }
    if output.text.beyond > 0 {
        faults.push(format!(
            "Its last {} lines are beyond what is read of one file: split it.",
            output.text.beyond
        ));
    }
    faults.extend(input.trouble().map(str::to_owned));
    faults
}
