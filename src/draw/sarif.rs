//! Writes SARIF 2.1.0 for code scanning: the rules that were broken with their descriptions, and each problem.

use std::io::Write;

use serde_json::{Value, json};

use super::DrawError;
use super::json::write_value;
use crate::view::ValidationReport;
use crate::view::export::v1::{ProblemJson, RuleCard};

const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

pub(super) fn write(verdict: &ValidationReport, out: &mut dyn Write) -> Result<(), DrawError> {
    let cards = verdict.cards();
    let results: Vec<Value> = verdict.breaches().iter().map(|breach| result(breach, &cards, verdict.prefix())).collect();
    let mut log = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "irr",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": cards.iter().map(rule).collect::<Vec<_>>(),
            }},
            // irr counts columns in characters; the default would be UTF-16 code units.
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    if let Some(more) = verdict.not_listed_in_words() {
        let notification = json!({ "level": "note", "message": { "text": more } });
        log["runs"][0]["invocations"] = json!([{ "executionSuccessful": true, "toolExecutionNotifications": [notification] }]);
    }
    write_value(&log, out)
}

fn rule(card: &RuleCard) -> Value {
    let level = match card.level {
        "deny" => "error",
        "warn" => "warning",
        _ => "none",
    };
    json!({
        "id": card.rule,
        "shortDescription": { "text": card.what },
        "fullDescription": { "text": card.why },
        "help": {
            "text": card.mend,
            "markdown": format!("{}\n\n**Why.** {}\n\n**Fix.** {}", card.what, card.why, card.mend),
        },
        "defaultConfiguration": { "level": level },
        "properties": { "tags": [card.family] },
    })
}

fn result(breach: &ProblemJson, cards: &[RuleCard], prefix: &str) -> Value {
    // SARIF locations are URIs, so other bytes than these are percent-encoded.
    let uri: String = format!("{prefix}{}", breach.path)
        .bytes()
        .map(|b| match b {
            b'/' | b'.' | b'-' | b'_' | b'~' => char::from(b).to_string(),
            b if b.is_ascii_alphanumeric() => char::from(b).to_string(),
            b => format!("%{b:02X}"),
        })
        .collect();
    let help = breach.help.as_ref().map_or_else(String::new, |help| format!("\n\nWhat to do: {help}"));
    let place = |id: usize, region: Value| json!({ "id": id, "physicalLocation": { "artifactLocation": { "uri": uri }, "region": region } });
    let region = json!({
        "startLine": breach.line,
        "startColumn": breach.column,
        "endLine": breach.end_line,
        "endColumn": breach.end_column,
    });
    let related: Vec<Value> = breach
        .related
        .iter()
        .map(|related| {
            let mut place = place(2, json!({ "startLine": related.line, "startColumn": related.column }));
            place["message"] = json!({ "text": related.message });
            place
        })
        .collect();
    json!({
        "ruleId": breach.rule,
        "ruleIndex": cards.iter().position(|card| card.rule == breach.rule),
        "level": breach.severity,
        "message": { "text": format!("{}{help}", breach.message) },
        "locations": [place(1, region)],
        "relatedLocations": related,
        // Code scanning recognises a problem by its fingerprint after lines have moved.
        "partialFingerprints": { "irr/v2": breach.fingerprint },
    })
}
