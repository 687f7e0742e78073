//! Completes fields that are marked as guessed, of the record or finding on the line.

use std::ffi::OsStr;

use clap_complete::CompletionCandidate;

use super::address::ids;
use super::line::{store, words_before};
use super::matching::explained;
use crate::cli::commands::confirm::{field_of, of_address};
use crate::model::Address;
use crate::query::find_record;
use crate::yaml::checks;

/// Completes the marked fields of the address, each with why it was guessed.
pub(in crate::cli) fn marked(typed: &OsStr) -> Vec<CompletionCandidate> {
    typed.to_str().and_then(fields).unwrap_or_default()
}

fn fields(typed: &str) -> Option<Vec<CompletionCandidate>> {
    let command = words_before().iter().position(|word| word == "confirm")?;
    let mut words = words_before().iter().skip(command + 1).filter(|word| !word.starts_with('-'));
    let address: Address = words.next()?.parse().ok()?;
    let named: Vec<&String> = words.collect();
    let store = store()?;
    let text = store.load(find_record(&ids(&store), &address.record).ok()?.clone()).ok()?.text;
    let found = of_address(checks(&text), &address).into_iter().map(|check| (field_of(&check, &address), check.why));
    // A mark on no value has no name to type, and nobody names a field twice.
    Some(explained(typed, found.filter(|(field, _)| !field.is_empty() && !named.contains(&field))))
}
