//! The published JSON of each answer.
//!
//! A shape is versioned and never changes once it is published: a change is a new version beside the old one. To add an
//! answer: a struct in `v1`, a variant in [`Export`] and in [`PublishedJson`].

pub mod v1;

use serde::Serialize;

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
    /// `irr summary`
    Summary(v1::Summary),
    /// `irr validate`
    Validate(v1::Validate),
    /// `irr explain`
    Explain(v1::Explain),
    /// `irr import`
    Import(v1::Import),
}

/// An answer whose JSON has a published schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PublishedJson {
    /// `irr list`
    List,
    /// `irr due`
    Due,
    /// `irr show ID`
    ShowRecord,
    /// `irr show ID:REF`
    ShowFinding,
    /// `irr summary`
    Summary,
    /// `irr validate`
    Validate,
    /// `irr explain`
    Explain,
    /// `irr import`
    Import,
    /// `irr export --rows findings`
    ExportFindings,
    /// `irr export --rows actions`
    ExportActions,
    /// `irr export --rows progress`
    ExportProgress,
    /// `irr export --rows extensions`
    ExportExtensions,
    /// `irr export --rows responses`
    ExportResponses,
}

/// Returns the JSON Schema (2020-12) of an answer.
pub fn schema(answer: PublishedJson) -> serde_json::Value {
    // The schema of what is written, not of what could be read: fields that are always written are required.
    let generator = schemars::generate::SchemaSettings::draft2020_12().for_serialize().into_generator();
    let schema = match answer {
        PublishedJson::List => generator.into_root_schema_for::<v1::ListJson>(),
        PublishedJson::Due => generator.into_root_schema_for::<v1::Due>(),
        PublishedJson::ShowRecord => generator.into_root_schema_for::<v1::ShowRecord>(),
        PublishedJson::ShowFinding => generator.into_root_schema_for::<v1::ShowFinding>(),
        PublishedJson::Summary => generator.into_root_schema_for::<v1::Summary>(),
        PublishedJson::Explain => generator.into_root_schema_for::<v1::Explain>(),
        PublishedJson::Import => generator.into_root_schema_for::<v1::Import>(),
        PublishedJson::Validate => generator.into_root_schema_for::<v1::Validate>(),
        PublishedJson::ExportFindings => generator.into_root_schema_for::<v1::Exported<crate::query::FindingRow<'_>>>(),
        PublishedJson::ExportActions => generator.into_root_schema_for::<v1::Exported<v1::ActionRow<'_>>>(),
        PublishedJson::ExportProgress => generator.into_root_schema_for::<v1::Exported<v1::ProgressRow<'_>>>(),
        PublishedJson::ExportExtensions => generator.into_root_schema_for::<v1::Exported<v1::ExtensionRow<'_>>>(),
        PublishedJson::ExportResponses => generator.into_root_schema_for::<v1::Exported<v1::ResponseRow<'_>>>(),
    };
    schema.to_value()
}
