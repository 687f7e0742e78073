//! The order of findings in lists.

use std::cmp::Ordering;
use std::str::FromStr;

use super::{Column, ColumnValue, UnknownColumn};
use crate::model::FindingOnDay;

/// An order of findings: by columns, or the most urgent first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Order(Vec<(Column, SortDirection)>);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum SortDirection {
    Rising,
    Falling,
}

impl Order {
    /// Returns whether the findings of a record stand together.
    pub fn is_by_record(&self) -> bool {
        self.0.first().is_some_and(|(column, _)| *column == Column::Record)
    }

    /// Compares two findings. Ties are broken by urgency, then by record and position in it.
    ///
    /// Most urgent first means:
    /// open before closed, escalated before others, the earliest due date first, then the highest priority.
    pub fn compare(&self, one: &FindingOnDay<'_>, two: &FindingOnDay<'_>) -> Ordering {
        let asked = self.0.iter().map(|(column, direction)| {
            let (left, right) = (column.of(one), column.of(two));
            let absent = |value: &ColumnValue<'_>| *value == ColumnValue::Absent;
            match direction {
                // A missing value comes last in both directions, because a list that starts with blanks hides what was asked for.
                SortDirection::Falling if !absent(&left) && !absent(&right) => right.compare(&left),
                _ => left.compare(&right),
            }
        });
        asked.fold(Ordering::Equal, Ordering::then).then_with(|| pressing(one).cmp(&pressing(two))).then_with(|| {
            one.id.cmp(two.id).then_with(|| one.reference.kind.cmp(&two.reference.kind)).then_with(|| one.at.cmp(&two.at))
        })
    }
}

/// Returns a key for urgency; smaller is more urgent.
fn pressing(case: &FindingOnDay<'_>) -> impl Ord + use<> {
    let standing = &case.standing;
    let undated = standing.current_due.is_none();
    let is_open = standing.status.is_open();
    let is_escalated = is_open && case.finding.escalation_on(standing.on).is_some();
    // 9 is more than any priority's value, so findings without a priority come last.
    (!is_open, !is_escalated, undated, standing.current_due, case.finding.priority.map_or(9, |priority| priority as u8))
}

impl FromStr for Order {
    type Err = UnknownColumn;

    /// Parses columns separated by commas, each reversed by a `-` before it: `force,-days_overdue`.
    fn from_str(text: &str) -> Result<Self, UnknownColumn> {
        text.split(',')
            .map(|part| match part.trim().strip_prefix('-') {
                Some(column) => Ok((column.parse()?, SortDirection::Falling)),
                None => Ok((part.parse()?, SortDirection::Rising)),
            })
            .collect::<Result<_, _>>()
            .map(Self)
    }
}
