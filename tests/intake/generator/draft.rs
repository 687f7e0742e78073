//! A document in the making: what is written goes into blocks, and what it tells into facts and statements at the same moment.

use std::collections::BTreeMap;

use super::dice::Dice;
use super::page::{Block, Habits};
use super::record::{FindingKind, Record, Status};
use super::scene::{Scene, capital};
use super::{Generated, Kind, Layout, Speaker, Statement, marks};

/// How a document names its findings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Numbering {
    /// Recommendation 4
    Full,
    /// R4
    Short,
    /// Rec 4
    Rec,
    /// 4.
    Bare,
    /// Recommendation
    Word,
    /// Nothing but the head above says what it is.
    Nothing,
}

pub(crate) struct Draft<'a> {
    pub(crate) dice: Dice,
    pub(crate) record: &'a Record,
    pub(crate) habits: Habits,
    pub(crate) numbering: Numbering,
    /// Between a label and what follows in the same line.
    pub(crate) separator: &'static str,
    /// Whether a label in a line of its own ends with a colon.
    pub(crate) colon: bool,
    pub(crate) blocks: Vec<Block>,
    said: Vec<String>,
    labels: BTreeMap<String, String>,
    facts: BTreeMap<String, String>,
    statements: Vec<Statement>,
}

impl<'a> Draft<'a> {
    pub(crate) fn new(mut dice: Dice, record: &'a Record, habits: Habits, numbering: Numbering) -> Self {
        let separator = [":", ":", " –", ""][dice.below(4)];
        let colon = dice.chance(50);
        Self {
            dice,
            record,
            habits,
            numbering,
            separator,
            colon,
            blocks: Vec::new(),
            said: Vec::new(),
            labels: BTreeMap::new(),
            facts: BTreeMap::new(),
            statements: Vec::new(),
        }
    }

    pub(crate) fn scene(&self, speaker: Speaker, topic: usize) -> Scene<'a> {
        Scene::new(self.record, speaker, topic)
    }

    /// A sentence or label from the list for `place`.
    pub(crate) fn phrase(&mut self, scene: &Scene, place: &str) -> String {
        capital(&scene.pick(&mut self.dice, place, &mut self.said))
    }

    pub(crate) fn filled(&mut self, scene: &Scene, template: &str) -> String {
        capital(&scene.fill(&mut self.dice, template, &mut self.said))
    }

    /// A phrase that this document does not vary: its labels, its words for a status.
    pub(crate) fn label_for(&mut self, place: &str) -> String {
        if let Some(label) = self.labels.get(place) {
            return label.clone();
        }
        let label = self.phrase(&self.scene(Speaker::Commissioner, 0), place);
        self.labels.insert(place.to_owned(), label.clone());
        label
    }

    pub(crate) fn any_topic(&mut self) -> usize {
        let findings = &self.record.findings;
        findings[self.dice.below(findings.len())].topic
    }

    /// Keeps a sentence with who says it, and adds it to a fact.
    pub(crate) fn say(&mut self, speaker: Speaker, kind: Kind, finding: Option<usize>, fact: &str, words: &str) {
        let finding = finding.map(|at| self.record.findings[at].key());
        self.statements.push(Statement { words: words.to_owned(), kind, speaker, finding: finding.clone() });
        if !fact.is_empty() {
            let key = finding.map_or_else(|| fact.to_owned(), |finding| format!("{finding}.{fact}"));
            let value = self.facts.entry(key).or_default();
            if !value.is_empty() {
                value.push(' ');
            }
            value.push_str(words);
        }
    }

    pub(crate) fn fact(&mut self, key: String, value: impl Into<String>) {
        self.facts.insert(key, value.into());
    }

    pub(crate) fn has_fact(&self, key: &str) -> bool {
        self.facts.contains_key(key)
    }

    /// Some sentences of one speaker that concern no single finding.
    pub(crate) fn sentences(&mut self, speaker: Speaker, kind: Kind, fact: &str, places: &[&str]) -> Vec<String> {
        places
            .iter()
            .map(|place| {
                let topic = self.any_topic();
                let words = self.phrase(&self.scene(speaker, topic), place);
                self.say(speaker, kind, None, fact, &words);
                words
            })
            .collect()
    }

    pub(crate) fn head(&mut self, level: usize, place: &str) {
        let words = self.label_for(place);
        self.blocks.push(Block::Head(level, words));
    }

    pub(crate) fn para(&mut self, words: impl Into<String>) {
        self.blocks.push(Block::Para(words.into()));
    }

    /// Some sentences as one paragraph, or as two where they are many.
    pub(crate) fn paras(&mut self, sentences: &[String]) {
        for para in self.parted(sentences) {
            self.para(para);
        }
    }

    pub(crate) fn parted(&mut self, sentences: &[String]) -> Vec<String> {
        let at = if sentences.len() > 2 && self.dice.chance(50) { sentences.len() / 2 } else { 0 };
        let (first, second) = sentences.split_at(at);
        [first, second].iter().filter(|part| !part.is_empty()).map(|part| part.join(" ")).collect()
    }

    pub(crate) fn statuses(&mut self, status: Status) -> String {
        self.label_for(match status {
            Status::NotStarted => "status_not_started",
            Status::InProgress => "status_in_progress",
            Status::Closed => "status_closed",
        })
    }

    /// Facts that are in the document because their words are; and what the marks in the text say.
    pub(crate) fn finish(mut self, layout: Layout) -> Generated {
        let marked = self.habits.print(&self.blocks);
        // What only the title of the window says is no fact: nobody reads it.
        let squeezed = squeezed(&marks::removed(&marked));
        let title = if self.dice.chance(50) { &self.record.title } else { self.record.place.body };
        let text = self.habits.page(&self.habits.typed(title), &marks::removed(&marked));
        let (record, place) = (self.record, self.record.place);
        let prints = |words: &str| squeezed.contains(&squeezed_words(&self.habits.typed(words)));
        let mut found: Vec<(&str, String)> = Vec::new();
        let names_office = [place.office, place.role, place.body].iter().any(|words| prints(words));
        if names_office || ["PCC", "PFCC"].iter().any(|short| place.shorts.contains(short) && prints(short)) {
            found.push(("local_policing_body.kind", place.kind.to_owned()));
        }
        if prints(place.full) || prints(&capital(place.full)) || prints(place.role) || prints(place.body) {
            found.push(("force", place.short.to_owned()));
        }
        let without_deputies = ["Assistant", "Deputy"]
            .iter()
            .fold(squeezed.clone(), |text, rank| text.replace(&format!("{rank}{}", squeezed_words(place.chief)), ""));
        if without_deputies.contains(&squeezed_words(place.chief)) {
            found.push(("chief_officer.title", place.chief.to_owned()));
        }
        let named = [
            ("local_policing_body.holder", record.holder.as_str(), record.holder.as_str()),
            ("chief_officer.name", record.chief_name.as_str(), record.chief_name.as_str()),
            ("inspection.title", record.title.as_str(), record.title.as_str()),
            ("inspection.inspectorates", "HMICFRS", "HMICFRS"),
        ];
        found.extend(named.iter().filter(|(_, words, _)| prints(words)).map(|(key, _, value)| (*key, (*value).to_owned())));
        for (mark, key, day) in [
            (marks::PUBLISHED, "inspection.published", record.published),
            (marks::RESPONDED, "publication.published", record.responded),
        ] {
            if marked.contains(mark) {
                found.push((key, day.iso()));
            }
        }
        for (kind, key) in [
            (FindingKind::Recommendation, "inspection.recommendation_count"),
            (FindingKind::Area, "inspection.area_for_improvement_count"),
            (FindingKind::Concern, "inspection.cause_of_concern_count"),
        ] {
            let count = record.counts.iter().find(|(counted, _)| *counted == kind);
            if let (Some((_, count)), true) = (count, marked.contains(marks::count(kind))) {
                found.push((key, count.to_string()));
            }
        }
        for (kind, key) in [
            (FindingKind::Recommendation, "recommendations"),
            (FindingKind::Area, "areas_for_improvement"),
            (FindingKind::Concern, "causes_of_concern"),
        ] {
            let of_kind = record.findings.iter().filter(|finding| finding.kind == kind);
            let numbers: Vec<String> = of_kind.map(|finding| finding.number.to_string()).collect();
            if !numbers.is_empty() {
                found.push((key, numbers.join(", ")));
            }
        }
        self.facts.extend(found.into_iter().map(|(key, value)| (key.to_owned(), value)));
        let clean = |words: &str| self.habits.typed(&marks::removed(words));
        let statements: Vec<Statement> =
            self.statements.iter().map(|said| Statement { words: clean(&said.words), ..said.clone() }).collect();
        let facts = self.facts.iter().map(|(key, value)| (key.clone(), clean(value))).collect();
        Generated { layout, text, format: self.habits.format, facts, statements }
    }
}

/// The words of a document without tags, marks of Markdown, entities and whitespace: how a test finds a sentence that is wrapped.
pub(crate) fn squeezed(text: &str) -> String {
    let mut outside = String::new();
    let mut in_tag = false;
    for letter in text.chars() {
        match letter {
            '<' => in_tag = true,
            '>' if in_tag => in_tag = false,
            _ if in_tag => {}
            _ => outside.push(letter),
        }
    }
    let named = [
        ("&rsquo;", "’"),
        ("&lsquo;", "‘"),
        ("&ldquo;", "“"),
        ("&rdquo;", "”"),
        ("&ndash;", "–"),
        ("&pound;", "£"),
        ("&nbsp;", " "),
    ];
    let decoded = named.iter().fold(outside, |text, (name, letter)| text.replace(name, letter)).replace("&amp;", "&");
    squeezed_words(&decoded)
}

pub(crate) fn squeezed_words(words: &str) -> String {
    words.chars().filter(|letter| !letter.is_whitespace() && *letter != '*').collect()
}
