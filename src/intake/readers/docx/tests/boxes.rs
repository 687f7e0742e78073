//! Tests: the boxes of a form that irr sent out, and who changed what.

use super::{MAIN, archive, kinds, p, paragraph, run, table, with_body};
use crate::form::PROMPT;
use crate::intake::SourceBlockKind;
use crate::intake::readers::docx::open;

const TAG: &str = "kent/2025-05-16-hedges:R1:chief";
const NAME: &str = "R1: chief officer's answer";

fn control(properties: &str, inside: &str) -> String {
    format!("<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>")
}

fn filled(tag: &str, texts: &[&str]) -> SourceBlockKind {
    let blocks = texts.iter().map(|text| paragraph(text));
    let blocks = blocks.map(|kind| crate::intake::SourceBlock::new(crate::intake::SourcePlace::START, kind)).collect();
    SourceBlockKind::Filled { tag: tag.into(), blocks }
}

/// The blocks without their places.
fn found(body: &str) -> Vec<SourceBlockKind> {
    let without = |kind| match kind {
        SourceBlockKind::Filled { tag, blocks } => {
            filled(&tag, &blocks.iter().map(|block| block.text().unwrap()).collect::<Vec<_>>())
        }
        other => other,
    };
    kinds(body).into_iter().map(without).collect()
}

#[test]
fn all_that_is_in_the_control_of_a_box_is_in_the_box() {
    let prompt = control("<w:temporary/><w:showingPlcHdr/>", &run(PROMPT));
    let of_word =
        control(&format!("<w:alias w:val=\"{NAME}\"/><w:tag w:val=\"{TAG}\"/>"), &table(&[&["Label"], &["One"], &["Two"]]));
    let empty =
        control(&format!("<w:tag w:val=\"{TAG}\"/>"), &table(&[&["Label"], &[&format!("<w:tc><w:p>{prompt}</w:p></w:tc>")]]));
    let body = format!("{}{of_word}{}{empty}", p("Before"), p("Between"));
    assert_eq!(
        found(&body),
        [paragraph("Before"), filled(TAG, &["Label", "One", "Two"]), paragraph("Between"), filled(TAG, &["Label"])]
    );
    assert!(with_body(&body, &[]).notes.is_empty(), "an empty box is no loss");
}

#[test]
fn a_box_as_libreoffice_saves_it_is_its_whole_table() {
    let label = format!("<w:tc><w:p>{}</w:p></w:tc>", control(&format!("<w:alias w:val=\"{NAME}\"/>"), &run("Label")));
    assert_eq!(
        found(&(table(&[&[&label], &["One"], &["Two"]]) + &p("After"))),
        [filled(NAME, &["Label", "One", "Two"]), paragraph("After")]
    );
    let alone = format!("<w:p>{}</w:p>", control(&format!("<w:alias w:val=\"{NAME}\"/>"), &run("Label")));
    assert_eq!(found(&(alone + &p("After"))), [filled(NAME, &["Label"]), paragraph("After")]);
}

#[test]
fn two_boxes_in_one_table_are_two() {
    let cell =
        |name: &str| format!("<w:tc><w:p>{}</w:p></w:tc>", control(&format!("<w:alias w:val=\"{name}\"/>"), &run("Label")));
    let other = "R1: commissioner's explanation";
    let body = table(&[&[&cell(NAME)], &["One"], &[&cell(other)], &["Two"]]);
    assert_eq!(found(&body), [filled(NAME, &["Label", "One"]), filled(other, &["Label", "Two"])]);
}

#[test]
fn the_control_of_a_strangers_form_is_no_box() {
    let body = control("<w:alias w:val=\"Response: yours\"/><w:tag w:val=\"answer:1\"/>", &p("Words"));
    assert_eq!(found(&body), [paragraph("Words")]);
}

#[test]
fn who_changed_what_is_told() {
    let by = |name: &str, change: &str| format!("<w:p><w:{change} w:author=\"{name}\">{}</w:{change}></w:p>", run("word"));
    let told = |body: &str| with_body(body, &[]).notes.into_iter().map(|note| note.message).collect::<Vec<_>>();
    assert_eq!(
        told(&(by("Jane", "ins") + &by("Jane", "ins") + &by("Ann", "ins") + &by("Ann", "del"))),
        [
            "tracked changes are taken as accepted; 3 tracked insertions from here on, by Ann (1) and Jane (2)",
            "tracked changes are taken as accepted; these words were deleted by Ann",
        ]
    );
    assert_eq!(told(&by("Jane", "ins")), ["tracked changes are taken as accepted; 1 tracked insertion from here on, by Jane"]);
}

#[test]
fn who_saved_it_last_is_known_where_nobody_is_named() {
    let kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let relations = format!(
        "<Relationships><Relationship Id=\"d\" Type=\"{kinds}/officeDocument\" Target=\"d.xml\"/>\
         <Relationship Id=\"c\" Type=\"x/core-properties\" Target=\"core.xml\"/></Relationships>"
    );
    let saved = |inside: &str| {
        let main = format!("<w:document {MAIN}><w:body><w:p>{inside}</w:p></w:body></w:document>");
        let core = "<coreProperties><lastModifiedBy> Jane Doe </lastModifiedBy></coreProperties>";
        open(&archive(&[("_rels/.rels", &relations), ("d.xml", &main), ("core.xml", core)])).unwrap().saved_by
    };
    assert_eq!(saved(&run("words")).as_deref(), Some("Jane Doe"));
    assert_eq!(saved(&format!("<w:ins w:author=\"Ann\">{}</w:ins>", run("words"))), None);
}
