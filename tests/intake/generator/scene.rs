//! Fills the slots of a phrase: who speaks decides "we" or "the force", whom the inspectorate asks decides "its" or "their".

use super::dates::DateForm;
use super::dice::Dice;
use super::names::{FIRST_NAMES, LAST_NAMES};
use super::record::{FindingKind, Record};
use super::{Speaker, marks};

/// Who is asked to do something, as printed.
#[derive(Clone, Debug)]
pub(crate) struct Addressee {
    pub(crate) words: String,
    pub(crate) plural: bool,
}

/// What one sentence is about and who says it.
pub(crate) struct Scene<'a> {
    pub(crate) record: &'a Record,
    pub(crate) speaker: Speaker,
    pub(crate) topic: usize,
    pub(crate) kind: Option<FindingKind>,
    pub(crate) addressee: Option<Addressee>,
    pub(crate) due: Option<super::dates::Date>,
    /// Months that `{due_span}` counts.
    pub(crate) span: u32,
    /// Letter of an appendix, and anything else that only one phrase needs.
    pub(crate) letter: char,
}

impl<'a> Scene<'a> {
    pub(crate) fn new(record: &'a Record, speaker: Speaker, topic: usize) -> Self {
        Self { record, speaker, topic, kind: None, addressee: None, due: None, span: 6, letter: 'A' }
    }

    /// The phrase with all slots filled. `said` keeps what this document has used, so that it does not repeat itself.
    pub(crate) fn fill(&self, dice: &mut Dice, template: &str, said: &mut Vec<String>) -> String {
        let mut filled = String::new();
        let mut rest = template;
        while let Some((before, after)) = rest.split_once('{') {
            filled.push_str(before);
            let (slot, after) = after.split_once('}').unwrap_or((after, ""));
            filled.push_str(&self.slot(dice, slot, said));
            rest = after;
        }
        filled + rest
    }

    /// One of the phrases for a place that this document has not used yet.
    pub(crate) fn pick(&self, dice: &mut Dice, place: &str, said: &mut Vec<String>) -> String {
        let fire_place = format!("{place}_fire");
        let of_fire = if self.record.of_fire { self.record.vocabulary.of(&fire_place) } else { &[] };
        let mut phrases = if of_fire.is_empty() { self.record.vocabulary.of(place) } else { of_fire }.to_vec();
        if self.record.of_fire && !place.starts_with("paper") {
            let of_police = ["polic", "victim", "crime", "offender", "custody"];
            phrases.retain(|phrase| !of_police.iter().any(|word| phrase.to_lowercase().contains(word)));
        }
        assert!(!phrases.is_empty(), "no phrase for {place}");
        let fresh: Vec<&str> = phrases.iter().copied().filter(|phrase| !said.iter().any(|used| used == phrase)).collect();
        let phrase = if fresh.is_empty() { dice.pick(&phrases) } else { dice.pick(&fresh) };
        said.push(phrase.to_owned());
        self.fill(dice, phrase, said)
    }

    fn slot(&self, dice: &mut Dice, slot: &str, said: &mut Vec<String>) -> String {
        let (record, place) = (self.record, self.record.place);
        let form = record.form.in_sentence();
        let chief_we = self.speaker == Speaker::ChiefOfficer && record.chief_says_we;
        let holder_i = record.holder_says_i;
        let holder = || if holder_i { "I".to_owned() } else { format!("the {}", record.holder_short) };
        match slot {
            "force" => place.full.to_owned(),
            "short" | "place" => place.short.to_owned(),
            "noun" => place.noun.to_owned(),
            "chief" => place.chief.to_owned(),
            "chief_name" => record.chief_name.clone(),
            "holder" => record.holder.clone(),
            "holder_first" => record.holder.split(' ').next().unwrap_or_default().to_owned(),
            "holder_short" => record.holder_short.to_owned(),
            "office" => place.office.to_owned(),
            "role" => place.role.to_owned(),
            // The mayor's office says which force the Mayor of London answers for.
            "publisher" if place.kind == "mopac" => format!("{} (MOPAC)", place.body),
            "publisher" => place.role.to_owned(),
            "body" => place.body.to_owned(),
            "title" => record.title.clone(),
            "published" => format!("{}{}", marks::PUBLISHED, record.published.print(form)),
            "responded" => format!("{}{}", marks::RESPONDED, record.responded.print(record.form)),
            "meeting" => record.responded.plus(dice.between(5, 40)).on_weekday().print(DateForm::Weekday),
            "past" => super::dates::Date(record.responded.0 - dice.between(31, 150)).month(),
            "next" => record.responded.plus(dice.between(50, 330)).month(),
            "before" => super::dates::Date(record.published.0 - dice.between(100, 250)).month(),
            "long_before" => super::dates::Date(record.published.0 - dice.between(900, 1500)).month(),
            "year" => record.responded.year().to_string(),
            "due_date" => self.due.map_or_else(String::new, |due| due.print(form)),
            "due_month" => self.due.map_or_else(String::new, super::dates::Date::month),
            "due_span" => span(self.span, dice.chance(60)),
            "n" => dice.between(6, 48).to_string(),
            "two" => dice.between(10, 99).to_string(),
            "hundreds" => (dice.between(2, 9) * 50).to_string(),
            "low" => dice.between(31, 58).to_string(),
            "percent" => dice.between(64, 98).to_string(),
            "percent_money" => format!("£{},000", dice.between(4, 60) * 10),
            "letter" => self.letter.to_string(),
            "site" => format!("{}.example", place.short.to_lowercase().replace(' ', "-")),
            "short_ref" => place.short.split(' ').filter_map(|word| word.chars().next()).collect(),
            "person" => {
                // Nobody who could be taken for the holder of the office or for the chief officer.
                format!("{} {}", FIRST_NAMES[dice.below(12)], LAST_NAMES[12 + dice.below(12)])
            }
            "counts" => counts(record, dice),
            "thing" => {
                let things = &record.vocabulary.topics(record.of_fire)[self.topic].things;
                self.unused(dice, things, said)
            }
            "ask" | "asks" => {
                let ask = self.specific_or_general(dice, "ask", 45, said);
                let singular = slot == "asks" && self.addressee.as_ref().is_none_or(|addressee| !addressee.plural);
                if singular { third_person(&ask) } else { ask }
            }
            "done" => self.specific_or_general(dice, "done", 60, said),
            "plan" => self.specific_or_general(dice, "plan", 60, said),
            "finding" => self.kind.map_or_else(|| "finding".to_owned(), |kind| kind.word().to_lowercase()),
            "addressee" => self.addressee.as_ref().map_or_else(|| self.the_force(dice), |addressee| addressee.words.clone()),
            "its" => match &self.addressee {
                Some(addressee) if addressee.plural => "their".to_owned(),
                _ if chief_we => "our".to_owned(),
                _ => "its".to_owned(),
            },
            "it" => if self.addressee.as_ref().is_some_and(|addressee| addressee.plural) { "they" } else { "it" }.to_owned(),
            "our" => if record.chief_says_we { "our" } else { "its" }.to_owned(),
            "me" => {
                if holder_i {
                    "me".to_owned()
                } else {
                    holder()
                }
            }
            "my" | "My" => {
                if holder_i {
                    "my".to_owned()
                } else {
                    format!("{}’s", holder())
                }
            }
            _ => match slot.split_once(':') {
                Some(("S", verb)) if record.chief_says_we => format!("we {}", conjugated(verb, Person::Plural)),
                Some(("S", verb)) => format!("{} {}", self.the_force(dice), conjugated(verb, Person::Third)),
                Some(("s", verb)) => {
                    conjugated(verb, if record.chief_says_we { Person::Plural } else { Person::Third }).to_owned()
                }
                Some(("C", verb)) => {
                    format!("{} {}", holder(), conjugated(verb, if holder_i { Person::First } else { Person::Third }))
                }
                Some(("c", verb)) => conjugated(verb, if holder_i { Person::First } else { Person::Third }),
                Some(("A", verb)) => match &self.addressee {
                    Some(addressee) if addressee.plural => format!("{} {verb}", addressee.words),
                    Some(addressee) => format!("{} {}", addressee.words, conjugated(verb, Person::Third)),
                    None => verb.to_owned(),
                },
                _ => self.pick(dice, slot, said),
            },
        }
    }

    fn the_force(&self, dice: &mut Dice) -> String {
        let place = self.record.place;
        if self.record.force_by_name && dice.chance(50) { place.full.to_owned() } else { format!("the {}", place.noun) }
    }

    /// Words of this topic, or a general phrase that fits any topic.
    fn specific_or_general(&self, dice: &mut Dice, place: &str, percent: usize, said: &mut Vec<String>) -> String {
        let topic = &self.record.vocabulary.topics(self.record.of_fire)[self.topic];
        let own = match place {
            "ask" => &topic.asks,
            "done" => &topic.done,
            _ => &topic.plans,
        };
        let has_fresh = own.iter().any(|phrase| !said.iter().any(|used| used == phrase));
        if has_fresh && dice.chance(percent) { self.unused(dice, own, said) } else { self.pick(dice, place, said) }
    }

    fn unused(&self, dice: &mut Dice, phrases: &[&'static str], said: &mut Vec<String>) -> String {
        // The least used, so that a document does not name one thing three times while it has never named another.
        let uses = |phrase: &str| said.iter().filter(|used| *used == phrase).count();
        let least = phrases.iter().map(|phrase| uses(phrase)).min().unwrap_or(0);
        let fresh: Vec<&str> = phrases.iter().copied().filter(|phrase| uses(phrase) == least).collect();
        let phrase = dice.pick(&fresh);
        said.push(phrase.to_owned());
        self.fill(dice, phrase, said)
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Person {
    First,
    Plural,
    Third,
}

fn conjugated(verb: &str, person: Person) -> String {
    match (verb, person) {
        ("be", Person::First) => "am".to_owned(),
        ("be", Person::Plural) => "are".to_owned(),
        ("be", Person::Third) => "is".to_owned(),
        ("have", Person::Third) => "has".to_owned(),
        // What is past stays as it is: "I raised", "the Mayor raised".
        (_, Person::Third) if verb == "need" || !verb.ends_with("ed") && !["will", "had", "met"].contains(&verb) => {
            third_person(verb)
        }
        _ => verb.to_owned(),
    }
}

/// "review how" becomes "reviews how".
fn third_person(phrase: &str) -> String {
    let (verb, rest) = phrase.split_once(' ').map_or((phrase, String::new()), |(verb, rest)| (verb, format!(" {rest}")));
    let before_y = verb.chars().rev().nth(1).unwrap_or('a');
    let ending = ["s", "sh", "ch", "x"].iter().any(|ending| verb.ends_with(ending));
    match verb {
        _ if verb.ends_with('y') && !"aeiou".contains(before_y) => format!("{}ies{rest}", &verb[..verb.len() - 1]),
        "do" => format!("does{rest}"),
        "have" => format!("has{rest}"),
        _ if ending => format!("{verb}es{rest}"),
        _ => format!("{verb}s{rest}"),
    }
}

fn span(months: u32, in_words: bool) -> String {
    let word = number_word(months);
    if in_words { format!("{word} months") } else { format!("{months} months") }
}

fn number_word(number: u32) -> String {
    const WORDS: [&str; 10] = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];
    WORDS.get(number as usize).map_or_else(|| number.to_string(), |word| (*word).to_owned())
}

/// "three recommendations and one area for improvement", each number with the mark that makes it a fact.
fn counts(record: &Record, dice: &mut Dice) -> String {
    let in_words = dice.chance(70);
    let parts: Vec<String> = record
        .counts
        .iter()
        .map(|(kind, count)| {
            let number = if in_words || *count == 1 { number_word(*count) } else { count.to_string() };
            let noun = match (kind, count) {
                (FindingKind::Recommendation, 1) => "recommendation",
                (FindingKind::Recommendation, _) => "recommendations",
                (FindingKind::Area, 1) => "area for improvement",
                (FindingKind::Area, _) => "areas for improvement",
                (FindingKind::Concern, 1) => "cause of concern",
                (FindingKind::Concern, _) => "causes of concern",
            };
            format!("{}{number} {noun}", marks::count(*kind))
        })
        .collect();
    match parts.split_last() {
        Some((last, before)) if !before.is_empty() => format!("{} and {last}", before.join(", ")),
        _ => parts.concat(),
    }
}

pub(crate) fn capital(words: &str) -> String {
    let at = words.char_indices().find(|(_, letter)| letter.is_alphanumeric()).map_or(0, |(at, _)| at);
    let mut letters = words[at..].chars();
    let first = letters.next().map(|letter| letter.to_uppercase().to_string()).unwrap_or_default();
    format!("{}{first}{}", &words[..at], letters.as_str())
}
