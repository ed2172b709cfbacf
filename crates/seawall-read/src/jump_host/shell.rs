//! A command line of a shell: where it leads to, and what in it is a secret.
//!
//! What it leaves out: quoting, pipes, and what scripts do. A program that connects is found
//! wherever it stands in the line (`timeout 9 ssh …`, `sshpass -e ssh …`).

use seawall_device::{Platforms, command};
use seawall_model::{Address, SecretKey};

/// Where a command leads to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Connection<'a> {
    /// `ssh` or `telnet`: the words that hunts know from devices.
    pub(super) topic: &'static str,
    /// The account there.
    pub(super) account: Option<&'a str>,
    /// The address, if it is one.
    pub(super) address: Option<Address>,
    /// The place as written.
    pub(super) host: &'a str,
}

/// Options of ssh, scp, sftp and telnet that take the next word.
const TAKE_VALUE: &str = "BDEFIJLOPQRSWbceilmopw";

/// Programs and their options whose value is a secret.
const SECRET_OPTIONS: &[(&str, &[&str])] = &[
    ("sshpass", &["-p"]),
    ("curl", &["-u", "--user", "-U", "--proxy-user"]),
    ("snmpwalk", &["-c", "-A", "-X"]),
    ("snmpget", &["-c", "-A", "-X"]),
    ("snmpset", &["-c", "-A", "-X"]),
    ("snmpbulkwalk", &["-c", "-A", "-X"]),
    ("ldapsearch", &["-w"]),
    ("mysql", &["-p"]),
    ("smbclient", &["-U"]),
    ("plink", &["-pw"]),
    ("ansible-playbook", &["-e", "--extra-vars"]),
];

/// The program's name without its folder.
fn program(word: &str) -> &str {
    word.rsplit('/').next().unwrap_or(word)
}

/// Where the command leads to, if it does.
pub(super) fn connection(text: &str) -> Option<Connection<'_>> {
    let mut words = text.split_ascii_whitespace();
    let topic = words.by_ref().find_map(|word| match program(word) {
        "ssh" | "slogin" | "sftp" => Some("ssh"),
        "telnet" => Some("telnet"),
        _ => None,
    })?;
    let mut account = None;
    let mut host = None;
    while let Some(word) = words.next() {
        let Some(option) = word.strip_prefix('-').filter(|option| !option.is_empty()) else {
            host = Some(word);
            break;
        };
        // `-lops`, `-l ops`, `-vl ops`
        let takes = option.char_indices().find(|(_, c)| TAKE_VALUE.contains(*c));
        if let Some((at, letter)) = takes {
            let glued = option.get(at + letter.len_utf8()..).unwrap_or_default();
            let value = if glued.is_empty() {
                words.next()
            } else {
                Some(glued)
            };
            if letter == 'l' {
                account = value;
            }
        }
    }
    let place = host?;
    let place = place
        .split_once("://")
        .map_or(place, |(_, rest)| rest.trim_end_matches('/'));
    let (named, place) = match place.rsplit_once('@') {
        Some((account, place)) => (Some(account), place),
        None => (None, place),
    };
    let bare = place
        .strip_prefix('[')
        .and_then(|six| six.split(']').next())
        .unwrap_or(place);
    let address = Address::parse(bare).or_else(|| Address::parse(bare.split(':').next()?));
    Some(Connection {
        topic,
        account: named.or(account).filter(|account| !account.is_empty()),
        address,
        host: bare,
    })
}

/// The command as it may be kept.
pub(super) fn masked(platforms: &Platforms, text: &str, secrets: &SecretKey) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut at = 0;
    let mut options: &[&str] = &[];
    let mut wanted = false;
    let start = text.as_ptr() as usize;
    let keep = |from: usize, to: usize| {
        let piece = text.get(from..to).unwrap_or_default();
        if piece.trim().is_empty() {
            return piece.to_owned();
        }
        let core = piece.trim();
        let lead = piece.len() - piece.trim_start().len();
        let tail = piece.get(lead + core.len()..).unwrap_or_default();
        let read = command::read(platforms, None, core, secrets).command;
        format!("{}{read}{tail}", piece.get(..lead).unwrap_or_default())
    };
    for word in text.split_ascii_whitespace() {
        let from = (word.as_ptr() as usize).saturating_sub(start);
        let secret = if wanted {
            Some(0)
        } else {
            // `-pSECRET`; the longest option first would matter only if one began another.
            options
                .iter()
                .filter(|option| word.len() > option.len() && word.starts_with(**option))
                .map(|option| {
                    let equals = word.as_bytes().get(option.len()) == Some(&b'=');
                    option.len() + usize::from(equals)
                })
                .next()
        };
        wanted = !wanted && options.contains(&word);
        if let Some(skip) = secret {
            kept.push_str(&keep(at, from + skip));
            let value = word.get(skip..).unwrap_or_default();
            kept.push_str(&secrets.fingerprint(value.as_bytes()).to_mask());
            at = from + word.len();
        } else if let Some((_, of)) = SECRET_OPTIONS
            .iter()
            .find(|(name, _)| *name == program(word))
        {
            options = of;
        }
    }
    kept.push_str(&keep(at, text.len()));
    kept
}
