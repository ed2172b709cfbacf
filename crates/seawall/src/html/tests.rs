//! Pages over hand-made reports.
