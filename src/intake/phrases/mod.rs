//! Recognises the phrases that responses are made of: labels, headings, column names, offices, dates, mentions of findings.
//!
//! Text in, meaning out: nothing here knows blocks, file formats or records. To teach import another wording, add it to the
//! list of its kind here, with a test.

pub(in crate::intake) mod addressee;
pub(in crate::intake) mod clues;
pub(in crate::intake) mod column;
pub(in crate::intake) mod finding_label;
pub(in crate::intake) mod finding_mention;
pub(in crate::intake) mod form_label;
pub(in crate::intake) mod grades;
pub(in crate::intake) mod head;
pub(in crate::intake) mod normalized_text;
pub(in crate::intake) mod office_name;
pub(in crate::intake) mod prose_date;

use std::collections::HashMap;
use std::sync::OnceLock;

/// Returns a list of phrases of `phrases.txt`; an empty one if there is none of this name.
pub(in crate::intake) fn list(name: &str) -> &'static [&'static str] {
    static LISTS: OnceLock<HashMap<&'static str, Vec<&'static str>>> = OnceLock::new();
    let lists = LISTS.get_or_init(|| {
        let lines = include_str!("phrases.txt").lines().filter(|line| !line.starts_with('#'));
        lines.filter_map(|line| line.split_once('|')).map(|(name, phrases)| (name, phrases.split('|').collect())).collect()
    });
    lists.get(name).map_or(&[], Vec::as_slice)
}
