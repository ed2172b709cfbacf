//! What hosts write that people pass through on their way to devices: OpenSSH, sudo and su, in
//! auth.log, secure, any other syslog file, and the systemd journal.
//!
//! A login becomes a `login` row of channel `jump-host`, whose `seen_as` is the host itself; what
//! sudo ran a `command` row of the same channel, with the address it leads to if it is ssh or
//! telnet. One session gives one success and one logout: `Accepted` opens it, PAM's words and
//! `Disconnected` are known to tell of the same. One attempt gives one failure, however many
//! messages tell of it.
//!
//! Everything after the program's name may be written by whoever knocks, so the program's name
//! is believed only where the header ends, and each message is read from the end its author does
//! not reach (see [`sshd`], [`sudo`]).
//!
//! What it leaves out: commands typed without sudo (a shell does not log them), other programs'
//! lines (their text is kept).

mod journal;
mod shell;
mod sshd;
mod sudo;

use std::collections::{HashMap, HashSet, VecDeque};
use std::hash::{BuildHasher, Hash, RandomState};
use std::sync::Arc;

use seawall_device::{Platforms, redact};
use seawall_model::{
    Address, Coverage, Head, Input, Origin, Reader, Rows, SaidBy, SecretKey, Sure, tables,
};

use crate::syslog::{self, address_or_name};
use crate::time::Instant;

pub(crate) use journal::journal;

/// The channel of every row.
const CHANNEL: &str = "jump-host";
/// Sessions and attempts that are remembered. Beyond it the oldest is forgotten: its end is then
/// a row without an address.
const REMEMBERED: usize = 65_536;
/// Rows that one folded line becomes at most.
const REPEATED: u64 = 64;

/// Makes the reader of a jump host's own log files.
pub(crate) fn jump_host(platforms: &Arc<Platforms>) -> Box<dyn Reader> {
    Box::new(JumpHost {
        platforms: Arc::clone(platforms),
    })
}

/// A log in which these programs are what counts. It is read as any other log; only whose word it
/// is differs.
struct JumpHost {
    platforms: Arc<Platforms>,
}

impl Reader for JumpHost {
    fn id(&self) -> &'static str {
        "jump-host"
    }

    fn recognises(&self, head: &Head<'_>) -> Sure {
        let census = syslog::census(head);
        if census.mnemonics > 0 || census.network > 0 || census.programs == 0 {
            Sure::No
        } else if census.programs * 4 >= census.lines {
            Sure::Certain
        } else if census.programs * 20 >= census.lines && census.syslog * 2 > census.lines {
            Sure::Likely
        } else {
            Sure::No
        }
    }

    fn read(&self, input: &mut dyn Input, rows: &mut dyn Rows) -> Coverage {
        let mut coverage = syslog::read(&self.platforms, input, rows);
        // The devices that people went on to do not write here.
        coverage.said_by = SaidBy::Organisation;
        coverage
    }
}

/// A program's line: `NAME[PROCESS]: MESSAGE`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Program<'a> {
    pub(crate) name: &'a str,
    pub(crate) process: Option<&'a str>,
    pub(crate) message: &'a str,
}

impl Program<'_> {
    /// Whether its messages are read here.
    pub(crate) fn is_known(&self) -> bool {
        matches!(
            self.name,
            "sshd" | "sshd-session" | "sshd-auth" | "sudo" | "su" | "sudo-i"
        )
    }

    /// Whether only a network device runs it: then the line is the device's own.
    pub(crate) fn is_of_network_device(&self) -> bool {
        matches!(
            self.name,
            "mgd" | "rpd" | "chassisd" | "dcd" | "jlaunchd" | "cscript" | "pfed" | "Rib" | "Ebra"
        ) || self.message.starts_with("UI_")
    }
}

/// The program at the start of what follows a header.
pub(crate) fn program(text: &str) -> Option<Program<'_>> {
    let text = text.trim_start();
    let end = text
        .bytes()
        .take(64)
        .position(|byte| matches!(byte, b'[' | b':' | b' '))?;
    let (name, rest) = text.split_at_checked(end)?;
    // `/usr/sbin/sshd`, `sshd(pam_unix)`
    let name = name.rsplit('/').next().unwrap_or(name);
    let name = name.split('(').next().unwrap_or(name);
    let (process, rest) = match rest.strip_prefix('[') {
        Some(rest) => {
            let (process, rest) = rest.split_once(']')?;
            (Some(process), rest)
        }
        None => (None, rest),
    };
    let message = rest.strip_prefix(':')?.trim_start();
    // Solaris: `[ID 800047 auth.info] MESSAGE`
    let message = message
        .strip_prefix("[ID ")
        .and_then(|rest| rest.split_once("] "))
        .map_or(message, |(_, message)| message);
    (!name.is_empty()).then_some(Program {
        name,
        process,
        message,
    })
}

/// What became of a line.
pub(crate) struct Heard {
    /// The message without secrets.
    pub(crate) text: String,
    /// Whether it is understood, and whether a table takes it.
    pub(crate) understood: Understood,
}

/// How far a message is understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Understood {
    /// It became rows, or tells what other rows tell.
    Read,
    /// It tells nothing for any table.
    Irrelevant,
    /// Nobody knows what it says.
    Unsupported,
}

/// Where and when a line was written.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place<'a> {
    pub(crate) host: &'a str,
    pub(crate) instant: Option<Instant>,
    pub(crate) origin: Origin,
    /// Whether rows may be made of it.
    pub(crate) conclude: bool,
}

/// What is remembered while a source is read.
#[derive(Default)]
pub(crate) struct Memory {
    hasher: RandomState,
    /// Open sessions by host and process.
    open: Bounded<Session>,
    /// Their processes by host, address and port.
    peers: Bounded<u64>,
    /// What was told of an attempt, by host and process.
    attempts: Bounded<Told>,
    /// Hosts that are network devices.
    devices: HashSet<String>,
}

/// A session that began.
#[derive(Clone)]
struct Session {
    account: String,
    process: Option<String>,
    from_address: Option<Address>,
    from_name: Option<String>,
    /// Whether its end was told.
    left: bool,
}

/// What was told of an attempt to come in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Told {
    /// A row was made, and the verdict on the same attempt will follow.
    Announced,
    /// A row was made.
    Judged,
}

/// A map that forgets its oldest entries.
struct Bounded<V> {
    map: HashMap<u64, V>,
    order: VecDeque<u64>,
}

impl<V> Default for Bounded<V> {
    fn default() -> Self {
        Self {
            map: HashMap::new(),
            order: VecDeque::new(),
        }
    }
}

impl<V> Bounded<V> {
    fn insert(&mut self, key: u64, value: V) {
        if self.map.insert(key, value).is_none() {
            self.order.push_back(key);
        }
        // Removed keys stay in the order until their turn comes, or until they outnumber the rest.
        while self.order.len() > REMEMBERED {
            if let Some(oldest) = self.order.pop_front() {
                self.map.remove(&oldest);
            }
        }
    }
}

impl Memory {
    /// Takes note of a line that shows its host to be a network device.
    pub(crate) fn is_device(&mut self, host: &str) {
        if !self.devices.contains(host) && self.devices.len() < REMEMBERED {
            self.devices.insert(host.to_owned());
        }
    }

    /// Reads a line of a known program.
    pub(crate) fn read(
        &mut self,
        platforms: &Platforms,
        program: &Program<'_>,
        place: Place<'_>,
        secrets: &SecretKey,
        rows: &mut dyn Rows,
    ) -> Heard {
        let mut line = Line {
            memory: self,
            platforms,
            program,
            place,
            secrets,
            rows,
        };
        match program.name {
            "sudo" | "sudo-i" => line.sudo(),
            "su" => line.su(),
            _ => line.sshd(),
        }
    }
}

struct Line<'a, 'r> {
    memory: &'a mut Memory,
    platforms: &'a Platforms,
    program: &'a Program<'a>,
    place: Place<'a>,
    secrets: &'a SecretKey,
    rows: &'r mut dyn Rows,
}

impl Line<'_, '_> {
    fn key(&self, what: impl Hash) -> u64 {
        self.memory.hasher.hash_one((self.place.host, what))
    }

    fn free(&self, understood: Understood) -> Heard {
        Heard {
            text: redact::free_text(self.program.message, self.secrets),
            understood,
        }
    }

    /// Its text as it stands: a message of fixed words, in which `password` announces none.
    fn plain(&self, understood: Understood) -> Heard {
        Heard {
            text: self.program.message.to_owned(),
            understood,
        }
    }

    fn read_or_kept(&self) -> Understood {
        if self.place.conclude {
            Understood::Read
        } else {
            Understood::Unsupported
        }
    }

    fn channel(&self) -> String {
        if self.memory.devices.contains(self.place.host) {
            "login-log".to_owned()
        } else {
            CHANNEL.to_owned()
        }
    }

    fn login(&self, account: &str, outcome: &str, service: &str) -> tables::Login {
        tables::Login {
            seen_as: self.place.host.to_owned(),
            time: self.place.instant.map(|instant| instant.time),
            time_error: self.place.instant.map(|instant| instant.error),
            account: (!account.is_empty()).then(|| account.to_owned()),
            channel: self.channel(),
            outcome: outcome.to_owned(),
            service: Some(service.to_owned()),
            session: self.program.process.map(str::to_owned),
            origin: self.place.origin,
            ..tables::Login::default()
        }
    }

    fn sshd(&mut self) -> Heard {
        let Some(said) = sshd::read(self.program.message) else {
            return self.free(Understood::Unsupported);
        };
        if said == sshd::Said::Nothing {
            return self.free(Understood::Irrelevant);
        }
        let process = self.key(self.program.process);
        match said {
            sshd::Said::Failed(failure) => return self.failed(process, &failure),
            _ if !self.place.conclude => {}
            sshd::Said::Accepted { account, peer, key } => {
                let (from_address, from_name) = address_or_name(Some(peer.from));
                let session = Session {
                    account: account.to_owned(),
                    process: self.program.process.map(str::to_owned),
                    from_address,
                    from_name: from_name.clone(),
                    left: false,
                };
                let mut login = self.login(account, "success", "ssh");
                login.from_address = from_address;
                login.from_name = from_name;
                login.public_key = key.map(str::to_owned);
                self.rows.push(login.into());
                let peer = self.key((peer.from, peer.port));
                self.memory.open.insert(process, session);
                self.memory.peers.insert(peer, process);
            }
            sshd::Said::Opened { account } => {
                let known = self.memory.open.map.get(&process);
                if known.is_none_or(|session| session.left || session.account != account) {
                    let session = Session {
                        account: account.to_owned(),
                        process: self.program.process.map(str::to_owned),
                        from_address: None,
                        from_name: None,
                        left: false,
                    };
                    self.rows.push(self.login(account, "success", "ssh").into());
                    self.memory.open.insert(process, session);
                }
            }
            sshd::Said::Left { account, peer } => {
                let (from_address, from_name) = address_or_name(Some(peer.from));
                let peer = self.key((peer.from, peer.port));
                let opened = self.memory.peers.map.remove(&peer);
                let session = opened.and_then(|process| self.memory.open.map.get_mut(&process));
                // A child tells it; the session goes by its parent's number, and PAM will tell its
                // end under that.
                let process = session.and_then(|session| {
                    session.left = true;
                    session.process.clone()
                });
                let mut login = self.login(account, "logout", "ssh");
                login.from_address = from_address;
                login.from_name = from_name;
                login.session = process.or(login.session);
                self.rows.push(login.into());
            }
            sshd::Said::Closed { account } => {
                let session = self.memory.open.map.remove(&process);
                if session.as_ref().is_none_or(|session| !session.left) {
                    let mut login = self.login(account, "logout", "ssh");
                    if let Some(session) = session {
                        login.from_address = session.from_address;
                        login.from_name = session.from_name;
                    }
                    self.rows.push(login.into());
                }
            }
            sshd::Said::Nothing => {}
        }
        self.plain(self.read_or_kept())
    }

    /// One row for one attempt, whichever of its messages comes first.
    fn failed(&mut self, process: u64, failure: &sshd::Failure<'_>) -> Heard {
        // A name that no account has may be a password typed into the wrong line.
        let account = if failure.invalid {
            redact::free_text(failure.account, self.secrets)
        } else {
            failure.account.to_owned()
        };
        let mut heard = self.plain(self.read_or_kept());
        if account != failure.account {
            let message = self.program.message;
            heard.text = syslog::replaced(message, failure.account, &account, self.secrets);
        }
        if !self.place.conclude {
            return heard;
        }
        let attempt = match self.program.process {
            Some(_) => process,
            None => self.key((failure.from, failure.account)),
        };
        let told = self.memory.attempts.map.get(&attempt).copied();
        let (new, told) = match (failure.part, told) {
            (sshd::Part::Announced, Some(Told::Announced)) => (false, Told::Announced),
            (sshd::Part::Announced, _) => (true, Told::Announced),
            (sshd::Part::Verdict, Some(Told::Announced)) => (failure.times > 1, Told::Judged),
            (sshd::Part::Verdict, _) => (true, Told::Judged),
            (sshd::Part::Ended, told) => (told.is_none(), Told::Judged),
        };
        self.memory.attempts.insert(attempt, told);
        if new {
            let (from_address, from_name) = address_or_name(Some(failure.from));
            let mut login = self.login(&account, "failure", "ssh");
            login.from_address = from_address;
            login.from_name = from_name;
            for _ in 0..failure.times.min(REPEATED) {
                self.rows.push(login.clone().into());
            }
        }
        heard
    }

    fn sudo(&mut self) -> Heard {
        let Some(said) = sudo::sudo(self.program.message) else {
            return self.free(Understood::Unsupported);
        };
        let parts = sudo::parts(self.program.message);
        let typed = shell::masked(self.platforms, parts.command, self.secrets);
        // The working directory's field announces no secret, whatever it is called.
        let mut text = parts.head.to_owned();
        text.push_str(&redact::free_text(parts.environment, self.secrets));
        text.push_str(parts.label);
        text.push_str(&typed);
        if let sudo::Said::Command { account, terminal } = said
            && self.place.conclude
        {
            let leads = shell::connection(parts.command);
            let mut row = self.command(account, terminal, typed);
            if let Some(leads) = leads {
                row.topic = Some(leads.topic.to_owned());
                row.object = leads.account.map(str::to_owned);
                row.address = leads.address;
                row.target = Some(leads.host.to_owned());
            }
            self.rows.push(row.into());
        }
        let understood = self.other(said, "sudo");
        Heard { text, understood }
    }

    fn su(&mut self) -> Heard {
        let Some(said) = sudo::su(self.program.message) else {
            return self.free(Understood::Unsupported);
        };
        let understood = self.other(said, "su");
        self.free(understood)
    }

    /// What sudo and su have in common.
    fn other(&mut self, said: sudo::Said<'_>, service: &str) -> Understood {
        match said {
            sudo::Said::Nothing => return Understood::Irrelevant,
            sudo::Said::Refused => return Understood::Unsupported,
            _ if !self.place.conclude => {}
            sudo::Said::Command { .. } => {}
            sudo::Said::Became {
                account,
                terminal,
                other,
            } => {
                let row = self.command(account, terminal, format!("su {other}"));
                self.rows.push(row.into());
            }
            sudo::Said::Failed {
                account,
                terminal,
                times,
            } => {
                let mut login = self.login(account, "failure", service);
                login.terminal = terminal.map(str::to_owned);
                for _ in 0..times.min(REPEATED) {
                    self.rows.push(login.clone().into());
                }
            }
        }
        self.read_or_kept()
    }

    fn command(&self, account: &str, terminal: Option<&str>, command: String) -> tables::Command {
        tables::Command {
            seen_as: self.place.host.to_owned(),
            time: self.place.instant.map(|instant| instant.time),
            time_error: self.place.instant.map(|instant| instant.error),
            account: (!account.is_empty()).then(|| account.to_owned()),
            terminal: terminal.map(str::to_owned),
            channel: if self.memory.devices.contains(self.place.host) {
                "host-log".to_owned()
            } else {
                CHANNEL.to_owned()
            },
            command,
            origin: self.place.origin,
            ..tables::Command::default()
        }
    }
}
