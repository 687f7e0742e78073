//! What is wrong with a record.
//!
//! A rule is a code, a level, and a section of its family's page; a family is two files: `clock.rs` with a few rules and one
//! function that finds what they forbid, and `clock.md`, from which `irr explain` is made. To add a rule is to add its line, its
//! check and its section; to add a family, its files and its line in [`FAMILIES`]. A rule knows the whole store ([`Whole`]) and
//! judges one record ([`Subject`]); it reads no disk and prints nothing. [`judge`] asks every family and drops what the
//! [`Policy`] does not tell.

pub mod actions;
pub mod allowance;
mod assent;
pub mod audit;
pub mod baseline;
pub mod bodies;
pub mod clock;
pub mod closing;
pub mod comments;
pub mod copies;
pub mod dates;
pub mod diagnostic;
pub mod duties;
pub mod explanation;
pub mod history;
pub mod identity;
pub mod inspectorate;
pub mod page;
pub mod policy;
pub mod privacy;
pub mod rule;
pub mod settings;
pub mod shape;
pub mod subject;
mod unchanged;
pub mod whole;

pub use baseline::Baseline;
pub use diagnostic::{Diagnostic, Identity, Related, field_name};
pub use page::{Basis, BasisKind, Example, Page, Shows};
pub use policy::{Policy, PolicyError, settings_schema};
pub use rule::{Counts, Rule, RuleCode, Severity, UnknownRule};
pub use subject::{Before, Report, Subject};
pub use whole::{Circumstances, Whole};

/// Rules that look at a record together.
pub struct Family {
    /// What they are about.
    pub title: &'static str,
    /// What is said of each, in Markdown: the file beside the family's.
    pub page: &'static str,
    /// Its rules.
    pub rules: &'static [&'static Rule],
    /// Finds what they forbid.
    check: fn(&Subject<'_>, &Whole<'_>, &mut Report<'_>),
}

/// Every family, in the order of the rules' page. Allowances come last: they silence what stands before them.
pub const FAMILIES: &[Family] = &[
    shape::FAMILY,
    identity::FAMILY,
    bodies::FAMILY,
    clock::FAMILY,
    comments::FAMILY,
    copies::FAMILY,
    duties::FAMILY,
    dates::FAMILY,
    explanation::FAMILY,
    inspectorate::FAMILY,
    audit::FAMILY,
    closing::FAMILY,
    privacy::FAMILY,
    history::FAMILY,
    actions::FAMILY,
    settings::FAMILY,
    allowance::FAMILY,
];

/// Every rule.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    FAMILIES.iter().flat_map(|family| family.rules.iter().copied())
}

/// Everything wrong with one record that is to be told, in the order of its lines.
pub fn judge(subject: &Subject<'_>, whole: &Whole<'_>, policy: &Policy) -> Vec<Diagnostic> {
    let mut report = Report::new(subject, policy);
    for family in FAMILIES {
        (family.check)(subject, whole, &mut report);
    }
    report.into_diagnostics()
}
