//! The filter of deadlines, for `irr due`.

use super::filter::{any, contains};
use super::{AskedName, NameColumn};
use crate::model::{Deadline, DeadlineKind, Period};

/// A filter of deadlines. Several values of one field are alternatives; the fields must all match.
#[derive(Debug, Clone, Default)]
pub struct DeadlineFilter {
    /// Only overdue deadlines.
    pub overdue: bool,
    /// Only deadlines from the day judged on until this much later; together with `overdue`, those that satisfy either.
    pub within: Option<Period>,
    /// Only these owners; part of a name is enough.
    pub owner: Vec<String>,
    /// Only these forces; part of a name is enough.
    pub force: Vec<String>,
    /// Only these kinds of deadline.
    pub clock: Vec<DeadlineKind>,
}

impl DeadlineFilter {
    /// Returns the names in the filter, so that the caller can report those that no record has.
    pub fn asked_names(&self) -> Vec<AskedName> {
        let of = |column, names: &[String]| names.iter().map(move |name| AskedName::part(column, name)).collect::<Vec<_>>();
        [of(NameColumn::Owner, &self.owner), of(NameColumn::Force, &self.force)].concat()
    }

    /// Returns whether owner, force and kind of the deadline match, whatever its date.
    pub fn concerns(&self, deadline: &Deadline<'_>) -> bool {
        any(&self.clock, |clock| deadline.clock == *clock)
            && any(&self.owner, |part| deadline.owners().into_iter().any(|name| contains(name, part)))
            && any(&self.force, |part| deadline.record.force.answers_to(part))
    }

    /// Returns whether the deadline's date matches.
    pub fn is_in_time(&self, deadline: &Deadline<'_>) -> bool {
        // Overdue deadlines are included only if asked for.
        let soon = |period: Period| !deadline.is_overdue() && deadline.date <= period.after(deadline.on);
        match (self.overdue, self.within) {
            (false, None) => true,
            (overdue, period) => overdue && deadline.is_overdue() || period.is_some_and(soon),
        }
    }
}
