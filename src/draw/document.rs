//! A response as a document to publish.

use super::template::{Template, fill_markdown};
use super::{DrawError, Page, Paper, docx, html, markdown, text};
use crate::report::Block;

/// What a response is published as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DocumentFormat {
    /// Plain text.
    Text,
    /// Markdown.
    Markdown,
    /// A web page.
    Html,
    /// A Word document.
    Docx,
}

/// An office's own template, as its file holds it.
#[derive(Debug, Clone, Copy)]
pub struct OwnTemplate<'a> {
    /// The file, as messages name it.
    pub name: &'a str,
    /// What is in it.
    pub bytes: &'a [u8],
}

/// A document before it has a format.
#[derive(Debug, Clone)]
pub struct Document<'a> {
    /// What it holds, from top to bottom.
    pub blocks: Vec<Block>,
    /// What it says of itself.
    pub paper: Paper,
    /// The record's data, for a template that lays it out itself.
    pub data: serde_json::Value,
    /// The office's own template.
    pub template: Option<OwnTemplate<'a>>,
}

impl Document<'_> {
    /// The document in a format; `page` is how wide text is.
    ///
    /// # Errors
    /// Where the template is none for this format, or asks for something there is not: with its line.
    pub fn draw(&self, format: DocumentFormat, page: &Page) -> Result<Vec<u8>, DrawError> {
        let Self { blocks, paper, data, .. } = self;
        let mut out = Vec::new();
        match format {
            DocumentFormat::Text => {
                self.without_template()?;
                text::write(blocks, page, &mut out)?;
            }
            DocumentFormat::Markdown => {
                markdown::write(blocks, &mut out)?;
                if let Some(template) = self.text_template()? {
                    out = fill_markdown(template, paper, &String::from_utf8_lossy(&out), data)?.into_bytes();
                }
            }
            DocumentFormat::Html => out = html::write_html(blocks, paper, data, self.text_template()?)?.into_bytes(),
            DocumentFormat::Docx => out = docx::write_docx(blocks, paper, self.template.map(|own| own.bytes))?,
        }
        Ok(out)
    }

    fn text_template(&self) -> Result<Option<Template<'_>>, DrawError> {
        let Some(own) = self.template else { return Ok(None) };
        let text = std::str::from_utf8(own.bytes).map_err(|_| refused(own, "it is not UTF-8 text"))?;
        if !text.contains("body") && !text.contains("record") {
            return Err(refused(own, "it puts in neither `body` nor anything of `record`, and the response would not be in it"));
        }
        Ok(Some(Template { name: own.name, text }))
    }

    fn without_template(&self) -> Result<(), DrawError> {
        self.template.map_or(Ok(()), |own| Err(refused(own, "plain text has no template")))
    }
}

fn refused(own: OwnTemplate<'_>, what: &str) -> DrawError {
    DrawError::Template { name: own.name.to_owned(), line: 1, what: what.to_owned() }
}

/// The template that is used where an office has none, as a start for one of its own; `None` for a format without.
///
/// # Errors
/// Where it cannot be packed.
pub fn default_template(format: DocumentFormat) -> Result<Option<Vec<u8>>, DrawError> {
    Ok(match format {
        DocumentFormat::Text => None,
        DocumentFormat::Markdown => Some(b"{{ body }}\n".to_vec()),
        DocumentFormat::Html => Some(html::HTML_TEMPLATE.as_bytes().to_vec()),
        DocumentFormat::Docx => Some(docx::default_template()?),
    })
}
