//! Seawall makes a published exposure notice executable against your own estate.
//!
//! This file is the table of contents: the command line, one match, and errors to exit codes.

mod arguments;
mod cases;
mod check;
mod collect;
mod content;
mod demo;
mod device;
mod doctor;
mod escape;
mod exit;
mod html;
mod hunt;
mod ignore;
mod indicators;
mod init;
mod inputs;
mod moments;
mod notice;
mod output;
mod progress;
mod query;
mod report;
mod scaffold;
mod secrets;
mod session;
mod settings;
mod shell;
mod talk;
mod terminal;
mod toml_file;
mod wanted;
mod why;

use std::process::ExitCode;

use anyhow::Result;
use clap::Parser;

use arguments::{
    Arguments, Command, ContentCommand, ContentNewCommand, DeviceCommand, NoticeCommand,
};
use exit::Exit;

fn main() -> ExitCode {
    match Arguments::try_parse() {
        Ok(arguments) => run(&arguments.command).unwrap_or_else(|error| {
            talk::failure(&error);
            Exit::CouldNotRun
        }),
        Err(help) => {
            // Nobody is left to tell if the output is closed.
            let _ = help.print();
            if help.use_stderr() {
                Exit::CouldNotRun
            } else {
                Exit::LookedEverywhere
            }
        }
    }
    .into()
}

fn run(command: &Command) -> Result<Exit> {
    match command {
        Command::Hunt(arguments) => hunt::run(arguments),
        Command::Inputs(arguments) if arguments.wanted => wanted::run(arguments),
        Command::Inputs(arguments) => inputs::run(arguments),
        Command::Why(arguments) => why::run(arguments),
        Command::Query(arguments) => query::run(arguments),
        Command::Notice(NoticeCommand::Show(arguments)) => notice::show(arguments),
        Command::Device(DeviceCommand::List(arguments)) => device::list(arguments),
        Command::Device(DeviceCommand::Show(arguments)) => device::show(arguments),
        Command::Content(ContentCommand::Check(arguments)) => check::run(arguments),
        Command::Content(ContentCommand::Test(arguments)) => cases::run(arguments),
        Command::Content(ContentCommand::New(ContentNewCommand::Hunt(arguments))) => {
            scaffold::hunt(arguments)
        }
        Command::Init(arguments) => init::run(arguments),
        Command::Doctor(arguments) => doctor::run(arguments),
        Command::Demo(arguments) => demo::run(arguments),
        Command::Completions(arguments) => shell::completions(arguments),
        Command::Man(arguments) => shell::man(arguments),
    }
}
