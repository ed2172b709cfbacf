//! What every command that looks at evidence does first: content, settings, store, files; and the
//! estate they make.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result, bail};
use data_encoding::HEXLOWER;
use seawall_engine::{EngineError, Estate, Question, Store};
use seawall_model::{Coverage, Moment, Problem, Reader, Source};
use seawall_read::{Found, IGNORE_FILE, Skipped, Walk};
use sha2::{Digest, Sha256};
use tempfile::TempDir;

use crate::arguments::{Evidence, Looking};
use crate::collect::Collector;
use crate::content::{self, Library};
use crate::ignore::Ignores;
use crate::settings::Settings;
use crate::{indicators, moments, talk};

/// Hours of silence that are no gap, unless `seawall.toml` says otherwise: a day, and an hour so
/// that the jitter of a daily job is none.
const MAX_GAP: f64 = 25.0 * 3_600.0;

/// How old a snapshot may be, unless `seawall.toml` says otherwise.
const MAX_EVIDENCE_AGE: f64 = 30.0 * 86_400.0;

/// What the engine takes besides its pool.
const BESIDE_POOL: usize = 256 << 20;

/// Evidence, read and ready to be asked.
pub(crate) struct Session {
    /// The content.
    pub(crate) library: Arc<Library>,
    /// What the organisation approves.
    pub(crate) settings: Settings,
    /// What it suppresses.
    pub(crate) ignores: Ignores,
    /// The store with everything read.
    pub(crate) store: Store,
    /// The sources that count, each with the path under which it is known now.
    pub(crate) live: Vec<Input>,
    /// Files that are no source.
    pub(crate) skipped: Vec<Skipped>,
    /// Sources that the store remembers and whose files were not among those given.
    pub(crate) gone: usize,
    /// Every reader, in the order in which equals win.
    pub(crate) readers: Vec<Box<dyn Reader>>,
    looking: Looking,
    /// Removed when dropped; after the store, which is above it.
    _folder: Option<TempDir>,
}

/// A source that counts.
#[derive(Clone, Debug)]
pub(crate) struct Input {
    /// The source; its path is the one under which it was found now.
    pub(crate) source: Source,
    /// What was understood of it.
    pub(crate) coverage: Coverage,
    /// The file, if it is among those given.
    pub(crate) file: Option<Found>,
}

impl Session {
    /// Loads content and settings, opens the store and reads what is new.
    ///
    /// # Errors
    /// If content, settings or options are wrong, or the store cannot be used; every problem with
    /// a file's line is on standard error by then.
    pub(crate) fn open(evidence: &Evidence) -> Result<Self> {
        let library = content::load(evidence.looking.content.as_deref())?;
        Self::with(Arc::new(library), evidence)
    }

    /// As [`Session::open`], with content that is loaded already.
    ///
    /// # Errors
    /// As [`Session::open`].
    pub(crate) fn with(library: Arc<Library>, evidence: &Evidence) -> Result<Self> {
        let looking = evidence.looking.clone();
        if evidence.paths.is_empty() && looking.store.is_none() {
            bail!("There is nothing to look at. Give files or folders of evidence, or --store.");
        }
        for path in &evidence.paths {
            std::fs::symlink_metadata(path)
                .with_context(|| format!("{} cannot be found. Check the path.", path.display()))?;
        }
        let walk = seawall_read::walk(&evidence.paths);
        let (settings, ignores) = own_files(&walk, &library)?;
        let offset = match &looking.tz {
            Some(text) => Some(moments::offset("--tz", text)?),
            None => settings.offset,
        };
        let key = looking.key.as_deref().map(read_key).transpose()?;
        let (mut store, folder) = open_store(evidence, &library, key)?;
        store.reads_by(&reading(&library, offset));
        let readers: Vec<Box<dyn Reader>> = seawall_device::READERS
            .iter()
            .chain(seawall_read::READERS)
            .map(|build| build(&library.platforms))
            .collect();
        let collector = Collector {
            content: &library.content,
            readers: &readers,
            offset,
            quiet: looking.quiet,
        };
        let collected = collector.collect(walk, &mut store)?;
        let mut live = Vec::new();
        let mut gone = 0;
        for stored in store.sources().filter(|stored| !stored.superseded) {
            let mut source = stored.source.clone();
            let file = collected.present.get(&source.number).cloned();
            match &file {
                Some(found) => source.path.clone_from(&found.shown),
                None if looking.store.is_none() => continue,
                None => gone += 1,
            }
            live.push(Input {
                source,
                coverage: stored.coverage.clone(),
                file,
            });
        }
        live.sort_by(|a, b| {
            (&a.source.path, a.source.number).cmp(&(&b.source.path, b.source.number))
        });
        Ok(Self {
            library,
            settings,
            ignores,
            store,
            live,
            skipped: collected.skipped,
            gone,
            readers,
            looking,
            _folder: folder,
        })
    }

    /// The estate as of the time asked.
    ///
    /// # Errors
    /// If an option is wrong or the store cannot be read.
    pub(crate) fn estate(&self) -> Result<Estate> {
        self.estate_for(&self.looking)
    }

    /// The estate as of another time.
    ///
    /// # Errors
    /// As [`Session::estate`].
    pub(crate) fn estate_for(&self, looking: &Looking) -> Result<Estate> {
        let time = |option: &str, text: &Option<String>| -> Result<Option<Moment>> {
            text.as_ref()
                .map(|text| moments::parse(option, text))
                .transpose()
        };
        let until = time("--until", &looking.until)?;
        let as_of = time("--as-of", &looking.as_of)?.or(until);
        let from = time("--from", &looking.from)?;
        if from.zip(as_of).is_some_and(|(from, end)| from > end) {
            bail!("--from is later than --until or --as-of. Give an earlier one.");
        }
        let memory = match &looking.memory {
            None => None,
            Some(text) => {
                let size = moments::size("--memory", text)?;
                match size.checked_sub(BESIDE_POOL) {
                    Some(pool) if pool >= 16 << 20 => Some(pool),
                    _ => bail!("--memory {text} is too little. Give at least 300M."),
                }
            }
        };
        let threads = match looking.threads {
            Some(0) => bail!("--threads 0 cannot work. Give at least 1."),
            Some(threads) => threads,
            None => std::thread::available_parallelism().map_or(1, usize::from),
        };
        let question = Question {
            content: &self.library.content,
            approved: self.settings.approved.clone(),
            lists: self.settings.lists.clone(),
            indicators: indicators::all(
                &self.library.content,
                &looking.indicators,
                self.store.secrets(),
            )?,
            live: self
                .live
                .iter()
                .map(|input| input.source.number)
                .collect::<BTreeSet<u32>>(),
            from,
            as_of,
            device: looking.device.clone(),
            max_evidence_age: self.settings.max_evidence_age.unwrap_or(MAX_EVIDENCE_AGE),
            max_gap: self.settings.max_gap.unwrap_or(MAX_GAP),
            memory,
            threads,
        };
        let estate = Estate::open(&self.store, question)?;
        if let Some(as_of) = estate.as_of() {
            stop_at(self.ignores.too_long(as_of))?;
        }
        Ok(estate)
    }

    /// Whether everything there is was asked, so that the next run can be compared with this one.
    pub(crate) fn asks_everything(&self) -> bool {
        self.looking.device.is_none() && self.looking.from.is_none() && self.looking.until.is_none()
    }

    /// Whether the content of sensitive findings was asked for.
    pub(crate) fn shows_sensitive(&self) -> bool {
        self.looking.show_sensitive
    }

    /// Whether to say nothing but errors.
    pub(crate) fn quiet(&self) -> bool {
        self.looking.quiet
    }
}

/// Reads `seawall.toml` and `seawall.ignore.toml` from among the files given.
///
/// # Errors
/// If one is not understood, or two do not agree; every problem is on standard error by then.
pub(crate) fn own_files(walk: &Walk, library: &Library) -> Result<(Settings, Ignores)> {
    let mut settings: Option<(String, Settings)> = None;
    let mut ignores = Ignores::default();
    let mut problems = Vec::new();
    for found in &walk.own {
        let name = found.shown.rsplit('/').next().unwrap_or(&found.shown);
        let bytes = std::fs::read(&found.path)
            .with_context(|| format!("{} cannot be read. Check its rights.", found.shown))?;
        let Ok(text) = String::from_utf8(bytes) else {
            problems.push(Problem::new(
                &found.shown,
                0,
                "It is not UTF-8.",
                "Save it as UTF-8.",
            ));
            continue;
        };
        if name == IGNORE_FILE {
            let hunts = library.content.hunts.keys().map(String::as_str);
            match Ignores::parse(&found.shown, &text, hunts) {
                Ok(more) => ignores.extend(more),
                Err(more) => problems.extend(more),
            }
            continue;
        }
        match Settings::parse(&found.shown, &text) {
            Ok(found_here) => match &settings {
                Some((first, there)) if *there != found_here => {
                    bail!(
                        "{first} and {} do not say the same. Keep one seawall.toml.",
                        found.shown
                    );
                }
                _ => settings = Some((found.shown.clone(), found_here)),
            },
            Err(more) => problems.extend(more),
        }
    }
    stop_at(problems)?;
    Ok((
        settings.map(|(_, settings)| settings).unwrap_or_default(),
        ignores,
    ))
}

/// Tells problems and stops, if there are any.
fn stop_at(problems: Vec<Problem>) -> Result<()> {
    if problems.is_empty() {
        return Ok(());
    }
    for problem in &problems {
        talk::error(problem);
    }
    bail!("Settings that are not understood cannot be followed. Correct the lines named above.")
}

/// Opens the store: the one named, a temporary one, or the one under the user's cache directory.
fn open_store(
    evidence: &Evidence,
    library: &Library,
    key: Option<[u8; 32]>,
) -> Result<(Store, Option<TempDir>)> {
    let tables = &library.content.tables;
    let looking = &evidence.looking;
    if let Some(folder) = &looking.store {
        return Ok((Store::open(folder, tables, key)?, None));
    }
    if !looking.ephemeral
        && let Some(folder) = cache_folder(&evidence.paths)
        && private(&folder).is_ok()
    {
        match Store::open(&folder, tables, key) {
            Ok(store) => return Ok((store, None)),
            Err(EngineError::Locked { .. }) => talk::remark(
                looking.quiet,
                "Another seawall reads the same files; reading them into a temporary folder.",
            ),
            Err(error) => talk::remark(
                looking.quiet,
                format!("{error} Reading into a temporary folder."),
            ),
        }
    }
    let folder = tempfile::Builder::new()
        .prefix("seawall-")
        .tempdir()
        .context("No temporary folder can be made. Check TMPDIR, or give --store.")?;
    Ok((
        Store::open(&folder.path().join("store"), tables, key)?,
        Some(folder),
    ))
}

/// The folder for these inputs under the user's cache directory, if there is one.
pub(crate) fn cache_folder(paths: &[PathBuf]) -> Option<PathBuf> {
    let set = |name| {
        std::env::var_os(name)
            .map(PathBuf::from)
            .filter(|path| path.is_absolute())
    };
    let cache = set("XDG_CACHE_HOME").or_else(|| Some(set("HOME")?.join(".cache")))?;
    let absolute: BTreeSet<PathBuf> = paths
        .iter()
        .filter_map(|path| std::fs::canonicalize(path).ok())
        .collect();
    let mut hash = Sha256::new();
    for path in &absolute {
        hash.update(path.as_os_str().as_encoded_bytes());
        hash.update([0]);
    }
    let key = HEXLOWER.encode(&hash.finalize());
    Some(cache.join("seawall").join(key.get(..32).unwrap_or(&key)))
}

/// What a reading depends on besides the file: this very program, the content that readers use,
/// and the zone assumed. What was read under another word is read again.
fn reading(library: &Library, offset: Option<i32>) -> String {
    let mut hash = Sha256::new();
    for (path, text) in &library.content.files {
        if path.starts_with("platforms/") {
            for part in [path, text] {
                hash.update((part.len() as u64).to_le_bytes());
                hash.update(part);
            }
        }
    }
    let platforms = HEXLOWER.encode(&hash.finalize());
    let program = std::env::current_exe().and_then(std::fs::metadata);
    let program = program
        .ok()
        .and_then(|data| Some((data.len(), data.modified().ok()?)));
    format!("{platforms} {program:?} {offset:?}")
}

/// Makes a folder that only its owner can look into.
fn private(folder: &Path) -> io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// The key in a file: 32 bytes, or 64 hexadecimal digits.
fn read_key(path: &Path) -> Result<[u8; 32]> {
    let bytes = std::fs::read(path)
        .with_context(|| format!("--key {}: cannot be read. Check the path.", path.display()))?;
    let from_hex = || {
        let text = std::str::from_utf8(&bytes).ok()?.trim().to_lowercase();
        HEXLOWER.decode(text.as_bytes()).ok()?.try_into().ok()
    };
    match <[u8; 32]>::try_from(bytes.as_slice())
        .ok()
        .or_else(from_hex)
    {
        Some(key) => Ok(key),
        None => bail!(
            "--key {}: it is not 32 bytes or 64 hexadecimal digits. Make one with `openssl rand -hex 32`.",
            path.display()
        ),
    }
}
