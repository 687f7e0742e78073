//! What a record itself says of the time to respond.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Count;
use crate::model::Date;

/// The terms of a duty that no law sets, or that the table does not have.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DutyTerms {
    /// What the duty is called, where it is none of the table's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The last day to respond, where it is given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_day: Option<Date>,
    /// So many days or months to respond, where no day is given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<u32>,
    /// How the period is counted; inclusive where it is not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub count: Option<Count>,
}

/// A later day to respond, given by who may.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ResponseExtension {
    /// The new last day.
    pub to: Date,
    /// The day it was given.
    pub agreed: Date,
    /// The day it was applied for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub applied: Option<Date>,
    /// Who gave it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Whether proceedings for judicial review extend the time, so that nobody applied.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub judicial_review: bool,
}
