//! Tests with small documents made by hand.

mod boxes;
mod kept_words;

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::open;
use crate::intake::{ImportNote, ImportNoteCode, IntakeError, SourceBlock, SourceBlockKind, SourceDocument, SourcePlace};

const MAIN: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
     xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" \
     xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\"";
const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const KINDS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

fn archive(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// Creates a document with additional parts, each named by its kind.
fn package(document: &str, parts: &[(&str, String)]) -> Vec<u8> {
    let root = format!(
        "<Relationships xmlns=\"{RELATIONS}\"><Relationship Id=\"r\" Type=\"{KINDS}/officeDocument\" Target=\"word/document.xml\"/></Relationships>"
    );
    let mut relations: String = parts
        .iter()
        .map(|(kind, _)| format!("<Relationship Id=\"{kind}\" Type=\"{KINDS}/{kind}\" Target=\"{kind}.xml\"/>"))
        .collect();
    relations += &format!(
        "<Relationship Id=\"out\" Type=\"{KINDS}/hyperlink\" Target=\"https://example.org/a?b=c&amp;d\" TargetMode=\"External\"/>"
    );
    let relations = format!("<Relationships xmlns=\"{RELATIONS}\">{relations}</Relationships>");
    let mut all = vec![
        ("_rels/.rels".to_owned(), root),
        ("word/document.xml".to_owned(), document.to_owned()),
        ("word/_rels/document.xml.rels".to_owned(), relations),
    ];
    all.extend(parts.iter().map(|(kind, text)| (format!("word/{kind}.xml"), text.clone())));
    archive(&all.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect::<Vec<_>>())
}

fn with_body(body: &str, parts: &[(&str, &str)]) -> SourceDocument {
    let parts: Vec<(&str, String)> =
        parts.iter().map(|(kind, inside)| (*kind, format!("<w:{kind} {MAIN}>{inside}</w:{kind}>"))).collect();
    open(&package(&format!("<w:document {MAIN}><w:body>{body}</w:body></w:document>"), &parts)).unwrap()
}

const STYLES: &str = r#"
    <w:style w:type="paragraph" w:default="1" w:styleId="Standard"><w:name w:val="Normal"/></w:style>
    <w:style w:type="paragraph" w:styleId="berschrift2"><w:name w:val="heading 2"/><w:basedOn w:val="Standard"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>
    <w:style w:type="paragraph" w:styleId="Office"><w:name w:val="Office Heading"/><w:basedOn w:val="berschrift2"/></w:style>
    <w:style w:type="paragraph" w:styleId="Titel"><w:name w:val="Title"/></w:style>
    <w:style w:type="paragraph" w:styleId="Liste"><w:name w:val="List Bullet"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
    <w:style w:type="character" w:styleId="Fett"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>
    <w:style w:type="character" w:styleId="Betont"><w:name w:val="Emphasis"/></w:style>
    <w:style w:type="paragraph" w:styleId="IP"><w:name w:val="Irr Prose"/></w:style>
    <w:style w:type="paragraph" w:styleId="IP2"><w:name w:val="Irr Prose Heading 2"/></w:style>
    <w:style w:type="paragraph" w:styleId="IL"><w:name w:val="Irr Prose List"/></w:style>
    <w:style w:type="paragraph" w:styleId="IW"><w:name w:val="Irr As Written"/></w:style>
    <w:style w:type="character" w:styleId="IE"><w:name w:val="Irr Line End"/></w:style>"#;

const NUMBERING: &str = r#"
    <w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="x"/></w:lvl>
      <w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/><w:lvlText w:val="x"/></w:lvl></w:abstractNum>
    <w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
      <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%2)"/></w:lvl></w:abstractNum>
    <w:abstractNum w:abstractNumId="2"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="Recommendation %1"/></w:lvl></w:abstractNum>
    <w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
    <w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
    <w:num w:numId="3"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride></w:num>
    <w:num w:numId="4"><w:abstractNumId w:val="2"/></w:num>"#;

fn read(body: &str) -> Vec<SourceBlock> {
    with_body(body, &[("styles", STYLES), ("numbering", NUMBERING)]).blocks
}

fn kinds(body: &str) -> Vec<SourceBlockKind> {
    read(body).into_iter().map(|block| block.kind).collect()
}

fn notes(document: &SourceDocument) -> Vec<(ImportNoteCode, SourcePlace, &str)> {
    let told = |note: &ImportNote| note.quote.is_some();
    let quoted = document.notes.iter().filter(|note| told(note));
    quoted.map(|it| (it.code, it.at, it.quote.as_deref().unwrap_or(""))).collect()
}

fn run(text: &str) -> String {
    format!("<w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r>")
}

fn p(text: &str) -> String {
    format!("<w:p>{}</w:p>", run(text))
}

fn styled(style: &str, inside: &str) -> String {
    format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>{inside}</w:p>")
}

fn listed(list: u8, level: u8, text: &str) -> String {
    format!("<w:p><w:pPr><w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr></w:pPr>{}</w:p>", run(text))
}

fn table(rows: &[&[&str]]) -> String {
    let cell = |cell: &&str| if cell.starts_with("<w:tc") { (*cell).to_owned() } else { format!("<w:tc>{}</w:tc>", p(cell)) };
    let row = |row: &&[&str]| format!("<w:tr>{}</w:tr>", row.iter().map(cell).collect::<String>());
    format!("<w:tbl>{}</w:tbl>", rows.iter().map(row).collect::<String>())
}

fn paragraph(text: &str) -> SourceBlockKind {
    SourceBlockKind::Paragraph(text.into())
}

fn item(depth: usize, mark: &str, text: &str) -> SourceBlockKind {
    SourceBlockKind::Item { depth, mark: mark.into(), text: text.into() }
}

fn row(at: usize, label: &str, value: &str) -> SourceBlockKind {
    let value = if value.is_empty() { Vec::new() } else { vec![SourceBlock::new(SourcePlace::Paragraph(at), paragraph(value))] };
    SourceBlockKind::Row { label: label.into(), value }
}

fn refusal(document: &[u8]) -> String {
    open(document).unwrap_err().to_string()
}

#[test]
fn headings_are_known_by_their_styles_names_and_outline() {
    let outlined = "<w:p><w:pPr><w:outlineLvl w:val=\"3\"/></w:pPr><w:r><w:t>Four</w:t></w:r></w:p>";
    let body =
        styled("Titel", &run("One")) + &styled("berschrift2", &run(" Two ")) + &styled("Office", &run("Its kin")) + outlined;
    let heading = |level, text: &str| SourceBlockKind::Heading(level, text.into());
    assert_eq!(kinds(&body), [heading(1, "One"), heading(2, "Two"), heading(2, "Its kin"), heading(4, "Four")]);
}

#[test]
fn looks_become_markdown() {
    let body = r#"<w:p><w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">Bold </w:t></w:r><w:r><w:rPr><w:b w:val="0"/></w:rPr><w:t>not</w:t></w:r>
        <w:r><w:rPr><w:rStyle w:val="Fett"/></w:rPr><w:t xml:space="preserve"> strong</w:t></w:r><w:r><w:rPr><w:rStyle w:val="Betont"/></w:rPr><w:t xml:space="preserve"> words</w:t></w:r></w:p>
        <w:p><w:hyperlink r:id="out"><w:r><w:t>A page</w:t></w:r></w:hyperlink><w:r><w:br/></w:r><w:r><w:t>next * line</w:t></w:r></w:p>"#;
    assert_eq!(
        kinds(body),
        [paragraph("**Bold** not **strong** *words*"), paragraph("[A page](https://example.org/a?b=c&d)\\\nnext * line")]
    );
}

#[test]
fn a_field_shows_its_result_and_leads_where_it_says() {
    let body = r#"<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> HYPERLINK "https://example.</w:instrText></w:r>
        <w:r><w:instrText>org/" \l "part"</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>there</w:t></w:r>
        <w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:t xml:space="preserve"> on </w:t></w:r><w:fldSimple/><w:fldSimple w:instr="DATE"/>
        <w:fldSimple xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" w:instr="DATE"><w:r><w:t>1 May 2025</w:t></w:r></w:fldSimple></w:p>"#;
    assert_eq!(
        kinds(&body.replace("<fldSimple", "<w:fldSimple")),
        [paragraph("[there](https://example.org/#part) on 1 May 2025")]
    );
}

#[test]
fn lists_are_counted_as_word_counts_them() {
    let body = listed(1, 0, "dot")
        + &listed(1, 1, "inner")
        + &listed(2, 0, "one")
        + &listed(2, 1, "letter")
        + &listed(2, 1, "letter")
        + &listed(2, 0, "two")
        + &listed(3, 0, "seven")
        + &listed(3, 0, "eight")
        + &styled("Liste", &run("styled"))
        + &listed(4, 0, "Act.");
    assert_eq!(
        kinds(&body),
        [
            item(0, "-", "dot"),
            item(1, "-", "inner"),
            item(0, "1.", "one"),
            item(1, "-", "a) letter"),
            item(1, "-", "b) letter"),
            item(0, "2.", "two"),
            item(0, "7.", "seven"),
            item(0, "8.", "eight"),
            item(0, "-", "styled"),
            paragraph("Recommendation 1 Act."),
        ]
    );
}

#[test]
fn marks_that_are_characters_are_marks_too() {
    let tabbed = |before: &str, after: &str| format!("<w:p>{}<w:r><w:tab/></w:r>{}</w:p>", run(before), run(after));
    let body = p("• dot") + &tabbed("1.", "first") + &tabbed("Force:", "Kent  Police") + &p("2024 was a year. So was 2025.");
    assert_eq!(
        kinds(&body),
        [
            item(0, "-", "dot"),
            item(0, "1.", "first"),
            row(3, "Force:", "Kent Police"),
            paragraph("2024 was a year. So was 2025.")
        ]
    );
}

#[test]
fn two_columns_are_labels_and_values() {
    let merged = "<w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc>";
    let bold = "<w:tc><w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Force *</w:t></w:r></w:p></w:tc>";
    let body = table(&[&[bold, "Kent"], &["Summary", "One"], &[merged, "Two"], &["Grade", ""]]);
    assert_eq!(kinds(&body), [row(2, "Force *", "Kent"), row(4, "Summary", "One"), row(6, "", "Two"), row(7, "Grade", "")]);
}

#[test]
fn more_columns_are_cells_below_a_header() {
    let wide = format!("<w:tc><w:tcPr><w:gridSpan w:val=\"2\"/></w:tcPr>{}</w:tc>", p("both"));
    let header = |text: &str| format!("<w:tc><w:p><w:r><w:rPr><w:b/></w:rPr><w:t>{text}</w:t></w:r></w:p></w:tc>");
    let (a, b, c) = (header("A"), header("B"), header("C"));
    let found = kinds(&table(&[&[&a, &b, &c], &["1", "2", "3"], &["4", &wide]]));
    let cells =
        |is_header, cells: [(usize, &str); 3]| SourceBlockKind::Cells {
            is_header,
            cells: cells
                .map(|(at, text)| {
                    if text.is_empty() { Vec::new() } else { vec![SourceBlock::new(SourcePlace::Paragraph(at), paragraph(text))] }
                })
                .to_vec(),
        };
    assert_eq!(
        found,
        [
            cells(true, [(1, "A"), (2, "B"), (3, "C")]),
            cells(false, [(4, "1"), (5, "2"), (6, "3")]),
            cells(false, [(7, "4"), (8, "both"), (0, "")]),
        ]
    );
}

#[test]
fn a_box_around_text_is_its_text_and_a_table_in_a_cell_is_of_the_cell() {
    assert_eq!(kinds(&table(&[&["Just text"]])), [paragraph("Just text")]);
    let nested = format!("<w:tc>{}<w:p/></w:tc>", table(&[&["a", "b"]]));
    let value = vec![SourceBlock::new(SourcePlace::Paragraph(2), row(3, "a", "b"))];
    assert_eq!(kinds(&table(&[&["Label", &nested]])), [SourceBlockKind::Row { label: "Label".into(), value }]);
}

#[test]
fn tracked_changes_are_accepted_and_told() {
    let body = format!(
        "<w:p>{}<w:ins>{}</w:ins><w:del><w:r><w:delText>old </w:delText></w:r></w:del><w:del><w:r><w:delText>words</w:delText></w:r></w:del></w:p>",
        run("Kept "),
        run("added")
    );
    let document = with_body(&body, &[]);
    assert_eq!(document.blocks, [SourceBlock::new(SourcePlace::Paragraph(1), paragraph("Kept added"))]);
    assert_eq!(notes(&document), [(ImportNoteCode::LeftOut, SourcePlace::Paragraph(1), "old words")]);
    assert_eq!(document.notes.len(), 2, "the insertion has a note too");
}

#[test]
fn comments_headers_and_hidden_text_are_told_and_page_numbers_are_not() {
    let comments = format!("<w:comment w:id=\"0\" w:author=\"Jo\">{}</w:comment>", p("Is this right?"));
    let page = "<w:p><w:r><w:t>Page </w:t></w:r><w:fldSimple w:instr=\" PAGE \"><w:r><w:t>3</w:t></w:r></w:fldSimple></w:p>";
    let hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r>";
    let body = p("First") + &format!("<w:p>{}<w:r><w:commentReference w:id=\"0\"/></w:r>{hidden}</w:p>", run("Text"));
    let parts = [("comments", comments.as_str()), ("header", &p("Official")), ("footer", page)];
    let parts: Vec<(&str, String)> =
        parts.iter().map(|(kind, it)| (*kind, format!("<w:{kind} {MAIN}>{it}</w:{kind}>"))).collect();
    let document = open(&package(&format!("<w:document {MAIN}><w:body>{body}</w:body></w:document>"), &parts)).unwrap();
    let told = notes(&document);
    let at = SourcePlace::Paragraph;
    assert_eq!(
        told,
        [
            (ImportNoteCode::LeftOut, at(1), "Official"),
            (ImportNoteCode::LeftOut, at(2), "Is this right?"),
            (ImportNoteCode::LeftOut, at(2), "secret"),
        ]
    );
}

#[test]
fn a_note_is_told_after_its_paragraph() {
    let footnotes = format!("<w:footnote w:id=\"2\">{}</w:footnote>", p("See there."));
    let body = format!("<w:p>{}<w:r><w:footnoteReference w:id=\"2\"/></w:r></w:p>", run("Text"));
    let document = with_body(&(body + &p("Next")), &[("footnotes", &footnotes)]);
    let found: Vec<&str> = document.blocks.iter().filter_map(SourceBlock::text).collect();
    assert_eq!(found, ["Text[1]", "[1] See there.", "Next"]);
}

#[test]
fn a_drawn_boxs_text_is_read_once() {
    let content = format!("<w:txbxContent>{}</w:txbxContent>", p("In the box"));
    let drawing = format!(
        "<w:r><mc:AlternateContent><mc:Choice><w:drawing><x>{content}</x></w:drawing></mc:Choice>\
         <mc:Fallback><w:pict>{content}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    );
    let found = kinds(&format!("<w:p>{drawing}{}</w:p>", run("Around")));
    assert_eq!(found, [paragraph("Around"), paragraph("In the box")]);
}

#[test]
fn controls_are_read_through_and_what_only_prompts_is_nothing() {
    let control = |properties: &str, inside: &str| {
        format!("<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>")
    };
    let body = control("", &p("Block")) + &format!("<w:p>{}{}</w:p>", run("Grade: "), control("<w:dropDownList/>", &run("Good")));
    let body = body + &control("<w:showingPlcHdr/>", &p("Click here")) + &p("After");
    let document = with_body(&body, &[]);
    assert_eq!(notes(&document), [(ImportNoteCode::LeftOut, SourcePlace::Paragraph(2), "Click here")]);
    let found = document.blocks;
    let places: Vec<SourcePlace> = found.iter().map(|block| block.at).collect();
    assert_eq!(places, [1, 2, 4].map(SourcePlace::Paragraph));
    assert_eq!(found[1].text(), Some("Grade: Good"));
}

#[test]
fn pages_end_where_somebody_ended_them() {
    let ends = "<w:p><w:r><w:br w:type=\"page\"/></w:r></w:p>";
    let within = "<w:p><w:r><w:t>a</w:t><w:br w:type=\"page\"/><w:t>b</w:t></w:r></w:p>";
    let body = ends.to_owned() + &p("One") + ends + ends + &p("Two") + within + ends;
    let broken = SourceBlockKind::PageBreak;
    assert_eq!(kinds(&body), [paragraph("One"), broken.clone(), paragraph("Two"), paragraph("a"), broken, paragraph("b")]);
}

#[test]
fn irrs_own_paragraphs_come_back_to_the_character() {
    let end = "<w:r><w:rPr><w:rStyle w:val=\"IE\"/></w:rPr><w:t xml:space=\"preserve\"> </w:t></w:r>";
    let in_list = |text: &str| {
        format!(
            "<w:p><w:pPr><w:pStyle w:val=\"IL\"/><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"3\"/></w:numPr></w:pPr>{}</w:p>",
            run(text)
        )
    };
    let prose =
        styled("IP2", &run("Head")) + &styled("IP", &(run("one") + end + &run("two"))) + &in_list("seven") + &in_list("eight");
    let written = styled("IW", "<w:r><w:t>| a  b |</w:t><w:br/><w:br/><w:t>c</w:t><w:tab/><w:t>*d*</w:t></w:r>");
    let body = prose + &p("") + &written + &table(&[&["x", &format!("<w:tc>{written}</w:tc>")]]);
    let written = |at| SourceBlock::new(SourcePlace::Paragraph(at), SourceBlockKind::AsWritten("| a  b |\n\nc\t*d*".into()));
    let found = read(&body);
    assert_eq!(found[0].kind, SourceBlockKind::AsWritten("## Head\n\none\ntwo\n\n7. seven\n8. eight".into()));
    assert_eq!(found[1], written(6));
    assert_eq!(found[2].kind, SourceBlockKind::Row { label: "x".into(), value: vec![written(8)] });
}

#[test]
fn what_is_no_word_document_says_what_it_is() {
    let main = |target: &str| {
        format!(
            "<Relationships xmlns=\"{RELATIONS}\"><Relationship Id=\"r\" Type=\"{KINDS}/officeDocument\" Target=\"{target}\"/></Relationships>"
        )
    };
    assert_eq!(refusal(&archive(&[("_rels/.rels", &main("xl/workbook.xml"))])), "this is an Excel file (.xlsx)");
    assert_eq!(refusal(&archive(&[("_rels/.rels", &main("ppt/presentation.xml"))])), "this is a PowerPoint file (.pptx)");
    let odt = archive(&[("mimetype", "application/vnd.oasis.opendocument.text")]);
    assert_eq!(refusal(&odt), "this is an OpenDocument text (.odt): save it as .docx");
    assert_eq!(refusal(&archive(&[("a.txt", "x")])), "this is a zip archive that is no Word document");
    assert_eq!(refusal(b"PK\x03\x04nonsense"), "the Word document is damaged: it cannot be unpacked");
}

#[test]
fn what_is_made_to_harm_is_refused() {
    let entity = format!("<!DOCTYPE x [<!ENTITY a \"b\">]><w:document {MAIN}/>");
    assert!(refusal(&package(&entity, &[])).contains("a document type of its own"));
    let deep = format!("<w:document {MAIN}><w:body>{}", "<w:x>".repeat(1_000));
    assert!(refusal(&package(&deep, &[])).contains("nested deeper than 256 elements"));
    let many = format!("<w:document {MAIN}><w:body>{}</w:body></w:document>", "<w:p/>".repeat(2_200_000));
    assert!(refusal(&package(&many, &[])).contains("more than 192 MB of memory"));
    let large = format!("<w:document {MAIN}>{}</w:document>", " ".repeat(65 << 20));
    assert_eq!(refusal(&package(&large, &[])), "this unpacks to more than 64 MB: no response is so large");
    let long = format!("<w:document {MAIN}><w:body>{}</w:body></w:document>", p("x").repeat(3) + &p(&"*a_ ".repeat(130_000)));
    assert_eq!(refusal(&package(&long, &[])), "paragraph 4 is longer than 500000 bytes: no response has such a one");
    assert!(matches!(open(&package("<w:document>", &[])), Err(IntakeError::Unreadable(_))));
}

#[test]
fn tables_nested_as_deep_as_may_be_are_read() {
    let mut inside = p("in the middle");
    for _ in 0..80 {
        inside = format!("<w:tbl><w:tr><w:tc>{inside}</w:tc><w:tc>{}</w:tc></w:tr></w:tbl>", p("x"));
    }
    assert_eq!(read(&inside).len(), 1);
}
