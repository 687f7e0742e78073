//! What counts, and for how much: `irr.yaml`, flags, allowances, baselines.

use super::{validate, with_bad};
use insta::assert_snapshot;

#[test]
fn irr_yaml_sets_levels_and_flags_stand_over_it() {
    let sandbox = with_bad("ref-gap");
    sandbox.write("irr.yaml", "rules:\n  ref-gap: deny\n");
    assert_snapshot!(validate(&sandbox, &["-q"]), @"
    records/kent/2025-05-16-subject.yaml:10:25: error[ref-gap] the report has 3 recommendations, but recommendations 2 and 3 are missing
    --- stderr
    --- exit 1
    ");
    assert_snapshot!(validate(&sandbox, &["-q", "--warn", "ref-gap", "--max-warnings", "0"]), @"
    records/kent/2025-05-16-subject.yaml:10:25: warning[ref-gap] the report has 3 recommendations, but recommendations 2 and 3 are missing
    --- stderr
    --- exit 1
    ");
    assert_snapshot!(validate(&sandbox, &["-q", "--allow", "ref-gap"]), @"
    --- stderr
    --- exit 0
    ");
    assert_snapshot!(validate(&sandbox, &["-q", "--rule", "response-late"]), @"
    --- stderr
    --- exit 0
    ");
}

#[test]
fn settings_that_cannot_be_used_are_told_with_their_place() {
    let sandbox = with_bad("ref-gap");
    sandbox.write("irr.yaml", "rules:\n  ref-gapp: deny\n");
    assert_snapshot!(validate(&sandbox, &[]), @"
    --- stderr
    error: cannot use the settings in SANDBOX/irr.yaml:2:13
    because: `ref-gapp` is not a rule: did you mean `ref-gap`?
    hint: `irr explain` lists the rules
    --- exit 2
    ");
    sandbox.write("irr.yaml", "rules:\n  unknown-field: allow\n");
    assert_snapshot!(validate(&sandbox, &[]), @"
    --- stderr
    error: cannot use the settings in SANDBOX/irr.yaml:2:18
    because: `unknown-field` cannot be set to another level: a file that breaks it is not a record
    hint: `irr explain` lists the rules
    --- exit 2
    ");
    sandbox.write("irr.yaml", "rule:\n  ref-gap: deny\n");
    assert_snapshot!(validate(&sandbox, &[]), @"
    --- stderr
    error: cannot read the settings in SANDBOX/irr.yaml:1:1: `rule` is not a field of the settings
    hint: did you mean `rules`?
    --- exit 2
    ");
    assert_snapshot!(validate(&sandbox, &["--rule", "ref-gapp"]), @"
    --- stderr
    error: invalid value 'ref-gapp' for '--rule <RULE>': `ref-gapp` is not a rule: did you mean `ref-gap`?

    For more information, try '--help'.
    --- exit 2
    ");
}

#[test]
fn an_office_says_who_it_is() {
    let sandbox = with_bad("ref-gap");
    let file = "records/kent/2025-05-16-subject.yaml";
    sandbox.write(file, &(sandbox.read(file).replace("count: 3", "count: 1") + "    addressed_to: [Violence Reduction Unit]\n"));
    assert_snapshot!(validate(&sandbox, &["-q"]), @"
    records/kent/2025-05-16-subject.yaml:16:5: warning[ours-disagrees-with-addressees] this is addressed to Violence Reduction Unit, but counts as ours because the record does not say otherwise
    --- stderr
    --- exit 0
    ");
    sandbox.write("irr.yaml", "us: [Violence Reduction Unit]\n");
    assert_snapshot!(validate(&sandbox, &["-q"]), @"
    --- stderr
    --- exit 0
    ");
}

#[test]
fn a_baseline_hides_what_it_knows_and_nothing_new() {
    let sandbox = with_bad("in-progress-without-owner");
    assert_snapshot!(validate(&sandbox, &["--baseline", "known.json", "--write-baseline"]), @"
    --- stderr
    1 known problem written to known.json
    --- exit 0
    ");
    assert_snapshot!(sandbox.read("known.json"), @r#"
    {
      "schema": "irr.baseline/2",
      "problems": [
        {
          "record": "kent/2025-05-16-subject",
          "rule": "in-progress-without-owner",
          "field": "R1.status"
        }
      ]
    }
    "#);
    assert_snapshot!(validate(&sandbox, &["--baseline", "known.json"]), @"
    2 records: no problems. Not shown: 1 known problem of the baseline.
    --- stderr
    2 records are of an older version of the format: to change to version 2, run `irr migrate`
    --- exit 0
    ");
    // Lines that move and days that pass change nothing; the same fault once more is new.
    let file = "records/kent/2025-05-16-subject.yaml";
    let moved = format!("# a line\n# and another\n{}", sandbox.read(file));
    sandbox.write(file, &moved);
    assert_eq!(validate(&sandbox, &["--baseline", "known.json"]).code, 0);
    let again = moved + "  - ref: \"9\"\n    text: Another.\n    target: 2025-12-01\n    status: in_progress\n";
    sandbox.write(file, &again);
    assert_snapshot!(validate(&sandbox, &["--baseline", "known.json", "-q"]), @"
    records/kent/2025-05-16-subject.yaml:21:13: error[in-progress-without-owner] R9 is in progress but has no owner
    --- stderr
    --- exit 1
    ");
    sandbox.write(
        file,
        &again.replace("status: pending_sign_off", "status: not_started").replace("status: in_progress", "status: not_started"),
    );
    assert_snapshot!(validate(&sandbox, &["--baseline", "known.json"]), @"
    2 records: no problems.
    --- stderr
    the baseline has 1 problem that no longer exists: update it with --write-baseline
    2 records are of an older version of the format: to change to version 2, run `irr migrate`
    --- exit 0
    ");
}

#[test]
fn a_baseline_that_is_none_is_told() {
    let sandbox = with_bad("ref-gap");
    assert_snapshot!(validate(&sandbox, &["--baseline", "known.json"]), @"
    --- stderr
    error: cannot read known.json
    because: No such file or directory (os error 2)
    hint: create it with --write-baseline
    --- exit 2
    ");
    sandbox.write("known.json", "[]");
    assert_snapshot!(validate(&sandbox, &["--baseline", "known.json"]), @"
    --- stderr
    error: cannot use the baseline known.json
    because: this is not a baseline
    because: invalid length 0, expected struct Baseline with 2 elements at line 1 column 2
    --- exit 2
    ");
}
