//! The escalation of a finding by the inspectorate or the Secretary of State, as a dated list.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Date;
use super::vocabulary::vocabulary;

vocabulary! {
    /// The stage to which a finding was escalated, or the end of its escalation.
    EscalationStage: "a stage of escalation" {
        /// A cause of concern.
        CauseOfConcern = "cause_of_concern",
        /// An accelerated cause of concern: published before its report.
        Accelerated = "accelerated",
        /// Enhanced monitoring of the force: the Engage phase.
        Engage = "engage",
        /// A direction by the Secretary of State (Police Act 1996, section 40).
        Direction = "direction",
        /// Routine monitoring, as for every force: back in the Scan phase.
        Scan = "scan",
        /// No longer escalated.
        Ended = "ended",
    }
}

impl EscalationStage {
    /// Returns whether a finding at this stage counts as escalated. Scan does not, because every force is monitored in that way.
    pub const fn is_escalated(self) -> bool {
        !matches!(self, Self::Scan | Self::Ended)
    }

    /// Returns the stage's name for people.
    pub const fn label(self) -> &'static str {
        match self {
            Self::CauseOfConcern => "cause of concern",
            Self::Accelerated => "accelerated cause of concern",
            Self::Engage => "monitoring: Engage",
            Self::Direction => "direction under section 40",
            Self::Scan => "monitoring: Scan",
            Self::Ended => "no longer escalated",
        }
    }
}

/// One step of a finding's escalation. Never edit or delete a step; add a new one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Escalation {
    /// The day from which the stage holds.
    pub date: Date,
    /// The stage to which the finding was escalated.
    pub to: EscalationStage,
    /// The letter, report or minute that records it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// The reason.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Finding;

    fn step(date: &str, to: EscalationStage) -> Escalation {
        Escalation { date: date.parse().unwrap(), to, reference: None, reason: None }
    }

    #[test]
    fn the_last_step_by_a_day_holds_and_scan_or_an_end_is_none() {
        use EscalationStage::{Accelerated, Ended, Engage, Scan};
        let steps = [
            ("2026-01-10", Accelerated),
            ("2026-03-01", Engage),
            ("2026-03-01", Scan),
            ("2026-05-01", Engage),
            ("2026-06-01", Ended),
        ];
        let finding =
            Finding { escalation: steps.map(|(date, to)| step(date, to)).to_vec(), ..Finding::numbered("1".parse().unwrap()) };
        for (on, stage) in [
            ("2026-01-09", None),
            ("2026-01-10", Some(Accelerated)),
            ("2026-02-28", Some(Accelerated)),
            ("2026-03-01", None),
            ("2026-05-31", Some(Engage)),
            ("2026-06-01", None),
        ] {
            assert_eq!(finding.escalation_on(on.parse().unwrap()).map(|step| step.to), stage, "{on}");
        }
    }

    #[test]
    fn a_step_that_was_entered_late_stands_by_its_day() {
        use EscalationStage::{CauseOfConcern, Engage};
        let finding = Finding {
            escalation: vec![step("2026-03-01", Engage), step("2026-01-10", CauseOfConcern)],
            ..Finding::numbered("1".parse().unwrap())
        };
        assert_eq!(finding.escalation_on("2026-04-01".parse().unwrap()).map(|step| step.to), Some(Engage));
    }
}
