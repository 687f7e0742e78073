//! Updates links when a record or finding is renamed or removed.

use super::{AnswerPlace, Finding, FindingKind, FindingLink, FindingRef, Record, RecordId};

/// A renaming or removal; `to` is `None` for a removal, and links to the target are then removed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Renaming {
    /// Of a record.
    Record {
        /// The old id.
        from: RecordId,
        /// The new id.
        to: Option<RecordId>,
    },
    /// Of a finding.
    Finding {
        /// The record that contains the finding.
        record: RecordId,
        /// The old reference.
        from: FindingRef,
        /// The new reference.
        to: Option<FindingRef>,
    },
}

impl Renaming {
    /// Updates the links in `record`, whose id is `id`, and returns how many were changed.
    pub fn follow(&self, id: &RecordId, record: &mut Record) -> usize {
        let mut followed = 0;
        if let Self::Record { from, to } = self
            && record.covered_by.as_ref() == Some(from)
        {
            record.covered_by.clone_from(to);
            followed += 1;
        }
        for kind in FindingKind::ALL {
            for finding in record.findings_of_mut(*kind) {
                for link in [&mut finding.follows, &mut finding.supersedes, &mut finding.escalated_from] {
                    let Some(new) = link.as_ref().and_then(|old| self.of(id, old)) else { continue };
                    *link = new;
                    followed += 1;
                }
                if let Some(response) = &mut finding.commissioner_response
                    && let Some(new) = response.see.as_ref().and_then(|see| self.of(id, see.finding()?))
                {
                    response.see = new.map(AnswerPlace::Finding);
                    followed += 1;
                }
                // An answer that consisted only of the removed `see` is now empty, and an empty answer would count as one.
                finding.commissioner_response = finding.commissioner_response.take().filter(|response| {
                    response.see.is_some()
                        || response.text.is_some()
                        || response.action.is_some()
                        || response.adopts_chief_officer
                });
                if let Self::Finding { to, .. } = self
                    && self.is_cause_of(id, finding)
                {
                    finding.cause_of_concern = to.as_ref().map(|to| to.printed().clone());
                    followed += 1;
                }
            }
        }
        followed
    }

    /// Returns whether a finding of the record `id` links to the renamed target.
    pub fn is_led_to(&self, id: &RecordId, finding: &Finding) -> bool {
        finding.links().any(|(_, link)| self.of(id, link).is_some()) || self.is_cause_of(id, finding)
    }

    /// Returns whether the renamed target is the cause of concern to which a finding of the record `id` belongs.
    fn is_cause_of(&self, id: &RecordId, finding: &Finding) -> bool {
        let cause = finding.cause_of_concern.as_ref().map(|printed| FindingRef::new(FindingKind::CauseOfConcern, printed));
        matches!(self, Self::Finding { record, from, .. } if record == id && cause.as_ref() == Some(from))
    }

    /// Returns the new value of a link in the record `id`; `None` where it links to something else.
    fn of(&self, id: &RecordId, link: &FindingLink) -> Option<Option<FindingLink>> {
        match self {
            Self::Record { from, to } => {
                let leads_there = link.record.as_ref() == Some(from);
                leads_there.then(|| to.clone().map(|to| FindingLink { record: Some(to), finding: link.finding.clone() }))
            }
            Self::Finding { record, from, to } => {
                let leads_there = link.record.as_ref().unwrap_or(id) == record && link.finding == *from;
                leads_there.then(|| to.clone().map(|to| FindingLink { record: link.record.clone(), finding: to }))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::record::tests::record;

    fn linked() -> (RecordId, Record) {
        let mut record = record("Kent", "2025-05-16");
        let mut finding = Finding::numbered("1".parse().unwrap());
        finding.follows = Some("kent/2020-01-01-custody:R2".parse().unwrap());
        finding.supersedes = Some("R2".parse().unwrap());
        finding.cause_of_concern = Some("2".parse().unwrap());
        record.recommendations = vec![finding, Finding::numbered("2".parse().unwrap())];
        ("kent/2025-05-16-custody".parse().unwrap(), record)
    }

    #[test]
    fn links_follow_a_record() {
        let (id, mut record) = linked();
        let renaming =
            Renaming::Record { from: "kent/2020-01-01-custody".parse().unwrap(), to: "kent/2020-01-02-custody".parse().ok() };
        assert_eq!(renaming.follow(&id, &mut record), 1);
        assert_eq!(record.recommendations[0].follows, Some("kent/2020-01-02-custody:R2".parse().unwrap()));
    }

    #[test]
    fn links_follow_a_finding_within_its_record_and_from_without() {
        let (id, mut record) = linked();
        let within = Renaming::Finding { record: id.clone(), from: "R2".parse().unwrap(), to: "R3".parse().ok() };
        assert_eq!(within.follow(&id, &mut record), 1);
        assert_eq!(record.recommendations[0].supersedes, Some("R3".parse().unwrap()));
        let gone =
            Renaming::Finding { record: "kent/2020-01-01-custody".parse().unwrap(), from: "R2".parse().unwrap(), to: None };
        assert_eq!(gone.follow(&id, &mut record), 1);
        assert_eq!(record.recommendations[0].follows, None);
    }

    #[test]
    fn a_recommendation_follows_its_cause_of_concern() {
        let (id, mut record) = linked();
        let renaming = Renaming::Finding { record: id.clone(), from: "COC2".parse().unwrap(), to: "COC5".parse().ok() };
        assert_eq!(renaming.follow(&id, &mut record), 1);
        assert_eq!(record.recommendations[0].cause_of_concern, Some("5".parse().unwrap()));
    }
}
