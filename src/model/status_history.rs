//! The history of a finding's status, computed from its dated log.

use crate::model::{Date, Finding, Status, Timeline};

/// The status of a finding over time.
///
/// It gives the same status for every day as [`Standing`](crate::model::FindingState) does, but is faster where many days are
/// asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatusHistory {
    /// The status before the first dated entry.
    first: Status,
    /// Each day with a dated entry, and the status from that day on, in date order.
    days: Vec<(Date, Status)>,
    /// The days on which the finding was opened, also where it was closed again on the same day, in date order.
    opened: Vec<Date>,
}

impl StatusHistory {
    /// Computes the history from a finding's log and closings.
    pub fn of(finding: &Finding) -> Self {
        let timeline = Timeline::of(finding);
        // The status can change only on the days of the changes, so it is computed for them alone.
        let entries = finding.progress.iter().map(|entry| entry.date);
        let mut days: Vec<Date> = entries.chain(timeline.changes().iter().map(|change| change.day)).collect();
        days.sort_unstable();
        days.dedup();
        let first = timeline.status(days.first().and_then(|day| day.minus_days(1)).unwrap_or(Date::LAST));
        let opened = timeline.changes().iter().filter(|change| change.status.is_open()).map(|change| change.day).collect();
        Self { first, days: days.into_iter().map(|day| (day, timeline.status(day))).collect(), opened }
    }

    /// Returns the status on a day.
    pub fn status(&self, on: Date) -> Status {
        let by_then = self.days.partition_point(|(day, _)| *day <= on);
        by_then.checked_sub(1).and_then(|last| self.days.get(last)).map_or(self.first, |(_, status)| *status)
    }

    /// Returns the day on which a finding that is not open on `on` was closed;
    /// `None` where it is open or the day was not recorded.
    pub fn ended(&self, on: Date) -> Option<Date> {
        let by_then = &self.days[..self.days.partition_point(|(day, _)| *day <= on)];
        let was_opened = |day: &Date| self.opened.binary_search(day).is_ok();
        let after = match by_then.iter().rposition(|(day, status)| status.is_open() || was_opened(day)) {
            Some(last) if by_then[last].1.is_open() => last + 1,
            // Opened and closed again on one day: that is the day.
            Some(last) => last,
            None => 0,
        };
        // If it was closed before the first dated entry, the day is unknown.
        let was_open = after > 0 || self.first.is_open() || by_then.first().is_some_and(|(day, _)| was_opened(day));
        by_then.get(after).filter(|_| was_open).map(|(day, _)| *day)
    }

    /// Returns each day after `from` and up to `until` on which the finding was closed or reopened, with the new status.
    pub fn turns(&self, from: Date, until: Date) -> impl Iterator<Item = (Date, Status)> {
        let mut was_open = self.status(from).is_open();
        let within = self.days.iter().filter(move |(day, _)| *day > from && *day <= until);
        within.copied().filter(move |(_, status)| {
            let turned = status.is_open() != was_open;
            was_open = status.is_open();
            turned
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::overdue::status_on;
    use crate::model::{Closure, ProgressEntry};

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn entry(date: &str, status: Status) -> ProgressEntry {
        ProgressEntry { status: Some(status), ..ProgressEntry::on(day(date)) }
    }

    fn finding() -> Finding {
        Finding {
            status: Some(Status::InProgress),
            progress: vec![
                entry("2026-01-10", Status::InProgress),
                entry("2026-02-20", Status::PendingSignOff),
                entry("2026-05-05", Status::InProgress),
            ],
            closure: Some(Box::new(Closure { date: Some(day("2026-03-01")), ..Closure::default() })),
            ..Finding::numbered("1".parse().unwrap())
        }
    }

    #[test]
    fn a_history_says_of_every_day_what_the_standing_says() {
        let (finding, history) = (finding(), StatusHistory::of(&finding()));
        let mut on = day("2025-12-01");
        while on < day("2026-06-01") {
            assert_eq!(history.status(on), status_on(&finding, on), "{on}");
            on = on.plus_days(1);
        }
    }

    #[test]
    fn the_day_of_the_end_is_the_first_of_the_days_since_which_it_is_not_open() {
        let mut finding = finding();
        assert_eq!(StatusHistory::of(&finding).ended(day("2026-06-01")), None);
        assert_eq!(StatusHistory::of(&finding).ended(day("2026-04-01")), Some(day("2026-03-01")));
        finding.progress.clear();
        finding.status = Some(Status::Superseded);
        assert_eq!(StatusHistory::of(&finding).ended(day("2026-04-01")), Some(day("2026-03-01")));
        finding.closure = None;
        assert_eq!(StatusHistory::of(&finding).ended(day("2026-04-01")), None);
    }

    #[test]
    fn what_was_opened_and_closed_again_on_one_day_ended_on_that_day() {
        let mut finding = finding();
        finding.progress = vec![
            entry("2026-06-01", Status::Closed),
            entry("2026-06-10", Status::InProgress),
            entry("2026-06-10", Status::Closed),
        ];
        finding.closure = Some(Box::new(Closure { date: Some(day("2026-06-10")), ..Closure::default() }));
        assert_eq!(StatusHistory::of(&finding).ended(day("2026-06-09")), Some(day("2026-06-01")));
        assert_eq!(StatusHistory::of(&finding).ended(day("2026-06-11")), Some(day("2026-06-10")));
    }

    #[test]
    fn a_turn_is_an_end_or_a_new_beginning() {
        let turns: Vec<_> = StatusHistory::of(&finding()).turns(day("2026-01-01"), day("2026-12-31")).collect();
        assert_eq!(turns, [(day("2026-03-01"), Status::Closed), (day("2026-05-05"), Status::InProgress)]);
        assert_eq!(StatusHistory::of(&finding()).turns(day("2026-03-01"), day("2026-05-04")).count(), 0);
    }
}
