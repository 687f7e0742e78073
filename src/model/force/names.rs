//! The normal form in which names of forces are compared, and the indexes of the table by that form.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::table::{Bodies, COMMISSIONER_OF_POLICE, FIRE, ForceRow, POLICE};
use crate::model::Force;

/// The words that complete the usual name of a fire service.
pub(super) const FIRE_AND_RESCUE: &str = "Fire and Rescue Service";

/// Words at the end of a name that only say that it is a police force, in normal form, longest first.
pub(super) const POLICE_WORDS: [&[&str]; 8] = [
    &["county", "constabulary"],
    &["county", "police"],
    &["police", "service"],
    &["police", "force"],
    &["police", "constabulary"],
    &["constabulary"],
    &["police"],
    &["force"],
];
pub(super) const FIRE_WORDS: [&[&str]; 7] = [
    &["fire", "rescue", "service"],
    &["fire", "rescue", "authority"],
    &["fire", "rescue"],
    &["fire", "service"],
    &["fire", "brigade"],
    &["frs"],
    &["fire"],
];

/// Words at the start of a name that only say what it is: "Heddlu Gwent".
pub(super) const WORDS_BEFORE: [&str; 1] = ["heddlu"];

/// Abbreviations in names, and the words they stand for.
pub(super) const SHORT: [(&str, &[&str]); 23] = [
    ("n", &["north"]),
    ("s", &["south"]),
    ("e", &["east"]),
    ("w", &["west"]),
    ("gtr", &["greater"]),
    ("gt", &["greater"]),
    ("mod", &["ministry", "of", "defence"]),
    ("iow", &["isle", "of", "wight"]),
    ("beds", &["bedfordshire"]),
    ("cambs", &["cambridgeshire"]),
    ("derbys", &["derbyshire"]),
    ("glos", &["gloucestershire"]),
    ("hants", &["hampshire"]),
    ("herts", &["hertfordshire"]),
    ("lancs", &["lancashire"]),
    ("leics", &["leicestershire"]),
    ("lincs", &["lincolnshire"]),
    ("mids", &["midlands"]),
    ("northants", &["northamptonshire"]),
    ("notts", &["nottinghamshire"]),
    ("staffs", &["staffordshire"]),
    ("wilts", &["wiltshire"]),
    ("yorks", &["yorkshire"]),
];

/// Returns the words of a name in normal form: lower case, without punctuation, "and" and "the", abbreviations written out.
pub(in crate::model) fn words_of(text: &str) -> Vec<String> {
    let small = text.to_lowercase().replace(['\'', '’'], "");
    let words = small.split(|c: char| !c.is_alphanumeric()).filter(|word| !matches!(*word, "" | "and" | "the"));
    let mut found = Vec::new();
    for word in words {
        match SHORT.iter().find(|(short, _)| *short == word) {
            Some((_, whole)) => found.extend(whole.iter().map(|word| (*word).to_owned())),
            None => found.push(word.to_owned()),
        }
    }
    found
}

/// Returns the normal form without the words that only say what kind of body it is; `None` where it has no such words.
pub(super) fn bare(words: &[String], endings: &[&[&str]]) -> Option<String> {
    let before = words.first().is_some_and(|word| WORDS_BEFORE.contains(&word.as_str()));
    let rest = if before { &words[1..] } else { words };
    let ends = |ending: &&&[&str]| rest.len() >= ending.len() && rest[rest.len() - ending.len()..].iter().eq(ending.iter());
    let ending = endings.iter().find(ends).map_or(0, |ending| ending.len());
    (before || ending > 0).then(|| rest[..rest.len() - ending].concat())
}

/// The rows by the normal forms of their names, with the words joined, so that "Dyfedpowys" is found as Dyfed-Powys.
pub(super) struct Index {
    /// By the whole name.
    whole: HashMap<String, &'static ForceRow>,
    /// By the name without the words that only say what kind of body it is.
    bare: HashMap<String, &'static ForceRow>,
}

impl Index {
    fn of(rows: &'static [ForceRow], endings: &[&[&str]]) -> Self {
        let mut index = Self { whole: HashMap::new(), bare: HashMap::new() };
        for row in rows {
            for name in [row.name].iter().chain(row.also) {
                let words = words_of(name);
                index.bare.entry(bare(&words, endings).unwrap_or_else(|| words.concat())).or_insert(row);
                index.whole.entry(words.concat()).or_insert(row);
            }
        }
        index
    }
}

pub(super) static POLICE_INDEX: LazyLock<Index> = LazyLock::new(|| Index::of(POLICE, &POLICE_WORDS));
pub(super) static FIRE_INDEX: LazyLock<Index> = LazyLock::new(|| Index::of(FIRE, &FIRE_WORDS));

/// Every name of a police force as words, by its usual name. Computed once, because an import looks for forces in every finding.
pub(super) static NAMES: LazyLock<HashMap<&'static str, Vec<Vec<String>>>> = LazyLock::new(|| {
    let of = |row: &'static ForceRow| {
        // Forces with bodies "not known" (Scotland, Northern Ireland) have a country's name among their other names, and a
        // country is not a force.
        let also = row.also.iter().filter(|_| !matches!(row.bodies, Bodies::NotKnown));
        let chief = Some(&row.chief).filter(|title| title.contains(COMMISSIONER_OF_POLICE));
        [&row.name].into_iter().chain(also).chain(chief).map(|name| words_of(name)).collect()
    };
    POLICE.iter().map(|row| (row.name, of(row))).collect()
});

/// Returns the names, in normal form, by which an addressee can mean this force.
pub(in crate::model) fn names_in_words(force: &Force) -> Vec<Vec<String>> {
    let mut names = vec![words_of(force.as_str())];
    if let Some(ForceEntry::Police(row)) = ForceEntry::find(force.as_str()) {
        names.extend(NAMES.get(row.name).into_iter().flatten().cloned());
    }
    names
}

/// A row of one of the two tables.
#[derive(Clone, Copy)]
pub(super) enum ForceEntry {
    Police(&'static ForceRow),
    Fire(&'static ForceRow),
}

impl ForceEntry {
    /// Returns the force or fire service that a text names.
    pub(super) fn find(text: &str) -> Option<Self> {
        let words = words_of(text);
        if words.is_empty() {
            return None;
        }
        let whole = words.concat();
        // The whole name first: in "British Transport Police" the last word is part of the usual name.
        if let Some(row) = POLICE_INDEX.whole.get(&whole) {
            return Some(Self::Police(row));
        }
        if let Some(name) = bare(&words, &POLICE_WORDS) {
            return POLICE_INDEX.bare.get(&name).map(|row| Self::Police(row));
        }
        // Many counties have a police force and a fire service of the same name.
        // Without "Fire" in it, the name means the police force.
        let is_lone = FIRE_INDEX.whole.get(&whole).filter(|row| row.name.contains("Fire"));
        let fire = bare(&words, &FIRE_WORDS).and_then(|name| FIRE_INDEX.bare.get(&name));
        fire.or(is_lone).map(|row| Self::Fire(row))
    }

    pub(super) fn name(self) -> String {
        match self {
            Self::Police(row) => row.name.to_owned(),
            Self::Fire(row) => fire_name(row),
        }
    }
}

pub(super) fn fire_name(row: &ForceRow) -> String {
    match row.name.contains("Fire") {
        true => row.name.to_owned(),
        false => format!("{} {FIRE_AND_RESCUE}", row.name),
    }
}
