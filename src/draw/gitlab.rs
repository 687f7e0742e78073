//! Writes GitLab's code quality report: a JSON list of problems, each with a fingerprint that stays the same between runs.

use std::io::Write;

use serde_json::json;

use super::DrawError;
use super::json::write_value;
use crate::view::ValidationReport;

pub(super) fn write(verdict: &ValidationReport, out: &mut dyn Write) -> Result<(), DrawError> {
    let mut items: Vec<_> = verdict
        .breaches()
        .into_iter()
        .map(|breach| {
            json!({
                "description": breach.message,
                "check_name": breach.rule,
                "fingerprint": breach.fingerprint,
                "severity": if breach.severity == "error" { "major" } else { "minor" },
                "location": {
                    "path": format!("{}{}", verdict.prefix(), breach.path),
                    "lines": { "begin": breach.line, "end": breach.end_line },
                },
            })
        })
        .collect();
    // The report has no place for a remark, so problems that are not listed become one entry for each file.
    items.extend(verdict.not_listed().map(|(path, more)| {
        json!({
            "description": ValidationReport::more_in_words(more),
            "check_name": "not-listed",
            "fingerprint": format!("{path} not-listed"),
            "severity": "info",
            "location": { "path": format!("{}{path}", verdict.prefix()), "lines": { "begin": 1, "end": 1 } },
        })
    }));
    write_value(&items, out)
}
