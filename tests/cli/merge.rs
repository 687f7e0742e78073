//! `irr merge`: conflicts that git's own merge of texts leaves, without a merge driver.

use crate::sandbox::{Run, Sandbox};
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
    assert_snapshot!(sandbox.run(&["validate", "barns"]), @"");
    assert_snapshot!(sandbox.run(&["validate"]), @"");
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
    assert_snapshot!(runs, @"");
}

#[test]
fn without_a_terminal_the_conflicts_are_listed_and_nothing_is_changed() {
    let sandbox = dates();
    let before = (sandbox.read(BARNS), unmerged(&sandbox));
    assert_snapshot!(sandbox.run(&["merge"]), @"");
    assert_snapshot!(sandbox.run(&["merge", "barns:R1", "--keep", "theirs", "--dry-run"]), @"");
    assert_snapshot!(sandbox.run(&["merge", "barns:R2", "--keep", "theirs"]), @"");
    assert_snapshot!(sandbox.run(&["merge", "hops", "--keep", "theirs"]), @"");
    assert_snapshot!(sandbox.run(&["merge", "stables", "--keep", "theirs"]), @"");
    assert_eq!((sandbox.read(BARNS), unmerged(&sandbox)), before);
}

#[test]
fn a_settled_merge_is_undone_settled_again_and_saved() {
    let sandbox = dates();
    let before = sandbox.read(BARNS);
    assert_snapshot!(sandbox.run(&["merge", "R1", "--keep", "mine"]), @"");
    assert_eq!((sandbox.read(BARNS), unmerged(&sandbox)), (due(&text("Barns"), "2026-01-31"), String::new()));
    done(&sandbox, &["undo"]);
    assert_eq!(sandbox.read(BARNS), before);
    assert_snapshot!(sandbox.run(&["save"]), @"");
    assert_snapshot!(sandbox.run(&["merge", "--keep", "theirs"]), @"");
    assert_snapshot!(sandbox.run(&["save", "--dry-run"]), @"");
    assert_snapshot!(sandbox.run(&["save"]), @"");
    assert_snapshot!(sandbox.git(&["log", "-1", "--format=%B%an, %p"]).lines().next().unwrap_or(""), @"");
    assert_eq!(sandbox.git(&["log", "-1", "--format=%P"]).split_whitespace().count(), 2);
    assert_eq!(sandbox.git(&["status", "--short"]), "");
    assert_eq!(sandbox.read(BARNS), due(&text("Barns"), "2026-03-01"));
}

#[test]
fn a_merge_that_changes_nothing_here_is_saved_too() {
    let sandbox = dates();
    done(&sandbox, &["merge", "--keep", "mine"]);
    assert_snapshot!(sandbox.run(&["save", "-m", "Our date stays"]), @"");
    assert_eq!(sandbox.git(&["log", "-1", "--format=%P"]).split_whitespace().count(), 2);
}

#[test]
fn entries_that_both_added_are_merged_without_a_question() {
    let entry = |day: &str, note: &str| format!("    progress:\n      - date: {day}\n        note: {note}\n");
    let ours = format!("{}{}", text("Barns"), entry("2026-05-01", "Begun."));
    let theirs = format!("{}    owner: Head # since May\n{}", text("Barns"), entry("2026-04-28", "Looked."));
    let sandbox = barns(&ours, &theirs);
    stops(&sandbox, &["merge", "-q", "topic"]);
    assert_snapshot!(sandbox.run(&["merge"]), @"");
    assert_snapshot!(sandbox.read(BARNS).lines().skip(10).collect::<Vec<_>>().join("\n"), @"");
    assert_snapshot!(sandbox.run(&["save"]), @"");
    assert_snapshot!(sandbox.git(&["log", "-1", "--format=%B"]), @"");
}

#[test]
fn in_a_rebase_mine_is_what_this_user_has_committed() {
    let sandbox = barns(&due(&text("Barns"), "2026-01-31"), &due(&text("Barns"), "2026-03-01"));
    sandbox.git(&["switch", "-q", "topic"]);
    stops(&sandbox, &["rebase", "-q", "main"]);
    let hash = sandbox.git(&["log", "-1", "--format=%h", "topic"]);
    let run = |args: &[&str]| sandbox.run(args).to_string().replace(hash.trim(), "HASH");
    assert_snapshot!(run(&["validate", "barns"]), @"");
    assert_snapshot!(run(&["merge", "--keep", "mine"]), @"");
    assert_eq!(sandbox.read(BARNS), due(&text("Barns"), "2026-03-01"));
    assert_snapshot!(run(&["save"]), @"");
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
    assert_snapshot!(format!("{picked}\n\n{stashed}"), @"");
}

#[test]
fn a_record_that_one_removed_and_the_other_changed_is_kept_or_removed() {
    let (hops, barns) = (text("Hops"), due(&text("Barns"), "2026-03-01"));
    let sandbox = branches([None, Some(&due(&hops, "2026-02-01"))], [Some(&barns), None]);
    stops(&sandbox, &["merge", "-q", "topic"]);
    assert_snapshot!(sandbox.run(&["merge"]), @"");
    assert_snapshot!(sandbox.run(&["merge", "barns", "--keep", "mine", "--anyway"]), @"");
    assert!(!sandbox.path(BARNS).exists());
    assert_snapshot!(sandbox.run(&["merge", "--keep", "mine"]), @"");
    assert_eq!(sandbox.read(HOPS), due(&hops, "2026-02-01"));
    done(&sandbox, &["save", "--anyway"]);
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
    assert_snapshot!(sandbox.run(&["merge", "--keep", "theirs"]), @"");
    assert_eq!(sandbox.read(new), due(&text("Stables"), "2026-03-01"));
}

#[test]
fn what_was_settled_in_an_editor_is_checked_and_marked() {
    let sandbox = dates();
    sandbox.write(BARNS, "force: Kent\n");
    assert_snapshot!(sandbox.run(&["merge"]), @"");
    // The same text as before the merge, which a person has decided on.
    sandbox.write(BARNS, &due(&text("Barns"), "2026-01-31"));
    assert_snapshot!(sandbox.run(&["merge", "--dry-run"]), @"");
    assert!(!unmerged(&sandbox).is_empty());
    assert_snapshot!(sandbox.run(&["merge"]), @"");
    assert_eq!(unmerged(&sandbox), "");
    assert_snapshot!(sandbox.run(&["merge"]), @"");
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
    assert_snapshot!(format!("{settled}\n\n{saved}"), @"");
}

#[test]
fn markers_without_git_and_with_errors_of_one_side_are_settled_by_line() {
    let sandbox = Sandbox::new();
    let marked = text("Barns").replace(
        "    due: 2027-01-31\n",
        "<<<<<<< HEAD\n    due: 2026-01-31\n    owner: Head\n=======\n    due: 2026-03-01\n>>>>>>> topic\n",
    );
    sandbox.write(BARNS, &marked.replace('\n', "\r\n"));
    assert_snapshot!(sandbox.run(&["validate", "barns"]), @"");
    assert_snapshot!(sandbox.run(&["merge", "--keep", "mine"]), @"");
    let kept = text("Barns").replace("    due: 2027-01-31\n", "    due: 2026-01-31\n    owner: Head\n");
    assert_eq!(sandbox.read(BARNS), kept.replace('\n', "\r\n"));
}

#[test]
fn sides_that_are_not_records_are_named_by_their_lines() {
    let sandbox = Sandbox::new();
    let marked = text("Barns").replace("    due: 2027-01-31\n", "<<<<<<< HEAD\n    due: [\n=======\n>>>>>>> topic\n");
    sandbox.write(BARNS, &marked);
    assert_snapshot!(sandbox.run(&["validate", "barns"]), @"");
    assert_snapshot!(sandbox.run(&["merge"]), @"");
    assert_snapshot!(sandbox.run(&["merge", "--keep", "mine"]), @"");
    sandbox.write(BARNS, &marked.replace("<<<<<<< HEAD\n", ""));
    assert_snapshot!(sandbox.run(&["validate", "barns"]), @"");
    assert_snapshot!(sandbox.run(&["merge"]), @"");
}

#[cfg(unix)]
mod asked {
    use super::{BARNS, Run, dates, due, text, unmerged};
    use crate::terminal::{DOWN, ENTER, ESCAPE, Terminal};

    #[test]
    fn each_conflict_is_asked_for_and_esc_changes_nothing() {
        let sandbox = dates();
        let before = sandbox.read(BARNS);
        let mut terminal = Terminal::run(&sandbox, &["merge"]);
        terminal.answer("Both changed the due date of kent/2026-04-20-barns:R1. Keep:", ESCAPE);
        let Run { code, .. } = terminal.end();
        assert_eq!((code, sandbox.read(BARNS)), (1, before));
        let mut terminal = Terminal::run(&sandbox, &["merge"]);
        terminal.wait_for("yours: 31 January 2026");
        terminal.answer("Both changed the due date of kent/2026-04-20-barns:R1. Keep:", &format!("{DOWN}{ENTER}"));
        let run = terminal.end();
        assert_eq!(run.code, 0, "{run}");
        assert_eq!((sandbox.read(BARNS), unmerged(&sandbox)), (due(&text("Barns"), "2026-03-01"), String::new()));
    }
}
