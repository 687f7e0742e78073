//! What is wrong with a record.
//!
//! A rule is a code, a severity and a sentence; a family is a file with a few rules and one function that finds them.
//! To add a family is to add a file and its line in [`FAMILIES`]. A rule knows the whole store ([`Whole`]) and judges one record
//! ([`Subject`]); it reads no disk and prints nothing.

pub mod diagnostic;
pub mod identity;
pub mod shape;
pub mod subject;

pub use diagnostic::{Diagnostic, Related, Rule, Severity};
pub use subject::{Report, Subject, Whole};

/// A file of rules that look at a record together.
pub struct Family {
    /// Its rules.
    pub rules: &'static [&'static Rule],
    /// Finds what they forbid.
    pub check: fn(&Subject<'_>, &Whole<'_>, &mut Report<'_>),
}

/// Every family, in the order of the rules' page.
pub const FAMILIES: &[Family] = &[shape::FAMILY, identity::FAMILY];

/// Every rule.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    FAMILIES.iter().flat_map(|family| family.rules.iter().copied())
}

/// Everything wrong with one record, in the order of its lines.
pub fn check(subject: &Subject<'_>, whole: &Whole<'_>) -> Vec<Diagnostic> {
    let mut report = Report::new(subject);
    for family in FAMILIES {
        (family.check)(subject, whole, &mut report);
    }
    report.into_diagnostics()
}
