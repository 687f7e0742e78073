//! A record with a word of its own in each text field, made from the schema: whatever field is added, its word must be found.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::*;

/// Fills each field of a schema.
struct Filler<'a> {
    root: &'a Value,
    /// The words so far, each with the field that it is in.
    words: Vec<(String, String)>,
}

impl Filler<'_> {
    fn fill(&mut self, schema: &Value, at: &str) -> Value {
        if let Some(name) = schema["$ref"].as_str().and_then(|name| name.strip_prefix("#/$defs/")) {
            return self.fill(&self.root["$defs"][name], at);
        }
        if let Some(first) = schema["anyOf"].as_array().and_then(|any| any.first()) {
            return self.fill(first, at);
        }
        if let Some(word) = schema["oneOf"].as_array().and_then(|words| words.first()) {
            return word["const"].clone();
        }
        if let Some(word) = schema["enum"].as_array().and_then(|words| words.first()) {
            return word.clone();
        }
        let kind = schema["type"].as_str().or_else(|| schema["type"][0].as_str()).unwrap_or_default();
        match (kind, schema["format"].as_str()) {
            ("object", _) => {
                let fields = schema["properties"].as_object().into_iter().flatten();
                Value::Object(
                    fields.map(|(key, field)| (key.clone(), self.fill(field, &format!("{at}.{key}")))).collect::<Map<_, _>>(),
                )
            }
            ("array", _) => json!([self.fill(&schema["items"], at)]),
            ("boolean", _) => json!(true),
            ("integer", _) => json!(2),
            (_, Some("date")) => json!("2025-05-16"),
            (_, Some("finding-number")) => json!("1"),
            (_, Some("finding-link" | "answer-place")) => json!("R1"),
            (_, Some("record-id")) => json!("kent/2025-05-16-subject"),
            _ => {
                let word = format!("word{}x", self.words.len());
                self.words.push((word.clone(), at.to_owned()));
                json!(word)
            }
        }
    }
}

/// Fields with text that is no text to search: the path in a redaction's entry.
const NOT_SEARCHED: [&str; 1] = [".redactions.field"];

#[test]
fn every_text_field_of_the_schema_is_listed() {
    let schema = schemars::schema_for!(Record).to_value();
    let mut filler = Filler { root: &schema, words: Vec::new() };
    let filled = filler.fill(&schema, "");
    let words = filler.words;
    assert!(words.len() > 100, "the schema is not read as it is meant: {words:?}");
    let record: Record = serde_json::from_value(filled).unwrap();
    let mut listed = BTreeSet::new();
    record.each_text(&mut |text| listed.extend([text.text.to_owned()]));
    let missing: Vec<&str> = words.iter().filter(|(word, _)| !listed.contains(word)).map(|(_, at)| at.as_str()).collect();
    let missing: Vec<&str> = missing.into_iter().filter(|at| !NOT_SEARCHED.iter().any(|known| at.ends_with(known))).collect();
    assert!(missing.is_empty(), "text fields that no search finds: {missing:#?}");
}

#[test]
fn the_path_of_a_text_leads_to_it() {
    let schema = schemars::schema_for!(Record).to_value();
    let filled = Filler { root: &schema, words: Vec::new() }.fill(&schema, "");
    let record: Record = serde_json::from_value(filled).unwrap();
    let written = serde_json::to_value(&record).unwrap();
    let places: Vec<_> = record.findings().map(|(reference, at, _)| (reference, at)).collect();
    record.each_text(&mut |text| {
        let within = places.iter().find(|(reference, _)| Some(reference) == text.finding.as_ref());
        let path = within.map_or_else(FieldPath::root, |(_, at)| at.clone()).join(&text.path());
        let found = crate::model::redaction::part(&written, &path);
        assert_eq!(found, Some(&json!(text.text)), "{}", text.path());
    });
}
