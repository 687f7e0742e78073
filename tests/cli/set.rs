//! `irr set`

use crate::custody::{changed, refused, store};
use insta::assert_snapshot;

#[test]
fn fields_are_set_by_their_paths() {
    let sandbox = store();
    let args =
        ["set", "custody:R2", "priority=high", "addressed_to+=forces", "text=Forces should train.\n\nAll of them.", "follows="];
    // The comment stands above a field that goes, and stays.
    assert_snapshot!(changed(&sandbox, &args), @r"
    kent/2026-04-20-custody-suites:R2: priority=high, addressed_to+=forces, text=Forces should train. All of them., follows=
    --- stderr
    --- exit 0
    @@ -28 +28,5 @@ recommendations:
    -  text: Forces should train their sergeants.
    +  text: |
    +      Forces should train.
    +
    +      All of them.
    +  addressed_to: [forces]
    @@ -29,0 +34 @@ recommendations:
    +  priority: high
    @@ -31,2 +36 @@ recommendations:
    -  # An answer is being drafted.
    -  follows: R1
    \ No newline at end of file
    +  # An answer is being drafted.
    \ No newline at end of file
    ");
    assert_snapshot!(changed(&sandbox, &["set", "custody", "inspection.recommendation_count=2", "publication.chief_officer_invited=2026-04-22"]), @r"
    kent/2026-04-20-custody-suites: inspection.recommendation_count=2, publication.chief_officer_invited=2026-04-22
    --- stderr
    --- exit 0
    @@ -11,0 +12 @@ inspection:
    +    recommendation_count: 2
    @@ -36 +37,3 @@ recommendations:
    -  # An answer is being drafted.
    \ No newline at end of file
    +  # An answer is being drafted.
    +publication:
    +    chief_officer_invited: 2026-04-22
    \ No newline at end of file
    ");
}

#[test]
fn a_misspelt_field_a_wrong_word_and_a_wrong_date_get_help() {
    let sandbox = store();
    for (word, hint) in [
        ("ownr=x", "hint: did you mean owner?"),
        ("status=inprogress", "hint: did you mean in_progress?"),
        ("closure=x", "hint: its fields are closure.approved_by, closure.date, closure.evidence"),
    ] {
        let run = refused(&sandbox, &["set", "custody:R1", word]).to_string();
        assert!(run.contains(hint), "{run}");
    }
    assert_snapshot!(refused(&sandbox, &["set", "custody:R1", "target=soon"]), @"
    --- stderr
    error: cannot use target: `soon` is not a date: write it like 31 December 2026, 31/12/26, 27 Nov, fri, +4w or end of March
    --- exit 2
    ");
    assert_snapshot!(refused(&sandbox, &["set", "custody", "owner=x"]), @"
    --- stderr
    error: cannot set kent/2026-04-20-custody-suites
    because: there is no field `owner`
    hint: findings have this field: kent/2026-04-20-custody-suites:R1
    --- exit 2
    ");
}

#[test]
fn the_inspectorates_date_is_not_edited() {
    let sandbox = store();
    assert_snapshot!(refused(&sandbox, &["set", "custody:R1", "due=2027-06-30"]), @"
    --- stderr
    error[due-date-edited]: the inspectorate's date of R1 was changed from 2026-12-31 to 2027-06-30
       ╭▸ records/kent/2026-04-20-custody-suites.yaml:20:8
       │
    20 │   due: 2027-06-30   # never edited
       │        ━━━━━━━━━━
       │
       ╰ help: restore `due: 2026-12-31`, and add the later date to `extensions` with reason and approver

    1 error and 0 warnings in 1 record.
    error: cannot write (set due of kent/2026-04-20-custody-suites:R1): it would add the errors shown above
    hint: fix them first, or use --anyway to write the change with these errors
    --- exit 1
    ");
    assert_eq!(sandbox.run(&["set", "custody:R1", "due=2027-06-30", "--anyway"]).code, 0);
}

#[test]
fn several_findings_change_together_or_not_at_all_after_being_shown() {
    let sandbox = store();
    assert_snapshot!(refused(&sandbox, &["set", "--where", "due > 2026-12-01", "priority=low"]), @r"
    --- a/records/kent/2026-04-20-custody-suites.yaml
    +++ b/records/kent/2026-04-20-custody-suites.yaml
    @@ -18,6 +18,7 @@
         their custody estate.
       addressed_to: [chief constables]
       due: 2026-12-31   # never edited
    +  priority: low
       owner: Head of Custody
       actions:
       - {text: Walk the suites, owner: Estates}
    @@ -27,6 +28,7 @@
     - ref: '2'
       text: Forces should train their sergeants.
       due: 2027-01-31
    +  priority: low
       owner: Head of Training
       # An answer is being drafted.
       follows: R1
    \ No newline at end of file
    --- stderr
    error: confirmation needed, but there is no terminal
    hint: use --yes to confirm, or --dry-run to see what would change
    --- exit 2
    ");
    assert_snapshot!(changed(&sandbox, &["set", "--where", "due > 2026-12-01", "priority=low", "--yes"]), @"
    kent/2026-04-20-custody-suites:R1: priority=low
    kent/2026-04-20-custody-suites:R2: priority=low
    --- stderr
    --- exit 0
    @@ -20,0 +21 @@ recommendations:
    +  priority: low
    @@ -29,0 +31 @@ recommendations:
    +  priority: low
    ");
    let run = refused(
        &sandbox,
        &["close", "custody:R1", "custody:R2", "--evidence", "x", "--approved-by", "y", "--date", "2026-04-01"],
    );
    assert_snapshot!(run, @r#"
    --- a/records/kent/2026-04-20-custody-suites.yaml
    +++ b/records/kent/2026-04-20-custody-suites.yaml
    @@ -19,16 +19,28 @@
       addressed_to: [chief constables]
       due: 2026-12-31   # never edited
       priority: low
    +  status: closed
       owner: Head of Custody
       actions:
       - {text: Walk the suites, owner: Estates}
       - {text: Write to the board}
    +  closure:
    +      date: 2026-04-01
    +      approved_by: "y"
    +      evidence:
    +      - x
       progress: []   # nothing yet
     
     - ref: '2'
       text: Forces should train their sergeants.
       due: 2027-01-31
       priority: low
    +  status: closed
       owner: Head of Training
    +  closure:
    +      date: 2026-04-01
    +      approved_by: "y"
    +      evidence:
    +      - x
       # An answer is being drafted.
       follows: R1
    \ No newline at end of file
    --- stderr
    kent/2026-04-20-custody-suites:R1: not done yet: action 1 (Walk the suites) and action 2 (Write to the board); actions with a date stay in `irr due`
    error[closure-before-report]: R1 was closed on 2026-04-01, before the report of 2026-04-20 that found it
       ╭▸ records/kent/2026-04-20-custody-suites.yaml:28:13
       │
    11 │     published: 2026-04-20
       │                ────────── the report's date
       ┆
    28 │       date: 2026-04-01
       │             ━━━━━━━━━━
       │
       ╰ help: one of the two dates is wrong: check the year, and whether day and month were swapped

    error[closure-before-report]: R2 was closed on 2026-04-01, before the report of 2026-04-20 that found it
       ╭▸ records/kent/2026-04-20-custody-suites.yaml:41:13
       │
    11 │     published: 2026-04-20
       │                ────────── the report's date
       ┆
    41 │       date: 2026-04-01
       │             ━━━━━━━━━━
       │
       ╰ help: one of the two dates is wrong: check the year, and whether day and month were swapped

    2 errors and 0 warnings in 1 record.
    error: cannot write (close 2 findings): it would add the errors shown above
    hint: fix them first, or use --anyway to write the change with these errors
    --- exit 1
    "#);
    assert_snapshot!(refused(&sandbox, &["set", "--where", "owner ~ nobody", "priority=low"]), @"
    --- stderr
    error: nothing matches `owner ~ nobody`
    --- exit 2
    ");
}

#[test]
fn a_comment_that_would_be_lost_keeps_its_field() {
    let sandbox = store();
    assert_snapshot!(refused(&sandbox, &["set", "custody:R1", "due="]), @"
    --- stderr
    error: cannot change records/kent/2026-04-20-custody-suites.yaml
    because: `recommendations[0].due` cannot be removed: its comment `# never edited` would be lost
    hint: nothing was written: `irr edit` opens the file
    --- exit 2
    ");
}

#[cfg(unix)]
mod on_a_terminal {
    use super::*;
    use crate::terminal::{ENTER, Terminal};

    #[test]
    fn several_findings_are_shown_and_then_agreed_to() {
        let sandbox = store();
        let mut terminal = Terminal::run(&sandbox, &["set", "custody:R1", "custody:R2", "priority=high"]);
        terminal.answer("set priority of 2 findings in 1 record: write it?", "");
        assert_snapshot!(terminal.seen(), @r"
        --- a/records/kent/2026-04-20-custody-suites.yaml
        +++ b/records/kent/2026-04-20-custody-suites.yaml
        @@ -18,6 +18,7 @@
             their custody estate.
           addressed_to: [chief constables]
           due: 2026-12-31   # never edited
        +  priority: high
           owner: Head of Custody
           actions:
           - {text: Walk the suites, owner: Estates}
        @@ -27,6 +28,7 @@
         - ref: '2'
           text: Forces should train their sergeants.
           due: 2027-01-31
        +  priority: high
           owner: Head of Training
           # An answer is being drafted.
           follows: R1
        \ No newline at end of file
        ? set priority of 2 findings in 1 record: write it? (Y/n)
        ");
        terminal.press(&format!("n{ENTER}"));
        assert_snapshot!(terminal.end().lines().rev().take(3).collect::<Vec<_>>().join("\n"), @"
        --- exit 1
        nothing was written
        > set priority of 2 findings in 1 record: write it? No
        ");
        assert_eq!(sandbox.git(&["status", "--short"]), "");
    }
}

#[test]
fn a_value_whose_quotes_are_missing_gets_a_hint() {
    let sandbox = crate::linked::sandbox();
    let run = sandbox.run(&["set", "2026-04-20-custody:R1", "owner=Head", "of", "Custody"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("hint: put a value with blanks in quotes"), "{run}");
}
