//! `seawall demo`: a small invented estate from inside the binary, hunted like any other.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::{Duration, UNIX_EPOCH};

use anyhow::{Context, Result};
use rust_embed::RustEmbed;

use crate::arguments::{Asking, DemoArguments, DemoEstate, Evidence, HuntArguments, Looking};
use crate::exit::Exit;
use crate::{hunt, talk};

/// When the estates were collected: their files' modification time, whenever they were checked
/// out or built, so that the demo says the same everywhere. 2026-09-30T23:59:30Z.
const COLLECTED: u64 = 1_790_812_770;

/// When the captures from a terminal were made, which do not say so themselves.
/// 2026-09-15T09:41:00Z.
const CAPTURED: u64 = 1_789_465_260;

#[derive(RustEmbed)]
#[folder = "../../corpus/intrusion"]
struct Intrusion;

#[derive(RustEmbed)]
#[folder = "../../corpus/quiet"]
struct Quiet;

/// Runs the command.
///
/// # Errors
/// If the estate cannot be written to a temporary folder, or hunted.
pub(crate) fn run(arguments: &DemoArguments) -> Result<Exit> {
    let folder = tempfile::Builder::new()
        .prefix("seawall-demo-")
        .tempdir()
        .context("No temporary folder can be made. Check TMPDIR.")?;
    let estate = match arguments.estate {
        DemoEstate::Intrusion => unpack::<Intrusion>(folder.path(), "intrusion")?,
        DemoEstate::Quiet => unpack::<Quiet>(folder.path(), "quiet")?,
    };
    hunt::run(&HuntArguments {
        evidence: Evidence {
            paths: vec![estate],
            looking: Looking {
                ephemeral: true,
                quiet: arguments.quiet,
                ..Looking::default()
            },
        },
        asking: Asking::default(),
        output: arguments.output.clone(),
    })?;
    talk::remark(
        arguments.quiet,
        "This estate is invented. On your own: seawall hunt FOLDER, with configurations, logs and \
         accounting in it; nothing leaves the machine.",
    );
    // The screen says how a hunt over this estate ends; showing it has succeeded.
    Ok(Exit::LookedEverywhere)
}

/// Writes an embedded estate, and says where.
fn unpack<Estate: RustEmbed>(folder: &Path, name: &str) -> Result<PathBuf> {
    let root = folder.join(name);
    for path in Estate::iter() {
        let Some(file) = Estate::get(&path) else {
            continue;
        };
        let target = root.join(path.as_ref());
        let when = if path.starts_with("captures/") {
            CAPTURED
        } else {
            COLLECTED
        };
        let written = target
            .parent()
            .map_or(Ok(()), fs::create_dir_all)
            .and_then(|()| fs::write(&target, &file.data))
            .and_then(|()| File::options().append(true).open(&target))
            .and_then(|file| file.set_modified(UNIX_EPOCH + Duration::from_secs(when)));
        written.with_context(|| {
            format!(
                "{} cannot be written. Check TMPDIR and free space.",
                target.display()
            )
        })?;
    }
    Ok(root)
}
