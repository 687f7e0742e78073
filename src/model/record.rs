//! One inspection response, whole.

use std::collections::HashMap;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize};

use super::vocabulary::vocabulary;
use super::{
    ChiefOfficer, Date, DutyKind, DutyTerms, FieldPath, Finding, FindingKind, FindingRef, Force, Inspection, LocalPolicingBody,
    Prose, RecordId, Redaction, ResponseExtension,
};

vocabulary! {
    /// How far the response itself has come; what still has to be there depends on it.
    Stage: "a stage" {
        /// Being written.
        Draft = "draft",
        /// Published under section 55(5).
        Published = "published",
    }
}

/// The version of the record's format: 1, the only one there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Default)]
#[serde(into = "u32")]
pub struct SchemaVersion;

impl SchemaVersion {
    /// The version's number.
    pub const NUMBER: u32 = 1;
}

impl From<SchemaVersion> for u32 {
    fn from(_: SchemaVersion) -> Self {
        SchemaVersion::NUMBER
    }
}

impl<'de> Deserialize<'de> for SchemaVersion {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match u32::deserialize(deserializer)? {
            Self::NUMBER => Ok(Self),
            other => Err(serde::de::Error::custom(format!("schema version {other} is not supported by this version of irr"))),
        }
    }
}

impl JsonSchema for SchemaVersion {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "SchemaVersion".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "integer", "const": Self::NUMBER, "description": "The version of the record's format" })
    }
}

/// The chief officer's comments that speak of no single finding.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ChiefOfficerResponse {
    /// What stands before the answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub overview: Option<Prose>,
    /// What comes next.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_steps: Option<Prose>,
    /// What stands after that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closing: Option<Prose>,
}

/// The section 55 clock: who was asked, what was published, and who got a copy.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Publication {
    /// The day the chief officer was invited to comment (section 55(4)).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chief_officer_invited: Option<Date>,
    /// The day before which those comments were to come (section 55(4)): the last day in time is the one before it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comments_wanted_by: Option<Date>,
    /// The day they came.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comments_received: Option<Date>,
    /// The day the response was published (section 55(5)).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<Date>,
    /// Where it can be read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The day the inspectors got their copy (section 55(6)).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sent_to_inspectorate: Option<Date>,
    /// The day the Secretary of State got a copy (section 55(6)).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sent_to_secretary_of_state: Option<Date>,
    /// The day the Victims' or the Domestic Abuse Commissioner got a copy.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sent_to_commissioner: Option<Date>,
    /// The day the response was sent to the IOPC.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sent_to_iopc: Option<Date>,
    /// The day the response was sent to the coroner.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sent_to_coroner: Option<Date>,
}

impl Publication {
    /// The last day on which the chief officer's comments are in time: section 55(4) has them come *before* the day that was set.
    pub fn last_day_for_comments(&self) -> Option<Date> {
        self.comments_wanted_by?.minus_days(1)
    }
}

/// One inspection response: a report on a force, every finding in it, and what was answered and done.
///
/// The fields stand in the order of the printed form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Record {
    /// The version of this format.
    pub schema_version: SchemaVersion,
    /// The version printed on the form, such as "Dec 2024".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub form_version: Option<String>,
    /// How far the response has come.
    pub stage: Stage,
    /// The force that was inspected.
    pub force: Force,
    /// The body that must answer.
    pub local_policing_body: LocalPolicingBody,
    /// The force's chief officer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chief_officer: Option<ChiefOfficer>,
    /// The report that is answered.
    pub inspection: Inspection,
    /// The duty to respond that it brings with it, where it is not the usual one of such a body and force.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub duty: Option<DutyKind>,
    /// Why no response is owed, where `duty` is `none`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_owed: Option<String>,
    /// The day that starts the time to respond, where that is not the report's publication: the recommendation was made, or the report sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub duty_from: Option<Date>,
    /// The name and the time of a duty that no law sets.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub duty_terms: Option<DutyTerms>,
    /// Later days to respond, in the order they were given.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub response_extensions: Vec<ResponseExtension>,
    /// Its recommendations.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub recommendations: Vec<Finding>,
    /// Its areas for improvement.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub areas_for_improvement: Vec<Finding>,
    /// Its causes of concern.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub causes_of_concern: Vec<Finding>,
    /// The commissioner's first words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub commissioner_initial_response: Option<Prose>,
    /// The chief officer's words around the answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chief_officer_response: Option<ChiefOfficerResponse>,
    /// The commissioner's last words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub commissioner_overall_comments: Option<Prose>,
    /// Whether the body, in its own comments on the whole, takes the chief officer's answers to all findings as its own explanations.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub adopts_chief_officer: bool,
    /// The section 55 clock.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub publication: Option<Publication>,
    /// The force-specific response that answers the same findings.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub covered_by: Option<RecordId>,
    /// Whether the record was read from a published response, which may have no place for the invitation and the copies.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub imported: bool,
    /// Words of an imported document that no field holds, kept for a person to place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unplaced: Option<Prose>,
    /// Which fields outside of its findings had words taken out for good, and why.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub redactions: Vec<Redaction>,
}

impl Record {
    /// A draft that has what every record has, and nothing else.
    pub fn draft(force: Force, local_policing_body: LocalPolicingBody, inspection: Inspection) -> Self {
        Self {
            schema_version: SchemaVersion,
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

    /// The findings of one kind, in the record's order.
    pub fn findings_of(&self, kind: FindingKind) -> &[Finding] {
        match kind {
            FindingKind::Recommendation => &self.recommendations,
            FindingKind::AreaForImprovement => &self.areas_for_improvement,
            FindingKind::CauseOfConcern => &self.causes_of_concern,
        }
    }

    /// The same list, to be changed.
    pub fn findings_of_mut(&mut self, kind: FindingKind) -> &mut Vec<Finding> {
        match kind {
            FindingKind::Recommendation => &mut self.recommendations,
            FindingKind::AreaForImprovement => &mut self.areas_for_improvement,
            FindingKind::CauseOfConcern => &mut self.causes_of_concern,
        }
    }

    /// Every finding with its reference and the place it stands in: recommendations, areas, causes.
    pub fn findings(&self) -> impl Iterator<Item = (FindingRef, FieldPath, &Finding)> {
        FindingKind::ALL.iter().flat_map(move |kind| {
            self.findings_of(*kind).iter().enumerate().map(move |(index, finding)| {
                (FindingRef::new(*kind, &finding.printed), FieldPath::root().key(kind.list()).index(index), finding)
            })
        })
    }

    /// Whether the body has comments of its own on the whole.
    pub fn has_comments(&self) -> bool {
        let comments = [&self.commissioner_initial_response, &self.commissioner_overall_comments];
        comments.into_iter().flatten().any(|words| !words.trimmed().is_empty())
    }

    /// Whether the body takes the chief officer's answer to a finding as its own: at the finding, or in its comments on the whole.
    pub fn adopts(&self, finding: &Finding) -> bool {
        let at_finding = finding.commissioner_response.as_ref().is_some_and(|response| response.adopts_chief_officer);
        at_finding || self.adopts_chief_officer && self.has_comments() && finding.chief_officer_spoke()
    }

    /// Every other record that this one links to.
    pub fn linked_records(&self) -> impl Iterator<Item = &RecordId> {
        let links = self.findings().flat_map(|(_, _, finding)| finding.links()).filter_map(|(_, link)| link.record.as_ref());
        self.covered_by.iter().chain(links)
    }

    /// The place of each finding in the list of its kind, for who looks up many; the first, where a record has one twice.
    pub fn finding_places(&self) -> HashMap<FindingRef, usize> {
        let mut places = HashMap::new();
        for kind in FindingKind::ALL {
            for (place, finding) in self.findings_of(*kind).iter().enumerate() {
                places.entry(FindingRef::new(*kind, &finding.printed)).or_insert(place);
            }
        }
        places
    }

    /// The finding of that reference, to be changed.
    pub fn finding_mut(&mut self, reference: &FindingRef) -> Option<&mut Finding> {
        let same = |finding: &&mut Finding| FindingRef::new(reference.kind, &finding.printed) == *reference;
        self.findings_of_mut(reference.kind).iter_mut().find(same)
    }

    /// The finding of that reference; the first, where a record has it twice. It looks at one after another.
    pub fn finding(&self, reference: &FindingRef) -> Option<&Finding> {
        self.findings_of(reference.kind).iter().find(|finding| FindingRef::new(reference.kind, &finding.printed) == *reference)
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::model::BodyKind;

    /// A record of which only what must be there is there.
    pub(crate) fn record(force: &str, published: &str) -> Record {
        let body = LocalPolicingBody { kind: BodyKind::Pcc, name: None, holder: None };
        Record::draft(force.into(), body, Inspection::titled("A subject", published.parse().unwrap()))
    }
}
