//! Ordinary documents of which words were lost, joined or changed without a note.

use super::{made, made_with_root, open, told};

/// Returns page content that prints each text at a place, in a size.
fn printed(texts: &[(i32, i32, i32, &str)]) -> Vec<u8> {
    let texts = texts.iter().map(|(x, y, size, text)| format!("/F {size} Tf 1 0 0 1 {x} {y} Tm ({text}) Tj "));
    format!("BT {}ET", texts.collect::<String>()).into_bytes()
}

#[test]
fn an_initial_begins_the_first_of_the_lines_that_it_stands_beside() {
    let found = told(&made(
        &printed(&[(50, 676, 42, "T"), (80, 700, 11, "he force"), (80, 688, 11, "answers"), (80, 676, 11, "today.")]),
        &[],
    ));
    assert!(found.starts_with("p The force"), "{found}");
}

#[test]
fn a_table_without_lines_between_its_columns_is_read_row_by_row() {
    let rows =
        [(700, "1", "Count the cells", "Accepted"), (688, " ", "by June.", "in full."), (660, "2", "Train all", "Not accepted")];
    let texts: Vec<_> = rows.iter().flat_map(|(y, a, b, c)| [(50, *y, 10, *a), (90, *y, 10, *b), (300, *y, 10, *c)]).collect();
    let found = told(&made(&printed(&texts), &[]));
    assert_eq!(found, "row 1 | Count the cells by June. | Accepted in full.\nrow 2 | Train all | Not accepted\n");
}

#[test]
fn figures_in_cells_are_not_one_number() {
    let cells: Vec<_> = "321454323".chars().map(|digit| digit.to_string()).collect();
    let texts: Vec<_> = cells.iter().zip(0..).map(|(digit, i)| (50 + 40 * i, 680, 11, digit.as_str())).collect();
    assert!(told(&made(&printed(&texts), &[])).contains("3 2 1 4 5 4 3 2 3"));
}

#[test]
fn a_missing_page_and_a_missing_part_are_noted() {
    let found =
        told(&made(b"BT /F 12 Tf (Words) Tj /X Do ET", &[b"<</Subtype/Form/Filter/Unknown/Length 1>>stream\nx\nendstream"]));
    assert!(found.contains("page 1, line 1, missing"), "{found}");
    let pdf = String::from_utf8(made(b"BT /F 12 Tf (Words) Tj ET", &[])).unwrap().replace("<</Kids", "<</Count 3/Kids");
    assert!(told(pdf.as_bytes()).contains("missing"));
}

#[test]
fn attached_files_are_named() {
    let pdf =
        made_with_root("/Names<</EmbeddedFiles<</Names[(response.pdf) 6 0 R]>>>>", b"BT /F 12 Tf (Cover) Tj ET", &[b"<<>>"]);
    assert!(told(&pdf).contains("response.pdf"));
}

#[test]
fn an_answer_is_read_in_the_encoding_of_pdf_and_by_what_its_button_shows() {
    let form = "/AcroForm<</Fields[6 0 R 7 0 R]>>";
    let pdf = made_with_root(
        form,
        b"BT /F 12 Tf (Form) Tj ET",
        &[b"<</FT/Tx/T(plan)/V(force\\220s plan \\205 \\2405m)>>", b"<</FT/Btn/T(answer)/V/1/Opt[(Accepted)(Rejected)]>>"],
    );
    let found = told(&pdf);
    assert!(found.contains("force’s plan – €5m") && found.contains("Rejected"), "{found}");
}

#[test]
fn a_field_that_the_form_does_not_list_is_read() {
    let pdf = made(
        b"BT /F 12 Tf (Do you accept?) Tj ET",
        &[b"<</Subtype/Widget/FT/Tx/V(We accept it in full.)/Rect[50 650 300 690]>>"],
    );
    let pdf = String::from_utf8(pdf).unwrap().replace("/Contents", "/Annots[6 0 R]/Contents");
    assert!(told(pdf.as_bytes()).contains("We accept it in full."));
}

#[test]
fn a_form_for_adobes_programs_alone_is_refused_by_name() {
    let pdf = made_with_root("/NeedsRendering true/AcroForm<</XFA[]>>", b"BT /F 12 Tf (Please wait) Tj ET", &[]);
    assert!(open(&pdf).unwrap_err().to_string().contains("XFA"));
}

/// Returns what a font reads of a string.
fn read_in(font: &str, string: &str) -> String {
    let pdf = made(format!("BT /F 12 Tf 72 700 Td {string} Tj ET").as_bytes(), &[]);
    let pdf = String::from_utf8(pdf).unwrap().replace("/Subtype/Type1/BaseFont/Helvetica", font);
    told(pdf.as_bytes())
}

#[test]
fn the_boxes_of_wingdings_say_whether_they_are_ticked() {
    assert_eq!(read_in("/Subtype/TrueType/BaseFont/Wingdings-Regular", "<a820fe20fd>"), "- ☐ ☑ ☒\n");
}

#[test]
fn fonts_in_a_character_set_before_unicode_are_read() {
    let font = "/Subtype/Type0/BaseFont/MS-Gothic/Encoding/90ms-RKSJ-H/DescendantFonts[<</Subtype/CIDFontType2>>]";
    assert_eq!(read_in(font, "<61b182a082a2>"), "p aｱあい\n");
}

#[test]
fn a_glyph_whose_name_is_its_code_is_the_letter_of_the_code() {
    let font = "/Subtype/Type3/FontMatrix[.001 0 0 .001 0 0]/Encoding<</Differences[72/a72 101/a101]>>";
    assert_eq!(read_in(font, "(He)"), "p He\n");
}
