//! `irr summary` where there is little to tell, and where it is asked for what there is not.

use insta::assert_snapshot;
use serde_json::Value;

use super::{json, shipped};
use crate::sandbox::{Sandbox, project};

#[test]
fn a_force_that_no_record_is_of_is_refused_and_no_paper_of_noughts() {
    let sandbox = Sandbox::with_form();
    assert_snapshot!(sandbox.run(&["summary", "--force", "Kemt"]), @"
    --- stderr
    error: no record is of a force whose name contains `Kemt`
    hint: did you mean `Kent`?
    --- exit 2
    ");
    assert_snapshot!(sandbox.run(&["summary", "--force", "Dorset"]), @"
    --- stderr
    error: no record is of a force whose name contains `Dorset`
    hint: the records have: Kent
    --- exit 2
    ");
    // One whose reports are all later has a paper, and nothing in it.
    assert_eq!(sandbox.run(&["summary", "--force", "kent", "--until", "2001-01-01", "--section", "movement"]).code, 0);
}

#[test]
fn a_section_that_is_named_twice_is_told_once() {
    let run = shipped(&["--section", "late,figures,late", "--section", "figures", "--format", "json"]);
    let names: Vec<Value> = json(&run)["sections"].as_array().unwrap().iter().map(|section| section["name"].clone()).collect();
    assert_eq!(names, ["late", "figures"]);
}

#[test]
fn a_section_without_anything_in_it_has_a_sentence_and_no_empty_table() {
    let sandbox = Sandbox::with_form();
    let before = ["summary", "--until", "2001-01-01", "--since", "2001-01-01", "--format", "markdown"];
    assert_snapshot!(sandbox.run(&[&before[..], &["--section", "by_owner,by_priority,responses"]].concat()), @"
    # Inspection responses, 1 January 2001

    On Mon 2001-01-01, no finding is open.

    ## By owner

    There are no findings.

    ## By priority

    There are no findings.

    ## Responses by year

    There are no responses.

    No response is or was late.

    From the records as of Mon 2001-01-01. Anything dated later is not counted.
    --- stderr
    --- exit 0
    ");
    assert_snapshot!(sandbox.run(&[&before[..], &["--section", "figures"]].concat()), @"
    # Inspection responses, 1 January 2001

    On Mon 2001-01-01, no finding is open.

    ## How the figures were counted

    No other section has figures.

    From the records as of Mon 2001-01-01. Anything dated later is not counted.
    --- stderr
    --- exit 0
    ");
}

#[test]
fn a_chart_of_nothing_is_not_drawn_and_leaves_out_who_has_none() {
    let sandbox = Sandbox::with_form();
    let page = |args: &[&str]| sandbox.run(&[&["summary", "--format", "html"], args].concat()).stdout;
    let empty = page(&["--until", "2001-01-01", "--section", "ahead,late,trend"]);
    assert_eq!((empty.matches("<svg").count(), empty.matches("Nothing to draw.").count()), (0, 3));
    let owners = shipped(&["--format", "html", "--section", "by_owner"]).stdout;
    let (drawing, table) = owners.split_once("</svg>").unwrap();
    assert!(!drawing.contains("Estates") && table.contains("Estates"));
}

#[test]
fn a_page_of_an_office_that_puts_nothing_in_is_refused() {
    let sandbox = Sandbox::with_form();
    sandbox.write("letter.html", "<!doctype html><title>No body, no sections, no summary</title><body></body>");
    assert_snapshot!(sandbox.run(&["summary", "--format", "html", "--template", "letter.html"]), @"
    --- stderr
    error: letter.html, line 1: it uses neither `body` nor `sections` nor `summary`, so the document would be empty
    --- exit 2
    ");
}

#[test]
fn on_a_narrow_screen_no_figure_is_in_two_pieces() {
    let store = project().to_str().unwrap();
    let args = ["summary", "--store", store, "--quarter", "2026-Q3", "--as-of", "2026-11-24", "--section", "movement"];
    assert_snapshot!(Sandbox::bare().run_with(&args, &[("COLUMNS", "30")], ""), @"
    Inspection responses, 1 July 2026 to 30
    September 2026
    ═══════════════════════════════════════

    On Wed 2026-09-30, 20 findings are open
    in 8 reports, 7 of them overdue. 7 more
    are for other bodies and not counted
    here.

    Movement
    ────────

    findings: previously open
    total: 20
    recommendations: 11
    areas for improvement: 8
    causes of concern: 1

    findings: new
    total: 0
    recommendations: 0
    areas for improvement: 0
    causes of concern: 0

    findings: reopened
    total: 0
    recommendations: 0
    areas for improvement: 0
    causes of concern: 0

    findings: closed
    total: 0
    recommendations: 0
    areas for improvement: 0
    causes of concern: 0

    findings: superseded or not accepted
    total: 0
    recommendations: 0
    areas for improvement: 0
    causes of concern: 0

    findings: remaining
    total: 20
    recommendations: 11
    areas for improvement: 8
    causes of concern: 1

    It reconciles: 20 + 0 + 0 − 0 − 0 = 20.

    From the records as of Wed 2026-09-30.
    Anything dated later is not counted.
    --- stderr
    1 report is dated in the future: surrey/2026-10-07-peel-2023-25 (2026-10-07). Only `irr due` includes it
    --- exit 0
    ");
}

#[test]
fn a_hyphen_for_the_file_is_the_standard_output() {
    let run = shipped(&["--section", "late", "--output", "-"]);
    assert!(run.stdout.contains("How late"));
}

#[test]
fn a_paper_that_lacks_a_record_says_so_itself() {
    let sandbox = Sandbox::with_form();
    sandbox.write("records/kent/2025-05-16-broken.yaml", "force: Kent\nowner: x\n");
    let words = "This paper is incomplete: it does not count records/kent/2025-05-16-broken.yaml, which could not be read.";
    for format in ["text", "markdown", "html"] {
        let run = sandbox.run(&["summary", "--format", format, "--section", "movement"]);
        assert_eq!(run.code, 2);
        assert!(run.stdout.replace('\n', " ").contains(words), "{format}: {}", run.stdout);
    }
    std::fs::remove_file(sandbox.path("records/kent/2025-05-16-broken.yaml")).unwrap();
    assert!(!sandbox.run(&["summary", "--section", "movement"]).stdout.contains("not whole"));
}
