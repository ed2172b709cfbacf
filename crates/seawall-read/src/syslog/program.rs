//! Lines of programs in a log: those of OpenSSH, sudo and su are read by [`crate::jump_host`].
//!
//! What it leaves out: what the messages say.

use seawall_device::redact;
use seawall_model::{Origin, Rows};

use super::{Header, Lines, Understood};
use crate::jump_host::{self, Program};
use crate::time::Instant;

/// The program whose line it is, as the header or what follows it says.
pub(super) fn program<'a>(line: &'a str, header: &Header<'a>) -> Option<Program<'a>> {
    if header.items == 0 || header.mnemonic.is_some() {
        return None;
    }
    let message = line.get(header.message..)?;
    match header.program {
        Some((name, process)) => Some(Program {
            name,
            process,
            message,
        }),
        None => jump_host::program(message),
    }
}

/// What `journalctl` writes between its lines: where the journal begins, and where a boot does.
pub(super) fn journal_note(line: &str) -> bool {
    line.starts_with("-- ") && line.trim_end().ends_with("--")
}

impl Lines<'_> {
    /// Reads a line of OpenSSH, sudo or su, if it is one: its text without secrets.
    pub(super) fn program(
        &mut self,
        line: &str,
        header: &Header<'_>,
        instant: Option<Instant>,
        conclude: bool,
        origin: Origin,
        rows: &mut dyn Rows,
    ) -> Option<(String, Understood)> {
        let program = program(line, header)?;
        if program.is_of_network_device() {
            let host = self.seen_as(header).to_owned();
            self.memory.is_device(&host);
        }
        if !program.is_known() {
            return None;
        }
        let host = self.seen_as(header).to_owned();
        let place = jump_host::Place {
            host: &host,
            instant,
            origin,
            conclude,
        };
        let heard = self
            .memory
            .read(self.platforms, &program, place, &self.secrets, rows);
        let head = line.len() - program.message.len();
        let mut text = redact::free_text(line.get(..head)?, &self.secrets);
        text.push_str(&heard.text);
        let understood = match heard.understood {
            jump_host::Understood::Read => Understood::Read,
            jump_host::Understood::Irrelevant => Understood::Irrelevant,
            jump_host::Understood::Unsupported => Understood::Unsupported,
        };
        Some((text, understood))
    }
}
