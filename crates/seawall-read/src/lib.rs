//! Walking, opening and recognising files; logs, accounting and inventories to rows.
//!
//! What it leaves out: device configurations and commands (seawall-device), the store.

mod accounting;
mod bytes;
mod expand;
mod inventory;
mod jump_host;
mod observable;
mod open;
mod stream;
mod syslog;
mod time;
mod walk;

use seawall_device::Build;
use seawall_model::{Head, Reader, Sure};

pub use expand::{Archive, Member, OpenPart, Part, Several, Source, Split, Told, split};
pub use observable::{ObservableKind, Observing, observables};
pub use open::{Entry, Opened, open};
pub use time::day_in_path;
pub use walk::{Found, IGNORE_FILE, SETTINGS_FILE, Skipped, Walk, walk};

/// The readers of this crate, in the order in which equals win.
pub const READERS: &[Build] = &[
    expand::typed,
    accounting::accounting,
    accounting::nx_os,
    accounting::ise,
    accounting::ise_report,
    accounting::radius_detail,
    accounting::radius_log,
    jump_host::journal,
    jump_host::jump_host,
    syslog::cisco,
    inventory::inventory,
    syslog::other,
];

/// The surest reader for a file, and how sure it is.
#[must_use]
pub fn recognise<'r>(
    head: &Head<'_>,
    readers: &'r [Box<dyn Reader>],
) -> Option<(&'r dyn Reader, Sure)> {
    let mut best: Option<(&dyn Reader, Sure)> = None;
    for reader in readers {
        let sure = reader.recognises(head);
        if sure > best.map_or(Sure::No, |(_, sure)| sure) {
            best = Some((reader.as_ref(), sure));
        }
    }
    best
}
