//! Finds signs of text lost at a page break.

use super::extractor::{Extractor, HeadingPart};
use crate::intake::ImportNoteCode;
use crate::intake::block::{SourceBlock, SourceBlockKind};

impl Extractor {
    /// Notes signs of text lost at a page break: white space before a paragraph, or a sentence without an end.
    pub(super) fn note_page_break_losses(&mut self, part: &HeadingPart) {
        let mut after_break = false;
        let mut found = Vec::new();
        for block in &part.blocks {
            match &block.kind {
                SourceBlockKind::PageBreak => after_break = true,
                SourceBlockKind::Paragraph(text) => {
                    if after_break && text.starts_with(char::is_whitespace) {
                        found.push((
                            block.at,
                            "this begins with white space after a page break; a word may be missing before it",
                            text,
                        ));
                    }
                    after_break = false;
                }
                _ => after_break = false,
            }
        }
        if let Some(SourceBlock { at, kind: SourceBlockKind::Paragraph(text) }) =
            part.blocks.iter().rfind(|block| block.kind != SourceBlockKind::PageBreak)
            && !text.trim_end().ends_with(['.', '!', '?', ':', '”', '"', ')', '’'])
            // Case 01 ends in the middle of a sentence. Short lines without a full stop are signatures and labels.
            && text.split_whitespace().count() > 8
        {
            found.push((*at, "the last sentence of this section has no end: words may be missing", text));
        }
        for (at, message, text) in found {
            self.add_note(ImportNoteCode::Missing, at, message, Some(text.trim()));
        }
    }
}
