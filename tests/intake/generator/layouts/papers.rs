//! Long documents: a page with numbered paragraphs, a paper for a committee, and a page with everything that a website adds.

use super::super::draft::Draft;
use super::super::page::{Block, Cell};
use super::super::{Kind, Speaker};
use super::answers;
use super::parts::HOLDER;

/// Numbers the paragraphs of one section: 2.1, 2.2 …
struct Section(usize, usize);

impl Section {
    fn para(&mut self, draft: &mut Draft, words: &str) {
        self.1 += 1;
        draft.para(format!("{}.{} {words}", self.0, self.1));
    }

    fn next(&mut self, draft: &mut Draft, place: &str) {
        *self = Self(self.0 + 1, 0);
        let words = draft.label_for(place);
        draft.blocks.push(Block::Head(2, format!("{}. {words}", self.0)));
    }
}

pub(crate) fn numbered(draft: &mut Draft) {
    draft.head(1, "head_page");
    if draft.dice.chance(50) {
        draft.responded();
    }
    let mut section = Section(0, 0);
    section.next(draft, "head_summary");
    let mut places = vec!["opening_page"];
    places.extend(["summary"].repeat(1 + draft.dice.below(3)));
    places.extend(draft.dice.chance(60).then_some("count"));
    for words in draft.sentences(HOLDER, Kind::About, "inspection.summary", &places) {
        section.para(draft, &words);
    }
    if draft.dice.chance(60) {
        section.next(draft, "head_initial");
        let places = ["welcome"].repeat(2 + draft.dice.below(2));
        for words in draft.sentences(HOLDER, Kind::Answer, "commissioner_initial_response", &places) {
            section.para(draft, &words);
        }
    }
    let all: Vec<usize> = (0..draft.record.findings.len()).collect();
    let place = draft.place_for("head", &all);
    section.next(draft, &place);
    let has_holder = draft.dice.chance(60);
    for at in all {
        let words = draft.finding(at);
        let words = draft.labelled(at, &words);
        section.para(draft, &words);
        let words = draft.chief_answer(at);
        answer(draft, &mut section, "label_chief", &words);
        if has_holder {
            let words = draft.holder_answer(at);
            answer(draft, &mut section, "label_commissioner", &words);
        }
    }
    if draft.dice.chance(60) {
        section.next(draft, "head_overall");
        for words in draft.overall_words("commissioner_overall_comments") {
            section.para(draft, &words);
        }
    }
}

/// The label leads the first paragraph; what follows is still the same speaker's.
fn answer(draft: &mut Draft, section: &mut Section, label: &str, sentences: &[String]) {
    let label = draft.label_for(label);
    for (at, words) in draft.parted(sentences).iter().enumerate() {
        let words = if at == 0 { format!("{label}: {words}") } else { words.clone() };
        section.para(draft, &words);
    }
}

/// The paper has recommendations of its own, to the committee: they are no findings.
pub(crate) fn committee(draft: &mut Draft) {
    draft.head(1, "paper_title");
    for place in ["head_page", "paper_meeting", "paper_author"] {
        let words = draft.label_for(place);
        draft.para(words);
    }
    let letter = ['A', 'B', '1'][draft.dice.below(3)];
    let heads = draft.label_for("paper_heads");
    let heads: Vec<&str> = heads.split('|').collect();
    let are_numbered = draft.dice.chance(50);
    for (at, head) in heads.iter().enumerate() {
        let number = if are_numbered { format!("{}. ", at + 1) } else { String::new() };
        draft.blocks.push(Block::Head(2, format!("{number}{head}")));
        match at {
            0 => {
                let words = draft.sentences(HOLDER, Kind::About, "", &["paper_purpose", "opening_page"]);
                draft.paras(&words);
            }
            1 => {
                let mut scene = draft.scene(HOLDER, 0);
                scene.letter = letter;
                let words = draft.phrase(&scene, "paper_ask");
                draft.say(HOLDER, Kind::About, None, "", &words);
                draft.para(words);
            }
            2 => draft.summary_words(HOLDER),
            _ => {
                let words = draft.sentences(HOLDER, Kind::About, "", &[if at == 3 { "paper_cost" } else { "paper_risk" }]);
                draft.para(words.concat());
            }
        }
    }
    let mut scene = draft.scene(HOLDER, 0);
    scene.letter = letter;
    let appendix = draft.phrase(&scene, "appendix");
    draft.blocks.push(Block::Head(2, appendix));
    if draft.dice.chance(50) {
        return answers::labelled_findings(draft);
    }
    let has_holder = draft.dice.chance(40);
    for group in draft.groups() {
        let finding = draft.place_for("col", &group);
        let mut places = vec![finding.as_str(), "col_action", "col_owner"];
        places.extend(has_holder.then_some("col_commissioner"));
        let head = places.iter().map(|place| draft.label_for(place)).collect();
        let mut rows = Vec::new();
        for at in group {
            let words = draft.finding(at);
            let mut row = vec![draft.labelled(at, &words), draft.chief_answer(at).join(" "), draft.owner(at)];
            if has_holder {
                row.push(draft.holder_answer(at).join(" "));
            }
            rows.push(row.into_iter().map(Cell::new).collect());
        }
        draft.blocks.push(Block::Table(head, rows));
    }
}

pub(crate) fn furnished(draft: &mut Draft) {
    let cookies = draft.label_for("cookies");
    if draft.dice.chance(60) {
        draft.para(cookies);
    }
    links(draft, "nav", "menu");
    if draft.dice.chance(60) {
        let words = draft.label_for("crumbs");
        draft.para(words);
    }
    answers::start(draft);
    answers::labelled_findings(draft);
    if draft.dice.chance(60) {
        draft.overall();
    }
    if draft.dice.chance(60) {
        links(draft, "aside", "related");
    }
    links(draft, "div", "contact");
    let words = draft.filled(&draft.scene(Speaker::Commissioner, 0), "{footer}");
    draft.para(words);
}

/// The first of the words is the head of the list, except in a menu.
fn links(draft: &mut Draft, tag: &'static str, place: &str) {
    let words = draft.label_for(place);
    let mut words: Vec<String> = words.split('|').map(str::to_owned).collect();
    if tag != "nav" {
        let head = words.remove(0);
        draft.blocks.push(Block::Head(3, head));
    }
    draft.blocks.push(Block::Links(tag, words));
}
