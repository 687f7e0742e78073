//! `irr undo`, and how far it and `irr redo` go

use std::time::{Duration, SystemTime};

use crate::sandbox::{Run, Sandbox};
use insta::assert_snapshot;

pub(crate) const BARNS: &str = "records/kent/2026-04-20-barns.yaml";
const HOPS: &str = "records/kent/2026-04-20-hops.yaml";

pub(crate) fn text(title: &str) -> String {
    format!(
        "schema_version: 1\nstage: draft\nforce: Kent\nlocal_policing_body: {{kind: pcc}}\ninspection:\n  title: {title}\n  published: 2026-04-20\n\
         recommendations:\n  - ref: \"1\"\n    text: Mend them.\n    due: 2027-01-31\n"
    )
}

/// A store of two records, without git.
fn without_git() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write(BARNS, &text("Barns"));
    sandbox.write(HOPS, &text("Hops"));
    sandbox
}

/// The same, committed.
pub(crate) fn store() -> Sandbox {
    let sandbox = without_git();
    sandbox.commit();
    sandbox
}

pub(crate) fn done(sandbox: &Sandbox, args: &[&str]) -> Run {
    let run = sandbox.run(args);
    assert_eq!(run.code, 0, "{args:?}: {run}");
    run
}

fn texts(sandbox: &Sandbox) -> (String, String) {
    (sandbox.read(BARNS), sandbox.read(HOPS))
}

#[test]
fn each_undo_goes_one_step_further_back_and_each_redo_one_forward() {
    let sandbox = store();
    let first = texts(&sandbox);
    done(&sandbox, &["set", "barns:R1", "priority=high"]);
    let second = texts(&sandbox);
    done(&sandbox, &["set", "--where", "ours", "owner=Head of Farms", "--yes"]);
    let third = texts(&sandbox);
    assert_snapshot!(sandbox.run(&["undo"]), @r#"
    --- a/records/kent/2026-04-20-hops.yaml
    +++ b/records/kent/2026-04-20-hops.yaml
    @@ -9,4 +9,3 @@
       - ref: "1"
         text: Mend them.
         due: 2027-01-31
    -    owner: Head of Farms
    --- a/records/kent/2026-04-20-barns.yaml
    +++ b/records/kent/2026-04-20-barns.yaml
    @@ -10,4 +10,3 @@
         text: Mend them.
         due: 2027-01-31
         priority: high
    -    owner: Head of Farms
    kent/2026-04-20-hops: changed back (set owner of 2 findings)
    kent/2026-04-20-barns: changed back (set owner of 2 findings)
    --- stderr
    reminder: do not destroy information that was requested under the Freedom of Information Act
    --- exit 0
    "#);
    assert_eq!(texts(&sandbox), second);
    done(&sandbox, &["undo"]);
    assert_eq!(texts(&sandbox), first);
    assert_snapshot!(sandbox.run(&["undo"]), @"
    --- stderr
    error: nothing to undo
    hint: irr undoes only the changes of its own commands; what was committed with git alone is in git
    --- exit 1
    ");
    assert_snapshot!(sandbox.run(&["redo"]), @r#"
    --- a/records/kent/2026-04-20-barns.yaml
    +++ b/records/kent/2026-04-20-barns.yaml
    @@ -9,3 +9,4 @@
       - ref: "1"
         text: Mend them.
         due: 2027-01-31
    +    priority: high
    kent/2026-04-20-barns: changed again (set priority of kent/2026-04-20-barns:R1)
    --- stderr
    --- exit 0
    "#);
    assert_eq!(texts(&sandbox), second);
    done(&sandbox, &["redo"]);
    assert_eq!(texts(&sandbox), third);
    assert_snapshot!(sandbox.run(&["redo"]), @"
    --- stderr
    error: nothing to redo
    hint: a step can be redone after `irr undo`, until something else is changed
    --- exit 1
    ");
    for _ in 0..2 {
        done(&sandbox, &["undo"]);
    }
    assert_eq!(texts(&sandbox), first);
}

#[test]
fn a_record_that_came_goes_again_and_one_that_went_comes_again() {
    let sandbox = store();
    let before = texts(&sandbox);
    done(&sandbox, &["mv", "barns", "kent/2026-04-20-sheds"]);
    done(&sandbox, &["rm", "hops", "--anyway"]);
    for _ in 0..2 {
        done(&sandbox, &["undo"]);
    }
    assert_eq!(texts(&sandbox), before);
    assert!(!sandbox.path("records/kent/2026-04-20-sheds.yaml").exists());
    done(&sandbox, &["redo"]);
    assert!(!sandbox.path(BARNS).exists() && sandbox.path("records/kent/2026-04-20-sheds.yaml").exists());
}

#[test]
fn the_steps_are_listed_with_what_they_did_and_when() {
    let sandbox = store();
    assert_snapshot!(sandbox.run(&["undo", "--list"]), @"
    nothing to undo or redo
    --- stderr
    --- exit 0
    ");
    for owner in ["First", "Second", "Third", "Fourth"] {
        done(&sandbox, &["set", "barns:R1", "hops:R1", &format!("owner={owner}"), "--yes"]);
    }
    for _ in 0..2 {
        done(&sandbox, &["undo"]);
    }
    let mut steps: Vec<_> =
        std::fs::read_dir(sandbox.path(".git/irr/steps")).unwrap().map(|entry| entry.unwrap().path()).collect();
    steps.sort();
    // Friday 1 May 2026, 08:00, and an hour later each.
    for (hour, step) in (0..).zip(steps) {
        let made = SystemTime::UNIX_EPOCH + Duration::from_secs(1_777_622_400 + hour * 3600);
        std::fs::File::options().write(true).open(step).unwrap().set_modified(made).unwrap();
    }
    assert_snapshot!(sandbox.run_with(&["undo", "--list"], &[("TZ", "UTC")], ""), @"
    `irr redo` would redo, the last line first:
      Fri 1 May 2026 11:00   set owner of 2 findings
      Fri 1 May 2026 10:00   set owner of 2 findings
    `irr undo` would undo, the first line first:
      Fri 1 May 2026 09:00   set owner of 2 findings
      Fri 1 May 2026 08:00   set owner of 2 findings
    --- stderr
    --- exit 0
    ");
}

#[test]
fn what_somebody_has_changed_since_is_not_undone() {
    let sandbox = store();
    done(&sandbox, &["set", "barns:R1", "priority=high"]);
    let by_hand = sandbox.read(BARNS).replace("priority: high", "priority: low");
    sandbox.write(BARNS, &by_hand);
    assert_snapshot!(sandbox.run(&["undo"]), @"
    --- stderr
    error: cannot undo (set priority of kent/2026-04-20-barns:R1): records/kent/2026-04-20-barns.yaml has changed since
    hint: `git diff records/kent/2026-04-20-barns.yaml` shows the uncommitted changes: undo those first, or change the record by hand
    --- exit 1
    ");
    assert_eq!(sandbox.read(BARNS), by_hand);
    sandbox.write(BARNS, &by_hand.replace("priority: low", "priority: high"));
    done(&sandbox, &["undo"]);
    sandbox.write(BARNS, &by_hand);
    assert_snapshot!(sandbox.run(&["redo"]), @"
    --- stderr
    error: cannot redo (set priority of kent/2026-04-20-barns:R1): records/kent/2026-04-20-barns.yaml has changed since
    hint: `git diff records/kent/2026-04-20-barns.yaml` shows the uncommitted changes: undo those first, or change the record by hand
    --- exit 1
    ");
    assert_eq!(sandbox.read(BARNS), by_hand);
}

/// A folder beside the records may have come with them, as git's own cannot.
#[test]
fn without_git_somebody_has_to_agree() {
    let sandbox = without_git();
    done(&sandbox, &["set", "barns:R1", "priority=high"]);
    assert_snapshot!(sandbox.run(&["undo"]), @r#"
    --- a/records/kent/2026-04-20-barns.yaml
    +++ b/records/kent/2026-04-20-barns.yaml
    @@ -9,4 +9,3 @@
       - ref: "1"
         text: Mend them.
         due: 2027-01-31
    -    priority: high
    --- stderr
    error: confirmation needed, but there is no terminal
    hint: use --yes to confirm, or --dry-run to see what would change
    --- exit 2
    "#);
    done(&sandbox, &["undo", "--yes"]);
    assert_eq!(sandbox.read(BARNS), text("Barns"));
}

#[test]
fn a_step_that_cannot_be_read_is_named_and_can_be_passed_over() {
    let sandbox = store();
    done(&sandbox, &["set", "barns:R1", "priority=high"]);
    done(&sandbox, &["set", "hops:R1", "priority=high"]);
    let before = texts(&sandbox);
    sandbox.write(".git/irr/steps/000002.json.gz", "not packed");
    assert_snapshot!(sandbox.run(&["undo"]), @"
    --- stderr
    error: cannot use SANDBOX/.git/irr/steps/000002.json.gz, a step of `irr undo` and `irr redo`
    because: cannot read SANDBOX/.git/irr/steps/000002.json.gz
    because: invalid gzip header
    hint: remove that file; `irr undo` then continues with the step before it
    --- exit 2
    ");
    assert_eq!(sandbox.run(&["undo", "--list"]).code, 2);
    assert_eq!(texts(&sandbox), before);
    std::fs::remove_file(sandbox.path(".git/irr/steps/000002.json.gz")).unwrap();
    done(&sandbox, &["undo"]);
    assert_eq!(sandbox.read(BARNS), text("Barns"));
}

#[cfg(unix)]
mod on_a_terminal {
    use super::*;
    use crate::terminal::{ENTER, Terminal};

    #[test]
    fn what_is_undone_is_shown_and_asked_for() {
        let sandbox = store();
        done(&sandbox, &["set", "barns:R1", "priority=high"]);
        let mut terminal = Terminal::run(&sandbox, &["undo"]);
        terminal.see("-    priority: high");
        terminal.see("Take back this change");
        terminal.press(&format!("n{ENTER}"));
        assert_snapshot!(terminal.end(), @r#"
        --- a/records/kent/2026-04-20-barns.yaml
        +++ b/records/kent/2026-04-20-barns.yaml
        @@ -9,4 +9,3 @@
           - ref: "1"
             text: Mend them.
             due: 2027-01-31
        -    priority: high
        > Take back this change (set priority of kent/2026-04-20-barns:R1)? No
        nothing was written
        --- exit 1
        "#);
        assert!(sandbox.read(BARNS).contains("priority: high"));
    }
}

/// The same store, in a repository that knows who commits, with two saved changes of one finding.
fn with_saved_changes() -> Sandbox {
    let sandbox = store();
    sandbox.named();
    done(&sandbox, &["set", "barns:R1", "owner=Head of Barns"]);
    done(&sandbox, &["save"]);
    done(&sandbox, &["progress", "barns:R1", "-m", "Begun.", "--status", "in_progress"]);
    done(&sandbox, &["save"]);
    sandbox
}

fn subjects(sandbox: &Sandbox) -> String {
    sandbox.git(&["log", "--format=%s"])
}

#[test]
fn a_saved_change_is_taken_back_in_a_new_commit_and_made_again_in_another() {
    let sandbox = with_saved_changes();
    let before = sandbox.read(BARNS);
    assert_snapshot!(sandbox.run(&["undo"]), @r#"
    --- a/records/kent/2026-04-20-barns.yaml
    +++ b/records/kent/2026-04-20-barns.yaml
    @@ -9,10 +9,4 @@
       - ref: "1"
         text: Mend them.
         due: 2027-01-31
    -    status: in_progress
         owner: Head of Barns
    -    progress:
    -      - date: 2026-05-01
    -        status: in_progress
    -        note: |
    -          Begun.
    taken back: “Set the status of barns:R1 to in progress”
      Set the status of kent/2026-04-20-barns:R1 to not started (was in progress)
      Take back a log entry of kent/2026-04-20-barns:R1
    --- stderr
    saved: Undo: Set the status of barns:R1 to in progress
    --- exit 0
    "#);
    done(&sandbox, &["undo"]);
    assert_eq!(sandbox.read(BARNS), text("Barns"));
    assert_eq!(sandbox.run(&["undo"]).code, 1);
    done(&sandbox, &["redo"]);
    done(&sandbox, &["redo"]);
    assert_eq!((sandbox.read(BARNS), sandbox.run(&["redo"]).code), (before, 1));
    assert_snapshot!(subjects(&sandbox), @"
    Redo: Set the status of barns:R1 to in progress
    Redo: Set the owner of barns:R1 to Head of Barns
    Undo: Set the owner of barns:R1 to Head of Barns
    Undo: Set the status of barns:R1 to in progress
    Set the status of barns:R1 to in progress
    Set the owner of barns:R1 to Head of Barns
    as it stands
    ");
    assert_eq!(sandbox.git(&["status", "--short"]), "");
}

#[test]
fn what_is_not_saved_is_undone_first() {
    let sandbox = with_saved_changes();
    done(&sandbox, &["set", "hops:R1", "priority=high"]);
    done(&sandbox, &["undo"]);
    assert_eq!((sandbox.read(HOPS), subjects(&sandbox).lines().count()), (text("Hops"), 3));
    done(&sandbox, &["undo"]);
    assert_eq!(subjects(&sandbox).lines().count(), 4);
}

#[test]
fn a_saved_change_on_which_a_later_one_stands_is_not_taken_back() {
    let sandbox = with_saved_changes();
    sandbox.write(BARNS, &sandbox.read(BARNS).replacen("status: in_progress\n", "status: pending_sign_off\n", 1));
    sandbox.git(&["commit", "-qam", "By hand"]);
    assert_snapshot!(sandbox.run(&["undo"]), @"
    --- stderr
    error: cannot undo the saved change “Set the status of barns:R1 to in progress”: the status of kent/2026-04-20-barns:R1 was changed since, to pending sign off
    hint: nothing was changed: change back what should go with `irr set` or `irr edit`, then `irr save`
    --- exit 1
    ");
    // A later change of something else stays.
    sandbox.write(BARNS, &sandbox.read(BARNS).replace("status: pending_sign_off\n", "status: in_progress\n    priority: high\n"));
    assert_snapshot!(sandbox.run(&["undo"]), @"
    --- stderr
    error: cannot undo the saved change “Set the status of barns:R1 to in progress”: records/kent/2026-04-20-barns.yaml has changes that are not saved
    hint: `irr save` saves them; `irr undo` then takes back the last of them
    --- exit 1
    ");
    sandbox.git(&["commit", "-qam", "By hand again"]);
    done(&sandbox, &["undo"]);
    assert!(sandbox.read(BARNS).contains("priority: high") && !sandbox.read(BARNS).contains("Begun"));
}

#[test]
fn a_saved_change_of_somebody_else_is_not_ones_own_to_take_back() {
    let sandbox = with_saved_changes();
    sandbox.git(&["config", "user.email", "another@example.org"]);
    assert_snapshot!(sandbox.run(&["undo"]), @"
    --- stderr
    error: nothing to undo
    hint: irr undoes only the changes of its own commands; what was committed with git alone is in git
    --- exit 1
    ");
}
