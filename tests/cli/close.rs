//! `irr close`

use crate::custody::{changed, refused, store};
use insta::assert_snapshot;

#[test]
fn closing_wants_evidence_and_an_approver_and_tells_all_that_is_missing() {
    let sandbox = store();
    assert_snapshot!(refused(&sandbox, &["close", "custody:R1", "custody:R2"]), @"
    --- stderr
    error: missing --evidence and --approved-by
    hint: irr close custody:R1 custody:R2 --evidence EVIDENCE --approved-by NAME
    --- exit 2
    ");
    assert_snapshot!(refused(&sandbox, &["close", "custody:R1", "--as", "superseded"]), @"
    --- stderr
    error: missing -m and --approved-by
    hint: irr close custody:R1 --as superseded -m REASON --approved-by NAME
    --- exit 2
    ");
    let args = [
        "close",
        "custody:R1",
        "--evidence",
        "minutes/12.pdf",
        "--evidence",
        "letter",
        "--approved-by",
        "Deputy Chief Constable",
    ];
    assert_snapshot!(changed(&sandbox, &args), @"
    kent/2026-04-20-custody-suites:R1: closed on 2026-05-01; 2 actions are not done
    --- stderr
    kent/2026-04-20-custody-suites:R1: not done yet: action 1 (Walk the suites) and action 2 (Write to the board); actions with a date stay in `irr due`
    --- exit 0
    @@ -20,0 +21 @@ recommendations:
    +  status: closed
    @@ -24,0 +26,6 @@ recommendations:
    +  closure:
    +      date: 2026-05-01
    +      approved_by: Deputy Chief Constable
    +      evidence:
    +      - minutes/12.pdf
    +      - letter
    ");
    assert_snapshot!(refused(&sandbox, &args), @"
    --- stderr
    error: cannot close kent/2026-04-20-custody-suites:R1: it is already closed
    hint: reopen it with `irr progress kent/2026-04-20-custody-suites:R1 --status in_progress -m WHY`
    --- exit 1
    ");
}

#[test]
fn a_recommendation_that_is_not_accepted_is_closed_with_the_reason() {
    let sandbox = store();
    let args =
        ["close", "custody:R2", "--as", "not_accepted", "-m", "The sergeants are trained", "--approved-by", "Chief Constable"];
    assert_snapshot!(changed(&sandbox, &args), @"
    kent/2026-04-20-custody-suites:R2: not accepted on 2026-05-01
    --- stderr
    --- exit 0
    @@ -29,0 +30 @@ recommendations:
    +  status: not_accepted
    @@ -30,0 +32,8 @@ recommendations:
    +  progress:
    +  - date: 2026-05-01
    +    status: not_accepted
    +    note: |
    +      The sergeants are trained
    +  closure:
    +      date: 2026-05-01
    +      approved_by: Chief Constable
    ");
}

#[test]
fn a_day_that_has_not_come_and_a_finding_that_is_not_there_are_refused() {
    let sandbox = store();
    let proof = ["--evidence", "minutes/12.pdf", "--approved-by", "Chief Constable"];
    assert_snapshot!(refused(&sandbox, &[&["close", "custody:R2", "--date", "2026-06-01"], &proof[..]].concat()), @"
    --- stderr
    error[date-in-future]: R2 was closed on 2026-06-01, which is in the future
       ╭▸ records/kent/2026-04-20-custody-suites.yaml:33:13
       │
    33 │       date: 2026-06-01
       │             ━━━━━━━━━━
       │
       ╰ help: record it when it has happened; a future date belongs in `due`, `target` or an extension's `to`

    1 error and 0 warnings in 1 record.
    error: cannot write (close kent/2026-04-20-custody-suites:R2): it would add the errors shown above
    hint: fix them first, or use --anyway to write the change with these errors
    --- exit 1
    ");
    assert_snapshot!(refused(&sandbox, &[&["close", "custody:R9"], &proof[..]].concat()), @"
    --- stderr
    error: kent/2026-04-20-custody-suites has no R9
    hint: it has R1, R2
    --- exit 2
    ");
}

#[cfg(unix)]
#[test]
fn evidence_from_outside_is_copied_into_the_repository_if_it_is_wanted() {
    use crate::terminal::{ENTER, Terminal};

    let sandbox = store();
    let outside = std::env::temp_dir().join(format!("irr-evidence-{}", std::process::id()));
    std::fs::create_dir_all(&outside).unwrap();
    let scan = outside.join("scan.pdf");
    std::fs::write(&scan, "minutes").unwrap();
    let mut terminal = Terminal::run(&sandbox, &["close", "custody:R2", "--evidence", scan.to_str().unwrap()]);
    terminal.answer("Copy ", ENTER);
    terminal.answer("Who approved it:", &format!("Deputy Chief Constable{ENTER}"));
    let end = terminal.end();
    std::fs::remove_dir_all(&outside).unwrap();
    assert!(end.contains("--- exit 0"), "{end}");
    assert_eq!(sandbox.read("evidence/2026-04-20-custody-suites/scan.pdf"), "minutes");
    assert!(sandbox.read(crate::custody::RECORD).contains("evidence/2026-04-20-custody-suites/scan.pdf"));
    sandbox.named();
    let saved = sandbox.run(&["save"]);
    assert_eq!(saved.code, 0, "{saved}");
    assert_eq!(sandbox.git(&["status", "--short"]), "", "what was copied is saved too");
}
