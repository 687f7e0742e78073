//! `irr rm`

use crate::linked::{diff, sandbox};
use insta::assert_snapshot;

#[test]
fn what_others_link_to_is_not_taken_out_unasked() {
    let sandbox = sandbox();
    assert_snapshot!(sandbox.run(&["rm", "2026-04-20-custody"]), @"
    --- stderr
    error: cannot remove kent/2026-04-20-custody: 2 findings link to it:
      kent/2026-04-30-custody-again:R1
      kent/2026-04-30-custody-again (covered_by)
    hint: use --unlink to remove the links too
    --- exit 1
    ");
    assert_snapshot!(sandbox.run(&["rm", "2026-04-20-custody:R1"]), @"
    --- stderr
    error: cannot remove kent/2026-04-20-custody:R1: 2 findings link to it:
      kent/2026-04-30-custody-again:R1
      kent/2026-04-20-custody:R2
    hint: use --unlink to remove the links too
    --- exit 1
    ");
    assert_eq!(diff(&sandbox), "");
    assert_snapshot!(sandbox.run(&["rm", "2026-04-20-custody", "--unlink"]), @"
    --- stderr
    error: cannot change records/kent/2026-04-30-custody-again.yaml
    because: `recommendations[0].follows` cannot be removed: its comment `# the same` would be lost
    hint: nothing was written: `irr edit` opens the file
    --- exit 2
    ");
    sandbox.run(&["set", "again", "covered_by="]);
    assert_snapshot!(diff(&sandbox), @"
    diff --git a/records/kent/2026-04-30-custody-again.yaml b/records/kent/2026-04-30-custody-again.yaml
    @@ -7 +6,0 @@ inspection: {title: Custody again, published: 2026-04-30}
    -covered_by: kent/2026-04-20-custody
    ");
}

#[test]
fn a_finding_is_taken_out_and_brought_back() {
    let sandbox = sandbox();
    assert_snapshot!(sandbox.run(&["rm", "2026-04-20-custody:R2"]), @"
    kent/2026-04-20-custody:R2: removed
    --- stderr
    reminder: do not destroy information that was requested under the Freedom of Information Act
    --- exit 0
    ");
    assert_snapshot!(diff(&sandbox), @r#"
    diff --git a/records/kent/2026-04-20-custody.yaml b/records/kent/2026-04-20-custody.yaml
    @@ -14,4 +13,0 @@ recommendations:
    -  - ref: "2"
    -    text: Train.
    -    due: 2027-01-31
    -    follows: R1
    "#);
    assert_eq!(sandbox.run(&["undo", "--yes"]).code, 0);
    assert_eq!(diff(&sandbox), "");
}

#[cfg(unix)]
#[test]
fn a_whole_record_is_asked_for_on_a_terminal() {
    use crate::terminal::{ENTER, Terminal};
    let sandbox = crate::linked::sandbox();
    let uncommitted = format!("{}inspection: {{title: Dogs, published: 2026-04-30}}\n", crate::linked::HEAD);
    sandbox.write("records/kent/2026-04-30-dogs.yaml", &uncommitted);
    let mut terminal = Terminal::run(&sandbox, &["rm", "dogs"]);
    terminal.see("Remove the whole record kent/2026-04-30-dogs?");
    terminal.press(&format!("n{ENTER}"));
    assert!(terminal.end().ends_with("nothing was written\n--- exit 1"));
    assert!(sandbox.path("records/kent/2026-04-30-dogs.yaml").exists());
    // Of one that was committed the rules ask; one answer is enough.
    let mut terminal = Terminal::run(&sandbox, &["rm", "custody-again"]);
    terminal.see("Write it anyway?");
    terminal.press(&format!("y{ENTER}"));
    assert!(terminal.end().ends_with("--- exit 0"));
    assert!(!sandbox.path("records/kent/2026-04-30-custody-again.yaml").exists());
}
