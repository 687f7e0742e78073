//! The command that fixes a problem, for people: where a rule has none of its own, what else helps, and the rule's explanation.

use super::Diagnostic;

/// Commands with the rules whose problems they fix. `{finding}` and `{record}` stand for the address, and words in capitals for
/// what only a person knows.
pub const REMEDIES: &[(&str, &[&str])] = &[
    ("irr set {finding} owner=NAME", &["in-progress-without-owner"]),
    ("irr set {finding} due=DATE", &["open-without-date", "due-disagrees-with-text", "due-before-report", "due-text-unread"]),
    ("irr set {finding} target=DATE", &["target-after-due"]),
    ("irr answer {finding}", &["recommendation-without-explanation", "area-without-explanation", "no-action-without-reason"]),
    (
        "irr edit {finding}",
        &[
            "ours-disagrees-with-addressees",
            "explanation-adopted",
            "answer-by-reference-unresolved",
            "action-without-timetable",
            "closed-without-evidence",
            "closed-without-date",
            "closure-before-report",
            "closure-disagrees-with-log",
            "closed-twice",
            "closures-out-of-order",
            "reopened-without-reason",
            "evidence-missing",
            "not-accepted-without-approver",
            "extension-without-reason",
            "extension-not-later",
            "extensions-out-of-order",
            "progress-out-of-order",
            "date-in-future",
            "date-far-away",
            "dangling-link",
            "control-character",
        ],
    ),
    ("irr set {finding} commissioner_response.action=WORD", &["explanation-without-action"]),
    ("irr close {finding}", &["overdue", "extended-again"]),
    ("irr progress {finding} --status STATUS -m WORDS", &["status-disagrees-with-progress"]),
    ("irr progress {finding} -m WORDS", &["silent-for-a-quarter"]),
    ("irr confirm {finding}", &["unconfirmed-guess"]),
    ("irr publish {record} --chief-officer-invited DATE", &["chief-officer-not-invited"]),
    ("irr publish {record} --copies-sent DATE", &["copy-not-sent"]),
    ("irr publish {record} --date DATE", &["response-missing"]),
    ("irr set {record} stage=STAGE", &["stage-disagrees-with-publication"]),
    ("irr set {record} force=NAME", &["unknown-force"]),
    ("irr set {record} inspection.published=DATE", &["report-in-future"]),
    ("irr mv {record}", &["path-disagrees-with-content"]),
    ("irr mv {record} NAME", &["unusual-file-name", "names-differ-in-case"]),
    ("irr rm {record}", &["duplicate-inspection"]),
    ("irr merge {record}", &["merge-conflict"]),
    ("irr fmt", &["not-canonical"]),
    ("irr migrate", &["field-of-another-version"]),
    (
        "irr edit {record}",
        &[
            "comments-not-published",
            "duplicate-ref",
            "counts-disagree",
            "unplaced-text",
            "invalid-yaml",
            "unknown-field",
            "missing-field",
            "wrong-type",
            "duplicate-key",
            "day-month-order",
        ],
    ),
];

/// Returns the command for a problem. `record` and `finding` are the addresses that people type: of the record, if the problem is
/// one of a record, and of the finding, if it is one of a finding.
pub fn remedy(diagnostic: &Diagnostic, record: Option<&str>, finding: Option<&str>) -> String {
    let own = REMEDIES.iter().find(|(_, codes)| codes.contains(&diagnostic.rule.code)).map(|(command, _)| *command);
    match (record, own) {
        (Some(record), _) if diagnostic.fix.is_some() => format!("irr validate --fix {record}"),
        (Some(record), Some(command)) => command.replace("{finding}", finding.unwrap_or(record)).replace("{record}", record),
        _ => diagnostic
            .help
            .iter()
            .fold(format!("irr explain {}", diagnostic.rule.code), |explain, help| format!("{help} ({explain})")),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::REMEDIES;

    #[test]
    fn each_command_is_for_a_rule_and_none_has_two() {
        let mut seen = BTreeSet::new();
        for code in REMEDIES.iter().flat_map(|(_, codes)| *codes) {
            assert!(seen.insert(code), "{code}");
            assert!(crate::rules::all().any(|rule| rule.code == *code), "{code}");
        }
    }
}
