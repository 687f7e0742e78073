//! What a file's ending says is in it.

use crate::sandbox::Sandbox;
use insta::assert_snapshot;

#[test]
fn the_ending_of_the_file_decides_what_is_written() {
    let sandbox = Sandbox::with_form();
    for (args, file, begins) in [
        (&["render", "kent"][..], "paper.docx", "PK"),
        (&["render", "kent"], "paper.HTML", "<!doctype html>"),
        (&["render", "kent"], "paper.htm", "<!doctype html>"),
        (&["render", "kent"], "paper.markdown", "# "),
        (&["render", "kent"], "paper.md", "# "),
        (&["render", "kent"], "paper.txt", "Kent"),
        (&["render", "kent"], "paper", "# "),
        (&["render", "kent"], "paper.2026", "# "),
        (&["render", "kent", "--format", "html"], "paper.2026", "<!doctype html>"),
        (&["render", "--print-template"], "ours.html", "<!doctype html>"),
        (&["summary"], "paper.docx", "PK"),
        (&["summary"], "paper.json", "{"),
        (&["summary"], "paper.txt", ""),
        (&["due"], "deadlines.ics", "BEGIN:VCALENDAR"),
        (&["due"], "deadlines.csv", "clock,"),
        (&["due"], "deadlines.txt", ""),
        (&["due", "--alarm", "2d"], "alarms.ics", "BEGIN:VCALENDAR"),
        (&["export"], "rows.json", "{"),
        (&["export"], "rows.jsonl", "{"),
        (&["export", "--bom"], "rows.csv", "\u{feff}force,"),
    ] {
        let run = sandbox.run(&[args, &["--output", file]].concat());
        assert_eq!(run.code, 0, "{args:?} {file}: {run}");
        let written = String::from_utf8_lossy(&std::fs::read(sandbox.path(file)).unwrap()).into_owned();
        assert!(
            written.trim_start_matches('═').starts_with(begins) || begins == "Kent" && !written.starts_with('#'),
            "{args:?} {file}: {written}"
        );
    }
}

#[test]
fn an_ending_that_says_otherwise_is_an_error_and_nothing_is_written() {
    let sandbox = Sandbox::with_form();
    assert_snapshot!(sandbox.run(&["render", "kent", "--format", "markdown", "-o", "paper.docx"]), @"
    --- stderr
    error: the format markdown does not match the file name paper.docx
    hint: use a file name that ends in .md, or leave out --format, so that the file name decides
    --- exit 2
    ");
    assert_snapshot!(sandbox.run(&["due", "--format", "table", "-o", "deadlines.ics"]), @"
    --- stderr
    error: the format table does not match the file name deadlines.ics
    hint: use a file name that ends in .txt, or leave out --format, so that the file name decides
    --- exit 2
    ");
    assert_snapshot!(sandbox.run(&["export", "-o", "findings.ods"]), @"
    --- stderr
    error: cannot write findings.ods: this command cannot write .ods files
    hint: use a file name that ends in one of .csv, .json, .ndjson, .xlsx
    --- exit 2
    ");
    assert_snapshot!(sandbox.run(&["summary", "-o", "paper.csv"]), @"
    --- stderr
    error: cannot write paper.csv: this command cannot write .csv files
    hint: use a file name that ends in one of .md, .html, .docx, .pdf, .txt, .json, .xlsx
    --- exit 2
    ");
    assert_snapshot!(sandbox.run(&["validate", "--output", "junit:report.sarif"]), @"
    --- stderr
    error: invalid value 'junit:report.sarif' for '--output <FORMAT:FILE>': the format junit does not match the file name report.sarif

    For more information, try '--help'.
    --- exit 2
    ");
    for file in ["paper.docx", "deadlines.ics", "findings.xlsx", "paper.csv", "report.sarif"] {
        assert!(!sandbox.path(file).exists(), "{file}");
    }
    assert!(sandbox.run(&["validate", "--output", "sarif:report.json", "--output", "json:all.json"]).code < 2);
}

#[test]
fn an_empty_variable_of_the_environment_is_not_set() {
    let sandbox = Sandbox::with_form();
    let told = |env: &[(&str, &str)]| sandbox.run_with(&["list", "--as-of", "2026-05-01"], env, "").to_string();
    let usual = told(&[]);
    for name in
        ["IRR_TODAY", "IRR_STORE", "IRR_BROWSER", "NO_COLOR", "CLICOLOR_FORCE", "CI", "TERM", "COLUMNS", "VISUAL", "EDITOR"]
    {
        assert_eq!(told(&[(name, "")]), usual, "{name}=");
    }
    assert_eq!(sandbox.run_with(&["list", "--store", ""], &[], "").code, 2);
}

#[test]
fn a_width_that_is_none_is_not_known() {
    let sandbox = Sandbox::with_form();
    let told = |columns: &str| sandbox.run_with(&["list"], &[("COLUMNS", columns)], "").stdout;
    let usual = sandbox.run(&["list"]).stdout;
    for none in ["0", "", "-1", "wide", "99999999999999999999999"] {
        assert_eq!(told(none), usual, "COLUMNS={none}");
    }
    assert_eq!(told("1"), told("40"));
    assert_eq!(told("99999999999"), told("1000"));
}
