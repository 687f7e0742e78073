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
    let lines = diff.lines().filter(|line| !line.starts_with("diff ") && !line.starts_with("index ") && !line.starts_with("--- ") && !line.starts_with("+++ "));
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
    assert_snapshot!(changed(&sandbox, &["progress", "custody:R1", "-m", "Two suites were visited", "--status", "in_progress"]), @"");
    assert_snapshot!(changed(&sandbox, &["progress", "custody:r1", "-m", "-", "--date", "2026-04-28", "--by", "Estates"]), @"");
}

#[test]
fn progress_may_not_close_nor_leave_nobody_in_charge() {
    let sandbox = store();
    assert_snapshot!(refused(&sandbox, &["progress", "custody:R1", "--status", "closed", "-m", "done"]), @"");
    sandbox.run(&["set", "custody:R2", "owner="]);
    assert_snapshot!(refused(&sandbox, &["progress", "custody:R2", "--status", "in-progress", "-m", "begun"]), @"");
    assert_eq!(sandbox.run(&["progress", "custody:R2", "--status", "in-progress", "-m", "begun", "--owner", "Head of Custody"]).code, 0);
}

#[test]
fn progress_opens_the_editor_for_the_note_and_keeps_what_was_typed_until_it_is_written() {
    let sandbox = store();
    sandbox.write("type.sh", "printf 'Typed in an editor\\n' | cat - \"$1\" > typed && cp typed \"$1\"\n");
    let run = |args: &[&str], editor: &str| sandbox.run_with(args, &[("EDITOR", editor)], "");
    assert_snapshot!(run(&["progress", "custody:R1", "--status", "closed"], "sh type.sh"), @"");
    assert_snapshot!(run(&["progress", "custody:R1"], "true"), @"");
    assert!(sandbox.read(RECORD).contains("Typed in an editor"));
    assert_snapshot!(run(&["progress", "custody:R1"], "true"), @"");
    assert_snapshot!(run(&["progress", "custody:R1"], "false"), @"");
}

#[test]
fn an_extension_leaves_the_original_date() {
    let sandbox = store();
    assert_snapshot!(refused(&sandbox, &["extend", "custody:R1", "--to", "2027-03-31"]), @"");
    let args = ["extend", "custody:R1", "--to", "2027-03-31", "--reason", "The builders: late", "--approved-by", "Deputy Chief Constable"];
    assert_snapshot!(changed(&sandbox, &args), @"");
    assert_snapshot!(refused(&sandbox, &args), @"");
}

#[test]
fn actions_are_added_and_done() {
    let sandbox = store();
    let add = ["action", "add", "custody:R1", "--text", "Train the sergeants", "--target", "2026-09-30"];
    assert_snapshot!(changed(&sandbox, &add), @"");
    assert_snapshot!(changed(&sandbox, &["action", "done", "custody:R1", "-w", "board", "--evidence", "letter.pdf"]), @"");
    assert_snapshot!(refused(&sandbox, &["action", "done", "custody:R1", "-w", "the"]), @"");
}

#[test]
fn closing_wants_evidence_and_an_approver_and_tells_all_that_is_missing() {
    let sandbox = store();
    assert_snapshot!(refused(&sandbox, &["close", "custody:R1", "custody:R2"]), @"");
    assert_snapshot!(refused(&sandbox, &["close", "custody:R1", "--as", "superseded"]), @"");
    let args = ["close", "custody:R1", "--evidence", "minutes/12.pdf", "--evidence", "letter", "--approved-by", "Deputy Chief Constable"];
    assert_snapshot!(changed(&sandbox, &args), @"");
    assert_snapshot!(refused(&sandbox, &args), @"");
}

#[test]
fn the_inspectorates_word_stands_apart() {
    let sandbox = store();
    assert_snapshot!(refused(&sandbox, &["verify", "custody:R1", "--outcome", "closed"]), @"");
    let args = ["verify", "custody:R1", "--outcome", "closed", "--reference", "Letter of 12 May"];
    assert_snapshot!(changed(&sandbox, &args), @"");
}

#[test]
fn fields_are_set_by_their_paths() {
    let sandbox = store();
    let args = ["set", "custody:R2", "priority=high", "addressed_to+=forces", "text=Forces should train.\n\nAll of them.", "follows="];
    // The comment stands above a field that goes, and stays.
    assert_snapshot!(changed(&sandbox, &args), @"");
    assert_snapshot!(changed(&sandbox, &["set", "custody", "inspection.recommendation_count=2", "publication.chief_officer_invited=2026-04-22"]), @"");
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
    assert_snapshot!(refused(&sandbox, &["set", "custody:R1", "target=16/05/2026"]), @"");
    assert_snapshot!(refused(&sandbox, &["set", "custody", "owner=x"]), @"");
}

#[test]
fn the_inspectorates_date_is_not_edited() {
    let sandbox = store();
    assert_snapshot!(refused(&sandbox, &["set", "custody:R1", "due=2027-06-30"]), @"");
    assert_eq!(sandbox.run(&["set", "custody:R1", "due=2027-06-30", "--anyway"]).code, 0);
}

#[test]
fn several_findings_change_together_or_not_at_all_after_being_shown() {
    let sandbox = store();
    assert_snapshot!(refused(&sandbox, &["set", "--where", "due > 2026-12-01", "priority=low"]), @"");
    assert_snapshot!(changed(&sandbox, &["set", "--where", "due > 2026-12-01", "priority=low", "--yes"]), @"");
    let run = refused(&sandbox, &["close", "custody:R1", "custody:R2", "--evidence", "x", "--approved-by", "y", "--date", "2026-04-01"]);
    assert_snapshot!(run, @"");
    assert_snapshot!(refused(&sandbox, &["set", "--where", "owner ~ nobody", "priority=low"]), @"");
}

#[test]
fn a_dry_run_shows_and_writes_nothing() {
    let sandbox = store();
    assert_snapshot!(changed(&sandbox, &["extend", "custody:R1", "--to", "2027-03-31", "--reason", "a", "--approved-by", "b", "--dry-run"]), @"");
    assert!(!sandbox.path(".irr").exists());
}

#[test]
fn a_comment_that_would_be_lost_keeps_its_field() {
    let sandbox = store();
    assert_snapshot!(refused(&sandbox, &["set", "custody:R1", "due="]), @"");
}

#[test]
fn a_finding_is_added_in_its_place_with_the_date_that_its_words_give() {
    let sandbox = store();
    let args = ["add", "custody:R1a", "text=Within six months forces should count.", "due_text=Within six months"];
    assert_snapshot!(changed(&sandbox, &args), @"");
    assert_snapshot!(refused(&sandbox, &["add", "custody:R1a", "text=again"]), @"");
    assert_snapshot!(changed(&sandbox, &["add", "custody:COC1", "text=Sergeants are not trained."]), @"");
}

#[test]
fn a_response_is_published_once_every_recommendation_is_explained() {
    let sandbox = store();
    assert_snapshot!(refused(&sandbox, &["publish", "custody"]), @"");
    sandbox.run(&["set", "custody:R1", "custody:R2", "commissioner_response.action=taken", "commissioner_response.text=Done.", "--yes"]);
    assert_snapshot!(refused(&sandbox, &["publish", "custody"]), @"");
    sandbox.commit();
    assert_snapshot!(changed(&sandbox, &["publish", "custody", "--date", "2026-04-30", "--chief-officer-invited", "2026-04-22"]), @"");
    assert_snapshot!(refused(&sandbox, &["publish", "custody", "--date", "2026-05-01"]), @"");
}

#[test]
fn what_was_changed_last_is_taken_back_if_nothing_has_changed_since() {
    let sandbox = store();
    assert_snapshot!(sandbox.run(&["undo"]), @"");
    let before = sandbox.read(RECORD);
    sandbox.run(&["set", "custody:R1", "priority=high"]);
    let after = sandbox.read(RECORD);
    assert_snapshot!(sandbox.run(&["undo"]), @"");
    assert_eq!(sandbox.read(RECORD), before);
    assert_snapshot!(sandbox.run(&["undo"]), @"");
    assert_eq!(sandbox.read(RECORD), after);
    sandbox.write(RECORD, &after.replace("priority: high", "priority: low"));
    assert_snapshot!(sandbox.run(&["undo"]), @"");
}
