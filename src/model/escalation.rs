//! How far the inspectorate or the Secretary of State has raised a finding, as a dated list.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::vocabulary::vocabulary;
use super::{Date, Finding};

vocabulary! {
    /// What a finding was raised to, or that it no longer is.
    EscalationStage: "a stage of escalation" {
        /// A cause of concern.
        CauseOfConcern = "cause_of_concern",
        /// An accelerated cause of concern: published before its report.
        Accelerated = "accelerated",
        /// Enhanced monitoring of the force: the phase Engage.
        Engage = "engage",
        /// A direction of the Secretary of State under section 40 of the Police Act 1996.
        Direction = "direction",
        /// Monitored as every force is: back in the phase Scan.
        Scan = "scan",
        /// No longer escalated.
        Ended = "ended",
    }
}

impl EscalationStage {
    /// Whether a finding at this stage is escalated: Scan is how every force is monitored.
    pub const fn is_escalated(self) -> bool {
        !matches!(self, Self::Scan | Self::Ended)
    }

    /// What people are shown.
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

/// One step of a finding's escalation. Entries are only ever added.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Escalation {
    /// The day from which it holds.
    pub date: Date,
    /// What the finding was raised to.
    pub to: EscalationStage,
    /// The letter, report or minute that says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

impl Finding {
    /// The last step of its escalation by the day `on`, also where that ended it; of one day the lower one in the list.
    pub fn last_escalation(&self, on: Date) -> Option<&Escalation> {
        self.escalation.iter().filter(|step| step.date <= on).max_by_key(|step| step.date)
    }

    /// The step that holds on the day `on`; `None` where the finding is not escalated.
    pub fn escalation_on(&self, on: Date) -> Option<&Escalation> {
        self.last_escalation(on).filter(|step| step.to.is_escalated())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
