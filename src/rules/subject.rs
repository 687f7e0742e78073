//! What a rule is handed: one record, and somewhere to report.

use std::cell::OnceCell;
use std::collections::HashSet;
use std::rc::Rc;
use std::sync::Arc;

use super::{Diagnostic, Policy, Related, Rule, Severity};
use crate::model::{FieldPath, Record, RecordId};
use crate::yaml::{Fault, Span, Tree, locate_plainly};

/// A record as an older version of the store has it.
#[derive(Debug, Clone)]
pub struct Before {
    /// Its text.
    pub text: Arc<str>,
    /// The record; `None` where that text is none, so that nothing more can be said of it.
    pub record: Option<Record>,
}

/// One record as it was read.
#[derive(Clone, Copy)]
pub struct Subject<'a> {
    /// Its id.
    pub id: &'a RecordId,
    /// The record, or the faults that keep its text from being one.
    pub parsed: &'a Result<Record, Vec<Fault>>,
    /// Everything wrong with the text itself: what [`inspect`](crate::yaml::inspect) found.
    pub faults: &'a [Fault],
    /// Its text. Asked for only where a rule has something to say, so that a store of good records need not be kept in memory twice.
    pub text: &'a (dyn Fn() -> Arc<str> + Sync),
    /// Whether its text has allowances in it.
    pub allows: bool,
    /// The record as it was, where it is held against an older version.
    pub before: Option<&'a Before>,
    /// Whether the file is gone; then all that is here is from before.
    pub gone: bool,
}

impl<'a> Subject<'a> {
    /// The record, where it can be read and is there.
    pub fn record(&self) -> Option<&'a Record> {
        self.parsed.as_ref().ok().filter(|_| !self.gone)
    }
}

/// Where rules report; it knows how to find a field's place in the text, and only looks when a rule has something to say.
pub struct Report<'a> {
    subject: Subject<'a>,
    policy: &'a Policy,
    text: OnceCell<Arc<str>>,
    tree: OnceCell<Option<Rc<Tree>>>,
    diagnostics: Vec<Diagnostic>,
}

impl<'a> Report<'a> {
    pub(super) fn new(subject: &Subject<'a>, policy: &'a Policy) -> Self {
        Self { subject: *subject, policy, text: OnceCell::new(), tree: OnceCell::new(), diagnostics: Vec::new() }
    }

    /// Whether a breach of the rule would be told: a rule that is costly to check asks first.
    pub fn wants(&self, rule: &Rule) -> bool {
        self.policy.severity(rule).is_some()
    }

    /// Whether the office or this run sets the level of a rule itself.
    pub fn is_set(&self, rule: &Rule) -> bool {
        self.policy.is_set(rule)
    }

    /// Reports a breach at a field. What the caller adds to it is told with it.
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

    /// Reports a breach that only a person can judge: a warning, unless the office sets the rule's level itself.
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

    /// Reports a breach at the rule's own level where it is sure, and as [`doubtful`](Self::doubtful) where it is not.
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

    /// Reports a breach where two fields clash; `other` is the second, with what stands there.
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

    /// Reports a breach at a place that no field has.
    pub fn here(
        &mut self,
        rule: &'static Rule,
        at: FieldPath,
        span: Span,
        message: impl Into<String>,
        help: impl Into<Option<String>>,
    ) -> &mut Diagnostic {
        // What this run does not tell is dropped at the end, so that a rule need not ask.
        let severity = self.policy.severity(rule).unwrap_or(Severity::Warning);
        let diagnostic = Diagnostic {
            rule,
            severity,
            at,
            span,
            message: message.into(),
            help: help.into(),
            related: None,
            fix: None,
            subject: value_at(self.text(), span),
            more: 0,
        };
        let index = self.diagnostics.len();
        self.diagnostics.push(diagnostic);
        &mut self.diagnostics[index]
    }

    /// Reports a fault that the reader of the text found.
    pub fn fault(&mut self, rule: &'static Rule, fault: Fault) {
        let diagnostic = self.here(rule, fault.at, fault.span, fault.message, fault.help);
        diagnostic.related = fault.related.map(|(span, message)| Related { span, message });
        diagnostic.fix = fault.fix;
        diagnostic.more = fault.more;
    }

    /// What has been reported so far, in the order in which it was.
    pub fn reported(&self) -> &[Diagnostic] {
        &self.diagnostics
    }

    /// Takes back what was reported, by its places in that order.
    pub fn take_back(&mut self, places: &HashSet<usize>) {
        let mut place = 0..;
        self.diagnostics.retain(|_| place.next().is_none_or(|place| !places.contains(&place)));
    }

    /// The record's text.
    pub fn text(&self) -> &Arc<str> {
        self.text.get_or_init(|| (self.subject.text)())
    }

    /// The record's text as a tree; `None` where it is no YAML.
    pub fn tree(&self) -> Option<&Rc<Tree>> {
        self.tree.get_or_init(|| Tree::of(self.text()).ok().map(Rc::new)).as_ref()
    }

    fn locate(&self, at: &FieldPath) -> Span {
        let known = if self.tree.get().is_none() { locate_plainly(self.text(), at) } else { None };
        known.unwrap_or_else(|| self.tree().map_or(Span::default(), |tree| tree.locate(at)))
    }

    /// What is told, in the order of its lines.
    pub(super) fn into_diagnostics(self) -> Vec<Diagnostic> {
        let policy = self.policy;
        let mut told = self.diagnostics;
        told.retain(|diagnostic| policy.severity(diagnostic.rule).is_some());
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
pub(super) fn value_at(text: &str, span: Span) -> String {
    let value = text.get(span.start..span.end).unwrap_or_default().trim();
    let is_value = value.len() <= LONGEST_VALUE && !value.contains('\n');
    if is_value { value.trim_matches(['"', '\'']).to_owned() } else { String::new() }
}
