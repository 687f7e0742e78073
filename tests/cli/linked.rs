//! Two records that link to each other, and what a change does to both.

use crate::sandbox::Sandbox;

pub(crate) const HEAD: &str = "schema_version: 1\nstage: draft\nforce: Kent\nlocal_policing_body: {kind: pcc}\n";

pub(crate) fn sandbox() -> Sandbox {
    let sandbox = Sandbox::new();
    let old = format!(
        "{HEAD}inspection: {{title: Custody, published: 2026-04-20}}\ncauses_of_concern:\n  - ref: \"1\"\n    text: Care.\n\
         recommendations:\n  - ref: \"1\"\n    text: Review.\n    due: 2027-01-31\n    cause_of_concern: \"1\"\n  - ref: \"2\"\n    text: Train.\n    due: 2027-01-31\n    follows: R1\n"
    );
    let new = format!(
        "{HEAD}inspection: {{title: Custody again, published: 2026-04-30}}\n# Answered with the first.\ncovered_by: kent/2026-04-20-custody\n\
         recommendations:\n  - ref: \"1\"\n    text: Review again.\n    due: 2027-01-31\n    follows: kent/2026-04-20-custody:R1   # the same\n"
    );
    sandbox.write("records/kent/2026-04-20-custody.yaml", &old);
    sandbox.write("records/kent/2026-04-30-custody-again.yaml", &new);
    sandbox.commit();
    sandbox
}

pub(crate) fn diff(sandbox: &Sandbox) -> String {
    sandbox.git(&["add", "-A"]);
    let diff = sandbox.git(&["diff", "--cached", "--no-color", "-U0", "-M"]);
    diff.lines()
        .filter(|line| !line.starts_with("index ") && !line.starts_with("--- ") && !line.starts_with("+++ "))
        .collect::<Vec<_>>()
        .join("\n")
}
