//! The law of documents: what irr renders it reads back, field for field.

use irr::draw::{Document, DocumentFormat, Page, Paper, TemplateData};
use irr::intake::{self, Known};
use irr::model::public::public;
use irr::model::{Record, RecordId, Snapshot};
use irr::report::{Parts, Piece, ResponseForm, is_safe_link};
use irr::store::Store;
use irr::yaml;
use proptest::prelude::*;
use pulldown_cmark::{Event, Options, Parser, Tag};

use crate::arbitrary;

/// The containers that hold all of a record.
const EXACT: &[DocumentFormat] = &[DocumentFormat::Markdown, DocumentFormat::Html, DocumentFormat::Docx];

fn reads_back(id: &RecordId, record: &Record, parts: Parts, format: DocumentFormat) -> Result<(), TestCaseError> {
    // As it stood on a day: what is dated later is in no document of that day.
    let snapshot = Snapshot::new(record.clone(), "2026-11-25".parse().unwrap());
    let record = snapshot.record();
    let form = ResponseForm::compute(id, &snapshot, parts);
    let paper = Paper { title: form.title(), language: "en-GB", author: String::new() };
    let document = Document {
        pieces: vec![Piece { name: "response", blocks: form.blocks() }],
        paper,
        data: TemplateData { name: "record", value: serde_json::Value::Null },
        template: None,
    };
    let document = document.draw(format, &Page::plain(100)).unwrap();
    let shown = || String::from_utf8_lossy(&document).into_owned();
    let draft = intake::read(&document, None, &Known::default())
        .map_err(|error| TestCaseError::fail(format!("{format:?}: {error}\n{}", shown())))?;
    prop_assert_eq!(&draft.complaints, &Vec::new(), "{:?}\n{}", format, shown());
    prop_assert_eq!(yaml::write(&draft.record), yaml::write(record), "{:?}\n{}", format, shown());
    prop_assert_eq!(&draft.record, record);
    prop_assert_eq!(&draft.id, id);
    Ok(())
}

proptest! {
    #![proptest_config(arbitrary::cases(60))]

    #[test]
    fn what_is_rendered_is_read_back(record in arbitrary::record()) {
        for format in EXACT {
            reads_back(&"kent/2025-05-16-stolen-tractors".parse().unwrap(), &record, Parts::Filled, *format)?;
        }
    }

    #[test]
    fn what_the_public_is_shown_is_read_back(record in arbitrary::record()) {
        let (shown, _) = public(&record);
        for format in EXACT {
            reads_back(&"kent/2025-05-16-stolen-tractors".parse().unwrap(), &shown, Parts::Filled, *format)?;
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
    #![proptest_config(arbitrary::cases(60))]

    #[test]
    fn what_is_rendered_as_markdown_does_nothing(record in arbitrary::record()) {
        let id: RecordId = "kent/2025-05-16-x".parse().unwrap();
        let snapshot = Snapshot::new(record, "2026-11-25".parse().unwrap());
        let form = ResponseForm::compute(&id, &snapshot, Parts::Filled);
        let paper = Paper { title: form.title(), language: "en-GB", author: String::new() };
        let data = TemplateData { name: "record", value: serde_json::Value::Null };
        let pieces = vec![Piece { name: "response", blocks: form.blocks() }];
        let document = Document { pieces, paper, data, template: None };
        let markdown = String::from_utf8(document.draw(DocumentFormat::Markdown, &Page::plain(100)).unwrap()).unwrap();
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
        for (format, parts) in EXACT.iter().flat_map(|format| [(*format, Parts::Filled), (*format, Parts::All)]) {
            reads_back(&id, &record, parts, format).unwrap();
        }
    }
}
