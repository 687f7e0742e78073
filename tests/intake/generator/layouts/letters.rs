//! Letters: who speaks is told by the signature, and most paragraphs have no label.

use super::super::draft::Draft;
use super::super::page::Block;
use super::super::scene::capital;
use super::super::{Kind, Speaker, marks};
use super::parts::{CHIEF, HOLDER};

pub(crate) fn to_minister(draft: &mut Draft) {
    let body = draft.record.place.body;
    sender(draft, body);
    let lines = ["The Home Secretary", "Home Office", "2 Marsham Street", "London SW1P 4DF"];
    draft.blocks.push(Block::Lines(lines.map(str::to_owned).to_vec()));
    salutation(draft, "minister");
    let mut opening = vec!["opening"];
    opening.extend(draft.dice.chance(20).then_some("law"));
    let words = draft.sentences(HOLDER, Kind::About, "commissioner_initial_response", &opening);
    draft.para(words.join(" "));
    let places = ["welcome"].repeat(1 + draft.dice.below(3));
    let words = draft.sentences(HOLDER, Kind::Answer, "commissioner_initial_response", &places);
    draft.paras(&words);
    // Some ask the chief officer for words of a general kind, and quote them.
    if draft.dice.chance(35) {
        let words = draft.phrase(&draft.scene(HOLDER, 0), "lead_quote");
        draft.para(words);
        let says_we = draft.record.chief_says_we;
        let count = 2 + draft.dice.below(2);
        let words = draft.sentences(CHIEF, Kind::Answer, "chief_officer_response.overview", &["overview"].repeat(count));
        let words = words.join(" ");
        draft.para(if says_we { format!("“{words}”") } else { words });
    }
    if draft.dice.chance(50) {
        draft.lead(&["lead_findings"]);
    }
    let as_head = draft.dice.chance(30);
    draft.each_finding(|draft, at| {
        draft.finding_block(at, as_head);
        let words = draft.holder_answer(at);
        draft.paras(&words);
    });
    let words = draft.overall_words("commissioner_overall_comments");
    draft.paras(&words);
    let signer = (draft.record.holder.clone(), draft.record.place.role.to_owned());
    signature(draft, &[signer.0, signer.1]);
}

pub(crate) fn from_chief(draft: &mut Draft) {
    let force = capital(draft.record.place.full);
    sender(draft, &force);
    let (holder, role, body) = (draft.record.holder.clone(), draft.record.place.role, draft.record.place.body);
    draft.blocks.push(Block::Lines(vec![holder, role.to_owned(), body.to_owned()]));
    salutation(draft, "dear_holder");
    let overview = "chief_officer_response.overview";
    let words = draft.sentences(CHIEF, Kind::About, overview, &["opening_chief"]);
    draft.para(words.join(" "));
    let places = ["overview"].repeat(1 + draft.dice.below(3));
    let words = draft.sentences(CHIEF, Kind::Answer, overview, &places);
    draft.paras(&words);
    let as_head = draft.dice.chance(40);
    draft.each_finding(|draft, at| {
        draft.finding_block(at, as_head);
        let words = draft.chief_answer(at);
        draft.paras(&words);
    });
    if draft.dice.chance(50) {
        let words = draft.sentences(CHIEF, Kind::About, overview, &["overview_end"]);
        draft.para(words.join(" "));
    }
    let record = draft.record;
    signature(draft, &[record.chief_name.clone(), record.place.chief.to_owned(), force]);
}

fn sender(draft: &mut Draft, from: &str) {
    let mut lines = vec![from.to_owned(), "Headquarters".to_owned(), format!("{} Park Road", draft.dice.between(2, 90))];
    if draft.dice.chance(40) {
        lines.push(draft.label_for("our_ref"));
    }
    if draft.dice.chance(50) {
        lines.push(format!("Tel: 01632 960{}", draft.dice.between(100, 999)));
    }
    draft.blocks.push(Block::Lines(lines));
    let date = draft.filled(&draft.scene(Speaker::Commissioner, 0), "{responded}");
    draft.para(date);
}

fn salutation(draft: &mut Draft, place: &str) {
    let words = draft.label_for(place);
    draft.para(words);
    if draft.dice.chance(70) {
        let words = draft.label_for("subject");
        draft.para(marks::bold(&words));
    }
}

fn signature(draft: &mut Draft, lines: &[String]) {
    let words = draft.label_for("goodbye");
    draft.para(words);
    draft.blocks.push(Block::Lines(lines.to_vec()));
}
