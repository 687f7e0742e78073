//! What the documents must be for anything that is measured with them to mean something.

use super::draft::{squeezed, squeezed_words};
use super::{Kind, Layout, Vocabulary, document};

const BOTH: [Vocabulary; 2] = [Vocabulary::Training, Vocabulary::Measuring];

#[test]
fn the_same_seed_gives_the_same_document() {
    for layout in Layout::ALL {
        assert_eq!(document(7, Vocabulary::Training, *layout), document(7, Vocabulary::Training, *layout));
        assert_ne!(document(7, Vocabulary::Training, *layout).text, document(8, Vocabulary::Training, *layout).text);
    }
}

#[test]
fn each_document_says_what_its_statements_and_facts_say() {
    for vocabulary in BOTH {
        for layout in Layout::ALL {
            for seed in 0..20 {
                let made = document(seed, vocabulary, *layout);
                let text = squeezed(&made.text);
                for said in &made.statements {
                    let words = squeezed_words(&said.words);
                    assert!(text.contains(&words), "{layout:?} {seed}: not in the text: {}\n{}", said.words, made.text);
                }
                let asks = made.statements.iter().filter(|said| said.kind == Kind::Asks).count();
                assert!(asks >= 1 && made.statements.len() > asks, "{layout:?} {seed}: neither finding nor answer");
                for unfilled in ['{', '}', '\u{E000}', '\u{E001}', '\u{E002}', '\u{E010}', '\u{E011}', '\u{E012}'] {
                    assert!(!made.text.contains(unfilled), "{layout:?} {seed}: {unfilled:?} in {}", made.text);
                    assert!(made.facts.values().all(|value| !value.contains(unfilled)), "{layout:?} {seed}: {:?}", made.facts);
                }
                assert!(made.facts.contains_key("force"), "{layout:?} {seed}: no force\n{}", made.text);
            }
        }
    }
}

#[test]
fn the_vocabularies_share_no_phrase() {
    let plain = |phrase: &&str| phrase.to_lowercase().replace(|letter: char| !letter.is_alphanumeric() && letter != '{', "");
    let [training, measuring] = BOTH.map(|vocabulary| vocabulary.all_phrases());
    let training: Vec<String> = training.iter().map(plain).collect();
    let shared: Vec<&&str> = measuring.iter().filter(|phrase| training.contains(&plain(phrase))).collect();
    // A slot alone is no phrase.
    let shared: Vec<_> = shared.into_iter().filter(|phrase| !(phrase.starts_with('{') && phrase.ends_with('}'))).collect();
    assert!(shared.is_empty(), "{shared:?}");
    let [mut here, mut there] = BOTH.map(Vocabulary::places);
    here.sort_unstable();
    there.sort_unstable();
    assert_eq!(here, there, "a place that only one vocabulary fills");
}

#[test]
fn a_third_of_the_layouts_is_for_training() {
    let training = Layout::ALL.iter().filter(|layout| layout.is_for_training()).count();
    assert_eq!((training, Layout::ALL.len()), (7, 20));
}

#[test]
fn few_sentences_repeat() {
    for vocabulary in BOTH {
        let made = Layout::ALL.iter().flat_map(|layout| (0..8).map(|seed| document(seed, vocabulary, *layout)));
        let said: Vec<String> = made.flat_map(|made| made.statements).map(|said| said.words).collect();
        let distinct: std::collections::BTreeSet<&String> = said.iter().collect();
        assert!(
            distinct.len() * 10 > said.len() * 7,
            "{vocabulary:?}: {} of {} sentences are distinct",
            distinct.len(),
            said.len()
        );
    }
}
