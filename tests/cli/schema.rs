//! `irr schema`

use crate::sandbox::{Sandbox, project};
use insta::assert_snapshot;

/// What `schemas/` holds is what irr prints; where it is not, `irr schema NAME > schemas/FILE` makes it so.
#[test]
fn the_schemas_kept_are_the_schemas_printed() {
    let sandbox = Sandbox::bare();
    for (name, file) in [
        ("record", "inspection-response"),
        ("settings", "settings"),
        ("overview", "overview"),
        ("list", "list"),
        ("due", "due"),
        ("show-record", "show-record"),
        ("show-record-2", "show-record-2"),
        ("show-finding", "show-finding"),
        ("show-finding-2", "show-finding-2"),
        ("find", "find"),
        ("history", "history"),
        ("summary", "summary"),
        ("validate", "validate"),
        ("explain", "explain"),
        ("import", "import"),
        ("import-2", "import-2"),
        ("reconcile", "reconcile"),
        ("diff", "diff"),
        ("export-findings", "export-findings"),
        ("export-actions", "export-actions"),
        ("export-progress", "export-progress"),
        ("export-extensions", "export-extensions"),
        ("export-responses", "export-responses"),
    ] {
        let kept = std::fs::read_to_string(project().join(format!("schemas/{file}.schema.json"))).unwrap();
        assert_eq!(sandbox.run(&["schema", name]).stdout, kept, "schemas/{file}.schema.json is stale");
    }
}

#[test]
fn a_schema_that_there_is_not_is_refused_and_those_that_there_are_are_named() {
    assert_snapshot!(Sandbox::bare().run(&["schema", "records"]), @"
    --- stderr
    error: invalid value 'records' for '[OF]'
      [possible values: record, overview, list, due, show-record, show-record-2, show-finding, show-finding-2, find, history, summary, validate, explain, reconcile, diff, import, import-2, export-findings, export-actions, export-progress, export-extensions, export-responses, settings]

      tip: a similar value exists: 'record'

    For more information, try '--help'.
    --- exit 2
    ");
}
