//! The line that a terminal shows while work takes long. The work here waits until the test has seen the line, or the test is
//! over.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::process::Command;

use insta::assert_snapshot;

use crate::sandbox::Sandbox;
use crate::terminal::{ENTER, Terminal};

/// The form's record.
const RECORD: &str = "records/kent/2025-05-16-stolen-tractors.yaml";
const PRINTING: &str = "a browser prints the page";

/// A program in the sandbox.
fn program(sandbox: &Sandbox, name: &str, script: &str) -> String {
    sandbox.write(name, &format!("#!/bin/sh\n{script}\n"));
    fs::set_permissions(sandbox.path(name), fs::Permissions::from_mode(0o755)).unwrap();
    sandbox.path(name).to_str().unwrap().to_owned()
}

/// Waits until the test says `go`; a test that failed takes the folder away, and nobody waits for ever.
const WAIT: &str = r#"while [ -d records ] && ! [ -e go ]; do sleep 0.02; done"#;

#[test]
fn a_browser_that_takes_its_time_is_told_and_the_error_stands_alone_afterwards() {
    let sandbox = Sandbox::with_form();
    let browser = program(&sandbox, "browser", &format!("{WAIT}; echo 'no paper left' >&2; exit 3"));
    let args = ["render", "tractors", "--format", "pdf", "-o", "form.pdf"];
    let mut terminal = Terminal::run_with(&sandbox, &args, &[("IRR_BROWSER", &browser)], None);
    terminal.see(PRINTING);
    sandbox.write("go", "");
    assert_snapshot!(terminal.end(), @"
    error: cannot print a PDF with SANDBOX/browser
    because: exit status: 3: no paper left
    hint: name another browser with IRR_BROWSER; or render html, and print that
    --- exit 2
    ");
}

#[test]
fn a_document_that_is_long_in_coming_is_named_with_how_many_there_are() {
    let sandbox = Sandbox::with_form();
    let form = sandbox.run(&["render", "tractors", "--format", "text"]).stdout;
    for name in ["first", "second"] {
        assert!(Command::new("mkfifo").arg(sandbox.path(name)).status().unwrap().success());
    }
    let mut terminal = Terminal::run(&sandbox, &["import", "--format", "json", "--dry-run", "first", "second"]);
    terminal.see("reading first: 1 of 2");
    fs::write(sandbox.path("first"), "Dear all, this is no response.").unwrap();
    terminal.see("reading second: 2 of 2");
    // What the first came to is told, and the line stands below it.
    assert!(terminal.seen().starts_with("error: cannot import first"), "{}", terminal.seen());
    fs::write(sandbox.path("second"), form).unwrap();
    assert!(!terminal.end().contains("reading"), "{}", terminal.seen());
}

#[test]
fn a_question_stands_alone_after_the_line() {
    let sandbox = Sandbox::with_form();
    let form = sandbox.run(&["render", "tractors", "--format", "markdown"]).stdout;
    assert!(Command::new("mkfifo").arg(sandbox.path("later.md")).status().unwrap().success());
    let mut terminal = Terminal::run(&sandbox, &["import", "--replace", "--into", "tractors", "later.md"]);
    terminal.see("reading later.md");
    fs::write(sandbox.path("later.md"), form.replace("Inspectors looked", "They looked")).unwrap();
    terminal.see("write it? (Y");
    assert!(!terminal.seen().contains("reading later.md"), "{}", terminal.seen());
    terminal.press(&format!("n{ENTER}"));
    let seen = terminal.end();
    assert!(seen.contains("\nnothing was written\n") && !seen.contains("reading later.md"), "{seen}");
}

#[test]
fn that_git_is_asked_is_told() {
    let sandbox = Sandbox::with_form();
    sandbox.commit();
    let path = std::env::var("PATH").unwrap();
    let slow = format!("{WAIT}; PATH='{path}' exec git \"$@\"");
    program(&sandbox, "bin/git", &slow);
    let path = format!("{}:{path}", sandbox.path("bin").display());
    let mut terminal = Terminal::run_with(&sandbox, &["validate", "--against", "HEAD", "-q"], &[("PATH", &path)], None);
    terminal.see("asking git what has changed");
    sandbox.write("go", "");
    assert!(!terminal.end().contains("asking git"), "{}", terminal.seen());
}

/// How many records take long depends on the machine: more and more of them, until they do.
#[test]
fn many_records_are_counted_while_they_are_read_and_judged() {
    let sandbox = Sandbox::with_form();
    let record = sandbox.read(RECORD);
    let one_core = [("RAYON_NUM_THREADS", "1"), ("NO_COLOR", "1")];
    let is_counted = |many: usize| {
        for number in 1..many {
            sandbox.write(&format!("records/surrey/2025-05-16-{number}.yaml"), &record);
        }
        let mut terminal = Terminal::run_with(&sandbox, &["list", "--where", "days_overdue > 99999"], &one_core, None);
        assert_eq!(terminal.end(), "Nothing matches on Fri 2026-05-01.\n--- exit 0");
        assert!(!terminal.is_coloured());
        terminal.has_written("- reading the records: ") && terminal.has_written(&format!(" of {many}"))
    };
    assert!([600, 2_400, 9_600].into_iter().any(is_counted));
    let mut terminal = Terminal::run_with(&sandbox, &["validate", "--rule", "overdue", "-q"], &one_core, None);
    assert!(!terminal.end().contains("the records"));
    assert!(terminal.has_written("reading the records: "));
}

#[test]
fn work_that_is_quick_shows_nothing() {
    let sandbox = Sandbox::with_form();
    let mut terminal = Terminal::run(&sandbox, &["list"]);
    assert!(terminal.end().ends_with("--- exit 0"));
    assert!(!terminal.has_written("reading") && !terminal.has_written("\x1b[2K"));
}

#[test]
fn nothing_is_shown_where_nobody_looks() {
    let sandbox = Sandbox::with_form();
    let browser = program(&sandbox, "browser", "sleep 1; exit 3");
    let args = ["render", "tractors", "--format", "pdf", "-o", "form.pdf"];
    let no_input = [&args[..], &["--no-input"]].concat();
    let run = |args: &[&str], more: (&'static str, &'static str)| {
        Terminal::run_with(&sandbox, args, &[("IRR_BROWSER", &browser), more], None)
    };
    // Side by side, for each takes a second. The last shows that a second is long enough.
    let mut dumb = run(&args, ("TERM", "dumb"));
    let mut job = run(&args, ("CI", "true"));
    let mut unasked = run(&no_input, ("CI", ""));
    let mut watched = run(&args, ("CI", "false"));
    let piped = sandbox.run_with(&args, &[("IRR_BROWSER", &browser)], "");
    for terminal in [&mut dumb, &mut job, &mut unasked, &mut watched] {
        assert!(terminal.end().ends_with("--- exit 2"));
    }
    assert_eq!([&dumb, &job, &unasked, &watched].map(|terminal| terminal.has_written(PRINTING)), [false, false, false, true]);
    assert!(!piped.to_string().contains(PRINTING) && piped.code == 2, "{piped}");
}
