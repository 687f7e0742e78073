//! The number and the kind of a finding as trackers write them: `R1`, `Rec 2`, `AFI 3`, `CoC 1`, `3.1`.

use super::heads::folded;
use crate::model::{FindingKind, PrintedRef};

/// The words for each kind, folded; longer ones first where one begins with another.
const KINDS: [(&str, FindingKind); 24] = [
    ("areasforimprovement", FindingKind::AreaForImprovement),
    ("areaforimprovement", FindingKind::AreaForImprovement),
    ("areaofimprovement", FindingKind::AreaForImprovement),
    ("afis", FindingKind::AreaForImprovement),
    ("afi", FindingKind::AreaForImprovement),
    ("acceleratedcauseofconcern", FindingKind::CauseOfConcern),
    ("causesofconcern", FindingKind::CauseOfConcern),
    ("causeofconcern", FindingKind::CauseOfConcern),
    ("causeforconcern", FindingKind::CauseOfConcern),
    ("acoc", FindingKind::CauseOfConcern),
    ("cocs", FindingKind::CauseOfConcern),
    ("coc", FindingKind::CauseOfConcern),
    ("recommendationnumber", FindingKind::Recommendation),
    ("recommendationno", FindingKind::Recommendation),
    ("recommendations", FindingKind::Recommendation),
    ("recommendation", FindingKind::Recommendation),
    ("nationalrecommendation", FindingKind::Recommendation),
    ("forcerecommendation", FindingKind::Recommendation),
    ("recno", FindingKind::Recommendation),
    ("recs", FindingKind::Recommendation),
    ("recc", FindingKind::Recommendation),
    ("rec", FindingKind::Recommendation),
    ("reco", FindingKind::Recommendation),
    ("r", FindingKind::Recommendation),
];

/// Returns the kind that a cell names: "Rec", "AFI", "Cause of concern (accelerated)".
pub(super) fn kind_of(text: &str) -> Option<FindingKind> {
    let whole = |text: &str| KINDS.iter().find(|(word, _)| *word == folded(text)).map(|(_, kind)| *kind);
    whole(text).or_else(|| whole(text.split(['(', '-', '–', '/', ':']).next()?))
}

/// Returns the kind that a heading between findings names: "Areas for improvement (the force only)".
pub(super) fn kind_of_heading(text: &str) -> Option<FindingKind> {
    let key = folded(text);
    KINDS.iter().filter(|(word, _)| word.len() > 6).find(|(word, _)| key.starts_with(word)).map(|(_, kind)| *kind)
}

/// Returns the number at the beginning of a finding's words, and the words: "Rec 4 - By 30 April …".
pub(super) fn number_before(text: &str) -> Option<(FindingKind, PrintedRef, &str)> {
    let end = text.find([':', '–', '—']).into_iter().chain(text.find(" - ").map(|at| at + 1)).min().filter(|end| *end <= 25)?;
    let (Some(kind), number) = number_of(&text[..end])? else { return None };
    let words = text[end..].trim_start_matches([':', '–', '—', '-', ' ']);
    (words.len() > 10).then_some((kind, number, words))
}

/// Returns the number that a cell gives, with its kind if it says one; `None` where it has none that a record could have.
pub(super) fn number_of(text: &str) -> Option<(Option<FindingKind>, PrintedRef)> {
    let text = text.trim().trim_end_matches(['.', ':', ')']);
    let Some(digit) = text.find(|c: char| c.is_ascii_digit()) else {
        let is_numeral =
            ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"].contains(&text.to_lowercase().as_str());
        return is_numeral.then(|| text.parse().ok().map(|number| (None, number))).flatten();
    };
    let (before, number) = text.split_at(digit);
    let kind = KINDS.iter().find(|(word, _)| *word == folded(before)).map(|(_, kind)| *kind);
    // "VAWG-12" is a number as it stands.
    let bare = if kind.is_some() || folded(before).is_empty() || folded(before) == "no" { number } else { text };
    let parts = bare.split([' ', '\u{a0}', '\n', '-', '–']).filter(|part| !part.is_empty());
    let joined = parts.collect::<Vec<_>>().join("-");
    // "1.0" is how some programs write a one.
    let joined = joined.strip_suffix(".0").unwrap_or(&joined);
    Some((kind, joined.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_with_their_kinds() {
        let read = |text: &str| number_of(text).map(|(kind, number)| (kind.map(FindingKind::prefix), number.to_string()));
        let some = |kind, number: &str| Some((kind, number.to_owned()));
        for (text, kind, number) in [
            ("R1", Some("R"), "1"),
            ("Rec 2", Some("R"), "2"),
            ("Recommendation 3:", Some("R"), "3"),
            ("AFI 3", Some("AFI"), "3"),
            ("AFI-4", Some("AFI"), "4"),
            ("CoC 1", Some("COC"), "1"),
            ("3.1", None, "3.1"),
            ("2a", None, "2a"),
            ("No. 7", None, "7"),
            ("VAWG-12", None, "VAWG-12"),
        ] {
            assert_eq!(read(text), some(kind, number), "{text}");
        }
        for text in ["Total", "", "-", "see the report of 2024 for all of these"] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn a_number_may_stand_before_the_words() {
        let read = number_before("Rec 4 - By 30 April, chief constables should count cells").unwrap();
        assert_eq!((read.0, read.1.to_string().as_str()), (FindingKind::Recommendation, "4"));
        assert!(read.2.starts_with("By 30 April"));
        assert_eq!(number_before("By 30 April 2027 - chief constables should act"), None);
        assert_eq!(kind_of_heading("Areas for improvement (the force only)"), Some(FindingKind::AreaForImprovement));
        assert_eq!(kind_of_heading("Recommended reading"), None);
    }

    #[test]
    fn kinds_are_read() {
        assert_eq!(kind_of("Cause of concern (accelerated)"), Some(FindingKind::CauseOfConcern));
        assert_eq!(kind_of("AFI"), Some(FindingKind::AreaForImprovement));
        assert_eq!(kind_of("Learning point"), None);
    }
}
