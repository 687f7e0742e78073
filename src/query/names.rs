//! The names in a filter, and whether any record has them.
//!
//! A misspelt owner would match nothing, and an empty list reads as "all is done", so such a name is reported as a mistake.

use super::expr::{ComparisonOperator, Expr, Operand};
use super::{Column, Filter};
use crate::model::did_you_mean::nearest;
use crate::model::{Force, Owners, Record, RecordId};

/// A column of free names, which no vocabulary can check.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NameColumn {
    /// The owner of a finding.
    Owner,
    /// The force.
    Force,
    /// The inspectorate.
    Inspectorate,
    /// The area of a finding or of a graded judgment.
    Area,
    /// The addressee of a finding.
    AddressedTo,
    /// The record's id.
    Record,
}

/// A name in a filter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskedName {
    /// The column that must have it.
    pub column: NameColumn,
    /// The name, or part of it.
    pub name: String,
    /// True where the name must match as a whole.
    pub is_whole: bool,
}

impl NameColumn {
    /// Returns the name column for a column; `None` where its values are not free names.
    fn of_column(column: Column) -> Option<Self> {
        Some(match column {
            Column::Owner => Self::Owner,
            Column::Force => Self::Force,
            Column::Inspectorate => Self::Inspectorate,
            Column::Area => Self::Area,
            Column::AddressedTo => Self::AddressedTo,
            Column::Record => Self::Record,
            _ => return None,
        })
    }

    /// Returns the names that a record has in this column, regardless of the day.
    pub fn names<'a>(self, id: &'a RecordId, record: &'a Record) -> Vec<&'a str> {
        let findings = record.findings().map(|(_, _, finding)| finding);
        match self {
            Self::Owner => findings.filter_map(|finding| finding.owner.as_ref()).flat_map(Owners::names).collect(),
            Self::Force => vec![record.force.as_str()],
            Self::Inspectorate => record.inspection.inspectorates.iter().map(|name| name.as_str()).collect(),
            Self::Area => {
                let graded = record.inspection.grades.iter().filter_map(|grade| grade.area.as_deref());
                findings.filter_map(|finding| finding.area.as_deref()).chain(graded).collect()
            }
            Self::AddressedTo => findings.flat_map(|finding| &finding.addressed_to).map(|name| name.as_str()).collect(),
            Self::Record => vec![id.as_str()],
        }
    }
}

impl AskedName {
    /// Returns a name that may match in part.
    pub fn part(column: NameColumn, name: &str) -> Self {
        Self { column, name: name.trim().to_owned(), is_whole: false }
    }

    /// Returns whether one of the names matches.
    pub fn is_among<'a>(&self, mut names: impl Iterator<Item = &'a str>) -> bool {
        let wanted = self.name.to_lowercase();
        names.any(|name| {
            if self.column == NameColumn::Force {
                let force = Force::from(name);
                return if self.is_whole { force.is_same(&self.name.as_str().into()) } else { force.answers_to(&self.name) };
            }
            let name = name.to_lowercase();
            if self.is_whole { name == wanted } else { name.contains(&wanted) }
        })
    }

    /// Returns the message that no record has the name.
    pub fn unknown(&self) -> String {
        let name = &self.name;
        match (self.column, self.is_whole) {
            (NameColumn::Owner, false) => format!("no finding has an owner whose name contains `{name}`"),
            (NameColumn::Force, false) => format!("no record is of a force whose name contains `{name}`"),
            (NameColumn::Inspectorate, false) => format!("no report is from an inspectorate whose name contains `{name}`"),
            (NameColumn::Area, false) => format!("no finding or grade is of an area whose name contains `{name}`"),
            (NameColumn::AddressedTo, false) => format!("no finding is addressed to a body whose name contains `{name}`"),
            (NameColumn::Record, false) => format!("no record's id contains `{name}`"),
            (NameColumn::Owner, true) => format!("no finding has the owner `{name}`"),
            (NameColumn::Force, true) => format!("no record is of the force `{name}`"),
            (NameColumn::Inspectorate, true) => format!("no report is from the inspectorate `{name}`"),
            (NameColumn::Area, true) => format!("no finding or grade is of the area `{name}`"),
            (NameColumn::AddressedTo, true) => format!("no finding is addressed to `{name}`"),
            (NameColumn::Record, true) => format!("no record has the id `{name}`"),
        }
    }

    /// Returns the most similar name, or else a name that contains the most similar word, to suggest.
    pub fn nearest<'a>(&self, names: impl Iterator<Item = &'a str> + Clone) -> Option<&'a str> {
        // Very short words, such as "of", are similar to anything.
        let words = |name: &'a str| name.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().count() > 3);
        nearest(&self.name, names.clone()).or_else(|| {
            let word = nearest(&self.name, names.clone().flat_map(words))?;
            names.clone().find(|name| words(name).any(|other| other == word))
        })
    }
}

impl Filter {
    /// Returns the names in the filter, so that the caller can report those that no record has.
    pub fn asked_names(&self) -> Vec<AskedName> {
        let columns = [
            (NameColumn::Owner, &self.owner),
            (NameColumn::Force, &self.force),
            (NameColumn::Inspectorate, &self.inspectorate),
            (NameColumn::Area, &self.area),
            (NameColumn::AddressedTo, &self.addressed_to),
        ];
        columns.into_iter().flat_map(|(column, names)| names.iter().map(move |name| AskedName::part(column, name))).collect()
    }
}

impl Expr {
    /// Returns the names with which the expression compares name columns.
    pub fn asked_names(&self) -> Vec<AskedName> {
        match self {
            Self::And(one, two) | Self::Or(one, two) => one.asked_names().into_iter().chain(two.asked_names()).collect(),
            Self::Not(inner) => inner.asked_names(),
            Self::Test(asked, comparison, operands) => {
                let is_whole = match comparison {
                    ComparisonOperator::Equal | ComparisonOperator::NotEqual => true,
                    ComparisonOperator::Contains | ComparisonOperator::Lacks => false,
                    // `owner < "M"` only sorts by the text, and need not be the name of anybody.
                    _ => return Vec::new(),
                };
                let Some(column) = NameColumn::of_column(asked.column) else { return Vec::new() };
                let name = |operand: &Operand| match operand {
                    Operand::Text(name) => Some(AskedName { column, name: name.clone(), is_whole }),
                    _ => None,
                };
                operands.iter().filter_map(name).collect()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_expression_asks_for_the_names_that_it_compares_with() {
        let names = |text: &str| -> Vec<(String, bool)> {
            let expr = Expr::parse(text, "2026-05-01".parse().unwrap()).unwrap();
            expr.asked_names().into_iter().map(|asked| (asked.name, asked.is_whole)).collect()
        };
        let of = |name: &str, is_whole| (name.to_owned(), is_whole);
        assert_eq!(names("owner = Nobdy or not force ~ kemt"), [of("Nobdy", true), of("kemt", false)]);
        assert_eq!(names("area in (a, b) and status = closed"), [of("a", true), of("b", true)]);
        assert_eq!(names("owner = none and due < today and ref < R10 and text ~ x"), []);
    }

    #[test]
    fn a_word_of_a_name_that_is_near_finds_the_name() {
        let names = ["Head of Public Protection", "Head of Training"];
        let near = |name: &str| AskedName::part(NameColumn::Owner, name).nearest(names.into_iter());
        assert_eq!(near("trainng"), Some("Head of Training"));
        assert_eq!(near("Head of Trainig"), Some("Head of Training"));
        assert_eq!(near("finance"), None);
    }
}
