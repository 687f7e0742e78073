//! What is drawn as a page reads back as what it was made of.

#![allow(clippy::unwrap_used, reason = "what cannot be drawn or read fails its test")]

use irr::draw::{Paper, write_html};
use irr::intake::{BlockKind, open};
use irr::report::{Block, Cell, Column, Fit, Prose, Table};

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

fn read_back(blocks: &[Block]) -> Vec<BlockKind> {
    let paper = Paper { title: "A page".into(), language: "en-GB", author: "The office".into() };
    let page = write_html(blocks, &paper, &(), None).unwrap();
    let document = open(page.as_bytes(), None).unwrap();
    assert_eq!(document.complaints, []);
    document.blocks.into_iter().map(|block| block.kind).collect()
}

/// What prose is read as: exactly its text, as a container carries it.
fn carried(text: &str) -> Vec<String> {
    vec![Prose::verbatim(text).carried()]
}

fn texts(blocks: &[irr::intake::Block]) -> Vec<String> {
    blocks
        .iter()
        .map(|block| match &block.kind {
            BlockKind::AsWritten(text) => text.clone(),
            other => format!("not as written: {other:?}"),
        })
        .collect()
}

#[test]
fn prose_reads_back_to_the_character() {
    for text in PROSE {
        let found = read_back(&[Block::Heading(2, "Answer".into()), Block::Prose(Prose::verbatim(*text))]);
        let expected = [BlockKind::Heading(2, "Answer".into()), BlockKind::AsWritten(carried(text).concat())];
        assert_eq!(found, expected, "{text:?}");
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
            BlockKind::Row { label, value } => (label, texts(&value)),
            other => panic!("{other:?}"),
        })
        .collect();
    let mut expected: Vec<(String, Vec<String>)> = PROSE.iter().map(|text| ("A label".to_owned(), carried(text))).collect();
    expected.push(("Force".into(), vec!["A  force &\n <its> area".into()]));
    expected.push(("Grade".into(), vec![]));
    assert_eq!(rows, expected);
}

#[test]
fn tables_read_back_as_cells() {
    for columns in 1..5 {
        let column = |_| Column { key: "k", title: "A title", fit: Fit::Whole };
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
        let [_, BlockKind::Cells { is_header: true, cells }, rest @ ..] = &found[..] else { panic!("{found:?}") };
        assert_eq!(cells.len(), columns);
        assert_eq!(rest.len(), rows.len());
        for (found, row) in rest.iter().zip(rows) {
            let BlockKind::Cells { is_header: false, cells } = found else { panic!("{found:?}") };
            let told: Vec<Vec<String>> = cells.iter().map(|cell| texts(cell)).collect();
            let cell = |cell: Cell| vec![cell.prose.map_or(cell.text, |prose| prose.carried())];
            assert_eq!(told, row.into_iter().map(cell).collect::<Vec<_>>());
        }
    }
}
