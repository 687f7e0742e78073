//! Pages that go from finding to finding: what differs is how an answer shows whose it is.

use super::super::draft::Draft;
use super::super::page::Block;
use super::super::record::FindingKind;
use super::super::{Kind, marks};
use super::parts::HOLDER;

/// What a page of an office has before its findings.
pub(crate) fn start(draft: &mut Draft) {
    draft.head(1, "head_page");
    if draft.dice.chance(40) {
        draft.responded();
    }
    draft.opening(HOLDER, "opening_page");
    if draft.dice.chance(50) {
        draft.summary(HOLDER);
    }
    if draft.dice.chance(35) {
        draft.grades();
    }
    if draft.dice.chance(50) {
        draft.initial();
    }
}

/// All findings first; the answers follow under heads of their own and name the number.
pub(crate) fn by_number(draft: &mut Draft) {
    start(draft);
    let all: Vec<usize> = (0..draft.record.findings.len()).collect();
    let place = draft.place_for("head", &all);
    draft.head(2, &place);
    let as_bullets = draft.dice.chance(30);
    let mut items = Vec::new();
    for at in &all {
        let words = draft.finding(*at);
        let words = draft.labelled(*at, &words);
        if as_bullets && !words.contains(marks::ITEM) { items.push(vec![words]) } else { draft.para(words) }
    }
    if !items.is_empty() {
        draft.blocks.push(Block::Bullets(items));
    }
    let (has_holder, as_head) = (draft.dice.chance(50), draft.dice.chance(50));
    for is_chief in [true, false] {
        if !is_chief && !has_holder {
            continue;
        }
        draft.head(2, if is_chief { "head_answers_chief" } else { "head_answers_commissioner" });
        for at in &all {
            let words = if is_chief { draft.chief_answer(*at) } else { draft.holder_answer(*at) };
            if as_head {
                let label = draft.label(*at).unwrap_or_default();
                draft.blocks.push(Block::Head(3, label));
                draft.paras(&words);
            } else {
                let words = draft.labelled(*at, &words.join(" "));
                draft.para(words);
            }
        }
    }
    if draft.dice.chance(50) {
        draft.overall();
    }
}

pub(crate) fn labelled(draft: &mut Draft) {
    start(draft);
    labelled_findings(draft);
    if draft.dice.chance(50) {
        draft.overall();
    }
}

pub(crate) fn labelled_findings(draft: &mut Draft) {
    let (finding_head, label_head) = (draft.dice.chance(60), draft.dice.chance(35));
    let (has_holder, has_status) = (draft.dice.chance(60), draft.dice.chance(30));
    draft.each_finding(|draft, at| {
        draft.finding_block(at, finding_head);
        draft.own_line("label_chief", label_head);
        let words = draft.chief_answer(at);
        draft.paras(&words);
        if has_holder {
            draft.own_line("label_commissioner", label_head);
            let words = draft.holder_answer(at);
            draft.paras(&words);
        }
        if has_status {
            let line = format!("{}: {}", draft.label_for("label_status"), draft.status(at));
            draft.para(line);
        }
    });
}

/// Only a sentence before the first finding says whose answers these are.
pub(crate) fn unlabelled(draft: &mut Draft) {
    start(draft);
    let by_chief = draft.dice.chance(55);
    // A head of its own, or the lead would belong to the section above it.
    draft.head(2, "head_mixed");
    draft.lead(&["lead_findings", if by_chief { "lead_by_chief" } else { "lead_by_commissioner" }]);
    let as_head = draft.dice.chance(60);
    draft.each_finding(|draft, at| {
        draft.finding_block(at, as_head);
        let words = if by_chief { draft.chief_answer(at) } else { draft.holder_answer(at) };
        draft.paras(&words);
    });
    if draft.dice.chance(50) {
        draft.overall();
    }
}

/// Each area is an item of a list; its comment stands in the same item or between two lists.
pub(crate) fn bulleted(draft: &mut Draft) {
    start(draft);
    draft.head(2, "head_AFI");
    let inside = draft.dice.chance(50);
    let (by_chief, by_both) = (draft.dice.chance(60), draft.dice.chance(30));
    let mut items = Vec::new();
    for at in 0..draft.record.findings.len() {
        let words = draft.finding(at);
        let mut item = vec![draft.labelled(at, &words)];
        let mut comments = Vec::new();
        if by_chief || by_both {
            comments.push((draft.label_for("label_chief"), draft.chief_answer(at)));
        }
        if !by_chief || by_both {
            comments.push((draft.label_for("label_commissioner"), draft.holder_answer(at)));
        }
        let is_bold = draft.colon;
        for (label, words) in comments {
            let label = format!("{label}:");
            let label = if is_bold { marks::bold(&label) } else { label };
            item.push(format!("{label} {}", words.join(" ")));
        }
        if inside {
            items.push(item);
        } else {
            let comments = item.split_off(1);
            draft.blocks.push(Block::Bullets(vec![item]));
            comments.into_iter().for_each(|comment| draft.para(comment));
        }
    }
    if !items.is_empty() {
        draft.blocks.push(Block::Bullets(items));
    }
    if draft.dice.chance(50) {
        draft.overall();
    }
}

/// A cause of concern, the recommendations in it with their answers, and the areas for improvement that stand by themselves.
pub(crate) fn nested(draft: &mut Draft) {
    start(draft);
    let (answers_concern, has_holder) = (draft.dice.chance(40), draft.dice.chance(50));
    let mut was_area = false;
    for at in 0..draft.record.findings.len() {
        let finding = &draft.record.findings[at];
        let words = draft.finding(at);
        let label = draft.label(at).unwrap_or_default();
        match finding.kind {
            FindingKind::Concern => draft.blocks.push(Block::Head(2, label)),
            FindingKind::Recommendation => draft.blocks.push(Block::Head(3, label)),
            FindingKind::Area => {
                if !was_area {
                    draft.head(2, "head_AFI");
                }
                was_area = true;
                draft.blocks.push(Block::Head(3, label));
            }
        }
        draft.para(words);
        if let Some(concern) = finding.concern {
            draft.fact(format!("{}.cause_of_concern", finding.key()), concern.to_string());
        }
        if finding.kind == FindingKind::Concern && !answers_concern {
            continue;
        }
        draft.own_line("label_chief", false);
        let words = draft.chief_answer(at);
        draft.paras(&words);
        if has_holder {
            draft.own_line("label_commissioner", false);
            let words = draft.holder_answer(at);
            draft.paras(&words);
        }
    }
    if draft.dice.chance(40) {
        draft.head(2, "head_overall");
        let words = draft.sentences(HOLDER, Kind::Answer, "commissioner_overall_comments", &["overall", "overall_more"]);
        draft.paras(&words);
    }
}
