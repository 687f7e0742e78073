//! What a JSON Schema says of one version of the record's format.
//!
//! A field that only one version has is marked in its struct: `#[schemars(extend("x-schema-version" = 2))]`.

use serde_json::{Map, Value, json};

use super::SchemaVersion;

/// The key of that mark.
const MARK: &str = "x-schema-version";

/// Returns whether a part of a schema is of another version only.
fn is_foreign(part: &Value, version: SchemaVersion) -> bool {
    part[MARK].as_u64().is_some_and(|only| only != u64::from(version.number()))
}

/// Returns a schema with the fields of one version only.
pub fn schema_of_version(mut schema: Value, version: SchemaVersion) -> Value {
    prune(&mut schema, version);
    schema
}

fn prune(schema: &mut Value, version: SchemaVersion) {
    match schema {
        Value::Object(fields) => {
            if let Some(Value::Object(properties)) = fields.get_mut("properties") {
                properties.retain(|_, field| !is_foreign(field, version));
                if let Some(number) = properties.get_mut("schema_version") {
                    *number = json!({ "type": "integer", "const": version.number() });
                }
            }
            let names: Option<Vec<String>> =
                fields.get("properties").and_then(Value::as_object).map(|it| it.keys().cloned().collect());
            if let (Some(names), Some(Value::Array(required))) = (names, fields.get_mut("required")) {
                required.retain(|field| field.as_str().is_some_and(|field| names.iter().any(|name| name == field)));
            }
            if let Some(Value::Array(choices)) = fields.get_mut("anyOf") {
                choices.retain(|choice| !is_foreign(choice, version));
            }
            fields.remove(MARK);
            fields.values_mut().for_each(|field| prune(field, version));
        }
        Value::Array(items) => items.iter_mut().for_each(|item| prune(item, version)),
        _ => {}
    }
}

/// Adds to the schema of a record which fields each version does not have, so that an editor marks them.
pub fn forbid_foreign_fields(schema: &mut Value) {
    let of_version = |version: &SchemaVersion| {
        let is_it = json!({ "properties": { "schema_version": { "const": version.number() } } });
        Some(json!({ "if": is_it, "then": forbidden(schema, &schema["$defs"], *version)? }))
    };
    let all: Vec<Value> = SchemaVersion::ALL.iter().filter_map(of_version).collect();
    schema["allOf"] = all.into();
}

/// Returns a schema that refuses the fields of other versions; `None` where there are none.
fn forbidden(schema: &Value, defs: &Value, version: SchemaVersion) -> Option<Value> {
    if let Some(name) = schema["$ref"].as_str().and_then(|name| name.strip_prefix("#/$defs/")) {
        return forbidden(&defs[name], defs, version);
    }
    if let Some(choices) = schema["anyOf"].as_array() {
        let foreign = choices.iter().find(|choice| is_foreign(choice, version));
        let refused = foreign.map(|choice| json!({ "not": { "type": choice["type"] } }));
        return refused.or_else(|| choices.iter().find_map(|choice| forbidden(choice, defs, version)));
    }
    if schema["items"].is_object() {
        return forbidden(&schema["items"], defs, version).map(|items| json!({ "items": items }));
    }
    let mut refused = Map::new();
    for (name, field) in schema["properties"].as_object().into_iter().flatten() {
        if is_foreign(field, version) {
            refused.insert(name.clone(), false.into());
        } else if let Some(inner) = forbidden(field, defs, version) {
            refused.insert(name.clone(), inner);
        }
    }
    (!refused.is_empty()).then(|| json!({ "properties": refused }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Record;

    fn record() -> Value {
        schemars::schema_for!(Record).to_value()
    }

    #[test]
    fn a_version_has_its_own_fields_only() {
        let names = |version| {
            let schema = schema_of_version(record(), version);
            let of = |def: &str| Vec::from_iter(schema["$defs"][def]["properties"].as_object().unwrap().keys().cloned());
            (of("Finding"), of("Closure"), schema.to_string().contains(MARK))
        };
        let (finding, closure, is_marked) = names(SchemaVersion::One);
        assert!(finding.contains(&"closure".into()) && !finding.contains(&"closures".into()) && !is_marked);
        assert_eq!(closure, ["approved_by", "date", "evidence"]);
        let (finding, closure, _) = names(SchemaVersion::Two);
        assert!(!finding.contains(&"closure".into()) && finding.contains(&"closures".into()));
        assert!(closure.contains(&"reopened".into()));
    }

    #[test]
    fn the_schema_of_a_record_refuses_what_its_version_does_not_have() {
        let mut schema = record();
        forbid_foreign_fields(&mut schema);
        let refused =
            |version: usize| &schema["allOf"][version - 1]["then"]["properties"]["recommendations"]["items"]["properties"];
        assert_eq!(refused(1)["closures"], false);
        assert_eq!(refused(1)["closure"]["properties"]["reopened"], false);
        assert_eq!(refused(1)["owner"]["not"]["type"], "array");
        assert_eq!(refused(2)["verification"], false);
        assert!(refused(2)["owner"].is_null());
    }
}
