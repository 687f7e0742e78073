//! The changes of a finding's status, from its log and its closure, in date order.

use super::{Closure, Date, Finding, Status};

/// One change of status.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StatusChange {
    /// The day of the change.
    pub day: Date,
    /// The status from then on.
    pub status: Status,
    /// Where the record states it.
    pub source: StatusSource,
}

/// The place in the record that states a status.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StatusSource {
    /// The log entry at this index, from 0.
    Entry(usize),
    /// The closure, where the log has no closing entry on its day.
    Closure,
}

/// Whether a closure still holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClosureState {
    /// The finding has not been reopened since.
    Stands,
    /// The finding was reopened, on this day; `None` where the log does not say on which.
    Reopened(Option<Date>),
}

/// The status changes of a finding, by day, and within a day in the order of the log.
///
/// The closure belongs to the last log entry of its day that has a closed status.
/// If there is none, it comes after all entries of its day.
#[derive(Debug, Clone)]
pub struct Timeline<'a> {
    finding: &'a Finding,
    changes: Vec<StatusChange>,
    /// The index of the closure among the changes; `None` where it has no date.
    closing: Option<usize>,
    /// The index of the last change to an open status up to the closure.
    last_open: Option<usize>,
    /// True if any log entry has a status.
    is_logged: bool,
}

impl<'a> Timeline<'a> {
    /// Computes the timeline of a finding.
    pub fn of(finding: &'a Finding) -> Self {
        let entries = finding.progress.iter().enumerate();
        let mut changes: Vec<StatusChange> = entries
            .filter_map(|(at, entry)| {
                Some(StatusChange { day: entry.date, status: entry.status?, source: StatusSource::Entry(at) })
            })
            .collect();
        // The sort must be stable: entries of one day stay in the order of the log.
        changes.sort_by_key(|change| change.day);
        let is_logged = !changes.is_empty();
        let closed = finding.closure.as_ref().and_then(|closure| closure.date);
        let closing = closed.map(|day| {
            let ends = |change: &StatusChange| change.day == day && !change.status.is_open();
            changes.iter().rposition(ends).unwrap_or_else(|| {
                let at = changes.partition_point(|change| change.day <= day);
                let status = ended_as(&changes, at, finding.status.unwrap_or(Status::NotStarted));
                changes.insert(at, StatusChange { day, status, source: StatusSource::Closure });
                at
            })
        });
        // Computed once here and not per day asked for, which would take quadratic time on a long log.
        let last_open = closing.and_then(|closing| changes[..=closing].iter().rposition(|change| change.status.is_open()));
        Self { finding, changes, closing, last_open, is_logged }
    }

    /// Returns every change, in date order.
    pub fn changes(&self) -> &[StatusChange] {
        &self.changes
    }

    /// Returns the status on a day.
    pub fn status(&self, on: Date) -> Status {
        let written = self.finding.status.unwrap_or(Status::NotStarted);
        if !self.is_logged {
            // The written status is the latest one: before the closure's date the finding was still open. What is not in the
            // log is not known of those days, and a closing must not change what was said of them before.
            let closes_later = !written.is_open() && self.changes.iter().any(|change| change.day > on);
            return if closes_later { Status::NotStarted } else { written };
        }
        let by_then = self.changes.partition_point(|change| change.day <= on);
        match by_then.checked_sub(1) {
            None => Status::NotStarted,
            Some(last) if self.awaits_approval(last, on) => Status::PendingSignOff,
            Some(last) => self.changes[last].status,
        }
    }

    /// Returns the indexes of the log entries that report a closing before the closure's date. Until that date the closing is not
    /// approved, and the work is not closed.
    pub(super) fn awaiting_approval(&self, on: Date) -> impl Iterator<Item = usize> {
        let by_then = self.changes.partition_point(|change| change.day <= on);
        (0..by_then).filter(move |at| self.awaits_approval(*at, on)).filter_map(|at| match self.changes[at].source {
            StatusSource::Entry(place) => Some(place),
            StatusSource::Closure => None,
        })
    }

    fn awaits_approval(&self, at: usize, on: Date) -> bool {
        let waits = self.closing.is_some_and(|closing| self.changes[closing].day > on && at < closing);
        let reopened = self.last_open.is_some_and(|last| last > at);
        waits && !self.changes[at].status.is_open() && !reopened
    }

    /// Returns the closure, if it existed on the day, and whether it still held then. A closure without a date always existed.
    pub fn closure(&self, on: Date) -> Option<(&'a Closure, ClosureState)> {
        let closure = self.finding.closure.as_ref().filter(|closure| closure.date.is_none_or(|day| day <= on))?;
        let by_then = self.changes.partition_point(|change| change.day <= on);
        let behind = match self.closing {
            Some(closing) => closing + 1,
            // Without a date, the closure is taken for the last closing in the log.
            None => self.changes[..by_then].iter().rposition(|change| !change.status.is_open()).map_or(by_then, |last| last + 1),
        };
        let reopening = self.changes.get(behind..by_then).and_then(|since| since.iter().find(|change| change.status.is_open()));
        Some(match reopening {
            Some(change) => (closure, ClosureState::Reopened(Some(change.day))),
            None if self.status(on).is_open() => (closure, ClosureState::Reopened(None)),
            None => (closure, ClosureState::Stands),
        })
    }
}

/// Returns the status that a closure without a log entry brought: the closed status logged before it, or else the written status.
fn ended_as(changes: &[StatusChange], at: usize, written: Status) -> Status {
    let logged = changes[..at].last().map(|change| change.status).filter(|status| !status.is_open());
    // The written status is that of the latest change, so it says nothing about a closure that is not the latest.
    let is_last = at == changes.len();
    logged.or(Some(written).filter(|written| is_last && !written.is_open())).unwrap_or(Status::Closed)
}

impl Finding {
    /// Returns the closure if it holds on a day, that is, unless the finding was reopened.
    pub fn standing_closure(&self, on: Date) -> Option<&Closure> {
        Timeline::of(self).closure(on).filter(|(_, state)| *state == ClosureState::Stands).map(|(closure, _)| closure)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ProgressEntry;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn finding(log: &[(&str, Status)], closed: Option<&str>, written: Status) -> Finding {
        let entry =
            |(date, status): &(&str, Status)| ProgressEntry { date: day(date), by: None, status: Some(*status), note: None };
        Finding {
            status: Some(written),
            progress: log.iter().map(entry).collect(),
            closure: Some(Closure { date: closed.map(day), approved_by: None, evidence: Vec::new() }),
            ..Finding::numbered("1".parse().unwrap())
        }
    }

    fn state(finding: &Finding, on: &str) -> Option<ClosureState> {
        Timeline::of(finding).closure(day(on)).map(|(_, state)| state)
    }

    #[test]
    fn a_closure_stands_until_the_finding_is_opened_again() {
        let log = [("2026-10-05", Status::Closed), ("2026-11-02", Status::InProgress)];
        let reopened = finding(&log, Some("2026-10-05"), Status::InProgress);
        assert_eq!(state(&reopened, "2026-10-04"), None);
        assert_eq!(state(&reopened, "2026-11-01"), Some(ClosureState::Stands));
        assert_eq!(state(&reopened, "2026-11-02"), Some(ClosureState::Reopened(Some(day("2026-11-02")))));
        assert!(reopened.standing_closure(day("2026-11-02")).is_none());
    }

    #[test]
    fn a_closure_that_was_overtaken_is_none_of_a_later_end() {
        let log = [("2026-11-02", Status::InProgress), ("2026-12-01", Status::Closed)];
        let ended_again = finding(&log, Some("2026-10-05"), Status::Closed);
        assert_eq!(state(&ended_again, "2026-12-31"), Some(ClosureState::Reopened(Some(day("2026-11-02")))));
    }

    #[test]
    fn a_closing_and_a_reopening_of_one_day_stand_in_the_order_of_the_log() {
        let log = [("2026-10-05", Status::Closed), ("2026-10-05", Status::InProgress)];
        let reopened = finding(&log, Some("2026-10-05"), Status::InProgress);
        assert_eq!(state(&reopened, "2026-10-05"), Some(ClosureState::Reopened(Some(day("2026-10-05")))));
        let closed = finding(&[("2026-10-05", Status::InProgress)], Some("2026-10-05"), Status::Closed);
        assert_eq!(state(&closed, "2026-10-05"), Some(ClosureState::Stands));
    }

    #[test]
    fn a_closure_without_a_day_is_past_where_the_finding_is_open() {
        let log = [("2026-10-05", Status::Closed), ("2026-11-02", Status::InProgress)];
        let reopened = finding(&log, None, Status::InProgress);
        assert_eq!(state(&reopened, "2026-12-01"), Some(ClosureState::Reopened(Some(day("2026-11-02")))));
        assert_eq!(state(&finding(&[], None, Status::InProgress), "2026-12-01"), Some(ClosureState::Reopened(None)));
        assert_eq!(state(&finding(&[], None, Status::Closed), "2026-12-01"), Some(ClosureState::Stands));
    }
}
