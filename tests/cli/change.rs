//! The commands that change findings, on a record that a person has laid out in their own way.

use crate::sandbox::{Run, Sandbox, fixture};
use insta::assert_snapshot;

const RECORD: &str = "records/kent/2026-04-20-custody-suites.yaml";

/// A store with that record, committed.
fn store() -> Sandbox {
    let sandbox = Sandbox::bare();
    let text = std::fs::read_to_string(fixture("change/2026-04-20-custody-suites.yaml")).unwrap();
    sandbox.write(RECORD, &text);
    sandbox.commit();
    sandbox
}

/// What a command prints, and how the record differs after it.
fn changed(sandbox: &Sandbox, args: &[&str]) -> String {
    let run = sandbox.run(args);
    let diff = sandbox.git(&["diff", "--no-color", "-U0"]);
    let lines = diff.lines().filter(|line| {
        !line.starts_with("diff ") && !line.starts_with("index ") && !line.starts_with("--- ") && !line.starts_with("+++ ")
    });
    sandbox.git(&["commit", "-q", "-a", "--allow-empty", "-m", "changed"]);
    format!("{run}\n{}", lines.collect::<Vec<_>>().join("\n"))
}

fn refused(sandbox: &Sandbox, args: &[&str]) -> Run {
    let before = sandbox.read(RECORD);
    let run = sandbox.run(args);
    assert_ne!(run.code, 0, "{run}");
    assert_eq!(sandbox.read(RECORD), before);
    run
}

#[test]
fn progress_adds_an_entry_and_touches_no_other_line() {
    let sandbox = store();
    assert_snapshot!(changed(&sandbox, &["progress", "custody:R1", "-m", "Two suites were visited", "--status", "in_progress"]), @"
    kent/2026-04-20-custody-suites:R1: progress of 2026-05-01, from not started to in progress
    --- stderr
    --- exit 0
    @@ -20,0 +21 @@ recommendations:
    +  status: in_progress
    @@ -25 +26,5 @@ recommendations:
    -  progress: []   # nothing yet
    +  progress:   # nothing yet
    +  - date: 2026-05-01
    +    status: in_progress
    +    note: |
    +      Two suites were visited
    ");
    assert_snapshot!(changed(&sandbox, &["progress", "custody:r1", "-m", "-", "--date", "2026-04-28", "--by", "Estates"]), @"
    --- stderr
    error: cannot record progress on kent/2026-04-20-custody-suites:R1: missing what has happened (-m) or a status (--status)
    hint: nothing was written
    --- exit 1
    ");
}

#[test]
fn progress_may_not_close_nor_leave_nobody_in_charge() {
    let sandbox = store();
    assert_snapshot!(refused(&sandbox, &["progress", "custody:R1", "--status", "closed", "-m", "done"]), @"
    --- stderr
    error: cannot record progress on kent/2026-04-20-custody-suites:R1: a progress update cannot make it closed
    hint: use `irr close --as closed`, with evidence and approver
    --- exit 1
    ");
    sandbox.run(&["set", "custody:R2", "owner="]);
    assert_snapshot!(refused(&sandbox, &["progress", "custody:R2", "--status", "in-progress", "-m", "begun"]), @"
    --- stderr
    error[in-progress-without-owner]: R2 is in progress but has no owner
       ╭▸ records/kent/2026-04-20-custody-suites.yaml:30:11
       │
    30 │   status: in_progress
       │           ━━━━━━━━━━━
       │
       ╰ help: write the responsible post in `owner`

    1 error and 0 warnings in 1 record.
    error: cannot write (record progress on kent/2026-04-20-custody-suites:R2): it would add the errors shown above
    hint: fix them first, or use --anyway to write the change with these errors
    --- exit 1
    ");
    assert_eq!(
        sandbox.run(&["progress", "custody:R2", "--status", "in-progress", "-m", "begun", "--owner", "Head of Custody"]).code,
        0
    );
}

#[test]
fn progress_opens_the_editor_for_the_note_and_keeps_what_was_typed_until_it_is_written() {
    let sandbox = store();
    sandbox.write("type.sh", "printf 'Typed in an editor\\n' | cat - \"$1\" > typed && cp typed \"$1\"\n");
    let run = |args: &[&str], editor: &str| sandbox.run_with(args, &[("EDITOR", editor)], "");
    assert_snapshot!(run(&["progress", "custody:R1", "--status", "closed"], "sh type.sh"), @"
    --- stderr
    error: cannot record progress on kent/2026-04-20-custody-suites:R1: a progress update cannot make it closed
    hint: use `irr close --as closed`, with evidence and approver
    the note is kept: run the command again without -m to continue it
    --- exit 1
    ");
    assert_snapshot!(run(&["progress", "custody:R1"], "true"), @"
    kent/2026-04-20-custody-suites:R1: progress of 2026-05-01
    --- stderr
    continuing an earlier note on kent/2026-04-20-custody-suites:R1 that was not saved
    --- exit 0
    ");
    assert!(sandbox.read(RECORD).contains("Typed in an editor"));
    assert_snapshot!(run(&["progress", "custody:R1"], "true"), @"
    --- stderr
    error: the note is empty: nothing was written
    --- exit 2
    ");
    assert_snapshot!(run(&["progress", "custody:R1"], "false"), @"
    --- stderr
    error: cannot edit with `false`
    because: exit status: 1
    --- exit 2
    ");
}

#[test]
fn an_extension_leaves_the_original_date() {
    let sandbox = store();
    assert_snapshot!(refused(&sandbox, &["extend", "custody:R1", "--to", "2027-03-31"]), @"
    --- stderr
    error: cannot extend kent/2026-04-20-custody-suites:R1: missing the reason (--reason) and the approver (--approved-by)
    hint: nothing was written
    --- exit 1
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
    error: cannot extend kent/2026-04-20-custody-suites:R1: 2027-03-31 is not later than 2027-03-31, the current due date
    hint: for an earlier date of the force's own, use `irr set kent/2026-04-20-custody-suites:R1 target=DATE`
    --- exit 1
    ");
}

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
fn closing_wants_evidence_and_an_approver_and_tells_all_that_is_missing() {
    let sandbox = store();
    assert_snapshot!(refused(&sandbox, &["close", "custody:R1", "custody:R2"]), @"
    --- stderr
    error: cannot close kent/2026-04-20-custody-suites:R1: missing evidence (--evidence) and the approver (--approved-by)
    hint: nothing was written
    error: cannot close kent/2026-04-20-custody-suites:R2: missing evidence (--evidence) and the approver (--approved-by)
    hint: nothing was written
    --- exit 1
    ");
    assert_snapshot!(refused(&sandbox, &["close", "custody:R1", "--as", "superseded"]), @"
    --- stderr
    error: cannot close kent/2026-04-20-custody-suites:R1: missing the approver (--approved-by) and the reason (-m)
    hint: nothing was written
    --- exit 1
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
    assert_snapshot!(refused(&sandbox, &["set", "custody:R1", "target=16/05/2026"]), @"
    --- stderr
    error: cannot set kent/2026-04-20-custody-suites:R1
    because: `target` cannot be `16/05/2026`: `16/05/2026` is not in the form 2025-05-16: write 2026-05-16
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

#[test]
fn a_finding_is_added_in_its_place_with_the_date_that_its_words_give() {
    let sandbox = store();
    let args = ["add", "custody:R1a", "text=Within six months forces should count.", "due_text=Within six months"];
    assert_snapshot!(changed(&sandbox, &args), @"
    kent/2026-04-20-custody-suites:R1a: added, due Tue 2026-10-20 (read from due_text)
    --- stderr
    --- exit 0
    @@ -25,0 +26,5 @@ recommendations:
    +- ref: 1a
    +  text: |
    +    Within six months forces should count.
    +  due: 2026-10-20
    +  due_text: Within six months
    ");
    assert_snapshot!(refused(&sandbox, &["add", "custody:R1a", "text=again"]), @"
    --- stderr
    error: cannot add kent/2026-04-20-custody-suites:R1a: it already exists
    hint: change it with `irr set kent/2026-04-20-custody-suites:R1a FIELD=VALUE`
    --- exit 2
    ");
    assert_snapshot!(changed(&sandbox, &["add", "custody:COC1", "text=Sergeants are not trained.", "--recommendations", "R2"]), @r#"
    kent/2026-04-20-custody-suites:COC1: added
    --- stderr
    --- exit 0
    @@ -37 +37,6 @@ recommendations:
    -  follows: R1
    \ No newline at end of file
    +  follows: R1
    +  cause_of_concern: "1"
    +causes_of_concern:
    +- ref: "1"
    +  text: |
    +    Sergeants are not trained.
    "#);
}

#[test]
fn a_response_is_published_once_every_recommendation_is_explained() {
    let sandbox = store();
    assert_snapshot!(refused(&sandbox, &["publish", "custody"]), @"
    --- stderr
    error: cannot publish kent/2026-04-20-custody-suites: 2 recommendations have no explanation (R1 and R2)
    hint: write what the body itself has done or will do (asks the chief officer for a plan, pays for something, reviews progress at its next meeting with the chief officer), or why it does nothing: `irr set kent/2026-04-20-custody-suites:R1 commissioner_response.action=… commissioner_response.text=…` (section 55(5B))
    --- exit 1
    ");
    sandbox.run(&[
        "set",
        "custody:R1",
        "custody:R2",
        "commissioner_response.action=taken",
        "commissioner_response.text=Done.",
        "--yes",
    ]);
    assert_snapshot!(refused(&sandbox, &["publish", "custody"]), @"
    --- stderr
    error[chief-officer-not-invited]: the date on which the chief officer was invited to comment is missing (section
                                      55(4))
       ╭▸ records/kent/2026-04-20-custody-suites.yaml:41:1
       │
    41 │ publication:
       │ ━━━━━━━━━━━
       │
       ╰ help: write the date in `publication.chief_officer_invited`

    1 error and 0 warnings in 1 record.
    error: cannot write (publish kent/2026-04-20-custody-suites): it would add the errors shown above
    hint: fix them first, or use --anyway to write the change with these errors
    --- exit 1
    ");
    sandbox.commit();
    assert_snapshot!(changed(&sandbox, &["publish", "custody", "--date", "2026-04-30", "--chief-officer-invited", "2026-04-22"]), @r"
    kent/2026-04-20-custody-suites: published on Thu 2026-04-30; chief officer invited on 2026-04-22
    --- stderr
    not recorded: when the copy to the inspectors of constabulary was sent and the copy to the Secretary of State was sent. Record it with `irr publish kent/2026-04-20-custody-suites --sent-to-inspectorate DATE --sent-to-secretary-of-state DATE`
    --- exit 0
    @@ -4 +4 @@ schema_version: 1
    -stage: draft
    +stage: published
    @@ -40 +40,4 @@ recommendations:
    -  follows: R1
    \ No newline at end of file
    +  follows: R1
    +publication:
    +    chief_officer_invited: 2026-04-22
    +    published: 2026-04-30
    \ No newline at end of file
    ");
    assert_snapshot!(refused(&sandbox, &["publish", "custody", "--date", "2026-05-01"]), @"
    --- stderr
    error: cannot publish kent/2026-04-20-custody-suites: it was already published on 2026-04-30
    hint: to correct that date, use `irr set kent/2026-04-20-custody-suites publication.published=DATE`
    --- exit 1
    ");
}

#[test]
fn the_day_of_a_copy_is_recorded_only_where_it_is_said() {
    let sandbox = store();
    let answer = ["commissioner_response.action=taken", "commissioner_response.text=Done."];
    sandbox.run(&[&["set", "custody:R1", "custody:R2", "--yes"], &answer[..]].concat());
    sandbox.run(&["publish", "custody", "--date", "2026-04-30", "--chief-officer-invited", "2026-04-22"]);
    sandbox.commit();
    assert_snapshot!(changed(&sandbox, &["publish", "custody", "--sent-to-inspectorate", "2026-05-01"]), @r"
    kent/2026-04-20-custody-suites: published on Thu 2026-04-30; copy to the inspectors of constabulary sent on 2026-05-01
    --- stderr
    not recorded: when the copy to the Secretary of State was sent. Record it with `irr publish kent/2026-04-20-custody-suites --sent-to-secretary-of-state DATE`
    --- exit 0
    @@ -43 +43,2 @@ publication:
    -    published: 2026-04-30
    \ No newline at end of file
    +    published: 2026-04-30
    +    sent_to_inspectorate: 2026-05-01
    \ No newline at end of file
    ");
    sandbox.commit();
    assert_snapshot!(changed(&sandbox, &["publish", "custody", "--copies-sent", "2026-05-01"]), @r"
    kent/2026-04-20-custody-suites: published on Thu 2026-04-30; copy to the inspectors of constabulary sent on 2026-05-01; copy to the Secretary of State sent on 2026-05-01
    --- stderr
    --- exit 0
    @@ -44 +44,2 @@ publication:
    -    sent_to_inspectorate: 2026-05-01
    \ No newline at end of file
    +    sent_to_inspectorate: 2026-05-01
    +    sent_to_secretary_of_state: 2026-05-01
    \ No newline at end of file
    ");
}

#[cfg(unix)]
mod on_a_terminal {
    use super::*;
    use crate::terminal::{CONTROL_C, DOWN, ENTER, Terminal};

    #[test]
    fn the_days_that_no_flag_says_are_asked_for_and_may_be_left_out() {
        let sandbox = store();
        let answer = ["commissioner_response.action=taken", "commissioner_response.text=Done."];
        sandbox.run(&[&["set", "custody:R1", "custody:R2", "--yes"], &answer[..]].concat());
        let mut terminal = Terminal::run(&sandbox, &["publish", "custody", "--date", "2026-04-30"]);
        terminal.answer("Chief officer invited to comment on:", &format!("22 April 2026{ENTER}"));
        terminal.answer("Copy sent to the inspectors of constabulary on:", &format!("2026-05-01{ENTER}"));
        terminal.answer("Copy sent to the Secretary of State on:", ENTER);
        terminal.end();
        let text = sandbox.read(RECORD);
        let publication = &text[text.find("publication:").unwrap()..];
        assert_snapshot!(publication, @"
        publication:
            chief_officer_invited: 2026-04-22
            published: 2026-04-30
            sent_to_inspectorate: 2026-05-01
        ");
    }

    #[test]
    fn progress_is_asked_for_and_told() {
        let sandbox = store();
        let mut terminal = Terminal::run(&sandbox, &["progress", "custody:R1"]);
        terminal.answer("What has happened:", &format!("Two suites were visited{ENTER}"));
        terminal.answer("Status:", "");
        terminal.see("> unchanged");
        assert_snapshot!(terminal.seen(), @"
        > What has happened: Two suites were visited
        ? Status:  
        > unchanged
          not started
          in progress
          pending sign off
        [↑↓ to move, enter to select, type to filter]
        ");
        terminal.press(&format!("{DOWN}{DOWN}{ENTER}"));
        assert_snapshot!(terminal.end(), @"
        > What has happened: Two suites were visited
        > Status: in progress
        kent/2026-04-20-custody-suites:R1: progress of 2026-05-01, from not started to in progress
        --- exit 0
        ");
        assert_snapshot!(sandbox.git(&["diff", "--no-color", "-U0"]).lines().skip(4).collect::<Vec<_>>().join("\n"), @"
        @@ -20,0 +21 @@ recommendations:
        +  status: in_progress
        @@ -25 +26,5 @@ recommendations:
        -  progress: []   # nothing yet
        +  progress:   # nothing yet
        +  - date: 2026-05-01
        +    status: in_progress
        +    note: |
        +      Two suites were visited
        ");
    }

    #[test]
    fn who_leaves_a_question_has_written_nothing() {
        let sandbox = store();
        let mut terminal = Terminal::run(&sandbox, &["progress", "custody:R1"]);
        terminal.answer("What has happened:", &format!("Two su{CONTROL_C}"));
        assert_snapshot!(terminal.end(), @"
        ? What has happened: Two su 
        [one line; set $EDITOR to write more]
        error: cancelled: nothing was written
        --- exit 2
        ");
        assert_eq!(sandbox.git(&["status", "--short"]), "");
    }

    #[test]
    fn what_would_be_wrong_is_shown_and_written_only_if_it_is_wanted() {
        let sandbox = store();
        sandbox.run(&["set", "custody:R2", "owner="]);
        let args = ["progress", "custody:R2", "-m", "Begun", "--status", "in_progress"];
        let mut terminal = Terminal::run(&sandbox, &args);
        terminal.answer("Write it anyway?", ENTER);
        assert_snapshot!(terminal.end(), @"
        error[in-progress-without-owner]: R2 is in progress but has no owner
           ╭▸ records/kent/2026-04-20-custody-suites.yaml:30:11
           │
        30 │   status: in_progress
           │           ━━━━━━━━━━━
           │
           ╰ help: write the responsible post in `owner`

        1 error and 0 warnings in 1 record.
        > Write it anyway? No
        --- exit 1
        ");
        let mut terminal = Terminal::run(&sandbox, &args);
        terminal.answer("Write it anyway?", &format!("y{ENTER}"));
        assert!(terminal.end().ends_with("--- exit 0"));
    }

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
