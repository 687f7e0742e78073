//! Adds progress to a finding.

use crate::model::transition::{Transition, TransitionError, is_blank, log, log_closing};
use crate::model::{Finding, ProgressEntry};

/// Adds an entry to the log, which may change the status.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress {
    /// The entry.
    pub entry: ProgressEntry,
    /// The new owner; `None` leaves the owner unchanged.
    pub owner: Option<String>,
}

impl Transition for Progress {
    fn take(&self, finding: &mut Finding) -> Result<String, TransitionError> {
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
        let closed = finding.closure.as_ref().and_then(|closure| closure.date);
        // This entry reopens the finding.
        // The closing must be in the log first, or the order of events within the day would be lost.
        if self.entry.status.is_some() && !was.is_open() && closed.is_some_and(|closed| closed <= self.entry.date) {
            log_closing(finding);
        }
        log(finding, self.entry.clone());
        let day = self.entry.date;
        let Some(status) = self.entry.status else { return Ok(format!("progress of {day}")) };
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Closure;
    use crate::model::Date;
    use crate::model::Status;
    use crate::prose::Prose;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn progress(date: &str, status: Option<Status>, words: &str) -> Progress {
        let note = (!words.is_empty()).then(|| Prose::from_text(words));
        Progress { entry: ProgressEntry { date: day(date), by: None, status, note }, owner: None }
    }

    #[test]
    fn an_entry_comes_in_by_its_day_and_the_last_one_says_the_status() {
        let mut finding = Finding::numbered("1".parse().unwrap());
        progress("2026-03-01", Some(Status::InProgress), "begun").take(&mut finding).unwrap();
        progress("2026-04-01", Some(Status::PendingSignOff), "done").take(&mut finding).unwrap();
        let told = progress("2026-03-15", Some(Status::InProgress), "in between").take(&mut finding).unwrap();
        assert_eq!(told, "progress of 2026-03-15, pending sign off");
        let days: Vec<Date> = finding.progress.iter().map(|entry| entry.date).collect();
        assert_eq!(days, ["2026-03-01", "2026-03-15", "2026-04-01"].map(day));
        assert_eq!(finding.status, Some(Status::PendingSignOff));
    }

    #[test]
    fn an_entry_that_says_nothing_is_none() {
        let mut finding = Finding::numbered("1".parse().unwrap());
        assert!(matches!(progress("2026-03-01", None, "").take(&mut finding), Err(TransitionError::Missing { .. })));
    }

    #[test]
    fn an_entry_closes_nothing() {
        let mut finding = Finding::numbered("1".parse().unwrap());
        assert!(matches!(
            progress("2026-03-01", Some(Status::Closed), "x").take(&mut finding),
            Err(TransitionError::NotSo { .. })
        ));
    }

    #[test]
    fn what_was_closed_is_opened_by_an_entry_of_its_day_or_later() {
        let mut finding = Finding::numbered("1".parse().unwrap());
        finding.status = Some(Status::Closed);
        finding.closure = Some(Closure { date: Some(day("2026-03-01")), approved_by: None, evidence: Vec::new() });
        let step = |date| progress(date, Some(Status::InProgress), "it came back");
        assert!(step("2026-02-28").take(&mut finding.clone()).is_err());
        let mut same_day = finding.clone();
        assert_eq!(step("2026-03-01").take(&mut same_day).unwrap(), "progress of 2026-03-01, from closed to in progress");
        let statuses: Vec<Option<Status>> = same_day.progress.iter().map(|entry| entry.status).collect();
        assert_eq!(statuses, [Some(Status::Closed), Some(Status::InProgress)], "the log has the closing before the reopening");
        assert_eq!(step("2026-03-02").take(&mut finding).unwrap(), "progress of 2026-03-02, from closed to in progress");
        assert_eq!(finding.status, Some(Status::InProgress));
    }
}
