//! Every file below the paths given, in one order on every machine.
//!
//! A bare git repository counts as one file: the commit it stands at is what it is known by.
//!
//! What it leaves out: opening files and saying what they are; archives are entered later.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::fs::Metadata;
use std::path::{Component, Path, PathBuf};

use seawall_model::Moment;
use walkdir::WalkDir;

use crate::expand::{Repository, is_bare};

/// The organisation's settings; left to the program, which reads them before anything else.
pub const SETTINGS_FILE: &str = "seawall.toml";
/// The findings somebody has decided to ignore; left to the program.
pub const IGNORE_FILE: &str = "seawall.ignore.toml";

/// A regular file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Found {
    /// The path as shown: relative to the argument that led to it, `/`-separated.
    pub shown: String,
    /// Where to open it.
    pub path: PathBuf,
    /// Its size on disk in bytes.
    pub size: u64,
    /// Its modification time.
    pub modified: Option<Moment>,
    /// Device and inode, where the system has them: the same file twice is read once.
    pub inode: Option<(u64, u64)>,
}

/// Something that is not read, and why; the reason ends with what to do.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Skipped {
    /// The path as shown.
    pub shown: String,
    /// Why.
    pub reason: String,
    /// Whether its content counts under another path.
    pub twice: bool,
}

/// What a walk found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Walk {
    /// Sorted by the path as shown.
    pub files: Vec<Found>,
    /// [`SETTINGS_FILE`] and [`IGNORE_FILE`] wherever they lie, sorted by the path as shown.
    pub own: Vec<Found>,
    /// Sorted by the path as shown.
    pub skipped: Vec<Skipped>,
}

/// Walks files and folders. FIFOs, sockets and devices are never opened; symbolic links are
/// followed once; unreadable folders are listed.
///
/// Where two arguments would show two files under one path, all files of these arguments are
/// shown with as many of the argument's last components in front as tell them apart, so that
/// neither the order of the arguments nor the place of the folders on this machine matters.
#[must_use]
pub fn walk(paths: &[PathBuf]) -> Walk {
    let arguments: Vec<Argument> = paths.iter().map(|path| walk_argument(path)).collect();
    let prefixes = choose_prefixes(&arguments);

    let mut walk = Walk::default();
    let mut by_inode: BTreeMap<(u64, u64), String> = BTreeMap::new();
    let mut files: Vec<Found> = Vec::new();
    for (argument, components) in arguments.into_iter().zip(prefixes) {
        let prefix = argument.prefix(components);
        files.extend(argument.files.into_iter().map(|mut found| {
            found.shown = format!("{prefix}{}", found.shown);
            found
        }));
        walk.skipped
            .extend(argument.skipped.into_iter().map(|skipped| Skipped {
                shown: format!("{prefix}{}", skipped.shown),
                ..skipped
            }));
    }
    // Of several paths to one file the first in shown order is read.
    files.sort();
    for found in files {
        if let Some(inode) = found.inode {
            if let Some(first) = by_inode.get(&inode) {
                if *first != found.shown {
                    walk.skipped.push(Skipped {
                        reason: format!(
                            "It is the same file as {first}, which is read: nothing to do."
                        ),
                        shown: found.shown,
                        twice: false,
                    });
                }
                continue;
            }
            by_inode.insert(inode, found.shown.clone());
        } else if walk.files.iter().any(|seen| seen.path == found.path) {
            continue;
        }
        walk.files.push(found);
    }
    tell_apart(&mut walk.files);
    walk.own = walk
        .files
        .extract_if(.., |found| {
            let name = last_name(&found.path);
            name == SETTINGS_FILE || name == IGNORE_FILE
        })
        .collect();
    walk.skipped.sort();
    walk.skipped.dedup();
    walk
}

/// What one argument led to. A file is treated as the only file of its folder.
#[derive(Debug, Default)]
struct Argument {
    /// The components of the folder, as the argument names them, last one last.
    components: Vec<String>,
    files: Vec<Found>,
    skipped: Vec<Skipped>,
}

impl Argument {
    /// The last `count` components of the folder as a prefix for shown paths.
    fn prefix(&self, count: usize) -> String {
        let from = self.components.len().saturating_sub(count);
        self.components
            .iter()
            .skip(from)
            .map(|component| format!("{component}/"))
            .collect()
    }
}

fn walk_argument(path: &Path) -> Argument {
    let mut argument = Argument::default();
    let metadata = match std::fs::metadata(path) {
        Ok(metadata) => metadata,
        Err(error) => {
            argument.components = components(path.parent().unwrap_or(Path::new("")));
            argument.skip(&last_name(path), &not_reached(&error));
            return argument;
        }
    };
    if metadata.is_dir() {
        argument.components = components(path);
        argument.walk_folders(path);
    } else {
        argument.components = components(path.parent().unwrap_or(Path::new("")));
        argument.take(last_name(path), path, &metadata);
    }
    argument
}

impl Argument {
    fn skip(&mut self, shown: &str, reason: &str) {
        let shown = match self.components.last() {
            Some(folder) if shown.is_empty() => folder,
            _ => shown,
        };
        self.skipped.push(Skipped {
            shown: shown.to_owned(),
            reason: reason.to_owned(),
            twice: false,
        });
    }

    /// Takes a regular file; names anything else that is not a folder.
    fn take(&mut self, shown: String, path: &Path, metadata: &Metadata) {
        if !metadata.is_file() {
            self.skip(
                &shown,
                "It is a pipe, a socket or a device, which is never opened: \
                 save what it carries to a file and give that.",
            );
            return;
        }
        self.files.push(Found {
            shown,
            path: path.to_path_buf(),
            size: metadata.len(),
            modified: modified(metadata),
            inode: inode(metadata),
        });
    }

    /// Takes a repository for a file that was written when its newest commit was made, and that is
    /// another one after the next commit: the commit's name stands for its inode.
    fn take_repository(&mut self, shown: String, path: &Path) {
        let repository = Repository::open(path);
        let Some(commit) = repository.newest() else {
            self.skip(&shown, NO_COMMIT);
            return;
        };
        let half = |from: usize| {
            let bytes = commit.id.get(from..from + 8)?;
            Some(u64::from_be_bytes(bytes.try_into().ok()?))
        };
        let shown = if shown.is_empty() {
            last_name(path)
        } else {
            shown
        };
        self.files.push(Found {
            shown,
            path: path.to_path_buf(),
            size: repository.size(),
            modified: Some(commit.time),
            inode: half(0).zip(half(8)),
        });
    }

    /// Walks a folder without following links, then what the links lead to, each folder once.
    /// Real paths come first, so that a folder is shown under its own name and not a link's.
    fn walk_folders(&mut self, root: &Path) {
        let mut entered: HashSet<(u64, u64)> = HashSet::new();
        let mut waiting: BTreeSet<(String, PathBuf)> = BTreeSet::new();
        self.walk_folder(root, "", &mut entered, &mut waiting);
        while let Some((shown, path)) = waiting.pop_first() {
            match std::fs::metadata(&path) {
                Err(error) => {
                    let reason = not_reached(&error);
                    self.skip(&shown, &reason);
                }
                Ok(metadata) if metadata.is_dir() => {
                    if inode(&metadata).is_some_and(|inode| entered.contains(&inode)) {
                        self.skip(
                            &shown,
                            "It is a symbolic link to a folder that is walked already: \
                             nothing to do.",
                        );
                    } else {
                        self.walk_folder(&path, &format!("{shown}/"), &mut entered, &mut waiting);
                    }
                }
                Ok(metadata) => self.take(shown, &path, &metadata),
            }
        }
    }

    fn walk_folder(
        &mut self,
        root: &Path,
        prefix: &str,
        entered: &mut HashSet<(u64, u64)>,
        waiting: &mut BTreeSet<(String, PathBuf)>,
    ) {
        // The root is followed even if it is a link: it was asked for, or waited in line.
        let mut entries = WalkDir::new(root)
            .follow_links(false)
            .follow_root_links(true)
            .sort_by_file_name()
            .into_iter();
        while let Some(entry) = entries.next() {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    let path = error.path().unwrap_or(root);
                    let shown = format!("{prefix}{}", relative(path, root));
                    let reason = error.io_error().map_or_else(
                        || "It leads back to itself: nothing to do.".to_owned(),
                        not_reached,
                    );
                    self.skip(shown.trim_end_matches('/'), &reason);
                    continue;
                }
            };
            let shown = format!("{prefix}{}", relative(entry.path(), root));
            let is_root = entry.depth() == 0;
            if entry.path_is_symlink() && !is_root {
                waiting.insert((shown, entry.into_path()));
                continue;
            }
            let metadata = match std::fs::metadata(entry.path()) {
                Ok(metadata) => metadata,
                Err(error) => {
                    let reason = not_reached(&error);
                    self.skip(&shown, &reason);
                    continue;
                }
            };
            if !metadata.is_dir() {
                self.take(shown, entry.path(), &metadata);
                continue;
            }
            if !is_root && last_name(entry.path()).starts_with('.') {
                self.skip(&shown, HIDDEN);
                entries.skip_current_dir();
            } else if is_bare(entry.path()) {
                self.take_repository(shown, entry.path());
                entries.skip_current_dir();
            } else if inode(&metadata).is_some_and(|inode| !entered.insert(inode)) {
                self.skip(
                    &shown,
                    "It is a folder that is walked already: nothing to do.",
                );
                entries.skip_current_dir();
            }
        }
    }
}

const HIDDEN: &str = "It is a hidden folder, which is not walked: give it as an argument of its own if it \
                      holds evidence.";
const NO_COMMIT: &str = "It is a git repository whose newest commit cannot be read: check it out and \
                         give the files.";

/// How many of its last components each argument needs in front of its shown paths: none, unless
/// it shares a shown path with another argument that means another file.
fn choose_prefixes(arguments: &[Argument]) -> Vec<usize> {
    let longest = arguments
        .iter()
        .map(|argument| argument.components.len())
        .max()
        .unwrap_or(0);
    let mut counts = vec![0; arguments.len()];
    for _ in 0..longest {
        let mut owners: HashMap<String, Vec<(usize, &Found)>> = HashMap::new();
        for (number, (argument, count)) in arguments.iter().zip(&counts).enumerate() {
            let prefix = argument.prefix(*count);
            for found in &argument.files {
                owners
                    .entry(format!("{prefix}{}", found.shown))
                    .or_default()
                    .push((number, found));
            }
        }
        let clashing: BTreeSet<usize> = owners
            .values()
            .filter(|found| found.windows(2).any(differ))
            .flat_map(|found| found.iter().map(|(number, _)| *number))
            .collect();
        if clashing.is_empty() {
            break;
        }
        for number in clashing {
            if let Some(count) = counts.get_mut(number) {
                *count += 1;
            }
        }
    }
    counts
}

fn differ(pair: &[(usize, &Found)]) -> bool {
    match pair {
        [(_, first), (_, second)] => match (first.inode, second.inode) {
            (Some(first), Some(second)) => first != second,
            _ => first.path != second.path,
        },
        _ => false,
    }
}

/// The last resort for names that still clash (two names that are not UTF-8 and look alike).
fn tell_apart(files: &mut [Found]) {
    let mut last = String::new();
    let mut count = 1;
    for found in files {
        if found.shown == last {
            count += 1;
            found.shown = format!("{last} ({count})");
        } else {
            last.clone_from(&found.shown);
            count = 1;
        }
    }
}

fn components(path: &Path) -> Vec<String> {
    path.components()
        .filter_map(|component| match component {
            Component::Normal(name) => Some(name.to_string_lossy().into_owned()),
            Component::ParentDir => Some("..".to_owned()),
            Component::CurDir | Component::RootDir | Component::Prefix(_) => None,
        })
        .collect()
}

fn relative(path: &Path, root: &Path) -> String {
    components(path.strip_prefix(root).unwrap_or(path)).join("/")
}

fn last_name(path: &Path) -> String {
    path.file_name().map_or_else(
        || path.to_string_lossy().into_owned(),
        |name| name.to_string_lossy().into_owned(),
    )
}

fn not_reached(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => {
            "There is nothing at this path: check how it is written.".to_owned()
        }
        std::io::ErrorKind::PermissionDenied => {
            "No permission to read it: run as a user who may, or change its permissions.".to_owned()
        }
        _ => format!("It cannot be reached ({error}): check the path and the disk it is on."),
    }
}

fn modified(metadata: &Metadata) -> Option<Moment> {
    let time = metadata.modified().ok()?;
    let micros = match time.duration_since(std::time::UNIX_EPOCH) {
        Ok(after) => i64::try_from(after.as_micros()).ok()?,
        Err(before) => -i64::try_from(before.duration().as_micros()).ok()?,
    };
    Some(Moment(micros))
}

#[cfg(unix)]
#[expect(clippy::unnecessary_wraps, reason = "other systems have none")]
fn inode(metadata: &Metadata) -> Option<(u64, u64)> {
    use std::os::unix::fs::MetadataExt;
    Some((metadata.dev(), metadata.ino()))
}

#[cfg(not(unix))]
fn inode(_: &Metadata) -> Option<(u64, u64)> {
    None
}
