//! `irr fmt`

use crate::sandbox::{Sandbox, fixture, project};
use insta::assert_snapshot;

const RECORD: &str = "# ours
force: 'Kent'
schema_version: 1
stage: draft   # draft | published

local_policing_body: {kind: pcc, holder: \"A. N. Other\"}
inspection:
    published: 2025-05-16
    # the title as printed
    title: \"An inspection of tractors\"


areas_for_improvement: []   # none
recommendations:
- ref: \"1\"
  # whose it is
  owner: Head of Rural Crime
  text: >
    Chief constables
    should count tractors.
  # end of the first
- ref: '2'
  text: Chief constables should count lorries.
# end
";

fn sandbox() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("records/kent/2025-05-16-tractors.yaml", RECORD);
    sandbox
}

#[test]
fn a_record_is_laid_out_afresh_and_its_comments_stay_with_their_fields() {
    let sandbox = sandbox();
    assert_snapshot!(sandbox.run(&["fmt"]), @"
    records/kent/2025-05-16-tractors.yaml
    --- stderr
    1 record: 1 formatted
    --- exit 0
    ");
    assert_snapshot!(sandbox.read("records/kent/2025-05-16-tractors.yaml"), @r#"
    # yaml-language-server: $schema=../../schemas/inspection-response.schema.json
    schema_version: 1
    stage: draft   # draft | published
    # ours
    force: Kent

    local_policing_body:
      kind: pcc
      holder: A. N. Other
    inspection:
      # the title as printed
      title: An inspection of tractors
      published: 2025-05-16
    # none
    recommendations:
      - ref: "1"
        text: |
          Chief constables should count tractors.
        # end of the first
        # whose it is
        owner: Head of Rural Crime
      - ref: "2"
        text: |-
          Chief constables should count lorries.
    # end
    "#);
    assert_snapshot!(sandbox.run(&["fmt"]), @"
    --- stderr
    1 record: 0 formatted
    --- exit 0
    ");
}

#[test]
fn checking_writes_nothing() {
    let sandbox = sandbox();
    assert_snapshot!(sandbox.run(&["fmt", "--check"]), @"
    records/kent/2025-05-16-tractors.yaml
    --- stderr
    1 record: 1 would be formatted
    --- exit 1
    ");
    assert_eq!(sandbox.read("records/kent/2025-05-16-tractors.yaml"), RECORD);
    let diff = sandbox.run(&["fmt", "--diff"]);
    assert_eq!(diff.code, 1, "{diff}");
    assert_eq!(sandbox.read("records/kent/2025-05-16-tractors.yaml"), RECORD);
}

#[test]
fn the_standard_input_is_laid_out_onto_the_standard_output() {
    let run = Sandbox::bare().run_with(&["fmt", "-"], &[], RECORD);
    assert_eq!(run.code, 0, "{run}");
    let again = Sandbox::bare().run_with(&["fmt", "--check", "-"], &[], &run.stdout);
    assert_eq!(again.code, 0, "{again}");
}

#[test]
fn what_is_no_record_is_left_alone_and_told() {
    let sandbox = sandbox();
    sandbox.write("records/kent/2025-05-17-bad.yaml", "force: Kent\nforce: Kent\n");
    assert_snapshot!(sandbox.run(&["fmt", "bad"]), @"
    --- stderr
    error: cannot read records/kent/2025-05-17-bad.yaml:2:1: `force` is there twice (and 4 more)
    hint: `irr validate records/kent/2025-05-17-bad.yaml` lists all its problems
    1 record: 0 formatted
    --- exit 2
    ");
}

#[test]
fn windows_line_ends_and_the_files_mode_stay() {
    let sandbox = Sandbox::new();
    let text = std::fs::read_to_string(fixture("records/good/subject.yaml")).unwrap();
    assert!(text.contains("\r\n"));
    sandbox.write("records/kent/2025-05-16-subject.yaml", &text);
    assert_eq!(sandbox.run(&["fmt"]).code, 0);
    let after = sandbox.read("records/kent/2025-05-16-subject.yaml");
    assert!(after != text && after.lines().count() == after.matches("\r\n").count());
}

#[test]
fn an_allowance_stays_with_the_field_that_it_is_of_or_nothing_is_changed() {
    let sandbox = Sandbox::new();
    let file = "records/kent/2025-05-16-tractors.yaml";
    let allow = "# irr: allow(due-before-report) printed so";
    sandbox.write(file, &RECORD.replace("  text: >", &format!("      {allow}\n  due: 2024-12-31\n  text: >")));
    assert_eq!(sandbox.run(&["fmt"]).code, 0);
    assert!(sandbox.read(file).contains(&format!("    {allow}\n    due: 2024-12-31\n")), "{}", sandbox.read(file));
    let first = RECORD
        .replace("- ref: '2'\n  text: Chief", "- text: Chief")
        .replace("count lorries.", "count.  # irr: allow(open-without-date) none\n  ref: '2'");
    sandbox.write(file, &first);
    assert_snapshot!(sandbox.run(&["fmt"]), @"
    --- stderr
    error: cannot format records/kent/2025-05-16-tractors.yaml
    because: `# irr: allow(open-without-date) none` would then apply to another field
    hint: put the comment at the end of its field's line, or on a line of its own above it
    1 record: 0 formatted
    --- exit 2
    ");
    assert_eq!(sandbox.read(file), first);
}

#[test]
fn a_comment_behind_brackets_or_a_dash_that_are_written_out_comes_above() {
    let sandbox = Sandbox::new();
    let file = "records/kent/2025-05-16-tractors.yaml";
    let list = "  extensions:\n  - {agreed: 2025-06-01, to: 2026-03-31}  # minute 4\n  progress:\n  - # the first\n    date: 2025-06-06\n";
    sandbox.write(file, &RECORD.replace("- ref: '2'\n", &format!("{list}- ref: '2'\n")));
    assert_eq!(sandbox.run(&["fmt"]).code, 0);
    let after = sandbox.read(file);
    assert!(
        after.contains("      # minute 4\n      - agreed: 2025-06-01\n")
            || after.contains("        # minute 4\n        - agreed: 2025-06-01\n"),
        "{after}"
    );
    assert!(after.contains("# the first\n"), "{after}");
    assert_eq!(sandbox.run(&["fmt", "--check"]).code, 0);
}

#[test]
fn what_a_person_wrote_of_whose_it_is_stays_written() {
    let text = RECORD.replace("  owner: Head", "  ours: true   # agreed\n  owner: Head");
    let run = Sandbox::bare().run_with(&["fmt", "-"], &[], &text);
    assert!(run.stdout.contains("    ours: true   # agreed\n"), "{run}");
}

#[test]
fn the_shipped_records_are_laid_out_so() {
    let run = Sandbox::new().run(&["fmt", "--check", "--store", project().to_str().unwrap()]);
    assert_eq!(run.code, 0, "{run}");
}
