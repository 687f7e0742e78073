//! The filter of findings, for `irr list` and others.

use std::str::FromStr;

use super::Expr;
use crate::model::{FindingKind, FindingOnDay, InspectionKind, Owners, Period, Priority, Status, UnknownWord};

/// The findings to consider before the other conditions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Scope {
    /// This office's open findings. A filter by status or addressee also finds closed ones or those for other bodies.
    #[default]
    Pressing,
    /// All findings, including closed ones and those for other bodies.
    All,
}

/// A kind of finding or of inspection. `--kind` accepts both, as the two vocabularies share no word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A kind of finding.
    Finding(FindingKind),
    /// A kind of inspection.
    Inspection(InspectionKind),
}

impl Kind {
    /// Returns every word that parses to a kind.
    pub fn words() -> Vec<&'static str> {
        let findings = FindingKind::ALL.iter().map(|kind| kind.as_str());
        findings.chain(InspectionKind::ALL.iter().map(|kind| kind.as_str())).collect()
    }
}

impl FromStr for Kind {
    type Err = UnknownWord;

    fn from_str(text: &str) -> Result<Self, UnknownWord> {
        let text = text.trim();
        // R, AFI and COC, as in references, besides the full words.
        let short = FindingKind::ALL.iter().find(|kind| kind.prefix().eq_ignore_ascii_case(text));
        short
            .map(|kind| Self::Finding(*kind))
            .or_else(|| text.parse().ok().map(Self::Finding))
            .or_else(|| text.parse().ok().map(Self::Inspection))
            .ok_or_else(|| UnknownWord { what: "a kind of finding or inspection", given: text.to_owned(), words: Self::words() })
    }
}

/// A filter of findings. Several values of one field are alternatives; the fields must all match.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// The findings to consider.
    pub scope: Scope,
    /// Only open findings past their due date.
    pub overdue: bool,
    /// Only findings due from the day judged on until this much later; together with `overdue`, those that satisfy either.
    pub due_within: Option<Period>,
    /// Only these statuses.
    pub status: Vec<Status>,
    /// Only these owners; part of a name is enough.
    pub owner: Vec<String>,
    /// Only these forces; part of a name is enough.
    pub force: Vec<String>,
    /// Only these inspectorates; part of a name is enough.
    pub inspectorate: Vec<String>,
    /// Only these kinds of finding or of inspection.
    pub kind: Vec<Kind>,
    /// Only these areas; part of a name is enough. A finding without an area matches every area that its report grades.
    pub area: Vec<String>,
    /// Only these priorities.
    pub priority: Vec<Priority>,
    /// Only findings addressed to these bodies; part of a name is enough.
    pub addressed_to: Vec<String>,
    /// Only findings for which the expression holds. With an expression, `scope` is ignored.
    pub expr: Option<Expr>,
}

impl Filter {
    /// Returns whether the finding matches.
    pub fn matches(&self, case: &FindingOnDay<'_>) -> bool {
        self.in_scope(case)
            && self.in_time(case)
            && any(&self.status, |status| case.standing.status == *status)
            && any(&self.owner, |owner| case.finding.owner.iter().flat_map(Owners::names).any(|name| contains(name, owner)))
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

    /// Returns whether it asks for everything that is overdue, and for nothing else.
    pub fn is_all_overdue(&self) -> bool {
        let narrows = [&self.owner, &self.force, &self.inspectorate, &self.area, &self.addressed_to];
        self.overdue
            && self.due_within.is_none()
            && self.expr.is_none()
            && narrows.iter().all(|names| names.is_empty())
            && (self.status.is_empty() && self.kind.is_empty() && self.priority.is_empty())
    }

    fn in_scope(&self, case: &FindingOnDay<'_>) -> bool {
        if self.scope == Scope::All || self.expr.is_some() {
            return true;
        }
        let open = case.standing.status.is_open() || !self.status.is_empty();
        let ours = case.finding.is_ours() || !self.addressed_to.is_empty();
        open && ours
    }

    fn in_time(&self, case: &FindingOnDay<'_>) -> bool {
        // Not `days_overdue`: a filter by addressee may ask for findings on which another body must act.
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

fn in_area(case: &FindingOnDay<'_>, part: &str) -> bool {
    match &case.finding.area {
        Some(area) => contains(area, part),
        None => case.record.inspection.grades.iter().filter_map(|grade| grade.area.as_ref()).any(|area| contains(area, part)),
    }
}
