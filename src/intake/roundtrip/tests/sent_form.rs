//! Tests: what becomes of a form to fill in that somebody filled in, wrote beside and changed.

use crate::form::{self, FormPart};
use crate::intake::{self, ImportDraft, KnownFacts, SourceBlock, SourceBlockKind, SourceDocument, SourcePlace};
use crate::model::{ChiefOfficerAnswer, Date, Finding, Record};
use crate::prose::Prose;

const ID: &str = "kent/2025-05-16-hedges";

fn record() -> Record {
    let mut record = crate::model::record::tests::record("Kent", "2025-05-16");
    let finding =
        |number: &str, text: &str| Finding { text: Some(Prose::from_text(text)), ..Finding::numbered(number.parse().unwrap()) };
    let mut first = finding("1", "Forces should:\n\n- trim their hedges; and\n- count them.");
    first.due = Some("2025-12-31".parse().unwrap());
    first.chief_officer_response =
        Some(ChiefOfficerAnswer { heading: None, text: Some(Prose::from_text("*Shears* were bought.")) });
    record.recommendations = vec![first, finding("2", "Plant more of them.")];
    record
}

fn block(kind: SourceBlockKind) -> SourceBlock {
    SourceBlock::new(SourcePlace::Paragraph(1), kind)
}

fn paragraph(text: &str) -> SourceBlock {
    block(SourceBlockKind::Paragraph(text.into()))
}

/// The form of the record as a Word document is read.
fn form() -> Vec<SourceBlock> {
    let id = ID.parse().unwrap();
    let row = |(label, text): (&str, String)| {
        block(SourceBlockKind::Row { label: label.into(), value: vec![block(SourceBlockKind::AsWritten(text))] })
    };
    let words = |prose: Prose| block(SourceBlockKind::AsWritten(prose.trimmed().to_owned()));
    let blocks = |part| match part {
        FormPart::Heading(level, text) => vec![block(SourceBlockKind::Heading(level, text))],
        FormPart::Help(text) => vec![paragraph(text)],
        FormPart::Facts(facts) => facts.into_iter().map(row).collect(),
        FormPart::Words(prose) => vec![words(prose)],
        FormPart::Box { answer, label, words: prose } => {
            let blocks = [paragraph(&format!("**{label}**"))].into_iter().chain(prose.map(words)).collect();
            vec![block(SourceBlockKind::Filled { tag: answer.tag(&id), blocks })]
        }
    };
    form::to_fill(&id, &record(), Date::LAST).into_iter().flat_map(blocks).collect()
}

/// The place of a box in the form.
fn place(blocks: &[SourceBlock], wanted: &str) -> usize {
    blocks.iter().position(|block| matches!(&block.kind, SourceBlockKind::Filled { tag, .. } if tag.ends_with(wanted))).unwrap()
}

/// The content of a box.
fn inside<'a>(blocks: &'a mut [SourceBlock], wanted: &str) -> &'a mut Vec<SourceBlock> {
    let at = place(blocks, wanted);
    match &mut blocks[at].kind {
        SourceBlockKind::Filled { blocks, .. } => blocks,
        _ => unreachable!("it was found as a box"),
    }
}

fn read(blocks: Vec<SourceBlock>) -> ImportDraft {
    let known = KnownFacts { into: Some(record()), ..KnownFacts::default() };
    intake::read_opened(SourceDocument { blocks, ..SourceDocument::default() }, &known).unwrap()
}

/// What is read from the form after a change: answers, unplaced words, and notes.
fn changed(change: impl FnOnce(&mut Vec<SourceBlock>)) -> String {
    let mut blocks = form();
    change(&mut blocks);
    let draft = read(blocks);
    let mut told = String::new();
    let mut tell = |name: String, words: Option<&Prose>| {
        words.into_iter().for_each(|words| told.push_str(&format!("{name}: {}\n", words.trimmed())));
    };
    for (reference, _, finding) in draft.record.findings() {
        tell(format!("{reference} chief"), finding.chief_officer_response.as_ref().and_then(|answer| answer.text.as_ref()));
        tell(format!("{reference} body"), finding.commissioner_response.as_ref().and_then(|answer| answer.text.as_ref()));
    }
    tell("overall".into(), draft.record.commissioner_overall_comments.as_ref());
    tell("unplaced".into(), draft.record.unplaced.as_ref());
    for note in draft.notes {
        told.push_str(&format!("{}: {}", note.code, note.message));
        told.push_str(&note.quote.map_or_else(|| "\n".to_owned(), |quote| format!(" [{quote}]\n")));
    }
    told
}

#[test]
fn a_form_that_nobody_touched_has_the_records_own_words_and_no_note() {
    insta::assert_snapshot!(changed(|_| {}), @"R1 chief: *Shears* were bought.");
    assert_eq!(read(form()).rendered.unwrap().as_str(), ID);
}

#[test]
fn what_is_in_a_box_goes_into_the_field_of_its_tag_wherever_the_box_is() {
    let told = changed(|blocks| {
        inside(blocks, "R2:chief")
            .extend([paragraph("We planted:"), block(SourceBlockKind::Item { depth: 0, mark: "-".into(), text: "ten".into() })]);
        inside(blocks, ":overall").push(paragraph(&format!("{} All is well.", form::PROMPT)));
        let at = place(blocks, "R2:chief");
        let moved = blocks.remove(at);
        blocks.insert(1, moved);
    });
    insta::assert_snapshot!(told, @r"
    R1 chief: *Shears* were bought.
    R2 chief: We planted:

    - ten
    overall: All is well.
    ");
}

#[test]
fn what_stands_beside_a_box_goes_with_it_and_is_told() {
    let told = changed(|blocks| {
        let at = place(blocks, "R2:body");
        blocks.insert(at + 1, paragraph("After."));
        let at = place(blocks, "R2:chief");
        blocks.insert(at + 1, paragraph("Between."));
        blocks.insert(at, paragraph("Before."));
        inside(blocks, "R2:chief").push(paragraph("Inside."));
        let words = blocks.iter().position(|block| block.text() == Some("Plant more of them.")).unwrap();
        blocks[words].kind = SourceBlockKind::AsWritten("Plant more of them. We did.\n\nAnd more.".into());
    });
    insta::assert_snapshot!(told, @r"
    R1 chief: *Shears* were bought.
    R2 chief: We did.

    And more.

    Before.

    Inside.

    Between.
    R2 body: After.
    guessed: this stands beside the box “R2: chief officer's answer”; it is taken with what is in the box [We did.

    And more.

    Before.]
    guessed: this stands beside the box “R2: chief officer's answer”; it is taken with what is in the box [Between.]
    guessed: this stands beside the box “R2: commissioner's explanation”; it is taken with what is in the box [After.]
    ");
}

#[test]
fn words_that_no_box_is_near_are_kept_and_told() {
    let told = changed(|blocks| {
        blocks.insert(5, paragraph("A letter before the form."));
        let stranger = block(SourceBlockKind::Filled { tag: format!("{ID}:R9:chief"), blocks: vec![paragraph("Nine.")] });
        blocks.insert(6, stranger);
    });
    insta::assert_snapshot!(told, @r"
    R1 chief: *Shears* were bought.
    unplaced: Nine.

    A letter before the form.
    unplaced: the record has nothing for the box `kent/2025-05-16-hedges:R9:chief`; what is in it is kept under `unplaced` [Nine.]
    unplaced: no box is near these words; they are kept under `unplaced` [A letter before the form.]
    ");
}

#[test]
fn a_box_that_is_gone_is_told_and_one_that_is_there_twice_is_read_twice() {
    let told = changed(|blocks| {
        let at = place(blocks, "R1:body");
        blocks.remove(at);
        let again = blocks[place(blocks, "R1:chief")].clone();
        blocks.push(again.clone());
        blocks.push(again);
        let at = blocks.len() - 1;
        let SourceBlockKind::Filled { blocks, .. } = &mut blocks[at].kind else { panic!("no box") };
        blocks.push(paragraph("And blades."));
    });
    insta::assert_snapshot!(told, @r"
    R1 chief: *Shears* were bought.

    *Shears* were bought.

    And blades.
    missing: the box “R1: commissioner's explanation” is not in the form any more; nothing is removed from the record
    disagrees: the box “R1: chief officer's answer” is there twice, and has the same words [*Shears* were bought.]
    disagrees: the box “R1: chief officer's answer” is there twice, and has other words; both are kept [*Shears* were bought.

    And blades.]
    ");
}

#[test]
fn a_box_that_was_emptied_removes_nothing() {
    let told = changed(|blocks| drop(inside(blocks, "R1:chief").pop()));
    insta::assert_snapshot!(told, @r"
    R1 chief: *Shears* were bought.
    missing: the box “R1: chief officer's answer” is empty; the record's words are kept
    ");
}

#[test]
fn the_reports_own_words_stay_as_the_record_has_them_whatever_the_form_says() {
    let told = changed(|blocks| {
        let at = blocks.iter().position(|block| block.text().is_some_and(|text| text.starts_with("Forces"))).unwrap();
        blocks[at].kind = SourceBlockKind::AsWritten("Forces should:\n\n- trim their tall hedges; and".into());
        let SourceBlockKind::Row { value, .. } = &mut blocks[at + 1].kind else { panic!("no row") };
        *value = vec![paragraph("31 December 2026")];
        blocks.retain(|block| !block.text().is_some_and(|text| text.starts_with("Save the form")));
    });
    insta::assert_snapshot!(told, @r"
    R1 chief: *Shears* were bought.
    missing: Recommendation 1: these words are not in the form any more; the record's are kept [count them.]
    disagrees: Recommendation 1: `Deadline` is not as the record has it; the record's is kept [31 December 2026]
    disagrees: Recommendation 1: these words are not as the record has them; the record's are kept [- trim their tall hedges; and]
    ");
}

#[test]
fn a_form_without_its_boxes_is_read_by_their_labels() {
    let told = changed(|blocks| {
        inside(blocks, "R2:body").push(paragraph("I agree."));
        inside(blocks, "R2:chief").push(paragraph(form::PROMPT));
        let flat = blocks.drain(..).flat_map(|it| match it.kind {
            SourceBlockKind::Filled { blocks, .. } => blocks,
            _ => vec![it],
        });
        *blocks = flat.collect();
    });
    insta::assert_snapshot!(told, @r"
    R1 chief: *Shears* were bought.
    R2 body: I agree.
    guessed: a program has dropped the form's boxes; what stands below their labels is taken as what was in them
    ");
}

#[test]
fn a_form_says_which_record_it_is_of_by_its_tags_or_by_its_row() {
    let sent = |blocks: &[SourceBlock]| intake::sent_form(blocks).map(|id| id.as_str().to_owned());
    let mut blocks = form();
    assert_eq!(sent(&blocks).as_deref(), Some(ID));
    blocks.retain(|block| !matches!(block.kind, SourceBlockKind::Row { .. }));
    assert_eq!(sent(&blocks).as_deref(), Some(ID));
    blocks.retain(|block| !matches!(block.kind, SourceBlockKind::Filled { .. }));
    assert_eq!(sent(&blocks), None);
    blocks = form();
    blocks.retain(|block| !matches!(block.kind, SourceBlockKind::Filled { .. }));
    assert_eq!(sent(&blocks).as_deref(), Some(ID));
}
