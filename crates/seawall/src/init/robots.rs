//! `[[robot]]`: accounts that only read, day after day, from one address, as collectors do.

use std::collections::BTreeMap;

use anyhow::Result;

use super::{PLACE, Shown, cell, comment, number, quoted};
use crate::talk::count;
use crate::terminal::Page;

/// Days on which a collector is seen at least.
const DAYS: u64 = 5;

/// Commands listed of one robot.
const COMMANDS: usize = 60;

/// Where an account types its commands.
struct Place {
    address: String,
    commands: u64,
    devices: u64,
    days: u64,
    reads: bool,
    seen_at: String,
}

/// Proposes a robot for every account that behaves like one.
///
/// # Errors
/// If the evidence cannot be asked.
pub(super) fn propose(page: &mut Page, shown: &Shown) -> Result<()> {
    let mut accounts: BTreeMap<String, Vec<Place>> = BTreeMap::new();
    let sql = format!(
        "SELECT account, address_text(from_address), count(*), count(DISTINCT device), \
               count(DISTINCT date_trunc('day', time)), \
               bool_and(regexp_like(command, '^(show|terminal|dir|more|enable|exit|quit|logout)\\b')), \
               {PLACE} \
               FROM command WHERE account IS NOT NULL AND from_address IS NOT NULL \
               GROUP BY account, address_text(from_address) ORDER BY account, count(*) DESC, address_text(from_address)"
    );
    for row in shown.rows(&sql)? {
        let place = Place {
            address: cell(&row, 1).to_owned(),
            commands: number(&row, 2),
            devices: number(&row, 3),
            days: number(&row, 4),
            reads: cell(&row, 5) == "true",
            seen_at: shown.place(&row, 6),
        };
        accounts
            .entry(cell(&row, 0).to_owned())
            .or_default()
            .push(place);
    }
    let mut found = false;
    for (account, places) in &accounts {
        let total: u64 = places.iter().map(|place| place.commands).sum();
        let Some(home) = places.first().filter(|place| place.is_home(total)) else {
            continue;
        };
        found = true;
        robot(page, shown, account, home, places)?;
    }
    if !found {
        page.gap();
        comment(
            page,
            "[[robot]]: an account that only reads, on five days or more, from one address. The evidence has none.",
        );
    }
    Ok(())
}

impl Place {
    /// Whether this is where a collector works: nearly everything it types, only reading, for days.
    fn is_home(&self, total: u64) -> bool {
        self.reads && self.days >= DAYS && 10 * self.commands >= 9 * total
    }
}

fn robot(
    page: &mut Page,
    shown: &Shown,
    account: &str,
    home: &Place,
    places: &[Place],
) -> Result<()> {
    let Some(name) = quoted(account) else {
        return Ok(());
    };
    page.gap();
    let behaves = format!(
        "Behaves like a collector: {}, all of them reading, on {} and {}, such as {}.",
        count(home.commands, "command"),
        count(home.devices, "device"),
        count(home.days, "day"),
        home.seen_at
    );
    comment(page, &behaves);
    comment(page, "[[robot]]");
    comment(page, &format!("account = {name}"));
    comment(page, "addresses = [");
    comment(page, &format!("  \"{}\",", home.address));
    for place in places.iter().filter(|place| place.address != home.address) {
        let text = format!(
            "# \"{}\", # {} on {}, such as {}. Not where it works otherwise: look before you approve",
            place.address,
            count(place.commands, "command"),
            count(place.days, "day"),
            place.seen_at
        );
        comment(page, &text);
    }
    comment(page, "]");
    comment(page, "commands = [");
    let sql = format!(
        "SELECT command, count(*), count(DISTINCT date_trunc('day', time)), {PLACE} FROM command \
         WHERE account = '{}' AND address_text(from_address) = '{}' \
         GROUP BY command ORDER BY count(*) DESC, command",
        account.replace('\'', "''"),
        home.address
    );
    let commands = shown.rows(&sql)?;
    for row in commands.iter().take(COMMANDS) {
        let Some(command) = quoted(cell(row, 0)) else {
            continue;
        };
        let times = number(row, 1);
        if number(row, 2) > 1 {
            comment(page, &format!("  {command}, # {}", count(times, "time")));
        } else {
            let text = format!(
                "# {command}, # {}, such as {}. One day only: look before you approve",
                count(times, "time"),
                shown.place(row, 3)
            );
            comment(page, &text);
        }
    }
    if commands.len() > COMMANDS {
        let more = count((commands.len() - COMMANDS) as u64, "further command");
        comment(page, &format!("# {more}: seawall query has them"));
    }
    comment(page, "]");
    Ok(())
}
