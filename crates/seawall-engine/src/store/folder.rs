//! The store's folder as the system sees it: who may enter, who writes, who reads, and how a file
//! becomes durable.
//!
//! `lock` is held by the one writer. `readers` is held, shared, by everyone who reads without
//! writing: files that the manifest no longer names are removed only while nobody holds it, so a
//! reader keeps the manifest it opened.

use std::fs::{self, DirBuilder, File, OpenOptions, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::EngineError;

pub(super) const MANIFEST: &str = "manifest.json";
pub(super) const KEY: &str = "key";
const LOCK: &str = "lock";
const READERS: &str = "readers";

/// Says where an input or output error happened.
pub(super) fn at(path: &Path) -> impl FnOnce(io::Error) -> EngineError {
    let path = path.to_owned();
    move |source| EngineError::Store { path, source }
}

/// Makes a folder that only its owner enters, if it is not there.
pub(crate) fn make(path: &Path) -> Result<(), EngineError> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path).map_err(at(path))
}

fn options() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

/// Makes a new file that only its owner reads. One of the same name is replaced, never followed.
pub(super) fn create(path: &Path) -> Result<File, EngineError> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(at(path)(error)),
        _ => {}
    }
    options().create_new(true).open(path).map_err(at(path))
}

/// Replaces a file's content at once: whoever opens it sees all of the old or all of the new, and
/// the new survives a power cut when this returns.
pub(super) fn replace(path: &Path, content: &[u8]) -> Result<(), EngineError> {
    let temporary = path.with_added_extension("tmp");
    let mut file = create(&temporary)?;
    file.write_all(content)
        .and_then(|()| file.sync_all())
        .map_err(at(&temporary))?;
    fs::rename(&temporary, path).map_err(at(path))?;
    path.parent().map_or(Ok(()), sync)
}

/// Makes the names in a folder durable.
pub(super) fn sync(folder: &Path) -> Result<(), EngineError> {
    // Only Unix opens a folder as a file; elsewhere renaming is as durable as it gets.
    if cfg!(unix) {
        File::open(folder)
            .and_then(|folder| folder.sync_all())
            .map_err(at(folder))?;
    }
    Ok(())
}

/// Makes the folder if need be and refuses one that is not ours: one anybody may write to, or one
/// with other things in it. What is swept later can therefore only be a store's.
pub(super) fn prepare(path: &Path) -> Result<(), EngineError> {
    make(path)?;
    refuse_world_writable(path)?;
    if path.join(MANIFEST).exists() {
        return Ok(());
    }
    // A store whose making was interrupted has only these.
    let ours = [LOCK, READERS, KEY, "key.tmp", "manifest.json.tmp"];
    for entry in fs::read_dir(path).map_err(at(path))? {
        let name = entry.map_err(at(path))?.file_name();
        if !ours.iter().any(|ours| name == *ours) {
            return Err(EngineError::NotAStore {
                path: path.to_owned(),
            });
        }
    }
    #[cfg(unix)]
    fs::set_permissions(path, std::os::unix::fs::PermissionsExt::from_mode(0o700))
        .map_err(at(path))?;
    Ok(())
}

/// Refuses a folder that everybody may write to: the evidence in it would prove nothing.
pub(super) fn refuse_world_writable(path: &Path) -> Result<(), EngineError> {
    #[cfg(unix)]
    {
        let metadata = fs::metadata(path).map_err(at(path))?;
        if std::os::unix::fs::MetadataExt::mode(&metadata) & 0o002 != 0 {
            return Err(EngineError::WorldWritable {
                path: path.to_owned(),
            });
        }
    }
    Ok(())
}

/// Becomes the one writer, for as long as the file is kept.
pub(super) fn lock(folder: &Path) -> Result<File, EngineError> {
    let path = folder.join(LOCK);
    let file = options().create(true).open(&path).map_err(at(&path))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(EngineError::Locked {
            path: folder.to_owned(),
        }),
        Err(TryLockError::Error(error)) => Err(at(&path)(error)),
    }
}

/// Keeps segments from being removed, for as long as the file is kept. `None` where the folder
/// does not let us: then a writer may take segments away, which is said when they are opened.
pub(super) fn read_lock(folder: &Path) -> Option<File> {
    let file = File::open(folder.join(READERS)).ok()?;
    file.lock_shared().ok()?;
    Some(file)
}

/// Removes every segment and temporary file that `named` does not want, unless somebody reads.
/// Only files that have a store's names are touched, and symbolic links are not followed.
pub(super) fn sweep(
    folder: &Path,
    tables: &[&str],
    named: impl Fn(&str, &str) -> bool,
) -> Result<(), EngineError> {
    let readers = folder.join(READERS);
    let file = options()
        .create(true)
        .open(&readers)
        .map_err(at(&readers))?;
    if file.try_lock().is_err() {
        return Ok(());
    }
    for temporary in ["key.tmp", "manifest.json.tmp"] {
        remove(&folder.join(temporary))?;
    }
    for table in tables {
        let path = folder.join(table);
        if !fs::symlink_metadata(&path).is_ok_and(|metadata| metadata.is_dir()) {
            continue;
        }
        for entry in fs::read_dir(&path).map_err(at(&path))? {
            let name = entry.map_err(at(&path))?.file_name();
            if let Some(name) = name.to_str()
                && is_segment(name)
                && !named(table, name)
            {
                remove(&path.join(name))?;
            }
        }
    }
    Ok(())
}

/// Whether a file name is one that [`super::segment`] gives.
fn is_segment(name: &str) -> bool {
    let name = name.strip_suffix(".tmp").unwrap_or(name);
    name.strip_suffix(".parquet")
        .is_some_and(|number| number.len() >= 8 && number.bytes().all(|b| b.is_ascii_digit()))
}

/// Removes a file that may be gone already.
pub(super) fn remove(path: &Path) -> Result<(), EngineError> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(at(path)(error)),
        _ => Ok(()),
    }
}

/// The key kept in the folder, or `None` if there is none yet.
pub(super) fn read_key(folder: &Path) -> Result<Option<[u8; 32]>, EngineError> {
    let path = folder.join(KEY);
    match fs::read(&path) {
        Ok(bytes) => bytes
            .try_into()
            .map(Some)
            .map_err(|_| EngineError::Damaged {
                path,
                what: "the key does not have 32 bytes".to_owned(),
            }),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(at(&path)(error)),
    }
}

/// A new random key.
pub(super) fn random_key(folder: &Path) -> Result<[u8; 32], EngineError> {
    let mut key = [0; 32];
    getrandom::fill(&mut key).map_err(|error| at(&folder.join(KEY))(io::Error::other(error)))?;
    Ok(key)
}

/// The folder in full, so that a later change of the current folder does not move the store.
pub(super) fn absolute(path: &Path) -> Result<PathBuf, EngineError> {
    fs::canonicalize(path).map_err(at(path))
}
