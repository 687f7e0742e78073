//! Records the inspectorate's verification.

use crate::model::transition::{Transition, TransitionError, is_blank, log, note};
use crate::model::{Finding, Verification};

/// Sets the inspectorate's verification of a finding; a verification it replaces goes into the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verify(pub Verification);

impl Transition for Verify {
    fn take(&self, finding: &mut Finding) -> Result<String, TransitionError> {
        let Self(word) = self;
        if word.reference.as_deref().is_none_or(is_blank) {
            return Err(TransitionError::Missing { missing: vec!["the letter or report (--reference)"] });
        }
        let told = format!("{} counts it as {}", word.by, word.outcome);
        let Some(standing) = finding.verification.take().filter(|standing| standing != word) else {
            finding.verification = Some(word.clone());
            return Ok(told);
        };
        // A finding has room for one verification: the newer one is kept there, and the other is noted in the log.
        let is_older = matches!((word.date, standing.date), (Some(date), Some(other)) if date < other);
        let (newer, older) = if is_older { (&standing, word) } else { (word, &standing) };
        let said = older.reference.as_ref().map_or_else(String::new, |reference| format!(" ({reference})"));
        if let Some(date) = older.date.or(newer.date) {
            let entry = note(date, &format!("{} counted it as {}{said}", older.by, older.outcome));
            if !finding.progress.contains(&entry) {
                log(finding, entry);
            }
        }
        finding.verification = Some(newer.clone());
        Ok(if is_older { format!("{told}, but later as {}, which is kept", newer.outcome) } else { told })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::VerificationOutcome;

    #[test]
    fn an_earlier_word_is_kept_in_the_log() {
        let word = |outcome, date: &str| {
            Verify(Verification {
                by: "HMICFRS".to_owned(),
                date: Some(date.parse().unwrap()),
                reference: Some("letter 12".to_owned()),
                outcome,
            })
        };
        let mut finding = Finding::numbered("1".parse().unwrap());
        word(VerificationOutcome::Open, "2025-05-01").take(&mut finding).unwrap();
        let told = word(VerificationOutcome::Closed, "2026-05-01").take(&mut finding).unwrap();
        assert_eq!(told, "HMICFRS counts it as closed");
        assert_eq!(finding.progress[0].note.as_ref().unwrap().trimmed(), "HMICFRS counted it as open (letter 12)");
    }
}
