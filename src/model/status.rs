//! The status and the priority of a finding.

use super::vocabulary::vocabulary;

vocabulary! {
    /// The status of the work on a finding. Overdue is not a status: it is computed from the due date.
    Status: "a status" {
        /// Nothing has been done yet.
        NotStarted = "not_started",
        /// Work is under way.
        InProgress = "in_progress",
        /// Done, but not yet proven or signed off.
        PendingSignOff = "pending_sign_off",
        /// Done, proven and signed off.
        Closed = "closed",
        /// Replaced by another finding.
        Superseded = "superseded",
        /// Not accepted by the body.
        NotAccepted = "not_accepted",
    }
}

impl Status {
    /// Returns whether work remains to be done.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::NotStarted | Self::InProgress | Self::PendingSignOff)
    }
}

vocabulary! {
    /// The priority that the office gives a finding.
    Priority: "a priority" {
        /// Before everything else.
        High = "high",
        /// In the normal order.
        Medium = "medium",
        /// When time allows.
        Low = "low",
    }
}
