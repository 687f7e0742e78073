//! Writes a Word document into a template: the user's own or the default one.
//!
//! [`package`] holds the template's parts. [`frame`] splits it where the text goes and adds what it lacks; [`body`] writes
//! the text. Prose from the records ([`prose`]) has styles of irr's own, so that `irr import` reads back exactly what was
//! written.

mod body;
mod form_box;
mod frame;
mod lists;
mod markup;
mod package;
mod prose;
#[cfg(test)]
mod tests;
mod widths;

use body::DocxBody;
use frame::{Frame, set_core};
use markup::escaped;
use package::DocxWriter;

use super::{DrawError, Paper};
use crate::view::Block;

/// Writes blocks as a Word document, in the user's template or the default one. The same blocks give the same bytes.
///
/// A template keeps everything but its text: styles, page setup, header and footer. Styles are matched by name, and missing
/// ones are added.
///
/// # Errors
/// Fails if the template is no usable Word document.
pub fn write_docx(blocks: &[Block], paper: &Paper, template: Option<&[u8]>) -> Result<Vec<u8>, DrawError> {
    let mut package = template.map_or_else(|| Ok(DocxWriter::default()), DocxWriter::read)?;
    let mut frame = Frame::of(&mut package)?;
    if let Some(notice) = paper.notice {
        frame.head_each_page(&mut package, notice)?;
    }
    let mut body = DocxBody::in_frame(&frame);
    body.blocks(blocks);
    frame.fill(&mut package, &body.xml, &body.links, &body.lists)?;
    set_core(&mut package, core(paper))?;
    package.write()
}

/// Returns the default template as a Word document, to be changed in Word and passed back.
///
/// # Errors
/// Fails if it cannot be packed.
pub(super) fn default_template() -> Result<Vec<u8>, DrawError> {
    let mut package = DocxWriter::default();
    let title = "Template for responses".to_owned();
    set_core(&mut package, core(&Paper { title, language: "en-GB", author: "irr".into(), notice: None }))?;
    package.write()
}

fn core(paper: &Paper) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
         <cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>{}</dc:title><dc:creator>{}</dc:creator>\
         <dc:language>{}</dc:language></cp:coreProperties>",
        escaped(&paper.title),
        escaped(&paper.author),
        escaped(paper.language)
    )
}
