//! What is drawn as a page reads back as what it was made of.

use crate::arbitrary;
use irr::draw::{DocumentFormat, OutputDocument, PageStyle, Paper, TemplateData};
use irr::intake::{SourceBlockKind, open};
use irr::prose::Prose;
use irr::view::{Block, Cell, DocumentSection, Fit, Table, TableColumn};
use proptest::prelude::*;

/// Prose of all kinds: what passages can say, and what only its own characters can.
const PROSE: &[&str] = &[
    "One line.\n",
    "One line\nand another.\n\nA third, “quoted” – R&D; x < y > z.\n",
    "# A heading\n\nIts text.\n\n#### Deep\n\nMore.\n",
    "We should:\n\n- act; and\n- learn\n  from it:\n  - soon\n- now.\n\nThat is all.\n",
    "3. Three\n4. Four\n   1. inner\n      - most\n5. Five\n",
    "- a\n\n1. b\n",
    "**Bold** and *italic* and ***both*** and [a report](https://example.org/a?b=c&d=e).\n",
    "[x](javascript:x) [y](#z) [w](/v) <https://example.org/>\n",
    "Two lines\\\nfor **the\\\nreader**.\n",
    "> quoted\n",
    "| a | b |\n|---|---|\n| c | d |\n",
    "`code` and <b>html</b> &amp; ![x](y)\n",
    "  a  b \n\tc\r\nd\u{7}\u{a0}\u{2028}\n",
    "no line break",
    "\n",
    "",
    "\n\nlate\n\n\n",
    "\u{0}\u{85}\u{feff}\u{fffe}\\u{7}\n",
    "* star\n+ plus\n",
    "1) one\n2) two\n",
];

fn page(blocks: &[Block]) -> Vec<u8> {
    let document = OutputDocument {
        pieces: vec![DocumentSection { name: "all", blocks: blocks.to_vec() }],
        paper: Paper { title: "A page".into(), language: "en-GB", author: "The office".into(), notice: None },
        data: TemplateData { name: "record", value: serde_json::Value::Null },
        template: None,
    };
    document.draw(DocumentFormat::Html, &PageStyle::plain(100)).unwrap()
}

fn read_back(blocks: &[Block]) -> Vec<SourceBlockKind> {
    let document = open(&page(blocks), None).unwrap();
    assert_eq!(document.notes, []);
    document.blocks.into_iter().map(|block| block.kind).collect()
}

/// Prose as a document has it: white space behind the last word says nothing.
fn settled(text: &str) -> Prose {
    if text.trim().is_empty() { Prose::verbatim(text) } else { Prose::from_text(text) }
}

/// The prose that each block holds, which may hold nothing else.
fn texts(blocks: &[irr::intake::SourceBlock]) -> Vec<String> {
    blocks
        .iter()
        .map(|block| match &block.kind {
            SourceBlockKind::AsWritten(text) => Prose::from_escaped(text).as_str().to_owned(),
            other => format!("not as written: {other:?}"),
        })
        .collect()
}

#[test]
fn prose_reads_back_to_the_character() {
    for text in PROSE {
        let page = page(&[Block::Heading(2, "Answer".into()), Block::Prose(Prose::verbatim(*text))]);
        let blocks = open(&page, None).unwrap().blocks;
        assert_eq!(blocks[0].kind, SourceBlockKind::Heading(2, "Answer".into()));
        assert_eq!(texts(&blocks[1..]), [settled(text).as_str()], "{text:?}");
    }
}

#[test]
fn names_and_their_values_read_back_as_rows() {
    let fields =
        PROSE.iter().map(|text| ("A label", Cell { prose: Some(Prose::verbatim(*text)), ..Cell::plain(*text) })).collect();
    let plain = vec![("Force", Cell::plain("A  force &\n <its> area")), ("Grade", Cell::plain(""))];
    let found = read_back(&[Block::Fields(fields), Block::Fields(plain)]);
    let rows: Vec<(String, Vec<String>)> = found
        .into_iter()
        .map(|kind| match kind {
            SourceBlockKind::Row { label, value } => (label, texts(&value)),
            other => panic!("{other:?}"),
        })
        .collect();
    let mut expected: Vec<(String, Vec<String>)> =
        PROSE.iter().map(|text| ("A label".to_owned(), vec![settled(text).as_str().to_owned()])).collect();
    expected.push(("Force".into(), vec!["A  force &\n <its> area\n".into()]));
    expected.push(("Grade".into(), vec![]));
    assert_eq!(rows, expected);
}

#[test]
fn tables_read_back_as_cells() {
    for columns in 1..5 {
        let column = |_| TableColumn { key: "k", title: "A title", fit: Fit::Whole };
        let row = |at: usize| {
            let prose = |column| PROSE[(at + column) % PROSE.len()];
            (0..columns)
                .map(|column| Cell { prose: Some(Prose::verbatim(prose(column))), ..Cell::plain("x") })
                .collect::<Vec<_>>()
        };
        let rows: Vec<Vec<Cell>> =
            (0..PROSE.len()).map(row).chain([(0..columns).map(|_| Cell::plain(" y\n\n z")).collect()]).collect();
        let table = Table { columns: (0..columns).map(column).collect(), rows: rows.clone() };
        let found = read_back(&[Block::Heading(1, "T".into()), Block::Table(table)]);
        let [_, SourceBlockKind::Cells { is_header: true, cells }, rest @ ..] = &found[..] else { panic!("{found:?}") };
        assert_eq!(cells.len(), columns);
        assert_eq!(rest.len(), rows.len());
        for (found, row) in rest.iter().zip(rows) {
            let SourceBlockKind::Cells { is_header: false, cells } = found else { panic!("{found:?}") };
            let told: Vec<Vec<String>> = cells.iter().map(|cell| texts(cell)).collect();
            let cell =
                |cell: Cell| vec![cell.prose.map_or(cell.text + "\n", |prose| settled(prose.as_str()).as_str().to_owned())];
            assert_eq!(told, row.into_iter().map(cell).collect::<Vec<_>>());
        }
    }
}

/// Prose out of pieces that mean something to Markdown, to HTML, or to nobody.
fn any_prose() -> impl Strategy<Value = String> {
    let pieces = [
        "a",
        "b c",
        " ",
        "  ",
        "\n",
        "\n\n",
        "\\\n",
        "- ",
        "1. ",
        "2. ",
        "   ",
        "# ",
        "### ",
        "**",
        "*",
        "_",
        "[x](y)",
        "<",
        ">",
        "&",
        "&amp;",
        "<b>",
        "<https://e.org/>",
        "\\",
        "\t",
        "\r",
        "\u{a0}",
        "|",
        "`",
        "!",
        "\\u{7}",
        "\u{7}",
        "é",
        "<br>",
        "</div>",
        "<!--",
        "~~",
        "---\n",
    ];
    proptest::collection::vec(proptest::sample::select(pieces.to_vec()), 0..14).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(arbitrary::cases(200))]

    #[test]
    fn any_prose_reads_back_to_the_character(text in any_prose()) {
        let cell = Cell { prose: Some(Prose::verbatim(text.clone())), ..Cell::plain("x") };
        let found = read_back(&[Block::Prose(Prose::verbatim(text.clone() + "\n")), Block::Fields(vec![("L", cell)])]);
        let [SourceBlockKind::AsWritten(first), SourceBlockKind::Row { value, .. }] = &found[..] else { panic!("{found:?}") };
        prop_assert_eq!(Prose::from_escaped(first), settled(&(text.clone() + "\n")));
        prop_assert_eq!(texts(value), [settled(&text).as_str().to_owned()]);
    }
}
