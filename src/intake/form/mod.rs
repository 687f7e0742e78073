//! The response form: blocks to a draft record, in the order in which the form is printed.

mod account;
mod answers;
mod head;
mod numbers;
mod reader;
mod sort;

use super::block::Document;
use super::complaint::Complaint;
use super::error::IntakeError;
use crate::model::record_id::slug_of_title;
use crate::model::{Date, Force, Record, RecordId, Us};
use reader::Reader;

/// What is known before the document is read; it stands before what the document says.
#[derive(Debug, Clone, Default)]
pub struct Known {
    /// The force.
    pub force: Option<Force>,
    /// The report's title.
    pub title: Option<String>,
    /// The day the report was published.
    pub published: Option<Date>,
    /// The last part of the record's id.
    pub slug: Option<String>,
    /// Which addressees are this office and its force.
    pub us: Us,
}

/// A record made of a document, and what to look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// The id that its facts ask for.
    pub id: RecordId,
    /// The record.
    pub record: Record,
    /// What to look at, by line.
    pub complaints: Vec<Complaint>,
}

/// Reads the form that a document is.
///
/// # Errors
/// Where they are no form, or the form does not say whose it is, which report it answers, and when that was published.
pub fn read(document: &Document, known: &Known) -> Result<Draft, IntakeError> {
    let Document { blocks, complaints } = document;
    let mut reader = Reader::sort(blocks);
    reader.complaints.extend(complaints.iter().cloned());
    reader.us = known.us.clone();
    if reader.rows.len() < 2 {
        return Err(IntakeError::NotAForm { labels: reader.rows.len() });
    }
    let mut record = reader.head(known)?;
    reader.findings(&mut record);
    reader.sections(&mut record);
    reader.counts(blocks, &mut record);
    reader.account(blocks, &mut record);
    let slug = known.slug.clone().unwrap_or_else(|| slug_of_title(&record.inspection.title));
    let id = RecordId::natural(&record.force, record.inspection.published, &slug);
    let id: RecordId = id.as_str().parse().map_err(|_| IntakeError::NoId(id.to_string()))?;
    reader.complaints.sort_by_key(|complaint| complaint.at);
    Ok(Draft { id, record, complaints: reader.complaints })
}
