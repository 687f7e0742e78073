//! Adds progress to a finding.

use crate::model::transition::{Transition, TransitionError, is_blank, log, log_closing};
use crate::model::{Finding, Owners, ProgressEntry, SchemaVersion};
use crate::prose::Prose;

/// Adds an entry to the log, which may change the status.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress {
    /// The entry.
    pub entry: ProgressEntry,
    /// The new owner; `None` leaves the owner unchanged.
    pub owner: Option<Owners>,
}

impl Transition for Progress {
    fn take(&self, finding: &mut Finding, version: SchemaVersion) -> Result<String, TransitionError> {
        let says_something = self.entry.note.as_ref().is_some_and(|note| !is_blank(note.as_str()));
        if !says_something && self.entry.status.is_none() {
            return Err(TransitionError::Missing { missing: vec!["what has happened (-m) or a status (--status)"] });
        }
        let was = finding.latest_status();
        // Closing needs evidence and an approver, which only `irr close` asks for.
        if let Some(status) = self.entry.status.filter(|status| !status.is_open()) {
            let why = format!("a progress update cannot make it {}", status.words());
            return Err(TransitionError::not_so(why, format!("use `irr close --as {status}`, with evidence and approver")));
        }
        if let Some(owner) = &self.owner {
            finding.owner = Some(owner.clone());
        }
        let closed = finding.closings().next_back().and_then(|closing| closing.date);
        if self.entry.status.is_some() && !was.is_open() && closed.is_none_or(|closed| closed <= self.entry.date) {
            self.reopen(finding, version);
        }
        log(finding, self.entry.clone());
        let day = self.entry.date;
        let Some(status) = self.entry.status else {
            let what = if self.entry.internal { "internal note" } else { "progress" };
            return Ok(format!("{what} of {day}"));
        };
        let now = finding.latest_status();
        let is_last = finding.progress.last() == Some(&self.entry);
        // A closure dated after this entry would override it, so the entry would have no effect.
        if is_last && now != status {
            let closed = closed.map_or_else(|| "later".to_owned(), |closed| format!("on {closed}"));
            let why = format!("it was {} {closed}, which is after {day}", now.words());
            return Err(TransitionError::not_so(why, "give the date of the reopening with --date"));
        }
        finding.status = Some(now);
        Ok(match was == now {
            true => format!("progress of {day}, {}", now.words()),
            false => format!("progress of {day}, from {} to {}", was.words(), now.words()),
        })
    }
}

impl Progress {
    /// Records that this entry reopens the finding, before the entry is added.
    fn reopen(&self, finding: &mut Finding, version: SchemaVersion) {
        let closed = finding.closings().next_back().and_then(|closing| closing.date);
        // The closing must be in the log first where there is no other place for it (version 1), or where the order of
        // events within its day would be lost.
        if version == SchemaVersion::One || closed == Some(self.entry.date) {
            log_closing(finding);
        }
        let status = finding.latest_status();
        if let Some(closing) = finding.closures.last_mut() {
            closing.status.get_or_insert(status);
            closing.reopened.get_or_insert(self.entry.date);
            let reason = || self.entry.note.as_ref().map(Prose::in_a_line);
            closing.reopening_reason = closing.reopening_reason.take().or_else(reason);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Closure;
    use crate::model::Date;
    use crate::model::Status;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn progress(date: &str, status: Option<Status>, words: &str) -> Progress {
        let note = (!words.is_empty()).then(|| Prose::from_text(words));
        Progress { entry: ProgressEntry { status, note, ..ProgressEntry::on(day(date)) }, owner: None }
    }

    #[test]
    fn an_entry_comes_in_by_its_day_and_the_last_one_says_the_status() {
        let mut finding = Finding::numbered("1".parse().unwrap());
        progress("2026-03-01", Some(Status::InProgress), "begun").take(&mut finding, SchemaVersion::One).unwrap();
        progress("2026-04-01", Some(Status::PendingSignOff), "done").take(&mut finding, SchemaVersion::One).unwrap();
        let told = progress("2026-03-15", Some(Status::InProgress), "in between").take(&mut finding, SchemaVersion::One).unwrap();
        assert_eq!(told, "progress of 2026-03-15, pending sign off");
        let days: Vec<Date> = finding.progress.iter().map(|entry| entry.date).collect();
        assert_eq!(days, ["2026-03-01", "2026-03-15", "2026-04-01"].map(day));
        assert_eq!(finding.status, Some(Status::PendingSignOff));
    }

    #[test]
    fn an_entry_that_says_nothing_is_none() {
        let mut finding = Finding::numbered("1".parse().unwrap());
        assert!(matches!(
            progress("2026-03-01", None, "").take(&mut finding, SchemaVersion::One),
            Err(TransitionError::Missing { .. })
        ));
    }

    #[test]
    fn an_entry_closes_nothing() {
        let mut finding = Finding::numbered("1".parse().unwrap());
        assert!(matches!(
            progress("2026-03-01", Some(Status::Closed), "x").take(&mut finding, SchemaVersion::One),
            Err(TransitionError::NotSo { .. })
        ));
    }

    #[test]
    fn what_was_closed_is_opened_by_an_entry_of_its_day_or_later() {
        let mut finding = Finding::numbered("1".parse().unwrap());
        finding.status = Some(Status::Closed);
        finding.closure = Some(Box::new(Closure { date: Some(day("2026-03-01")), ..Closure::default() }));
        let step = |date| progress(date, Some(Status::InProgress), "it came back");
        assert!(step("2026-02-28").take(&mut finding.clone(), SchemaVersion::One).is_err());
        let mut same_day = finding.clone();
        assert_eq!(
            step("2026-03-01").take(&mut same_day, SchemaVersion::One).unwrap(),
            "progress of 2026-03-01, from closed to in progress"
        );
        let statuses: Vec<Option<Status>> = same_day.progress.iter().map(|entry| entry.status).collect();
        assert_eq!(statuses, [Some(Status::Closed), Some(Status::InProgress)], "the log has the closing before the reopening");
        assert_eq!(
            step("2026-03-02").take(&mut finding, SchemaVersion::One).unwrap(),
            "progress of 2026-03-02, from closed to in progress"
        );
        assert_eq!(finding.status, Some(Status::InProgress));
    }

    #[test]
    fn a_closing_without_a_day_says_when_it_was_reopened() {
        let closing = Closure { status: Some(Status::Closed), ..Closure::default() };
        let finding =
            Finding { status: Some(Status::Closed), closures: vec![closing], ..Finding::numbered("1".parse().unwrap()) };
        let mut reopened = finding;
        progress("2026-03-01", Some(Status::InProgress), "again").take(&mut reopened, SchemaVersion::Two).unwrap();
        assert_eq!(reopened.closures[0].reopened, Some(day("2026-03-01")));
        assert_eq!(reopened.latest_status(), Status::InProgress);
    }
}
