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
    assert_snapshot!(shown(&sandbox, &["history", "custody:R1"]), @"");
}

#[test]
fn a_record_shows_its_own_life_and_a_line_for_each_finding() {
    let sandbox = lived();
    assert_snapshot!(shown(&sandbox, &["history", "custody"]), @"");
}

#[test]
fn nothing_later_than_the_day_is_shown() {
    let sandbox = lived();
    assert_snapshot!(shown(&sandbox, &["history", "custody:R1", "--as-of", "2026-01-20"]), @"");
}

#[test]
fn it_is_written_as_markdown_json_and_a_page() {
    let sandbox = store();
    edit(&sandbox, "due: 2025-12-31", "due: 2026-01-15");
    commit(&sandbox, "2026-02-10", "B. Clerk");
    assert_snapshot!(shown(&sandbox, &["history", "custody:R1", "--format", "markdown"]), @"");
    assert_snapshot!(shown(&sandbox, &["history", "custody:R1", "--format", "json"]), @"");
    let run = sandbox.run(&["history", "custody:R1", "-o", "life.html"]);
    assert_eq!((run.stdout.as_str(), run.code), ("", 0), "{run}");
    let page = sandbox.read("life.html");
    assert!(page.starts_with("<!doctype html>") && page.contains("<title>History of R1, Custody suites</title>"), "{page}");
    assert!(page.contains("Due date edited from 31 December 2025 to 15 January 2026, without an extension"), "{page}");
    assert_snapshot!(sandbox.run(&["history", "custody:R1", "-o", "life.csv"]), @"");
}

#[test]
fn an_unknown_finding_is_refused_and_one_that_was_removed_is_not() {
    let sandbox = store();
    sandbox.write(RECORD, &TEXT.replace("  - ref: \"2\"\n    text: Train sergeants.\n", ""));
    commit(&sandbox, "2025-07-01", "B. Clerk");
    assert_snapshot!(shown(&sandbox, &["history", "custody:R2"]), @"");
    assert_snapshot!(shown(&sandbox, &["history", "custody:R3"]), @"");
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
    assert_snapshot!(note(&sandbox), @"");
    sandbox.git(&["init", "-q"]);
    assert_snapshot!(note(&sandbox), @"");
    sandbox.git(&["commit", "-q", "--allow-empty", "-m", "first"]);
    assert_snapshot!(note(&sandbox), @"");
    sandbox.write(".gitignore", "records/\n");
    assert_snapshot!(note(&sandbox), @"");
}

#[test]
fn a_shallow_clone_says_where_its_history_begins() {
    let sandbox = lived();
    sandbox.git(&["commit", "-q", "-a", "-m", "all"]);
    let from = format!("file://{}", sandbox.path(".").display());
    sandbox.git(&["clone", "-q", "--depth", "3", &from, "clone"]);
    let run = sandbox.run_in("clone", &["history", "custody:R1"]);
    assert_snapshot!(shown_in(&sandbox, "clone", &run), @"");
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
    assert_snapshot!(shown_in(&sandbox, ".", &run), @"");
    let run = sandbox.run_in("without-folders", &["history", "custody:R1"]);
    assert_snapshot!(shown_in(&sandbox, ".", &run), @"");
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
    assert_snapshot!(shown(&sandbox, &["history", "blocks:R2"]), @"");
}

#[test]
fn a_record_that_was_deleted_and_added_again_has_one_life_and_another_report_has_its_own() {
    let sandbox = store();
    sandbox.git(&["rm", "-q", RECORD]);
    commit(&sandbox, "2025-06-01", "B. Clerk");
    sandbox.write(RECORD, &TEXT.replace("owner: Head of Custody", "owner: Facilities"));
    commit(&sandbox, "2025-07-01", "C. Temp");
    assert_snapshot!(shown(&sandbox, &["history", "custody:R1"]), @"");
    sandbox.git(&["rm", "-q", RECORD]);
    commit(&sandbox, "2025-08-01", "B. Clerk");
    sandbox.write(RECORD, &TEXT.replace("title: Custody suites", "title: Another report"));
    commit(&sandbox, "2025-09-01", "C. Temp");
    assert_snapshot!(shown(&sandbox, &["history", "custody:R1"]), @"");
}

#[test]
fn a_version_that_is_no_record_is_named_with_its_commit() {
    let sandbox = store();
    sandbox.write(RECORD, &TEXT.replace("    due: 2025-12-31", "<<<<<<< ours\n    due: 2025-12-31"));
    commit(&sandbox, "2025-06-01", "B. Clerk");
    sandbox.write(RECORD, &TEXT.replace("owner: Head of Custody", "owner: Facilities"));
    commit(&sandbox, "2025-06-02", "C. Temp");
    assert_snapshot!(shown(&sandbox, &["history", "custody:R1"]), @"");
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
    assert_snapshot!(sandbox.run_in("bare.git", &["history", "custody:R1"]), @"");
    assert_snapshot!(sandbox.run(&["--store", "bare.git", "list"]), @"");
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
    assert_snapshot!(shown(&sandbox, &["history", "custody:R1"]), @"");
    assert_snapshot!(shown(&sandbox, &["history", "custody:R2"]), @"");
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
    assert_snapshot!(shown(&sandbox, &["history", "custody:R1"]), @"");
}
