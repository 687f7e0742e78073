//! How a finding is named: its number alone, words of a title, a choice on a terminal.

use insta::assert_snapshot;

use crate::custody::store;
use crate::sandbox::{Sandbox, fixture};

/// A store with two records that both have an open R1.
fn two() -> Sandbox {
    let sandbox = store();
    let text = std::fs::read_to_string(fixture("change/2026-04-20-custody-suites.yaml")).unwrap();
    let text = text.replace("A report on custody suites", "Officers and their dogs");
    let text = text.replace("schema_version: 1", "schema_version: 2");
    sandbox.write("records/kent/2026-04-20-k9.yaml", &text);
    sandbox.commit();
    sandbox
}

#[test]
fn a_number_alone_is_enough_where_one_record_has_it_open() {
    assert_snapshot!(store().run(&["progress", "R2", "-m", "Begun"]), @"
    kent/2026-04-20-custody-suites:R2: progress of 2026-05-01
    --- stderr
    --- exit 0
    ");
    assert_snapshot!(store().run(&["progress", "R9", "-m", "Begun"]), @"
    --- stderr
    error: no record has an R9
    hint: `irr list --all` lists every finding
    --- exit 2
    ");
}

#[test]
fn a_number_that_several_have_is_that_of_the_record_that_was_changed_last() {
    let sandbox = two();
    assert_snapshot!(sandbox.run(&["progress", "R1", "-m", "Begun"]), @"
    --- stderr
    error: `R1` is a finding of 2 records
    hint: name the record, or part of its id:
      kent/2026-04-20-custody-suites:R1
      kent/2026-04-20-k9:R1
    --- exit 2
    ");
    sandbox.run(&["set", "k9:R2", "owner=Dog Unit"]);
    assert_snapshot!(sandbox.run(&["progress", "R1", "-m", "Begun"]), @"
    kent/2026-04-20-k9:R1: progress of 2026-05-01
    --- stderr
    --- exit 0
    ");
}

#[test]
fn words_of_a_title_name_its_record() {
    assert_snapshot!(two().run(&["progress", "their dogs:R1", "-m", "Begun"]), @"
    kent/2026-04-20-k9:R1: progress of 2026-05-01
    --- stderr
    --- exit 0
    ");
}

#[cfg(unix)]
#[test]
fn on_a_terminal_the_open_findings_are_searched_by_typing() {
    use crate::terminal::{ENTER, Terminal};

    let sandbox = two();
    let mut terminal = Terminal::run(&sandbox, &["note"]);
    terminal.answer("Which finding? (type to search)", "sergeants dogs");
    terminal.see("sergeants");
    terminal.press(ENTER);
    terminal.answer("Note:", &format!("Ask the Dog Unit{ENTER}"));
    assert_snapshot!(terminal.end(), @"
    > Which finding? (type to search) R2 Forces should train their sergeants. – Offi
    cers and their dogs
    kent/2026-04-20-k9:R2  Forces should train their sergeants.
    ? Note: Ask the Dog Unit
    kent/2026-04-20-k9:R2: internal note of 2026-05-01
    --- exit 0
    ");
}
