use crate::model::duty::{DayCount, DutyKind, DutyTerms, ResponseExtension};
use crate::model::{BodyKind, Date, Inspection, LocalPolicingBody, Publication, Record, ResponseDeadline, Snapshot, Stage};

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn record(published: &str) -> Record {
    let body = LocalPolicingBody { kind: BodyKind::Pcc, name: None, holder: None };
    Record::draft("Kent".into(), body, Inspection::titled("A subject", day(published)))
}

fn of(kind: DutyKind, from: &str) -> Record {
    let mut record = record("2025-06-02");
    (record.duty, record.duty_from) = (Some(kind), Some(day(from)));
    if record.duty().trigger == crate::model::duty::Trigger::Published {
        (record.inspection.published, record.duty_from) = (day(from), None);
    }
    record
}

fn due(record: &Record) -> Option<String> {
    record.response_due(Date::LAST).map(|day| day.to_string())
}

fn answered(record: &Record, on: &str) -> Record {
    let mut record = record.clone();
    let publication = record.publication.get_or_insert_default();
    match record.duty.and_then(|kind| kind.row().sent_to) {
        Some(copy) => *publication.sent_to_mut(copy.to) = Some(day(on)),
        None => publication.published = Some(day(on)),
    }
    record
}

fn late(record: &Record, on: &str) -> Option<i64> {
    ResponseDeadline::of(&answered(record, on), day("2099-01-01")).days_late()
}

#[test]
fn the_real_letters_fall_on_the_days_that_were_counted() {
    for (report, sent, number, last, late_by) in [
        ("2023-03-08", "2023-04-26", 50, "2023-05-02", None),
        ("2022-12-01", "2023-01-23", 54, "2023-01-25", None),
        ("2023-10-31", "2023-12-18", 49, "2023-12-25", None),
        ("2024-07-19", "2024-09-13", 57, "2024-09-12", Some(1)),
    ] {
        let clock = ResponseDeadline::of(&answered(&record(report), sent), day("2026-11-24"));
        assert_eq!((clock.day(), clock.due, clock.days_late()), (Some(number), Some(day(last)), late_by), "{report}");
    }
}

#[test]
fn each_duty_has_a_last_day_and_the_one_after_it_is_late() {
    use DutyKind::{DomesticAbuseCommissioner, IopcLearning, PreventionOfFutureDeaths, Section55, VictimsCommissioner};
    for kind in [Section55, VictimsCommissioner, DomesticAbuseCommissioner, IopcLearning] {
        // Periods across the end of a month, the end of a year, and a leap day.
        for (from, last) in [("2025-05-16", "2025-07-10"), ("2025-12-31", "2026-02-24"), ("2028-01-10", "2028-03-05")] {
            let record = of(kind, from);
            assert_eq!(due(&record).as_deref(), Some(last), "{kind} {from}");
            assert_eq!((late(&record, last), late(&record, &day(last).plus_days(1).to_string())), (None, Some(1)), "{kind}");
        }
    }
    for (from, last) in [("2026-03-03", "2026-04-28"), ("2025-12-31", "2026-02-25"), ("2028-01-10", "2028-03-06")] {
        let record = of(PreventionOfFutureDeaths, from);
        assert_eq!(due(&record).as_deref(), Some(last), "{from}");
        assert_eq!(late(&record, last), None);
        assert_eq!(late(&record, &day(last).plus_days(1).to_string()), Some(1));
        assert_eq!(ResponseDeadline::of(&answered(&record, last), day(last)).day(), Some(56));
    }
}

#[test]
fn the_reports_before_the_law_have_no_last_day_and_owe_no_explanations() {
    for (published, last, explains) in [("2017-05-01", None, false), ("2017-05-02", Some("2017-06-26"), true)] {
        let record = record(published);
        assert_eq!((due(&record).as_deref(), record.owes_explanations(), record.owes_response()), (last, explains, true));
        assert_eq!(ResponseDeadline::of(&record, day("2026-01-01")).is_overdue(), last.is_some());
    }
    let before = of(DutyKind::VictimsCommissioner, "2025-01-28");
    assert_eq!((due(&before), before.owes_response()), (None, false));
    assert!(of(DutyKind::VictimsCommissioner, "2025-01-29").owes_response());
}

#[test]
fn the_inspectors_get_a_copy_of_responses_since_2_may_2017() {
    let copies = |on| DutyKind::Section55.row().copies(day(on)).count();
    assert_eq!((copies("2017-05-01"), copies("2017-05-02")), (1, 2));
}

#[test]
fn fire_and_forces_without_a_local_policing_body_have_no_police_clock() {
    let of = |force: &str, kind| {
        let body = LocalPolicingBody { kind, name: None, holder: None };
        let record = Record::draft(force.into(), body, Inspection::titled("A subject", day("2025-05-16")));
        (record.duty().kind, due(&record))
    };
    assert_eq!(of("Kent", BodyKind::FireAuthority), (DutyKind::Fire, None));
    assert_eq!(of("Staffordshire Fire and Rescue Service", BodyKind::Pfcc), (DutyKind::Fire, None));
    assert_eq!(of("Ministry of Defence Police", BodyKind::Other), (DutyKind::None, None));
    assert_eq!(of("British Transport Police", BodyKind::Other), (DutyKind::Section55, Some("2025-07-10".to_owned())));
}

#[test]
fn a_duty_that_no_law_sets_has_the_time_that_the_record_gives() {
    let with = |kind, terms| {
        let mut record = record("2026-03-31");
        (record.duty, record.duty_terms) = (Some(kind), Some(terms));
        (due(&record), record.owes_response())
    };
    let period = |number, count| DutyTerms { period: Some(number), count: Some(count), ..DutyTerms::default() };
    let given = |text: &str| (Some(text.to_owned()), true);
    assert_eq!(with(DutyKind::Other, period(30, DayCount::Inclusive)), given("2026-04-29"));
    assert_eq!(with(DutyKind::Other, period(30, DayCount::Exclusive)), given("2026-04-30"));
    // A month period ends on the month's last day; Good Friday, Easter Monday and weekends are not working days.
    assert_eq!(with(DutyKind::Other, period(3, DayCount::Months)), given("2026-06-30"));
    assert_eq!(with(DutyKind::Other, period(5, DayCount::WorkingDays)), given("2026-04-09"));
    assert_eq!(with(DutyKind::Other, DutyTerms::default()), (None, true));
    let set = DutyTerms { last_day: Some(day("2026-05-01")), ..DutyTerms::default() };
    assert_eq!(with(DutyKind::Fire, set.clone()), given("2026-05-01"));
    assert_eq!(with(DutyKind::SuperComplaint, DutyTerms::default()), (None, false));
    // `duty_terms` do not change a period that a law sets.
    assert_eq!(with(DutyKind::Section55, set), given("2026-05-25"));
}

#[test]
fn a_later_day_counts_where_it_could_be_given() {
    let extended = |kind, applied: Option<&str>, agreed: &str| {
        let mut record = of(kind, "2025-03-03");
        let applied = applied.map(day);
        record.response_extensions = vec![ResponseExtension {
            to: day("2025-07-31"),
            agreed: day(agreed),
            applied,
            by: None,
            reason: None,
            judicial_review: false,
        }];
        due(&record).unwrap()
    };
    let iopc = |applied| extended(DutyKind::IopcLearning, applied, "2025-05-02");
    assert_eq!(
        (iopc(Some("2025-04-27")), iopc(Some("2025-04-28")), iopc(None)),
        ("2025-07-31".into(), "2025-04-27".into(), "2025-04-27".into())
    );
    // A coroner may extend even after the deadline.
    assert_eq!(extended(DutyKind::PreventionOfFutureDeaths, None, "2025-06-30"), "2025-07-31");
    // Nobody may extend the deadline of section 55.
    assert_eq!(extended(DutyKind::Section55, Some("2025-03-04"), "2025-03-05"), "2025-04-27");
    // An extension agreed after the day judged on does not count yet.
    let mut record = of(DutyKind::PreventionOfFutureDeaths, "2025-03-03");
    record.response_extensions = vec![ResponseExtension {
        to: day("2025-07-31"),
        agreed: day("2025-05-10"),
        applied: None,
        by: None,
        reason: None,
        judicial_review: false,
    }];
    assert_eq!(record.response_due(day("2025-05-09")), Some(day("2025-04-28")));
    assert_eq!(record.response_due(day("2025-05-10")), Some(day("2025-07-31")));
}

#[test]
fn a_response_that_is_sent_counts_by_the_day_it_was_sent() {
    let mut record = of(DutyKind::PreventionOfFutureDeaths, "2026-03-03");
    record.publication.get_or_insert_default().sent_to_coroner = Some(day("2026-04-28"));
    let clock = |on| ResponseDeadline::of(&record, day(on));
    assert!(clock("2026-04-27").is_awaited());
    assert_eq!((clock("2026-04-28").published, clock("2026-04-28").days_late()), (Some(day("2026-04-28")), None));
}

#[test]
fn a_response_that_was_sent_later_is_a_draft_on_the_day() {
    let mut record = record("2025-05-16");
    record.duty = Some(DutyKind::PreventionOfFutureDeaths);
    record.stage = Stage::Published;
    record.publication = Some(Publication { sent_to_coroner: Some("2025-06-10".parse().unwrap()), ..Publication::default() });
    let stage = |on: &str| Snapshot::new(record.clone(), on.parse().unwrap()).record().stage;
    assert_eq!((stage("2025-06-09"), stage("2025-06-10")), (Stage::Draft, Stage::Published));
}
