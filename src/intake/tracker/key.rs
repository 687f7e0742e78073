//! The key of a tracker's colours: "Green = closed", above the heads or on a sheet of its own.

use std::collections::BTreeMap;

use super::colours::{colour_named, colour_of};
use super::statuses::{StatusWord, status_word};
use super::workbook::{CellValue, SheetCell, SheetRow};
use crate::model::Status;

/// Reads the lines of a key in some rows: the meanings of colours, by their names.
pub(super) fn key_in<'a>(rows: impl Iterator<Item = &'a SheetRow>) -> BTreeMap<String, Status> {
    let mut key = BTreeMap::new();
    for row in rows {
        let cells: Vec<&SheetCell> = row.cells.values().collect();
        for (at, cell) in cells.iter().enumerate() {
            let text = cell.text();
            let fill = cell.fill.as_deref().and_then(colour_of);
            // "Green = closed", or a green cell that says "Closed".
            let in_cell = named(&text).or_else(|| Some((fill?.to_owned(), status(&text)?)));
            // A cell that is green, or says so, beside one that says "Closed".
            let beside = || {
                let next = cells.get(at + 1).filter(|next| matches!(next.value, CellValue::Text(_)))?;
                // "B / Blue" is one name, said twice.
                let said = text.split('/').find_map(colour_named);
                let name = said.filter(|_| text.len() <= 15).or(fill.filter(|_| text.is_empty()))?;
                Some((name.to_owned(), status(&next.text())?))
            };
            if let Some((colour, status)) = in_cell.or_else(beside) {
                key.entry(colour).or_insert(status);
            }
        }
    }
    key
}

/// Reads "Green = closed".
fn named(text: &str) -> Option<(String, Status)> {
    let (colour, words) = text.split_once(['=', ':', '–', '-', '—'])?;
    Some((colour_named(colour)?.to_owned(), status(words)?))
}

/// Returns the status that the words of a key name; of a sentence ("Complete and signed off") its beginning.
fn status(words: &str) -> Option<Status> {
    let whole: Vec<&str> = words.split_whitespace().collect();
    let first = |count: usize| status_word(&whole.get(..count)?.join(" "));
    let found = status_word(words).or_else(|| (1..=whole.len().min(5)).rev().find_map(first))?;
    if let StatusWord::Is(status) = found { Some(status) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::intake::tracker::workbook::read;

    #[test]
    fn a_key_says_what_colours_mean() {
        let book = read(
            "Key,\nGreen = awaiting sign-off,\nBlue,Complete and signed off\nRed: not started,\nNote,closed\n".as_bytes(),
            "a.csv",
        );
        let key = key_in(book.unwrap().sheets[0].rows.iter());
        let wanted = [("blue", Status::Closed), ("green", Status::PendingSignOff), ("red", Status::NotStarted)];
        assert_eq!(key, wanted.map(|(colour, status)| (colour.to_owned(), status)).into());
    }
}
