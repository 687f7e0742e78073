//! `irr merge`: conflicts that git's own merge of texts leaves, without a merge driver.

use crate::sandbox::Sandbox;
use crate::undo::{BARNS, done, store, text};
use insta::assert_snapshot;

const HOPS: &str = "records/kent/2026-04-20-hops.yaml";

/// Changes the due date of a text.
fn due(text: &str, day: &str) -> String {
    text.replace("2027-01-31", day)
}

/// Runs git, which may stop at a conflict.
fn stops(sandbox: &Sandbox, args: &[&str]) {
    let output = std::process::Command::new("git")
        .args(["-c", "user.name=A. N. Officer", "-c", "user.email=officer@example.org"])
        .args(args)
        .current_dir(sandbox.path(""))
        .env("HOME", sandbox.path(""))
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .output()
        .unwrap();
    assert!(!output.status.success(), "git {args:?} should stop at a conflict");
}

/// Two branches from one commit: `main` has the first texts of barns and hops, `topic` the second ones; `None` removes.
fn branches(ours: [Option<&str>; 2], theirs: [Option<&str>; 2]) -> Sandbox {
    let sandbox = store();
    sandbox.named();
    sandbox.git(&["switch", "-q", "-c", "topic"]);
    for (branch, texts) in [("topic", theirs), ("main", ours)] {
        sandbox.git(&["switch", "-q", branch]);
        for (name, text) in [BARNS, HOPS].into_iter().zip(texts) {
            match text {
                Some(text) => sandbox.write(name, text),
                None => std::fs::remove_file(sandbox.path(name)).unwrap(),
            }
        }
        sandbox.git(&["add", "-A"]);
        sandbox.git(&["commit", "-q", "-m", &format!("The work of {branch}")]);
    }
    sandbox
}

/// The same, of which only the barns were changed.
fn barns(ours: &str, theirs: &str) -> Sandbox {
    let hops = text("Hops");
    branches([Some(ours), Some(&hops)], [Some(theirs), Some(&hops)])
}

/// A merge that stopped because both moved the due date.
fn dates() -> Sandbox {
    let sandbox = barns(&due(&text("Barns"), "2026-01-31"), &due(&text("Barns"), "2026-03-01"));
    stops(&sandbox, &["merge", "-q", "topic"]);
    sandbox
}

fn unmerged(sandbox: &Sandbox) -> String {
    sandbox.git(&["ls-files", "--unmerged"])
}

#[test]
fn validate_names_the_finding_the_field_and_both_values() {
    let sandbox = dates();
    assert_snapshot!(sandbox.run(&["validate", "barns"]), @"
    error[merge-conflict]: merge conflict in the due date of kent/2026-04-20-barns:R1: yours 31 January 2026, theirs 1
                           March 2026
       ╭▸ records/kent/2026-04-20-barns.yaml:11:1
       │
    11 │ <<<<<<< HEAD
       │ ━━━━━━━━━━━━
       │
       ╰ help: `irr merge kent/2026-04-20-barns:R1` settles it

    1 error and 0 warnings in 1 record.
    --- stderr
    --- exit 1
    ");
    assert_snapshot!(sandbox.run(&["validate"]), @"
    error: barns: merge conflict in the due date of kent/2026-04-20-barns:R1: yours 31 January 2026, theirs 1 March 2026
        irr merge barns
    warning: hops: the last lawful day, Sun 2026-06-14, is a Sunday, which does not move it
        plan to publish before it (irr explain deadline-not-working-day)

    1 error and 1 warning in 2 records.
    `irr validate --verbose` shows each problem in its file.
    --- stderr
    1 record is of an older version of the format: to change to version 2, run `irr migrate`
    --- exit 1
    ");
}

#[test]
fn other_commands_say_that_a_merge_is_not_settled() {
    let sandbox = dates();
    let runs = [
        &["list"][..],
        &["show", "barns"],
        &["set", "barns:R1", "owner=Head"],
        &["save"],
        &["validate", "--staged"],
        &["validate", "--against", "HEAD"],
    ];
    let runs = runs.map(|args| sandbox.run(args).to_string()).join("\n\n");
    assert_snapshot!(runs, @"
    address  finding     status       due
    ───────  ──────────  ───────────  ───────────
    hops:R1  Mend them.  not started  31 Jan 2027

    1 finding, none overdue on Fri 2026-05-01.
    --- stderr
    error: cannot read records/kent/2026-04-20-barns.yaml:11:1: it has a merge that is not settled
    hint: `irr merge kent/2026-04-20-barns` settles it
    --- exit 2

    --- stderr
    error: cannot read records/kent/2026-04-20-barns.yaml:11:1: it has a merge that is not settled
    hint: `irr merge kent/2026-04-20-barns` settles it
    --- exit 2

    --- stderr
    error: cannot read records/kent/2026-04-20-barns.yaml:11:1: it has a merge that is not settled
    hint: `irr merge kent/2026-04-20-barns` settles it
    --- exit 2

    --- stderr
    error: records/kent/2026-04-20-barns.yaml has a merge conflict that is not resolved
    hint: `irr merge` settles it, or says what is in the way
    --- exit 2

    0 records: no problems.
    --- stderr
    error: cannot read the staged SANDBOX/records/kent/2026-04-20-barns.yaml: its merge conflict is not resolved
    hint: `irr merge` settles it
    --- exit 2

    error: barns: merge conflict in the due date of kent/2026-04-20-barns:R1: yours 31 January 2026, theirs 1 March 2026
        irr merge barns
    warning: hops: the last lawful day, Sun 2026-06-14, is a Sunday, which does not move it
        plan to publish before it (irr explain deadline-not-working-day)

    1 error and 1 warning in 2 records.
    `irr validate --verbose` shows each problem in its file.
    --- stderr
    1 record is of an older version of the format: to change to version 2, run `irr migrate`
    --- exit 1
    ");
}

#[test]
fn without_a_terminal_the_conflicts_are_listed_and_nothing_is_changed() {
    let sandbox = dates();
    let before = (sandbox.read(BARNS), unmerged(&sandbox));
    assert_snapshot!(sandbox.run(&["merge"]), @"
    --- stderr
    merge of `topic` (theirs) into `main` (yours)
    both changed the due date of kent/2026-04-20-barns:R1: yours 31 January 2026, theirs 1 March 2026
    error: cannot settle the merge: 1 conflict is to be decided
    hint: nothing was written: use --keep mine or --keep theirs, or run `irr merge` on a terminal, which asks
    --- exit 1
    ");
    assert_snapshot!(sandbox.run(&["merge", "barns:R1", "--keep", "theirs", "--dry-run"]), @r#"
    --- a/records/kent/2026-04-20-barns.yaml
    +++ b/records/kent/2026-04-20-barns.yaml
    @@ -8,8 +8,4 @@
     recommendations:
       - ref: "1"
         text: Mend them.
    -<<<<<<< HEAD
    -    due: 2026-01-31
    -=======
         due: 2026-03-01
    ->>>>>>> topic
    --- stderr
    merge of `topic` (theirs) into `main` (yours)
    --- exit 0
    "#);
    assert_snapshot!(sandbox.run(&["merge", "barns:R2", "--keep", "theirs"]), @"
    --- stderr
    nothing to settle: barns:R2 has no merge conflict
    still in conflict: records/kent/2026-04-20-barns.yaml
    `irr merge` settles records; correct other files and `git add` them
    --- exit 0
    ");
    assert_snapshot!(sandbox.run(&["merge", "hops", "--keep", "theirs"]), @"
    --- stderr
    nothing to settle: hops has no merge conflict
    still in conflict: records/kent/2026-04-20-barns.yaml
    `irr merge` settles records; correct other files and `git add` them
    --- exit 0
    ");
    assert_snapshot!(sandbox.run(&["merge", "stables", "--keep", "theirs"]), @"
    --- stderr
    error: no record's id contains `stables`
    hint: `irr list --all` lists every record
    --- exit 2
    ");
    assert_eq!((sandbox.read(BARNS), unmerged(&sandbox)), before);
}

#[test]
fn a_settled_merge_is_undone_settled_again_and_saved() {
    let sandbox = dates();
    let before = sandbox.read(BARNS);
    assert_snapshot!(sandbox.run(&["merge", "R1", "--keep", "mine"]), @"
    the due date of kent/2026-04-20-barns:R1: kept yours, 31 January 2026 (theirs: 1 March 2026)
    --- stderr
    merge of `topic` (theirs) into `main` (yours)
    next: `irr save` finishes the merge
    --- exit 0
    ");
    assert_eq!((sandbox.read(BARNS), unmerged(&sandbox)), (due(&text("Barns"), "2026-01-31"), String::new()));
    done(&sandbox, &["undo"]);
    assert_eq!(sandbox.read(BARNS), before);
    assert_snapshot!(sandbox.run(&["save", "--anyway"]), @"
    --- stderr
    error: cannot save: records/kent/2026-04-20-barns.yaml has a merge that is not settled
    hint: `irr merge kent/2026-04-20-barns` settles it
    --- exit 1
    ");
    assert_snapshot!(sandbox.run(&["merge", "--keep", "theirs"]), @"
    the due date of kent/2026-04-20-barns:R1: kept theirs, 1 March 2026 (yours: 31 January 2026)
    --- stderr
    merge of `topic` (theirs) into `main` (yours)
    next: `irr save` finishes the merge
    --- exit 0
    ");
    assert_snapshot!(sandbox.run(&["save", "--dry-run"]), @"
    would save: Merge branch 'topic'
      Set the due date of kent/2026-04-20-barns:R1 to 1 March 2026 (was 31 January 2026)
    --- stderr
    --- exit 0
    ");
    assert_snapshot!(sandbox.run(&["save"]), @"
    saved: Merge branch 'topic'
      Set the due date of kent/2026-04-20-barns:R1 to 1 March 2026 (was 31 January 2026)
    --- stderr
    --- exit 0
    ");
    assert_snapshot!(sandbox.git(&["log", "-1", "--format=%B"]), @"
    Merge branch 'topic'

    - Set the due date of kent/2026-04-20-barns:R1 to 1 March 2026 (was 31 January 2026)

    Irr-Finding: kent/2026-04-20-barns:R1
    ");
    assert_eq!(sandbox.git(&["log", "-1", "--format=%P"]).split_whitespace().count(), 2);
    assert_eq!(sandbox.git(&["status", "--short"]), "");
    assert_eq!(sandbox.read(BARNS), due(&text("Barns"), "2026-03-01"));
}

#[test]
fn a_merge_that_changes_nothing_here_is_saved_too() {
    let sandbox = dates();
    done(&sandbox, &["merge", "--keep", "mine"]);
    assert_snapshot!(sandbox.run(&["save", "-m", "Our date stays"]), @"
    saved: Our date stays
    --- stderr
    --- exit 0
    ");
    assert_eq!(sandbox.git(&["log", "-1", "--format=%P"]).split_whitespace().count(), 2);
    assert_snapshot!(sandbox.git(&["log", "-1", "--format=%B"]), @"
    Our date stays

    Irr-Record: kent/2026-04-20-barns
    ");
}

#[test]
fn entries_that_both_added_are_merged_without_a_question() {
    let entry = |day: &str, note: &str| format!("    progress:\n      - date: {day}\n        note: {note}\n");
    let ours = format!("{}{}", text("Barns"), entry("2026-05-01", "Begun."));
    let theirs = format!("{}    owner: Head # since May\n{}", text("Barns"), entry("2026-04-28", "Looked."));
    let sandbox = barns(&ours, &theirs);
    stops(&sandbox, &["merge", "-q", "topic"]);
    assert_snapshot!(sandbox.run(&["merge"]), @"
    kent/2026-04-20-barns: merged, without a value that both changed
    --- stderr
    next: `irr save` finishes the merge
    --- exit 0
    ");
    assert_snapshot!(sandbox.read(BARNS).lines().skip(10).collect::<Vec<_>>().join("\n"), @"
    due: 2027-01-31
    owner: Head # since May
    progress:
      - date: 2026-04-28
        note: |-
          Looked.
      - date: 2026-05-01
        note: Begun.
    ");
    assert_snapshot!(sandbox.run(&["save"]), @"
    saved: Merge branch 'topic'
      Add a log entry to kent/2026-04-20-barns:R1
      Set the owner of kent/2026-04-20-barns:R1 to Head
    --- stderr
    --- exit 0
    ");
    assert_snapshot!(sandbox.git(&["log", "-1", "--format=%B"]), @"
    Merge branch 'topic'

    - Add a log entry to kent/2026-04-20-barns:R1
    - Set the owner of kent/2026-04-20-barns:R1 to Head

    Irr-Finding: kent/2026-04-20-barns:R1
    ");
}

#[test]
fn in_a_rebase_mine_is_what_this_user_has_committed() {
    let sandbox = barns(&due(&text("Barns"), "2026-01-31"), &due(&text("Barns"), "2026-03-01"));
    sandbox.git(&["switch", "-q", "topic"]);
    stops(&sandbox, &["rebase", "-q", "main"]);
    let hash = sandbox.git(&["log", "-1", "--format=%h", "topic"]);
    let run = |args: &[&str]| sandbox.run(args).to_string().replace(hash.trim(), "HASH");
    assert_snapshot!(run(&["validate", "barns"]), @"
    error[merge-conflict]: merge conflict in the due date of kent/2026-04-20-barns:R1: yours 1 March 2026, theirs 31
                           January 2026
       ╭▸ records/kent/2026-04-20-barns.yaml:11:1
       │
    11 │ <<<<<<< HEAD
       │ ━━━━━━━━━━━━
       │
       ╰ help: `irr merge kent/2026-04-20-barns:R1` settles it

    1 error and 0 warnings in 1 record.
    --- stderr
    --- exit 1
    ");
    assert_snapshot!(run(&["merge", "--keep", "mine"]), @"
    the due date of kent/2026-04-20-barns:R1: kept yours, 1 March 2026 (theirs: 31 January 2026)
    --- stderr
    rebase of `topic`: yours is its commit `HASH (The work of topic)`, theirs is what it is put on
    next: `git rebase --continue` goes on with the rebase
    --- exit 0
    ");
    assert_eq!(sandbox.read(BARNS), due(&text("Barns"), "2026-03-01"));
    assert_snapshot!(run(&["save"]), @"
    --- stderr
    error: a rebase was begun here with git and is not finished
    hint: finish it with `git rebase --continue`, or leave it with `git rebase --abort`
    --- exit 2
    ");
    sandbox.git(&["-c", "core.editor=true", "rebase", "--continue"]);
    assert_eq!(sandbox.git(&["log", "--format=%s"]), "The work of topic\nThe work of main\nas it stands\n");
}

#[test]
fn a_cherry_pick_a_revert_and_a_stash_have_sides_of_their_own() {
    let sandbox = barns(&due(&text("Barns"), "2026-01-31"), &due(&text("Barns"), "2026-03-01"));
    let hash = sandbox.git(&["log", "-1", "--format=%h", "topic"]);
    let run = |args: &[&str]| sandbox.run(args).to_string().replace(hash.trim(), "HASH");
    stops(&sandbox, &["cherry-pick", "topic"]);
    let picked = run(&["merge", "--keep", "theirs"]);
    sandbox.git(&["-c", "core.editor=true", "cherry-pick", "--continue"]);
    sandbox.write(BARNS, &due(&text("Barns"), "2026-04-01"));
    sandbox.git(&["stash", "-q"]);
    sandbox.write(BARNS, &due(&text("Barns"), "2026-05-01"));
    sandbox.git(&["commit", "-q", "-a", "-m", "Another date"]);
    stops(&sandbox, &["stash", "pop"]);
    let stashed = run(&["merge", "--keep", "theirs"]);
    assert_eq!(sandbox.read(BARNS), due(&text("Barns"), "2026-04-01"));
    assert_snapshot!(format!("{picked}\n\n{stashed}"), @"
    the due date of kent/2026-04-20-barns:R1: kept the picked commit's, 1 March 2026 (yours: 31 January 2026)
    --- stderr
    cherry-pick of `HASH (The work of topic)`
    next: `git cherry-pick --continue` goes on with the cherry-pick
    --- exit 0

    the due date of kent/2026-04-20-barns:R1: kept the stash's, 1 April 2026 (this folder's: 1 May 2026)
    --- stderr
    the stash is kept: `git stash drop` removes it
    --- exit 0
    ");
}

#[test]
fn a_record_that_one_removed_and_the_other_changed_is_kept_or_removed() {
    let (hops, barns) = (text("Hops"), due(&text("Barns"), "2026-03-01"));
    let sandbox = branches([None, Some(&due(&hops, "2026-02-01"))], [Some(&barns), None]);
    stops(&sandbox, &["merge", "-q", "topic"]);
    assert_snapshot!(sandbox.run(&["merge"]), @"
    --- stderr
    merge of `topic` (theirs) into `main` (yours)
    both changed the whole of kent/2026-04-20-barns: yours removed, theirs changed
    both changed the whole of kent/2026-04-20-hops: yours changed, theirs removed
    error: cannot settle the merge: 2 conflicts are to be decided
    hint: nothing was written: use --keep mine or --keep theirs, or run `irr merge` on a terminal, which asks
    --- exit 1
    ");
    assert_snapshot!(sandbox.run(&["merge", "barns", "--keep", "mine"]), @"
    the whole of kent/2026-04-20-barns: kept yours, removed (theirs: changed)
    --- stderr
    merge of `topic` (theirs) into `main` (yours)
    reminder: do not destroy information that was requested under the Freedom of Information Act
    still in conflict: records/kent/2026-04-20-hops.yaml
    `irr merge` settles records; correct other files and `git add` them
    --- exit 0
    ");
    assert!(!sandbox.path(BARNS).exists());
    assert_snapshot!(sandbox.run(&["merge", "--keep", "mine"]), @"
    the whole of kent/2026-04-20-hops: kept yours, changed (theirs: removed)
    --- stderr
    merge of `topic` (theirs) into `main` (yours)
    next: `irr save` finishes the merge
    --- exit 0
    ");
    assert_eq!(sandbox.read(HOPS), due(&hops, "2026-02-01"));
    done(&sandbox, &["save"]);
    assert_eq!(sandbox.git(&["status", "--short"]), "");
}

#[test]
fn a_record_that_both_added_is_merged_by_value() {
    let sandbox = store();
    sandbox.named();
    let new = "records/kent/2026-04-20-stables.yaml";
    for (branch, text) in [("topic", due(&text("Stables"), "2026-03-01")), ("main", due(&text("Stables"), "2026-02-01"))] {
        sandbox.git(&["switch", "-q", "-C", branch, "main"]);
        sandbox.write(new, &text);
        sandbox.git(&["add", "-A"]);
        sandbox.git(&["commit", "-q", "-m", branch]);
        if branch == "topic" {
            sandbox.git(&["switch", "-q", "main"]);
        }
    }
    stops(&sandbox, &["merge", "-q", "topic"]);
    assert_snapshot!(sandbox.run(&["merge", "--keep", "theirs"]), @"
    the due date of kent/2026-04-20-stables:R1: kept theirs, 1 March 2026 (yours: 1 February 2026)
    --- stderr
    merge of `topic` (theirs) into `main` (yours)
    next: `irr save` finishes the merge
    --- exit 0
    ");
    assert_eq!(sandbox.read(new), due(&text("Stables"), "2026-03-01"));
}

#[test]
fn what_was_settled_in_an_editor_is_checked_and_marked() {
    let sandbox = dates();
    sandbox.write(BARNS, "force: Kent\n");
    assert_snapshot!(sandbox.run(&["merge"]), @"
    --- stderr
    error: cannot settle records/kent/2026-04-20-barns.yaml: it is not a record, because of line 1: the record has no `schema_version`
    hint: `irr edit kent/2026-04-20-barns` opens it; then run `irr merge` again
    --- exit 2
    ");
    // The same text as before the merge, which a person has decided on.
    sandbox.write(BARNS, &due(&text("Barns"), "2026-01-31"));
    assert_snapshot!(sandbox.run(&["merge", "--dry-run"]), @"
    kent/2026-04-20-barns: settled in the file already
    --- stderr
    --- exit 0
    ");
    assert!(!unmerged(&sandbox).is_empty());
    assert_snapshot!(sandbox.run(&["merge"]), @"
    kent/2026-04-20-barns: settled in the file already
    --- stderr
    next: `irr save` finishes the merge
    --- exit 0
    ");
    assert_eq!(unmerged(&sandbox), "");
    assert_snapshot!(sandbox.run(&["merge"]), @"
    --- stderr
    nothing to settle: no record has a merge conflict
    next: `irr save` finishes the merge
    --- exit 0
    ");
}

#[test]
fn conflicts_of_other_files_are_left_to_git_and_named() {
    let sandbox = store();
    sandbox.named();
    sandbox.write("notes.txt", "a\n");
    sandbox.git(&["add", "-A"]);
    sandbox.git(&["commit", "-q", "-m", "notes"]);
    for branch in ["topic", "main"] {
        sandbox.git(&["switch", "-q", "-C", branch]);
        let day = if branch == "topic" { "2026-03-01" } else { "2026-01-31" };
        sandbox.write(BARNS, &due(&text("Barns"), day));
        sandbox.write("notes.txt", branch);
        sandbox.git(&["commit", "-q", "-a", "-m", branch]);
        if branch == "topic" {
            sandbox.git(&["switch", "-q", "-C", "main", "HEAD^"]);
        }
    }
    stops(&sandbox, &["merge", "-q", "topic"]);
    let settled = sandbox.run(&["merge", "--keep", "mine"]);
    let saved = sandbox.run(&["save"]);
    assert_snapshot!(format!("{settled}\n\n{saved}"), @"
    the due date of kent/2026-04-20-barns:R1: kept yours, 31 January 2026 (theirs: 1 March 2026)
    --- stderr
    merge of `topic` (theirs) into `main` (yours)
    still in conflict: notes.txt
    `irr merge` settles records; correct other files and `git add` them
    --- exit 0

    --- stderr
    error: notes.txt has a merge conflict that is not resolved
    hint: correct the file and `git add` it, or leave the merge with `git merge --abort`
    --- exit 2
    ");
}

#[test]
fn markers_without_git_and_with_errors_of_one_side_are_settled_by_line() {
    let sandbox = Sandbox::new();
    let marked = text("Barns").replace(
        "    due: 2027-01-31\n",
        "<<<<<<< HEAD\n    due: 2026-01-31\n    owner: Head\n=======\n    due: 2026-03-01\n>>>>>>> topic\n",
    );
    sandbox.write(BARNS, &marked.replace('\n', "\r\n"));
    assert_snapshot!(sandbox.run(&["validate", "barns"]), @"
    error[merge-conflict]: merge conflict in 2 values: the due date of kent/2026-04-20-barns:R1 (yours 31 January 2026,
                           theirs 1 March 2026) and the owner of kent/2026-04-20-barns:R1 (yours Head, theirs nothing)
       ╭▸ records/kent/2026-04-20-barns.yaml:11:1
       │
    11 │ <<<<<<< HEAD␍
       │ ━━━━━━━━━━━━
       │
       ╰ help: `irr merge kent/2026-04-20-barns:R1` settles it

    1 error and 0 warnings in 1 record.
    --- stderr
    --- exit 1
    ");
    assert_snapshot!(sandbox.run(&["merge", "--keep", "mine"]), @"
    the due date of kent/2026-04-20-barns:R1 and the owner of kent/2026-04-20-barns:R1: kept yours, 31 January 2026; Head (theirs: 1 March 2026; nothing)
    --- stderr
    --- exit 0
    ");
    let kept = text("Barns").replace("    due: 2027-01-31\n", "    due: 2026-01-31\n    owner: Head\n");
    assert_eq!(sandbox.read(BARNS), kept.replace('\n', "\r\n"));
}

#[test]
fn sides_that_are_not_records_are_named_by_their_lines() {
    let sandbox = Sandbox::new();
    let marked = text("Barns").replace("    due: 2027-01-31\n", "<<<<<<< HEAD\n    due: [\n=======\n>>>>>>> topic\n");
    sandbox.write(BARNS, &marked);
    assert_snapshot!(sandbox.run(&["validate", "barns"]), @"
    error[merge-conflict]: merge conflict: yours is line 12, theirs has no line here
       ╭▸ records/kent/2026-04-20-barns.yaml:11:1
       │
    11 │ <<<<<<< HEAD
       │ ━━━━━━━━━━━━
       │
       ╰ help: `irr merge kent/2026-04-20-barns` settles it

    1 error and 0 warnings in 1 record.
    --- stderr
    --- exit 1
    ");
    assert_snapshot!(sandbox.run(&["merge"]), @"
    --- stderr
    lines 11 to 14 of records/kent/2026-04-20-barns.yaml:
      yours:
            due: [
      theirs:
    both changed lines 11 to 14 of records/kent/2026-04-20-barns.yaml: yours the lines above, theirs no line
    error: cannot settle the merge: 1 conflict is to be decided
    hint: nothing was written: use --keep mine or --keep theirs, or run `irr merge` on a terminal, which asks
    --- exit 1
    ");
    assert_snapshot!(sandbox.run(&["merge", "--keep", "mine"]), @"
    --- stderr
    error: cannot settle records/kent/2026-04-20-barns.yaml like this: the result is not a record, because of its line 12: this is not YAML: while parsing a node, did not find expected node content
    hint: nothing was changed: keep another side, or decide by hand with `irr edit kent/2026-04-20-barns`
    --- exit 2
    ");
    sandbox.write(BARNS, &marked.replace("<<<<<<< HEAD\n", ""));
    assert_snapshot!(sandbox.run(&["validate", "barns"]), @"
    error[merge-conflict]: a marker of a git conflict is left here, without the others
       ╭▸ records/kent/2026-04-20-barns.yaml:13:1
       │
    13 │ >>>>>>> topic
       │ ━━━━━━━━━━━━━
       │
       ╰ help: remove this line once the lines around it are right, and `git add` the file

    1 error and 0 warnings in 1 record.
    --- stderr
    --- exit 1
    ");
    assert_snapshot!(sandbox.run(&["merge"]), @"
    --- stderr
    error: cannot settle records/kent/2026-04-20-barns.yaml:13: a marker of a git conflict is left here, without the others
    hint: `irr edit kent/2026-04-20-barns` opens it: remove the line once the lines around it are right
    --- exit 2
    ");
}

#[test]
fn an_error_of_one_side_stops_nothing_and_a_new_one_does() {
    let without_text = "  - ref: \"2\"\n    due: 2027-01-31\n";
    let theirs = format!("{}{without_text}", due(&text("Barns"), "2026-03-01"));
    let sandbox = barns(&due(&text("Barns"), "2026-01-31"), &theirs);
    stops(&sandbox, &["merge", "-q", "topic"]);
    assert_snapshot!(sandbox.run(&["merge", "--keep", "mine"]), @"
    the due date of kent/2026-04-20-barns:R1: kept yours, 31 January 2026 (theirs: 1 March 2026)
    --- stderr
    merge of `topic` (theirs) into `main` (yours)
    next: `irr save` finishes the merge
    --- exit 0
    ");
    assert_snapshot!(sandbox.run(&["save"]), @"
    saved: Merge branch 'topic'
      Add kent/2026-04-20-barns:R2
    --- stderr
    --- exit 0
    ");
    let sandbox = dates();
    sandbox.write(BARNS, &format!("{}{without_text}", due(&text("Barns"), "2026-01-31")));
    assert_snapshot!(sandbox.run(&["merge"]), @r#"
    --- stderr
    error[missing-field]: R2 has no text
       ╭▸ records/kent/2026-04-20-barns.yaml:12:5
       │
    12 │   - ref: "2"
       │     ━━━
       │
       ╰ help: write the finding's text, or `withheld: true` if the report leaves it out (section 55(2))

    1 error and 0 warnings in 1 record.
    error: cannot mark the merge as settled: it adds the errors shown above
    hint: correct them first, or use --anyway to mark it with these errors
    --- exit 1
    "#);
    assert!(!unmerged(&sandbox).is_empty());
}

#[test]
fn the_conflicts_of_one_finding_are_settled_and_the_others_wait() {
    let second = "  - ref: \"2\"\n    text: |\n      Paint them.\n      All of them,\n      and in the usual colour.\n    due: 2027-01-31\n";
    let both = format!("{}{second}", text("Barns"));
    let sandbox = barns(&due(&both, "2026-01-31"), &due(&both, "2026-03-01"));
    stops(&sandbox, &["merge", "-q", "topic"]);
    assert_snapshot!(sandbox.run(&["merge", "barns:R2", "--keep", "theirs"]), @"
    the due date of kent/2026-04-20-barns:R2: kept theirs, 1 March 2026 (yours: 31 January 2026)
    --- stderr
    merge of `topic` (theirs) into `main` (yours)
    the other conflicts of the record are as they were: `irr merge` settles them
    --- exit 0
    ");
    assert!(!unmerged(&sandbox).is_empty());
    assert_snapshot!(sandbox.run(&["merge", "--keep", "mine"]), @"
    the due date of kent/2026-04-20-barns:R1: kept yours, 31 January 2026 (theirs: 1 March 2026)
    --- stderr
    merge of `topic` (theirs) into `main` (yours)
    next: `irr save` finishes the merge
    --- exit 0
    ");
    assert_eq!(unmerged(&sandbox), "");
    let kept = sandbox.read(BARNS).matches("due: 20").count();
    assert_eq!((kept, sandbox.read(BARNS).contains("2026-03-01")), (2, true));
}

#[test]
fn what_git_left_without_markers_is_asked_for_all_the_same() {
    let sandbox = barns(&due(&text("Barns"), "2026-01-31"), &due(&text("Barns"), "2026-03-01"));
    sandbox.write(".gitattributes", "*.yaml -merge\n");
    stops(&sandbox, &["merge", "-q", "topic"]);
    assert_eq!(sandbox.read(BARNS), due(&text("Barns"), "2026-01-31"));
    assert_snapshot!(sandbox.run(&["merge"]), @"
    --- stderr
    merge of `topic` (theirs) into `main` (yours)
    both changed the due date of kent/2026-04-20-barns:R1: yours 31 January 2026, theirs 1 March 2026
    error: cannot settle the merge: 1 conflict is to be decided
    hint: nothing was written: use --keep mine or --keep theirs, or run `irr merge` on a terminal, which asks
    --- exit 1
    ");
    done(&sandbox, &["merge", "--keep", "theirs"]);
    assert_eq!(sandbox.read(BARNS), due(&text("Barns"), "2026-03-01"));
}

#[test]
fn records_in_a_folder_of_a_repository_are_settled_there() {
    let sandbox = Sandbox::bare();
    std::fs::remove_dir(sandbox.path(".git")).unwrap();
    let file = format!("policing/{BARNS}");
    sandbox.write(&file, &text("Barns"));
    sandbox.commit();
    sandbox.named();
    for (branch, day) in [("topic", "2026-03-01"), ("main", "2026-01-31")] {
        if branch == "topic" {
            sandbox.git(&["switch", "-q", "-c", branch]);
        } else {
            sandbox.git(&["switch", "-q", branch]);
        }
        sandbox.write(&file, &due(&text("Barns"), day));
        sandbox.git(&["commit", "-q", "-a", "-m", branch]);
    }
    stops(&sandbox, &["merge", "-q", "topic"]);
    let runs = [&["merge", "--keep", "theirs"][..], &["save"]].map(|args| sandbox.run_in("policing", args).to_string());
    assert_snapshot!(runs.join("\n\n"), @"
    the due date of kent/2026-04-20-barns:R1: kept theirs, 1 March 2026 (yours: 31 January 2026)
    --- stderr
    merge of `topic` (theirs) into `main` (yours)
    next: `irr save` finishes the merge
    --- exit 0

    saved: Merge branch 'topic'
      Set the due date of kent/2026-04-20-barns:R1 to 1 March 2026 (was 31 January 2026)
    --- stderr
    --- exit 0
    ");
    assert_eq!(sandbox.read(&file), due(&text("Barns"), "2026-03-01"));
}

#[cfg(unix)]
mod asked {
    use insta::assert_snapshot;

    use super::{BARNS, dates, due, text, unmerged};
    use crate::terminal::{DOWN, ENTER, ESCAPE, Terminal};

    #[test]
    fn each_conflict_is_asked_for_and_esc_changes_nothing() {
        let sandbox = dates();
        let before = sandbox.read(BARNS);
        let mut terminal = Terminal::run(&sandbox, &["merge"]);
        terminal.answer("Both changed the due date of kent/2026-04-20-barns:R1. Keep:", ESCAPE);
        assert_snapshot!(terminal.end(), @"
        merge of `topic` (theirs) into `main` (yours)
        ? Both changed the due date of kent/2026-04-20-barns:R1. Keep: <canceled>
        cancelled: nothing was written
        --- exit 1
        ");
        assert_eq!(sandbox.read(BARNS), before);
        let mut terminal = Terminal::run(&sandbox, &["merge"]);
        terminal.see("yours: 31 January 2026");
        terminal.answer("Both changed the due date of kent/2026-04-20-barns:R1. Keep:", &format!("{DOWN}{ENTER}"));
        assert_snapshot!(terminal.end(), @"
        merge of `topic` (theirs) into `main` (yours)
        > Both changed the due date of kent/2026-04-20-barns:R1. Keep: theirs: 1 March 2
        026
        the due date of kent/2026-04-20-barns:R1: kept theirs, 1 March 2026 (yours: 31 January 2026)
        next: `irr save` finishes the merge
        --- exit 0
        ");
        assert_eq!((sandbox.read(BARNS), unmerged(&sandbox)), (due(&text("Barns"), "2026-03-01"), String::new()));
    }
}
