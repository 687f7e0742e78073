//! A cell of a row that answers several findings: "3 – Green 4 – Complete", "B (4) G (5)", a day for each.

use crate::intake::phrases::prose_date::named_days;

/// Marks between a finding's number and its value.
const MARKS: [char; 6] = ['–', '—', '-', '=', ':', ')'];

/// Returns the part of a cell that is about one of several findings; `None` if the whole is about each. `numbers`: of all
/// findings of the row; `at`: which of them.
pub(super) fn part_of<'a>(text: &'a str, numbers: &[&str], at: usize) -> Option<&'a str> {
    if numbers.len() < 2 {
        return None;
    }
    before_each(text, numbers, at).or_else(|| behind_each(text, numbers, at)).or_else(|| {
        let days = named_days(text);
        let between = |pair: &[crate::intake::phrases::prose_date::NamedDay]| text.get(pair[0].end..pair[1].start);
        let apart = |pair: &[_]| between(pair).is_some_and(|words| !words.contains(char::is_alphabetic));
        let day = days.get(at).filter(|_| days.len() == numbers.len() && days.windows(2).all(apart))?;
        text.get(day.start..day.end)
    })
}

/// Reads "3 – Green 4 – Complete".
fn before_each<'a>(text: &'a str, numbers: &[&str], at: usize) -> Option<&'a str> {
    let mut values: Vec<(usize, usize)> = Vec::new();
    let mut from = 0;
    for number in numbers {
        let (start, end) = text.get(from..)?.match_indices(number).find_map(|(place, _)| {
            let (start, end) = (from + place, from + place + number.len());
            let alone = text[..start].chars().last().is_none_or(char::is_whitespace);
            let rest = text[end..].trim_start();
            (alone && rest.starts_with(MARKS)).then(|| (start, text.len() - rest.trim_start_matches(MARKS).len()))
        })?;
        values.push((start, end));
        from = end;
    }
    if values.first()?.0 != 0 {
        return None;
    }
    let end = values.get(at + 1).map_or(text.len(), |(start, _)| *start);
    text.get(values.get(at)?.1..end).map(str::trim)
}

/// Reads "B (4) G (5)".
fn behind_each<'a>(text: &'a str, numbers: &[&str], at: usize) -> Option<&'a str> {
    let mut from = 0;
    let mut parts = Vec::new();
    for number in numbers {
        let mark = format!("({number})");
        let end = from + text.get(from..)?.find(&mark)?;
        parts.push(&text[from..end]);
        from = end + mark.len();
    }
    (text[from..].trim().is_empty()).then(|| parts.get(at).map(|part| part.trim()))?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_may_have_a_value_for_each_finding_of_its_row() {
        let both = ["4", "5"];
        let parts = |text| (part_of(text, &both, 0), part_of(text, &both, 1));
        for (text, first, second) in [
            ("4 – Green 5 – Complete", "Green", "Complete"),
            ("4: 71% trained 5: closed", "71% trained", "closed"),
            ("4 = 01/02/25 5 = 30/04/25", "01/02/25", "30/04/25"),
            ("B (4) G (5)", "B", "G"),
            ("31 Dec 2025 31 Dec 2024", "31 Dec 2025", "31 Dec 2024"),
        ] {
            assert_eq!(parts(text), (Some(first), Some(second)), "{text}");
        }
        for text in ["Amber", "4 of 5 done", "31 Dec 2025", "from 1 May 2024 to 3 May 2025"] {
            assert_eq!(parts(text), (None, None), "{text}");
        }
    }
}
