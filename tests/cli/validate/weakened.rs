//! A change that brings what lets it pass: settings, comments, baselines, and a records folder elsewhere.

use super::against::{FILE, RECORD, committed};
use super::{ON, validate};
use crate::sandbox::{Run, Sandbox};
use insta::assert_snapshot;

fn edited() -> String {
    RECORD.replace("due: 2025-12-31", "due: 2026-12-31")
}

/// A repository whose branch edits a date, with `before` as the settings that it started from and `now` as its own.
fn settings(before: Option<&str>, now: Option<&str>) -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write(FILE, RECORD);
    if let Some(before) = before {
        sandbox.write("irr.yaml", before);
    }
    sandbox.commit();
    sandbox.git(&["checkout", "-q", "-b", "topic"]);
    sandbox.write(FILE, &edited());
    match now {
        Some(now) => sandbox.write("irr.yaml", now),
        None => drop(std::fs::remove_file(sandbox.path("irr.yaml"))),
    }
    sandbox.commit();
    sandbox
}

fn against_main(sandbox: &Sandbox) -> Run {
    validate(sandbox, &["--against", "main", "-q"])
}

#[test]
fn a_change_is_judged_by_the_rules_that_it_starts_from() {
    let allowed = "rules:\n  due-date-edited: allow\n";
    assert_snapshot!(against_main(&settings(None, Some(allowed))), @"
    irr.yaml:2:20: error[rule-weakened] `due-date-edited` was lowered from `deny` to `allow`
    records/kent/2025-05-16-tractors.yaml:12:10: error[due-date-edited] the inspectorate's date of R1 was changed from 2025-12-31 to 2026-12-31
    --- stderr
    --- exit 1
    ");
    // Of what a version sets that cannot be read, or that sets something else beside it, the levels count all the same.
    let own = "force: Kent\nrules:\n  overdue: deny\n  due-date-edited: deny\n";
    for before in ["force: [\n", own, &format!("of_another_irr: 1\n{own}")] {
        assert_eq!(against_main(&settings(Some(before), Some(allowed))).code, 1, "{before}");
    }
    assert_snapshot!(against_main(&settings(Some(&own.replace("force: Kent", "force: [")), None)), @"
    irr.yaml:1:1: error[rule-weakened] `overdue` was lowered from `deny` to `allow`, the default
    records/kent/2025-05-16-tractors.yaml:12:10: error[due-date-edited] the inspectorate's date of R1 was changed from 2025-12-31 to 2026-12-31
    --- stderr
    --- exit 1
    ");
    // What the settings that it starts from let pass, they let pass.
    assert_snapshot!(against_main(&settings(Some(allowed), Some(allowed))), @"
    --- stderr
    --- exit 0
    ");
    // Stricter is free.
    assert_snapshot!(against_main(&settings(Some(allowed), Some("rules:\n  due-date-edited: warn\n"))), @"
    records/kent/2025-05-16-tractors.yaml:12:10: warning[due-date-edited] the inspectorate's date of R1 was changed from 2025-12-31 to 2026-12-31
    --- stderr
    --- exit 0
    ");
}

#[test]
fn only_a_flag_lets_a_rule_be_weakened() {
    let both = "rules:\n  due-date-edited: allow\n  rule-weakened: allow # irr: allow(rule-weakened) we may\n";
    let sandbox = settings(None, Some(both));
    assert_snapshot!(against_main(&sandbox), @"
    irr.yaml:2:20: error[rule-weakened] `due-date-edited` was lowered from `deny` to `allow`
    irr.yaml:3:18: error[rule-weakened] `rule-weakened` was lowered from `deny` to `allow`
    records/kent/2025-05-16-tractors.yaml:12:10: error[due-date-edited] the inspectorate's date of R1 was changed from 2025-12-31 to 2026-12-31
    --- stderr
    --- exit 1
    ");
    assert_snapshot!(validate(&sandbox, &["--against", "main", "-q", "--allow", "rule-weakened,due-date-edited"]), @"
    --- stderr
    --- exit 0
    ");
    // Paths choose records, and the settings are for all of them.
    assert_snapshot!(validate(&sandbox, &["--against", "main", "--format", "github", "--allow", "due-date-edited", "records/kent"]), @"
    ::error file=irr.yaml,line=2,endLine=2,col=20,endColumn=25,title=rule-weakened::`due-date-edited` was lowered from `deny` to `allow`%0Ahelp: restore `due-date-edited: deny`. This check still uses `deny`; if you may decide otherwise, add `--allow rule-weakened`
    ::error file=irr.yaml,line=3,endLine=3,col=18,endColumn=23,title=rule-weakened::`rule-weakened` was lowered from `deny` to `allow`%0Ahelp: restore `rule-weakened: deny`. This check still uses `deny`; if you may decide otherwise, add `--allow rule-weakened`
    ::notice title=irr validate::2 errors and 0 warnings in 1 record.
    --- stderr
    --- exit 1
    ");
    // A version that let rules be weakened is not overruled.
    let warned = "rules:\n  rule-weakened: warn\n";
    assert_eq!(against_main(&settings(Some(warned), Some("rules:\n  due-date-edited: warn\n  rule-weakened: warn\n"))).code, 1);
    let sandbox = settings(Some(warned), Some("rules:\n  ref-gap: allow\n  rule-weakened: warn\n"));
    sandbox.write(FILE, RECORD);
    assert_snapshot!(against_main(&sandbox), @"
    irr.yaml:2:12: warning[rule-weakened] `ref-gap` was lowered from `deny` to `allow`
    --- stderr
    --- exit 0
    ");
}

#[test]
fn a_rule_that_became_stricter_since_the_branch_left_counts_and_is_not_the_branchs_doing() {
    let sandbox = settings(Some("rules:\n  due-date-edited: allow\n"), Some("rules:\n  due-date-edited: allow\n"));
    sandbox.git(&["checkout", "-q", "main"]);
    sandbox.write("irr.yaml", "rules:\n  due-date-edited: deny\n");
    sandbox.commit();
    sandbox.git(&["checkout", "-q", "topic"]);
    assert_snapshot!(against_main(&sandbox), @"
    records/kent/2025-05-16-tractors.yaml:12:10: error[due-date-edited] the inspectorate's date of R1 was changed from 2025-12-31 to 2026-12-31
    --- stderr
    --- exit 1
    ");
}

#[test]
fn nothing_is_weakened_where_there_is_nothing_to_compare_with() {
    let sandbox = settings(None, Some("rules:\n  due-date-edited: allow\n"));
    for args in [&[][..], &["--changed"], &["--against", &"0".repeat(40)], &["--against", "HEAD"]] {
        assert_eq!(validate(&sandbox, &[&["-q"], args].concat()).to_string(), "--- stderr\n--- exit 0", "{args:?}");
    }
}

#[test]
fn a_name_that_is_taken_out_of_us_still_counts() {
    let record = RECORD.replace("    due:", "    addressed_to: [Violence Reduction Unit]\n    due:");
    let sandbox = Sandbox::new();
    sandbox.write(FILE, &record);
    sandbox.write("irr.yaml", "us: [Violence Reduction Unit]\n");
    sandbox.commit();
    sandbox.write("irr.yaml", "us: []\n");
    assert_snapshot!(validate(&sandbox, &["--against", "HEAD", "-q"]), @"
    irr.yaml:1:1: warning[us-narrowed] `Violence Reduction Unit` was removed from the names in `us`
    --- stderr
    --- exit 0
    ");
}

#[test]
fn a_comment_that_comes_with_the_breach_is_told() {
    let sandbox = committed();
    sandbox.write(
        FILE,
        &RECORD.replace("    owner: Head of Rural Crime\n", "").replace(
            "status: in_progress\n    progress",
            "status: in_progress # irr: allow(in-progress-without-owner) The post is filled in July\n    progress",
        ),
    );
    assert_snapshot!(validate(&sandbox, &["--against", "HEAD", "-q"]), @"
    records/kent/2025-05-16-tractors.yaml:13:25: warning[allowance-added] this change breaks `in-progress-without-owner` and adds the comment that ignores it
    --- stderr
    --- exit 0
    ");
    assert_eq!(validate(&sandbox, &["--against", "HEAD", "-q", "--deny", "allowance-added"]).code, 1);
    sandbox.commit();
    assert_snapshot!(validate(&sandbox, &["--against", "HEAD", "-q"]), @"
    --- stderr
    --- exit 0
    ");
}

#[test]
fn a_baseline_knows_what_it_knew_before_the_change() {
    let without_owner = RECORD.replace("    owner: Head of Rural Crime\n", "");
    let write = ["--baseline", "known.json", "--write-baseline"];
    let check = ["--against", "HEAD", "-q", "--baseline", "known.json"];
    let sandbox = Sandbox::new();
    sandbox.write(FILE, &without_owner);
    validate(&sandbox, &write);
    sandbox.commit();
    assert_snapshot!(validate(&sandbox, &check), @"
    --- stderr
    --- exit 0
    ");
    // The change brings a fault, and a baseline that knows it.
    sandbox.write(FILE, &without_owner.replace("status: in_progress\n    progress", "status: closed\n    progress"));
    validate(&sandbox, &write);
    assert_snapshot!(validate(&sandbox, &check), @"
    records/kent/2025-05-16-tractors.yaml:13:13: error[status-disagrees-with-progress] R1 is closed, and the log says in progress on 2025-05-20
    --- stderr
    1 problem was added to the baseline by this change, and still count in this check
    --- exit 1
    ");
    // One that git does not track is no part of any change.
    sandbox.git(&["rm", "-q", "--cached", "known.json"]);
    sandbox.git(&["commit", "-q", "-m", "not kept"]);
    let known = validate(&sandbox, &[&check[..], &["--rule", "status-disagrees-with-progress"]].concat());
    assert_eq!(known.code, 0, "{known}");
    sandbox.git(&["add", "known.json"]);
    assert_eq!(validate(&sandbox, &[&check[..], &["--rule", "status-disagrees-with-progress"]].concat()).code, 1);
}

#[test]
fn a_records_folder_elsewhere_is_not_compared_in_place_of_the_one_that_was() {
    // Moved up, out of the folder that the job runs in.
    let sandbox = Sandbox::bare();
    let below = |name: &str| format!("policing/{name}");
    sandbox.write(&below(FILE), RECORD);
    sandbox.write(&below("notes.txt"), "x\n");
    sandbox.commit();
    std::fs::create_dir_all(sandbox.path("records/kent")).unwrap();
    std::fs::rename(sandbox.path(&below(FILE)), sandbox.path(FILE)).unwrap();
    std::fs::remove_dir_all(sandbox.path(&below("records"))).unwrap();
    sandbox.write(FILE, &edited());
    sandbox.git(&["add", "-A"]);
    assert_snapshot!(sandbox.run_in("policing", &["validate", "--as-of", ON, "--against", "HEAD", "-q"]), @"
    --- stderr
    error: cannot compare records with policing/records: the records folder was moved, which would hide other changes
    hint: if the folder was moved on purpose, name it with --store DIR
    --- exit 2
    ");
    assert_snapshot!(sandbox.run_in("policing", &["validate", "--as-of", ON, "--staged", "-q"]), @"
    --- stderr
    error: cannot compare records with policing/records: the records folder was moved, which would hide other changes
    hint: if the folder was moved on purpose, name it with --store DIR
    --- exit 2
    ");
    // Moved down, into the folder that the job runs in.
    let sandbox = committed();
    sandbox.write(&below(FILE), &edited());
    sandbox.git(&["add", "-A"]);
    assert_snapshot!(sandbox.run_in("policing", &["validate", "--as-of", ON, "--against", "HEAD", "-q"]), @"
    --- stderr
    error: cannot compare policing/records with records: the records folder was moved, which would hide other changes
    hint: if the folder was moved on purpose, name it with --store DIR
    --- exit 2
    ");
    let run = sandbox.run_in("policing", &["validate", "--as-of", ON, "--against", "HEAD", "-q", "--store", "."]);
    assert_eq!(run.code, 0, "{run}");
    // Where the records were there already, or are the first, nothing is to be said.
    sandbox.git(&["commit", "-q", "-m", "a second store"]);
    let run = sandbox.run_in("policing/records", &["validate", "--as-of", ON, "--against", "HEAD", "-q"]);
    assert_eq!(run.code, 0, "{run}");
}
