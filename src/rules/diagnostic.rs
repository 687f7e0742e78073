//! A diagnostic: a problem found by a rule, with its place.

use super::{Rule, Severity};
use crate::model::{Change, FieldPath};
use crate::yaml::Span;

/// A second place that a diagnostic is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Related {
    /// The place in the same file.
    pub span: Span,
    /// A description of what is there.
    pub message: String,
}

/// A problem that a rule found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// The rule.
    pub rule: &'static Rule,
    /// The severity, after settings and flags.
    pub severity: Severity,
    /// The field it is about.
    pub at: FieldPath,
    /// The place in the file.
    pub span: Span,
    /// What is wrong, with the values. It must not depend on the day of the check, because baselines identify problems by it.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    /// A second place, where two facts contradict each other.
    pub related: Option<Related>,
    /// A change that fixes it without needing a decision.
    pub fix: Option<Change>,
    /// The number of further problems of this kind that were only counted.
    pub more: usize,
}

impl Diagnostic {
    /// Sets the change that fixes the problem.
    pub fn mended_by(&mut self, change: impl Into<Option<Change>>) {
        self.fix = change.into();
    }
}
