//! The JSON Schema of a record, derived from the types that read it.

use std::sync::LazyLock;

use schemars::generate::SchemaSettings;
use serde_json::Value;

use crate::model::Record;

static SCHEMA: LazyLock<Value> = LazyLock::new(|| {
    let mut schema = SchemaSettings::draft2020_12().into_generator().into_root_schema_for::<Record>();
    schema.insert("title".to_owned(), "Inspection response".into());
    schema.to_value()
});

/// The schema of a record: JSON Schema 2020-12.
pub fn record_schema() -> &'static Value {
    &SCHEMA
}
