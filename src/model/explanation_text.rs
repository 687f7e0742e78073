//! Decides whether a finding is explained, by the body's own words or by words that it adopts.

use crate::model::redaction::REDACTED;
use crate::model::{AnswerPlace, Finding, FindingKind, FindingRef, Record};
use crate::prose::Prose;

impl Record {
    /// Returns whether the body explains a finding, or says where it does. The chief officer's comments alone are not enough
    /// (Police Act 1996, section 55(5B)).
    pub fn is_explained(&self, finding: &Finding) -> bool {
        let leads_on = match finding.commissioner_response.as_ref().and_then(|response| response.see.as_ref()) {
            Some(AnswerPlace::Comments) => self.has_comments(),
            // Whether the link leads to an answer needs the other records, so a rule checks it
            // (`answer-by-reference-unresolved`).
            Some(AnswerPlace::Finding(_)) => true,
            None => false,
        };
        self.explains(finding) || leads_on
    }

    /// Returns whether there is nothing to publish: no findings, no comments, and no statement that the report has no
    /// recommendations.
    pub fn says_nothing(&self) -> bool {
        self.findings().next().is_none() && !self.has_comments() && self.inspection.recommendation_count != Some(0)
    }

    /// Returns the recommendations that the body does not explain, with their numbers.
    pub fn unanswered(&self) -> impl Iterator<Item = (FindingRef, &Finding)> {
        let recommendations = self.findings().filter(|(reference, ..)| reference.kind == FindingKind::Recommendation);
        let open = recommendations.filter(|(.., finding)| !finding.withheld && !self.is_explained(finding));
        open.map(|(reference, _, finding)| (reference, finding))
    }

    /// Returns whether the explanation is given at the finding itself: in the body's own words, in the chief officer's words that
    /// the body adopts, or in those of a chief officer who owes the answer under the duty.
    pub fn explains(&self, finding: &Finding) -> bool {
        let by_chief_officer = self.duty().chief_officer_may_answer && finding.chief_officers_words().is_some();
        finding.own_words().is_some() || self.adopted_words(finding).is_some() || by_chief_officer
    }

    /// Returns the chief officer's words on a finding if the body adopts them.
    pub fn adopted_words<'a>(&self, finding: &'a Finding) -> Option<&'a Prose> {
        finding.chief_officers_words().filter(|_| self.adopts(finding))
    }
}

impl Finding {
    /// Returns the body's own words on a finding; `None` where they are empty or redacted as a whole.
    pub fn own_words(&self) -> Option<&Prose> {
        let text = self.commissioner_response.as_ref()?.text.as_ref()?;
        says_something(text).then_some(text)
    }

    /// Returns whether the chief officer says something about the finding.
    pub fn chief_officer_spoke(&self) -> bool {
        self.chief_officers_words().is_some()
    }

    /// Returns the chief officer's words on a finding; `None` where they are empty or redacted as a whole.
    pub fn chief_officers_words(&self) -> Option<&Prose> {
        let text = self.chief_officer_response.as_ref()?.text.as_ref()?;
        says_something(text).then_some(text)
    }
}

/// Returns whether a text contains anything besides redaction markers. A text that is redacted as a whole is not an answer.
fn says_something(text: &Prose) -> bool {
    let text = text.as_str();
    if text.contains(REDACTED) { text.replace(REDACTED, "").contains(char::is_alphanumeric) } else { !text.trim().is_empty() }
}

#[cfg(test)]
mod tests {
    use crate::model::CommissionerResponse;
    use crate::model::Finding;
    use crate::model::record::tests::record;
    use crate::prose::Prose;

    #[test]
    fn words_explain_a_finding_and_a_redaction_of_all_of_them_does_not() {
        let answered = |text: &str| {
            let mut finding = Finding::numbered("1".parse().unwrap());
            finding.commissioner_response = Some(CommissionerResponse {
                action: None,
                adopts_chief_officer: false,
                text: Some(Prose::from_text(text)),
                see: None,
            });
            record("Kent", "2025-05-16").is_explained(&finding)
        };
        assert!(answered("I will ask for a plan."));
        assert!(answered("[redacted] will ask for a plan."));
        assert!(!answered("[redacted]."));
    }
}
