//! The findings that an incomplete address may mean: `R2` alone, a record without a finding, or nothing at all.

use crate::model::{Address, Date, FindingRef, Record, RecordId, Status};
use crate::query::LookupError;
use crate::session::SessionError;
use crate::session::resolve::one;
use crate::store::{Loaded, ProgressCounter, Store};

/// A finding that may be meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FindingChoice {
    /// Its record.
    pub id: RecordId,
    /// Its number.
    pub reference: FindingRef,
    /// The report's title.
    pub title: String,
    /// What is asked, in one line.
    pub text: String,
    /// Its status.
    pub status: Status,
}

impl FindingChoice {
    /// Returns its full address.
    pub fn address(&self) -> Address {
        Address { record: self.id.to_string(), finding: Some(self.reference.clone()) }
    }
}

/// Returns the findings that an address may mean, those of the record that was changed last first. Without an address, all open
/// ones; of a record that is named without a finding, its open ones, or else all.
///
/// # Errors
/// Fails if the records cannot be read, or if no record or several match.
pub fn choices(store: &Store, address: Option<&Address>, count: &ProgressCounter) -> Result<Vec<FindingChoice>, SessionError> {
    let of_record = address.map(|address| address.record.as_str()).filter(|part| !part.is_empty());
    let mut found = match of_record {
        Some(part) => {
            let loaded = store.load(one(store, part)?)?;
            loaded.parsed.as_ref().map(|record| findings(&loaded.id, record)).unwrap_or_default()
        }
        None => {
            let read = |loaded: Loaded| loaded.parsed.ok().map(|record| findings(&loaded.id, &record)).unwrap_or_default();
            store.load_each(count, read)?.0.into_iter().flatten().collect()
        }
    };
    if let Some(wanted) = address.and_then(|address| address.finding.as_ref()) {
        found.retain(|choice| choice.reference == *wanted);
    }
    if found.iter().any(|choice| choice.status.is_open()) {
        found.retain(|choice| choice.status.is_open());
    } else if address.is_none() {
        found.clear();
    }
    let last = last_changed(store);
    found.sort_by_key(|choice| !last.contains(&choice.id));
    Ok(found)
}

/// Completes an address that names a finding alone: it is the only open one of that number, or that of the record that was
/// changed last.
///
/// # Errors
/// Fails with every address that may be meant.
pub fn completed(store: &Store, address: &Address, count: &ProgressCounter) -> Result<Address, SessionError> {
    let (true, Some(wanted)) = (address.record.is_empty(), &address.finding) else { return Ok(address.clone()) };
    let found = choices(store, Some(address), count)?;
    let last = last_changed(store);
    let of_last: Vec<&FindingChoice> = found.iter().filter(|choice| last.contains(&choice.id)).collect();
    match (&found[..], &of_last[..]) {
        ([], _) => {
            Err(SessionError::because(format!("no record has an {wanted}")).with_hint("`irr list --all` lists every finding"))
        }
        ([one], _) => Ok(one.address()),
        (_, [one]) => Ok(one.address()),
        (several, _) => {
            let candidates = several.iter().map(|choice| format!("{}:{wanted}", choice.id)).collect();
            Err(LookupError::SeveralFindings { finding: wanted.to_string(), candidates }.into())
        }
    }
}

/// Returns the responses that are owed, not published yet, and lack answers: id, title, and how many findings lack one. The one
/// that is due first comes first.
///
/// # Errors
/// Fails if the records cannot be read.
pub fn unanswered_records(store: &Store, count: &ProgressCounter) -> Result<Vec<(RecordId, String, usize)>, SessionError> {
    let read = |loaded: Loaded| {
        let record = loaded.parsed.ok().filter(|record| record.owes_response() && record.responded().is_none())?;
        let open = record.unanswered().count();
        let due = record.response_due(Date::LAST);
        (open > 0).then(|| (due, loaded.id, record.inspection.title.clone(), open))
    };
    let mut waiting: Vec<_> = store.load_each(count, read)?.0.into_iter().flatten().collect();
    waiting.sort_by(|a, b| (a.0.unwrap_or(Date::LAST), &a.1).cmp(&(b.0.unwrap_or(Date::LAST), &b.1)));
    Ok(waiting.into_iter().map(|(_, id, title, open)| (id, title, open)).collect())
}

/// Returns the records of the last change.
fn last_changed(store: &Store) -> Vec<RecordId> {
    // Without a usable journal no record comes first.
    let last = store.undo().ok().flatten();
    last.map(|change| change.files.into_iter().map(|file| file.id).collect()).unwrap_or_default()
}

fn findings(id: &RecordId, record: &Record) -> Vec<FindingChoice> {
    let choice = |reference: FindingRef, finding: &crate::model::Finding| FindingChoice {
        id: id.clone(),
        reference,
        title: record.inspection.title.clone(),
        text: finding.text.as_ref().map(|text| text.in_a_line()).unwrap_or_default(),
        status: finding.latest_status(),
    };
    record
        .findings()
        .filter(|(.., finding)| finding.said_ours != Some(false))
        .map(|(reference, _, finding)| choice(reference, finding))
        .collect()
}
