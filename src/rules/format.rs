//! Rules on the text itself: whether it is a record, and whether it says what it seems to say.

use crate::model::{FieldPath, MisplacedField, Record, RecordId, SchemaVersion};
use crate::rules::conflicts::{ConflictSentence, conflict_sentences};
use crate::rules::engine::rule::family;
use crate::rules::{DiagnosticCollector, RecordToCheck, Rule, RuleContext};
use crate::yaml::{Fault, FaultKind, Span, format};

family! { "Format", "format.md", check:
    /// Reports a text that is not a single YAML document.
    INVALID_YAML = Deny "invalid-yaml" Unreadable;
    /// Reports git's conflict markers.
    MERGE_CONFLICT = Deny "merge-conflict" Unreadable;
    /// Reports a key that the format does not have.
    UNKNOWN_FIELD = Deny "unknown-field" Unreadable;
    /// Reports a missing required field.
    MISSING_FIELD = Deny "missing-field" Unreadable;
    /// Reports a value of the wrong type.
    WRONG_TYPE = Deny "wrong-type" Unreadable;
    /// Reports a key that occurs twice.
    DUPLICATE_KEY = Deny "duplicate-key" Unreadable;
    /// Reports a version of the format that this version of irr does not support.
    UNSUPPORTED_SCHEMA_VERSION = Deny "unsupported-schema-version" Unreadable;
    /// Reports a field that the record's version of the format does not have.
    FIELD_OF_ANOTHER_VERSION = Deny "field-of-another-version" Always;
    /// Reports anchors, aliases, tags and merge keys.
    YAML_ANCHOR_OR_TAG = Deny "yaml-anchor-or-tag" Unreadable;
    /// Reports a bare word that YAML parsers read differently.
    AMBIGUOUS_SCALAR = Warn "ambiguous-scalar" Always;
    /// Reports a date that is not in ISO form.
    DAY_MONTH_ORDER = Deny "day-month-order" Unreadable;
    /// Reports HTML in a text.
    LEAKED_MARKUP = Warn "leaked-markup" Always;
    /// Reports a character that controls a terminal or the reading order.
    CONTROL_CHARACTER = Deny "control-character" Always;
    /// Reports a layout other than that of `irr fmt`. Off by default.
    NOT_CANONICAL = Allow "not-canonical" Always;
}

fn check(subject: &RecordToCheck<'_>, context: &RuleContext<'_>, report: &mut DiagnosticCollector<'_>) {
    let is_conflict = |fault: &Fault| fault.kind == FaultKind::MergeConflict;
    let has_conflicts = subject.faults.iter().any(is_conflict);
    let conflicts =
        if has_conflicts { conflict_sentences(subject.id, report.text(), context.by.sides.as_ref()) } else { Vec::new() };
    for fault in subject.faults {
        match conflicts.iter().find(|conflict| is_conflict(fault) && conflict.span == fault.span) {
            Some(ConflictSentence { span, message, help, subject }) => {
                report.here(&MERGE_CONFLICT, FieldPath::root(), *span, message, Some(help.clone())).about(subject);
            }
            None => report.fault(rule_of(fault.kind), fault.clone()),
        }
    }
    // A text that is not a record has neither a canonical layout nor findings.
    if let Some(record) = subject.record() {
        missing_words(record, report);
        fields_are_of_the_version(subject.id, record, report);
        layout_is_canonical(report);
    }
}

fn layout_is_canonical(report: &mut DiagnosticCollector<'_>) {
    if !report.wants(&NOT_CANONICAL) {
        return;
    }
    let text = report.text().clone();
    // A record that cannot be formatted is reported by `irr fmt` itself.
    let Ok(canonical) = format(&text) else { return };
    let mut start = 0;
    let mut wanted = canonical.split_inclusive('\n');
    let differs = text.split_inclusive('\n').find(|line| {
        let same = wanted.next() == Some(*line);
        start += if same { line.len() } else { 0 };
        !same
    });
    if differs.is_some() || canonical != *text {
        let end = start + differs.map_or(0, |line| line.trim_end().len());
        let message = "from here on the file is not formatted as `irr fmt` does it";
        report.here(&NOT_CANONICAL, FieldPath::root(), Span { start, end }, message, "run `irr fmt`".to_owned()).about("");
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
        FaultKind::ControlCharacter => &CONTROL_CHARACTER,
    }
}

fn fields_are_of_the_version(id: &RecordId, record: &Record, report: &mut DiagnosticCollector<'_>) {
    let number = record.schema_version.number();
    for MisplacedField { at, instead } in record.misplaced_fields() {
        let message = format!("a record with `schema_version: {number}` has no `{at}`: it has {instead}");
        let help = match record.schema_version {
            SchemaVersion::One => format!("`irr migrate {id}` makes it a record of version 2, which has that field"),
            SchemaVersion::Two => format!("write it as {instead}"),
        };
        report.at(&FIELD_OF_ANOTHER_VERSION, at, message, help);
    }
}

/// Reports what the types allow but makes no sense: a title without words, a finding without text.
fn missing_words(record: &Record, report: &mut DiagnosticCollector<'_>) {
    let root = FieldPath::root();
    if record.force.as_str().trim().is_empty() {
        report.at(&MISSING_FIELD, root.key("force"), "the force has no name", "name the force".to_owned());
    }
    if record.inspection.title.trim().is_empty() {
        let at = root.key("inspection").key("title");
        report.at(&MISSING_FIELD, at, "the inspection has no title", "write the report's title as printed".to_owned());
    }
    for (reference, at, finding) in record.findings() {
        if !finding.withheld && finding.text.as_ref().is_none_or(|text| text.trimmed().is_empty()) {
            let message = format!("{reference} has no text");
            let help = "write the finding's text, or `withheld: true` if the report leaves it out (section 55(2))".to_owned();
            report.at(&MISSING_FIELD, at.key("text"), message, help);
        }
    }
}
