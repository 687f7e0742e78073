//! Documents that a Word document embeds whole, as programs do that put several into one: pages, texts, other Word documents.

use super::open_within;
use super::package::DocxPackage;
use crate::intake::readers::encoding::decode;
use crate::intake::readers::format::{SourceFormat, container_of};
use crate::intake::readers::{html, text};
use crate::intake::{IntakeError, SourceBlock, SourceBlockKind, SourceDocument, SourcePlace};

/// Reads an embedded document.
pub(super) fn read(package: &mut DocxPackage<'_, '_>, part: &str) -> Result<SourceDocument, IntakeError> {
    let missing = || IntakeError::Unreadable("it is not in this file".to_owned());
    let document = package.bytes(part)?.ok_or_else(missing)?;
    let format = container_of(&document)?;
    if format == SourceFormat::Docx {
        return package.budget.go_deeper(|budget| open_within(&document, budget));
    }
    package.budget.charge_embedded(document.len())?;
    match format {
        SourceFormat::Html => html::open(&document),
        SourceFormat::Pdf => Err(IntakeError::OtherContainer { container: "a PDF" }),
        _ => Ok(SourceDocument { blocks: text::blocks(&decode(&document).0), ..SourceDocument::default() }),
    }
}

/// Returns a block at another place, since the places of an embedded document mean nothing in the one around it.
pub(super) fn placed(block: &SourceBlock, at: SourcePlace) -> SourceBlock {
    let all = |blocks: &[SourceBlock]| blocks.iter().map(|block| placed(block, at)).collect();
    let kind = match &block.kind {
        SourceBlockKind::Row { label, value } => SourceBlockKind::Row { label: label.clone(), value: all(value) },
        SourceBlockKind::Cells { is_header, cells } => {
            SourceBlockKind::Cells { is_header: *is_header, cells: cells.iter().map(|cell| all(cell)).collect() }
        }
        SourceBlockKind::Filled { tag, blocks } => SourceBlockKind::Filled { tag: tag.clone(), blocks: all(blocks) },
        other => other.clone(),
    };
    SourceBlock { at, kind }
}
