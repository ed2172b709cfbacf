//! From what a template found to the rows it declares.

use std::collections::HashMap;

use seawall_model::{Address, Fingerprint, Origin, Platform, Row, SecretKey};

use crate::command::host;
use crate::redact::fingerprint;
use crate::template::{Capture, Form, Found, Output, RowRule, Value};

/// Whether the line says what the row is about, so that it is the better evidence than the line
/// that opened the block or switched the service on.
fn tells_most(output: &Output) -> bool {
    let telling: &[&str] = match output.table.as_str() {
        "device_receiver" => &["address", "host"],
        "device_service" => &["port"],
        _ => &[],
    };
    output
        .cells
        .iter()
        .any(|(column, _)| telling.contains(&column.as_str()))
}

/// The rows of one snapshot, in the order of their first line.
#[derive(Debug, Default)]
pub(crate) struct Collected {
    rows: Vec<Made>,
    shared: HashMap<(String, String), usize>,
}

#[derive(Debug)]
struct Made {
    row: Row,
    line: u32,
    /// Whether a line has said that the thing is on or off.
    settled: bool,
}

/// One matched line.
pub(crate) struct Matched<'a> {
    /// What the template found.
    pub(crate) found: &'a Found<'a>,
    /// The line.
    pub(crate) line: &'a str,
    /// Its number, from 1.
    pub(crate) number: u32,
    /// What the enclosing line says, and its text and number.
    pub(crate) enclosing: Option<(&'a Found<'a>, &'a str, u32)>,
    /// The key for fingerprints.
    pub(crate) secrets: &'a SecretKey,
}

impl Collected {
    /// How many rows there are.
    pub(crate) const fn len(&self) -> usize {
        self.rows.len()
    }

    /// Adds a row that a platform's module made.
    pub(crate) fn push(&mut self, row: impl Into<Row>, line: u32) {
        self.rows.push(Made {
            row: row.into(),
            line,
            settled: true,
        });
    }

    /// Makes or fills the rows that the matched template declares. Whether there was one.
    pub(crate) fn take(&mut self, matched: &Matched<'_>) -> bool {
        let Some(template) = matched.found.template else {
            return false;
        };
        let mut any = false;
        for output in &template.outputs {
            any = true;
            if output.row == RowRule::Module
                || (matched.found.negated
                    && (!output.switchable || template.aside || is_default(matched.line)))
            {
                continue;
            }
            self.output(output, matched, template.aside);
        }
        any
    }

    fn output(&mut self, output: &Output, matched: &Matched<'_>, aside: bool) {
        let Some(mut fresh) = Row::empty(&output.table) else {
            return;
        };
        let Some(first) = fill(&mut fresh, output, matched) else {
            return;
        };
        let key = match output.row {
            RowRule::Block => {
                let line = matched
                    .enclosing
                    .map_or(matched.number, |(_, _, line)| line);
                Some(format!("block {line}"))
            }
            RowRule::Same => Some(first),
            RowRule::Line | RowRule::Module => None,
        };
        let known = key.clone().and_then(|key| {
            let place = self.shared.get(&(output.table.clone(), key))?;
            self.rows.get_mut(*place)
        });
        let enabled = output.cells.iter().find(|(column, _)| column == "enabled");
        let made = match known {
            Some(made) => {
                fill(&mut made.row, output, matched);
                if tells_most(output) {
                    made.line = matched.number;
                }
                made
            }
            None => {
                if let Some(key) = key {
                    self.shared
                        .insert((output.table.clone(), key), self.rows.len());
                }
                self.rows.push(Made {
                    row: fresh,
                    line: matched
                        .enclosing
                        .filter(|_| output.row == RowRule::Block)
                        .map_or(matched.number, |(_, _, line)| line),
                    settled: false,
                });
                match self.rows.last_mut() {
                    Some(made) => made,
                    None => return,
                }
            }
        };
        if output.switchable && enabled.is_none() && !aside {
            // The line that says so is the better evidence than a detail above it.
            if !made.settled && output.row == RowRule::Same {
                made.line = matched.number;
            }
            made.row.set(
                "enabled",
                if matched.found.negated {
                    "false"
                } else {
                    "true"
                },
            );
            made.settled = true;
        } else if enabled.is_some() {
            made.settled = true;
        }
    }

    /// Rows of this table that a module may complete.
    pub(crate) fn of_table(
        &mut self,
        table: &'static str,
    ) -> impl Iterator<Item = (&mut Row, u32)> {
        self.rows
            .iter_mut()
            .filter(move |made| table_of(&made.row) == table)
            .map(|made| (&mut made.row, made.line))
    }

    /// Decides services that only details name, and in a complete configuration adds the defaults
    /// that no line speaks of.
    pub(crate) fn defaults(
        &mut self,
        platform: &Platform,
        version: Option<&str>,
        complete: bool,
        has_top_word: &dyn Fn(&str) -> bool,
    ) {
        let applies = |default: &seawall_model::ServiceDefault| {
            (default.only_with.is_empty() || default.only_with.iter().any(|w| has_top_word(w)))
                && before(version, default.only_before.as_deref())
        };
        for made in &mut self.rows {
            if let (Row::DeviceService(row), false) = (&mut made.row, made.settled) {
                let default = platform
                    .defaults
                    .services
                    .iter()
                    .find(|d| d.service == row.service);
                row.enabled = default.is_none_or(|default| default.enabled);
                row.is_default = default.is_some();
            }
        }
        if !complete {
            return;
        }
        for default in platform.defaults.services.iter().filter(|d| applies(d)) {
            let said = self.rows.iter().any(|made| {
                matches!(&made.row, Row::DeviceService(row) if row.service == default.service)
            });
            if !said {
                self.push(
                    seawall_model::tables::DeviceService {
                        service: default.service.clone(),
                        enabled: default.enabled,
                        port: default.port.filter(|_| default.enabled),
                        is_default: true,
                        ..Default::default()
                    },
                    0,
                );
            }
        }
    }

    /// Hands every row over.
    pub(crate) fn finish(
        self,
        seen_as: &str,
        origin: &dyn Fn(u32) -> Origin,
        rows: &mut dyn seawall_model::Rows,
    ) {
        for mut made in self.rows {
            made.row.place(seen_as, origin(made.line));
            rows.push(made.row);
        }
    }
}

fn is_default(line: &str) -> bool {
    line.starts_with("default ")
}

/// Whether a release comes before another, number by number. A release nobody knows may.
fn before(version: Option<&str>, limit: Option<&str>) -> bool {
    let numbers = |text: &str| -> Vec<u32> {
        let parts = text.split(|c: char| !c.is_ascii_digit());
        parts.map_while(|part| part.parse().ok()).collect()
    };
    match (version, limit) {
        (Some(version), Some(limit)) => numbers(version) < numbers(limit),
        _ => true,
    }
}

/// Fills a row and returns its first column's text; `None` if a column that may not be NULL got
/// nothing although a capture should fill it.
fn fill(row: &mut Row, output: &Output, matched: &Matched<'_>) -> Option<String> {
    let mut first = None;
    for (column, value) in &output.cells {
        let text = match value {
            Value::Fixed(text) => text.clone(),
            Value::Duration(minutes, seconds) => {
                let number =
                    |name| find(matched, name).and_then(|c| c.0.text(c.1).parse::<i64>().ok());
                let (minutes_value, seconds_value) = (number(minutes)?, number(seconds)?);
                let seconds_value = if minutes == seconds { 0 } else { seconds_value };
                minutes_value
                    .saturating_mul(60)
                    .saturating_add(seconds_value)
                    .to_string()
            }
            Value::Capture(name) => {
                let Some((capture, line)) = find(matched, name) else {
                    if output.needs(column) {
                        return None;
                    }
                    continue;
                };
                if capture.form == Form::Secret {
                    secret(row, column, &capture, line, matched.secrets);
                    continue;
                }
                capture_text(table_of(row), column, &capture, line, matched)
            }
        };
        set(row, column, &text);
        if *column == output.first {
            first = Some(text);
        }
    }
    Some(first.unwrap_or_default())
}

/// The capture of this name in the line, or in the enclosing line.
fn find<'a>(matched: &Matched<'a>, name: &str) -> Option<(Capture<'a>, &'a str)> {
    let own = matched.found.captures.iter().find(|c| c.column == name);
    own.map(|capture| (*capture, matched.line)).or_else(|| {
        let (found, line, _) = matched.enclosing?;
        let capture = found.captures.iter().find(|c| c.column == name)?;
        Some((*capture, line))
    })
}

fn capture_text(
    table: &str,
    column: &str,
    capture: &Capture<'_>,
    line: &str,
    matched: &Matched<'_>,
) -> String {
    let text = capture.text(line);
    match (table, column) {
        // `group NAME` reads as one method.
        ("device_aaa_method", "methods") => {
            let alone = matched.line.starts_with("group ") && matched.enclosing.is_some();
            let text = if alone {
                format!("group {text}")
            } else {
                text.to_owned()
            };
            text.replace("group ", "group:").trim_end().to_owned()
        }
        _ if capture.form == Form::Rest
            || memchr::memmem::find(text.as_bytes(), b"://").is_some() =>
        {
            let mut masks = crate::redact::Masks::default();
            let extent = if capture.form == Form::Rest {
                crate::redact::Extent::FreeText
            } else {
                crate::redact::Extent::Explained
            };
            crate::redact::suspects(text, 0, extent, &mut masks);
            masks.apply(text, matched.secrets).0
        }
        _ => text.to_owned(),
    }
}

fn secret(row: &mut Row, column: &str, capture: &Capture<'_>, line: &str, key: &SecretKey) {
    let (text, kind) = (capture.text(line), capture.kind(line));
    let print: Fingerprint = fingerprint(text, kind, key);
    if column == "secret" {
        row.set_secret(print);
        row.set("secret_type", kind.unwrap_or("0"));
        let well_known =
            text.eq_ignore_ascii_case("public") || text.eq_ignore_ascii_case("private");
        row.set("well_known", if well_known { "true" } else { "false" });
    } else {
        row.set(column, &print.to_mask());
    }
}

/// Sets a column. A host goes to `address` if it is one; a URL's address is the row's.
fn set(row: &mut Row, column: &str, text: &str) {
    match column {
        "host" => {
            if Address::parse(text).is_none() || !row.set("address", text) {
                row.set("host", text);
            }
        }
        "target" => {
            row.set("target", text);
            if let Some(address) = host(text) {
                row.set("address", &address.to_string());
            }
        }
        "methods" => {
            let so_far = match row {
                Row::DeviceAaaMethod(row)
                    if !row.methods.is_empty() && text.starts_with("group:") =>
                {
                    format!("{} {text}", row.methods)
                }
                _ => text.to_owned(),
            };
            row.set(column, &so_far);
        }
        _ => {
            row.set(column, text);
        }
    }
}

fn table_of(row: &Row) -> &'static str {
    Row::TABLES.get(row.index()).copied().unwrap_or_default()
}
