//! Laws of layout: laying out afresh and editing change nothing but what they mean to, and lose no comment.

use irr::model::{Change, FieldPath, Record, Side, Value};
use irr::yaml::{FormatError, Tree, edit, format, inspect, locate_plainly, parse, write};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use crate::arbitrary;

/// What people put into a file: a comment on a line of its own, or behind one, or a blank line; where, and how deep.
#[derive(Debug, Clone)]
enum Dress {
    Alone(usize, usize),
    Behind(usize, usize),
    Blank(usize),
}

fn dress() -> impl Strategy<Value = Dress> {
    prop_oneof![
        (any::<usize>(), 0usize..10).prop_map(|(at, depth)| Dress::Alone(at, depth)),
        (any::<usize>(), 1usize..5).prop_map(|(at, gap)| Dress::Behind(at, gap)),
        any::<usize>().prop_map(Dress::Blank),
    ]
}

/// The text with comments and blank lines in it, lists less deep, or the line ends of another system.
fn dressed(text: &str, dress: &[Dress], indentless: bool, crlf: bool, no_end: bool) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    if indentless {
        // Only top-level lists, whose items stand two deep and hold everything deeper: all of it moves left together.
        let mut inside = false;
        for line in &mut lines {
            let list = ["recommendations:", "areas_for_improvement:", "causes_of_concern:"].contains(&line.as_str());
            inside = list || inside && (line.starts_with(' ') || line.is_empty());
            if inside && !list {
                *line = line.strip_prefix("  ").unwrap_or(line).to_owned();
            }
        }
    }
    for (number, one) in dress.iter().enumerate() {
        match one {
            Dress::Alone(at, depth) => lines.insert(at % (lines.len() + 1), format!("{}# note {number}.", " ".repeat(*depth))),
            Dress::Blank(at) => lines.insert(at % (lines.len() + 1), String::new()),
            Dress::Behind(at, gap) => {
                let at = at % lines.len();
                lines[at] += &format!("{}# note {number}.", " ".repeat(*gap));
            }
        }
    }
    let mut text = lines.join(if crlf { "\r\n" } else { "\n" });
    if !no_end {
        text += if crlf { "\r\n" } else { "\n" };
    }
    text
}

pub(crate) fn dressed_record() -> impl Strategy<Value = String> {
    let records = prop_oneof![arbitrary::record().boxed(), arbitrary::plain_record().boxed()];
    (records.boxed(), vec(dress(), 0..12), any::<bool>(), any::<bool>(), any::<bool>())
        .prop_map(|(record, dress, indentless, crlf, no_end)| dressed(&write(&record), &dress, indentless, crlf, no_end))
        .boxed()
}

/// How often each of the notes that [`dressed`] wrote stands in a text.
pub(crate) fn notes(text: &str) -> Vec<usize> {
    (0..12).map(|number| text.matches(&format!("# note {number}.")).count()).collect()
}

fn laid_out_is_the_same(text: &str, record: &Record) -> Result<(), TestCaseError> {
    let canonical = match format(text) {
        // A text that two readers of YAML disagree about is told by `validate`, and not laid out.
        Err(FormatError::NotARecord) if !inspect(text, &Ok(record.clone())).is_empty() => return Ok(()),
        canonical => canonical.map_err(|error| TestCaseError::fail(format!("{error}\n{text}")))?,
    };
    prop_assert_eq!(&parse(&canonical).map_err(|faults| TestCaseError::fail(format!("{faults:?}\n{canonical}")))?, record);
    prop_assert_eq!(notes(&canonical), notes(text), "{}\n----\n{}", text, canonical);
    let again = format(&canonical).map_err(|error| TestCaseError::fail(format!("{error}\n{canonical}")))?;
    prop_assert_eq!(&again, &canonical, "{}", text);
    Ok(())
}

/// The record after a change to its first finding, worked out on the types, not on the text.
fn changed(record: &Record, at: usize, value: usize) -> (Change, Record) {
    const TEXTS: [&str; 6] = ["plain words", "a: b", "yes", "two\nlines\n", " # 12", "it's \"quoted\"\n\nand long\n"];
    let mut after = record.clone();
    let text = TEXTS[value % TEXTS.len()];
    let first = FieldPath::root().key("recommendations").index(0);
    let change = match at % 4 {
        0 => {
            after.inspection.title = text.to_owned();
            Change::Set { at: FieldPath::root().key("inspection").key("title"), value: Value::Text(text.to_owned()) }
        }
        1 => {
            after.inspection.published = "2031-03-04".parse().unwrap();
            let at = FieldPath::root().key("inspection").key("published");
            Change::Set { at, value: Value::Bare("2031-03-04".to_owned()) }
        }
        2 => {
            let side = if value.is_multiple_of(2) { Side::Before } else { Side::Behind };
            if let Some(finding) = after.recommendations.first_mut() {
                finding.due = Some("2031-03-04".parse().unwrap());
            }
            Change::Insert { at: first.key("due"), value: Value::Bare("2031-03-04".to_owned()), side, of: "ref" }
        }
        _ => {
            after.recommendations.reverse();
            let order = (0..record.recommendations.len()).rev().collect();
            Change::Reorder { at: FieldPath::root().key("recommendations"), order }
        }
    };
    (change, after)
}

proptest! {
    #![proptest_config(arbitrary::cases(50))]

    #[test]
    fn what_is_written_is_canonical(record in arbitrary::record()) {
        let text = write(&record);
        prop_assert_eq!(format(&text), Ok(text));
    }

    #[test]
    fn laying_out_keeps_every_value_and_comment_and_is_idempotent(text in dressed_record()) {
        if let Ok(record) = parse(&text) {
            laid_out_is_the_same(&text, &record)?;
        }
    }

    #[test]
    fn laying_out_a_mutated_text_keeps_every_value_or_is_refused((text, mutations) in arbitrary::mutated()) {
        let text = arbitrary::mutate(&text, &mutations);
        match parse(&text) {
            Ok(record) => match format(&text) {
                Ok(canonical) => {
                    prop_assert_eq!(parse(&canonical).unwrap(), record);
                    prop_assert_eq!(format(&canonical), Ok(canonical));
                }
                // Two readers of YAML read it, and alike: there is no other reason left.
                Err(error) => prop_assert!(matches!(error, FormatError::AllowanceWouldMove(_)), "{error}\n{text}"),
            },
            Err(_) => prop_assert_eq!(format(&text), Err(FormatError::NotARecord)),
        }
    }

    #[test]
    fn an_edit_makes_its_change_keeps_every_comment_and_touches_no_other_line(
        text in dressed_record(), at in any::<usize>(), value in any::<usize>()
    ) {
        if let Ok(record) = parse(&text) {
            let (change, after) = changed(&record, at, value);
            if let Ok(edited) = edit(&text, &[&change]) {
                prop_assert_eq!(&parse(&edited).map_err(|faults| TestCaseError::fail(format!("{faults:?}\n{text}\n----\n{edited}")))?, &after, "{}\n----\n{}", text, edited);
                // What fell into a title's block is its text, and goes with it.
                if !record.inspection.title.contains("# note") {
                    prop_assert_eq!(notes(&edited), notes(&text), "{}\n----\n{}", text, edited);
                }
                if !matches!(change, Change::Reorder { .. }) {
                    let lines = |text: &str| text.split_inclusive('\n').map(str::to_owned).collect::<Vec<_>>();
                    let (before, now) = (lines(&text), lines(&edited));
                    let head = before.iter().zip(&now).take_while(|(one, two)| one == two).count();
                    let tail = before.iter().rev().zip(now.iter().rev()).take_while(|(one, two)| one == two).count();
                    // A title of several lines is one value; nothing else is.
                    let touched = before.len().saturating_sub(head + tail);
                    prop_assert!(touched <= 2 + record.inspection.title.lines().count(), "{}\n----\n{}", text, edited);
                }
            }
        }
    }

    #[test]
    fn a_place_that_is_found_without_a_tree_is_the_trees(text in dressed_record()) {
        if let (Ok(_), Ok(tree)) = (parse(&text), Tree::of(&text)) {
            for (outer, inner) in [("inspection", "published"), ("inspection", "recommendation_count"), ("publication", "published"), ("local_policing_body", "kind"), ("inspection", "title")] {
                let path = FieldPath::root().key(outer).key(inner);
                if let Some(span) = locate_plainly(&text, &path) {
                    prop_assert_eq!(span, tree.locate(&path), "{} {}\n{}", outer, inner, text);
                }
            }
        }
    }

    /// Refusing is safe, and must be rare: these texts are as people write them.
    #[test]
    fn an_edit_of_a_plain_text_is_never_refused(
        record in arbitrary::plain_record(), dress in vec(dress(), 0..8), crlf in any::<bool>(), number in select(vec![0usize, 1])
    ) {
        let text = dressed(&write(&record), &dress, false, crlf, false);
        if let Ok(record) = parse(&text) {
            let (change, after) = changed(&record, number, 0);
            prop_assume!(inspect(&text, &Ok(record.clone())).is_empty());
            let edited = edit(&text, &[&change]).map_err(|error| TestCaseError::fail(format!("{error}\n{text}")))?;
            prop_assert_eq!(parse(&edited).unwrap(), after);
        }
    }
}
