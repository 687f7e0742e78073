//! `irr extend`

use crate::custody::{changed, refused, store};
use insta::assert_snapshot;

#[test]
fn an_extension_leaves_the_original_date() {
    let sandbox = store();
    assert_snapshot!(refused(&sandbox, &["extend", "custody:R1", "--to", "2027-03-31"]), @"
    --- stderr
    error: missing --reason and --approved-by
    hint: irr extend custody:R1 --to 2027-03-31 --reason REASON --approved-by NAME
    --- exit 2
    ");
    let args = [
        "extend",
        "custody:R1",
        "--to",
        "2027-03-31",
        "--reason",
        "The builders: late",
        "--approved-by",
        "Deputy Chief Constable",
    ];
    assert_snapshot!(changed(&sandbox, &args), @r#"
    kent/2026-04-20-custody-suites:R1: due Wed 2027-03-31 instead of 2026-12-31
    --- stderr
    --- exit 0
    @@ -24,0 +25,5 @@ recommendations:
    +  extensions:
    +  - agreed: 2026-05-01
    +    to: 2027-03-31
    +    reason: "The builders: late"
    +    approved_by: Deputy Chief Constable
    "#);
    assert_snapshot!(refused(&sandbox, &args), @"
    --- stderr
    error: cannot extend kent/2026-04-20-custody-suites:R1: it is due 2027-03-31 already, and an extension must be later than that
    hint: for an earlier date of the force's own, use `irr set kent/2026-04-20-custody-suites:R1 target=DATE`
    --- exit 1
    ");
}

#[test]
fn a_dry_run_shows_and_writes_nothing() {
    let sandbox = store();
    assert_snapshot!(changed(&sandbox, &["extend", "custody:R1", "--to", "2027-03-31", "--reason", "a", "--approved-by", "b", "--dry-run"]), @"
    --- a/records/kent/2026-04-20-custody-suites.yaml
    +++ b/records/kent/2026-04-20-custody-suites.yaml
    @@ -22,6 +22,11 @@
       actions:
       - {text: Walk the suites, owner: Estates}
       - {text: Write to the board}
    +  extensions:
    +  - agreed: 2026-05-01
    +    to: 2027-03-31
    +    reason: a
    +    approved_by: b
       progress: []   # nothing yet
     
     - ref: '2'
    --- stderr
    --- exit 0
    ");
    assert!(!sandbox.path(".irr").exists());
}

#[test]
fn a_date_that_is_no_later_and_words_that_are_no_date_are_refused() {
    let sandbox = store();
    let why = ["--reason", "The estate is listed", "--approved-by", "Deputy Chief Constable"];
    assert_snapshot!(refused(&sandbox, &[&["extend", "custody:R1", "--to", "2026-11-30"], &why[..]].concat()), @"
    --- stderr
    error: cannot extend kent/2026-04-20-custody-suites:R1: it is due 2026-12-31 already, and an extension must be later than that
    hint: for an earlier date of the force's own, use `irr set kent/2026-04-20-custody-suites:R1 target=DATE`
    --- exit 1
    ");
    assert_snapshot!(refused(&sandbox, &[&["extend", "custody:R1", "--to", "next spring"], &why[..]].concat()), @"
    --- stderr
    error: cannot use --to: `next spring` is not a date: write it like 31 December 2026, 31/12/26, 27 Nov, fri, +4w or end of March
    --- exit 2
    ");
}
