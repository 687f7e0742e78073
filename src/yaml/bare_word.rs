//! Words without quotes that readers of YAML disagree about.

/// Whether readers of YAML 1.1 or 1.2 take this bare word for something else than text or a date.
pub(super) fn is_doubtful(word: &str) -> bool {
    const WORDS: [&str; 12] = ["yes", "no", "on", "off", "y", "n", "true", "false", "null", "~", "<<", "="];
    if word.len() <= 5 && WORDS.iter().any(|known| known.eq_ignore_ascii_case(word)) {
        return true;
    }
    // Most words are words, and every word of every record comes by here.
    if word.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return false;
    }
    let number = word.trim_start_matches(['+', '-', '.']);
    let figures = number.starts_with(|c: char| c.is_ascii_digit())
        && (number.starts_with("0x")
            || number.starts_with("0o")
            || word.bytes().all(|b| b.is_ascii_digit() || b"._+-:eE".contains(&b)));
    let special = word.contains('.') && matches!(number.to_ascii_lowercase().as_str(), "inf" | "nan");
    special || figures && word.parse::<crate::model::Date>().is_err()
}

#[cfg(test)]
mod tests {
    use super::is_doubtful;

    #[test]
    fn words_that_readers_disagree_about_are_doubtful() {
        for word in
            ["yes", "No", "OFF", "y", "true", "~", "null", "007", "4", "1.10", "1e3", "0x1F", "12:30", ".inf", "-.inf", "1_000"]
        {
            assert!(is_doubtful(word), "{word}");
        }
        for word in ["2025-05-16", "Kent", "2a", "4 of 10", "Norway", "feed", "", "R4", "16/05/2025"] {
            assert!(!is_doubtful(word), "{word}");
        }
    }
}
