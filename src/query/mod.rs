//! The questions asked of findings and of their deadlines, as values.
//!
//! A [`Facet`] is one thing that can be asked of a finding on a day: a column, a sort key and a name in an expression are
//! all the same facet. [`Filter`], [`DeadlineFilter`] and [`Order`] are plain values with pure functions; [`lookup`] finds a record by a part of its id.

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
