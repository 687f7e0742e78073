//! Reads a sequence of paragraphs and tables: the body, a table cell, a note or a box.

use super::content_control::box_tag;
use super::docx_reader::DocxReader;
use super::embedded::placed;
use super::irr_paragraphs::IrrParagraphs;
use super::numbering::ItemLabel;
use super::paragraph_text::{ParagraphText, RunFormat};
use super::run_text::{begins_item, collapsed, label_and_value, markdown_of, plain_of};
use super::styles::IrrStyle;
use super::xml::{Element, choice, texts};
use crate::intake::{ImportNote, ImportNoteCode, SourceBlock, SourceBlockKind, SourcePlace};
use crate::prose::{FormattedRun, RunContent};

/// The longest paragraph, in bytes. A long response as a whole is shorter.
pub(super) const LONGEST: usize = 500_000;

/// The blocks of a sequence while it is read.
#[derive(Default)]
pub(super) struct BlockSequence {
    blocks: Vec<SourceBlock>,
    /// Paragraphs written by irr, and where they begin; together they become one block.
    run: Option<(SourcePlace, IrrParagraphs)>,
    /// Blocks to be placed after those paragraphs.
    after: Vec<SourceBlock>,
    /// The large first letter of the next paragraph, which Word keeps in a paragraph of its own.
    drop_cap: Vec<Vec<FormattedRun>>,
    /// What is read as a whole: a table that is only a frame, or a box of a form.
    frame: Option<Frame>,
}

/// Where a frame begins, and the tag of the box that is in it or around it.
pub(super) struct Frame {
    from: usize,
    tag: Option<(SourcePlace, String)>,
}

impl BlockSequence {
    pub(super) fn push(&mut self, block: SourceBlock) {
        self.end_run();
        self.blocks.push(block);
    }

    /// Begins a frame, and returns the one around it.
    pub(super) fn enter(&mut self) -> Option<Frame> {
        self.end_run();
        self.frame.replace(Frame { from: self.blocks.len(), tag: None })
    }

    /// Ends a frame. Where there is a box, all that stands in the frame is in the box: LibreOffice keeps the box at its first
    /// paragraph only.
    pub(super) fn leave(&mut self, around: Option<Frame>) {
        self.end_run();
        let Some(Frame { from, tag: Some((at, tag)) }) = std::mem::replace(&mut self.frame, around) else { return };
        let blocks = self.blocks.split_off(from.min(self.blocks.len()));
        self.blocks.push(SourceBlock::new(at, SourceBlockKind::Filled { tag, blocks }));
    }

    /// Says that there is a box here; returns whether it has no frame around it, and is one itself.
    pub(super) fn open_box(&mut self, at: SourcePlace, tag: String) -> bool {
        let is_frame = self.frame.is_none();
        // Two boxes in one frame: somebody has put one table into another.
        if is_frame || self.frame.as_ref().is_some_and(|frame| frame.tag.is_some()) {
            self.leave(None);
            self.enter();
        }
        if let Some(frame) = &mut self.frame {
            frame.tag = Some((at, tag));
        }
        is_frame
    }

    fn end_run(&mut self) {
        if let Some((at, run)) = self.run.take() {
            let text = run.text();
            if !text.is_empty() {
                self.blocks.push(SourceBlock::new(at, SourceBlockKind::AsWritten(text)));
            }
        }
        self.blocks.append(&mut self.after);
    }

    /// Adds a page break, but never two in a row or one at the beginning.
    fn end_page(&mut self, at: SourcePlace) {
        self.end_run();
        if self.blocks.last().is_some_and(|block| block.kind != SourceBlockKind::PageBreak) {
            self.blocks.push(SourceBlock::new(at, SourceBlockKind::PageBreak));
        }
    }

    pub(super) fn finish(mut self) -> Vec<SourceBlock> {
        self.end_run();
        let letter = plain_of(&self.drop_cap.concat());
        if !letter.is_empty() {
            self.blocks.push(SourceBlock::new(
                self.blocks.last().map_or(SourcePlace::Paragraph(1), |block| block.at),
                SourceBlockKind::Paragraph(letter),
            ));
        }
        // A page break at the end separates nothing.
        if self.blocks.last().is_some_and(|block| block.kind == SourceBlockKind::PageBreak) {
            self.blocks.pop();
        }
        self.blocks
    }
}

impl<'a> DocxReader<'a> {
    /// Reads everything in an element, in order.
    pub(super) fn story(&mut self, element: &'a Element, story: &mut BlockSequence) {
        element.elements().for_each(|child| self.part(child, story));
    }

    fn part(&mut self, part: &'a Element, story: &mut BlockSequence) {
        match part.name.as_str() {
            // Some programs write formulas and runs outside of any paragraph.
            "w:p" | "w:r" | "w:hyperlink" | "w:fldSimple" | "m:oMathPara" | "m:oMath" => self.paragraph(part, story),
            "w:tbl" => self.table(part, story),
            "w:sdt" if is_contents(part) => self.skip_contents(part),
            "w:sdt" => {
                let is_frame = box_tag(part).is_some_and(|tag| story.open_box(self.next(), tag));
                match self.filled(part) {
                    Some(content) => self.story(content, story),
                    // Counted although left out, so that paragraph numbers match what the user counts in Word.
                    None => self.paragraphs += paragraphs(part),
                }
                if is_frame {
                    story.leave(None);
                }
            }
            "w:del" | "w:moveFrom" => self.skip_deleted(part),
            "mc:AlternateContent" => {
                if let Some(choice) = choice(part) {
                    self.story(choice, story);
                }
            }
            "w:altChunk" => self.embedded(part, story),
            // Insertions, tags of other programs, and whatever a newer Word puts around paragraphs.
            _ => self.story(part, story),
        }
    }

    /// Puts a document that is embedded whole in its place.
    fn embedded(&mut self, reference: &Element, story: &mut BlockSequence) {
        let at = self.here();
        // Removed, so that references without end to one document do not fill the memory.
        match reference.attribute("r:id").and_then(|id| self.embedded.remove(id)) {
            Some(Ok(document)) => {
                document.blocks.iter().for_each(|block| story.push(placed(block, at)));
                self.notes.extend(document.notes.iter().map(|note| ImportNote { at, ..note.clone() }));
            }
            read => {
                let why = read.and_then(|read| read.as_ref().err()).map(|error| format!(": {error}")).unwrap_or_default();
                self.add_note(ImportNoteCode::LeftOut, format!("another document is embedded here; it was not read{why}"), None);
            }
        }
    }

    /// Reads the blocks of something beside the text: a note or a box.
    pub(super) fn read_aside(&mut self, element: &'a Element) -> Vec<SourceBlock> {
        // A note inside a field's result is not part of that field.
        let fields = std::mem::take(&mut self.fields);
        self.asides += 1;
        let mut story = BlockSequence::default();
        match element.name.as_str() {
            "w:tbl" | "w:p" => self.part(element, &mut story),
            _ => self.story(element, &mut story),
        }
        self.asides -= 1;
        self.fields = fields;
        story.finish()
    }

    fn skip_contents(&mut self, element: &Element) {
        let at = self.next();
        self.paragraphs += paragraphs(element);
        let contents = &mut self.contents.get_or_insert((at, String::new())).1;
        contents.push_str(texts(element, "w:t").trim());
        contents.push(' ');
    }

    /// Notes the words of a deleted row or paragraph.
    pub(super) fn skip_deleted(&mut self, element: &Element) {
        self.paragraphs += paragraphs(element);
        let words = texts(element, "w:delText") + &texts(element, "w:t");
        if !words.trim().is_empty() {
            self.note_deletion(words.trim(), &element.author().into_iter().collect());
        }
    }

    fn paragraph(&mut self, element: &'a Element, story: &mut BlockSequence) {
        self.paragraphs += 1;
        let properties = element.child("w:pPr");
        let style = self.styles.paragraph(properties);
        let own = self.styles.irr_style(style);
        if self.styles.name(style).starts_with("toc ") || self.styles.name(style) == "toc heading" {
            // `leave_contents` counts the paragraph itself.
            self.paragraphs -= 1;
            return self.skip_contents(element);
        }
        let look = RunFormat { own, style: if own.is_some() { [false; 3] } else { self.styles.formats(style) }, link: None };
        let mut line = ParagraphText::default();
        line.parts = std::mem::take(&mut story.drop_cap);
        self.walk(element, &look, &mut line);
        let frame = properties.and_then(|properties| properties.child("w:framePr")?.attribute("w:dropCap"));
        if matches!(frame, Some("drop" | "margin")) {
            story.drop_cap = std::mem::take(&mut line.parts);
        }
        self.note_left_out(&mut line);
        let is_frame = line.tag.take().is_some_and(|tag| story.open_box(self.here(), tag));
        if line.length() > LONGEST {
            // Only recorded: the document is refused as a whole at the end.
            self.too_long.get_or_insert(self.here());
            return;
        }
        // Page breaks inside tables and in irr's own text mean nothing for the reading.
        let in_text = self.tables == 0 && own.is_none();
        if in_text && (line.breaks_before || properties.and_then(|it| it.switch("w:pageBreakBefore")) == Some(true)) {
            story.end_page(self.here());
        }
        let (at, mark) = (self.here(), self.mark(properties, style));
        // An empty paragraph in between separates two texts written by irr.
        if own.is_none() {
            story.end_run();
        }
        match own {
            Some(own) => self.irr_paragraph(own, mark, std::mem::take(&mut line.parts), story),
            None => self.foreign_paragraph(properties, style, mark, std::mem::take(&mut line.parts), story),
        }
        for (number, kind, note) in std::mem::take(&mut line.footnotes) {
            let part = std::mem::replace(&mut self.part, kind);
            let text = words(&self.read_aside(note)).replace('\n', " ");
            self.part = part;
            story.after.push(SourceBlock::new(at, SourceBlockKind::Paragraph(format!("[{number}] {text}"))));
        }
        for content in std::mem::take(&mut line.boxes) {
            let inside = self.read_aside(content);
            story.after.extend(inside);
        }
        if is_frame {
            story.leave(None);
        }
        if story.run.is_none() {
            story.end_run();
        }
        let section = properties.and_then(|properties| properties.child("w:sectPr"));
        if in_text && section.is_some_and(|section| section.value("w:type") != Some("continuous")) {
            story.end_page(at);
        }
    }

    /// Returns the list mark of a paragraph and its depth; `None` if it is in no list.
    fn mark(&mut self, properties: Option<&Element>, style: Option<&str>) -> Option<(usize, ItemLabel)> {
        let own = properties.and_then(|properties| properties.child("w:numPr"));
        let styled = self.styles.list(style);
        let id = own.and_then(|list| list.value("w:numId")).map(str::to_owned);
        let level = own.and_then(|list| list.value("w:ilvl")?.parse().ok());
        let level = level.or(styled.as_ref().map(|(_, level)| *level)).unwrap_or(0).min(8);
        // List id 0 takes a paragraph out of its style's list.
        let id = id.or(styled.map(|(id, _)| id)).filter(|id| id != "0")?;
        Some((level, self.numbering.next(&id, level, self.styles)?))
    }

    fn irr_paragraph(
        &mut self,
        own: IrrStyle,
        mark: Option<(usize, ItemLabel)>,
        parts: Vec<Vec<FormattedRun>>,
        story: &mut BlockSequence,
    ) {
        let spans: Vec<FormattedRun> = parts.into_iter().flatten().collect();
        let goes_on = story.run.as_ref().is_some_and(|(_, run)| run.takes(own)) && story.after.is_empty();
        if !goes_on {
            story.end_run();
        }
        let (_, run) = story.run.get_or_insert_with(|| (self.here(), IrrParagraphs::of(own)));
        run.push(own, mark, &spans);
    }

    fn foreign_paragraph(
        &mut self,
        properties: Option<&Element>,
        style: Option<&str>,
        mark: Option<(usize, ItemLabel)>,
        parts: Vec<Vec<FormattedRun>>,
        story: &mut BlockSequence,
    ) {
        let at = self.here();
        let outline = properties.and_then(|it| it.value("w:outlineLvl")).and_then(|level| level.parse::<u8>().ok());
        let heading = match outline {
            // Outline level 9 is "body text".
            Some(9) => None,
            Some(level) => Some((level + 1).min(6)),
            None => self.styles.heading(style),
        };
        let mut mark = mark.filter(|(_, mark)| *mark != ItemLabel::Nothing);
        let mut is_first = true;
        let parts = if parts.is_empty() { vec![Vec::new()] } else { parts };
        for part in parts {
            let mut part = part;
            let mut item = None;
            if is_first {
                item = take_mark(&mut mark, heading.is_some(), &mut part);
            }
            let is_empty = collapsed(&part).is_empty();
            if !is_first && !is_empty && self.tables == 0 {
                story.end_page(at);
            }
            if is_empty {
                continue;
            }
            let kind = match (heading.filter(|_| is_first), item) {
                (Some(level), _) => SourceBlockKind::Heading(level, plain_of(&part)),
                (None, Some((depth, mark))) => SourceBlockKind::Item { depth, mark, text: self.text(&part) },
                (None, None) => self.bare_paragraph(part),
            };
            is_first = false;
            story.push(SourceBlock::new(at, kind));
        }
    }

    /// Reads a paragraph that is neither a heading nor a list item by its formatting, but may be one by its characters.
    fn bare_paragraph(&mut self, mut part: Vec<FormattedRun>) -> SourceBlockKind {
        if self.is_plain {
            return SourceBlockKind::Paragraph(plain_of(&part));
        }
        if let Some(mark) = begins_item(&mut part) {
            return SourceBlockKind::Item { depth: 0, mark, text: self.text(&part) };
        }
        if self.tables == 0
            // Inside a table a tab is only spacing: the table itself separates labels from values.
            && let Some((label, value)) = label_and_value(&part)
        {
            let value = vec![SourceBlock::new(self.here(), SourceBlockKind::Paragraph(self.text(&value)))];
            return SourceBlockKind::Row { label, value };
        }
        SourceBlockKind::Paragraph(self.text(&part))
    }

    fn text(&self, spans: &[FormattedRun]) -> String {
        if self.is_plain { plain_of(spans) } else { markdown_of(spans) }
    }
}

/// Returns a list item's depth and mark. A printed mark that is more than a number, such as `Recommendation 3`, is put before
/// the words, because it is part of what was written.
fn take_mark(mark: &mut Option<(usize, ItemLabel)>, is_heading: bool, part: &mut Vec<FormattedRun>) -> Option<(usize, String)> {
    let (depth, mark) = mark.take()?;
    match mark {
        ItemLabel::Bullet => Some((depth, "-".to_owned())),
        ItemLabel::Number(number) => Some((depth, format!("{number}."))),
        ItemLabel::Nothing => None,
        ItemLabel::Printed(printed) => {
            // A word of more than three letters, such as "Recommendation", is text; "iii" and "b" are numbers.
            let says_more = printed.split(|c: char| !c.is_alphabetic()).any(|word| word.chars().count() > 3 && !is_roman(word));
            if says_more || !is_heading {
                part.insert(0, FormattedRun { stretch: RunContent::Words(format!("{printed} ")), ..first_format(part) });
            }
            (!says_more).then(|| (depth, "-".to_owned()))
        }
    }
}

fn first_format(part: &[FormattedRun]) -> FormattedRun {
    part.first().map_or_else(|| FormattedRun::words(""), |span| FormattedRun { link: None, ..span.clone() })
}

fn is_roman(word: &str) -> bool {
    word.chars().all(|c| "ivxlcdm".contains(c.to_ascii_lowercase()))
}

fn is_contents(control: &Element) -> bool {
    let kind = control.below(&["w:sdtPr", "w:docPartObj"]).and_then(|part| part.value("w:docPartGallery"));
    kind == Some("Table of Contents")
}

/// Counts the paragraphs in an element.
pub(super) fn paragraphs(element: &Element) -> usize {
    usize::from(element.name == "w:p") + element.elements().map(paragraphs).sum::<usize>()
}

/// Returns the words of blocks, one line for each block.
pub(super) fn words(blocks: &[SourceBlock]) -> String {
    let mut lines: Vec<String> = Vec::new();
    for block in blocks {
        match &block.kind {
            SourceBlockKind::Row { label, value } => lines.push(format!("{label} {}", words(value)).trim().to_owned()),
            SourceBlockKind::Cells { cells, .. } => {
                lines.push(cells.iter().map(|cell| words(cell)).collect::<Vec<_>>().join(" "))
            }
            _ => lines.extend(block.text().map(str::to_owned)),
        }
    }
    lines.retain(|line| !line.is_empty());
    lines.join("\n")
}
