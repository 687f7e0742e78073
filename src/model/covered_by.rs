//! Decides whether another record's response also answers a report (`covered_by`).
//!
//! The inspectorate's guidance accepts one response to a national and a force-specific report whose findings and recommendations
//! are the same. The Act itself does not say so. Therefore a record's claim to be covered counts only if the records prove it.

use std::collections::HashSet;

use crate::model::{AnswerPlace, Date, Finding, FindingKind, FindingRef, Force, InspectionKind, Record};
use crate::prose::{counted, listed};

/// The reason why another record's response does not answer a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotCovering {
    /// The other record does not exist or cannot be read.
    Unread,
    /// The other record is about another force.
    OtherForce(Force),
    /// The other report is itself on several forces. The guidance accepts only the response to the force-specific report.
    OfManyForces,
    /// The other record's response is not published.
    Unpublished,
    /// The other response was published before this report, so it cannot answer it.
    Early {
        /// The day the other response was published.
        published: Date,
        /// The day this report was published.
        report: Date,
    },
    /// The other response was published after the last day to respond to this report.
    Late {
        /// The day the other response was published.
        published: Date,
        /// The last day to respond to this report.
        due: Date,
    },
    /// Recommendations of this report that the other record does not answer, either in the same words or through `see`.
    Lacks(Vec<FindingRef>),
    /// This record lists fewer recommendations than the report has, so it cannot be checked that all are answered.
    Unknown {
        /// The number of recommendations in the report.
        count: u32,
        /// The number of recommendations in this record.
        carried: usize,
    },
}

impl std::fmt::Display for NotCovering {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Unread => f.write_str("that record cannot be read"),
            Self::OtherForce(force) => write!(f, "that record is about another force, {force}"),
            Self::OfManyForces => f.write_str(
                "that report is also on many forces, and only the response to a report on this force can answer for another",
            ),
            Self::Unpublished => f.write_str("its response is not published yet"),
            Self::Early { published, report } => {
                write!(f, "its response was published on {published}, before this report, of {report}")
            }
            Self::Late { published, due } => {
                write!(f, "its response was published on {published}, after this report's response deadline, {due}")
            }
            Self::Lacks(missing) => {
                let names = listed(missing, missing.len(), 5);
                let is = if missing.len() == 1 { "is" } else { "are" };
                write!(f, "{names} {is} not answered in that record: it has neither the same text nor a `see` to it")
            }
            Self::Unknown { count, carried } => {
                let count = usize::try_from(*count).unwrap_or(usize::MAX);
                write!(
                    f,
                    "this record has only {carried} of the report's {}",
                    counted(count, "recommendation", "recommendations")
                )
            }
        }
    }
}

/// Checks that the response in `other` answers the report of `record`, as known on the day `on`.
///
/// # Errors
/// The first [`NotCovering`] reason found; `Unread` where `other` is `None`.
pub fn covers(record: &Record, other: Option<&Record>, on: Date) -> Result<(), NotCovering> {
    let other = other.ok_or(NotCovering::Unread)?;
    if !record.force.is_same(&other.force) {
        return Err(NotCovering::OtherForce(other.force.clone()));
    }
    if matches!(other.inspection.kind, Some(InspectionKind::National | InspectionKind::Thematic)) {
        return Err(NotCovering::OfManyForces);
    }
    let published = other.responded().filter(|day| *day <= on).ok_or(NotCovering::Unpublished)?;
    let report = record.inspection.published;
    // A response cannot answer a report that did not exist yet.
    if published < report {
        return Err(NotCovering::Early { published, report });
    }
    if let Some(due) = record.response_due(on).filter(|due| published > *due) {
        return Err(NotCovering::Late { published, due });
    }
    // If this record lacks recommendations, it cannot be seen that all of them are answered.
    if let Some(count) = record.inspection.recommendation_count
        && usize::try_from(count).is_ok_and(|count| count > record.recommendations.len())
    {
        return Err(NotCovering::Unknown { count, carried: record.recommendations.len() });
    }
    let missing = lacking(record, other);
    if missing.is_empty() { Ok(()) } else { Err(NotCovering::Lacks(missing)) }
}

/// Returns the recommendations of `record` that `other` does not answer.
///
/// One is answered if `other` answers a recommendation in the same words (ignoring case and line breaks), or if its `see` points
/// at an answer there. `follows` and `supersedes` are not enough: a later recommendation may ask for something else.
fn lacking(record: &Record, other: &Record) -> Vec<FindingRef> {
    // The two documents may print the same recommendation with other line breaks or capitals.
    let words = |finding: &Finding| finding.text.as_ref().map(|text| text.in_a_line().to_lowercase());
    let answered: HashSet<String> =
        other.recommendations.iter().filter(|finding| other.is_explained(finding)).filter_map(words).collect();
    let places = other.finding_places();
    let is_answered_there = |finding: &Finding| {
        let see = finding.commissioner_response.as_ref().and_then(|response| response.see.as_ref());
        let Some(link) = see.and_then(AnswerPlace::finding).filter(|link| link.record == record.covered_by) else { return false };
        // The answer must be given there: a `see` that only points on would prove nothing.
        places.get(&link.finding).is_some_and(|place| other.explains(&other.findings_of(link.finding.kind)[*place]))
    };
    record
        .findings()
        .filter(|(reference, ..)| reference.kind == FindingKind::Recommendation)
        .filter(|(.., finding)| !words(finding).is_some_and(|words| answered.contains(&words)) && !is_answered_there(finding))
        .map(|(reference, ..)| reference)
        .collect()
}

#[cfg(test)]
mod tests;
