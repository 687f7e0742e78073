//! Whether another record's response answers for a report too.
//!
//! The inspectorate's guidance takes one response for a national and a force-specific report where their findings and recommendations are
//! the same; the Act has no such sentence. So it is believed only where it can be seen in the records.

use std::collections::HashSet;

use super::{Date, Finding, FindingKind, FindingRef, Force, Record, RecordId, counted, listed};

/// Why another record's response does not answer for a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotCovering {
    /// There is no such record, or it cannot be read.
    Unread,
    /// It is about another force.
    OtherForce(Force),
    /// Its response is not published.
    Unpublished,
    /// Its response was published after the last day of this report's.
    Late {
        /// The day it was published.
        published: Date,
        /// The last day.
        due: Date,
    },
    /// Recommendations of this report that it neither has nor is linked with.
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
            Self::Unpublished => f.write_str("its response is not published yet"),
            Self::Late { published, due } => {
                write!(f, "its response was published on {published}, after this report's last day, {due}")
            }
            Self::Lacks(missing) => {
                let names = listed(missing, missing.len(), 5);
                let have = if missing.len() == 1 { "is" } else { "are" };
                write!(f, "{names} {have} neither in that record nor linked with it")
            }
            Self::Unknown { count, carried } => {
                let count = usize::try_from(*count).unwrap_or(usize::MAX);
                write!(f, "this record has {carried} of the report's {}", counted(count, "recommendation", "recommendations"))
            }
        }
    }
}

/// Whether the response in `other` answers for `record` on the day `on`.
///
/// # Errors
/// The first reason why it does not.
pub fn covers((id, record): (&RecordId, &Record), other: Option<&Record>, on: Date) -> Result<(), NotCovering> {
    let other = other.ok_or(NotCovering::Unread)?;
    if !record.force.is_same(&other.force) {
        return Err(NotCovering::OtherForce(other.force.clone()));
    }
    let published = other.responded().filter(|day| *day <= on).ok_or(NotCovering::Unpublished)?;
    if let Some(due) = record.response_due(on).filter(|due| published > *due) {
        return Err(NotCovering::Late { published, due });
    }
    if let Some(count) = record.inspection.recommendation_count
        && usize::try_from(count).is_ok_and(|count| count > record.recommendations.len())
    {
        return Err(NotCovering::Unknown { count, carried: record.recommendations.len() });
    }
    let missing = lacking((id, record), other);
    if missing.is_empty() { Ok(()) } else { Err(NotCovering::Lacks(missing)) }
}

/// The recommendations of `record` that `other` neither has in the same words nor is linked with, in either direction.
fn lacking((id, record): (&RecordId, &Record), other: &Record) -> Vec<FindingRef> {
    let words = |finding: &Finding| finding.text.as_ref().map(|text| text.in_a_line().to_lowercase());
    let there: HashSet<String> = other.recommendations.iter().filter_map(words).collect();
    let linked_from: HashSet<&FindingRef> = other
        .findings()
        .flat_map(|(_, _, finding)| finding.links())
        .filter(|(_, link)| link.record.as_ref() == Some(id))
        .map(|(_, link)| &link.finding)
        .collect();
    let places = other.finding_places();
    let links_there = |finding: &Finding| {
        finding.links().any(|(_, link)| link.record.as_ref() == record.covered_by.as_ref() && places.contains_key(&link.finding))
    };
    record
        .findings()
        .filter(|(reference, ..)| reference.kind == FindingKind::Recommendation)
        .filter(|(reference, _, finding)| {
            let is_carried = words(finding).is_some_and(|words| there.contains(&words));
            !is_carried && !links_there(finding) && !linked_from.contains(reference)
        })
        .map(|(reference, ..)| reference)
        .collect()
}

#[cfg(test)]
mod tests;
