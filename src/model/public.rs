//! What of a record the public is not shown.

use super::{Record, counted, listed};

/// What was taken out of a record for the public.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LeftOut {
    owners: usize,
    evidence: usize,
    notes: usize,
    withheld: Vec<String>,
    answers_to_withheld: Vec<String>,
    unplaced: bool,
}

/// The record without what is the office's own: who owns what, where evidence lies, the notes of the log, text withheld under section 55(2),
/// and words of an import that nobody has placed.
pub fn public(record: &Record) -> (Record, LeftOut) {
    let mut shown = record.clone();
    let mut left_out = LeftOut { unplaced: shown.unplaced.take().is_some(), ..LeftOut::default() };
    let references: Vec<String> = record.findings().map(|(reference, ..)| reference.to_string()).collect();
    let lists = [&mut shown.recommendations, &mut shown.areas_for_improvement, &mut shown.causes_of_concern];
    for (finding, reference) in lists.into_iter().flatten().zip(references) {
        left_out.owners += usize::from(finding.owner.take().is_some());
        for action in &mut finding.actions {
            left_out.owners += usize::from(action.owner.take().is_some());
            left_out.evidence += std::mem::take(&mut action.evidence).len();
        }
        for entry in &mut finding.progress {
            left_out.notes += usize::from(entry.note.take().is_some());
            entry.by = None;
        }
        // An entry that only had a note says nothing without it.
        finding.progress.retain(|entry| entry.status.is_some());
        if let Some(closure) = &mut finding.closure {
            left_out.evidence += std::mem::take(&mut closure.evidence).len();
        }
        if finding.withheld {
            // The words of the deadline are words of the text.
            if finding.text.take().is_some() | finding.due_text.take().is_some() {
                left_out.withheld.push(reference.clone());
            }
            if finding.chief_officer_response.is_some() || finding.commissioner_response.is_some() {
                left_out.answers_to_withheld.push(reference);
            }
        }
    }
    (shown, left_out)
}

impl LeftOut {
    /// What was taken out, in words; `None` where nothing was.
    pub fn in_words(&self) -> Option<String> {
        let count = |number: usize, one: &str, more: &str| (number > 0).then(|| counted(number, one, more));
        let withheld = (!self.withheld.is_empty())
            .then(|| format!("the withheld text of {}", listed(&self.withheld, self.withheld.len(), usize::MAX)));
        let parts = [
            count(self.owners, "owner", "owners"),
            count(self.evidence, "piece of evidence", "pieces of evidence"),
            count(self.notes, "note", "notes"),
            withheld,
            self.unplaced.then(|| "words not placed yet".to_owned()),
        ];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        (!parts.is_empty()).then(|| listed(&parts, parts.len(), usize::MAX))
    }

    /// Findings whose text is withheld and whose answers are shown: an answer may tell what it answers.
    pub fn answers_to_withheld(&self) -> &[String] {
        &self.answers_to_withheld
    }
}
