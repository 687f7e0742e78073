//! Computes the column widths of a table in a Word document, in twentieths of a point.

use crate::view::{Fit, Table};

/// Tables with more columns than this get small type.
const MOST_COLUMNS: usize = 5;

/// Returns whether a table has too many columns for type of the usual size.
pub(super) fn is_crowded(table: &Table) -> bool {
    table.columns.len() > MOST_COLUMNS
}

/// Computes the widths: each column fits its longest word, and the rest is shared by the amount of text.
///
/// Numbers, dates and references are broken only if nothing else can be.
pub(super) fn widths(table: &Table, room: usize) -> Vec<usize> {
    // Average width of a character and of a cell's margins, rounded up, for small and for usual type.
    let (character, margins) = if is_crowded(table) { (98, 140) } else { (140, 260) };
    let texts = |at: usize| {
        let cells = table.rows.iter().filter_map(move |row| row.get(at)).map(|cell| cell.text.as_str());
        cells.chain(std::iter::once(table.columns[at].title))
    };
    let fit = |at: usize| table.columns[at].fit;
    let is_whole = |at: usize| matches!(fit(at), Fit::Whole | Fit::Number);
    let words =
        |at: usize| texts(at).flat_map(move |text| text.split(move |c: char| c.is_whitespace() || (c == '-' && !is_whole(at))));
    let word = |at: usize| words(at).map(|word| word.chars().count()).max().unwrap_or(0);
    let line = |at: usize| texts(at).flat_map(str::lines).map(|line| line.chars().count()).max().unwrap_or(0);
    let columns = 0..table.columns.len();
    let least = |at: usize| match fit(at) {
        // References begin with capital letters, which are wider than the average.
        Fit::Whole => word(at).clamp(3, 18) + usize::from(words(at).any(|word| word.starts_with(char::is_uppercase))),
        Fit::Excerpt => line(at).clamp(3, 24),
        _ => word(at).clamp(3, 18),
    };
    let least: Vec<usize> = columns.clone().map(|at| least(at) * character + margins).collect();
    let wanted: Vec<usize> = columns
        .map(|at| {
            let most = match fit(at) {
                Fit::Whole | Fit::Number => word(at).clamp(3, 24),
                Fit::Words | Fit::Name | Fit::Id | Fit::Heading => line(at).clamp(3, 30),
                Fit::Excerpt => line(at).clamp(3, 90),
            };
            (most * character + margins).max(least[at])
        })
        .collect();
    let (needed, all) = (least.iter().sum::<usize>(), wanted.iter().sum::<usize>());
    if all <= room {
        // Everything fits, so the spare room is shared in proportion to what each column wanted.
        return wanted.iter().map(|width| width + (room - all) * width / all.max(1)).collect();
    }
    if needed <= room {
        let more = (all - needed).max(1);
        return least.iter().zip(&wanted).map(|(least, wanted)| least + (room - needed) * (wanted - least) / more).collect();
    }
    // Not even the longest words fit, so some have to break: first those that are neither numbers nor references.
    let whole: usize = least.iter().enumerate().filter(|(at, _)| is_whole(*at)).map(|(_, width)| width).sum();
    match room.checked_sub(whole).filter(|left| needed > whole && *left >= (needed - whole) / 3) {
        Some(left) => {
            let shrunk = |at: usize, width: usize| if is_whole(at) { width } else { width * left / (needed - whole) };
            least.iter().enumerate().map(|(at, width)| shrunk(at, *width)).collect()
        }
        None => least.iter().map(|width| width * room / needed).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::Cell;
    use crate::view::TableColumn;

    #[test]
    fn a_date_and_a_reference_are_whole_in_a_crowded_table() {
        let fits = [Fit::Id, Fit::Whole, Fit::Excerpt, Fit::Words, Fit::Whole, Fit::Whole, Fit::Number, Fit::Number, Fit::Words];
        let texts = [
            "staffordshire/2025-05-16-organised-immigration-crime",
            "AFI12",
            "Everyone concerned in the Home Office forces should have finished all of the course on immigration crime",
            "Modern Slavery and Organised Immigration Crime Inspector",
            "2026-04-30",
            "2026-04-30",
            "12",
            "1200",
            "Repeat callers cannot be flagged until the old command system is replaced",
        ];
        let columns = fits.map(|fit| TableColumn { key: "k", title: "title", fit }).to_vec();
        let widths = widths(&Table { columns, rows: vec![texts.map(Cell::plain).to_vec()] }, 9_638);
        assert!(widths.iter().sum::<usize>() <= 9_638, "{widths:?}");
        assert!(widths[1] >= 5 * 98 && widths[4] >= 10 * 98 && widths[7] >= 5 * 98, "{widths:?}");
        assert!(widths[2] >= widths[0], "{widths:?}");
    }
}
