//! The section on what changed in the records since the last meeting, as git knows it.

use super::part::{PaperPart, PaperSection};
use crate::model::SummarySection;
use crate::view::{RecordDiff, Role};

const TITLE: &str = "What changed since the last meeting";

/// Creates the section; where git could not be asked, it says why.
pub(in crate::view) fn section(changes: Option<&Result<RecordDiff, String>>) -> PaperSection<'static> {
    let words = |words: String| PaperPart::Words(words, Role::Plain);
    let parts = match changes {
        Some(Ok(diff)) => {
            let mut parts = vec![words(diff.opening())];
            parts.extend(diff.table().map(|table| PaperPart::Changes(table, diff.sentences())));
            parts.extend(diff.remarks().into_iter().map(words));
            parts
        }
        Some(Err(why)) => vec![PaperPart::Words(format!("This section is missing: {why}."), Role::Soon)],
        None => vec![PaperPart::Words("This section is missing: git was not asked.".into(), Role::Soon)],
    };
    PaperSection { name: SummarySection::Changes, title: TITLE, parts }
}
