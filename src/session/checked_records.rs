//! The records of a day together with how many problems they have, read once.

use std::collections::BTreeSet;

use crate::model::RecordId;
use crate::rules::{CheckSettings, Severity};
use crate::session::check::{CheckInput, CheckScope, CheckedRecord, Replacements, Selection};
use crate::session::{Comparison, Days, LoadedRecords, OfficeSettings, SessionError};
use crate::store::{ProgressCounter, Store};

/// The records of a day, checked as `irr validate` checks them.
pub struct CheckedRecords {
    /// The records.
    pub records: LoadedRecords,
    /// The number of errors.
    pub errors: usize,
    /// The number of warnings.
    pub warnings: usize,
}

impl CheckedRecords {
    /// Reads and checks every record of the store; `count` is the progress.
    ///
    /// # Errors
    /// Fails if the records folder cannot be listed or has no record, or if the settings cannot be read.
    pub fn read(store: &Store, days: Days, count: &ProgressCounter) -> Result<Self, SessionError> {
        let (input, found) = check(store, Selection::Paths(&[]), days, count)?;
        let (errors, warnings) = (problems(&found, Severity::Error), problems(&found, Severity::Warning));
        // What was found holds on to the records, which are needed whole.
        drop(found);
        Ok(Self { records: input.into_records(store, days), errors, warnings })
    }
}

/// Returns how many errors a record has.
///
/// # Errors
/// Fails if it or the settings cannot be read.
pub fn errors_of(store: &Store, id: &RecordId, days: Days, count: &ProgressCounter) -> Result<usize, SessionError> {
    let only = BTreeSet::from([id.clone()]);
    let (_, found) = check(store, Selection::Records(&only), days, count)?;
    Ok(problems(&found, Severity::Error))
}

fn check(
    store: &Store,
    asked: Selection<'_>,
    days: Days,
    count: &ProgressCounter,
) -> Result<(CheckInput, Vec<CheckedRecord>), SessionError> {
    let standing_in = Replacements::new();
    let scope = CheckScope { store, asked, staged: None, standing_in: &standing_in, changed: None, against: None, count };
    let (set, input) = store.steadily(|| Ok::<_, SessionError>((OfficeSettings::load(store)?, CheckInput::read(&scope)?)))?;
    let (policy, us, copies_within_days) = Comparison::default().tightened(&set);
    let by = CheckSettings { copies_within_days, ..days.circumstances(&set.settings, us) };
    let found = input.check(store, &by, &policy, count);
    Ok((input, found))
}

fn problems(found: &[CheckedRecord], severity: Severity) -> usize {
    let all = found.iter().flat_map(|record| &record.diagnostics);
    // One diagnostic can stand for more of the same kind.
    all.filter(|diagnostic| diagnostic.severity == severity).map(|diagnostic| 1 + diagnostic.more).sum()
}
