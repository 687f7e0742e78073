//! Labels files: every word has a label, and a file that changes a word is refused.

use irr::intake::label::{Role, read_labels, write_labels};
use irr::intake::{self, KnownFacts, labels};

use crate::facts::Case;

/// The words of every piece.
fn words(labels: &intake::Labels) -> Vec<String> {
    labels
        .pieces
        .iter()
        .flat_map(|one| one.piece.text.split_whitespace().map(|word| word.trim_end_matches('\\').to_owned()))
        .collect()
}

#[test]
fn a_labels_file_that_is_not_changed_gives_the_same_labels_and_the_same_record() {
    for case in ["cases", "field", "strangers"].into_iter().flat_map(Case::all) {
        let known = KnownFacts::default();
        let before = labels(&case.document, None, &known).unwrap();
        let after = read_labels(&write_labels(&before), &before).unwrap();
        let roles = |labels: &intake::Labels| {
            labels.pieces.iter().map(|one| (one.piece.text.clone(), one.role.clone())).collect::<Vec<_>>()
        };
        assert_eq!(roles(&before), roles(&after), "{}", case.name);
        let direct = intake::read(&case.document, None, &known).map(|draft| draft.record).map_err(|error| error.to_string());
        let by_labels = intake::read_labelled(&case.document, None, &known, &write_labels(&before))
            .map(|draft| draft.record)
            .map_err(|error| error.to_string());
        if let (Ok(direct), Ok(by_labels)) = (direct, by_labels) {
            assert_eq!(irr::yaml::write(&direct), irr::yaml::write(&by_labels), "{}", case.name);
        }
    }
}

#[test]
fn a_word_that_is_dropped_repeated_or_changed_is_refused_with_its_line() {
    for case in Case::all("field").iter().chain(&Case::all("cases")) {
        let before = labels(&case.document, None, &KnownFacts::default()).unwrap();
        let file = write_labels(&before);
        let lines: Vec<&str> = file.lines().collect();
        let places = (0..lines.len()).filter(|at| lines[*at].contains('|') && !lines[*at].starts_with('#'));
        // Each seventh line, in three ways.
        for at in places.step_by(7) {
            let (label, text) = lines[at].split_once('|').unwrap();
            let words: Vec<&str> = text.split_whitespace().filter(|word| *word != "⏎").collect();
            let Some(last) = words.last() else { continue };
            let dropped = words[..words.len() - 1].join(" ");
            for changed in
                [dropped, format!("{} {last}", words.join(" ")), format!("{} otherwise", words[..words.len() - 1].join(" "))]
            {
                let mut edited: Vec<String> = lines.iter().map(|line| (*line).to_owned()).collect();
                edited[at] = format!("{label}| {changed}");
                let error = read_labels(&edited.join("\n"), &before).expect_err(&changed);
                // A dropped word shows on the next line that has words.
                assert!(error.line > at, "{}: {error}", case.name);
            }
        }
    }
}

#[test]
fn a_line_may_be_split_and_its_part_be_somebody_elses() {
    let document = b"Kent PCC response to the HMICFRS report 'Stolen tractors', published on 8 December 2023\n\nRecommendation 1: By 31 December 2024, chief constables should count tractors.\n\nThe force has counted them. I will watch the count.\n";
    let known = KnownFacts::default();
    let before = labels(document, None, &known).unwrap();
    let file = write_labels(&before);
    let line = file.lines().find(|line| line.contains("The force has counted")).unwrap();
    let split = "R1 chief officer | The force has counted them.\nR1 commissioner | I will watch the count.";
    let draft = intake::read_labelled(document, None, &known, &file.replace(line, split)).unwrap();
    let finding = &draft.record.recommendations[0];
    assert_eq!(finding.chief_officer_response.as_ref().unwrap().text.as_ref().unwrap().trimmed(), "The force has counted them.");
    assert_eq!(finding.commissioner_response.as_ref().unwrap().text.as_ref().unwrap().trimmed(), "I will watch the count.");
}

#[test]
fn every_word_of_a_document_has_a_label() {
    for case in ["cases", "field", "strangers"].into_iter().flat_map(Case::all) {
        let labels = labels(&case.document, None, &KnownFacts::default()).unwrap();
        let source = intake::open(&case.document, None).unwrap();
        let in_source: usize = source.blocks.iter().map(|block| count(&irr::intake::block_markdown::markdown([block]))).sum();
        let labelled: usize = words(&labels).iter().map(|word| count(word)).sum();
        // Marks of lists and headings are no words; letters and digits are.
        assert!(labelled + labelled / 50 + 20 >= in_source, "{}: {labelled} of {in_source} letters", case.name);
        assert!(labels.pieces.iter().all(|one| !one.role.to_string().is_empty()));
        assert!(labels.pieces.iter().any(|one| one.role != Role::Unplaced), "{}", case.name);
    }
}

fn count(text: &str) -> usize {
    text.chars().filter(|c| c.is_alphabetic()).count()
}
