//! The sections of the meeting paper.
//!
//! A [`PeriodRecords`] holds every finding as it stood before the period and at its end. A section computes [`PaperPart`]s from
//! it, and every format is drawn from those. To add a section: a file here, a line in [`SECTIONS`], and a word in
//! [`SummarySection`].

mod ahead;
pub(super) mod changes;
mod closed;
mod closedown;
mod escalated;
pub(super) mod figures;
mod grades;
mod groups;
pub(super) mod headline;
mod lateness;
mod measure;
mod movement;
mod overdue_findings;
pub(super) mod part;
pub(super) mod period_records;
mod reports;
mod responses;
mod trend;
mod verified;

use part::PaperPart;

use crate::model::SummarySection::{self, *};
use crate::view::section::period_records::PeriodRecords;

/// Computes the parts of a section.
pub(super) type SectionFn = for<'s> fn(&'s PeriodRecords<'_>) -> Vec<PaperPart<'s>>;

/// All sections with their titles, except the one on the figures, which is made from the others, and the one on the changes,
/// which is made from what git knows.
pub(super) const SECTIONS: &[(SummarySection, &str, SectionFn)] = &[
    (Escalated, "Escalated", escalated::parts),
    (Headline, "Overview", headline::parts),
    (Movement, "Movement", movement::parts),
    (Reports, "Reports and response deadlines", reports::parts),
    (Exceptions, "Overdue", overdue_findings::parts),
    (Closedown, "Closedown dates", closedown::parts),
    (Closed, "Closed in the period", closed::parts),
    (Verified, "Inspectorate’s verification", verified::parts),
    (Trend, "Open and overdue over time", trend::parts),
    (Ahead, "Due in the months ahead", ahead::parts),
    (Late, "How late", lateness::parts),
    (ByReport, "By report", groups::by_report),
    (ByPriority, "By priority", groups::by_priority),
    (ByOwner, "By owner", groups::by_owner),
    (ByForce, "By force", groups::by_force),
    (ByInspectorate, "By inspectorate", groups::by_inspectorate),
    (ByInspection, "By kind of inspection", groups::by_inspection),
    (Grades, "Grades by area", grades::parts),
    (Responses, "Responses by year", responses::parts),
];
