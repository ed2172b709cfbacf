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
    /// A folder with other things in it.
    #[error(
        "{path} is not empty and is no store of seawall. Give --store a new or an empty folder."
    )]
    NotAStore {
        /// The folder.
        path: PathBuf,
    },
    /// Nothing to read from.
    #[error("{path} holds no store. Give the evidence once with `seawall hunt --store` first.")]
    NoStore {
        /// The folder.
        path: PathBuf,
    },
    /// A store anybody may change proves nothing.
    #[error(
        "{path}: everybody may write there. Run `chmod go-w` on it if its files are yours, or give --store another folder."
    )]
    WorldWritable {
        /// The folder.
        path: PathBuf,
    },
    /// A store opened for reading.
    #[error(
        "{path} is open for reading only, and nothing was stored. Open it for writing, with no other seawall using it."
    )]
    ReadOnly {
        /// The store.
        path: PathBuf,
    },
    /// Fingerprints under two keys cannot be compared.
    #[error(
        "{path}: its secrets are fingerprinted under another key. Give the --key it was made with, or another --store."
    )]
    OtherKey {
        /// The store.
        path: PathBuf,
    },
    /// A table whose declaration is not that of the compiled rows.
    #[error(
        "content/tables/{table}.yaml: {what}. Give it the columns that this seawall was built with: an overlay cannot change a table."
    )]
    Table {
        /// The table.
        table: String,
        /// What differs.
        what: String,
    },
    /// A reader that gives rows of another source.
    #[error(
        "A row of {table} claims source {claimed} while source {current} is read, and nothing was stored. This is a fault in a reader: report it with the file."
    )]
    ForeignRow {
        /// The table.
        table: String,
        /// The source in the row's origin.
        claimed: u32,
        /// The source being read.
        current: u32,
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
