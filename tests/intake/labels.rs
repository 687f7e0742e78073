//! Labels files: every word has a label, and a file that changes a word is refused.

use irr::intake::label::{Role, read_labels, write_labels};
use irr::intake::{self, ImportDraft, IntakeError, KnownFacts, Labels};

use crate::facts::Case;

/// The words of every piece.
fn words(labels: &Labels) -> Vec<String> {
    labels
        .pieces
        .iter()
        .flat_map(|one| one.piece.text.split_whitespace().map(|word| word.trim_end_matches('\\').to_owned()))
        .collect()
}

/// Reads a document as a labels file says.
fn read_labelled(document: &[u8], file: &str) -> Result<ImportDraft, IntakeError> {
    let known = KnownFacts::default();
    let mut document = intake::open(document, None)?;
    let labels = read_labels(file, &intake::labels_of(&mut document, &known), None)?;
    intake::read_with(&labels, document, &known)
}

#[test]
fn a_labels_file_that_is_not_changed_gives_the_same_labels_and_the_same_record() {
    for case in ["cases", "field", "strangers"].into_iter().flat_map(Case::all) {
        let before = case.labels();
        let after = read_labels(&write_labels(&before), &before, None).unwrap();
        let roles =
            |labels: &Labels| labels.pieces.iter().map(|one| (one.piece.text.clone(), one.role.clone())).collect::<Vec<_>>();
        assert_eq!(roles(&before), roles(&after), "{}", case.name);
        let record = |read: Result<ImportDraft, IntakeError>| read.map(|draft| irr::yaml::write(&draft.record));
        let direct = record(intake::read(&case.document, None, &KnownFacts::default()));
        assert_eq!(direct, record(read_labelled(&case.document, &write_labels(&before))), "{}", case.name);
    }
}

/// A labels file as another program may write it: no comments, tabs, a line for every three words, and the line ends of Windows.
fn written_by_another_program(labels: &Labels) -> String {
    let mut file = String::new();
    for one in &labels.pieces {
        let guess = if one.doubt.is_some() { "?" } else { "" };
        let words: Vec<&str> = one.piece.text.split_whitespace().map(|word| word.trim_end_matches('\\')).collect();
        let words: Vec<&str> = words.into_iter().filter(|word| !word.is_empty()).collect();
        for three in words.chunks(3) {
            file.push_str(&format!("\t{}{guess}\t|\t{}\r\n\r\n", one.role, three.join("  ")));
        }
    }
    file
}

#[test]
fn a_labels_file_of_another_program_that_says_the_same_gives_the_same_record() {
    for case in ["cases", "field", "strangers"].into_iter().flat_map(Case::all) {
        let record = |read: Result<ImportDraft, IntakeError>| read.map(|draft| irr::yaml::write(&draft.record));
        let direct = record(intake::read(&case.document, None, &KnownFacts::default()));
        let other = record(read_labelled(&case.document, &written_by_another_program(&case.labels())));
        assert_eq!(direct, other, "{}", case.name);
    }
}

#[test]
fn a_word_that_is_dropped_repeated_or_changed_is_refused_with_its_line() {
    for case in Case::all("field").iter().chain(Case::all("cases")) {
        let before = case.labels();
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
                let error = read_labels(&edited.join("\n"), &before, None).expect_err(&changed);
                // A dropped word shows on the next line that has words.
                assert!(error.line > at, "{}: {error}", case.name);
            }
        }
    }
}

#[test]
fn a_line_may_be_split_and_its_part_be_somebody_elses() {
    let document = b"Kent PCC response to the HMICFRS report 'Stolen tractors', published on 8 December 2023\n\nRecommendation 1: By 31 December 2024, chief constables should count tractors.\n\nThe force has counted them. I will watch the count.\n";
    let before = intake::labels_of(&mut intake::open(document, None).unwrap(), &KnownFacts::default());
    let file = write_labels(&before);
    let line = file.lines().find(|line| line.contains("The force has counted")).unwrap();
    let split = "R1 chief officer | The force has counted them.\nR1 commissioner | I will watch the count.";
    let draft = read_labelled(document, &file.replace(line, split)).unwrap();
    let finding = &draft.record.recommendations[0];
    assert_eq!(finding.chief_officer_response.as_ref().unwrap().text.as_ref().unwrap().trimmed(), "The force has counted them.");
    assert_eq!(finding.commissioner_response.as_ref().unwrap().text.as_ref().unwrap().trimmed(), "I will watch the count.");
}

#[test]
fn every_word_of_a_document_has_a_label() {
    for case in ["cases", "field", "strangers"].into_iter().flat_map(Case::all) {
        let labels = case.labels();
        let source = intake::open(&case.document, None).unwrap();
        let in_source: usize = source.blocks.iter().map(|block| count(&irr::intake::block_markdown::markdown([block]))).sum();
        let labelled: usize = words(&labels).iter().map(|word| count(word)).sum();
        // Marks of lists and headings are no words; letters and digits are.
        assert!(labelled + labelled / 50 + 20 >= in_source, "{}: {labelled} of {in_source} letters", case.name);
        assert!(labels.pieces.iter().any(|one| one.role != Role::Unplaced), "{}", case.name);
    }
}

fn count(text: &str) -> usize {
    text.chars().filter(|c| c.is_alphabetic()).count()
}
