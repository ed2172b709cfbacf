//! The content tree: embedded in the binary, `--content DIR` laid over it by path. Parsing is
//! seawall-model's; here files are gathered and problems told.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, Result, bail};
use rust_embed::RustEmbed;
use seawall_device::Platforms;
use seawall_model::{Content, Problem};

use crate::talk;

#[derive(RustEmbed)]
#[folder = "../../content"]
struct Embedded;

/// The content, ready for use.
pub(crate) struct Library {
    /// Hunts, tables, channels and the rest.
    pub(crate) content: Content,
    /// What readers need of it.
    pub(crate) platforms: Arc<Platforms>,
    /// What is wrong with it.
    pub(crate) problems: Vec<Problem>,
}

/// Loads the content and stops at the first broken file: a hunt that cannot be asked must not
/// look like one that found nothing.
///
/// # Errors
/// If the folder cannot be read or any file is broken; every problem is on standard error by then.
pub(crate) fn load(overlay: Option<&Path>) -> Result<Library> {
    let library = examine(overlay)?;
    if library.problems.is_empty() {
        return Ok(library);
    }
    for problem in &library.problems {
        talk::error(problem);
    }
    let (number, noun) = (
        library.problems.len(),
        talk::plural(library.problems.len(), "problem"),
    );
    bail!("The content has {number} {noun}. Correct the lines named above and run again.")
}

/// Loads the content with its problems.
///
/// # Errors
/// If the folder cannot be read.
pub(crate) fn examine(overlay: Option<&Path>) -> Result<Library> {
    let mut files = embedded();
    if let Some(folder) = overlay {
        files.extend(read(folder)?);
    }
    let (content, mut problems) = Content::parse(files);
    let (platforms, more) = Platforms::compile(&content);
    problems.extend(more);
    problems.sort();
    problems.dedup();
    if let Some(folder) = overlay {
        for problem in &mut problems {
            let laid_over = folder.join(&problem.path);
            if laid_over.is_file() {
                problem.path = laid_over.display().to_string();
            }
        }
    }
    Ok(Library {
        content,
        platforms: Arc::new(platforms),
        problems,
    })
}

/// Every embedded file by its path under `content/`.
pub(crate) fn embedded() -> BTreeMap<String, String> {
    Embedded::iter()
        .filter_map(|path| {
            let file = Embedded::get(&path)?;
            Some((
                path.into_owned(),
                String::from_utf8_lossy(&file.data).into_owned(),
            ))
        })
        .collect()
}

/// Every file below a folder by its path in it.
///
/// # Errors
/// If the folder or a file in it cannot be read.
pub(crate) fn read(folder: &Path) -> Result<BTreeMap<String, String>> {
    let mut files = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        let unreadable = || {
            format!(
                "{} cannot be read. Check --content and its rights.",
                next.display()
            )
        };
        for entry in std::fs::read_dir(&next).with_context(unreadable)? {
            let path = entry.with_context(unreadable)?.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.is_file() {
                let bytes = std::fs::read(&path).with_context(|| {
                    format!("{} cannot be read. Check its rights.", path.display())
                })?;
                let shown = path.strip_prefix(folder).unwrap_or(&path);
                let shown: Vec<_> = shown
                    .components()
                    .map(|part| part.as_os_str().to_string_lossy())
                    .collect();
                files.insert(
                    shown.join("/"),
                    String::from_utf8_lossy(&bytes).into_owned(),
                );
            }
        }
    }
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_compiled_in_equals_content_in_the_tree() {
        let tree = read(Path::new(concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/../../content"
        )))
        .unwrap();
        let compiled = embedded();
        let paths = tree.keys().chain(compiled.keys());
        let differ: Vec<&String> = paths
            .filter(|path| tree.get(*path) != compiled.get(*path))
            .collect();
        assert!(
            differ.is_empty(),
            "compiled in otherwise than in the tree: {differ:?}"
        );
    }
}
