//! `--staged`: what the next commit will have.

#[cfg(unix)]
use super::ON;
use super::against::{FILE, RECORD, committed};
use super::validate;
use crate::sandbox::{Run, Sandbox};
use insta::assert_snapshot;

const EDITED: &str = "due: 2026-12-31";

fn edited() -> String {
    RECORD.replace("due: 2025-12-31", EDITED)
}

/// `irr validate --staged`, one line a breach.
fn staged(sandbox: &Sandbox) -> Run {
    validate(sandbox, &["--staged", "-q"])
}

#[test]
fn what_is_staged_is_checked_and_not_what_lies_on_disk() {
    let sandbox = committed();
    sandbox.write(FILE, &edited());
    assert_snapshot!(staged(&sandbox), @"
    --- stderr
    --- exit 0
    ");
    sandbox.git(&["add", FILE]);
    // Put right on disk, and not in what is staged.
    sandbox.write(FILE, RECORD);
    assert_snapshot!(staged(&sandbox), @"
    records/kent/2025-05-16-tractors.yaml:12:10: error[due-date-edited] the inspectorate's date of R1 was changed from 2025-12-31 to 2026-12-31
    --- stderr
    --- exit 1
    ");
    assert_eq!(sandbox.read(FILE), RECORD);
    // Broken on disk, and right in what is staged.
    sandbox.git(&["add", FILE]);
    sandbox.write(FILE, "no: record\n");
    sandbox.write("records/kent/2025-05-19-new.yaml", "no: record\n");
    sandbox.write("records/kent/odd.yml", "no: record\n");
    assert_snapshot!(staged(&sandbox), @"
    --- stderr
    --- exit 0
    ");
}

#[test]
fn new_renamed_and_deleted_records_are_known_by_the_index() {
    let sandbox = committed();
    let new = "records/kent/2025-05-20-new.yaml";
    sandbox.write(new, &RECORD.replace("2025-05-16", "2025-05-20").replace("    owner: Head of Rural Crime\n", ""));
    sandbox.git(&["add", new]);
    std::fs::remove_file(sandbox.path(new)).unwrap();
    assert_snapshot!(staged(&sandbox), @"
    records/kent/2025-05-20-new.yaml:13:13: error[in-progress-without-owner] R1 is in progress but has no owner
    --- stderr
    --- exit 1
    ");
    sandbox.git(&["reset", "-q", "--hard"]);
    sandbox.git(&["mv", FILE, "records/kent/2025-05-16-farm-tractors.yaml"]);
    assert_snapshot!(validate(&sandbox, &["--staged"]), @"
    1 record: no problems.
    --- stderr
    1 record is of an older version of the format: to change to version 2, run `irr migrate`
    --- exit 0
    ");
    sandbox.git(&["reset", "-q", "--hard"]);
    sandbox.git(&["rm", "-q", "--cached", FILE]);
    assert_snapshot!(staged(&sandbox), @"
    records/kent/2025-05-16-tractors.yaml:1:1: error[record-deleted] the record was removed, with 1 finding
    --- stderr
    --- exit 1
    ");
    sandbox.git(&["reset", "-q", "--hard"]);
    // Not staged: the next commit still has it.
    std::fs::remove_file(sandbox.path(FILE)).unwrap();
    assert_snapshot!(validate(&sandbox, &["--staged"]), @"
    0 records: no problems.
    --- stderr
    --- exit 0
    ");
}

#[test]
fn the_settings_that_are_staged_count() {
    let sandbox = committed();
    sandbox.write("irr.yaml", "rules:\n  due-date-edited: allow\n");
    sandbox.write(FILE, &edited());
    sandbox.git(&["add", "-A"]);
    std::fs::remove_file(sandbox.path("irr.yaml")).unwrap();
    assert_snapshot!(staged(&sandbox), @"
    irr.yaml:2:20: error[rule-weakened] `due-date-edited` was lowered from `deny` to `allow`
    records/kent/2025-05-16-tractors.yaml:12:10: error[due-date-edited] the inspectorate's date of R1 was changed from 2025-12-31 to 2026-12-31
    --- stderr
    --- exit 1
    ");
    sandbox.write("irr.yaml", "rules: [\n");
    assert_eq!(staged(&sandbox).code, 1);
    sandbox.git(&["add", "-A"]);
    assert_snapshot!(staged(&sandbox), @"
    --- stderr
    error: cannot read the settings in irr.yaml:2:1: this is not YAML: while parsing a node, did not find expected node content
    hint: put text with a colon or a hash in quotes, and longer text in a `|` block
    --- exit 2
    ");
}

#[test]
fn a_conflict_a_link_a_submodule_and_an_odd_name_are_refused_by_name() {
    let sandbox = committed();
    sandbox.git(&["checkout", "-q", "-b", "topic"]);
    sandbox.write(FILE, &RECORD.replace("count tractors", "count every tractor"));
    sandbox.commit();
    sandbox.git(&["checkout", "-q", "main"]);
    sandbox.write(FILE, &RECORD.replace("count tractors", "count all tractors"));
    sandbox.commit();
    let merge = std::process::Command::new("git").args(["merge", "-q", "topic"]).current_dir(sandbox.path("")).output().unwrap();
    assert!(!merge.status.success());
    assert_snapshot!(staged(&sandbox), @"
    --- stderr
    error: cannot read the staged SANDBOX/records/kent/2025-05-16-tractors.yaml: its merge conflict is not resolved
    hint: `irr merge` settles it
    --- exit 2
    ");
    sandbox.git(&["reset", "-q", "--hard"]);
    let blob = sandbox.git(&["rev-parse", &format!("HEAD:{FILE}")]);
    let commit = sandbox.git(&["rev-parse", "HEAD"]);
    for (mode, object, name) in [
        ("120000", blob.trim(), "kent/2025-05-16-link.yaml"),
        ("120000", blob.trim(), "kent/.#2025-05-16-tractors.yaml"),
        ("160000", commit.trim(), "kent/module"),
        ("100644", blob.trim(), "kent/2025-05-16-odd.yml"),
        ("100644", blob.trim(), "kent/notes.txt"),
    ] {
        sandbox.git(&["update-index", "--add", "--cacheinfo", &format!("{mode},{object},records/{name}")]);
    }
    assert_snapshot!(staged(&sandbox), @"
    --- stderr
    error: cannot read the staged SANDBOX/records/kent/2025-05-16-link.yaml: it is a link, not a regular file
    hint: stage the record itself under this name, or remove it from the records folder
    error: cannot read SANDBOX/records/kent/2025-05-16-odd.yml
    because: a record's file is named like 2025-05-16-subject.yaml, without colons, backslashes or control characters
    error: cannot read the staged SANDBOX/records/kent/module: it is another repository (a submodule), not a regular file
    hint: stage the record itself under this name, or remove it from the records folder
    --- exit 2
    ");
}

#[test]
fn what_is_no_text_or_is_only_promised_is_told_apart() {
    let sandbox = committed();
    std::fs::write(sandbox.path(FILE), b"schema_version: 1\n\xff\n").unwrap();
    sandbox.git(&["add", FILE]);
    sandbox.write("records/kent/2025-05-20-promised.yaml", RECORD);
    sandbox.git(&["add", "--intent-to-add", "records/kent/2025-05-20-promised.yaml"]);
    assert_snapshot!(staged(&sandbox), @"
    --- stderr
    error: cannot read SANDBOX/records/kent/2025-05-16-tractors.yaml: line 2, column 1 is not UTF-8 text
    hint: save it as UTF-8
    --- exit 2
    ");
    sandbox.git(&["reset", "-q", "--hard"]);
    // A file with nothing in it is staged as such.
    sandbox.write(FILE, "");
    sandbox.git(&["add", FILE]);
    assert_snapshot!(staged(&sandbox), @"
    records/kent/2025-05-16-tractors.yaml:1:1: error[invalid-yaml] the file is empty
    --- stderr
    --- exit 1
    ");
}

/// With `-a`, or with files that are named, git makes an index of its own for the commit, and names it to the hook.
#[cfg(unix)]
#[test]
fn a_hook_of_gits_own_sees_the_index_of_its_commit() {
    use std::os::unix::fs::PermissionsExt;
    let sandbox = committed();
    let hook = sandbox.path(".git/hooks/pre-commit");
    std::fs::create_dir_all(hook.parent().unwrap()).unwrap();
    let script = format!("#!/bin/sh\nIRR_TODAY={ON} exec '{}' validate --staged -q\n", env!("CARGO_BIN_EXE_irr"));
    std::fs::write(&hook, script).unwrap();
    std::fs::set_permissions(&hook, std::fs::Permissions::from_mode(0o755)).unwrap();
    let commit = |args: &[&str]| {
        let mut git = std::process::Command::new("git");
        git.args(["-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "-q", "-m", "x"]).args(args);
        let output = git.current_dir(sandbox.path("")).env("HOME", sandbox.path("")).output().unwrap();
        (output.status.success(), String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap())
    };
    sandbox.write(FILE, &edited());
    // Nothing is staged in the repository's own index.
    assert_eq!(staged(&sandbox).code, 0);
    for args in [&["-a"][..], &[FILE], &["--include", FILE]] {
        let (passed, said) = commit(args);
        assert!(!passed && said.contains("due-date-edited"), "{args:?} {said}");
    }
    // Of two files that are staged only the one that is named is committed.
    sandbox.write("notes.txt", "x\n");
    sandbox.git(&["add", "-A"]);
    assert_eq!(commit(&["notes.txt"]), (true, String::new()));
    assert_eq!(staged(&sandbox).code, 1);
    // The index of a hook says nothing of a store in another repository.
    let other = committed();
    let index = sandbox.path(".git/index");
    let args = ["validate", "--staged", "--store", other.path("").to_str().unwrap()].map(str::to_owned);
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let run = sandbox.run_with(&args, &[("GIT_INDEX_FILE", index.to_str().unwrap()), ("IRR_TODAY", ON)], "");
    assert_eq!(run.code, 0, "{run}");
}

#[test]
fn the_first_commit_and_another_revision_can_be_checked_too() {
    let sandbox = Sandbox::new();
    sandbox.git(&["init", "-q"]);
    sandbox.write(FILE, &RECORD.replace("    owner: Head of Rural Crime\n", ""));
    sandbox.git(&["add", "-A"]);
    assert_snapshot!(staged(&sandbox), @"
    records/kent/2025-05-16-tractors.yaml:13:13: error[in-progress-without-owner] R1 is in progress but has no owner
    --- stderr
    --- exit 1
    ");
    let sandbox = committed();
    sandbox.write(FILE, &edited());
    sandbox.commit();
    assert_eq!(staged(&sandbox).code, 0);
    assert_eq!(validate(&sandbox, &["--staged", "-q", "--against", "HEAD"]).code, 0);
    assert_eq!(validate(&sandbox, &["--staged", "--against", "nowhere"]).code, 2);
    sandbox.git(&["branch", "-q", "old"]);
    sandbox.write(FILE, &edited().replace("due: 2026-12-31", "due: 2027-12-31"));
    sandbox.git(&["add", "-A"]);
    sandbox.git(&["commit", "-q", "-m", "again"]);
    assert_eq!(validate(&sandbox, &["--staged", "-q", "--against", "old"]).code, 1);
}

#[test]
fn staged_goes_with_nothing_that_reads_or_writes_other_texts() {
    let sandbox = committed();
    for other in [
        &["--changed=HEAD"][..],
        &["--fix"],
        &["--diff"],
        &["-", "--stdin-filename", FILE],
        &["--baseline", "b", "--write-baseline"],
    ] {
        assert_eq!(validate(&sandbox, &[&["--staged"], other].concat()).code, 2, "{other:?}");
    }
    assert_snapshot!(validate(&Sandbox::new(), &["--staged"]), @"
    --- stderr
    error: SANDBOX is not in a git repository
    hint: --rev, --changed, --against and --staged ask git: create a repository with `git init`
    --- exit 2
    ");
}
