//! The whole store, for the rules that look beyond one record.

use std::collections::{BTreeSet, HashMap};

use crate::model::force::Forces;
use crate::model::{Date, Finding, FindingLink, Record, RecordId, Us};

/// What everything is judged by, beside the records.
#[derive(Debug, Clone)]
pub struct Circumstances {
    /// The day everything is judged on.
    pub on: Date,
    /// The day it is; another one where a past day is looked at.
    pub today: Date,
    /// Which addressees are this office and its force.
    pub us: Us,
    /// The forces that are known by name.
    pub forces: Forces,
    /// Paths that evidence names and where there is no file, as far as somebody looked.
    pub missing_files: BTreeSet<String>,
}

/// Every record of the store, for the rules that look beyond one.
///
/// Hash maps, for ten thousand records are looked up in them and no order of theirs is ever told.
#[derive(Debug)]
pub struct Whole<'a> {
    /// What everything is judged by.
    pub by: &'a Circumstances,
    records: HashMap<&'a RecordId, Option<&'a Record>>,
    same: HashMap<(&'a str, &'a str, Date), Vec<&'a RecordId>>,
    stems: HashMap<&'a str, &'a RecordId>,
    folders: HashMap<&'a str, Vec<&'a RecordId>>,
}

impl<'a> Whole<'a> {
    /// The store of these ids, with the records behind them; one that cannot be read, or need not be, is known by its id.
    pub fn of(records: impl IntoIterator<Item = (&'a RecordId, Option<&'a Record>)>, by: &'a Circumstances) -> Self {
        let mut whole =
            Self { by, records: HashMap::new(), same: HashMap::new(), stems: HashMap::new(), folders: HashMap::new() };
        for (id, record) in records {
            if let Some(record) = record {
                whole.same.entry(key(record)).or_default().push(id);
            }
            whole.stems.insert(id.stem(), id);
            whole.folders.entry(id.folder()).or_default().push(id);
            whole.records.insert(id, record);
        }
        whole
    }

    /// A record of the store, where it can be read.
    pub fn record(&self, id: &RecordId) -> Option<&'a Record> {
        *self.records.get(id)?
    }

    /// The finding that a link in `from` leads to, with its record's id.
    pub fn finding(&self, link: &'a FindingLink, from: &'a RecordId) -> Option<(&'a RecordId, &'a Finding)> {
        let id = link.record.as_ref().unwrap_or(from);
        Some((id, self.record(id)?.finding(&link.finding)?))
    }

    /// Whether the store has a record of that id, readable or not.
    pub fn has(&self, id: &RecordId) -> bool {
        self.records.contains_key(id)
    }

    /// The id that was most likely meant by one that is not there: the same file in another folder, or the same day or subject in the same.
    pub fn nearest(&self, id: &RecordId) -> Option<&'a RecordId> {
        if let Some(elsewhere) = self.stems.get(id.stem()) {
            return Some(elsewhere);
        }
        let (folder, day, subject) = id.parts();
        let here = self.folders.get(folder)?.iter().copied();
        here.filter(|other| other.parts().1 == day || other.parts().2 == subject).min_by_key(|other| distance(id, other))
    }

    /// Whether a link that stands in `from` leads to a finding; yes where the other record cannot be read.
    pub fn resolves(&self, link: &FindingLink, from: &RecordId) -> bool {
        match self.records.get(link.record.as_ref().unwrap_or(from)) {
            None => false,
            Some(None) => true,
            Some(Some(record)) => record.finding(&link.finding).is_some(),
        }
    }

    /// Every id of a record with the same force, title and day of publication, `record`'s own among them.
    pub fn same_as<'b>(&'b self, record: &'b Record) -> &'b [&'b RecordId] {
        self.same.get(&key(record)).map_or(&[], Vec::as_slice)
    }
}

fn distance(one: &RecordId, two: &RecordId) -> usize {
    strsim::levenshtein(one.as_str(), two.as_str())
}

fn key(record: &Record) -> (&str, &str, Date) {
    (record.force.as_str(), record.inspection.title.as_str(), record.inspection.published)
}
