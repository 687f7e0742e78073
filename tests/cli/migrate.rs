//! `irr migrate`

use std::path::PathBuf;

use insta::assert_snapshot;

use crate::sandbox::{Sandbox, fixture};

const FILE: &str = "records/kent/2025-05-16-tractors.yaml";

/// A record of version 1 with a comment in each place, in somebody's own layout.
const RECORD: &str = "# ours
schema_version: 1 # the first
stage: draft
force: Kent
local_policing_body: {kind: pcc}
inspection: {title: An inspection of tractors, published: 2025-05-16}
recommendations:
- ref: \"1\"
  # what it asks
  text: Chief constables should count tractors.
  target: 2026-12-31
  status: in_progress # again
  owner: Head of Rural Crime
  progress:
  - {date: 2025-06-01, status: closed, note: Counted}
  - date: 2025-07-01
    status: in_progress
    note: One was missed.
  closure: # above its fields
    # before the date
    date: 2025-06-01 # behind the date

    approved_by: >-
      Deputy Chief
      Constable
    # before the evidence
    evidence:
    - minutes/6.pdf # behind the evidence
    # the last of the closing
  # between
  verification: {by: HMICFRS, reference: Letter 12, outcome: open} # behind the verification
- ref: \"2\"
  text: Chief constables should count lorries.
  target: 2026-12-31
  closure:
# the end
";

fn sandbox() -> Sandbox {
    let sandbox = Sandbox::bare();
    sandbox.write(FILE, RECORD);
    sandbox
}

#[test]
fn a_record_of_version_one_is_changed_line_by_line() {
    let sandbox = sandbox();
    let diff = sandbox.run(&["migrate", "--dry-run"]);
    assert_eq!((diff.code, sandbox.read(FILE)), (0, RECORD.to_owned()));
    assert!(diff.stdout.contains("-schema_version: 1 # the first\n+schema_version: 2 # the first\n"), "{}", diff.stdout);
    assert_snapshot!(sandbox.run(&["migrate"]), @"
    1 record changed to version 2
    --- stderr
    --- exit 0
    ");
    assert_snapshot!(sandbox.read(FILE), @r#"
    # ours
    schema_version: 2 # the first
    stage: draft
    force: Kent
    local_policing_body: {kind: pcc}
    inspection: {title: An inspection of tractors, published: 2025-05-16}
    recommendations:
    - ref: "1"
      # what it asks
      text: Chief constables should count tractors.
      target: 2026-12-31
      status: in_progress # again
      owner: Head of Rural Crime
      progress:
      - {date: 2025-06-01, status: closed, note: Counted}
      - date: 2025-07-01
        status: in_progress
        note: One was missed.
      closures: # above its fields
        # before the date
        - date: 2025-06-01 # behind the date
          status: closed

          approved_by: >-
            Deputy Chief
            Constable
          # before the evidence
          evidence:
          - minutes/6.pdf # behind the evidence
          reopened: 2025-07-01
        # the last of the closing
      # between
      verifications: [{by: HMICFRS, reference: Letter 12, outcome: open}] # behind the verification
    - ref: "2"
      text: Chief constables should count lorries.
      target: 2026-12-31
      closures:
    # the end
    "#);
    assert_eq!(sandbox.run(&["migrate"]).stderr, "nothing to change: already up to date\n");
}

#[test]
fn it_is_taken_back_to_the_byte() {
    for text in [RECORD.to_owned(), RECORD.replace('\n', "\r\n"), RECORD.trim_end().to_owned()] {
        let sandbox = Sandbox::bare();
        sandbox.write(FILE, &text);
        assert_eq!(sandbox.run(&["migrate"]).code, 0);
        assert!(sandbox.read(FILE).contains("schema_version: 2 # the first"));
        assert_eq!(sandbox.run(&["undo", "--yes"]).code, 0);
        assert_eq!(sandbox.read(FILE), text);
    }
}

/// Of each day the record says what it said before.
#[test]
fn past_days_are_as_they_were() {
    let sandbox = sandbox();
    let told = |on: &str| -> Vec<String> {
        [&["list", "--all", "--format", "csv"][..], &["export", "--format", "csv"], &["due", "--format", "csv"]]
            .iter()
            .map(|asked| sandbox.run(&[asked, &["--as-of", on][..]].concat()).stdout)
            .collect()
    };
    let days = ["2025-05-31", "2025-06-01", "2025-06-30", "2025-07-01", "2026-05-01"];
    let before = days.map(told);
    assert_eq!(sandbox.run(&["migrate"]).code, 0);
    assert_eq!(days.map(told), before);
}

#[test]
fn what_cannot_be_changed_is_named_and_the_rest_is_changed() {
    let sandbox = sandbox();
    sandbox.write("records/kent/2025-05-17-broken.yaml", "schema_version: 1\nstage: [draft\n");
    assert_snapshot!(sandbox.run(&["migrate"]), @"
    1 record changed to version 2
    --- stderr
    error: cannot read records/kent/2025-05-17-broken.yaml:3:1: this is not YAML: while parsing a flow sequence, expected ',' or ']'
    hint: `irr validate records/kent/2025-05-17-broken.yaml` lists all its problems
    1 record stays as it was
    --- exit 2
    ");
    assert!(sandbox.read(FILE).contains("schema_version: 2"));
}

#[test]
fn a_part_of_the_records_can_be_changed() {
    let sandbox = sandbox();
    let other = "records/kent/2025-05-17-lorries.yaml";
    sandbox.write(other, &RECORD.replace("tractors", "lorries").replace("2025-05-16", "2025-05-17"));
    assert_eq!(sandbox.run(&["migrate", "lorries"]).stdout, "1 record changed to version 2\n");
    assert_eq!(sandbox.read(FILE), RECORD);
}

#[test]
fn validate_says_what_to_do_about_an_older_record_and_a_newer_one() {
    let sandbox = sandbox();
    let told = sandbox.run(&["validate"]).stderr;
    assert!(told.contains("to change to version 2, run `irr migrate`"), "{told}");
    sandbox.write(FILE, &RECORD.replace("schema_version: 1", "schema_version: 3"));
    let told = sandbox.run(&["validate"]).stdout;
    assert!(
        told.contains("reads the schema versions 1 and 2, not `3`") && told.contains("a newer irr wrote it: upgrade irr"),
        "{told}"
    );
}

/// A commit of version 1, and the same record as version 2: nothing is taken for removed.
#[test]
fn nothing_is_missed_in_comparison_with_the_commit_before() {
    let sandbox = Sandbox::bare();
    sandbox.write(FILE, RECORD);
    sandbox.commit();
    assert_eq!(sandbox.run(&["migrate"]).code, 0);
    let told = sandbox.run(&["validate", "--against", "HEAD", "--format", "lines"]).stdout;
    assert!(!told.contains("rewritten") && !told.contains("removed"), "{told}");
}

/// Every record that the tests of the rules have: it is changed and comes back, or it is no record and is left.
#[test]
fn each_record_of_the_fixtures_is_changed_and_comes_back() {
    let sandbox = Sandbox::bare();
    let mut texts = Vec::new();
    for kind in ["good", "bad", "before"] {
        let folder: PathBuf = fixture("records").join(kind);
        for file in std::fs::read_dir(folder).unwrap() {
            let path = file.unwrap().path();
            let Ok(text) = std::fs::read_to_string(&path) else { continue };
            let name = format!("records/kent/2025-05-16-{kind}-{}.yaml", path.file_stem().unwrap().to_string_lossy());
            sandbox.write(&name, &text);
            texts.push((name, text));
        }
    }
    let changed = |name: &str| sandbox.read(name).contains("schema_version: 2");
    let told = sandbox.run(&["migrate", "--anyway"]);
    let refused: Vec<&str> = texts.iter().map(|(name, _)| name.as_str()).filter(|name| !changed(name)).collect();
    // Each of them is no record, and named.
    assert!(refused.iter().all(|name| told.stderr.contains(name)), "{refused:?}\n{}", told.stderr);
    assert!(refused.len() < 20 && texts.len() > 200, "{} of {}: {refused:?}", refused.len(), texts.len());
    assert_eq!(sandbox.run(&["undo", "--yes"]).code, 0);
    for (name, text) in &texts {
        assert_eq!(&sandbox.read(name), text, "{name}");
    }
}

/// What was wrong before is wrong in another place afterwards, and no new problem.
#[test]
fn what_was_wrong_before_does_not_stop_the_change() {
    let sandbox = sandbox();
    let bare = "  closure:\n    date: 2025-06-01\n  verification:\n    by: HMICFRS\n    outcome: closed\n  status: closed\n";
    sandbox.write(FILE, &RECORD.replace("  closure:\n# the end\n", bare));
    let known = ["validate", "--baseline", "known.json"];
    assert_eq!(sandbox.run(&[&known[..], &["--write-baseline"]].concat()).code, 0);
    assert_eq!(sandbox.run(&["migrate"]).code, 0);
    let told = sandbox.run(&known);
    assert_eq!(told.code, 0, "{}{}", told.stdout, told.stderr);
    assert!(!told.stderr.contains("no longer exist"), "{}", told.stderr);
}

#[test]
fn a_comment_that_ignores_a_rule_still_does_so() {
    let sandbox = sandbox();
    let allowed = [
        "  # irr: allow(closed-without-evidence) lost in the fire\n  closure:\n    date: 2025-06-01\n  status: closed\n",
        "  closure: # irr: allow(closed-without-evidence) lost in the fire\n    date: 2025-06-01\n  status: closed\n",
        "  closure: {date: 2025-06-01} # irr: allow(closed-without-evidence) lost in the fire\n  status: closed\n",
    ];
    for closure in allowed {
        sandbox.write(FILE, &RECORD.replace("  closure:\n# the end\n", closure));
        sandbox.commit();
        let told = |against: &[&str]| sandbox.run(&[&["validate", "--format", "lines"], against].concat()).stdout;
        assert!(!told(&[]).contains("evidence"), "{}", told(&[]));
        assert_eq!(sandbox.run(&["migrate"]).code, 0, "{closure}");
        let after = told(&["--against", "HEAD"]);
        assert!(!after.contains("evidence") && !after.contains("allowance"), "{closure}{after}");
    }
}

#[test]
fn a_field_that_is_null_or_ends_in_a_comma_is_changed_too() {
    let sandbox = sandbox();
    for (old, new) in [
        ("closure: ~ # none\n", "closures: [] # none\n"),
        ("closure: null\n", "closures: []\n"),
        ("closure: {date: 2025-06-01, }\n", "closures: [{date: 2025-06-01, }]\n"),
    ] {
        sandbox.write(FILE, &RECORD.replace("  closure:\n# the end\n", &format!("  {old}")));
        assert_eq!(sandbox.run(&["migrate", "--anyway"]).code, 0, "{old}");
        assert!(sandbox.read(FILE).contains(new), "{}", sandbox.read(FILE));
    }
}
