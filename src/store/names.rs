//! The names of what a store has, which its errors use too.

/// The folder that contains the records.
pub const RECORDS: &str = "records";

/// The settings file, beside `records/`.
pub const SETTINGS: &str = "irr.yaml";
