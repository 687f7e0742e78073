//! Reads the records as of a date.

use std::collections::BTreeSet;
use std::mem::ManuallyDrop;

use rayon::prelude::*;

use crate::model::did_you_mean::nearest_of_many;
use crate::model::folded::folded;
use crate::model::{Date, Finding, FindingLink, FindingRef, Presence, Record, RecordId, Snapshot};
use crate::query::{AskedName, NameColumn, ShortIds, words_of};
use crate::session::{Days, SessionError};
use crate::store::{Loaded, ProgressCounter, Store, StoreError};
use crate::yaml::{FaultKind, Position};

/// The most names listed in a hint if none is similar to the unknown one.
const MOST_NAMES: usize = 8;

/// The records that could be read, as of a date.
pub struct LoadedRecords {
    /// Never dropped: the process ends next, and freeing ten thousand records takes noticeable time.
    records: ManuallyDrop<Vec<(RecordId, Snapshot)>>,
    /// The errors of the files that could not be read.
    pub errors: Vec<SessionError>,
    /// The names of these files.
    pub unread: Vec<String>,
    /// The ids of those that are not valid records.
    invalid: Vec<RecordId>,
}

impl LoadedRecords {
    /// Reads every record of the store; `count` is the progress.
    ///
    /// # Errors
    /// Fails if the records folder cannot be listed. Files that cannot be read are in `errors`.
    pub fn read(store: &Store, on: Date, days: Days, count: &ProgressCounter) -> Result<Self, SessionError> {
        let (loaded, troubles) = store.load_each(count, |loaded| Self::as_of(store, loaded, on, days))?;
        Ok(Self::collect(store, loaded, troubles))
    }

    /// Returns a record as of the date, or the file that is no record.
    pub(super) fn as_of(store: &Store, loaded: Loaded, on: Date, days: Days) -> Result<(RecordId, Snapshot), Box<Loaded>> {
        match loaded.parsed {
            Ok(record) => Ok((loaded.id, with_covering(store, Snapshot::new(record, on)).seen_from(days.actual_today))),
            Err(_) => Err(Box::new(loaded)),
        }
    }

    /// Collects the records, with the errors of files that could not be read.
    pub(super) fn collect(
        store: &Store,
        loaded: Vec<Result<(RecordId, Snapshot), Box<Loaded>>>,
        troubles: Vec<StoreError>,
    ) -> Self {
        let (mut records, mut errors, mut unread) = (Vec::with_capacity(loaded.len()), Vec::new(), Vec::new());
        let mut invalid = Vec::new();
        for result in loaded {
            match result {
                Ok(record) => records.push(record),
                Err(loaded) => {
                    errors.push(unreadable(&loaded));
                    unread.push(Store::name_of(&loaded.id));
                    invalid.push(loaded.id);
                }
            }
        }
        for trouble in troubles {
            let path = trouble.path().map(|path| path.strip_prefix(store.root()).unwrap_or(path).display().to_string());
            unread.push(path.unwrap_or_else(|| "a file".to_owned()));
            errors.push(trouble.into());
        }
        unread.sort();
        Self { records: ManuallyDrop::new(records), errors, unread, invalid }
    }

    /// Returns the records, by id.
    pub fn pairs(&self) -> impl Iterator<Item = (&RecordId, &Snapshot)> + Clone {
        self.records.iter().map(|(id, record)| (id, record))
    }

    /// Returns the short name of each record, which no other file has either.
    pub fn short_ids(&self) -> ShortIds {
        ShortIds::new(self.pairs().map(|(id, _)| id).chain(&self.invalid))
    }

    /// Returns the records whose report is dated in the future: lists leave out their findings.
    pub fn in_future(&self) -> impl Iterator<Item = (&RecordId, Date)> {
        let in_future = self.pairs().filter(|(_, snapshot)| snapshot.presence() == Presence::InFuture);
        in_future.map(|(id, snapshot)| (id, snapshot.record().inspection.published))
    }

    /// Rejects a filter like `--force` whose name is in no record: an empty list would read as "nothing to do".
    ///
    /// # Errors
    /// Fails if no record has one of the names. `owners` are further names of owners.
    pub fn check_names(&self, asked: &[AskedName], owners: &[&str]) -> Result<(), SessionError> {
        let Some(unknown) = self.unknown(asked, owners).next() else { return Ok(()) };
        let error = SessionError::because(unknown.unknown());
        let known = self.names(unknown, owners);
        Err(match unknown.nearest(known.iter().copied()) {
            Some(name) => error.with_hint(format!("did you mean `{name}`?")),
            None if (1..=MOST_NAMES).contains(&known.len()) => error.with_hint(format!("the records have: {}", known.join(", "))),
            None => error,
        })
    }

    /// Returns the names that no record has.
    pub fn unknown<'n>(&self, asked: &'n [AskedName], owners: &[&str]) -> impl Iterator<Item = &'n AskedName> {
        asked.iter().filter(|asked| !asked.is_among(self.names(asked, owners).into_iter()))
    }

    /// Returns the name most similar to an unknown one.
    pub fn nearest(&self, unknown: &AskedName) -> Option<String> {
        unknown.nearest(self.names(unknown, &[]).into_iter()).map(ToString::to_string)
    }

    /// Applies `use_of` to every record on all cores, and returns the results in order of id.
    pub fn map_each<'a, T: Send>(&'a self, use_of: impl Fn(&'a RecordId, &'a Snapshot) -> T + Sync) -> Vec<T> {
        self.records.par_iter().with_min_len(8).map(|(id, record)| use_of(id, record)).collect()
    }

    /// Returns the word in the records' texts that is most similar to a word that is in none of them.
    pub fn nearest_word(&self, unknown: &str) -> Option<String> {
        let words = self.map_each(|_, snapshot| {
            let mut words = BTreeSet::new();
            snapshot.record().each_text(&mut |text| words.extend(words_of(text.text).map(|at| folded(&text.text[at]))));
            words
        });
        let words: BTreeSet<String> = words.into_iter().flatten().collect();
        nearest_of_many(&folded(unknown), words.iter().map(String::as_str)).map(str::to_owned)
    }

    /// Returns the distinct names in the column.
    fn names<'n>(&'n self, asked: &AskedName, owners: &[&'n str]) -> Vec<&'n str> {
        let mut names: BTreeSet<&str> = self.pairs().flat_map(|(id, record)| asked.column.names(id, record.record())).collect();
        if asked.column == NameColumn::Owner {
            names.extend(owners);
        }
        names.into_iter().collect()
    }
}

/// Returns one record as of the date.
///
/// # Errors
/// Fails if its report was not published yet on that date.
pub fn snapshot(store: &Store, id: &RecordId, record: Record, days: Days) -> Result<Snapshot, SessionError> {
    let published = record.inspection.published;
    let snapshot = with_covering(store, Snapshot::new(record, days.today)).seen_from(days.actual_today);
    if snapshot.presence() == Presence::NotYet {
        let message = format!("{id} did not exist yet on {}: its report was published on {published}", days.today);
        return Err(SessionError::because(message).with_hint("use a later --as-of"));
    }
    Ok(snapshot)
}

/// Returns the findings that say they supersede this one on the day `on`, as links from its record. Reads all records.
///
/// # Errors
/// Fails if the records folder cannot be listed.
pub fn successors(store: &Store, id: &RecordId, reference: &FindingRef, on: Date) -> Result<Vec<FindingLink>, SessionError> {
    let of_record = |loaded: Loaded| {
        let Ok(record) = loaded.parsed else { return Vec::new() };
        let is_there = record.inspection.published <= on;
        let names_it = |finding: &Finding| {
            finding
                .supersedes
                .as_ref()
                .is_some_and(|link| link.finding == *reference && *link.record.as_ref().unwrap_or(&loaded.id) == *id)
        };
        let found = record.findings().filter(|(_, _, finding)| is_there && names_it(finding));
        let link = |finding| FindingLink { record: (loaded.id != *id).then(|| loaded.id.clone()), finding };
        found.map(|(reference, ..)| link(reference)).collect()
    };
    let (found, _) = store.load_each(&ProgressCounter::default(), of_record)?;
    Ok(found.into_iter().flatten().collect())
}

/// Adds whether another record's response covers this one.
pub fn with_covering(store: &Store, mut snapshot: Snapshot) -> Snapshot {
    if let Some(other) = snapshot.record().covered_by.clone() {
        let other = store.load(other).ok().and_then(|loaded| loaded.parsed.ok());
        snapshot.covered_by(other.as_ref());
    }
    snapshot
}

/// Returns the error for a record that cannot be read, with its first problem.
pub fn unreadable(loaded: &Loaded) -> SessionError {
    let name = Store::name_of(&loaded.id);
    let faults = loaded.parsed.as_ref().err().map_or(&[][..], Vec::as_slice);
    let start = faults.first().map_or(0, |first| first.span.start);
    let said = faults.first().map_or("", |first| first.message.as_str());
    let Position { line, column } = Position::of(&loaded.text, start);
    if faults.first().is_some_and(|first| first.kind == FaultKind::MergeConflict) {
        let message = format!("cannot read {name}:{line}:{column}: it has a merge that is not settled");
        return SessionError::because(message).with_hint(format!("`irr merge {}` settles it", loaded.id));
    }
    let more = (faults.len() + faults.iter().map(|fault| fault.more).sum::<usize>()).saturating_sub(1);
    let more = if more > 0 { format!(" (and {more} more)") } else { String::new() };
    let message = format!("cannot read {name}:{line}:{column}: {said}{more}");
    SessionError::because(message).with_hint(format!("`irr validate {name}` lists all its problems"))
}

/// Returns the ids of all records; an empty list where there are none yet.
///
/// # Errors
/// Fails if the records folder or a folder in it cannot be listed: a record in it could be overlooked.
pub fn all_ids(store: &Store) -> Result<Vec<RecordId>, SessionError> {
    let (ids, troubles) = match store.ids() {
        Err(StoreError::NoRecords { .. }) => return Ok(Vec::new()),
        ids => ids?,
    };
    let unlisted = troubles.into_iter().find(|trouble| matches!(trouble, StoreError::List { .. }));
    unlisted.map_or(Ok(ids), |trouble| Err(trouble.into()))
}
