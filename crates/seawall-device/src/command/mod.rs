//! A typed command, read with the same templates as configuration lines, so that a secret is
//! declared once. Used by the readers of logs and accounting.
//!
//! The command stands alone: a template that names an enclosing block matches without it. Of what
//! a template captures, `address` is the first address, `object` the first other word, `target` the
//! first `:rest`; captures named so take precedence, and `_` is never one of them.

use seawall_model::{Address, Fingerprint, SecretKey};

use crate::Platforms;
use crate::ios::{Before, mask_script};
use crate::redact::{Extent, Masks, suspects};
use crate::template::{Facts, Form, Found, Key, Template};
use crate::words::{Words, unquoted};

/// The platform that joins commands.
const NX_OS: &str = "cisco-nx-os";

/// What a typed command says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Typed {
    /// The command, secrets masked, without a trailing `<cr>`.
    pub command: String,
    /// The topic of the template that matched.
    pub topic: Option<String>,
    /// What it names: an account, interface, list, file, capture, container.
    pub object: Option<String>,
    /// The address it names.
    pub address: Option<Address>,
    /// The URL, filter or rest it names, masked.
    pub target: Option<String>,
    /// The secret it carried.
    pub secret: Option<Fingerprint>,
    /// Whether it began with `no` or `default`.
    pub negated: bool,
}

/// Reads one command. `platform` narrows the templates; `None` tries every platform that is read.
#[must_use]
pub fn read(
    platforms: &Platforms,
    platform: Option<&str>,
    text: &str,
    secrets: &SecretKey,
) -> Typed {
    let text = text.trim();
    let text = text.strip_suffix("<cr>").unwrap_or(text).trim();
    let parts = joined(text);
    if parts.is_empty() {
        return alone(platforms, platform, text, secrets);
    }
    // Each is masked; the last says what was done.
    let (mut last, mut commands, mut secret) = (Typed::default(), Vec::new(), None);
    for part in parts {
        last = alone(platforms, Some(NX_OS), part, secrets);
        secret = last.secret.or(secret);
        commands.push(last.command.clone());
    }
    Typed {
        command: commands.join(" ; "),
        secret,
        ..last
    }
}

/// Reads one command that is not joined with others.
fn alone(platforms: &Platforms, platform: Option<&str>, text: &str, secrets: &SecretKey) -> Typed {
    // In configuration mode `do` runs a command of the other mode.
    let bare = text.strip_prefix("do ").map_or(text, str::trim_start);
    let words = Words::of(bare);
    let mut key = Key::default();
    let (matched, found) = surest(platforms, platform, bare, &words, &mut key);
    let mut masks = Masks::default();
    let Some(facts) = matched else {
        suspects(text, 0, Extent::Line, &mut masks);
        let (command, secret) = masks.apply(text, secrets);
        return Typed {
            command,
            secret,
            negated: is_negated(bare),
            ..Typed::default()
        };
    };
    let mut typed = Typed {
        topic: found.template.map(|template| template.topic.clone()),
        negated: found.negated || is_negated(bare),
        ..Typed::default()
    };
    if !mask_script(
        facts,
        &found,
        bare,
        &mut Before::unknown(),
        &mut key,
        &mut masks,
    ) {
        declared(&found, bare, 0, &mut masks);
    }
    describe(&found, bare, &masks, secrets, &mut typed);
    let (command, secret) = masks.apply(bare, secrets);
    typed.command = format!("{}{command}", text.strip_suffix(bare).unwrap_or_default());
    typed.secret = secret;
    typed
}

/// NX-OS accounts a configuration command with the modes it stands in before it:
/// `configure terminal ; interface Tunnel5 ; tunnel destination 192.0.2.9`. The modes and the command;
/// nothing for any other text.
fn joined(text: &str) -> Vec<&str> {
    let configures = text
        .get(..4)
        .is_some_and(|word| word.eq_ignore_ascii_case("conf"));
    if !configures || !text.contains(';') {
        return Vec::new();
    }
    let mut quoted = false;
    let parts = text.split(|letter: char| {
        quoted ^= letter == '"';
        letter == ';' && !quoted
    });
    let parts: Vec<&str> = parts
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect();
    if parts.len() > 1 { parts } else { Vec::new() }
}

/// The platform whose template says most of a command: one that declares a secret, else the one
/// with the most fixed words. `clear accounting log` is more than `clear` with something behind it.
fn surest<'p>(
    platforms: &'p Platforms,
    platform: Option<&'p str>,
    line: &str,
    words: &Words,
    key: &mut Key,
) -> (Option<&'p Facts>, Found<'p>) {
    let (mut best, mut best_found, mut most) = (None, Found::default(), (false, 0));
    let mut found = Found::default();
    for facts in platforms.facts_of(platform) {
        if facts.command(line, words, key, &mut found) {
            let secret = found.captures.iter().any(|c| c.form == Form::Secret);
            let fixed = found.template.map_or(0, Template::fixed_words);
            if best.is_none() || (secret, fixed) > most {
                best = Some(facts);
                most = (secret, fixed);
                std::mem::swap(&mut found, &mut best_found);
            }
        }
    }
    (best, best_found)
}

/// Masks a command that stands inside another line, such as an action of an applet.
pub(crate) fn mask_inside(
    facts: &Facts,
    text: &str,
    base: usize,
    key: &mut Key,
    masks: &mut Masks,
) -> bool {
    let words = Words::of(text);
    let mut found = Found::default();
    if facts.command(text, &words, key, &mut found) {
        declared(&found, text, base, masks);
        true
    } else {
        suspects(text, base, Extent::Line, masks);
        false
    }
}

/// Masks a line that no template explains where it stands: one that would explain it elsewhere may
/// still declare its secret; else what looks suspicious is masked.
pub(crate) fn mask_unexplained<'t>(
    facts: &'t Facts,
    line: &str,
    words: &Words,
    key: &mut Key,
    found: &mut Found<'t>,
    masks: &mut Masks,
) {
    let secret = facts.secret_command(line, words, key, found)
        && found.captures.iter().any(|c| c.form == Form::Secret);
    if secret {
        declared(found, line, 0, masks);
    } else {
        suspects(line, 0, Extent::Line, masks);
    }
    found.template = None;
}

/// Masks what a matched template declares secret, and what is suspicious in what it leaves open.
pub(crate) fn declared(found: &Found<'_>, line: &str, base: usize, masks: &mut Masks) {
    for capture in &found.captures {
        let text = line.get(capture.start..capture.end).unwrap_or_default();
        match capture.form {
            Form::Secret => masks.add(base + capture.start, base + capture.end, capture.kind(line)),
            Form::Word => suspects(text, base + capture.start, Extent::Explained, masks),
            Form::Rest => suspects(text, base + capture.start, Extent::FreeText, masks),
        }
    }
}

fn is_negated(text: &str) -> bool {
    text.starts_with("no ") || text.starts_with("default ")
}

fn describe(found: &Found<'_>, line: &str, masks: &Masks, secrets: &SecretKey, typed: &mut Typed) {
    let mut other = None;
    for capture in &found.captures {
        if capture.column == "_" || capture.form == Form::Secret {
            continue;
        }
        let text = capture.text(line);
        let masked = || {
            let masked = masks.apply_to(line, capture.start, capture.end, secrets);
            unquoted(masked.trim_end()).to_owned()
        };
        if capture.column == "target" || (capture.form == Form::Rest && typed.target.is_none()) {
            typed.target = Some(masked());
        } else if let (Some(address), true) = (Address::parse(text), capture.column != "object") {
            typed.address = typed.address.or(Some(address));
        } else if capture.column == "object" {
            typed.object = Some(masked());
        } else if other.is_none() {
            other = Some(masked());
        }
    }
    if typed.object.is_none() {
        typed.object = other;
    }
    if typed.address.is_none() {
        typed.address = typed
            .target
            .as_deref()
            .and_then(|target| host(target).or_else(|| first_address(target)))
            .or_else(|| typed.object.as_deref().and_then(host))
            // `ssh ann@192.0.2.9`
            .or_else(|| Address::parse(typed.object.as_deref()?.rsplit('@').next()?));
    }
    if typed.topic.as_deref() == Some("copy") {
        typed.topic = Some(direction(typed).to_owned());
    }
}

/// A copy's direction is what hunts ask for, and no template can see it: it is the beginning of a
/// word. `copy-out` goes to another machine, `copy-in` comes from one, `copy` stays on the box.
fn direction(typed: &Typed) -> &'static str {
    const REMOTE: [&str; 7] = ["tftp:", "ftp:", "scp:", "sftp:", "http:", "https:", "rcp:"];
    let remote = |text: &Option<String>| {
        let text = text.as_deref().unwrap_or_default();
        REMOTE.iter().any(|scheme| text.starts_with(scheme))
    };
    if remote(&typed.target) {
        "copy-out"
    } else if remote(&typed.object) {
        "copy-in"
    } else {
        "copy"
    }
}

fn first_address(text: &str) -> Option<Address> {
    text.split_ascii_whitespace().find_map(Address::parse)
}

/// The address in a URL such as `tftp://192.0.2.9/r1` or `ftp://ann:…@192.0.2.9/r1`.
pub(crate) fn host(url: &str) -> Option<Address> {
    let authority = url.split_once("://")?.1;
    let authority = authority.split(['/', ' ', '?']).next()?;
    let host = authority.rsplit('@').next()?;
    let host = host
        .strip_prefix('[')
        .and_then(|six| six.split(']').next())
        .unwrap_or(host);
    Address::parse(host).or_else(|| Address::parse(host.split(':').next()?))
}

#[cfg(test)]
mod tests;
