//! Laws of the import: a form however damaged is read without a panic, and none of its words is lost.

use std::collections::BTreeSet;

use irr::intake::{ImportDraft, KnownFacts};
use irr::{intake, yaml};
use proptest::prelude::*;

use crate::arbitrary;

const FORM: &str = include_str!("../fixtures/intake/form.txt");

const LETTER: &str = include_str!("../fixtures/intake/cases/07-annual-assessment.txt");
const PAGE: &str = include_str!("../fixtures/intake/cases/11-rape-phase-two.md");
const REVISIT: &str = include_str!("../fixtures/intake/cases/06-victims-revisit.md");

/// Words of the form's own labels and headings, which a record says by its fields.
const FORMS_OWN: &str = "PCC and CC Force Inspection response record Version Police Fire Crime Commissioner Commissioner's Chief Constable \
    Constable's Title of inspection Published Date Inspectorate Summary Grade Recommendations relevant PFCC Areas for improvement initial \
    response Next Steps overall comments Recommendation cause concern conclusion closing remarks";

fn words(text: &str) -> BTreeSet<String> {
    text.split(|c: char| !c.is_alphabetic()).filter(|word| word.chars().count() >= 3).map(str::to_lowercase).collect()
}

/// The words of a document that a draft of it says nowhere. Independent of the import's own account of sentences.
fn lost_words(document: &str, draft: &ImportDraft) -> BTreeSet<String> {
    let mut kept = words(FORMS_OWN);
    kept.extend(words(&serde_json::to_string(&draft.record).unwrap().replace("\\n", " ").replace("\\t", " ")));
    for note in &draft.notes {
        kept.extend(words(&note.message));
        kept.extend(words(note.quote.as_deref().unwrap_or("")));
    }
    words(&without_tags(document)).difference(&kept).cloned().collect()
}

/// A text without the tags and entities that leaked into the form.
fn without_tags(text: &str) -> String {
    let text = ["<ul>", "</ul>", "<li>", "</li>"].iter().fold(text.to_owned(), |text, tag| text.replace(tag, " "));
    text.replace("&lsquo;", " ").replace("&rsquo;", " ")
}

#[test]
fn every_word_of_the_form_is_kept() {
    let draft = intake::read(FORM.as_bytes(), None, &KnownFacts::default()).unwrap();
    assert_eq!(lost_words(FORM, &draft), BTreeSet::new());
}

/// The form with lines moved, each from a place to another.
fn moved(moves: &[(usize, usize)]) -> String {
    let mut lines: Vec<&str> = FORM.lines().collect();
    for (from, to) in moves {
        let line = lines.remove(from % lines.len());
        lines.insert(to % lines.len(), line);
    }
    lines.join("\n")
}

/// A row without a label after the office holder's name or after a date: its words went on with that value, and were lost behind it.
#[test]
fn words_that_go_on_with_a_value_are_kept() {
    for moves in [[(16, 22), (13, 80), (10, 15)], [(23, 13), (25, 0), (24, 14)]] {
        let document = moved(&moves);
        let draft = intake::read(document.as_bytes(), None, &KnownFacts::default()).unwrap();
        assert_eq!(lost_words(&document, &draft), BTreeSet::new(), "{moves:?}");
    }
    // With these words behind it the value is no name at all.
    let document = moved(&[(16, 22), (13, 80), (10, 15)]);
    let row = document.lines().find(|line| line.starts_with("\tBy 30 April")).unwrap();
    let document = document.replace(row, "\tOfficers should read each report.");
    let draft = intake::read(document.as_bytes(), None, &KnownFacts::default()).unwrap();
    assert_eq!(lost_words(&document, &draft), BTreeSet::new());
}

proptest! {
    #![proptest_config(arbitrary::cases(60))]

    #[test]
    fn every_word_of_a_form_whose_lines_were_moved_is_kept(moves in proptest::collection::vec((0usize..90, 0usize..90), 1..6)) {
        let document = moved(&moves);
        if let Ok(draft) = intake::read(document.as_bytes(), None, &KnownFacts::default()) {
            prop_assert_eq!(lost_words(&document, &draft), BTreeSet::new(), "{}", document);
            prop_assert_eq!(yaml::parse(&yaml::write(&draft.record)).unwrap(), draft.record);
        }
    }

    #[test]
    fn every_word_of_prose_whose_lines_were_moved_is_kept(
        which in 0usize..3,
        moves in proptest::collection::vec((0usize..90, 0usize..90), 0..5),
    ) {
        let mut lines: Vec<&str> = [LETTER, PAGE, REVISIT][which].lines().collect();
        for (from, to) in moves {
            let line = lines.remove(from % lines.len());
            lines.insert(to % lines.len(), line);
        }
        let document = lines.join("\n");
        let told = KnownFacts { force: Some("Kent".into()), title: Some("A subject".into()), ..KnownFacts::default() };
        if let Ok(draft) = intake::read(document.as_bytes(), None, &told) {
            prop_assert_eq!(lost_words(&document, &draft), BTreeSet::new(), "{}", document);
            prop_assert_eq!(yaml::parse(&yaml::write(&draft.record)).unwrap(), draft.record);
        }
    }

    #[test]
    fn damaged_prose_is_read_or_refused_and_never_a_panic(which in 0usize..3, mutations in arbitrary::mutations()) {
        let document = arbitrary::mutate([LETTER, PAGE, REVISIT][which], &mutations);
        if let Ok(draft) = intake::read(document.as_bytes(), None, &KnownFacts::default()) {
            prop_assert_eq!(yaml::parse(&yaml::write(&draft.record)).unwrap(), draft.record);
        }
    }

    #[test]
    fn a_damaged_form_is_read_or_refused_and_never_a_panic(mutations in arbitrary::mutations()) {
        let document = arbitrary::mutate(FORM, &mutations);
        if let Ok(draft) = intake::read(document.as_bytes(), None, &KnownFacts::default()) {
            prop_assert_eq!(yaml::parse(&yaml::write(&draft.record)).unwrap(), draft.record);
        }
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let _ = intake::read(&bytes, None, &KnownFacts::default());
    }
}
