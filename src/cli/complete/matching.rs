//! Selects candidates that match the typed text.

use clap_complete::CompletionCandidate;

/// Returns the words that start with the typed text; if there are none, those with a part that does; otherwise those that contain
/// it, ignoring case.
///
/// The commands accept any part of an id or name, so completion does too. But shells only insert what they think starts with the
/// typed text: zsh and fish look further if nothing does (zsh because of its script), PowerShell inserts anything, and bash would
/// delete typed text, which `bash` prevents. A narrow selection works for all four.
pub(super) fn matching<T>(typed: &str, all: impl IntoIterator<Item = T>, word: impl Fn(&T) -> &str) -> Vec<T> {
    let typed = typed.to_lowercase();
    let ranked = all.into_iter().filter_map(|it| Some((rank(&typed, &word(&it).to_lowercase())?, it)));
    let ranked: Vec<(u8, T)> = ranked.collect();
    let best = ranked.iter().map(|(rank, _)| *rank).min();
    ranked.into_iter().filter(|(rank, _)| Some(*rank) == best).map(|(_, it)| it).collect()
}

/// Returns how well a word matches, 0 best, or `None`.
fn rank(typed: &str, word: &str) -> Option<u8> {
    let begins_a_word = |at: usize| word[..at].chars().next_back().is_none_or(|before| !before.is_alphanumeric());
    match word.find(typed)? {
        0 => Some(0),
        _ if word.match_indices(typed).any(|(at, _)| begins_a_word(at)) => Some(1),
        _ => Some(2),
    }
}

/// Returns matching candidates without explanations.
pub(super) fn matching_words(typed: &str, all: impl IntoIterator<Item = impl Into<String>>) -> Vec<CompletionCandidate> {
    matching(typed, all.into_iter().map(Into::into), String::as_str).into_iter().map(CompletionCandidate::new).collect()
}

/// Returns matching candidates with explanations.
pub(super) fn explained(typed: &str, all: impl IntoIterator<Item = (String, String)>) -> Vec<CompletionCandidate> {
    let candidate = |(word, meaning): (String, String)| CompletionCandidate::new(word).help(Some(meaning.into()));
    matching(typed, all, |(word, _)| word).into_iter().map(candidate).collect()
}

#[cfg(test)]
mod tests {
    use super::matching;

    const IDS: [&str; 4] =
        ["kent/2024-01-01-custody", "kent/2025-01-01-vetting", "surrey/2022-02-02-custody", "surrey/2023-01-01-youth-custody"];

    #[test]
    fn what_begins_so_comes_before_what_only_has_it() {
        let found = |typed| matching(typed, IDS, |id| id);
        assert_eq!(found(""), IDS);
        assert_eq!(found("kent"), [IDS[0], IDS[1]]);
        assert_eq!(found("VET"), [IDS[1]]);
        assert_eq!(found("custo"), [IDS[0], IDS[2], IDS[3]]);
        assert_eq!(found("outh"), [IDS[3]]);
        assert!(found("tractors").is_empty());
    }
}
