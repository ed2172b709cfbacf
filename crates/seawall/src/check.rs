//! `seawall content check`: what can be wrong with content before any evidence is seen. Parsing
//! and names are seawall-model's, SQL and NULLs the engine's; here are the rules about texts: cases
//! that can be read, and documentation addresses only.

use std::collections::BTreeSet;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use anyhow::Result;
use seawall_engine::Check;
use seawall_model::{Content, Problem};

use crate::arguments::ContentCheckArguments;
use crate::exit::Exit;
use crate::output::Destination;
use crate::talk::{self, count};
use crate::terminal::{Line, Page, Style};
use crate::{cases, content};

/// Cases that a hunt needs of each kind.
const NEEDED: usize = 2;

/// Runs the command.
///
/// # Errors
/// If the folder cannot be read.
pub(crate) fn run(arguments: &ContentCheckArguments) -> Result<Exit> {
    let library = content::examine(arguments.content.as_deref())?;
    let mut problems = library.problems;
    problems.extend(of_content(&library.content)?);
    problems.sort();
    problems.dedup();
    for problem in &problems {
        talk::error(problem);
    }
    let mut page = Page::default();
    let content = &library.content;
    let parts: Vec<String> = [
        (content.hunts.len(), "hunt"),
        (content.channels.len(), "channel"),
        (content.tables.len(), "table"),
        (content.platforms.len(), "platform"),
        (content.notices.len(), "notice"),
    ]
    .map(|(number, noun)| count(number as u64, noun))
    .to_vec();
    let text = format!(
        "{}: {}",
        parts.join(", "),
        count(problems.len() as u64, "problem")
    );
    page.push(Line::of(Style::Strong, text));
    Destination::new(None).whole(&page)?;
    Ok(if problems.is_empty() {
        Exit::LookedEverywhere
    } else {
        Exit::CouldNotRun
    })
}

/// Everything beyond parsing.
///
/// # Errors
/// If the tables cannot be declared.
pub(crate) fn of_content(content: &Content) -> Result<Vec<Problem>> {
    let check = Check::new(content)?;
    let mut problems: Vec<Problem> = content
        .hunts
        .values()
        .flat_map(|hunt| check.hunt(hunt))
        .collect();
    problems.extend(
        content
            .channels
            .values()
            .flat_map(|channel| check.channel(channel)),
    );
    problems.extend(content.tables.values().flat_map(|table| check.view(table)));
    let published = published(content);
    for (path, text) in &content.files {
        if path.ends_with(".md") {
            problems.extend(addresses(path, text, &published));
        }
    }
    for hunt in content.hunts.values() {
        let path = hunt.path.replace("hunt.sql", "cases.md");
        match content.files.get(&path) {
            Some(text) => problems.extend(cases::wanting(&path, text, NEEDED)),
            None => problems.push(Problem::new(
                &path,
                0,
                "This hunt has no cases.",
                "Write two that fire and two that stay quiet.",
            )),
        }
    }
    Ok(problems)
}

/// Addresses that notices state: there the address itself is the fact.
fn published(content: &Content) -> BTreeSet<IpAddr> {
    let texts = content
        .files
        .iter()
        .filter(|(path, _)| path.starts_with("notices/"));
    texts
        .flat_map(|(_, text)| words(text).filter_map(|(_, word)| word.parse().ok()))
        .collect()
}

/// Addresses in a text that are somebody's.
pub(crate) fn addresses(path: &str, text: &str, published: &BTreeSet<IpAddr>) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (line, word) in words(text) {
        let Ok(address) = word.parse::<IpAddr>() else {
            continue;
        };
        let nobody = match address {
            IpAddr::V4(four) => is_nobodys(four),
            IpAddr::V6(six) => is_nobodys_six(six),
        };
        if !nobody && !published.contains(&address) {
            problems.push(Problem::new(
                path,
                line,
                format!("{address} may be somebody's address."),
                "Write one of 192.0.2.0/24, 198.51.100.0/24, 203.0.113.0/24 or 2001:db8::/32.",
            ));
        }
    }
    problems
}

/// Every word that may be an address, with its line.
fn words(text: &str) -> impl Iterator<Item = (u32, &str)> {
    let of_address = |c: char| c.is_ascii_hexdigit() || c == '.' || c == ':';
    text.lines().zip(1_u32..).flat_map(move |(line, number)| {
        line.split(move |c| !of_address(c))
            .map(|word| word.trim_matches(['.', ':']))
            .filter(|word| word.matches('.').count() == 3 || word.contains("::"))
            .map(move |word| (number, word))
    })
}

/// Documentation, private, loopback, link-local, multicast; this host; masks and wildcards.
fn is_nobodys(address: Ipv4Addr) -> bool {
    let bits = u32::from(address);
    address.is_documentation()
        || address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_multicast()
        || address.is_broadcast()
        || address.octets()[0] == 0
        || bits.leading_ones() + bits.trailing_zeros() == 32
}

fn is_nobodys_six(address: Ipv6Addr) -> bool {
    let documentation = address.segments()[0] == 0x2001 && address.segments()[1] == 0xdb8;
    documentation
        || address.is_loopback()
        || address.is_unspecified()
        || address.is_multicast()
        || address.is_unicast_link_local()
        || address.is_unique_local()
        || address.to_ipv4_mapped().is_some_and(is_nobodys)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_that_are_nobodys() {
        let text = "ip route 0.0.0.0 0.0.0.0 192.0.2.1\npermit 10.0.0.0 0.0.255.255\n\
                    mask 255.255.255.192 fe80::1 2001:db8::7\nserver 9.9.9.9, 2620:fe::9\n";
        let problems = addresses("cases.md", text, &BTreeSet::new());
        let told: Vec<String> = problems.iter().map(ToString::to_string).collect();
        insta::assert_snapshot!(told.join("\n"), @r"
        cases.md:4: 9.9.9.9 may be somebody's address. Write one of 192.0.2.0/24, 198.51.100.0/24, 203.0.113.0/24 or 2001:db8::/32.
        cases.md:4: 2620:fe::9 may be somebody's address. Write one of 192.0.2.0/24, 198.51.100.0/24, 203.0.113.0/24 or 2001:db8::/32.
        ");
    }
}
