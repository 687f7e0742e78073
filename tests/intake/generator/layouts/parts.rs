//! Pieces that several layouts have.

use super::super::draft::Draft;
use super::super::page::{Block, Cell};
use super::super::{Kind, Speaker, marks};

pub(crate) const HOLDER: Speaker = Speaker::Commissioner;
pub(crate) const CHIEF: Speaker = Speaker::ChiefOfficer;

impl Draft<'_> {
    /// What the document is; no fact, because it answers nothing.
    pub(crate) fn opening(&mut self, speaker: Speaker, place: &str) {
        let mut places = vec![place];
        if speaker == HOLDER && !self.record.of_fire && self.dice.chance(20) {
            places.push("law");
        }
        let words = self.sentences(speaker, Kind::About, "", &places);
        self.para(words.join(" "));
    }

    /// Words about the report under a head of their own.
    pub(crate) fn summary(&mut self, speaker: Speaker) {
        self.head(2, "head_summary");
        self.summary_words(speaker);
    }

    pub(crate) fn summary_words(&mut self, speaker: Speaker) {
        let mut places = ["summary"].repeat(2 + self.dice.below(2));
        if self.dice.chance(60) {
            places.push("count");
        }
        let words = self.sentences(speaker, Kind::About, "inspection.summary", &places);
        self.paras(&words);
    }

    /// As a table on a page and as lines elsewhere; only a report on one force has grades.
    pub(crate) fn grades(&mut self) {
        if self.record.grades.is_empty() {
            return;
        }
        self.head(2, "head_grades");
        let kept: Vec<String> = self.record.grades.iter().map(|(area, _, kept)| format!("{area}: {kept}")).collect();
        self.fact("inspection.grades".to_owned(), kept.join("; "));
        let grades = &self.record.grades;
        if self.habits.format == "html" && self.dice.chance(60) {
            let rows = grades.iter().map(|(area, printed, _)| vec![Cell::new(*area), Cell::new(*printed)]).collect();
            self.blocks.push(Block::Table(Vec::new(), rows));
        } else {
            let sign = if self.dice.chance(50) { ": " } else { " – " };
            let items = grades.iter().map(|(area, printed, _)| vec![format!("{area}{sign}{printed}")]).collect();
            self.blocks.push(Block::Bullets(items));
        }
    }

    /// The words of whoever holds the office before the findings, with or without a head of their own.
    pub(crate) fn initial(&mut self) {
        self.head(2, "head_initial");
        let places = ["welcome"].repeat(2 + self.dice.below(3));
        let words = self.sentences(HOLDER, Kind::Answer, "commissioner_initial_response", &places);
        self.paras(&words);
    }

    pub(crate) fn overall(&mut self) {
        self.head(2, "head_overall");
        let words = self.overall_words("commissioner_overall_comments");
        self.paras(&words);
    }

    pub(crate) fn overall_words(&mut self, fact: &str) -> Vec<String> {
        let mut places = vec!["overall"];
        places.extend(["overall_more"].repeat(self.dice.below(3)));
        self.sentences(HOLDER, Kind::Answer, fact, &places)
    }

    pub(crate) fn overview(&mut self) {
        self.head(2, "head_overview");
        let places = ["overview"].repeat(2 + self.dice.below(3));
        let words = self.sentences(CHIEF, Kind::Answer, "chief_officer_response.overview", &places);
        self.paras(&words);
    }

    pub(crate) fn responded(&mut self) {
        let words = self.label_for("responded");
        self.para(words);
    }

    /// A sign of who speaks next; it tells nothing and is no statement.
    pub(crate) fn lead(&mut self, places: &[&str]) {
        let words: Vec<String> = places.iter().map(|place| self.phrase(&self.scene(HOLDER, 0), place)).collect();
        self.para(words.join(" "));
    }

    /// A label in a line of its own, as a small head or as a bold line.
    pub(crate) fn own_line(&mut self, place: &str, as_head: bool) {
        let label = self.label_for(place);
        let label = if self.colon { format!("{label}:") } else { label };
        if as_head {
            self.blocks.push(Block::Head(4, label));
        } else {
            self.para(marks::bold(&label));
        }
    }

    /// The label of a finding as a head above its words, or both in one paragraph.
    pub(crate) fn finding_block(&mut self, at: usize, as_head: bool) {
        let words = self.finding(at);
        match self.label(at) {
            Some(label) if as_head && !self.is_grouped() => {
                self.blocks.push(Block::Head(3, label));
                self.para(words);
            }
            _ => {
                let words = self.labelled(at, &words);
                self.para(words);
            }
        }
    }

    /// Goes through the findings, with a head above each group where the labels do not say what a finding is.
    pub(crate) fn each_finding(&mut self, mut write: impl FnMut(&mut Self, usize)) {
        for group in self.groups() {
            if self.is_grouped() || self.dice.chance(40) {
                let place = self.place_for("head", &group);
                self.head(2, &place);
            }
            for at in group {
                write(self, at);
            }
        }
    }
}
