//! `irr new`

use crate::sandbox::Sandbox;
use insta::assert_snapshot;

const FLAGS: [&str; 9] =
    ["new", "--force", "West Mercia", "--title", "A report on barns", "--published", "2026-04-20", "--body", "pcc"];

#[test]
fn a_draft_is_written_and_its_deadline_shown() {
    let sandbox = Sandbox::new();
    assert_snapshot!(sandbox.run(&FLAGS), @"
    SANDBOX/records/west-mercia/2026-04-20-barns.yaml
    --- stderr
    response due Sun 2026-06-14, 44 days from now: 56 days beginning with Mon 2026-04-20
    --- exit 0
    ");
    assert_snapshot!(sandbox.read("records/west-mercia/2026-04-20-barns.yaml"), @"
    # yaml-language-server: $schema=../../schemas/inspection-response.schema.json
    schema_version: 1
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
    schema_version: 1
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
    error: the following required arguments were not provided:
      --title <TITLE>
      --published <DATE>
      --body <KIND>

    Usage: irr new --force <FORCE> --title <TITLE> --published <DATE> --body <KIND> --as-of <DATE>

    For more information, try '--help'.
    --- exit 2
    ");
}

#[test]
fn a_name_without_letters_makes_no_record() {
    assert_snapshot!(Sandbox::new().run(&["new", "--force", "!!!", "--title", "x", "--published", "2026-04-20", "--body", "pcc"]), @"
    --- stderr
    error: a record wants a force and a title with letters in them
    --- exit 2
    ");
}
