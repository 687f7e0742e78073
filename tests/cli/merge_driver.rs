//! `irr merge-driver`, as git runs it: two branches change one record.

use std::process::Command;

use crate::sandbox::Sandbox;
use crate::undo::{BARNS, done};
use insta::assert_snapshot;

const RECORD: &str = "\
schema_version: 2
stage: draft
force: Kent
local_policing_body: {kind: pcc}
inspection:
  title: Barns
  published: 2026-03-20
recommendations:
  - ref: \"1\"
    text: Mend them.
    due: 2027-01-31
    status: in_progress
    owner: Head of Barns
    actions:
      - text: Buy nails
    progress:
      - date: 2026-04-01
        status: in_progress
        note: Begun.
  - ref: \"2\"
    text: Paint them.
    due: 2027-01-31
";

/// A repository with one record, in which git merges records by irr.
fn store_of(text: &str) -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write(BARNS, text);
    sandbox.write("records/.gitignore", ".irr-*.tmp\n");
    sandbox.write(".gitattributes", "records/** merge=irr\n");
    sandbox.commit();
    sandbox.named();
    sandbox.git(&["config", "merge.irr.driver", &format!("'{}' merge-driver %O %A %B %P %L", env!("CARGO_BIN_EXE_irr"))]);
    sandbox.git(&["branch", "-M", "main"]);
    sandbox
}

/// Makes a change on a new branch of `main`, and commits it.
fn branch(sandbox: &Sandbox, name: &str, change: impl Fn(&Sandbox)) {
    sandbox.git(&["checkout", "-q", "-b", name, "main"]);
    change(sandbox);
    sandbox.git(&["add", "-A"]);
    sandbox.git(&["commit", "-q", "-m", name]);
}

/// Does it with commands of irr.
fn changed(sandbox: &Sandbox, name: &str, commands: &[&[&str]]) {
    branch(sandbox, name, |sandbox| commands.iter().for_each(|args| drop(done(sandbox, args))));
}

/// Replaces words of the record.
fn edited(sandbox: &Sandbox, name: &str, words: &[(&str, &str)]) {
    branch(sandbox, name, |sandbox| {
        let text = words.iter().fold(sandbox.read(BARNS), |text, (old, new)| {
            assert!(text.contains(old), "{old}");
            text.replacen(old, new, 1)
        });
        sandbox.write(BARNS, &text);
    });
}

/// Runs git, and returns its exit code, and what irr said.
fn git(sandbox: &Sandbox, args: &[&str]) -> (i32, String) {
    let output = Command::new("git").args(args).current_dir(sandbox.path("")).env("HOME", sandbox.path("")).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    let of_irr: Vec<&str> = said.lines().filter(|line| line.contains("kent/2026-04-20-barns")).collect();
    (output.status.code().unwrap(), of_irr.join("\n"))
}

/// The lines of a diff that were added or removed.
fn diff(before: &str, after: &str) -> String {
    let diff = similar::TextDiff::from_lines(before, after);
    let lines = diff.iter_all_changes().filter(|change| change.tag() != similar::ChangeTag::Equal);
    lines.map(|change| format!("{}{}", change.tag(), change.value())).collect()
}

fn merged(sandbox: &Sandbox) -> (i32, String) {
    git(sandbox, &["merge", "-q", "--no-edit", "one"])
}

#[test]
fn what_both_branches_add_is_kept_in_the_order_of_the_days() {
    let sandbox = store_of(RECORD);
    let one: &[&[&str]] = &[
        &["progress", "barns:R1", "-m", "From one.", "--date", "2026-04-20"],
        &["action", "add", "barns:R1", "--text", "Buy wood"],
        &["extend", "barns:R1", "--to", "2027-03-31", "--reason", "Rain", "--approved-by", "DCC", "--agreed", "2026-04-21"],
        &["add", "barns:R3", "text=Sweep them.", "--anyway"],
    ];
    let two: &[&[&str]] = &[
        &["progress", "barns:R1", "-m", "From two.", "--date", "2026-04-10"],
        &["action", "add", "barns:R1", "--text", "Buy paint"],
        &["extend", "barns:R1", "--to", "2027-02-28", "--reason", "Snow", "--approved-by", "CC", "--agreed", "2026-04-11"],
        &["set", "barns:R2", "owner=Head of Paint"],
    ];
    changed(&sandbox, "one", one);
    changed(&sandbox, "two", two);
    assert_eq!(merged(&sandbox), (0, String::new()));
    assert_snapshot!(diff(RECORD, &sandbox.read(BARNS)), @r#"
    +      - text: Buy wood
    +      - text: Buy paint
    +    extensions:
    +      - agreed: 2026-04-11
    +        to: 2027-02-28
    +        reason: Snow
    +        approved_by: CC
    +      - agreed: 2026-04-21
    +        to: 2027-03-31
    +        reason: Rain
    +        approved_by: DCC
    +      - date: 2026-04-10
    +        note: |
    +          From two.
    +      - date: 2026-04-20
    +        note: |
    +          From one.
    +    owner: Head of Paint
    +  - ref: "3"
    +    text: |
    +      Sweep them.
    "#);
}

#[test]
fn a_value_that_both_changed_is_between_markers_and_named() {
    let sandbox = store_of(RECORD);
    edited(
        &sandbox,
        "one",
        &[
            ("owner: Head of Barns", "owner: Deputy"),
            ("due: 2027-01-31", "due: 2027-03-01"),
            ("Buy nails", "Buy nails\n        done: 2026-04-20"),
        ],
    );
    edited(
        &sandbox,
        "two",
        &[
            ("owner: Head of Barns", "owner: [Estates, Deputy]"),
            ("due: 2027-01-31", "due: 2027-02-01"),
            ("Begun.", "Begun.\n      - date: 2026-04-12\n        note: Went on."),
        ],
    );
    let (code, said) = merged(&sandbox);
    assert_snapshot!(format!("{code}\n{said}\n{}", diff(RECORD, &sandbox.read(BARNS))), @"
    1
    both changed the due date of kent/2026-04-20-barns:R1: 1 February 2027 or 1 March 2027
    both changed the owner of kent/2026-04-20-barns:R1: Estates, Deputy or Deputy
    -    due: 2027-01-31
    +<<<<<<< ours
    +    due: 2027-02-01
    +=======
    +    due: 2027-03-01
    +>>>>>>> theirs
    -    owner: Head of Barns
    +<<<<<<< ours
    +    owner: [Estates, Deputy]
    +=======
    +    owner: [Deputy]
    +>>>>>>> theirs
    +        done: 2026-04-20
    +      - date: 2026-04-12
    +        note: Went on.
    ");
}

#[test]
fn both_closing_a_finding_is_a_conflict_and_so_is_work_after_a_closing() {
    let sandbox = store_of(RECORD);
    let close = |date, by| ["close", "barns:R1", "--evidence", "m/1.pdf", "--approved-by", by, "--date", date];
    changed(&sandbox, "one", &[&close("2026-04-20", "DCC"), &["set", "barns:R2", "priority=high"]]);
    changed(&sandbox, "two", &[&close("2026-04-22", "CC")]);
    let both_closed = merged(&sandbox);
    sandbox.git(&["reset", "-q", "--hard"]);
    changed(
        &sandbox,
        "three",
        &[&["progress", "barns:R1", "--status", "pending_sign_off", "-m", "Nearly.", "--date", "2026-04-25"]],
    );
    let work_went_on = merged(&sandbox);
    sandbox.git(&["reset", "-q", "--hard"]);
    changed(
        &sandbox,
        "four",
        &[&["progress", "barns:R1", "--status", "pending_sign_off", "-m", "Nearly.", "--date", "2026-04-15"]],
    );
    let work_before = merged(&sandbox);
    assert_snapshot!([both_closed, work_went_on, work_before].map(|(code, said)| format!("{code} {said}")).join("\n"), @"
    1 both changed closing 1 of kent/2026-04-20-barns:R1: CC, 22 April 2026, m/1.pdf, closed or DCC, 20 April 2026, m/1.pdf, closed
    1 both changed the status of kent/2026-04-20-barns:R1: pending sign off or closed
    0
    ");
    assert!(sandbox.read(BARNS).contains("status: closed\n    owner"));
}

#[test]
fn the_later_of_two_statuses_holds_and_of_one_day_a_person_decides() {
    let report =
        |status: &'static str, date: &'static str| ["progress", "barns:R1", "--status", status, "-m", status, "--date", date];
    let sandbox = store_of(RECORD);
    changed(&sandbox, "one", &[&report("pending_sign_off", "2026-04-20")]);
    changed(&sandbox, "two", &[&report("in_progress", "2026-04-22")]);
    assert_eq!(merged(&sandbox), (0, String::new()));
    assert!(sandbox.read(BARNS).contains("status: in_progress\n    owner"));
    changed(&sandbox, "three", &[&report("not_started", "2026-04-20")]);
    let (code, said) = merged(&sandbox);
    assert_snapshot!(format!("{code} {said}"), @"1 both changed the status of kent/2026-04-20-barns:R1: not started or pending sign off");
}

#[test]
fn comments_line_ends_and_layout_of_both_stay() {
    let record = RECORD.replace('\n', "\r\n");
    let sandbox = store_of(&record);
    edited(
        &sandbox,
        "one",
        &[
            ("owner: Head of Barns", "owner: Head of Barns # since May"),
            ("Buy nails", "Buy nails\r\n      # Mine.\r\n      - text: Buy wood"),
        ],
    );
    edited(
        &sandbox,
        "two",
        &[
            ("due: 2027-01-31", "due:   2027-01-31 # by law"),
            ("Buy nails", "Buy nails # many\r\n      # Theirs.\r\n      - {text: Buy paint}"),
        ],
    );
    assert_eq!(merged(&sandbox), (0, String::new()));
    let text = sandbox.read(BARNS);
    assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
    assert_snapshot!(diff(RECORD, &text.replace("\r\n", "\n")), @"
    -    due: 2027-01-31
    +    due:   2027-01-31 # by law
    -    owner: Head of Barns
    +    owner: Head of Barns # since May
    -      - text: Buy nails
    +      - text: Buy nails # many
    +      # Mine.
    +      - text: Buy wood
    +      # Theirs.
    +      - {text: Buy paint}
    ");
}

#[test]
fn a_record_that_one_branch_migrated_is_merged_in_the_new_version() {
    let old = RECORD
        .replace("schema_version: 2", "schema_version: 1")
        .replace(
            "    owner: Head of Barns\n",
            "    owner: Head of Barns\n    closure:\n      date: 2026-04-02\n      approved_by: DCC\n      evidence: [m/1.pdf]\n",
        )
        .replacen("status: in_progress", "status: closed", 1);
    let sandbox = store_of(&old);
    changed(&sandbox, "one", &[&["migrate", "--yes", "--anyway"]]);
    edited(
        &sandbox,
        "two",
        &[("approved_by: DCC", "approved_by: DCC # signed"), ("Paint them.", "Paint them.\n    owner: Head of Paint")],
    );
    assert_eq!(merged(&sandbox), (0, String::new()));
    assert_snapshot!(diff(&old, &sandbox.read(BARNS)), @"
    -schema_version: 1
    +schema_version: 2
    -    closure:
    -      date: 2026-04-02
    -      approved_by: DCC
    -      evidence: [m/1.pdf]
    +    closures:
    +      - date: 2026-04-02
    +        status: closed
    +        approved_by: DCC # signed
    +        evidence: [m/1.pdf]
    +    owner: Head of Paint
    ");
}

#[test]
fn a_rebase_a_cherry_pick_a_revert_and_a_stash_merge_in_the_same_way() {
    let sandbox = store_of(RECORD);
    let entry = |words: &'static str, date: &'static str| ["progress", "barns:R1", "-m", words, "--date", date];
    changed(&sandbox, "one", &[&entry("One.", "2026-04-20")]);
    changed(&sandbox, "two", &[&entry("Two.", "2026-04-10")]);
    let notes = |sandbox: &Sandbox| {
        let lines = sandbox.read(BARNS);
        let words: Vec<String> = ["Begun.", "One.", "Two.", "Three."]
            .iter()
            .filter_map(|it| Some((lines.find(it)?, *it)))
            .collect::<std::collections::BTreeMap<_, _>>()
            .into_values()
            .map(str::to_owned)
            .collect();
        words.join(" ")
    };
    assert_eq!((git(&sandbox, &["rebase", "-q", "one"]).0, notes(&sandbox).as_str()), (0, "Begun. Two. One."));
    changed(&sandbox, "three", &[&entry("Three.", "2026-04-15")]);
    assert_eq!((git(&sandbox, &["cherry-pick", "one"]).0, notes(&sandbox).as_str()), (0, "Begun. Three. One."));
    assert_eq!((git(&sandbox, &["revert", "--no-edit", "HEAD~1"]).0, notes(&sandbox).as_str()), (0, "Begun. One."));
    done(&sandbox, &entry("Two.", "2026-04-10"));
    sandbox.git(&["stash", "-q"]);
    done(&sandbox, &entry("Three.", "2026-04-15"));
    sandbox.git(&["commit", "-qam", "again"]);
    assert_eq!((git(&sandbox, &["stash", "pop", "-q"]).0, notes(&sandbox).as_str()), (0, "Begun. Two. Three. One."));
}

#[test]
fn what_is_no_record_or_cannot_be_read_is_merged_by_lines() {
    let sandbox = store_of(RECORD);
    edited(&sandbox, "one", &[("owner: Head of Barns", "owner: One")]);
    sandbox.write("records/.gitignore", "one\n.irr-*.tmp\n");
    sandbox.git(&["commit", "-qam", "ignore"]);
    branch(&sandbox, "two", |sandbox| {
        sandbox.write(BARNS, &RECORD.replace("owner: Head of Barns", "owner: [Two"));
        sandbox.write("records/.gitignore", ".irr-*.tmp\ntwo\n");
    });
    let (code, said) = merged(&sandbox);
    let by_lines = format!("{code} {said}\n{}\n{}", sandbox.read("records/.gitignore"), diff(RECORD, &sandbox.read(BARNS)));
    assert_snapshot!(by_lines, @"
    1 kent/2026-04-20-barns was merged by lines, because one version cannot be read as a record
    one
    .irr-*.tmp
    two

    -    owner: Head of Barns
    +<<<<<<< ours
    +    owner: [Two
    +=======
    +    owner: One
    +>>>>>>> theirs
    ");
}

#[test]
fn what_cannot_be_done_stops_git_and_leaves_the_file() {
    let sandbox = Sandbox::new();
    for name in ["base", "ours"] {
        sandbox.write(name, RECORD);
    }
    let run = sandbox.run(&["merge-driver", "base", "ours", "theirs", BARNS]);
    assert!(run.code == 129 && run.stderr.contains("cannot merge records/kent/2026-04-20-barns.yaml"), "{run}");
    assert_eq!(sandbox.read("ours"), RECORD);
}

#[test]
fn sync_does_not_run_the_driver() {
    let sandbox = store_of(RECORD);
    sandbox.git(&["config", "merge.irr.driver", "touch RAN; false"]);
    sandbox.git(&["init", "-q", "--bare", "-b", "main", ".git/origin.git"]);
    sandbox.git(&["remote", "add", "origin", ".git/origin.git"]);
    sandbox.git(&["push", "-q", "-u", "origin", "main"]);
    changed(&sandbox, "one", &[&["progress", "barns:R1", "-m", "One."]]);
    sandbox.git(&["push", "-q", "origin", "one:main"]);
    sandbox.git(&["checkout", "-q", "main"]);
    done(&sandbox, &["progress", "barns:R1", "-m", "Two."]);
    sandbox.git(&["commit", "-qam", "two"]);
    let run = sandbox.run(&["sync"]);
    assert_eq!(run.code, 0, "{run}");
    assert!(!sandbox.path("RAN").exists() && sandbox.read(BARNS).contains("One.") && sandbox.read(BARNS).contains("Two."));
}
