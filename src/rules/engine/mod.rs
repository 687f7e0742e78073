//! What every rule needs, and no rule itself: how a rule is declared ([`Rule`], `family!`), what it is given ([`Subject`], [`RuleContext`]),
//! where it reports ([`Report`], [`Diagnostic`]), and what of it is shown ([`Policy`], [`Baseline`]).
//!
//! Rules belong into a family beside this folder.

pub mod baseline;
pub mod context;
pub mod diagnostic;
pub mod page;
pub mod policy;
pub mod report;
pub mod rule;

pub use baseline::Baseline;
pub use context::{Circumstances, RuleContext};
pub use diagnostic::{Diagnostic, Identity, Related, field_name};
pub use page::{Basis, BasisKind, Example, Page, Shows};
pub use policy::{Policy, PolicyError, settings_schema};
pub use report::{Before, Report, Subject};
pub use rule::{Counts, Rule, RuleCode, Severity, UnknownRule};
