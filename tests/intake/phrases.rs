//! The phrases that the reader knows: short ones, which more than one document has.

use crate::facts::Case;
use crate::generator::{self, Layout, Vocabulary};

/// The lists of phrases, by name.
fn lists() -> Vec<(&'static str, Vec<&'static str>)> {
    let lines = include_str!("../../src/intake/phrases/phrases.txt").lines().filter(|line| !line.starts_with('#'));
    let lists = lines.filter_map(|line| line.split_once('|'));
    // Names of offices are as long as the law makes them.
    lists.filter(|(name, _)| !name.starts_with("speaker.")).map(|(name, phrases)| (name, phrases.split('|').collect())).collect()
}

/// Lower case without punctuation, between blanks.
fn bare(text: &str) -> String {
    let words = text.to_lowercase().replace(['\'', '’', '‘'], "");
    let words = words.split(|c: char| !c.is_alphanumeric() && c != '&').filter(|word| !word.is_empty()).collect::<Vec<_>>();
    format!(" {} ", words.join(" "))
}

#[test]
fn no_phrase_is_longer_than_six_words() {
    let long: Vec<&str> = lists()
        .into_iter()
        .flat_map(|(_, phrases)| phrases)
        .filter(|phrase| bare(phrase).split_whitespace().count() > 6 && !phrase.contains("crime commissioner"))
        .collect();
    assert_eq!(long, Vec::<&str>::new());
}

#[test]
fn no_phrase_of_five_words_serves_one_document_only() {
    let texts: Vec<String> = ["cases", "field", "strangers"]
        .into_iter()
        .flat_map(Case::all)
        .map(|case| bare(&case.labels().pieces.iter().map(|one| one.piece.plain.as_str()).collect::<Vec<_>>().join(" ")))
        .collect();
    let made: String = Layout::ALL
        .iter()
        .flat_map(|layout| (0..3).map(move |seed| generator::document(seed, Vocabulary::Training, *layout).text))
        .collect();
    let made = bare(&made);
    let mut once = Vec::new();
    for (name, phrases) in lists() {
        for phrase in phrases {
            let words = bare(phrase);
            let documents = texts.iter().chain([&made]).filter(|text| text.contains(words.trim())).count();
            // A word or two may be rare and still be the field's; a longer phrase of one document is that document's.
            if documents == 1 && words.split_whitespace().count() > 4 {
                once.push(format!("{name}: {phrase}"));
            }
        }
    }
    assert_eq!(once, Vec::<String>::new());
}
