//! The nearest name to a misspelt one.

/// The candidate that `given` most likely meant, or `None` where nothing is near.
///
/// Near is a Damerau-Levenshtein distance of at most a third of the longer word, case aside;
/// of equals the first wins.
pub fn nearest<'a>(given: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let given = given.to_lowercase();
    candidates
        .into_iter()
        .map(|candidate| (strsim::damerau_levenshtein(&given, &candidate.to_lowercase()), candidate))
        .filter(|(distance, candidate)| *distance <= given.chars().count().max(candidate.chars().count()).div_ceil(3))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_slip_of_the_finger_finds_its_word() {
        assert_eq!(nearest("recomendations", ["recommendations", "publication"]), Some("recommendations"));
    }

    #[test]
    fn a_word_like_no_other_finds_nothing() {
        assert_eq!(nearest("budget", ["recommendations", "publication"]), None);
    }
}
