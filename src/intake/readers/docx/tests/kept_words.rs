//! What other programs write and nobody expects: each word of it is read or told.

use super::*;

#[test]
fn a_control_that_a_program_has_filled_in_is_read_although_its_flag_says_otherwise() {
    let control = |prompt: &str, style: &str, words: &str| {
        format!(
            "<w:sdt><w:sdtPr><w:placeholder><w:docPart w:val=\"{prompt}\"/></w:placeholder><w:showingPlcHdr/></w:sdtPr><w:sdtContent>\
             <w:p><w:r><w:rPr><w:rStyle w:val=\"{style}\"/></w:rPr><w:t>{words}</w:t></w:r></w:p></w:sdtContent></w:sdt>"
        )
    };
    let styles = "<w:style w:type=\"character\" w:styleId=\"Platz\"><w:name w:val=\"Placeholder Text\"/></w:style>";
    let glossary = format!(
        "<w:docParts><w:docPart><w:docPartPr><w:name w:val=\"Owner\"/></w:docPartPr><w:docPartBody>{}</w:docPartBody></w:docPart></w:docParts>",
        p("Who answers")
    );
    let body = control("", "", "No style")
        + &control("", "Platz", "A style")
        + &control("Owner", "Platz", "The Head of Custody")
        + &control("Owner", "", "Who answers");
    let document = with_body(&body, &[("styles", styles), ("glossaryDocument", &glossary)]);
    let found: Vec<&str> = document.blocks.iter().filter_map(SourceBlock::text).collect();
    assert_eq!(found, ["No style", "The Head of Custody"]);
    assert_eq!(notes(&document), [(ImportNoteCode::LeftOut, SourcePlace::Paragraph(1), "A style Who answers")]);
}

#[test]
fn what_stands_where_word_puts_nothing_is_read() {
    let inside = format!("<w:p>{}<w:r>{}</w:r></w:p>", run("Before"), table(&[&["left", "right"]]));
    assert_eq!(kinds(&inside), [paragraph("Before"), row(3, "left", "right")]);
    assert_eq!(kinds(&format!("<w:p><w:r>{}</w:r></w:p>", p("inner"))), [paragraph("inner")]);
    assert_eq!(kinds(&format!("<w:unknown>{}</w:unknown>{}", p("held"), run("stray"))), [paragraph("held"), paragraph("stray")]);
    assert_eq!(kinds(&format!("{}</w:body><w:body>{}", p("one"), p("two"))), [paragraph("one"), paragraph("two")]);
    assert_eq!(kinds(&format!("<w:p><w:r><w:unknown>{}</w:unknown></w:r></w:p>", run("deep"))), [paragraph("deep")]);
}

#[test]
fn words_in_a_cell_merged_away_and_in_a_field_without_end_are_told() {
    let merged = "<w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p><w:r><w:t>under it</w:t></w:r></w:p></w:tc>";
    let document = with_body(&table(&[&["a", "b"], &[merged, "c"]]), &[]);
    assert_eq!(notes(&document), [(ImportNoteCode::LeftOut, SourcePlace::Paragraph(4), "under it")]);
    let body = format!("<w:p>{}<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r></w:p>{}", run("shown"), p("the rest"));
    let document = with_body(&body, &[]);
    assert_eq!(notes(&document), [(ImportNoteCode::LeftOut, SourcePlace::Paragraph(2), "the rest")]);
}

#[test]
fn a_row_wider_than_word_allows_keeps_its_words() {
    let cells = vec!["x"; 70];
    let found = kinds(&table(&[&cells]));
    assert!(matches!(&found[..], [SourceBlockKind::Cells { cells, .. }] if cells.len() == 70));
}

#[test]
fn a_button_of_words_shows_them() {
    let body = "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/><w:instrText> MACROBUTTON NoMacro Reply here </w:instrText>\
        <w:fldChar w:fldCharType=\"end\"/></w:r></w:p>";
    assert_eq!(kinds(body), [paragraph("Reply here")]);
}

#[test]
fn the_words_of_charts_and_drawings_are_told() {
    let chart = "<c:chart xmlns:c=\"c\"><c:t><c:p><c:t>Over</c:t><c:t>due</c:t></c:p></c:t><c:strCache><c:pt><c:v>May</c:v></c:pt></c:strCache>\
        <c:numCache><c:pt><c:v>7</c:v></c:pt></c:numCache></c:chart>";
    let drawn = "<w:p><w:r><w:drawing><x><docPr descr=\"A chart\"/><chart r:id=\"chart\"/></x></w:drawing></w:r>\
        <w:r><w:pict><x><textpath string=\"DRAFT\"/></x></w:pict></w:r><w:r><w:drawing><chart r:id=\"chart\"/></w:drawing></w:r></w:p>";
    let parts = [("chart", chart.to_owned())];
    let document = open(&package(&format!("<w:document {MAIN}><w:body>{drawn}</w:body></w:document>"), &parts)).unwrap();
    let told: Vec<&str> = document.notes.iter().filter_map(|note| note.quote.as_deref()).collect();
    assert_eq!(told, ["A chart Overdue May", "DRAFT"], "the words of a chart are noted once, however often it is shown");
}

#[test]
fn the_entries_of_a_table_of_contents_are_told_apart() {
    let styles = "<w:style w:type=\"paragraph\" w:styleId=\"V1\"><w:name w:val=\"toc 1\"/></w:style>";
    let document = with_body(&(styled("V1", &run("One")) + &styled("V1", &run("Two"))), &[("styles", styles)]);
    assert_eq!(notes(&document), [(ImportNoteCode::LeftOut, SourcePlace::Paragraph(1), "One Two")]);
}

#[test]
fn a_large_first_letter_belongs_to_its_word() {
    let letter = format!("<w:p><w:pPr><w:framePr w:dropCap=\"drop\"/></w:pPr>{}</w:p>", run("T"));
    assert_eq!(kinds(&(letter.clone() + &p("he force agrees"))), [paragraph("The force agrees")]);
    assert_eq!(kinds(&letter), [paragraph("T")]);
}

#[test]
fn a_link_in_a_note_leads_where_the_notes_part_says() {
    let relations = |relation: &str| format!("<Relationships xmlns=\"{RELATIONS}\">{relation}</Relationships>");
    let relation = |kind: &str, target: &str| format!("<Relationship Id=\"r\" Type=\"{KINDS}/{kind}\" Target=\"{target}\"/>");
    let link = "<w:p><w:hyperlink r:id=\"r\"><w:r><w:t>there</w:t></w:r></w:hyperlink></w:p>";
    let body = format!("{link}<w:p><w:r><w:footnoteReference w:id=\"2\"/></w:r></w:p>");
    let document = archive(&[
        ("_rels/.rels", &relations(&relation("officeDocument", "d.xml"))),
        ("d.xml", &format!("<w:document {MAIN}><w:body>{body}</w:body></w:document>")),
        ("_rels/d.xml.rels", &relations(&relation("footnotes", "f.xml"))),
        ("f.xml", &format!("<w:footnotes {MAIN}><w:footnote w:id=\"2\">{link}</w:footnote></w:footnotes>")),
        (
            "_rels/f.xml.rels",
            &relations(&relation("hyperlink", "https://example.org/note").replace("/>", " TargetMode=\"External\"/>")),
        ),
    ]);
    let document = open(&document).unwrap();
    let found: Vec<&str> = document.blocks.iter().filter_map(SourceBlock::text).collect();
    assert_eq!(found, ["there", "[1]", "[1] [there](https://example.org/note)"]);
}

#[test]
fn an_embedded_document_is_read_in_its_place() {
    let body = format!("{}<w:altChunk r:id=\"aFChunk\"/><w:altChunk r:id=\"aFChunk\"/>{}", p("before"), p("after"));
    let main = format!("<w:document {MAIN}><w:body>{body}</w:body></w:document>");
    let page = "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"b\"\r\n\r\n--b\r\nContent-Type: text/html; charset=utf-8\r\n\
        Content-Transfer-Encoding: quoted-printable\r\n\r\n<html><p>a caf=C3=A9 of=\r\n pages</p></html>\r\n--b--";
    for (chunk, told) in [("<p>a page</p>", "a page"), ("a text", "a text"), (page, "a café of pages")] {
        let document = open(&package(&main, &[("aFChunk", chunk.to_owned())])).unwrap();
        let found: Vec<&str> = document.blocks.iter().filter_map(SourceBlock::text).collect();
        assert_eq!(found, ["before", told, "after"]);
        assert!(document.blocks[1].at == SourcePlace::Paragraph(1) && document.notes.len() == 1, "the second reference is noted");
    }
    let document = open(&package(&main, &[("aFChunk", "{\\rtf1 words}".to_owned())])).unwrap();
    assert_eq!(
        document.notes[0].message,
        "another document is embedded here; it was not read: this is a rich text file: save it as .docx"
    );
}

#[test]
fn word_documents_embedded_in_one_another_are_read_within_bounds() {
    let chunk = |document: &[u8]| {
        let root = format!(
            "<Relationships xmlns=\"{RELATIONS}\"><Relationship Id=\"r\" Type=\"{KINDS}/officeDocument\" Target=\"d.xml\"/></Relationships>"
        );
        let relations = format!(
            "<Relationships xmlns=\"{RELATIONS}\"><Relationship Id=\"c\" Type=\"{KINDS}/aFChunk\" Target=\"c.docx\"/></Relationships>"
        );
        let main = format!("<w:document {MAIN}><w:body>{}<w:altChunk r:id=\"c\"/></w:body></w:document>", p("outer"));
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in [
            ("_rels/.rels", root.as_bytes()),
            ("_rels/d.xml.rels", relations.as_bytes()),
            ("d.xml", main.as_bytes()),
            ("c.docx", document),
        ] {
            writer.start_file(name, SimpleFileOptions::default()).unwrap();
            writer.write_all(bytes).unwrap();
        }
        writer.finish().unwrap().into_inner()
    };
    let mut document = package(&format!("<w:document {MAIN}><w:body>{}</w:body></w:document>", p("inmost")), &[]);
    for depth in 1..=4 {
        document = chunk(&document);
        let read = open(&document).unwrap();
        let found: Vec<&str> = read.blocks.iter().filter_map(SourceBlock::text).collect();
        assert_eq!((found.len(), found.contains(&"inmost")), (if depth < 4 { depth + 1 } else { 4 }, depth < 4));
    }
}

#[test]
fn a_part_in_utf_16_is_read() {
    let main =
        format!("<?xml version=\"1.0\" encoding=\"UTF-16\"?><w:document {MAIN}><w:body>{}</w:body></w:document>", p("Café"));
    let bytes: Vec<u8> = "\u{feff}".encode_utf16().chain(main.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let root = format!(
        "<Relationships xmlns=\"{RELATIONS}\"><Relationship Id=\"r\" Type=\"{KINDS}/officeDocument\" Target=\"d.xml\"/></Relationships>"
    );
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in [("_rels/.rels", root.as_bytes()), ("d.xml", &bytes)] {
        writer.start_file(name, SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    let document = open(&writer.finish().unwrap().into_inner()).unwrap();
    assert_eq!(document.blocks[0].text(), Some("Café"));
}

#[test]
fn a_long_document_of_words_own_making_is_read() {
    let one = "<w:p w:rsidR=\"00AB12CD\" w:rsidRDefault=\"00AB12CD\"><w:pPr><w:pStyle w:val=\"Standard\"/></w:pPr><w:r w:rsidRPr=\"00AB12CD\">\
        <w:rPr><w:lang w:val=\"en-GB\"/></w:rPr><w:t>Words of a cell</w:t></w:r></w:p>";
    // 700,000 elements.
    assert_eq!(read(&one.repeat(100_000)).len(), 100_000);
}

#[test]
fn what_a_header_asks_for_is_told() {
    let prompt = format!(
        "<w:header {MAIN}><w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt></w:header>",
        p("Click to type")
    );
    let document =
        open(&package(&format!("<w:document {MAIN}><w:body>{}</w:body></w:document>", p("Text")), &[("header", prompt)]));
    assert_eq!(notes(&document.unwrap()), [(ImportNoteCode::LeftOut, SourcePlace::Paragraph(1), "Click to type")]);
}
