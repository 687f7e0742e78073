//! Tests: which templates are refused, and what is kept of the others.

use super::package::DocxWriter;
use super::{Paper, default_template, write_docx};
use crate::prose::Prose;
use crate::view::Block;

fn paper() -> Paper {
    Paper { title: "Custody & care".into(), language: "en-GB", author: "The office".into(), notice: None }
}

fn blocks() -> Vec<Block> {
    vec![
        Block::Heading(1, "Response".into()),
        Block::Prose(Prose::from_text("Text with [a link](https://example.org/).\n\n2. two\n3. three\n\nMore\n\n- dot")),
    ]
}

fn rendered(template: &DocxWriter) -> DocxWriter {
    DocxWriter::read(&write_docx(&blocks(), &paper(), Some(&template.write().unwrap())).unwrap()).unwrap()
}

fn refusal(template: &DocxWriter) -> String {
    write_docx(&blocks(), &paper(), Some(&template.write().unwrap())).unwrap_err().to_string()
}

fn changed(part: &str, from: &str, to: &str) -> DocxWriter {
    let mut package = DocxWriter::read(&default_template().unwrap()).unwrap();
    let text = package.text(part).unwrap();
    assert!(text.contains(from), "{part} has no {from}");
    package.set(part, text.replace(from, to));
    package
}

#[test]
fn a_template_keeps_its_page_and_gives_its_ids() {
    let mut template = changed("word/styles.xml", "\"Heading1\"", "\"berschrift1\"");
    let document = template.text("word/document.xml").unwrap().replace("w:w=\"11906\"", "w:w=\"12240\"");
    template.set("word/document.xml", document);
    template.set("word/footer1.xml", template.text("word/footer1.xml").unwrap().replace("Page ", "Sheet "));
    let found = rendered(&template);
    let document = found.text("word/document.xml").unwrap();
    assert!(
        document.contains("<w:pStyle w:val=\"berschrift1\"/></w:pPr><w:r><w:t xml:space=\"preserve\">Response<"),
        "{document}"
    );
    assert!(
        document.contains("w:w=\"12240\"") && document.contains("footerReference") && !document.contains("Change the styles")
    );
    assert!(found.text("word/footer1.xml").unwrap().contains("Sheet "));
    assert!(found.text("docProps/core.xml").unwrap().contains("<dc:title>Custody &amp; care</dc:title>"));
}

#[test]
fn what_a_template_lacks_is_put_into_it() {
    let mut template = changed("word/styles.xml", "\"Normal\"", "\"Standard\"");
    let styles = template.text("word/styles.xml").unwrap();
    let start = styles.find("  <w:style w:type=\"paragraph\" w:customStyle=\"1\" w:styleId=\"IrrProse\"").unwrap();
    // This style has the id of one of irr's, but another name, so it is the office's own.
    let theirs = "<w:style w:type=\"paragraph\" w:styleId=\"IrrProse\"><w:name w:val=\"Letter\"/></w:style></w:styles>";
    template
        .set("word/styles.xml", styles[..start].replace("<w:name w:val=\"Standard\"/>", "<w:name w:val=\"Normal\"/>") + theirs);
    let one = "<w:abstractNum w:abstractNumId=\"4\"><w:lvl w:ilvl=\"0\"/></w:abstractNum><w:num w:numId=\"9\"><w:abstractNumId w:val=\"4\"/></w:num>";
    template.set(
        "word/numbering.xml",
        format!("<w:numbering xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">{one}</w:numbering>"),
    );
    let found = rendered(&template);
    let styles = found.text("word/styles.xml").unwrap();
    let put = "w:styleId=\"IrrProseIrr\"><w:name w:val=\"Irr Prose\"/><w:basedOn w:val=\"Standard\"/>";
    assert!(styles.contains(put) && styles.contains("<w:name w:val=\"Letter\"/>"), "{styles}");
    assert!(styles.contains("<w:name w:val=\"Irr Prose List\"/><w:basedOn w:val=\"IrrProseIrr\"/>"), "{styles}");
    assert!(found.text("word/document.xml").unwrap().contains("<w:pStyle w:val=\"IrrProseIrr\"/>"));
    let lists = found.text("word/numbering.xml").unwrap();
    assert!(lists.contains("<w:num w:numId=\"10\"><w:abstractNumId w:val=\"5\"/></w:num>"), "{lists}");
    assert!(lists.contains(
        "<w:num w:numId=\"11\"><w:abstractNumId w:val=\"6\"/><w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"2\"/>"
    ));
}

#[test]
fn a_template_that_is_none_says_why() {
    let no_word = "cannot use the template: it is not a Word document (.docx or .dotx)";
    assert_eq!(write_docx(&blocks(), &paper(), Some(b"text")).unwrap_err().to_string(), no_word);
    let strict =
        changed("word/document.xml", "schemas.openxmlformats.org/wordprocessingml", "purl.oclc.org/ooxml/wordprocessingml");
    assert!(refusal(&strict).contains("not as Strict Open XML"));
    let bare = changed("word/_rels/document.xml.rels", "Target=\"styles.xml\"", "Target=\"none.xml\"");
    assert_eq!(refusal(&bare), "cannot use the template: it is not a Word document: it has no part word/none.xml");
    let macros =
        changed("[Content_Types].xml", "officedocument.wordprocessingml.document.main", "ms-word.document.macroEnabled.main");
    assert!(refusal(&macros).contains("it has macros"));
}

#[test]
fn a_rendered_document_is_a_template_again() {
    let once = write_docx(&blocks(), &paper(), None).unwrap();
    let twice = write_docx(&blocks(), &paper(), Some(&once)).unwrap();
    let relations = DocxWriter::read(&twice).unwrap().text("word/_rels/document.xml.rels").unwrap();
    assert_eq!(relations.matches("Id=\"irrLink0\"").count(), 1, "{relations}");
}

#[test]
fn no_character_is_written_that_xml_does_not_have() {
    let blocks = [Block::Heading(1, "a\u{0}b\u{ffff}c <&>".into())];
    let found = DocxWriter::read(&write_docx(&blocks, &paper(), None).unwrap()).unwrap().text("word/document.xml").unwrap();
    assert!(found.contains("a\u{fffd}b\u{fffd}c &lt;&amp;&gt;"), "{found}");
}

/// Returns the kind and text of each header of a document.
fn headers(document: &[u8]) -> Vec<(String, String)> {
    let package = DocxWriter::read(document).unwrap();
    let text = package.text("word/document.xml").unwrap();
    let relations = package.text("word/_rels/document.xml.rels").unwrap();
    let attribute =
        |from: &str, name: &str| from.split(&format!("{name}=\"")).nth(1).unwrap().split('"').next().unwrap().to_owned();
    text.split("<w:headerReference")
        .skip(1)
        .map(|reference| {
            let id = attribute(reference, "r:id");
            let relation = relations.split("<Relationship ").find(|one| one.contains(&format!("Id=\"{id}\""))).unwrap();
            let part = package.text(&format!("word/{}", attribute(relation, "Target"))).unwrap();
            (attribute(reference, "w:type"), part)
        })
        .collect()
}

#[test]
fn a_notice_stands_in_the_header_of_every_page() {
    let internal = Paper { notice: Some("For us <only>"), ..paper() };
    let made = write_docx(&blocks(), &internal, None).unwrap();
    let [(kind, header)] = &headers(&made)[..] else { panic!("one header") };
    assert!(kind == "default" && header.contains(">For us &lt;only&gt;</w:t>"), "{header}");
    // A letterhead with its own default header, and with a different first page that has none.
    let mut template = DocxWriter::default();
    let document = template.text("word/document.xml").unwrap();
    let reference = "<w:headerReference w:type=\"default\" r:id=\"rId77\"/><w:footerReference";
    let document = document.replace("<w:footerReference", reference).replace("</w:sectPr>", "<w:titlePg/></w:sectPr>");
    template.set("word/document.xml", document);
    let relations = template.text("word/_rels/document.xml.rels").unwrap();
    let kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/header";
    let own = format!("<Relationship Id=\"rId77\" Type=\"{kind}\" Target=\"header7.xml\"/></Relationships>");
    template.set("word/_rels/document.xml.rels", relations.replace("</Relationships>", &own));
    let space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    let letterhead = format!("<w:hdr xmlns:w=\"{space}\"><w:p><w:r><w:t>The office</w:t></w:r></w:p></w:hdr>");
    template.set("word/header7.xml", letterhead);
    let template = template.write().unwrap();
    let found = headers(&write_docx(&blocks(), &internal, Some(&template)).unwrap());
    let kinds: Vec<&str> = found.iter().map(|(kind, _)| kind.as_str()).collect();
    assert_eq!(kinds, ["first", "default"]);
    assert!(found.iter().all(|(_, header)| header.contains("For us &lt;only&gt;")), "{found:?}");
    assert!(found[1].1.contains("The office"));
    assert_eq!(headers(&write_docx(&blocks(), &paper(), Some(&template)).unwrap())[0].1.matches("For us").count(), 0);
}

#[test]
fn a_template_without_a_section_gets_one_for_its_notice() {
    let document = DocxWriter::default().text("word/document.xml").unwrap();
    let (start, end) = (document.find("<w:sectPr>").unwrap(), document.find("</w:sectPr>").unwrap() + "</w:sectPr>".len());
    for section in ["", "<w:sectPr/>"] {
        let mut template = DocxWriter::default();
        template.set("word/document.xml", format!("{}{section}{}", &document[..start], &document[end..]));
        let internal = Paper { notice: Some("Ours"), ..paper() };
        let made = write_docx(&blocks(), &internal, Some(&template.write().unwrap())).unwrap();
        assert_eq!(headers(&made).len(), 1, "{section}");
    }
}
