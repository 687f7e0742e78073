//! Reads a document written by `irr render` with the tables it was printed from, so that exactly the same record comes back;
//! and a form to fill in, by its boxes ([`sent_form`]).
//!
//! Nothing is guessed here: each label names its field. Text that somebody added since and that fits no field is kept under
//! `unplaced`.

mod fields;
mod findings;
mod own_words;
mod reader;
mod sections;
mod sent_form;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use reader::RoundtripReader;
use sections::{cell_text, sections};
pub use sent_form::{read_answers, sent_form};
use serde_json::Map;

use crate::form;
use crate::intake::{ImportDraft, ImportNote, IntakeError, KnownFacts, SourceBlock, SourceBlockKind, SourceDocument};
use crate::model::{RecordId, SchemaVersion};
use crate::prose::unmarked;

/// What a document written by irr states about itself.
pub struct RenderedDocument {
    /// The id of its record.
    pub id: RecordId,
    /// Whether empty parts of the form are printed, in which case they mean nothing.
    has_all_parts: bool,
}

/// Returns what a document written by irr states about itself; `None` for any other document.
pub fn rendered(blocks: &[SourceBlock]) -> Option<RenderedDocument> {
    let (id, format) = record_row(blocks, &[form::FORMAT, form::FORMAT_WITH_ALL_PARTS])?;
    Some(RenderedDocument { id, has_all_parts: format == form::FORMAT_WITH_ALL_PARTS })
}

/// Returns the record's id and the format in the row that names them, if it is one of these formats.
fn record_row(blocks: &[SourceBlock], formats: &[&'static str]) -> Option<(RecordId, &'static str)> {
    blocks.iter().find_map(|block| match &block.kind {
        // The row of the record's id is the only sure sign: all other labels may be those of any form.
        SourceBlockKind::Row { label, value } if label == form::RECORD => {
            let text = cell_text(value);
            let (id, format) = text.trim().strip_suffix(')')?.split_once(" (")?;
            let format = formats.iter().find(|known| **known == format)?;
            Some((id.parse().ok()?, *format))
        }
        _ => None,
    })
}

/// Returns the notes of a document's reader, without those of the notice on each page, which is not part of the record.
fn without_notice(notes: &[ImportNote]) -> Vec<ImportNote> {
    notes.iter().filter(|note| note.quote.as_deref() != Some(form::INTERNAL)).cloned().collect()
}

/// Reads the record that was printed.
///
/// # Errors
/// Fails if the document lacks what a record must have, or states it in words that irr does not write.
pub fn read(document: &SourceDocument, rendered: RenderedDocument, known: &KnownFacts) -> Result<ImportDraft, IntakeError> {
    let RenderedDocument { id, has_all_parts } = rendered;
    let mut reader = RoundtripReader {
        record: Map::new(),
        notes: without_notice(&document.notes),
        unplaced: Vec::new(),
        has_all_parts,
        seen: Vec::new(),
        computed: Vec::new(),
        titles: BTreeMap::new(),
    };
    reader.record.insert("schema_version".to_owned(), SchemaVersion::LATEST.number().into());
    let is_notice =
        |block: &&SourceBlock| matches!(&block.kind, SourceBlockKind::Paragraph(text) if unmarked(text.trim()) == form::INTERNAL);
    let blocks: Vec<SourceBlock> = document.blocks.iter().filter(|block| !is_notice(block)).cloned().collect();
    let top = sections(&blocks);
    let headings = reader.cover(top.blocks)?;
    for section in &top.inner {
        reader.section(section, &headings);
    }
    reader.finish(id, known)
}
