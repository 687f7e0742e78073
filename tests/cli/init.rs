//! `irr init`

use crate::sandbox::Sandbox;
use insta::assert_snapshot;

#[test]
fn a_store_is_made_once_and_what_is_there_stays() {
    let sandbox = Sandbox::bare();
    sandbox.write(".gitattributes", "*.png binary\n");
    assert_snapshot!(sandbox.run(&["init", "--ci", "github"]), @"
    wrote schemas/inspection-response.schema.json
    wrote schemas/settings.schema.json
    wrote irr.yaml
    kept  .gitattributes
    wrote .pre-commit-config.yaml
    wrote .github/workflows/inspection-responses.yml
    --- stderr
    to check the records at each commit, run `pre-commit install`
    next: create the first record with `irr new` or `irr import FILE`
    --- exit 0
    ");
    assert_eq!(sandbox.read(".gitattributes"), "*.png binary\n");
    assert_snapshot!(sandbox.run(&["init", "--ci", "gitlab"]), @"
    kept  schemas/inspection-response.schema.json
    kept  schemas/settings.schema.json
    kept  irr.yaml
    kept  .gitattributes
    kept  .pre-commit-config.yaml
    kept  .github/workflows/inspection-responses.yml
    wrote .gitlab-ci.yml
    --- stderr
    to check the records at each commit, run `pre-commit install`
    next: create the first record with `irr new` or `irr import FILE`
    --- exit 0
    ");
}

/// A store that waits for its first record can be committed, and its first record judged.
#[test]
fn a_new_store_is_judged_from_its_first_commit_on() {
    let sandbox = Sandbox::bare();
    sandbox.run(&["init"]);
    let hook = ["validate", "--changed", "HEAD", "--against", "HEAD"];
    sandbox.git(&["init", "-q"]);
    assert_snapshot!(sandbox.run(&hook), @"
    0 records: no problems.
    --- stderr
    --- exit 0
    ");
    sandbox.commit();
    assert_eq!(sandbox.run(&hook).code, 0);
    sandbox.run(&["new", "--force", "Kent", "--title", "Inspection of tractors", "--published", "2026-04-20", "--body", "pcc"]);
    sandbox.git(&["add", "-A"]);
    assert_snapshot!(sandbox.run(&hook), @"
    warning: tractors: the last lawful day, Sun 2026-06-14, is a Sunday, which does not move it
        plan to publish before it (irr explain deadline-not-working-day)

    0 errors and 1 warning in 1 record.
    `irr validate --verbose` shows each problem in its file.
    --- stderr
    --- exit 0
    ");
}

#[test]
fn the_jobs_build_the_version_of_irr_that_wrote_them() {
    let version = env!("CARGO_PKG_VERSION");
    for (forge, job, line) in [
        ("github", ".github/workflows/inspection-responses.yml", format!("vars.IRR_VERSION || '{version}'")),
        ("gitlab", ".gitlab-ci.yml", format!("IRR_VERSION: \"{version}\"")),
    ] {
        let sandbox = Sandbox::new();
        assert_eq!(sandbox.run(&["init", "--ci", forge]).code, 0);
        assert!(sandbox.read(job).contains(&line), "{job} has no {line}");
    }
}

#[test]
fn a_workflow_names_each_action_by_its_commit_and_keeps_no_credentials() {
    let sandbox = Sandbox::new();
    assert_eq!(sandbox.run(&["init", "--ci", "github"]).code, 0);
    let workflow = sandbox.read(".github/workflows/inspection-responses.yml");
    let is_commit = |name: &str| name.len() == 40 && name.chars().all(|digit| digit.is_ascii_hexdigit());
    let actions: Vec<&str> = workflow.lines().filter_map(|line| line.split_once("uses: ")).map(|(_, action)| action).collect();
    assert!(actions.len() > 5);
    for action in actions {
        let commit = action.split_once('@').and_then(|(_, rest)| rest.split(' ').next());
        assert!(commit.is_some_and(is_commit), "{action} can be moved to other code");
    }
    assert!(workflow.contains("persist-credentials: false"));
    assert!(workflow.contains("  merge_group:\n"), "a merge queue would wait for ever");
}

#[test]
fn a_repository_whose_default_branch_is_still_called_master_has_a_job_that_runs() {
    let sandbox = Sandbox::new();
    assert_eq!(sandbox.run(&["init", "--ci", "github"]).code, 0);
    let workflow = sandbox.read(".github/workflows/inspection-responses.yml");
    assert!(workflow.contains("branches: [main, master]"), "{workflow}");
    assert!(workflow.contains("(github.ref == 'refs/heads/main' || github.ref == 'refs/heads/master')"), "{workflow}");
}

#[test]
fn in_a_folder_of_a_repository_hooks_and_jobs_go_to_its_root_and_name_the_folder() {
    let sandbox = Sandbox::bare();
    assert_snapshot!(sandbox.run(&["init", "policing", "--ci", "gitlab"]), @"
    wrote policing/schemas/inspection-response.schema.json
    wrote policing/schemas/settings.schema.json
    wrote policing/irr.yaml
    wrote policing/.gitattributes
    wrote .pre-commit-config.yaml
    wrote .gitlab-ci.yml
    --- stderr
    to check the records at each commit, run `pre-commit install`
    next, in policing: create the first record with `irr new` or `irr import FILE`
    --- exit 0
    ");
    assert!(sandbox.read(".pre-commit-config.yaml").contains("entry: irr validate --store policing --changed HEAD"));
    assert!(sandbox.read(".pre-commit-config.yaml").contains("files: ^policing/records/"));
    assert_eq!(sandbox.run(&["init", "policing", "--ci", "github"]).code, 0);
    for job in [".gitlab-ci.yml", ".github/workflows/inspection-responses.yml"] {
        let text = sandbox.read(job);
        for command in ["fmt", "validate", "summary", "export", "list"] {
            assert!(text.contains(&format!("irr {command} --store policing --")), "{job}: {command}");
            assert_eq!(
                text.matches(&format!("irr {command} --")).count(),
                text.matches(&format!("irr {command} --store")).count()
            );
        }
        assert!(text.contains("policing/records/**/*.yaml"));
    }
}

#[test]
fn the_force_and_its_offices_are_set_and_read_back_and_an_irr_yaml_is_never_changed() {
    let sandbox = Sandbox::bare();
    let chief = ["--chief-officer", "Chief: #1", "--chief-officer-title", "Commissioner"];
    let flags = ["init", "--anyway", "--force", "No", "--body", "mayor", "--holder", "A. \"N.\" Other"];
    assert_eq!(sandbox.run(&[&flags[..], &chief].concat()).code, 0);
    let settings = sandbox.read("irr.yaml");
    assert_snapshot!(settings, @r#"
    # yaml-language-server: $schema=schemas/settings.schema.json
    # Settings for this office's inspection responses. All of them are optional.

    # Your force and its offices, so that `irr new` does not ask for them.
    force: "No"
    local_policing_body:
      kind: mayor
      holder: A. "N." Other
    chief_officer:
      title: Commissioner
      name: "Chief: #1"

    # Forces and fire services that irr does not know: without this, their names are taken for typing errors.
    forces:
      - "No"

    # Names that reports use for you and your force, besides "chief constables", "police forces" and the force's own name.
    # us:
    #   - Violence Reduction Unit

    # Copies of a response must be sent within this many days of its publication; a copy not sent by then is an error.
    # copies_within_days: 7

    # Whether each command that changes records saves its change in git: always, ask (on a terminal) or never. Without this, never.
    # commit: ask

    # Lists that `irr list @monday` shows.
    # lists:
    #   monday:
    #     where: overdue

    # Levels of rules that differ from the default: allow (off), warn or deny (error). `irr explain` lists the rules.
    # rules:
    #   overdue: warn
    #   counts-disagree: allow

    # The sections of the meeting paper (`irr summary`), in this order; without this, all of them.
    # summary:
    #   sections: [headline, movement, reports, exceptions, closedown, closed, verified, figures]
    "#);
    let new = ["new", "--title", "Hops", "--published", "2026-04-20", "--dry-run"];
    assert_snapshot!(sandbox.run(&new), @r#"
    # yaml-language-server: $schema=../../schemas/inspection-response.schema.json
    schema_version: 2
    stage: draft
    force: "No"
    local_policing_body:
      kind: mayor
      holder: A. "N." Other
    chief_officer:
      title: Commissioner
      name: "Chief: #1"
    inspection:
      title: Hops
      inspectorates: [HMICFRS]
      published: 2026-04-20
    --- stderr
    response due Sun 2026-06-14, 44 days from now: 56 days beginning with Mon 2026-04-20
    --- exit 0
    "#);
    assert_snapshot!(sandbox.run(&["init", "--force", "Kent", "--body", "mayor", "--holder", "Somebody"]), @"
    kept  schemas/inspection-response.schema.json
    kept  schemas/settings.schema.json
    kept  irr.yaml
    kept  .gitattributes
    kept  .pre-commit-config.yaml
    --- stderr
    kept the existing irr.yaml, without what you gave with --force and --holder: change it in that file
    to check the records at each commit, run `pre-commit install`
    next: create the first record with `irr new` or `irr import FILE`
    --- exit 1
    ");
    assert_eq!(sandbox.read("irr.yaml"), settings);
}

#[test]
fn a_holder_without_an_office_is_refused_before_anything_is_made() {
    let sandbox = Sandbox::bare();
    assert_snapshot!(sandbox.run(&["init", "--holder", "A. N. Other"]), @"
    --- stderr
    error: missing --body: --holder needs to know which office is held
    --- exit 2
    ");
    assert!(!sandbox.path("records").exists());
}

/// An irr.yaml that somebody broke is theirs to mend: a store is made around it.
#[test]
fn settings_that_cannot_be_read_keep_no_store_from_being_made() {
    let sandbox = Sandbox::bare();
    sandbox.write("irr.yaml", "force: [\n");
    assert_eq!(sandbox.run(&["init"]).code, 0);
    assert_eq!(sandbox.read("irr.yaml"), "force: [\n");
}

#[test]
fn outside_a_repository_one_is_made_unless_it_is_not_wanted() {
    let sandbox = Sandbox::bare();
    std::fs::remove_dir(sandbox.path(".git")).unwrap();
    assert_snapshot!(sandbox.run(&["init", "without", "--no-git"]), @"
    wrote without/schemas/inspection-response.schema.json
    wrote without/schemas/settings.schema.json
    wrote without/irr.yaml
    wrote without/.gitattributes
    wrote without/.pre-commit-config.yaml
    --- stderr
    to check the records at each commit, run `pre-commit install`
    next, in without: create the first record with `irr new` or `irr import FILE`
    --- exit 0
    ");
    assert!(!sandbox.path("without/.git").exists());
    assert_snapshot!(sandbox.run(&["init", "within"]), @"
    wrote within/schemas/inspection-response.schema.json
    wrote within/schemas/settings.schema.json
    wrote within/irr.yaml
    wrote within/.gitattributes
    wrote within/.pre-commit-config.yaml
    --- stderr
    created a git repository in within
    to check the records at each commit, run `pre-commit install`
    set merge.irr.driver in this repository's git configuration: /bin/irr merge-driver %O %A %B %P %L
    next, in within: create the first record with `irr new` or `irr import FILE`
    --- exit 0
    ");
    assert_eq!(sandbox.read("within/.git/HEAD"), "ref: refs/heads/main\n");
    assert!(sandbox.path("within/.pre-commit-config.yaml").exists());
    assert!(!sandbox.run(&["init", "within"]).to_string().contains("git init"));
}

#[test]
fn where_git_is_not_there_nothing_is_made() {
    let sandbox = Sandbox::bare();
    std::fs::remove_dir(sandbox.path(".git")).unwrap();
    let nowhere = sandbox.path("nowhere");
    assert_snapshot!(sandbox.run_with(&["init"], &[("PATH", nowhere.to_str().unwrap())], ""), @"
    --- stderr
    error: cannot run git (init)
    because: No such file or directory (os error 2)
    hint: use --no-git to set up the folder without a git repository
    --- exit 2
    ");
    assert!(!sandbox.path("records").exists());
}

#[cfg(unix)]
mod on_a_terminal {
    use super::*;
    use crate::terminal::{CONTROL_C, DOWN, ENTER, Terminal};

    #[test]
    fn the_force_its_offices_and_the_job_are_asked_for() {
        let sandbox = Sandbox::bare();
        let mut terminal = Terminal::run(&sandbox, &["init"]);
        terminal.answer("Force:", &format!("Staffordshire{ENTER}"));
        terminal.answer("Local policing body:", ENTER);
        terminal.answer("Who holds that office:", &format!("A. N. Other{ENTER}"));
        terminal.answer("Chief officer:", &format!("A. N. Officer{ENTER}"));
        terminal.answer("Chief officer's title:", ENTER);
        terminal.answer("Is that right?", ENTER);
        terminal.answer("Have the records", "");
        terminal.see("GitLab");
        assert_snapshot!(terminal.seen(), @"
        ? Force: Staffordshire
        > Local policing body: Police, Fire and Crime Commissioner (PFCC)
        ? Who holds that office: A. N. Other
        ? Chief officer: A. N. Officer
        ? Chief officer's title: (Chief Constable) 
        > Is that right? Yes
        ? Have the records checked on every push by:  
        > nobody
          GitHub
          GitLab
        [type to filter, Enter to choose, Esc to leave]
        ");
        terminal.press(&format!("{DOWN}{ENTER}"));
        assert_snapshot!(terminal.end(), @"
        ? Force: Staffordshire
        > Local policing body: Police, Fire and Crime Commissioner (PFCC)
        ? Who holds that office: A. N. Other
        ? Chief officer: A. N. Officer
        ? Chief officer's title: (Chief Constable) 
        > Is that right? Yes
        > Have the records checked on every push by: GitHub
        wrote schemas/inspection-response.schema.json
        wrote schemas/settings.schema.json
        wrote irr.yaml
        wrote .gitattributes
        wrote .pre-commit-config.yaml
        wrote .github/workflows/inspection-responses.yml
        to check the records at each commit, run `pre-commit install`
        next: create the first record with `irr new` or `irr import FILE`
        --- exit 0
        ");
        assert_snapshot!(sandbox.read("irr.yaml"), @r#"
        # yaml-language-server: $schema=schemas/settings.schema.json
        # Settings for this office's inspection responses. All of them are optional.

        # Your force and its offices, so that `irr new` does not ask for them.
        force: Staffordshire
        local_policing_body:
          kind: pfcc
          holder: A. N. Other
        chief_officer:
          title: Chief Constable
          name: A. N. Officer

        # Forces and fire services that irr does not know: without this, their names are taken for typing errors.
        # forces:
        #   - States of Jersey Police

        # Names that reports use for you and your force, besides "chief constables", "police forces" and the force's own name.
        # us:
        #   - Violence Reduction Unit

        # Copies of a response must be sent within this many days of its publication; a copy not sent by then is an error.
        # copies_within_days: 7

        # Whether each command that changes records saves its change in git: always, ask (on a terminal) or never. Without this, never.
        # commit: ask

        # Lists that `irr list @monday` shows.
        # lists:
        #   monday:
        #     where: overdue

        # Levels of rules that differ from the default: allow (off), warn or deny (error). `irr explain` lists the rules.
        # rules:
        #   overdue: warn
        #   counts-disagree: allow

        # The sections of the meeting paper (`irr summary`), in this order; without this, all of them.
        # summary:
        #   sections: [headline, movement, reports, exceptions, closedown, closed, verified, figures]
        "#);
        // Said again there is nothing left to ask.
        assert!(Terminal::run(&sandbox, &["init"]).end().ends_with("--- exit 0"));
    }

    #[test]
    fn enter_alone_leaves_everything_out() {
        let sandbox = Sandbox::bare();
        let mut terminal = Terminal::run(&sandbox, &["init"]);
        for question in ["Force:", "Local policing body:", "Chief officer:", "Have the records"] {
            terminal.answer(question, ENTER);
        }
        assert_snapshot!(terminal.end(), @"
        ? Force: 
        > Local policing body: not stated
        ? Chief officer: 
        > Have the records checked on every push by: nobody
        wrote schemas/inspection-response.schema.json
        wrote schemas/settings.schema.json
        wrote irr.yaml
        wrote .gitattributes
        wrote .pre-commit-config.yaml
        to check the records at each commit, run `pre-commit install`
        next: create the first record with `irr new` or `irr import FILE`
        --- exit 0
        ");
        assert_eq!(sandbox.read("irr.yaml"), include_str!("../../src/store/starter/irr.yaml"));
    }

    #[test]
    fn what_was_typed_is_kept_where_the_files_cannot_be_written() {
        let sandbox = Sandbox::bare();
        sandbox.write("records/.gitignore", "");
        sandbox.write("schemas", "where irr needs a folder");
        let mut terminal = Terminal::run(&sandbox, &["init"]);
        terminal.answer("Force:", &format!("Staffordshire{ENTER}"));
        terminal.answer("Local policing body:", ENTER);
        terminal.answer("Who holds that office:", &format!("A. N. Other{ENTER}"));
        for question in ["Chief officer:", "Is that right?", "Have the records"] {
            terminal.answer(question, ENTER);
        }
        let seen = terminal.end();
        assert!(seen.contains("what you typed is kept, in .irr/unsaved.md"), "{seen}");
        assert!(sandbox.read(".irr/unsaved.md").contains("A. N. Other"));
    }

    #[test]
    fn a_way_out_leaves_nothing() {
        let sandbox = Sandbox::bare();
        std::fs::remove_dir(sandbox.path(".git")).unwrap();
        let mut terminal = Terminal::run(&sandbox, &["init"]);
        terminal.answer("Force:", CONTROL_C);
        assert_snapshot!(terminal.end(), @"
        ? Force:   [its short name; Enter skips, here and below]
        cancelled: nothing was written
        --- exit 1
        ");
        assert_eq!(std::fs::read_dir(sandbox.path("")).unwrap().count(), 0);
    }
}

/// The hooks that a store begins with are those that the project offers.
#[test]
fn the_hooks_of_a_store_are_the_projects_own() {
    let offered = include_str!("../../.pre-commit-hooks.yaml");
    let begun = include_str!("../../src/store/starter/pre-commit-config.yaml");
    for entry in begun.lines().map(str::trim).filter(|line| line.starts_with("entry:") || line.starts_with("files:")) {
        assert!(offered.contains(&format!("  {entry}\n")), "{entry}");
    }
}

#[test]
fn a_folder_whose_name_a_hook_would_misread_gets_no_hooks() {
    let sandbox = Sandbox::bare();
    assert_snapshot!(sandbox.run(&["init", "it's"]), @"
    wrote it's/schemas/inspection-response.schema.json
    wrote it's/schemas/settings.schema.json
    wrote it's/irr.yaml
    wrote it's/.gitattributes
    --- stderr
    hooks and CI jobs were not written: the folder's name has characters that shells treat specially
    next, in it's: create the first record with `irr new` or `irr import FILE`
    --- exit 0
    ");
    assert!(!sandbox.path(".pre-commit-config.yaml").exists());
}

/// What an earlier irr wrote, with the line by which it is known.
fn written_by(version: &str, text: &str, checksum: &str) -> String {
    format!("# irr {version} wrote this file; `irr init` of a later version renews it, unless it was edited: {checksum}\n{text}")
}

#[test]
fn after_an_upgrade_what_was_not_edited_is_renewed_and_what_was_is_named() {
    let sandbox = Sandbox::bare();
    sandbox.run(&["init", "--ci", "gitlab"]);
    let new = sandbox.read(".pre-commit-config.yaml");
    // A checkout on Windows has other line ends.
    sandbox.write(".pre-commit-config.yaml", &written_by("0.0.9", "repos: []\n", "9f502f84").replace('\n', "\r\n"));
    sandbox.write(".gitlab-ci.yml", &written_by("0.0.9", "repos: []\n# ours\n", "9f502f84"));
    let later = written_by("99.0.0", "{}\n", "00000000");
    sandbox.write("schemas/settings.schema.json", &later);
    assert_snapshot!(sandbox.run(&["init"]), @"
    kept  schemas/inspection-response.schema.json
    kept  schemas/settings.schema.json, which irr 99.0.0 wrote: this is irr 0.1.0
    kept  irr.yaml
    kept  .gitattributes
    renewed .pre-commit-config.yaml
    kept  .gitlab-ci.yml, which was edited since irr 0.0.9 wrote it
    --- stderr
    to take the new version of .gitlab-ci.yml, rename it, run `irr init` again (with --ci for a CI job), and move your changes over
    to check the records at each commit, run `pre-commit install`
    next: create the first record with `irr new` or `irr import FILE`
    --- exit 0
    ");
    assert_eq!(sandbox.read(".pre-commit-config.yaml"), new);
    assert_eq!(sandbox.read("schemas/settings.schema.json"), later);
    // Once it is renewed, nothing is left to do.
    assert!(sandbox.run(&["init"]).stdout.contains("kept  .pre-commit-config.yaml\n"));
}

/// Until there were stamps, irr wrote the same files without.
#[test]
fn a_file_that_says_what_irr_would_write_is_irrs() {
    let sandbox = Sandbox::bare();
    sandbox.run(&["init"]);
    let stamped = sandbox.read("schemas/settings.schema.json");
    let bare: String = stamped.lines().filter(|line| !line.contains("$comment")).map(|line| line.to_owned() + "\n").collect();
    sandbox.write("schemas/settings.schema.json", &bare);
    assert!(sandbox.run(&["init"]).stdout.contains("renewed schemas/settings.schema.json\n"));
    assert_eq!(sandbox.read("schemas/settings.schema.json"), stamped);
}

/// A link may have come with the repository: what it leads to is not read, which may be without end, and not written.
#[cfg(unix)]
#[test]
fn a_link_in_the_place_of_a_file_is_kept_and_what_it_leads_to_too() {
    let sandbox = Sandbox::bare();
    let stale = written_by("0.0.9", "repos: []\n", "9f502f84");
    sandbox.write("victim.yaml", &stale);
    std::os::unix::fs::symlink("victim.yaml", sandbox.path(".pre-commit-config.yaml")).unwrap();
    std::fs::create_dir(sandbox.path("schemas")).unwrap();
    std::os::unix::fs::symlink("/dev/zero", sandbox.path("schemas/settings.schema.json")).unwrap();
    let run = sandbox.run(&["init"]);
    assert!(run.stdout.contains("kept  .pre-commit-config.yaml\n") && run.stdout.contains("kept  schemas/settings"), "{run}");
    assert_eq!(sandbox.read("victim.yaml"), stale);
}

/// The driver is named in a file that comes with the repository; what it runs is the user's own to say.
#[test]
fn an_existing_repository_is_told_how_git_merges_records_and_is_left_as_it_is() {
    let sandbox = Sandbox::bare();
    sandbox.write("README.md", "Ours.\n");
    sandbox.write(".gitattributes", "*.png binary\n");
    sandbox.commit();
    let with_attributes = sandbox.run(&["init"]);
    sandbox.write(".gitattributes", "records/** merge=irr\n");
    let named = sandbox.run(&["init"]);
    let doctor = sandbox.run(&["doctor"]);
    sandbox.git(&["config", "merge.irr.driver", "my-own %A"]);
    let configured = sandbox.run(&["init"]);
    assert_eq!(sandbox.git(&["config", "merge.irr.driver"]), "my-own %A\n");
    let content = sandbox.run(&["doctor"]);
    sandbox.git(&["config", "merge.irr.driver", "'/no such/irr' merge-driver %O %A %B %P"]);
    let runs = [with_attributes, named, configured, doctor, content, sandbox.run(&["doctor"])];
    let said = runs.map(|run| run.stderr).join("---\n");
    assert_snapshot!(said, @r#"
    to check the records at each commit, run `pre-commit install`
    so that git merges records value by value, .gitattributes needs the line:
      records/**/*.yaml merge=irr
    so that git merges records value by value, configure it with:
      git config merge.irr.driver "/bin/irr merge-driver %O %A %B %P %L"
      git config merge.irr.name "irr: records, value by value"
    next: create the first record with `irr new` or `irr import FILE`
    ---
    to check the records at each commit, run `pre-commit install`
    so that git merges records value by value, configure it with:
      git config merge.irr.driver "/bin/irr merge-driver %O %A %B %P %L"
      git config merge.irr.name "irr: records, value by value"
    next: create the first record with `irr new` or `irr import FILE`
    ---
    to check the records at each commit, run `pre-commit install`
    next: create the first record with `irr new` or `irr import FILE`
    ---
    git merges records by lines: .gitattributes names the merge driver irr, and git has no command for it; to set it, run:
      git config merge.irr.driver "/bin/irr merge-driver %O %A %B %P %L"
      git config merge.irr.name "irr: records, value by value"
    ---
    ---
    git cannot merge records: its merge driver irr is /no such/irr, which is not there; to set it, run:
      git config merge.irr.driver "/bin/irr merge-driver %O %A %B %P %L"
      git config merge.irr.name "irr: records, value by value"
    "#);
}

#[cfg(unix)]
#[test]
fn on_a_terminal_git_is_set_up_once_the_user_agrees() {
    use crate::terminal::{ENTER, Terminal};
    let sandbox = Sandbox::bare();
    sandbox.write(".gitattributes", "*.png binary");
    sandbox.write("irr.yaml", "force: Kent\n");
    sandbox.commit();
    let mut terminal = Terminal::run(&sandbox, &["init", "--ci", "github"]);
    terminal.answer("Add it to .gitattributes?", ENTER);
    terminal.answer("Do so now, for this repository?", ENTER);
    let seen = terminal.end();
    let merge =
        seen.lines().filter(|line| line.contains("merge") && !line.contains("merge-driver")).collect::<Vec<_>>().join("\n");
    assert_snapshot!(merge, @r#"
    so that git merges records value by value, .gitattributes needs the line:
      records/**/*.yaml merge=irr
    so that git merges records value by value, configure it with:
      git config merge.irr.name "irr: records, value by value"
    "#);
    assert_eq!(sandbox.read(".gitattributes"), "*.png binary\nrecords/**/*.yaml merge=irr\n");
    assert!(sandbox.git(&["config", "merge.irr.driver"]).ends_with(" merge-driver %O %A %B %P %L\n"));
}
