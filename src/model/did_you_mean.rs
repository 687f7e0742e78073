//! Suggestions for misspelt names.

/// Returns the candidate most similar to `given`; `None` where none is similar enough.
///
/// Similar means a Damerau-Levenshtein distance of at most a third of the longer word, ignoring case; of equals the first wins.
/// A word of four letters may differ in one: "kent" is not "west".
/// Very long texts match nothing, because the comparison takes time in proportion to the product of both lengths.
pub fn nearest<'a>(given: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    nearest_within(given, candidates, most)
}

/// Returns the same of the words of whole texts: among so many one is near to any, so only a quarter of the word may differ.
pub fn nearest_of_many<'a>(given: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    nearest_within(given, candidates, |length| length.max(4) / 4)
}

/// Returns the same of names such as posts, which often resemble each other: two letters may differ, "Head of Learning" is not
/// "Head of Training".
pub fn misspelt<'a>(given: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    nearest_within(given, candidates, |length| length.min(10) / 5)
}

fn nearest_within<'a>(
    given: &str,
    candidates: impl IntoIterator<Item = &'a str>,
    most: impl Fn(usize) -> usize,
) -> Option<&'a str> {
    if given.len() > LONGEST_NAME {
        return None;
    }
    let given = given.to_lowercase();
    let length = given.chars().count();
    // Cheap test first: the distance is at least the difference in length.
    let may_be_near = |candidate: &&str| {
        let other = candidate.len();
        other <= LONGEST_NAME && {
            let other = candidate.chars().count();
            length.abs_diff(other) <= most(length.max(other))
        }
    };
    candidates
        .into_iter()
        .filter(may_be_near)
        .map(|candidate| (strsim::damerau_levenshtein(&given, &candidate.to_lowercase()), candidate))
        .filter(|(distance, candidate)| *distance <= most(given.chars().count().max(candidate.chars().count())))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// Returns the largest distance at which a word of this length is similar.
fn most(length: usize) -> usize {
    if length <= 4 { 1 } else { length.div_ceil(3) }
}

/// The longest name compared, in bytes. Titles of reports reach about two hundred.
const LONGEST_NAME: usize = 400;

#[cfg(test)]
mod tests {
    use super::{nearest, nearest_of_many};

    #[test]
    fn a_slip_of_the_finger_finds_its_word() {
        assert_eq!(nearest("recomendations", ["recommendations", "publication"]), Some("recommendations"));
    }

    #[test]
    fn a_word_like_no_other_finds_nothing() {
        assert_eq!(nearest("budget", ["recommendations", "publication"]), None);
        assert_eq!(nearest("kent", ["west", "mercia"]), None);
        assert_eq!(nearest("knet", ["kent"]), Some("kent"));
    }

    #[test]
    fn among_many_words_only_a_near_one_is_meant() {
        assert_eq!(nearest_of_many("trainng", ["closure", "training"]), Some("training"));
        assert_eq!(nearest_of_many("course", ["closure"]), None);
        assert_eq!(nearest("course", ["closure"]), Some("closure"));
    }

    #[test]
    fn what_is_longer_than_any_name_is_near_to_nothing() {
        let long = "k".repeat(1_000_000);
        assert_eq!(nearest(&long, [long.as_str(), "recommendations"]), None);
    }
}
