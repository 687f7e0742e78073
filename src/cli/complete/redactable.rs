//! Completes fields whose text can be redacted, of the record or finding on the line.

use std::ffi::OsStr;

use clap_complete::CompletionCandidate;

use super::address::ids;
use super::line::{store, words_before};
use super::matching::explained;
use crate::cli::commands::set::place;
use crate::model::redaction::{REDACTED, part, texts};
use crate::model::{Address, FieldPath, FindingKind};
use crate::query::find_record;
use crate::yaml::{AssignOperator, Assignment, assign};

/// Completes the text fields of the address, each with its first words.
pub(in crate::cli) fn redactable(typed: &OsStr) -> Vec<CompletionCandidate> {
    typed.to_str().and_then(fields).unwrap_or_default()
}

fn fields(typed: &str) -> Option<Vec<CompletionCandidate>> {
    let command = words_before().iter().position(|word| word == "redact")?;
    let address: Address = words_before().iter().skip(command + 1).find(|word| !word.starts_with('-'))?.parse().ok()?;
    let store = store()?;
    let id = find_record(&ids(&store), &address.record).ok()?.clone();
    let record = store.load(id).ok()?.parsed.ok()?;
    let base = match &address.finding {
        None => FieldPath::root(),
        Some(finding) => place(&record, finding)?,
    };
    let whole = serde_json::to_value(&record).ok()?;
    let is_text = |field: &FieldPath| {
        let marker = Assignment { path: field.clone(), operator: AssignOperator::Set, value: REDACTED.to_owned() };
        let name = field.to_string();
        let is_of_a_finding = FindingKind::ALL.iter().any(|kind| name.starts_with(kind.list()));
        name != "force"
            && !name.starts_with("redactions")
            && !is_of_a_finding
            && assign(&mut record.clone(), &base, &[marker]).is_ok()
    };
    let found = texts(part(&whole, &base)?, "").into_iter().filter(|(field, _)| is_text(field));
    let in_short = |text: &str| text.split_whitespace().take(8).collect::<Vec<_>>().join(" ");
    Some(explained(typed, found.map(|(field, text)| (field.to_string(), in_short(&text)))))
}
