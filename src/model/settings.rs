//! What an office sets for its store: `irr.yaml` beside `records/`.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::vocabulary::vocabulary;
use super::{ChiefOfficer, Force, LocalPolicingBody, SummarySection};

vocabulary! {
    /// What becomes of a breach of a rule.
    Level: "a level" {
        /// Nothing: it is not looked for.
        Allow = "allow",
        /// It is told.
        Warn = "warn",
        /// It is told, and the record is refused.
        Deny = "deny",
    }
}

/// The settings of a store.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// The store's force, where it is the store of one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub force: Option<Force>,
    /// The body that answers for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub local_policing_body: Option<LocalPolicingBody>,
    /// Its chief officer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chief_officer: Option<ChiefOfficer>,
    /// Police forces and fire services that records may name beside the usual ones.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub forces: Vec<Force>,
    /// Names of this office and its force that reports use, beside "chief constables", "forces" and the like.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub us: Vec<String>,
    /// Within how many days of its publication the copies of a response are sent here, the day after publication being the
    /// first: later than that, a copy that is not recorded as sent is an error. Section 55(6) names no day; without this it is
    /// the last lawful day of the response.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub copies_within_days: Option<u32>,
    /// Rules that count for more or less here than they do elsewhere, by their codes.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub rules: BTreeMap<String, Level>,
    /// The paper that `irr summary` writes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub summary: Option<SummarySettings>,
}

/// What an office sets for its meetings' paper.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SummarySettings {
    /// Its sections, in their order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sections: Vec<SummarySection>,
}
