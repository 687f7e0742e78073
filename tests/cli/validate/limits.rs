//! Records of hostile size: what is listed, what is only counted, and what is not read.

use super::*;

const HEAD: &str = "schema_version: 1\nstage: draft\nforce: Kent\nlocal_policing_body: {kind: pcc}\n\
    inspection: {title: T, published: 2025-05-16}\n";

fn with(text: &str) -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("records/kent/2025-05-16-t.yaml", text);
    sandbox
}

/// The last lines of what a run printed.
fn last(run: &Run, lines: usize) -> String {
    let all: Vec<&str> = run.stdout.lines().collect();
    all[all.len() - lines..].join("\n")
}

/// One error behind two thousand warnings, and more errors than are listed before one.
fn crowded() -> Sandbox {
    let names = vec!["yes"; 2000].join(", ");
    let text = format!(
        "{HEAD}recommendations:\n  - ref: \"1\"\n    text: a\n    target: 2025-06-01\n    addressed_to: [{names}]\n    owner: \"\\e\"\n"
    );
    with(&text)
}

#[test]
fn a_thousand_problems_of_a_record_are_listed_errors_first_and_the_others_counted() {
    let run = validate(&crowded(), &[]);
    assert_snapshot!(last(&run, 3), @"
    and 1002 more problems are not listed, in records/kent/2025-05-16-t.yaml: fix these first

    1 error and 2001 warnings in 1 record. `irr validate --fix` fixes 2000 of them.
    ");
    assert_eq!((run.stdout.matches("error[control-character]").count(), run.code), (1, 1));
    assert_eq!(run.stdout.matches("warning[ambiguous-scalar]").count(), 998);
    let run = validate(&crowded(), &["--quiet"]);
    assert_eq!(run.stdout.lines().count(), 1001);
    assert_snapshot!(last(&run, 1), @"records/kent/2025-05-16-t.yaml: and 1002 more problems are not listed");
}

#[test]
fn every_format_says_how_many_problems_it_does_not_list() {
    for (format, said) in [
        ("json", "\"not_listed\": 1002,"),
        ("sarif", "and 1002 more problems are not listed"),
        ("gitlab", "\"description\": \"and 1002 more problems are not listed\""),
        ("junit", "and 1002 more problems are not listed"),
        ("github", "1992 more are not shown here."),
        ("markdown", "and 1002 more problems are not listed"),
    ] {
        let run = validate(&crowded(), &["--format", format]);
        assert!(run.stdout.contains(said) && run.code == 1, "{format}: {}", last(&run, 8));
    }
}

#[test]
fn problems_that_make_a_text_no_record_are_counted_to_the_last() {
    let run = validate(&with(&format!("{HEAD}{}", "force: Kent\n".repeat(5000))), &[]);
    assert_eq!(run.stdout.matches("error[duplicate-key]").count(), 1000);
    assert_snapshot!(last(&run, 3), @"
    and 4000 more problems are not listed, in records/kent/2025-05-16-t.yaml: fix these first

    5000 errors and 0 warnings in 1 record.
    ");
    let run = with(&format!("{HEAD}{}", "force: Kent\n".repeat(5000))).run(&["list"]);
    assert_snapshot!(run, @r#"
    Nothing matches on Fri 2026-05-01.
    --- stderr
    error: cannot read records/kent/2025-05-16-t.yaml:6:1: `force` is there twice (and 4999 more)
    hint: `irr validate records/kent/2025-05-16-t.yaml` lists all its problems
    --- exit 2
    "#);
}

#[test]
fn a_record_larger_than_any_is_not_read() {
    let sandbox = with(&format!("{HEAD}{}", "# a comment\n".repeat(200_000)));
    assert_snapshot!(validate(&sandbox, &[]), @"
    0 records: no problems.
    --- stderr
    error: SANDBOX/records/kent/2025-05-16-t.yaml is too large: it has 2400122 bytes, and the limit is 2097152
    hint: keep documents beside the records, and name them in `evidence`
    --- exit 2
    ");
    assert_snapshot!(sandbox.run(&["show", "2025-05-16-t"]), @"
    --- stderr
    error: SANDBOX/records/kent/2025-05-16-t.yaml is too large: it has 2400122 bytes, and the limit is 2097152
    hint: keep documents beside the records, and name them in `evidence`
    --- exit 2
    ");
}

#[test]
fn a_line_of_a_megabyte_is_shown_around_what_is_wrong() {
    let run = validate(&with(&format!("{HEAD}form_version: \"{}\\e{}\"\n", "a".repeat(600_000), "b".repeat(600_000))), &[]);
    assert!(run.stdout.len() < 1000, "{} bytes", run.stdout.len());
    assert_snapshot!(run, @r"
    error[control-character]: `form_version` contains an escape character (U+001B)
      ╭▸ records/kent/2025-05-16-t.yaml:6:600016
      │
      ⸬  
    6 │ …aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\ebbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb…
      │                                                          ━━
      │
      ╰ help: remove it: it changes what people see but not what programs read

    1 error and 0 warnings in 1 record.
    --- stderr
    1 record is of an older version of the format: to change to version 2, run `irr migrate`
    --- exit 1
    ");
}

#[test]
fn two_places_that_are_far_apart_are_shown_each_by_itself() {
    let run = validate(&with(&format!("{HEAD}{}force: Essex\n", "# between\n".repeat(2000))), &[]);
    assert_snapshot!(run, @r#"
    error[duplicate-key]: `force` is there twice
         ╭▸ records/kent/2025-05-16-t.yaml:2006:1
         │
    2006 │ force: Essex
         │ ━━━━━
         │
         ⸬  records/kent/2025-05-16-t.yaml:3:1
         │
       3 │ force: Kent
         │ ───── first written here
         │
         ╰ help: keep one of the two

    1 error and 0 warnings in 1 record.
    --- stderr
    --- exit 1
    "#);
}
