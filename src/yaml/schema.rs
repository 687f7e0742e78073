//! The JSON Schemas of a record and of a store's settings, derived from the types that read them.

use std::sync::LazyLock;

use schemars::generate::SchemaSettings;
use serde_json::Value;

use crate::model::{Record, Settings};

static SCHEMA: LazyLock<Value> = LazyLock::new(|| {
    let mut schema = SchemaSettings::draft2020_12().into_generator().into_root_schema_for::<Record>();
    schema.insert("title".to_owned(), "Inspection response".into());
    schema.to_value()
});

/// The schema of a record: JSON Schema 2020-12.
pub fn record_schema() -> &'static Value {
    &SCHEMA
}

/// What a part of the record's schema describes: references followed, "or nothing" set aside.
pub fn resolved(schema: &'static Value) -> &'static Value {
    if let Some(name) = schema["$ref"].as_str().and_then(|name| name.strip_prefix("#/$defs/")) {
        return resolved(&record_schema()["$defs"][name]);
    }
    let choices = schema["anyOf"].as_array().into_iter().flatten();
    choices.into_iter().find(|choice| choice["type"] != "null").map_or(schema, resolved)
}

/// What the settings' schema is called.
pub(super) const SETTINGS_TITLE: &str = "Settings for a folder of inspection responses";

static SETTINGS: LazyLock<Value> = LazyLock::new(|| {
    let mut schema = SchemaSettings::draft2020_12().into_generator().into_root_schema_for::<Settings>();
    schema.insert("title".to_owned(), SETTINGS_TITLE.into());
    schema.to_value()
});

/// The schema of a store's settings: JSON Schema 2020-12.
pub fn settings_schema() -> &'static Value {
    &SETTINGS
}
