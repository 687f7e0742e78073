//! Writes a box to fill in: a content control around a table, with a label and below it the place to write.

use super::body::DocxBody;
use super::markup::{escaped, literal};
use crate::view::FormBox;

/// The least height of the place to write, in twentieths of a point: four lines.
const LEAST: usize = 1_200;
/// A look with a first row, which has the label.
const LOOK: &str = "<w:tblLook w:val=\"0620\" w:firstRow=\"1\" w:lastRow=\"0\" w:firstColumn=\"0\" w:lastColumn=\"0\" w:noHBand=\"1\" w:noVBand=\"1\"/>";

impl DocxBody<'_> {
    /// Writes a box. Its control cannot be deleted by mistake, and takes rich text, for lists and what is pasted.
    ///
    /// The control is around the table, because LibreOffice makes an input field of the first paragraph in a control, without
    /// its formatting and tracked changes: here that is the label. The prompt is a control of its own, which is gone as soon as
    /// somebody types, so that what they type is ordinary text.
    pub(super) fn form_box(&mut self, asked: &FormBox) {
        let width = self.frame.width;
        let (name, tag, id) = (escaped(&asked.name), escaped(&asked.tag), self.control());
        self.xml.push_str(&format!(
            "<w:sdt><w:sdtPr><w:alias w:val=\"{name}\"/><w:tag w:val=\"{tag}\"/><w:id w:val=\"{id}\"/><w:lock w:val=\"sdtLocked\"/>\
             <w:richText/></w:sdtPr><w:sdtContent>"
        ));
        self.open_table("IrrTable", LOOK, &[width]);
        self.xml.push_str("<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>");
        self.cell(width, |body| body.paragraph("IrrLabel", "<w:keepNext/>", &literal(&asked.label, "")));
        self.xml.push_str(&format!("</w:tr><w:tr><w:trPr><w:trHeight w:val=\"{LEAST}\" w:hRule=\"atLeast\"/></w:trPr>"));
        self.cell(width, |body| match &asked.words {
            Some(words) => body.prose(words),
            None => {
                let look = format!("<w:rStyle w:val=\"{}\"/>", escaped(body.style("PlaceholderText")));
                let prompt = format!(
                    "<w:sdt><w:sdtPr><w:id w:val=\"{}\"/><w:temporary/><w:showingPlcHdr/><w:richText/></w:sdtPr>\
                     <w:sdtContent>{}</w:sdtContent></w:sdt>",
                    body.control(),
                    literal(asked.prompt, &look)
                );
                body.paragraph("Normal", "", &prompt);
            }
        });
        self.xml.push_str("</w:tr></w:tbl></w:sdtContent></w:sdt>\n");
    }

    /// Returns the id of a new content control.
    fn control(&mut self) -> usize {
        self.controls += 1;
        self.controls
    }
}
