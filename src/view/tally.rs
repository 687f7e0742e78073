//! Tables of counts in which each count has the filter that lists what it counted.

use super::export::v1;
use crate::model::Date;
use crate::view::{Cell, Chart, Fit, Role, Shape, Table, TableColumn};

/// What a table counts, which decides the command that lists it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TallySubject {
    /// Findings: `irr list --where …`.
    Findings,
    /// Responses: `irr export --rows responses --where …`.
    Responses,
}

impl TallySubject {
    /// Returns the word for the things counted.
    pub fn words(self) -> &'static str {
        match self {
            Self::Findings => "findings",
            Self::Responses => "responses",
        }
    }
}

/// A column of counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TallyColumn {
    /// The name for programs.
    pub key: &'static str,
    /// The title for people.
    pub title: &'static str,
    /// The condition for being counted in this column, in addition to the row's; empty if there is none.
    pub filter: &'static str,
}

/// A row of counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TallyRow {
    /// The row's name.
    pub name: String,
    /// The condition for being counted in this row, in addition to the table's; empty if there is none.
    pub filter: String,
    /// The day for which the row is counted.
    pub on: Date,
    /// The counts, one for each column.
    pub counts: Vec<usize>,
}

/// A table of counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tally {
    /// The name for programs.
    pub name: &'static str,
    /// The title of the column with the rows' names.
    pub head: &'static str,
    /// What is counted.
    pub counts: TallySubject,
    /// The condition for being counted anywhere in the table.
    pub base: String,
    /// The filter of every row, with `…` in place of its name; `None` if the rows have filters of different kinds.
    pub pattern: Option<&'static str>,
    /// The columns.
    pub columns: Vec<TallyColumn>,
    /// The rows.
    pub rows: Vec<TallyRow>,
}

impl Tally {
    /// Returns the filter that lists what one figure counts.
    pub fn filter(&self, row: &TallyRow, column: &TallyColumn) -> String {
        and(&[&self.base, &row.filter, column.filter])
    }

    /// Returns the figure in the row and column of these names; 0 if there is no such row or column.
    pub fn count(&self, row: &str, column: &str) -> usize {
        let at = self.columns.iter().position(|known| known.key == column);
        let row = self.rows.iter().find(|known| known.name == row);
        row.zip(at).and_then(|(row, at)| row.counts.get(at)).copied().unwrap_or(0)
    }

    /// Returns the counts as a table.
    pub fn table(&self) -> Table {
        let name = TableColumn { key: "name", title: self.head, fit: Fit::Name };
        let numbers = self.columns.iter().map(|column| TableColumn { key: column.key, title: column.title, fit: Fit::Number });
        let row = |row: &TallyRow| {
            let cell = |(column, count): (&TallyColumn, &usize)| {
                // Zero overdue is good news and stays plain.
                let role = if column.key.ends_with("overdue") && *count > 0 { Role::Overdue } else { Role::Plain };
                Cell::new(count.to_string(), role)
            };
            let numbers = self.columns.iter().zip(&row.counts).map(cell);
            [Cell::plain(&row.name)].into_iter().chain(numbers).collect()
        };
        Table { columns: [name].into_iter().chain(numbers).collect(), rows: self.rows.iter().map(row).collect() }
    }

    /// Returns a chart of the columns with these keys.
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

    /// Returns the counts for the JSON.
    pub fn export(&self) -> v1::TallyJson {
        let row = |row: &TallyRow| v1::TallyRowJson {
            name: row.name.clone(),
            as_of: row.on,
            figures: (self.columns.iter().zip(&row.counts))
                .map(|(column, count)| v1::Figure { name: column.key, count: *count, filter: self.filter(row, column) })
                .collect(),
        };
        v1::TallyJson {
            name: self.name,
            counts: match self.counts {
                TallySubject::Findings => v1::Counted::Findings,
                TallySubject::Responses => v1::Counted::Responses,
            },
            rows: self.rows.iter().map(row).collect(),
        }
    }
}

/// Joins filters with `and`, skipping empty ones.
pub fn and(filters: &[&str]) -> String {
    filters.iter().filter(|filter| !filter.is_empty()).copied().collect::<Vec<_>>().join(" and ")
}
