//! What commands that write documents share.

use std::io::Write;
use std::path::PathBuf;

use clap::{ValueEnum, ValueHint};

use crate::cli::terminal::context::Context;
use crate::cli::terminal::error::Failure;
use crate::cli::terminal::output::{Medium, OutputArgs};
use crate::draw::{DocumentFormat, OutputDocument, OwnTemplate, Paper, TemplateData, default_template};
use crate::store::{open_document, print_pdf, read_bytes, write_temporary};
use crate::view::DocumentSection;

/// The office's own template, and the output file.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct DocumentArgs {
    /// Your own template with letterhead and wording: HTML or Markdown with {{ body }} in it, or a Word document
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    template: Option<PathBuf>,
    /// The browser that prints PDFs [default: the first one found on the PATH]
    #[arg(long, value_name = "FILE", env = "IRR_BROWSER", value_hint = ValueHint::ExecutablePath)]
    pdf_browser: Option<PathBuf>,
    /// Open the document in the browser, or in the program that the desktop has for it. Without --output it is a temporary file,
    /// and without --format a web page
    #[arg(long, conflicts_with = "print_template")]
    browser: bool,
    #[command(flatten)]
    output: OutputArgs,
}

/// The formats of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum DocumentKind {
    Markdown,
    Html,
    Docx,
    /// The HTML page, printed by a browser on this computer
    Pdf,
    Text,
}

impl DocumentKind {
    fn medium(self) -> Medium {
        match self {
            Self::Text => Medium::Drawn,
            Self::Markdown | Self::Html => Medium::Data,
            Self::Docx | Self::Pdf => Medium::Bytes,
        }
    }

    /// Returns how the name of a file of this kind ends.
    fn ending(self) -> &'static str {
        match self {
            Self::Text => ".txt",
            Self::Markdown => ".md",
            Self::Html => ".html",
            Self::Docx => ".docx",
            Self::Pdf => ".pdf",
        }
    }
}

impl From<DocumentKind> for DocumentFormat {
    fn from(kind: DocumentKind) -> Self {
        match kind {
            DocumentKind::Markdown => Self::Markdown,
            DocumentKind::Html | DocumentKind::Pdf => Self::Html,
            DocumentKind::Docx => Self::Docx,
            DocumentKind::Text => Self::Text,
        }
    }
}

impl DocumentArgs {
    /// Whether the office's own template is used.
    pub(in crate::cli) fn has_template(&self) -> bool {
        self.template.is_some()
    }

    /// Returns the format: see [`OutputArgs::format`].
    pub(in crate::cli) fn format<F: ValueEnum>(&self, said: Option<F>, otherwise: F) -> Result<F, Failure> {
        let is_page = self.browser && self.output.file().is_none();
        let otherwise = F::from_str("html", true).ok().filter(|_| is_page).unwrap_or(otherwise);
        self.output.format(said, otherwise)
    }

    /// Draws a document with the office's template, and writes it.
    pub(in crate::cli) fn put(
        &self,
        ctx: &mut Context,
        kind: DocumentKind,
        paper: Paper,
        pieces: Vec<DocumentSection>,
        data: (&'static str, impl FnOnce() -> serde_json::Value),
    ) -> Result<(), Failure> {
        let file = self.template.as_deref();
        let own = file.map(|file| Ok::<_, Failure>((file.display().to_string(), read_bytes(file)?))).transpose()?;
        let template = own.as_ref().map(|(name, bytes)| OwnTemplate { name, bytes });
        // The data is large and only needed for a template.
        let value = if own.is_some() { data.1() } else { serde_json::Value::Null };
        let data = TemplateData { name: data.0, value };
        let mut drawn = OutputDocument { pieces, paper, data, template }.draw(kind.into(), &self.output.page(ctx))?;
        if kind == DocumentKind::Pdf {
            let page = String::from_utf8_lossy(&drawn).into_owned();
            drawn = ctx.watching("a browser prints the page", |_| print_pdf(&page, self.pdf_browser.as_deref()))?;
        }
        self.deliver(ctx, kind, &drawn)
    }

    /// Writes a document, and opens it if asked to.
    fn deliver(&self, ctx: &mut Context, kind: DocumentKind, drawn: &[u8]) -> Result<(), Failure> {
        if !self.browser {
            return self.output.put(ctx, kind.medium(), drawn);
        }
        let file = match self.output.file() {
            Some(file) => {
                self.output.put(ctx, kind.medium(), drawn)?;
                file.to_owned()
            }
            None => write_temporary(drawn, kind.ending())?,
        };
        // It is written, whether or not this computer can show it.
        match open_document(&file, ctx.browsers().as_deref()) {
            Ok(()) => writeln!(ctx.err, "opened {}", file.display())?,
            Err(error) => writeln!(ctx.err, "note: cannot open the document ({error}): it is in {}", file.display())?,
        }
        Ok(())
    }

    /// Writes the default template with these sections.
    pub(in crate::cli) fn put_template(&self, ctx: &mut Context, kind: DocumentKind, sections: &[&str]) -> Result<(), Failure> {
        let template = default_template(kind.into(), sections)?
            .ok_or_else(|| Failure::because("cannot use a template for text").hint("html, docx and markdown can have one"))?;
        self.output.put(ctx, kind.medium(), &template)
    }

    /// Writes output that has no template.
    pub(in crate::cli) fn put_bytes(&self, ctx: &mut Context, medium: Medium, bytes: &[u8]) -> Result<(), Failure> {
        if self.template.is_some() {
            return Err(
                Failure::because("cannot use a template for JSON or a workbook").hint("html, docx and markdown can have one")
            );
        }
        if self.browser {
            return Err(Failure::because("cannot use --browser for JSON or a workbook")
                .hint("use it with html, docx, pdf, markdown or text"));
        }
        self.output.put(ctx, medium, bytes)
    }
}
