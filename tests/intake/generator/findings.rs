//! Writes findings and the answers to them.

use super::dates::DateForm;
use super::draft::{Draft, Numbering};
use super::record::{FindingKind, Status};
use super::scene::{Addressee, Scene, capital};
use super::{Kind, Speaker, marks};

/// The inspectorate's own formula: most findings use it, in every document.
const FORMULA: &str = "{addressee} should {ask}.";

impl Draft<'_> {
    /// What the document calls a finding, if anything.
    pub(crate) fn label(&self, at: usize) -> Option<String> {
        let finding = &self.record.findings[at];
        let (kind, number) = (finding.kind, finding.number);
        match (self.numbering, kind) {
            (Numbering::Full, _) => Some(format!("{} {number}", kind.word())),
            (Numbering::Short, _) => Some(finding.key()),
            (Numbering::Rec, FindingKind::Recommendation) => Some(format!("Rec {number}")),
            (Numbering::Rec, FindingKind::Area) => Some(format!("AFI {number}")),
            (Numbering::Rec, FindingKind::Concern) => Some(format!("CoC {number}")),
            (Numbering::Bare, _) => Some(format!("{number}.")),
            (Numbering::Word, _) => Some(kind.word().to_owned()),
            (Numbering::Nothing, _) => None,
        }
    }

    /// Whether a head has to say of which kind the findings below it are.
    pub(crate) fn is_grouped(&self) -> bool {
        matches!(self.numbering, Numbering::Bare | Numbering::Nothing)
    }

    /// The findings in runs of one kind, or all of them together.
    pub(crate) fn groups(&self) -> Vec<Vec<usize>> {
        let all: Vec<usize> = (0..self.record.findings.len()).collect();
        if !self.is_grouped() {
            return vec![all];
        }
        let kind = |at: &usize| self.record.findings[*at].kind;
        all.chunk_by(|one, other| kind(one) == kind(other)).map(<[usize]>::to_vec).collect()
    }

    /// "head_R" for findings of one kind, "head_mixed" for several.
    pub(crate) fn place_for(&self, prefix: &str, group: &[usize]) -> String {
        let kind = self.record.findings[group[0]].kind;
        let is_mixed = group.iter().any(|at| self.record.findings[*at].kind != kind);
        format!("{prefix}_{}", if is_mixed { "mixed" } else { kind.key() })
    }

    /// Label and words in one line.
    pub(crate) fn labelled(&mut self, at: usize, words: &str) -> String {
        match self.label(at) {
            None => words.to_owned(),
            Some(label) if label.ends_with('.') => format!("{label} {words}"),
            // Without any sign between them only bold letters tell the label from the words.
            Some(label) if self.separator.is_empty() && self.habits.format == "text" => format!("{label}: {words}"),
            Some(label) if self.separator.is_empty() || self.dice.chance(50) => {
                format!("{}{} {words}", marks::bold(&label), self.separator)
            }
            Some(label) => format!("{label}{} {words}", self.separator),
        }
    }

    /// The inspectorate's words. A deadline is a fact if it is in them.
    pub(crate) fn finding(&mut self, at: usize) -> String {
        let finding = &self.record.findings[at];
        let mut scene = self.scene(Speaker::Inspectorate, finding.topic);
        scene.kind = Some(finding.kind);
        scene.addressee = Some(self.addressee(&scene));
        if finding.kind == FindingKind::Concern {
            let concern = self.record.vocabulary.topics(self.record.of_fire)[finding.topic].concern;
            let words = self.filled(&scene, concern);
            self.say(Speaker::Inspectorate, Kind::Asks, Some(at), "text", &words);
            return words;
        }
        scene.due = finding.due;
        scene.span = [3, 6, 9, 12][self.dice.below(4)];
        let template = self.frame();
        let words = self.with_deadline(at, &scene, &template);
        if template.contains("{addressee}") || template.contains("{A:") {
            let asked = scene.addressee.as_ref().map(|addressee| addressee.words.clone()).unwrap_or_default();
            let printed = if words.starts_with(&capital(&asked)) { capital(&asked) } else { asked };
            self.fact(format!("{}.addressed_to", finding.key()), printed);
        }
        self.say(Speaker::Inspectorate, Kind::Asks, Some(at), "text", &words);
        if !words.contains(marks::ITEM) && self.dice.chance(25) {
            let follow = self.phrase(&scene, "follow");
            self.say(Speaker::Inspectorate, Kind::Asks, Some(at), "text", &follow);
            return format!("{words} {follow}");
        }
        words
    }

    fn addressee(&mut self, scene: &Scene) -> Addressee {
        if self.record.national {
            let words = capital_off(&self.phrase(scene, "national"));
            let plural = !words.starts_with("every");
            return Addressee { words, plural };
        }
        let words =
            if self.dice.chance(30) { self.record.place.full.to_owned() } else { format!("the {}", self.record.place.noun) };
        Addressee { words, plural: false }
    }

    fn frame(&mut self) -> String {
        let lists = self.habits.format == "html" && self.dice.chance(12);
        if lists {
            let leads = self.record.vocabulary.of("lead_list");
            return format!("{}{item}{{ask}};{item}{{ask}}; and{item}{{ask}}.", self.dice.pick(leads), item = marks::ITEM);
        }
        if self.dice.chance(60) {
            return FORMULA.to_owned();
        }
        let frames = self.record.vocabulary.of("frame");
        self.dice.pick(frames).to_owned()
    }

    fn with_deadline(&mut self, at: usize, scene: &Scene, template: &str) -> String {
        let finding = &self.record.findings[at];
        let takes_one = template.starts_with("{addressee} should {") || template.starts_with("{A:");
        let at_once = ["now", "immediate", "urgen"].iter().any(|word| template.contains(word));
        let Some(due) = finding.due.filter(|_| takes_one && !at_once) else { return self.filled(scene, template) };
        let leads = self.record.vocabulary.of("by");
        let mut lead = if self.dice.chance(50) { "By {due_date}" } else { self.dice.pick(leads) };
        // "By the end of March" is only true of a deadline on the last day of March.
        if lead.contains("{due_month}") && due != due.end_of_month() {
            lead = "By {due_date}";
        }
        let printed = self.filled(scene, lead);
        let key = finding.key();
        if !lead.contains("{due_span}") {
            self.fact(format!("{key}.due"), due.iso());
        }
        if template == FORMULA && self.dice.chance(25) && lead.starts_with("By") {
            let printed = printed.replacen("By", "by", 1);
            let words = self.filled(scene, template);
            self.fact(format!("{key}.due_text"), printed.clone());
            return format!("{} {printed}.", words.trim_end_matches('.'));
        }
        self.fact(format!("{key}.due_text"), printed.clone());
        let words = self.filled(scene, template);
        let asked = scene.addressee.as_ref().map(|addressee| addressee.words.clone()).unwrap_or_default();
        format!("{printed}, {}", words.replacen(&capital(&asked), &asked, 1))
    }

    /// What the chief officer says about a finding: what is done where the work is done, plans where it has not begun.
    pub(crate) fn chief_answer(&mut self, at: usize) -> Vec<String> {
        let mut places = if self.dice.chance(35) { vec!["accept"] } else { Vec::new() };
        let more = if self.dice.chance(25) { 2 } else { 0 };
        match self.record.findings[at].status {
            Status::Closed => {
                places.extend(["chief_done"].repeat(1 + more + self.dice.below(3)));
                places.extend(self.dice.chance(40).then_some("chief_close"));
            }
            Status::InProgress => {
                places.extend(["chief_done"].repeat(self.dice.below(3)));
                places.extend(["chief_doing"].repeat(1 + more + self.dice.below(2)));
                places.extend(self.dice.chance(40).then_some("chief_plan"));
            }
            Status::NotStarted => places.extend(["chief_plan"].repeat(1 + self.dice.below(3))),
        }
        self.answer(at, Speaker::ChiefOfficer, "chief_officer_response.text", &places)
    }

    pub(crate) fn chief_says(&mut self, at: usize, places: &[&str]) -> Vec<String> {
        self.answer(at, Speaker::ChiefOfficer, "chief_officer_response.text", places)
    }

    pub(crate) fn holder_answer(&mut self, at: usize) -> Vec<String> {
        let places = ["commissioner"].repeat(1 + self.dice.below(3));
        self.answer(at, Speaker::Commissioner, "commissioner_response.text", &places)
    }

    fn answer(&mut self, at: usize, speaker: Speaker, fact: &str, places: &[&str]) -> Vec<String> {
        let finding = &self.record.findings[at];
        let mut scene = self.scene(speaker, finding.topic);
        scene.kind = Some(finding.kind);
        let mut sentences = Vec::new();
        for place in places {
            let words = self.phrase(&scene, place);
            self.say(speaker, Kind::Answer, Some(at), fact, &words);
            sentences.push(words);
        }
        sentences
    }

    pub(crate) fn owner(&mut self, at: usize) -> String {
        let finding = &self.record.findings[at];
        let words = self.phrase(&self.scene(Speaker::ChiefOfficer, finding.topic), "post");
        self.fact(format!("{}.owner", finding.key()), words.clone());
        words
    }

    pub(crate) fn status(&mut self, at: usize) -> String {
        let finding = &self.record.findings[at];
        self.fact(format!("{}.status", finding.key()), finding.status.key());
        self.statuses(finding.status)
    }

    /// The force's own date; some print only the month.
    pub(crate) fn target(&mut self, at: usize) -> String {
        let finding = &self.record.findings[at];
        let month_only = self.dice.chance(25);
        let day = if month_only { finding.target.end_of_month() } else { finding.target };
        self.fact(format!("{}.target", finding.key()), day.iso());
        if month_only { day.month() } else { day.print(self.day_form()) }
    }

    /// The inspectorate's deadline in a column or line of its own.
    pub(crate) fn due(&mut self, at: usize) -> String {
        let finding = &self.record.findings[at];
        let key = finding.key();
        // "Within six months" names no day, and no office would work one out.
        let is_span = self.has_fact(&format!("{key}.due_text")) && !self.has_fact(&format!("{key}.due"));
        let Some(due) = finding.due.filter(|_| !is_span) else { return String::new() };
        let printed = due.print(self.day_form());
        self.fact(format!("{key}.due"), due.iso());
        if !self.has_fact(&format!("{key}.due_text")) {
            self.fact(format!("{key}.due_text"), printed.clone());
        }
        printed
    }

    fn day_form(&self) -> DateForm {
        if matches!(self.record.form, DateForm::Weekday) { DateForm::Plain } else { self.record.form }
    }
}

/// What stands inside a sentence begins small.
fn capital_off(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_lowercase().to_string() + letters.as_str()).unwrap_or_default()
}
