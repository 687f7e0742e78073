//! What every rule needs, and no rule itself: how a rule is declared ([`Rule`], `family!`), what it is given
//! ([`RecordToCheck`], [`RuleContext`]), where it reports ([`DiagnosticCollector`], [`Diagnostic`]), and what of it is shown
//! ([`Policy`], [`Baseline`]).
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
pub use context::{CheckSettings, RuleContext};
pub use diagnostic::{Diagnostic, Identity, Related, field_name};
pub use page::{Basis, BasisKind, Example, ExamplePurpose, RuleDocs};
pub use policy::{Policy, PolicyError, settings_schema};
pub use report::{DiagnosticCollector, EarlierVersion, RecordToCheck};
pub use rule::{Rule, RuleCode, RuleScope, Severity, UnknownRule};
