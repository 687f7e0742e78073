//! A PDF to blocks.
//!
//! The objects, the packing and the pages' content are read here, in as far as text needs them and no further: each kind of work has a
//! [`budget`], nothing recurs without a bound, and no picture, script or attachment is looked at. A PDF that says what its parts are is
//! read by its [`tags`]; any other by how it is laid out.

mod budget;
mod cmap;
mod content;
mod encoding;
mod file;
mod filter;
mod font;
mod layout;
mod lexer;
mod object;
mod page;
mod running;
mod table;
mod tag_table;
mod tags;
mod untagged;
mod words;
mod xref;

use super::block::{Block, BlockKind, Document, Place};
use super::complaint::{Complaint, ComplaintCode};
use super::error::IntakeError;
use content::{Found, Reader};
use file::File;
use object::Object;
use page::Page;

use crate::model::counted;

/// The parts of the document.
pub(super) fn open(document: &[u8]) -> Result<Document, IntakeError> {
    let mut file = File::open(document);
    if file.trailer.get("Encrypt") != &Object::Null {
        let why =
            "this PDF is locked with a password or against copying: print it to a new PDF without protection, and import that";
        return Err(IntakeError::Unreadable(why.into()));
    }
    let mut pages = page::pages(&file);
    if pages.is_empty() {
        file.look_through();
        pages = page::pages(&file);
    }
    if pages.is_empty() {
        pages = page::stray_pages(&file);
    }
    let found = read(&file, &pages)?;
    let letters = found.runs.iter().map(|run| run.text.chars().filter(|c| !c.is_whitespace()).count()).sum::<usize>();
    if letters == 0 {
        return Err(IntakeError::Unreadable(without_text(found.pictures)));
    }
    if found.unknown * 2 > letters {
        let why =
            "the fonts of this PDF do not say which letters they draw: run text recognition (OCR) on it, or import its source";
        return Err(IntakeError::Unreadable(why.into()));
    }
    let lines = words::lines(&found.runs);
    let places = words::places(&found.runs, &lines);
    let mut vocabulary = words::Vocabulary::of(&found.runs, &lines);
    let numbers = page::numbers(&pages);
    let mut tags = tags::Tags::new(&file, &found.runs, &places, &numbers, &mut vocabulary);
    let mut blocks = tags.blocks();
    let taken = std::mem::take(&mut tags.taken);
    let length = |i: &usize| found.runs[*i].text.trim().len();
    let all = lines.iter().flatten().map(length).sum::<usize>();
    let is_tagged = lines.iter().flatten().filter(|i| taken[**i]).map(length).sum::<usize>() * 10 >= all * 8;
    let mut left_out = running::artifacts(&found.runs);
    let rest: Vec<Vec<usize>> = if is_tagged { without(&lines, &taken) } else { lines };
    if !is_tagged {
        blocks.clear();
    }
    let along = running::running(&found.runs, &rest);
    for line in along.iter().filter_map(|i| rest.get(*i)) {
        left_out.push((places[line[0]], words::text(line.iter().map(|i| &found.runs[*i])).replace('\n', " ")));
    }
    let loose = untagged::blocks(&found.runs, &rest, &along, &found.rules, &places, &mut vocabulary);
    if is_tagged {
        insert(&mut blocks, loose)
    } else {
        blocks = loose
    }
    let mut complaints = vocabulary.complaints;
    complaints.extend(running::complaints(left_out));
    if found.unknown > 0 {
        let message = format!("a font does not say what {} of the text are", counted(found.unknown, "letter", "letters"));
        complaints.push(Complaint { code: ComplaintCode::Missing, at: Place::Page(1, 1), message, quote: None });
    }
    Ok(Document { blocks, complaints })
}

fn without_text(pictures: usize) -> String {
    let what = if pictures > 0 { "pictures of pages without text" } else { "pages without text" };
    format!("this PDF is {what}: run text recognition (OCR) on it and save it again, or import the document that it was made of")
}

/// The lines less what the tags have.
fn without(lines: &[Vec<usize>], taken: &[bool]) -> Vec<Vec<usize>> {
    let rest = lines.iter().map(|line| line.iter().copied().filter(|i| !taken[*i]).collect());
    rest.filter(|line: &Vec<usize>| !line.is_empty()).collect()
}

/// Puts what has no tag to where it stands on its page.
fn insert(blocks: &mut Vec<Block>, loose: Vec<Block>) {
    for block in loose.into_iter().filter(|block| block.kind != BlockKind::PageBreak) {
        let at = blocks.iter().position(|other| other.at > block.at).unwrap_or(blocks.len());
        blocks.insert(at, block);
    }
}

/// What is written on the pages.
fn read(file: &File<'_>, pages: &[Page]) -> Result<Found, IntakeError> {
    let mut reader = Reader::of(file);
    for (at, page) in pages.iter().enumerate() {
        reader.page(at, page);
    }
    match file.budget.exceeded() {
        Some(what) => Err(IntakeError::Unreadable(format!("this PDF has {what}: it is damaged, or made to harm"))),
        None if pages.is_empty() => Err(IntakeError::Unreadable("this PDF has no pages: it is damaged, or cut off".into())),
        None => Ok(reader.found),
    }
}
