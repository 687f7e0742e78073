//! `irr action`

use crate::custody::{changed, refused, store};
use insta::assert_snapshot;

#[test]
fn actions_are_added_and_done() {
    let sandbox = store();
    let add = ["action", "add", "custody:R1", "--text", "Train the sergeants", "--target", "2026-09-30"];
    assert_snapshot!(changed(&sandbox, &add), @"
    kent/2026-04-20-custody-suites:R1: action 3: Train the sergeants
    --- stderr
    --- exit 0
    @@ -24,0 +25 @@ recommendations:
    +  - {text: Train the sergeants, target: 2026-09-30}
    ");
    assert_snapshot!(changed(&sandbox, &["action", "done", "custody:R1", "-w", "board", "--evidence", "letter.pdf"]), @"
    kent/2026-04-20-custody-suites:R1: action 2 done on 2026-05-01: Write to the board
    --- stderr
    --- exit 0
    @@ -24 +24 @@ recommendations:
    -  - {text: Write to the board}
    +  - {text: Write to the board, done: 2026-05-01, evidence: [letter.pdf]}
    ");
    assert_snapshot!(refused(&sandbox, &["action", "done", "custody:R1", "-w", "the"]), @"
    --- stderr
    error: cannot finish an action of kent/2026-04-20-custody-suites:R1: several actions contain `the`
    hint: its actions are:
      1. Walk the suites
      2. Write to the board
      3. Train the sergeants
    --- exit 1
    ");
}

#[test]
fn an_action_that_is_not_there_is_refused_and_those_that_are_there_are_listed() {
    let sandbox = store();
    assert_snapshot!(refused(&sandbox, &["action", "done", "custody:R1", "-w", "sergeants"]), @"
    --- stderr
    error: cannot finish an action of kent/2026-04-20-custody-suites:R1: no action contains `sergeants`
    hint: its actions are:
      1. Walk the suites
      2. Write to the board
    --- exit 1
    ");
    assert_snapshot!(refused(&sandbox, &["action", "done", "custody:R2", "-w", "1"]), @"
    --- stderr
    error: cannot finish an action of kent/2026-04-20-custody-suites:R2: no action contains `1`
    hint: add one with `irr action add`
    --- exit 1
    ");
}

#[test]
fn an_action_gets_another_date_and_the_log_says_why() {
    let sandbox = store();
    changed(&sandbox, &["action", "add", "custody:R1", "--text", "Train the sergeants", "--target", "2026-09-30"]);
    let moved = ["action", "move", "custody:R1", "-w", "3", "--to", "2026-11-30", "--reason", "The trainer is away"];
    assert_snapshot!(changed(&sandbox, &moved), @"
    kent/2026-04-20-custody-suites:R1: action 3 due 2026-11-30 instead of 2026-09-30: Train the sergeants
    --- stderr
    --- exit 0
    @@ -25,2 +25,5 @@ recommendations:
    -  - {text: Train the sergeants, target: 2026-09-30}
    -  progress: []   # nothing yet
    +  - {text: Train the sergeants, target: 2026-11-30}
    +  progress:   # nothing yet
    +  - date: 2026-05-01
    +    note: |
    +      Action 3, “Train the sergeants”, moved from 30 September 2026 to 30 November 2026: The trainer is away
    ");
}
