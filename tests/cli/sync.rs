//! `irr sync`: two officers, each with a copy, and a repository that both reach.

use crate::sandbox::{Run, Sandbox};
use crate::undo::{BARNS, text};
use insta::assert_snapshot;

/// Two clones, `a` and `b`, of the bare repository `origin.git`, in which two records are.
pub(crate) fn office() -> Sandbox {
    let sandbox = Sandbox::bare();
    sandbox.git(&["init", "-q", "--bare", "-b", "main", "origin.git"]);
    for clone in ["a", "b"] {
        sandbox.git(&["clone", "-q", "origin.git", clone]);
        sandbox.git(&["-C", clone, "config", "user.name", &format!("Officer {}", clone.to_uppercase())]);
        sandbox.git(&["-C", clone, "config", "user.email", &format!("{clone}@example.org")]);
        sandbox.git(&["-C", clone, "checkout", "-q", "-B", "main"]);
        sandbox.git(&["-C", clone, "config", "branch.main.remote", "origin"]);
        sandbox.git(&["-C", clone, "config", "branch.main.merge", "refs/heads/main"]);
    }
    sandbox.write(&format!("a/{BARNS}"), &text("Barns"));
    sandbox.write("a/records/kent/2026-04-20-hops.yaml", &text("Hops"));
    sandbox.write("b/records/.gitkeep", "");
    sandbox
}

/// The same, exchanged once.
fn shared() -> Sandbox {
    let sandbox = office();
    for (clone, args) in [("a", &["save"][..]), ("a", &["sync"]), ("b", &["sync"])] {
        done(&sandbox, clone, args);
    }
    sandbox
}

pub(crate) fn done(sandbox: &Sandbox, clone: &str, args: &[&str]) -> Run {
    let run = sandbox.run_in(clone, args);
    assert_eq!(run.code, 0, "{clone} {args:?}: {run}");
    run
}

fn saved(sandbox: &Sandbox, clone: &str, args: &[&str]) {
    done(sandbox, clone, args);
    done(sandbox, clone, &["save"]);
}

#[test]
fn a_new_repository_is_filled_and_another_officer_receives_it() {
    let sandbox = office();
    assert_snapshot!(sandbox.run_in("a", &["sync"]), @"");
    done(&sandbox, "a", &["save"]);
    assert_snapshot!(sandbox.run_in("a", &["sync"]), @"");
    assert_snapshot!(sandbox.run_in("b", &["sync"]), @"");
    assert_snapshot!(sandbox.run_in("b", &["sync"]), @"");
    assert_eq!(sandbox.read(&format!("b/{BARNS}")), text("Barns"));
}

#[test]
fn changes_of_different_values_come_together() {
    let sandbox = shared();
    saved(&sandbox, "a", &["set", "barns:R1", "owner=Head of Barns"]);
    saved(&sandbox, "a", &["progress", "barns:R1", "-m", "Looked.", "--date", "2026-04-28"]);
    saved(&sandbox, "b", &["progress", "barns:R1", "-m", "Begun.", "--status", "in_progress"]);
    saved(&sandbox, "b", &["set", "hops:R1", "priority=high"]);
    done(&sandbox, "a", &["sync"]);
    assert_snapshot!(sandbox.run_in("b", &["sync"]), @"");
    assert_snapshot!(sandbox.run_in("a", &["sync"]), @"");
    assert_eq!(sandbox.read(&format!("a/{BARNS}")), sandbox.read(&format!("b/{BARNS}")));
    assert_snapshot!(sandbox.read(&format!("a/{BARNS}")), @"");
    assert_snapshot!(sandbox.git(&["-C", "a", "log", "-1", "--format=%an: %s%n%b%P"]).lines().next().unwrap_or(""), @"");
}

#[test]
fn a_value_that_both_changed_is_a_conflict_that_is_decided_or_changes_nothing() {
    let sandbox = shared();
    saved(&sandbox, "a", &["set", "barns:R1", "owner=Head of Barns"]);
    saved(&sandbox, "b", &["set", "barns:R1", "owner=Deputy", "priority=high"]);
    done(&sandbox, "a", &["sync"]);
    let before = (sandbox.read(&format!("b/{BARNS}")), sandbox.git(&["-C", "b", "rev-parse", "HEAD"]));
    assert_snapshot!(sandbox.run_in("b", &["sync"]), @"");
    assert_eq!((sandbox.read(&format!("b/{BARNS}")), sandbox.git(&["-C", "b", "rev-parse", "HEAD"])), before);
    assert_eq!(sandbox.git(&["-C", "b", "status", "--short"]), "");
    assert_snapshot!(sandbox.run_in("b", &["sync", "--keep", "theirs"]), @"");
    assert_snapshot!(sandbox.git(&["-C", "b", "log", "-1", "--format=%B"]), @"");
    done(&sandbox, "a", &["sync"]);
    let text = sandbox.read(&format!("a/{BARNS}"));
    assert!(text.contains("owner: Head of Barns") && text.contains("priority: high"), "{text}");
}

#[test]
fn a_record_that_one_removed_and_the_other_changed_is_decided_as_a_whole() {
    let sandbox = shared();
    done(&sandbox, "a", &["rm", "barns", "--anyway"]);
    done(&sandbox, "a", &["save", "--anyway"]);
    saved(&sandbox, "b", &["set", "barns:R1", "owner=Deputy"]);
    done(&sandbox, "a", &["sync"]);
    assert_snapshot!(sandbox.run_in("b", &["sync"]), @"");
    assert_snapshot!(sandbox.run_in("b", &["sync", "--keep", "mine"]), @"");
    done(&sandbox, "a", &["sync"]);
    assert!(sandbox.read(&format!("a/{BARNS}")).contains("owner: Deputy"));
}

#[test]
fn what_is_in_the_way_is_said_with_the_next_step() {
    let sandbox = shared();
    done(&sandbox, "a", &["set", "barns:R1", "priority=high"]);
    let unsaved = sandbox.run_in("a", &["sync"]);
    done(&sandbox, "a", &["save"]);
    sandbox.git(&["-C", "a", "remote", "set-url", "origin", "ext::sh -c touch% RAN"]);
    let address = sandbox.run_in("a", &["sync"]);
    sandbox.git(&["-C", "a", "remote", "set-url", "origin", "https://localhost:1/records.git"]);
    let unreachable = sandbox.run_in("a", &["sync"]);
    sandbox.git(&["-C", "a", "config", "--unset", "branch.main.remote"]);
    let unconnected = sandbox.run_in("a", &["sync"]);
    sandbox.git(&["-C", "a", "remote", "remove", "origin"]);
    let alone = sandbox.run_in("a", &["sync"]);
    let runs = [unsaved, address, unreachable, unconnected, alone].map(|run| run.to_string()).join("\n\n");
    assert_snapshot!(runs, @"");
    assert!(!sandbox.path("a/RAN").exists());
}

#[test]
fn lines_of_another_file_that_both_changed_are_left_to_git() {
    let sandbox = shared();
    for (clone, days) in [("a", "30"), ("b", "40")] {
        sandbox.write(&format!("{clone}/irr.yaml"), &format!("copies_within_days: {days}\n"));
        done(&sandbox, clone, &["save"]);
    }
    done(&sandbox, "a", &["sync"]);
    assert_snapshot!(sandbox.run_in("b", &["sync"]), @"");
    assert_eq!(sandbox.git(&["-C", "b", "status", "--short"]), "");
}

/// What a repository's configuration and hooks name is not run, whatever is exchanged.
#[cfg(unix)]
#[test]
fn no_program_of_the_repository_runs() {
    let sandbox = shared();
    let run = |clone: &str| format!("sh -c 'touch {}' --", sandbox.path(&format!("RAN-{clone}")).display());
    for key in ["remote.origin.uploadpack", "remote.origin.receivepack", "core.sshCommand", "credential.helper", "core.fsmonitor", "core.alternateRefsCommand", "core.askPass", "gpg.program", "core.editor"] {
        sandbox.git(&["-C", "a", "config", key, &run("a")]);
    }
    sandbox.git(&["-C", "a", "config", "commit.gpgSign", "true"]);
    for hook in ["pre-commit", "commit-msg", "post-commit", "pre-push", "post-merge", "pre-merge-commit", "post-checkout", "reference-transaction"] {
        let path = format!("a/.git/hooks/{hook}");
        sandbox.write(&path, &format!("#!/bin/sh\n{}\nexit 1\n", run("a")));
        std::fs::set_permissions(sandbox.path(&path), std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
    }
    saved(&sandbox, "b", &["set", "barns:R1", "owner=Deputy"]);
    done(&sandbox, "b", &["sync"]);
    saved(&sandbox, "a", &["set", "barns:R1", "priority=high"]);
    done(&sandbox, "a", &["sync"]);
    sandbox.git(&["-C", "a", "remote", "set-url", "origin", "ssh://localhost:1/records.git"]);
    assert_eq!(sandbox.run_in("a", &["sync"]).code, 2);
    sandbox.git(&["-C", "a", "remote", "set-url", "origin", "https://localhost:1/records.git"]);
    assert_eq!(sandbox.run_in("a", &["sync"]).code, 2);
    assert!(!sandbox.path("RAN-a").exists());
}

#[cfg(unix)]
mod on_a_terminal {
    use super::*;
    use crate::terminal::{DOWN, ENTER, ESCAPE, Terminal};

    #[test]
    fn what_is_not_saved_is_saved_and_a_conflict_is_asked_about() {
        let sandbox = shared();
        saved(&sandbox, "a", &["set", "barns:R1", "owner=Head of Barns"]);
        done(&sandbox, "a", &["sync"]);
        done(&sandbox, "b", &["set", "barns:R1", "owner=Deputy"]);
        let store = sandbox.path("b").display().to_string();
        let args = ["sync", "--store", &store];
        let mut terminal = Terminal::run(&sandbox, &args);
        terminal.answer("1 change is not saved. Save first?", ENTER);
        terminal.answer("Both changed the owner of kent/2026-04-20-barns:R1. Keep:", ESCAPE);
        assert_snapshot!(terminal.end(), @"");
        let mut terminal = Terminal::run(&sandbox, &args);
        terminal.answer("Both changed the owner of kent/2026-04-20-barns:R1. Keep:", &format!("{DOWN}{ENTER}"));
        assert_snapshot!(terminal.end(), @"");
        assert!(sandbox.read(&format!("b/{BARNS}")).contains("owner: Head of Barns"));
    }
}
