use crate::model::covered_by::{NotCovering, covers};
use crate::model::{
    AnswerPlace, BodyKind, CommissionerResponse, Date, Finding, Inspection, InspectionKind, LocalPolicingBody, Publication,
    Record,
};
use crate::prose::Prose;

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn record(force: &str, title: &str, asks: &[&str]) -> Record {
    let body = LocalPolicingBody { kind: BodyKind::Pcc, name: None, holder: None };
    let mut record = Record::draft(force.into(), body, Inspection::titled(title, day("2025-05-16")));
    let finding = |(at, text): (usize, &&str)| Finding {
        text: Some(Prose::verbatim(*text)),
        commissioner_response: Some(response(Some("I asked for a plan."), None)),
        ..Finding::numbered((at + 1).to_string().parse().unwrap())
    };
    record.recommendations = asks.iter().enumerate().map(finding).collect();
    record
}

fn response(text: Option<&str>, see: Option<&str>) -> CommissionerResponse {
    let see: Option<AnswerPlace> = see.map(|see| see.parse().unwrap());
    CommissionerResponse { action: None, adopts_chief_officer: false, text: text.map(Prose::from_text), see }
}

fn answer(other: &Record) -> Result<(), NotCovering> {
    let mut national = record("Kent", "National", &["Keep a list.\n", "Count it.\n"]);
    national.covered_by = Some("kent/2025-05-16-local".parse().unwrap());
    covers(&national, Some(other), day("2025-12-01"))
}

fn published(mut record: Record, on: &str) -> Record {
    record.publication = Some(Publication { published: Some(day(on)), ..Publication::default() });
    record
}

#[test]
fn another_response_covers_a_report_only_where_the_records_show_it() {
    let both = ["Count it.\n", "Keep a\nlist.\n"];
    assert_eq!(answer(&published(record("Kent", "Local", &both), "2025-07-10")), Ok(()));
    let late = NotCovering::Late { published: day("2025-07-11"), due: day("2025-07-10") };
    assert_eq!(answer(&published(record("Kent", "Local", &both), "2025-07-11")), Err(late));
    assert_eq!(answer(&record("Kent", "Local", &both)), Err(NotCovering::Unpublished));
    let other = published(record("Sussex", "Local", &both), "2025-07-10");
    assert_eq!(answer(&other), Err(NotCovering::OtherForce("Sussex".into())));
    let lacks = NotCovering::Lacks(vec!["R2".parse().unwrap()]);
    assert_eq!(answer(&published(record("Kent", "Local", &["Keep a list.\n"]), "2025-07-10")), Err(lacks));
}

#[test]
fn a_response_answers_for_a_report_only_where_it_answers_the_same_recommendations() {
    let both = ["Keep a list.\n", "Count it.\n"];
    let lacks = Err(NotCovering::Lacks(vec!["R2".parse().unwrap()]));
    let mut local = published(record("Kent", "Local", &both), "2025-07-10");
    local.recommendations[1].commissioner_response = None;
    assert_eq!(answer(&local), lacks);
    // A recommendation that follows another one is not the same recommendation.
    let mut local = published(record("Kent", "Local", &["Keep a list.\n", "Something like it.\n"]), "2025-07-10");
    local.recommendations[1].follows = Some("kent/2025-05-16-national:R2".parse().unwrap());
    assert_eq!(answer(&local), lacks);
}

#[test]
fn a_recommendation_may_point_at_the_answer_in_the_other_response() {
    let local = published(record("Kent", "Local", &["Keep a list.\n", "Something like it.\n"]), "2025-07-10");
    let mut national = record("Kent", "National", &["Keep a list.\n", "Count it.\n"]);
    national.covered_by = Some("kent/2025-05-16-local".parse().unwrap());
    national.recommendations[1].commissioner_response = Some(response(None, Some("kent/2025-05-16-local:R2")));
    assert_eq!(covers(&national, Some(&local), day("2025-12-01")), Ok(()));
}

#[test]
fn the_answer_is_to_a_report_on_the_force_and_no_older_than_this_one() {
    let both = ["Keep a list.\n", "Count it.\n"];
    let early = NotCovering::Early { published: day("2025-05-15"), report: day("2025-05-16") };
    assert_eq!(answer(&published(record("Kent", "Local", &both), "2025-05-15")), Err(early));
    assert_eq!(answer(&published(record("Kent", "Local", &both), "2025-05-16")), Ok(()));
    let mut other = published(record("Kent", "Another", &both), "2025-07-10");
    other.inspection.kind = Some(InspectionKind::Thematic);
    assert_eq!(answer(&other), Err(NotCovering::OfManyForces));
}

#[test]
fn a_record_that_has_not_all_of_the_reports_recommendations_is_not_known_to_be_covered() {
    let mut national = record("Kent", "National", &["Keep a list.\n"]);
    national.inspection.recommendation_count = Some(3);
    let local = published(record("Kent", "Local", &["Keep a list.\n"]), "2025-07-10");
    let found = covers(&national, Some(&local), day("2025-12-01"));
    assert_eq!(found, Err(NotCovering::Unknown { count: 3, carried: 1 }));
}
