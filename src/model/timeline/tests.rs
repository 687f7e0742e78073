use super::*;
use crate::model::ProgressEntry;

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn finding(log: &[(&str, Status)], closed: Option<&str>, written: Status) -> Finding {
    let entry = |(date, status): &(&str, Status)| ProgressEntry { status: Some(*status), ..ProgressEntry::on(day(date)) };
    Finding {
        status: Some(written),
        progress: log.iter().map(entry).collect(),
        closure: Some(Box::new(Closure { date: closed.map(day), ..Closure::default() })),
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

fn closing(date: &str, status: Option<Status>, reopened: Option<&str>) -> Closure {
    Closure { date: Some(day(date)), status, reopened: reopened.map(day), ..Closure::default() }
}

fn told(finding: &Finding) -> Vec<(String, Status)> {
    let changes = Timeline::of(finding).changes().to_vec();
    changes.iter().map(|change| (change.day.to_string(), change.status)).collect()
}

fn of_version_two(log: &[(&str, Status)], closures: Vec<Closure>) -> Finding {
    Finding { closure: None, closures, ..finding(log, None, Status::Closed) }
}

#[test]
fn each_closing_says_how_and_until_when_the_finding_was_closed() {
    let closings = vec![
        closing("2026-01-05", Some(Status::Superseded), Some("2026-02-01")),
        closing("2026-03-01", Some(Status::Closed), None),
    ];
    let finding = of_version_two(&[("2026-02-01", Status::PendingSignOff)], closings);
    let status = |on: &str| Timeline::of(&finding).status(day(on));
    assert_eq!(
        ["2026-01-04", "2026-01-05", "2026-01-31"].map(status),
        [Status::NotStarted, Status::Superseded, Status::Superseded]
    );
    assert_eq!(["2026-02-01", "2026-03-01"].map(status), [Status::PendingSignOff, Status::Closed]);
    let states: Vec<ClosureState> = Timeline::of(&finding).closings(day("2026-03-01")).map(|(_, state)| state).collect();
    assert_eq!(states, [ClosureState::Reopened(Some(day("2026-02-01"))), ClosureState::Stands]);
    assert_eq!(state(&finding, "2026-02-28"), Some(ClosureState::Reopened(Some(day("2026-02-01")))));
}

#[test]
fn a_reopening_that_only_the_closing_states_opens_the_finding() {
    let finding = of_version_two(&[], vec![closing("2026-01-05", None, Some("2026-02-01"))]);
    assert_eq!(told(&finding), [("2026-01-05".into(), Status::Closed), ("2026-02-01".into(), Status::InProgress)]);
}

#[test]
fn two_closings_of_one_day_have_the_reopening_between_them() {
    let twice = || vec![closing("2026-01-05", None, Some("2026-01-05")), closing("2026-01-05", None, None)];
    let statuses =
        |log: &[(&str, Status)]| told(&of_version_two(log, twice())).into_iter().map(|(_, status)| status).collect::<Vec<_>>();
    let wanted = [Status::Closed, Status::InProgress, Status::Closed];
    assert_eq!(statuses(&[]), wanted);
    let logged = [("2026-01-05", Status::Closed), ("2026-01-05", Status::InProgress)];
    assert_eq!(statuses(&logged), wanted);
    assert_eq!(statuses(&[logged[0], logged[1], logged[0]]), wanted);
}

#[test]
fn a_list_in_disorder_is_read_by_its_dates() {
    let closings = vec![closing("2026-03-01", None, None), closing("2026-01-05", None, Some("2026-02-01"))];
    let finding = of_version_two(&[], closings);
    assert_eq!(finding.standing_closure(day("2026-04-01")).unwrap().date, Some(day("2026-03-01")));
}

#[test]
fn a_reopening_counts_on_its_day_also_where_another_closing_came_before_it() {
    let closings = vec![closing("2026-01-05", None, Some("2026-05-01")), closing("2026-02-01", None, None)];
    let finding = of_version_two(&[], closings);
    let status = |on: &str| Timeline::of(&finding).status(day(on));
    assert_eq!(["2026-04-30", "2026-05-01"].map(status), [Status::Closed, Status::InProgress]);
}

#[test]
fn an_entry_that_opens_the_finding_on_the_day_of_the_closing_is_its_reopening() {
    let closings = vec![closing("2026-01-05", Some(Status::Closed), Some("2026-01-05"))];
    let finding = of_version_two(&[("2026-01-05", Status::PendingSignOff)], closings);
    assert_eq!(Timeline::of(&finding).status(day("2026-01-05")), Status::PendingSignOff);
}

#[test]
fn a_closing_without_a_day_counts_for_every_day() {
    let closing = Closure { status: Some(Status::Closed), ..Closure::default() };
    assert_eq!(Timeline::of(&of_version_two(&[], vec![closing])).status(day("2020-01-01")), Status::Closed);
}
