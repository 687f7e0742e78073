//! The sections of a meeting's paper.

use super::vocabulary::vocabulary;

vocabulary! {
    /// One section of the summary, in the order they have where nobody chooses another.
    SummarySection: "a section of the summary" {
        /// Open findings that were escalated.
        Escalated = "escalated",
        /// Counts by kind and by status, and the responses.
        Headline = "headline",
        /// Previously open, new, reopened, closed, remaining.
        Movement = "movement",
        /// The reports that are new or awaited, with the days by which they must be answered.
        Reports = "reports",
        /// Each overdue finding with its owner, its dates and the last reason.
        Exceptions = "exceptions",
        /// A date for each open finding, and those that have none.
        Closedown = "closedown",
        /// What came to its end, with its evidence.
        Closed = "closed",
        /// What the inspectorate has said of findings since.
        Verified = "verified",
        /// Open and overdue over time.
        Trend = "trend",
        /// What is due in the months ahead.
        Ahead = "ahead",
        /// How late the overdue ones are.
        Late = "late",
        /// Counts by report.
        ByReport = "by_report",
        /// Counts by priority.
        ByPriority = "by_priority",
        /// Counts by owner.
        ByOwner = "by_owner",
        /// Counts by force.
        ByForce = "by_force",
        /// Counts by inspectorate.
        ByInspectorate = "by_inspectorate",
        /// Counts by what the inspection looked at.
        ByInspection = "by_inspection",
        /// The graded judgments by area over time.
        Grades = "grades",
        /// Responses in time and late, by year.
        Responses = "responses",
        /// The filter that lists what each figure counts.
        Figures = "figures",
    }
}
