//! `irr validate`

mod against;
mod control;
mod formats;
mod limits;
mod mend;
mod staged;
mod weakened;

use crate::sandbox::{Run, Sandbox, fixture, project};
use insta::assert_snapshot;

/// Day 18 of 56 for the fixtures' report.
const ON: &str = "2025-06-02";

fn validate(sandbox: &Sandbox, args: &[&str]) -> Run {
    validate_input(sandbox, args, "")
}

/// Most of what is tested is where a problem stands in its file.
fn validate_input(sandbox: &Sandbox, args: &[&str], stdin: &str) -> Run {
    let in_full = if args.iter().any(|arg| matches!(*arg, "-q" | "--quiet")) { &[][..] } else { &["--verbose"] };
    sandbox.run_with(&[&["validate"], in_full, args].concat(), &[("IRR_TODAY", ON)], stdin)
}

/// A store with the good records and one that breaks a rule.
fn with_bad(code: &str) -> Sandbox {
    let sandbox = Sandbox::new();
    let text = |name: &str| std::fs::read_to_string(fixture(&format!("records/{name}.yaml"))).unwrap();
    sandbox.write("records/kent/2025-05-16-other.yaml", &text("good/other"));
    sandbox.write("records/kent/2025-05-16-subject.yaml", &text(&format!("bad/{code}")));
    sandbox
}

#[test]
fn people_get_each_problem_in_words_with_the_command_that_fixes_it() {
    let sandbox = with_bad("in-progress-without-owner");
    let run = |args: &[&str], env: &[(&str, &str)]| {
        sandbox.run_with(&[&["validate"], args].concat(), &[&[("IRR_TODAY", ON)], env].concat(), "")
    };
    assert_snapshot!(run(&[], &[]), @"
    error: subject: R1 is pending sign off but has no owner    irr set subject:R1 owner=NAME

    1 error and 0 warnings in 2 records.
    `irr validate --verbose` shows each problem in its file.
    --- stderr
    2 records are of an older version of the format: to change to version 2, run `irr migrate`
    --- exit 1
    ");
    // Where it does not fit, the command has a line of its own.
    assert_snapshot!(run(&[], &[("COLUMNS", "60")]), @"
    error: subject: R1 is pending sign off but has no owner
        irr set subject:R1 owner=NAME

    1 error and 0 warnings in 2 records.
    `irr validate --verbose` shows each problem in its file.
    --- stderr
    2 records are of an older version of the format: to change to version 2, run `irr migrate`
    --- exit 1
    ");
    let in_full = run(&["--verbose"], &[]).to_string();
    assert!(in_full.contains("╭▸ records/kent/2025-05-16-subject.yaml"), "{in_full}");
    // A log has nobody to ask for more, and whoever names a file has it open.
    assert_eq!(run(&[], &[("CI", "true")]).to_string(), in_full);
    assert!(run(&["subject"], &[]).stdout.contains("╭▸"));
}

#[test]
fn a_problem_that_irr_can_fix_names_the_flag_that_does() {
    let sandbox = with_bad("progress-out-of-order");
    assert_snapshot!(sandbox.run_with(&["validate"], &[("IRR_TODAY", ON)], ""), @"
    warning: subject: an entry of 2025-05-25 is before one of 2025-05-26 in the log    irr validate --fix subject

    0 errors and 1 warning in 2 records. `irr validate --fix` fixes 1 of them.
    `irr validate --verbose` shows each problem in its file.
    --- stderr
    2 records are of an older version of the format: to change to version 2, run `irr migrate`
    --- exit 0
    ");
}

#[test]
fn what_is_wrong_is_shown_where_it_stands() {
    assert_snapshot!(validate(&with_bad("unknown-field"), &[]), @"
    error[unknown-field]: `recomendations` is not a field of the record
       ╭▸ records/kent/2025-05-16-subject.yaml:10:1
       │
    10 │ recomendations:
       │ ━━━━━━━━━━━━━━
       │
       ╰ help: did you mean `recommendations`?

    1 error and 0 warnings in 2 records.
    --- stderr
    1 record is of an older version of the format: to change to version 2, run `irr migrate`
    --- exit 1
    ");
    assert_snapshot!(validate(&with_bad("duplicate-ref"), &[]), @r#"
    error[duplicate-ref]: there are two findings R1
       ╭▸ records/kent/2025-05-16-subject.yaml:14:10
       │
    11 │   - ref: "1"
       │          ─── the first is here
       ┆
    14 │   - ref: "1"
       │          ━━━
       │
       ╰ help: number them as the report does, such as 4a and 4b where it prints one number twice

    1 error and 0 warnings in 2 records.
    --- stderr
    2 records are of an older version of the format: to change to version 2, run `irr migrate`
    --- exit 1
    "#);
}

#[test]
fn warnings_alone_do_not_fail() {
    assert_snapshot!(validate(&with_bad("ambiguous-scalar"), &[]), @r#"
    warning[ambiguous-scalar]: an unquoted `007` is text here, but a number, a boolean or null for other YAML parsers
       ╭▸ records/kent/2025-05-16-subject.yaml:11:10
       │
    11 │   - ref: 007
       │          ━━━
       │
       ╰ help: write "007"

    0 errors and 1 warning in 2 records. `irr validate --fix` fixes 1 of them.
    --- stderr
    2 records are of an older version of the format: to change to version 2, run `irr migrate`
    --- exit 0
    "#);
}

#[test]
fn machines_get_each_breach_with_its_place() {
    assert_snapshot!(validate(&with_bad("day-month-order"), &["--format", "json"]), @r#"
    {
      "schema": "irr.validate/1",
      "as_of": "2025-06-02",
      "records": 2,
      "errors": 1,
      "warnings": 0,
      "known": 0,
      "not_listed": 0,
      "items": [
        {
          "rule": "day-month-order",
          "severity": "error",
          "path": "records/kent/2025-05-16-subject.yaml",
          "line": 9,
          "column": 14,
          "end_line": 9,
          "end_column": 24,
          "field": "inspection.published",
          "message": "`inspection.published` is a date, and `16/05/2025` is not in the form 2025-05-16",
          "help": "write 2025-05-16, if that is the date meant: the day was read before the month",
          "related": null,
          "fixable": true,
          "fingerprint": "records/kent/2025-05-16-subject.yaml day-month-order inspection.published 16/05/2025"
        }
      ]
    }
    --- stderr
    --- exit 1
    "#);
}

#[test]
fn paths_choose_what_is_told_and_the_whole_store_is_known() {
    let sandbox = with_bad("dangling-link");
    assert_snapshot!(validate(&sandbox, &["records/kent/2025-05-16-other.yaml"]), @"
    1 record: no problems.
    --- stderr
    1 record is of an older version of the format: to change to version 2, run `irr migrate`
    --- exit 0
    ");
    assert_eq!(validate(&sandbox, &["records/kent"]).code, 1);
    assert_eq!(validate(&sandbox, &["subject"]).code, 1);
    assert_snapshot!(validate(&sandbox, &["records/surrey"]), @"
    --- stderr
    error: records/surrey is not a record in SANDBOX/records
    hint: name a file or a folder below records/, or a part of a record's id
    --- exit 2
    ");
}

#[test]
fn a_file_that_is_no_text_or_has_the_wrong_ending_is_named() {
    let sandbox = with_bad("ref-gap");
    std::fs::write(sandbox.path("records/kent/2025-05-16-latin.yaml"), b"force: K\xe9nt\n").unwrap();
    sandbox.write("records/kent/2025-05-16-ending.yml", "force: Kent\n");
    assert_snapshot!(validate(&sandbox, &[]), @"
    warning[ref-gap]: the report has 3 recommendations, but recommendations 2 and 3 are missing
       ╭▸ records/kent/2025-05-16-subject.yaml:10:25
       │
    10 │   recommendation_count: 3
       │                         ━
       │
       ╰ help: add each of them: `ours: false` with the reason if it is for another body, `withheld: true` if its text is
               withheld

    0 errors and 1 warning in 2 records.
    --- stderr
    2 records are of an older version of the format: to change to version 2, run `irr migrate`
    error: cannot read SANDBOX/records/kent/2025-05-16-ending.yml
    because: a record's file is named like 2025-05-16-subject.yaml, without colons, backslashes or control characters
    error: cannot read SANDBOX/records/kent/2025-05-16-latin.yaml: line 1, column 9 is not UTF-8 text
    hint: save it as UTF-8
    --- exit 2
    ");
    assert_eq!(validate(&sandbox, &["other"]).code, 0);
    assert_eq!(validate(&sandbox, &["records/kent/2025-05-16-latin.yaml"]).code, 2);
}

#[test]
fn the_shipped_records_have_no_errors_and_the_warnings_that_the_readme_tells() {
    let store = project().to_str().unwrap();
    let run = Sandbox::new().run_with(&["validate", "--quiet", "--store", store], &[("IRR_TODAY", "2026-11-24")], "");
    assert_snapshot!(run, @"
    records/staffordshire/2025-05-16-organised-immigration-crime.yaml:54:29: warning[explanation-adopted] R2 adopts the chief officer's words, and says nothing about what the body itself does
    records/staffordshire/2025-05-16-organised-immigration-crime.yaml:141:29: warning[explanation-adopted] R8 adopts the chief officer's words, and says nothing about what the body itself does
    records/staffordshire/2025-05-16-organised-immigration-crime.yaml:174:29: warning[explanation-adopted] R9 adopts the chief officer's words, and says nothing about what the body itself does
    records/surrey/2022-02-02-custody.yaml:16:31: warning[counts-disagree] the inspectorate counts 20 areas for improvement, but this record has 5
    records/surrey/2022-02-02-custody.yaml:36:29: warning[explanation-adopted] R1 adopts the chief officer's words, and says nothing about what the body itself does
    records/surrey/2022-02-02-custody.yaml:179:5: warning[open-without-date] AFI4 is open and has no date
    records/surrey/2022-11-02-vetting-misconduct-and-misogyny.yaml:32:29: warning[explanation-adopted] R1 adopts the chief officer's words, and says nothing about what the body itself does
    records/west-mercia/2022-12-01-digital-forensics.yaml:74:29: warning[explanation-adopted] R4 adopts the chief officer's words, and says nothing about what the body itself does
    records/west-mercia/2023-03-08-serious-youth-violence.yaml:92:29: warning[explanation-adopted] R3 adopts the chief officer's words, and says nothing about what the body itself does
    --- stderr
    --- exit 0
    ");
}

#[test]
fn real_cases_are_judged_as_the_law_has_it() {
    let store = project().to_str().unwrap();
    let asked = |on: &str, rule: &str, path: &str| {
        Sandbox::new().run_with(&["validate", "-q", "--store", store, "--rule", rule, path], &[("IRR_TODAY", on)], "")
    };
    // Christmas Day is told while the response is awaited, and moves nothing: the letter came on day 49.
    assert_snapshot!(asked("2023-11-20", "deadline-not-working-day", "revisit"), @"
    records/west-mercia/2023-10-31-service-to-victims-revisit.yaml:13:14: warning[deadline-not-working-day] the last lawful day, Mon 2023-12-25, is Christmas Day, which does not move it
    --- stderr
    --- exit 0
    ");
    assert_snapshot!(asked("2026-11-24", "deadline-not-working-day,response-late", "revisit"), @"
    --- stderr
    --- exit 0
    ");
    for letter in ["youth", "forensics", "revisit"] {
        assert_eq!(asked("2026-11-24", "response-late", letter).code, 0, "{letter}");
    }
    assert_snapshot!(asked("2026-11-24", "counts-disagree", "custody"), @"
    records/surrey/2022-02-02-custody.yaml:16:31: warning[counts-disagree] the inspectorate counts 20 areas for improvement, but this record has 5
    --- stderr
    --- exit 0
    ");
}

/// A form of 2016: a report of 3 November, and "date response sent" 09/01/2016.
#[test]
fn a_day_and_a_month_that_changed_places_are_told() {
    let form = "schema_version: 1
stage: published
force: Hampshire
local_policing_body: {kind: pcc}
inspection:
  title: PEEL efficiency
  published: 2016-11-03
publication:
  chief_officer_invited: 2016-11-04
  published: 2016-01-09
  sent_to_inspectorate: 2016-01-09
  sent_to_secretary_of_state: 2016-01-09
";
    let sandbox = with_bad("ref-gap");
    let name = ["-", "--stdin-filename", "records/hampshire/2016-11-03-peel-efficiency.yaml", "-q"];
    assert_snapshot!(validate_input(&sandbox, &name, form), @"
    records/hampshire/2016-11-03-peel-efficiency.yaml:10:14: error[response-before-report] published 2016-01-09, but the report was published on 2016-11-03, 299 days later
    records/hampshire/2016-11-03-peel-efficiency.yaml:11:25: error[sent-before-report] sent to the inspectorate 2016-01-09, but the report was published on 2016-11-03, 299 days later
    records/hampshire/2016-11-03-peel-efficiency.yaml:12:31: error[sent-before-report] sent to the Secretary of State 2016-01-09, but the report was published on 2016-11-03, 299 days later
    --- stderr
    --- exit 1
    ");
}

#[test]
fn a_text_on_the_standard_input_stands_in_for_its_file() {
    let sandbox = with_bad("response-late");
    let good = std::fs::read_to_string(fixture("records/good/other.yaml")).unwrap();
    let name = ["-", "--stdin-filename", "records/kent/2025-05-16-subject.yaml", "-q"];
    assert_snapshot!(validate_input(&sandbox, &name, &good), @"
    records/kent/2025-05-16-subject.yaml:7:10: warning[duplicate-inspection] the same report on the same force is also answered in kent/2025-05-16-other
    --- stderr
    --- exit 0
    ");
    assert_snapshot!(validate_input(&sandbox, &name, "force: Kent\n"), @"
    records/kent/2025-05-16-subject.yaml:1:1: error[missing-field] the record has no `inspection`
    records/kent/2025-05-16-subject.yaml:1:1: error[missing-field] the record has no `local_policing_body`
    records/kent/2025-05-16-subject.yaml:1:1: error[missing-field] the record has no `schema_version`
    records/kent/2025-05-16-subject.yaml:1:1: error[missing-field] the record has no `stage`
    --- stderr
    --- exit 1
    ");
    let new = ["-", "--stdin-filename", "records/kent/2025-05-17-new.yaml", "-q"];
    assert_snapshot!(validate_input(&sandbox, &new, &good), @"
    records/kent/2025-05-17-new.yaml:7:10: warning[duplicate-inspection] the same report on the same force is also answered in kent/2025-05-16-other
    records/kent/2025-05-17-new.yaml:8:14: error[path-disagrees-with-content] the file is named `2025-05-17-new.yaml`, but the report was published on 2025-05-16
    --- stderr
    --- exit 1
    ");
    assert_snapshot!(validate_input(&sandbox, &["-"], ""), @"
    --- stderr
    error: missing --stdin-filename: the standard input needs a record's file name
    hint: use --stdin-filename records/FORCE/DATE-SUBJECT.yaml
    --- exit 2
    ");
}
