//! `irr new`

use crate::sandbox::Sandbox;
use insta::assert_snapshot;

const FLAGS: [&str; 9] =
    ["new", "--force", "West Mercia", "--title", "A report on barns", "--published", "2026-04-20", "--body", "pcc"];

#[test]
fn a_draft_is_written_and_its_deadline_shown() {
    let sandbox = Sandbox::new();
    assert_snapshot!(sandbox.run(&FLAGS), @"
    records/west-mercia/2026-04-20-barns.yaml
    --- stderr
    response due Sun 2026-06-14, 44 days from now: 56 days beginning with Mon 2026-04-20
    --- exit 0
    ");
    assert_snapshot!(sandbox.read("records/west-mercia/2026-04-20-barns.yaml"), @"
    # yaml-language-server: $schema=../../schemas/inspection-response.schema.json
    schema_version: 2
    stage: draft
    force: West Mercia
    local_policing_body:
      kind: pcc
    inspection:
      title: A report on barns
      inspectorates: [HMICFRS]
      published: 2026-04-20
    ");
    assert_eq!(sandbox.run(&["validate"]).code, 0);
}

#[test]
fn a_draft_can_be_looked_at_first() {
    let sandbox = Sandbox::new();
    let more = [
        "--holder",
        "A. N. Other",
        "--inspectorate",
        "HMICFRS,HMI Prisons",
        "--kind",
        "joint",
        "--recommendation-count",
        "4",
        "--dry-run",
    ];
    assert_snapshot!(sandbox.run(&[&FLAGS[..], &more].concat()), @"
    # yaml-language-server: $schema=../../schemas/inspection-response.schema.json
    schema_version: 2
    stage: draft
    force: West Mercia
    local_policing_body:
      kind: pcc
      holder: A. N. Other
    inspection:
      title: A report on barns
      inspectorates: [HMICFRS, HMI Prisons]
      kind: joint
      published: 2026-04-20
      recommendation_count: 4
    --- stderr
    response due Sun 2026-06-14, 44 days from now: 56 days beginning with Mon 2026-04-20
    --- exit 0
    ");
    assert!(!sandbox.path("records/west-mercia").exists());
}

#[test]
fn what_is_missing_is_told_all_at_once() {
    assert_snapshot!(Sandbox::new().run(&["new", "--force", "Kent"]), @"
    --- stderr
    error: missing --title, --published and --body
    hint: give it with flags, or set the force and its offices in irr.yaml; on a terminal `irr new` asks for it
    --- exit 2
    ");
}

const OFFICES: &str = "\
force: West Mercia
local_policing_body:
  kind: pcc
  name: West Mercia Police and Crime Commissioner
  holder: A. N. Other
chief_officer:
  title: Commissioner
  name: A. N. Officer
";

#[test]
fn the_force_and_its_offices_come_from_the_settings() {
    let sandbox = Sandbox::new();
    sandbox.write("irr.yaml", OFFICES);
    let flags = ["new", "--title", "A report on barns", "--published", "2026-04-20", "--dry-run"];
    assert_snapshot!(sandbox.run(&flags), @"
    # yaml-language-server: $schema=../../schemas/inspection-response.schema.json
    schema_version: 2
    stage: draft
    force: West Mercia
    local_policing_body:
      kind: pcc
      name: West Mercia Police and Crime Commissioner
      holder: A. N. Other
    chief_officer:
      title: Commissioner
      name: A. N. Officer
    inspection:
      title: A report on barns
      inspectorates: [HMICFRS]
      published: 2026-04-20
    --- stderr
    response due Sun 2026-06-14, 44 days from now: 56 days beginning with Mon 2026-04-20
    --- exit 0
    ");
}

#[test]
fn the_offices_that_are_set_are_not_another_forces() {
    let sandbox = Sandbox::new();
    sandbox.write("irr.yaml", OFFICES);
    let flags = ["new", "--title", "A report on barns", "--published", "2026-04-20", "--dry-run", "--force", "Kent"];
    assert_snapshot!(sandbox.run(&flags), @"
    --- stderr
    error: missing --body
    hint: give it with flags (for Kent `--body pcc`), or set the force and its offices in irr.yaml; on a terminal `irr new` asks for it
    --- exit 2
    ");
    assert_snapshot!(sandbox.run(&[&flags[..], &["--body", "mayor"]].concat()), @"
    # yaml-language-server: $schema=../../schemas/inspection-response.schema.json
    schema_version: 2
    stage: draft
    force: Kent
    local_policing_body:
      kind: mayor
    inspection:
      title: A report on barns
      inspectorates: [HMICFRS]
      published: 2026-04-20
    --- stderr
    response due Sun 2026-06-14, 44 days from now: 56 days beginning with Mon 2026-04-20
    --- exit 0
    ");
}

#[test]
fn a_name_without_letters_makes_no_record() {
    assert_snapshot!(Sandbox::new().run(&["new", "--force", "!!!", "--title", "x", "--published", "2026-04-20", "--body", "pcc"]), @"
    --- stderr
    error: `!!!` is not a police force or fire service that irr knows
    hint: if the name is right, list it under `forces:` in irr.yaml, or use --anyway
    --- exit 2
    ");
}

#[cfg(unix)]
mod on_a_terminal {
    use super::*;
    use crate::terminal::{BACKSPACE, CONTROL_C, DOWN, ENTER, ESCAPE, TAB, Terminal};

    /// A store with two records of one force and one of another, and one that cannot be read.
    fn sandbox() -> Sandbox {
        let sandbox = Sandbox::new();
        let west_mercia = ["new", "--anyway", "--force", "West Mercia", "--body", "pcc", "--inspectorate", "HMICFRS,HMI Prisons"];
        let chief = ["--chief-officer", "A. N. Officer", "--chief-officer-title", "Temporary Chief Constable"];
        let old = ["--title", "Ploughs", "--published", "2024-02-01", "--holder", "The Old Holder"];
        let new = ["--title", "Harrows", "--published", "2025-02-01", "--holder", "A. N. Other"];
        assert_eq!(sandbox.run(&[&west_mercia[..], &chief, &old].concat()).code, 0);
        assert_eq!(sandbox.run(&[&west_mercia[..], &chief, &new].concat()).code, 0);
        let kent = ["new", "--anyway", "--force", "Kent", "--body", "pfcc", "--title", "Hops", "--published", "2025-03-01"];
        assert_eq!(sandbox.run(&kent).code, 0);
        sandbox.write("records/kent/2025-04-01-broken.yaml", "force: [\n");
        sandbox
    }

    #[test]
    fn each_question_is_answered_and_the_record_is_what_flags_would_make() {
        let sandbox = sandbox();
        let mut terminal = Terminal::run(&sandbox, &["new"]);
        terminal.answer("Force:", "Wes");
        terminal.answer("Force: Wes", TAB);
        terminal.answer("Force: West Mercia", ENTER);
        terminal.answer("Title:", &format!("A report on barns{ENTER}"));
        terminal.answer("Published:", &format!("31/02/2026{ENTER}"));
        terminal.see("there is no date `31/02/2026`");
        terminal.press(&BACKSPACE.repeat(10));
        terminal.answer("Published:", &format!("03/12/2026{ENTER}"));
        terminal.see("could be Thursday 3 December 2026");
        assert_snapshot!(terminal.seen(), @"
        ? Force: West Mercia
        ? Title: A report on barns
        ? Published: 03/12/2026
          `03/12/2026` could be Thursday 3 December 2026 or Thursday 12 March 2026: write 2026-12-03 or 2026-03-12
        ");
        terminal.press(&BACKSPACE.repeat(10));
        terminal.answer("Published:", &format!("20 April 2026{ENTER}"));
        terminal.answer("Local policing body:", "");
        terminal.see("> Police and Crime Commissioner");
        assert_snapshot!(terminal.seen(), @"
        ? Force: West Mercia
        ? Title: A report on barns
        ? Published: 20 April 2026
          Monday 20 April 2026
          response due Sun 2026-06-14, 44 days from now
        ? Local policing body:  
        > Police and Crime Commissioner (PCC)
          Police, Fire and Crime Commissioner (PFCC)
          Mayor
          Mayor's Office for Policing and Crime (MOPAC)
          Common Council
          British Transport Police Authority
          Fire and Rescue Authority
          Another body
        [type to filter, Enter to choose, Esc to leave]
        ");
        terminal.press(ENTER);
        terminal.answer("Who holds that office:", "");
        terminal.see("The Old Holder");
        assert_snapshot!(terminal.seen(), @"
        ? Force: West Mercia
        ? Title: A report on barns
        ? Published: 20 April 2026
          Monday 20 April 2026
          response due Sun 2026-06-14, 44 days from now
        > Local policing body: Police and Crime Commissioner (PCC)
        ? Who holds that office:   [Tab: A. N. Other, The Old Holder; Enter skips]
        ");
        terminal.press(&format!("{DOWN}{ENTER}"));
        terminal.answer("Chief officer:", &format!("{DOWN}{ENTER}"));
        terminal.answer("Inspectorates:", ENTER);
        terminal.answer("Kind of inspection:", "them");
        terminal.answer("Kind of inspection: them", ENTER);
        terminal.answer("Web address:", ENTER);
        terminal.answer("Recommendations in the whole report:", &format!("x4{ENTER}"));
        terminal.see("`x4` is not a number");
        terminal.press(&format!("{}4{ENTER}", BACKSPACE.repeat(2)));
        terminal.answer("Write this record?", "");
        assert_snapshot!(terminal.seen(), @"
        ? Web address: 
        ? Recommendations in the whole report: 4

        records/west-mercia/2026-04-20-barns.yaml

            schema_version: 2
            stage: draft
            force: West Mercia
            local_policing_body:
              kind: pcc
              holder: A. N. Other
            chief_officer:
              title: Temporary Chief Constable
              name: A. N. Officer
            inspection:
              title: A report on barns
              inspectorates: [HMICFRS]
              kind: thematic
              published: 2026-04-20
              recommendation_count: 4

        response due Sun 2026-06-14, 44 days from now

        ? Write this record? (Y/n)
        ");
        terminal.press(ENTER);
        let end = terminal.end();
        assert!(terminal.is_coloured());
        let next = "next: add what is recommended: irr add west-mercia/2026-04-20-barns, or irr import REPORT";
        assert!(end.contains(&format!("\nrecords/west-mercia/2026-04-20-barns.yaml\n{next}")), "{end}");
        assert!(end.ends_with("--- exit 0"), "{end}");
        let asked = sandbox.read("records/west-mercia/2026-04-20-barns.yaml");
        let flags =
            ["--title", "A report on barns", "--published", "2026-04-20", "--holder", "A. N. Other", "--kind", "thematic"];
        let west_mercia =
            ["new", "--anyway", "--force", "West Mercia", "--body", "pcc", "--recommendation-count", "4", "--dry-run"];
        let chief = ["--chief-officer", "A. N. Officer", "--chief-officer-title", "Temporary Chief Constable"];
        assert_eq!(sandbox.run(&[&west_mercia[..], &flags, &chief].concat()).stdout, asked);
    }

    #[test]
    fn what_the_settings_say_is_not_asked() {
        let sandbox = Sandbox::new();
        sandbox.write("irr.yaml", OFFICES);
        let mut terminal = Terminal::run(&sandbox, &["new", "--dry-run"]);
        terminal.answer("Title:", &format!("Hops{ENTER}"));
        terminal.answer("Published:", &format!("2026-04-20{ENTER}"));
        terminal.answer("Inspectorates:", CONTROL_C);
        assert_snapshot!(terminal.end(), @"
        ? Title: Hops
        ? Published: 2026-04-20
          Monday 20 April 2026
          response due Sun 2026-06-14, 44 days from now
        ? Inspectorates: (HMICFRS)   [several with commas]
        cancelled: nothing was written
        what you typed is kept, in .irr/unsaved.md: run the command again and press the Up key
        --- exit 1
        ");
    }

    #[test]
    fn a_way_out_at_any_question_leaves_nothing() {
        for key in [CONTROL_C, ESCAPE] {
            let sandbox = Sandbox::new();
            let mut terminal = Terminal::run(&sandbox, &["new", "--force", "Kent"]);
            terminal.answer("Title:", &format!("Hops{ENTER}"));
            terminal.answer("Published:", key);
            let end = terminal.end();
            assert_eq!(end.lines().last(), Some("--- exit 1"), "{end}");
            assert!(end.contains("\ncancelled: nothing was written"), "{end}");
            assert!(!sandbox.path("records/kent").exists());
        }
    }

    #[test]
    fn a_record_that_is_not_wanted_after_all_is_not_written() {
        let sandbox = Sandbox::new();
        let mut terminal = Terminal::run(&sandbox, &["new", "--force", "Kent", "--title", "Hops", "--published", "2026-04-20"]);
        terminal.answer("Local policing body:", ENTER);
        for question in ["Who holds", "Chief officer:", "Inspectorates:", "Kind of", "Web address", "Recommendations"] {
            terminal.answer(question, ENTER);
        }
        terminal.answer("Write this record?", &format!("n{ENTER}"));
        assert_snapshot!(terminal.end(), @"
        ? Who holds that office: 
        ? Chief officer: 
        ? Inspectorates: (HMICFRS) 
        > Kind of inspection: not stated
        ? Web address: 
        ? Recommendations in the whole report: 

        records/kent/2026-04-20-hops.yaml

            schema_version: 2
            stage: draft
            force: Kent
            local_policing_body:
              kind: pcc
            inspection:
              title: Hops
              inspectorates: [HMICFRS]
              published: 2026-04-20

        response due Sun 2026-06-14, 44 days from now

        > Write this record? No
        cancelled: nothing was written
        --- exit 1
        ");
        assert!(!sandbox.path("records/kent").exists());
    }

    #[test]
    fn a_record_that_is_there_already_is_told_before_more_is_asked() {
        let sandbox = sandbox();
        let mut terminal = Terminal::run(&sandbox, &["new", "--force", "Kent", "--title", "Hops"]);
        terminal.answer("Published:", &format!("2025-03-01{ENTER}"));
        assert_snapshot!(terminal.end(), @"
        ? Published: 2025-03-01
          Saturday 1 March 2025
          response due Fri 2025-04-25, 371 days ago
        error: cannot write SANDBOX/records/kent/2025-03-01-hops.yaml: it already exists
        hint: for the same report, change that record (`irr edit`, `irr import --into`); for another one, use another --slug
        what you typed is kept, in .irr/unsaved.md: run the command again and press the Up key
        --- exit 1
        ");
    }

    #[test]
    fn nothing_is_asked_where_nothing_is_missing_or_nobody_answers() {
        let sandbox = Sandbox::new();
        assert_snapshot!(Terminal::run(&sandbox, &FLAGS).end(), @"
        records/west-mercia/2026-04-20-barns.yaml
        response due Sun 2026-06-14, 44 days from now: 56 days beginning with Mon 2026-04-20
        next: add what is recommended: irr add west-mercia/2026-04-20-barns, or irr import REPORT --into west-mercia/2026-04-20-barns
        --- exit 0
        ");
        assert_snapshot!(Terminal::run(&sandbox, &["new", "--force", "Kent", "--no-input"]).end(), @"
        error: missing --title, --published and --body
        hint: give it with flags, or set the force and its offices in irr.yaml; on a terminal `irr new` asks for it
        --- exit 2
        ");
        assert_snapshot!(Terminal::run_with(&sandbox, &["new", "--force", "Kent"], &[("TERM", "dumb")], None).end(), @"
        error: missing --title, --published and --body
        hint: give it with flags, or set the force and its offices in irr.yaml; on a terminal `irr new` asks for it
        --- exit 2
        ");
    }

    /// Questions are words, and words go to the error stream; colour is only where it is wanted.
    #[test]
    fn the_standard_output_has_data_only_and_no_colour_is_none() {
        let sandbox = Sandbox::new();
        let stdout = std::fs::File::create(sandbox.path("stdout")).unwrap();
        let args = ["new", "--force", "Kent", "--title", "Hops", "--body", "pcc", "--dry-run"];
        let mut terminal = Terminal::run_with(&sandbox, &args, &[("NO_COLOR", "1")], Some(stdout.into()));
        terminal.answer("Published:", &format!("2026-04-20{ENTER}"));
        for question in ["Who holds", "Chief officer:", "Inspectorates:", "Kind of", "Web address", "Recommendations"] {
            terminal.answer(question, ENTER);
        }
        assert_snapshot!(terminal.end(), @"
        ? Published: 2026-04-20
          Monday 20 April 2026
          response due Sun 2026-06-14, 44 days from now
        ? Who holds that office: 
        ? Chief officer: 
        ? Inspectorates: (HMICFRS) 
        > Kind of inspection: not stated
        ? Web address: 
        ? Recommendations in the whole report: 
        response due Sun 2026-06-14, 44 days from now: 56 days beginning with Mon 2026-04-20
        what you typed is kept, in .irr/unsaved.md: run the command again and press the Up key
        --- exit 0
        ");
        assert!(!terminal.is_coloured());
        assert_snapshot!(sandbox.read("stdout"), @"
        # yaml-language-server: $schema=../../schemas/inspection-response.schema.json
        schema_version: 2
        stage: draft
        force: Kent
        local_policing_body:
          kind: pcc
        inspection:
          title: Hops
          inspectorates: [HMICFRS]
          published: 2026-04-20
        ");
    }
}

/// What a dry run shows is what would happen.
#[test]
fn a_dry_run_refuses_what_would_be_refused() {
    let sandbox = Sandbox::new();
    let args = ["new", "--force", "Kent", "--body", "pcc", "--title", "A report on barns", "--published", "2027-05-01"];
    let (dry, wet) = (sandbox.run(&[&args[..], &["--dry-run"]].concat()), sandbox.run(&args));
    assert_eq!((dry.code, wet.code), (1, 1), "{dry}\n{wet}");
    assert!(dry.stdout.contains("published: 2027-05-01") && dry.stderr.contains("error[report-in-future]"), "{dry}");
    // Without a records folder there is nothing to check it against.
    assert_eq!(Sandbox::bare().run(&[&args[..7], &["--published", "2026-04-20", "--dry-run"]].concat()).code, 0);
}
