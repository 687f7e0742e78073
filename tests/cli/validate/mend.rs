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
    1 record: nothing wrong.
    --- stderr
    records/kent/2025-05-16-tractors.yaml:8:16: mended day-month-order: `inspection.published` is a date, and `16/05/2025` is not the way dates are written here; now "2025-05-16"
    records/kent/2025-05-16-tractors.yaml:11:33: mended leaked-markup: `recommendations[0].text` has HTML in it: `<b>`; now "Chief constables should **count** tractors."
    records/kent/2025-05-16-tractors.yaml:22:8: mended ambiguous-scalar: a bare `007` is text here, and a number, a truth or nothing to other readers of YAML; now "007"
    records/kent/2025-05-16-tractors.yaml:12:13: mended due-disagrees-with-text: the printed words “By 31 December 2025” mean 2025-12-31, and no `due` is written; now `due: 2025-12-31`
    records/kent/2025-05-16-tractors.yaml:24:3: mended ours-disagrees-with-addressees: this is addressed to Home Office, and counts as ours because nothing else is said; now `ours: false`
    records/kent/2025-05-16-tractors.yaml:19:11: mended progress-out-of-order: an entry of 2025-05-20 stands below one of 2025-06-01; now in order
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
    records/kent/2025-05-16-tractors.yaml:20:11: warning[progress-out-of-order] an entry of 2025-05-20 stands below one of 2025-06-01
    --- stderr
    error: cannot mend records/kent/2025-05-16-tractors.yaml:20:11: an entry of 2025-05-20 stands below one of 2025-06-01
    because: `recommendations[0].progress` is written in a way that cannot be changed without touching more: change it by hand
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
    assert!(run.to_string().contains("mended leaked-markup"), "{run}");
}

#[test]
fn a_date_that_could_be_two_is_left_to_a_person() {
    let sandbox = sandbox();
    sandbox.write("records/kent/2025-05-16-tractors.yaml", &RECORD.replace("16/05/2025", "05/06/2025"));
    assert_snapshot!(validate(&sandbox, &["--fix", "-q"]), @r#"
    records/kent/2025-05-16-tractors.yaml:8:16: error[day-month-order] `inspection.published` is a date, and `05/06/2025` is not the way dates are written here
    --- stderr
    records/kent/2025-05-16-tractors.yaml:11:33: mended leaked-markup: `recommendations[0].text` has HTML in it: `<b>`; now "Chief constables should **count** tractors."
    records/kent/2025-05-16-tractors.yaml:22:8: mended ambiguous-scalar: a bare `007` is text here, and a number, a truth or nothing to other readers of YAML; now "007"
    --- exit 1
    "#);
}
