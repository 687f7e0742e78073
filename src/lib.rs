#![doc = include_str!("../docs/architecture.md")]

pub mod cli;
pub mod draw;
pub mod form;
pub mod intake;
pub mod model;
pub mod prose;
pub mod query;
pub mod rules;
pub mod session;
pub mod store;
pub mod view;
pub mod yaml;
