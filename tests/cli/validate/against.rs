//! Records held against git: `--against`, `--changed`.

use super::validate;
use crate::sandbox::Sandbox;
use insta::assert_snapshot;

pub(super) const RECORD: &str = "schema_version: 1
stage: draft
force: Kent
local_policing_body:
  kind: pcc
inspection:
  title: An inspection of tractors
  published: 2025-05-16
recommendations:
  - ref: \"1\"
    text: Chief constables should count tractors.
    due: 2025-12-31
    status: in_progress
    owner: Head of Rural Crime
    progress:
      - date: 2025-05-20
        status: in_progress
        note: Counting has begun.
";

pub(super) const FILE: &str = "records/kent/2025-05-16-tractors.yaml";

/// A repository with one record, committed.
pub(super) fn committed() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write(FILE, RECORD);
    sandbox.commit();
    sandbox
}

/// What is said of the record once `from` in it is `to`.
fn changed(from: &str, to: &str) -> String {
    assert!(RECORD.contains(from));
    let sandbox = committed();
    sandbox.write(FILE, &RECORD.replace(from, to));
    validate(&sandbox, &["--against", "HEAD", "--quiet"]).to_string()
}

#[test]
fn a_due_date_that_was_edited_is_refused_and_an_extension_passes() {
    assert_snapshot!(changed("due: 2025-12-31", "due: 2026-03-31"), @"
    records/kent/2025-05-16-tractors.yaml:12:10: error[due-date-edited] the inspectorate's date of R1 was changed from 2025-12-31 to 2026-03-31
    --- stderr
    --- exit 1
    ");
    let extension = "due: 2025-12-31\n    extensions:\n      - agreed: 2025-06-01\n        to: 2026-03-31\n        reason: The tractors moved\n        approved_by: Deputy Chief Constable";
    assert_snapshot!(changed("due: 2025-12-31", extension), @"
    --- stderr
    --- exit 0
    ");
}

#[test]
fn a_progress_entry_that_is_gone_is_refused_and_a_new_one_passes() {
    assert_snapshot!(changed("        note: Counting has begun.\n", "        note: Nothing has begun.\n"), @"
    records/kent/2025-05-16-tractors.yaml:15:5: error[progress-rewritten] the progress entry of 2025-05-20 was removed or changed
    --- stderr
    --- exit 1
    ");
    assert_snapshot!(changed("Counting has begun.\n", "Counting has begun.\n      - date: 2025-06-01\n        note: Half are counted.\n"), @"
    --- stderr
    --- exit 0
    ");
}

#[test]
fn closing_without_evidence_is_refused() {
    let closed = "status: closed\n    closure:\n      date: 2025-06-01\n      approved_by: Deputy Chief Constable";
    assert_snapshot!(changed("status: in_progress\n    owner", &format!("{closed}\n    owner")), @"
    records/kent/2025-05-16-tractors.yaml:14:5: error[closed-without-evidence] R1 is closed without evidence
    --- stderr
    --- exit 1
    ");
}

#[test]
fn an_allowance_lets_through_the_change_that_it_comes_with_and_no_later_one() {
    let allowed = "due: 2025-11-30 # irr: allow(due-date-edited) The report was corrected";
    assert_snapshot!(changed("due: 2025-12-31", allowed), @"
    records/kent/2025-05-16-tractors.yaml:12:21: warning[allowance-added] this change breaks `due-date-edited` and adds the comment that ignores it
    --- stderr
    --- exit 0
    ");
    let sandbox = committed();
    sandbox.write(FILE, &RECORD.replace("due: 2025-12-31", allowed));
    sandbox.commit();
    sandbox.write(FILE, &RECORD.replace("due: 2025-12-31", &allowed.replace("2025-11-30", "2026-11-30")));
    assert_snapshot!(validate(&sandbox, &["--against", "HEAD", "--quiet"]), @"
    records/kent/2025-05-16-tractors.yaml:12:10: error[due-date-edited] the inspectorate's date of R1 was changed from 2025-11-30 to 2026-11-30
    --- stderr
    --- exit 1
    ");
}

#[test]
fn a_record_that_is_gone_is_told_and_one_that_is_renamed_is_held_against_itself() {
    let sandbox = committed();
    sandbox.write(
        "records/kent/2025-05-17-new.yaml",
        &RECORD.replace("2025-05-16", "2025-05-17").replace("An inspection of", "Unlike"),
    );
    std::fs::remove_file(sandbox.path(FILE)).unwrap();
    assert_snapshot!(validate(&sandbox, &["--against", "HEAD", "--quiet"]), @"
    records/kent/2025-05-16-tractors.yaml:1:1: error[record-deleted] the record was removed, with 1 finding
    --- stderr
    --- exit 1
    ");
    assert_snapshot!(validate(&sandbox, &["--against", "HEAD", "--quiet", "--allow", "record-deleted"]), @"
    --- stderr
    --- exit 0
    ");
    let sandbox = committed();
    sandbox.git(&["mv", FILE, "records/kent/2025-05-16-farm-tractors.yaml"]);
    assert_snapshot!(validate(&sandbox, &["--against", "HEAD"]), @"
    1 record: no problems.
    --- stderr
    1 record is of an older version of the format: to change to version 2, run `irr migrate`
    --- exit 0
    ");
}

#[test]
fn a_branch_is_held_against_where_it_left_the_other() {
    let sandbox = committed();
    sandbox.git(&["checkout", "-q", "-b", "topic"]);
    sandbox.git(&["checkout", "-q", "main"]);
    // What came to main meanwhile is no change of the branch's.
    sandbox.write(
        FILE,
        &RECORD
            .replace("Counting has begun.\n", "Counting has begun.\n      - date: 2025-06-01\n        note: Half are counted.\n"),
    );
    sandbox.commit();
    sandbox.git(&["checkout", "-q", "topic"]);
    assert_snapshot!(validate(&sandbox, &["--against", "main"]), @"
    1 record: no problems.
    --- stderr
    1 record is of an older version of the format: to change to version 2, run `irr migrate`
    --- exit 0
    ");
}

#[test]
fn only_what_differs_and_what_links_to_it_is_told() {
    let sandbox = Sandbox::new();
    let bad = RECORD.replace("    owner: Head of Rural Crime\n", "");
    sandbox.write("records/kent/2025-05-16-tractors.yaml", &bad);
    sandbox.write("records/kent/2025-05-17-lorries.yaml", &bad.replace("2025-05-16", "2025-05-17"));
    let link = "    follows: kent/2025-05-16-tractors:R1\n    progress:";
    sandbox.write("records/kent/2025-05-18-vans.yaml", &bad.replace("2025-05-16", "2025-05-18").replace("    progress:", link));
    sandbox.commit();
    assert_snapshot!(validate(&sandbox, &["--changed", "--quiet"]), @"
    --- stderr
    --- exit 0
    ");
    sandbox.write("records/kent/2025-05-16-tractors.yaml", &bad.replace("count tractors", "count all tractors"));
    assert_snapshot!(validate(&sandbox, &["--changed", "--quiet"]), @"
    records/kent/2025-05-16-tractors.yaml:13:13: error[in-progress-without-owner] R1 is in progress but has no owner
    records/kent/2025-05-18-vans.yaml:8:14: warning[deadline-not-working-day] the last lawful day, Sat 2025-07-12, is a Saturday, which does not move it
    records/kent/2025-05-18-vans.yaml:13:13: error[in-progress-without-owner] R1 is in progress but has no owner
    --- stderr
    --- exit 1
    ");
    sandbox.write("records/kent/2025-05-19-new.yaml", &bad.replace("2025-05-16", "2025-05-19"));
    // What git does not track yet is in no commit: it is said, and not judged.
    assert_snapshot!(validate(&sandbox, &["--changed=HEAD", "--quiet", "new"]), @"
    --- stderr
    1 record is not checked, because git does not track them yet: use `git add` first
    --- exit 0
    ");
    sandbox.git(&["add", "-A"]);
    assert_snapshot!(validate(&sandbox, &["--changed=HEAD", "--quiet", "new"]), @"
    records/kent/2025-05-19-new.yaml:8:14: warning[deadline-not-working-day] the last lawful day, Sun 2025-07-13, is a Sunday, which does not move it
    records/kent/2025-05-19-new.yaml:13:13: error[in-progress-without-owner] R1 is in progress but has no owner
    --- stderr
    --- exit 1
    ");
}

#[test]
fn a_revision_that_is_not_there_and_a_store_without_git_are_told() {
    let sandbox = Sandbox::new();
    sandbox.write(FILE, RECORD);
    assert_snapshot!(validate(&sandbox, &["--against", "HEAD"]), @"
    --- stderr
    error: SANDBOX is not in a git repository
    hint: --rev, --changed, --against and --staged ask git: create a repository with `git init`
    --- exit 2
    ");
    sandbox.git(&["init", "-q"]);
    // Before the first commit nothing can have been taken away.
    assert_snapshot!(validate(&sandbox, &["--against", "HEAD"]), @"
    1 record: no problems.
    --- stderr
    1 record is of an older version of the format: to change to version 2, run `irr migrate`
    --- exit 0
    ");
    sandbox.commit();
    let nothing = "0".repeat(40);
    assert_eq!(validate(&sandbox, &["--against", &nothing]).code, 0);
    assert_snapshot!(validate(&sandbox, &["--against", "nowhere"]), @"
    --- stderr
    error: cannot use `nowhere` as a revision: git has no such commit
    hint: `git branch --all` and `git tag` list the names that git knows here, and `git fetch` gets those of the remote
    --- exit 2
    ");
}

#[test]
fn a_text_on_the_standard_input_is_held_against_what_its_file_was() {
    let sandbox = committed();
    let run = super::validate_input(
        &sandbox,
        &["-", "--stdin-filename", FILE, "--against", "HEAD", "-q"],
        &RECORD.replace("due: 2025-12-31", "due: 2026-12-31"),
    );
    assert_snapshot!(run, @"
    records/kent/2025-05-16-tractors.yaml:12:10: error[due-date-edited] the inspectorate's date of R1 was changed from 2025-12-31 to 2026-12-31
    --- stderr
    --- exit 1
    ");
}

#[test]
fn a_copy_or_a_likeness_hides_no_deletion_and_a_move_is_none() {
    // Another report in much the same words is another record.
    let sandbox = committed();
    sandbox.git(&["rm", "-q", FILE]);
    sandbox.write("records/kent/2025-05-16-lorries.yaml", &RECORD.replace("of tractors", "of lorries"));
    sandbox.git(&["add", "-A"]);
    assert_eq!(validate(&sandbox, &["--against", "HEAD", "-q", "--rule", "record-deleted"]).code, 1);
    // A copy that stays beside a changed one does not make the changed one new.
    let sandbox = committed();
    std::fs::remove_file(sandbox.path(FILE)).unwrap();
    sandbox.write("records/kent/2025-05-16-copy.yaml", RECORD);
    sandbox.write("records/kent/2025-05-16-moved.yaml", &RECORD.replace("due: 2025-12-31", "due: 2026-12-31"));
    sandbox.git(&["add", "-A"]);
    assert_eq!(validate(&sandbox, &["--against", "HEAD", "-q", "--rule", "due-date-edited"]).code, 1);
    // What is moved and not yet added is no deletion.
    let sandbox = committed();
    std::fs::rename(sandbox.path(FILE), sandbox.path("records/kent/2025-05-16-moved.yaml")).unwrap();
    assert_eq!(validate(&sandbox, &["--against", "HEAD", "-q"]).code, 0);
}

#[test]
fn what_git_forgets_or_ignores_is_compared_or_said_to_be_beyond_comparison() {
    let sandbox = committed();
    sandbox.git(&["rm", "-q", "--cached", FILE]);
    sandbox.write(FILE, &RECORD.replace("due: 2025-12-31", "due: 2026-12-31"));
    // The next commit takes the record away, whatever lies there still.
    assert_eq!(validate(&sandbox, &["--against", "HEAD", "-q", "--rule", "record-deleted"]).code, 1);
    sandbox.write(".gitignore", "records/\n");
    sandbox.commit();
    assert_snapshot!(validate(&sandbox, &["--against", "HEAD", "-q"]), @"
    --- stderr
    error: cannot tell what has changed in SANDBOX/records/kent/2025-05-16-tractors.yaml: git ignores it, or it is behind a link or in another repository
    --- exit 2
    ");
}

#[test]
fn a_hook_of_a_linked_work_tree_sees_what_a_person_sees() {
    let sandbox = Sandbox::new();
    sandbox.write(&format!("sub/{FILE}"), RECORD);
    sandbox.commit();
    sandbox.write(&format!("sub/{FILE}"), &RECORD.replace("due: 2025-12-31", "due: 2026-12-31"));
    let folder = sandbox.path(".git");
    let hook = [("GIT_DIR", folder.to_str().unwrap()), ("GIT_INDEX_FILE", ".git/index"), ("IRR_TODAY", super::ON)];
    let run = sandbox.run_with(&["validate", "--store", "sub", "--against", "HEAD", "-q"], &hook, "");
    assert_eq!(run.code, 1, "{run}");
}

#[test]
fn a_version_that_was_no_record_is_said_to_be_beyond_comparison() {
    let sandbox = Sandbox::new();
    sandbox.write(FILE, &RECORD.replace("stage: draft", "stage: dratf"));
    sandbox.commit();
    sandbox.write(FILE, RECORD);
    assert_snapshot!(validate(&sandbox, &["--against", "HEAD", "-q"]), @"
    --- stderr
    cannot compare records/kent/2025-05-16-tractors.yaml with its earlier version, which is not a record: check by hand what was removed
    --- exit 0
    ");
    std::fs::remove_file(sandbox.path(FILE)).unwrap();
    assert_eq!(validate(&sandbox, &["--against", "HEAD", "-q", "--rule", "record-deleted"]).code, 1);
}

#[cfg(unix)]
#[test]
fn a_record_behind_a_link_is_beyond_comparison() {
    let sandbox = committed();
    std::fs::rename(sandbox.path(FILE), sandbox.path("elsewhere.yaml")).unwrap();
    std::os::unix::fs::symlink(sandbox.path("elsewhere.yaml"), sandbox.path(FILE)).unwrap();
    sandbox.commit();
    assert_eq!(validate(&sandbox, &["--against", "HEAD", "-q"]).code, 2);
}

#[test]
fn extensions_that_change_places_and_a_closure_that_is_only_reworded_open_nothing() {
    let sandbox = Sandbox::new();
    let two = |first: &str, second: &str| {
        let one =
            |to: &str| format!("      - agreed: 2025-06-01\n        to: {to}\n        reason: Late\n        approved_by: DCC\n");
        RECORD.replace(
            "    status: in_progress\n    owner",
            &format!("    extensions:\n{}{}    status: in_progress\n    owner", one(first), one(second)),
        )
    };
    sandbox.write(FILE, &two("2026-12-31", "2026-03-31"));
    sandbox.commit();
    sandbox.write(FILE, &two("2026-03-31", "2026-12-31"));
    assert_eq!(validate(&sandbox, &["--against", "HEAD", "-q", "--rule", "extension-rewritten"]).code, 1);
    let closed = |approver: &str, entry: &str| {
        let closure =
            format!("    closure:\n      date: 2025-06-01\n      approved_by: {approver}\n      evidence: [minute 4]\n");
        RECORD.replace("    status: in_progress\n    owner", &format!("    status: closed\n{closure}    owner")) + entry
    };
    sandbox.write(FILE, &closed("DCC", ""));
    sandbox.commit();
    let entry = "      - date: 2025-06-01\n        status: in_progress\n";
    sandbox.write(FILE, &closed("ACC", entry));
    assert_eq!(validate(&sandbox, &["--against", "HEAD", "-q", "--rule", "closure-rewritten"]).code, 1);
}

#[test]
fn a_date_that_is_put_right_by_the_printed_words_is_no_edit() {
    let sandbox = Sandbox::new();
    let wrong = RECORD.replace("due: 2025-12-31", "due: 2025-11-30\n    due_text: By 31 December 2025");
    sandbox.write(FILE, &wrong);
    sandbox.commit();
    sandbox.write(FILE, &wrong.replace("2025-11-30", "2025-12-31"));
    assert_eq!(validate(&sandbox, &["--against", "HEAD", "-q"]).code, 0);
}

#[test]
fn a_report_whose_day_was_wrong_is_moved_without_a_loss() {
    let sandbox = committed();
    sandbox.write("records/kent/2025-05-17-tractors.yaml", &RECORD.replace("2025-05-16", "2025-05-17"));
    std::fs::remove_file(sandbox.path(FILE)).unwrap();
    sandbox.git(&["add", "-A"]);
    assert_eq!(validate(&sandbox, &["--against", "HEAD", "-q"]).code, 0);
}

#[test]
fn a_clone_that_lacks_what_a_record_was_says_so() {
    let sandbox = committed();
    let blob = sandbox.git(&["rev-parse", &format!("HEAD:{FILE}")]);
    let (folder, name) = blob.trim().split_at(2);
    std::fs::remove_file(sandbox.path(&format!(".git/objects/{folder}/{name}"))).unwrap();
    sandbox.write(FILE, &RECORD.replace("due: 2025-12-31", "due: 2026-12-31"));
    assert_snapshot!(validate(&sandbox, &["--against", "HEAD", "-q"]), @"
    --- stderr
    error: cannot run git (diff)
    because: unable to read a3a2060c67ecd15edd7431d46d265d0544140f02
    hint: the records must be in a git repository, and `git` must be on the PATH
    --- exit 2
    ");
}

#[test]
fn a_path_behind_changed_is_a_path_and_a_revision_of_that_name_comes_first() {
    let sandbox = committed();
    let bad = RECORD.replace("    owner: Head of Rural Crime\n", "");
    sandbox.write(FILE, &bad);
    for path in [FILE, "records/kent", "records", "tractors"] {
        let run = validate(&sandbox, &["--changed", path, "-q"]);
        assert!(run.code == 1 && run.stdout.contains("in-progress-without-owner"), "{path} {run}");
    }
    let other = "records/kent/2025-05-17-lorries.yaml";
    sandbox.write(other, &bad.replace("2025-05-16", "2025-05-17"));
    sandbox.git(&["add", "-A"]);
    assert_snapshot!(validate(&sandbox, &["--changed", other, "-q"]), @"
    records/kent/2025-05-17-lorries.yaml:13:13: error[in-progress-without-owner] R1 is in progress but has no owner
    --- stderr
    --- exit 1
    ");
    assert_eq!(validate(&sandbox, &["--changed", other, FILE, "-q"]).stdout.matches("without-owner").count(), 2);
    assert_eq!(validate(&sandbox, &["--changed", FILE, "--against", "HEAD", "-q"]).code, 1);
    assert_snapshot!(validate(&sandbox, &["--against", FILE]), @"
    --- stderr
    error: cannot use `records/kent/2025-05-16-tractors.yaml` as a revision: git has no such commit
    hint: `records/kent/2025-05-16-tractors.yaml` is a path: give the revision first, as in `--against HEAD records/kent/2025-05-16-tractors.yaml`
    --- exit 2
    ");
    sandbox.commit();
    sandbox.git(&["branch", "records"]);
    assert_snapshot!(validate(&sandbox, &["--changed", "records"]), @"
    0 records: no problems.
    --- stderr
    `records` is used as a revision, but is also a path: for the path, use `--changed=HEAD records`
    --- exit 0
    ");
}

#[test]
fn the_hint_on_an_unknown_revision_fits_what_is_the_matter() {
    let sandbox = committed();
    sandbox.write(FILE, &RECORD.replace("count tractors", "count all tractors"));
    sandbox.commit();
    assert_snapshot!(validate(&sandbox, &["--changed", "mian"]), @"
    --- stderr
    error: cannot use `mian` as a revision: git has no such commit
    hint: did you mean `main`?
    --- exit 2
    ");
    sandbox.git(&["checkout", "-q", "--orphan", "alone"]);
    assert_snapshot!(validate(&sandbox, &["--against", "main"]), @"
    --- stderr
    error: cannot use `main` as a revision: nothing is committed yet
    hint: commit the records first
    --- exit 2
    ");
    sandbox.commit();
    assert_snapshot!(validate(&sandbox, &["--against", "main"]), @"
    --- stderr
    error: cannot use `main` as a revision: it has no commit in common with HEAD
    hint: name a revision that this branch came from
    --- exit 2
    ");
    let address = format!("file://{}", sandbox.path(".git").display());
    sandbox.git(&["clone", "-q", "--depth", "1", "--branch", "main", &address, "shallow"]);
    assert_snapshot!(validate(&sandbox, &["--store", "shallow", "--against", "origin/topic"]), @"
    --- stderr
    error: cannot use `origin/topic` as a revision: git has no such commit
    hint: a shallow clone lacks old commits: `git fetch --unshallow`, or `fetch-depth: 0` in a workflow
    --- exit 2
    ");
}

#[test]
fn what_was_internal_must_not_become_public_and_may_become_internal() {
    let sandbox = Sandbox::new();
    let record = RECORD.replace("schema_version: 1", "schema_version: 2");
    let internal = record.replace("Counting has begun.\n", "Counting has begun.\n        internal: true\n");
    let told = |before: &str, after: &str| {
        sandbox.write(FILE, before);
        sandbox.commit();
        sandbox.write(FILE, after);
        validate(&sandbox, &["--against", "HEAD", "--quiet"]).stdout
    };
    assert!(told(&internal, &record).contains("error[progress-rewritten] the progress entry of 2025-05-20 was `internal: true`"));
    assert!(!told(&record, &internal).contains("progress-rewritten"));
}
