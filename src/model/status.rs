//! How far a finding has come, and how much it matters.

use super::vocabulary::vocabulary;

vocabulary! {
    /// How far the work on a finding has come. Overdue is no status: it is computed from a date.
    Status: "a status" {
        /// Nothing has been done yet.
        NotStarted = "not_started",
        /// Being worked on.
        InProgress = "in_progress",
        /// Done, waiting to be proven or signed off.
        PendingSignOff = "pending_sign_off",
        /// Done, proven and signed off.
        Closed = "closed",
        /// Another finding has taken its place.
        Superseded = "superseded",
        /// The body does not accept it.
        NotAccepted = "not_accepted",
    }
}

impl Status {
    /// Whether somebody still has something to do.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::NotStarted | Self::InProgress | Self::PendingSignOff)
    }
}

vocabulary! {
    /// How much the office wants a finding done before others.
    Priority: "a priority" {
        /// Before everything else.
        High = "high",
        /// In its turn.
        Medium = "medium",
        /// When there is time.
        Low = "low",
    }
}
