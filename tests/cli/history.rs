//! `irr history`

use crate::sandbox::{Run, Sandbox};
use insta::assert_snapshot;

const RECORD: &str = "records/kent/2025-04-20-custody-suites.yaml";

const TEXT: &str = "\
schema_version: 2
stage: draft
force: Kent
local_policing_body: {kind: pcc}
inspection:
  title: Custody suites
  published: 2025-04-20
recommendations:
  - ref: \"1\"
    text: By 31 December 2025, the force should review all of its custody suites.
    due: 2025-12-31
    owner: Head of Custody
  - ref: \"2\"
    text: Train sergeants.
";

/// A repository with the record, committed on a day.
fn store() -> Sandbox {
    let sandbox = Sandbox::bare();
    sandbox.git(&["init", "-q"]);
    sandbox.write(RECORD, TEXT);
    commit(&sandbox, "2025-05-01", "A. Officer");
    sandbox
}

fn commit(sandbox: &Sandbox, day: &str, author: &str) {
    commit_in(sandbox, ".", day, author);
}

fn commit_in(sandbox: &Sandbox, folder: &str, day: &str, author: &str) {
    let (day, author) = (format!("{day}T12:00:00Z"), format!("{author} <a@example.org>"));
    sandbox.git(&["-C", folder, "add", "-A"]);
    sandbox.git(&["-C", folder, "commit", "-q", "--date", &day, "--author", &author, "-m", "words"]);
}

/// Edits the record as a person does.
fn edit(sandbox: &Sandbox, from: &str, to: &str) {
    let text = sandbox.read(RECORD);
    assert!(text.contains(from), "{from}: {text}");
    sandbox.write(RECORD, &text.replace(from, to));
}

/// Runs a command that changes the record, on a day.
fn on(sandbox: &Sandbox, day: &str, args: &[&str]) {
    let run = sandbox.run_with(args, &[("IRR_TODAY", day)], "");
    assert_eq!(run.code, 0, "{args:?}: {run}");
}

/// What a command prints, with the commits of a repository numbered from the first one.
fn shown_in(sandbox: &Sandbox, folder: &str, run: &Run) -> String {
    let hashes = sandbox.git(&["-C", folder, "log", "--all", "--topo-order", "--reverse", "--format=%H"]);
    let numbered = hashes.lines().zip(1..).fold(run.to_string(), |text, (hash, number)| {
        text.replace(hash, &format!("hash{number:036}")).replace(&hash[..8], &format!("commit{number:02}"))
    });
    numbered.lines().map(|line| format!("{}\n", line.trim_end())).collect()
}

fn shown(sandbox: &Sandbox, args: &[&str]) -> String {
    shown_in(sandbox, ".", &sandbox.run_with(args, &[("COLUMNS", "80"), ("NO_COLOR", "1")], ""))
}

/// A finding with a life of its own.
fn lived() -> Sandbox {
    let sandbox = store();
    on(&sandbox, "2025-06-02", &["progress", "custody:R1", "--status", "in_progress", "-m", "Begun."]);
    commit(&sandbox, "2025-06-02", "A. Officer");
    let late = ["--reason", "the contractor is late", "--approved-by", "DCC"];
    on(&sandbox, "2026-01-12", &[&["extend", "custody:R1", "--to", "2026-03-31"][..], &late].concat());
    commit(&sandbox, "2026-02-04", "B. Clerk");
    edit(&sandbox, "owner: Head of Custody", "owner: Head of Estates");
    edit(&sandbox, "due: 2025-12-31", "due: 2026-01-15");
    commit(&sandbox, "2026-02-10", "B. Clerk");
    edit(&sandbox, "Begun.", "Started.");
    edit(&sandbox, "review all of its custody", "review most of its custody");
    commit(&sandbox, "2026-02-11", "C. Temp");
    on(&sandbox, "2026-03-01", &["action", "add", "custody:R1", "--text", "Walk the suites"]);
    commit(&sandbox, "2026-03-01", "A. Officer");
    on(&sandbox, "2026-03-20", &["action", "done", "custody:R1", "--which", "1"]);
    let proof = ["--evidence", "report.pdf", "--approved-by", "DCC", "-m", "All reviewed."];
    on(&sandbox, "2026-03-20", &[&["close", "custody:R1"][..], &proof].concat());
    commit(&sandbox, "2026-03-20", "A. Officer");
    on(&sandbox, "2026-04-10", &["progress", "custody:R1", "--status", "in_progress", "-m", "One was missed."]);
    let answer = ["answer", "custody:R1", "--action", "taken", "-F", "-"];
    assert_eq!(sandbox.run_with(&answer, &[("IRR_TODAY", "2026-04-10")], "We will look again.\n").code, 0);
    commit(&sandbox, "2026-04-10", "A. Officer");
    on(&sandbox, "2026-04-16", &["escalate", "custody:R1", "--to", "engage", "--reference", "letter 8"]);
    commit(&sandbox, "2026-04-16", "A. Officer");
    on(&sandbox, "2026-04-30", &["progress", "custody:R1", "-m", "Going on."]);
    edit(&sandbox, "owner: Head of Estates", "owner: Facilities");
    sandbox
}

#[test]
fn the_life_of_a_finding_says_who_changed_what_when_and_why() {
    let sandbox = lived();
    assert_snapshot!(shown(&sandbox, &["history", "custody:R1"]), @"
    History of R1, Custody suites
    ═════════════════════════════

    record      kent/2025-04-20-custody-suites
    inspection  Custody suites
    text        By 31 December 2025, the force should review most of its custody
                suites.

    date         what happened                                   commit
    ───────────  ──────────────────────────────────────────────  ───────────────────
    20 Apr 2025  Report published
    1 May 2025   Record added, with this finding: due 31         commit01 A. Officer
                 December 2025, for Head of Custody
    2 Jun 2025   Status changed from not started to in           commit02 A. Officer
                 progress: Started; this entry was changed on
                 11 February 2026
    12 Jan 2026  Due date extended from 15 January 2026 to 31    commit03 B. Clerk
                 March 2026, because: the contractor is late,
                 approved by DCC; written 23 days later; the
                 due date was 31 December 2025 then
    10 Feb 2026  Due date edited from 31 December 2025 to 15     commit04 B. Clerk
                 January 2026, without an extension
    10 Feb 2026  Owner changed from Head of Custody to Head of   commit04 B. Clerk
                 Estates
    11 Feb 2026  Text corrected from “… should review all of     commit05 C. Temp
                 its …” to “… should review most of its …”
    11 Feb 2026  This entry was changed: log entry of 2 June     commit05 C. Temp
                 2025 (in progress): note corrected from
                 “Begun.” to “Started.”
    1 Mar 2026   Action added: “Walk the suites”                 commit06 A. Officer
    20 Mar 2026  Closed: All reviewed, approved by DCC,          commit07 A. Officer
                 evidence: report.pdf
    20 Mar 2026  Action done: “Walk the suites”                  commit07 A. Officer
    10 Apr 2026  Reopened as in progress, because: One was       commit08 A. Officer
                 missed
    10 Apr 2026  Response written: “We will look again.”         commit08 A. Officer
    16 Apr 2026  Escalated to monitoring: Engage (letter 8)      commit09 A. Officer
    30 Apr 2026  Progress: Going on; not committed yet
                 Owner changed from Head of Estates to
                 Facilities; not committed yet
    --- stderr
    --- exit 0
    ");
}

#[test]
fn a_record_shows_its_own_life_and_a_line_for_each_finding() {
    let sandbox = lived();
    assert_snapshot!(shown(&sandbox, &["history", "custody"]), @"
    History of Custody suites
    ═════════════════════════

    record      kent/2025-04-20-custody-suites
    inspection  Custody suites

    date         what happened                  commit
    ───────────  ─────────────────────────────  ───────────────────
    20 Apr 2025  Report published
    1 May 2025   Record added, with 2 findings  commit01 A. Officer

    Findings
    ────────

    ref  events  last        what happened last
    ───  ──────  ──────────  ────────────────────────────────────────────────
    R1       15              Owner changed from Head of Estates to Facilities
    R2        1  1 May 2025  Record added, with this finding
    --- stderr
    --- exit 0
    ");
}

#[test]
fn nothing_later_than_the_day_is_shown() {
    let sandbox = lived();
    assert_snapshot!(shown(&sandbox, &["history", "custody:R1", "--as-of", "2026-01-20"]), @"
    History of R1, Custody suites
    ═════════════════════════════

    record      kent/2025-04-20-custody-suites
    inspection  Custody suites
    text        By 31 December 2025, the force should review most of its custody
                suites.

    date         what happened                                   commit
    ───────────  ──────────────────────────────────────────────  ───────────────────
    20 Apr 2025  Report published
    1 May 2025   Record added, with this finding: due 31         commit01 A. Officer
                 December 2025, for Head of Custody
    2 Jun 2025   Status changed from not started to in           commit02 A. Officer
                 progress: Started
    12 Jan 2026  Due date extended from 15 January 2026 to 31
                 March 2026, because: the contractor is late,
                 approved by DCC; not in git by this day; the
                 due date was 31 December 2025 then
    --- stderr
    --- exit 0
    ");
}

#[test]
fn it_is_written_as_markdown_json_and_a_page() {
    let sandbox = store();
    edit(&sandbox, "due: 2025-12-31", "due: 2026-01-15");
    commit(&sandbox, "2026-02-10", "B. Clerk");
    assert_snapshot!(shown(&sandbox, &["history", "custody:R1", "--format", "markdown"]), @"
    # History of R1, Custody suites

    | | |
    | --- | --- |
    | record | kent/2025-04-20-custody-suites |
    | inspection | Custody suites |
    | text | By 31 December 2025, the force should review all of its custody suites. |

    | date | what happened | commit |
    | --- | --- | --- |
    | 20 Apr 2025 | Report published |  |
    | 1 May 2025 | Record added, with this finding: due 31 December 2025, for Head of Custody | commit01 A. Officer |
    | 10 Feb 2026 | Due date edited from 31 December 2025 to 15 January 2026, without an extension | commit02 B. Clerk |
    --- stderr
    --- exit 0
    ");
    assert_snapshot!(shown(&sandbox, &["history", "custody:R1", "--format", "json"]), @r#"
    {
      "schema": "irr.history/1",
      "as_of": "2026-05-01",
      "record": "kent/2025-04-20-custody-suites",
      "ref": "R1",
      "inspection": "Custody suites",
      "earlier_names": [],
      "notes": [],
      "items": [
        {
          "date": "2025-04-20",
          "what": "report_published",
          "text": "Report published",
          "remarks": [],
          "source": "log",
          "commit": null
        },
        {
          "date": "2025-05-01",
          "what": "record_added",
          "text": "Record added, with this finding: due 31 December 2025, for Head of Custody",
          "remarks": [],
          "source": "commit",
          "commit": {
            "hash": "hash000000000000000000000000000000000001",
            "author": "A. Officer",
            "authored": "2025-05-01",
            "committer": "A. N. Officer",
            "committed": "2025-06-01",
            "subject": "words"
          }
        },
        {
          "date": "2026-02-10",
          "what": "due_edited",
          "text": "Due date edited from 31 December 2025 to 15 January 2026, without an extension",
          "remarks": [],
          "source": "commit",
          "commit": {
            "hash": "hash000000000000000000000000000000000002",
            "author": "B. Clerk",
            "authored": "2026-02-10",
            "committer": "A. N. Officer",
            "committed": "2025-06-01",
            "subject": "words"
          }
        }
      ],
      "findings": []
    }
    --- stderr
    --- exit 0
    "#);
    let run = sandbox.run(&["history", "custody:R1", "-o", "life.html"]);
    assert_eq!((run.stdout.as_str(), run.code), ("", 0), "{run}");
    let page = sandbox.read("life.html");
    assert!(page.starts_with("<!doctype html>") && page.contains("<title>History of R1, Custody suites</title>"), "{page}");
    assert!(page.contains("Due date edited from 31 December 2025 to 15 January 2026, without an extension"), "{page}");
    assert_snapshot!(sandbox.run(&["history", "custody:R1", "-o", "life.csv"]), @"
    --- stderr
    error: cannot write life.csv: this command cannot write .csv files
    hint: use a file name that ends in one of .md, .html, .txt, .json
    --- exit 2
    ");
}

#[test]
fn an_unknown_finding_is_refused_and_one_that_was_removed_is_not() {
    let sandbox = store();
    sandbox.write(RECORD, &TEXT.replace("  - ref: \"2\"\n    text: Train sergeants.\n", ""));
    commit(&sandbox, "2025-07-01", "B. Clerk");
    assert_snapshot!(shown(&sandbox, &["history", "custody:R2"]), @"
    History of R2, Custody suites
    ═════════════════════════════

    record      kent/2025-04-20-custody-suites
    inspection  Custody suites

    date         what happened                    commit
    ───────────  ───────────────────────────────  ───────────────────
    20 Apr 2025  Report published
    1 May 2025   Record added, with this finding  commit01 A. Officer
    1 Jul 2025   Finding removed from the record  commit02 B. Clerk

    Note: R2 is not in the record now: this is from the versions that git has.
    --- stderr
    --- exit 0
    ");
    assert_snapshot!(shown(&sandbox, &["history", "custody:R3"]), @"
    --- stderr
    error: kent/2025-04-20-custody-suites has no R3
    hint: it has R1
    --- exit 2
    ");
}

#[test]
fn where_git_knows_nothing_the_log_is_shown_and_why() {
    let sandbox = Sandbox::bare();
    sandbox.write(RECORD, TEXT);
    let note = |sandbox: &Sandbox| {
        let run = sandbox.run_with(&["history", "custody:R1"], &[("COLUMNS", "300")], "");
        assert_eq!(run.code, 0, "{run}");
        let (events, notes) = run.stdout.split_once("Note: ").unwrap();
        assert!(events.contains("20 Apr 2025  Report published"), "{run}");
        notes.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    assert_snapshot!(note(&sandbox), @"
    git was not asked, so this is only what the record says: SANDBOX is not in a git repository (`irr init` or `git init` makes one).
    ");
    sandbox.git(&["init", "-q"]);
    assert_snapshot!(note(&sandbox), @"
    nothing is committed here yet, so this is only what the record says: `irr save` makes the first commit.
    ");
    sandbox.git(&["commit", "-q", "--allow-empty", "-m", "first"]);
    assert_snapshot!(note(&sandbox), @"
    the record is not in git yet, so this is only what the record says: `irr save` commits it.
    ");
    sandbox.write(".gitignore", "records/\n");
    assert_snapshot!(note(&sandbox), @"
    git ignores this record (.gitignore), so this is only what the record says: `git check-ignore -v records/kent/2025-04-20-custody-suites.yaml` shows the line.
    ");
}

#[test]
fn a_shallow_clone_says_where_its_history_begins() {
    let sandbox = lived();
    commit(&sandbox, "2026-04-30", "A. Officer");
    let from = format!("file://{}", sandbox.path(".").display());
    sandbox.git(&["clone", "-q", "--depth", "3", &from, "clone"]);
    let run = sandbox.run_in("clone", &["history", "custody:R1"]);
    assert_snapshot!(shown_in(&sandbox, "clone", &run), @"
    History of R1, Custody suites
    ═════════════════════════════

    record      kent/2025-04-20-custody-suites
    inspection  Custody suites
    text        By 31 December 2025, the force should review most of its custody suites.

    date         what happened                                                                           commit
    ───────────  ──────────────────────────────────────────────────────────────────────────────────────  ───────────────────
    20 Apr 2025  Report published
    2 Jun 2025   Status changed from not started to in progress: Started
    12 Jan 2026  Due date extended from 15 January 2026 to 31 March 2026, because: the contractor is
                 late, approved by DCC
    20 Mar 2026  Closed: All reviewed, approved by DCC, evidence: report.pdf
    20 Mar 2026  Action done: “Walk the suites”
    10 Apr 2026  Reopened as in progress, because: One was missed
    16 Apr 2026  Escalated to monitoring: Engage (letter 8)                                              commit02 A. Officer
    30 Apr 2026  Progress: Going on                                                                      commit03 A. Officer
    30 Apr 2026  Owner changed from Head of Estates to Facilities                                        commit03 A. Officer

    Note: git's history here begins on 10 April 2026 (commit commit01): older commits are not in this
    clone; `git fetch --unshallow` gets them.
    --- stderr
    --- exit 0
    ");
}

#[test]
fn a_partial_clone_says_which_versions_it_lacks() {
    let sandbox = store();
    edit(&sandbox, "owner: Head of Custody", "owner: Head of Estates");
    commit(&sandbox, "2025-06-01", "B. Clerk");
    edit(&sandbox, "owner: Head of Estates", "owner: Facilities");
    commit(&sandbox, "2025-07-01", "B. Clerk");
    sandbox.git(&["config", "uploadpack.allowFilter", "true"]);
    let from = format!("file://{}", sandbox.path(".").display());
    for (filter, folder) in [("blob:none", "without-files"), ("tree:0", "without-folders")] {
        sandbox.git(&["clone", "-q", &format!("--filter={filter}"), &from, folder]);
    }
    let run = sandbox.run_in("without-files", &["history", "custody:R1"]);
    assert_snapshot!(shown_in(&sandbox, ".", &run), @"
    History of R1, Custody suites
    ═════════════════════════════

    record      kent/2025-04-20-custody-suites
    inspection  Custody suites
    text        By 31 December 2025, the force should review all of its custody suites.

    date         what happened                                                                             commit
    ───────────  ────────────────────────────────────────────────────────────────────────────────────────  ─────────────────
    20 Apr 2025  Report published
    1 Jul 2025   Finding added: due 31 December 2025, for Facilities; in this commit or in commit01,       commit03 B. Clerk
                 commit02, whose version cannot be read

    Note: not in this clone (a partial clone), so not read: the versions of commit commit01 of 1 May
    2025 (A. Officer) and commit commit02 of 1 June 2025 (B. Clerk); `git log -p --
    records/kent/2025-04-20-custody-suites.yaml` fetches them.
    --- stderr
    --- exit 0
    ");
    let run = sandbox.run_in("without-folders", &["history", "custody:R1"]);
    assert_snapshot!(shown_in(&sandbox, ".", &run), @"
    History of R1, Custody suites
    ═════════════════════════════

    record      kent/2025-04-20-custody-suites
    inspection  Custody suites
    text        By 31 December 2025, the force should review all of its custody suites.

    date         what happened
    ───────────  ────────────────
    20 Apr 2025  Report published

    Note: this is a partial clone without the folders of older commits, so this is only what the record
    says: `git log -p -- records` fetches them.
    --- stderr
    --- exit 0
    ");
}

#[test]
fn a_renamed_record_is_followed_by_what_it_is_about() {
    let sandbox = store();
    let (other, third) = ("records/kent/2025-04-20-cells.yaml", "records/kent/2025-04-20-blocks.yaml");
    // Nothing that git would call similar is left of it.
    let text = TEXT.replace("all of its custody suites", &"each and every cell that it has, without any exception ".repeat(20));
    std::fs::remove_file(sandbox.path(RECORD)).unwrap();
    sandbox.write(other, &text.replace("Train sergeants", &"Train everyone who works in a cell. ".repeat(20)));
    // A record of another report that takes the old name is not its past.
    sandbox.write(RECORD, &TEXT.replace("title: Custody suites", "title: Other suites").replace("Kent", "Essex"));
    commit(&sandbox, "2025-06-01", "B. Clerk");
    sandbox.write(RECORD, &sandbox.read(RECORD).replace("Head of Custody", "Nobody of this record"));
    commit(&sandbox, "2025-06-02", "B. Clerk");
    std::fs::rename(sandbox.path(other), sandbox.path(third)).unwrap();
    assert_snapshot!(shown(&sandbox, &["history", "blocks:R2"]), @"
    History of R2, Custody suites
    ═════════════════════════════

    record         kent/2025-04-20-blocks
    inspection     Custody suites
    text           Train everyone who works in a cell. Train everyone who works in a
                   cell. Train everyone who works in a cell. Train everyone who
                   works in a cell. Train everyone who works in a cell. Train
                   everyone who works in a cell. Train everyone who works…
    earlier names  kent/2025-04-20-cells (the new name is not committed yet);
                   kent/2025-04-20-custody-suites until 1 June 2025 (commit
                   commit02, B. Clerk)

    date         what happened                                   commit
    ───────────  ──────────────────────────────────────────────  ───────────────────
    20 Apr 2025  Report published
    1 May 2025   Record added, with this finding                 commit01 A. Officer
    1 Jun 2025   Record renamed: it was                          commit02 B. Clerk
                 kent/2025-04-20-custody-suites
    1 Jun 2025   Text corrected from “Train sergeants.” to       commit02 B. Clerk
                 “Train everyone who works in a cell. Train
                 everyone who works in a cell. Train ev…”
                 Record renamed: it was kent/2025-04-20-cells;
                 not committed yet
    --- stderr
    --- exit 0
    ");
}

#[test]
fn a_record_that_was_deleted_and_added_again_has_one_life_and_another_report_has_its_own() {
    let sandbox = store();
    sandbox.git(&["rm", "-q", RECORD]);
    commit(&sandbox, "2025-06-01", "B. Clerk");
    sandbox.write(RECORD, &TEXT.replace("owner: Head of Custody", "owner: Facilities"));
    commit(&sandbox, "2025-07-01", "C. Temp");
    assert_snapshot!(shown(&sandbox, &["history", "custody:R1"]), @"
    History of R1, Custody suites
    ═════════════════════════════

    record      kent/2025-04-20-custody-suites
    inspection  Custody suites
    text        By 31 December 2025, the force should review all of its custody
                suites.

    date         what happened                                   commit
    ───────────  ──────────────────────────────────────────────  ───────────────────
    20 Apr 2025  Report published
    1 May 2025   Record added, with this finding: due 31         commit01 A. Officer
                 December 2025, for Head of Custody
    1 Jun 2025   Record deleted                                  commit02 B. Clerk
    1 Jul 2025   Record added again                              commit03 C. Temp
    1 Jul 2025   Owner changed from Head of Custody to           commit03 C. Temp
                 Facilities
    --- stderr
    --- exit 0
    ");
    sandbox.git(&["rm", "-q", RECORD]);
    commit(&sandbox, "2025-08-01", "B. Clerk");
    sandbox.write(RECORD, &TEXT.replace("title: Custody suites", "title: Another report"));
    commit(&sandbox, "2025-09-01", "C. Temp");
    assert_snapshot!(shown(&sandbox, &["history", "custody:R1"]), @"
    History of R1, Another report
    ═════════════════════════════

    record      kent/2025-04-20-custody-suites
    inspection  Another report
    text        By 31 December 2025, the force should review all of its custody
                suites.

    date         what happened                                      commit
    ───────────  ─────────────────────────────────────────────────  ────────────────
    20 Apr 2025  Report published
    1 Sep 2025   Record added, with this finding: due 31 December   commit05 C. Temp
                 2025, for Head of Custody

    Note: another report had this record's name until 1 September 2025: its commits
    are left out.
    --- stderr
    --- exit 0
    ");
}

#[test]
fn a_version_that_is_no_record_is_named_with_its_commit() {
    let sandbox = store();
    sandbox.write(RECORD, &TEXT.replace("    due: 2025-12-31", "<<<<<<< ours\n    due: 2025-12-31"));
    commit(&sandbox, "2025-06-01", "B. Clerk");
    sandbox.write(RECORD, &TEXT.replace("owner: Head of Custody", "owner: Facilities"));
    commit(&sandbox, "2025-06-02", "C. Temp");
    assert_snapshot!(shown(&sandbox, &["history", "custody:R1"]), @"
    History of R1, Custody suites
    ═════════════════════════════

    record      kent/2025-04-20-custody-suites
    inspection  Custody suites
    text        By 31 December 2025, the force should review all of its custody
                suites.

    date         what happened                                   commit
    ───────────  ──────────────────────────────────────────────  ───────────────────
    20 Apr 2025  Report published
    1 May 2025   Record added, with this finding: due 31         commit01 A. Officer
                 December 2025, for Head of Custody
    2 Jun 2025   Owner changed from Head of Custody to           commit03 C. Temp
                 Facilities; in this commit or in commit02,
                 whose version cannot be read

    Note: the version of commit commit02 of 1 June 2025 (B. Clerk) cannot be read
    (line 11): `git show commit02` shows what it changed.
    --- stderr
    --- exit 0
    ");
}

#[test]
fn worktrees_and_submodules_work_and_records_that_are_a_submodule_are_refused_by_name() {
    let sandbox = store();
    sandbox.git(&["branch", "other"]);
    sandbox.git(&["worktree", "add", "-q", "tree", "other"]);
    let has_commit = |run: &Run| run.stdout.contains("A. Officer") && run.code == 0;
    let run = sandbox.run_in("tree", &["history", "custody:R1"]);
    assert!(has_commit(&run), "{run}");
    let from = sandbox.path(".git").display().to_string();
    sandbox.git(&["init", "-q", "outer"]);
    sandbox.git(&["-C", "outer", "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", &from, "inner"]);
    let run = sandbox.run_in("outer/inner", &["history", "custody:R1"]);
    assert!(has_commit(&run), "{run}");
    // The folder `records/` itself is the submodule.
    sandbox.git(&["init", "-q", "apart"]);
    sandbox.write("apart/kent/2025-04-20-custody-suites.yaml", TEXT);
    commit_in(&sandbox, "apart", "2025-05-01", "A. Officer");
    sandbox.git(&["init", "-q", "around"]);
    let apart = sandbox.path("apart").display().to_string();
    sandbox.git(&["-C", "around", "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", &apart, "records"]);
    commit_in(&sandbox, "around", "2025-05-02", "A. Officer");
    let run = sandbox.run_in("around", &["history", "custody:R1"]);
    assert!(run.stdout.contains("a git repository of their own (a submodule)"), "{run}");
}

#[test]
fn a_bare_repository_has_no_files_and_says_so() {
    let sandbox = store();
    sandbox.git(&["clone", "-q", "--bare", ".git", "bare.git"]);
    assert_snapshot!(sandbox.run_in("bare.git", &["history", "custody:R1"]), @"
    --- stderr
    error: SANDBOX/bare.git is a bare git repository, which has no files to read
    hint: `git clone` makes a copy with its files: run irr there
    --- exit 2
    ");
    assert_snapshot!(sandbox.run(&["--store", "bare.git", "list"]), @"
    --- stderr
    error: bare.git is a bare git repository, which has no files to read
    hint: `git clone` makes a copy with its files: run irr there
    --- exit 2
    ");
}

#[test]
fn a_repository_with_longer_hashes_works() {
    let sandbox = Sandbox::bare();
    sandbox.git(&["init", "-q", "--object-format=sha256"]);
    sandbox.write(RECORD, TEXT);
    commit(&sandbox, "2025-05-01", "A. Officer");
    let run = sandbox.run(&["history", "custody:R1", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    let hashes: Vec<usize> =
        json["items"].as_array().unwrap().iter().filter_map(|it| Some(it["commit"]["hash"].as_str()?.len())).collect();
    assert_eq!(hashes, [64], "{run}");
}

#[test]
fn of_merges_each_change_is_its_own_commits() {
    let sandbox = store();
    for (branch, from, to) in [
        ("one", "owner: Head of Custody", "owner: Estates"),
        ("two", "force: Kent", "force: Kent\nadopts_chief_officer: false"),
        ("three", "    text: Train sergeants.", "    text: Train sergeants.\n    priority: high"),
    ] {
        sandbox.git(&["checkout", "-q", "-B", branch, "main"]);
        edit(&sandbox, from, to);
        commit(&sandbox, "2025-06-01", &format!("Officer {branch}"));
    }
    sandbox.git(&["checkout", "-q", "main"]);
    sandbox.git(&["merge", "-q", "--no-ff", "-m", "octopus", "one", "three", "two"]);
    assert_snapshot!(shown(&sandbox, &["history", "custody:R1"]), @"
    History of R1, Custody suites
    ═════════════════════════════

    record      kent/2025-04-20-custody-suites
    inspection  Custody suites
    text        By 31 December 2025, the force should review all of its custody
                suites.

    date         what happened                                  commit
    ───────────  ─────────────────────────────────────────────  ────────────────────
    20 Apr 2025  Report published
    1 May 2025   Record added, with this finding: due 31        commit01 A. Officer
                 December 2025, for Head of Custody
    1 Jun 2025   Owner changed from Head of Custody to Estates  commit02 Officer one
    --- stderr
    --- exit 0
    ");
    assert_snapshot!(shown(&sandbox, &["history", "custody:R2"]), @"
    History of R2, Custody suites
    ═════════════════════════════

    record      kent/2025-04-20-custody-suites
    inspection  Custody suites
    text        Train sergeants.

    date         what happened                    commit
    ───────────  ───────────────────────────────  ──────────────────────
    20 Apr 2025  Report published
    1 May 2025   Record added, with this finding  commit01 A. Officer
    1 Jun 2025   Priority set to high             commit03 Officer three
    --- stderr
    --- exit 0
    ");
}

#[test]
fn many_commits_of_a_day_stay_in_their_order_and_odd_names_command_no_terminal() {
    let sandbox = store();
    for number in 0..20 {
        let text = TEXT.replace("owner: Head of Custody", &format!("owner: Owner {number}"));
        sandbox.write(RECORD, &text);
        commit(&sandbox, "2025-06-01", "Od\u{1b}[31md\u{202e}");
    }
    let run = sandbox.run(&["history", "custody:R1"]);
    let owners: Vec<&str> = run.stdout.lines().filter_map(|line| line.split(" to Owner ").nth(1)?.split(' ').next()).collect();
    assert_eq!(owners, (0..20).map(|number| number.to_string()).collect::<Vec<_>>(), "{run}");
    for format in ["table", "json", "markdown", "html"] {
        let run = sandbox.run(&["history", "custody:R1", "--format", format]);
        assert!(run.stdout.contains("Od") && !run.stdout.contains(['\u{1b}', '\u{202e}']), "{format}: {run}");
    }
}

#[test]
fn redacted_words_are_in_no_format() {
    let sandbox = store();
    on(&sandbox, "2025-06-02", &["progress", "custody:R1", "-m", "Jane Doe began."]);
    commit(&sandbox, "2025-06-02", "A. Officer");
    edit(&sandbox, "Jane Doe began.", "Jane Doe began early.");
    edit(&sandbox, "owner: Head of Custody", "owner: The team of Jane Doe");
    sandbox.git(&["commit", "-q", "-a", "-m", "What Jane Doe did"]);
    edit(&sandbox, "owner: The team of Jane Doe", "owner: Custody");
    commit(&sandbox, "2025-06-03", "A. Officer");
    on(&sandbox, "2025-06-04", &["redact", "custody:R1", "progress[0].note", "--words", "Jane Doe", "--reason", "A name"]);
    commit(&sandbox, "2025-06-04", "A. Officer");
    edit(&sandbox, "[redacted] began early.", "Nothing of it.");
    commit(&sandbox, "2025-06-05", "A. Officer");
    for format in ["table", "json", "markdown", "html"] {
        for address in ["custody:R1", "custody"] {
            let run = sandbox.run(&["history", address, "--format", format]);
            assert!(run.code == 0 && !run.stdout.contains("Doe"), "{address} {format}: {run}");
        }
    }
    assert_snapshot!(shown(&sandbox, &["history", "custody:R1"]), @"
    History of R1, Custody suites
    ═════════════════════════════

    record      kent/2025-04-20-custody-suites
    inspection  Custody suites
    text        By 31 December 2025, the force should review all of its custody
                suites.

    date         what happened                                commit
    ───────────  ───────────────────────────────────────────  ──────────────────────
    20 Apr 2025  Report published
    1 May 2025   Record added, with this finding: due 31      commit01 A. Officer
                 December 2025, for Head of Custody
    2 Jun 2025   Progress: Nothing of it; this entry was      commit02 A. Officer
                 changed on 5 June 2025
    1 Jun 2025   Owner changed (not shown, because words of   commit03 A. N. Officer
                 it were redacted)
    1 Jun 2025   This entry was changed: log entry of 2 June  commit03 A. N. Officer
                 2025: note changed (not shown, because
                 words of it were redacted)
    3 Jun 2025   Owner changed (not shown, because words of   commit04 A. Officer
                 it were redacted)
    4 Jun 2025   Words redacted in the log: note, because: A  commit05 A. Officer
                 name
    5 Jun 2025   This entry was changed: log entry of 2 June  commit06 A. Officer
                 2025: note changed (not shown, because
                 words of it were redacted)
    --- stderr
    --- exit 0
    ");
}
