//! All records together, for rules that look beyond one record.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::OnceLock;

use crate::model::covered_by::{NotCovering, covers};
use crate::model::force::Forces;
use crate::model::{
    ConflictSides, Date, Finding, FindingLink, FindingRef, OurNames, Record, RecordId, ResponseDeadline, Settings,
};

/// The context of a check, besides the records.
#[derive(Debug, Clone)]
pub struct CheckSettings {
    /// The day on which everything is judged.
    pub on: Date,
    /// The real day, which differs from `on` when a past day is looked at.
    pub today: Date,
    /// The matcher for addressees that mean this office and its force.
    pub us: OurNames,
    /// The known forces.
    pub forces: Forces,
    /// The number of days after publication within which copies are to be sent, if the office sets it; more than one where an
    /// older version of the settings counts too.
    pub copies_within_days: Vec<Option<u32>>,
    /// The paths in evidence at which no file exists, as far as this was checked.
    pub missing_files: BTreeSet<String>,
    /// What the sides of merge conflicts are called; `None` where their markers say it.
    pub sides: Option<ConflictSides>,
}

impl CheckSettings {
    /// Returns the context for a day and settings, with no file missing.
    pub fn of(on: Date, settings: &Settings) -> Self {
        let (us, forces) = (OurNames::also(&settings.us), Forces::also(&settings.forces));
        let copies_within_days = vec![settings.copies_within_days];
        Self { on, today: on, us, forces, copies_within_days, missing_files: BTreeSet::new(), sides: None }
    }
}

/// All records of the folder.
///
/// Hash maps are used for speed with ten thousand records; their order must never reach the output.
#[derive(Debug)]
pub struct RuleContext<'a> {
    /// What everything is judged by.
    pub by: &'a CheckSettings,
    records: HashMap<&'a RecordId, IndexedRecord<'a>>,
    circles: OnceLock<HashSet<RecordId>>,
    /// The ids of which there are several where case does not count.
    without_case: OnceLock<HashMap<String, BTreeSet<RecordId>>>,
    /// The findings that another finding supersedes.
    superseded: OnceLock<HashMap<RecordId, HashSet<FindingRef>>>,
    same: HashMap<(String, &'a str, Date), Vec<&'a RecordId>>,
    stems: HashMap<&'a str, &'a RecordId>,
    /// The ids in a folder that share a day or a subject, for suggestions.
    alike: HashMap<(&'a str, &'a str), Vec<&'a RecordId>>,
}

/// A record, with an index of its findings that is built when first needed.
#[derive(Debug)]
struct IndexedRecord<'a> {
    record: Option<&'a Record>,
    /// The indexes of the findings in the lists of their kinds.
    findings: OnceLock<HashMap<FindingRef, usize>>,
}

impl<'a> IndexedRecord<'a> {
    fn finding(&self, reference: &FindingRef) -> Option<&'a Finding> {
        let record = self.record?;
        let place = self.findings.get_or_init(|| record.finding_places()).get(reference)?;
        record.findings_of(reference.kind).get(*place)
    }
}

impl<'a> RuleContext<'a> {
    /// Indexes these records. One that cannot be read, or need not be, is known by its id only.
    pub fn of(records: impl IntoIterator<Item = (&'a RecordId, Option<&'a Record>)>, by: &'a CheckSettings) -> Self {
        let mut context = Self {
            by,
            records: HashMap::new(),
            circles: OnceLock::new(),
            without_case: OnceLock::new(),
            superseded: OnceLock::new(),
            same: HashMap::new(),
            stems: HashMap::new(),
            alike: HashMap::new(),
        };
        for (id, record) in records {
            if let Some(record) = record {
                context.same.entry(key(record)).or_default().push(id);
            }
            context.stems.insert(id.stem(), id);
            let (folder, day, subject) = id.parts();
            for part in [day, subject] {
                context.alike.entry((folder, part)).or_default().push(id);
            }
            context.records.insert(id, IndexedRecord { record, findings: OnceLock::new() });
        }
        context
    }

    /// Returns a record, if it exists and can be read.
    pub fn record(&self, id: &RecordId) -> Option<&'a Record> {
        self.records.get(id)?.record
    }

    /// Returns the position of a record's response relative to its deadline, taking a covering record into account.
    pub fn response(&self, record: &Record) -> ResponseDeadline {
        ResponseDeadline::covered(record, self.by.on, self.covering(record).is_some_and(|covers| covers.is_ok()))
    }

    /// Checks the record's `covered_by`; `None` where it has none.
    pub fn covering(&self, record: &Record) -> Option<Result<(), NotCovering>> {
        let other = record.covered_by.as_ref()?;
        Some(covers(record, self.record(other), self.by.on))
    }

    /// Returns the finding to which a link in `from` leads, with its record's id.
    pub fn finding(&self, link: &'a FindingLink, from: &'a RecordId) -> Option<(&'a RecordId, &'a Finding)> {
        let id = link.record.as_ref().unwrap_or(from);
        Some((id, self.records.get(id)?.finding(&link.finding)?))
    }

    /// Returns whether a record with that id exists, readable or not.
    pub fn has(&self, id: &RecordId) -> bool {
        self.records.contains_key(id)
    }

    /// Returns the id most likely meant by one that does not exist:
    /// the same file in another folder, or the same day or subject in the same one.
    pub fn nearest(&self, id: &RecordId) -> Option<&'a RecordId> {
        if let Some(elsewhere) = self.stems.get(id.stem()) {
            return Some(elsewhere);
        }
        let (folder, day, subject) = id.parts();
        let alike = |part| self.alike.get(&(folder, part)).into_iter().flatten().copied().take(MOST_ALIKE);
        alike(day).chain(alike(subject)).min_by_key(|other| distance(id, other))
    }

    /// Returns whether a link in `from` leads to a finding; true where the other record cannot be read.
    pub fn resolves(&self, link: &FindingLink, from: &RecordId) -> bool {
        match self.records.get(link.record.as_ref().unwrap_or(from)) {
            None => false,
            // It may have the finding, and its own faults are reported anyway.
            Some(IndexedRecord { record: None, .. }) => true,
            Some(entry) => entry.finding(&link.finding).is_some(),
        }
    }

    /// Returns whether the record is part of a circle of `covered_by`, so that no record answers.
    pub fn covers_itself(&self, id: &RecordId) -> bool {
        self.circles.get_or_init(|| self.find_circles()).contains(id)
    }

    /// Returns every record in a circle. Each record is visited once, so the time is linear.
    fn find_circles(&self) -> HashSet<RecordId> {
        let mut circles = HashSet::new();
        let mut gone: HashMap<&RecordId, usize> = HashMap::new();
        for (way, start) in self.records.keys().enumerate() {
            let mut next = Some(*start);
            while let Some(id) = next.filter(|id| !gone.contains_key(id)) {
                gone.insert(id, way);
                next = self.covered_by(id);
            }
            // A circle is new only where the walk meets its own trail, and not that of an earlier walk.
            let Some(first) = next.filter(|id| gone.get(id) == Some(&way)) else { continue };
            let mut id = first;
            while circles.insert(id.clone()) {
                match self.covered_by(id) {
                    Some(next) => id = next,
                    None => break,
                }
            }
        }
        circles
    }

    /// Returns the existing record that covers a record.
    fn covered_by(&self, id: &RecordId) -> Option<&'a RecordId> {
        let by = self.record(id)?.covered_by.as_ref()?;
        self.records.get_key_value(by).map(|(id, _)| *id)
    }

    /// Returns whether a finding of some record supersedes this one; true also where that is not known, because there are records
    /// that were not read.
    pub fn has_successor(&self, id: &RecordId, reference: &FindingRef) -> bool {
        let superseded = self.superseded.get_or_init(|| {
            let mut found: HashMap<RecordId, HashSet<FindingRef>> = HashMap::new();
            for (id, record) in self.records.iter().filter_map(|(id, entry)| Some((*id, entry.record?))) {
                for link in record.findings().filter_map(|(.., finding)| finding.supersedes.as_ref()) {
                    let record = link.record.as_ref().unwrap_or(id);
                    found.entry(record.clone()).or_default().insert(link.finding.clone());
                }
            }
            found
        });
        superseded.get(id).is_some_and(|findings| findings.contains(reference))
            || self.records.values().any(|entry| entry.record.is_none())
    }

    /// Returns the other records whose ids differ from this one's in case only.
    pub fn same_without_case(&self, id: &RecordId) -> Vec<&RecordId> {
        let several = self.without_case.get_or_init(|| {
            let mut folded: HashMap<String, Vec<&RecordId>> = HashMap::new();
            for id in self.records.keys() {
                folded.entry(id.without_case()).or_default().push(id);
            }
            let several = folded.into_iter().filter(|(_, ids)| ids.len() > 1);
            several.map(|(name, ids)| (name, ids.into_iter().cloned().collect())).collect()
        });
        if several.is_empty() {
            return Vec::new();
        }
        several.get(&id.without_case()).into_iter().flatten().filter(|other| *other != id).collect()
    }

    /// Returns the ids of all records with the same force, title and publication day, including `record`'s own.
    pub fn same_as<'b>(&'b self, record: &'b Record) -> &'b [&'b RecordId] {
        self.same.get(&key(record)).map_or(&[], Vec::as_slice)
    }
}

/// The most ids of one folder and day compared for a suggestion. A force has only a few reports a day.
const MOST_ALIKE: usize = 50;

fn distance(one: &RecordId, two: &RecordId) -> usize {
    strsim::levenshtein(one.as_str(), two.as_str())
}

fn key(record: &Record) -> (String, &str, Date) {
    // By the usual name, because two records may spell the force differently.
    (record.force.usual_name().to_string(), record.inspection.title.as_str(), record.inspection.published)
}
