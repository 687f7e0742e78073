//! The steps of a record's history with the versions before and after, and what each did to the entries of one part.

use super::entry::{Entry, Part};
use crate::model::{Date, Finding, FindingRef, Record, RecordCommit, RecordHistory, RecordId};

/// What a step did to the record's file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum StepKind {
    /// It added the record.
    Added,
    /// It added the record after an earlier step had deleted it.
    AddedAgain,
    /// It changed the record.
    Changed,
    /// It deleted the record.
    Deleted,
    /// It is the first in this clone, or what came before cannot be read: what it changed is not known.
    Unknown,
    /// What it left cannot be read.
    Unreadable,
    /// It is of another report, whose record had the same name before.
    OtherReport,
}

/// A step, as far as it can be read.
#[derive(Debug, Clone)]
pub(super) struct HistoryStep<'a> {
    pub(super) kind: StepKind,
    /// The commit; `None` for what is not committed.
    pub(super) commit: Option<&'a RecordCommit>,
    /// The version before in each parent.
    pub(super) before: Vec<&'a Record>,
    pub(super) after: Option<&'a Record>,
    pub(super) renamed_from: Option<&'a RecordId>,
    /// Earlier commits whose versions cannot be read: a change may be theirs.
    pub(super) unsure: Vec<&'a RecordCommit>,
    /// The day by which the step is put in order: that of the commit, but not before the commit that it builds on.
    pub(super) order: Option<Date>,
}

impl HistoryStep<'_> {
    /// Returns the author's day; `None` for what is not committed.
    pub(super) fn day(&self) -> Option<Date> {
        self.commit.and_then(|commit| commit.authored)
    }
}

/// Reads the steps of a history. `today` is the real date, after which no commit was made.
pub(super) fn steps(past: &RecordHistory, today: Date) -> Vec<HistoryStep<'_>> {
    let mut read: Vec<HistoryStep<'_>> = Vec::new();
    for (at, step) in past.steps.iter().enumerate() {
        let known = known_before(past, at, &mut Vec::new());
        let was_deleted = past.steps[..at].iter().any(|earlier| earlier.after.is_none());
        let after = step.after.and_then(|version| past.record(version));
        let kind = match (step.after, after) {
            (None, _) => StepKind::Deleted,
            (Some(_), None) => StepKind::Unreadable,
            _ if step.commit.as_ref().is_some_and(|commit| commit.is_clone_start) || known.is_lost => StepKind::Unknown,
            _ if step.before.iter().all(Option::is_none) && was_deleted => StepKind::AddedAgain,
            _ if step.before.iter().all(Option::is_none) => StepKind::Added,
            _ => StepKind::Changed,
        };
        let builds_on = |earlier: &usize| step.before.iter().any(|it| it.is_some() && *it == past.steps[*earlier].after);
        let day = step.commit.as_ref().and_then(|commit| commit.authored).map(|day| day.min(today));
        let order = (0..at).filter(builds_on).filter_map(|earlier| read[earlier].order).chain(day).max();
        read.push(HistoryStep {
            kind,
            commit: step.commit.as_ref(),
            before: known.records,
            after,
            renamed_from: step.renamed_from.as_ref(),
            unsure: known.unsure,
            order: order.filter(|_| step.commit.is_some()),
        });
    }
    read
}

/// The versions before a step.
#[derive(Default)]
struct KnownBefore<'a> {
    records: Vec<&'a Record>,
    unsure: Vec<&'a RecordCommit>,
    /// True if a version cannot be read and nothing is known of what came before it.
    is_lost: bool,
}

/// Returns the versions before a step, and of those that cannot be read, the ones before them.
fn known_before<'a>(past: &'a RecordHistory, at: usize, met: &mut Vec<usize>) -> KnownBefore<'a> {
    let mut known = KnownBefore::default();
    if met.contains(&at) {
        return known;
    }
    met.push(at);
    let step = &past.steps[at];
    let is_new = step.before.iter().all(Option::is_none);
    let behind = |of: Option<usize>| past.steps[..at].iter().rposition(|earlier| earlier.after == of);
    // One that was deleted is compared with what it was then.
    let sources = step.before.iter().filter(|it| it.is_some()).copied().chain(is_new.then_some(None));
    for before in sources {
        match before.and_then(|version| past.record(version)) {
            Some(record) => known.records.push(record),
            None => match behind(before) {
                Some(earlier) => {
                    let further = known_before(past, earlier, met);
                    known.records.extend(further.records);
                    known.unsure.extend(further.unsure);
                    known.is_lost |= further.is_lost;
                    // A deletion is known for what it is.
                    known.unsure.extend(past.steps[earlier].commit.as_ref().filter(|_| before.is_some()));
                }
                None => known.is_lost |= before.is_some(),
            },
        }
    }
    known
}

/// A step of one finding, or of the record without its findings.
#[derive(Debug, Clone)]
pub(super) struct PartStep<'a> {
    /// The index of the step.
    pub(super) at: usize,
    pub(super) step: HistoryStep<'a>,
    pub(super) before: Vec<Part<'a>>,
    pub(super) after: Option<Part<'a>>,
    /// The finding's number before, if this step gave it another.
    pub(super) renumbered_from: Option<FindingRef>,
    /// What it did to the entries.
    pub(super) changes: Vec<EntryChange<'a>>,
}

/// A change of an entry.
#[derive(Debug, Clone, Copy)]
pub(super) enum EntryChange<'a> {
    Added(Entry<'a>),
    Changed(Entry<'a>, Entry<'a>),
    Removed(Entry<'a>),
}

impl<'a> PartStep<'a> {
    fn new(at: usize, step: &HistoryStep<'a>, before: Vec<Part<'a>>, after: Option<Part<'a>>) -> Self {
        let changes = after.as_ref().map(|after| entry_changes(&before, after)).unwrap_or_default();
        Self { at, step: step.clone(), before, after, renumbered_from: None, changes }
    }

    /// Returns whether the finding is new with this step.
    pub(super) fn is_new(&self) -> bool {
        self.before.is_empty() && self.after.is_some()
    }
}

/// Returns the steps that changed the record itself.
pub(super) fn of_record<'a>(steps: &[HistoryStep<'a>]) -> Vec<PartStep<'a>> {
    let part = |(at, step): (usize, &HistoryStep<'a>)| {
        let before = step.before.iter().map(|record| Part::of_record(record)).collect();
        PartStep::new(at, step, before, step.after.map(Part::of_record))
    };
    steps.iter().enumerate().map(part).collect()
}

/// Returns the steps that changed a finding, under each number that it had.
pub(super) fn of_finding<'a>(steps: &[HistoryStep<'a>], reference: &FindingRef) -> Vec<PartStep<'a>> {
    let mut reference = reference.clone();
    let mut found = Vec::new();
    // From the last one back, because the number is that of the last version.
    for (at, step) in steps.iter().enumerate().rev() {
        let after = step.after.and_then(|record| record.finding(&reference));
        let mut before: Vec<&Finding> = step.before.iter().filter_map(|record| record.finding(&reference)).collect();
        let mut renumbered_from = None;
        if let (true, Some(after)) = (before.is_empty(), after) {
            let was = step.before.iter().find_map(|record| renumbered(record, step.after?, after));
            if let Some((was, finding)) = was {
                before.push(finding);
                reference = was.clone();
                renumbered_from = Some(was);
            }
        }
        let is_untouched = after.is_some_and(|after| !before.is_empty() && before.iter().all(|before| *before == after));
        if is_untouched && renumbered_from.is_none() || after.is_none() && before.is_empty() {
            continue;
        }
        let before = before.into_iter().map(Part::of_finding).collect();
        found.push(PartStep { renumbered_from, ..PartStep::new(at, step, before, after.map(Part::of_finding)) });
    }
    found.reverse();
    found
}

/// Returns the finding of another number with the same text, if the later record has nothing of that number.
fn renumbered<'a>(before: &'a Record, after: &Record, finding: &Finding) -> Option<(FindingRef, &'a Finding)> {
    let text = finding.text.as_ref()?;
    let is_it = |(reference, _, was): &(FindingRef, crate::model::FieldPath, &Finding)| {
        was.text.as_ref() == Some(text) && after.finding(reference).is_none()
    };
    before.findings().find(is_it).map(|(reference, _, was)| (reference, was))
}

/// Compares the entries of a version with those of its parents.
fn entry_changes<'a>(before: &[Part<'a>], after: &Part<'a>) -> Vec<EntryChange<'a>> {
    let mut is_known = vec![false; after.entries.len()];
    let mut gone: Vec<(Entry<'a>, usize)> = Vec::new();
    for part in before {
        let mut taken = vec![false; after.entries.len()];
        let mut missing: Vec<Entry<'a>> = Vec::new();
        for (place, entry) in part.entries.iter().enumerate() {
            // Nearly all are where they were.
            let mut places = (place..after.entries.len()).chain(0..place.min(after.entries.len()));
            match places.find(|at| !taken[*at] && after.entries[*at].is_same(entry)) {
                Some(at) => (taken[at], is_known[at]) = (true, true),
                None => missing.push(*entry),
            }
        }
        for entry in missing {
            // Entries that say the same are counted once for each parent.
            match gone.iter_mut().find(|(other, times)| before.len() > 1 && *times < before.len() && other.is_same(&entry)) {
                Some((_, times)) => *times += 1,
                None => gone.push((entry, 1)),
            }
        }
    }
    // What only one side of a merge lacks was taken away there. What all of them have, the merge took away.
    gone.retain(|(_, times)| *times == before.len());
    let mut changes = Vec::new();
    for (entry, _) in after.entries.iter().zip(&is_known).filter(|(_, is_known)| !**is_known) {
        let alike = (0..gone.len()).max_by_key(|at| (entry.likeness(&gone[*at].0), std::cmp::Reverse(*at)));
        changes.push(match alike.filter(|at| entry.likeness(&gone[*at].0) > 0) {
            Some(at) => EntryChange::Changed(gone.remove(at).0, *entry),
            None => EntryChange::Added(*entry),
        });
    }
    changes.extend(gone.into_iter().map(|(entry, _)| EntryChange::Removed(entry)));
    changes
}
