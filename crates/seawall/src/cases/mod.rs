//! `seawall content test`: every case of every hunt and channel, through the real pipeline: files
//! in a temporary folder, read, stored, asked, and the rendered answer compared with the one a
//! person wrote. content/README.md says how cases are written.

mod actual;
mod parse;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result, bail};
use seawall_model::{Problem, nearest};

use crate::arguments::ContentTestArguments;
use crate::content::{self, Library};
use crate::exit::Exit;
use crate::output::Destination;
use crate::talk::count;
use crate::terminal::{Line, Page, Style};
use parse::{Case, Group};

/// What a file of cases is about.
#[derive(Clone, Debug, PartialEq, Eq)]
enum About {
    /// A hunt's answers.
    Hunt(String),
    /// A channel's state.
    Channel(String),
}

impl About {
    fn id(&self) -> &str {
        match self {
            Self::Hunt(id) | Self::Channel(id) => id,
        }
    }

    /// What a path under `content/` holds cases of.
    fn of(path: &str) -> Option<Self> {
        let parts: Vec<&str> = path.split('/').collect();
        match parts.as_slice() {
            ["hunts", _, id, "cases.md"] => Some(Self::Hunt((*id).to_owned())),
            ["channels", "cases", file] => {
                Some(Self::Channel(file.strip_suffix(".md")?.to_owned()))
            }
            _ => None,
        }
    }
}

/// Runs the command.
///
/// # Errors
/// If the content is broken, there is no such hunt or channel, or a case cannot be run.
pub(crate) fn run(arguments: &ContentTestArguments) -> Result<Exit> {
    let library = Arc::new(content::load(arguments.content.as_deref())?);
    let bless = std::env::var_os("SEAWALL_BLESS").is_some_and(|value| value == "1");
    let bless = match (&arguments.content, bless) {
        (Some(folder), true) => Some(folder.as_path()),
        (None, true) => bail!("SEAWALL_BLESS rewrites cases of a folder. Give it with --content."),
        (_, false) => None,
    };
    let (page, failed) = test(&library, &arguments.ids, bless)?;
    Destination::new(None).whole(&page)?;
    Ok(if failed == 0 {
        Exit::LookedEverywhere
    } else {
        Exit::Found
    })
}

/// Runs the cases of the hunts and channels named, or of all; returns a page and how many failed.
fn test(library: &Arc<Library>, ids: &[String], bless: Option<&Path>) -> Result<(Page, usize)> {
    let files: Vec<(&String, &String, About)> = library
        .content
        .files
        .iter()
        .filter_map(|(path, text)| Some((path, text, About::of(path)?)))
        .collect();
    for id in ids {
        if !files.iter().any(|(_, _, about)| about.id() == id) {
            let known = files.iter().map(|(_, _, about)| about.id());
            bail!("No cases are of \"{id}\". {}", nearest(id, known));
        }
    }
    let mut page = Page::default();
    let (mut all, mut failed, mut of) = (0, 0, 0);
    for (path, text, about) in files {
        if !ids.is_empty() && !ids.iter().any(|id| id == about.id()) {
            continue;
        }
        of += 1;
        let cases = parse::cases(path, text).map_err(|problems| told(&problems))?;
        all += cases.len();
        let outcomes = outcomes(&Arc::new(narrowed(library, &about)), &about, path, &cases)?;
        let mut blessed = Vec::new();
        let mut failures = Vec::new();
        for (case, outcome) in cases.iter().zip(outcomes) {
            if !outcome.lines.is_empty() {
                failures.push((case, outcome.lines));
                blessed.push((case, outcome.actual));
            }
        }
        let number = count(cases.len() as u64, "case");
        if failures.is_empty() {
            let line = Line::of(Style::Plain, "ok    ")
                .and(Style::Plain, about.id())
                .to(46);
            page.push(line.and(Style::Faint, number));
            continue;
        }
        if let Some(folder) = bless {
            let rewritten = parse::rewritten(text, &blessed);
            let file = folder.join(path);
            std::fs::write(&file, rewritten)
                .with_context(|| format!("{} cannot be written.", file.display()))?;
            let line = Line::of(Style::Warning, "wrote ")
                .and(Style::Plain, about.id())
                .to(46);
            page.push(line.and(Style::Faint, "read the difference"));
            continue;
        }
        for (case, lines) in failures {
            failed += 1;
            let place = format!("{path}:{}: ", case.line);
            page.push(
                Line::of(Style::Alarm, "FAIL  ")
                    .and(Style::Faint, place)
                    .and(Style::Strong, &case.title),
            );
            for line in lines {
                page.push(Line::of(Style::Plain, format!("      {line}")));
            }
        }
    }
    page.gap();
    let summary = format!(
        "{} of {} and channels, {failed} failed",
        count(all as u64, "case"),
        count(of, "hunt")
    );
    page.push(Line::of(Style::Strong, summary));
    Ok((page, failed))
}

/// What a file of cases lacks: cases that cannot be read, and too few of a kind.
pub(crate) fn wanting(path: &str, text: &str, needed: usize) -> Vec<Problem> {
    let cases = match parse::cases(path, text) {
        Ok(cases) => cases,
        Err(problems) => return problems,
    };
    let of = |word: &str| cases.iter().filter(|case| case.word == word).count();
    // A hunt that finds nothing can show that by cases that stay quiet or cannot tell.
    let (fires, others) = (of("fires"), of("quiet") + of("cannot tell"));
    let lacks = |number: usize, what: &str| {
        (number < needed).then(|| {
            let what = format!("Only {} {what}.", count(number as u64, "case"));
            Problem::new(path, 0, what, format!("Write at least {needed}."))
        })
    };
    [
        lacks(fires, "that fires"),
        lacks(others, "that stays quiet"),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn told(problems: &[Problem]) -> anyhow::Error {
    let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
    anyhow::anyhow!("{}", lines.join("\n"))
}

/// The content that one hunt or channel needs: everything else would be planned for nothing.
fn narrowed(library: &Library, about: &About) -> Library {
    let mut content = library.content.clone();
    match about {
        About::Hunt(id) => {
            content.hunts.retain(|hunt, _| hunt == id);
            let hunt = content.hunts.get(id);
            let reads_channels = hunt.is_none_or(|hunt| {
                let words = |c: char| !c.is_alphanumeric() && c != '_';
                hunt.sql.split(words).any(|word| word == "channel")
            });
            if let Some(hunt) = hunt.filter(|_| !reads_channels) {
                let sees = hunt.channels();
                content
                    .channels
                    .retain(|channel, _| sees.contains(&channel.as_str()));
            }
        }
        About::Channel(id) => {
            content.hunts.clear();
            content.channels.retain(|channel, _| channel == id);
        }
    }
    Library {
        content,
        platforms: Arc::clone(&library.platforms),
        problems: Vec::new(),
    }
}

/// Runs cases, as many at a time as the machine has processors; outcomes in the cases' order.
fn outcomes(
    library: &Arc<Library>,
    about: &About,
    path: &str,
    cases: &[Case],
) -> Result<Vec<Outcome>> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let share = cases.len().div_ceil(threads).max(1);
    let of = |case: &Case| {
        outcome(library, about, case)
            .with_context(|| format!("{path}:{}: {}", case.line, case.title))
    };
    std::thread::scope(|scope| {
        let running: Vec<_> = cases
            .chunks(share)
            .map(|cases| scope.spawn(move || cases.iter().map(of).collect::<Result<Vec<_>>>()))
            .collect();
        let mut outcomes = Vec::new();
        for thread in running {
            let joined = thread.join().map_err(|_| {
                anyhow::anyhow!("{path}: a case stopped the program. Report it with the file.")
            })?;
            outcomes.extend(joined?);
        }
        Ok(outcomes)
    })
}

/// What a case says, and how it differs from what was expected.
struct Outcome {
    actual: Vec<Group>,
    /// Empty if it says what it should.
    lines: Vec<String>,
}

fn outcome(library: &Arc<Library>, about: &About, case: &Case) -> Result<Outcome> {
    let folder = tempfile::tempdir().context("No temporary folder can be made. Check TMPDIR.")?;
    let input: PathBuf = folder.path().join("input");
    case.write(&input)?;
    let seen = actual::seen(library, about, case, &input)?;
    let mut lines = parse::difference(&case.expect, &seen.groups);
    lines.extend(seen.objections);
    Ok(Outcome {
        actual: seen.groups,
        lines,
    })
}
