//! An office's settings: `irr.yaml` beside `records/`.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::vocabulary::vocabulary;
use super::{ChiefOfficer, Force, LocalPolicingBody, SummarySection, TrackerSettings};

vocabulary! {
    /// What happens when a rule finds a problem.
    RuleLevel: "a level" {
        /// Off: the rule is not checked.
        Allow = "allow",
        /// A warning.
        Warn = "warn",
        /// An error: the check fails.
        Deny = "deny",
    }
}

vocabulary! {
    /// When a command commits the change that it has written.
    CommitMode: "a way to commit" {
        /// Never: `irr save` or git does.
        Never = "never",
        /// After asking, on a terminal; never without one.
        Ask = "ask",
        /// Always.
        Always = "always",
    }
}

/// The settings of a records folder.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// The force, if all records are about one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub force: Option<Force>,
    /// The body responsible for the force.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub local_policing_body: Option<LocalPolicingBody>,
    /// The force's chief officer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chief_officer: Option<ChiefOfficer>,
    /// Further police forces and fire services that records may name, besides those that irr knows.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub forces: Vec<Force>,
    /// Further names by which reports address this office and its force, besides "chief constables", "forces" and the like.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub us: Vec<String>,
    /// The number of days after a response's publication within which its copies must be sent, the day after publication being
    /// the first. After the last day, a missing copy is an error. Section 55(6) of the Police Act 1996 sets no day; without
    /// this setting, the response deadline counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub copies_within_days: Option<u32>,
    /// Rules that have another level in this office, by their codes.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub rules: BTreeMap<String, RuleLevel>,
    /// Whether a command that changes records commits the change in git. Without this setting, it does not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub commit: Option<CommitMode>,
    /// The meeting paper that `irr summary` writes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub summary: Option<SummarySettings>,
    /// Saved lists: `monday` is shown by `irr list @monday`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub lists: BTreeMap<String, ListSettings>,
    /// What the office has said about its spreadsheets, by the name of the sheet; a CSV file has its own name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub trackers: BTreeMap<String, TrackerSettings>,
}

/// A saved list.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ListSettings {
    /// Which findings, as an expression of `irr list --where`. Without it, those that are ours and open.
    #[serde(default, rename = "where", skip_serializing_if = "Option::is_none")]
    pub expr: Option<String>,
    /// The columns, as `irr list --columns help` explains them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub columns: Vec<String>,
    /// The order, as in `irr list --sort`: columns separated by commas, each reversed by a `-` before it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sort: Option<String>,
}

/// An office's settings for its meeting paper.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SummarySettings {
    /// The sections of the paper, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sections: Vec<SummarySection>,
}
