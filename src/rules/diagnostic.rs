//! One thing that is wrong, told with its place.

use std::fmt;

use crate::model::FieldPath;
use crate::yaml::Span;

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The record breaks the law or the format.
    Error,
    /// The record is doubtful.
    Warning,
}

impl Severity {
    /// The word of output.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// What a record must not be.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    /// Its stable name, in kebab-case.
    pub code: &'static str,
    /// How bad it is to break it.
    pub severity: Severity,
    /// What it forbids and why, in a sentence or two.
    pub summary: &'static str,
}

impl Rule {
    /// A rule that makes a record wrong.
    pub(super) const fn error(code: &'static str, summary: &'static str) -> Self {
        Self { code, severity: Severity::Error, summary }
    }

    /// A rule that makes a record doubtful.
    pub(super) const fn warning(code: &'static str, summary: &'static str) -> Self {
        Self { code, severity: Severity::Warning, summary }
    }
}

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
    /// The field it is about.
    pub at: FieldPath,
    /// Where in the file it stands.
    pub span: Span,
    /// What is wrong, with the figures in it.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    /// A second place, where two facts clash.
    pub related: Option<Related>,
}
