//! The expression language of `--where`: comparisons of columns, joined by `and`, `or`, `not` and parentheses.
//!
//! Examples: `overdue and (owner ~ "protection" or priority = high)`, `due <= today+30d`, `target < due`, `kind in (afi, coc)`,
//! `owner = none`. A column can be asked for another day: `open@2025-12-31 and not open`, `due > due@today-90d`.
//! `expr_reader.rs` parses the text; here is what an expression means. To add an operator, extend [`ComparisonOperator`] and
//! both files.

use std::fmt;

use super::{Column, ColumnMark, ColumnValue};
use crate::model::{Date, FindingOnDay, FindingState, Force, ResponseDeadline};

/// A condition on a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expr {
    /// Both must hold.
    And(Box<Expr>, Box<Expr>),
    /// At least one must hold.
    Or(Box<Expr>, Box<Expr>),
    /// It must not hold.
    Not(Box<Expr>),
    /// The column must compare in this way with at least one of the values.
    Test(AskedColumn, ComparisonOperator, Vec<Operand>),
}

/// A column, on the day that everything is judged on or on another: `open@2025-12-31`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AskedColumn {
    /// The column.
    pub column: Column,
    /// The other day; `None` for the day that everything is judged on.
    pub on: Option<Date>,
}

impl AskedColumn {
    /// Returns the column's value for a finding; absent where the report was not yet published on the other day.
    fn of<'a>(self, case: &FindingOnDay<'a>) -> ColumnValue<'a> {
        match self.on {
            None => self.column.of(case),
            Some(day) if case.record.inspection.published > day => ColumnValue::Absent,
            Some(day) => {
                // Whether the report is covered depends on another record, which is not at hand, so today's answer is used.
                let clock = ResponseDeadline::covered(case.record, day, case.clock.is_covered);
                self.column.of(&FindingOnDay { standing: FindingState::of(case.finding, day), clock, ..case.clone() })
            }
        }
    }
}

/// The kind of thing to which an expression is applied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AskedOf {
    /// A finding, together with its record's response.
    Finding,
    /// A whole response, without regard to its findings.
    Response,
}

impl AskedOf {
    /// Returns whether this kind of thing has the column.
    pub(super) fn has(self, column: Column) -> bool {
        matches!(self, Self::Finding) || column.is(ColumnMark::Response)
    }

    /// Returns its name with the article, for messages.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Finding => "a finding",
            Self::Response => "a response",
        }
    }
}

/// A comparison operator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ComparisonOperator {
    /// `=`, and `in`
    Equal,
    /// `!=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `>`
    More,
    /// `>=`
    AtLeast,
    /// `~`: contains, ignoring case.
    Contains,
    /// `!~`
    Lacks,
}

/// The value with which a column is compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Operand {
    /// `none`: the column has no value.
    None,
    /// Text, compared ignoring case.
    Text(String),
    /// A day.
    Date(Date),
    /// A whole number.
    Number(i64),
    /// A boolean.
    Truth(bool),
    /// The value of another column for the same finding.
    Column(AskedColumn),
}

/// The error for a text that is not an expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExprError {
    /// The whole text.
    pub text: String,
    /// The position of the mistake in characters, from 1.
    pub column: usize,
    /// What is wrong there.
    pub message: String,
}

impl fmt::Display for ExprError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}`, column {}: {}", self.text, self.column, self.message)
    }
}

impl std::error::Error for ExprError {}

impl Expr {
    /// Returns the words quoted as an expression needs them.
    pub fn quoted(words: &str) -> String {
        format!("\"{}\"", words.replace('"', "\"\""))
    }

    /// Returns whether the condition holds for a finding.
    pub fn holds(&self, case: &FindingOnDay<'_>) -> bool {
        match self {
            Self::And(one, two) => one.holds(case) && two.holds(case),
            Self::Or(one, two) => one.holds(case) || two.holds(case),
            Self::Not(inner) => !inner.holds(case),
            Self::Test(asked, comparison, operands) => {
                let answer = asked.of(case);
                let holds = |comparison| operands.iter().any(|operand| test(asked.column, &answer, comparison, operand, case));
                match comparison {
                    // The negation of the whole test, so that a missing value satisfies `!=` and `!~`.
                    ComparisonOperator::NotEqual => !holds(ComparisonOperator::Equal),
                    ComparisonOperator::Lacks => !holds(ComparisonOperator::Contains),
                    comparison => holds(*comparison),
                }
            }
        }
    }
}

fn test(
    column: Column,
    answer: &ColumnValue<'_>,
    comparison: ComparisonOperator,
    operand: &Operand,
    case: &FindingOnDay<'_>,
) -> bool {
    let ordered = |ordering: std::cmp::Ordering| match comparison {
        ComparisonOperator::Less => ordering.is_lt(),
        ComparisonOperator::AtMost => ordering.is_le(),
        ComparisonOperator::More => ordering.is_gt(),
        ComparisonOperator::AtLeast => ordering.is_ge(),
        _ => ordering.is_eq(),
    };
    let words = |text: &str, wanted: &str| match comparison {
        // Every name of a force means that force.
        ComparisonOperator::Contains if column == Column::Force => Force::from(text).answers_to(wanted),
        ComparisonOperator::Equal if column == Column::Force => Force::from(text).is_same(&wanted.into()),
        ComparisonOperator::Contains => text.to_lowercase().contains(&wanted.to_lowercase()),
        // Only equality uses the text itself: the sort key treats R02 and R2 as the same, but they are two findings.
        ComparisonOperator::Equal => text.to_lowercase() == wanted.to_lowercase(),
        _ => ordered(ColumnValue::Text(text.to_lowercase().into()).compare(&ColumnValue::Text(wanted.to_lowercase().into()))),
    };
    match (answer, operand) {
        (ColumnValue::Absent, Operand::None) => comparison == ComparisonOperator::Equal,
        (ColumnValue::Text(text), Operand::Text(wanted)) => words(text, wanted),
        (ColumnValue::Names(names), Operand::Text(wanted)) => names.iter().any(|name| words(name, wanted)),
        (ColumnValue::Date(day), Operand::Date(wanted)) => ordered(day.cmp(wanted)),
        (ColumnValue::Number(number), Operand::Number(wanted)) => ordered(number.cmp(wanted)),
        (ColumnValue::Truth(truth), Operand::Truth(wanted)) => ordered(truth.cmp(wanted)),
        (answer, Operand::Column(other)) => match (answer, other.of(case)) {
            (ColumnValue::Absent, ColumnValue::Absent) => comparison == ComparisonOperator::Equal,
            // A missing date is neither before nor after another.
            (ColumnValue::Absent, _) | (_, ColumnValue::Absent) => false,
            (answer, other) => ordered(answer.compare(&other)),
        },
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Finding, Record, RecordId, Snapshot, Status};

    const TODAY: &str = "2026-05-01";

    fn today() -> Date {
        TODAY.parse().unwrap()
    }

    fn holds(expression: &str) -> bool {
        let record: Record = crate::model::record::tests::record("Kent", "2025-05-16");
        let id: RecordId = "kent/2025-05-16-subject".parse().unwrap();
        let finding = Finding {
            due: Some("2026-04-30".parse().unwrap()),
            status: Some(Status::InProgress),
            owner: Some("Head of Public Protection".into()),
            addressed_to: vec!["chief constables".into(), "the Home Office".into()],
            ..Finding::numbered("4".parse().unwrap())
        };
        let record = Record { recommendations: vec![finding], ..record };
        let snapshot = Snapshot::new(record, today());
        let case = FindingOnDay::all(&id, &snapshot).next().unwrap();
        Expr::parse(expression, today()).unwrap().holds(&case)
    }

    #[test]
    fn comparisons_hold_or_do_not() {
        for expression in [
            "overdue",
            "overdue = true",
            "not overdue = false",
            "status = in_progress",
            "status = In-Progress",
            "status in (closed, in_progress)",
            "status != closed",
            "owner ~ \"public\"",
            "owner !~ finance",
            "priority = none",
            "owner != none",
            "due < today and due >= 2026-04-30",
            "due = today-1d",
            "due <= today+3m",
            "days_overdue = 1",
            "addressed_to = 'the home office'",
            "kind = r",
            "force = 'Kent Police' and force ~ \"kent constabulary\" and force != surrey",
            "force = kent and (overdue or status = closed)",
            "status = closed or overdue and ours",
            "slips = 0",
            "original_due = due",
            "published < due",
            "closed = target",
            "status >= in_progress and status < closed",
            "ref < R10",
            "ref != R04",
            "open@2025-12-31 and overdue@today-0d",
            "overdue@2026-04-30 = false and not overdue@2026-04-30",
            "open@2025-01-01 = none and published > 2025-01-01",
            "due = due@2025-12-31",
            "owner = 'Head of Public Protection' and not owner = \"a \"\"b\"\" c\"",
        ] {
            assert!(holds(expression), "{expression}");
            assert!(!holds(&format!("not ({expression})")), "not ({expression})");
        }
    }

    #[test]
    fn a_mistake_is_told_with_its_column_and_what_was_meant() {
        let error = |text: &str| Expr::parse(text, today()).unwrap_err().to_string();
        assert_eq!(error("ownr ~ x"), "`ownr ~ x`, column 1: `ownr` is not a column of a finding: did you mean `owner`?");
        assert_eq!(
            error("status = in_progres"),
            "`status = in_progres`, column 10: `in_progres` is not a status: did you mean `in_progress`?"
        );
        assert_eq!(error("due < 31/06/2025"), "`due < 31/06/2025`, column 7: there is no date `31/06/2025` in the calendar");
        assert_eq!(
            error("overdue and"),
            "`overdue and`, column 12: a comparison is missing here, such as `status = in_progress`"
        );
        assert_eq!(error("(overdue"), "`(overdue`, column 9: a `)` is missing here");
        assert_eq!(error("owner = \"x"), "`owner = \"x`, column 9: this quote is never closed");
        assert_eq!(
            error("overdue ours"),
            "`overdue ours`, column 9: `ours` is not expected here: join comparisons with `and` or `or`"
        );
        assert_eq!(error("owner"), "`owner`, column 6: after `owner`, use one of = != < <= > >= ~ !~ in");
        assert_eq!(error("open@31/11/2025"), "`open@31/11/2025`, column 1: there is no date `31/11/2025` in the calendar");
        let owner = "records do not keep earlier values of `owner`: leave out the `@` and the date after it";
        assert_eq!(error("owner@2025-12-31 = x"), format!("`owner@2025-12-31 = x`, column 1: {owner}"));
        assert_eq!(
            error("due ~ 2026"),
            "`due ~ 2026`, column 5: cannot search inside `due`, which is not text: compare it with = or <"
        );
    }

    #[test]
    fn words_are_read_as_they_were_quoted() {
        for owner in ["a \"b\" c", "'", "\"", "none", "", "R&D, (all)"] {
            let text = format!("owner = {}", Expr::quoted(owner));
            let asked = AskedColumn { column: Column::Owner, on: None };
            let test = Expr::Test(asked, ComparisonOperator::Equal, vec![Operand::Text(owner.into())]);
            assert_eq!(Expr::parse(&text, today()), Ok(test), "{text}");
        }
    }

    #[test]
    fn a_response_is_asked_only_for_what_all_its_findings_answer_alike() {
        let asked = |text: &str| Expr::parse_of(AskedOf::Response, text, today()).map_err(|error| error.to_string());
        for good in ["response_awaited", "responded != none and response_days_late = none", "response_due >= published"] {
            assert!(asked(good).is_ok(), "{good}");
        }
        let has = "its columns are force, record, inspection, inspection_kind, inspectorate, published, response_due, responded, \
                   response_owed, response_awaited, response_days_late, duty";
        assert_eq!(
            asked("force = kent and owner ~ x").unwrap_err(),
            format!("`force = kent and owner ~ x`, column 18: `owner` is not a column of a response: {has}")
        );
        assert_eq!(
            asked("responded > due").unwrap_err(),
            format!("`responded > due`, column 13: `due` is not a column of a response: {has}")
        );
        assert_eq!(
            asked("responed = none").unwrap_err(),
            "`responed = none`, column 1: `responed` is not a column of a response: did you mean `responded`?"
        );
    }

    #[test]
    fn bottomless_nesting_is_an_error() {
        assert!(Expr::parse(&"(".repeat(100_000), today()).is_err());
    }
}
