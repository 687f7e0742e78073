//! Words that are only to be recognised.

/// Returns a text of at most `most` characters, with `…` in the place of what is left out.
pub fn shortened(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((at, _)) => format!("{}…", text[..at].trim_end()),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_longer_text_is_shortened() {
        assert_eq!(shortened("naïve", 5), "naïve");
        assert_eq!(shortened("naïve words", 5), "naïve…");
        assert_eq!(shortened("naïve words", 6), "naïve…");
    }
}
