//! Flags that several commands share. To add one: a file with a `clap::Args` struct, and what it means.

pub(super) mod check_format;
pub(super) mod csv_style;
pub(super) mod document;
pub(super) mod filter;
pub(super) mod force_name;
pub(super) mod git;
pub(super) mod import_document;
pub(super) mod kept_value;
pub(super) mod meaning;
pub(super) mod new_record;
pub(super) mod rules;
pub(super) mod saved_list;
pub(super) mod target;
pub(super) mod write;
