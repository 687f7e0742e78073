//! Recognises the phrases that responses are made of: labels, headings, column names, offices, dates, mentions of findings.
//!
//! Text in, meaning out: nothing here knows blocks, file formats or records. To teach import another wording, add it to the
//! list of its kind here, with a test.

pub(in crate::intake) mod addressee;
pub(in crate::intake) mod clues;
pub(in crate::intake) mod finding_label;
pub(in crate::intake) mod finding_mention;
pub(in crate::intake) mod form_label;
pub(in crate::intake) mod head;
pub(in crate::intake) mod normalized_text;
pub(in crate::intake) mod office_name;
pub(in crate::intake) mod prose_date;
