//! Rows under headings, columns as wide as they need.

use comfy_table::presets::NOTHING;
use comfy_table::{ContentArrangement, Table};

use crate::escape;

/// The lines of a table. Cells are escaped before they are measured, so that a hostile cell cannot
/// push others out of line.
pub(crate) fn grid(headings: &[&str], rows: &[Vec<String>]) -> String {
    let mut table = Table::new();
    table
        .load_style(NOTHING)
        .set_content_arrangement(ContentArrangement::Disabled);
    table.set_header(headings.iter().map(|heading| heading.to_uppercase()));
    for row in rows {
        table.add_row(row.iter().map(|cell| escape::terminal(cell).into_owned()));
    }
    for column in table.column_iter_mut() {
        column.set_padding((0, 2));
    }
    table.to_string()
}
