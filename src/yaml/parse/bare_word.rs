//! Unquoted words that YAML parsers read differently.

/// Returns whether some YAML 1.1 or 1.2 parser reads this unquoted word as something other than text or a date.
pub(crate) fn is_doubtful(word: &str) -> bool {
    const WORDS: [&str; 12] = ["yes", "no", "on", "off", "y", "n", "true", "false", "null", "~", "<<", "="];
    if word.len() <= 5 && WORDS.iter().any(|known| known.eq_ignore_ascii_case(word)) {
        return true;
    }
    // A fast exit: this runs for every word of every record, and nearly all are ordinary words.
    if word.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return false;
    }
    let number = word.trim_start_matches(['+', '-', '.']);
    let figures = number.starts_with(|c: char| c.is_ascii_digit())
        && (["0x", "0o", "0b"].iter().any(|mark| number.starts_with(mark))
            || word.bytes().all(|b| b.is_ascii_digit() || b"._+-:eE".contains(&b)));
    let special = word.contains('.') && matches!(number.to_ascii_lowercase().as_str(), "inf" | "nan");
    // An ISO date is a date to irr too; where it would be one by mistake, `is_like_a_day` finds it.
    special || figures && word.parse::<crate::model::Date>().is_err()
}

/// Returns whether every YAML parser reads this unquoted word as null.
pub(crate) fn is_null(word: &str) -> bool {
    matches!(word, "" | "~" | "null" | "Null" | "NULL")
}

/// Returns whether YAML 1.1 parsers take this unquoted word for a date, with or without a time. Impossible dates count, because
/// some parsers refuse the text because of them.
pub(crate) fn is_like_a_day(word: &str) -> bool {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let year = digits(word);
    let Some(rest) = word[year..].strip_prefix('-').filter(|_| year == 4) else { return false };
    let month = digits(rest);
    let Some(rest) = rest[month..].strip_prefix('-').filter(|_| (1..=2).contains(&month)) else { return false };
    let day = digits(rest);
    let time = rest[day..].strip_prefix(['T', 't', ' ']).map(|time| time.trim_start_matches(' '));
    let hour = time.map_or(0, digits);
    let is_time = time.is_some_and(|time| (1..=2).contains(&hour) && time[hour..].starts_with(':'));
    (1..=2).contains(&day) && (rest.len() == day || is_time)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_readers_disagree_about_are_doubtful() {
        for word in [
            "yes", "No", "OFF", "y", "true", "~", "null", "007", "4", "1.10", "1e3", "0x1F", "12:30", ".inf", "-.inf", "1_000",
            "0b11", "-0b1",
        ] {
            assert!(is_doubtful(word), "{word}");
        }
        for word in ["2025-05-16", "Kent", "2a", "4 of 10", "Norway", "feed", "", "R4", "16/05/2025"] {
            assert!(!is_doubtful(word), "{word}");
        }
    }

    #[test]
    fn days_and_times_are_like_a_day_and_other_figures_are_not() {
        for word in ["2025-05-16", "2025-13-45", "2025-05-16T10:00:00Z", "2001-12-14 21:59:43.10 -5", "2025-5-6"] {
            assert!(is_like_a_day(word), "{word}");
        }
        for word in [
            "20250516",
            "16/05/2025",
            "2025-05",
            "2025-05-16a",
            "PEEL 2021-22",
            "2021-22",
            "2025-05-160",
            "2025-05-16 A",
            "2025-05-16T",
        ] {
            assert!(!is_like_a_day(word), "{word}");
        }
    }
}
