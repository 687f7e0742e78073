//! The pager: what does not fit the screen of 80 by 24.

use crate::sandbox::{Sandbox, project};
use crate::terminal::{CONTROL_C, Terminal};

/// A list of 23 findings, two lines each.
const LONG: [&str; 3] = ["list", "--as-of", "2026-11-24"];

fn paged<'a>(sandbox: &'a Sandbox, args: &[&str], env: &[(&str, &str)]) -> Terminal<'a> {
    let store = project().to_str().unwrap();
    Terminal::run_with(sandbox, args, &[&[("IRR_STORE", store)], env].concat(), None)
}

#[test]
fn a_list_that_does_not_fit_the_screen_goes_to_the_pager() {
    let sandbox = Sandbox::bare();
    let marked = "sed s/^/paged:/";
    let has_paged = |args: &[&str], env: &[(&str, &str)]| {
        let mut terminal = paged(&sandbox, args, env);
        let end = terminal.end();
        assert!(end.ends_with("--- exit 0"), "{end}");
        terminal.has_written("paged:")
    };
    assert!(has_paged(&LONG, &[("IRR_PAGER", marked)]));
    assert!(has_paged(&["due", "--as-of", "2026-11-24"], &[("IRR_PAGER", marked)]));
    assert!(has_paged(&["explain"], &[("IRR_PAGER", marked)]));
    // One that fits, and what is for programs.
    assert!(!has_paged(&["list", "--as-of", "2026-11-24", "--force", "warwickshire"], &[("IRR_PAGER", marked)]));
    assert!(!has_paged(&[&LONG[..], &["--format", "json"]].concat(), &[("IRR_PAGER", marked)]));
    for flag in ["--no-pager", "--no-input"] {
        assert!(!has_paged(&[&LONG[..], &[flag]].concat(), &[("IRR_PAGER", marked)]), "{flag}");
    }
    for none in [("TERM", "dumb"), ("CI", "true"), ("IRR_PAGER", ""), ("IRR_PAGER", "cat")] {
        assert!(!has_paged(&LONG, &[("IRR_PAGER", marked), none]), "{none:?}");
    }
}

#[test]
fn a_pager_that_is_left_early_or_cannot_be_started_loses_nothing() {
    let sandbox = Sandbox::bare();
    for pager in ["no-such-pager", "no-such-pager -R"] {
        let mut terminal = paged(&sandbox, &LONG, &[("IRR_PAGER", pager)]);
        let end = terminal.end();
        assert!(end.contains("23 findings, 11 of them overdue") && end.ends_with("--- exit 0"), "{pager}: {end}");
    }
    let mut terminal = paged(&sandbox, &[&LONG[..], &["--fail"]].concat(), &[("IRR_PAGER", "head -n 1")]);
    let end = terminal.end();
    assert!(end.contains("address") && !end.contains("23 findings") && end.ends_with("--- exit 1"), "{end}");
}

#[test]
fn control_c_is_for_the_pager() {
    let sandbox = Sandbox::bare();
    // Like less, this one takes Ctrl-C and goes on until it is left. It does not wait in `read`: a signal that comes just before
    // that is told only after the next key.
    let pager = "trap 'echo interrupted; got=1' INT; cat >all.txt; echo reading; until [ \"$got\" ]; do sleep 0.1; done; \
        read -r key </dev/tty; echo left; :";
    let mut terminal = paged(&sandbox, &LONG, &[("IRR_PAGER", pager)]);
    terminal.see("reading");
    terminal.press(CONTROL_C);
    terminal.see("interrupted");
    terminal.press("q\r");
    let end = terminal.end();
    assert!(end.contains("left") && end.ends_with("--- exit 0"), "{end}");
    assert!(sandbox.read("all.txt").contains("23 findings"));
}

#[test]
fn a_repository_cannot_name_a_pager() {
    let sandbox = Sandbox::with_form();
    sandbox.write("irr.yaml", "pager: touch planted\n");
    let mut terminal = Terminal::run(&sandbox, &["validate"]);
    let end = terminal.end();
    assert!(end.contains("irr.yaml:1:1") && end.contains("pager"), "{end}");
    assert!(!sandbox.path("planted").exists());
}
