//! The terms of a duty that a record itself states: `duty_terms` and `response_extensions`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::DayCount;
use crate::model::Date;

/// The terms of a duty that no law sets, or that irr does not know.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DutyTerms {
    /// The name of the duty. Needed where `duty` is `other`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The last day to respond, where a day was set.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_day: Option<Date>,
    /// The number of days or months to respond, where no `last_day` was set.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<u32>,
    /// How `period` is counted; `inclusive` if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub count: Option<DayCount>,
}

/// An extension of the time to respond, given by whoever may extend it under the duty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ResponseExtension {
    /// The new last day to respond.
    pub to: Date,
    /// The day the extension was given.
    pub agreed: Date,
    /// The day the extension was applied for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub applied: Option<Date>,
    /// Who gave the extension.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// The reason for the extension.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// True when proceedings for judicial review extend the time, so that no application was made.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub judicial_review: bool,
}
