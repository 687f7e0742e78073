//! A document that irr itself rendered: read by the tables that it was printed by, so that the record comes back.
//!
//! Nothing is guessed here: each label names its field. What a person has put in since, and no field holds, is kept in `unplaced`.

mod findings;
mod reader;
mod section;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use serde_json::Map;

use super::block::{Block, BlockKind, Document};
use super::complaint::Complaint;
use super::error::IntakeError;
use super::layout::{Draft, Known};
use crate::model::RecordId;
use crate::model::passage::unmarked;
use crate::model::printed;
use reader::Reader;
use section::{cell_text, sections};

/// What a rendered document says of itself.
pub struct Rendered {
    /// The record that it is.
    pub id: RecordId,
    /// Whether empty parts of the form are printed, which say nothing then.
    has_all_parts: bool,
}

/// What a document that irr rendered says of itself; `None` for a document of anybody else.
pub fn rendered(blocks: &[Block]) -> Option<Rendered> {
    blocks.iter().find_map(|block| match &block.kind {
        BlockKind::Row { label, value } if label == printed::RECORD => {
            let text = cell_text(value);
            let (id, format) = text.trim().strip_suffix(')')?.split_once(" (")?;
            let has_all_parts = format == printed::FORMAT_WITH_ALL_PARTS;
            (has_all_parts || format == printed::FORMAT).then_some(())?;
            Some(Rendered { id: id.parse().ok()?, has_all_parts })
        }
        _ => None,
    })
}

/// The record that was rendered.
///
/// # Errors
/// Where the document no longer says what a record must have, or says it in words that are none of irr's.
pub fn read(document: &Document, rendered: Rendered, known: &Known) -> Result<Draft, IntakeError> {
    let Rendered { id, has_all_parts } = rendered;
    // What each page says of itself is none of the record's words.
    let is_of_notice = |complaint: &&Complaint| complaint.quote.as_deref() == Some(printed::INTERNAL);
    let complaints = document.complaints.iter().filter(|complaint| !is_of_notice(complaint)).cloned().collect();
    let mut reader = Reader {
        record: Map::new(),
        complaints,
        unplaced: Vec::new(),
        has_all_parts,
        seen: Vec::new(),
        computed: Vec::new(),
        titles: BTreeMap::new(),
    };
    reader.record.insert("schema_version".to_owned(), 1.into());
    let is_notice =
        |block: &&Block| matches!(&block.kind, BlockKind::Paragraph(text) if unmarked(text.trim()) == printed::INTERNAL);
    let blocks: Vec<Block> = document.blocks.iter().filter(|block| !is_notice(block)).cloned().collect();
    let top = sections(&blocks);
    let headings = reader.cover(top.blocks)?;
    for section in &top.inner {
        reader.section(section, &headings);
    }
    reader.finish(id, known)
}
