//! Records and findings, by what they are called.

use std::ffi::OsStr;

use clap_complete::CompletionCandidate;
use clap_complete::engine::{PathCompleter, ValueCompleter};

use super::asked::{Help, help, open, store};
use super::matching::matching;
use crate::model::{Prose, RecordId};
use crate::query::find_record;
use crate::store::Store;

/// More records than this are offered without their titles: nobody reads so many, and somebody waits.
const MOST_TITLES: usize = 40;

/// An explanation has no more characters than this: it stands beside the word.
const LONGEST_HELP: usize = 70;

/// A record, or a finding of one: ids, behind a whole id or a part and a colon the refs of that record.
pub(in crate::cli) fn address(typed: &OsStr) -> Vec<CompletionCandidate> {
    let (Some(typed), Some(store)) = (typed.to_str(), store()) else { return Vec::new() };
    let ids = ids(&store);
    if let Some((part, reference)) = typed.rsplit_once(':') {
        return findings(&store, &ids, part, reference);
    }
    // A whole id has nothing left to say but which finding; the record alone needs no TAB any more.
    let mut found = if ids.iter().any(|id| id.as_str() == typed) { findings(&store, &ids, typed, "") } else { Vec::new() };
    let others = matching(typed, ids.iter().filter(|id| id.as_str() != typed), |id| id.as_str());
    if found.is_empty() || others.iter().any(|id| id.as_str().starts_with(typed)) {
        found.extend(records(&store, &others).map(open));
    }
    found
}

/// Files and folders, and ids of records.
pub(in crate::cli) fn paths(typed: &OsStr) -> Vec<CompletionCandidate> {
    let yaml = PathCompleter::any().filter(|path| path.extension().is_some_and(|ending| ending == "yaml"));
    let mut found = yaml.complete(typed);
    if let (Some(typed), Some(store)) = (typed.to_str(), store()) {
        let ids = ids(&store);
        let named = matching(typed, &ids, |id| id.as_str());
        // A file that begins as typed is meant before an id that only has it in it.
        if found.is_empty() || named.iter().any(|id| id.as_str().starts_with(typed)) {
            found.extend(records(&store, &named));
        }
    }
    found
}

/// The ids of a store's records; none where it cannot be listed.
pub(super) fn ids(store: &Store) -> Vec<RecordId> {
    store.ids().map(|(ids, _)| ids).unwrap_or_default()
}

fn records<'a>(store: &'a Store, ids: &'a [&RecordId]) -> impl Iterator<Item = CompletionCandidate> + 'a {
    let told = help() == Help::Shown && ids.len() <= MOST_TITLES;
    let title = move |id: &RecordId| store.load(id.clone()).ok()?.parsed.ok().map(|record| record.inspection.title);
    ids.iter().map(move |id| {
        let title = if told { title(id) } else { None };
        CompletionCandidate::new(id.as_str()).help(title.map(|title| in_short(&title).into()))
    })
}

/// The refs of the record that `part` picks out, behind what was typed for it.
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

/// The first words of a text.
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
