//! Notes what a PDF has and this reader does not: missing pages, damaged parts, letters without a meaning, attached files.

use super::object::{Object, words_of};
use super::objects::Objects;
use super::text_run::PdfContent;
use crate::intake::{ImportNote, ImportNoteCode, SourcePlace};
use crate::prose::counted;

/// The most names of attached files in a note.
const MOST_NAMES: usize = 50;
/// The most bytes of such a name.
const LONGEST_NAME: usize = 200;

/// Returns a note for each thing that is not read.
pub(super) fn notes(file: &Objects<'_>, pages: usize, found: &PdfContent) -> Vec<ImportNote> {
    let note = |page: usize, message: String, quote| {
        let (code, at) = (ImportNoteCode::Missing, SourcePlace::Page(page + 1, 1));
        ImportNote { code, at, message, quote }
    };
    let mut notes = Vec::new();
    if found.unknown > 0 {
        let message = format!("a font does not say what {} of the text are", counted(found.unknown, "letter", "letters"));
        notes.push(note(0, message, None));
    }
    for page in &found.damaged {
        notes.push(note(*page, "a part of this page is damaged or missing: words may be lost".into(), None));
    }
    let root = file.get(&file.trailer, "Root");
    let Some(root) = root.dict() else { return notes };
    let told = file.get(root, "Pages").dict().and_then(|tree| file.get(tree, "Count").count()).unwrap_or(0);
    if told > pages {
        let message = format!("the file says that it has {}, and {pages} were found", counted(told, "page", "pages"));
        notes.push(note(pages.saturating_sub(1), message, None));
    }
    let names = file.get(root, "Names");
    let attached = names.dict().map_or(Object::Null, |names| file.get(names, "EmbeddedFiles"));
    if let Some(attached) = attached.dict() {
        let names = file.get(attached, "Names").array();
        let names = names.iter().flat_map(|names| names.iter().step_by(2).take(MOST_NAMES));
        let name = |object| file.resolve(object).text().map(|name| words_of(&name[..name.len().min(LONGEST_NAME)]));
        let names: Vec<String> = names.filter_map(name).collect();
        let names = (!names.is_empty()).then(|| names.join(", "));
        notes.push(note(0, "files are attached to this PDF; they are not read".into(), names));
    }
    notes
}

/// Returns whether the pages are only a notice, in place of a form that Adobe's programs alone show (XFA).
pub(super) fn is_form_for_adobe_alone(file: &Objects<'_>) -> bool {
    let root = file.get(&file.trailer, "Root");
    let is_xfa =
        |root: &super::object::Dict| file.get(root, "AcroForm").dict().is_some_and(|form| form.get("XFA") != &Object::Null);
    root.dict().is_some_and(|root| file.get(root, "NeedsRendering").is_word(b"true") && is_xfa(root))
}
