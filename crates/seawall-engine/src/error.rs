//! What can go wrong in the engine.

use std::path::PathBuf;

/// Every way the engine fails. Each sentence ends with what to do.
#[derive(Debug, thiserror::Error)]
pub enum EngineError {
    /// The store's folder or a file in it cannot be used.
    #[error("{path}: {source}. Check that the folder exists, is yours and is not full.")]
    Store {
        /// Which file or folder.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// Somebody else is writing.
    #[error(
        "{path} is being written by another seawall. Wait for it, or give --store another folder."
    )]
    Locked {
        /// The store.
        path: PathBuf,
    },
    /// A manifest of another format.
    #[error(
        "{path}: the store has format {found}, this seawall reads {known}. Use a newer seawall, or another --store."
    )]
    Format {
        /// The manifest.
        path: PathBuf,
        /// What it says.
        found: u32,
        /// What we read.
        known: u32,
    },
    /// A file of the store is damaged.
    #[error("{path}: {what}. Remove the store folder and run again: the evidence is read anew.")]
    Damaged {
        /// Which file.
        path: PathBuf,
        /// What is wrong.
        what: String,
    },
    /// A statement that is not a plain question.
    #[error("{what}. Only SELECT over the tables of `seawall query --tables` is allowed.")]
    NotAQuestion {
        /// What was refused.
        what: String,
    },
    /// SQL that does not plan or run.
    #[error("{place}: {what}. Correct the SQL; `seawall query --tables` lists tables and columns.")]
    Sql {
        /// The hunt's path, or `query`.
        place: String,
        /// What the planner says.
        what: String,
    },
    /// A name that leads nowhere.
    #[error("There is no {what} \"{name}\". {help}")]
    Unknown {
        /// What it should be.
        what: &'static str,
        /// The name given.
        name: String,
        /// The nearest valid name.
        help: String,
    },
    /// The memory given did not suffice.
    #[error(
        "{place}: the memory given does not suffice. Give more with --memory, or fewer devices with --device."
    )]
    Memory {
        /// The hunt's path, or `query`.
        place: String,
    },
}
