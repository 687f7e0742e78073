//! A Word document, from a template: an office's own, or the default one.
//!
//! The [`package`] has the template's parts. The [`frame`] opens it where the text goes, and puts in what it lacks; the [`body`] is the
//! text. Somebody's words ([`prose`]) stand in styles of irr's own, so that the document reads back as exactly what was written.

mod body;
mod frame;
mod lists;
mod markup;
mod package;
mod prose;
#[cfg(test)]
mod tests;
mod widths;

use super::{DrawError, Paper};
use crate::report::Block;
use body::Body;
use frame::{Frame, set_core};
use markup::escaped;
use package::Package;

/// The blocks as a Word document, in an office's template or in the default one. The same blocks give the same bytes.
///
/// Of a template all is kept but its text: its styles, its page, its header and footer. The styles are known by their names; those it
/// lacks are put into it.
///
/// # Errors
/// Where the template is none.
pub fn write_docx(blocks: &[Block], paper: &Paper, template: Option<&[u8]>) -> Result<Vec<u8>, DrawError> {
    let mut package = template.map_or_else(|| Ok(Package::default()), Package::read)?;
    let mut frame = Frame::of(&mut package)?;
    if let Some(notice) = paper.notice {
        frame.head_each_page(&mut package, notice)?;
    }
    let mut body = Body::in_frame(&frame);
    body.blocks(blocks);
    frame.fill(&mut package, &body.xml, &body.links, &body.lists)?;
    set_core(&mut package, core(paper))?;
    package.write()
}

/// The default template: a document to be changed in Word and handed back.
///
/// # Errors
/// Where it cannot be packed.
pub(super) fn default_template() -> Result<Vec<u8>, DrawError> {
    let mut package = Package::default();
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
