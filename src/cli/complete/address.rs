//! Completes records and findings.

use std::ffi::OsStr;

use clap_complete::CompletionCandidate;
use clap_complete::engine::{PathCompleter, ValueCompleter};

use super::line::{continued, store};
use super::matching::matching;
use crate::model::RecordId;
use crate::prose::Prose;
use crate::query::find_record;
use crate::store::Store;

/// With more records than this no titles are shown: reading every record's title would take too long.
const MOST_TITLES: usize = 40;

/// Longest explanation, in characters, because it is shown beside the word.
const LONGEST_HELP: usize = 70;

/// Completes a record's id, or after a colon a finding of the record.
pub(in crate::cli) fn address(typed: &OsStr) -> Vec<CompletionCandidate> {
    let (Some(typed), Some(store)) = (typed.to_str(), store()) else { return Vec::new() };
    let ids = ids(&store);
    if let Some((part, reference)) = typed.rsplit_once(':') {
        return findings(&store, &ids, part, reference);
    }
    // A complete id can only be continued with a finding.
    let mut found = if ids.iter().any(|id| id.as_str() == typed) { findings(&store, &ids, typed, "") } else { Vec::new() };
    let others = matching(typed, ids.iter().filter(|id| id.as_str() != typed), |id| id.as_str());
    if found.is_empty() || others.iter().any(|id| id.as_str().starts_with(typed)) {
        found.extend(records(&store, &others).map(continued));
    }
    found
}

/// Completes files, folders and ids of records.
pub(in crate::cli) fn paths(typed: &OsStr) -> Vec<CompletionCandidate> {
    let yaml = PathCompleter::any().filter(|path| path.extension().is_some_and(|ending| ending == "yaml"));
    let mut found = yaml.complete(typed);
    if let (Some(typed), Some(store)) = (typed.to_str(), store()) {
        let ids = ids(&store);
        let named = matching(typed, &ids, |id| id.as_str());
        // A file that starts with the typed text comes before ids that only contain it.
        if found.is_empty() || named.iter().any(|id| id.as_str().starts_with(typed)) {
            found.extend(records(&store, &named));
        }
    }
    found
}

/// Returns the ids of all records, or none if they cannot be listed.
pub(super) fn ids(store: &Store) -> Vec<RecordId> {
    store.ids().map(|(ids, _)| ids).unwrap_or_default()
}

fn records<'a>(store: &'a Store, ids: &'a [&RecordId]) -> impl Iterator<Item = CompletionCandidate> + 'a {
    let told = ids.len() <= MOST_TITLES;
    let title = move |id: &RecordId| store.load(id.clone()).ok()?.parsed.ok().map(|record| record.inspection.title);
    ids.iter().map(move |id| {
        let title = if told { title(id) } else { None };
        CompletionCandidate::new(id.as_str()).help(title.map(|title| in_short(&title).into()))
    })
}

/// Returns the findings of the record that `part` selects, after the text already typed.
fn findings(store: &Store, ids: &[RecordId], part: &str, reference: &str) -> Vec<CompletionCandidate> {
    let loaded = find_record(ids, part).ok().and_then(|id| store.load(id.clone()).ok());
    let Some(record) = loaded.and_then(|loaded| loaded.parsed.ok()) else { return Vec::new() };
    let all = record.findings().map(|(name, _, finding)| (name.to_string(), finding.text.as_ref()));
    let begun = all.filter(|(name, _)| name.to_lowercase().starts_with(&reference.to_lowercase()));
    let candidate = |(name, text): (String, Option<&Prose>)| {
        CompletionCandidate::new(format!("{part}:{name}")).help(text.map(|text| in_short(text.as_str()).into()))
    };
    begun.map(candidate).collect()
}

/// Returns the first words of a text.
fn in_short(text: &str) -> String {
    let mut short = String::new();
    for word in text.split_whitespace() {
        if short.chars().count() + word.chars().count() >= LONGEST_HELP {
            return short + "…";
        }
        if !short.is_empty() {
            short.push(' ');
        }
        short.push_str(word);
    }
    short
}
