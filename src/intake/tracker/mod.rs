//! Reads the spreadsheets in which offices keep their recommendations.
//!
//! [`workbook`] turns a file into sheets of cells; [`layout`] finds the heads and says what each column means, by the dictionary
//! in [`heads`] and by what the office has said ([`meanings`]); a row becomes facts, the rows of one finding a finding, and the
//! findings of one report a [`TrackerReport`]. To add a head, extend `heads`; to add a status word, `statuses`.

mod action_steps;
mod colours;
mod columns;
mod days;
mod facts;
mod finding;
mod head_words;
pub mod heads;
mod index;
mod key;
pub mod layout;
pub mod mail;
pub mod meanings;
mod notes;
mod numbers;
mod ods_marks;
mod report;
mod reports;
mod returned;
mod room;
mod row_steps;
mod sheet_marks;
mod sheet_title;
mod statuses;
mod step_words;
mod steps;
mod text_answers;
mod update;
pub mod workbook;
mod xls_marks;
mod xlsx_marks;
mod xml_steps;

pub use columns::TrackerColumn;
pub use finding::TrackerFinding;
pub use mail::{Mail, read_mail};
pub use meanings::{SheetMeanings, StatusSaid};
pub use report::{SheetReading, TrackerReading, TrackerReport};
pub use reports::read_reports;
pub use returned::{ReturnedCell, ReturnedRow, ReturnedWorkbook, read_returned};
pub use row_steps::{DateRequest, RowSteps, StepContext, StepNeed};
pub use steps::take_steps;
pub use text_answers::{TextAnswer, read_text};
pub use update::{TrackerUpdate, update};
pub use workbook::{Workbook, is_workbook, modified, read};
