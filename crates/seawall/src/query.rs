//! `seawall query`: a SELECT of one's own over the tables.

use std::io::Read;

use anyhow::{Context, Result};
use seawall_engine::Table;
use seawall_model::{Content, TableKind};

use crate::arguments::{QueryArguments, RowFormat};
use crate::exit::Exit;
use crate::output::Destination;
use crate::secrets::Letters;
use crate::session::Session;
use crate::terminal::{Line, Page, Style, grid};
use crate::{content, escape, talk};

/// Runs the command.
///
/// # Errors
/// If it could not run; the sentence ends with what to do.
pub(crate) fn run(arguments: &QueryArguments) -> Result<Exit> {
    let destination = Destination::new(arguments.output.as_deref());
    if arguments.tables {
        let library = content::load(arguments.evidence.looking.content.as_deref())?;
        destination.whole(&tables(&library.content))?;
        return Ok(Exit::LookedEverywhere);
    }
    let mut sql = arguments.sql.clone().unwrap_or_default();
    if sql == "-" {
        sql.clear();
        std::io::stdin()
            .read_to_string(&mut sql)
            .context("Standard input is no text. Give the SELECT as an argument.")?;
    }
    let session = Session::open(&arguments.evidence)?;
    let mut table = session.estate()?.query(sql.trim().trim_end_matches(';'))?;
    hide(&mut table);
    match arguments.format {
        RowFormat::Table => {
            let number = talk::count(table.rows.len() as u64, "row");
            destination.whole(&page(&table))?;
            talk::remark(session.quiet(), number);
        }
        RowFormat::Json => destination.json(&json(&table)?)?,
        RowFormat::Csv => destination.write(&csv(&table)?)?,
    }
    Ok(Exit::LookedEverywhere)
}

/// Rows as a page of columns; `NULL` is what is not known.
pub(crate) fn page(table: &Table) -> Page {
    let headings: Vec<&str> = table.columns.iter().map(String::as_str).collect();
    let cell = |cell: &Option<String>| cell.clone().unwrap_or_else(|| "NULL".to_owned());
    let rows: Vec<Vec<String>> = table
        .rows
        .iter()
        .map(|row| row.iter().map(cell).collect())
        .collect();
    let mut page = Page::default();
    page.text(Style::Plain, &grid(&headings, &rows));
    page
}

/// Replaces every fingerprint of a secret by its letter, in order of appearance.
fn hide(table: &mut Table) {
    let mut letters = Letters::default();
    for cell in table.rows.iter_mut().flatten().flatten() {
        *cell = letters.replace(cell);
    }
}

fn json(table: &Table) -> Result<String> {
    let rows: Vec<serde_json::Map<String, serde_json::Value>> = table
        .rows
        .iter()
        .map(|row| {
            let cells = row.iter().cloned().map(serde_json::Value::from);
            table.columns.iter().cloned().zip(cells).collect()
        })
        .collect();
    Ok(serde_json::to_string_pretty(&rows)? + "\n")
}

fn csv(table: &Table) -> Result<String> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(&table.columns)?;
    for row in &table.rows {
        let cells = row.iter().map(|cell| cell.as_deref().unwrap_or_default());
        writer.write_record(cells.map(|cell| escape::csv(cell).into_owned()))?;
    }
    let bytes = writer
        .into_inner()
        .context("The rows do not fit into memory. Ask for fewer.")?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// Every table with its columns.
fn tables(content: &Content) -> Page {
    let mut page = Page::default();
    for table in content.tables.values() {
        let (kind, before) = match table.kind {
            TableKind::Fact => (
                "fact",
                "device, collected, complete, current, newest_complete, seen_as, ",
            ),
            TableKind::Event => ("event", "device, seen_as, time, time_error, "),
            TableKind::Derived => ("derived", ""),
        };
        let after = if table.kind == TableKind::Derived {
            ""
        } else {
            ", origin"
        };
        let columns: Vec<&str> = table
            .columns
            .iter()
            .map(|column| column.name.as_str())
            .collect();
        let line = Line::of(Style::Strong, &table.table).and(Style::Faint, format!(" ({kind})  "));
        page.push(line.and(Style::Plain, &table.about));
        let columns = format!("{before}{}{after}", columns.join(", "));
        page.sentence(Style::Plain, &columns, 4, 100);
    }
    page.gap();
    page.push(Line::of(
        Style::Faint,
        "Facts have a twin TABLE_history with every snapshot's rows; docs/reference/tables.md says what columns mean.",
    ));
    page
}
