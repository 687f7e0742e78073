//! The parts of a Word file and the zip archive that holds them.

use std::io::{Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use crate::draw::DrawError;

/// The most that a template may unpack to, in bytes, and the most parts it may have: a zip bomb is refused.
const LARGEST: u64 = 64 << 20;
const MOST_PARTS: usize = 2_000;

/// The default template's parts, in writing order.
const DEFAULT: [(&str, &str); 9] = [
    (CONTENT_TYPES, include_str!("template/content_types.xml")),
    (ROOT_RELATIONS, include_str!("template/rels.xml")),
    ("docProps/app.xml", include_str!("template/docProps/app.xml")),
    ("word/document.xml", include_str!("template/word/document.xml")),
    ("word/_rels/document.xml.rels", include_str!("template/word/document_rels.xml")),
    ("word/footer1.xml", include_str!("template/word/footer1.xml")),
    ("word/numbering.xml", NUMBERING),
    ("word/settings.xml", include_str!("template/word/settings.xml")),
    ("word/styles.xml", STYLES),
];

pub(super) const CONTENT_TYPES: &str = "[Content_Types].xml";
pub(super) const ROOT_RELATIONS: &str = "_rels/.rels";
/// The default template's styles; the missing ones are copied into other templates.
pub(super) const STYLES: &str = include_str!("template/word/styles.xml");
/// The default template's lists.
pub(super) const NUMBERING: &str = include_str!("template/word/numbering.xml");

pub(super) struct DocxWriter {
    parts: Vec<(String, Vec<u8>)>,
}

impl Default for DocxWriter {
    fn default() -> Self {
        Self { parts: DEFAULT.map(|(name, text)| (name.to_owned(), text.into())).to_vec() }
    }
}

/// Creates the error for an unusable template.
pub(super) fn unusable(why: impl Into<String>) -> DrawError {
    DrawError::DocxTemplate(why.into())
}

impl DocxWriter {
    /// Unpacks a template.
    pub(super) fn read(template: &[u8]) -> Result<Self, DrawError> {
        let mut archive =
            ZipArchive::new(Cursor::new(template)).map_err(|_| unusable("it is not a Word document (.docx or .dotx)"))?;
        if archive.len() > MOST_PARTS {
            return Err(unusable(format!("it has more than {MOST_PARTS} parts")));
        }
        let mut left = LARGEST;
        let mut parts = Vec::new();
        for at in 0..archive.len() {
            let file = archive.by_index(at).map_err(|_| unusable("it is damaged or locked: a part cannot be unpacked"))?;
            let name = file.name().map_err(|_| unusable("it is damaged: a part has no name"))?.into_owned();
            if file.is_dir() {
                continue;
            }
            let mut bytes = Vec::new();
            // One byte more than is left, so that exceeding the limit is noticed. The size in the archive may be a lie.
            let unpacked = file.take(left + 1).read_to_end(&mut bytes);
            unpacked.map_err(|_| unusable(format!("it is damaged: its part {name} cannot be unpacked")))?;
            let length = bytes.len() as u64;
            left = left.checked_sub(length).ok_or_else(|| unusable(format!("it unpacks to more than {} MB", LARGEST >> 20)))?;
            parts.push((name, bytes));
        }
        Ok(Self { parts })
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.parts.iter().any(|(known, _)| known == name)
    }

    /// Returns a part's text.
    pub(super) fn text(&self, name: &str) -> Result<String, DrawError> {
        let part = self.parts.iter().find(|(known, _)| known == name);
        let (_, bytes) = part.ok_or_else(|| unusable(format!("it is not a Word document: it has no part {name}")))?;
        let text = std::str::from_utf8(bytes).map_err(|_| unusable(format!("its part {name} is not UTF-8 text")))?;
        // Some programs write a byte order mark, which is no part of the XML.
        Ok(text.strip_prefix('\u{feff}').unwrap_or(text).to_owned())
    }

    /// Replaces a part, or adds it at the end.
    pub(super) fn set(&mut self, name: &str, text: String) {
        match self.parts.iter_mut().find(|(known, _)| known == name) {
            Some((_, bytes)) => *bytes = text.into_bytes(),
            None => self.parts.push((name.to_owned(), text.into_bytes())),
        }
    }

    /// Packs the archive. Dates are fixed, so that the same parts always give the same bytes.
    pub(super) fn write(&self) -> Result<Vec<u8>, DrawError> {
        let failed = |error: zip::result::ZipError| DrawError::Write(error.into());
        let options =
            // The zip format's earliest date, not the clock.
            SimpleFileOptions::default().compression_method(CompressionMethod::Deflated).last_modified_time(DateTime::default());
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        // Some readers want the list of content types as the first entry.
        let (first, rest): (Vec<_>, Vec<_>) = self.parts.iter().partition(|(name, _)| name == CONTENT_TYPES);
        for (name, bytes) in first.into_iter().chain(rest) {
            writer.start_file(name.as_str(), options).map_err(failed)?;
            writer.write_all(bytes)?;
        }
        Ok(writer.finish().map_err(failed)?.into_inner())
    }
}
