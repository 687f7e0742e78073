//! Completes `field=value`, from the record's JSON Schema.

use std::ffi::OsStr;
use std::sync::LazyLock;

use clap_complete::CompletionCandidate;
use serde_json::Value;

use super::address::address;
use super::line::{continued, words_before};
use super::matching::{explained, matching_words};
use super::words::{addressees, areas, inspectorates, known_forces, owners, words_of};
use crate::model::schema_version::schema_of_version;
use crate::model::{Address, SchemaVersion};
use crate::yaml::{record_schema, resolved};

/// Completes an address, and after one also `field=value`: fields of the finding or the record, and values after the `=`.
pub(in crate::cli) fn assignments(typed: &OsStr) -> Vec<CompletionCandidate> {
    let command = words_before().iter().position(|word| matches!(word.as_str(), "set" | "add")).map_or(0, |at| at + 1);
    let named: Vec<&String> =
        words_before().iter().skip(command).filter(|word| !word.starts_with('-') && !word.contains('=')).collect();
    let of = if named.iter().any(|word| names_a_finding(word)) { Of::Finding } else { Of::Record };
    let is_value = typed.to_str().is_some_and(|typed| typed.contains('='));
    let mut found = if is_value { Vec::new() } else { address(typed) };
    if is_value || !named.is_empty() {
        found.splice(0..0, typed.to_str().map(|typed| candidates(of, typed)).unwrap_or_default());
    }
    found
}

/// The schema of a record in the latest version, whose fields are offered.
static LATEST: LazyLock<Value> = LazyLock::new(|| schema_of_version(record_schema().clone(), SchemaVersion::LATEST));

/// What the fields belong to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Of {
    Finding,
    Record,
}

impl Of {
    fn schema(self) -> &'static Value {
        match self {
            Self::Finding => &LATEST["$defs"]["Finding"],
            Self::Record => &LATEST,
        }
    }
}

fn names_a_finding(word: &str) -> bool {
    !word.contains('=') && word.parse::<Address>().is_ok_and(|address| address.finding.is_some())
}

fn candidates(of: Of, typed: &str) -> Vec<CompletionCandidate> {
    match typed.split_once('=') {
        Some((field, value)) => {
            values(of, field, value).into_iter().map(|candidate| candidate.add_prefix(format!("{field}="))).collect()
        }
        None => fields(of, typed),
    }
}

/// Completes a field below the last dot; fields with subfields end in a dot, others in `=`.
fn fields(of: Of, typed: &str) -> Vec<CompletionCandidate> {
    let outer = typed.rsplit_once('.').map_or("", |(outer, _)| outer);
    let Some(outer_schema) = at(of, outer) else { return Vec::new() };
    let properties = outer_schema["properties"].as_object().into_iter().flatten();
    let settable = properties.filter(|(name, schema)| *name != "schema_version" && !is_list_of_objects(schema));
    let field = |(name, schema): (&'static String, &'static Value)| {
        let end = if resolved(schema)["properties"].is_object() { '.' } else { '=' };
        let name = if outer.is_empty() { format!("{name}{end}") } else { format!("{outer}.{name}{end}") };
        (name, schema["description"].as_str().unwrap_or_default().to_owned())
    };
    explained(typed, settable.map(field)).into_iter().map(continued).collect()
}

/// Completes a value: from the field's vocabulary, or from the records.
fn values(of: Of, field: &str, typed: &str) -> Vec<CompletionCandidate> {
    let Some(schema) = at(of, field) else { return Vec::new() };
    let words = words_of(schema);
    if !words.is_empty() {
        return explained(typed, words);
    }
    // Optional booleans have the type `["boolean", "null"]`.
    if schema["type"] == "boolean" || schema["type"][0] == "boolean" {
        return matching_words(typed, ["true", "false"]);
    }
    let typed = OsStr::new(typed);
    match (of, field) {
        (Of::Finding, "owner") => owners(typed),
        (Of::Finding, "area") => areas(typed),
        (Of::Finding, "addressed_to") => addressees(typed),
        (Of::Record, "force") => known_forces(typed),
        (Of::Record, "inspection.inspectorates") => inspectorates(typed),
        _ => Vec::new(),
    }
}

/// Returns the schema of a field, or of everything if the path is empty.
fn at(of: Of, path: &str) -> Option<&'static Value> {
    let mut schema = of.schema();
    for key in path.split('.').filter(|_| !path.is_empty()) {
        schema = resolved(schema["properties"].get(key)?);
    }
    Some(schema)
}

/// Actions, progress and so on have their own commands.
fn is_list_of_objects(schema: &'static Value) -> bool {
    schema.get("items").is_some_and(|items| resolved(items)["type"] == "object")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn offered(of: Of, typed: &str) -> Vec<String> {
        candidates(of, typed).iter().map(|candidate| candidate.get_value().to_string_lossy().into_owned()).collect()
    }

    #[test]
    fn a_findings_fields_are_offered_a_step_at_a_time() {
        assert_eq!(offered(Of::Finding, "commissioner"), ["commissioner_response."]);
        // Fields of an older version only, and lists, which have their own commands.
        assert_eq!(offered(Of::Finding, "cl"), Vec::<String>::new());
        assert_eq!(
            offered(Of::Finding, "commissioner_response.a"),
            ["commissioner_response.action=", "commissioner_response.adopts_chief_officer="]
        );
        let all = offered(Of::Finding, "");
        assert!(all.contains(&"owner=".to_owned()) && !all.iter().any(|field| field.starts_with("progress")), "{all:?}");
        assert_eq!(offered(Of::Finding, "publication."), Vec::<String>::new());
    }

    #[test]
    fn a_records_fields_are_offered_with_what_they_may_be() {
        assert_eq!(offered(Of::Record, "publication.pub"), ["publication.published="]);
        assert_eq!(offered(Of::Record, "stage="), ["stage=draft", "stage=published"]);
        assert_eq!(offered(Of::Record, "local_policing_body.kind=pc"), ["local_policing_body.kind=pcc"]);
        assert_eq!(offered(Of::Record, "nothing="), Vec::<String>::new());
    }

    #[test]
    fn a_value_comes_from_its_vocabulary() {
        assert_eq!(offered(Of::Finding, "priority="), ["priority=high", "priority=medium", "priority=low"]);
        assert_eq!(offered(Of::Finding, "commissioner_response.action=t"), ["commissioner_response.action=taken"]);
        assert_eq!(offered(Of::Finding, "ours="), ["ours=true", "ours=false"]);
        assert_eq!(offered(Of::Finding, "due="), Vec::<String>::new());
    }

    #[test]
    fn an_address_before_it_says_whose_fields() {
        for (word, finding) in
            [("custody:R1", true), ("kent/2024-01-01-custody:afi2", true), ("custody", false), ("url=https:R1", false)]
        {
            assert_eq!(names_a_finding(word), finding, "{word}");
        }
    }
}
