//! What a rule gets: the record to check, and the report to write to.

use std::cell::OnceCell;
use std::collections::HashSet;
use std::rc::Rc;
use std::sync::Arc;

use super::{Diagnostic, Policy, Related, Rule, Severity};
use crate::model::redaction::part;
use crate::model::{FieldPath, Record, RecordId};
use crate::yaml::{Fault, Span, Tree, locate_plainly};

/// A record in an older version.
#[derive(Debug, Clone)]
pub struct EarlierVersion {
    /// Its text.
    pub text: Arc<str>,
    /// The record; `None` where the text was not a valid record, so that nothing can be compared.
    pub record: Option<Record>,
}

/// A record to check.
#[derive(Clone, Copy)]
pub struct RecordToCheck<'a> {
    /// The record's id.
    pub id: &'a RecordId,
    /// The record, or the faults because of which its text is not one.
    pub parsed: &'a Result<Record, Vec<Fault>>,
    /// Every fault of the text, as found by [`inspect`](crate::yaml::inspect).
    pub faults: &'a [Fault],
    /// Loads the text. Called only when a problem is found, so that a large number of good records is not kept in memory twice.
    pub text: &'a (dyn Fn() -> Arc<str> + Sync),
    /// True where the text has comments that ignore rules.
    pub allows: bool,
    /// The older version, where the record is compared with one.
    pub before: Option<&'a EarlierVersion>,
    /// True where the file was deleted; then everything here is from the older version.
    pub gone: bool,
}

impl<'a> RecordToCheck<'a> {
    /// Returns the record, if it is valid and not deleted.
    pub fn record(&self) -> Option<&'a Record> {
        self.parsed.as_ref().ok().filter(|_| !self.gone)
    }
}

/// Collects the diagnostics of a record. It finds the place of a field in the text only when a problem is reported.
pub struct DiagnosticCollector<'a> {
    subject: RecordToCheck<'a>,
    policy: &'a Policy,
    text: OnceCell<Arc<str>>,
    tree: OnceCell<Option<Rc<Tree>>>,
    values: OnceCell<Option<serde_json::Value>>,
    diagnostics: Vec<Diagnostic>,
}

impl<'a> DiagnosticCollector<'a> {
    pub(in crate::rules) fn new(subject: &RecordToCheck<'a>, policy: &'a Policy) -> Self {
        Self {
            subject: *subject,
            policy,
            text: OnceCell::new(),
            tree: OnceCell::new(),
            values: OnceCell::new(),
            diagnostics: Vec::new(),
        }
    }

    /// Returns whether the rule is on; rules that are costly to check should ask first.
    pub fn wants(&self, rule: &Rule) -> bool {
        self.policy.severity(rule).is_some()
    }

    /// Returns whether the settings or the flags set the rule's level.
    pub fn is_set(&self, rule: &Rule) -> bool {
        self.policy.is_set(rule)
    }

    /// Reports a problem at a field, and returns it so that the caller can add to it.
    pub fn at(
        &mut self,
        rule: &'static Rule,
        at: FieldPath,
        message: impl Into<String>,
        help: impl Into<Option<String>>,
    ) -> &mut Diagnostic {
        let span = self.locate(&at);
        self.here(rule, at, span, message, help)
    }

    /// Reports a problem that only a person can judge: as a warning, unless the rule's level was set explicitly.
    pub fn doubtful(
        &mut self,
        rule: &'static Rule,
        at: FieldPath,
        message: impl Into<String>,
        help: impl Into<Option<String>>,
    ) -> &mut Diagnostic {
        let is_set = self.policy.is_set(rule);
        let diagnostic = self.at(rule, at, message, help);
        if !is_set {
            diagnostic.severity = Severity::Warning;
        }
        diagnostic
    }

    /// Reports a problem at the rule's level if it is certain, and as [`doubtful`](Self::doubtful) if not.
    pub fn sure_or_doubtful(
        &mut self,
        is_sure: bool,
        rule: &'static Rule,
        at: FieldPath,
        message: impl Into<String>,
        help: impl Into<Option<String>>,
    ) -> &mut Diagnostic {
        if is_sure { self.at(rule, at, message, help) } else { self.doubtful(rule, at, message, help) }
    }

    /// Reports two fields that contradict each other; `other` is the second one, with a description.
    pub fn clash(
        &mut self,
        rule: &'static Rule,
        at: FieldPath,
        message: impl Into<String>,
        help: impl Into<Option<String>>,
        other: (FieldPath, String),
    ) -> &mut Diagnostic {
        let related = Related { span: self.locate(&other.0), message: other.1 };
        let diagnostic = self.at(rule, at, message, help);
        diagnostic.related = Some(related);
        diagnostic
    }

    /// Reports a problem at a place that is not that of a field.
    pub fn here(
        &mut self,
        rule: &'static Rule,
        at: FieldPath,
        span: Span,
        message: impl Into<String>,
        help: impl Into<Option<String>>,
    ) -> &mut Diagnostic {
        // Diagnostics of rules that are off are dropped at the end, so that rules need not ask.
        let severity = self.policy.severity(rule).unwrap_or(Severity::Warning);
        let subject = self.value(&at, span);
        let diagnostic = Diagnostic {
            rule,
            severity,
            at,
            span,
            message: message.into(),
            help: help.into(),
            related: None,
            fix: None,
            subject,
            more: 0,
        };
        let index = self.diagnostics.len();
        self.diagnostics.push(diagnostic);
        &mut self.diagnostics[index]
    }

    /// Reports a fault that the YAML room found.
    pub fn fault(&mut self, rule: &'static Rule, fault: Fault) {
        let diagnostic = self.here(rule, fault.at, fault.span, fault.message, fault.help);
        diagnostic.related = fault.related.map(|(span, message)| Related { span, message });
        diagnostic.fix = fault.fix;
        diagnostic.more = fault.more;
    }

    /// Returns the diagnostics reported so far, in order.
    pub fn reported(&self) -> &[Diagnostic] {
        &self.diagnostics
    }

    /// Removes the diagnostics with these indexes.
    pub fn take_back(&mut self, places: &HashSet<usize>) {
        let mut place = 0..;
        self.diagnostics.retain(|_| place.next().is_none_or(|place| !places.contains(&place)));
    }

    /// Returns the record's text.
    pub fn text(&self) -> &Arc<str> {
        self.text.get_or_init(|| (self.subject.text)())
    }

    /// Returns the text's tree; `None` where it is not YAML.
    pub fn tree(&self) -> Option<&Rc<Tree>> {
        self.tree.get_or_init(|| Tree::of(self.text()).ok().map(Rc::new)).as_ref()
    }

    /// The value at a field, which tells one problem from another: from the record, because its text may not be readable any
    /// more while the record is in memory; from the text where that is no record.
    fn value(&self, at: &FieldPath, span: Span) -> String {
        let Ok(record) = self.subject.parsed else { return value_at(self.text(), span) };
        let values = self.values.get_or_init(|| serde_json::to_value(record).ok());
        match values.as_ref().and_then(|values| part(values, at)) {
            Some(serde_json::Value::String(text)) => short(text),
            Some(value) if !value.is_object() && !value.is_array() => value.to_string(),
            _ => String::new(),
        }
    }

    fn locate(&self, at: &FieldPath) -> Span {
        // Building the tree costs more than one look-up, but once it exists it is the faster way.
        let known = if self.tree.get().is_none() { locate_plainly(self.text(), at) } else { None };
        known.unwrap_or_else(|| self.tree().map_or(Span::default(), |tree| tree.locate(at)))
    }

    /// Returns the diagnostics of rules that are on, in line order.
    pub(in crate::rules) fn into_diagnostics(self) -> Vec<Diagnostic> {
        let policy = self.policy;
        let mut told = self.diagnostics;
        told.retain(|diagnostic| policy.severity(diagnostic.rule).is_some());
        // By code, field and subject too, so that the output does not depend on the order in which families run.
        told.sort_by(|one, two| {
            let key = |it: &Diagnostic| (it.span.start, it.rule.code, it.at.clone(), it.subject.clone());
            key(one).cmp(&key(two))
        });
        told
    }
}

/// A longer value is prose: whoever corrects a word of it has not made another problem.
const LONGEST_VALUE: usize = 80;

/// The value that stands at a place, without its quotes; nothing where that is prose or a whole block.
pub(in crate::rules) fn value_at(text: &str, span: Span) -> String {
    short(text.get(span.start..span.end).unwrap_or_default().trim().trim_matches(['"', '\'']))
}

fn short(value: &str) -> String {
    let value = value.trim();
    if value.len() <= LONGEST_VALUE && !value.contains('\n') { value.to_owned() } else { String::new() }
}
