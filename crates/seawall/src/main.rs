//! Seawall makes a published exposure notice executable against your own estate.
//!
//! This file is the table of contents: the command line, one match, and errors to exit codes.

mod arguments;
mod collect;
mod content;
mod escape;
mod exit;
mod hunt;
mod ignore;
mod moments;
mod output;
mod progress;
mod report;
mod secrets;
mod session;
mod settings;
mod talk;
mod terminal;
mod toml_file;

use std::process::ExitCode;

use anyhow::Result;
use clap::Parser;

use arguments::{Arguments, Command};
use exit::Exit;

fn main() -> ExitCode {
    match Arguments::try_parse() {
        Ok(arguments) => run(&arguments.command).unwrap_or_else(|error| {
            talk::error(format!("{error:#}"));
            Exit::CouldNotRun
        }),
        Err(help) => {
            // Nobody is left to tell if the output is closed.
            let _ = help.print();
            if help.use_stderr() {
                Exit::CouldNotRun
            } else {
                Exit::Clean
            }
        }
    }
    .into()
}

fn run(command: &Command) -> Result<Exit> {
    match command {
        Command::Hunt(arguments) => hunt::run(arguments),
        _ => Ok(Exit::Clean),
    }
}
