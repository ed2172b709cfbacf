//! `seawall doctor`: whether this installation and its surroundings are fit for a hunt, each check in a
//! sentence that ends with what to do.
//!
//! What it leaves out: the clock. Nothing reads it, so nothing can be wrong with it.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::arguments::DoctorArguments;
use crate::check;
use crate::content::{self, Library};
use crate::exit::Exit;
use crate::output::Destination;
use crate::session;
use crate::talk::{count, thousands};
use crate::terminal::{Line, Page, Style};

/// Free space below which a store of some gigabytes of logs may not fit.
const ROOM: u64 = 2 << 30;

/// Memory below which a hunt may have to be told `--memory`.
const MEMORY: u64 = 1 << 30;

/// Columns below which screens are cut.
const NARROW: usize = 80;

/// Unreadable files named.
const NAMED: usize = 10;

/// How a check ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// Fine.
    Fine,
    /// It works, and could be better.
    Look,
    /// A hunt would not run, or not see what is there.
    Wrong,
}

/// What the checks said so far.
#[derive(Default)]
struct Doctor {
    said: Vec<(State, &'static str, String)>,
}

/// Runs the command.
///
/// # Errors
/// If standard output cannot be written. What is wrong is no error: it is the answer.
pub(crate) fn run(arguments: &DoctorArguments) -> Result<Exit> {
    let mut doctor = Doctor::default();
    let library = doctor.content(arguments.content.as_deref());
    doctor.store(arguments);
    doctor.temporary();
    doctor.memory();
    doctor.terminal();
    doctor.say(
        State::Fine,
        "clock",
        "Not read: times come from the evidence and --as-of.".to_owned(),
    );
    doctor.evidence(&arguments.paths, library.as_ref());
    let mut page = Page::default();
    for (state, about, text) in &doctor.said {
        let (word, style) = match state {
            State::Fine => ("fine", Style::Faint),
            State::Look => ("look", Style::Warning),
            State::Wrong => ("WRONG", Style::Alarm),
        };
        let lead = Line::of(style, word).to(7).and(Style::Strong, about).to(18);
        page.hanging(lead, Style::Plain, text, 18, 100);
    }
    Destination::new(None).whole(&page)?;
    let wrong = doctor.said.iter().any(|(state, ..)| *state == State::Wrong);
    Ok(if wrong {
        Exit::CouldNotRun
    } else {
        Exit::LookedEverywhere
    })
}

impl Doctor {
    fn say(&mut self, state: State, about: &'static str, text: String) {
        self.said.push((state, about, text));
    }

    /// The content parses and passes its check.
    fn content(&mut self, overlay: Option<&Path>) -> Option<Library> {
        let library = match content::examine(overlay) {
            Ok(library) => library,
            Err(error) => {
                self.say(State::Wrong, "content", error.to_string());
                return None;
            }
        };
        let mut problems = library.problems.clone();
        match check::of_content(&library.content) {
            Ok(more) => problems.extend(more),
            Err(error) => self.say(State::Wrong, "content", error.to_string()),
        }
        problems.sort();
        problems.dedup();
        let digest = library.content.digest();
        if problems.is_empty() {
            let text = format!(
                "seawall {} with {}, content {}.",
                env!("CARGO_PKG_VERSION"),
                count(library.content.hunts.len() as u64, "hunt"),
                digest.get(..12).unwrap_or(&digest)
            );
            self.say(State::Fine, "content", text);
        } else {
            let text = format!(
                "It has {}. `seawall content check` names the lines; correct them, or leave --content out.",
                count(problems.len() as u64, "problem")
            );
            self.say(State::Wrong, "content", text);
        }
        Some(library)
    }

    /// The store that these paths would use can be written, nobody else can look into it, and there is room.
    fn store(&mut self, arguments: &DoctorArguments) {
        let Some(folder) = arguments
            .store
            .clone()
            .or_else(|| session::cache_folder(&arguments.paths))
        else {
            let text = "Neither XDG_CACHE_HOME nor HOME is set: every run reads everything again. Set one, or give --store DIR.";
            self.say(State::Look, "store", text.to_owned());
            return;
        };
        let there = existing(&folder);
        let shown = folder.display();
        if tempfile::tempfile_in(&there).is_err() {
            let text = format!(
                "{shown} cannot be written. Give --store a folder of your own, or --ephemeral."
            );
            self.say(State::Wrong, "store", text);
            return;
        }
        match others_may_look(&folder) {
            Some(true) => {
                let text = format!(
                    "{shown} is open to others, and what is read from configurations is in it. Close it: chmod 700 {shown}"
                );
                self.say(State::Look, "store", text);
            }
            Some(false) => self.say(State::Fine, "store", format!("{shown}, yours alone.")),
            None => {
                let text = format!("{shown} will be made, for you alone.");
                self.say(State::Fine, "store", text);
            }
        }
        self.room("disk", &there, "Give --store a folder with more room.");
    }

    /// Temporary files can be written.
    fn temporary(&mut self) {
        let folder = std::env::temp_dir();
        if tempfile::tempfile().is_err() {
            let text = format!(
                "{} cannot be written, and large sorts need it. Set TMPDIR to a folder that can.",
                folder.display()
            );
            self.say(State::Wrong, "temporary", text);
            return;
        }
        self.room("temporary", &folder, "Set TMPDIR to a folder with more.");
    }

    fn room(&mut self, about: &'static str, folder: &Path, remedy: &str) {
        let Some(free) = free(folder) else {
            let text = format!(
                "How much room {} has is not known; a store takes about a tenth of what was read.",
                folder.display()
            );
            self.say(State::Look, about, text);
            return;
        };
        let text = format!("{} free in {}.", size(free), folder.display());
        if free < ROOM {
            self.say(State::Look, about, format!("{text} {remedy}"));
        } else {
            self.say(State::Fine, about, text);
        }
    }

    /// What the machine, or the group this runs in, has.
    fn memory(&mut self) {
        let threads = std::thread::available_parallelism().map_or(1, usize::from);
        let threads = count(threads as u64, "thread");
        match memory() {
            None => {
                let text = format!(
                    "How much there is is not known here; {threads}. Give --memory if others need it."
                );
                self.say(State::Fine, "memory", text);
            }
            Some(bytes) if bytes < MEMORY => {
                let text = format!(
                    "{} available, {threads}. Give --memory 512M, or a larger machine for large estates.",
                    size(bytes)
                );
                self.say(State::Look, "memory", text);
            }
            Some(bytes) => {
                let text = format!("{} available, {threads}.", size(bytes));
                self.say(State::Fine, "memory", text);
            }
        }
    }

    /// Whether screens look as they should.
    fn terminal(&mut self) {
        let set = |name| std::env::var(name).ok().filter(|value| !value.is_empty());
        let locale = set("LC_ALL")
            .or_else(|| set("LC_CTYPE"))
            .or_else(|| set("LANG"));
        let unicode = locale.as_deref().is_some_and(|locale| {
            let locale = locale.to_lowercase();
            locale.contains("utf-8") || locale.contains("utf8")
        });
        let locale = locale.unwrap_or_else(|| "none".to_owned());
        if unicode {
            self.say(State::Fine, "locale", format!("{locale}."));
        } else {
            let text = format!(
                "{locale}, and results are UTF-8: quotes and dots may look wrong. Set LANG=C.UTF-8."
            );
            self.say(State::Look, "locale", text);
        }
        match terminal_size::terminal_size() {
            None => self.say(
                State::Fine,
                "terminal",
                "None: results are written for 110 columns, without colour.".to_owned(),
            ),
            Some((width, _)) if usize::from(width.0) < NARROW => {
                let text = format!(
                    "{} columns: lines are cut. Widen it to {NARROW} or more, or use --output FILE.",
                    width.0
                );
                self.say(State::Look, "terminal", text);
            }
            Some((width, _)) => {
                self.say(State::Fine, "terminal", format!("{} columns.", width.0));
            }
        }
    }

    /// The files given can be read, and the settings among them are understood.
    fn evidence(&mut self, paths: &[PathBuf], library: Option<&Library>) {
        if paths.is_empty() {
            let text = "None given. Name your folder to have it checked: seawall doctor FOLDER.";
            self.say(State::Fine, "evidence", text.to_owned());
            return;
        }
        let lost = paths.iter().filter(|path| path.symlink_metadata().is_err());
        let lost: Vec<String> = lost.map(|path| path.display().to_string()).collect();
        if !lost.is_empty() {
            let text = format!("{} cannot be found. Check the path.", lost.join(", "));
            self.say(State::Wrong, "evidence", text);
            return;
        }
        let walk = seawall_read::walk(paths);
        let all = walk.files.len() + walk.own.len();
        let files = walk.files.iter().chain(&walk.own);
        let closed: Vec<&str> = files
            .filter(|found| File::open(&found.path).is_err())
            .map(|found| found.shown.as_str())
            .collect();
        if all == 0 {
            let text = "No file is in what was given. Check the path, and that you may look into its folders.";
            self.say(State::Wrong, "evidence", text.to_owned());
        } else if closed.is_empty() {
            let text = format!(
                "{}, all of them readable. `seawall inputs` says what each is taken for.",
                count(all as u64, "file")
            );
            self.say(State::Fine, "evidence", text);
        } else {
            let named = closed.get(..NAMED).unwrap_or(&closed).join(", ");
            let text = format!(
                "{} of {} cannot be read: {named}{}. Give yourself the right to read them, or run as who has it.",
                thousands(closed.len() as u64),
                count(all as u64, "file"),
                if closed.len() > NAMED {
                    " and more"
                } else {
                    ""
                }
            );
            self.say(State::Wrong, "evidence", text);
        }
        if !walk.skipped.is_empty() {
            let text = format!(
                "{} left out, each for a reason: `seawall inputs` has them.",
                count(walk.skipped.len() as u64, "path")
            );
            self.say(State::Look, "evidence", text);
        }
        if let Some(library) = library {
            self.settings(&walk, library);
        }
    }

    fn settings(&mut self, walk: &seawall_read::Walk, library: &Library) {
        let names: Vec<&str> = walk.own.iter().map(|found| found.shown.as_str()).collect();
        match session::own_files(walk, library) {
            Err(error) => self.say(State::Wrong, "settings", error.to_string()),
            Ok(_) if names.is_empty() => {
                let text = "No seawall.toml: hunts against your lists fall back to what devices agree on. `seawall init` proposes one.";
                self.say(State::Look, "settings", text.to_owned());
            }
            Ok((settings, _)) => {
                // What belongs to one robot or kind of item is written as list:name.
                let lists = settings.lists.iter().filter(|list| !list.contains(':'));
                let text = format!(
                    "{}, understood: {} given.",
                    names.join(", "),
                    count(lists.count() as u64, "list")
                );
                self.say(State::Fine, "settings", text);
            }
        }
    }
}

/// The folder, or the nearest above it that is there.
fn existing(folder: &Path) -> PathBuf {
    folder
        .ancestors()
        .find(|path| path.is_dir())
        .map_or_else(|| PathBuf::from("."), Path::to_owned)
}

/// Whether anybody but its owner may look into a folder; nothing if it is not there.
fn others_may_look(folder: &Path) -> Option<bool> {
    let data = fs::metadata(folder).ok()?;
    #[cfg(unix)]
    return Some(std::os::unix::fs::MetadataExt::mode(&data) & 0o077 != 0);
    #[cfg(not(unix))]
    return Some(false).filter(|_| data.is_dir());
}

/// Bytes that can still be written where a folder lies.
fn free(folder: &Path) -> Option<u64> {
    #[cfg(unix)]
    return rustix::fs::statvfs(folder)
        .ok()
        .map(|data| data.f_bavail.saturating_mul(data.f_frsize));
    #[cfg(not(unix))]
    return None.filter(|_: &u64| folder.is_dir());
}

/// Bytes of memory available to this process, where the system says so: the machine's, or the
/// control group's if that is less.
fn memory() -> Option<u64> {
    let text = fs::read_to_string("/proc/meminfo").ok()?;
    let line = text
        .lines()
        .find_map(|line| line.strip_prefix("MemAvailable:"))?;
    let machine: u64 = line
        .trim()
        .trim_end_matches("kB")
        .trim()
        .parse::<u64>()
        .ok()?
        .saturating_mul(1_024);
    let group = fs::read_to_string("/sys/fs/cgroup/memory.max")
        .ok()
        .and_then(|text| text.trim().parse::<u64>().ok());
    Some(group.map_or(machine, |group| group.min(machine)))
}

/// Bytes in words.
fn size(bytes: u64) -> String {
    if bytes >= 1 << 30 {
        format!("{:.1} GiB", bytes as f64 / f64::from(1 << 30))
    } else {
        format!("{} MiB", bytes >> 20)
    }
}
