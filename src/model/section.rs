//! The sections of the meeting paper (`irr summary`).

use super::vocabulary::vocabulary;

vocabulary! {
    /// A section of the meeting paper, listed in the default order.
    SummarySection: "a section of the summary" {
        /// Open findings that were escalated.
        Escalated = "escalated",
        /// Counts by kind and status, and the responses.
        Headline = "headline",
        /// Movement in the period: open before, new, reopened, closed, remaining.
        Movement = "movement",
        /// What changed in the records in the period, from git. Shown only if it is asked for.
        Changes = "changes",
        /// New reports and those awaiting a response, with their response deadlines.
        Reports = "reports",
        /// Each overdue finding with its owner, dates and latest reason.
        Exceptions = "exceptions",
        /// A closing date for each open finding, and the findings that have none.
        Closedown = "closedown",
        /// Closed findings, with their evidence.
        Closed = "closed",
        /// The inspectorate's verifications.
        Verified = "verified",
        /// Open and overdue findings over time.
        Trend = "trend",
        /// What is due in the coming months.
        Ahead = "ahead",
        /// How late the overdue findings are.
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
        /// Counts by kind of inspection.
        ByInspection = "by_inspection",
        /// Graded judgments by area over time.
        Grades = "grades",
        /// Responses in time and late, by year.
        Responses = "responses",
        /// For each figure, the filter that lists what it counts.
        Figures = "figures",
    }
}
