//! The whole store, for the rules that look beyond one record.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::OnceLock;

use crate::model::covering::{NotCovering, covers};
use crate::model::force::Forces;
use crate::model::{Date, Finding, FindingLink, FindingRef, Record, RecordId, ResponseClock, Settings, Us};

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
    /// Within how many days of its publication the copies of a response are to be sent, where the office says so; several where
    /// an older version of the settings counts too.
    pub copies_within_days: Vec<Option<u32>>,
    /// Paths that evidence names and where there is no file, as far as somebody looked.
    pub missing_files: BTreeSet<String>,
}

impl Circumstances {
    /// Those of a day, as the office has set them; no file is missing.
    pub fn of(on: Date, settings: &Settings) -> Self {
        let (us, forces) = (Us::also(&settings.us), Forces::also(&settings.forces));
        let copies_within_days = vec![settings.copies_within_days];
        Self { on, today: on, us, forces, copies_within_days, missing_files: BTreeSet::new() }
    }
}

/// Every record of the store, for the rules that look beyond one.
///
/// Hash maps, for ten thousand records are looked up in them and no order of theirs is ever told.
#[derive(Debug)]
pub struct Whole<'a> {
    /// What everything is judged by.
    pub by: &'a Circumstances,
    records: HashMap<&'a RecordId, Entry<'a>>,
    circles: OnceLock<HashSet<RecordId>>,
    same: HashMap<(String, &'a str, Date), Vec<&'a RecordId>>,
    stems: HashMap<&'a str, &'a RecordId>,
    /// The ids of a folder that have a day, or a subject, in common.
    alike: HashMap<(&'a str, &'a str), Vec<&'a RecordId>>,
}

/// A record of the store, and its findings as soon as somebody looks one up.
#[derive(Debug)]
struct Entry<'a> {
    record: Option<&'a Record>,
    /// Their places in the lists of their kinds.
    findings: OnceLock<HashMap<FindingRef, usize>>,
}

impl<'a> Entry<'a> {
    fn finding(&self, reference: &FindingRef) -> Option<&'a Finding> {
        let record = self.record?;
        let place = self.findings.get_or_init(|| record.finding_places()).get(reference)?;
        record.findings_of(reference.kind).get(*place)
    }
}

impl<'a> Whole<'a> {
    /// The store of these ids, with the records behind them; one that cannot be read, or need not be, is known by its id.
    pub fn of(records: impl IntoIterator<Item = (&'a RecordId, Option<&'a Record>)>, by: &'a Circumstances) -> Self {
        let mut whole = Self {
            by,
            records: HashMap::new(),
            circles: OnceLock::new(),
            same: HashMap::new(),
            stems: HashMap::new(),
            alike: HashMap::new(),
        };
        for (id, record) in records {
            if let Some(record) = record {
                whole.same.entry(key(record)).or_default().push(id);
            }
            whole.stems.insert(id.stem(), id);
            let (folder, day, subject) = id.parts();
            for part in [day, subject] {
                whole.alike.entry((folder, part)).or_default().push(id);
            }
            whole.records.insert(id, Entry { record, findings: OnceLock::new() });
        }
        whole
    }

    /// A record of the store, where it can be read.
    pub fn record(&self, id: &RecordId) -> Option<&'a Record> {
        self.records.get(id)?.record
    }

    /// Where the response of a record stands, another record that covers it looked at.
    pub fn response(&self, record: &Record) -> ResponseClock {
        ResponseClock::covered(record, self.by.on, self.covering(record).is_some_and(|covers| covers.is_ok()))
    }

    /// Whether the record that covers this one, as this one says, does; `None` where it says nothing.
    pub fn covering(&self, record: &Record) -> Option<Result<(), NotCovering>> {
        let other = record.covered_by.as_ref()?;
        Some(covers(record, self.record(other), self.by.on))
    }

    /// The finding that a link in `from` leads to, with its record's id.
    pub fn finding(&self, link: &'a FindingLink, from: &'a RecordId) -> Option<(&'a RecordId, &'a Finding)> {
        let id = link.record.as_ref().unwrap_or(from);
        Some((id, self.records.get(id)?.finding(&link.finding)?))
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
        let alike = |part| self.alike.get(&(folder, part)).into_iter().flatten().copied().take(MOST_ALIKE);
        alike(day).chain(alike(subject)).min_by_key(|other| distance(id, other))
    }

    /// Whether a link that stands in `from` leads to a finding; yes where the other record cannot be read.
    pub fn resolves(&self, link: &FindingLink, from: &RecordId) -> bool {
        match self.records.get(link.record.as_ref().unwrap_or(from)) {
            None => false,
            Some(Entry { record: None, .. }) => true,
            Some(entry) => entry.finding(&link.finding).is_some(),
        }
    }

    /// Whether the record is one of a circle in which each says that the next covers it, so that nobody answers.
    pub fn covers_itself(&self, id: &RecordId) -> bool {
        self.circles.get_or_init(|| self.find_circles()).contains(id)
    }

    /// Every record in a circle: each way is gone once, and what has been gone before is not gone again.
    fn find_circles(&self) -> HashSet<RecordId> {
        let mut circles = HashSet::new();
        let mut gone: HashMap<&RecordId, usize> = HashMap::new();
        for (way, start) in self.records.keys().enumerate() {
            let mut next = Some(*start);
            while let Some(id) = next.filter(|id| !gone.contains_key(id)) {
                gone.insert(id, way);
                next = self.covered_by(id);
            }
            // Only where this way meets itself is there a new circle.
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

    /// The record of the store that a record says it is covered by.
    fn covered_by(&self, id: &RecordId) -> Option<&'a RecordId> {
        let by = self.record(id)?.covered_by.as_ref()?;
        self.records.get_key_value(by).map(|(id, _)| *id)
    }

    /// Every id of a record with the same force, title and day of publication, `record`'s own among them.
    pub fn same_as<'b>(&'b self, record: &'b Record) -> &'b [&'b RecordId] {
        self.same.get(&key(record)).map_or(&[], Vec::as_slice)
    }
}

/// So many ids of one folder and day are compared with one that is not there: a force has some reports a day at most.
const MOST_ALIKE: usize = 50;

fn distance(one: &RecordId, two: &RecordId) -> usize {
    strsim::levenshtein(one.as_str(), two.as_str())
}

fn key(record: &Record) -> (String, &str, Date) {
    (record.force.usual_name().to_string(), record.inspection.title.as_str(), record.inspection.published)
}
