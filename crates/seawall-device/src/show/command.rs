//! Which command an output answers, and whose output it is: from the terminal's prompt, else the
//! path, else (each command's own sign) the content.

use seawall_model::Head;

use super::{COMMANDS, Command};

/// What the text's beginning or the path says of the command.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Named {
    /// The command as typed or as the path spells it, without what follows a pipe.
    pub(crate) typed: String,
    /// Its place in [`COMMANDS`]; `None` for a command that nobody reads.
    pub(crate) place: Option<usize>,
    /// What follows the command's own words.
    pub(crate) arguments: String,
    /// Whether a pipe follows that leaves lines out.
    pub(crate) filtered: bool,
    /// Whether the text itself says so, and not only the path.
    pub(crate) by_text: bool,
}

impl Named {
    /// The command of this crate's table.
    pub(crate) fn command(&self) -> Option<&'static Command> {
        COMMANDS.get(self.place?).copied()
    }
}

/// Lines above which a prompt is looked for.
const BEGINNING: usize = 8;

/// What the beginning of the text says, else what the path says.
///
/// Somebody who chose an account's name may have written the lines of an answer: once one looks like
/// an answer, no line below it names the command.
pub(crate) fn named(head: &Head<'_>) -> Option<Named> {
    let lines = plain(head.text);
    let mut lines = lines.take(BEGINNING).enumerate();
    let typed = lines.find_map(|(at, line)| Some((at, typed_on(line, at == 0)?)));
    let looks = |line: &str| COMMANDS.iter().any(|command| (command.looks)(line));
    if let Some((at, named)) = typed {
        let mut above = plain(head.text).take(at);
        if !above.any(looks) {
            return Some(named);
        }
    }
    by_path(head.path).0
}

/// The lines of an output that are neither blank nor asides.
fn plain(text: &str) -> impl Iterator<Item = &str> {
    let lines = text.lines().map(str::trim);
    lines.filter(|line| !line.is_empty() && !is_aside(line))
}

/// A line that says when and by which tool the command was run, and not what.
pub(crate) fn is_aside(line: &str) -> bool {
    let load = line.starts_with("Load for five secs") || line.starts_with("Time source is ");
    load || is_rule(line)
        || (line.contains("executing command '") && line.contains("+++"))
        || (line.starts_with("! ") && line.contains("Command:"))
}

/// A line of dashes, equals or plus signs.
pub(crate) fn is_rule(line: &str) -> bool {
    let plain = |b: u8| matches!(b, b'-' | b'=' | b'+' | b' ' | b'*');
    line.len() > 2 && line.bytes().all(plain) && line.contains(['-', '=', '+', '*'])
}

/// The command that was typed on this line: after a prompt, or, on the first line, alone.
pub(crate) fn typed_on(line: &str, first: bool) -> Option<Named> {
    let (prompted, typed) = match prompt(line) {
        Some((_, typed)) => (true, typed),
        None => (
            false,
            line.trim().trim_start_matches(['#', '>']).trim_start(),
        ),
    };
    let named = parse(typed)?;
    let alone =
        first && (named.place.is_some() || (typed.starts_with("show ") && typed.len() < 60));
    (prompted || alone).then_some(Named {
        by_text: true,
        ..named
    })
}

/// The host name and what was typed after it: `r1#show users`, `RP/0/RSP0/CPU0:r1#`,
/// `r1(config)# do show users`. What was typed may be empty.
pub(crate) fn prompt(line: &str) -> Option<(&str, &str)> {
    let line = line.trim();
    let at = memchr::memchr2(b'#', b'>', line.as_bytes())?;
    let (name, typed) = (line.get(..at)?.trim_end(), line.get(at + 1..)?.trim());
    let name = name.split_once('(').map_or(name, |(name, _)| name);
    let name = name.rsplit(':').next().unwrap_or(name);
    let name = name.strip_suffix("-stby").unwrap_or(name);
    let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b'_');
    let named = !name.is_empty() && name.len() <= 63 && name.bytes().all(plain);
    let known = typed.is_empty()
        || [
            "show ",
            "sh ",
            "sho ",
            "do ",
            "dir",
            "who",
            "more ",
            "verify ",
            "admin ",
            "run ",
            "term",
            "exit",
            "logout",
            "quit",
            "enable",
            "end",
            "guestshell",
        ]
        .iter()
        .any(|word| typed.starts_with(word));
    (named && known).then_some((name, typed))
}

/// A typed command: `sh users`, `show ip ssh | include version`, `do show who`.
pub(crate) fn parse(typed: &str) -> Option<Named> {
    let (typed, pipe) = typed
        .split_once('|')
        .map_or((typed, ""), |(typed, pipe)| (typed, pipe.trim()));
    let mut typed = typed.trim();
    for before in ["do ", "admin ", "sudo ", "run "] {
        typed = typed.strip_prefix(before).map_or(typed, str::trim_start);
    }
    let words: Vec<&str> = typed.split_ascii_whitespace().collect();
    let first = words.first()?;
    let show = first.len() >= 2 && "show".starts_with(&*first.to_ascii_lowercase());
    if !show && !["dir", "who", "more", "verify"].contains(first) {
        return None;
    }
    let found = find(&words);
    Some(Named {
        typed: typed.to_owned(),
        place: found.map(|found| found.place),
        arguments: found.map_or(String::new(), |found| {
            words.get(found.words..).unwrap_or_default().join(" ")
        }),
        // `| no-more` only switches the pager off.
        filtered: !pipe.is_empty() && !pipe.starts_with("no"),
        by_text: false,
    })
}

/// Words that are not abbreviated: what is shorter is another command.
const WHOLE: [&str; 5] = ["flash:", "flash", "bootflash:", "bootflash", "disk0:"];

#[derive(Clone, Copy)]
struct Found {
    place: usize,
    /// How many words the command's own are.
    words: usize,
}

/// The command whose words these are, abbreviated or not; the one with most words wins.
fn find(words: &[&str]) -> Option<Found> {
    let mut best: Option<(usize, usize, Found)> = None;
    for (place, command) in COMMANDS.iter().enumerate() {
        for spelling in command.typed {
            let (spelling, open) = spelling
                .strip_suffix(" …")
                .map_or((*spelling, false), |spelling| (spelling, true));
            let count = spelling.split(' ').count();
            if words.len() < count || (words.len() > count && !open) {
                continue;
            }
            let pairs = || spelling.split(' ').zip(words);
            let fits = |(full, word): (&str, &&str)| {
                let word = word.to_ascii_lowercase();
                let short = word.len() > 1 && !WHOLE.contains(&full);
                full == word || (short && full.starts_with(&*word))
            };
            if !pairs().all(fits) {
                continue;
            }
            let exact = pairs().filter(|(full, word)| full == *word).count();
            let found = Found {
                place,
                words: count,
            };
            if best.is_none_or(|(most, same, _)| (count, exact) > (most, same)) {
                best = Some((count, exact, found));
            }
        }
    }
    best.map(|(_, _, found)| found)
}

/// The command and the device that a path names, each if it does. `outer!inner` is a member of a
/// larger file: the outer path speaks where the inner does not.
pub(crate) fn by_path(path: &str) -> (Option<Named>, Option<String>) {
    if let Some((outer, inner)) = path.rsplit_once('!') {
        let (command, device) = if let Some(named) = parse(inner) {
            (Some(named), None)
        } else {
            by_path(inner)
        };
        let device = device.or_else(|| by_path(outer).1.map(|name| without_purpose(&name)));
        return (command, device);
    }
    let mut parts = path.rsplit('/');
    let stem = without_extension(parts.next().unwrap_or_default());
    let mut folders = parts.filter(|folder| !folder.is_empty() && *folder != ".");
    if let Some((named, device)) = in_name(stem) {
        let device = device.or_else(|| {
            let mut nearest = folders.filter(|folder| !is_general(folder));
            nearest.next().map(str::to_owned)
        });
        return (Some(named), device);
    }
    let stem_names = (!stem.is_empty()).then(|| stem.to_owned());
    let named = folders.find_map(|folder| {
        let (named, device) = in_name(folder)?;
        (device.is_none() && named.typed.contains(' ')).then_some(named)
    });
    (named, stem_names)
}

/// The device that a path names, whatever the path: a name is always needed.
pub(crate) fn device_of_path(path: &str) -> String {
    let named = by_path(path).1.filter(|name| !name.is_empty());
    named.unwrap_or_else(|| path.rsplit(['/', '!']).next().unwrap_or(path).to_owned())
}

/// The command in a file's or folder's name, and what stands before or after it.
fn in_name(name: &str) -> Option<(Named, Option<String>)> {
    let words = split(name);
    let text: Vec<String> = words
        .iter()
        .map(|(_, word)| word.to_ascii_lowercase())
        .collect();
    for (index, word) in text.iter().enumerate() {
        let begins = matches!(&**word, "show" | "sh" | "dir" | "who");
        if !begins || (word != "show" && index > 0 && text.len() < index + 2 && word != "dir") {
            continue;
        }
        let rest: Vec<&str> = text.iter().skip(index).map(String::as_str).collect();
        let Some((found, used)) = find_in_name(&rest) else {
            continue;
        };
        let before = words.get(index).and_then(|(at, _)| name.get(..*at));
        let before = before.unwrap_or_default().trim_matches(is_separator);
        let after = words.get(index + used);
        let after = after
            .and_then(|(at, _)| name.get(*at..))
            .unwrap_or_default();
        let counted = after
            .bytes()
            .all(|b| b.is_ascii_digit() || is_separator(char::from(b)) || b == b'T' || b == b'Z');
        let piped = words
            .get(index + used)
            .is_some_and(|(_, word)| PIPES.contains(word));
        let found = Named {
            filtered: piped,
            ..found
        };
        let device = match (before, after) {
            ("", "") => None,
            ("", _) if piped => None,
            ("", after) if !counted && found.arguments.is_empty() => Some(after.to_owned()),
            ("", _) => None,
            (before, _) => Some(before.to_owned()),
        };
        return Some((found, device));
    }
    None
}

/// What a pipe is spelt as in a name.
const PIPES: [&str; 7] = [
    "include", "exclude", "section", "begin", "inc", "sec", "count",
];

/// A command spelt in a name, where `-` and `_` stand for blanks too; and how many words it took.
fn find_in_name(words: &[&str]) -> Option<(Named, usize)> {
    let mut best: Option<(Named, usize)> = None;
    for (place, command) in COMMANDS.iter().enumerate() {
        for spelling in command.typed {
            let (spelling, open) = spelling
                .strip_suffix(" …")
                .map_or((*spelling, false), |spelling| (spelling, true));
            let full: Vec<&str> = spelling.split([' ', '-']).collect();
            let fits = words.len() >= full.len()
                && full.iter().zip(words).enumerate().all(|(n, (full, word))| {
                    full == word || (n == 0 && "show".starts_with(word) && *full == "show")
                });
            if !fits || best.as_ref().is_some_and(|(_, used)| *used >= full.len()) {
                continue;
            }
            let rest = words.get(full.len()..).unwrap_or_default();
            let named = Named {
                typed: spelling.to_owned(),
                place: Some(place),
                arguments: if open { rest.join(" ") } else { String::new() },
                ..Named::default()
            };
            best = Some((named, full.len()));
        }
    }
    let show = words.first().is_some_and(|word| *word == "show") && words.len() > 1;
    best.or_else(|| {
        show.then(|| {
            let named = Named {
                typed: words.join(" "),
                ..Named::default()
            };
            (named, words.len())
        })
    })
}

/// The words of a name and where each begins.
fn split(name: &str) -> Vec<(usize, &str)> {
    let mut words = Vec::new();
    let mut at = 0;
    for word in name.split(is_separator) {
        if !word.is_empty() {
            words.push((at, word));
        }
        at += word.len() + 1;
    }
    words
}

const fn is_separator(c: char) -> bool {
    matches!(c, ' ' | '_' | '-' | '.' | '+' | ':')
}

fn without_extension(name: &str) -> &str {
    const EXTENSIONS: [&str; 12] = [
        "txt", "log", "out", "output", "raw", "text", "cfg", "conf", "show", "cli", "json", "xml",
    ];
    match name.rsplit_once('.') {
        Some((stem, extension))
            if !stem.is_empty()
                && EXTENSIONS.contains(&extension.to_ascii_lowercase().as_str()) =>
        {
            stem
        }
        _ => name,
    }
}

/// Folders that hold many devices' outputs and name none.
fn is_general(folder: &str) -> bool {
    const GENERAL: [&str; 10] = [
        "show", "shows", "output", "outputs", "commands", "evidence", "data", "raw", "cli", "logs",
    ];
    GENERAL.contains(&folder.to_ascii_lowercase().as_str()) || in_name(folder).is_some()
}

/// A session's or show tech's file name without the words that say so.
fn without_purpose(name: &str) -> String {
    const PURPOSES: [&str; 10] = [
        "tech",
        "support",
        "showtech",
        "show",
        "session",
        "transcript",
        "console",
        "terminal",
        "output",
        "outputs",
    ];
    let mut rest = name;
    while let Some((at, word)) = split(rest).pop()
        && PURPOSES.contains(&word.to_ascii_lowercase().as_str())
        && at > 0
    {
        rest = rest
            .get(..at)
            .unwrap_or_default()
            .trim_end_matches(is_separator);
    }
    if rest.is_empty() { name } else { rest }.to_owned()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test")]
mod tests {
    use super::*;

    fn says(typed: &str) -> String {
        let Some(named) = typed_on(typed, true) else {
            return "no command".to_owned();
        };
        let command = named
            .command()
            .map_or("nobody reads it", |command| command.id);
        let filtered = if named.filtered { " filtered" } else { "" };
        format!("{command} [{}]{filtered}", named.arguments)
    }

    #[test]
    fn a_prompt_names_the_command_abbreviated_or_not() {
        let lines = [
            "edge-1#show users",
            "edge-1>sh user",
            "RP/0/RSP0/CPU0:edge-1#show users",
            "edge-1# sho monitor sess all",
            "edge-1(config)#do show ip ssh | include version",
            "edge-1#show inventory | no-more",
            "edge-1#who",
            "edge-1#dir flash:/core",
            "edge-1#show ip route",
            "show app-hosting list",
            "edge-1#",
            "a # sentence",
        ];
        let says: Vec<String> = lines.iter().map(|line| says(line)).collect();
        assert_eq!(
            says,
            [
                "show-users []",
                "show-users []",
                "show-users []",
                "show-monitor-session [all]",
                "show-ip-ssh [] filtered",
                "show-inventory []",
                "show-users []",
                "dir [flash:/core]",
                "nobody reads it []",
                "show-app-hosting-list []",
                "no command",
                "no command",
            ]
        );
    }

    #[test]
    fn a_path_names_command_and_device() {
        let paths = [
            "r1_show_users.txt",
            "estate/r1/show users.txt",
            "show_users/r1.txt",
            "show-ip-ssh.log",
            "r1.example.net-show-ip-ssh.log",
            "edge-1/show/show_monitor_session_all.txt",
            "session.log!show users",
            "core1-tech.txt!show inventory",
            "backup.tar.gz!shows/r1_dir_flash.txt",
            "show_users_r1.txt",
            "r1_show_users_2026-01-02.txt",
            "r1_show_app-hosting_list.txt",
            "r1_show_ip_route.txt",
            "r1.cfg",
        ];
        let says: Vec<String> = paths
            .iter()
            .map(|path| {
                let named = by_path(path).0;
                let id = named.map_or("-", |named| named.command().map_or("other", |c| c.id));
                format!("{id} of {}", device_of_path(path))
            })
            .collect();
        assert_eq!(
            says,
            [
                "show-users of r1",
                "show-users of r1",
                "show-users of r1",
                "show-ip-ssh of show-ip-ssh.log",
                "show-ip-ssh of r1.example.net",
                "show-monitor-session of edge-1",
                "show-users of session",
                "show-inventory of core1",
                "dir of r1",
                "show-users of r1",
                "show-users of r1",
                "show-app-hosting-list of r1",
                "other of r1",
                "- of r1",
            ]
        );
    }
}
