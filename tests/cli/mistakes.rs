//! Mistakes of ordinary people: what is said, and that the records are as they were.

use insta::assert_snapshot;

use crate::custody::store;
use crate::sandbox::Sandbox;

/// Runs a command that is a mistake, and returns what it says. The records must not change.
fn mistake(args: &[&str]) -> String {
    let sandbox = store();
    let before = sandbox.git(&["status", "--short"]);
    let told = sandbox.run(args);
    assert_eq!(sandbox.git(&["status", "--short"]), before, "{told}");
    told.to_string()
}

#[test]
fn day_and_month_exchanged() {
    assert_snapshot!(mistake(&["extend", "custody:R1", "--to", "13/31/26", "--reason", "Late", "--approved-by", "DCC"]), @"
    --- stderr
    error: cannot use --to: there is no date `13/31/26` in the calendar
    --- exit 2
    ");
}

#[test]
fn a_day_with_two_readings() {
    assert_snapshot!(mistake(&["extend", "custody:R1", "--to", "11/3/26", "--reason", "Late", "--approved-by", "DCC"]), @"
    --- stderr
    error: cannot use --to: `11/3/26` could be Wednesday 11 March 2026 or Tuesday 3 November 2026: write 2026-03-11 or 2026-11-03
    --- exit 2
    ");
}

#[test]
fn a_day_that_does_not_exist() {
    assert_snapshot!(mistake(&["extend", "custody:R1", "--to", "31 November 2026", "--reason", "Late", "--approved-by", "DCC"]), @"
    --- stderr
    error: cannot use --to: there is no date `31 November 2026` in the calendar
    --- exit 2
    ");
}

#[test]
fn a_weekday_that_is_not_that_day() {
    assert_snapshot!(mistake(&["extend", "custody:R1", "--to", "Monday 1 December 2026", "--reason", "Late", "--approved-by", "DCC"]), @"
    --- stderr
    error: cannot use --to: `Monday 1 December 2026` is not possible: 1 December 2026 is a Tuesday
    --- exit 2
    ");
}

#[test]
fn an_extension_to_an_earlier_day() {
    assert_snapshot!(mistake(&["extend", "custody:R1", "--to", "1 May 2026", "--reason", "Late", "--approved-by", "DCC"]), @"
    --- stderr
    --to 1 May 2026: Friday 1 May 2026
    error: cannot extend kent/2026-04-20-custody-suites:R1: it is due 2026-12-31 already, and an extension must be later than that
    hint: for an earlier date of the force's own, use `irr set kent/2026-04-20-custody-suites:R1 target=DATE`
    --- exit 1
    ");
}

#[test]
fn an_extension_without_a_reason() {
    assert_snapshot!(mistake(&["extend", "custody:R1", "--to", "2027-03-31"]), @"
    --- stderr
    error: missing --reason and --approved-by
    hint: irr extend custody:R1 --to 2027-03-31 --reason REASON --approved-by NAME
    --- exit 2
    ");
}

#[test]
fn kent_police() {
    assert_snapshot!(mistake(&["list", "--force", "Kent Police"]), @"
    address    finding                                                            owner             status       due
    ─────────  ─────────────────────────────────────────────────────────────────  ────────────────  ───────────  ───────────
    suites:R1  By 31 December 2026, chief constables should review their…         Head of Custody   not started  31 Dec 2026
    suites:R2  Train their sergeants.                                             Head of Training  not started  31 Jan 2027

    2 findings, none overdue on Fri 2026-05-01.
    --- stderr
    --- exit 0
    ");
}

#[test]
fn a_force_that_is_misspelt() {
    assert_snapshot!(mistake(&["new", "--force", "Knet", "--title", "Barns", "--published", "2026-04-20"]), @"
    --- stderr
    error: `Knet` is not a police force or fire service that irr knows
    hint: did you mean `Kent`? If the name is right, list it under `forces:` in irr.yaml, or use --anyway
    --- exit 2
    ");
}

#[test]
fn a_record_that_is_misspelt() {
    assert_snapshot!(mistake(&["show", "custdy"]), @"
    --- stderr
    error: no record's id contains `custdy`
    hint: did you mean kent/2026-04-20-custody-suites?
    --- exit 2
    ");
}

#[test]
fn a_finding_that_the_record_lacks() {
    assert_snapshot!(mistake(&["show", "custody:R12"]), @"
    --- stderr
    error: kent/2026-04-20-custody-suites has no R12
    hint: it has R1, R2
    --- exit 2
    ");
}

#[test]
fn closed_without_evidence() {
    assert_snapshot!(mistake(&["close", "custody:R1", "--approved-by", "DCC"]), @"
    --- stderr
    error: missing --evidence
    hint: irr close custody:R1 --approved-by DCC --evidence EVIDENCE
    --- exit 2
    ");
}

#[test]
fn words_without_quotes() {
    assert_snapshot!(mistake(&["note", "custody:R1", "-m", "Spoke", "to", "chief"]), @"
    --- stderr
    error: the words after -m are not in quotes
    hint: for example -m 'Spoke to the chief officer'
    --- exit 2
    ");
}

#[test]
fn a_value_without_quotes() {
    assert_snapshot!(mistake(&["set", "custody:R1", "owner=Head", "of", "Custody"]), @"
    --- stderr
    note: no other record has `Head`: did you mean `Head of Custody`?
    error: no record's id contains `of`
    hint: put a value with blanks in quotes: owner='Head of Custody'
    --- exit 2
    ");
}

#[test]
fn a_field_that_does_not_exist() {
    assert_snapshot!(mistake(&["set", "custody:R1", "ownr=Estates"]), @"
    --- stderr
    error: cannot set kent/2026-04-20-custody-suites:R1
    because: there is no field `ownr`
    hint: did you mean owner?
    --- exit 2
    ");
}

#[test]
fn a_status_that_does_not_exist() {
    assert_snapshot!(mistake(&["progress", "custody:R1", "-m", "Done", "--status", "finished"]), @"
    --- stderr
    error: invalid value 'finished' for '--status <STATUS>': `finished` is not a status: use one of not_started, in_progress, pending_sign_off, closed, superseded, not_accepted

    For more information, try '--help'.
    --- exit 2
    ");
}

#[test]
fn closing_with_progress() {
    assert_snapshot!(mistake(&["progress", "custody:R1", "-m", "Done", "--status", "closed"]), @"
    --- stderr
    error: cannot record progress on kent/2026-04-20-custody-suites:R1: a progress update cannot make it closed
    hint: use `irr close --as closed`, with evidence and approver
    --- exit 1
    ");
}

#[test]
fn a_priority_that_does_not_exist() {
    assert_snapshot!(mistake(&["set", "custody:R1", "priority=urgent"]), @"
    --- stderr
    error: cannot set kent/2026-04-20-custody-suites:R1
    because: `priority` cannot be `urgent`
    hint: use one of high, medium, low
    --- exit 2
    ");
}

#[test]
fn a_column_that_does_not_exist() {
    assert_snapshot!(mistake(&["list", "--columns", "ref,onwer"]), @"
    --- stderr
    error: invalid value 'onwer' for '--columns <COLUMNS>': `onwer` is not a column: did you mean `owner`? `irr list --columns help` explains all columns

    For more information, try '--help'.
    --- exit 2
    ");
}

#[test]
fn a_condition_that_cannot_be_read() {
    assert_snapshot!(mistake(&["list", "--where", "owner = Estates and"]), @r#"
    --- stderr
    error: cannot read the --where expression
    because: `owner = Estates and`, column 20: a comparison is missing here, such as `status = in_progress`
    hint: example of an expression: status = in_progress and due < today+30d and owner ~ "protection"
    --- exit 2
    "#);
}

#[test]
fn a_word_for_a_command() {
    assert_snapshot!(mistake(&["overdue"]), @"
    --- stderr
    error: unrecognized subcommand 'overdue'

    Usage: irr [OPTIONS] [COMMAND]

    For more information, try '--help'.
    hint: that is `irr list --overdue`
    --- exit 2
    ");
}

#[test]
fn a_misspelt_command() {
    assert_snapshot!(mistake(&["lsit"]), @"
    --- stderr
    error: unrecognized subcommand 'lsit'

      tip: some similar subcommands exist: 'validate', 'set', 'list'

    Usage: irr [OPTIONS] [COMMAND]

    For more information, try '--help'.
    --- exit 2
    ");
}

#[test]
fn an_address_for_a_command() {
    assert_snapshot!(mistake(&["custody:R1"]), @"
    --- stderr
    error: unrecognized subcommand 'custody:R1'

    Usage: irr [OPTIONS] [COMMAND]

    For more information, try '--help'.
    hint: to read it, `irr show custody:R1`
    --- exit 2
    ");
}

#[test]
fn a_list_without_its_mark() {
    assert_snapshot!(mistake(&["list", "overdue"]), @"
    --- stderr
    error: invalid value 'overdue' for '[@NAME]': for what is overdue, type `irr list --overdue`

    For more information, try '--help'.
    --- exit 2
    ");
}

#[test]
fn a_saved_list_that_is_not_there() {
    assert_snapshot!(mistake(&["list", "@monday"]), @"
    --- stderr
    error: there is no saved list @monday
    hint: save one in irr.yaml: `lists: {monday: {where: overdue}}`
    --- exit 2
    ");
}

#[test]
fn a_file_that_is_not_there() {
    assert_snapshot!(mistake(&["import", "letter.docx"]), @"
    --- stderr
    error: cannot import letter.docx
    because: cannot read letter.docx
    because: No such file or directory (os error 2)
    --- exit 2
    ");
}

#[test]
fn a_folder_for_a_file() {
    assert_snapshot!(mistake(&["import", "records"]), @"
    --- stderr
    error: cannot import records
    because: cannot read records
    because: Is a directory (os error 21)
    --- exit 2
    ");
}

#[test]
fn a_response_that_is_not_ready() {
    assert_snapshot!(mistake(&["publish", "custody"]), @"
    --- stderr
    error: cannot publish kent/2026-04-20-custody-suites: 2 recommendations have no explanation (R1 and R2)
    hint: write what the body itself has done or will do (asks the chief officer for a plan, pays for something, reviews progress at its next meeting with the chief officer), or why it does nothing: `irr answer kent/2026-04-20-custody-suites` asks for each (section 55(5B))
    --- exit 1
    ");
}

#[test]
fn undo_with_nothing_to_undo() {
    assert_snapshot!(mistake(&["undo"]), @"
    --- stderr
    error: nothing to undo
    hint: irr undoes only the changes of its own commands; what was committed with git alone is in git
    --- exit 1
    ");
}

#[test]
fn sync_without_a_remote() {
    assert_snapshot!(mistake(&["sync"]), @"
    --- stderr
    error: this repository is not connected to another one (it has no remote)
    hint: ask whoever keeps it for its address, then `git remote add origin ADDRESS`
    --- exit 2
    ");
}

#[test]
fn an_answer_from_a_file_that_is_not_there() {
    assert_snapshot!(mistake(&["answer", "custody:R1", "-F", "answer.md"]), @"
    --- stderr
    error: cannot read answer.md
    because: No such file or directory (os error 2)
    --- exit 2
    ");
}

#[test]
fn a_misspelt_owner() {
    assert_snapshot!(store().run(&["set", "custody:R1", "owner=Head of Custdy"]), @"
    kent/2026-04-20-custody-suites:R1: owner=Head of Custdy
    --- stderr
    note: no other record has `Head of Custdy`: did you mean `Head of Custody`?
    --- exit 0
    ");
}

#[test]
fn closed_with_a_file_that_is_not_there() {
    assert_snapshot!(store().run(&["close", "custody:R1", "--evidence", "/nowhere/scan.pdf", "--approved-by", "DCC"]), @"
    kent/2026-04-20-custody-suites:R1: closed on 2026-05-01; 2 actions are not done
    --- stderr
    warning: there is no file /nowhere/scan.pdf; it is recorded as typed
    kent/2026-04-20-custody-suites:R1: not done yet: action 1 (Walk the suites) and action 2 (Write to the board); actions with a date stay in `irr due`
    --- exit 0
    ");
}

#[test]
fn a_command_outside_of_a_records_folder() {
    assert_snapshot!(Sandbox::bare().run(&["list", "--overdue"]), @"
    --- stderr
    error: no records folder (records/) in SANDBOX or above it
    hint: create records/ with `irr init`, or name the folder that contains it with --store DIR
    --- exit 2
    ");
}

#[cfg(unix)]
mod at_a_question {
    use super::*;
    use crate::terminal::{CONTROL_C, ENTER, ESCAPE, Terminal};

    const UP: &str = "\x1b[A";
    const LONG: &str = "The contractor has \"gone\"; the new suite opens in March";

    /// Pastes a text, as a terminal sends it.
    fn pasted(text: &str) -> String {
        format!("\x1b[200~{text}\x1b[201~")
    }

    #[test]
    fn escape_in_the_middle_keeps_what_was_typed() {
        let sandbox = store();
        let mut terminal = Terminal::run(&sandbox, &["extend", "custody:R1"]);
        terminal.answer("New due date", &format!("31 March 2027{ENTER}"));
        terminal.answer("Why:", &format!("{LONG}{ESCAPE}"));
        assert_snapshot!(terminal.end(), @r#"
        kent/2026-04-20-custody-suites:R1  By 31 December 2026, chief constables should…
        ? New due date (now 31 December 2026): 31 March 2027
          Wednesday 31 March 2027
        ? Why: The contractor has "gone"; the new suite opens in March
        cancelled: nothing was written
        what you typed is kept, in .git/irr/unsaved.md: run the command again and press the Up key
        --- exit 1
        "#);
        assert_eq!(sandbox.git(&["status", "--short"]), "");
        // The next command brings it back.
        let mut terminal = Terminal::run(&sandbox, &["extend", "custody:R1", "--to", "2027-03-31"]);
        terminal.answer("Why:", UP);
        terminal.answer(&format!("Why: {LONG}"), ENTER);
        terminal.answer("Who approved it:", &format!("DCC{ENTER}"));
        assert!(terminal.end().ends_with("--- exit 0"));
        assert!(sandbox.read(crate::custody::RECORD).contains(LONG));
    }

    #[test]
    fn control_c_at_a_later_question_keeps_what_was_typed() {
        let sandbox = store();
        let mut terminal = Terminal::run(&sandbox, &["progress", "custody:R1"]);
        terminal.answer("What has happened:", &format!("{LONG}{ENTER}"));
        terminal.answer("Status:", CONTROL_C);
        assert_snapshot!(terminal.end(), @r#"
        kent/2026-04-20-custody-suites:R1  By 31 December 2026, chief constables should…
        ? What has happened: The contractor has "gone"; the new suite opens in March
        ? Status:  
        > unchanged
          not started
          in progress
          pending sign off
        [type to filter, Enter to choose, Esc to leave]
        cancelled: nothing was written
        what you typed is kept, in .git/irr/unsaved.md: run the command again and press the Up key
        --- exit 1
        "#);
        // Another question does not bring it back: a note is not to become an answer.
        assert_eq!(sandbox.run(&["migrate", "--yes"]).code, 0);
        let mut terminal = Terminal::run(&sandbox, &["note", "custody:R1"]);
        terminal.answer("Note:", &format!("{UP}Ask{ENTER}"));
        assert!(terminal.end().contains("Note: Ask"));
        let mut terminal = Terminal::run(&sandbox, &["progress", "custody:R1"]);
        terminal.answer("What has happened:", UP);
        terminal.answer(&format!("What has happened: {LONG}"), ESCAPE);
        assert!(terminal.end().ends_with("--- exit 1"));
    }

    #[test]
    fn several_lines_in_a_question_of_one_line_come_back() {
        let sandbox = store();
        let mut terminal = Terminal::run(&sandbox, &["progress", "custody:R1"]);
        terminal.answer("What has happened:", &pasted("Two lines\nwere pasted here"));
        terminal.see("were pasted here");
        terminal.press(ESCAPE);
        assert!(terminal.end().contains("what you typed is kept"));
        let mut terminal = Terminal::run(&sandbox, &["progress", "custody:R1"]);
        terminal.answer("What has happened:", UP);
        terminal.see("were pasted here");
        terminal.press(ESCAPE);
        assert!(terminal.end().ends_with("--- exit 1"));
    }

    #[test]
    fn several_findings_pasted_at_once_are_several_findings() {
        let sandbox = store();
        let mut terminal = Terminal::run(&sandbox, &["add", "custody"]);
        let words = "Recommendation 7\n\nBy 31 March 2027, chief constables should count cells.\n\nRecommendation 8\n\nForces should train.";
        terminal.write("What is recommended?", &pasted(words));
        terminal.see("Forces should train.");
        terminal.press(&format!("{ENTER}{ENTER}"));
        terminal.answer("These are 2 findings (R7 and R8). Add each?", ENTER);
        terminal.write("The next one", ENTER);
        assert!(terminal.end().ends_with("--- exit 0"));
        let record = sandbox.read(crate::custody::RECORD);
        assert!(record.contains("By 31 March 2027, chief constables should count cells.\n"), "{record}");
        assert!(!record.contains("Recommendation 7"), "{record}");
    }

    #[test]
    fn control_c_in_paragraphs_keeps_them() {
        let sandbox = store();
        let mut terminal = Terminal::run(&sandbox, &["add", "custody"]);
        terminal.write(
            "What is recommended?",
            &format!("{}{CONTROL_C}", pasted("Forces should count their cells.\n\nAnd their keys.")),
        );
        assert_snapshot!(terminal.end(), @"
        ? What is recommended? (an empty line ends it)
        > Forces should count their cells.

        And their keys.
        cancelled: nothing was written
        what you typed is kept, in .git/irr/unsaved.md: run the command again and press the Up key
        --- exit 1
        ");
        let mut terminal = Terminal::run(&sandbox, &["add", "custody"]);
        terminal.write("What is recommended?", UP);
        terminal.see("And their keys.");
        terminal.press(CONTROL_C);
        assert!(terminal.end().ends_with("--- exit 1"));
    }

    #[test]
    fn pasted_line_breaks_and_quotes_are_text() {
        let sandbox = store();
        assert_eq!(sandbox.run(&["migrate", "--yes"]).code, 0);
        let mut terminal = Terminal::run(&sandbox, &["note", "custody:R1"]);
        terminal.answer("Note:", &pasted("Estates say \"soon\".\nAsk again\u{2019}"));
        terminal.see("Ask again");
        terminal.press(ENTER);
        assert_snapshot!(terminal.end(), @r#"
        kent/2026-04-20-custody-suites:R1  By 31 December 2026, chief constables should…
        ? Note: Estates say "soon".
        Ask again’
        kent/2026-04-20-custody-suites:R1: internal note of 2026-05-01
        --- exit 0
        "#);
    }

    #[test]
    fn a_day_that_is_no_later_is_refused_where_it_is_typed() {
        let sandbox = store();
        let mut terminal = Terminal::run(&sandbox, &["extend", "custody:R1"]);
        terminal.answer("New due date", &format!("1/12/26{ENTER}"));
        terminal.see("already");
        assert_snapshot!(terminal.seen(), @"
        kent/2026-04-20-custody-suites:R1  By 31 December 2026, chief constables should…
        ? New due date (now 31 December 2026): 1/12/26
          it is due 2026-12-31 already, and an extension must be later than that
        ");
        terminal.press(ESCAPE);
        assert!(terminal.end().ends_with("--- exit 1"));
    }

    #[test]
    fn words_where_a_day_is_asked_for_stay_in_the_line() {
        let sandbox = store();
        let mut terminal = Terminal::run(&sandbox, &["extend", "custody:R1"]);
        terminal.answer("New due date", &format!("sometime soon{ENTER}"));
        terminal.see("is not a date");
        assert_snapshot!(terminal.seen(), @"
        kent/2026-04-20-custody-suites:R1  By 31 December 2026, chief constables should…
        ? New due date (now 31 December 2026): sometime soon
          `sometime soon` is not a date: write it like 31 December 2026, 31/12/26, 27 Nov, fri, +4w or end of March
        ");
        terminal.press(ESCAPE);
        assert!(terminal.end().ends_with("--- exit 1"));
    }

    #[test]
    fn enter_alone_where_something_is_needed() {
        let sandbox = store();
        let mut terminal = Terminal::run(&sandbox, &["note", "custody:R1"]);
        terminal.answer("Note:", ENTER);
        terminal.see("press Esc to leave");
        assert_snapshot!(terminal.seen(), @"
        kent/2026-04-20-custody-suites:R1  By 31 December 2026, chief constables should…
        ? Note: 
          type something, or press Esc to leave
        ");
        terminal.press(ESCAPE);
        assert!(terminal.end().ends_with("--- exit 1"));
    }

    #[test]
    fn a_force_that_is_misspelt_is_asked_for_again() {
        let sandbox = Sandbox::bare();
        let mut terminal = Terminal::run(&sandbox, &["init"]);
        terminal.answer("Force:", &format!("Knet{ENTER}"));
        terminal.answer("Which force?", &format!("neither{ENTER}"));
        terminal.answer("Force:", &format!("Knet{ENTER}"));
        terminal.answer("Which force?", ENTER);
        terminal.answer("Local policing body:", "");
        assert_snapshot!(terminal.seen(), @"
        ? Force: Knet
        `Knet` is not a police force or fire service that irr knows
        > Which force? neither
        ? Force: Knet
        `Knet` is not a police force or fire service that irr knows
        > Which force? Kent
        ? Local policing body:  
        > Police and Crime Commissioner (PCC)
          not stated
          Police, Fire and Crime Commissioner (PFCC)
          Mayor
          Mayor's Office for Policing and Crime (MOPAC)
          Common Council
          British Transport Police Authority
          Fire and Rescue Authority
          Another body
        [type to filter, Enter to choose, Esc to leave]
        ");
        terminal.press(ESCAPE);
        assert!(terminal.end().ends_with("--- exit 1"));
    }

    #[test]
    fn names_that_were_typed_one_question_too_early_are_asked_for_again() {
        let sandbox = Sandbox::bare();
        let mut terminal = Terminal::run(&sandbox, &["init"]);
        terminal.answer("Force:", &format!("Kent{ENTER}"));
        terminal.answer("Local policing body:", ENTER);
        terminal.answer("Who holds that office:", &format!("The Chief{ENTER}"));
        terminal.answer("Chief officer:", ENTER);
        terminal.answer("Is that right?", &format!("n{ENTER}"));
        terminal.answer("Force:", "");
        assert_snapshot!(terminal.seen(), @"
        ? Force: Kent
        > Local policing body: Police and Crime Commissioner (PCC)
        ? Who holds that office: The Chief
        ? Chief officer: 
        > Is that right? No
        ? Force:   [its short name; Enter skips, here and below]
        ");
        terminal.press(ESCAPE);
        assert!(terminal.end().ends_with("--- exit 1"));
    }

    #[test]
    fn an_address_that_is_none() {
        let sandbox = Sandbox::new();
        let mut terminal = Terminal::run(&sandbox, &["new", "--force", "Kent", "--title", "Hops", "--published", "2026-04-20"]);
        for question in ["Local policing body", "Who holds", "Chief officer:", "Inspectorates:", "Kind of"] {
            terminal.answer(question, ENTER);
        }
        terminal.answer("Web address:", &format!("not a url{ENTER}"));
        terminal.see("https");
        assert_snapshot!(terminal.seen().lines().last().unwrap(), @"  an address begins with https://");
        terminal.press(ESCAPE);
        assert!(terminal.end().ends_with("--- exit 1"));
    }

    /// An office's own records may come from somebody else.
    #[test]
    fn what_a_terminal_would_obey_is_brought_into_no_line() {
        let sandbox = store();
        let record = sandbox.read(crate::custody::RECORD);
        let escape = record.replacen("owner: Head of Custody", "owner: \"\\e]0;Mine\\a Head of Custody\"", 1);
        assert_ne!(escape, record);
        sandbox.write(crate::custody::RECORD, &escape);
        let mut terminal = Terminal::run(&sandbox, &["action", "add", "custody:R2", "--text", "Count cells"]);
        assert!(!terminal.end().contains("panicked"));
        let mut terminal = Terminal::run(&sandbox, &["action", "add", "custody:R2"]);
        terminal.answer("What has to be done:", &format!("Count cells{ENTER}"));
        terminal.answer("Who does it:", UP);
        terminal.press(UP);
        terminal.press(ESCAPE);
        terminal.end();
        assert!(!terminal.has_written("\x1b]0;"));
    }

    #[test]
    fn keys_of_the_shell_edit_the_line() {
        let sandbox = store();
        assert_eq!(sandbox.run(&["migrate", "--yes"]).code, 0);
        let mut terminal = Terminal::run(&sandbox, &["note", "custody:R1"]);
        // Ctrl-A, Ctrl-K, then words, and Ctrl-W takes the last one away.
        terminal.answer("Note:", "wrong\x01\x0bAsk Estates again tomorrow\x17today");
        terminal.answer("Note: Ask Estates again today", ENTER);
        assert!(terminal.end().ends_with("--- exit 0"));
    }
}
