//! Queries of findings and deadlines, as plain values with pure functions.
//!
//! A [`Facet`] is a value that a finding has on a day; columns, sort keys and names in expressions are all facets. [`Filter`],
//! [`DeadlineFilter`], [`Expr`] and [`Order`] select and sort; [`lookup`] finds a record by part of its id. Nothing here reads
//! files or prints. To add a column, add a variant to [`Facet`] and its value in [`Facet::of`].

pub mod deadline_filter;
pub mod expr;
mod expr_reader;
pub mod facet;
pub mod filter;
pub mod lookup;
pub mod names;
pub mod order;
pub mod period;
pub mod quarter;

pub use deadline_filter::DeadlineFilter;
pub use expr::{AskedOf, Expr, ExprError};
pub use facet::{Facet, FacetValue};
pub use filter::{Filter, Kind, Scope};
pub use lookup::{LookupError, find_record};
pub use names::{AskedName, NameColumn};
pub use order::Order;
pub use period::Period;
pub use quarter::Quarter;
