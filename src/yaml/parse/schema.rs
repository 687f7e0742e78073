//! The JSON Schemas of a record and of the settings, derived from their types.

use std::sync::LazyLock;

use schemars::generate::SchemaSettings;
use serde_json::Value;

use crate::model::schema_version::forbid_foreign_fields;
use crate::model::{Record, Settings};

static SCHEMA: LazyLock<Value> = LazyLock::new(|| {
    let mut schema = SchemaSettings::draft2020_12().into_generator().into_root_schema_for::<Record>();
    // Editors show the title, and the generated one is the Rust type's name.
    schema.insert("title".to_owned(), "Inspection response".into());
    let mut schema = schema.to_value();
    forbid_foreign_fields(&mut schema);
    schema
});

/// Returns the schema of a record (JSON Schema 2020-12).
pub fn record_schema() -> &'static Value {
    &SCHEMA
}

/// Returns the schema that a part of the record's schema stands for, with references followed and "or null" ignored.
pub fn resolved(schema: &'static Value) -> &'static Value {
    resolve(schema, &record_schema()["$defs"]).0
}

/// Returns the same of a list, where a part may be one; otherwise what [`resolved`] returns.
pub(crate) fn resolved_as_list(schema: &'static Value) -> &'static Value {
    resolve_as(schema, &record_schema()["$defs"], Some("array")).0
}

/// Returns the schema that applies, with references followed, and whether the value may be null.
pub(crate) fn resolve<'a>(schema: &'a Value, defs: &'a Value) -> (&'a Value, bool) {
    resolve_as(schema, defs, None)
}

/// Returns the same; where a schema leaves a choice, that of the wanted type, or else the first.
pub(crate) fn resolve_as<'a>(schema: &'a Value, defs: &'a Value, wanted: Option<&str>) -> (&'a Value, bool) {
    if let Some(name) = schema["$ref"].as_str().and_then(|name| name.strip_prefix("#/$defs/")) {
        return resolve_as(&defs[name], defs, wanted);
    }
    let is_null = |choice: &&Value| choice["type"] == "null";
    let choices = || schema["anyOf"].as_array().into_iter().flatten();
    let resolved = || choices().filter(|choice| !is_null(choice)).map(|choice| resolve_as(choice, defs, wanted).0);
    let fits = |choice: &&Value| wanted == Some(type_of(choice));
    if let Some(choice) = resolved().find(fits).or_else(|| resolved().next()) {
        return (choice, choices().any(|choice| is_null(&choice)));
    }
    (schema, schema["type"].as_array().is_some_and(|types| types.iter().any(|name| name == "null")))
}

/// Returns the type of a schema, other than null.
pub(crate) fn type_of(schema: &Value) -> &str {
    match &schema["type"] {
        Value::String(name) => name,
        Value::Array(types) => types.iter().filter_map(Value::as_str).find(|name| *name != "null").unwrap_or("string"),
        _ if schema["properties"].is_object() => "object",
        _ => "string",
    }
}

/// Returns the words of a closed vocabulary; empty for free text.
pub(crate) fn words_of(schema: &Value) -> Vec<&str> {
    let listed = schema["enum"].as_array().into_iter().flatten().filter_map(Value::as_str);
    let described = schema["oneOf"].as_array().into_iter().flatten().filter_map(|word| word["const"].as_str());
    listed.chain(described).collect()
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
