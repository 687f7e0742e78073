//! The value of a column, and which types of fields have one.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;

use crate::model::{
    ActionTaken, BodyKind, Date, DutyKind, EscalationStage, FindingKind, InspectionKind, Priority, Stage, Status,
    VerificationOutcome,
};

/// The value of a column for one finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ColumnValue<'a> {
    /// No value.
    Absent,
    /// Text.
    Text(Cow<'a, str>),
    /// Several names.
    Names(Vec<&'a str>),
    /// A day.
    Date(Date),
    /// A count, or a number of days.
    Number(i64),
    /// A boolean.
    Truth(bool),
}

/// The type of a column's values, which decides what an expression may compare them with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnType {
    /// Text or names.
    Text,
    /// A day.
    Date,
    /// A whole number.
    Number,
    /// A boolean.
    Truth,
}

impl ColumnType {
    /// Returns the type in words for people.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Date => "date",
            Self::Number => "number",
            Self::Truth => "yes or no",
        }
    }
}

/// A type of field that can be the value of a column.
pub trait IntoColumnValue<'a> {
    /// The type of column for such fields.
    const TYPE: ColumnType;

    /// Returns the field as the value of a column.
    fn into_value(self) -> ColumnValue<'a>;
}

impl<'a, T: IntoColumnValue<'a>> IntoColumnValue<'a> for Option<T> {
    const TYPE: ColumnType = T::TYPE;

    fn into_value(self) -> ColumnValue<'a> {
        self.map_or(ColumnValue::Absent, T::into_value)
    }
}

macro_rules! column_values {
    ($($field:ident: $($type:ty),+ => $column_type:ident, $value:expr;)+) => {$($(
        impl<'a> IntoColumnValue<'a> for $type {
            const TYPE: ColumnType = ColumnType::$column_type;

            fn into_value(self) -> ColumnValue<'a> {
                let $field = self;
                $value
            }
        }
    )+)+};
}

column_values! {
    text: &'a str, String => Text, ColumnValue::Text(text.into());
    names: Vec<&'a str> => Text, if names.is_empty() { ColumnValue::Absent } else { ColumnValue::Names(names) };
    texts: Vec<String> => Text, (!texts.is_empty()).then(|| texts.join("; ")).into_value();
    day: Date => Date, ColumnValue::Date(day);
    number: i64 => Number, ColumnValue::Number(number);
    number: u32 => Number, ColumnValue::Number(number.into());
    number: usize => Number, ColumnValue::Number(i64::try_from(number).unwrap_or(i64::MAX));
    truth: bool => Truth, ColumnValue::Truth(truth);
    word: ActionTaken, BodyKind, DutyKind, EscalationStage, FindingKind, InspectionKind, Priority, Stage, Status,
        VerificationOutcome => Text, ColumnValue::Text(word.as_str().into());
}

impl ColumnValue<'_> {
    /// Returns the position of a priority (low to high) or status in its vocabulary, for `priority >= medium` and for sorting.
    fn rank(&self) -> Option<usize> {
        let Self::Text(word) = self else { return None };
        // The vocabulary lists high first, but `priority >= medium` must include high.
        let rank = Priority::ALL.iter().rev().position(|known| known.as_str() == word);
        rank.or_else(|| Status::ALL.iter().position(|known| known.as_str() == word))
    }

    /// Compares two values of the same column; absent values come last.
    pub fn compare(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Self::Absent, Self::Absent) => Ordering::Equal,
            (Self::Absent, _) => Ordering::Greater,
            (_, Self::Absent) => Ordering::Less,
            (Self::Date(one), Self::Date(two)) => one.cmp(two),
            (Self::Number(one), Self::Number(two)) => one.cmp(two),
            // True before false, so that sorting by `overdue` shows the overdue findings first.
            (Self::Truth(one), Self::Truth(two)) => two.cmp(one),
            (one, two) if one.rank().is_some() && two.rank().is_some() => one.rank().cmp(&two.rank()),
            (one, two) => natural_key(&one.to_string()).cmp(&natural_key(&two.to_string())),
        }
    }
}

/// Splits a text into words and numbers, so that R2 sorts before R10.
fn natural_key(text: &str) -> Vec<(String, u64)> {
    let mut key = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let digits_at = rest.find(|c: char| c.is_ascii_digit()).unwrap_or(rest.len());
        let (words, after) = rest.split_at(digits_at);
        let end = after.find(|c: char| !c.is_ascii_digit()).unwrap_or(after.len());
        // A number too large for u64 sorts last.
        key.push((words.to_lowercase(), after[..end].parse().unwrap_or(u64::MAX * u64::from(end > 0))));
        rest = &after[end..];
    }
    key
}

impl fmt::Display for ColumnValue<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Absent => Ok(()),
            Self::Text(text) => f.write_str(text),
            Self::Names(names) => f.write_str(&names.join("; ")),
            Self::Date(date) => write!(f, "{date}"),
            Self::Number(number) => write!(f, "{number}"),
            Self::Truth(truth) => write!(f, "{truth}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_stands_before_ten() {
        let value = |text: &'static str| ColumnValue::Text(text.into());
        assert_eq!(value("R2").compare(&value("R10")), Ordering::Less);
        assert_eq!(value("R2").compare(&value("R2a")), Ordering::Less);
        assert_eq!(value("x").compare(&ColumnValue::Absent), Ordering::Less);
    }

    #[test]
    fn priorities_and_statuses_go_by_their_rank_and_not_by_the_alphabet() {
        let value = |text: &'static str| ColumnValue::Text(text.into());
        assert_eq!(value("high").compare(&value("medium")), Ordering::Greater);
        assert_eq!(value("low").compare(&value("medium")), Ordering::Less);
        assert_eq!(value("not_started").compare(&value("in_progress")), Ordering::Less);
    }
}
