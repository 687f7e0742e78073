//! What a finding's log and its closure say of its status, in the order in which it happened.

use super::{Closure, Date, Finding, Status};

/// One thing that says a status.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StatusChange {
    /// The day it speaks of.
    pub day: Date,
    /// The status from then on.
    pub status: Status,
    /// What says so.
    pub source: StatusSource,
}

/// What says a status.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StatusSource {
    /// The log's entry at this place, counted from 0.
    Entry(usize),
    /// The closure, where the log has no closed status on its day.
    Closure,
}

/// Whether a closure still is how the finding ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClosureState {
    /// Nothing has opened the finding again since.
    Stands,
    /// The finding was opened again, on this day where the log says on which.
    Reopened(Option<Date>),
}

/// The statuses of a finding in the order of time: by day, and within a day in the order of the log.
///
/// A closing stands where the log has it: at the last entry of its day that says a closed status. Where the log has none, it comes behind
/// all entries of its day.
#[derive(Debug, Clone)]
pub struct Timeline<'a> {
    finding: &'a Finding,
    changes: Vec<StatusChange>,
    /// Where among the changes the closure stands; `None` where it has no day.
    closing: Option<usize>,
    /// Where among the changes up to the closure the last one stands that says an open status.
    last_open: Option<usize>,
    /// Whether any entry of the log says a status.
    is_logged: bool,
    /// The earliest day of the log.
    begun: Option<Date>,
}

impl<'a> Timeline<'a> {
    /// The timeline that a finding's log and closure make.
    pub fn of(finding: &'a Finding) -> Self {
        let entries = finding.progress.iter().enumerate();
        let mut changes: Vec<StatusChange> = entries
            .filter_map(|(at, entry)| {
                Some(StatusChange { day: entry.date, status: entry.status?, source: StatusSource::Entry(at) })
            })
            .collect();
        // Stable: what is of one day stays in the order of the log.
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
        // Once for all days that are asked: a log may have as many as a record has room for.
        let last_open = closing.and_then(|closing| changes[..=closing].iter().rposition(|change| change.status.is_open()));
        let begun = finding.progress.iter().map(|entry| entry.date).min();
        Self { finding, changes, closing, last_open, is_logged, begun }
    }

    /// Every change, in the order of time.
    pub fn changes(&self) -> &[StatusChange] {
        &self.changes
    }

    /// The status on a day.
    pub fn status(&self, on: Date) -> Status {
        let written = self.finding.status.unwrap_or(Status::NotStarted);
        if !self.is_logged {
            let closes_later = !written.is_open() && self.changes.iter().any(|change| change.day > on);
            return match closes_later {
                false => written,
                true if self.begun.is_some_and(|begun| begun <= on) => Status::InProgress,
                true => Status::NotStarted,
            };
        }
        let by_then = self.changes.partition_point(|change| change.day <= on);
        match by_then.checked_sub(1) {
            None => Status::NotStarted,
            Some(last) if self.awaits_approval(last, on) => Status::PendingSignOff,
            Some(last) => self.changes[last].status,
        }
    }

    /// The places in the log of entries that tell of an end which was not approved by the day: until the closure's own date the work is not
    /// ended.
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

    /// The closure, if it was there on the day, and whether it still stood then. One without a date was always there.
    pub fn closure(&self, on: Date) -> Option<(&'a Closure, ClosureState)> {
        let closure = self.finding.closure.as_ref().filter(|closure| closure.date.is_none_or(|day| day <= on))?;
        let by_then = self.changes.partition_point(|change| change.day <= on);
        let behind = match self.closing {
            Some(closing) => closing + 1,
            // Nobody knows when it was: it is taken for the last end that the log tells of.
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

/// The status that a closure brought which the log does not have: the end that was logged last before it, or else the written status.
fn ended_as(changes: &[StatusChange], at: usize, written: Status) -> Status {
    let logged = changes[..at].last().map(|change| change.status).filter(|status| !status.is_open());
    // What comes later has a status of its own, and the written one is that.
    let is_last = at == changes.len();
    logged.or(Some(written).filter(|written| is_last && !written.is_open())).unwrap_or(Status::Closed)
}

impl Finding {
    /// How it ended, as far as that still holds on a day: its closure, unless it was opened again.
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
