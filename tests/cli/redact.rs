//! `irr redact`

use crate::sandbox::Sandbox;
use insta::assert_snapshot;

const FILE: &str = "records/kent/2025-05-16-hedges.yaml";

const RECORD: &str = r#"schema_version: 1
stage: published
force: Kent
local_policing_body:
  kind: pcc
inspection:
  title: An inspection of hedges
  published: 2025-05-16
recommendations:
  - ref: "1"
    text: |
      Chief constables should trim hedges.
    due: 2025-12-31
    status: closed
    owner: Head of Hedges
    commissioner_response:
      action: taken
      text: |
        I thank Jane Doe, who trimmed them.
    actions:
      - text: Jane Doe buys shears
        done: 2025-06-20
        evidence:
          - Receipt of Jane Doe
    extensions:
      - agreed: 2025-06-01
        to: 2026-03-31
        reason: Jane Doe was away
        approved_by: Deputy Chief Constable
    progress:
      - date: 2025-06-01
        status: in_progress
        note: |
          Begun by Jane Doe.
      - date: 2025-06-20
        status: closed
        note: |
          All are trimmed.
    closure:
      date: 2025-06-20
      approved_by: Jane Doe
      evidence:
        - Photograph by Jane Doe
publication:
  chief_officer_invited: 2025-05-20
  published: 2025-07-01
  sent_to_inspectorate: 2025-07-01
  sent_to_secretary_of_state: 2025-07-01
"#;

/// A published and committed record in which a person is named everywhere.
fn hedges() -> Sandbox {
    let sandbox = Sandbox::bare();
    sandbox.write(FILE, RECORD);
    sandbox.commit();
    sandbox
}

fn redact(sandbox: &Sandbox, field: &str, more: &[&str]) -> crate::sandbox::Run {
    sandbox.run(&[&["redact", "hedges:R1", field, "--reason", "A person is named"], more].concat())
}

/// What the history rules say of the record since the last commit, a line each.
fn history(sandbox: &Sandbox) -> String {
    // An answer that is taken out as a whole answers nothing: that is no rule of history.
    let allowed = ["--allow", "personal-name", "--allow", "recommendation-without-explanation"];
    let run = sandbox.run(&[&["validate", "--against", "HEAD", "--format", "lines"], &allowed[..]].concat());
    run.stdout
}

#[test]
fn a_field_is_redacted_with_an_entry_that_the_history_rules_accept() {
    let sandbox = hedges();
    assert_snapshot!(redact(&sandbox, "progress[0].note", &["--by", "Data Protection Officer"]), @"
    kent/2025-05-16-hedges:R1: progress[0].note redacted
    --- stderr
    git and `irr undo` keep the old words: the book says how to remove them (docs/guide/publishing.md)
    reminder: do not destroy information that was requested under the Freedom of Information Act
    --- exit 0
    ");
    assert_snapshot!(sandbox.run(&["validate", "--against", "HEAD", "--allow", "personal-name"]), @"
    1 record: no problems.
    --- stderr
    1 record is of an older version of the format: to change to version 2, run `irr migrate`
    --- exit 0
    ");
    assert_snapshot!(sandbox.git(&["diff", "-U0", FILE]), @"
    diff --git a/records/kent/2025-05-16-hedges.yaml b/records/kent/2025-05-16-hedges.yaml
    index af1f6a6..6460581 100644
    --- a/records/kent/2025-05-16-hedges.yaml
    +++ b/records/kent/2025-05-16-hedges.yaml
    @@ -34 +34 @@ recommendations:
    -          Begun by Jane Doe.
    +          [redacted]
    @@ -43,0 +44,5 @@ recommendations:
    +    redactions:
    +      - field: progress[0].note
    +        date: 2026-05-01
    +        reason: A person is named
    +        by: Data Protection Officer
    ");
}

#[test]
fn every_field_that_a_rule_keeps_as_it_was_can_be_redacted() {
    let sandbox = hedges();
    for field in [
        "commissioner_response.text",
        "actions[0].text",
        "actions[0].evidence[0]",
        "extensions[0].reason",
        "progress[0].note",
        "closure.approved_by",
        "closure.evidence[0]",
    ] {
        let run = redact(&sandbox, field, &[]);
        assert_eq!(run.code, 0, "{field}: {run}");
    }
    assert_eq!(history(&sandbox), "");
    assert!(!sandbox.read(FILE).contains("Jane"), "{}", sandbox.read(FILE));
    // The same again, one commit later.
    sandbox.commit();
    assert_eq!(history(&sandbox), "");
}

#[test]
fn only_the_words_that_are_named_are_taken_out() {
    let sandbox = hedges();
    let run = redact(&sandbox, "commissioner_response.text", &["--words", "Jane Doe"]);
    assert_eq!(run.code, 0, "{run}");
    assert!(sandbox.read(FILE).contains("        I thank [redacted], who trimmed them.\n"), "{}", sandbox.read(FILE));
    assert_eq!(history(&sandbox), "");
}

#[test]
fn an_entry_lets_nothing_else_through_and_cannot_be_taken_out_again() {
    let sandbox = hedges();
    assert_eq!(redact(&sandbox, "progress[0].note", &[]).code, 0);
    let redacted = sandbox.read(FILE);
    let told = |text: String| {
        sandbox.write(FILE, &text);
        let told: Vec<String> = history(&sandbox)
            .lines()
            .filter_map(|line| Some(line.split_once('[')?.1.split_once(']')?.0.to_owned()))
            .filter(|code| code != "0")
            .collect();
        told.join(" ")
    };
    assert_eq!(told(redacted.replace("All are trimmed.", "Some are trimmed.")), "progress-rewritten");
    assert_eq!(told(redacted.replace("All are trimmed.", "\"[redacted]\"")), "progress-rewritten");
    assert_eq!(told(redacted.replace("I thank Jane Doe", "I thank [redacted]")), "published-response-changed");
    assert_eq!(told(redacted.replace("reason: A person is named", "reason: Begun by her")), "");
    assert_eq!(told(redacted.replace("reason: A person is named", "reason: The name of Doe")), "redaction-repeats-words");
    assert_eq!(told(redacted.replace("[redacted]", "Begun by Ann Lee.")), "progress-rewritten redacted-words-back");
    sandbox.write(FILE, &redacted);
    sandbox.commit();
    let entry = redacted.find("    redactions:").unwrap();
    let end = redacted.find("publication:").unwrap();
    let without = format!("{}{}", &redacted[..entry], &redacted[end..]);
    assert_eq!(told(without), "redaction-rewritten");
    assert_eq!(told(redacted.replace("[redacted]", "Begun by Jane Doe.")), "progress-rewritten redacted-words-back");
}

#[test]
fn a_redaction_is_undone_before_it_is_committed() {
    let sandbox = hedges();
    assert_eq!(redact(&sandbox, "progress[0].note", &[]).code, 0);
    let run = sandbox.run(&["undo"]);
    assert_eq!(run.code, 0, "{run}");
    assert!(
        run.stderr.contains("reminder: do not destroy information that was requested under the Freedom of Information Act"),
        "{run}"
    );
    assert_eq!(sandbox.read(FILE), RECORD);
}

#[test]
fn an_entry_of_the_log_that_comes_before_it_moves_the_place_that_is_redacted() {
    let sandbox = hedges();
    assert_eq!(redact(&sandbox, "progress[0].note", &[]).code, 0);
    let run = sandbox.run(&["progress", "hedges:R1", "--date", "2025-05-20", "-m", "Counted first."]);
    assert_eq!(run.code, 0, "{run}");
    assert!(sandbox.read(FILE).contains("field: progress[1].note"), "{}", sandbox.read(FILE));
    assert_eq!(history(&sandbox), "");
}

#[test]
fn words_of_the_record_itself_are_redacted_too() {
    let sandbox = hedges();
    sandbox.write(FILE, &format!("{RECORD}unplaced: |\n  Jane Doe, 4 High Street.\n"));
    let run = sandbox.run(&["redact", "hedges", "unplaced", "--reason", "An address"]);
    assert_eq!(run.code, 0, "{run}");
    assert!(
        sandbox.read(FILE).ends_with(
            "unplaced: |\n  [redacted]\nredactions:\n  - field: unplaced\n    date: 2026-05-01\n    reason: An address\n"
        ),
        "{}",
        sandbox.read(FILE)
    );
}

#[test]
fn what_cannot_be_redacted_is_refused_with_what_to_do() {
    let sandbox = hedges();
    let told = |args: &[&str]| {
        let run = sandbox.run(&[&["redact"], args].concat());
        assert_eq!(sandbox.read(FILE), RECORD, "{run}");
        format!("{}{}", run.stderr, run.code)
    };
    assert_snapshot!(told(&["hedges:R1", "due", "--reason", "x1"]), @"
    error: cannot redact kent/2025-05-16-hedges:R1: `due` is not text, and only words can be redacted
    hint: change it with `irr set`
    2
    ");
    assert_snapshot!(told(&["hedges:R1", "ownr", "--reason", "x1"]), @"
    error: cannot redact kent/2025-05-16-hedges:R1
    because: there is no field `ownr`
    hint: did you mean owner?
    2
    ");
    assert_snapshot!(told(&["hedges:R1", "progress[7].note", "--reason", "x1"]), @"
    error: cannot redact kent/2025-05-16-hedges:R1
    because: there is no `progress[7].note`
    hint: entries are counted from 0
    2
    ");
    assert_snapshot!(told(&["hedges:R1", "area", "--reason", "x1"]), @"
    error: cannot redact kent/2025-05-16-hedges:R1: it has no `area`
    hint: `irr show` shows the fields; entries are counted from 0
    2
    ");
    assert_snapshot!(told(&["hedges:R1", "progress[0].note", "--words", "Ann Lee", "--reason", "x1"]), @"
    error: cannot redact kent/2025-05-16-hedges:R1: `progress[0].note` does not contain `Ann Lee`
    hint: give the words as they are written there, or leave out --words to redact the whole field
    1
    ");
    assert_snapshot!(told(&["hedges:R1", "closure.approved_by", "--reason", "The name of Doe"]), @"
    error: cannot redact kent/2025-05-16-hedges:R1: the reason contains `doe`, which is to be removed
    hint: give a reason without the words themselves: --reason 'A person is named'
    1
    ");
    assert_snapshot!(told(&["hedges", "force", "--reason", "x1"]), @"
    error: cannot redact kent/2025-05-16-hedges: `force` is not text, and only words can be redacted
    hint: change it with `irr set`
    2
    ");
}

#[test]
fn the_public_sees_the_marker_and_not_the_entry() {
    let sandbox = hedges();
    assert_eq!(redact(&sandbox, "commissioner_response.text", &["--words", "Jane Doe"]).code, 0);
    let page = sandbox.run(&["render", "hedges"]).stdout;
    assert!(page.contains("redacted") && !page.contains("A person is named"), "{page}");
    let internal = sandbox.run(&["render", "hedges", "--internal"]).stdout;
    assert!(
        internal.contains("| commissioner_response.text | 1 May 2026 | A person is named |".replace('_', "\\_").as_str()),
        "{internal}"
    );
    let back = sandbox.run_with(&["import", "-", "--dry-run"], &[], &internal);
    // What is imported is of the latest version.
    assert_eq!(sandbox.run(&["migrate"]).code, 0);
    assert_eq!(back.stdout, sandbox.run_with(&["fmt", "-"], &[], &sandbox.read(FILE)).stdout);
}
