//! The inspectorate's graded judgments.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::vocabulary::vocabulary;

vocabulary! {
    /// A graded judgment, best first, or the words printed in its place.
    GradeLevel: "a grade" {
        /// Outstanding.
        Outstanding = "outstanding",
        /// Good.
        Good = "good",
        /// Adequate: used for police forces since 2021/22 and for fire services since 2023.
        Adequate = "adequate",
        /// Requires improvement.
        RequiresImprovement = "requires_improvement",
        /// Inadequate.
        Inadequate = "inadequate",
        /// The inspectorate gives no graded judgment for this area.
        NoGradedJudgment = "no_graded_judgment",
        /// Ungraded.
        Ungraded = "ungraded",
        /// Not yet graded.
        NotYetGraded = "not_yet_graded",
    }
}

impl GradeLevel {
    /// Returns whether this is a judgment rather than words in place of one.
    pub const fn is_judgment(self) -> bool {
        !matches!(self, Self::NoGradedJudgment | Self::Ungraded | Self::NotYetGraded)
    }
}

/// A graded judgment of one area, or of the whole force if no area is named.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Grade {
    /// The area or question that was graded, as printed. The inspectorate changes these with each inspection cycle.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub area: Option<String>,
    /// The judgment.
    pub grade: GradeLevel,
}
