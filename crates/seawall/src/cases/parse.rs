//! A file of cases: headings, input blocks, one expectation each; and expectations compared.

use std::fs::File;
use std::path::Path;
use std::time::{Duration, UNIX_EPOCH};

use anyhow::{Context, Result};
use seawall_model::{Moment, Problem, nearest};

use crate::moments;

/// The words a case's heading begins with.
const WORDS: [&str; 9] = [
    "fires",
    "quiet",
    "cannot tell",
    "on",
    "off",
    "on by default",
    "off by default",
    "gap",
    "unknown",
];

/// One case.
#[derive(Clone, Debug)]
pub(super) struct Case {
    /// The heading's first word or words: what it is a case of.
    pub(super) word: String,
    /// The heading.
    pub(super) title: String,
    /// The heading's line.
    pub(super) line: usize,
    /// The run's `--as-of`.
    pub(super) as_of: String,
    /// What is expected, in groups.
    pub(super) expect: Vec<Group>,
    files: Vec<Input>,
    /// The lines inside the `expect` fence, counted from 0, end exclusive.
    block: (usize, usize),
}

/// One file of a case.
#[derive(Clone, Debug)]
struct Input {
    path: String,
    modified: Moment,
    text: String,
}

/// One line of an expectation and the lines that belong to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Group {
    pub(super) head: String,
    pub(super) rest: Vec<String>,
}

impl Group {
    /// Whether this expectation is met by what was seen: equal, or equal up to a remedy or cause
    /// that the expectation leaves out.
    fn agrees(&self, seen: &Self) -> bool {
        if self == seen {
            return true;
        }
        let shorter = seen.head.strip_prefix(&self.head);
        let may_be_shorter = self.head.starts_with("cannot tell ")
            || !["found ", "not found ", "not applicable "]
                .iter()
                .any(|w| self.head.starts_with(w));
        self.rest.is_empty()
            && may_be_shorter
            && shorter.is_some_and(|more| more.starts_with([':', ',']))
    }
}

/// Reads the cases of a file.
///
/// # Errors
/// Every problem found, each with its line.
pub(super) fn cases(path: &str, text: &str) -> Result<Vec<Case>, Vec<Problem>> {
    let mut cases: Vec<Draft> = Vec::new();
    let mut problems = Vec::new();
    let mut fence: Option<Fence> = None;
    for (at, line) in text.lines().enumerate() {
        if let Some(open) = &mut fence {
            if line.trim_end() != open.marks {
                open.lines.push(line.to_owned());
                continue;
            }
            if let (Some(done), Some(case)) = (fence.take(), cases.last_mut())
                && let Err((what, help)) = case.take(done, at)
            {
                problems.push(Problem::new(path, number(at), what, help));
            }
            continue;
        }
        let marks: String = line.chars().take_while(|c| *c == '`').collect();
        if marks.len() >= 3 {
            let info = line.trim_start_matches('`').trim().to_owned();
            fence = Some(Fence {
                marks,
                info,
                begins: at + 1,
                lines: Vec::new(),
            });
        } else if let Some(title) = line.strip_prefix("## ") {
            let word = title.split_once(':').map_or("", |(word, _)| word).trim();
            if WORDS.contains(&word) {
                cases.push(Draft::new(word, title, at + 1));
            }
        } else if let (Some(as_of), Some(case)) = (line.strip_prefix("as of:"), cases.last_mut()) {
            case.as_of = as_of.trim().to_owned();
        }
    }
    if let Some(open) = fence {
        let what = "This block is never closed.";
        problems.push(Problem::new(
            path,
            number(open.begins),
            what,
            "Close it with its own fence.",
        ));
    }
    let mut done = Vec::new();
    for draft in cases {
        let line = number(draft.line - 1);
        match draft.finish() {
            Ok(case) => done.push(case),
            Err((what, help)) => problems.push(Problem::new(path, line, what, help)),
        }
    }
    if problems.is_empty() {
        Ok(done)
    } else {
        Err(problems)
    }
}

fn number(at: usize) -> u32 {
    u32::try_from(at + 1).unwrap_or(0)
}

struct Fence {
    marks: String,
    info: String,
    begins: usize,
    lines: Vec<String>,
}

/// A case in the making.
struct Draft {
    word: String,
    title: String,
    line: usize,
    as_of: String,
    files: Vec<(String, Option<String>, String)>,
    expect: Option<(Vec<String>, (usize, usize))>,
}

type Wrong = (String, String);

impl Draft {
    fn new(word: &str, title: &str, line: usize) -> Self {
        Self {
            word: word.to_owned(),
            title: title.to_owned(),
            line,
            as_of: "2026-09-30T12:00:00Z".to_owned(),
            files: Vec::new(),
            expect: None,
        }
    }

    fn take(&mut self, fence: Fence, end: usize) -> Result<(), Wrong> {
        let mut words = fence.info.split_whitespace();
        match words.next() {
            Some("file") => {
                let (mut path, mut modified) = (None, None);
                for word in words {
                    match word.split_once('=') {
                        Some(("path", value)) => path = Some(value.to_owned()),
                        Some(("modified", value)) => modified = Some(value.to_owned()),
                        _ => {
                            let what = format!("\"{word}\" is not known of a file block.");
                            return Err((what, nearest(word, ["path=", "modified="])));
                        }
                    }
                }
                let path = path.ok_or_else(|| {
                    (
                        "A file block has no path.".to_owned(),
                        "Write path=….".to_owned(),
                    )
                })?;
                let mut text = fence.lines.join("\n").replace('⇥', "\t");
                text.push('\n');
                self.files.push((path, modified, text));
            }
            Some("expect") => {
                let tabbed = fence
                    .lines
                    .iter()
                    .map(|line| line.replace('⇥', "\t"))
                    .collect();
                if self.expect.replace((tabbed, (fence.begins, end))).is_some() {
                    let help = "Keep one, or begin another case.";
                    return Err(("A case has two expect blocks.".to_owned(), help.to_owned()));
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn finish(self) -> Result<Case, Wrong> {
        let (lines, block) = self.expect.ok_or_else(|| {
            let help = "Write one, or let SEAWALL_BLESS=1 seawall content test --content DIR fill an empty one.";
            ("This case has no expect block.".to_owned(), help.to_owned())
        })?;
        let instant = |text: &str| {
            let wrong = |error: anyhow::Error| (error.to_string(), String::new());
            moments::parse("as of", text).map_err(wrong)
        };
        let default = instant(&self.as_of)?;
        let mut files = Vec::new();
        for (path, modified, text) in self.files {
            let modified = modified.map_or(Ok(default), |text| instant(&text))?;
            let copies = match Range::find(&path) {
                None => vec![(path, text)],
                Some(range) => range
                    .numbers()
                    .map(|n| (path.replace(&range.text, &n), text.replace("{n}", &n)))
                    .collect(),
            };
            files.extend(copies.into_iter().map(|(path, text)| Input {
                path,
                modified,
                text,
            }));
        }
        Ok(Case {
            word: self.word,
            title: self.title,
            line: self.line,
            as_of: self.as_of,
            expect: groups(&lines),
            files,
            block,
        })
    }
}

impl Case {
    /// Writes its files below a folder, with their modification times.
    ///
    /// # Errors
    /// If a file cannot be written.
    pub(super) fn write(&self, folder: &Path) -> Result<()> {
        std::fs::create_dir_all(folder).context("The temporary folder cannot be used.")?;
        for file in &self.files {
            let path = folder.join(&file.path);
            let time =
                UNIX_EPOCH + Duration::from_micros(u64::try_from(file.modified.0).unwrap_or(0));
            path.parent()
                .map_or(Ok(()), std::fs::create_dir_all)
                .and_then(|()| std::fs::write(&path, &file.text))
                .and_then(|()| File::options().append(true).open(&path))
                .and_then(|open| open.set_modified(time))
                .with_context(|| format!("{} cannot be written. Correct its path.", file.path))?;
        }
        Ok(())
    }
}

/// `{01..12}` in a path or an expectation.
struct Range {
    text: String,
    first: u32,
    last: u32,
    width: usize,
}

impl Range {
    fn find(text: &str) -> Option<Self> {
        let (_, after) = text.split_once('{')?;
        let (inside, _) = after.split_once('}')?;
        let (first, last) = inside.split_once("..")?;
        Some(Self {
            text: format!("{{{inside}}}"),
            first: first.parse().ok()?,
            last: last.parse().ok()?,
            width: first.len(),
        })
    }

    fn numbers(&self) -> impl Iterator<Item = String> {
        let width = self.width;
        (self.first..=self.last).map(move |n| format!("{n:0width$}"))
    }
}

/// The lines of an expectation as groups, ranges written out.
fn groups(lines: &[String]) -> Vec<Group> {
    let mut written: Vec<Group> = Vec::new();
    for line in lines.iter().filter(|line| !line.trim().is_empty()) {
        match written.last_mut() {
            Some(group) if line.starts_with("  ") => group.rest.push(line.trim().to_owned()),
            _ => written.push(Group {
                head: line.trim().to_owned(),
                rest: Vec::new(),
            }),
        }
    }
    let mut groups = Vec::new();
    for group in written {
        let Some(range) = Range::find(&group.head) else {
            groups.push(group);
            continue;
        };
        for n in range.numbers() {
            let put = |line: &String| line.replace(&range.text, &n).replace("{n}", &n);
            groups.push(Group {
                head: put(&group.head),
                rest: group.rest.iter().map(put).collect(),
            });
        }
    }
    groups
}

/// How what was seen differs from what was expected: lines with `-` were expected and are not
/// there, lines with `+` are there and were not expected. Empty if nothing differs.
pub(super) fn difference(expected: &[Group], seen: &[Group]) -> Vec<String> {
    let mut left: Vec<&Group> = seen.iter().collect();
    let mut lines = Vec::new();
    let mut missing = Vec::new();
    for group in expected {
        match left.iter().position(|seen| group.agrees(seen)) {
            Some(at) => {
                left.remove(at);
            }
            None => missing.push(group),
        }
    }
    for (sign, groups) in [("-", missing), ("+", left)] {
        for group in groups {
            lines.push(format!("{sign} {}", group.head));
            lines.extend(group.rest.iter().map(|line| format!("{sign}   {line}")));
        }
    }
    lines
}

/// The file with what was seen in place of what was expected, for these cases.
pub(super) fn rewritten(text: &str, seen: &[(&Case, Vec<Group>)]) -> String {
    let mut out: Vec<String> = Vec::new();
    for (at, line) in text.lines().enumerate() {
        let inside = seen
            .iter()
            .find(|(case, _)| at >= case.block.0 && at < case.block.1);
        let closing = seen.iter().find(|(case, _)| at == case.block.1);
        if let Some((_, groups)) = closing {
            for group in groups {
                out.push(group.head.replace('\t', "⇥"));
                out.extend(
                    group
                        .rest
                        .iter()
                        .map(|line| format!("  {}", line.replace('\t', "⇥"))),
                );
            }
        }
        if inside.is_none() {
            out.push(line.to_owned());
        }
    }
    out.join("\n") + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "\
# a-hunt

Prose.

## fires: two files

as of: 2026-10-01T00:00:00Z

```file path=configs/edge-{01..02}.cfg
hostname edge-{n}
a⇥b
```

```expect
found edge-{01..02}: it is on [high, medium]
  configs/edge-{n}.cfg:1 hostname edge-{n}
cannot tell core-1: gap
```

## Notes

## quiet: nothing

```expect
```
";

    #[test]
    fn a_case_is_files_and_an_expectation() {
        let cases = cases("cases.md", TEXT).unwrap();
        let paths: Vec<&str> = cases[0]
            .files
            .iter()
            .map(|file| file.path.as_str())
            .collect();
        assert_eq!(paths, ["configs/edge-01.cfg", "configs/edge-02.cfg"]);
        assert_eq!(cases[0].files[1].text, "hostname edge-02\na\tb\n");
        assert_eq!(cases[0].expect.len(), 3);
        assert_eq!(
            cases[0].expect[1].rest,
            ["configs/edge-02.cfg:1 hostname edge-02"]
        );
        assert_eq!((cases.len(), cases[1].word.as_str()), (2, "quiet"));
    }

    #[test]
    fn what_an_expectation_leaves_out_is_not_compared() {
        let group = |text: &str| groups(&text.lines().map(str::to_owned).collect::<Vec<_>>());
        let seen =
            group("cannot tell core-1: gap: give the rest\n  of it\nnot found edge-1 through log");
        assert!(
            difference(
                &group("not found edge-1 through log\ncannot tell core-1: gap"),
                &seen
            )
            .is_empty()
        );
        insta::assert_snapshot!(
            difference(&group("cannot tell core-1: stale\nnot found edge-1 through lo"), &seen).join("\n"),
            @r"
        - cannot tell core-1: stale
        - not found edge-1 through lo
        + cannot tell core-1: gap: give the rest
        +   of it
        + not found edge-1 through log
        "
        );
    }

    #[test]
    fn blessing_changes_the_expectation_and_nothing_else() {
        let cases = cases("cases.md", TEXT).unwrap();
        let seen = vec![(
            &cases[1],
            groups(&["not found edge-1 through log".to_owned()]),
        )];
        let after = rewritten(TEXT, &seen);
        assert_eq!(
            after,
            TEXT.replace(
                "```expect\n```",
                "```expect\nnot found edge-1 through log\n```"
            )
        );
    }
}
