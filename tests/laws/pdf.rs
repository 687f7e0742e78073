//! A law of PDFs that only say where their words stand: whatever stands wherever, it is read or refused.

use std::fmt::Write;

use irr::intake;
use irr::intake::SourceFormat;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use crate::arbitrary;

/// Something that is drawn on a page.
#[derive(Debug, Clone)]
enum Mark {
    /// Words at a place, in letters so high.
    Words(f64, f64, f64, &'static str),
    /// A line to a place so far away.
    Line(f64, f64, f64, f64),
    /// A box.
    Frame(f64, f64, f64, f64),
    /// All that follows somewhere else, larger, or turned.
    Moved([f64; 6]),
    /// The next page.
    Turn,
}

/// Mostly the edges of a few columns, as tables have them, and now and then anywhere at all.
fn across() -> impl Strategy<Value = f64> {
    prop_oneof![
        12 => select(vec![72.0, 73.5, 90.0, 140.0, 230.0, 298.5, 300.0, 301.5, 430.0]),
        4 => 0.0..600.0,
        1 => select(vec![-1e9, 0.0, 1e7, 1e15, 1e300, 1e-300]),
    ]
}

fn down() -> impl Strategy<Value = f64> {
    prop_oneof![
        12 => (0..56_i32).prop_map(|line| 780.0 - 13.5 * f64::from(line)),
        4 => 0.0..800.0,
        1 => select(vec![-1e9, 0.0, 1e7, 1e15, 1e300]),
    ]
}

fn size() -> impl Strategy<Value = f64> {
    prop_oneof![9 => select(vec![10.0, 11.0, 11.5, 14.0]), 1 => select(vec![-11.0, 0.0, 1e-9, 1e9, 1e300])]
}

const WORDS: &[&str] = &[
    "Force",
    "Owner",
    "Title of inspection",
    "Recommendation 3",
    "1.",
    "a)",
    "-",
    "of 9",
    "two words",
    "hyphen-",
    "ated",
    "   ",
    "",
    "A sentence of the letter that goes over every column of the table and ends far to the right of all of them.",
];

fn mark() -> impl Strategy<Value = Mark> {
    let long = prop_oneof![-700.0..700.0_f64, select(vec![0.0, 1e9, 1e300])];
    prop_oneof![
        30 => (across(), down(), size(), select(WORDS)).prop_map(|(x, y, size, words)| Mark::Words(x, y, size, words)),
        4 => (across(), down(), long.clone(), select(vec![0.0, 0.5])).prop_map(|(x, y, w, h)| Mark::Line(x, y, w, h)),
        4 => (across(), down(), select(vec![0.0, 0.5]), long.clone()).prop_map(|(x, y, w, h)| Mark::Line(x, y, w, h)),
        2 => (across(), down(), long.clone(), long).prop_map(|(x, y, w, h)| Mark::Frame(x, y, w, h)),
        1 => proptest::array::uniform6(select(vec![0.0, 1.0, -1.0, 0.7, 100.0, 1e200])).prop_map(Mark::Moved),
        1 => Just(Mark::Turn),
    ]
}

/// A PDF of pages with these marks.
fn pdf(marks: &[Mark]) -> Vec<u8> {
    let pages: Vec<&[Mark]> = marks.split(|mark| matches!(mark, Mark::Turn)).collect();
    let kids: String = (0..pages.len()).map(|at| format!("{} 0 R ", 4 + 2 * at)).collect();
    let mut out = format!(
        "%PDF-1.5\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Kids[{kids}]>>endobj \
         3 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n"
    );
    for (at, marks) in pages.iter().enumerate() {
        let (page, content) = (4 + 2 * at, 5 + 2 * at);
        writeln!(out, "{page} 0 obj<</Type/Page/Contents {content} 0 R/Resources<</Font<</F 3 0 R>>>>>>endobj").unwrap();
        writeln!(out, "{content} 0 obj<<>>stream").unwrap();
        for mark in *marks {
            match mark {
                Mark::Words(x, y, size, words) => {
                    let words = words.replace(')', "\\)");
                    writeln!(out, "BT /F {size} Tf {x} {y} Td ({words}) Tj ET")
                }
                Mark::Line(x, y, width, height) => writeln!(out, "{x} {y} m {} {} l S", x + width, y + height),
                Mark::Frame(x, y, width, height) => writeln!(out, "{x} {y} {width} {height} re S"),
                Mark::Moved([a, b, c, d, e, f]) => writeln!(out, "{a} {b} {c} {d} {e} {f} cm"),
                Mark::Turn => Ok(()),
            }
            .unwrap();
        }
        writeln!(out, "endstream endobj").unwrap();
    }
    out.push_str("trailer<</Root 1 0 R>>");
    out.into_bytes()
}

proptest! {
    #![proptest_config(arbitrary::cases(30))]

    /// The words are never lost either: those that cannot be on a page, too far away or without a height, have no place in it.
    #[test]
    fn whatever_stands_wherever_on_a_page_is_read_or_refused(marks in vec(mark(), 0..60)) {
        let document = pdf(&marks);
        let opened = intake::open(&document, Some(SourceFormat::Pdf));
        let says_something = marks.iter().any(|mark| matches!(mark, Mark::Words(x, y, _, words)
            if !words.trim().is_empty() && x.abs() < 1e6 && y.abs() < 1e6));
        let is_moved = marks.iter().any(|mark| matches!(mark, Mark::Moved(_)));
        if says_something && !is_moved && !marks.iter().any(|mark| matches!(mark, Mark::Words(_, _, size, _) if size.abs() > 1e6)) {
            prop_assert!(opened.is_ok(), "{}", String::from_utf8_lossy(&document));
        }
        let _ = intake::read(&document, None, &crate::damage::known());
    }
}
