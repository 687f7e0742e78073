//! Handles London's forces, whose chief officer is called Commissioner: there the word alone means the police, not the body
//! that responds.

use crate::intake::block::{SourceBlock, SourceBlockKind};
use crate::intake::block_markdown::markdown;
use crate::intake::phrases::normalized_text::normal;
use crate::intake::{ImportNote, ImportNoteCode};

/// Returns the blocks with the Commissioner's headings, labels and columns named in full, if that is the chief officer.
pub(super) fn with_commissioner_of_police(blocks: Vec<SourceBlock>, notes: &mut Vec<ImportNote>) -> Vec<SourceBlock> {
    // Cases 24 and 25. The Met alone does not count: letters to other forces mention it.
    let is_capital = blocks.iter().any(|block| {
        let text = markdown([block]);
        ["MOPAC", "Office for Policing and Crime", "City of London Police"].iter().any(|name| text.contains(name))
    });
    if !is_capital {
        return blocks;
    }
    let mut read: Vec<String> = Vec::new();
    let mut named = |text: &str| {
        let words = normal(text);
        let words = words.strip_prefix("the ").unwrap_or(&words);
        // "Commissioner of Police" is understood as it is.
        let is_chief = words.starts_with("commissioners ") && !words.contains(" of police");
        if !is_chief {
            return text.to_owned();
        }
        if !read.iter().any(|known| known == text) {
            read.push(text.to_owned());
        }
        text.replacen("Commissioner", "Commissioner of Police", 1).replacen("commissioner", "Commissioner of Police", 1)
    };
    let first = blocks.first().map(|block| block.at);
    let blocks = blocks.into_iter().map(|block| renamed(block, &mut named)).collect();
    if let (Some(at), false) = (first, read.is_empty()) {
        let message = "the Commissioner is the chief officer here; these headings are taken as the chief officer's";
        let quote = Some(read.join(" | "));
        notes.push(ImportNote { code: ImportNoteCode::Guessed, at, message: message.into(), quote });
    }
    blocks
}

fn renamed(block: SourceBlock, named: &mut impl FnMut(&str) -> String) -> SourceBlock {
    let kind = match block.kind {
        SourceBlockKind::Heading(level, text) => SourceBlockKind::Heading(level, named(&text)),
        SourceBlockKind::Row { label, value } => SourceBlockKind::Row { label: named(&label), value },
        SourceBlockKind::Cells { is_header: true, cells } => {
            let cells = cells.into_iter().map(|cell| {
                cell.into_iter()
                    .map(|inner| match inner.kind {
                        SourceBlockKind::Paragraph(text) => SourceBlock::new(inner.at, SourceBlockKind::Paragraph(named(&text))),
                        other => SourceBlock::new(inner.at, other),
                    })
                    .collect()
            });
            SourceBlockKind::Cells { is_header: true, cells: cells.collect() }
        }
        other => other,
    };
    SourceBlock::new(block.at, kind)
}
