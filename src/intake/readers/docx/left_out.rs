//! Notes what of a Word document is no part of its text: comments, headers, footers, unused notes, the table of contents.

use std::collections::BTreeSet;

use super::body::words;
use super::docx_reader::DocxReader;
use super::xml::texts;
use crate::intake::{ImportNote, ImportNoteCode};

impl DocxReader<'_> {
    /// Notes that a comment was left out, at its place in the text.
    pub(super) fn comment(&mut self, id: &str) {
        let Some(comment) = self.comments.remove(id) else { return };
        let text = texts(comment, "w:t");
        let author = comment.attribute("w:author").map(str::trim).filter(|author| !author.is_empty());
        let by = author.map_or_else(String::new, |author| format!(" by {author}"));
        self.add_note(ImportNoteCode::LeftOut, format!("a comment{by} in the margin was left out"), Some(text.trim().to_owned()));
    }

    /// Adds the notes about the document as a whole, and returns all notes in order.
    pub(super) fn finish(mut self) -> Vec<ImportNote> {
        if let Some(at) = self.first_insertion.filter(|_| self.insertions > 0) {
            let insertions = crate::prose::counted(self.insertions, "tracked insertion", "tracked insertions");
            let message = format!("tracked changes are taken as accepted; {insertions} from here on");
            self.notes.push(ImportNote { code: ImportNoteCode::Guessed, at, message, quote: None });
        }
        // Comments whose anchor was not read, for example in deleted text.
        for id in self.comments.keys().copied().collect::<Vec<_>>() {
            self.comment(id);
        }
        // Notes with a type are Word's separator lines, not text.
        for (_, note) in std::mem::take(&mut self.footnotes).into_iter().filter(|(_, note)| note.attribute("w:type").is_none()) {
            let text = texts(note, "w:t");
            if !text.trim().is_empty() {
                self.add_note(
                    ImportNoteCode::LeftOut,
                    "a note without a reference in the text was left out",
                    Some(text.trim().to_owned()),
                );
            }
        }
        self.margins();
        let unfilled = "what fields of the form ask for was left out where nobody filled them in";
        for (message, gathered) in
            [("the table of contents was left out", self.contents.take()), (unfilled, self.unfilled.take())]
        {
            let gathered = gathered.map(|(at, text)| (at, text.trim().to_owned())).filter(|(_, text)| !text.is_empty());
            self.notes.extend(gathered.map(|(at, text)| ImportNote {
                code: ImportNoteCode::LeftOut,
                at,
                message: message.to_owned(),
                quote: Some(text),
            }));
        }
        let mut notes = self.notes;
        // In the order of the document; the sort is stable for notes on the same paragraph.
        notes.sort_by_key(|note| note.at);
        notes
    }

    /// Notes the text of headers and footers, each wording once, except page numbers.
    fn margins(&mut self) {
        self.paragraphs = 0;
        self.shows_pages = false;
        self.is_plain = true;
        let mut told = BTreeSet::new();
        for (kind, root) in self.margins {
            let text = words(&self.read_aside(root));
            self.paragraphs = 0;
            // "Page 3 of 12" needs no note.
            let counts_pages = text.split(|c: char| !c.is_alphanumeric()).all(|word| matches!(word, "" | "Page" | "page" | "of"));
            if !counts_pages && told.insert(text.clone()) {
                self.add_note(ImportNoteCode::LeftOut, format!("the page's {kind} was left out"), Some(text));
            }
        }
    }
}
