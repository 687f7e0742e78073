//! The JSON Schemas of a record and of the settings, derived from their types.

use std::sync::LazyLock;

use schemars::generate::SchemaSettings;
use serde_json::Value;

use crate::model::{Record, Settings};

static SCHEMA: LazyLock<Value> = LazyLock::new(|| {
    let mut schema = SchemaSettings::draft2020_12().into_generator().into_root_schema_for::<Record>();
    // Editors show the title, and the generated one is the Rust type's name.
    schema.insert("title".to_owned(), "Inspection response".into());
    schema.to_value()
});

/// Returns the schema of a record (JSON Schema 2020-12).
pub fn record_schema() -> &'static Value {
    &SCHEMA
}

/// Returns the schema that a part of the record's schema stands for, with references followed and "or null" ignored.
pub fn resolved(schema: &'static Value) -> &'static Value {
    if let Some(name) = schema["$ref"].as_str().and_then(|name| name.strip_prefix("#/$defs/")) {
        return resolved(&record_schema()["$defs"][name]);
    }
    let choices = schema["anyOf"].as_array().into_iter().flatten();
    choices.into_iter().find(|choice| choice["type"] != "null").map_or(schema, resolved)
}

/// The title of the settings' schema.
pub(crate) const SETTINGS_TITLE: &str = "Settings for a folder of inspection responses";

static SETTINGS: LazyLock<Value> = LazyLock::new(|| {
    let mut schema = SchemaSettings::draft2020_12().into_generator().into_root_schema_for::<Settings>();
    schema.insert("title".to_owned(), SETTINGS_TITLE.into());
    schema.to_value()
});

/// Returns the schema of the settings (JSON Schema 2020-12).
pub fn settings_schema() -> &'static Value {
    &SETTINGS
}
