//! Deadlines: every day by which a response, comments, a finding or an action is due.

use std::collections::HashMap;

use super::vocabulary::vocabulary;
use super::{Action, Date, Finding, FindingRef, Presence, Record, RecordId, Snapshot};
use crate::model::{FindingState, Owners, ResponseDeadline};

vocabulary! {
    /// The kind of deadline.
    DeadlineKind: "a clock" {
        /// The response deadline, set by the duty to respond.
        Response = "response",
        /// The last day for the chief officer's comments (Police Act 1996, section 55(4)).
        /// It is the day before the one that the local policing body set.
        Comments = "comments",
        /// A finding's due date, or its latest extension.
        Finding = "finding",
        /// A finding's own target date, set by the force, where it is earlier than the due date.
        Target = "target",
        /// The target date of an action.
        Action = "action",
    }
}

/// A deadline that is still to be met, judged on one day.
///
/// Events dated after that day are ignored, as in [`FindingState`].
#[derive(Debug, Clone)]
pub struct Deadline<'a> {
    /// The kind of deadline.
    pub clock: DeadlineKind,
    /// The last day in time.
    pub date: Date,
    /// The day judged on.
    pub on: Date,
    /// The record's id.
    pub id: &'a RecordId,
    /// The record.
    pub record: &'a Record,
    /// The record's response deadline on the day judged on.
    pub response: ResponseDeadline,
    /// The finding; `None` where the deadline belongs to the whole response.
    pub about: Option<About<'a>>,
    /// The action and its number, from 1; `None` for other deadlines.
    pub action: Option<(usize, &'a Action)>,
}

/// The finding that a deadline belongs to.
#[derive(Debug, Clone)]
pub struct About<'a> {
    /// The finding's reference, such as R4.
    pub reference: FindingRef,
    /// The number of earlier findings in the record with the same reference; 0 in a valid record.
    pub namesakes: usize,
    /// The finding itself.
    pub finding: &'a Finding,
    /// The finding's status and dates on the day judged on.
    pub standing: FindingState,
}

impl<'a> Deadline<'a> {
    /// Returns every open deadline of a record on the snapshot's day: those of the response first, then each finding's.
    ///
    /// There are none where the snapshot is in the past and the report was published later. A report dated in the future keeps
    /// its deadlines, so that a mistyped year cannot hide one. Actions still open on a closed finding keep theirs.
    pub fn all(id: &'a RecordId, snapshot: &'a Snapshot) -> Vec<Self> {
        let (record, on) = (snapshot.record(), snapshot.on());
        if snapshot.presence() == Presence::NotYet {
            return Vec::new();
        }
        let response = snapshot.clock();
        let whole = |clock, date| Self { clock, date, on, id, record, response, about: None, action: None };
        let awaited = response.due.filter(|_| response.is_awaited());
        let mut found: Vec<Self> = awaited.map(|due| whole(DeadlineKind::Response, due)).into_iter().collect();
        found.extend(last_day_for_comments(record, &response).map(|date| whole(DeadlineKind::Comments, date)));
        let mut met: HashMap<FindingRef, usize> = HashMap::new();
        for (reference, _, finding) in record.findings() {
            let before = met.entry(reference.clone()).or_default();
            // Calendar events need distinct identifiers even where a number occurs twice.
            let namesakes = *before;
            *before += 1;
            let standing = FindingState::of(finding, on);
            // A finding that another body must act on sets this office no deadline.
            if !finding.is_ours() {
                continue;
            }
            let is_open = standing.status.is_open();
            let about = About { reference, namesakes, finding, standing };
            let of = |clock, date, action| Self { clock, date, on, id, record, response, about: Some(about.clone()), action };
            if is_open {
                found.extend(about.standing.current_due.map(|date| of(DeadlineKind::Finding, date, None)));
                found.extend(about.own_target().map(|date| of(DeadlineKind::Target, date, None)));
            }
            // On closed findings too: somebody still has to do the action.
            let undone = (1..).zip(&finding.actions).filter(|(_, action)| action.is_open(on));
            found.extend(undone.filter_map(|action| Some(of(DeadlineKind::Action, action.1.due(on)?, Some(action)))));
        }
        found
    }

    /// Returns the days left on the day judged on: 0 on the last day, negative when overdue.
    pub fn days_left(&self) -> i64 {
        self.date.days_since(self.on)
    }

    /// Returns whether the last day has passed.
    pub fn is_overdue(&self) -> bool {
        self.date < self.on
    }

    /// Returns the last day before any extension.
    pub fn original_date(&self) -> Date {
        let original = match (self.clock, &self.about) {
            (DeadlineKind::Response, _) => self.response.original_due,
            (DeadlineKind::Finding, Some(about)) => about.standing.original_due,
            // Without a target, the first extension set the date.
            (DeadlineKind::Action, _) => {
                self.action.and_then(|(_, action)| action.target.or(action.extensions.first().map(|it| it.to)))
            }
            _ => None,
        };
        original.unwrap_or(self.date)
    }

    /// Returns how many extensions moved this deadline.
    pub fn slips(&self) -> usize {
        match (self.clock, &self.about) {
            (DeadlineKind::Response, _) => self.response.extensions,
            (DeadlineKind::Finding, Some(about)) => about.standing.slips,
            (DeadlineKind::Action, _) => self.action.map_or(0, |(_, action)| action.slips(self.on)),
            _ => 0,
        }
    }

    /// Returns the day of the response period that the day judged on is;
    /// `None` for other deadlines and for periods not counted in days.
    pub fn day(&self) -> Option<i64> {
        self.response.day().filter(|_| self.clock == DeadlineKind::Response)
    }

    /// Returns what is due, on one line: the action's text, the finding's text or the report's title. `None` where the finding's
    /// text is missing because it is withheld.
    pub fn what(&self) -> Option<String> {
        let in_a_line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        match (self.action, &self.about) {
            (Some((_, action)), _) => Some(in_a_line(&action.text)),
            (None, Some(about)) => about.finding.asks(),
            (None, None) => Some(in_a_line(&self.record.inspection.title)),
        }
    }

    /// Returns who must meet the deadline, the lead first: the action's owners or else the finding's; the body for the response;
    /// the chief officer for the comments.
    pub fn owners(&self) -> Vec<&'a str> {
        let record = self.record;
        let officer = || record.chief_officer.as_ref().and_then(|officer| officer.title.as_deref()).unwrap_or("Chief officer");
        let body = || record.local_policing_body.name.as_deref().unwrap_or(record.local_policing_body.kind.title());
        match (self.clock, &self.about) {
            (DeadlineKind::Response, _) => vec![body()],
            (DeadlineKind::Comments, _) => vec![officer()],
            (_, about) => {
                let own = self.action.and_then(|(_, action)| action.owner.as_ref());
                let owners = own.or_else(|| about.as_ref().and_then(|about| about.finding.owner.as_ref()));
                owners.into_iter().flat_map(Owners::names).collect()
            }
        }
    }

    /// Returns the lead of the owners.
    pub fn owner(&self) -> Option<&'a str> {
        self.owners().first().copied()
    }
}

impl About<'_> {
    /// Returns the force's target date if it is a deadline of its own: earlier than the current due date. A target equal to the
    /// original due date is not one, because an extension has replaced that date.
    fn own_target(&self) -> Option<Date> {
        let FindingState { current_due, original_due, .. } = self.standing;
        self.finding.target.filter(|target| Some(*target) < current_due && Some(*target) != original_due)
    }
}

/// Returns the last day for the chief officer's comments, while they
/// were asked for and are missing and the response is unpublished.
fn last_day_for_comments(record: &Record, response: &ResponseDeadline) -> Option<Date> {
    let publication = record.publication.as_ref().filter(|_| record.duty().comments.is_some())?;
    publication.last_day_for_comments().filter(|_| publication.comments_received.is_none() && response.published.is_none())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{BodyKind, ChiefOfficer, Closure, Extension, Publication, Status};

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn finding(due: &str) -> Finding {
        Finding { due: Some(day(due)), ..Finding::numbered("1".parse().unwrap()) }
    }

    fn action(target: &str, done: Option<&str>) -> Action {
        Action { target: Some(day(target)), done: done.map(day), ..Action::to("Train") }
    }

    fn extension(agreed: &str, to: &str) -> Extension {
        Extension::until(day(to), day(agreed))
    }

    /// A record of a report of 16 May 2025 with a response in time.
    fn answered(finding: Finding) -> Record {
        let publication = Publication { published: Some(day("2025-06-30")), ..Publication::default() };
        Record { publication: Some(publication), recommendations: vec![finding], ..unanswered() }
    }

    fn unanswered() -> Record {
        crate::model::record::tests::record("Kent", "2025-05-16")
    }

    fn clocks(record: &Record, on: &str) -> Vec<String> {
        let id = "kent/2025-05-16-subject".parse().unwrap();
        Deadline::all(&id, &Snapshot::new(record.clone(), day(on)))
            .iter()
            .map(|it| format!("{} {} {}", it.clock, it.date, it.days_left()))
            .collect()
    }

    #[test]
    fn what_is_due_today_is_not_overdue_and_what_was_due_yesterday_is() {
        let (id, record) = ("kent/2025-05-16-subject".parse().unwrap(), answered(finding("2026-04-30")));
        for (on, days_left, is_overdue) in [("2026-04-29", 1, false), ("2026-04-30", 0, false), ("2026-05-01", -1, true)] {
            let snapshot = Snapshot::new(record.clone(), day(on));
            let deadline = Deadline::all(&id, &snapshot).remove(0);
            assert_eq!((deadline.days_left(), deadline.is_overdue()), (days_left, is_overdue), "{on}");
        }
    }

    #[test]
    fn a_response_is_awaited_from_the_reports_day_until_it_is_published() {
        let mut record = unanswered();
        assert_eq!(clocks(&record, "2025-05-15"), [""; 0]);
        assert_eq!(clocks(&record, "2025-05-16"), ["response 2025-07-10 55"]);
        record.publication = Some(Publication { published: Some(day("2025-07-01")), ..Publication::default() });
        assert_eq!(clocks(&record, "2025-06-30"), ["response 2025-07-10 10"]);
        assert_eq!(clocks(&record, "2025-07-01"), [""; 0]);
    }

    #[test]
    fn a_report_that_is_dated_in_the_future_has_its_clocks_and_one_of_a_later_day_than_a_past_one_has_none() {
        let (id, record) = ("kent/2025-05-16-subject".parse().unwrap(), unanswered());
        let clocks = |on, today| Deadline::all(&id, &Snapshot::new(record.clone(), day(on)).seen_from(day(today))).len();
        assert_eq!(clocks("2025-05-15", "2025-05-15"), 1);
        assert_eq!(clocks("2025-05-15", "2025-05-14"), 1);
        assert_eq!(clocks("2025-05-15", "2025-05-16"), 0);
    }

    #[test]
    fn who_owes_no_response_has_no_clock_for_one() {
        let mut record = unanswered();
        record.covered_by = Some("kent/2025-05-16-other".parse().unwrap());
        // `covered_by` counts only where the other record really answers this report.
        let id = "kent/2025-05-16-subject".parse().unwrap();
        let other = |published: Option<&str>| Record {
            publication: published.map(|on| Publication { published: Some(day(on)), ..Publication::default() }),
            ..record.clone()
        };
        for (published, clocks) in [(None, 1), (Some("2025-06-02"), 1), (Some("2025-06-01"), 0)] {
            let mut snapshot = Snapshot::new(record.clone(), day("2025-06-01"));
            snapshot.covered_by(Some(&other(published)));
            assert_eq!(Deadline::all(&id, &snapshot).len(), clocks, "{published:?}");
        }
        record.covered_by = None;
        record.local_policing_body.kind = BodyKind::FireAuthority;
        assert_eq!(clocks(&record, "2025-06-01"), [""; 0]);
    }

    #[test]
    fn comments_are_wanted_until_they_come_or_the_response_is_published_without_them() {
        let wanted = Publication {
            chief_officer_invited: Some(day("2025-05-20")),
            comments_wanted_by: Some(day("2025-06-13")),
            comments_received: Some(day("2025-06-10")),
            ..Publication::default()
        };
        let mut record = Record { publication: Some(wanted), ..unanswered() };
        let comments =
            |record: &Record, on| clocks(record, on).into_iter().filter(|it| it.starts_with("comm")).collect::<Vec<_>>();
        assert_eq!(comments(&record, "2025-05-19"), [""; 0]);
        assert_eq!(comments(&record, "2025-06-09"), ["comments 2025-06-12 3"]);
        assert_eq!(comments(&record, "2025-06-10"), [""; 0]);
        record.publication.as_mut().unwrap().comments_received = None;
        assert_eq!(comments(&record, "2025-06-20"), ["comments 2025-06-12 -8"]);
        record.publication.as_mut().unwrap().published = Some(day("2025-06-18"));
        assert_eq!(comments(&record, "2025-06-17"), ["comments 2025-06-12 -5"]);
        assert_eq!(comments(&record, "2025-06-20"), [""; 0]);
    }

    #[test]
    fn what_is_closed_has_no_clock_but_for_what_is_not_done_yet_and_what_is_somebody_elses_has_none() {
        let full = Finding {
            target: Some(day("2026-03-31")),
            actions: vec![action("2026-03-01", None)],
            closure: Some(Box::new(Closure { date: Some(day("2026-02-01")), ..Closure::default() })),
            status: Some(Status::Closed),
            ..finding("2026-04-30")
        };
        assert_eq!(clocks(&answered(full.clone()), "2026-02-01"), ["action 2026-03-01 28"]);
        assert_eq!(clocks(&answered(full.clone()), "2026-01-31").len(), 3);
        let done = Finding { actions: vec![action("2026-03-01", Some("2026-01-15"))], ..full.clone() };
        assert_eq!(clocks(&answered(done), "2026-02-01"), [""; 0]);
        assert_eq!(clocks(&answered(Finding { said_ours: Some(false), ..full }), "2026-01-31"), [""; 0]);
    }

    #[test]
    fn an_action_done_later_is_not_done_yet() {
        let finding = Finding { actions: vec![action("2026-03-01", Some("2026-03-05"))], ..finding("2026-04-30") };
        assert_eq!(clocks(&answered(finding.clone()), "2026-03-04"), ["finding 2026-04-30 57", "action 2026-03-01 -3"]);
        assert_eq!(clocks(&answered(finding), "2026-03-05"), ["finding 2026-04-30 56"]);
    }

    #[test]
    fn an_extension_moves_the_findings_clock_from_the_day_it_was_agreed() {
        let (id, mut finding) = ("kent/2025-05-16-subject".parse().unwrap(), finding("2026-01-31"));
        finding.extensions = vec![extension("2026-02-10", "2026-03-31")];
        let record = answered(finding);
        let snapshots = ["2026-02-09", "2026-02-10"].map(|on| Snapshot::new(record.clone(), day(on)));
        let [before, after] = snapshots.each_ref().map(|snapshot| Deadline::all(&id, snapshot).remove(0));
        assert_eq!((before.date, before.slips(), before.original_date()), (day("2026-01-31"), 0, day("2026-01-31")));
        assert_eq!((after.date, after.slips(), after.original_date()), (day("2026-03-31"), 1, day("2026-01-31")));
    }

    #[test]
    fn a_target_has_a_clock_only_where_it_is_earlier_and_the_forces_own() {
        let on = "2026-01-01";
        let mut finding = Finding { target: Some(day("2026-03-31")), ..finding("2026-04-30") };
        assert_eq!(clocks(&answered(finding.clone()), on), ["finding 2026-04-30 119", "target 2026-03-31 89"]);
        finding.target = finding.due;
        assert_eq!(clocks(&answered(finding.clone()), on), ["finding 2026-04-30 119"]);
        // An extension moves the due date; the target, equal to the old due date, adds no second deadline.
        finding.extensions = vec![extension("2025-12-01", "2026-06-30")];
        assert_eq!(clocks(&answered(finding.clone()), on), ["finding 2026-06-30 180"]);
        finding.due = None;
        assert_eq!(clocks(&answered(finding.clone()), on), ["finding 2026-06-30 180"]);
        finding.extensions.clear();
        assert_eq!(clocks(&answered(finding), on), ["finding 2026-04-30 119"]);
    }

    #[test]
    fn each_clock_has_somebody_whose_it_is() {
        let mut record = unanswered();
        let wanted = Publication { comments_wanted_by: Some(day("2025-06-13")), ..Publication::default() };
        record.publication = Some(wanted);
        let mut owned = Finding { owner: Some("Head of Training".into()), ..finding("2026-04-30") };
        owned.actions = vec![action("2026-03-01", None), Action { owner: Some("Analysts".into()), ..action("2026-03-01", None) }];
        record.recommendations = vec![owned];
        let id = "kent/2025-05-16-subject".parse().unwrap();
        let owners = |record: &Record| -> Vec<String> {
            let snapshot = Snapshot::new(record.clone(), day("2025-06-01"));
            Deadline::all(&id, &snapshot).iter().map(|it| it.owner().unwrap_or("none").to_owned()).collect()
        };
        let pcc = "Police and Crime Commissioner";
        assert_eq!(owners(&record), [pcc, "Chief officer", "Head of Training", "Head of Training", "Analysts"]);
        record.chief_officer = Some(ChiefOfficer { title: Some("Chief Constable".into()), name: None });
        record.local_policing_body.name = Some("Kent PCC".into());
        assert_eq!(owners(&record)[..2], ["Kent PCC", "Chief Constable"]);
    }
}
