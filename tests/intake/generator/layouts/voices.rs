//! Pages on which the commissioner quotes the chief constable.

use super::super::draft::Draft;
use super::super::page::Block;
use super::super::{Kind, marks};
use super::answers::start;
use super::parts::{CHIEF, HOLDER};

/// One signed statement on the whole report, or one on each finding.
pub(crate) fn quoted(draft: &mut Draft) {
    start(draft);
    let as_head = draft.dice.chance(50);
    let (in_marks, is_signed, on_each) = (draft.dice.chance(60), draft.dice.chance(60), draft.dice.chance(45));
    let has_holder = draft.dice.chance(50);
    draft.each_finding(|draft, at| {
        draft.finding_block(at, as_head);
        if on_each {
            let words = draft.chief_answer(at);
            quote(draft, &words, in_marks, is_signed, true);
        }
        if has_holder {
            draft.own_line("label_commissioner", false);
            let words = draft.holder_answer(at);
            draft.paras(&words);
        }
    });
    if !on_each {
        draft.head(2, "head_answers_chief");
        let places = ["overview"].repeat(3 + draft.dice.below(3));
        let words = draft.sentences(CHIEF, Kind::Answer, "chief_officer_response.overview", &places);
        quote(draft, &words, in_marks, is_signed, false);
    }
    draft.overall();
}

/// A quotation of two paragraphs opens its marks twice and closes them once, as books do.
fn quote(draft: &mut Draft, sentences: &[String], in_marks: bool, is_signed: bool, is_short: bool) {
    let lead = draft.phrase(&draft.scene(HOLDER, 0), if is_short { "lead_voice" } else { "lead_quote" });
    draft.para(lead);
    let mut paras = draft.parted(sentences);
    if in_marks {
        paras = paras.into_iter().map(|para| format!("“{para}")).collect();
        if let Some(last) = paras.last_mut() {
            last.push('”');
        }
    }
    let in_block = draft.habits.format != "text" && (!in_marks || draft.dice.chance(40));
    if in_block {
        draft.blocks.push(Block::Quote(paras));
    } else {
        paras.into_iter().for_each(|para| draft.para(para));
    }
    // Without marks or an indent only the signature shows where the quotation ends.
    if is_signed || !(in_marks || in_block) {
        let words = draft.label_for("signed");
        draft.para(marks::bold(&words));
    }
}

/// The chief constable and the commissioner in one paragraph: quotation marks or labels tell who speaks.
pub(crate) fn two(draft: &mut Draft) {
    start(draft);
    let (as_head, in_marks) = (draft.dice.chance(60), draft.dice.chance(55));
    draft.each_finding(|draft, at| {
        draft.finding_block(at, as_head);
        let chief = draft.chief_answer(at).join(" ");
        let holder = draft.holder_answer(at).join(" ");
        if in_marks {
            let lead = draft.phrase(&draft.scene(HOLDER, 0), "lead_voice");
            draft.para(format!("{lead} “{chief}” {holder}"));
        } else {
            let labels = [draft.label_for("label_chief"), draft.label_for("label_commissioner")];
            let [of_chief, of_holder] = labels.map(|label| format!("{label}:"));
            draft.para(format!("{} {chief} {} {holder}", marks::bold(&of_chief), marks::bold(&of_holder)));
        }
    });
    if draft.dice.chance(50) {
        draft.overall();
    }
}
