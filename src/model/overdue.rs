//! The status and lateness of a finding on a day.
//!
//! Everything is judged on a day that the caller passes. Later entries do not count: a report published later does not exist, an
//! extension agreed later is not agreed, a finding closed later is open.

use crate::model::{
    Closure, ClosureState, Date, FieldPath, Finding, FindingKind, FindingRef, Presence, Record, RecordId, ResponseDeadline,
    Snapshot, Status, StatusHistory, Timeline,
};

/// A finding's status and dates, judged on one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FindingState {
    /// The day judged on.
    pub on: Date,
    /// The status on that day.
    pub status: Status,
    /// The due date before any extension: the inspectorate's, or the force's target where there is no due date.
    pub original_due: Option<Date>,
    /// The due date in force: that of the latest extension, or the original one.
    pub current_due: Option<Date>,
    /// The number of extensions agreed by that day.
    pub slips: usize,
    /// The days overdue; `None` where not overdue.
    /// A finding due that day, a closed one and one for another body are never overdue.
    pub days_overdue: Option<i64>,
    /// The days past the due date while open, also where another body must act.
    pub days_past_due: Option<i64>,
    /// True if the force's target date has passed while the due date has not.
    pub behind_target: bool,
}

impl FindingState {
    /// Judges `finding` on the day `on`.
    pub fn of(finding: &Finding, on: Date) -> Self {
        let original_due = finding.due.or(finding.target);
        let current_due = due_on(finding, on);
        let status = status_on(finding, on);
        let past = |day: Option<Date>| day.map(|day| on.days_since(day)).filter(|days| *days > 0 && status.is_open());
        let days_past_due = past(current_due);
        Self {
            on,
            status,
            original_due,
            current_due,
            slips: finding.extensions.iter().filter(|extension| extension.agreed <= on).count(),
            days_overdue: days_past_due.filter(|_| finding.is_ours()),
            days_past_due,
            // An overdue finding is not also reported as behind its target.
            behind_target: past(finding.target).is_some() && days_past_due.is_none(),
        }
    }

    /// Returns whether the finding is this office's, open, and its due date has passed.
    pub fn is_overdue(&self) -> bool {
        self.days_overdue.is_some()
    }

    /// Returns the days between the original and the current due date; negative where it was brought forward.
    pub fn slipped_by(&self) -> Option<i64> {
        Some(self.current_due?.days_since(self.original_due?))
    }
}

/// Returns the due date on a day: that of the last extension agreed by then, or the original one.
pub fn due_on(finding: &Finding, on: Date) -> Option<Date> {
    // The last in the list, which is in the order of agreement; `extensions-out-of-order` reports any other.
    let agreed = finding.extensions.iter().rfind(|extension| extension.agreed <= on);
    agreed.map(|extension| extension.to).or(finding.due).or(finding.target)
}

/// Returns the status on a day: that of the last entry dated by then that has one.
///
/// Progress entries can have a status, and a dated closure counts as one. Before the first of them a finding is not started.
/// Where no entry has a status, the written status counts, except before the date of a closure.
pub(super) fn status_on(finding: &Finding, on: Date) -> Status {
    Timeline::of(finding).status(on)
}

impl Finding {
    /// Returns the status with every dated entry counted:
    /// that of the last one, or the written status where no dated entry has one.
    pub fn latest_status(&self) -> Status {
        status_on(self, Date::LAST)
    }
}

/// A finding in context: its record, its place there, and its status on a day. Queries and rules are evaluated on this.
#[derive(Debug, Clone)]
pub struct FindingOnDay<'a> {
    /// The record's id.
    pub id: &'a RecordId,
    /// The record.
    pub record: &'a Record,
    /// The finding's reference.
    pub reference: FindingRef,
    /// The finding's path in the record.
    pub at: FieldPath,
    /// The finding itself.
    pub finding: &'a Finding,
    /// The finding's status and dates on the day.
    pub standing: FindingState,
    /// The position of the record's response relative to its deadline.
    pub clock: ResponseDeadline,
}

impl<'a> FindingOnDay<'a> {
    /// Returns every finding of a record on the snapshot's day; none where the report was published later.
    pub fn all(id: &'a RecordId, snapshot: &'a Snapshot) -> impl Iterator<Item = FindingOnDay<'a>> {
        let is_there = snapshot.presence() == Presence::There;
        Self::shown(id, snapshot).filter(move |_| is_there)
    }

    /// Returns the same, including the findings of a report dated in the future, so that opening such a record shows its content.
    pub fn shown(id: &'a RecordId, snapshot: &'a Snapshot) -> impl Iterator<Item = FindingOnDay<'a>> {
        let (record, on) = (snapshot.record(), snapshot.on());
        let is_there = snapshot.presence() != Presence::NotYet;
        record.findings().filter(move |_| is_there).map(move |(reference, at, finding)| FindingOnDay {
            id,
            record,
            reference,
            at,
            finding,
            standing: FindingState::of(finding, on),
            clock: snapshot.clock(),
        })
    }

    /// Returns a case for the whole response, with an empty finding. `None` where the report was published later.
    pub fn of_response(id: &'a RecordId, snapshot: &'a Snapshot) -> Option<Self> {
        let finding = Finding::blank();
        (snapshot.presence() == Presence::There).then(|| FindingOnDay {
            id,
            record: snapshot.record(),
            reference: FindingRef::new(FindingKind::Recommendation, &finding.printed),
            at: FieldPath::root(),
            finding,
            standing: FindingState::of(finding, snapshot.on()),
            clock: snapshot.clock(),
        })
    }

    /// Returns the day since which the finding is closed.
    ///
    /// That is not the closure's own date, because the closure stays in a record after the finding is reopened.
    pub fn closed(&self) -> Option<Date> {
        StatusHistory::of(self.finding).ended(self.standing.on)
    }

    /// Returns the last closing by the day, whether it still holds or not.
    pub fn last_closing(&self) -> Option<&'a Closure> {
        Timeline::of(self.finding).closure(self.standing.on).map(|(closing, _)| closing)
    }

    /// Returns the day the finding was reopened, if its closure in the record belongs to an earlier closing; `None` if the
    /// closure stands.
    pub fn reopened(&self) -> Option<Date> {
        match Timeline::of(self.finding).closure(self.standing.on)? {
            (_, ClosureState::Reopened(day)) => day,
            (_, ClosureState::Stands) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Closure, Extension, ProgressEntry};

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn finding(due: &str) -> Finding {
        Finding { due: Some(day(due)), ..Finding::numbered("1".parse().unwrap()) }
    }

    fn entry(date: &str, status: Option<Status>) -> ProgressEntry {
        ProgressEntry { status, ..ProgressEntry::on(day(date)) }
    }

    #[test]
    fn due_today_is_not_overdue_and_due_yesterday_is_by_a_day() {
        let finding = finding("2026-04-30");
        assert_eq!(FindingState::of(&finding, day("2026-04-29")).days_overdue, None);
        assert_eq!(FindingState::of(&finding, day("2026-04-30")).days_overdue, None);
        assert_eq!(FindingState::of(&finding, day("2026-05-01")).days_overdue, Some(1));
    }

    #[test]
    fn what_is_not_ours_is_past_its_date_but_never_overdue() {
        let finding = Finding { said_ours: Some(false), ..finding("2026-04-30") };
        let standing = FindingState::of(&finding, day("2026-05-02"));
        assert_eq!((standing.days_overdue, standing.days_past_due), (None, Some(2)));
    }

    #[test]
    fn an_extension_counts_from_the_day_it_was_agreed() {
        let mut finding = finding("2026-01-31");
        finding.extensions.push(Extension::until(day("2026-03-31"), day("2026-02-10")));
        let before = FindingState::of(&finding, day("2026-02-09"));
        assert_eq!((before.current_due, before.slips, before.days_overdue), (Some(day("2026-01-31")), 0, Some(9)));
        let after = FindingState::of(&finding, day("2026-02-10"));
        assert_eq!((after.current_due, after.slips, after.slipped_by()), (Some(day("2026-03-31")), 1, Some(59)));
        assert_eq!(after.original_due, Some(day("2026-01-31")));
        assert!(!after.is_overdue());
    }

    #[test]
    fn the_forces_own_date_counts_only_where_there_is_no_other() {
        let mut finding = finding("2026-04-30");
        finding.target = Some(day("2025-12-31"));
        let standing = FindingState::of(&finding, day("2026-01-01"));
        assert!(standing.behind_target && !standing.is_overdue());
        finding.due = None;
        let standing = FindingState::of(&finding, day("2026-01-01"));
        assert!(!standing.behind_target && standing.is_overdue());
    }

    #[test]
    fn the_status_is_that_of_the_last_entry_by_then() {
        let mut finding = finding("2026-04-30");
        finding.status = Some(Status::PendingSignOff);
        finding.progress = vec![
            entry("2026-01-10", Some(Status::InProgress)),
            entry("2026-02-10", None),
            entry("2026-03-10", Some(Status::PendingSignOff)),
        ];
        for (on, status) in [
            ("2026-01-09", Status::NotStarted),
            ("2026-01-10", Status::InProgress),
            ("2026-03-09", Status::InProgress),
            ("2026-03-10", Status::PendingSignOff),
        ] {
            assert_eq!(FindingState::of(&finding, day(on)).status, status, "{on}");
        }
    }

    #[test]
    fn the_written_status_stands_where_no_entry_says_one() {
        let mut finding = finding("2026-04-30");
        finding.status = Some(Status::InProgress);
        finding.progress = vec![entry("2026-02-10", None)];
        assert_eq!(FindingState::of(&finding, day("2026-01-01")).status, Status::InProgress);
    }

    #[test]
    fn a_finding_closed_later_is_still_open() {
        let mut finding = finding("2026-04-30");
        finding.status = Some(Status::Closed);
        finding.closure = Some(Box::new(Closure { date: Some(day("2026-06-01")), ..Closure::default() }));
        assert_eq!(FindingState::of(&finding, day("2026-05-31")).days_overdue, Some(31));
        assert_eq!(FindingState::of(&finding, day("2026-06-01")).status, Status::Closed);
        finding.progress = vec![entry("2026-05-01", Some(Status::InProgress))];
        assert_eq!(FindingState::of(&finding, day("2026-05-31")).status, Status::InProgress);
        assert_eq!(FindingState::of(&finding, day("2026-06-01")).status, Status::Closed);
    }

    #[test]
    fn an_entry_that_tells_of_the_end_before_its_approval_ends_nothing_yet() {
        let mut finding = finding("2026-04-30");
        finding.status = Some(Status::Closed);
        finding.progress = vec![entry("2026-02-01", Some(Status::Closed))];
        finding.closure = Some(Box::new(Closure { date: Some(day("2026-02-10")), ..Closure::default() }));
        assert_eq!(FindingState::of(&finding, day("2026-02-05")).status, Status::PendingSignOff);
        assert_eq!(FindingState::of(&finding, day("2026-02-10")).status, Status::Closed);
    }

    #[test]
    fn what_is_logged_after_a_closure_does_not_move_its_day_back() {
        let mut finding = finding("2026-04-30");
        finding.status = Some(Status::InProgress);
        finding.progress = vec![entry("2026-02-01", Some(Status::Closed)), entry("2026-05-05", Some(Status::InProgress))];
        finding.closure = Some(Box::new(Closure { date: Some(day("2026-02-10")), ..Closure::default() }));
        assert_eq!(FindingState::of(&finding, day("2026-02-05")).status, Status::PendingSignOff);
        assert_eq!(FindingState::of(&finding, day("2026-02-10")).status, Status::Closed);
    }

    #[test]
    fn a_finding_that_was_not_accepted_was_so_even_after_it_is_opened_again() {
        let mut finding = finding("2026-04-30");
        finding.closure = Some(Box::new(Closure { date: Some(day("2026-02-10")), ..Closure::default() }));
        finding.progress = vec![entry("2026-02-10", Some(Status::NotAccepted)), entry("2026-05-05", Some(Status::InProgress))];
        for now in [Status::InProgress, Status::Closed] {
            finding.status = Some(now);
            assert_eq!(FindingState::of(&finding, day("2026-03-01")).status, Status::NotAccepted, "now {now}");
        }
    }

    #[test]
    fn a_finding_reopened_after_its_closure_is_open_again() {
        let mut finding = finding("2026-04-30");
        finding.status = Some(Status::InProgress);
        finding.closure = Some(Box::new(Closure { date: Some(day("2026-03-01")), ..Closure::default() }));
        finding.progress = vec![entry("2026-01-01", Some(Status::InProgress)), entry("2026-05-05", Some(Status::InProgress))];
        assert_eq!(FindingState::of(&finding, day("2026-05-04")).status, Status::Closed);
        assert!(FindingState::of(&finding, day("2026-05-05")).is_overdue());
    }

    #[test]
    fn within_a_day_the_order_of_the_log_decides() {
        let closed_on = |date| Some(Box::new(Closure { date: Some(day(date)), ..Closure::default() }));
        let mut finding = Finding { closure: closed_on("2026-03-01"), ..finding("2026-04-30") };
        let at = |finding: &Finding, on| FindingState::of(finding, day(on)).status;
        finding.progress = vec![entry("2026-03-01", Some(Status::Closed)), entry("2026-03-01", Some(Status::InProgress))];
        finding.status = Some(Status::InProgress);
        assert_eq!(at(&finding, "2026-03-01"), Status::InProgress, "opened again on the day of the closing");
        finding.progress.push(entry("2026-03-01", Some(Status::Superseded)));
        assert_eq!(at(&finding, "2026-03-01"), Status::Superseded, "and ended again on that day");
        finding.progress = vec![entry("2026-03-01", Some(Status::InProgress))];
        finding.status = Some(Status::Closed);
        assert_eq!(at(&finding, "2026-03-01"), Status::Closed, "a closing that the log does not have ends its day");
    }

    #[test]
    fn what_is_closed_is_never_overdue() {
        for status in Status::ALL.iter().filter(|status| !status.is_open()) {
            let finding = Finding { status: Some(*status), ..finding("2020-01-01") };
            assert!(!FindingState::of(&finding, day("2026-01-01")).is_overdue(), "{status}");
        }
    }

    #[test]
    fn no_date_is_never_overdue() {
        let finding = Finding::numbered("1".parse().unwrap());
        assert_eq!(FindingState::of(&finding, day("2099-01-01")).days_past_due, None);
    }
}
