use super::{NotCovering, covers};
use crate::model::{BodyKind, Date, Finding, Inspection, LocalPolicingBody, Prose, Publication, Record, RecordId};

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn record(force: &str, title: &str, asks: &[&str]) -> Record {
    let body = LocalPolicingBody { kind: BodyKind::Pcc, name: None, holder: None };
    let mut record = Record::draft(force.into(), body, Inspection::titled(title, day("2025-05-16")));
    let finding = |(at, text): (usize, &&str)| Finding {
        text: Some(Prose::verbatim(*text)),
        ..Finding::numbered((at + 1).to_string().parse().unwrap())
    };
    record.recommendations = asks.iter().enumerate().map(finding).collect();
    record
}

fn answer(other: &Record) -> Result<(), NotCovering> {
    let id: RecordId = "kent/2025-05-16-national".parse().unwrap();
    let mut national = record("Kent", "National", &["Keep a list.\n", "Count it.\n"]);
    national.covered_by = Some("kent/2025-05-16-local".parse().unwrap());
    covers((&id, &national), Some(other), day("2025-12-01"))
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
fn a_link_from_either_side_carries_a_recommendation() {
    let mut local = published(record("Kent", "Local", &["Keep a list.\n", "Something like it.\n"]), "2025-07-10");
    local.recommendations[1].follows = Some("kent/2025-05-16-national:R2".parse().unwrap());
    assert_eq!(answer(&local), Ok(()));
}

#[test]
fn a_record_that_has_not_all_of_the_reports_recommendations_is_not_known_to_be_covered() {
    let id: RecordId = "kent/2025-05-16-national".parse().unwrap();
    let mut national = record("Kent", "National", &["Keep a list.\n"]);
    national.inspection.recommendation_count = Some(3);
    let local = published(record("Kent", "Local", &["Keep a list.\n"]), "2025-07-10");
    let found = covers((&id, &national), Some(&local), day("2025-12-01"));
    assert_eq!(found, Err(NotCovering::Unknown { count: 3, carried: 1 }));
}
