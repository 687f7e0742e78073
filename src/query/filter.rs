//! Which findings are meant.

use std::str::FromStr;

use super::{Expr, Period};
use crate::model::{Case, FindingKind, InspectionKind, Priority, Status, UnknownWord};

/// Whose findings, and how far along.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Scope {
    /// Ours, and open; a filter that names a status or an addressee looks beyond.
    #[default]
    Pressing,
    /// Everything: closed ones and other bodies' too.
    All,
}

/// A kind of finding or of inspection: `--kind` takes either, for no word is both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// What the inspectorate calls the finding.
    Finding(FindingKind),
    /// What the inspection looked at.
    Inspection(InspectionKind),
}

impl Kind {
    /// Every word it reads.
    pub fn words() -> Vec<&'static str> {
        let findings = FindingKind::ALL.iter().map(|kind| kind.as_str());
        findings.chain(InspectionKind::ALL.iter().map(|kind| kind.as_str())).collect()
    }
}

impl FromStr for Kind {
    type Err = UnknownWord;

    fn from_str(text: &str) -> Result<Self, UnknownWord> {
        let text = text.trim();
        let short = FindingKind::ALL.iter().find(|kind| kind.prefix().eq_ignore_ascii_case(text));
        short
            .map(|kind| Self::Finding(*kind))
            .or_else(|| text.parse().ok().map(Self::Finding))
            .or_else(|| text.parse().ok().map(Self::Inspection))
            .ok_or_else(|| UnknownWord { what: "a kind of finding or inspection", given: text.to_owned(), words: Self::words() })
    }
}

/// What a finding must be to be listed. Of several values of one kind any will do; of several kinds all must hold.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Where to look.
    pub scope: Scope,
    /// Only what is past its date.
    pub overdue: bool,
    /// Only what is due from the day on for so long; with `overdue`, either.
    pub due_within: Option<Period>,
    /// Only these statuses.
    pub status: Vec<Status>,
    /// Only these owners; a part of the name will do.
    pub owner: Vec<String>,
    /// Only these forces; a part of the name will do.
    pub force: Vec<String>,
    /// Only these inspectorates; a part of the name will do.
    pub inspectorate: Vec<String>,
    /// Only these kinds of finding or of inspection.
    pub kind: Vec<Kind>,
    /// Only these areas; a part of the name will do. A finding that names none counts for each area graded in its report.
    pub area: Vec<String>,
    /// Only these priorities.
    pub priority: Vec<Priority>,
    /// Only those addressed to these bodies; a part of the name will do.
    pub addressed_to: Vec<String>,
    /// Only those an expression holds for. It says all it wants: the scope is set aside.
    pub expr: Option<Expr>,
}

impl Filter {
    /// Whether the finding is meant.
    pub fn matches(&self, case: &Case<'_>) -> bool {
        self.in_scope(case)
            && self.in_time(case)
            && any(&self.status, |status| case.standing.status == *status)
            && any(&self.owner, |owner| case.finding.owner.as_deref().is_some_and(|name| contains(name, owner)))
            && any(&self.force, |force| case.record.force.answers_to(force))
            && any(&self.inspectorate, |part| {
                case.record.inspection.inspectorates.iter().any(|name| contains(name.as_str(), part))
            })
            && any(&self.kind, |kind| match kind {
                Kind::Finding(kind) => case.reference.kind == *kind,
                Kind::Inspection(kind) => case.record.inspection.kind == Some(*kind),
            })
            && any(&self.area, |area| in_area(case, area))
            && any(&self.priority, |priority| case.finding.priority == Some(*priority))
            && any(&self.addressed_to, |part| case.finding.addressed_to.iter().any(|name| contains(name.as_str(), part)))
            && self.expr.as_ref().is_none_or(|expr| expr.holds(case))
    }

    fn in_scope(&self, case: &Case<'_>) -> bool {
        if self.scope == Scope::All || self.expr.is_some() {
            return true;
        }
        let open = case.standing.status.is_open() || !self.status.is_empty();
        let ours = case.finding.ours() || !self.addressed_to.is_empty();
        open && ours
    }

    fn in_time(&self, case: &Case<'_>) -> bool {
        let past = case.standing.days_past_due.is_some();
        let soon = |period: Period| {
            let on = case.standing.on;
            case.standing.status.is_open() && case.standing.current_due.is_some_and(|due| due >= on && due <= period.after(on))
        };
        match (self.overdue, self.due_within) {
            (false, None) => true,
            (overdue, period) => overdue && past || period.is_some_and(soon),
        }
    }
}

pub(super) fn any<T>(wanted: &[T], matches: impl Fn(&T) -> bool) -> bool {
    wanted.is_empty() || wanted.iter().any(matches)
}

pub(super) fn contains(text: &str, part: &str) -> bool {
    text.to_lowercase().contains(&part.trim().to_lowercase())
}

fn in_area(case: &Case<'_>, part: &str) -> bool {
    match &case.finding.area {
        Some(area) => contains(area, part),
        None => case.record.inspection.grades.iter().filter_map(|grade| grade.area.as_ref()).any(|area| contains(area, part)),
    }
}
