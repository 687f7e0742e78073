//! Reads the spreadsheets in which offices keep their recommendations.

pub mod heads;
pub mod layout;
pub mod statuses;
pub mod workbook;
mod xlsx_marks;
