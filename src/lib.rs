//! irr
pub mod cli;
pub mod draw;
pub mod intake;
pub mod model;
pub mod query;
pub mod report;
pub mod rules;
pub mod store;
pub mod yaml;
