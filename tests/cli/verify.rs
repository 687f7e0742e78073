//! `irr verify`

use crate::custody::{changed, refused, store};
use insta::assert_snapshot;

#[test]
fn the_inspectorates_word_stands_apart() {
    let sandbox = store();
    assert_snapshot!(refused(&sandbox, &["verify", "custody:R1", "--outcome", "closed"]), @"
    --- stderr
    error: cannot verify kent/2026-04-20-custody-suites:R1: missing the letter or report (--reference)
    hint: nothing was written
    --- exit 1
    ");
    let args = ["verify", "custody:R1", "--outcome", "closed", "--reference", "Letter of 12 May"];
    assert_snapshot!(changed(&sandbox, &args), @"
    kent/2026-04-20-custody-suites:R1: HMICFRS counts it as closed
    --- stderr
    --- exit 0
    @@ -24,0 +25,5 @@ recommendations:
    +  verification:
    +      by: HMICFRS
    +      date: 2026-05-01
    +      reference: Letter of 12 May
    +      outcome: closed
    ");
}

#[test]
fn the_inspectorate_may_count_as_open_what_the_force_has_closed() {
    let sandbox = store();
    changed(&sandbox, &["close", "custody:R2", "--evidence", "minutes/12.pdf", "--approved-by", "Chief Constable"]);
    let args = ["verify", "custody:R2", "--outcome", "open", "--reference", "Letter of 12 May", "--date", "2026-05-01"];
    assert_snapshot!(changed(&sandbox, &args), @"
    kent/2026-04-20-custody-suites:R2: HMICFRS counts it as open
    --- stderr
    --- exit 0
    @@ -36,0 +37,5 @@ recommendations:
    +  verification:
    +      by: HMICFRS
    +      date: 2026-05-01
    +      reference: Letter of 12 May
    +      outcome: open
    ");
}

#[test]
fn an_outcome_that_is_none_is_refused_and_those_that_there_are_are_named() {
    let sandbox = store();
    assert_snapshot!(refused(&sandbox, &["verify", "custody:R1", "--outcome", "done", "--reference", "Letter"]), @"
    --- stderr
    error: invalid value 'done' for '--outcome <WORD>': `done` is not an outcome of verification: use one of closed, open, escalated

    For more information, try '--help'.
    --- exit 2
    ");
}
