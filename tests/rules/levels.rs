//! When a breach is an error and when it is a warning, where that depends on the rest of the record.

use irr::rules::{CheckSettings, RuleCode};

use crate::Read;

const HEAD: &str = "schema_version: 1
force: Kent
local_policing_body: {kind: pcc}
";

/// A draft's first lines, and a published response's.
const DRAFT: &str = "stage: draft\ninspection: {title: A made-up inspection, published: 2025-05-16}\n";
const PUBLISHED: &str = "stage: published\ninspection: {title: A made-up inspection, published: 2025-05-16}\n";

/// A publication in which nothing is missing.
const WHOLE: &str = "publication:
  chief_officer_invited: 2025-05-20
  published: 2025-05-30
  sent_to_inspectorate: 2025-05-30
  sent_to_secretary_of_state: 2025-05-30
";

/// What is told by a rule of a record made of these parts: the severities, in their order.
fn told(code: &str, parts: &[&str], on: &str) -> Vec<&'static str> {
    told_by(code, parts, on, &|by| by)
}

/// The same, with other circumstances.
fn told_by(code: &str, parts: &[&str], on: &str, by: &dyn Fn(CheckSettings) -> CheckSettings) -> Vec<&'static str> {
    let RuleCode(rule) = code.parse().unwrap();
    let read = Read::new(&(HEAD.to_owned() + &parts.concat()), "kent/2025-05-16-subject");
    assert!(read.parsed.is_ok(), "{:?}", read.parsed);
    let found = read.diagnostics_by(rule, on.parse().unwrap(), by);
    found.iter().filter(|it| it.rule.code == rule.code).map(|it| it.severity.as_str()).collect()
}

const NOTHING: [&str; 0] = [];

#[test]
fn a_recommendation_is_an_error_only_where_the_body_says_nothing() {
    let code = "recommendation-without-explanation";
    let bare = "recommendations:\n  - {ref: \"1\", text: Keep a list., target: 2025-12-01}\n";
    let comments = "commissioner_overall_comments: I support all the recommendations.\n";
    let see =
        "recommendations:\n  - {ref: \"1\", text: Keep a list., target: 2025-12-01, commissioner_response: {see: comments}}\n";
    assert_eq!(told(code, &[DRAFT, bare], "2025-06-02"), NOTHING);
    assert_eq!(told(code, &[PUBLISHED, bare, WHOLE], "2025-06-02"), ["error"]);
    assert_eq!(told(code, &[PUBLISHED, bare, comments, WHOLE], "2025-06-02"), ["warning"]);
    assert_eq!(told(code, &[PUBLISHED, see, comments, WHOLE], "2025-06-02"), NOTHING);
    // Comments that are not there explain nothing.
    assert_eq!(told(code, &[PUBLISHED, see, WHOLE], "2025-06-02"), ["error"]);
}

#[test]
fn no_action_without_a_reason_is_an_error_once_the_response_is_published_or_due() {
    let code = "no-action-without-reason";
    let none =
        "recommendations:\n  - {ref: \"1\", text: Keep a list., target: 2025-12-01, commissioner_response: {action: none}}\n";
    let area =
        "areas_for_improvement:\n  - {ref: \"1\", text: A list., target: 2025-12-01, commissioner_response: {action: none}}\n";
    assert_eq!(told(code, &[DRAFT, none], "2025-07-10"), ["warning"]);
    assert_eq!(told(code, &[DRAFT, none], "2025-07-11"), ["error"]);
    assert_eq!(told(code, &[PUBLISHED, none, WHOLE], "2025-06-02"), ["error"]);
    assert_eq!(told(code, &[PUBLISHED, "commissioner_initial_response: Nothing.\n", none, WHOLE], "2025-06-02"), ["warning"]);
    // Section 55(5B) speaks of recommendations.
    assert_eq!(told(code, &[PUBLISHED, area, WHOLE], "2025-06-02"), ["warning"]);
}

#[test]
fn who_adopts_for_all_is_told_once() {
    let answered = |number: u8| {
        format!("  - {{ref: \"{number}\", text: A list., target: 2025-12-01, chief_officer_response: {{text: It is kept.}}}}\n")
    };
    let findings = format!("recommendations:\n{}{}{}", answered(1), answered(2), answered(3));
    let adopts = "commissioner_overall_comments: I adopt all of it.\nadopts_chief_officer: true\n";
    assert_eq!(told("explanation-adopted", &[DRAFT, &findings, adopts], "2025-06-02"), ["warning"]);
}

#[test]
fn what_no_law_asks_to_be_explained_is_not_looked_at() {
    let noted = "  - {ref: \"1\", text: A list., target: 2025-12-01, commissioner_response: {text: Noted.}}\n";
    let code = "explanation-without-action";
    assert_eq!(told(code, &[DRAFT, "recommendations:\n", noted], "2025-06-02"), ["warning"]);
    assert_eq!(told(code, &[DRAFT, "areas_for_improvement:\n", noted], "2025-06-02"), NOTHING);
    assert_eq!(told(code, &[DRAFT, "duty: none\nnot_owed: A.\nrecommendations:\n", noted], "2025-06-02"), NOTHING);
}

/// A report of 2025-05-16, its response published on 2025-05-30: the last lawful day is 2025-07-10.
fn with_days(days: &str) -> String {
    format!("publication:\n  chief_officer_invited: 2025-05-20\n  published: 2025-05-30\n{days}")
}

#[test]
fn a_copy_that_is_not_sent_is_an_error_only_after_the_last_lawful_day_of_the_response() {
    let (code, days) = ("copy-not-sent", with_days("  sent_to_inspectorate: 2025-05-30\n"));
    assert_eq!(told(code, &[PUBLISHED, &days], "2025-05-30"), ["warning"]);
    assert_eq!(told(code, &[PUBLISHED, &days], "2025-07-10"), ["warning"]);
    assert_eq!(told(code, &[PUBLISHED, &days], "2025-07-11"), ["error"]);
    assert_eq!(told(code, &[PUBLISHED, &days, "imported: true\n"], "2025-07-11"), ["warning"]);
    // A form is what an office fills in itself, too.
    assert_eq!(told(code, &[PUBLISHED, &days, "form_version: Dec 2024\n"], "2025-07-11"), ["error"]);
}

#[test]
fn the_day_of_copies_is_the_offices_own_where_it_sets_one() {
    let (code, days) = ("copy-not-sent", with_days("  sent_to_inspectorate: 2025-05-30\n"));
    let within = |days_set: &[Option<u32>], on: &str| {
        let by = |by: CheckSettings| CheckSettings { copies_within_days: days_set.to_vec(), ..by };
        told_by(code, &[PUBLISHED, &days], on, &by)
    };
    assert_eq!(within(&[Some(7)], "2025-06-06"), ["warning"]);
    assert_eq!(within(&[Some(7)], "2025-06-07"), ["error"]);
    assert_eq!(within(&[Some(60)], "2025-07-11"), ["warning"]);
    // A change of the settings does not make it later.
    assert_eq!(within(&[Some(60), Some(7)], "2025-06-07"), ["error"]);
    assert_eq!(within(&[Some(60), None], "2025-07-11"), ["error"]);
}

#[test]
fn a_copy_before_the_publication_is_an_error_where_the_office_kept_the_days_itself() {
    let days = with_days("  sent_to_inspectorate: 2025-05-29\n  sent_to_secretary_of_state: 2025-05-29\n");
    assert_eq!(told("sent-before-publication", &[PUBLISHED, &days], "2025-06-02"), ["error", "error"]);
    assert_eq!(told("sent-before-publication", &[PUBLISHED, &days, "imported: true\n"], "2025-06-02"), ["warning", "warning"]);
}

#[test]
fn an_invitation_that_is_not_written_is_a_warning_in_an_imported_record() {
    let code = "chief-officer-not-invited";
    let days = "publication: {published: 2025-05-30, sent_to_inspectorate: 2025-05-30, sent_to_secretary_of_state: 2025-05-30}\n";
    assert_eq!(told(code, &[PUBLISHED, days], "2025-06-02"), ["error"]);
    assert_eq!(told(code, &[PUBLISHED, days, "imported: true\n"], "2025-06-02"), ["warning"]);
    assert_eq!(told(code, &[PUBLISHED, days, "form_version: Dec 2024\n"], "2025-06-02"), ["error"]);
}

#[test]
fn comments_in_time_must_be_published_and_later_ones_need_not() {
    let code = "comments-not-published";
    let came = |on: &str, set: &str| with_days(&format!("  comments_wanted_by: {set}\n  comments_received: {on}\n"));
    assert_eq!(told(code, &[PUBLISHED, &came("2025-06-09", "2025-06-10")], "2025-07-02"), ["error"]);
    assert_eq!(told(code, &[PUBLISHED, &came("2025-06-10", "2025-06-10")], "2025-07-02"), NOTHING);
    assert_eq!(told(code, &[DRAFT, &came("2025-06-09", "2025-06-10")], "2025-07-02"), NOTHING);
    let words = "chief_officer_response: {closing: We will keep a list.}\n";
    assert_eq!(told(code, &[PUBLISHED, words, &came("2025-06-09", "2025-06-10")], "2025-07-02"), NOTHING);
    // Where no day was set, nobody knows what was in time; the body's own words may have the comments in them.
    assert_eq!(told(code, &[PUBLISHED, &with_days("  comments_received: 2025-05-28\n")], "2025-07-02"), ["warning"]);
    let quotes = "commissioner_overall_comments: The Chief Constable tells me that a list is kept.\n";
    assert_eq!(told(code, &[PUBLISHED, quotes, &came("2025-06-09", "2025-06-10")], "2025-07-02"), ["warning"]);
}

#[test]
fn a_recommendation_that_is_left_out_is_an_error_once_the_response_is_published_or_due() {
    let code = "ref-gap";
    let counted = |stage: &str, count: u32| {
        format!("stage: {stage}\ninspection: {{title: A, published: 2025-05-16, recommendation_count: {count}}}\n")
    };
    let carried = |refs: &[&str]| {
        let one = |printed: &&str| format!("  - {{ref: \"{printed}\", text: A list., target: 2025-12-01}}\n");
        "recommendations:\n".to_owned() + &refs.iter().map(one).collect::<String>()
    };
    let two = carried(&["1", "3"]);
    assert_eq!(told(code, &[&counted("draft", 3), &two], "2025-07-10"), ["warning"]);
    assert_eq!(told(code, &[&counted("draft", 3), &two], "2025-07-11"), ["error"]);
    assert_eq!(told(code, &[&counted("published", 3), &two, WHOLE], "2025-06-02"), ["error"]);
    // None is owed here.
    assert_eq!(told(code, &[&counted("published", 3), &two, "duty: none\nnot_owed: A.\n"], "2025-06-02"), ["warning"]);
    // As many as the report counts, under other numbers; and numbers that are none of the report's.
    assert_eq!(told(code, &[&counted("published", 3), &carried(&["1a", "1b", "3"]), WHOLE], "2025-06-02"), ["warning"]);
    assert_eq!(told(code, &[&counted("published", 3), &carried(&["A", "1"]), WHOLE], "2025-06-02"), ["warning"]);
    // No count is written: a number between others is missing all the same.
    assert_eq!(told(code, &[PUBLISHED, &two, WHOLE], "2025-06-02"), ["warning"]);
    assert_eq!(told(code, &[DRAFT, &two], "2025-06-02"), NOTHING);
    assert_eq!(told(code, &[PUBLISHED, &carried(&["1", "2"]), WHOLE], "2025-06-02"), NOTHING);
}

#[test]
fn a_cause_of_concern_may_have_its_recommendations_in_an_earlier_report() {
    let code = "cause-of-concern-without-recommendation";
    let revisit = "stage: draft\ninspection: {title: A, kind: follow_up, published: 2025-05-16}\n";
    let cause = "causes_of_concern:\n  - {ref: \"1\", text: It knows too little., target: 2025-12-01}\n";
    let follows = "causes_of_concern:\n  - {ref: \"1\", text: It knows too little., target: 2025-12-01, follows: kent/2025-05-16-other:R1}\n";
    assert_eq!(told(code, &[DRAFT, cause], "2025-06-02"), ["error"]);
    assert_eq!(told(code, &[revisit, cause], "2025-06-02"), ["warning"]);
    assert_eq!(told(code, &[DRAFT, follows], "2025-06-02"), ["warning"]);
}
