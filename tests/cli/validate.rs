//! `irr validate`

use crate::sandbox::{Sandbox, fixture, project};
use insta::assert_snapshot;

/// A store with the good records and one that breaks a rule.
fn with_bad(code: &str) -> Sandbox {
    let sandbox = Sandbox::new();
    let text = |name: &str| std::fs::read_to_string(fixture(&format!("records/{name}.yaml"))).unwrap();
    sandbox.write("records/kent/2025-05-16-other.yaml", &text("good/other"));
    sandbox.write("records/kent/2025-05-16-subject.yaml", &text(&format!("bad/{code}")));
    sandbox
}

#[test]
fn what_is_wrong_is_shown_where_it_stands() {
    assert_snapshot!(with_bad("unknown-field").run(&["validate"]), @"
    error[unknown-field]: `recomendations` is no field of the record
       ╭▸ records/kent/2025-05-16-subject.yaml:10:1
       │
    10 │ recomendations:
       │ ━━━━━━━━━━━━━━
       │
       ╰ help: did you mean `recommendations`?

    1 error and 0 warnings in 2 records.
    --- stderr
    --- exit 1
    ");
    assert_snapshot!(with_bad("duplicate-ref").run(&["validate"]), @r#"
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
    --- exit 1
    "#);
}

#[test]
fn warnings_alone_do_not_fail() {
    assert_snapshot!(with_bad("ambiguous-scalar").run(&["validate"]), @r#"
    warning[ambiguous-scalar]: a bare `007` is text here, and a number, a truth or nothing to other readers of YAML
       ╭▸ records/kent/2025-05-16-subject.yaml:11:10
       │
    11 │   - ref: 007
       │          ━━━
       │
       ╰ help: write "007"

    0 errors and 1 warning in 2 records.
    --- stderr
    --- exit 0
    "#);
}

#[test]
fn machines_get_each_breach_with_its_place() {
    assert_snapshot!(with_bad("day-month-order").run(&["validate", "--format", "json"]), @r#"
    {
      "schema": "irr.validate/1",
      "as_of": "2026-05-01",
      "records": 2,
      "errors": 1,
      "warnings": 0,
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
          "message": "`inspection.published` is a date, and `16/05/2025` is not the way dates are written here",
          "help": "write 2025-05-16; if that is not the day meant, the day comes first in what was read",
          "related": null
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
    assert_snapshot!(sandbox.run(&["validate", "records/kent/2025-05-16-other.yaml"]), @"
    1 record: nothing wrong.
    --- stderr
    --- exit 0
    ");
    assert_eq!(sandbox.run(&["validate", "records/kent"]).code, 1);
    assert_eq!(sandbox.run(&["validate", "subject"]).code, 1);
    assert_snapshot!(sandbox.run(&["validate", "records/surrey"]), @"
    --- stderr
    error: records/surrey names no record in SANDBOX/records
    hint: name a file or a folder below records/, or a part of a record's id
    --- exit 2
    ");
}

#[test]
fn a_file_that_is_no_text_or_has_the_wrong_ending_is_named() {
    let sandbox = with_bad("ref-gap");
    std::fs::write(sandbox.path("records/kent/2025-05-16-latin.yaml"), b"force: K\xe9nt\n").unwrap();
    sandbox.write("records/kent/2025-05-16-ending.yml", "force: Kent\n");
    assert_snapshot!(sandbox.run(&["validate"]), @"
    warning[ref-gap]: the report has 3 recommendations, and recommendations 2 and 3 are not here
       ╭▸ records/kent/2025-05-16-subject.yaml:10:25
       │
    10 │   recommendation_count: 3
       │                         ━
       │
       ╰ help: carry each of them, with `ours: false` and the reason where it is somebody else's

    0 errors and 1 warning in 2 records.
    --- stderr
    error: cannot read SANDBOX/records/kent/2025-05-16-ending.yml
    because: a record's file is called 2025-05-16-subject.yaml: the ending is `.yaml`, and no part of the name has a colon or a line break
    error: cannot read SANDBOX/records/kent/2025-05-16-latin.yaml: line 1, column 9 is not UTF-8 text
    hint: save it as UTF-8
    --- exit 2
    ");
    assert_eq!(sandbox.run(&["validate", "other"]).code, 0);
    assert_eq!(sandbox.run(&["validate", "records/kent/2025-05-16-latin.yaml"]).code, 2);
}

#[test]
fn the_shipped_records_have_no_errors() {
    let sandbox = Sandbox::new();
    let run = sandbox.run(&["validate", "--store", project().to_str().unwrap()]);
    assert_eq!(run.code, 0, "{run}");
}
