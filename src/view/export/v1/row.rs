//! What all rows of `irr export` have in common. A kind of row is a struct; its fields are the CSV columns too.

use std::borrow::Cow;
use std::cell::Cell;

use schemars::JsonSchema;
use serde::{Serialize, Serializer};

use crate::model::Date;
use crate::query::ColumnValue;

/// The value of one field in a CSV.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RowCell<'a> {
    /// No value.
    Absent,
    /// Words that somebody wrote, which need a guard against being taken for a formula.
    Words(Cow<'a, str>),
    /// A number, a date, true or false, or a word of irr's own vocabulary.
    Exact(Cow<'a, str>),
}

impl<'a> From<ColumnValue<'a>> for RowCell<'a> {
    fn from(value: ColumnValue<'a>) -> Self {
        match value {
            ColumnValue::Absent => Self::Absent,
            ColumnValue::Text(text) => Self::Words(text),
            // Joined as in `irr list`.
            ColumnValue::Names(names) => match names[..] {
                [one] => Self::Words(one.into()),
                _ => Self::Words(names.join("; ").into()),
            },
            ColumnValue::Truth(truth) => Self::Exact(if truth { "true" } else { "false" }.into()),
            exact => Self::Exact(exact.to_string().into()),
        }
    }
}

/// A row of one kind.
pub trait Row: Serialize {
    /// The schema name of a row on a line of its own (NDJSON).
    const LINE: &'static str;
    /// The schema name of all rows in one object (JSON).
    const WHOLE: &'static str;
    /// The names of the fields, in order.
    const COLUMNS: &'static [&'static str];

    /// Calls `take` with each field's value, in the order of [`Self::COLUMNS`].
    fn each_cell(self, take: &mut dyn FnMut(RowCell<'_>));
}

/// One row on a line of its own.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "{R}Line")]
pub struct Line<R: Row> {
    /// The kind of row and its version.
    #[schemars(extend("const" = R::LINE))]
    pub schema: &'static str,
    /// The day for which status and lateness are computed.
    pub as_of: Date,
    /// The row.
    #[serde(flatten)]
    pub row: R,
}

impl<R: Row> Line<R> {
    /// Creates the line for a row.
    pub fn of(row: R, as_of: Date) -> Self {
        Self { schema: R::LINE, as_of, row }
    }
}

/// Rows of one kind, collected or computed while they are written.
pub trait Items {
    /// The kind of row.
    type Row: Row;
}

impl<R: Row> Items for Vec<R> {
    type Row = R;
}

/// All rows in one object.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "Whole")]
pub struct Whole<I: Items> {
    /// The kind of rows and their version.
    #[schemars(extend("const" = <I::Row as Row>::WHOLE))]
    pub schema: &'static str,
    /// The day for which status and lateness are computed.
    pub as_of: Date,
    /// The rows, by record, in the order of the record.
    pub items: I,
}

impl<I: Items> Whole<I> {
    /// Creates the object for rows.
    pub fn of(items: I, as_of: Date) -> Self {
        Self { schema: <I::Row as Row>::WHOLE, as_of, items }
    }
}

/// Rows that are computed while they are written, so that an export of any size needs little memory.
pub struct Streamed<I>(Cell<Option<I>>);

impl<I> Streamed<I> {
    /// Wraps rows that can be written once.
    pub fn once(rows: I) -> Self {
        Self(Cell::new(Some(rows)))
    }
}

impl<R: Row, I: Iterator<Item = R>> Items for Streamed<I> {
    type Row = R;
}

impl<R: Row, I: Iterator<Item = R>> Serialize for Streamed<I> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // `serialize` gets `&self` but has to consume the rows, so they are taken out of the cell.
        serializer.collect_seq(self.0.take().into_iter().flatten())
    }
}

/// The JSON that `irr export` writes for one kind of row: all rows in one object, or one row on each line.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(untagged)]
#[schemars(rename = "Export")]
pub enum Exported<R: Row> {
    /// `--format json`: all rows in one object.
    Whole(Whole<Vec<R>>),
    /// `--format ndjson`: one row on each line.
    Line(Line<R>),
}

/// Declares a kind of row: the struct, and its columns from the same fields.
macro_rules! row {
    ($(#[$doc:meta])* $name:ident<$life:lifetime> = $line:literal, $whole:literal {
        $($(#[$field_doc:meta])* $field:ident: $type:ty,)+
    }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, serde::Serialize, schemars::JsonSchema)]
        pub struct $name<$life> {
            $($(#[$field_doc])* pub $field: $type,)+
        }

        impl $crate::view::export::v1::Row for $name<'_> {
            const LINE: &'static str = $line;
            const WHOLE: &'static str = $whole;
            const COLUMNS: &'static [&'static str] = &[$($crate::query::columns::bare(stringify!($field)),)+];

            fn each_cell(self, take: &mut dyn FnMut($crate::view::export::v1::RowCell<'_>)) {
                $(take($crate::query::IntoColumnValue::into_value(self.$field).into());)+
            }
        }
    };
}
pub(super) use row;
