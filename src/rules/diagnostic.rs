//! One thing that is wrong, told with its place.

use super::{Rule, Severity};
use crate::model::{Change, FieldPath};
use crate::yaml::Span;

/// A second place that a diagnostic is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Related {
    /// Where in the same file it stands.
    pub span: Span,
    /// What stands there.
    pub message: String,
}

/// One breach of one rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// The rule.
    pub rule: &'static Rule,
    /// How bad it is here.
    pub severity: Severity,
    /// The field it is about.
    pub at: FieldPath,
    /// Where in the file it stands.
    pub span: Span,
    /// What is wrong, with the figures in it. It says the same on every day on which the same is wrong.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    /// A second place, where two facts clash.
    pub related: Option<Related>,
    /// What mends it without asking anybody.
    pub fix: Option<Change>,
    /// So many more of a kind stand further down in the text, and were only counted.
    pub more: usize,
}

impl Diagnostic {
    /// The same, with the change that mends it.
    pub fn mended_by(&mut self, change: impl Into<Option<Change>>) {
        self.fix = change.into();
    }
}
