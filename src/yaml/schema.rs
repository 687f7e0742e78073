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

/// What the settings' schema is called.
pub(super) const SETTINGS_TITLE: &str = "Settings of a store of inspection responses";

static SETTINGS: LazyLock<Value> = LazyLock::new(|| {
    let mut schema = SchemaSettings::draft2020_12().into_generator().into_root_schema_for::<Settings>();
    schema.insert("title".to_owned(), SETTINGS_TITLE.into());
    schema.to_value()
});

/// The schema of a store's settings: JSON Schema 2020-12.
pub fn settings_schema() -> &'static Value {
    &SETTINGS
}
