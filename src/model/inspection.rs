//! The report that is answered.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::vocabulary::{name, vocabulary};
use super::{Date, Grade, Prose};

name! {
    /// An inspectorate by its short name: "HMICFRS".
    Inspectorate
}

vocabulary! {
    /// What the inspection looked at.
    InspectionKind: "a kind of inspection" {
        /// One force.
        Force = "force",
        /// One subject, in some forces, for all.
        Thematic = "thematic",
        /// All forces.
        National = "national",
        /// With another inspectorate.
        Joint = "joint",
        /// A revisit after an earlier report.
        FollowUp = "follow_up",
        /// Anything else.
        Other = "other",
    }
}

/// The inspectorate's report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Inspection {
    /// The report's title, as printed.
    pub title: String,
    /// Whose report it is; several where the inspection was joint.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub inspectorates: Vec<Inspectorate>,
    /// What it looked at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<InspectionKind>,
    /// The day the report was published: day 1 of the 56 (section 55(5A)).
    pub published: Date,
    /// Where the report can be read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// How many recommendations the whole report has, whoever they are addressed to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recommendation_count: Option<u32>,
    /// How many areas for improvement the inspectorate counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub area_for_improvement_count: Option<u32>,
    /// How many causes of concern the inspectorate counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cause_of_concern_count: Option<u32>,
    /// What was inspected and found, in short.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub summary: Option<Prose>,
    /// The graded judgments: none, one, or one per area.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub grades: Vec<Grade>,
}

impl Inspection {
    /// A report of which only the title and the day of publication are known.
    pub fn titled(title: impl Into<String>, published: Date) -> Self {
        Self {
            title: title.into(),
            inspectorates: Vec::new(),
            kind: None,
            published,
            url: None,
            recommendation_count: None,
            area_for_improvement_count: None,
            cause_of_concern_count: None,
            summary: None,
            grades: Vec::new(),
        }
    }
}
