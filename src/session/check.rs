//! Reads the records to check, and the others that checking needs.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use rayon::prelude::*;

use crate::model::evidence::path_in;
use crate::model::{Record, RecordId, SchemaVersion};
use crate::rules;
use crate::rules::closing::EVIDENCE_MISSING;
use crate::rules::engine::baseline::BaselineMatcher;
use crate::rules::{CheckSettings, Diagnostic, EarlierVersion, Policy, RecordToCheck, RuleContext, RuleScope, suppression};
use crate::session::merge_sides::sides_of;
use crate::session::{Days, LoadedRecords, SessionError};
use crate::store::{Loaded, ProgressCounter, RevisionDiff, StagedRecords, Store, StoreError};
use crate::yaml::{self, Fault, FaultKind};

/// What to check.
pub struct CheckScope<'a> {
    /// The store.
    pub store: &'a Store,
    /// Which records to check.
    pub asked: Selection<'a>,
    /// The staged records, if they are checked instead of the files.
    pub staged: Option<&'a StagedRecords>,
    /// Texts that replace records' files.
    pub standing_in: &'a Replacements,
    /// The difference from a revision, if only changed records are checked.
    pub changed: Option<&'a RevisionDiff>,
    /// The difference from a revision that the records are compared with.
    pub against: Option<&'a RevisionDiff>,
    /// Counts what was read, for the progress line.
    pub count: &'a ProgressCounter,
}

/// Texts that replace records' files; `None` if the file counts as removed.
pub type Replacements = BTreeMap<RecordId, Option<String>>;

/// Which records to check.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Selection<'a> {
    /// Files, folders and parts of ids; empty means all records.
    Paths(&'a [PathBuf]),
    /// These records, if they exist.
    Records(&'a BTreeSet<RecordId>),
}

/// The records read, with everything known about them.
pub struct CheckInput {
    /// Every id with the index of its record in `seen`, if it was read.
    all: Vec<(RecordId, Option<usize>)>,
    /// The records read.
    /// Shared with what is found in them. They are freed when the process ends: see [`CheckInput::keep`].
    seen: Arc<Vec<ReadRecord>>,
    /// Indices in `seen` of the records to check.
    asked: BTreeSet<usize>,
    /// Files to check that could not be read.
    pub troubles: Vec<StoreError>,
}

/// A record read and parsed; its text is kept only if something is wrong with it, to save memory.
#[derive(Clone)]
pub struct ReadRecord {
    id: RecordId,
    parsed: Result<Record, Vec<Fault>>,
    faults: Vec<Fault>,
    text: Option<Arc<str>>,
    allows: bool,
    /// Boxed: few records have one.
    before: Option<Box<EarlierVersion>>,
    gone: bool,
}

/// A record with its problems.
pub struct CheckedRecord {
    /// All records read, and the index of this one.
    seen: Arc<Vec<ReadRecord>>,
    at: usize,
    /// Its text.
    pub text: Arc<str>,
    /// Its problems.
    pub diagnostics: Vec<Diagnostic>,
}

impl CheckInput {
    /// Reads what checking needs: all records, or those selected with the records they link to and possible duplicates.
    pub fn read(question: &CheckScope<'_>) -> Result<Self, SessionError> {
        let store = question.store;
        let on_disk = || match store.ids() {
            // A store without records can still be compared.
            Err(StoreError::NoRecords { .. }) if question.does_without_records() => Ok((Vec::new(), Vec::new())),
            ids => ids,
        };
        let (mut ids, troubles) = match question.staged {
            Some(staged) => (staged.ids(), Vec::new()),
            None => on_disk()?,
        };
        ids.retain(|id| question.standing_in.get(id) != Some(&None));
        let standing: Vec<&RecordId> = question.standing_in.iter().filter(|(_, text)| text.is_some()).map(|(id, _)| id).collect();
        let new: Vec<RecordId> = standing.iter().filter(|id| ids.binary_search(id).is_err()).copied().cloned().collect();
        ids.extend(new);
        ids.sort_unstable();
        let by_ref: Vec<&RecordId> = ids.iter().collect();
        let mut asked: BTreeSet<RecordId> = match question.asked {
            Selection::Records(wanted) => ids.iter().filter(|id| wanted.contains(id)).cloned().collect(),
            Selection::Paths([]) => ids.iter().cloned().collect(),
            Selection::Paths(paths) => select(question, paths, &by_ref)?,
        };
        let few = asked.len() * 4 < ids.len() && question.changed.is_none();
        let mut reader = InputReader { question, seen: Vec::new(), read: BTreeSet::new(), troubles };
        if few {
            reader.read_around(&asked, &by_ref);
        } else {
            reader.read(&by_ref);
        }
        let gone = question.against.into_iter().flat_map(|since| &since.gone);
        let stands_in = |id: &RecordId| matches!(question.standing_in.get(id), Some(Some(_)));
        for (id, text) in gone.filter(|(id, _)| is_asked_for(question, id) && !stands_in(id)) {
            reader.seen.push(ReadRecord::gone(id, text));
            asked.insert(id.clone());
        }
        if let Some(changed) = question.changed {
            let differs = |id: &RecordId| changed.changed.contains_key(id) || changed.gone.contains_key(id);
            let leads_there = |seen: &&ReadRecord| seen.parsed.iter().flat_map(Record::linked_records).any(differs);
            let linking: BTreeSet<&RecordId> = reader.seen.iter().filter(leads_there).map(|seen| &seen.id).collect();
            asked.retain(|id| differs(id) || linking.contains(id));
        }
        let at: BTreeMap<&RecordId, usize> =
            reader.seen.iter().enumerate().filter(|(_, seen)| !seen.gone).map(|(at, seen)| (&seen.id, at)).collect();
        let all = ids.iter().map(|id| (id.clone(), at.get(id).copied())).collect();
        let asked = reader.seen.iter().enumerate().filter(|(_, seen)| asked.contains(&seen.id)).map(|(at, _)| at).collect();
        reader.troubles.retain(|trouble| Store::concerns(trouble, question.paths()));
        Ok(Self { all, seen: Arc::new(reader.seen), asked, troubles: reader.troubles })
    }

    /// Returns records whose earlier version could not be parsed.
    pub fn incomparable(&self) -> Vec<&RecordId> {
        let cannot = |seen: &&ReadRecord| !seen.gone && seen.before.as_ref().is_some_and(|before| before.record.is_none());
        self.asked.iter().map(|at| &self.seen[*at]).filter(cannot).map(|seen| &seen.id).collect()
    }

    /// Keeps the records until the process ends: freeing ten thousand takes noticeable time.
    pub fn keep(self) {
        std::mem::forget(self.seen);
    }

    /// Returns the records read as of the day, for what else is to be shown of them.
    pub fn into_records(self, store: &Store, days: Days) -> LoadedRecords {
        let seen = Arc::unwrap_or_clone(self.seen);
        let loaded = seen.into_par_iter().with_min_len(8).map(|seen| {
            let text = seen.text.map(|text| text.to_string()).unwrap_or_default();
            LoadedRecords::as_of(store, Loaded { id: seen.id, text, parsed: seen.parsed }, days.today, days)
        });
        LoadedRecords::collect(store, loaded.collect(), self.troubles)
    }

    /// Returns how many records are checked, without removed ones.
    pub fn count(&self) -> usize {
        self.asked.iter().filter(|at| !self.seen[**at].gone).count()
    }

    /// Returns how many of the checked records are of an older version of the format.
    pub fn of_older_versions(&self) -> usize {
        let records = self.asked.iter().map(|at| &self.seen[*at]).filter(|seen| !seen.gone);
        records.flat_map(|seen| &seen.parsed).filter(|record| record.schema_version < SchemaVersion::LATEST).count()
    }

    /// Returns the ids of the checked records.
    pub fn checked(&self) -> BTreeSet<&str> {
        self.asked.iter().map(|at| self.seen[*at].id.as_str()).collect()
    }

    /// Checks each record; records without problems are left out.
    pub fn check(&self, store: &Store, by: &CheckSettings, policy: &Policy, count: &ProgressCounter) -> Vec<CheckedRecord> {
        let record = |at: &Option<usize>| at.and_then(|at| self.seen[at].parsed.as_ref().ok());
        let asked: Vec<usize> = self.asked.iter().copied().collect();
        let sides = self.has_conflicts().then(|| sides_of(store)).flatten();
        let by = &CheckSettings { sides, ..self.with_missing_files(store, by, policy) };
        let context = RuleContext::of(self.all.iter().map(|(id, at)| (id, record(at))), by);
        count.begin(asked.len());
        let check = |at: &usize| {
            count.step();
            let seen = &self.seen[*at];
            let read = OnceLock::new();
            let text = || read.get_or_init(|| seen.text(store)).clone();
            let diagnostics = rules::check(&seen.subject(&text), &context, policy);
            (!diagnostics.is_empty()).then(|| CheckedRecord { seen: self.seen.clone(), at: *at, text: text(), diagnostics })
        };
        asked.par_iter().with_min_len(16).filter_map(check).collect()
    }
}

impl CheckInput {
    fn has_conflicts(&self) -> bool {
        let is_conflict = |fault: &Fault| fault.kind == FaultKind::MergeConflict;
        self.asked.iter().any(|at| self.seen[*at].faults.iter().any(is_conflict))
    }

    /// Adds the evidence files that do not exist, unless that rule is off.
    fn with_missing_files(&self, store: &Store, by: &CheckSettings, policy: &Policy) -> CheckSettings {
        if policy.severity(&EVIDENCE_MISSING).is_none() {
            return by.clone();
        }
        let records = self.asked.iter().filter_map(|at| self.seen[*at].parsed.as_ref().ok());
        let paths: BTreeSet<String> = records.flat_map(Record::evidence).filter_map(|(_, evidence)| path_in(evidence)).collect();
        CheckSettings { missing_files: store.missing_files(paths), ..by.clone() }
    }
}

impl CheckedRecord {
    /// Returns the record's id.
    pub fn id(&self) -> &RecordId {
        &self.seen[self.at].id
    }

    /// Returns the record, if it can be parsed.
    pub fn record(&self) -> Option<&Record> {
        self.seen[self.at].parsed.as_ref().ok()
    }

    /// Removes known problems of a baseline, and returns how many.
    pub fn forgive(&mut self, baseline: &mut BaselineMatcher) -> usize {
        let before = self.diagnostics.len();
        let ReadRecord { id, parsed, .. } = &self.seen[self.at];
        self.diagnostics.retain(|it| !may_be_known(it) || !baseline.forgives(id, parsed.as_ref().ok(), it));
        before - self.diagnostics.len()
    }

    /// Splits its problems in two.
    pub fn partition(self, is_first: impl Fn(&Diagnostic) -> bool) -> (Self, Self) {
        let (first, second) = self.diagnostics.into_iter().partition(is_first);
        (
            Self { diagnostics: first, text: self.text.clone(), seen: self.seen.clone(), ..self },
            Self { diagnostics: second, ..self },
        )
    }
}

impl CheckScope<'_> {
    fn paths(&self) -> &[PathBuf] {
        match self.asked {
            Selection::Paths(paths) => paths,
            Selection::Records(_) => &[],
        }
    }

    /// Whether there is something to check even without records on disk.
    fn does_without_records(&self) -> bool {
        self.changed.or(self.against).is_some() || !self.standing_in.is_empty()
    }
}

/// Whether a problem may be in a baseline: not if the text is not a record, nor if a change removed something.
pub fn may_be_known(diagnostic: &Diagnostic) -> bool {
    !matches!(diagnostic.rule.counts, RuleScope::Unreadable | RuleScope::Against)
}

/// Returns the records selected by the paths; a path to a removed record selects it too.
fn select(question: &CheckScope<'_>, paths: &[PathBuf], ids: &[&RecordId]) -> Result<BTreeSet<RecordId>, SessionError> {
    let names_one_gone = |path: &PathBuf| {
        let gone = question.against.into_iter().flat_map(|since| since.gone.keys());
        gone.into_iter().any(|id| question.store.names(path, id))
    };
    let paths: Vec<PathBuf> = paths.iter().filter(|path| path.exists() || !names_one_gone(path)).cloned().collect();
    if paths.is_empty() {
        return Ok(BTreeSet::new());
    }
    Ok(question.store.select(ids, &paths)?.into_iter().cloned().collect())
}

fn is_asked_for(question: &CheckScope<'_>, id: &RecordId) -> bool {
    match question.asked {
        Selection::Records(wanted) => wanted.contains(id),
        Selection::Paths(paths) => paths.is_empty() || paths.iter().any(|path| question.store.names(path, id)),
    }
}

struct InputReader<'a> {
    question: &'a CheckScope<'a>,
    seen: Vec<ReadRecord>,
    read: BTreeSet<RecordId>,
    troubles: Vec<StoreError>,
}

impl InputReader<'_> {
    /// Reads these records in parallel, unless they have been read.
    fn read(&mut self, ids: &[&RecordId]) {
        let wanted: Vec<&RecordId> = ids.iter().copied().filter(|id| self.read.insert((*id).clone())).collect();
        let CheckScope { store, staged, standing_in, count, .. } = *self.question;
        count.begin(wanted.len());
        let before = |id: &RecordId| self.question.against.and_then(|since| since.changed.get(id)).and_then(Option::as_deref);
        let look = |id: &&RecordId| {
            count.step();
            let staged = || staged.and_then(|staged| staged.text_of(id));
            let stands_in = standing_in.get(*id).and_then(Option::as_deref).or_else(staged);
            let loaded = match stands_in {
                Some(text) => Ok(Loaded { id: (*id).clone(), parsed: yaml::parse(text), text: text.to_owned() }),
                None => store.load((*id).clone()),
            };
            let mut seen = loaded.map(|loaded| ReadRecord::of(loaded, before(id)))?;
            // A replaced text cannot be read again from disk, so it is kept.
            if let Some(text) = stands_in {
                seen.text = Some(text.into());
            }
            Ok(seen)
        };
        let looked: Vec<Result<ReadRecord, StoreError>> = wanted.par_iter().with_min_len(8).map(look).collect();
        self.seen.reserve_exact(looked.len());
        for result in looked {
            match result {
                Ok(seen) => self.seen.push(seen),
                Err(error) => self.troubles.push(error),
            }
        }
    }

    /// Reads the selected records, what they link to, and possible duplicate responses to the same report.
    fn read_around(&mut self, asked: &BTreeSet<RecordId>, ids: &[&RecordId]) {
        self.read(&asked.iter().collect::<Vec<_>>());
        let known: BTreeSet<&RecordId> = ids.iter().copied().collect();
        let mut from = 0;
        while from < self.seen.len() {
            let links: BTreeSet<RecordId> =
                self.seen[from..].iter().flat_map(|seen| &seen.parsed).flat_map(Record::linked_records).cloned().collect();
            from = self.seen.len();
            self.read(&links.iter().filter(|id| known.contains(id)).collect::<Vec<_>>());
        }
        // A record of the same report contains its date, whatever its file name.
        let day = |seen: &ReadRecord| seen.parsed.as_ref().ok().map(|record| record.inspection.published.to_string());
        let days: BTreeSet<String> = self.seen.iter().filter(|seen| asked.contains(&seen.id)).filter_map(day).collect();
        let rest: Vec<&RecordId> = ids.iter().copied().filter(|id| !self.read.contains(*id)).collect();
        let same_day = self.question.store.mentioning(&rest, &days.into_iter().collect::<Vec<_>>());
        self.read(&same_day);
    }
}

impl ReadRecord {
    fn of(loaded: Loaded, before: Option<&str>) -> Self {
        let faults = yaml::inspect(&loaded.text, &loaded.parsed);
        let allows = suppression::may_stand_in(&loaded.text);
        let before = before.map(|text| Box::new(EarlierVersion { text: text.into(), record: yaml::parse(text).ok() }));
        let keep = !faults.is_empty() || allows || before.is_some();
        let text = keep.then(|| loaded.text.into());
        Self { id: loaded.id, parsed: loaded.parsed, faults, text, allows, before, gone: false }
    }

    fn gone(id: &RecordId, text: &str) -> Self {
        let parsed = yaml::parse(text);
        let before = Some(Box::new(EarlierVersion { text: text.into(), record: parsed.as_ref().ok().cloned() }));
        Self { id: id.clone(), parsed, faults: Vec::new(), text: Some(text.into()), allows: false, before, gone: true }
    }

    /// Returns the text, read again if it was not kept; empty if the file no longer exists.
    fn text(&self, store: &Store) -> Arc<str> {
        let again = || store.text_of(&self.id).unwrap_or_default().into();
        self.text.clone().unwrap_or_else(again)
    }

    fn subject<'a>(&'a self, text: &'a (dyn Fn() -> Arc<str> + Sync)) -> RecordToCheck<'a> {
        RecordToCheck {
            id: &self.id,
            parsed: &self.parsed,
            faults: &self.faults,
            text,
            allows: self.allows,
            before: self.before.as_deref(),
            gone: self.gone,
        }
    }
}
