//! What a writing command must not lose, and must not do unasked.

use std::fs;

use crate::sandbox::{Run, Sandbox};
use insta::assert_snapshot;

const TRACTORS: &str = "records/kent/2026-04-20-tractors.yaml";
const COMBINES: &str = "records/kent/2026-04-21-combines.yaml";

fn text(title: &str, published: &str, findings: &str) -> String {
    format!(
        "schema_version: 1\nstage: draft\nforce: Kent\nlocal_policing_body: {{kind: pcc}}\ninspection:\n  title: {title}\n  \
         published: {published}\nrecommendations:\n{findings}"
    )
}

/// Two records, committed; a finding of the second follows one of the first.
fn store() -> Sandbox {
    let sandbox = Sandbox::bare();
    let own = "  - ref: \"1\"\n    text: Lock them.\n    due: 2027-01-31\n    owner: Head of Locks\n  \
        - ref: \"2\"\n    text: Count them.\n    due: 2027-01-31\n    owner: Head of Locks\n";
    let other = "  - ref: \"1\"\n    text: Count again.\n    due: 2027-01-31\n    follows: kent/2026-04-20-tractors:R2\n";
    sandbox.write(TRACTORS, &text("Tractors", "2026-04-20", own));
    sandbox.write(COMBINES, &text("Combines", "2026-04-21", other));
    sandbox.commit();
    sandbox
}

/// A command that must leave everything as it is.
fn refused(sandbox: &Sandbox, args: &[&str]) -> Run {
    let all = || [TRACTORS, COMBINES].map(|name| fs::read_to_string(sandbox.path(name)).ok());
    let before = all();
    let run = sandbox.run(args);
    assert_ne!(run.code, 0, "{args:?}: {run}");
    assert_eq!(all(), before, "{args:?}");
    run
}

fn done(sandbox: &Sandbox, args: &[&str]) {
    let run = sandbox.run(args);
    assert_eq!(run.code, 0, "{args:?}: {run}");
}

#[test]
fn a_number_that_two_findings_have_means_neither() {
    let sandbox = store();
    sandbox.write(TRACTORS, &sandbox.read(TRACTORS).replace("ref: \"2\"", "ref: \"1\""));
    assert_snapshot!(refused(&sandbox, &["rm", "tractors:R1"]), @"
    --- stderr
    error: kent/2026-04-20-tractors has 2 findings numbered R1, so it is not clear which one is meant
    hint: give them different numbers with `irr edit kent/2026-04-20-tractors:R1`
    --- exit 2
    ");
    refused(&sandbox, &["set", "tractors:R1", "owner=x"]);
    refused(&sandbox, &["mv", "tractors:R1", "R5"]);
    refused(&sandbox, &["set", "--where", "owner ~ locks", "priority=high", "--yes"]);
}

#[test]
fn an_earlier_word_or_closing_without_a_day_goes_into_the_log() {
    let sandbox = store();
    let spoken = "    owner: Head of Locks\n    verification: {by: HMICFRS, reference: old letter, outcome: open}\n    \
        closure: {approved_by: Old Chief, evidence: [old.pdf]}\n";
    sandbox.write(TRACTORS, &sandbox.read(TRACTORS).replacen("    owner: Head of Locks\n", spoken, 1));
    done(&sandbox, &["verify", "tractors:R1", "--outcome", "closed", "--reference", "new letter", "--by", "HMICFRS"]);
    done(&sandbox, &["close", "tractors:R1", "--evidence", "new.pdf", "--approved-by", "New Chief"]);
    let now = sandbox.read(TRACTORS);
    assert!(["old letter", "Old Chief", "old.pdf"].iter().all(|word| now.contains(word)), "{now}");
}

#[test]
fn an_older_word_of_the_inspectorate_does_not_take_the_place_of_a_newer_one() {
    let sandbox = store();
    let verify = |outcome: &str, day: &str| {
        let args = ["verify", "tractors:R1", "--outcome", outcome, "--reference", day, "--by", "HMICFRS", "--date", day];
        sandbox.run(&args)
    };
    verify("closed", "2026-04-30");
    assert_snapshot!(verify("open", "2026-04-28"), @"
    kent/2026-04-20-tractors:R1: HMICFRS counts it as open, but later as closed, which is kept
    --- stderr
    --- exit 0
    ");
    assert!(sandbox.read(TRACTORS).contains("outcome: closed"));
}

#[test]
fn what_was_opened_again_can_be_closed_again_whatever_was_committed_between() {
    let sandbox = store();
    let close = |evidence: &str, day: &str| {
        done(&sandbox, &["close", "tractors:R1", "--evidence", evidence, "--approved-by", "DCC", "--date", day]);
        sandbox.commit();
    };
    close("a.pdf", "2026-04-25");
    done(&sandbox, &["progress", "tractors:R1", "--status", "in_progress", "-m", "It came back", "--date", "2026-04-27"]);
    sandbox.commit();
    close("b.pdf", "2026-04-30");
    assert!(sandbox.read(TRACTORS).contains("a.pdf"));
}

#[cfg(unix)]
#[test]
fn a_record_that_moves_and_comes_back_is_for_the_same_eyes() {
    use std::os::unix::fs::PermissionsExt;
    let sandbox = store();
    let mode = |name: &str| fs::metadata(sandbox.path(name)).unwrap().permissions().mode() & 0o777;
    fs::set_permissions(sandbox.path(TRACTORS), PermissionsExt::from_mode(0o600)).unwrap();
    done(&sandbox, &["mv", "tractors", "diggers"]);
    assert_eq!(mode("records/kent/2026-04-20-diggers.yaml"), 0o600);
    done(&sandbox, &["undo"]);
    assert_eq!(mode(TRACTORS), 0o600);
}

#[test]
fn a_link_from_another_record_is_not_left_leading_nowhere() {
    let sandbox = store();
    assert_snapshot!(refused(&sandbox, &["set", "tractors", "recommendations[1]="]), @"
    --- stderr
    error[dangling-link]: `kent/2026-04-20-tractors` has no R2
       ╭▸ records/kent/2026-04-21-combines.yaml:12:14
       │
    12 │     follows: kent/2026-04-20-tractors:R2
       ╰╴             ━━━━━━━━━━━━━━━━━━━━━━━━━━━

    1 error and 0 warnings in 1 record.
    error: cannot write (set recommendations[1] of kent/2026-04-20-tractors): it would add the errors shown above
    hint: fix them first, or use --anyway to write the change with these errors
    --- exit 1
    ");
    assert_snapshot!(refused(&sandbox, &["set", "tractors:R2", "ref=3"]), @"
    --- stderr
    error: cannot set kent/2026-04-20-tractors:R2
    because: a finding's number cannot be set
    hint: use `irr mv ADDRESS R5`, which also updates every link to it
    --- exit 2
    ");
    assert_snapshot!(refused(&sandbox, &["set", "tractors", "recommendations="]), @"
    --- stderr
    error: cannot set kent/2026-04-20-tractors
    because: `recommendations` is a list of entries with fields
    hint: set a field of one entry: `recommendations[0].FIELD=VALUE`, counted from 0
    --- exit 2
    ");
    done(&sandbox, &["add", "tractors:R9", "text=Paint them.", "due=2027-01-31"]);
    sandbox.write(COMBINES, &sandbox.read(COMBINES).replace("tractors:R2", "tractors:R9"));
    refused(&sandbox, &["undo"]);
}

#[test]
fn a_record_that_was_committed_is_not_taken_out_unasked() {
    let sandbox = store();
    assert_snapshot!(refused(&sandbox, &["rm", "combines"]), @"
    --- stderr
    error[record-deleted]: the record was removed, with 1 finding
      ╭▸ records/kent/2026-04-21-combines.yaml:1:1
      │
    1 │ schema_version: 1
      │ ━
      │
      ╰ help: restore it; to remove a record that was made by mistake, use `--allow record-deleted` (`irr rm --anyway`)

    1 error and 0 warnings in 1 record.
    error: cannot write (rm kent/2026-04-21-combines): it would add the errors shown above
    hint: fix them first, or use --anyway to write the change with these errors
    --- exit 1
    ");
    done(&sandbox, &["rm", "combines", "--anyway"]);
    assert!(!sandbox.path(COMBINES).exists());
    done(&sandbox, &["undo"]);
    assert!(sandbox.path(COMBINES).exists());
}

#[test]
fn a_finding_with_an_old_error_can_be_numbered_otherwise() {
    let sandbox = store();
    let broken = sandbox.read(TRACTORS).replacen("    owner: Head of Locks\n", "    status: in_progress\n", 1);
    sandbox.write(TRACTORS, &broken);
    done(&sandbox, &["mv", "tractors:R1", "R3"]);
}

#[test]
fn a_comment_above_a_finding_does_not_come_to_speak_of_the_next() {
    let sandbox = store();
    sandbox.write(COMBINES, &text("Combines", "2026-04-21", "  - ref: \"1\"\n    text: Count.\n    due: 2027-01-31\n"));
    sandbox.write(TRACTORS, &sandbox.read(TRACTORS).replace("  - ref: \"1\"", "  # Withheld by order.\n  - ref: \"1\""));
    assert_snapshot!(refused(&sandbox, &["rm", "tractors:R1"]), @"
    --- stderr
    error: cannot change records/kent/2026-04-20-tractors.yaml
    because: `recommendations[0]` cannot be removed: its comment `# Withheld by order.` would be lost
    hint: nothing was written: `irr edit` opens the file
    --- exit 2
    ");
}

#[cfg(unix)]
#[test]
fn a_dry_run_of_an_editor_leaves_nothing_in_the_store_and_what_was_typed_to_its_owner() {
    use std::os::unix::fs::PermissionsExt;
    let sandbox = store();
    let folder = sandbox.path("");
    let env = [("EDITOR", "sed -i s/Lock/Hide/"), ("TMPDIR", folder.to_str().unwrap())];
    let run = sandbox.run_with(&["edit", "tractors", "--dry-run"], &env, "");
    assert!(run.code == 0 && run.stdout.contains("+    text: Hide them."), "{run}");
    assert!(!sandbox.path(".irr").exists() && !sandbox.path(".git/irr").exists());
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
    let typed: Vec<_> = entries.filter(|entry| entry.file_name().to_string_lossy().starts_with("irr-")).collect();
    assert!(!typed.is_empty());
    assert!(typed.iter().all(|entry| entry.metadata().unwrap().permissions().mode() & 0o077 == 0), "others may read it");
}

#[test]
fn a_note_is_asked_for_once_it_is_known_what_it_is_on() {
    let sandbox = store();
    let run = sandbox.run_with(&["progress", "tractors:R99"], &[("EDITOR", "touch opened; true")], "");
    assert_snapshot!(run, @"
    --- stderr
    error: kent/2026-04-20-tractors has no R99
    hint: it has R1, R2
    --- exit 2
    ");
    assert!(!sandbox.path("opened").exists());
}

#[test]
fn words_that_say_nothing_are_refused() {
    let sandbox = store();
    assert_snapshot!(refused(&sandbox, &["close", "tractors:R1", "--evidence", " ", "--approved-by", "DCC"]), @"
    --- stderr
    error: invalid value ' ' for '--evidence <EVIDENCE>': it is empty

    For more information, try '--help'.
    --- exit 2
    ");
    refused(&sandbox, &["verify", "tractors:R1", "--outcome", "open", "--reference", "L", "--by", ""]);
}

#[test]
fn line_ends_of_another_system_are_line_ends() {
    let sandbox = store();
    done(&sandbox, &["progress", "tractors:R1", "-m", "First\r\nSecond\r\n"]);
    assert!(sandbox.read(TRACTORS).contains("note: |\n          First\n          Second\n"));
}

#[test]
fn a_link_may_be_typed_by_a_part_of_the_id() {
    let sandbox = store();
    done(&sandbox, &["set", "tractors:R1", "follows=combines:R1"]);
    assert!(sandbox.read(TRACTORS).contains("follows: kent/2026-04-21-combines:R1"));
}

#[test]
fn a_finding_that_goes_leaves_the_comments_of_the_next_where_they_are() {
    let sandbox = store();
    let own = "  - ref: \"1\"\n    # why it is first\n    text: Lock them.\n    due: 2027-01-31\n  \
        - ref: \"2\"\n    # why it is second\n    text: Count them.\n    follows: R1\n    due: 2027-01-31\n";
    sandbox.write(TRACTORS, &text("Tractors", "2026-04-20", own));
    sandbox.commit();
    assert_snapshot!(refused(&sandbox, &["rm", "tractors:R1", "--unlink", "--anyway"]), @"
    --- stderr
    error: cannot change records/kent/2026-04-20-tractors.yaml
    because: `recommendations[0]` cannot be removed: its comment `# why it is first` would be lost
    hint: nothing was written: `irr edit` opens the file
    --- exit 2
    ");
    sandbox.write(TRACTORS, &sandbox.read(TRACTORS).replace("    # why it is first\n", ""));
    done(&sandbox, &["rm", "tractors:R1", "--unlink", "--anyway"]);
    let left = "  - ref: \"2\"\n    # why it is second\n    text: Count them.\n    due: 2027-01-31\n";
    assert!(sandbox.read(TRACTORS).ends_with(left), "{}", sandbox.read(TRACTORS));
}

#[test]
fn an_answer_that_only_pointed_at_what_is_gone_goes_with_it() {
    let sandbox = store();
    done(&sandbox, &["set", "combines:R1", "commissioner_response.see=tractors:R1", "follows="]);
    done(&sandbox, &["rm", "tractors:R1", "--unlink"]);
    assert!(!sandbox.read(COMBINES).contains("commissioner_response"));
}

#[test]
fn what_is_taken_back_may_be_as_wrong_as_it_was() {
    let sandbox = store();
    sandbox.write(TRACTORS, &sandbox.read(TRACTORS).replacen("    owner: Head of Locks\n", "    status: in_progress\n", 1));
    let before = sandbox.read(TRACTORS);
    done(&sandbox, &["set", "tractors:R1", "owner=Head of Keys"]);
    assert_snapshot!(sandbox.run(&["undo"]), @r#"
    --- a/records/kent/2026-04-20-tractors.yaml
    +++ b/records/kent/2026-04-20-tractors.yaml
    @@ -10,7 +10,6 @@
         text: Lock them.
         due: 2027-01-31
         status: in_progress
    -    owner: Head of Keys
       - ref: "2"
         text: Count them.
         due: 2027-01-31
    kent/2026-04-20-tractors: changed back (set owner of kent/2026-04-20-tractors:R1)
    --- stderr
    1 error is back, as before this change was made: `irr validate` lists them
    reminder: do not destroy information that was requested under the Freedom of Information Act
    --- exit 0
    "#);
    assert_eq!(sandbox.read(TRACTORS), before);
}

#[test]
fn a_late_response_is_published_and_told_as_late() {
    let sandbox = store();
    done(&sandbox, &["set", "combines:R1", "commissioner_response.action=taken", "commissioner_response.text=Counted."]);
    let publish = ["publish", "combines", "--chief-officer-invited", "2026-04-28", "--not-sent"];
    assert_snapshot!(sandbox.run_with(&publish, &[("IRR_TODAY", "2026-07-01")], ""), @"
    kent/2026-04-21-combines: published on Wed 2026-07-01; chief officer invited on 2026-04-28
    --- stderr
    records/kent/2026-04-21-combines.yaml:17:1: error[copy-not-sent] the date on which the inspectors of constabulary and the Secretary of State got a copy is missing (section 55(6))
    records/kent/2026-04-21-combines.yaml:19:14: error[response-late] published 2026-07-01, the last lawful day was 2026-06-15: day 72 of 56
    not recorded: when the copy to the inspectors of constabulary was sent and the copy to the Secretary of State was sent. Record it with `irr publish kent/2026-04-21-combines --sent-to-inspectorate DATE --sent-to-secretary-of-state DATE`
    --- exit 0
    ");
}

#[test]
fn a_date_that_was_copied_wrongly_is_put_right_by_the_printed_words() {
    let sandbox = store();
    done(&sandbox, &["set", "tractors:R1", "due_text=By 31 March 2027", "due=2027-03-31"]);
    sandbox.commit();
    refused(&sandbox, &["set", "tractors:R1", "due_text=By 30 June 2027", "due=2027-06-30"]);
}

#[test]
fn a_note_on_some_findings_is_not_offered_for_others() {
    let sandbox = store();
    let editor = [("EDITOR", "sed -i '1s/^/Typed/'")];
    let run = sandbox.run_with(&["progress", "tractors:R1", "tractors:R2"], &editor, "");
    assert_eq!(run.code, 2, "{run}");
    let run = sandbox.run_with(&["progress", "tractors:R1", "combines:R1", "--yes"], &[("EDITOR", "true")], "");
    assert_snapshot!(run, @"
    --- stderr
    error: the note is empty: nothing was written
    --- exit 1
    ");
}

#[test]
fn an_ignored_record_does_not_hide_what_the_last_commit_has_of_others() {
    let sandbox = store();
    sandbox.write(".gitignore", "records/essex/\n");
    sandbox.write(
        "records/essex/2026-04-22-barns.yaml",
        &text("Barns", "2026-04-22", "  - ref: \"1\"\n    text: x\n").replace("Kent", "Essex"),
    );
    refused(&sandbox, &["set", "tractors:R1", "due=2028-01-31"]);
}
