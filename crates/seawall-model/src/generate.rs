//! Writes what follows from the table declarations: `tables.rs` (one struct a table that readers
//! fill, one enum over them, and the two walks, to cells and from named text, that spare the
//! engine and the platforms' templates any code per table), and `docs/reference/tables.md`.
//!
//! Derived tables have no struct: readers never make them.

use std::fmt::Write as _;

use crate::{Column, ColumnType, TableKind, TableSpec};

/// The source text of `tables.rs` for these declarations, in their order.
#[must_use]
pub fn tables(specs: &[TableSpec]) -> String {
    let specs: Vec<&TableSpec> = specs
        .iter()
        .filter(|s| s.kind != TableKind::Derived)
        .collect();
    let mut out = String::from(
        "//! One struct a table. Generated from `content/tables` by [`crate::generate`]; to change\n\
         //! it, change a declaration and run `just bless`.\n\n\
         use crate::{Address, Cells, Fingerprint, Moment, Origin};\n\n",
    );
    for spec in &specs {
        structure(&mut out, spec);
    }
    row(&mut out, &specs);
    out
}

/// The text of `docs/reference/tables.md` for these declarations, in their order.
#[must_use]
pub fn reference(specs: &[TableSpec]) -> String {
    let mut out = String::from(
        "# Tables\n\nGenerated from `content/tables`; to change it, change a declaration and run \
         `just bless`.\n\n\
         Every fact has `device`, `collected`, `complete`, `current`, `newest_complete` and \
         `seen_as` before the columns listed, and `origin` after them; `<table>_history` has every \
         snapshot's rows, the plain name what is believed now.\n\
         Every event has `device`, `seen_as`, `time` and `time_error` (seconds, half the width) \
         before, and `origin` after.\n\
         NULL means: not seen.\n\n\
         | type | in SQL |\n|---|---|\n\
         | text, fingerprint | Utf8 |\n| integer | Int64 |\n| boolean | Boolean |\n\
         | address | FixedSizeBinary(16), IPv4 mapped; `address('192.0.2.1')` makes one |\n\
         | moment | Timestamp(Microsecond, UTC) |\n| seconds | Float64 |\n\
         | origin | UInt64: source number high, line low; 0 low is the whole source |\n",
    );
    for spec in specs {
        let kind = match spec.kind {
            TableKind::Fact => "fact",
            TableKind::Event => "event",
            TableKind::Derived => "derived",
        };
        let ocsf = spec
            .ocsf
            .as_ref()
            .map_or_else(String::new, |name| format!(" OCSF: `{name}`."));
        let _ = writeln!(
            out,
            "\n## {}\n\n{} A {kind} table.{ocsf}\n",
            spec.table, spec.about
        );
        let _ = writeln!(
            out,
            "| column | type | may be NULL | means | OCSF |\n|---|---|---|---|---|"
        );
        for column in &spec.columns {
            let kind = format!("{:?}", column.kind).to_lowercase();
            let _ = writeln!(
                out,
                "| {} | {kind} | {} | {} | {} |",
                column.name,
                if column.optional { "yes" } else { "" },
                column.about.replace('|', "\\|"),
                column.ocsf.as_deref().unwrap_or_default()
            );
        }
        let _ = writeln!(out, "\n```sql\n{}\n```", spec.example);
    }
    out
}

fn structure(out: &mut String, spec: &TableSpec) {
    let name = type_name(&spec.table);
    let _ = writeln!(out, "/// {}", spec.about);
    let _ = writeln!(out, "#[derive(Clone, Debug, Default, PartialEq)]");
    let _ = writeln!(out, "pub struct {name} {{");
    for column in spec.stored() {
        let _ = writeln!(out, "    /// {}", column.about);
        let _ = writeln!(
            out,
            "    pub {}: {},",
            field(&column.name),
            rust_type(&column)
        );
    }
    let _ = writeln!(out, "}}\n");

    let _ = writeln!(out, "impl {name} {{");
    let _ = writeln!(out, "    /// The table's name.");
    let _ = writeln!(
        out,
        "    pub const TABLE: &'static str = \"{}\";\n",
        spec.table
    );
    let _ = writeln!(out, "    /// Hands the cells over in column order.");
    let _ = writeln!(out, "    pub fn cells(&self, cells: &mut dyn Cells) {{");
    for column in spec.stored() {
        let _ = writeln!(out, "        {};", cell(&column));
    }
    let _ = writeln!(out, "    }}\n");
    let _ = writeln!(
        out,
        "    /// Sets a declared column from text, as templates do. False if there is no such\n    \
         /// column, it is not of a text form, or the text does not parse."
    );
    let settable: Vec<&Column> = spec
        .columns
        .iter()
        .filter(|c| setter(c).is_some())
        .collect();
    let _ = writeln!(
        out,
        "    pub fn set(&mut self, column: &str, text: &str) -> bool {{"
    );
    let _ = writeln!(out, "        match column {{");
    for column in settable {
        if let Some(set) = setter(column) {
            let _ = writeln!(out, "            \"{}\" => {set}", column.name);
        }
    }
    let _ = writeln!(out, "            _ => return false,");
    let _ = writeln!(out, "        }}");
    let _ = writeln!(out, "        true");
    let _ = writeln!(out, "    }}");
    if let Some(secret) = spec
        .columns
        .iter()
        .find(|c| c.kind == ColumnType::Fingerprint)
    {
        let _ = writeln!(out, "\n    /// Sets the table's secret column.");
        let _ = writeln!(
            out,
            "    pub fn set_secret(&mut self, secret: Fingerprint) {{"
        );
        let _ = writeln!(out, "        self.{} = Some(secret);", field(&secret.name));
        let _ = writeln!(out, "    }}");
    }
    let _ = writeln!(out, "}}\n");

    let _ = writeln!(out, "impl From<{name}> for Row {{");
    let _ = writeln!(out, "    fn from(row: {name}) -> Self {{");
    let _ = writeln!(out, "        Self::{name}(row)");
    let _ = writeln!(out, "    }}");
    let _ = writeln!(out, "}}\n");
}

fn row(out: &mut String, specs: &[&TableSpec]) {
    let arms = |out: &mut String, arm: &dyn Fn(&TableSpec, &str) -> String| {
        for spec in specs {
            let _ = writeln!(out, "            {}", arm(spec, &type_name(&spec.table)));
        }
        let _ = writeln!(out, "        }}\n    }}\n");
    };
    let _ = writeln!(out, "/// A row of any table that readers fill.");
    let _ = writeln!(out, "#[derive(Clone, Debug, PartialEq)]\npub enum Row {{");
    for spec in specs {
        let name = type_name(&spec.table);
        let _ = writeln!(
            out,
            "    /// A row of `{}`.\n    {name}({name}),",
            spec.table
        );
    }
    let _ = writeln!(out, "}}\n\nimpl Row {{");
    let _ = writeln!(
        out,
        "    /// The tables readers fill, in the order of [`Row::index`]."
    );
    let _ = writeln!(
        out,
        "    pub const TABLES: [&'static str; {}] = [",
        specs.len()
    );
    for spec in specs {
        let _ = writeln!(out, "        \"{}\",", spec.table);
    }
    let _ = writeln!(out, "    ];\n");
    let _ = writeln!(
        out,
        "    /// An empty row of a table, for templates to fill.\n    #[must_use]"
    );
    let _ = writeln!(out, "    pub fn empty(table: &str) -> Option<Self> {{");
    let _ = writeln!(out, "        Some(match table {{");
    for spec in specs {
        let name = type_name(&spec.table);
        let _ = writeln!(
            out,
            "            {name}::TABLE => Self::{name}({name}::default()),"
        );
    }
    let _ = writeln!(out, "            _ => return None,\n        }})\n    }}\n");
    let _ = writeln!(
        out,
        "    /// The row's table, as a position in [`Row::TABLES`]."
    );
    let _ = writeln!(
        out,
        "    #[must_use]\n    pub const fn index(&self) -> usize {{\n        match self {{"
    );
    for (index, spec) in specs.iter().enumerate() {
        let _ = writeln!(
            out,
            "            Self::{}(_) => {index},",
            type_name(&spec.table)
        );
    }
    let _ = writeln!(out, "        }}\n    }}\n");
    let _ = writeln!(out, "    /// Hands the cells over in column order.");
    let _ = writeln!(
        out,
        "    pub fn cells(&self, cells: &mut dyn Cells) {{\n        match self {{"
    );
    arms(out, &|_, name| {
        format!("Self::{name}(row) => row.cells(cells),")
    });
    let _ = writeln!(
        out,
        "    /// Sets a declared column from text; see the table's own `set`."
    );
    let _ = writeln!(
        out,
        "    pub fn set(&mut self, column: &str, text: &str) -> bool {{\n        match self {{"
    );
    arms(out, &|_, name| {
        format!("Self::{name}(row) => row.set(column, text),")
    });
    let _ = writeln!(
        out,
        "    /// Sets the secret column. False if the table has none."
    );
    let _ = writeln!(
        out,
        "    pub fn set_secret(&mut self, secret: Fingerprint) -> bool {{\n        match self {{"
    );
    for spec in specs {
        if spec
            .columns
            .iter()
            .any(|c| c.kind == ColumnType::Fingerprint)
        {
            let _ = writeln!(
                out,
                "            Self::{}(row) => row.set_secret(secret),",
                type_name(&spec.table)
            );
        }
    }
    let _ = writeln!(
        out,
        "            _ => return false,\n        }}\n        true\n    }}\n"
    );
    let _ = writeln!(
        out,
        "    /// Says which device, as the source names it, and where."
    );
    let _ = writeln!(
        out,
        "    pub fn place(&mut self, seen_as: &str, origin: Origin) {{\n        match self {{"
    );
    for spec in specs {
        let _ = writeln!(
            out,
            "            Self::{}(row) => {{",
            type_name(&spec.table)
        );
        let _ = writeln!(out, "                seen_as.clone_into(&mut row.seen_as);");
        let _ = writeln!(out, "                row.origin = origin;\n            }}");
    }
    let _ = writeln!(out, "        }}\n    }}\n");
    let _ = writeln!(out, "    /// Where the row came from.\n    #[must_use]");
    let _ = writeln!(
        out,
        "    pub const fn origin(&self) -> Origin {{\n        match self {{"
    );
    for spec in specs {
        let _ = writeln!(
            out,
            "            Self::{}(row) => row.origin,",
            type_name(&spec.table)
        );
    }
    let _ = writeln!(out, "        }}\n    }}\n}}");
}

/// `device_user` is `DeviceUser`.
fn type_name(table: &str) -> String {
    table
        .split('_')
        .map(|word| {
            let mut letters = word.chars();
            letters.next().map_or_else(String::new, |first| {
                first.to_ascii_uppercase().to_string() + letters.as_str()
            })
        })
        .collect()
}

fn field(column: &str) -> String {
    match column {
        "type" | "in" | "ref" | "match" | "use" | "mod" => format!("r#{column}"),
        name => name.to_owned(),
    }
}

fn rust_type(column: &Column) -> String {
    let plain = match column.kind {
        ColumnType::Text => "String",
        ColumnType::Integer => "i64",
        ColumnType::Boolean => "bool",
        ColumnType::Address => "Address",
        ColumnType::Moment => "Moment",
        ColumnType::Seconds => "f64",
        ColumnType::Origin => "Origin",
        ColumnType::Fingerprint => "Fingerprint",
    };
    // An address has no neutral value, so a required one is still an Option in the struct, as
    // `Default` needs; the store writes NULL if a reader leaves it out.
    if column.optional || column.kind == ColumnType::Address {
        format!("Option<{plain}>")
    } else {
        plain.to_owned()
    }
}

fn cell(column: &Column) -> String {
    let name = format!("self.{}", field(&column.name));
    match (column.kind, column.optional) {
        (ColumnType::Text, true) => format!("cells.text({name}.as_deref())"),
        (ColumnType::Text, false) => format!("cells.text(Some(&{name}))"),
        (ColumnType::Integer, true) => format!("cells.integer({name})"),
        (ColumnType::Integer, false) => format!("cells.integer(Some({name}))"),
        (ColumnType::Boolean, true) => format!("cells.boolean({name})"),
        (ColumnType::Boolean, false) => format!("cells.boolean(Some({name}))"),
        (ColumnType::Address, _) => format!("cells.address({name})"),
        (ColumnType::Moment, true) => format!("cells.moment({name})"),
        (ColumnType::Moment, false) => format!("cells.moment(Some({name}))"),
        (ColumnType::Seconds, true) => format!("cells.seconds({name})"),
        (ColumnType::Seconds, false) => format!("cells.seconds(Some({name}))"),
        (ColumnType::Origin, _) => format!("cells.origin({name})"),
        (ColumnType::Fingerprint, true) => format!("cells.fingerprint({name})"),
        (ColumnType::Fingerprint, false) => format!("cells.fingerprint(Some({name}))"),
    }
}

fn setter(column: &Column) -> Option<String> {
    let name = format!("self.{}", field(&column.name));
    let parsed = |parse: &str| {
        let value = if column.optional || column.kind == ColumnType::Address {
            "Some(value)"
        } else {
            "value"
        };
        format!(
            "match {parse} {{\n                Some(value) => {name} = {value},\n                \
             None => return false,\n            }},"
        )
    };
    Some(match (column.kind, column.optional) {
        (ColumnType::Text, true) => format!("{name} = Some(text.to_owned()),"),
        (ColumnType::Text, false) => format!("text.clone_into(&mut {name}),"),
        (ColumnType::Integer, _) => parsed("text.parse::<i64>().ok()"),
        (ColumnType::Boolean, _) => parsed("text.parse::<bool>().ok()"),
        (ColumnType::Address, _) => parsed("Address::parse(text)"),
        _ => return None,
    })
}
