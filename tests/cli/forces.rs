//! Forces by their usual names: a typing error makes no new one.

use crate::sandbox::{Run, Sandbox};
use insta::assert_snapshot;

const BARNS: [&str; 7] = ["new", "--title", "A report on barns", "--published", "2026-04-20", "--body", "pcc"];

fn new(sandbox: &Sandbox, more: &[&str]) -> Run {
    sandbox.run(&[&BARNS[..], more].concat())
}

#[test]
fn a_force_is_written_by_its_usual_name_and_a_typing_error_is_refused() {
    let sandbox = Sandbox::new();
    assert_snapshot!(new(&sandbox, &["--force", "Kant"]), @"
    --- stderr
    error: `Kant` is no police force or fire service that irr knows
    hint: did you mean `Kent`? If the name is right, list it under `forces:` in irr.yaml, or say --anyway
    --- exit 2
    ");
    assert_snapshot!(new(&sandbox, &["--force", "Kent Police"]), @"
    SANDBOX/records/kent/2026-04-20-barns.yaml
    --- stderr
    `Kent Police` is the force Kent, and is written so
    response due Sun 2026-06-14, 44 days from now: 56 days beginning with Mon 2026-04-20
    --- exit 0
    ");
    assert_snapshot!(new(&sandbox, &["--force", "the Met", "--dry-run"]).to_string().lines().take(4).collect::<Vec<_>>().join("\n"), @"
    # yaml-language-server: $schema=../../schemas/inspection-response.schema.json
    schema_version: 1
    stage: draft
    force: Metropolitan
    ");
    assert_snapshot!(new(&sandbox, &["--force", "Ruritania", "--anyway"]), @"
    SANDBOX/records/ruritania/2026-04-20-barns.yaml
    --- stderr
    response due Sun 2026-06-14, 44 days from now: 56 days beginning with Mon 2026-04-20
    --- exit 0
    ");
    // What was written all the same is told for as long as nobody lists it.
    assert_snapshot!(sandbox.run(&["validate", "--format", "lines", "--rule", "unknown-force"]), @"
    records/ruritania/2026-04-20-barns.yaml:4:8: warning[unknown-force] `Ruritania` is no police force or fire service that irr knows
    --- stderr
    --- exit 0
    ");
    sandbox.write("irr.yaml", "forces: [Ruritania]\n");
    assert_snapshot!(sandbox.run(&["validate", "--format", "lines", "--rule", "unknown-force"]), @"
    --- stderr
    --- exit 0
    ");
    assert_eq!(new(&sandbox, &["--force", "ruritania", "--slug", "hay"]).code, 0);
    assert!(sandbox.path("records/ruritania/2026-04-20-hay.yaml").exists());
}

#[test]
fn a_record_changes_its_force_only_to_one_that_is_known() {
    let sandbox = Sandbox::new();
    new(&sandbox, &["--force", "Kent"]);
    assert_snapshot!(sandbox.run(&["set", "barns", "force=Kant"]), @"
    --- stderr
    error: `Kant` is no police force or fire service that irr knows
    hint: did you mean `Kent`? If the name is right, list it under `forces:` in irr.yaml, or say --anyway
    --- exit 2
    ");
    assert!(sandbox.path("records/kent/2026-04-20-barns.yaml").exists());
    assert_snapshot!(sandbox.run(&["set", "barns", "force=Surrey Police"]), @"
    kent/2026-04-20-barns: force=Surrey Police; it is surrey/2026-04-20-barns now
    --- stderr
    `Surrey Police` is the force Surrey, and is written so
    --- exit 0
    ");
    assert!(sandbox.path("records/surrey/2026-04-20-barns.yaml").exists());
    assert_eq!(sandbox.run(&["set", "barns", "force=Kant", "--anyway"]).code, 0);
    assert!(sandbox.path("records/kant/2026-04-20-barns.yaml").exists());
}

#[test]
fn a_documents_force_is_known_or_said_and_a_store_begins_with_one_that_is() {
    let sandbox = Sandbox::new();
    let form = |force: &str| {
        format!("Force: {force}\n\nTitle of inspection: A subject\n\nPCC: A. N. Other\n\nPublished date: 20 April 2026\n")
    };
    assert_snapshot!(sandbox.run_with(&["import", "-"], &[], &form("Kant")), @"
    --- stderr
    error: cannot import standard input
    because: `Kant` is no police force or fire service that irr knows
    hint: did you mean `Kent`? If the name is right, list it under `forces:` in irr.yaml, or say --anyway
    --- exit 2
    ");
    assert_snapshot!(sandbox.run_with(&["import", "-", "--force", "Kemt"], &[], &form("Kant")), @"
    --- stderr
    error: cannot import standard input
    because: `Kemt` is no police force or fire service that irr knows
    hint: did you mean `Kent`? If the name is right, list it under `forces:` in irr.yaml, or say --anyway
    --- exit 2
    ");
    assert!(!sandbox.path("records/kant").exists());
    assert_eq!(sandbox.run_with(&["import", "-", "--force", "Kent"], &[], &form("Kant")).code, 0);
    assert_eq!(sandbox.run_with(&["import", "-"], &[], &form("Devon & Cornwall Police")).code, 0);
    assert!(sandbox.path("records/devon-and-cornwall/2026-04-20-subject.yaml").exists());
    assert_snapshot!(sandbox.run(&["init", "office", "--force", "Kant", "--no-git"]), @"
    --- stderr
    error: `Kant` is no police force or fire service that irr knows
    hint: did you mean `Kent`? If the name is right, list it under `forces:` in irr.yaml, or say --anyway
    --- exit 2
    ");
    assert!(!sandbox.path("office").exists());
    assert_eq!(sandbox.run(&["init", "office", "--force", "Ruritania", "--anyway", "--no-git"]).code, 0);
    let settings = sandbox.read("office/irr.yaml");
    assert!(settings.contains("\nforce: Ruritania\n") && settings.contains("\nforces:\n  - Ruritania\n"), "{settings}");
}

#[cfg(unix)]
mod on_a_terminal {
    use super::*;
    use crate::terminal::{ENTER, Terminal};

    #[test]
    fn a_force_that_nobody_knows_is_asked_about() {
        let sandbox = Sandbox::new();
        let args = [&BARNS[..], &["--force", "Kant"]].concat();
        let mut terminal = Terminal::run(&sandbox, &args);
        terminal.answer("Write `Kant` all the same?", &format!("n{ENTER}"));
        terminal.end();
        assert!(!sandbox.path("records/kant").exists());
        let mut terminal = Terminal::run(&sandbox, &args);
        terminal.answer("Write `Kant` all the same?", &format!("y{ENTER}"));
        terminal.end();
        assert!(sandbox.path("records/kant/2026-04-20-barns.yaml").exists());
    }
}
