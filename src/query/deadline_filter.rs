//! Which deadlines are meant.

use super::filter::{any, contains};
use super::{AskedName, NameColumn, Period};
use crate::model::{Clock, Deadline};

/// What a deadline must be to stand in the agenda. Of several values of one kind any will do; of several kinds all must hold.
#[derive(Debug, Clone, Default)]
pub struct DeadlineFilter {
    /// Only what is overdue.
    pub overdue: bool,
    /// Only what is due from the day on for so long; with `overdue`, either.
    pub within: Option<Period>,
    /// Only these owners; a part of the name will do.
    pub owner: Vec<String>,
    /// Only these forces; a part of the name will do.
    pub force: Vec<String>,
    /// Only these clocks.
    pub clock: Vec<Clock>,
}

impl DeadlineFilter {
    /// The names that its flags ask for; each of them must be known.
    pub fn asked_names(&self) -> Vec<AskedName> {
        let of = |column, names: &[String]| names.iter().map(move |name| AskedName::part(column, name)).collect::<Vec<_>>();
        [of(NameColumn::Owner, &self.owner), of(NameColumn::Force, &self.force)].concat()
    }

    /// Whether it is somebody's and of a kind that is meant, whenever it is due.
    pub fn concerns(&self, deadline: &Deadline<'_>) -> bool {
        any(&self.clock, |clock| deadline.clock == *clock)
            && any(&self.owner, |part| deadline.owner().is_some_and(|name| contains(name, part)))
            && any(&self.force, |part| deadline.record.force.answers_to(part))
    }

    /// Whether its date is meant.
    pub fn is_in_time(&self, deadline: &Deadline<'_>) -> bool {
        let soon = |period: Period| !deadline.is_overdue() && deadline.date <= period.after(deadline.on);
        match (self.overdue, self.within) {
            (false, None) => true,
            (overdue, period) => overdue && deadline.is_overdue() || period.is_some_and(soon),
        }
    }
}
