//! `irr ask`, and `irr import --answers`

use crate::custody::{RECORD, changed, store};
use crate::sandbox::Sandbox;
use insta::assert_snapshot;

fn asked() -> Sandbox {
    let sandbox = store();
    let run = sandbox.run(&["ask", "--to", "round", "--by", "2026-06-15", "--text"]);
    assert_eq!(run.code, 0, "{run}");
    sandbox
}

/// The only text among the files of a round that asks about a finding.
fn text_about(sandbox: &Sandbox, finding: &str) -> (String, String) {
    let names = sandbox.list("round");
    let texts = names.into_iter().filter(|name| name.ends_with(".txt")).map(|name| format!("round/{name}"));
    let found = texts.map(|name| (name.clone(), sandbox.read(&name))).find(|(_, text)| text.contains(finding));
    found.unwrap()
}

#[test]
fn each_owner_gets_a_sheet() {
    let sandbox = store();
    assert_snapshot!(sandbox.run(&["ask", "--to", "round", "--by", "2026-06-15", "--text", "--mail"]), @"
    round/estates.xlsx: Estates, 1 action
    round/head-of-custody.xlsx: Head of Custody, 1 finding and 1 action
    round/head-of-training.xlsx: Head of Training, 1 finding
    --- stderr
    3 owners to ask; the answers are wanted by Monday 15 June 2026
    --- exit 0
    ");
    assert_snapshot!(sandbox.read(&text_about(&sandbox, ":R1]").0), @"
    For: Head of Custody

    Please say by Monday 15 June 2026 how these stand. Write behind the colons, and leave empty what has not changed.

    [kent/2026-04-20-custody-suites:R1]
    · A report on custody suites
    · By 31 December 2026, chief constables should review their custody estate.
    · Due 31 December 2026
    · Status: not started
    New update: 
    Status: 
    New date, if needed: 
    Reason for a later date: 
    Evidence: 

    [kent/2026-04-20-custody-suites:R1#2]
    · A report on custody suites
    · Write to the board
    · No date is set
    New update: 
    Status: 
    New date, if needed: 
    Reason for a later date: 
    Evidence:
    ");
    assert_snapshot!(sandbox.run(&["ask", "--to", "round"]), @"
    --- stderr
    error: round has a round of asking already
    hint: name another folder for the new round: `irr import --answers DIR` still reads the answers to this one
    --- exit 2
    ");
    assert_snapshot!(sandbox.run(&["ask", "nobody at all", "--to", "other"]), @"
    --- stderr
    error: nothing open is owned by `nobody at all`
    hint: `irr list --columns ref,owner` shows who owns what
    --- exit 2
    ");
}

#[test]
fn answers_become_entries_of_the_log_by_the_owner_and_dates_are_to_be_approved() {
    let sandbox = asked();
    let (name, text) = text_about(&sandbox, ":R1]");
    let answer = text
        .replacen("New update: ", "New update: Two of three suites are done", 1)
        .replacen("New date, if needed: ", "New date, if needed: 31 January 2027", 1)
        .replacen("Reason for a later date: ", "Reason for a later date: The builders are late", 1);
    assert_ne!(answer, text);
    sandbox.write(&name, &answer);
    assert_snapshot!(changed(&sandbox, &["import", "--answers", "round", "--yes"]), @"
    1 finding changed
    --- stderr
    kent/2026-04-20-custody-suites:R1: new in the log: “Asks for 31 January 2027 as the new date: The builders are l…”
    kent/2026-04-20-custody-suites:R1: new in the log: “Two of three suites are done”
    to approve: kent/2026-04-20-custody-suites:R1 asks for 31 January 2027: `irr extend kent/2026-04-20-custody-suites:R1 --to 2027-01-31 --reason 'The builders are late' --approved-by NAME`
    no answer from Estates: 1 question
    Head of Custody said nothing of kent/2026-04-20-custody-suites:R1#2
    no answer from Head of Training: 1 question
    --- exit 0
    @@ -25 +25,9 @@ recommendations:
    -  progress: []   # nothing yet
    +  progress:   # nothing yet
    +  - date: 2026-05-01
    +    by: Head of Custody
    +    note: |
    +      Asks for 31 January 2027 as the new date: The builders are late
    +  - date: 2026-05-01
    +    by: Head of Custody
    +    note: |
    +      Two of three suites are done
    ");
    let before = sandbox.read(RECORD);
    let again = sandbox.run(&["import", "--answers", "round", "--yes"]);
    assert!(again.stderr.contains("nothing to change"), "{again}");
    assert_eq!(sandbox.read(RECORD), before);
}

#[test]
fn who_owns_a_finding_does_not_sign_it_off() {
    let sandbox = asked();
    let (name, text) = text_about(&sandbox, ":R1]");
    sandbox.write(&name, &text.replacen("\nStatus: \n", "\nStatus: closed\n", 1));
    let run = sandbox.run(&["import", "--answers", "round", "--yes"]);
    assert!(run.stderr.contains("it is pending sign off until `irr close"), "{run}");
    assert!(sandbox.read(RECORD).contains("status: pending_sign_off"));
}

#[test]
fn a_file_that_is_there_already_is_not_overwritten() {
    let sandbox = store();
    sandbox.write("mine/estates.xlsx", "somebody's own");
    assert_snapshot!(sandbox.run(&["ask", "--to", "mine"]), @"
    --- stderr
    error: cannot write mine/estates.xlsx: it is there already
    hint: name another folder, or move that file away first
    --- exit 2
    ");
    assert_eq!(sandbox.list("mine"), ["estates.xlsx"]);
    assert_eq!(sandbox.read("mine/estates.xlsx"), "somebody's own");
}
