//! Counts in rows and columns, each with the filter that lists what it counts.

use super::export::v1;
use super::{Cell, Chart, Column, Fit, Role, Shape, Table};
use crate::model::Date;

/// What a figure counts, and so which command lists it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counts {
    /// Findings: `irr list --where …`.
    Findings,
    /// Responses: `irr export --rows responses --where …`.
    Responses,
}

impl Counts {
    /// What they are called.
    pub fn words(self) -> &'static str {
        match self {
            Self::Findings => "findings",
            Self::Responses => "responses",
        }
    }
}

/// A column of a tally.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TallyColumn {
    /// Its name for machines.
    pub key: &'static str,
    /// Its name for people.
    pub title: &'static str,
    /// What holds of all it counts, beside what holds of the row; empty where that is all.
    pub filter: &'static str,
}

/// A row of a tally.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TallyRow {
    /// What it counts.
    pub name: String,
    /// What holds of all it counts, beside what holds of the tally; empty where that is all.
    pub filter: String,
    /// The day it is judged on.
    pub on: Date,
    /// A count for each column.
    pub counts: Vec<usize>,
}

/// Counts in rows and columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tally {
    /// Its name for machines.
    pub name: &'static str,
    /// What stands above the names of its rows.
    pub head: &'static str,
    /// What is counted.
    pub counts: Counts,
    /// What holds of everything in it.
    pub base: String,
    /// The filter of every row with `…` for the row's own name, where the rows are one kind of thing.
    pub pattern: Option<&'static str>,
    /// Its columns.
    pub columns: Vec<TallyColumn>,
    /// Its rows.
    pub rows: Vec<TallyRow>,
}

impl Tally {
    /// The filter that lists what one figure counts.
    pub fn filter(&self, row: &TallyRow, column: &TallyColumn) -> String {
        and(&[&self.base, &row.filter, column.filter])
    }

    /// The figure of a row and a column, by their names; 0 where there is no such row or column.
    pub fn count(&self, row: &str, column: &str) -> usize {
        let at = self.columns.iter().position(|known| known.key == column);
        let row = self.rows.iter().find(|known| known.name == row);
        row.zip(at).and_then(|(row, at)| row.counts.get(at)).copied().unwrap_or(0)
    }

    /// The counts as a table.
    pub fn table(&self) -> Table {
        let name = Column { key: "name", title: self.head, fit: Fit::Name };
        let numbers = self.columns.iter().map(|column| Column { key: column.key, title: column.title, fit: Fit::Number });
        let row = |row: &TallyRow| {
            let cell = |(column, count): (&TallyColumn, &usize)| {
                let role = if column.key.ends_with("overdue") && *count > 0 { Role::Overdue } else { Role::Plain };
                Cell::new(count.to_string(), role)
            };
            let numbers = self.columns.iter().zip(&row.counts).map(cell);
            [Cell::plain(&row.name)].into_iter().chain(numbers).collect()
        };
        Table { columns: [name].into_iter().chain(numbers).collect(), rows: self.rows.iter().map(row).collect() }
    }

    /// A chart of some of its columns, by their keys.
    pub fn chart(&self, shape: Shape, title: &str, keys: &[&str]) -> Chart {
        let at: Vec<usize> = keys.iter().filter_map(|key| self.columns.iter().position(|column| column.key == *key)).collect();
        Chart {
            shape,
            title: title.to_owned(),
            series: at.iter().filter_map(|at| self.columns.get(*at)).map(|column| column.title).collect(),
            points: self
                .rows
                .iter()
                .map(|row| (row.name.clone(), at.iter().filter_map(|at| row.counts.get(*at)).copied().collect()))
                .collect(),
            table: self.table(),
        }
    }

    /// The counts as machines get them.
    pub fn export(&self) -> v1::Tally {
        let row = |row: &TallyRow| v1::TallyRow {
            name: row.name.clone(),
            as_of: row.on,
            figures: (self.columns.iter().zip(&row.counts))
                .map(|(column, count)| v1::Figure { name: column.key, count: *count, filter: self.filter(row, column) })
                .collect(),
        };
        v1::Tally {
            name: self.name,
            counts: match self.counts {
                Counts::Findings => v1::Counted::Findings,
                Counts::Responses => v1::Counted::Responses,
            },
            rows: self.rows.iter().map(row).collect(),
        }
    }
}

/// One filter of several, all of which must hold; empty where none asks for anything.
pub fn and(filters: &[&str]) -> String {
    filters.iter().filter(|filter| !filter.is_empty()).copied().collect::<Vec<_>>().join(" and ")
}
