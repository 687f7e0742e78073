//! Merges a finding's fields, with the status that the merged log ends with.

use serde_json::{Map, Value};

use super::places::Paths;
use super::{Version, VersionMerge};
use crate::model::{Date, Finding, Status, Timeline};

const STATUS: &str = "status";

/// The fields that say what the status is, and from which day.
const SAYING: [&str; 4] = [STATUS, "progress", "closure", "closures"];

/// What the merged record says of the status.
enum Resolved {
    /// The fields decide, as for any other value.
    ByField,
    /// The log decides.
    Is(Status),
    /// The two contradict each other.
    Contradicted,
}

impl VersionMerge<'_> {
    /// Merges the fields of a finding, besides its redactions.
    pub(super) fn finding_fields(
        &mut self,
        base: &Map<String, Value>,
        ours: &Map<String, Value>,
        theirs: &Map<String, Value>,
        at: &Paths,
    ) -> Map<String, Value> {
        let without_status = |fields: &Map<String, Value>| {
            let others = fields.iter().filter(|(key, _)| *key != STATUS);
            others.map(|(key, value)| (key.clone(), value.clone())).collect::<Map<String, Value>>()
        };
        let mut merged = self.fields(&without_status(base), &without_status(ours), &without_status(theirs), at);
        let is_changed = |side: &Map<String, Value>| SAYING.iter().any(|key| side.get(*key) != base.get(*key));
        let read = |fields: &Map<String, Value>| serde_json::from_value::<Finding>(fields.clone().into()).ok();
        let resolved = match (read(base), read(ours), read(theirs), read(&merged)) {
            (base, Some(ours_read), Some(theirs_read), Some(merged)) if is_changed(ours) && is_changed(theirs) => {
                let base = base.unwrap_or_else(|| Finding::numbered(ours_read.printed.clone()));
                resolved(&base, &ours_read, &theirs_read, merged)
            }
            _ => Resolved::ByField,
        };
        let (in_base, in_ours, in_theirs) = (base.get(STATUS), ours.get(STATUS), theirs.get(STATUS));
        let status = match resolved {
            Resolved::ByField => self.value(in_base, in_ours, in_theirs, &at.key(STATUS)),
            Resolved::Is(Status::NotStarted) if in_ours.is_none() && in_theirs.is_none() => None,
            Resolved::Is(status) => Some(status.as_str().into()),
            Resolved::Contradicted => self.decided(in_base, in_ours, in_theirs, &at.key(STATUS)),
        };
        merged.extend(status.map(|status| (STATUS.to_owned(), status)));
        if matches!(resolved, Resolved::Contradicted) && merged.get(STATUS) == in_theirs {
            self.end_log_with_theirs(&mut merged, [base, ours, theirs].map(|fields| fields.get("progress")), at);
        }
        merged
    }

    /// Puts new entries of the other version behind ours of the same day, if only then the log ends with the status that was
    /// chosen: within a day the order of the log decides.
    fn end_log_with_theirs(&mut self, merged: &mut Map<String, Value>, logs: [Option<&Value>; 3], at: &Paths) {
        let agrees = |fields: &Map<String, Value>| {
            let read = serde_json::from_value::<Finding>(fields.clone().into());
            read.is_ok_and(|finding| finding.status == Some(finding.latest_status()))
        };
        if agrees(merged) {
            return;
        }
        let (conflicts, places) = (self.conflicts.clone(), self.places.clone());
        self.last_of_a_day = Version::Theirs;
        let [base, ours, theirs] = logs;
        let progress = self.value(base, ours, theirs, &at.key("progress"));
        (self.last_of_a_day, self.conflicts) = (Version::Ours, conflicts);
        let mut other = merged.clone();
        other.extend(progress.map(|progress| ("progress".to_owned(), progress)));
        match agrees(&other) {
            true => *merged = other,
            false => self.places = places,
        }
    }
}

/// Decides what the status is where both versions changed what says it.
///
/// The log is the truth for the status: where both appended entries, the later one says what holds now. Two things are
/// contradictions that only a person can decide. Entries of one day with different statuses, for nothing says which came first,
/// and the order of a merge would decide it. And an approved closing before the day on which the other version still reports
/// work: nobody decided to reopen the finding, and nobody who closed it knew of that work.
fn resolved(base: &Finding, ours: &Finding, theirs: &Finding, mut merged: Finding) -> Resolved {
    if ours.status == theirs.status && ours.status.is_some() {
        // The same in both fields, so that there is nothing to choose between.
        return Resolved::ByField;
    }
    let follows_log = |side: &Finding| side.status.unwrap_or(Status::NotStarted) == side.latest_status();
    match (last_new(base, ours), last_new(base, theirs)) {
        (None, None) => Resolved::ByField,
        (Some(_), None) if theirs.status == base.status && follows_log(ours) => {
            merged.status = ours.status;
            Resolved::Is(merged.latest_status())
        }
        (None, Some(_)) if ours.status == base.status && follows_log(theirs) => {
            merged.status = theirs.status;
            Resolved::Is(merged.latest_status())
        }
        (Some((our_day, our_status)), Some((their_day, their_status))) if follows_log(ours) && follows_log(theirs) => {
            let is_reopened_by_nobody = match our_day <= their_day {
                true => !our_status.is_open() && their_status.is_open(),
                false => our_status.is_open() && !their_status.is_open(),
            };
            if our_status != their_status && (our_day == their_day || is_reopened_by_nobody) {
                return Resolved::Contradicted;
            }
            merged.status = if our_day > their_day { ours.status } else { theirs.status };
            Resolved::Is(merged.latest_status())
        }
        _ => Resolved::ByField,
    }
}

/// Returns the day and status of the last change that a version adds to the earlier one.
fn last_new(base: &Finding, side: &Finding) -> Option<(Date, Status)> {
    let of = |finding: &Finding| -> Vec<(Date, Status)> {
        Timeline::of(finding).changes().iter().map(|change| (change.day, change.status)).collect()
    };
    let mut old = of(base);
    let mut new = of(side);
    new.retain(|change| match old.iter().position(|other| other == change) {
        Some(at) => {
            old.swap_remove(at);
            false
        }
        None => true,
    });
    new.pop()
}
