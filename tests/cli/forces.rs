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
    error: `Kant` is not a police force or fire service that irr knows
    hint: did you mean `Kent`? If the name is right, list it under `forces:` in irr.yaml, or use --anyway
    --- exit 2
    ");
    assert_snapshot!(new(&sandbox, &["--force", "Kent Police"]), @"
    records/kent/2026-04-20-barns.yaml
    --- stderr
    `Kent Police` is written as Kent, the force's usual name
    response due Sun 2026-06-14, 44 days from now: 56 days beginning with Mon 2026-04-20
    --- exit 0
    ");
    assert_snapshot!(new(&sandbox, &["--force", "the Met", "--dry-run"]).to_string().lines().take(4).collect::<Vec<_>>().join("\n"), @"
    # yaml-language-server: $schema=../../schemas/inspection-response.schema.json
    schema_version: 2
    stage: draft
    force: Metropolitan
    ");
    assert_snapshot!(new(&sandbox, &["--force", "Ruritania", "--anyway"]), @"
    records/ruritania/2026-04-20-barns.yaml
    --- stderr
    response due Sun 2026-06-14, 44 days from now: 56 days beginning with Mon 2026-04-20
    --- exit 0
    ");
    // What was written all the same is told for as long as nobody lists it.
    assert_snapshot!(sandbox.run(&["validate", "--format", "lines", "--rule", "unknown-force"]), @"
    records/ruritania/2026-04-20-barns.yaml:4:8: warning[unknown-force] `Ruritania` is not a police force or fire service that irr knows
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
    error: `Kant` is not a police force or fire service that irr knows
    hint: did you mean `Kent`? If the name is right, list it under `forces:` in irr.yaml, or use --anyway
    --- exit 2
    ");
    assert!(sandbox.path("records/kent/2026-04-20-barns.yaml").exists());
    assert_snapshot!(sandbox.run(&["set", "barns", "force=Surrey Police"]), @"
    kent/2026-04-20-barns: force=Surrey Police; renamed to surrey/2026-04-20-barns
    --- stderr
    `Surrey Police` is written as Surrey, the force's usual name
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
    because: `Kant` is not a police force or fire service that irr knows
    hint: did you mean `Kent`? If the name is right, list it under `forces:` in irr.yaml, or use --anyway
    --- exit 2
    ");
    assert_snapshot!(sandbox.run_with(&["import", "-", "--force", "Kemt"], &[], &form("Kant")), @"
    --- stderr
    error: cannot import standard input
    because: `Kemt` is not a police force or fire service that irr knows
    hint: did you mean `Kent`? If the name is right, list it under `forces:` in irr.yaml, or use --anyway
    --- exit 2
    ");
    assert!(!sandbox.path("records/kant").exists());
    assert_eq!(sandbox.run_with(&["import", "-", "--force", "Kent"], &[], &form("Kant")).code, 0);
    assert_eq!(sandbox.run_with(&["import", "-"], &[], &form("Devon & Cornwall Police")).code, 0);
    assert!(sandbox.path("records/devon-and-cornwall/2026-04-20-subject.yaml").exists());
    assert_snapshot!(sandbox.run(&["init", "office", "--force", "Kant", "--no-git"]), @"
    --- stderr
    error: `Kant` is not a police force or fire service that irr knows
    hint: did you mean `Kent`? If the name is right, list it under `forces:` in irr.yaml, or use --anyway
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
        terminal.answer("Which force?", &format!("neither{ENTER}"));
        terminal.end();
        assert!(!sandbox.path("records/kant").exists());
        let mut terminal = Terminal::run(&sandbox, &args);
        terminal.answer("Which force?", &format!("typed{ENTER}"));
        terminal.end();
        assert!(sandbox.path("records/kant/2026-04-20-barns.yaml").exists());
    }
}

#[test]
fn the_chief_officer_the_body_and_the_inspectorate_are_those_of_the_force_and_of_the_day() {
    let sandbox = Sandbox::new();
    let made = |force: &str, published: &str, body: &str| {
        let flags = ["new", "--title", "A report on barns", "--published", published, "--force", force, "--body", body];
        sandbox.run(&[&flags[..], &["--chief-officer", "A. N. Officer", "--dry-run"]].concat()).stdout
    };
    assert!(made("Met", "2025-05-16", "mopac").contains("title: Commissioner of Police of the Metropolis"));
    let city = made("City of London Police", "2025-05-16", "common_council");
    assert!(city.contains("title: Commissioner of Police for the City of London"), "{city}");
    assert!(made("W. Midlands", "2017-07-18", "pcc").contains("title: Chief Constable"));
    assert!(made("Kent", "2017-07-18", "pcc").contains("inspectorates: [HMIC]"));
    assert!(made("Kent", "2017-07-19", "pcc").contains("inspectorates: [HMICFRS]"));
    let missing = ["new", "--title", "A report on barns", "--published", "2025-05-16", "--force", "West Yorkshire"];
    assert!(sandbox.run(&missing).stderr.contains("(for West Yorkshire `--body mayor`)"));
}

#[test]
fn a_record_by_another_name_of_the_force_is_found_grouped_and_in_its_folder() {
    let sandbox = Sandbox::new();
    let record = |force: &str, title: &str| {
        format!(
            "schema_version: 1\nstage: draft\nforce: {force}\nlocal_policing_body:\n  kind: pcc\ninspection:\n  title: {title}\n  \
             published: 2026-04-20\nrecommendations:\n  - ref: \"1\"\n    text: |\n      Chief constables should plan.\n    target: 2026-12-01\n"
        )
    };
    sandbox.write("records/avon-somerset/2026-04-20-barns.yaml", &record("Avon & Somerset", "Barns"));
    sandbox.write("records/avon-and-somerset/2026-04-20-fences.yaml", &record("Avon & Somerset", "Fences"));
    sandbox.write("records/avon-and-somerset/2026-04-20-hay.yaml", &record("Avon and Somerset", "Hay"));
    sandbox.write("records/kent/2026-04-20-hay.yaml", &record("Kent", "Hay"));
    let refs = |flags: &[&str]| {
        let run = sandbox.run(&[&["list", "--columns", "record,ref", "--format", "csv"], flags].concat());
        assert!(run.code == 0 && run.stderr.is_empty(), "{flags:?}: {}", run.stderr);
        run.stdout.lines().count() - 1
    };
    for name in ["Avon & Somerset", "avon and somerset", "Avon & Somerset Constabulary"] {
        assert_eq!(refs(&["--force", name]), 3, "{name}");
        assert_eq!(refs(&["--where", &format!("force = '{name}'")]), 3, "{name}");
        assert_eq!(refs(&["--where", &format!("force != '{name}'")]), 1, "{name}");
    }
    let due = sandbox.run(&["due", "--force", "Avon & Somerset Police", "--format", "csv"]);
    assert_eq!(due.code, 0, "{}", due.stderr);
    let paper = sandbox.run(&["summary", "--format", "markdown", "--section", "by_force"]).stdout;
    assert!(paper.contains("| Avon and Somerset |") && !paper.contains("&"), "{paper}");
    assert_snapshot!(sandbox.run(&["validate", "--format", "lines", "--rule", "unknown-force,path-disagrees-with-content"]), @"
    records/avon-and-somerset/2026-04-20-fences.yaml:3:8: warning[unknown-force] the usual name of the force `Avon & Somerset` is Avon and Somerset
    records/avon-somerset/2026-04-20-barns.yaml:3:8: warning[unknown-force] the usual name of the force `Avon & Somerset` is Avon and Somerset
    --- stderr
    --- exit 0
    ");
    assert_snapshot!(sandbox.run(&["set", "barns", "force=Avon and Somerset"]), @"
    avon-somerset/2026-04-20-barns: force=Avon and Somerset; renamed to avon-and-somerset/2026-04-20-barns
    --- stderr
    --- exit 0
    ");
}
