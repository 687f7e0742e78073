//! Records the inspectorate's verification.

use crate::model::transition::{Transition, TransitionError, is_blank, log, note, shift_redactions};
use crate::model::{Finding, SchemaVersion, Verification};

/// Adds a verification by the inspectorate. In a record of version 1 it replaces the earlier one, which goes into the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verify(pub Verification);

impl Transition for Verify {
    fn take(&self, finding: &mut Finding, version: SchemaVersion) -> Result<String, TransitionError> {
        let Self(word) = self;
        if word.reference.as_deref().is_none_or(is_blank) {
            return Err(TransitionError::Missing { missing: vec!["the letter or report (--reference)"] });
        }
        let told = format!("{} counts it as {}", word.by, word.outcome);
        if version > SchemaVersion::One {
            if !finding.verifications.contains(word) {
                // Oldest first: one that is entered late comes in by its day.
                let place = finding.verifications.partition_point(|other| other.date.is_none() || other.date <= word.date);
                finding.verifications.insert(place, word.clone());
                shift_redactions(finding, "verifications", place);
            }
            let newer = finding.verifications.last().filter(|last| *last != word);
            return Ok(newer.map_or_else(|| told.clone(), |newer| format!("{told}, but later as {}", newer.outcome)));
        }
        let Some(standing) = finding.verification.take().filter(|standing| **standing != *word) else {
            finding.verification = Some(Box::new(word.clone()));
            return Ok(told);
        };
        // Version 1 has room for one verification: the newer one is kept there, and the other is noted in the log.
        let is_older = matches!((word.date, standing.date), (Some(date), Some(other)) if date < other);
        let (newer, older) = if is_older { (&*standing, word) } else { (word, &*standing) };
        let said = older.reference.as_ref().map_or_else(String::new, |reference| format!(" ({reference})"));
        if let Some(date) = older.date.or(newer.date) {
            let entry = note(date, &format!("{} counted it as {}{said}", older.by, older.outcome));
            if !finding.progress.contains(&entry) {
                log(finding, entry);
            }
        }
        finding.verification = Some(Box::new(newer.clone()));
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
        word(VerificationOutcome::Open, "2025-05-01").take(&mut finding, SchemaVersion::One).unwrap();
        let told = word(VerificationOutcome::Closed, "2026-05-01").take(&mut finding, SchemaVersion::One).unwrap();
        assert_eq!(told, "HMICFRS counts it as closed");
        assert_eq!(finding.progress[0].note.as_ref().unwrap().trimmed(), "HMICFRS counted it as open (letter 12)");
    }

    #[test]
    fn in_version_two_each_word_is_kept_by_its_day() {
        let mut finding = Finding::numbered("1".parse().unwrap());
        let word = |outcome, date: &str| {
            let (by, reference) = ("HMICFRS".to_owned(), Some("letter 12".to_owned()));
            Verify(Verification { by, date: Some(date.parse().unwrap()), reference, outcome })
        };
        word(VerificationOutcome::Closed, "2026-05-01").take(&mut finding, SchemaVersion::Two).unwrap();
        let told = word(VerificationOutcome::Open, "2025-05-01").take(&mut finding, SchemaVersion::Two).unwrap();
        assert_eq!(told, "HMICFRS counts it as open, but later as closed");
        let outcomes: Vec<VerificationOutcome> = finding.verifications.iter().map(|it| it.outcome).collect();
        assert_eq!(outcomes, [VerificationOutcome::Open, VerificationOutcome::Closed]);
        assert!(finding.progress.is_empty() && finding.verification.is_none());
        // A redaction names an entry by its place.
        let date = "2026-06-01".parse().unwrap();
        let field = "verifications[1].reference".to_owned();
        finding.redactions = vec![crate::model::Redaction { field, date, reason: "A name".to_owned(), by: None }];
        word(VerificationOutcome::Open, "2025-09-01").take(&mut finding, SchemaVersion::Two).unwrap();
        assert_eq!(finding.redactions[0].field, "verifications[2].reference");
    }
}
