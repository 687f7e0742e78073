//! Compares words as a reader does: capitals, accents and hyphens that only break a line make no difference.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// How a word of a text matches a word that is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WordMatch {
    /// It is the same word.
    Whole,
    /// It begins with it, as `training` begins with `train`.
    Beginning,
}

/// Returns whether a character belongs to a word. Accents count as well, which in decomposed text are characters of their own.
pub fn is_of_word(c: char) -> bool {
    c.is_alphanumeric() || !c.is_ascii() && (is_combining_mark(c) || is_silent(c))
}

/// Returns a word in small letters and without accents: `café` is `cafe`, and the ligature in `oﬃcer` is three letters.
pub fn folded(word: &str) -> String {
    if word.is_ascii() {
        return word.to_ascii_lowercase();
    }
    let letters = word.nfkd().filter(|c| !is_combining_mark(*c) && !is_silent(*c));
    letters.flat_map(char::to_lowercase).collect()
}

/// Compares a word of a text with a word that is looked for, which is [`folded`].
pub fn compare_word(word: &str, sought: &str) -> Option<WordMatch> {
    // Most words are ASCII, and are compared without a copy.
    let (is_begun, is_whole) = if word.is_ascii() {
        let head = word.as_bytes().get(..sought.len());
        (head.is_some_and(|head| head.eq_ignore_ascii_case(sought.as_bytes())), word.len() == sought.len())
    } else {
        let word = folded(word);
        (word.starts_with(sought), word.len() == sought.len())
    };
    is_begun.then_some(if is_whole { WordMatch::Whole } else { WordMatch::Beginning })
}

/// Returns whether a character inside a word is not seen: soft hyphens and joiners, which documents of other programs have.
fn is_silent(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capitals_accents_ligatures_and_soft_hyphens_make_no_difference() {
        for word in ["Café", "CAFE\u{301}", "ca\u{ad}fé"] {
            assert_eq!(folded(word), "cafe", "{word}");
            assert_eq!(compare_word(word, "cafe"), Some(WordMatch::Whole), "{word}");
        }
        assert_eq!(folded("oﬃcer"), "officer");
    }

    #[test]
    fn a_word_is_found_by_its_beginning_and_not_by_its_middle() {
        assert_eq!(compare_word("Training", "train"), Some(WordMatch::Beginning));
        assert_eq!(compare_word("retraining", "train"), None);
        assert_eq!(compare_word("tra", "train"), None);
        assert_eq!(compare_word("éclair", "ecl"), Some(WordMatch::Beginning));
    }
}
