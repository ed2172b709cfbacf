//! `seawall completions` and `seawall man`: what shells and readers of manuals want, made from the
//! same declarations as the help, so that they cannot say anything else.

use anyhow::{Context, Result};
use clap::CommandFactory;

use crate::arguments::{Arguments, CompletionsArguments, ManArguments};
use crate::exit::Exit;
use crate::output::Destination;

/// Runs `completions`.
///
/// # Errors
/// If standard output cannot be written.
pub(crate) fn completions(arguments: &CompletionsArguments) -> Result<Exit> {
    let mut script = Vec::new();
    let mut command = Arguments::command();
    clap_complete::generate(arguments.shell, &mut command, "seawall", &mut script);
    Destination::new(None).write(&String::from_utf8_lossy(&script))?;
    Ok(Exit::LookedEverywhere)
}

/// Runs `man`: the page of the program, or one page a command into a folder.
///
/// # Errors
/// If the folder or standard output cannot be written.
pub(crate) fn man(arguments: &ManArguments) -> Result<Exit> {
    let command = Arguments::command();
    let Some(folder) = &arguments.folder else {
        let mut page = Vec::new();
        clap_mangen::Man::new(command)
            .render(&mut page)
            .context("The page cannot be made. This is a mistake in seawall; report it.")?;
        Destination::new(None).write(&String::from_utf8_lossy(&page))?;
        return Ok(Exit::LookedEverywhere);
    };
    std::fs::create_dir_all(folder)
        .and_then(|()| clap_mangen::generate_to(command, folder))
        .with_context(|| {
            format!(
                "{}: the pages cannot be written. Check folder and rights.",
                folder.display()
            )
        })?;
    Ok(Exit::LookedEverywhere)
}
