//! Where an explanation stands, what a publication must carry, and how a record shows that it was read from a document.

use crate::sandbox::{Sandbox, fixture};
use insta::assert_snapshot;

const PATH: &str = "records/kent/2026-04-15-hedges.yaml";

/// A report of two weeks ago with two recommendations, of which the record carries one.
const RECORD: &str = "\
schema_version: 1
stage: draft
force: Kent
local_policing_body: {kind: pcc}
inspection:
  title: An inspection of hedges
  published: 2026-04-15
  recommendation_count: 2
recommendations:
  - ref: \"1\"
    text: |
      Chief constables should trim their hedges.
    target: 2026-12-01
publication:
  chief_officer_invited: 2026-04-16
";

const COMMENTS: &str = "\
commissioner_overall_comments: |
  I have asked for a plan of the hedges, and shall read it in October.
";

fn store(record: &str) -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write(PATH, record);
    sandbox
}

/// The same record, with comments on the whole and all that the report counts.
fn with_comments() -> Sandbox {
    store(
        &RECORD
            .replace("recommendation_count: 2", "recommendation_count: 1")
            .replace("publication:", &format!("{COMMENTS}publication:")),
    )
}

fn told(sandbox: &Sandbox, rule: &str) -> String {
    let run = sandbox.run(&["validate", "--format", "lines", "--rule", rule]);
    assert_ne!(run.code, 2, "{run}");
    run.stdout
}

#[test]
fn an_answer_may_stand_in_the_comments_on_the_whole() {
    let sandbox = with_comments();
    let set = ["set", "hedges:R1", "commissioner_response.see=comments"];
    assert_eq!(sandbox.run(&set).code, 0);
    assert!(sandbox.read(PATH).contains("    commissioner_response:\n      see: comments\n"), "{}", sandbox.read(PATH));
    assert!(
        sandbox.run(&["show", "hedges:R1"]).stdout.contains("Answered in the commissioner's comments on the whole response.")
    );
    assert!(sandbox.run(&["export", "--format", "json"]).stdout.contains("\"commissioner_see\": \"comments\""));
    assert_eq!(sandbox.run(&["publish", "hedges", "--date", "2026-04-30"]).code, 0);
    assert_eq!(told(&sandbox, "recommendation-without-explanation"), "");
    // The printed form says it, and reads back.
    let form = sandbox.run(&["render", "hedges", "--format", "markdown"]).stdout;
    assert!(form.contains("| Answered under | comments |"), "{form}");
    sandbox.write("form.md", &form);
    let read = sandbox.run(&["import", "--into", "hedges", "form.md", "--dry-run"]);
    assert!(read.stderr.contains("nothing to change"), "{read}");
}

#[test]
fn an_answer_that_names_no_place_is_refused() {
    assert_snapshot!(with_comments().run(&["set", "hedges:R1", "commissioner_response.see=above"]), @"
    --- stderr
    error: cannot set kent/2026-04-15-hedges:R1
    because: `commissioner_response.see` cannot be `above`: `above` is not a finding: write it as R4, AFI2 or COC1; or write `comments` if the answer is in the commissioner's overall comments
    --- exit 2
    ");
    let unreadable = RECORD.replace("target: 2026-12-01\n", "target: 2026-12-01\n    commissioner_response: {see: above}\n");
    assert_snapshot!(store(&unreadable).run(&["validate", "--format", "lines"]), @"
    records/kent/2026-04-15-hedges.yaml:14:34: error[wrong-type] `above` is not a finding: write it as R4, AFI2 or COC1; or write `comments` if the answer is in the commissioner's overall comments
    --- stderr
    --- exit 1
    ");
}

#[test]
fn an_answer_in_comments_that_are_not_there_is_told() {
    let sandbox = store(RECORD);
    sandbox.run(&["set", "hedges:R1", "commissioner_response.see=comments"]);
    assert_snapshot!(told(&sandbox, "answer-by-reference-unresolved"), @"records/kent/2026-04-15-hedges.yaml:15:12: warning[answer-by-reference-unresolved] R1 refers to the commissioner's comments, but there are none");
}

#[test]
fn what_the_comments_may_explain_is_published_with_a_warning_that_says_how_to_settle_it() {
    let sandbox = with_comments();
    let publish = ["publish", "hedges", "--date", "2026-04-30", "--copies-sent", "2026-04-30"];
    assert_snapshot!(sandbox.run(&publish), @"
    kent/2026-04-15-hedges: published on Thu 2026-04-30; copy to the inspectors of constabulary sent on 2026-04-30; copy to the Secretary of State sent on 2026-04-30
    --- stderr
    warning: R1 has no explanation of the body's own. If the comments explain it, use `irr set kent/2026-04-15-hedges:R1 commissioner_response.see=comments`
    --- exit 0
    ");
    assert_snapshot!(told(&sandbox, "recommendation-without-explanation"), @"records/kent/2026-04-15-hedges.yaml:10:5: warning[recommendation-without-explanation] R1 has no explanation");
    sandbox.run(&["set", "kent/2026-04-15-hedges:R1", "commissioner_response.see=comments"]);
    assert_eq!(told(&sandbox, "recommendation-without-explanation"), "");
}

#[test]
fn a_response_that_leaves_a_recommendation_out_is_not_published() {
    let sandbox = store(RECORD);
    sandbox.run(&["set", "hedges:R1", "commissioner_response.text=I shall pay for shears."]);
    let publish = ["publish", "hedges", "--date", "2026-04-30", "--copies-sent", "2026-04-30"];
    assert_snapshot!(sandbox.run(&publish), @"
    --- stderr
    error: cannot publish kent/2026-04-15-hedges: the report has 2 recommendations, but recommendation 2 is missing
    hint: `irr add kent/2026-04-15-hedges` adds them (section 55(5B) covers them all, also those for others); `irr set kent/2026-04-15-hedges inspection.recommendation_count=…` corrects the count; --anyway records a response that went out without them
    --- exit 1
    ");
    let anyway = sandbox.run(&[&publish[..], &["--anyway", "--dry-run"]].concat());
    assert!(anyway.code == 0 && anyway.stderr.contains("error[ref-gap]"), "{anyway}");
    let added = ["add", "hedges:R2", "text=The Home Office should count hedges.", "addressed_to=Home Office", "ours=false"];
    sandbox.run(&[&added[..], &["commissioner_response.text=This is for the Home Office."]].concat());
    assert_eq!(sandbox.run(&publish).code, 0);
    assert_eq!(told(&sandbox, "ref-gap"), "");
}

#[test]
fn the_office_may_set_when_its_copies_must_have_gone_out() {
    let record =
        RECORD.replace("stage: draft", "stage: published") + "  published: 2026-04-20\n  sent_to_inspectorate: 2026-04-20\n";
    let sandbox = store(&record);
    sandbox.write("irr.yaml", "force: Kent\n");
    sandbox.commit();
    assert!(told(&sandbox, "copy-not-sent").contains("warning[copy-not-sent]"));
    sandbox.write("irr.yaml", "force: Kent\ncopies_within_days: 10\n");
    assert!(told(&sandbox, "copy-not-sent").contains("error[copy-not-sent]"));
    sandbox.commit();
    // A change that gives more time is held against the time that there was.
    sandbox.write("irr.yaml", "force: Kent\ncopies_within_days: 100\n");
    let against = sandbox.run(&["validate", "--format", "lines", "--rule", "copy-not-sent", "--against", "HEAD"]);
    assert!(against.stdout.contains("error[copy-not-sent]"), "{against}");
    assert!(told(&sandbox, "copy-not-sent").contains("warning[copy-not-sent]"));
}

#[test]
fn a_record_of_a_published_response_says_that_it_was_imported() {
    let sandbox = Sandbox::new();
    let letter = fixture("intake/cases/07-annual-assessment.txt");
    assert_eq!(sandbox.run(&["import", letter.to_str().unwrap()]).code, 0);
    let id = sandbox.run(&["list", "--all", "--format", "json"]).stdout;
    let id = id.split("\"record\": \"").nth(1).and_then(|rest| rest.split('"').next()).unwrap().to_owned();
    assert!(sandbox.read(&format!("records/{id}.yaml")).contains("\nimported: true\n"));
    sandbox.run(&["set", &id, "stage=published", "--anyway"]);
    // What a letter has no place for is no error.
    for rule in ["chief-officer-not-invited", "copy-not-sent"] {
        let told = told(&sandbox, rule);
        assert!(told.contains(&format!("warning[{rule}]")) && !told.contains("error["), "{told}");
    }
}

#[test]
fn what_is_put_into_a_record_that_the_office_keeps_makes_it_no_imported_one() {
    let sandbox = store(RECORD);
    sandbox.write("answer.md", "Recommendation 1\n\nThe shears are bought.\n");
    let run = sandbox.run(&["import", "--into", "hedges", "--as", "chief-officer", "--yes", "answer.md"]);
    assert!(run.code == 0 && sandbox.read(PATH).contains("The shears are bought."), "{run}");
    assert!(!sandbox.read(PATH).contains("imported"));
}

#[test]
fn a_day_for_comments_of_an_older_print_reads_back() {
    let sandbox = with_comments();
    sandbox.run(&["set", "hedges", "publication.comments_wanted_by=2026-05-13"]);
    let form = sandbox.run(&["render", "hedges", "--format", "markdown"]).stdout;
    assert!(form.contains("| Comments wanted before | 13 May 2026 |"), "{form}");
    sandbox.write("form.md", &form.replace("Comments wanted before", "Comments wanted by"));
    let read = sandbox.run(&["import", "--dry-run", "form.md"]);
    assert!(read.stdout.contains("comments_wanted_by: 2026-05-13"), "{read}");
    let due = sandbox.run(&["due", "--clock", "comments", "--format", "ics"]).stdout;
    assert!(due.contains("DTSTART;VALUE=DATE:20260512"), "{due}");
}

#[test]
fn whoever_writes_too_little_is_told_at_once_what_the_law_asks() {
    let sandbox = store(
        &RECORD.replace("target: 2026-12-01\n", "target: 2026-12-01\n    chief_officer_response: {text: They are trimmed.}\n"),
    );
    assert_snapshot!(sandbox.run(&["set", "hedges:R1", "commissioner_response.adopts_chief_officer=true"]), @"
    kent/2026-04-15-hedges:R1: commissioner_response.adopts_chief_officer=true
    --- stderr
    records/kent/2026-04-15-hedges.yaml:16:29: warning[explanation-adopted] R1 adopts the chief officer's words, and says nothing about what the body itself does
    --- exit 0
    ");
    let noted = store(RECORD);
    assert_snapshot!(noted.run(&["set", "hedges:R1", "commissioner_response.text=Noted."]), @"
    kent/2026-04-15-hedges:R1: commissioner_response.text=Noted.
    --- stderr
    records/kent/2026-04-15-hedges.yaml:16:9: warning[explanation-without-action] the response to R1 names no action and gives no reason: “Noted.”
    --- exit 0
    ");
    // What is told of the body's own action settles both.
    for sandbox in [sandbox, noted] {
        let set = sandbox.run(&["set", "hedges:R1", "commissioner_response.text=I have asked for a plan by October."]);
        assert_eq!((set.code, set.stderr.as_str()), (0, ""));
        assert_eq!(told(&sandbox, "explanation-adopted,explanation-without-action"), "");
    }
}
