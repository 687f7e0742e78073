//! What the two sides say to one finding.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::vocabulary::vocabulary;
use super::{FindingLink, Prose};

vocabulary! {
    /// What the body explains about a recommendation (section 55(5B)).
    ActionTaken: "what a commissioner's response says of action" {
        /// Action has been taken: limb (a).
        Taken = "taken",
        /// Action is proposed: limb (a).
        Proposed = "proposed",
        /// There is none, and the text says why: limb (b).
        None = "none",
    }
}

/// The chief officer's comments on one finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ChiefOfficerAnswer {
    /// The heading they stand under, without the finding's number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub heading: Option<String>,
    /// The comments.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<Prose>,
}

/// The local policing body's own explanation of one finding (section 55(5B)).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CommissionerResponse {
    /// Action taken, proposed, or none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub action: Option<ActionTaken>,
    /// Whether the body takes the chief officer's words as its own explanation.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub adopts_chief_officer: bool,
    /// The body's own words; the reason where action is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<Prose>,
    /// The finding whose answer covers this one too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub see: Option<FindingLink>,
}
