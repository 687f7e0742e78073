//! Notes what of a Word document is no part of its text: comments, headers, footers, unused notes, the table of contents.

use std::collections::BTreeSet;

use super::body::words;
use super::docx_reader::DocxReader;
use super::xml::texts;
use crate::intake::{ImportNote, ImportNoteCode};
use crate::prose::{counted, listed};

impl DocxReader<'_> {
    /// Notes that a comment was left out, at its place in the text.
    pub(super) fn comment(&mut self, id: &str) {
        let Some(comment) = self.comments.remove(id) else { return };
        let text = texts(comment, "w:t");
        let author = comment.author();
        let by = author.as_ref().map_or_else(String::new, |author| format!(" by {author}"));
        self.authors.extend(author);
        self.add_note(ImportNoteCode::LeftOut, format!("a comment{by} in the margin was left out"), Some(text.trim().to_owned()));
    }

    /// Notes words that a tracked change deleted.
    pub(super) fn note_deletion(&mut self, words: &str, by: &BTreeSet<String>) {
        let by_whom = if by.is_empty() { String::new() } else { format!(" by {}", listed(by, by.len(), by.len())) };
        self.authors.extend(by.iter().cloned());
        let message = format!("tracked changes are taken as accepted; these words were deleted{by_whom}");
        self.add_note(ImportNoteCode::LeftOut, message, Some(words.to_owned()));
    }

    /// Adds the notes about the document as a whole, and returns all notes in order.
    ///
    /// Where nobody is named as the author of a change or of a comment, whoever `saved` the document is returned.
    pub(super) fn finish(mut self, saved: Option<String>) -> (Vec<ImportNote>, Option<String>) {
        self.authors.extend(self.insertions.keys().filter(|author| !author.is_empty()).cloned());
        let insertions = std::mem::take(&mut self.insertions);
        if let Some(at) = self.first_insertion.filter(|_| !insertions.is_empty()) {
            let count = |number| if insertions.len() == 1 { String::new() } else { format!(" ({number})") };
            let named: Vec<_> =
                insertions.iter().filter(|it| !it.0.is_empty()).map(|(name, n)| format!("{name}{}", count(n))).collect();
            let by = if named.is_empty() { String::new() } else { format!(", by {}", listed(&named, named.len(), named.len())) };
            let number = counted(insertions.values().sum(), "tracked insertion", "tracked insertions");
            let message = format!("tracked changes are taken as accepted; {number} from here on{by}");
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
        (notes, saved.filter(|_| self.authors.is_empty()))
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
