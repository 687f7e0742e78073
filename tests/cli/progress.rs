//! `irr progress`

use crate::custody::{RECORD, changed, refused, store};
use insta::assert_snapshot;

#[test]
fn progress_adds_an_entry_and_touches_no_other_line() {
    let sandbox = store();
    assert_snapshot!(changed(&sandbox, &["progress", "custody:R1", "-m", "Two suites were visited", "--status", "in_progress"]), @"
    kent/2026-04-20-custody-suites:R1: progress of 2026-05-01, from not started to in progress
    --- stderr
    --- exit 0
    @@ -20,0 +21 @@ recommendations:
    +  status: in_progress
    @@ -25 +26,5 @@ recommendations:
    -  progress: []   # nothing yet
    +  progress:   # nothing yet
    +  - date: 2026-05-01
    +    status: in_progress
    +    note: |
    +      Two suites were visited
    ");
    assert_snapshot!(changed(&sandbox, &["progress", "custody:r1", "-m", "-", "--date", "2026-04-28", "--by", "Estates"]), @"
    --- stderr
    error: cannot record progress on kent/2026-04-20-custody-suites:R1: missing what has happened (-m) or a status (--status)
    hint: nothing was written
    --- exit 1
    ");
}

#[test]
fn progress_may_not_close_nor_leave_nobody_in_charge() {
    let sandbox = store();
    assert_snapshot!(refused(&sandbox, &["progress", "custody:R1", "--status", "closed", "-m", "done"]), @"
    --- stderr
    error: cannot record progress on kent/2026-04-20-custody-suites:R1: a progress update cannot make it closed
    hint: use `irr close --as closed`, with evidence and approver
    --- exit 1
    ");
    sandbox.run(&["set", "custody:R2", "owner="]);
    assert_snapshot!(refused(&sandbox, &["progress", "custody:R2", "--status", "in-progress", "-m", "begun"]), @"
    --- stderr
    error[in-progress-without-owner]: R2 is in progress but has no owner
       ╭▸ records/kent/2026-04-20-custody-suites.yaml:30:11
       │
    30 │   status: in_progress
       │           ━━━━━━━━━━━
       │
       ╰ help: write the responsible post in `owner`

    1 error and 0 warnings in 1 record.
    error: cannot write (record progress on kent/2026-04-20-custody-suites:R2): it would add the errors shown above
    hint: fix them first, or use --anyway to write the change with these errors
    --- exit 1
    ");
    assert_eq!(
        sandbox.run(&["progress", "custody:R2", "--status", "in-progress", "-m", "begun", "--owner", "Head of Custody"]).code,
        0
    );
}

#[test]
fn progress_opens_the_editor_for_the_note_and_keeps_what_was_typed_until_it_is_written() {
    let sandbox = store();
    sandbox.write("type.sh", "printf 'Typed in an editor\\n' | cat - \"$1\" > typed && cp typed \"$1\"\n");
    let run = |args: &[&str], editor: &str| sandbox.run_with(args, &[("EDITOR", editor)], "");
    assert_snapshot!(run(&["progress", "custody:R1", "--status", "closed"], "sh type.sh"), @"
    --- stderr
    error: cannot record progress on kent/2026-04-20-custody-suites:R1: a progress update cannot make it closed
    hint: use `irr close --as closed`, with evidence and approver
    the text is kept in SANDBOX/.git/irr/notes/kent-2026-04-20-custody-suites-r1-1b2581112a07a85a.md: run the command again with an editor to continue it
    --- exit 1
    ");
    assert_snapshot!(run(&["progress", "custody:R1"], "true"), @"
    kent/2026-04-20-custody-suites:R1: progress of 2026-05-01
    --- stderr
    continuing an earlier text on kent/2026-04-20-custody-suites:R1 that was not saved
    --- exit 0
    ");
    assert!(sandbox.read(RECORD).contains("Typed in an editor"));
    assert_snapshot!(run(&["progress", "custody:R1"], "true"), @"
    --- stderr
    error: the note is empty: nothing was written
    --- exit 1
    ");
    assert_snapshot!(run(&["progress", "custody:R1"], "false"), @"
    --- stderr
    error: cannot edit with `false`
    because: exit status: 1
    --- exit 2
    ");
}

#[cfg(unix)]
mod on_a_terminal {
    use super::*;
    use crate::terminal::{CONTROL_C, DOWN, ENTER, Terminal};

    #[test]
    fn progress_is_asked_for_and_told() {
        let sandbox = store();
        let mut terminal = Terminal::run(&sandbox, &["progress", "custody:R1"]);
        terminal.answer("What has happened:", &format!("Two suites were visited{ENTER}"));
        terminal.answer("Status:", "");
        terminal.see("> unchanged");
        assert_snapshot!(terminal.seen(), @"
        kent/2026-04-20-custody-suites:R1  By 31 December 2026, chief constables should…
        ? What has happened: Two suites were visited
        ? Status:  
        > unchanged
          not started
          in progress
          pending sign off
        [type to filter, Enter to choose, Esc to leave]
        ");
        terminal.press(&format!("{DOWN}{DOWN}{ENTER}"));
        assert_snapshot!(terminal.end(), @"
        kent/2026-04-20-custody-suites:R1  By 31 December 2026, chief constables should…
        ? What has happened: Two suites were visited
        > Status: in progress
        kent/2026-04-20-custody-suites:R1: progress of 2026-05-01, from not started to in progress
        --- exit 0
        ");
        assert_snapshot!(sandbox.git(&["diff", "--no-color", "-U0"]).lines().skip(4).collect::<Vec<_>>().join("\n"), @"
        @@ -20,0 +21 @@ recommendations:
        +  status: in_progress
        @@ -25 +26,5 @@ recommendations:
        -  progress: []   # nothing yet
        +  progress:   # nothing yet
        +  - date: 2026-05-01
        +    status: in_progress
        +    note: |
        +      Two suites were visited
        ");
    }

    #[test]
    fn who_leaves_a_question_has_written_nothing() {
        let sandbox = store();
        let mut terminal = Terminal::run(&sandbox, &["progress", "custody:R1"]);
        terminal.answer("What has happened:", &format!("Two su{CONTROL_C}"));
        assert_snapshot!(terminal.end(), @"
        kent/2026-04-20-custody-suites:R1  By 31 December 2026, chief constables should…
        ? What has happened: Two su
        cancelled: nothing was written
        what you typed is kept, in .git/irr/unsaved.md: run the command again and press the Up key
        --- exit 1
        ");
        assert_eq!(sandbox.git(&["status", "--short"]), "");
    }

    #[test]
    fn what_would_be_wrong_is_shown_and_written_only_if_it_is_wanted() {
        let sandbox = store();
        sandbox.run(&["set", "custody:R2", "owner="]);
        let args = ["set", "custody:R2", "status=in_progress"];
        let mut terminal = Terminal::run(&sandbox, &args);
        terminal.answer("Write it anyway?", ENTER);
        assert_snapshot!(terminal.end(), @"
        error[in-progress-without-owner]: R2 is in progress but has no owner
           ╭▸ records/kent/2026-04-20-custody-suites.yaml:30:11
           │
        30 │   status: in_progress
           │           ━━━━━━━━━━━
           │
           ╰ help: write the responsible post in `owner`

        1 error and 0 warnings in 1 record.
        > Write it anyway? No
        nothing was written
        --- exit 1
        ");
        let mut terminal = Terminal::run(&sandbox, &args);
        terminal.answer("Write it anyway?", &format!("y{ENTER}"));
        assert!(terminal.end().ends_with("--- exit 0"));
    }
}
