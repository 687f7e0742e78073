//! A record: one inspection report and the response to it.

use std::collections::HashMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::vocabulary::vocabulary;
use super::{
    ChiefOfficer, Date, DutyKind, DutyTerms, FieldPath, Finding, FindingKind, FindingRef, Force, Inspection, LocalPolicingBody,
    Publication, RecordId, Redaction, ResponseExtension, SchemaVersion,
};
use crate::prose::Prose;

vocabulary! {
    /// The stage of the response. More fields are required once it is published.
    Stage: "a stage" {
        /// The response is being written.
        Draft = "draft",
        /// The response is published (Police Act 1996, section 55(5)), or sent where the duty requires that.
        Published = "published",
    }
}

/// The chief officer's general comments, which are not about a single finding.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ChiefOfficerResponse {
    /// The introduction, before the comments on the findings.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub overview: Option<Prose>,
    /// The next steps.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_steps: Option<Prose>,
    /// The closing words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closing: Option<Prose>,
}

/// One inspection report on a force, its findings, the response to it, and the progress since.
///
/// The fields are in the order of the printed form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Record {
    /// The version of the record's format.
    pub schema_version: SchemaVersion,
    /// The version printed on the response form, such as "Dec 2024".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub form_version: Option<String>,
    /// The stage of the response.
    pub stage: Stage,
    /// The force that was inspected.
    pub force: Force,
    /// The body that must respond.
    pub local_policing_body: LocalPolicingBody,
    /// The force's chief officer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chief_officer: Option<ChiefOfficer>,
    /// The inspection report.
    pub inspection: Inspection,
    /// The duty to respond. Needed only if it is not the usual one for this body and force.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub duty: Option<DutyKind>,
    /// Why no response is owed. Required if `duty` is `none`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_owed: Option<String>,
    /// The day from which the time to respond counts, if not from the report's publication.
    /// That is the day the recommendation was made or the report was sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub duty_from: Option<Date>,
    /// The name and period of a duty that no law sets.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub duty_terms: Option<DutyTerms>,
    /// The extensions of the time to respond, in the order in which they were given.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub response_extensions: Vec<ResponseExtension>,
    /// The report's recommendations.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub recommendations: Vec<Finding>,
    /// The report's areas for improvement.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub areas_for_improvement: Vec<Finding>,
    /// The report's causes of concern.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub causes_of_concern: Vec<Finding>,
    /// The body's initial response, before the findings.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub commissioner_initial_response: Option<Prose>,
    /// The chief officer's general comments.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chief_officer_response: Option<ChiefOfficerResponse>,
    /// The body's overall comments, at the end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub commissioner_overall_comments: Option<Prose>,
    /// True if the body, in its overall comments, adopts the chief officer's answers to all findings as its own explanations.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub adopts_chief_officer: bool,
    /// The dates of publication, comments and copies.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub publication: Option<Publication>,
    /// The id of the record whose response also answers this report.
    /// An example is the response to a force-specific report with the same findings.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub covered_by: Option<RecordId>,
    /// True if the record was imported from a published response, which may not state the invitation and the copies.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub imported: bool,
    /// Text of an imported document that fits no field, kept until somebody places it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unplaced: Option<Prose>,
    /// The redactions outside the findings: which fields had text removed, and why.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub redactions: Vec<Redaction>,
}

impl Record {
    /// Returns a draft with only the required fields.
    pub fn draft(force: Force, local_policing_body: LocalPolicingBody, inspection: Inspection) -> Self {
        Self {
            schema_version: SchemaVersion::LATEST,
            form_version: None,
            stage: Stage::Draft,
            force,
            local_policing_body,
            chief_officer: None,
            inspection,
            duty: None,
            not_owed: None,
            duty_from: None,
            duty_terms: None,
            response_extensions: Vec::new(),
            recommendations: Vec::new(),
            areas_for_improvement: Vec::new(),
            causes_of_concern: Vec::new(),
            commissioner_initial_response: None,
            chief_officer_response: None,
            commissioner_overall_comments: None,
            adopts_chief_officer: false,
            publication: None,
            covered_by: None,
            imported: false,
            unplaced: None,
            redactions: Vec::new(),
        }
    }

    /// Returns the findings of one kind, in the record's order.
    pub fn findings_of(&self, kind: FindingKind) -> &[Finding] {
        match kind {
            FindingKind::Recommendation => &self.recommendations,
            FindingKind::AreaForImprovement => &self.areas_for_improvement,
            FindingKind::CauseOfConcern => &self.causes_of_concern,
        }
    }

    /// Returns the same list for writing.
    pub fn findings_of_mut(&mut self, kind: FindingKind) -> &mut Vec<Finding> {
        match kind {
            FindingKind::Recommendation => &mut self.recommendations,
            FindingKind::AreaForImprovement => &mut self.areas_for_improvement,
            FindingKind::CauseOfConcern => &mut self.causes_of_concern,
        }
    }

    /// Returns every finding with its reference and path:
    /// recommendations first, then areas for improvement, then causes of concern.
    pub fn findings(&self) -> impl Iterator<Item = (FindingRef, FieldPath, &Finding)> {
        FindingKind::ALL.iter().flat_map(move |kind| {
            self.findings_of(*kind).iter().enumerate().map(move |(index, finding)| {
                (FindingRef::new(*kind, &finding.printed), FieldPath::root().key(kind.list()).index(index), finding)
            })
        })
    }

    /// Returns whether the body commented on the response as a whole.
    pub fn has_comments(&self) -> bool {
        let comments = [&self.commissioner_initial_response, &self.commissioner_overall_comments];
        comments.into_iter().flatten().any(|words| !words.trimmed().is_empty())
    }

    /// Returns whether the body adopts the chief officer's answer to a finding, at the finding or in its overall comments.
    pub fn adopts(&self, finding: &Finding) -> bool {
        let at_finding = finding.commissioner_response.as_ref().is_some_and(|response| response.adopts_chief_officer);
        // The adoption for all findings is stated in the comments, so without comments there is none.
        at_finding || self.adopts_chief_officer && self.has_comments() && finding.chief_officer_spoke()
    }

    /// Returns the id of every other record that this one links to, possibly more than once.
    pub fn linked_records(&self) -> impl Iterator<Item = &RecordId> {
        let links = self.findings().flat_map(|(_, _, finding)| finding.links()).filter_map(|(_, link)| link.record.as_ref());
        self.covered_by.iter().chain(links)
    }

    /// Returns the index of each finding in the list of its kind, for callers that look up many. Of duplicates, the first.
    pub fn finding_places(&self) -> HashMap<FindingRef, usize> {
        let mut places = HashMap::new();
        for kind in FindingKind::ALL {
            for (place, finding) in self.findings_of(*kind).iter().enumerate() {
                // The first of duplicates, as in `finding`.
                places.entry(FindingRef::new(*kind, &finding.printed)).or_insert(place);
            }
        }
        places
    }

    /// Returns the finding with that reference for writing.
    pub fn finding_mut(&mut self, reference: &FindingRef) -> Option<&mut Finding> {
        let same = |finding: &&mut Finding| FindingRef::new(reference.kind, &finding.printed) == *reference;
        self.findings_of_mut(reference.kind).iter_mut().find(same)
    }

    /// Returns the finding with that reference; of duplicates, the first.
    /// A linear search: see [`Record::finding_places`] for many.
    pub fn finding(&self, reference: &FindingRef) -> Option<&Finding> {
        self.findings_of(reference.kind).iter().find(|finding| FindingRef::new(reference.kind, &finding.printed) == *reference)
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::model::BodyKind;

    /// Returns a record that has only the required fields.
    pub(crate) fn record(force: &str, published: &str) -> Record {
        let body = LocalPolicingBody { kind: BodyKind::Pcc, name: None, holder: None };
        Record::draft(force.into(), body, Inspection::titled("A subject", published.parse().unwrap()))
    }
}
