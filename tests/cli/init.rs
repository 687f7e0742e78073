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
    `irr new` and `irr import` write the first record
    `pre-commit install` has each commit judged
    --- exit 0
    ");
    assert_eq!(sandbox.read(".gitattributes"), "*.png binary\n");
    assert_snapshot!(sandbox.run(&["init", "--ci", "gitlab"]), @"
    kept  schemas/inspection-response.schema.json
    kept  schemas/settings.schema.json
    kept  irr.yaml
    kept  .gitattributes
    kept  .pre-commit-config.yaml
    wrote .gitlab-ci.yml
    --- stderr
    `irr new` and `irr import` write the first record
    the .pre-commit-config.yaml that was there stays: see that irr's hooks are in it
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
    0 records: nothing wrong.
    --- stderr
    --- exit 0
    ");
    sandbox.commit();
    assert_eq!(sandbox.run(&hook).code, 0);
    sandbox.run(&["new", "--force", "Kent", "--title", "Inspection of tractors", "--published", "2026-04-20", "--body", "pcc"]);
    sandbox.git(&["add", "-A"]);
    assert_snapshot!(sandbox.run(&hook), @"
    warning[deadline-not-working-day]: the last lawful day, Sun 2026-06-14, is a Sunday; that does not move it
       ╭▸ records/kent/2026-04-20-tractors.yaml:10:14
       │
    10 │   published: 2026-04-20
       │              ━━━━━━━━━━
       │
       ╰ help: plan to publish before it

    0 errors and 1 warning in 1 record.
    --- stderr
    --- exit 0
    ");
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
    `irr new` and `irr import` write the first record
    `pre-commit install` has each commit judged
    --- exit 0
    ");
    assert!(sandbox.read(".pre-commit-config.yaml").contains("entry: irr validate --store policing --changed HEAD"));
    assert!(sandbox.read(".pre-commit-config.yaml").contains("files: ^policing/records/"));
    assert!(sandbox.read(".gitlab-ci.yml").contains("irr fmt --store policing --check"));
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
