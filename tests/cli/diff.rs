//! `irr diff`, and the meeting paper's section on what changed

use crate::sandbox::{Run, Sandbox};
use insta::assert_snapshot;
use serde_json::Value;

const BARNS: &str = "records/kent/2026-04-20-barns.yaml";
const HOPS: &str = "records/kent/2026-04-20-hops.yaml";

fn text(title: &str) -> String {
    format!(
        "schema_version: 2\nstage: draft\nforce: Kent\nlocal_policing_body: {{kind: pcc}}\ninspection:\n  title: {title}\n  published: 2026-04-20\n\
         recommendations:\n  - ref: \"1\"\n    text: Fix the roofs, and say in the next annual report what became of each of them.\n    due: 2027-01-31\n    \
         owner: Head of Farms\n    actions:\n      - text: Buy nails\n        target: 2026-06-30\n    progress:\n      - date: 2026-04-21\n        \
         note: |\n          Jane Doe began with the east side.\n  - ref: \"2\"\n    text: Paint them.\n    due: 2026-12-31\n    owner: Head of Paint\n"
    )
}

/// Two records, committed on 22 April 2026.
fn store() -> Sandbox {
    let sandbox = Sandbox::bare();
    sandbox.write(BARNS, &text("Barns"));
    sandbox.write(HOPS, &text("Hops"));
    sandbox.git(&["init", "-q"]);
    sandbox.named();
    commit(&sandbox, "2026-04-22", "Add two reports");
    sandbox
}

fn commit(sandbox: &Sandbox, day: &str, subject: &str) {
    sandbox.git(&["add", "-A"]);
    sandbox.git_on(day, &["commit", "-q", "--allow-empty", "-m", subject]);
}

fn done(sandbox: &Sandbox, args: &[&str]) {
    let run = sandbox.run(args);
    assert_eq!(run.code, 0, "{args:?}: {run}");
}

fn replace(sandbox: &Sandbox, file: &str, old: &str, new: &str) {
    let text = sandbox.read(file);
    assert!(text.contains(old), "{old} in {text}");
    sandbox.write(file, &text.replace(old, new));
}

fn json(run: &Run) -> Value {
    serde_json::from_str(&run.stdout).unwrap()
}

/// A week's work on the two records, nothing of it committed.
fn worked() -> Sandbox {
    let sandbox = store();
    let extend = ["extend", "barns:R1", "--to", "2027-03-31", "--reason", "Rain fell for weeks", "--approved-by", "the board"];
    done(&sandbox, &extend);
    done(&sandbox, &["set", "barns:R2", "owner=Head of Colour", "--yes"]);
    done(&sandbox, &["close", "barns:R2", "--evidence", "minute 4", "--approved-by", "the board"]);
    done(&sandbox, &["action", "done", "barns:R1", "--which", "1", "--evidence", "the receipt"]);
    done(&sandbox, &["action", "add", "barns:R1", "--text", "Hire a carpenter", "--target", "2026-08-01"]);
    done(&sandbox, &["progress", "barns:R1", "-m", "Half of them stand.", "--status", "in_progress"]);
    done(&sandbox, &["note", "barns:R1", "-m", "The mayor asked."]);
    replace(&sandbox, BARNS, "the next annual report", "the next quarterly report");
    replace(&sandbox, HOPS, "due: 2026-12-31\n", "due: 2026-11-30\n");
    replace(
        &sandbox,
        HOPS,
        "owner: Head of Farms\n",
        "owner: Head of Farms\n    chief_officer_response:\n      text: |\n        It is agreed.\n",
    );
    sandbox
}

#[test]
fn each_change_since_the_last_commit_is_a_sentence_by_report_and_kind() {
    let sandbox = worked();
    assert_snapshot!(sandbox.run(&["diff"]), @"
    Changes from commit e564669 of 22 April 2026 (“Add two reports”) to now (2 records not committed)
    ═════════════════════════════════════════════════════════════════════════════════════════════════

    kind           ref  what changed
    ─────────────  ───  ────────────────────────────────────────────────────────────────────────────────────────────────────
    Barns, Kent
    extended       R1   Due date extended from 31 January 2027 to 31 March 2027, because “Rain fell for weeks”, approved by
                        the board on 1 May 2026
    closed         R2   Closed on 1 May 2026, approved by the board, with the evidence “minute 4”
    owner changed  R2   Owner changed from Head of Paint to Head of Colour
    corrected      R1   Text corrected from “…say in the next annual report what became of…” to “…say in the next quarterly
                        report what became of…”
    other          R1   Status changed from not started to in progress on 1 May 2026: “Half of them stand.”
    other          R1   Log entry of 1 May 2026 (internal): “The mayor asked.”
    other          R1   Action done on 1 May 2026: “Buy nails”, with the evidence “the receipt”
    other          R1   Action added: “Hire a carpenter” (due 1 August 2026)
    Hops, Kent
    answered       R1   Chief officer's answer written: “It is agreed.”
    corrected      R2   Due date changed from 31 December 2026 to 30 November 2026

    10 changes, in 2 reports.
    --- stderr
    --- exit 0
    ");
    assert_snapshot!(sandbox.run_with(&["diff", "--record", "barns:R1"], &[("COLUMNS", "80")], ""), @"
    Changes from commit e564669 of 22 April 2026 (“Add two reports”) to now (2
    records not committed)
    ══════════════════════════════════════════════════════════════════════════

    kind       ref  what changed
    ─────────  ───  ────────────────────────────────────────────────────────────────
    Barns, Kent
    extended   R1   Due date extended from 31 January 2027 to 31 March 2027, because
                    “Rain fell for weeks”, approved by the board on 1 May 2026
    corrected  R1   Text corrected from “…say in the next annual report what became
                    of…” to “…say in the next quarterly report what became of…”
    other      R1   Status changed from not started to in progress on 1 May 2026:
                    “Half of them stand.”
    other      R1   Log entry of 1 May 2026 (internal): “The mayor asked.”
    other      R1   Action done on 1 May 2026: “Buy nails”, with the evidence “the
                    receipt”
    other      R1   Action added: “Hire a carpenter” (due 1 August 2026)

    6 changes, in 1 report.
    --- stderr
    --- exit 0
    ");
    let wide = sandbox.run_with(&["diff"], &[("COLUMNS", "200")], "").stdout;
    assert!(
        wide.lines().any(|line| line.contains(
            "extended from 31 January 2027 to 31 March 2027, because “Rain fell for weeks”, approved by the board on 1 May 2026"
        )),
        "{wide}"
    );
}

#[test]
fn each_value_that_differs_is_in_the_json_once() {
    let sandbox = worked();
    assert_snapshot!(sandbox.run(&["diff", "--record", "barns:R2", "--format", "json"]), @r#"
    {
      "schema": "irr.diff/1",
      "from": {
        "what": "commit",
        "day": null,
        "commit": "e5646694c8d147603abb69b84dab806497013aff",
        "made": "2026-04-22",
        "subject": "Add two reports",
        "uncommitted": null
      },
      "to": {
        "what": "files",
        "day": null,
        "commit": null,
        "made": null,
        "subject": null,
        "uncommitted": 2
      },
      "items": [
        {
          "record": "kent/2026-04-20-barns",
          "renamed_from": null,
          "inspection": "Barns",
          "force": "Kent",
          "finding": "R2",
          "kind": "closed",
          "sentence": "R2: closed on 1 May 2026, approved by the board, with the evidence “minute 4”",
          "values": [
            {
              "finding": "R2",
              "field": "status",
              "path": "recommendations[1].status",
              "change": "set",
              "from": null,
              "before": null,
              "after": "closed",
              "redacted": false
            },
            {
              "finding": "R2",
              "field": "closures[0]",
              "path": "recommendations[1].closures[0]",
              "change": "added",
              "from": null,
              "before": null,
              "after": {
                "approved_by": "the board",
                "date": "2026-05-01",
                "evidence": [
                  "minute 4"
                ],
                "status": "closed"
              },
              "redacted": false
            }
          ]
        },
        {
          "record": "kent/2026-04-20-barns",
          "renamed_from": null,
          "inspection": "Barns",
          "force": "Kent",
          "finding": "R2",
          "kind": "owner_changed",
          "sentence": "R2: owner changed from Head of Paint to Head of Colour",
          "values": [
            {
              "finding": "R2",
              "field": "owner",
              "path": "recommendations[1].owner",
              "change": "set",
              "from": null,
              "before": "Head of Paint",
              "after": "Head of Colour",
              "redacted": false
            }
          ]
        }
      ],
      "others": [],
      "ignored": [],
      "notes": []
    }
    --- stderr
    --- exit 0
    "#);
    let diff = json(&sandbox.run(&["diff", "--format", "json"]));
    let values = diff["items"].as_array().unwrap().iter().flat_map(|item| item["values"].as_array().unwrap());
    let fields: Vec<String> =
        values.map(|it| format!("{} {}", it["finding"].as_str().unwrap(), it["field"].as_str().unwrap())).collect();
    assert_snapshot!(fields.join("\n"), @"
    R1 extensions[0]
    R2 status
    R2 closures[0]
    R2 owner
    R1 text
    R1 status
    R1 progress[1]
    R1 progress[2]
    R1 actions[0].done
    R1 actions[0].evidence[0]
    R1 actions[1]
    R1 chief_officer_response
    R2 due
    ");
}

#[test]
fn the_days_of_commits_can_be_asked_for() {
    let sandbox = store();
    done(&sandbox, &["set", "barns:R2", "owner=Head of Colour", "--yes"]);
    commit(&sandbox, "2026-04-24", "Another owner");
    done(&sandbox, &["set", "barns:R2", "owner=Deputy", "--yes"]);
    commit(&sandbox, "2026-04-28", "The deputy");
    assert_snapshot!(sandbox.run(&["diff", "--since", "2026-04-24"]), @"
    Changes from 24 April 2026 (commit e564669 of 22 April 2026, “Add two reports”) to now
    ══════════════════════════════════════════════════════════════════════════════════════

    kind           ref  what changed
    ─────────────  ───  ──────────────────────────────────────────
    Barns, Kent
    owner changed  R2   Owner changed from Head of Paint to Deputy

    1 change, in 1 report.
    --- stderr
    --- exit 0
    ");
    assert_snapshot!(sandbox.run(&["diff", "--since", "24 apr", "--until", "2026-04-27"]), @"
    Changes from 24 April 2026 (commit e564669 of 22 April 2026, “Add two reports”) to the end of 27
    April 2026 (commit 1dbd17e of 24 April 2026, “Another owner”)
    ════════════════════════════════════════════════════════════════════════════════════════════════

    kind           ref  what changed
    ─────────────  ───  ──────────────────────────────────────────────────
    Barns, Kent
    owner changed  R2   Owner changed from Head of Paint to Head of Colour

    1 change, in 1 report.
    --- stderr
    --since 24 apr: Friday 24 April 2026
    --- exit 0
    ");
    assert_snapshot!(sandbox.run(&["diff", "--since", "2026-04-22", "--until", "2026-04-23", "--record", "hops"]), @"
    Changes from 22 April 2026 (nothing was committed by then) to the end of 23 April 2026 (commit
    e564669 of 22 April 2026, “Add two reports”)
    ══════════════════════════════════════════════════════════════════════════════════════════════

    kind  ref  what changed
    ────  ───  ───────────────────────────────────────────────────────
    Hops, Kent
    new        New report, published on 20 April 2026, with 2 findings

    1 change, in 1 report.
    --- stderr
    --- exit 0
    ");
    assert_snapshot!(sandbox.run(&["diff", "--since", "2026-01-01", "--until", "2026-02-01"]), @"
    --- stderr
    error: nothing was committed by the end of 1 February 2026
    hint: name a later day with --until, or leave it out
    --- exit 2
    ");
    assert_snapshot!(sandbox.run(&["diff", "--since", "2026-04-28", "--until", "2026-04-27"]), @"
    --- stderr
    error: --since is after --until
    hint: name the earlier day with --since
    --- exit 2
    ");
    assert_snapshot!(sandbox.run(&["diff", "--until", "2026-04-27"]), @"
    --- stderr
    error: --until needs the day or revision to compare with
    hint: `irr diff --since DAY --until DAY`, or `irr diff A --until DAY`
    --- exit 2
    ");
    assert_snapshot!(sandbox.run(&["diff", "--since", "2026-04-28"]).stdout.lines().next().unwrap(), @"Changes from 28 April 2026 (commit 1dbd17e of 24 April 2026, “Another owner”) to now");
}

#[test]
fn two_revisions_are_named_as_git_has_them() {
    let sandbox = store();
    sandbox.git(&["tag", "first"]);
    sandbox.git(&["checkout", "-q", "-b", "officer-b"]);
    done(&sandbox, &["set", "barns:R2", "owner=Head of Colour", "--yes"]);
    commit(&sandbox, "2026-04-24", "Another owner");
    sandbox.git(&["checkout", "-q", "main"]);
    done(&sandbox, &["set", "hops:R2", "owner=Deputy", "--yes"]);
    commit(&sandbox, "2026-04-25", "The deputy");
    let changed = |args: &[&str]| -> String {
        let diff = json(&sandbox.run(&[&["diff", "--format", "json"], args].concat()));
        let line = |item: &Value| format!("{} {}", item["record"].as_str().unwrap(), item["sentence"].as_str().unwrap());
        diff["items"].as_array().unwrap().iter().map(line).collect::<Vec<_>>().join("\n")
    };
    let barns = "kent/2026-04-20-barns R2: owner changed from Head of Paint to Head of Colour";
    let hops = "kent/2026-04-20-hops R2: owner changed from Head of Paint to Deputy";
    assert_eq!(changed(&["first", "officer-b"]), barns);
    assert_eq!(changed(&["first..officer-b"]), barns);
    assert_eq!(changed(&["main...officer-b"]), barns);
    assert_eq!(changed(&["first.."]), hops);
    assert_eq!(changed(&["first"]), hops);
    assert_eq!(changed(&["officer-b", "main"]).lines().count(), 2);
    assert_eq!(changed(&["HEAD"]), "");
}

#[test]
fn what_is_no_revision_gets_the_next_step() {
    let sandbox = store();
    sandbox.git(&["branch", "officer-b"]);
    assert_snapshot!(sandbox.run(&["diff", "officer-a"]), @"
    --- stderr
    error: cannot use `officer-a` as a revision: git has no such commit
    hint: did you mean `officer-b`?
    --- exit 2
    ");
    assert_snapshot!(sandbox.run(&["diff", "barns"]), @"
    --- stderr
    error: cannot use `barns` as a revision: git has no such commit
    hint: to see what changed in it alone: `irr diff --record barns`
    --- exit 2
    ");
    assert_snapshot!(sandbox.run(&["diff", "--", "barns:R1"]), @"
    --- stderr
    error: cannot use `barns:R1` as a revision: git has no such commit
    hint: to see what changed in it alone: `irr diff --record barns:R1`
    --- exit 2
    ");
    assert_snapshot!(sandbox.run(&["diff", BARNS]), @"
    --- stderr
    error: cannot use `records/kent/2026-04-20-barns.yaml` as a revision: git has no such commit
    hint: to see what changed in it alone: `irr diff --record records/kent/2026-04-20-barns.yaml`
    --- exit 2
    ");
    assert_snapshot!(sandbox.run(&["diff", "27 April"]), @r#"
    --- stderr
    error: cannot use `27 April` as a revision: git has no such commit
    hint: to see what changed since a day: `irr diff --since "27 April"`
    --- exit 2
    "#);
    assert_snapshot!(sandbox.run(&["diff", "--record", "brans"]), @"
    --- stderr
    error: no record's id contains `brans`
    hint: did you mean kent/2026-04-20-barns?
    --- exit 2
    ");
    assert_snapshot!(sandbox.run(&["diff", "HEAD..officer-b", "HEAD"]), @"
    --- stderr
    error: `HEAD..officer-b` names both sides, and another one is given
    hint: name two revisions: `irr diff A B` or `irr diff A..B`
    --- exit 2
    ");
}

#[test]
fn a_question_without_an_answer_in_git_is_refused() {
    let sandbox = Sandbox::new();
    sandbox.write(BARNS, &text("Barns"));
    assert_snapshot!(sandbox.run(&["diff"]), @"
    --- stderr
    error: SANDBOX is not in a git repository
    hint: what changed is known from git: `git init` creates a repository, and `irr save` commits the records
    --- exit 2
    ");
    sandbox.git(&["init", "-q"]);
    assert_snapshot!(sandbox.run(&["diff"]), @"
    Changes from nothing (there is no commit yet) to now (1 record not committed)
    ═════════════════════════════════════════════════════════════════════════════

    kind  ref  what changed
    ────  ───  ───────────────────────────────────────────────────────
    Barns, Kent
    new        New report, published on 20 April 2026, with 2 findings

    1 change, in 1 report.
    --- stderr
    --- exit 0
    ");
    assert_snapshot!(sandbox.run(&["diff", "HEAD~1"]), @"
    --- stderr
    error: cannot use `HEAD~1` as a revision: nothing is committed yet
    hint: commit the records first
    --- exit 2
    ");
}

#[test]
fn a_shallow_clone_is_asked_nothing_that_it_does_not_know() {
    let sandbox = store();
    commit(&sandbox, "2026-04-28", "Nothing");
    let from = format!("file://{}", sandbox.path("").display());
    sandbox.git(&["clone", "-q", "--depth", "1", &from, "shallow"]);
    assert_snapshot!(sandbox.run_in("shallow", &["diff", "--since", "2026-04-25"]), @"
    --- stderr
    error: cannot use `25 April 2026` as a revision: the history here begins on 28 April 2026 (a shallow clone)
    hint: a shallow clone lacks old commits: `git fetch --unshallow`, or `fetch-depth: 0` in a workflow
    --- exit 2
    ");
    assert_snapshot!(sandbox.run_in("shallow", &["diff", "--since", "2026-04-29"]), @"
    Nothing changed from 29 April 2026 (commit b9002b8 of 28 April 2026, “Nothing”) to now.
    --- stderr
    --- exit 0
    ");
}

#[test]
fn redacted_words_do_not_come_back_from_the_version_that_has_them() {
    let sandbox = store();
    replace(&sandbox, BARNS, "Head of Paint", "Jane Doe's office");
    commit(&sandbox, "2026-04-23", "A name");
    done(&sandbox, &["redact", "barns:R1", "progress[0].note", "--words", "Jane Doe", "--reason", "A name"]);
    replace(&sandbox, BARNS, "Jane Doe's office", "Head of Paint");
    assert_snapshot!(sandbox.run(&["diff"]), @"
    Changes from commit 4b18716 of 23 April 2026 (“A name”) to now (1 record not committed)
    ═══════════════════════════════════════════════════════════════════════════════════════

    kind           ref  what changed
    ─────────────  ───  ────────────────────────────────────────────────────────────────
    Barns, Kent
    owner changed  R2   Owner changed from [redacted]'s office to Head of Paint
    corrected      R1   Log entry of 21 April 2026: note redacted
    other          R1   The note of log entry 1 redacted on 1 May 2026, because “A name”

    3 changes, in 1 report.
    --- stderr
    --- exit 0
    ");
    commit(&sandbox, "2026-04-24", "Redacted");
    for range in ["HEAD~2..HEAD", "HEAD..HEAD~1", "HEAD~2..HEAD~1", "HEAD~1..HEAD~2"] {
        for format in ["text", "json", "markdown", "html"] {
            let run = sandbox.run(&["diff", range, "--format", format]);
            assert!(run.code == 0 && !run.stdout.contains("Jane") && run.stdout.contains("redacted"), "{range}: {run}");
        }
    }
}

#[test]
fn what_is_no_change_of_a_finding_is_said_too() {
    let sandbox = store();
    sandbox.write(".gitignore", "records/kent/2026-04-23-*\n");
    sandbox.write("irr.yaml", "us: [Kent Farms]\n");
    commit(&sandbox, "2026-04-23", "Settings");
    sandbox.write("irr.yaml", "us: [Kent Farms]\ncopies_within_days: 5\n");
    sandbox.write("records/README.md", "Ours.\n");
    sandbox.write("records/kent/2026-04-23-pigs.yaml", &text("Pigs"));
    sandbox.write("records/kent/2026-04-24-oasts.yaml", &text("Oasts").replace("2026-04-20", "2026-04-24"));
    sandbox.write(BARNS, &format!("# As agreed.\n{}", text("Barns")));
    sandbox.write(HOPS, "nothing: [\n");
    assert_snapshot!(sandbox.run(&["diff"]), @"
    Changes from commit 8cdfa71 of 23 April 2026 (“Settings”) to now (3 records not committed)
    ══════════════════════════════════════════════════════════════════════════════════════════

    kind   ref  what changed
    ─────  ───  ───────────────────────────────────────────────────────
    Barns, Kent
    other       Only the layout or a comment changed
    Hops, Kent
    other       Changed, and cannot be read now
    Oasts, Kent
    new         New report, published on 24 April 2026, with 2 findings

    The settings changed (irr.yaml): copies within days.

    1 record is not compared, because git ignores it: kent/2026-04-23-pigs.

    4 changes, in 3 reports.
    --- stderr
    --- exit 0
    ");
}

#[test]
fn a_removed_file_that_was_no_record_is_said_to_be_one() {
    let sandbox = store();
    sandbox.write(HOPS, "nothing: [\n");
    commit(&sandbox, "2026-04-23", "Broken");
    std::fs::remove_file(sandbox.path(HOPS)).unwrap();
    let told = sandbox.run(&["diff"]).to_string();
    assert!(told.contains("Record removed, which could not be read"), "{told}");
}

#[test]
fn a_record_under_another_name_is_the_same_one_and_a_removed_one_is_said() {
    let sandbox = store();
    std::fs::remove_file(sandbox.path(HOPS)).unwrap();
    let moved = "records/kent/2026-04-20-sheds.yaml";
    std::fs::rename(sandbox.path(BARNS), sandbox.path(moved)).unwrap();
    replace(&sandbox, moved, "Head of Paint", "Deputy");
    assert_snapshot!(sandbox.run(&["diff"]), @"
    Changes from commit e564669 of 22 April 2026 (“Add two reports”) to now (3 records not committed)
    ═════════════════════════════════════════════════════════════════════════════════════════════════

    kind           ref  what changed
    ─────────────  ───  ────────────────────────────────────────────────────────────────
    Hops, Kent
    corrected           Record removed
    Barns, Kent
    owner changed  R2   Owner changed from Head of Paint to Deputy
    corrected           File renamed from kent/2026-04-20-barns to kent/2026-04-20-sheds

    3 changes, in 2 reports.
    --- stderr
    --- exit 0
    ");
    let one = json(&sandbox.run(&["diff", "--record", "sheds:R2", "--format", "json"]));
    assert_eq!(one["items"][0]["renamed_from"], "kent/2026-04-20-barns");
    assert_eq!(
        json(&sandbox.run(&["diff", "--record", "hops", "--format", "json"]))["items"][0]["values"][0]["change"],
        "removed"
    );
}

#[test]
fn findings_and_entries_that_come_go_and_move_are_each_said() {
    let sandbox = store();
    let more = "        note: |\n          Jane Doe began with the east side.\n";
    let entries = "      - date: 2026-04-22\n        note: |\n          More.\n      - date: 2026-04-23\n        by: The farmer\n        note: |\n          Most.\n";
    replace(&sandbox, BARNS, more, &format!("        note: |\n          Joan Dow began with the east side.\n{entries}"));
    let added = "  - ref: \"3\"\n    text: Sell them.\n    due: 2027-05-31\n  - ref: \"1\"\n";
    replace(&sandbox, BARNS, "  - ref: \"1\"\n", added);
    let hops = sandbox.read(HOPS);
    let (first, second) = hops.split_once("  - ref: \"2\"").unwrap();
    let (head, one) = first.split_once("  - ref: \"1\"").unwrap();
    sandbox.write(HOPS, &format!("{head}  - ref: \"2\"{second}  - ref: \"1\"{one}").replace("Buy nails", "Buy screws"));
    assert_snapshot!(sandbox.run(&["diff"]), @"
    Changes from commit e564669 of 22 April 2026 (“Add two reports”) to now (2 records not committed)
    ═════════════════════════════════════════════════════════════════════════════════════════════════

    kind       ref  what changed
    ─────────  ───  ────────────────────────────────────────────────────────────────────────────────────────────────────────
    Barns, Kent
    new        R3   Added: “Sell them.”, due 31 May 2027
    corrected  R1   Log entry of 21 April 2026: note corrected from “Jane Doe began with the east…” to “Joan Dow began with
                    the east…”
    other      R1   Log entry of 22 April 2026: “More.”
    other      R1   Log entry of 23 April 2026 by The farmer: “Most.”
    Hops, Kent
    corrected  R1   Action “Buy screws”: text changed from Buy nails to Buy screws
    other      R2   Moved to place 1 among the recommendations

    6 changes, in 2 reports.
    --- stderr
    --- exit 0
    ");
}

#[test]
fn a_page_and_a_document_have_the_same_table_and_fail_says_that_anything_changed() {
    let sandbox = worked();
    assert_snapshot!(sandbox.run(&["diff", "--format", "markdown", "--fail", "--record", "hops"]), @"
    # Changes from commit e564669 of 22 April 2026 (“Add two reports”) to now (2 records not committed)

    | report | kind | ref | what changed |
    | --- | --- | --- | --- |
    | Hops, Kent | answered | R1 | Chief officer's answer written: “It is agreed.” |
    | Hops, Kent | corrected | R2 | Due date changed from 31 December 2026 to 30 November 2026 |

    2 changes, in 1 report.
    --- stderr
    --- exit 1
    ");
    assert_eq!(sandbox.run(&["diff", "-o", "changes.html"]).code, 0);
    let page = sandbox.read("changes.html");
    assert!(
        page.contains("<h1>Changes from commit") && page.contains("Owner changed from Head of Paint to Head of Colour"),
        "{page}"
    );
    commit(&sandbox, "2026-04-28", "All");
    assert_snapshot!(sandbox.run(&["diff", "--fail"]), @"
    Nothing changed from commit 17ea396 of 28 April 2026 (“All”) to now.
    --- stderr
    --- exit 0
    ");
}

#[test]
fn the_meeting_paper_has_the_changes_where_they_are_asked_for() {
    let sandbox = worked();
    let paper = |more: &[&str]| sandbox.run(&[&["summary", "--since", "2026-04-23", "--section", "changes"], more].concat());
    assert_snapshot!(paper(&[]), @"
    Kent: inspection responses, 23 April 2026 to 1 May 2026
    ═══════════════════════════════════════════════════════

    On Fri 2026-05-01, 3 findings are open in 2 reports, none of them overdue.

    What changed since the last meeting
    ───────────────────────────────────

    Changes from 23 April 2026 (commit e564669 of 22 April 2026, “Add two reports”) to now (2 records
    not committed).

    kind           ref  what changed
    ─────────────  ───  ────────────────────────────────────────────────────────────────────────────────────────────────────
    Barns, Kent
    extended       R1   Due date extended from 31 January 2027 to 31 March 2027, because “Rain fell for weeks”, approved by
                        the board on 1 May 2026
    closed         R2   Closed on 1 May 2026, approved by the board, with the evidence “minute 4”
    owner changed  R2   Owner changed from Head of Paint to Head of Colour
    corrected      R1   Text corrected from “…say in the next annual report what became of…” to “…say in the next quarterly
                        report what became of…”
    other          R1   Status changed from not started to in progress on 1 May 2026: “Half of them stand.”
    other          R1   Log entry of 1 May 2026 (internal): “The mayor asked.”
    other          R1   Action done on 1 May 2026: “Buy nails”, with the evidence “the receipt”
    other          R1   Action added: “Hire a carpenter” (due 1 August 2026)
    Hops, Kent
    answered       R1   Chief officer's answer written: “It is agreed.”
    corrected      R2   Due date changed from 31 December 2026 to 30 November 2026

    From the records as of Fri 2026-05-01. Anything dated later is not counted.
    --- stderr
    --- exit 0
    ");
    let part = &json(&paper(&["--format", "json"]))["sections"][0];
    assert_eq!((part["name"].as_str(), part["notes"].as_array().unwrap().len() > 5), (Some("changes"), true), "{part}");
    // What is not committed by the end of a period that is over is not in its paper.
    assert_snapshot!(paper(&["--until", "2026-04-30"]), @"
    Kent: inspection responses, 23 April 2026 to 30 April 2026
    ══════════════════════════════════════════════════════════

    On Thu 2026-04-30, 4 findings are open in 2 reports, none of them overdue.

    What changed since the last meeting
    ───────────────────────────────────

    Nothing changed from 23 April 2026 (commit e564669 of 22 April 2026, “Add two reports”) to the end
    of 30 April 2026 (commit e564669 of 22 April 2026, “Add two reports”).

    From the records as of Thu 2026-04-30. Anything dated later is not counted.
    --- stderr
    --- exit 0
    ");
    assert!(!sandbox.run(&["summary"]).stdout.contains("What changed since the last meeting"));
    let paper = paper(&["--format", "markdown", "--force", "Surrey"]);
    assert_eq!(paper.code, 2, "{paper}");
}

#[test]
fn a_paper_without_git_says_why_its_section_is_missing() {
    let sandbox = Sandbox::new();
    sandbox.write(BARNS, &text("Barns"));
    sandbox.write("irr.yaml", "summary:\n  sections: [changes]\n");
    assert_snapshot!(sandbox.run(&["summary"]), @"
    Kent: inspection responses, 2 February 2026 to 1 May 2026
    ═════════════════════════════════════════════════════════

    On Fri 2026-05-01, 2 findings are open in 1 report, none of them overdue.

    What changed since the last meeting
    ───────────────────────────────────

    This section is missing: SANDBOX is not in a git repository.

    From the records as of Fri 2026-05-01. Anything dated later is not counted.
    --- stderr
    --- exit 0
    ");
}
