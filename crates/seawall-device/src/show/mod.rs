//! Outputs of single `show` commands of Cisco IOS, IOS XE, IOS XR and NX-OS: one file a command, or
//! a family of commands that print alike.
//!
//! An output is a snapshot of its own: whole if it shows the command's beginning (and its end, where
//! the command has one), was not filtered or narrowed, and no pager stood in it. What a device
//! refuses to answer is not an empty answer. Of the lines, those that became rows are kept as text.
//!
//! What it leaves out: taking transcripts and show tech apart (a source here holds one output),
//! `show version` and configurations, the buffer below `show logging`, and output as JSON or XML.

mod aaa;
mod alias;
mod app_hosting;
mod archive_log;
mod command;
mod dir;
mod feature;
mod file_systems;
mod http;
mod install;
mod interfaces;
mod inventory;
mod iox;
mod logging;
mod monitor_capture;
mod monitor_session;
mod other;
mod output;
mod processes;
mod signature;
mod sockets;
mod ssh;
mod users;
mod virtual_service;
mod vstack;

use std::sync::Arc;

use seawall_model::{Coverage, Head, Input, Reader, Rows, Sure};

use crate::{Build, Platforms};
use command::Named;
use output::Output;

pub use other::UNREAD;

/// A command whose output is read.
pub(crate) struct Command {
    /// The reader's name: the command in kebab-case.
    id: &'static str,
    /// How it is typed, in full words; `…` at the end stands for arguments.
    typed: &'static [&'static str],
    /// The arguments with which it still answers for the whole device; with others it answers for
    /// a part. Empty: with any.
    whole: &'static [&'static str],
    /// Whether this line, near the beginning, is one that nothing else prints.
    looks: fn(&str) -> bool,
    /// Takes the lines apart.
    read: fn(&mut Output<'_>),
}

macro_rules! commands {
    ($($module:ident::$command:ident),* $(,)?) => {
        /// Every command, the commoner spelling first.
        pub(crate) const COMMANDS: &[&Command] = &[$(&$module::$command),*];
        /// A reader for each, and last one for what nobody reads.
        pub(crate) const READERS: &[Build] = &[
            $(|platforms| Box::new(Show::new(platforms, &$module::$command)),)*
            |_| Box::new(other::Other),
        ];
    };
}

commands![
    users::USERS,
    ssh::IP_SSH,
    ssh::SSH,
    http::HTTP_SERVER,
    monitor_session::MONITOR_SESSION,
    monitor_capture::MONITOR_CAPTURE,
    app_hosting::LIST,
    app_hosting::DETAIL,
    iox::IOX,
    virtual_service::LIST,
    virtual_service::DETAIL,
    processes::PROCESSES,
    dir::DIR,
    dir::FLASH,
    dir::VERIFY,
    file_systems::FILE_SYSTEMS,
    logging::LOGGING,
    archive_log::ARCHIVE_LOG,
    aaa::TACACS,
    aaa::AAA_SERVERS,
    vstack::VSTACK,
    install::SUMMARY,
    install::ACTIVE,
    install::INACTIVE,
    signature::INTEGRITY,
    signature::AUTHENTICITY,
    sockets::IP_SOCKETS,
    sockets::OPEN_PORTS,
    sockets::TCP_BRIEF,
    sockets::SOCKETS,
    interfaces::BRIEF,
    inventory::INVENTORY,
    feature::FEATURE,
    alias::ALIASES,
];

/// Lines in which a command's own sign is looked for, where nothing names the command.
const BEGINNING: usize = 30;

/// Reads the output of one command.
struct Show {
    platforms: Arc<Platforms>,
    command: &'static Command,
}

impl Show {
    fn new(platforms: &Arc<Platforms>, command: &'static Command) -> Self {
        Self {
            platforms: Arc::clone(platforms),
            command,
        }
    }

    fn looks(&self, head: &Head<'_>) -> bool {
        let lines = head.text.lines().map(str::trim);
        let mut lines = lines.filter(|line| !line.is_empty()).take(BEGINNING);
        lines.any(self.command.looks)
    }
}

/// Whether the text is structured rather than printed.
fn has_form(text: &str) -> bool {
    let text = text.trim_start();
    text.starts_with(['{', '[', '<']) || text.starts_with("---\n")
}

impl Reader for Show {
    fn id(&self) -> &'static str {
        self.command.id
    }

    fn recognises(&self, head: &Head<'_>) -> Sure {
        let named = command::named(head);
        let mine = |named: &Named| named.command().is_some_and(|c| c.id == self.command.id);
        match named {
            // The buffer below is a log, and a log's reader reads it.
            _ if self.command.id == logging::LOGGING.id
                && (!self.looks(head) || logging::has_buffer(head.text)) =>
            {
                Sure::No
            }
            Some(named) if !mine(&named) => Sure::No,
            Some(named) if named.by_text || self.looks(head) => Sure::Certain,
            // A path alone: what has another form (JSON, XML) is another reader's, and a word such
            // as "dir" may mean anything.
            Some(named) if named.typed.contains(' ') && !has_form(head.text) => Sure::Perhaps,
            Some(_) => Sure::No,
            None if self.looks(head) => Sure::Likely,
            None => Sure::No,
        }
    }

    fn read(&self, input: &mut dyn Input, rows: &mut dyn Rows) -> Coverage {
        output::read(self.command, &self.platforms, input, rows)
    }
}
