//! Responses as offices publish them, and what a careful person reads out of each.
//!
//! Run with `--nocapture` for the tables: how many facts are right, right and marked as guesses, asked for, wrong and noted,
//! silently wrong, refused.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "what cannot be read fails its test; the table is for people"
)]

mod authors;
mod containers;
mod facts;
mod figures;
mod generator;
mod labels;
mod layouts;
mod phrases;
