//! A record that a person has laid out in their own way, for the commands that change one.

use crate::sandbox::{Run, Sandbox, fixture};

pub(crate) const RECORD: &str = "records/kent/2026-04-20-custody-suites.yaml";

/// A store with that record, committed.
pub(crate) fn store() -> Sandbox {
    let sandbox = Sandbox::bare();
    let text = std::fs::read_to_string(fixture("change/2026-04-20-custody-suites.yaml")).unwrap();
    sandbox.write(RECORD, &text);
    sandbox.commit();
    sandbox
}

/// What a command prints, and how the record differs after it.
pub(crate) fn changed(sandbox: &Sandbox, args: &[&str]) -> String {
    let run = sandbox.run(args);
    let diff = sandbox.git(&["diff", "--no-color", "-U0"]);
    let lines = diff.lines().filter(|line| {
        !line.starts_with("diff ") && !line.starts_with("index ") && !line.starts_with("--- ") && !line.starts_with("+++ ")
    });
    sandbox.git(&["commit", "-q", "-a", "--allow-empty", "-m", "changed"]);
    format!("{run}\n{}", lines.collect::<Vec<_>>().join("\n"))
}

/// A command that must end in an error and leave the record as it was.
pub(crate) fn refused(sandbox: &Sandbox, args: &[&str]) -> Run {
    let before = sandbox.read(RECORD);
    let run = sandbox.run(args);
    assert_ne!(run.code, 0, "{run}");
    assert_eq!(sandbox.read(RECORD), before);
    run
}
