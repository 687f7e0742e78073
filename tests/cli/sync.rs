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
    std::fs::create_dir(sandbox.path("b/records")).unwrap();
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
    assert_snapshot!(sandbox.run_in("a", &["sync"]), @"
    --- stderr
    error: cannot sync: 2 changes are not saved
    hint: `irr save` saves them; then run `irr sync` again
    --- exit 1
    ");
    done(&sandbox, "a", &["save"]);
    assert_snapshot!(sandbox.run_in("a", &["sync"]), @"
    sent to origin: all your saved changes
    --- stderr
    --- exit 0
    ");
    assert_snapshot!(sandbox.run_in("b", &["sync"]), @"
    received from origin: 1 saved change
      Officer A: Add Barns; add Hops
    --- stderr
    --- exit 0
    ");
    assert_snapshot!(sandbox.run_in("b", &["sync"]), @"
    --- stderr
    nothing to exchange: already up to date with origin
    --- exit 0
    ");
    assert_eq!(sandbox.read(&format!("b/{BARNS}")), text("Barns"));
}

#[test]
fn changes_of_different_values_come_together() {
    let sandbox = shared();
    saved(&sandbox, "a", &["set", "barns:R1", "owner=Head of Barns"]);
    saved(&sandbox, "a", &["progress", "barns:R1", "-m", "Looked.", "--date", "2026-04-28"]);
    saved(&sandbox, "b", &["progress", "barns:R1", "-m", "Begun."]);
    saved(&sandbox, "b", &["set", "hops:R1", "priority=high"]);
    done(&sandbox, "a", &["sync"]);
    assert_snapshot!(sandbox.run_in("b", &["sync"]), @"
    received from origin: 2 saved changes
      Officer A: Add a log entry to barns:R1
      Officer A: Set the owner of barns:R1 to Head of Barns
    sent to origin: 2 saved changes
    --- stderr
    --- exit 0
    ");
    assert_snapshot!(sandbox.run_in("a", &["sync"]), @"
    received from origin: 2 saved changes
      Officer B: Set the priority of hops:R1 to high
      Officer B: Add a log entry to barns:R1
    --- stderr
    --- exit 0
    ");
    assert_eq!(sandbox.read(&format!("a/{BARNS}")), sandbox.read(&format!("b/{BARNS}")));
    assert_snapshot!(sandbox.read(&format!("a/{BARNS}")), @r#"
    schema_version: 1
    stage: draft
    force: Kent
    local_policing_body: {kind: pcc}
    inspection:
      title: Barns
      published: 2026-04-20
    recommendations:
      - ref: "1"
        text: Mend them.
        due: 2027-01-31
        owner: Head of Barns
        progress:
          - date: 2026-04-28
            note: |
              Looked.
          - date: 2026-05-01
            note: |
              Begun.
    "#);
    assert_snapshot!(sandbox.git(&["-C", "a", "log", "-1", "--format=%an: %s%n%b%P"]).lines().next().unwrap_or(""), @"Officer B: Merge the changes of origin/main");
}

#[test]
fn a_value_that_both_changed_is_a_conflict_that_is_decided_or_changes_nothing() {
    let sandbox = shared();
    saved(&sandbox, "a", &["set", "barns:R1", "owner=Head of Barns"]);
    saved(&sandbox, "b", &["set", "barns:R1", "owner=Deputy", "priority=high"]);
    done(&sandbox, "a", &["sync"]);
    let before = (sandbox.read(&format!("b/{BARNS}")), sandbox.git(&["-C", "b", "rev-parse", "HEAD"]));
    assert_snapshot!(sandbox.run_in("b", &["sync"]), @"
    --- stderr
    you and a colleague changed the owner of kent/2026-04-20-barns:R1: yours Deputy, theirs Head of Barns
    error: cannot merge: 1 value was changed here and by others
    hint: nothing was merged or sent: decide with --keep mine or --keep theirs, or make the values the same with `irr set` and `irr save`, and sync again
    --- exit 1
    ");
    assert_eq!((sandbox.read(&format!("b/{BARNS}")), sandbox.git(&["-C", "b", "rev-parse", "HEAD"])), before);
    assert_eq!(sandbox.git(&["-C", "b", "status", "--short"]), "");
    assert_snapshot!(sandbox.run_in("b", &["sync", "--keep", "theirs"]), @"
    received from origin: 1 saved change
      Officer A: Set the owner of barns:R1 to Head of Barns
    the owner of kent/2026-04-20-barns:R1: kept theirs, Head of Barns (yours: Deputy)
    sent to origin: 1 saved change
    --- stderr
    --- exit 0
    ");
    assert_snapshot!(sandbox.git(&["-C", "b", "log", "-1", "--format=%B"]), @"
    Merge the changes of origin/main

    - the owner of kent/2026-04-20-barns:R1: kept theirs, Head of Barns (yours: Deputy)
    ");
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
    assert_snapshot!(sandbox.run_in("b", &["sync"]), @"
    --- stderr
    you and a colleague changed the whole of kent/2026-04-20-barns: yours changed, theirs removed
    error: cannot merge: 1 value was changed here and by others
    hint: nothing was merged or sent: decide with --keep mine or --keep theirs, or make the values the same with `irr set` and `irr save`, and sync again
    --- exit 1
    ");
    assert_snapshot!(sandbox.run_in("b", &["sync", "--keep", "mine"]), @"
    received from origin: 1 saved change
      Officer A: Remove Barns
    the whole of kent/2026-04-20-barns: kept yours, changed (theirs: removed)
    sent to origin: 1 saved change
    --- stderr
    --- exit 0
    ");
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
    assert!(unreachable.code == 2 && unreachable.stderr.contains("cannot reach `origin`: "), "{unreachable}");
    sandbox.git(&["-C", "a", "config", "--unset", "branch.main.remote"]);
    let unconnected = sandbox.run_in("a", &["sync"]);
    sandbox.git(&["-C", "a", "remote", "remove", "origin"]);
    let alone = sandbox.run_in("a", &["sync"]);
    let runs = [unsaved, address, unconnected, alone].map(|run| run.to_string()).join("\n\n");
    assert_snapshot!(runs, @"
    --- stderr
    error: cannot sync: 1 change is not saved
    hint: `irr save` saves them; then run `irr sync` again
    --- exit 1

    --- stderr
    error: cannot use the address of `origin`: irr connects over HTTPS, SSH and folders only
    hint: `git remote set-url origin ADDRESS` gives it another address
    --- exit 2

    --- stderr
    error: the branch `main` is not connected to a branch of `origin` (it has no upstream)
    hint: `git push --set-upstream origin main` connects it
    --- exit 2

    --- stderr
    error: this repository is not connected to another one (it has no remote)
    hint: ask whoever keeps it for its address, then `git remote add origin ADDRESS`
    --- exit 2
    ");
    assert!(!sandbox.path("a/RAN").exists());
}

#[test]
fn a_change_that_others_received_is_taken_back_with_a_warning() {
    let sandbox = shared();
    saved(&sandbox, "a", &["progress", "barns:R1", "-m", "Begun."]);
    done(&sandbox, "a", &["sync"]);
    saved(&sandbox, "b", &["set", "barns:R1", "owner=Deputy"]);
    done(&sandbox, "b", &["sync"]);
    done(&sandbox, "a", &["sync"]);
    assert_snapshot!(sandbox.run_in("a", &["undo"]), @"
    --- a/records/kent/2026-04-20-barns.yaml
    +++ b/records/kent/2026-04-20-barns.yaml
    @@ -10,7 +10,3 @@
         text: Mend them.
         due: 2027-01-31
         owner: Deputy
    -    progress:
    -      - date: 2026-05-01
    -        note: |
    -          Begun.
    taken back: “Add a log entry to barns:R1”
      Take back a log entry of kent/2026-04-20-barns:R1
    --- stderr
    warning: others may have received this change already: checks against an earlier version (`irr validate --against`) may report what is taken back
    saved: Undo: Add a log entry to barns:R1
    --- exit 0
    ");
    done(&sandbox, "a", &["sync"]);
    done(&sandbox, "b", &["sync"]);
    let text = sandbox.read(&format!("b/{BARNS}"));
    assert!(text.contains("owner: Deputy") && !text.contains("Begun"), "{text}");
}

#[test]
fn lines_of_another_file_that_both_changed_are_left_to_git() {
    let sandbox = shared();
    for (clone, days) in [("a", "30"), ("b", "40")] {
        sandbox.write(&format!("{clone}/irr.yaml"), &format!("copies_within_days: {days}\n"));
        done(&sandbox, clone, &["save"]);
    }
    done(&sandbox, "a", &["sync"]);
    assert_snapshot!(sandbox.run_in("b", &["sync"]), @"
    --- stderr
    error: cannot merge irr.yaml: you and a colleague changed the same lines
    hint: nothing was merged: `git merge origin/main` shows the lines to decide on; then run `irr sync` again
    --- exit 1
    ");
    assert_eq!(sandbox.git(&["-C", "b", "status", "--short"]), "");
}

/// What a repository's configuration and hooks name is not run, whatever is exchanged.
#[cfg(unix)]
#[test]
fn no_program_of_the_repository_runs() {
    let sandbox = shared();
    let run = |clone: &str| format!("sh -c 'touch {}' --", sandbox.path(&format!("RAN-{clone}")).display());
    for key in [
        "remote.origin.uploadpack",
        "remote.origin.receivepack",
        "core.sshCommand",
        "credential.helper",
        "core.fsmonitor",
        "core.alternateRefsCommand",
        "core.askPass",
        "gpg.program",
        "core.editor",
    ] {
        sandbox.git(&["-C", "a", "config", key, &run("a")]);
    }
    sandbox.git(&["-C", "a", "config", "commit.gpgSign", "true"]);
    for hook in [
        "pre-commit",
        "commit-msg",
        "post-commit",
        "pre-push",
        "post-merge",
        "pre-merge-commit",
        "post-checkout",
        "reference-transaction",
    ] {
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
        assert_snapshot!(terminal.end(), @"
        > 1 change is not saved. Save first? Yes
        saved: Set the owner of barns:R1 to Deputy
        ? Both changed the owner of kent/2026-04-20-barns:R1. Keep: <canceled>
        error: cancelled: nothing was merged and nothing was sent
        --- exit 1
        ");
        let mut terminal = Terminal::run(&sandbox, &args);
        terminal.answer("Both changed the owner of kent/2026-04-20-barns:R1. Keep:", &format!("{DOWN}{ENTER}"));
        assert_snapshot!(terminal.end(), @"
        > Both changed the owner of kent/2026-04-20-barns:R1. Keep: theirs: Head of Barn
        s
        received from origin: 1 saved change
          Officer A: Set the owner of barns:R1 to Head of Barns
        the owner of kent/2026-04-20-barns:R1: kept theirs, Head of Barns (yours: Deputy)
        sent to origin: 1 saved change
        --- exit 0
        ");
        assert!(sandbox.read(&format!("b/{BARNS}")).contains("owner: Head of Barns"));
    }
}
