//! The rules that records are checked against.
//!
//! A rule has a code, a level, and a section in its family's page. A family is two files: `response_deadline.rs` with
//! some rules and one function that checks them, and `response_deadline.md`, from which `irr explain` is made. To add
//! a rule, add its line, its check and its section; to add a family, add its two files and its line in
//! [`FAMILIES`]. Rules may look at all records ([`RuleContext`]) and check one ([`RecordToCheck`]); they read no
//! files and print nothing. [`check`] runs every family and drops what the [`Policy`] switches off.

pub mod actions;
pub mod audit;
pub mod bodies;
pub mod closing;
pub mod comments;
mod conflicts;
pub mod copies;
pub mod dates;
pub mod duties;
pub mod engine;
pub mod explanation;
mod explanation_words;
pub mod format;
pub mod guesses;
pub mod identity;
pub mod inspectorate;
pub mod privacy;
pub mod progress_log;
mod published_text;
mod remedy;
pub mod response_deadline;
pub mod settings;
pub mod slippage;
pub mod suppression;

pub use engine::{
    Baseline, Basis, BasisKind, CheckSettings, Diagnostic, DiagnosticCollector, EarlierVersion, Example, ExamplePurpose,
    Identity, Policy, PolicyError, RecordToCheck, Related, Rule, RuleCode, RuleContext, RuleDocs, RuleScope, Severity,
    UnknownRule, field_name, settings_schema,
};

pub use remedy::{REMEDIES, remedy};

/// A family: rules on one topic that are checked together.
pub struct Family {
    /// The topic.
    pub title: &'static str,
    /// The rules' documentation in Markdown: the file next to the family's.
    pub page: &'static str,
    /// The rules.
    pub rules: &'static [&'static Rule],
    /// Checks a record against the rules.
    check: fn(&RecordToCheck<'_>, &RuleContext<'_>, &mut DiagnosticCollector<'_>),
}

/// Every family, in the order of the documentation. Allowances must be last, because they remove diagnostics of the others.
pub const FAMILIES: &[Family] = &[
    format::FAMILY,
    identity::FAMILY,
    bodies::FAMILY,
    response_deadline::FAMILY,
    comments::FAMILY,
    copies::FAMILY,
    duties::FAMILY,
    dates::FAMILY,
    explanation::FAMILY,
    inspectorate::FAMILY,
    audit::FAMILY,
    slippage::FAMILY,
    closing::FAMILY,
    privacy::FAMILY,
    progress_log::FAMILY,
    actions::FAMILY,
    guesses::FAMILY,
    settings::FAMILY,
    suppression::FAMILY,
];

/// Returns every rule.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    FAMILIES.iter().flat_map(|family| family.rules.iter().copied())
}

/// Checks a record against every rule and returns the diagnostics that the policy lets through, in line order.
pub fn check(subject: &RecordToCheck<'_>, context: &RuleContext<'_>, policy: &Policy) -> Vec<Diagnostic> {
    let mut report = DiagnosticCollector::new(subject, policy);
    for family in FAMILIES {
        (family.check)(subject, context, &mut report);
    }
    report.into_diagnostics()
}
