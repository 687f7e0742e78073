//! Closes a finding.

use crate::model::transition::{Transition, TransitionError, approval_in_words, is_blank, is_open, log, log_closing, note};
use crate::model::{Closure, Date, Finding, ProgressEntry, SchemaVersion, Status};
use crate::prose::{Prose, listed};

/// The most open actions that the caution names.
const MOST: usize = 3;

/// Closes a finding as done, superseded or not accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Close {
    /// The closed status.
    pub status: Status,
    /// The day of the closure.
    pub date: Date,
    /// Who approved it; required.
    pub approved_by: Option<String>,
    /// The evidence; required to close as done.
    pub evidence: Vec<String>,
    /// A note for the log; required unless closed as done.
    pub note: Option<String>,
}

impl Transition for Close {
    fn take(&self, finding: &mut Finding, version: SchemaVersion) -> Result<String, TransitionError> {
        is_open(finding)?;
        let blank = |text: &Option<String>| text.as_deref().is_none_or(is_blank);
        let proven = self.evidence.iter().any(|evidence| evidence.contains(char::is_alphanumeric));
        // What the rules on closing require (`closed-without-evidence`,
        // `not-accepted-without-approver`), asked for before they report it.
        let wanted = [
            (self.status == Status::Closed && !proven, "evidence (--evidence)"),
            (blank(&self.approved_by), "the approver (--approved-by)"),
            (self.status != Status::Closed && blank(&self.note), "the reason (-m)"),
        ];
        let missing: Vec<&str> = wanted.into_iter().filter(|(is_missing, _)| *is_missing).map(|(_, what)| what).collect();
        if !missing.is_empty() {
            return Err(TransitionError::Missing { missing });
        }
        // Otherwise the log would say that work went on after the closing.
        if let Some(later) = finding.progress.iter().map(|entry| entry.date).filter(|date| *date > self.date).max() {
            let why = format!("its log has an entry of {later}, which is after {}", self.date);
            return Err(TransitionError::not_so(why, "use a --date that is not before it"));
        }
        let closing = Closure {
            date: Some(self.date),
            approved_by: self.approved_by.clone(),
            evidence: self.evidence.clone(),
            ..Closure::default()
        };
        if version == SchemaVersion::One {
            keep(finding, self.date);
            finding.closure = Some(Box::new(closing));
        } else {
            finding.closures.push(Closure { status: Some(self.status), ..closing });
        }
        // If that day already has a closing entry (closed, reopened, closed
        // again), the closure alone could not be told from the first one.
        let same_day = |entry: &ProgressEntry| entry.date == self.date && entry.status.is_some_and(|status| !status.is_open());
        if self.note.is_some() || finding.progress.iter().any(same_day) {
            let note = self.note.as_deref().map(Prose::from_text);
            log(finding, ProgressEntry { status: Some(self.status), note, ..ProgressEntry::on(self.date) });
        }
        finding.status = Some(self.status);
        let undone = match finding.actions.iter().filter(|action| action.done.is_none()).count() {
            0 => String::new(),
            1 => "; one action is not done".to_owned(),
            more => format!("; {more} actions are not done"),
        };
        Ok(format!("{} on {}{undone}", self.status.words(), self.date))
    }

    fn caution(&self, finding: &Finding) -> Option<String> {
        undone(finding).map(|undone| format!("not done yet: {undone}; actions with a date stay in `irr due`"))
    }
}

/// Returns the open actions in words: "action 2 (Buy a ladder)".
fn undone(finding: &Finding) -> Option<String> {
    let open = (1..).zip(&finding.actions).filter(|(_, action)| action.done.is_none());
    let names: Vec<String> = open.map(|(number, action)| format!("action {number} ({})", action.text.trim())).collect();
    (!names.is_empty()).then(|| listed(&names, names.len(), MOST))
}

/// Copies an earlier closure into the log before it is replaced, because a finding of version 1 has room for one closure only.
fn keep(finding: &mut Finding, today: Date) {
    log_closing(finding);
    let Some(earlier) = finding.closure.take() else { return };
    let said = approval_in_words(&earlier);
    let is_kept = |entry: &ProgressEntry| entry.note.as_ref().is_some_and(|note| note.in_a_line().contains(&said));
    if said.is_empty() || finding.progress.iter().any(|entry| Some(entry.date) == earlier.date && is_kept(entry)) {
        return;
    }
    let Some(date) = earlier.date else { return log(finding, note(today, &format!("Closed earlier{said}"))) };
    // Directly after the log entry that closed the finding.
    let ends = |entry: &ProgressEntry| entry.date == date && entry.status.is_some_and(|status| !status.is_open());
    let place = finding.progress.iter().rposition(ends).map_or(finding.progress.len(), |at| at + 1);
    finding.progress.insert(place, note(date, &format!("Ended{said}")));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(status: Status) -> Close {
        Close {
            status,
            date: "2026-05-01".parse().unwrap(),
            approved_by: Some("DCC".to_owned()),
            evidence: vec!["minutes/12.pdf".to_owned()],
            note: None,
        }
    }

    #[test]
    fn what_is_closed_has_a_day_an_approver_and_evidence() {
        let mut finding = Finding::numbered("1".parse().unwrap());
        assert_eq!(close(Status::Closed).take(&mut finding, SchemaVersion::One).unwrap(), "closed on 2026-05-01");
        assert_eq!((finding.latest_status(), finding.status), (Status::Closed, Some(Status::Closed)));
        assert!(close(Status::Closed).take(&mut finding, SchemaVersion::One).is_err(), "twice");
    }

    #[test]
    fn all_that_is_missing_is_told_at_once() {
        let bare = Close { approved_by: None, evidence: vec!["-".to_owned()], ..close(Status::Closed) };
        let error = bare.take(&mut Finding::numbered("1".parse().unwrap()), SchemaVersion::One).unwrap_err();
        assert_eq!(error.to_string(), "missing evidence (--evidence) and the approver (--approved-by)");
        let bare = Close { approved_by: None, evidence: Vec::new(), ..close(Status::NotAccepted) };
        let error = bare.take(&mut Finding::numbered("1".parse().unwrap()), SchemaVersion::One).unwrap_err();
        assert_eq!(error.to_string(), "missing the approver (--approved-by) and the reason (-m)");
    }

    #[test]
    fn what_was_closed_and_opened_again_today_is_closed_again_today() {
        let mut finding = Finding::numbered("1".parse().unwrap());
        close(Status::Closed).take(&mut finding, SchemaVersion::One).unwrap();
        let reopening = ProgressEntry { status: Some(Status::InProgress), ..note("2026-05-01".parse().unwrap(), "no") };
        crate::model::transition::Progress { entry: reopening, owner: None }.take(&mut finding, SchemaVersion::One).unwrap();
        assert_eq!(finding.latest_status(), Status::InProgress);
        let other = Close { approved_by: Some("CC".to_owned()), evidence: vec!["b.pdf".to_owned()], ..close(Status::Closed) };
        other.take(&mut finding, SchemaVersion::One).unwrap();
        assert_eq!(finding.latest_status(), Status::Closed);
        let log: Vec<String> = finding.progress.iter().map(|it| it.note.as_ref().map_or("-".into(), Prose::in_a_line)).collect();
        assert_eq!(log, ["Closed, approved by DCC; evidence: minutes/12.pdf", "no", "-"]);
        assert_eq!(finding.closure.unwrap().approved_by.as_deref(), Some("CC"));
    }

    #[test]
    fn how_an_earlier_closing_ended_is_kept_too() {
        let mut finding = Finding { status: Some(Status::Superseded), ..Finding::numbered("1".parse().unwrap()) };
        finding.closure = Some(Box::new(Closure { date: Some("2026-01-01".parse().unwrap()), ..Closure::default() }));
        let reopening = ProgressEntry { status: Some(Status::InProgress), ..note("2026-02-01".parse().unwrap(), "back") };
        crate::model::transition::Progress { entry: reopening, owner: None }.take(&mut finding, SchemaVersion::One).unwrap();
        assert_eq!(finding.progress[0].status, Some(Status::Superseded));
    }

    #[test]
    fn what_an_earlier_closing_said_is_kept_in_the_log() {
        let mut finding = Finding::numbered("1".parse().unwrap());
        let earlier = Close { date: "2026-01-01".parse().unwrap(), ..close(Status::Closed) };
        earlier.take(&mut finding, SchemaVersion::One).unwrap();
        log(&mut finding, ProgressEntry { status: Some(Status::InProgress), ..note("2026-02-01".parse().unwrap(), "again") });
        finding.status = Some(Status::InProgress);
        close(Status::Closed).take(&mut finding, SchemaVersion::One).unwrap();
        let kept = finding.progress[0].note.as_ref().unwrap().trimmed();
        assert_eq!(kept, "Closed, approved by DCC; evidence: minutes/12.pdf");
        assert_eq!(finding.latest_status(), Status::Closed);
    }

    #[test]
    fn in_version_two_each_closing_stays_as_it_was() {
        let mut finding = Finding::numbered("1".parse().unwrap());
        let earlier = Close { date: "2026-01-01".parse().unwrap(), ..close(Status::Closed) };
        earlier.take(&mut finding, SchemaVersion::Two).unwrap();
        let reopening =
            ProgressEntry { status: Some(Status::InProgress), ..note("2026-02-01".parse().unwrap(), "It was not so") };
        let reopen = crate::model::transition::Progress { entry: reopening, owner: None };
        reopen.take(&mut finding, SchemaVersion::Two).unwrap();
        close(Status::Superseded).take(&mut finding, SchemaVersion::Two).unwrap_err();
        let again = Close { note: Some("R4 asks for more".to_owned()), ..close(Status::Superseded) };
        again.take(&mut finding, SchemaVersion::Two).unwrap();
        assert_eq!(finding.closure, None);
        let told: Vec<_> = finding.closures.iter().map(|it| (it.date.unwrap().to_string(), it.status.unwrap())).collect();
        assert_eq!(told, [("2026-01-01".to_owned(), Status::Closed), ("2026-05-01".to_owned(), Status::Superseded)]);
        assert_eq!(finding.closures[0].reopened, Some("2026-02-01".parse().unwrap()));
        assert_eq!(finding.closures[0].reopening_reason.as_deref(), Some("It was not so"));
        // Nothing was added to the days before.
        assert!(finding.progress.iter().all(|entry| entry.date >= "2026-02-01".parse().unwrap()));
    }

    #[test]
    fn in_version_two_what_was_closed_today_is_reopened_and_closed_again_today() {
        let mut finding = Finding::numbered("1".parse().unwrap());
        close(Status::Closed).take(&mut finding, SchemaVersion::Two).unwrap();
        let reopening = ProgressEntry { status: Some(Status::InProgress), ..note("2026-05-01".parse().unwrap(), "no") };
        let reopen = crate::model::transition::Progress { entry: reopening, owner: None };
        reopen.take(&mut finding, SchemaVersion::Two).unwrap();
        assert_eq!(finding.latest_status(), Status::InProgress);
        close(Status::Closed).take(&mut finding, SchemaVersion::Two).unwrap();
        assert_eq!((finding.latest_status(), finding.closures.len()), (Status::Closed, 2));
    }
}
