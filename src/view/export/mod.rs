//! The published JSON of each answer.
//!
//! A shape is versioned and never changes once it is published: a change is a new version beside the old one. To add an
//! answer: a struct in `v1`, a variant in [`Export`], and a line in [`PUBLISHED`].

mod published_versions;
pub mod v1;

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use crate::model::SchemaVersion;
pub use published_versions::published_versions;

/// An answer as JSON.
#[derive(Debug, Clone, Serialize)]
#[serde(untagged)]
pub enum Export {
    /// `irr list`
    List(v1::ListJson),
    /// `irr due`
    Due(v1::Due),
    /// `irr show ID`
    Record(Box<v1::ShowRecord>),
    /// `irr show ID:REF`
    Finding(Box<v1::ShowFinding>),
    /// `irr`
    Overview(v1::OverviewJson),
    /// `irr find`
    Find(v1::FindJson),
    /// `irr history`
    History(v1::HistoryJson),
    /// `irr summary`
    Summary(v1::Summary),
    /// `irr validate`
    Validate(v1::Validate),
    /// `irr explain`
    Explain(v1::Explain),
    /// `irr import`
    Import(v1::Import),
    /// `irr reconcile`
    Reconcile(v1::Reconcile),
    /// `irr diff`
    Diff(v1::Diff),
}

/// A JSON that irr writes, and whose schema is published.
#[derive(Debug)]
pub struct PublishedJson {
    /// The name of its schema, as `irr schema` takes it.
    pub name: &'static str,
    /// The command that writes it.
    pub written_by: &'static str,
    /// Returns its JSON Schema (2020-12).
    pub schema: fn() -> Value,
}

/// Every published JSON.
pub const PUBLISHED: &[PublishedJson] = &[
    of::<v1::OverviewJson>("overview", "`irr --format json`"),
    of::<v1::ListJson>("list", "`irr list --format json`"),
    of::<v1::Due>("due", "`irr due --format json`"),
    versioned("show-record", "`irr show ID --format json` of a record of version 1", show_record_1),
    versioned("show-record-2", "`irr show ID --format json` of a record of version 2", show_record_2),
    versioned("show-finding", "`irr show ID:REF --format json` of a record of version 1", show_finding_1),
    versioned("show-finding-2", "`irr show ID:REF --format json` of a record of version 2", show_finding_2),
    of::<v1::FindJson>("find", "`irr find --format json`"),
    of::<v1::HistoryJson>("history", "`irr history --format json`"),
    of::<v1::Summary>("summary", "`irr summary --format json`"),
    of::<v1::Validate>("validate", "`irr validate --format json`"),
    of::<v1::Explain>("explain", "`irr explain --format json`"),
    of::<v1::Reconcile>("reconcile", "`irr reconcile --format json`"),
    of::<v1::Diff>("diff", "`irr diff --format json`"),
    versioned("import", "`irr import --format json` before version 2 of records", import_1),
    versioned("import-2", "`irr import --format json`", import_2),
    of::<v1::Exported<crate::query::FindingRow<'_>>>(
        "export-findings",
        "`irr export --rows findings`, as JSON or one line of NDJSON; likewise the four below",
    ),
    of::<v1::Exported<v1::ActionRow<'_>>>("export-actions", "`irr export --rows actions`"),
    of::<v1::Exported<v1::ProgressRow<'_>>>("export-progress", "`irr export --rows progress`"),
    of::<v1::Exported<v1::ExtensionRow<'_>>>("export-extensions", "`irr export --rows extensions`"),
    of::<v1::Exported<v1::ResponseRow<'_>>>("export-responses", "`irr export --rows responses`"),
];

const fn versioned(name: &'static str, written_by: &'static str, schema: fn() -> Value) -> PublishedJson {
    PublishedJson { name, written_by, schema }
}

/// Declares the schema of a shape for a version of the record's format.
macro_rules! versions {
    ($($name:ident: $shape:ident of $type:ty, $version:ident;)+) => {$(
        fn $name() -> Value {
            v1::$shape.schema(schema_of::<$type>(), SchemaVersion::$version)
        }
    )+};
}

versions! {
    show_record_1: SHOW_RECORD of v1::ShowRecord, One;
    show_record_2: SHOW_RECORD of v1::ShowRecord, Two;
    show_finding_1: SHOW_FINDING of v1::ShowFinding, One;
    show_finding_2: SHOW_FINDING of v1::ShowFinding, Two;
    import_1: IMPORT of v1::Import, One;
    import_2: IMPORT of v1::Import, Two;
}

const fn of<T: JsonSchema>(name: &'static str, written_by: &'static str) -> PublishedJson {
    PublishedJson { name, written_by, schema: schema_of::<T> }
}

/// Returns the JSON Schema of a type as it is written, not as it could be read: fields that are always written are required.
pub fn schema_of<T: JsonSchema>() -> Value {
    let generator = schemars::generate::SchemaSettings::draft2020_12().for_serialize().into_generator();
    generator.into_root_schema_for::<T>().to_value()
}
