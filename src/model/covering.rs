//! Whether another record's response answers for a report too.
//!
//! The inspectorate's guidance takes one response for a national and a force-specific report where their findings and recommendations are
//! the same; the Act has no such sentence. So it is believed only where it can be seen in the records.

use std::collections::HashSet;

use super::{AnswerPlace, Date, Finding, FindingKind, FindingRef, Force, InspectionKind, Record, counted, listed};

/// Why another record's response does not answer for a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotCovering {
    /// There is no such record, or it cannot be read.
    Unread,
    /// It is about another force.
    OtherForce(Force),
    /// Its report is on many forces itself, and the guidance speaks of the one response to the report on the force.
    OfManyForces,
    /// Its response is not published.
    Unpublished,
    /// Its response was published before this report was.
    Early {
        /// The day it was published.
        published: Date,
        /// The day of this report.
        report: Date,
    },
    /// Its response was published after the last day of this report's.
    Late {
        /// The day it was published.
        published: Date,
        /// The last day.
        due: Date,
    },
    /// Recommendations of this report that it does not answer: not in the same words, and not by `see`.
    Lacks(Vec<FindingRef>),
    /// The report has more recommendations than this record, so that nobody can tell.
    Unknown {
        /// The recommendations of the report.
        count: u32,
        /// Those in the record.
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

/// Whether the response in `other` answers for `record` on the day `on`.
///
/// # Errors
/// The first reason why it does not.
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
    if published < report {
        return Err(NotCovering::Early { published, report });
    }
    if let Some(due) = record.response_due(on).filter(|due| published > *due) {
        return Err(NotCovering::Late { published, due });
    }
    if let Some(count) = record.inspection.recommendation_count
        && usize::try_from(count).is_ok_and(|count| count > record.recommendations.len())
    {
        return Err(NotCovering::Unknown { count, carried: record.recommendations.len() });
    }
    let missing = lacking(record, other);
    if missing.is_empty() { Ok(()) } else { Err(NotCovering::Lacks(missing)) }
}

/// The recommendations of `record` that `other` does not answer: it has them in the same words, or they point at its answer with `see`.
/// That a finding follows another one, or takes its place, does not make the two the same.
fn lacking(record: &Record, other: &Record) -> Vec<FindingRef> {
    let words = |finding: &Finding| finding.text.as_ref().map(|text| text.in_a_line().to_lowercase());
    let answered: HashSet<String> =
        other.recommendations.iter().filter(|finding| other.is_explained(finding)).filter_map(words).collect();
    let places = other.finding_places();
    let is_answered_there = |finding: &Finding| {
        let see = finding.commissioner_response.as_ref().and_then(|response| response.see.as_ref());
        let Some(link) = see.and_then(AnswerPlace::finding).filter(|link| link.record == record.covered_by) else { return false };
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
