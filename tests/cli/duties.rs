//! Duties of other bodies' reports, as an officer brings them.

use insta::assert_snapshot;

use crate::sandbox::Sandbox;

const BODY: [&str; 4] = ["--force", "Kent", "--body", "pcc"];

fn registered(name: &str, duty: &str, more: &[&str]) -> (Sandbox, String) {
    let sandbox = Sandbox::new();
    let args = [&["new", "--title", name, "--published", "2026-03-16", "--duty", duty], &BODY[..], more].concat();
    let run = sandbox.run(&args);
    (sandbox, run.to_string())
}

#[test]
fn a_coroners_report_is_counted_from_the_day_it_was_sent_and_can_be_given_more_time() {
    let (sandbox, told) = registered("Death in a cell", "prevention_of_future_deaths", &[]);
    assert_snapshot!(told, @"
    records/kent/2026-03-16-death-in-a-cell.yaml
    --- stderr
    response due Mon 2026-05-11, 10 days from now: 56 days after Mon 2026-03-16, not counting that day
    counted from the report's date; `irr set kent/2026-03-16-death-in-a-cell duty_from=DATE` records the date it was sent
    --- exit 0
    ");
    assert!(sandbox.read("records/kent/2026-03-16-death-in-a-cell.yaml").contains("inspectorates: [Coroner]"));
    assert_snapshot!(sandbox.run(&["set", "death", "duty_from=2026-03-18"]), @"
    kent/2026-03-16-death-in-a-cell: duty_from=2026-03-18
    --- stderr
    --- exit 0
    ");
    let more = ["extend", "death", "--to", "2026-06-30", "--agreed", "2026-04-20"];
    assert_snapshot!(sandbox.run(&[&more[..], &["--by", "The chief constable"]].concat()), @"
    --- stderr
    error[response-extension-invalid]: only the coroner can give more time, but this is by The chief constable
       ╭▸ records/kent/2026-03-16-death-in-a-cell.yaml:16:9
       │
    16 │     by: The chief constable
       │         ━━━━━━━━━━━━━━━━━━━
       │
       ╰ help: write who gave it, or remove it: the last day stays

    1 error and 0 warnings in 1 record.
    error: cannot write (extend kent/2026-03-16-death-in-a-cell): it would add the errors shown above
    hint: fix them first, or use --anyway to write the change with these errors
    --- exit 1
    ");
    assert_snapshot!(sandbox.run(&[&more[..], &["--by", "HM Coroner for Kent"]].concat()), @"
    kent/2026-03-16-death-in-a-cell: response due Tue 2026-06-30 instead of 2026-05-13
    --- stderr
    --- exit 0
    ");
}

#[test]
fn the_iopc_wants_an_application_and_nobody_extends_section_55() {
    let (sandbox, _) = registered("Learning", "iopc_learning", &["--duty-from", "2026-03-16"]);
    let more = ["extend", "learning", "--to", "2026-06-30", "--agreed", "2026-04-20", "--by", "The IOPC"];
    assert_snapshot!(sandbox.run(&more), @"
    --- stderr
    error: cannot extend kent/2026-03-16-learning: missing when it was applied for (--applied)
    hint: nothing was written
    --- exit 1
    ");
    assert_snapshot!(sandbox.run(&[&more[..], &["--applied", "2026-04-10"]].concat()), @"
    kent/2026-03-16-learning: response due Tue 2026-06-30 instead of 2026-05-10
    --- stderr
    --- exit 0
    ");
    let (sandbox, _) = registered("Hedges", "section_55", &[]);
    assert_snapshot!(sandbox.run(&["extend", "hedges", "--to", "2026-06-30", "--by", "The inspectorate"]), @"
    --- stderr
    error: cannot extend kent/2026-03-16-hedges: the time to respond under section 55 of the Police Act 1996 cannot be extended
    hint: to extend a finding's due date, use `irr extend kent/2026-03-16-hedges:R1 --to DATE`
    --- exit 1
    ");
    assert_snapshot!(sandbox.run(&["extend", "hedges:R1", "--to", "2026-06-30", "--by", "The inspectorate"]), @"
    --- stderr
    error: --by, --applied and --judicial-review extend the time to respond, so name one record, and no finding
    hint: to extend a finding's due date, use --reason and --approved-by
    --- exit 2
    ");
}

#[test]
fn a_report_whose_time_is_over_can_be_registered() {
    let sandbox = Sandbox::new();
    let args = ["new", "--title", "Hedges", "--published", "2026-02-02", "--force", "Kent", "--body", "pcc"];
    let run = sandbox.run(&args);
    assert_snapshot!(run, @"
    records/kent/2026-02-02-hedges.yaml
    --- stderr
    records/kent/2026-02-02-hedges.yaml:10:14: error[response-missing] no response is published to the report of 2026-02-02: the last lawful day was Sun 2026-03-29
    response due Sun 2026-03-29, 33 days ago: 56 days beginning with Mon 2026-02-02
    --- exit 0
    ");
}

#[test]
fn an_empty_record_is_no_response() {
    let (sandbox, _) = registered("Hedges", "section_55", &[]);
    assert_snapshot!(sandbox.run(&["publish", "hedges", "--date", "2026-04-20"]), @"
    --- stderr
    error: cannot publish kent/2026-03-16-hedges: the record has no findings and no answers yet
    hint: `irr add kent/2026-03-16-hedges` adds recommendations, `irr import FILE --into kent/2026-03-16-hedges` a letter; if the report has none, `irr set kent/2026-03-16-hedges inspection.recommendation_count=0`
    --- exit 1
    ");
}

#[test]
fn undoing_a_redaction_says_that_the_words_are_back() {
    let (sandbox, _) = registered("Hedges", "section_55", &[]);
    sandbox.run(&["add", "hedges:R1", "text=Keep a list for Jane Doe.", "target=2026-12-01"]);
    sandbox.run(&["redact", "hedges:R1", "text", "--words", "Jane Doe", "--reason", "A person is named", "--date", "2026-04-20"]);
    assert_snapshot!(sandbox.run(&["undo", "--yes"]), @r#"
    --- a/records/kent/2026-03-16-hedges.yaml
    +++ b/records/kent/2026-03-16-hedges.yaml
    @@ -12,9 +12,5 @@
     recommendations:
       - ref: "1"
         text: |
    -      Keep a list for [redacted].
    +      Keep a list for Jane Doe.
         target: 2026-12-01
    -    redactions:
    -      - field: text
    -        date: 2026-04-20
    -        reason: A person is named
    kent/2026-03-16-hedges: changed back (redact text of kent/2026-03-16-hedges:R1)
    --- stderr
    warning: this brings back words that `irr redact` removed; `irr redo` removes them again
    reminder: do not destroy information that was requested under the Freedom of Information Act
    --- exit 0
    "#);
}

#[test]
fn the_day_a_response_was_sent_stays_as_it_is() {
    let (sandbox, _) = registered("Death in a cell", "prevention_of_future_deaths", &["--duty-from", "2026-03-16"]);
    sandbox.run(&["add", "death:R1", "text=Check each cell.", "target=2026-12-01", "commissioner_response.action=proposed"]);
    sandbox.run(&["set", "death:R1", "commissioner_response.text=I will ask for a plan by 1 June 2026."]);
    let sent = sandbox.run(&["publish", "death", "--date", "2026-04-20"]);
    assert_snapshot!(sent, @"
    kent/2026-03-16-death-in-a-cell: sent to the coroner on Mon 2026-04-20
    --- stderr
    --- exit 0
    ");
    sandbox.commit();
    let file = "records/kent/2026-03-16-death-in-a-cell.yaml";
    sandbox.write(file, &sandbox.read(file).replace("sent_to_coroner: 2026-04-20", "sent_to_coroner: 2026-04-19"));
    assert_snapshot!(sandbox.run(&["validate", "--against", "HEAD", "-q"]), @"
    records/kent/2026-03-16-death-in-a-cell.yaml:23:20: error[published-response-changed] `publication.sent_to_coroner` was published, and was changed afterwards
    --- stderr
    --- exit 1
    ");
}
