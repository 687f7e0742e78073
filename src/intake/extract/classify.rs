//! Decides whether a document is a form, a letter or a page, and which section a line opens.

use super::annexed_letter::letters;
use super::authorship::authorship;
use super::block_lines::texts;
use super::extractor::{DocumentLayout, Extractor, HeadingPart, NO_HEADING, SpeakerRole};
use super::normalize::BOLD;
use super::segmentation::NextBlockPlace;
use crate::intake::block::{SourceBlock, SourceBlockKind};
use crate::intake::import_draft::{KnownFacts, Offices};
use crate::intake::phrases::finding_label::{bare_label, finding_label};
use crate::intake::phrases::finding_mention::inline_label;
use crate::intake::phrases::form_label::Label;
use crate::intake::phrases::heading::{Answerer, HeadingSection};
use crate::intake::phrases::normalized_text::{normal, without_number};
use crate::intake::{ImportNoteCode, IntakeError, SourcePlace};

impl Extractor {
    /// Sorts a document as a form, or otherwise as a letter or page.
    ///
    /// # Errors
    /// Fails if it is no response.
    pub(super) fn classify(&mut self, blocks: &[SourceBlock], known: &KnownFacts) -> Result<(), IntakeError> {
        let is_part = known.into.is_some();
        let is_answerer = |block: &SourceBlock| match &block.kind {
            SourceBlockKind::Heading(_, text) | SourceBlockKind::Row { label: text, .. } | SourceBlockKind::Paragraph(text) => {
                Answerer::of(text).map(|_| normal(text))
            }
            _ => None,
        };
        self.answer_headings = blocks.iter().filter_map(is_answerer).collect();
        // The document is first read as a form: how many labels that finds decides what it is.
        let mut form = Self {
            us: self.us.clone(),
            notes: self.notes.clone(),
            answer_headings: self.answer_headings.clone(),
            prose_speaker: known.author.map_or(SpeakerRole::Commissioner, SpeakerRole::from),
            ..Self::default()
        };
        form.segment(blocks);
        // A letter and its annex may both have a subject line; they count as one label.
        let rows = form.rows.iter().enumerate();
        let labels = rows.filter(|(at, row)| form.rows[..*at].iter().all(|before| before.label != row.label)).count();
        let force = known.force.clone().or_else(|| known.into.as_ref().map(|record| record.force.clone()));
        let offices = Offices { force, ..known.offices.clone() };
        let (main, annex) = letters(blocks, &offices);
        let author = authorship(&main, known.author, &offices);
        // A document imported into a record may be a letter that does not name the report, or a few lines without a heading.
        let is_letter = is_part && labels < 2 && (author.is_letter || form.parts.is_empty());
        // Two labels, one of them the title or force: a letter may have one "Subject:" row, but not both.
        if labels > 1 && form.rows.iter().any(|row| matches!(row.label, Label::Title | Label::Force))
            || !speaks_of_inspection(blocks) && !is_letter
        {
            if labels < 2 && !is_part {
                return Err(IntakeError::NotAForm { labels });
            }
            *self = form;
            // If neither labels nor headings say whose form it is, the author is undecided.
            (self.speaker, self.prose_speaker) = match known.author {
                None if labels > 1 => (SpeakerRole::ChiefOfficer, SpeakerRole::Commissioner),
                _ => (author.speaker, author.speaker),
            };
            self.speaker_evidence = author.why;
            return Ok(());
        }
        self.layout = DocumentLayout::Letter;
        (self.speaker, self.prose_speaker, self.speaker_evidence) = (author.speaker, author.speaker, author.why);
        if self.speaker == SpeakerRole::ChiefOfficer && known.author.is_none() {
            let message = format!("{}; taken as the chief officer's words, not as a published response", self.speaker_evidence);
            self.add_note(ImportNoteCode::Guessed, SourcePlace::START, message, None);
        }
        if self.speaker == SpeakerRole::Undecided && !author.is_letter && !is_part {
            // Pages are published by the body that responds; a letter may be by anybody.
            (self.speaker, self.prose_speaker, self.is_author_assumed) =
                (SpeakerRole::Commissioner, SpeakerRole::Commissioner, true);
            let message = "unclear whose words these are; taken as the commissioner's. If they are the chief officer's, use --as chief-officer";
            let at = blocks.first().map_or(SourcePlace::START, |block| block.at);
            self.add_note(ImportNoteCode::Undecided, at, message, None);
        }
        let prose = self.split_letter_parts(&main, &annex);
        self.segment(&prose);
        Ok(())
    }

    /// Returns the section that a line opens without being marked as a heading: a short line without the end of a sentence.
    pub(super) fn section_opened_by(&self, text: &str) -> Option<HeadingSection> {
        // A longer line is text, even without a full stop.
        let short = text.chars().count() <= 100 && !text.trim_end().ends_with(['.', ';', ',', '?', '!', ':']);
        if !short {
            return None;
        }
        let of_form = |section: &HeadingSection| match section {
            HeadingSection::Initial(_) => !self.rows.is_empty(),
            HeadingSection::Conclusion => !self.parts.is_empty() && !self.is_chiefs(),
            _ => false,
        };
        let section = match self.layout {
            DocumentLayout::Letter => HeadingSection::of_letter(text),
            DocumentLayout::Form => HeadingSection::of(text).or_else(|| HeadingSection::of_letter(text).filter(of_form)),
        }?;
        // Before the first section a line that begins with a finding's label belongs to the table.
        let is_prose = matches!(&section, HeadingSection::Answer { heading, .. } if heading.starts_with(char::is_lowercase));
        (!is_prose && (!matches!(section, HeadingSection::Answer { .. }) || !self.parts.is_empty())).then_some(section)
    }

    pub(super) fn opens_section_in_list(&self, text: &str) -> bool {
        self.layout == DocumentLayout::Letter
            && (inline_label(text).is_some() || bare_label(text).is_some())
            && finding_label(text).is_none_or(|(_, _, rest)| !rest.starts_with(char::is_lowercase))
    }

    pub(super) fn in_answer(&self) -> bool {
        matches!(self.parts.last(), Some(HeadingPart { section: HeadingSection::Answer { .. }, .. }))
    }

    pub(super) fn has_answers(&self) -> bool {
        !self.tables.is_empty() || self.parts.iter().any(|part| matches!(part.section, HeadingSection::Answer { .. }))
    }

    /// Returns whether a heading inside a finding's section says who answers, instead of opening a section.
    pub(super) fn is_answers_heading(&self, level: u8, text: &str) -> bool {
        let below = self.parts.last().is_some_and(|part| level > part.level);
        match Answerer::of(text) {
            Some(Answerer::Speaker) => true,
            Some(_) => below || self.answer_headings.iter().filter(|name| *name == &normal(text)).count() > 1,
            None => false,
        }
    }

    /// Opens a section.
    pub(super) fn open(&mut self, section: HeadingSection, at: SourcePlace, title: &str, level: u8) -> NextBlockPlace {
        self.placed.add(title);
        let is_answer = matches!(section, HeadingSection::Answer { .. } | HeadingSection::FormTitle | HeadingSection::Prose);
        if !is_answer && has_other_words(title) {
            self.add_note(ImportNoteCode::Guessed, at, "this heading says more than who speaks below it", Some(title));
        }
        if section == HeadingSection::FormTitle {
            return NextBlockPlace::Table;
        }
        self.parts.push(HeadingPart::new(section, at, title, level));
        NextBlockPlace::Section
    }

    /// Adds a block to the open section.
    pub(super) fn push_block(&mut self, block: &SourceBlock) -> NextBlockPlace {
        if let Some(part) = self.parts.last_mut() {
            part.blocks.push(block.clone());
        }
        NextBlockPlace::Section
    }

    /// Adds a block with another text; nothing if the text is empty.
    pub(super) fn push_text(&mut self, block: &SourceBlock, text: &str) -> NextBlockPlace {
        if text.trim().is_empty() {
            return NextBlockPlace::Section;
        }
        let kind = match &block.kind {
            SourceBlockKind::Item { depth, mark, .. } => {
                SourceBlockKind::Item { depth: *depth, mark: mark.clone(), text: text.to_owned() }
            }
            _ => SourceBlockKind::Paragraph(text.to_owned()),
        };
        self.push_block(&SourceBlock::new(block.at, kind))
    }

    /// Returns whether this is in the chief officer's section, which may have a conclusion of its own.
    pub(super) fn is_chiefs(&self) -> bool {
        let of_nobody = |part: &&HeadingPart| !matches!(part.section, HeadingSection::Answer { .. } | HeadingSection::Prose);
        let last = self.parts.iter().rfind(of_nobody).map(|part| &part.section);
        matches!(last, Some(HeadingSection::ChiefOfficer(_) | HeadingSection::NextSteps))
    }

    /// Returns whether a marked heading is at the level of the answer it follows, or higher.
    pub(super) fn ends_answer(&self, level: u8) -> bool {
        let of_answer = self.parts.last().filter(|_| self.in_answer()).map_or(0, |part| part.level);
        level < BOLD && of_answer < NO_HEADING && level <= of_answer
    }

    pub(super) fn is_below_answer(&self, level: u8) -> bool {
        self.in_answer() && self.parts.last().is_some_and(|part| level > part.level)
    }
}

/// Returns whether a heading has words that no section heading consists of.
pub(super) fn has_other_words(title: &str) -> bool {
    const USUAL: &str = " police fire and crime commissioner commissioners chief constable constables officer initial overall response \
        responses comment comments reply views view next step steps pcc pccs pfcc pfccs the of from by force forces constabulary \
        information about report this inspection conclusion conclusions in concluding closing final remarks summary recommendations \
        recommendation introduction introductory foreword overview opening background what does says say areas area for improvement causes cause concern afis afi s & ";
    normal(without_number(title)).split(' ').any(|word| !USUAL.contains(&format!(" {word} ")))
}

/// Returns whether a document without a form's table is a response: it mentions an inspectorate's report and a response by an
/// office.
fn speaks_of_inspection(blocks: &[SourceBlock]) -> bool {
    let texts: Vec<String> = texts(blocks).into_iter().map(|(_, text)| text.to_lowercase()).collect();
    let has = |words: &[&str]| texts.iter().any(|text| words.iter().any(|word| text.contains(word)));
    has(&["hmic", "inspectorate of constabulary", "inspector of constabulary", "inspectors of constabulary"])
        && has(&["commissioner", "pcc", "pfcc", "mayor", "chief constable"])
}
