//! A response or a meeting paper as a document to publish, in one of four formats, optionally in an office's own template.

use super::template::{Template, TemplateData, TemplateLanguage, fill};
use super::{DrawError, PageStyle, Paper, docx, html, markdown, text};
use crate::view::{Block, DocumentSection};

/// The file format of a published document.
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

/// A template that the user supplied.
#[derive(Debug, Clone, Copy)]
pub struct OwnTemplate<'a> {
    /// The file's name for messages.
    pub name: &'a str,
    /// The file's content.
    pub bytes: &'a [u8],
}

/// A document before it is written in a format.
#[derive(Debug, Clone)]
pub struct OutputDocument<'a> {
    /// The sections, from top to bottom.
    pub pieces: Vec<DocumentSection>,
    /// Title, language, author and notice.
    pub paper: Paper,
    /// The same content as data, for templates that lay it out themselves.
    pub data: TemplateData,
    /// The user's template; `None` for the default one.
    pub template: Option<OwnTemplate<'a>>,
}

impl OutputDocument<'_> {
    /// Writes the document in a format; `page` sets the width of plain text.
    ///
    /// # Errors
    /// Fails if the template is invalid for this format or uses an unknown name; the error has the line.
    pub fn draw(&self, format: DocumentFormat, page: &PageStyle) -> Result<Vec<u8>, DrawError> {
        let Self { pieces, paper, data, .. } = self;
        let blocks = || pieces.iter().flat_map(|piece| &piece.blocks).cloned().collect::<Vec<Block>>();
        let mut out = Vec::new();
        match format {
            DocumentFormat::Text => {
                self.without_template()?;
                text::write_text(&blocks(), page, &mut out)?;
                if let Some(notice) = paper.notice {
                    out = format!("{notice}\n\n{}\n{notice}\n", String::from_utf8_lossy(&out)).into_bytes();
                }
            }
            DocumentFormat::Markdown => {
                let drawn = |piece: &DocumentSection| {
                    let mut drawn = Vec::new();
                    markdown::write(&piece.blocks, &mut drawn)?;
                    Ok((piece.name, String::from_utf8_lossy(&drawn).into_owned()))
                };
                let drawn: Vec<_> = pieces.iter().map(drawn).collect::<Result<_, DrawError>>()?;
                out = match self.text_template()? {
                    Some(template) => fill(template, TemplateLanguage::Markdown, paper, "", &drawn, data)?.into_bytes(),
                    // Each section ends with a line break; one more makes the blank line that Markdown needs.
                    None => drawn.into_iter().map(|(_, text)| text).collect::<Vec<_>>().join("\n").into_bytes(),
                };
                if let Some(notice) = paper.notice {
                    let text = String::from_utf8_lossy(&out);
                    out = format!("**{notice}**\n\n{}\n\n**{notice}**\n", text.trim_end()).into_bytes();
                }
            }
            DocumentFormat::Html => out = html::write_html(pieces, paper, data, self.text_template()?)?.into_bytes(),
            DocumentFormat::Docx => out = docx::write_docx(&blocks(), paper, self.template.map(|own| own.bytes))?,
        }
        Ok(out)
    }

    fn text_template(&self) -> Result<Option<Template<'_>>, DrawError> {
        let Some(own) = self.template else { return Ok(None) };
        let text = std::str::from_utf8(own.bytes).map_err(|_| refused(own, "it is not UTF-8 text"))?;
        let data = self.data.name;
        let asked: String = asked_for(text).collect();
        // Such a template would publish a page without the document, and nobody would notice.
        if !["body", "sections", data].iter().any(|name| asked.contains(name)) {
            let what = format!("it uses neither `body` nor `sections` nor `{data}`, so the document would be empty");
            return Err(refused(own, &what));
        }
        Ok(Some(Template { name: own.name, text }))
    }

    fn without_template(&self) -> Result<(), DrawError> {
        self.template.map_or(Ok(()), |own| Err(refused(own, "plain text cannot have a template")))
    }
}

/// Returns what is between a template's braces. The whole text cannot be searched: an HTML template has a `<body>` even if it
/// never inserts `body`.
fn asked_for(text: &str) -> impl Iterator<Item = &str> {
    let tags = text.split("{{").skip(1).filter_map(|rest| rest.split("}}").next());
    tags.chain(text.split("{%").skip(1).filter_map(|rest| rest.split("%}").next()))
}

fn refused(own: OwnTemplate<'_>, what: &str) -> DrawError {
    DrawError::Template { name: own.name.to_owned(), line: 1, what: what.to_owned() }
}

/// Returns the default template as a starting point for the user's own; `None` for plain text, which has none.
///
/// If the document has sections, a text template inserts them one by one, so that the user can move them and write between
/// them.
///
/// # Errors
/// Fails if the Word file cannot be packed.
pub fn default_template(format: DocumentFormat, sections: &[&str]) -> Result<Option<Vec<u8>>, DrawError> {
    let names = if sections.is_empty() {
        vec!["body".to_owned()]
    } else {
        sections.iter().map(|name| format!("sections.{name}")).collect()
    };
    let lines = |end: &str| names.iter().map(|name| format!("{{{{ {name} {end}}}}}\n")).collect::<String>();
    Ok(match format {
        DocumentFormat::Text => None,
        DocumentFormat::Markdown => Some(lines("").into_bytes()),
        DocumentFormat::Html => Some(html::HTML_TEMPLATE.replace("{{ body -}}\n", &lines("-")).into_bytes()),
        DocumentFormat::Docx => Some(docx::default_template()?),
    })
}
