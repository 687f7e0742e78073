//! The law of documents: what irr renders it reads back, field for field.

use irr::draw::{DocumentFormat, OutputDocument, PageStyle, Paper, TemplateData, write_docx};
use irr::form::INTERNAL;
use irr::intake::KnownFacts;
use irr::model::merge::{KeptSide, merge};
use irr::model::public::public;
use irr::model::{FindingKind, Record, RecordId, SchemaVersion, Snapshot};
use irr::prose::Prose;
use irr::prose::escape_markdown::is_safe_link;
use irr::store::Store;
use irr::view::{DocumentSection, FormParts, ResponseForm};
use irr::{intake, yaml};
use proptest::prelude::*;
use pulldown_cmark::{Event, Options, Parser, Tag};

use crate::arbitrary;

/// The containers that hold all of a record.
const EXACT: &[DocumentFormat] = &[DocumentFormat::Markdown, DocumentFormat::Html, DocumentFormat::Docx];

/// The document of a record in a format, for the public or not.
fn drawn(id: &RecordId, snapshot: &Snapshot, parts: FormParts, format: DocumentFormat, notice: Option<&'static str>) -> Vec<u8> {
    let form = ResponseForm::compute(id, snapshot, parts);
    let paper = Paper { title: form.title(), language: "en-GB", author: form.author(), notice };
    let data = TemplateData { name: "record", value: serde_json::Value::Null };
    let pieces = vec![DocumentSection { name: "response", blocks: form.blocks() }];
    OutputDocument { pieces, paper, data, template: None }.draw(format, &PageStyle::plain(100)).unwrap()
}

/// The record with the end of each prose as a document has it: white space behind the last word says nothing.
fn settled(record: &Record) -> Record {
    let mut record = record.clone();
    let settle = |prose: &mut Option<Prose>| {
        if let Some(words) = prose.as_mut().filter(|words| !words.trimmed().is_empty()) {
            *words = Prose::from_text(words.as_str());
        }
    };
    [&mut record.inspection.summary, &mut record.commissioner_initial_response, &mut record.commissioner_overall_comments]
        .into_iter()
        .for_each(settle);
    settle(&mut record.unplaced);
    if let Some(response) = &mut record.chief_officer_response {
        [&mut response.overview, &mut response.next_steps, &mut response.closing].into_iter().for_each(settle);
    }
    for kind in FindingKind::ALL {
        for finding in record.findings_of_mut(*kind) {
            settle(&mut finding.text);
            finding.chief_officer_response.iter_mut().for_each(|answer| settle(&mut answer.text));
            finding.commissioner_response.iter_mut().for_each(|answer| settle(&mut answer.text));
            finding.progress.iter_mut().for_each(|entry| settle(&mut entry.note));
        }
    }
    record
}

fn reads_back(
    id: &RecordId,
    record: &Record,
    parts: FormParts,
    format: DocumentFormat,
    notice: Option<&'static str>,
) -> Result<(), TestCaseError> {
    // As it stood on a day: what is dated later is in no document of that day.
    let snapshot = Snapshot::new(record.clone(), "2026-11-25".parse().unwrap());
    // A document says what the latest version of a record says.
    let record = &match snapshot.record() {
        record if record.schema_version == SchemaVersion::One => settled(&record.migrated()),
        record => settled(record),
    };
    let document = drawn(id, &snapshot, parts, format, notice);
    let shown = || String::from_utf8_lossy(&document).into_owned();
    let draft = intake::read(&document, None, &KnownFacts::default())
        .map_err(|error| TestCaseError::fail(format!("{format:?}: {error}\n{}", shown())))?;
    prop_assert_eq!(&draft.notes, &Vec::new(), "{:?}\n{}", format, shown());
    prop_assert_eq!(yaml::write(&draft.record), yaml::write(record), "{:?}\n{}", format, shown());
    prop_assert_eq!(&draft.record, record);
    prop_assert_eq!(&draft.id, id);
    Ok(())
}

/// A form to fill in that nobody filled in has nothing to say to the record that it was printed from.
fn says_nothing_unfilled(id: &RecordId, record: &Record, notice: Option<&'static str>) -> Result<(), TestCaseError> {
    let snapshot = Snapshot::new(record.clone(), "2026-11-25".parse().unwrap());
    let form = ResponseForm::compute(id, &snapshot, FormParts::Filled);
    let paper = Paper { title: form.title(), language: "en-GB", author: form.author(), notice };
    let document = write_docx(&form.blocks_to_fill(), &paper, None).unwrap();
    let known = KnownFacts { into: Some(snapshot.record().clone()), ..KnownFacts::default() };
    let draft = intake::read(&document, None, &known).map_err(|error| TestCaseError::fail(error.to_string()))?;
    prop_assert_eq!(&draft.notes, &Vec::new());
    let (_, merged) = merge(snapshot.record(), &draft.record, KeptSide::Document).unwrap();
    prop_assert_eq!(merged, Vec::new());
    prop_assert_eq!(draft.rendered.as_ref(), Some(id));
    Ok(())
}

proptest! {
    #![proptest_config(arbitrary::cases(12))]

    #[test]
    fn a_form_to_fill_in_that_nobody_filled_in_says_nothing(record in arbitrary::record()) {
        let id = "kent/2025-05-16-stolen-tractors".parse().unwrap();
        says_nothing_unfilled(&id, &record, Some(INTERNAL))?;
        says_nothing_unfilled(&id, &public(&record), None)?;
    }

    #[test]
    fn what_is_rendered_is_read_back(record in arbitrary::record()) {
        for format in EXACT {
            reads_back(&"kent/2025-05-16-stolen-tractors".parse().unwrap(), &record, FormParts::Filled, *format, Some(INTERNAL))?;
        }
    }

    #[test]
    fn what_the_public_is_shown_is_read_back(record in arbitrary::record()) {
        let shown = public(&record);
        for format in EXACT {
            reads_back(&"kent/2025-05-16-stolen-tractors".parse().unwrap(), &shown, FormParts::Filled, *format, None)?;
        }
    }

    #[test]
    fn the_public_sees_no_escapes(record in arbitrary::record()) {
        // Whoever writes the beginning of an escape into a record means it.
        prop_assume!(!serde_json::to_string(&record).unwrap().contains("\\\\u{"));
        let id = "kent/2025-05-16-stolen-tractors".parse().unwrap();
        let snapshot = Snapshot::new(public(&record), "2026-11-25".parse().unwrap());
        for format in [DocumentFormat::Markdown, DocumentFormat::Html, DocumentFormat::Text] {
            let document = String::from_utf8(drawn(&id, &snapshot, FormParts::Filled, format, None)).unwrap();
            prop_assert!(!document.contains("\\u{"), "{}", document);
        }
    }
}

/// What does more in a page than be read: HTML of anybody's, and links that lead into the reader's own machine.
fn live(markdown: &str) -> Vec<String> {
    let events = Parser::new_ext(markdown, Options::ENABLE_TABLES).into_offset_iter();
    let is_live = |event: &Event| match event {
        Event::InlineHtml(tag) => &**tag != "<br>",
        Event::Html(_) => true,
        Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => !is_safe_link(dest_url),
        _ => false,
    };
    events.filter(|(event, _)| is_live(event)).map(|(_, range)| markdown[range].to_owned()).collect()
}

proptest! {
    #![proptest_config(arbitrary::cases(12))]

    #[test]
    fn what_is_rendered_as_markdown_does_nothing(record in arbitrary::record()) {
        let id: RecordId = "kent/2025-05-16-x".parse().unwrap();
        let snapshot = Snapshot::new(record, "2026-11-25".parse().unwrap());
        let markdown = String::from_utf8(drawn(&id, &snapshot, FormParts::Filled, DocumentFormat::Markdown, None)).unwrap();
        prop_assert_eq!(live(&markdown), Vec::<String>::new(), "{}", markdown);
        let obeyed = markdown.lines().find(|line| line.trim_start().starts_with("::") || line.contains("##[") || line.contains("##vso["));
        prop_assert_eq!(obeyed, None);
    }
}

#[test]
fn each_shipped_record_is_read_back_with_the_forms_empty_parts_and_without() {
    let store = Store::at(env!("CARGO_MANIFEST_DIR"));
    let (ids, _) = store.ids().unwrap();
    assert!(ids.len() >= 10, "{ids:?}");
    for id in ids {
        let record = store.load(id.clone()).unwrap().parsed.unwrap();
        for (format, parts) in EXACT.iter().flat_map(|format| [(*format, FormParts::Filled), (*format, FormParts::All)]) {
            reads_back(&id, &record, parts, format, Some(INTERNAL)).unwrap();
            reads_back(&id, &public(&record), parts, format, None).unwrap();
        }
        says_nothing_unfilled(&id, &public(&record), None).unwrap();
    }
}
