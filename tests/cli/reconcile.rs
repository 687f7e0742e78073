//! `irr reconcile`

use crate::custody::{RECORD, store};
use insta::assert_snapshot;

const THEIRS: &str = "\
Report,Ref,Recommendation,Status,Due date
Custody suites,R1,,Closed,31/12/2026
Custody suites,R7,The force should paint its cells in a friendlier colour,Open,
";

#[test]
fn what_differs_is_shown_and_nothing_is_written() {
    let sandbox = store();
    sandbox.write("theirs.csv", THEIRS);
    let before = sandbox.read(RECORD);
    assert_snapshot!(sandbox.run(&["reconcile", "theirs.csv", "--into", "custody"]), @"
    what               ref  ours                      theirs                                                   place
    ─────────────────  ───  ────────────────────────  ───────────────────────────────────────────────────────  ─────────────
    kent/2026-04-20-custody-suites
    status             R1   not started               closed                                                   theirs, row 2
    only they have it  R7                             The force should paint its cells in a friendlier colour  theirs, row 3
    only we have it    R2   Forces should train
                            their sergeants.

    1 finding is in both; 3 differences.
    --- stderr
    sheet theirs: heads in row 1, 2 findings
      “Report” → report; “Ref” → ref; “Recommendation” → text; “Status” → status; “Due date” → due
      status: “Closed” → closed (1); “Open” → not started (1)
    --- exit 1
    ");
    assert_snapshot!(sandbox.run(&["reconcile", "theirs.csv", "--into", "custody", "--format", "csv"]), @r#"
    what,record,finding,ours,theirs,place␍
    status,kent/2026-04-20-custody-suites,R1,not started,closed,"theirs, row 2"␍
    only_theirs,kent/2026-04-20-custody-suites,R7,,The force should paint its cells in a friendlier colour,"theirs, row 3"␍
    only_ours,kent/2026-04-20-custody-suites,R2,Forces should train their sergeants.,,␍
    --- stderr
    --- exit 1
    "#);
    assert_eq!(sandbox.read(RECORD), before);
}

#[test]
fn our_own_workbook_does_not_differ() {
    let sandbox = store();
    assert_eq!(sandbox.run(&["export", "-o", "ours.xlsx"]).code, 0);
    let run = sandbox.run(&["reconcile", "ours.xlsx"]);
    assert_eq!(run.code, 0, "{run}");
    assert!(run.stdout.contains("nothing differs"), "{run}");
}
