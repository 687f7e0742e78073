//! Laws of Word documents: what is written reads back to the character, and what is damaged is no panic.

use std::io::{Cursor, Read, Write};

use irr::draw::{Paper, write_docx};
use irr::intake::{self, SourceDocument, SourceFormat};
use irr::prose::{Prose, ProseContent};
use irr::view::{Block, Cell, Fit, Role, Table, TableColumn};
use proptest::prelude::*;
use proptest::sample::select;
use zip::write::SimpleFileOptions;

use crate::arbitrary;

fn written(blocks: &[Block]) -> Vec<u8> {
    let paper = Paper { title: "A <title>".into(), language: "en-GB", author: "An office".into(), notice: None };
    write_docx(blocks, &paper, None).unwrap()
}

fn read(document: &[u8]) -> SourceDocument {
    intake::open(document, None).unwrap()
}

/// The text that a document must give back for prose.
fn text_of(prose: &Prose) -> String {
    match prose.content() {
        ProseContent::Passages(_) => prose.trimmed().to_owned(),
        ProseContent::AsWritten(text) => text,
    }
}

fn kinds(blocks: &[intake::SourceBlock]) -> Vec<intake::SourceBlockKind> {
    blocks.iter().map(|block| block.kind.clone()).collect()
}

fn as_written(text: &str) -> intake::SourceBlockKind {
    intake::SourceBlockKind::AsWritten(text.into())
}

/// The texts in a cell, of which there is one, or none if it is empty.
fn cell(blocks: &[intake::SourceBlock]) -> String {
    blocks.iter().map(|block| block.text().unwrap()).collect()
}

const PROSE: &[&str] = &[
    "One line.",
    "One line\nand another.\n\nA third.",
    "# A heading\n\nIts **text** with *marks*, ***both*** and **one *in* another**.",
    "We should:\n\n- act; and\n- learn\n  from it:\n  - soon\n    - very\n- now.\n\nThat is all.",
    "3. Three\n4. Four\n   1. inner\n      - most\n   2. more\n5. Five\n\nText\n\n1. again",
    "1. a\n   - b\n     1. c\n   - d\n     1. e\n2. f",
    "[a report](https://example.org/a?b=c&d=e), <https://example.org/>, [here](a/b.html), [b](https://example.org/y)[c](https://example.org/y)",
    "**[x](https://example.org/)** and [**y**](https://example.org/z)",
    "Two lines\\\nfor the **reader\nand** more",
    "| a | b |\n|---|---|\n| c | d |",
    "> quoted\ttab\n\n```\ncode  two\n    four\n```",
    "A bell \u{7}, a hard\u{a0}blank, a soft\u{ad}hyphen, a hard\u{2011}one, 中文 👮🏽",
    "  leading\n\n\n\ntrailing  ",
    "R&D; x < y; 5 * 3 = 15; a_b_c; £5 [sic] (see 1.) #5 \\u{7}",
];

#[test]
fn every_kind_of_prose_reads_back_and_is_its_own_text() {
    let proses: Vec<Prose> = PROSE.iter().flat_map(|text| [Prose::from_text(text), Prose::verbatim(*text)]).collect();
    let blocks: Vec<Block> = proses.iter().cloned().map(Block::Prose).collect();
    let expected: Vec<_> = proses.iter().map(|prose| as_written(&text_of(prose))).collect();
    let document = read(&written(&blocks));
    assert_eq!(kinds(&document.blocks), expected);
    assert_eq!(document.notes, []);
}

#[test]
fn headings_fields_and_tables_read_back() {
    let column = |title| TableColumn { key: title, title, fit: Fit::Words };
    let table = |titles: &[&'static str], rows: Vec<Vec<Cell>>| {
        Block::Table(Table { columns: titles.iter().copied().map(column).collect(), rows })
    };
    let prose = Prose::from_text("Text:\n\n1. one\n2. **two**");
    let blocks = [
        Block::Heading(1, "Response".into()),
        Block::Fields(vec![
            ("Force", Cell::plain("Kent\n\tPolice")),
            ("Late", Cell::new("9 days", Role::Overdue)),
            ("None", Cell::plain("")),
        ]),
        Block::Fields(vec![("Text", Cell::prose(prose.clone()))]),
        Block::Heading(2, "Two".into()),
        table(&["Term", "Meaning"], vec![vec![Cell::plain("x"), Cell::plain("*y*")]]),
        table(&["A", "B", "C"], vec![vec![Cell::plain("1"), Cell::prose(prose.clone()), Cell::plain("3")]]),
    ];
    let document = read(&written(&blocks));
    let told: Vec<String> = document
        .blocks
        .iter()
        .map(|block| match &block.kind {
            intake::SourceBlockKind::Heading(level, text) => format!("{level} {text}"),
            intake::SourceBlockKind::Row { label, value } => format!("{label}: {}", cell(value)),
            intake::SourceBlockKind::Cells { is_header, cells } => {
                format!("{is_header} {}", cells.iter().map(|inside| cell(inside)).collect::<Vec<_>>().join(" | "))
            }
            other => panic!("{other:?}"),
        })
        .collect();
    let expected = [
        "1 Response",
        "Force: Kent\n\tPolice",
        "Late: 9 days",
        "None: ",
        "Text: Text:\n\n1. one\n2. **two**",
        "2 Two",
        "true Term | Meaning",
        "false x | *y*",
        "true A | B | C",
        "false 1 | Text:\n\n1. one\n2. **two** | 3",
    ];
    assert_eq!(told, expected);
    assert_eq!(document.notes, []);
}

#[test]
fn the_same_blocks_give_the_same_bytes() {
    let blocks = [Block::Prose(Prose::from_text(PROSE[4]))];
    assert_eq!(written(&blocks), written(&blocks));
}

/// Unpacks a document, changes the text of one part, and packs it again.
fn with_part(document: &[u8], part: usize, change: impl Fn(&str) -> String) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(document)).unwrap();
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..archive.len() {
        let mut file = archive.by_index(at).unwrap();
        let mut text = String::new();
        file.read_to_string(&mut text).unwrap();
        let text = if at == part % 10 { change(&text) } else { text };
        writer.start_file(file.name().unwrap().into_owned(), SimpleFileOptions::default()).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn sample() -> Vec<u8> {
    let fields = vec![("Force", Cell::plain("Kent")), ("Text", Cell::prose(Prose::from_text(PROSE[3])))];
    let mut blocks = vec![Block::Heading(1, "Response".into()), Block::Fields(fields)];
    blocks.extend(PROSE.iter().map(|text| Block::Prose(Prose::from_text(text))));
    written(&blocks)
}

proptest! {
    #![proptest_config(arbitrary::cases(15))]

    #[test]
    fn any_prose_reads_back(
        parts in proptest::collection::vec(prop_oneof![
            select(PROSE).prop_map(str::to_owned),
            arbitrary::matching("\\PC{0,20}"),
            arbitrary::matching("([a-z]{1,4}|[ *_#\\[\\]()<>`~\\\\!|\n-]|1\\. |- |\t|  ){0,25}"),
        ], 1..4),
    ) {
        let prose = Prose::from_text(&parts.join("\n\n"));
        let blocks = [Block::Prose(prose.clone()), Block::Fields(vec![("Text", Cell::prose(prose.clone()))])];
        let document = read(&written(&blocks));
        let told = |blocks: &[intake::SourceBlock]| match blocks {
            [] => Prose::from_escaped(""),
            [block] => Prose::from_escaped(block.text().unwrap()),
            more => panic!("{more:?}"),
        };
        let (rows, texts): (Vec<_>, Vec<_>) = document.blocks.into_iter().partition(|block| block.text().is_none());
        prop_assert_eq!(told(&texts), prose.clone());
        let [intake::SourceBlockKind::Row { value, .. }] = &kinds(&rows)[..] else { panic!("{rows:?}") };
        prop_assert_eq!(told(value), prose);
    }

    #[test]
    fn a_damaged_archive_is_read_or_refused(flips in proptest::collection::vec((any::<proptest::sample::Index>(), any::<u8>()), 1..8)) {
        let mut document = sample();
        for (at, byte) in flips {
            let length = document.len();
            document[at.index(length)] = byte;
        }
        let _ = intake::open(&document, Some(SourceFormat::Docx));
    }

    #[test]
    fn a_damaged_part_is_read_or_refused(part in 0usize..10, mutations in arbitrary::mutations()) {
        let document = with_part(&sample(), part, |text| arbitrary::mutate(text, &mutations));
        let _ = intake::open(&document, None);
    }

    #[test]
    fn a_damaged_template_is_used_or_refused(part in 0usize..10, mutations in arbitrary::mutations()) {
        let template = with_part(&sample(), part, |text| arbitrary::mutate(text, &mutations));
        let paper = Paper { title: String::new(), language: "en-GB", author: String::new(), notice: None };
        let _ = write_docx(&[Block::Prose(Prose::from_text(PROSE[4]))], &paper, Some(&template));
    }
}
