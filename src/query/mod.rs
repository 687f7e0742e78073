//! Queries of findings and deadlines, as plain values with pure functions.
//!
//! A [`Column`] is a value that a finding has on a day; lists, sort keys, expressions and exports all use it. [`Filter`],
//! [`DeadlineFilter`], [`Expr`] and [`Order`] select and sort; [`lookup`] finds a record by part of its id, and [`Search`]
//! words in the records' texts. Nothing here reads files or prints. To add a column, add a line to the table in `columns.rs`.

mod column_value;
pub(crate) mod columns;
pub mod deadline_filter;
pub mod expr;
mod expr_reader;
pub mod filter;
pub mod find;
pub mod lookup;
pub mod names;
pub mod order;
mod saved_list;
pub mod search_terms;
mod short_ids;

pub use column_value::{ColumnType, ColumnValue, IntoColumnValue};
pub use columns::{Column, ColumnMark, FindingRow, UnknownColumn};
pub use deadline_filter::DeadlineFilter;
pub use expr::{AskedOf, Expr, ExprError};
pub use filter::{Filter, Kind, Scope};
pub use find::{Found, FoundInRecord, FoundText, Search, sort_found};
pub use lookup::{LookupError, find_record};
pub use names::{AskedName, NameColumn};
pub use order::Order;
pub use saved_list::{SavedList, SavedListError};
pub use search_terms::{Closeness, MetTerms, SearchTerms, SearchTermsError, TextMatch, words_of};
pub use short_ids::ShortIds;
