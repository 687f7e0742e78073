//! Reads a PDF: by its tags if they cover most of the text, otherwise by its layout.

use std::collections::BTreeSet;

use super::content::PageInterpreter;
use super::objects::Objects;
use super::page::PdfPage;
use super::text_run::{PdfContent, Standing, number_sheets};
use super::{annotations, form_fields, not_read, page, run_text, running_headers, tags, untagged};
use crate::intake::block::{SourceBlock, SourceBlockKind, SourceDocument};
use crate::intake::{ImportNote, IntakeError};

/// Reads the blocks of a PDF.
pub(in crate::intake) fn open(document: &[u8]) -> Result<SourceDocument, IntakeError> {
    let mut file = Objects::open(document);
    if file.needs_password {
        let why = "this PDF opens only with a password: print it to a new PDF without one, and import that";
        return Err(IntakeError::Unreadable(why.into()));
    }
    if not_read::is_form_for_adobe_alone(&file) {
        let why = "this PDF is a form that only Adobe's programs show (XFA): print it to a new PDF, and import that";
        return Err(IntakeError::Unreadable(why.into()));
    }
    let mut pages = page::pages(&file);
    if pages.is_empty() {
        file.rebuild_index();
        pages = page::pages(&file);
    }
    if pages.is_empty() {
        pages = page::stray_pages(&file);
    }
    let numbers = page::numbers(&pages);
    let (answers, answered) = form_fields::read(&file, &numbers);
    let (mut found, comments) = read(&file, &pages, &answered)?;
    number_sheets(&mut found.runs);
    running_headers::take_lone_artifacts(&mut found.runs);
    let letters = found.runs.iter().map(|run| run.text.chars().filter(|c| !c.is_whitespace()).count()).sum::<usize>();
    // A scan has pictures and no text, but a form may have text only in its fields.
    if letters == 0 && answers.blocks.is_empty() {
        return Err(IntakeError::Unreadable(without_text(found.pictures)));
    }
    // With more than half of the letters unknown, the text would be unreadable.
    if letters > 0 && found.unknown * 2 > letters {
        let why =
            "the fonts of this PDF do not say which letters they draw: run text recognition (OCR) on it, or import its source";
        return Err(IntakeError::Unreadable(why.into()));
    }
    let lines = run_text::lines(&found.runs);
    let places = run_text::places(&found.runs, &lines);
    let mut vocabulary = run_text::Vocabulary::of(&found.runs, &lines);
    let mut tags = tags::Tags::new(&file, &found.runs, &places, &numbers, &mut vocabulary);
    let blocks = tags.blocks();
    let taken = std::mem::take(&mut tags.taken);
    within_budget(&file)?;
    let length = |i: &usize| found.runs[*i].text.trim().len();
    let all = lines.iter().flatten().map(length).sum::<usize>();
    // Tags are trusted if they cover eight tenths of the text; some programs tag only headings.
    let is_tagged = lines.iter().flatten().filter(|i| taken[**i]).map(length).sum::<usize>() * 10 >= all * 8;
    let mut left_out = running_headers::apart(&found.runs, Standing::Artifact);
    let rest: Vec<Vec<usize>> = if is_tagged { without(&lines, &taken) } else { lines };
    let along = running_headers::running(&found.runs, &rest);
    for line in along.iter().filter_map(|i| rest.get(*i)) {
        left_out.push((places[line[0]], run_text::text(line.iter().map(|i| &found.runs[*i])).replace('\n', " ")));
    }
    let loose = untagged::blocks(&found.runs, &rest, &along, &found.rules, &places, &mut vocabulary);
    let mut blocks = if is_tagged { merge(blocks, loose) } else { loose };
    blocks.extend(answers.blocks);
    let mut notes = vocabulary.notes;
    notes.extend(running_headers::notes(Standing::Artifact, left_out));
    notes.extend(running_headers::notes(Standing::Hidden, running_headers::apart(&found.runs, Standing::Hidden)));
    notes.extend(answers.notes);
    notes.extend(comments);
    notes.extend(not_read::notes(&file, pages.len(), &found));
    Ok(SourceDocument { blocks, notes, saved_by: None })
}

fn without_text(pictures: usize) -> String {
    let what = if pictures > 0 { "pictures of pages without text" } else { "pages without text" };
    format!("this PDF is {what}: run text recognition (OCR) on it and save it again, or import the document that it was made of")
}

/// Returns the lines without the runs that the tags have covered.
fn without(lines: &[Vec<usize>], taken: &[bool]) -> Vec<Vec<usize>> {
    let rest = lines.iter().map(|line| line.iter().copied().filter(|i| !taken[*i]).collect());
    rest.filter(|line: &Vec<usize>| !line.is_empty()).collect()
}

/// Inserts untagged blocks where they are on their page.
fn merge(tagged: Vec<SourceBlock>, loose: Vec<SourceBlock>) -> Vec<SourceBlock> {
    let mut loose = loose.into_iter().filter(|block| block.kind != SourceBlockKind::PageBreak).peekable();
    let mut out = Vec::new();
    for block in tagged {
        while let Some(before) = loose.next_if(|before| before.at < block.at) {
            out.push(before);
        }
        out.push(block);
    }
    out.extend(loose);
    out
}

/// Interprets all pages and their annotations, but for fields whose answers were read; and notes the comments.
fn read(file: &Objects<'_>, pages: &[PdfPage], answered: &BTreeSet<u32>) -> Result<(PdfContent, Vec<ImportNote>), IntakeError> {
    let mut reader = PageInterpreter::of(file);
    let mut comments = Vec::new();
    for (at, page) in pages.iter().enumerate() {
        reader.page(at, page);
        annotations::read(&mut reader, at, page, answered, &mut comments);
    }
    within_budget(file)?;
    match pages.is_empty() {
        true => Err(IntakeError::Unreadable("this PDF has no pages: it is damaged, or cut off".into())),
        false => Ok((reader.found, comments)),
    }
}

/// Fails if any limit was exceeded.
fn within_budget(file: &Objects<'_>) -> Result<(), IntakeError> {
    file.budget
        .exceeded()
        .map_or(Ok(()), |what| Err(IntakeError::Unreadable(format!("this PDF has {what}: it is damaged, or made to harm"))))
}
