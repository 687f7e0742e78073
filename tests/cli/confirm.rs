//! `irr confirm`, and the marks on guessed values that it takes away.

use crate::sandbox::Sandbox;
use insta::assert_snapshot;

const FILE: &str = "records/kent/2025-05-16-hedges.yaml";

const RECORD: &str = r#"schema_version: 2
stage: draft
force: Kent # irr: check (named in the signature)
local_policing_body:
  kind: pcc
inspection:
  title: An inspection of hedges  # the cover says so # irr: check (the first heading)
  published: 2025-05-16
recommendations:
  - ref: "1"
    text: | # irr: check (it follows the heading)
      Chief constables should trim hedges.
    addressed_to: [chief constables] # irr: check (named in the text)
    target: 2026-12-31
    owner: Head of Hedges
"#;

/// A record as an import of a stranger's document leaves it, committed.
fn hedges() -> Sandbox {
    let sandbox = Sandbox::bare();
    sandbox.write(FILE, RECORD);
    sandbox.commit();
    sandbox
}

/// What is still marked, a line each, with the place.
fn marked(sandbox: &Sandbox) -> String {
    sandbox.run(&["validate", "--rule", "unconfirmed-guess", "--format", "lines"]).stdout
}

/// The lines of the record that a command has changed, after what it printed.
fn changed(sandbox: &Sandbox, args: &[&str]) -> String {
    let run = sandbox.run(args);
    let diff = sandbox.git(&["diff", "--no-color", "-U0"]);
    let lines = diff.lines().filter(|line| line.starts_with(['-', '+']) && !line.starts_with("---") && !line.starts_with("+++"));
    format!("{run}\n{}", lines.collect::<Vec<_>>().join("\n"))
}

#[test]
fn each_mark_is_told_with_its_place_its_reason_and_the_command_that_settles_it() {
    let sandbox = hedges();
    assert_snapshot!(marked(&sandbox), @"
    records/kent/2025-05-16-hedges.yaml:3:13: warning[unconfirmed-guess] `force` was guessed, and nobody has checked it yet (named in the signature)
    records/kent/2025-05-16-hedges.yaml:7:55: warning[unconfirmed-guess] `inspection.title` was guessed, and nobody has checked it yet (the first heading)
    records/kent/2025-05-16-hedges.yaml:11:13: warning[unconfirmed-guess] `R1.text` was guessed, and nobody has checked it yet (it follows the heading)
    records/kent/2025-05-16-hedges.yaml:13:38: warning[unconfirmed-guess] `R1.addressed_to` was guessed, and nobody has checked it yet (named in the text)
    ");
    let help = sandbox.run(&["validate", "--rule", "unconfirmed-guess", "--verbose"]).stdout;
    assert!(help.contains("help: correct it, or confirm it: `irr confirm kent/2025-05-16-hedges:R1 addressed_to`\n"), "{help}");
    let sheet = |address: &str| {
        let shown = sandbox.run(&["show", address]).stdout;
        shown.lines().filter(|line| line.starts_with("to check")).map(str::to_owned).collect::<String>()
    };
    assert_snapshot!(sheet("hedges:R1"), @"to check    text (it follows the heading); addressed_to (named in the text)");
    assert!(sheet("hedges").starts_with("to check"), "{}", sheet("hedges"));
}

#[test]
fn a_confirmed_field_loses_its_mark_and_nothing_else_and_undo_brings_it_back() {
    let sandbox = hedges();
    assert_snapshot!(changed(&sandbox, &["confirm", "hedges", "inspection.title", "R1.text"]), @"
    kent/2025-05-16-hedges: confirmed inspection.title, R1.text
    --- stderr
    --- exit 0
    -  title: An inspection of hedges  # the cover says so # irr: check (the first heading)
    +  title: An inspection of hedges  # the cover says so
    -    text: | # irr: check (it follows the heading)
    +    text: |
    ");
    assert_eq!(sandbox.run(&["undo", "--yes"]).code, 0);
    assert_eq!(sandbox.read(FILE), RECORD);
    let dry = sandbox.run(&["confirm", "hedges:R1", "--dry-run"]);
    assert!(dry.code == 0 && dry.stdout.contains("+    text: |\n"), "{dry}");
    assert_eq!(sandbox.read(FILE), RECORD);
}

#[test]
fn without_a_field_all_of_the_finding_or_of_the_record_is_confirmed() {
    let sandbox = hedges();
    let run = sandbox.run(&["confirm", "hedges:R1"]);
    assert_snapshot!(run, @"
    kent/2025-05-16-hedges:R1: confirmed text, addressed_to
    --- stderr
    --- exit 0
    ");
    assert!(!sandbox.read(FILE).contains("named in the text") && sandbox.read(FILE).contains("the first heading"));
    let run = sandbox.run(&["confirm", "hedges"]);
    assert_snapshot!(run, @"
    kent/2025-05-16-hedges: confirmed force, inspection.title
    --- stderr
    --- exit 0
    ");
    assert_eq!(marked(&sandbox), "");
    assert!(sandbox.read(FILE).contains("title: An inspection of hedges  # the cover says so\n"), "{}", sandbox.read(FILE));
}

#[test]
fn what_is_not_marked_is_refused_with_what_is() {
    let sandbox = hedges();
    let told = |args: &[&str]| {
        let run = sandbox.run(&[&["confirm"], args].concat());
        assert_eq!(sandbox.read(FILE), RECORD, "{run}");
        format!("{}{}", run.stderr, run.code)
    };
    assert_snapshot!(told(&["hedges:R1", "owner"]), @"
    error: cannot confirm kent/2025-05-16-hedges:R1: `owner` is not marked as guessed
    hint: marked are text, addressed_to
    1
    ");
    assert_snapshot!(told(&["hedges", "text"]), @"
    error: cannot confirm kent/2025-05-16-hedges: `text` is not marked as guessed
    hint: marked are force, inspection.title, R1.text, R1.addressed_to
    1
    ");
    assert_eq!(sandbox.run(&["confirm", "hedges"]).code, 0);
    assert_snapshot!(sandbox.run(&["confirm", "hedges"]), @"
    --- stderr
    error: cannot confirm kent/2025-05-16-hedges: nothing in it is marked as guessed
    --- exit 1
    ");
}

#[test]
fn a_value_that_a_command_replaces_loses_its_mark_and_a_log_entry_takes_none() {
    let sandbox = hedges();
    assert_eq!(sandbox.run(&["set", "hedges:R1", "addressed_to+=the Home Office"]).code, 0);
    assert_eq!(sandbox.run(&["set", "hedges", "inspection.title=Hedges"]).code, 0);
    assert_eq!(sandbox.run(&["progress", "hedges:R1", "-m", "Begun", "--status", "in_progress"]).code, 0);
    assert_snapshot!(marked(&sandbox), @"
    records/kent/2025-05-16-hedges.yaml:3:13: warning[unconfirmed-guess] `force` was guessed, and nobody has checked it yet (named in the signature)
    records/kent/2025-05-16-hedges.yaml:11:13: warning[unconfirmed-guess] `R1.text` was guessed, and nobody has checked it yet (it follows the heading)
    ");
    assert!(sandbox.read(FILE).contains("  title: Hedges  # the cover says so\n"), "{}", sandbox.read(FILE));
    let marks = |sandbox: &Sandbox| sandbox.read(FILE).matches("# irr: check").count();
    assert_eq!((sandbox.run(&["fmt"]).code, marks(&sandbox)), (0, 2));
    // Under another kind the finding is written anew, and its text is as unsure as before.
    assert_eq!((sandbox.run(&["mv", "hedges:R1", "AFI1"]).code, marks(&sandbox)), (0, 2));
    assert_snapshot!(marked(&sandbox), @"
    records/kent/2025-05-16-hedges.yaml:4:13: warning[unconfirmed-guess] `force` was guessed, and nobody has checked it yet (named in the signature)
    records/kent/2025-05-16-hedges.yaml:12:13: warning[unconfirmed-guess] `AFI1.text` was guessed, and nobody has checked it yet (it follows the heading)
    ");
}

#[test]
fn a_document_that_replaces_a_value_takes_its_mark_away_and_no_other() {
    let sandbox = hedges();
    let document = sandbox.run(&["render", "hedges", "--internal"]).stdout.replace("trim hedges", "cut hedges");
    sandbox.write("returned.md", &document);
    let import = |more: &[&str]| sandbox.run(&[&["import", "--into", "hedges", "returned.md", "--yes"], more].concat());
    let run = import(&[]);
    assert!(run.code == 0 && sandbox.read(FILE) == RECORD, "{run}");
    let run = import(&["--replace"]);
    assert_eq!(run.code, 0, "{run}");
    let text = sandbox.read(FILE);
    assert!(text.contains("    text: |\n      Chief constables should cut hedges.\n"), "{text}");
    assert_eq!(text.matches("# irr: check").count(), 3, "{text}");
}

#[test]
fn the_marked_fields_complete_with_their_reasons() {
    let sandbox = hedges();
    let offered =
        |words: &[&str]| sandbox.run_with(&[&["--", "irr", "confirm"], words].concat(), &[("COMPLETE", "fish")], "").stdout;
    let left = "inspection.title\tthe first heading\nR1.text\tit follows the heading\nR1.addressed_to\tnamed in the text\n";
    assert_eq!(offered(&["hedges", "force", ""]), left);
    assert_eq!(offered(&["hedges:R1", "t"]), "text\tit follows the heading\n");
}
