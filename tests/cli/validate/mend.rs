//! `--fix` and `--diff`.

use super::validate;
use crate::sandbox::Sandbox;
use insta::assert_snapshot;

const RECORD: &str = "# kept
schema_version: 1
stage: draft
force: Kent
local_policing_body: {kind: pcc}
inspection:
    title: An inspection of tractors   # kept too
    published: 16/05/2025
recommendations:
- ref: \"1\"
  text: Chief constables should <b>count</b> tractors.
  due_text: By 31 December 2025
  owner: Head of Rural Crime
  progress:
  - {date: 2025-06-01, note: Half are counted.}   # the later one

    # of the later one too
  # the sooner one
  - date: 2025-05-20
    note: |
        Counting has begun.
- ref: 007
  text: The Home Office should count them too.
  addressed_to: [Home Office]
  due: 2025-12-31
";

fn sandbox() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("records/kent/2025-05-16-tractors.yaml", RECORD);
    sandbox
}

#[test]
fn what_is_sure_is_mended_and_told_and_every_other_line_stays() {
    let sandbox = sandbox();
    assert_snapshot!(validate(&sandbox, &["--fix"]), @r#"
    1 record: no problems.
    --- stderr
    records/kent/2025-05-16-tractors.yaml:8:16: fixed day-month-order: `inspection.published` is a date, and `16/05/2025` is not in the form 2025-05-16; now "2025-05-16"
    records/kent/2025-05-16-tractors.yaml:11:33: fixed leaked-markup: `recommendations[0].text` contains HTML: `<b>`; now "Chief constables should **count** tractors."
    records/kent/2025-05-16-tractors.yaml:22:8: fixed ambiguous-scalar: an unquoted `007` is text here, but a number, a boolean or null for other YAML parsers; now "007"
    records/kent/2025-05-16-tractors.yaml:12:13: fixed due-disagrees-with-text: the printed words “By 31 December 2025” mean 2025-12-31, but `due` is missing; now `due: 2025-12-31`
    records/kent/2025-05-16-tractors.yaml:24:3: fixed ours-disagrees-with-addressees: this is addressed to Home Office, but counts as ours because the record does not say otherwise; now `ours: false`
    records/kent/2025-05-16-tractors.yaml:19:11: fixed progress-out-of-order: an entry of 2025-05-20 is before one of 2025-06-01 in the log; now in order
    1 record is of an older version of the format: to change to version 2, run `irr migrate`
    --- exit 0
    "#);
    assert_snapshot!(sandbox.read("records/kent/2025-05-16-tractors.yaml"), @r#"
    # kept
    schema_version: 1
    stage: draft
    force: Kent
    local_policing_body: {kind: pcc}
    inspection:
        title: An inspection of tractors   # kept too
        published: 2025-05-16
    recommendations:
    - ref: "1"
      text: Chief constables should **count** tractors.
      due: 2025-12-31
      due_text: By 31 December 2025
      owner: Head of Rural Crime
      progress:
      # the sooner one
      - date: 2025-05-20
        note: |
            Counting has begun.
      - {date: 2025-06-01, note: Half are counted.}   # the later one

        # of the later one too
    - ref: "007"
      text: The Home Office should count them too.
      addressed_to: [Home Office]
      ours: false
      due: 2025-12-31
    "#);
}

#[test]
fn a_diff_shows_what_would_be_mended_and_writes_nothing() {
    let sandbox = sandbox();
    assert_snapshot!(validate(&sandbox, &["--fix", "--diff"]), @r#"
    --- a/records/kent/2025-05-16-tractors.yaml
    +++ b/records/kent/2025-05-16-tractors.yaml
    @@ -5,10 +5,10 @@
     local_policing_body: {kind: pcc}
     inspection:
         title: An inspection of tractors   # kept too
    -    published: 16/05/2025
    +    published: 2025-05-16
     recommendations:
     - ref: "1"
    -  text: Chief constables should <b>count</b> tractors.
    +  text: Chief constables should **count** tractors.
       due_text: By 31 December 2025
       owner: Head of Rural Crime
       progress:
    @@ -19,7 +19,7 @@
       - date: 2025-05-20
         note: |
             Counting has begun.
    -- ref: 007
    +- ref: "007"
       text: The Home Office should count them too.
       addressed_to: [Home Office]
       due: 2025-12-31
    --- stderr
    --- exit 1
    "#);
    assert_eq!(sandbox.read("records/kent/2025-05-16-tractors.yaml"), RECORD);
}

#[test]
fn a_list_whose_first_comment_may_be_its_own_is_left_to_a_person() {
    let sandbox = sandbox();
    let text = RECORD.replace("  progress:\n", "  progress:\n  # oldest first\n").replace("16/05/2025", "2025-05-16");
    sandbox.write("records/kent/2025-05-16-tractors.yaml", &text);
    assert_snapshot!(validate(&sandbox, &["--fix", "-q", "--rule", "progress-out-of-order"]), @"
    records/kent/2025-05-16-tractors.yaml:20:11: warning[progress-out-of-order] an entry of 2025-05-20 is before one of 2025-06-01 in the log
    --- stderr
    error: cannot fix records/kent/2025-05-16-tractors.yaml:20:11: an entry of 2025-05-20 is before one of 2025-06-01 in the log
    because: `recommendations[0].progress` is written in a way that cannot be changed on its own: change it by hand
    --- exit 0
    ");
    assert_eq!(sandbox.read("records/kent/2025-05-16-tractors.yaml"), text);
}

#[test]
fn what_is_mended_in_a_published_response_is_held_against_what_it_was() {
    let sandbox = sandbox();
    let text = RECORD.replace("stage: draft", "stage: published").replace("16/05/2025", "2025-05-16");
    sandbox.write("records/kent/2025-05-16-tractors.yaml", &text);
    sandbox.commit();
    // Markdown in the place of leaked HTML says the same, and so does a finding that was never addressed to us.
    let run = validate(&sandbox, &["--fix", "-q", "--against", "HEAD"]);
    assert!(!run.stdout.contains("published-response-changed"), "{run}");
    assert!(run.to_string().contains("fixed leaked-markup"), "{run}");
}

#[test]
fn a_date_that_could_be_two_is_left_to_a_person() {
    let sandbox = sandbox();
    sandbox.write("records/kent/2025-05-16-tractors.yaml", &RECORD.replace("16/05/2025", "05/06/2025"));
    assert_snapshot!(validate(&sandbox, &["--fix", "-q"]), @r#"
    records/kent/2025-05-16-tractors.yaml:8:16: error[day-month-order] `inspection.published` is a date, and `05/06/2025` is not in the form 2025-05-16
    --- stderr
    records/kent/2025-05-16-tractors.yaml:11:33: fixed leaked-markup: `recommendations[0].text` contains HTML: `<b>`; now "Chief constables should **count** tractors."
    records/kent/2025-05-16-tractors.yaml:22:8: fixed ambiguous-scalar: an unquoted `007` is text here, but a number, a boolean or null for other YAML parsers; now "007"
    --- exit 1
    "#);
}
