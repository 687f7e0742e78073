//! Which words are meant by what was typed.

use clap_complete::CompletionCandidate;

/// Of the words those that begin as typed; where none does, those in which a word begins so; else those that have it anywhere. Case aside.
///
/// The commands take any part of an id or a name, and so does this, but shells put in the place of what was typed only what they think it
/// begins: zsh and fish look further where nothing begins so (zsh because its script says so), PowerShell puts in whatever it is
/// given, and bash would take away what was typed as far as the words differ, which its half of this prevents. A narrow choice serves all four.
pub(super) fn matching<T>(typed: &str, all: impl IntoIterator<Item = T>, word: impl Fn(&T) -> &str) -> Vec<T> {
    let typed = typed.to_lowercase();
    let ranked = all.into_iter().filter_map(|it| Some((rank(&typed, &word(&it).to_lowercase())?, it)));
    let ranked: Vec<(u8, T)> = ranked.collect();
    let best = ranked.iter().map(|(rank, _)| *rank).min();
    ranked.into_iter().filter(|(rank, _)| Some(*rank) == best).map(|(_, it)| it).collect()
}

/// How well a word answers to what was typed, 0 best; `None` where it does not.
fn rank(typed: &str, word: &str) -> Option<u8> {
    let begins_a_word = |at: usize| word[..at].chars().next_back().is_none_or(|before| !before.is_alphanumeric());
    match word.find(typed)? {
        0 => Some(0),
        _ if word.match_indices(typed).any(|(at, _)| begins_a_word(at)) => Some(1),
        _ => Some(2),
    }
}

/// The same, as candidates without an explanation.
pub(super) fn matching_words(typed: &str, all: impl IntoIterator<Item = impl Into<String>>) -> Vec<CompletionCandidate> {
    matching(typed, all.into_iter().map(Into::into), String::as_str).into_iter().map(CompletionCandidate::new).collect()
}

/// The same, each with what it means.
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
