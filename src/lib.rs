//! irr
pub mod model;
pub mod yaml;
