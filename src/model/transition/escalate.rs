//! Escalates a finding, or ends its escalation.

use crate::model::transition::{Transition, TransitionError, is_blank, is_open};
use crate::model::{Escalation, Finding, SchemaVersion};

/// Adds a step to a finding's escalation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Escalate(pub Escalation);

impl Transition for Escalate {
    fn take(&self, finding: &mut Finding, _: SchemaVersion) -> Result<String, TransitionError> {
        let Self(step) = self;
        let is_absent = |text: &Option<String>| text.as_deref().is_none_or(is_blank);
        if is_absent(&step.reference) && is_absent(&step.reason) {
            return Err(TransitionError::Missing {
                missing: vec!["the letter or report (--reference), or the reason (--reason)"],
            });
        }
        // Only open findings can be escalated, but an escalation may end after the closing.
        if step.to.is_escalated() {
            is_open(finding)?;
        }
        let latest = finding.escalation.iter().map(|step| step.date).max();
        if let Some(latest) = latest.filter(|latest| step.date < *latest) {
            let why = format!("its escalation already has a step of {latest}, which is after {}", step.date);
            return Err(TransitionError::not_so(why, "give the date of this step with --date"));
        }
        let before = finding.last_escalation(step.date).map(|step| step.to);
        if before == Some(step.to) {
            return Err(TransitionError::not_so(format!("its stage is already: {}", step.to.label()), "nothing to do"));
        }
        if !step.to.is_escalated() && !before.is_some_and(|before| before.is_escalated()) {
            return Err(TransitionError::not_so("it is not escalated", "choose the stage with --to"));
        }
        finding.escalation.push(step.clone());
        let was = before.map_or_else(String::new, |before| format!(", was {}", before.label()));
        Ok(format!("{} from {} {}{was}", step.to.label(), step.date.weekday(), step.date))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{EscalationStage, Status};

    fn step(date: &str, to: EscalationStage) -> Escalate {
        Escalate(Escalation { date: date.parse().unwrap(), to, reference: Some("letter 12".to_owned()), reason: None })
    }

    fn finding() -> Finding {
        Finding::numbered("1".parse().unwrap())
    }

    #[test]
    fn each_step_is_added_and_none_is_taken_away() {
        let mut finding = finding();
        let told = step("2026-03-02", EscalationStage::CauseOfConcern).take(&mut finding, SchemaVersion::One).unwrap();
        assert_eq!(told, "cause of concern from Mon 2026-03-02");
        let told = step("2026-04-01", EscalationStage::Engage).take(&mut finding, SchemaVersion::One).unwrap();
        assert_eq!(told, "monitoring: Engage from Wed 2026-04-01, was cause of concern");
        step("2026-05-01", EscalationStage::Ended).take(&mut finding, SchemaVersion::One).unwrap();
        assert_eq!(finding.escalation.len(), 3);
    }

    #[test]
    fn what_says_nothing_new_is_refused() {
        let refused =
            |finding: &Finding, step: Escalate| step.take(&mut finding.clone(), SchemaVersion::One).unwrap_err().to_string();
        let mut escalated = finding();
        step("2026-03-02", EscalationStage::Engage).take(&mut escalated, SchemaVersion::One).unwrap();
        assert_eq!(refused(&escalated, step("2026-03-03", EscalationStage::Engage)), "its stage is already: monitoring: Engage");
        assert_eq!(
            refused(&escalated, step("2026-03-01", EscalationStage::Direction)),
            "its escalation already has a step of 2026-03-02, which is after 2026-03-01"
        );
        assert_eq!(refused(&finding(), step("2026-03-02", EscalationStage::Ended)), "it is not escalated");
        let bare = Escalate(Escalation { reference: Some(" ".to_owned()), ..step("2026-03-02", EscalationStage::Engage).0 });
        assert_eq!(refused(&finding(), bare), "missing the letter or report (--reference), or the reason (--reason)");
        let closed = Finding { status: Some(Status::Closed), ..finding() };
        assert_eq!(refused(&closed, step("2026-03-02", EscalationStage::Engage)), "it is already closed");
    }
}
