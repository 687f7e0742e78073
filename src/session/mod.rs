//! What a command does, without a terminal: load records, resolve addresses, plan a change, check it, fix problems.
//!
//! Nothing here prints or asks: results and errors are values, and `cli` shows them.

pub mod check;
pub mod checked_records;
mod comparison;
mod error;
pub mod fix;
pub mod load;
pub mod merge_driver;
pub mod merge_sides;
pub mod pick;
pub mod plan;
pub mod preflight;
pub mod record_merge;
pub mod resolve;
pub mod revision_range;
pub mod round;
mod settings;
pub mod settle;
pub mod take_back;

pub use checked_records::CheckedRecords;
pub use comparison::{Comparison, Revisions};
pub use error::SessionError;
pub use load::LoadedRecords;
pub use plan::{Plan, SavedAs};
pub use preflight::Preflight;
pub use resolve::Target;
pub use settings::{Days, OfficeSettings};
