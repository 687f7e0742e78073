//! `irr find`

use insta::assert_snapshot;

use crate::sandbox::Sandbox;

/// A record whose finding has words in each of its parts.
fn sandbox() -> Sandbox {
    let sandbox = Sandbox::with_form();
    let course = ["progress", "tractors:R3", "-m", "The Café course for harvesters was held.", "--date", "2026-01-10"];
    assert_eq!(sandbox.run(&course).code, 0);
    let extend = ["extend", "tractors:R4", "--to", "2026-08-31", "--reason", "The course was full", "--approved-by", "Board"];
    assert_eq!(sandbox.run(&extend).code, 0);
    sandbox
}

#[test]
fn words_are_found_wherever_they_are_and_shown_with_those_around_them() {
    let sandbox = sandbox();
    assert_snapshot!(sandbox.run_with(&["find", "course"], &[("COLUMNS", "80")], ""), @"
    An inspection of the response to stolen tractors, R3  stolen:R3
      progress  10 January 2026: The Café course for harvesters was held.

    An inspection of the response to stolen tractors, R4  stolen:R4
      reason for an extension  1 May 2026: The course was full

    2 findings in 1 report.
    --- stderr
    --- exit 0
    ");
    assert_snapshot!(sandbox.run_with(&["find", "CAFE", "harvest"], &[("COLUMNS", "60")], ""), @"
    An inspection of the response to stolen tractors, R3
      stolen:R3
      progress  10 January 2026: The Café course for harvesters
                was held.

    1 finding in 1 report.
    --- stderr
    --- exit 0
    ");
}

#[test]
fn what_is_nowhere_is_said_and_is_no_error() {
    let sandbox = sandbox();
    assert_snapshot!(sandbox.run(&["find", "tractrs"]), @"
    --- stderr
    nothing matches `tractrs`; did you mean `tractors`?
    --- exit 0
    ");
    assert_snapshot!(sandbox.run(&["find", "course", "zebra"]), @"
    --- stderr
    nothing matches `course zebra`: `zebra` occurs nowhere
    --- exit 0
    ");
    assert_snapshot!(sandbox.run(&["find", "course", "harvesters", "full"]), @"
    --- stderr
    nothing matches `course harvesters full`: the words are there, but not all in one text or one finding
    --- exit 0
    ");
    assert_snapshot!(sandbox.run(&["find", "\"held course\"", "--format", "json"]), @r#"
    {
      "schema": "irr.find/1",
      "as_of": "2026-05-01",
      "words": [
        "held course"
      ],
      "items": []
    }
    --- stderr
    nothing matches `"held course"`
    --- exit 0
    "#);
    assert_snapshot!(sandbox.run(&["find", "…"]), @"
    --- stderr
    error: cannot search the records
    because: `…` has no letters or digits to look for
    hint: example: irr find training course
    --- exit 2
    ");
}

#[test]
fn a_search_is_narrowed_by_force_owner_record_and_expression() {
    let sandbox = sandbox();
    let fields = |args: &[&str]| {
        let run = sandbox.run(&[&["find", "course", "--format", "json"], args].concat());
        let found: serde_json::Value = serde_json::from_str(&run.stdout).unwrap_or_default();
        let items = found["items"].as_array().cloned().unwrap_or_default();
        items.iter().map(|item| format!("{} {}", item["ref"], item["field"]).replace('"', "")).collect::<Vec<_>>().join(", ")
    };
    assert_eq!(fields(&[]), "R3 progress[0].note, R4 extensions[0].reason");
    assert_eq!(fields(&["--record", "tractors", "--force", "kent"]), "R3 progress[0].note, R4 extensions[0].reason");
    assert_eq!(fields(&["--where", "ref = R4"]), "R4 extensions[0].reason");
    assert_eq!(fields(&["--open", "--limit", "1"]), "R3 progress[0].note");
    assert_eq!(fields(&["--as-of", "2026-01-09"]), "");
    assert_snapshot!(sandbox.run(&["find", "course", "--force", "kemt"]), @"
    --- stderr
    error: no record is of a force whose name contains `kemt`
    hint: did you mean `Kent`?
    --- exit 2
    ");
    assert_snapshot!(sandbox.run(&["find", "course", "--owner", "nobody"]), @"
    --- stderr
    error: no finding has an owner whose name contains `nobody`
    --- exit 2
    ");
}

#[test]
fn programs_get_the_whole_text_and_pages_the_words_in_bold() {
    let sandbox = sandbox();
    assert_snapshot!(sandbox.run(&["find", "harvesters", "--format", "json"]), @r#"
    {
      "schema": "irr.find/1",
      "as_of": "2026-05-01",
      "words": [
        "harvesters"
      ],
      "items": [
        {
          "record": "kent/2025-05-16-stolen-tractors",
          "ref": "R3",
          "force": "Kent",
          "inspection": "An inspection of the response to stolen tractors",
          "published": "2025-05-16",
          "what": "progress",
          "field": "progress[0].note",
          "date": "2026-01-10",
          "internal": false,
          "excerpt": "The Café course for harvesters was held.",
          "matches": [
            "harvesters"
          ],
          "text": "The Café course for harvesters was held.\n"
        }
      ]
    }
    --- stderr
    --- exit 0
    "#);
    assert_snapshot!(sandbox.run(&["find", "harvesters", "--format", "markdown"]), @"
    **An inspection of the response to stolen tractors, R3** (`stolen:R3`)

    - progress: 10 January 2026: The Café course for **harvesters** was held.

    1 finding in 1 report.
    --- stderr
    --- exit 0
    ");
}

#[test]
fn what_is_internal_is_found_and_marked() {
    let sandbox = sandbox();
    let note = ["progress", "tractors:R2", "-m", "The quartermaster objects.", "--date", "2026-02-01", "--internal"];
    assert_eq!(sandbox.run(&note).code, 0);
    assert_snapshot!(sandbox.run(&["find", "quartermaster"]), @"
    An inspection of the response to stolen tractors, R2  stolen:R2
      progress (internal)  1 February 2026: The quartermaster objects.

    1 finding in 1 report.
    --- stderr
    --- exit 0
    ");
}

#[test]
fn lists_can_ask_for_the_words_of_progress_and_of_reasons() {
    let sandbox = sandbox();
    assert_snapshot!(sandbox.run(&["list", "--where", "progress ~ course or reasons ~ course", "--columns", "ref,progress,reasons"]), @"
    ref  progress                                  reasons
    ───  ────────────────────────────────────────  ───────────────────
    R3   The Café course for harvesters was held.
    R4                                             The course was full

    2 findings, 1 of them overdue on Fri 2026-05-01.
    --- stderr
    --- exit 0
    ");
}

#[cfg(unix)]
#[test]
fn on_a_terminal_the_words_are_bold() {
    let sandbox = sandbox();
    let mut terminal = crate::terminal::Terminal::run(&sandbox, &["find", "harvesters"]);
    assert!(terminal.end().ends_with("--- exit 0"));
    assert!(terminal.has_written("\u{1b}[1mharvesters\u{1b}[0m"), "{}", terminal.seen());
}
