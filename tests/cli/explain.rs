//! `irr explain`

use crate::sandbox::{Sandbox, project};
use insta::assert_snapshot;

#[test]
fn a_rule_is_explained() {
    assert_snapshot!(Sandbox::bare().run(&["explain", "response-late"]), @"
    response-late
    ═════════════

    The response was published after the last lawful day.

    level   error
    counts  always
    basis   statute: Police Act 1996 s55(5A)

    Why
    ───

    Section 55(5A) of the Police Act 1996 requires everything to be published before the end of 56 days
    that begin with the day of the report, so the last one is the report's day plus 55. Adding 56 is the
    usual mistake: a West Mercia letter to a report of 19 July 2024 is dated 13 September 2024, which is
    day 57.

    How to fix it
    ─────────────

    If one of the two dates was mistyped, correct it. If both are right, the response was late, and no
    edit makes it timely: keep the dates, and allow the rule on that line with a comment that says what
    happened.

    Wrong, on 2025-07-11

        stage: published
        recommendations: []
        publication:
          chief_officer_invited: 2025-05-20
          published: 2025-07-11
          sent_to_inspectorate: 2025-07-11
          sent_to_secretary_of_state: 2025-07-11

    Right, on 2025-07-11

        stage: published
        recommendations: []
        publication:
          chief_officer_invited: 2025-05-20
          published: 2025-07-10
          sent_to_inspectorate: 2025-07-10
          sent_to_secretary_of_state: 2025-07-10
    --- stderr
    --- exit 0
    ");
}

#[test]
fn the_rules_are_listed() {
    let run = Sandbox::bare().run(&["explain"]);
    for rule in irr::rules::all() {
        assert!(run.stdout.contains(&format!("\n{} ", rule.code)), "{}", rule.code);
    }
    assert!(run.stdout.lines().all(|line| line.chars().count() <= 120));
}

#[test]
fn a_misspelt_rule_gets_the_nearest() {
    assert_snapshot!(Sandbox::bare().run(&["explain", "respons-late"]), @"
    --- stderr
    error: invalid value 'respons-late' for '[RULE]': `respons-late` is not a rule: did you mean `response-late`?

    For more information, try '--help'.
    --- exit 2
    ");
}

/// Made by `irr explain --format markdown > src/rules/README.md`.
#[test]
fn the_rules_page_is_what_explain_prints() {
    let kept = std::fs::read_to_string(project().join("src/rules/README.md")).unwrap();
    assert_eq!(Sandbox::bare().run(&["explain", "--format", "markdown"]).stdout, kept, "src/rules/README.md is stale");
}
