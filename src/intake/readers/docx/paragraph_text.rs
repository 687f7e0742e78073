//! The content of one paragraph: runs of text, and the notes, boxes and comments attached to it.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::content_control::box_tag;
use super::docx_reader::DocxReader;
use super::field;
use super::styles::IrrStyle;
use super::symbol::symbol;
use super::xml::{Element, choice, texts};
use crate::intake::ImportNoteCode;
use crate::prose::{FormattedRun, RunContent};

/// A paragraph's text, and what follows it.
#[derive(Default)]
pub(super) struct ParagraphText<'a> {
    /// The text, split where a page ends within the paragraph.
    pub(super) parts: Vec<Vec<FormattedRun>>,
    /// Whether a page ends before the paragraph.
    pub(super) breaks_before: bool,
    /// The notes, with their numbers and kinds.
    pub(super) footnotes: Vec<(usize, &'static str, &'a Element)>,
    pub(super) boxes: Vec<&'a Element>,
    /// The tag of a box of a form, which LibreOffice writes inside the paragraph.
    pub(super) tag: Option<String>,
    deleted: String,
    deleted_by: BTreeSet<String>,
    hidden: String,
}

/// The formatting that a run inherits from its paragraph and surrounding elements.
#[derive(Clone, Default)]
pub(super) struct RunFormat {
    pub(super) own: Option<IrrStyle>,
    pub(super) style: [bool; 3],
    pub(super) link: Option<Arc<str>>,
}

impl ParagraphText<'_> {
    fn push(&mut self, stretch: RunContent, look: &FormattedRun) {
        if self.parts.is_empty() {
            self.parts.push(Vec::new());
        }
        let Some(part) = self.parts.last_mut() else { return };
        if let (Some(FormattedRun { stretch: RunContent::Words(before), strong, emphasis, link }), RunContent::Words(words)) =
            (part.last_mut(), &stretch)
            // Word splits text into runs at every edit and spelling mark; runs that look alike are one.
            && (*strong, *emphasis, &*link) == (look.strong, look.emphasis, &look.link)
        {
            before.push_str(words);
        } else {
            part.push(FormattedRun { stretch, ..look.clone() });
        }
    }

    /// Returns the length of the text in bytes, counting each break as one.
    pub(super) fn length(&self) -> usize {
        let length = |span: &FormattedRun| match &span.stretch {
            RunContent::Words(words) => words.len(),
            RunContent::SoftBreak | RunContent::HardBreak => 1,
        };
        self.parts.iter().flatten().map(length).sum()
    }

    fn is_empty(&self) -> bool {
        let is_blank = |span: &FormattedRun| matches!(&span.stretch, RunContent::Words(words) if words.trim().is_empty());
        self.parts.iter().flatten().all(is_blank)
    }

    /// Records the end of a page at the current position.
    fn end_page(&mut self) {
        if self.is_empty() {
            self.parts.clear();
            self.breaks_before = true;
        } else {
            self.parts.push(Vec::new());
        }
    }
}

impl<'a> DocxReader<'a> {
    /// Reads the text of a paragraph, or of an element inside one.
    pub(super) fn walk(&mut self, element: &'a Element, look: &RunFormat, line: &mut ParagraphText<'a>) {
        element.elements().for_each(|child| self.walk_child(child, look, line));
    }

    fn walk_child(&mut self, child: &'a Element, look: &RunFormat, line: &mut ParagraphText<'a>) {
        if !line.deleted.is_empty() && child.name == "w:r" && child.child("w:t").is_some() {
            self.note_deleted(line);
        }
        match child.name.as_str() {
            "w:r" => self.run(child, look, line),
            "w:ins" | "w:moveTo" => {
                if child.name == "w:ins" {
                    *self.insertions.entry(child.author().unwrap_or_default()).or_default() += 1;
                }
                // Insertions are kept, as accepted changes; they are noted once for the whole document.
                self.first_insertion.get_or_insert(self.here());
                self.walk(child, look, line);
            }
            "w:del" | "w:moveFrom" => {
                line.deleted.push_str(&deleted(child));
                line.deleted_by.extend(child.author());
            }
            "w:hyperlink" => {
                let target = child.attribute("r:id").and_then(|id| self.link_target(id));
                let link = target.and_then(|target| field::link(target, child.attribute("w:anchor")));
                self.walk(child, &RunFormat { link: link.or_else(|| look.link.clone()), ..look.clone() }, line);
            }
            "w:fldSimple" => {
                let instruction = child.attribute("w:instr").unwrap_or("");
                if self.shows_pages || !field::shows_page_number(instruction) {
                    let link = field::link_of(instruction).or_else(|| look.link.clone());
                    self.walk(child, &RunFormat { link, ..look.clone() }, line);
                }
            }
            "w:sdt" => {
                line.tag = line.tag.take().or_else(|| box_tag(child));
                if let Some(content) = self.filled(child) {
                    self.walk(content, look, line);
                }
            }
            "mc:AlternateContent" => {
                if let Some(choice) = choice(child) {
                    self.walk(choice, look, line);
                }
            }
            // Tables and paragraphs that a program has put inside a paragraph are read after it, as boxes are.
            "w:tbl" | "w:p" => line.boxes.push(child),
            // Formulas are read as their characters in a row.
            "m:t" | "w:t" => line.push(RunContent::Words(child.text()), &self.span(child, look)),
            "w:pPr" | "w:rPr" | "w:sdtPr" | "m:rPr" | "m:ctrlPr" => {}
            _ => self.walk(child, look, line),
        }
    }

    /// Returns the mark of a note, and schedules its text after the paragraph.
    pub(super) fn footnote_mark(&mut self, reference: &'a Element, line: &mut ParagraphText<'a>) -> Option<String> {
        // Notes are followed two levels deep at most. Others are reported at the end.
        if self.asides > 1 {
            return None;
        }
        let kind = if reference.name == "w:footnoteReference" { "footnote" } else { "endnote" };
        let id = reference.attribute("w:id")?;
        // Removed, so that a second reference does not repeat the note, and a note that refers to itself does not loop.
        let note = self.footnotes.remove(&(kind, id))?;
        self.footnote_count += 1;
        line.footnotes.push((self.footnote_count, kind, note));
        Some(format!("[{}]", self.footnote_count))
    }

    /// Returns the formatting of a run.
    fn span(&self, run: &Element, look: &RunFormat) -> FormattedRun {
        let properties = run.child("w:rPr");
        let style = properties.and_then(|properties| properties.value("w:rStyle"));
        let styled = self.styles.formats(style);
        let on = |name: &str, at: usize| {
            // Bold in both the paragraph style and the character style cancels out: Word toggles (ECMA-376, 17.7.3).
            let told = properties.and_then(|properties| properties.switch(name));
            told.unwrap_or(styled[at] != look.style[at])
        };
        let link = self.fields.link().or_else(|| look.link.clone());
        FormattedRun { strong: on("w:b", 0), emphasis: on("w:i", 1), link, ..FormattedRun::words("") }
    }

    fn run(&mut self, run: &'a Element, look: &RunFormat, line: &mut ParagraphText<'a>) {
        let span = self.span(run, look);
        let properties = run.child("w:rPr");
        let style = properties.and_then(|properties| properties.value("w:rStyle"));
        // `irr render` writes a soft line break as a blank in this style.
        if look.own.is_some() && self.styles.name(style) == "irr line end" {
            return line.push(RunContent::SoftBreak, &span);
        }
        let vanish = properties.and_then(|properties| properties.switch("w:vanish"));
        // The run's own setting wins over the styles.
        let is_hidden = vanish.unwrap_or(self.styles.formats(style)[2] || look.style[2]);
        if is_hidden && run.child("w:t").is_some() {
            if !self.fields.are_silent() {
                line.hidden.push_str(&texts(run, "w:t"));
            }
            return;
        }
        self.run_content(run, look, &span, line);
    }

    fn run_content(&mut self, run: &'a Element, look: &RunFormat, span: &FormattedRun, line: &mut ParagraphText<'a>) {
        for child in run.elements() {
            let name = child.name.as_str();
            match name {
                "w:fldChar" => {
                    self.field(child, span, line);
                    continue;
                }
                "w:instrText" => {
                    self.fields.instruct(&child.text());
                    continue;
                }
                // Words in a field's instruction are not shown. A field that never ends would hide the rest of the document.
                _ if self.fields.are_silent() => {
                    if name == "w:t" && self.shows_pages {
                        line.hidden.push_str(&child.text());
                    }
                    continue;
                }
                _ => {}
            }
            let words = match name {
                "w:t" => Some(child.text()),
                "w:tab" | "w:ptab" => Some("\t".to_owned()),
                // In irr's own text every character comes back; elsewhere a plain hyphen is enough.
                "w:noBreakHyphen" => Some(if look.own.is_some() { "\u{2011}" } else { "-" }.to_owned()),
                "w:softHyphen" => look.own.map(|_| "\u{ad}".to_owned()),
                "w:sym" => self.symbol(child),
                "w:footnoteReference" | "w:endnoteReference" => self.footnote_mark(child, line),
                _ => None,
            };
            if let Some(words) = words {
                line.push(RunContent::Words(words), span);
                continue;
            }
            match name {
                "w:br" => match child.attribute("w:type") {
                    Some("page") => line.end_page(),
                    _ => line.push(RunContent::HardBreak, span),
                },
                "w:cr" => line.push(RunContent::HardBreak, span),
                // Word saves where pages happened to end. Inside a paragraph that was just lack of room; before a paragraph
                // somebody nearly always meant it.
                "w:lastRenderedPageBreak" if line.is_empty() && look.own.is_none() => line.end_page(),
                "w:commentReference" => self.comment(child.attribute("w:id").unwrap_or("")),
                "w:drawing" | "w:pict" | "w:object" => self.drawing(child, line),
                "mc:AlternateContent" => {
                    if let Some(choice) = choice(child) {
                        self.run_content(choice, look, span, line);
                    }
                }
                // Of ruby text only the base is read, not the pronunciation above it.
                "w:ruby" => {
                    line.hidden.push_str(&child.child("w:rt").map(|above| texts(above, "w:t")).unwrap_or_default());
                    child.child("w:rubyBase").into_iter().for_each(|base| self.walk(base, look, line));
                }
                // Deleted words outside of a deletion: a program has accepted it by half.
                "w:delText" => line.deleted.push_str(&child.text()),
                _ => self.walk_child(child, look, line),
            }
        }
    }

    fn field(&mut self, element: &Element, span: &FormattedRun, line: &mut ParagraphText<'a>) {
        match element.attribute("w:fldCharType") {
            Some("begin") => {
                if let Some(shown) = field::shown(element).filter(|_| !self.fields.are_silent()) {
                    line.push(RunContent::Words(shown), span);
                }
                self.fields.begin();
            }
            Some("separate") => self.fields.separate(self.shows_pages),
            Some("end") => {
                if let Some(shown) = self.fields.finish() {
                    line.push(RunContent::Words(shown), span);
                }
            }
            _ => {}
        }
    }

    fn symbol(&mut self, element: &Element) -> Option<String> {
        let font = element.attribute("w:font").unwrap_or("");
        let code = element.attribute("w:char").unwrap_or("");
        let found = symbol(font, code);
        if found.is_none() {
            self.add_note(
                ImportNoteCode::LeftOut,
                format!("the symbol {code} of the font {font} has no other meaning; it was left out"),
                None,
            );
        }
        found.map(|c| c.to_string())
    }

    /// Notes that a picture was left out, and collects the text of drawn boxes, to be read after the paragraph.
    fn drawing(&mut self, drawing: &'a Element, line: &mut ParagraphText<'a>) {
        boxes(drawing, &mut line.boxes);
        let mut words = String::new();
        self.drawn(drawing, &mut words);
        let told = Some(words.trim().to_owned()).filter(|words| !words.is_empty());
        // A text box is no loss: its text is read.
        let is_picture = drawing.has(&["pic", "imagedata", "OLEObject", "chart", "relIds"]) && !drawing.has(&["w:txbxContent"]);
        if is_picture || told.is_some() {
            let message = if told.is_some() { "a picture was left out; its words are" } else { "a picture was left out" };
            self.add_note(ImportNoteCode::LeftOut, message, told);
        }
    }

    /// Collects the words of a drawing outside of text boxes: its description, and what it says.
    fn drawn(&mut self, element: &Element, out: &mut String) {
        // Removed, so that pictures without end of one chart do not fill the memory.
        let mut part = |id: &str| self.drawings.remove(element.attribute(id)?);
        let said = match element.name.as_str() {
            "w:txbxContent" => return,
            "docPr" => element.attribute("descr").map(str::to_owned),
            "shape" => element.attribute("alt").map(str::to_owned),
            "textpath" => element.attribute("string").map(str::to_owned),
            "chart" => part("r:id"),
            "relIds" => part("r:dm"),
            "t" => Some(element.text()),
            _ => None,
        };
        out.push_str(said.as_deref().map(str::trim).unwrap_or_default());
        out.push_str(said.map_or("", |_| " "));
        element.elements().for_each(|child| self.drawn(child, out));
    }

    /// Notes the words of tracked deletions, before the words that follow them are read.
    fn note_deleted(&mut self, line: &mut ParagraphText<'_>) {
        let (deleted, by) = (std::mem::take(&mut line.deleted), std::mem::take(&mut line.deleted_by));
        if !deleted.trim().is_empty() {
            self.note_deletion(deleted.trim(), &by);
        }
    }

    /// Notes deleted and hidden text of the paragraph.
    pub(super) fn note_left_out(&mut self, line: &mut ParagraphText<'_>) {
        self.note_deleted(line);
        let hidden = std::mem::take(&mut line.hidden);
        if !hidden.trim().is_empty() {
            self.add_note(ImportNoteCode::LeftOut, "hidden text was left out", Some(hidden.trim().to_owned()));
        }
    }
}

fn boxes<'a>(element: &'a Element, found: &mut Vec<&'a Element>) {
    match element.name.as_str() {
        "w:txbxContent" => found.push(element),
        "mc:AlternateContent" => {
            if let Some(choice) = choice(element) {
                boxes(choice, found);
            }
        }
        _ => element.elements().for_each(|child| boxes(child, found)),
    }
}

fn deleted(element: &Element) -> String {
    texts(element, "w:delText") + &texts(element, "w:t")
}
