//! What the rows of `irr export` have in common: a struct is a kind of row, and its fields are the columns of the CSV too.

use std::borrow::Cow;
use std::cell::Cell;

use schemars::JsonSchema;
use serde::{Serialize, Serializer};

use crate::model::{
    ActionTaken, BodyKind, Date, DutyKind, EscalationStage, FindingKind, InspectionKind, Priority, Stage, Status,
    VerificationOutcome,
};

/// What a table has for a field of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RowCell<'a> {
    /// Nothing.
    Absent,
    /// Words that somebody wrote; a spreadsheet may take them for something else.
    Words(Cow<'a, str>),
    /// A number, a day, a truth, a word of ours.
    Exact(Cow<'a, str>),
}

/// A row of one kind.
pub trait Row: Serialize {
    /// The schema of a row on a line of its own.
    const LINE: &'static str;
    /// The schema of all rows in one object.
    const WHOLE: &'static str;
    /// The names of its fields, in their order.
    const COLUMNS: &'static [&'static str];

    /// Gives what a table has for each field, in the same order.
    fn each_cell(&self, take: &mut dyn FnMut(RowCell<'_>));
}

/// A row on a line of its own.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "{R}Line")]
pub struct Line<R: Row> {
    /// What kind of line it is, and in which version.
    #[schemars(extend("const" = R::LINE))]
    pub schema: &'static str,
    /// The day everything is judged on.
    pub as_of: Date,
    /// The row.
    #[serde(flatten)]
    pub row: R,
}

impl<R: Row> Line<R> {
    /// The row as it is on the day.
    pub fn of(row: R, as_of: Date) -> Self {
        Self { schema: R::LINE, as_of, row }
    }
}

/// Several rows of one kind, however they are kept.
pub trait Items {
    /// Their kind.
    type Row: Row;
}

impl<R: Row> Items for Vec<R> {
    type Row = R;
}

/// All rows in one object.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "Whole")]
pub struct Whole<I: Items> {
    /// What kind of rows they are, and in which version.
    #[schemars(extend("const" = <I::Row as Row>::WHOLE))]
    pub schema: &'static str,
    /// The day everything is judged on.
    pub as_of: Date,
    /// The rows, by record, in the record's order.
    pub items: I,
}

impl<I: Items> Whole<I> {
    /// The rows as they are on the day.
    pub fn of(items: I, as_of: Date) -> Self {
        Self { schema: <I::Row as Row>::WHOLE, as_of, items }
    }
}

/// Rows that are computed while they are written, and then gone.
pub struct Streamed<I>(Cell<Option<I>>);

impl<I> Streamed<I> {
    /// Rows to be written once.
    pub fn once(rows: I) -> Self {
        Self(Cell::new(Some(rows)))
    }
}

impl<R: Row, I: Iterator<Item = R>> Items for Streamed<I> {
    type Row = R;
}

impl<R: Row, I: Iterator<Item = R>> Serialize for Streamed<I> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.take().into_iter().flatten())
    }
}

/// What `irr export` writes in JSON of one kind of row: all of them in one object, or a line each.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(untagged)]
#[schemars(rename = "Export")]
pub enum Exported<R: Row> {
    /// `--format json`
    Whole(Whole<Vec<R>>),
    /// `--format ndjson`: one a line.
    Line(Line<R>),
}

/// A value that is one cell of a table.
pub(super) trait AsCell {
    fn cell(&self) -> RowCell<'_>;
}

impl AsCell for &str {
    fn cell(&self) -> RowCell<'_> {
        RowCell::Words(Cow::Borrowed(self))
    }
}

impl AsCell for String {
    fn cell(&self) -> RowCell<'_> {
        RowCell::Words(Cow::Borrowed(self))
    }
}

impl<T: AsCell> AsCell for Option<T> {
    fn cell(&self) -> RowCell<'_> {
        self.as_ref().map_or(RowCell::Absent, AsCell::cell)
    }
}

/// Names parted as `irr list` parts them.
impl<T: AsRef<str>> AsCell for Vec<T> {
    fn cell(&self) -> RowCell<'_> {
        match &self[..] {
            [] => RowCell::Absent,
            [one] => RowCell::Words(Cow::Borrowed(one.as_ref())),
            several => RowCell::Words(several.iter().map(AsRef::as_ref).collect::<Vec<&str>>().join("; ").into()),
        }
    }
}

impl AsCell for bool {
    fn cell(&self) -> RowCell<'_> {
        RowCell::Exact(Cow::Borrowed(if *self { "true" } else { "false" }))
    }
}

macro_rules! exact {
    (printed: $($printed:ty),+; words: $($word:ty),+) => {
        $(impl AsCell for $printed {
            fn cell(&self) -> RowCell<'_> {
                RowCell::Exact(self.to_string().into())
            }
        })+
        $(impl AsCell for $word {
            fn cell(&self) -> RowCell<'_> {
                RowCell::Exact(Cow::Borrowed(self.as_str()))
            }
        })+
    };
}

exact! {
    printed: usize, u32, i64, Date;
    words: ActionTaken, BodyKind, DutyKind, EscalationStage, FindingKind, InspectionKind, Priority, Stage, Status, VerificationOutcome
}

/// Declares a kind of row: its struct, and from the same fields its columns.
macro_rules! row {
    ($(#[$doc:meta])* $name:ident<$life:lifetime> = $line:literal, $whole:literal {
        $($(#[$field_doc:meta])* $field:ident: $type:ty,)+
    }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, serde::Serialize, schemars::JsonSchema)]
        pub struct $name<$life> {
            $($(#[$field_doc])* pub $field: $type,)+
        }

        impl $crate::report::export::v1::Row for $name<'_> {
            const LINE: &'static str = $line;
            const WHOLE: &'static str = $whole;
            const COLUMNS: &'static [&'static str] = &[$($crate::report::export::v1::row::bare(stringify!($field)),)+];

            fn each_cell(&self, take: &mut dyn FnMut($crate::report::export::v1::RowCell<'_>)) {
                $(take($crate::report::export::v1::row::AsCell::cell(&self.$field));)+
            }
        }
    };
}
pub(super) use row;

/// A field's name without the mark of a name that is also a word of Rust.
pub(super) const fn bare(field: &'static str) -> &'static str {
    match field.as_bytes() {
        [b'r', b'#', ..] => field.split_at(2).1,
        _ => field,
    }
}
