//! The versions of all published JSON, for `irr --version`.

use std::collections::BTreeSet;

use serde_json::Value;

use super::PUBLISHED;

/// Returns the names and versions of all published JSON, objects and rows: `irr.list/1`, `irr.finding/1` and so on.
pub fn published_versions() -> BTreeSet<String> {
    fn collect(schema: &Value, found: &mut BTreeSet<String>) {
        found.extend(schema["properties"]["schema"]["const"].as_str().map(str::to_owned));
        match schema {
            Value::Array(items) => items.iter().for_each(|item| collect(item, found)),
            Value::Object(fields) => fields.values().for_each(|field| collect(field, found)),
            _ => {}
        }
    }
    let mut found = BTreeSet::new();
    PUBLISHED.iter().for_each(|json| collect(&(json.schema)(), &mut found));
    found
}
