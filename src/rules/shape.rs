//! Whether a text is a record at all, and says what it seems to say.

use super::{Family, Report, Rule, Subject, Whole};
use crate::model::{FieldPath, Record};
use crate::yaml::FaultKind;

/// The text is not one YAML document.
pub const INVALID_YAML: Rule = Rule::error("invalid-yaml", "A record is one YAML document in UTF-8; this text is not.");
/// git's conflict markers are still in it.
pub const MERGE_CONFLICT: Rule =
    Rule::error("merge-conflict", "git could not merge two versions of the record, and its markers are still in the file.");
/// A key that the format does not have.
pub const UNKNOWN_FIELD: Rule =
    Rule::error("unknown-field", "A record has the fields of the format and no others: a misspelt field would be a lost one.");
/// A field that must be there is not.
pub const MISSING_FIELD: Rule = Rule::error(
    "missing-field",
    "What makes a record one (whose it is, which report it answers, what a finding says) must be there.",
);
/// A value of another type than its field's.
pub const WRONG_TYPE: Rule =
    Rule::error("wrong-type", "A field holds what its type says: a date, a number, a list, a word of its vocabulary.");
/// A key written twice.
pub const DUPLICATE_KEY: Rule =
    Rule::error("duplicate-key", "A key stands once in a mapping: of two, some readers keep the first and some the last.");
/// A version of the format that this irr does not know.
pub const UNSUPPORTED_SCHEMA_VERSION: Rule = Rule::error(
    "unsupported-schema-version",
    "A record says which version of the format it is written in, and this irr must know it.",
);
/// Anchors, aliases, tags and merge keys.
pub const YAML_ANCHOR_OR_TAG: Rule =
    Rule::error("yaml-anchor-or-tag", "Anchors, aliases, tags and merge keys make a text mean what it does not show.");
/// A bare word that readers of YAML disagree about.
pub const AMBIGUOUS_SCALAR: Rule = Rule::warning(
    "ambiguous-scalar",
    "A bare yes, no, 4 or 007 is text to one reader of YAML and a truth or a number to another.",
);
/// A date in another order than ISO.
pub const DAY_MONTH_ORDER: Rule =
    Rule::error("day-month-order", "Dates are ISO 8601: 03/04/2025 is two days, depending on who reads it.");
/// HTML in a text.
pub const LEAKED_MARKUP: Rule =
    Rule::warning("leaked-markup", "Prose is Markdown; HTML in it was left there by an export or a paste.");

/// The rules of shape.
pub const FAMILY: Family = Family {
    rules: &[
        &INVALID_YAML,
        &MERGE_CONFLICT,
        &UNKNOWN_FIELD,
        &MISSING_FIELD,
        &WRONG_TYPE,
        &DUPLICATE_KEY,
        &UNSUPPORTED_SCHEMA_VERSION,
        &YAML_ANCHOR_OR_TAG,
        &AMBIGUOUS_SCALAR,
        &DAY_MONTH_ORDER,
        &LEAKED_MARKUP,
    ],
    check,
};

fn check(subject: &Subject<'_>, _: &Whole<'_>, report: &mut Report<'_>) {
    for fault in subject.faults {
        report.fault(rule_of(fault.kind), fault.clone());
    }
    if let Some(record) = subject.record() {
        missing_words(record, report);
    }
}

fn rule_of(kind: FaultKind) -> &'static Rule {
    match kind {
        FaultKind::InvalidYaml => &INVALID_YAML,
        FaultKind::MergeConflict => &MERGE_CONFLICT,
        FaultKind::UnknownField => &UNKNOWN_FIELD,
        FaultKind::MissingField => &MISSING_FIELD,
        FaultKind::WrongType => &WRONG_TYPE,
        FaultKind::DuplicateKey => &DUPLICATE_KEY,
        FaultKind::UnsupportedSchemaVersion => &UNSUPPORTED_SCHEMA_VERSION,
        FaultKind::AnchorOrTag => &YAML_ANCHOR_OR_TAG,
        FaultKind::AmbiguousScalar => &AMBIGUOUS_SCALAR,
        FaultKind::DayMonthOrder => &DAY_MONTH_ORDER,
        FaultKind::LeakedMarkup => &LEAKED_MARKUP,
    }
}

/// What the types allow and the record's sense does not: a title of no words, a finding that says nothing.
fn missing_words(record: &Record, report: &mut Report<'_>) {
    let root = FieldPath::root();
    if record.force.as_str().trim().is_empty() {
        report.at(&MISSING_FIELD, root.key("force"), "the force has no name".into(), "name the force".to_owned());
    }
    if record.inspection.title.trim().is_empty() {
        let at = root.key("inspection").key("title");
        report.at(&MISSING_FIELD, at, "the inspection has no title".into(), "write the report's title as printed".to_owned());
    }
    for (reference, at, finding) in record.findings() {
        if !finding.withheld && finding.text.as_ref().is_none_or(|text| text.trimmed().is_empty()) {
            let message = format!("{reference} has no text");
            let help =
                "write the finding's words, or `withheld: true` where the report leaves them out (section 55(2))".to_owned();
            report.at(&MISSING_FIELD, at.key("text"), message, help);
        }
    }
}
