//! Tests with PDFs as offices make them, with damaged ones, and with hostile ones.

use std::fmt::Write;

mod silence;

use super::open;
use crate::intake::IntakeError;
use crate::intake::block::{SourceBlock, SourceBlockKind};

const CHROMIUM: &[u8] = include_bytes!("../../../../tests/fixtures/intake/pdf/tagged-by-chromium.pdf");
const LIBREOFFICE: &[u8] = include_bytes!("../../../../tests/fixtures/intake/pdf/tagged-by-libreoffice.pdf");
const WITHOUT_TAGS: &[u8] = include_bytes!("../../../../tests/fixtures/intake/pdf/without-tags.pdf");

/// Returns one line for each block, with its text cut short.
fn told(pdf: &[u8]) -> String {
    let document = open(pdf).unwrap();
    let mut out = String::new();
    tell(&document.blocks, "", &mut out);
    for note in document.notes {
        let quote = note.quote.unwrap_or_default();
        writeln!(out, "{}, {}: {quote}", note.at, note.code).unwrap();
    }
    out
}

fn tell(blocks: &[SourceBlock], indent: &str, out: &mut String) {
    let short = |text: &str| text.chars().take(60).collect::<String>();
    for block in blocks {
        match &block.kind {
            SourceBlockKind::Heading(level, text) => writeln!(out, "{indent}h{level} {}", short(text)),
            SourceBlockKind::Paragraph(text) | SourceBlockKind::AsWritten(text) => writeln!(out, "{indent}p {}", short(text)),
            SourceBlockKind::Item { depth, mark, text } => writeln!(out, "{indent}{}{mark} {}", "  ".repeat(*depth), short(text)),
            SourceBlockKind::Row { label, value } => {
                writeln!(out, "{indent}[{label}]").unwrap();
                tell(value, &format!("{indent}    "), out);
                Ok(())
            }
            SourceBlockKind::Cells { is_header, cells } => {
                let cells: Vec<String> = cells.iter().map(|cell| cell.iter().filter_map(SourceBlock::text).collect()).collect();
                writeln!(out, "{indent}{} {}", if *is_header { "header" } else { "row" }, cells.join(" | "))
            }
            SourceBlockKind::Filled { tag, .. } => writeln!(out, "{indent}[{tag}]"),
            SourceBlockKind::PageBreak => writeln!(out, "{indent}-- {}", block.at),
        }
        .unwrap();
    }
}

/// Creates a PDF of one page with this content, and with more objects from number 6 on.
fn made(content: &[u8], more: &[&[u8]]) -> Vec<u8> {
    let mut pdf = b"%PDF-1.5\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Kids[3 0 R]>>endobj \
        3 0 obj<</Type/Page/Contents 4 0 R/Resources<</Font<</F 5 0 R>>/XObject<</X 6 0 R>>>>>>endobj \
        5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj 4 0 obj<</Length 6>>stream\n"
        .to_vec();
    pdf.extend_from_slice(content);
    pdf.extend_from_slice(b"\nendstream endobj\n");
    for (i, object) in more.iter().enumerate() {
        pdf.extend_from_slice(format!("{} 0 obj", i + 6).as_bytes());
        pdf.extend_from_slice(object);
        pdf.extend_from_slice(b"\nendobj\n");
    }
    pdf.extend_from_slice(b"trailer<</Root 1 0 R>>");
    pdf
}

#[test]
fn what_a_browser_prints_is_read_by_its_tags() {
    insta::assert_snapshot!(told(CHROMIUM), @r"
    h1 Inspection response record
    [Force]
        p Barsetshire
    [Title of inspection]
        p How well Barsetshire keeps its lanterns
    [Published Date]
        p 03/02/2025
    [Summary of inspection]
        p Inspectors looked at lanterns in eleven villages, and at who
    [Grade]
    [Recommendations]
        - Recommendation 1\
    By 1 June 2025, the chief constable should
          - the name of the street; and
          - the hour of lighting.
        - Recommendation 2: By 30 September 2025, the chief constable 
        p Both were accepted & published.
    h2 Commissioner’s initial response
    p I am glad of this report. The office will ask for news each 
    p A bold line of its own
    1. First, we count.
    2. Then, we light.
    h2 Progress
    header Finding | Owner | Due
    row R1 | Sergeant Wick | 1 June 2025
    row R2 | Inspector Snuff of the lower valley and its fog | 30 September 2025
    -- page 2, line 1
    h2 Chief Constable’s response
    p We have begun. Café owners at “The Flame” fiffle – and coffe
    ");
}

#[test]
fn what_a_word_processor_exports_is_read_by_its_tags() {
    insta::assert_snapshot!(told(LIBREOFFICE), @"
    h1 Inspection response record
    [Force]
        p Barsetshire
    [Police and Crime Commissioner]
        p Ada Lanthorn
    [Title of inspection]
        p How well Barsetshire keeps its lanterns
    [Published Date]
        p 03/02/2025
    [Summary of inspection]
        p Inspectors looked at lanterns in eleven villages, and at who
        p They found that most were lit on time.
    [Grade]
    [Recommendations relevant to PFCC and Police]
        p Recommendation 1
        p By 1 June 2025, the chief constable should write down who li
        p Recommendation 2
        p By 30 September 2025, the chief constable should try fog hor
    h2 Commissioner’s initial response
    -- page 2, line 1
    p Paragraph 1 says that the commissioner has considered the re
    p Paragraph 2 says that the commissioner has considered the re
    p Paragraph 7 says that the commissioner has considered the re
    p Paragraph 8 says that the commissioner has considered the re
    - One lamp is lit at dusk, and every lamp after it as soon as 
    - The other is not.
    h2 Chief Constable’s response
    p We have begun, and will go on.
    page 1, line 1, left_out: Office of the Barsetshire Commissioner
    page 1, line 1, left_out: Page 1 of 2
    ");
}

#[test]
fn without_tags_the_same_is_read_by_how_it_is_laid_out() {
    let (tagged, plain) = (open(LIBREOFFICE).unwrap(), open(WITHOUT_TAGS).unwrap());
    let kinds = |blocks: Vec<SourceBlock>| blocks.into_iter().map(|block| strip(block.kind)).collect::<Vec<_>>();
    assert_eq!(kinds(plain.blocks), kinds(tagged.blocks));
}

/// Returns a block's kind with all places made equal.
fn strip(kind: SourceBlockKind) -> SourceBlockKind {
    let all = |blocks: Vec<SourceBlock>| -> Vec<SourceBlock> {
        blocks.into_iter().map(|block| SourceBlock::new(crate::intake::SourcePlace::START, strip(block.kind))).collect()
    };
    match kind {
        SourceBlockKind::Row { label, value } => SourceBlockKind::Row { label, value: all(value) },
        SourceBlockKind::Cells { is_header, cells } => {
            SourceBlockKind::Cells { is_header, cells: cells.into_iter().map(all).collect() }
        }
        other => other,
    }
}

#[test]
fn labels_and_values_without_lines_between_them_are_rows() {
    let pdf = made(
        b"BT /F 10 Tf 50 700 Td (Force) Tj 150 0 Td (Barsetshire) Tj -150 -12 Td (Chief Constable) Tj 150 0 Td (Ida Grey) Tj \
          -150 -40 Td (The words below the table go over the place where its values begin, and end) Tj 0 -12 Td (here.) Tj ET",
        &[],
    );
    insta::assert_snapshot!(told(&pdf), @"
    [Force]
        p Barsetshire
    [Chief Constable]
        p Ida Grey
    p The words below the table go over the place where its values
    ");
}

#[test]
fn a_part_of_a_page_whose_only_two_parts_stand_below_its_last_value_is_no_table() {
    let pdf = made(
        b"BT /F 10 Tf 50 700 Td (Force) Tj 200 0 Td (Barsetshire) Tj -200 -20 Td (Officer) Tj 200 0 Td (Ida Grey) Tj \
          -200 -40 Td (The words between the two tables go over the place where their values begin, and on) Tj \
          200 -40 Td (a value alone) Tj -200 -15 Td (a name) Tj 0 -20 Td (Sheet) Tj 60 0 Td (of 9) Tj \
          -60 -40 Td (Below them there are words once more that go over the place where values begin) Tj ET",
        &[],
    );
    insta::assert_snapshot!(told(&pdf), @"
    [Force]
        p Barsetshire
    [Officer]
        p Ida Grey
    p The words between the two tables go over the place where the
    p a value alone
    p a name
    p Sheet of 9
    p Below them there are words once more that go over the place
    ");
}

#[test]
fn a_form_that_was_filled_in_has_its_answers_in_fields() {
    let pdf = made(b"BT /F 10 Tf (Fill this in) Tj ET", &[b"<</T(force)/TU(Force)/V(Barsetshire)/P 3 0 R>>", b"<</T(empty)>>"]);
    let pdf = String::from_utf8(pdf).unwrap().replace("/Pages 2 0 R", "/Pages 2 0 R/AcroForm<</Fields[6 0 R 7 0 R]>>");
    insta::assert_snapshot!(told(pdf.as_bytes()), @"
    p Fill this in
    [Force]
        p Barsetshire
    page 1, line 1, guessed: Force
    ");
}

#[test]
fn what_cannot_be_read_says_why() {
    let why = |pdf: &[u8]| open(pdf).unwrap_err().to_string();
    insta::assert_snapshot!(why(&made(b"/X Do", &[b"<</Subtype/Image/Length 1>>stream\nx\nendstream"])), @"this PDF is pictures of pages without text: run text recognition (OCR) on it and save it again, or import the document that it was made of");
    insta::assert_snapshot!(why(b"%PDF-1.4 and no more"), @"this PDF has no pages: it is damaged, or cut off");
    let locked = String::from_utf8(made(b"", &[])).unwrap().replace("trailer<<", "trailer<</Encrypt<</Filter/Standard>>");
    insta::assert_snapshot!(why(locked.as_bytes()), @"this PDF opens only with a password: print it to a new PDF without one, and import that");
}

#[test]
fn what_leads_round_and_round_comes_to_an_end() {
    let drawn_in_itself =
        b"<</Subtype/Form/Length 9/Resources<</XObject<</X 6 0 R>>>>>>stream\n/X Do /X Do /X Do /X Do /X Do /X Do\nendstream";
    assert!(open(&made(b"/X Do", &[drawn_in_itself])).is_err());
    let pages = String::from_utf8(made(b"BT /F 10 Tf (One page) Tj ET", &[])).unwrap().replace("[3 0 R]", "[2 0 R 3 0 R 3 0 R]");
    assert_eq!(open(pages.as_bytes()).unwrap().blocks.len(), 1);
    for document in [
        &b"%PDF-1.5\nxref\n0 0\ntrailer<</Prev 9/Root 1 0 R>>\nstartxref\n9\n"[..],
        b"%PDF-1.5\n1 0 obj 2 0 R endobj 2 0 obj 1 0 R endobj trailer<</Root 1 0 R>>",
        b"%PDF-1.5\n1 0 obj<</Length 2 0 R>>stream\nendstream endobj 2 0 obj<</Length 1 0 R>>stream\nendstream endobj trailer<</Root 1 0 R>>",
    ] {
        assert!(matches!(open(document), Err(IntakeError::Unreadable(_))));
    }
}

/// Creates a PDF of one page with additional entries in its catalogue.
fn made_with_root(root: &str, content: &[u8], more: &[&[u8]]) -> Vec<u8> {
    let pdf = made(content, more);
    let at = pdf.windows(12).position(|bytes| bytes == b"/Pages 2 0 R").unwrap();
    [&pdf[..at], root.as_bytes(), &pdf[at..]].concat()
}

#[test]
fn items_within_items_without_end_come_to_an_end() {
    let items: Vec<String> = (7..60_000).map(|next| format!("<</S/LI/K {next} 0 R>>")).collect();
    let items: Vec<&[u8]> = items.iter().map(|item| item.as_bytes()).collect();
    let pdf = made_with_root("/StructTreeRoot<</K 6 0 R>>", b"BT /F 10 Tf (Words) Tj ET", &items);
    assert_eq!(told(&pdf), "p Words\n");
}

#[test]
fn what_few_bytes_say_again_and_again_is_refused() {
    let is_refused = |pdf: &[u8]| matches!(open(pdf), Err(IntakeError::Unreadable(_)));
    // Each list of elements is referred to twice by the one above, so the tree doubles at each level.
    let twice: Vec<String> = (7..40).map(|next| format!("[<</S/P/K {next} 0 R>><</S/P/K {next} 0 R>>]")).collect();
    let twice: Vec<&[u8]> = twice.iter().map(|kids| kids.as_bytes()).collect();
    assert!(is_refused(&made_with_root("/StructTreeRoot<</K 6 0 R>>", b"BT /F 10 Tf (Words) Tj ET", &twice)));
    // A long name that is inherited by many fields.
    let name = format!("<</T({})/Kids[{}]>>", "name".repeat(50_000), "<</V(x)>>".repeat(4_000));
    assert!(is_refused(&made_with_root("/AcroForm<</Fields[6 0 R]>>", b"BT /F 10 Tf (Words) Tj ET", &[name.as_bytes()])));
    // A long replacement text for each of many letters.
    let says = format!("/Span<</ActualText({})>>BDC EMC ", "words ".repeat(50_000)).repeat(40);
    assert!(is_refused(&made(format!("BT /F 10 Tf (Words) Tj ET {says}").as_bytes(), &[])));
}

#[test]
fn pages_share_what_they_draw_with() {
    let kids = "<</Type/Page/Resources 6 0 R/Contents 4 0 R>>".repeat(3);
    let pdf = made(b"BT /F 10 Tf (Words) Tj ET", &[b"<</Font<</F 5 0 R>>>>"]);
    let pdf = String::from_utf8(pdf).unwrap().replace("[3 0 R]", &format!("[{kids}]"));
    let pages = crate::intake::readers::pdf::page::pages(&crate::intake::readers::pdf::objects::Objects::open(pdf.as_bytes()));
    assert!(pages.len() == 3 && pages.iter().all(|page| std::rc::Rc::ptr_eq(&page.resources, &pages[0].resources)));
}

#[test]
fn a_pattern_of_lines_is_no_table() {
    let lines: String = (0..900).map(|at| format!("{at} 0 m {at} 800 l S 0 {at} m 900 {at} l S ", at = at * 5)).collect();
    let words: String = (0..900).map(|at| format!("BT /F 4 Tf 10 {} Td (word) Tj ET ", at * 5 + 1)).collect();
    let blocks = open(&made(format!("{lines}{words}").as_bytes(), &[])).unwrap().blocks;
    assert!(blocks.iter().all(|block| !matches!(block.kind, SourceBlockKind::Cells { .. })));
}

#[test]
fn a_stream_that_unpacks_to_gigabytes_is_refused() {
    use flate2::{Compression, read::ZlibEncoder};
    use std::io::Read;
    let mut packed = Vec::new();
    ZlibEncoder::new(std::io::repeat(b' ').take(200 << 20), Compression::fast()).read_to_end(&mut packed).unwrap();
    let mut pdf = made(b"", &[]);
    let at = pdf.windows(12).position(|bytes| bytes == b"<</Length 6>").unwrap();
    let object = [&b"<</Filter/FlateDecode>>stream\n"[..], &packed].concat();
    pdf.splice(at..at + 20, object);
    insta::assert_snapshot!(open(&pdf).unwrap_err(), @"this PDF has more than 64 MB when unpacked: it is damaged, or made to harm");
}

#[test]
fn damaged_files_are_read_or_refused_and_never_more() {
    let mut seed = 7_u64;
    let mut random = |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % below
    };
    for round in 0..150 {
        let mut pdf = [CHROMIUM, LIBREOFFICE, WITHOUT_TAGS][round % 3].to_vec();
        for _ in 0..=random(8) {
            let at = random(pdf.len());
            match random(3) {
                0 => pdf[at] = random(256) as u8,
                1 => drop(pdf.drain(at..(at + random(40)).min(pdf.len()))),
                _ => pdf.truncate(at.max(2_000)),
            }
        }
        let _ = open(&pdf);
    }
}

/// Chromium marks each soft hyphen of a page, printed or not; one that is not printed is drawn as a blank over what follows.
#[test]
fn a_soft_hyphen_that_was_not_printed_is_none() {
    let unprinted = "BT /F 10 Tf 40 700 Td (con) Tj /Span<</ActualText<FEFF00AD>>>BDC ( ) Tj EMC 16.12 0 Td (stables plan) Tj ET";
    assert_eq!(told(&made(unprinted.as_bytes(), &[])), "p constables plan\n");
}

/// A letter of short paragraphs: most distances between its lines are gaps between paragraphs, and its lines are full.
#[test]
fn a_label_below_a_full_line_begins_a_block() {
    let full = "I have read the whole of this report with care and accept it.";
    // Each line with its distance from the one above, in points.
    let mut lines =
        vec![("Dear Home Secretary", 17), (full, 17), ("Recommendation 1", 17), (full, 17), (full, 12), (full, 17), (full, 12)];
    lines.extend([("Yours sincerely", 17); 9]);
    let drawn: String = lines.iter().map(|(text, down)| format!("0 -{down} Td ({text}) Tj ")).collect();
    let pdf = made(format!("BT /F 10 Tf 40 700 Td {drawn} ET").as_bytes(), &[]);
    let blocks: Vec<String> = told(&pdf).lines().map(|line| line.chars().take(18).collect()).collect();
    assert_eq!(
        blocks[..5],
        ["p Dear Home Secret", "p I have read the ", "p Recommendation 1", "p I have read the ", "p I have read the "]
    );
}

#[test]
fn pictures_whose_ends_have_no_blank_before_them_are_skipped_each_in_its_turn() {
    let picture = "BI /W 1 ID xEI (word) Tj ".repeat(20_000);
    let found = told(&made(format!("BT /F 1 Tf {picture}ET").as_bytes(), &[]));
    assert!(found.contains("wordwordword"), "{}", &found[..200]);
}

#[test]
fn words_of_a_hidden_layer_that_differ_in_digits_are_all_noted() {
    let content = b"BT /F 12 Tf 72 700 Td (Shown) Tj ET /OC /L BDC BT /F 12 Tf 72 600 Td (By 1 June) Tj ET EMC \
        /OC /L BDC BT /F 12 Tf 72 500 Td (By 2 June) Tj ET EMC";
    let pdf = made_with_root("/OCProperties<</D<</OFF[6 0 R]>>>>", content, &[b"<</Type/OCG/Name(L)>>"]);
    let pdf = String::from_utf8(pdf).unwrap().replace("/Resources<<", "/Resources<</Properties<</L 6 0 R>>");
    let found = told(pdf.as_bytes());
    assert!(found.contains("By 1 June") && found.contains("By 2 June") && found.contains("p Shown"), "{found}");
}
