//! The police forces and fire services of the United Kingdom by their usual names, so that a typing error makes no new one.
//!
//! The names are facts, as the bodies themselves and the inspectorates print them. A force by another name (of another country, of another
//! time) is known where the office lists it: `forces:` in `irr.yaml`. To add one: a line in [`POLICE`] or [`FIRE`].
//!
//! Two names are compared by one normal form ([`words_of`], then the endings): reading, `--force`, `--where`, addressees, the folder of a
//! record and `covered_by` all use it, so that "Avon & Somerset Constabulary" is Avon and Somerset everywhere or nowhere.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::nearest::nearest;
use super::{BodyKind, Date, Force};

/// A force or service: its names, the body that answers for it, and its chief officer.
struct Row {
    /// Its usual name, as records have it.
    name: &'static str,
    /// How prose names it before "Police" or "Constabulary"; empty where it does not.
    in_prose: &'static str,
    /// Other names.
    also: &'static [&'static str],
    /// Which body answers for it.
    bodies: Bodies,
    /// What its chief officer is called.
    chief: &'static str,
}

/// The body that answers for a force.
#[derive(Debug, Clone, Copy)]
enum Bodies {
    /// A police and crime commissioner (or, under another name of the same office, a police, fire and crime commissioner).
    Commissioner,
    /// A commissioner who is a police, fire and crime commissioner since this day.
    FireAndCrimeSince(&'static str),
    /// A body of this kind since this day; before it, nothing is claimed.
    Since(&'static str, BodyKind),
    /// A body of this kind, always.
    Always(BodyKind),
    /// No local policing body.
    None,
    /// Nothing is claimed.
    NotKnown,
}

/// Until the end of this year it is known which mayors have a commissioner's functions; for later days nothing is claimed of the others.
const MAYORS_KNOWN_UNTIL: i32 = 2026;

/// What the titles of the two London Commissioners have in common.
const COMMISSIONER_OF_POLICE: &str = "Commissioner of Police";
const CHIEF_CONSTABLE: &str = "Chief Constable";
const CHIEF_FIRE_OFFICER: &str = "Chief Fire Officer";

const fn row(name: &'static str) -> Row {
    Row { name, in_prose: name, also: &[], bodies: Bodies::Commissioner, chief: CHIEF_CONSTABLE }
}

const fn named(name: &'static str, in_prose: &'static str, also: &'static [&'static str]) -> Row {
    Row { in_prose, also, ..row(name) }
}

/// A force with another body than a commissioner.
const fn under(row: Row, bodies: Bodies) -> Row {
    Row { bodies, ..row }
}

/// A force whose chief officer has another title.
const fn led_by(row: Row, chief: &'static str) -> Row {
    Row { chief, ..row }
}

/// The territorial forces of England and Wales, those of Scotland and Northern Ireland, and the special ones.
///
/// A longer name stands before one that it begins with.
const POLICE: &[Row] = &[
    row("Avon and Somerset"),
    row("Bedfordshire"),
    row("Cambridgeshire"),
    row("Cheshire"),
    led_by(
        under(named("City of London", "City of London", &["CoLP"]), Bodies::Always(BodyKind::CommonCouncil)),
        "Commissioner of Police for the City of London",
    ),
    row("Cleveland"),
    under(row("Cumbria"), Bodies::FireAndCrimeSince("2023-04-01")),
    row("Derbyshire"),
    row("Devon and Cornwall"),
    row("Dorset"),
    row("Durham"),
    row("Dyfed-Powys"),
    under(row("Essex"), Bodies::FireAndCrimeSince("2017-10-01")),
    row("Gloucestershire"),
    under(named("Greater Manchester", "Greater Manchester", &["GMP"]), Bodies::Since("2017-05-08", BodyKind::Mayor)),
    row("Gwent"),
    named("Hampshire and Isle of Wight", "Hampshire and Isle of Wight", &["Hampshire and the Isle of Wight"]),
    // As it was called until 2021: records of that time keep the name.
    row("Hampshire"),
    row("Hertfordshire"),
    row("Humberside"),
    row("Kent"),
    row("Lancashire"),
    row("Leicestershire"),
    row("Lincolnshire"),
    row("Merseyside"),
    led_by(
        under(
            named("Metropolitan", "Metropolitan", &["Met", "MPS", "New Scotland Yard", "Scotland Yard"]),
            Bodies::Since("2012-01-16", BodyKind::Mopac),
        ),
        "Commissioner of Police of the Metropolis",
    ),
    row("Norfolk"),
    named("North Wales", "North Wales", &["Gogledd Cymru"]),
    // Its mayor is the Mayor of York and North Yorkshire.
    under(
        named("North Yorkshire", "North Yorkshire", &["York and North Yorkshire"]),
        Bodies::Since("2024-05-07", BodyKind::Mayor),
    ),
    under(row("Northamptonshire"), Bodies::FireAndCrimeSince("2019-01-01")),
    row("Northumbria"),
    row("Nottinghamshire"),
    named("South Wales", "South Wales", &["De Cymru"]),
    under(row("South Yorkshire"), Bodies::Since("2024-05-07", BodyKind::Mayor)),
    under(row("Staffordshire"), Bodies::FireAndCrimeSince("2018-08-01")),
    row("Suffolk"),
    row("Surrey"),
    row("Sussex"),
    named("Thames Valley", "Thames Valley", &["TVP"]),
    row("Warwickshire"),
    row("West Mercia"),
    // The order that would have given its mayor the functions was quashed in March 2024: it has a commissioner.
    row("West Midlands"),
    under(row("West Yorkshire"), Bodies::Since("2021-05-10", BodyKind::Mayor)),
    row("Wiltshire"),
    under(named("Police Scotland", "", &["Scotland", "Police Service of Scotland"]), Bodies::NotKnown),
    under(named("Police Service of Northern Ireland", "", &["PSNI", "Northern Ireland", "North Ireland"]), Bodies::NotKnown),
    under(
        named("British Transport Police", "British Transport", &["BTP", "British Transport Police Authority", "BTPA"]),
        Bodies::Always(BodyKind::TransportPoliceAuthority),
    ),
    under(
        named("Civil Nuclear Constabulary", "Civil Nuclear", &["CNC", "Civil Nuclear Police", "Civil Nuclear Police Authority"]),
        Bodies::None,
    ),
    under(named("Ministry of Defence Police", "Ministry of Defence", &["MDP", "MoD Police"]), Bodies::None),
    led_by(under(named("National Crime Agency", "", &["NCA"]), Bodies::None), "Director General"),
    led_by(under(named("Royal Military Police", "Royal Military", &["RMP"]), Bodies::NotKnown), "Provost Marshal"),
    led_by(under(named("Royal Navy Police", "Royal Navy", &["RNP"]), Bodies::NotKnown), "Provost Marshal"),
    led_by(
        under(named("Royal Air Force Police", "Royal Air Force", &["RAF Police", "RAFP"]), Bodies::NotKnown),
        "Provost Marshal",
    ),
];

/// The fire and rescue services: of England, Wales, Scotland and Northern Ireland. The words for the service stand behind each but a few.
const FIRE: &[Row] = &[
    row("Avon"),
    row("Bedfordshire"),
    row("Buckinghamshire"),
    row("Cambridgeshire"),
    row("Cheshire"),
    row("Cleveland"),
    row("Cornwall"),
    named("County Durham and Darlington", "", &["Durham and Darlington"]),
    row("Cumbria"),
    row("Derbyshire"),
    row("Devon and Somerset"),
    row("Dorset and Wiltshire"),
    row("East Sussex"),
    named("Essex County", "", &["Essex"]),
    row("Gloucestershire"),
    row("Greater Manchester"),
    row("Hampshire and Isle of Wight"),
    named("Hereford and Worcester", "", &["Herefordshire and Worcestershire"]),
    row("Hertfordshire"),
    row("Humberside"),
    row("Isles of Scilly"),
    row("Kent"),
    row("Lancashire"),
    row("Leicestershire"),
    row("Lincolnshire"),
    named("London Fire Brigade", "", &["London", "LFB", "London Fire"]),
    row("Merseyside"),
    row("Norfolk"),
    row("North Yorkshire"),
    row("Northamptonshire"),
    row("Northumberland"),
    row("Nottinghamshire"),
    row("Oxfordshire"),
    named("Royal Berkshire", "", &["Berkshire"]),
    row("Shropshire"),
    row("South Yorkshire"),
    row("Staffordshire"),
    row("Suffolk"),
    row("Surrey"),
    row("Tyne and Wear"),
    row("Warwickshire"),
    row("West Midlands"),
    row("West Sussex"),
    row("West Yorkshire"),
    row("Mid and West Wales"),
    row("North Wales"),
    row("South Wales"),
    named("Scottish Fire and Rescue Service", "", &["Scotland", "Scottish"]),
    named("Northern Ireland Fire and Rescue Service", "", &["Northern Ireland"]),
];

/// What stands behind the usual name of a fire service.
const FIRE_AND_RESCUE: &str = "Fire and Rescue Service";

/// Words behind a name that only say what it is, in the normal form, the longest first.
const POLICE_WORDS: [&[&str]; 8] = [
    &["county", "constabulary"],
    &["county", "police"],
    &["police", "service"],
    &["police", "force"],
    &["police", "constabulary"],
    &["constabulary"],
    &["police"],
    &["force"],
];
const FIRE_WORDS: [&[&str]; 7] = [
    &["fire", "rescue", "service"],
    &["fire", "rescue", "authority"],
    &["fire", "rescue"],
    &["fire", "service"],
    &["fire", "brigade"],
    &["frs"],
    &["fire"],
];

/// Words before a name that only say what it is: "Heddlu Gwent".
const WORDS_BEFORE: [&str; 1] = ["heddlu"];

/// Words that names are shortened by, and what they stand for.
const SHORT: [(&str, &[&str]); 23] = [
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

/// The words of a name in the normal form: small, without marks and without "and" and "the", and none of them shortened.
pub(super) fn words_of(text: &str) -> Vec<String> {
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

/// The normal form without the words around the name that only say what it is; `None` where there are none.
fn bare(words: &[String], endings: &[&[&str]]) -> Option<String> {
    let before = words.first().is_some_and(|word| WORDS_BEFORE.contains(&word.as_str()));
    let rest = if before { &words[1..] } else { words };
    let ends = |ending: &&&[&str]| rest.len() >= ending.len() && rest[rest.len() - ending.len()..].iter().eq(ending.iter());
    let ending = endings.iter().find(ends).map_or(0, |ending| ending.len());
    (before || ending > 0).then(|| rest[..rest.len() - ending].concat())
}

/// The rows by the normal forms of their names. Written as one word, so that "Dyfedpowys" is Dyfed-Powys, too.
struct Index {
    /// As they are.
    whole: HashMap<String, &'static Row>,
    /// Without the words that only say what it is.
    bare: HashMap<String, &'static Row>,
}

impl Index {
    fn of(rows: &'static [Row], endings: &[&[&str]]) -> Self {
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

static POLICE_INDEX: LazyLock<Index> = LazyLock::new(|| Index::of(POLICE, &POLICE_WORDS));
static FIRE_INDEX: LazyLock<Index> = LazyLock::new(|| Index::of(FIRE, &FIRE_WORDS));

/// Every name of a police force in words, by its usual name: reports name somebody in every finding, so the words are parted once.
static NAMES: LazyLock<HashMap<&'static str, Vec<Vec<String>>>> = LazyLock::new(|| {
    let of = |row: &'static Row| {
        // Of the others, a country's name alone is no force's.
        let also = row.also.iter().filter(|_| !matches!(row.bodies, Bodies::NotKnown));
        let chief = Some(&row.chief).filter(|title| title.contains(COMMISSIONER_OF_POLICE));
        [&row.name].into_iter().chain(also).chain(chief).map(|name| words_of(name)).collect()
    };
    POLICE.iter().map(|row| (row.name, of(row))).collect()
});

/// The names that a body's own name may have in it where it is the force's, in the normal form.
pub(super) fn names_in_words(force: &Force) -> Vec<Vec<String>> {
    let mut names = vec![words_of(force.as_str())];
    if let Some(Entry::Police(row)) = Entry::find(force.as_str()) {
        names.extend(NAMES.get(row.name).into_iter().flatten().cloned());
    }
    names
}

/// A row of one of the two tables.
#[derive(Clone, Copy)]
enum Entry {
    Police(&'static Row),
    Fire(&'static Row),
}

impl Entry {
    /// The force or fire service that a text is the name of.
    fn find(text: &str) -> Option<Self> {
        let words = words_of(text);
        if words.is_empty() {
            return None;
        }
        let whole = words.concat();
        if let Some(row) = POLICE_INDEX.whole.get(&whole) {
            return Some(Self::Police(row));
        }
        if let Some(name) = bare(&words, &POLICE_WORDS) {
            return POLICE_INDEX.bare.get(&name).map(|row| Self::Police(row));
        }
        // Without a word that says so, a county is the police force.
        let is_lone = FIRE_INDEX.whole.get(&whole).filter(|row| row.name.contains("Fire"));
        let fire = bare(&words, &FIRE_WORDS).and_then(|name| FIRE_INDEX.bare.get(&name));
        fire.or(is_lone).map(|row| Self::Fire(row))
    }

    fn name(self) -> String {
        match self {
            Self::Police(row) => row.name.to_owned(),
            Self::Fire(row) => fire_name(row),
        }
    }
}

/// Whether a kind of body can be the one that answers for a force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BodyFit {
    /// It can, or nothing is known that says otherwise.
    Fits,
    /// Another kind answers.
    Another(BodyKind),
    /// No local policing body is responsible for the force.
    NoBody,
}

impl Force {
    /// What the name is compared by: the usual name where it is known, and its normal form otherwise.
    fn key(&self) -> String {
        let plain = |text: &str| {
            let words = words_of(text);
            bare(&words, &POLICE_WORDS).filter(|name| !name.is_empty()).unwrap_or_else(|| words.concat())
        };
        Entry::find(self.as_str()).map_or_else(|| plain(self.as_str()), Entry::name)
    }

    /// The usual name; the name as it is written where irr does not know the force.
    pub fn usual_name(&self) -> Self {
        Entry::find(self.as_str()).map_or_else(|| self.clone(), |entry| Self::from(entry.name().as_str()))
    }

    /// Whether two names are the same force's: "Avon & Somerset Constabulary" and "Avon and Somerset".
    pub fn is_same(&self, other: &Self) -> bool {
        self == other || self.key() == other.key()
    }

    /// Whether it is meant by a name, or by a part of one, that somebody looks for.
    pub fn answers_to(&self, part: &str) -> bool {
        let wanted = part.trim().to_lowercase();
        if self.as_str().to_lowercase().contains(&wanted) {
            return true;
        }
        let part = words_of(&wanted).join(" ");
        let has = |name: &str| words_of(name).join(" ").contains(&part);
        let usual = Entry::find(self.as_str()).map(Entry::name);
        let in_a_name = !part.is_empty() && (has(self.as_str()) || usual.as_deref().is_some_and(has));
        in_a_name || self.is_same(&Self::from(wanted.as_str()))
    }

    /// Whether it is a fire and rescue service.
    pub fn is_fire_service(&self) -> bool {
        matches!(Entry::find(self.as_str()), Some(Entry::Fire(_)))
    }

    /// Whether a local policing body answers for it: not for the Ministry of Defence Police, the Civil Nuclear Constabulary and the National
    /// Crime Agency, which have Acts of their own, and so no duty under section 55 of the Police Act 1996.
    ///
    /// `true` for a force that is not known, and for one of which nothing is claimed.
    pub fn has_local_policing_body(&self) -> bool {
        !matches!(Entry::find(self.as_str()), Some(Entry::Police(Row { bodies: Bodies::None, .. })))
    }

    /// What its chief officer is called.
    pub fn chief_officer_title(&self) -> &'static str {
        match Entry::find(self.as_str()) {
            Some(Entry::Police(row)) => row.chief,
            Some(Entry::Fire(row)) if row.name == LONDON_FIRE_BRIGADE => "London Fire Commissioner",
            Some(Entry::Fire(_)) => CHIEF_FIRE_OFFICER,
            None => CHIEF_CONSTABLE,
        }
    }

    /// Whether its chief officer is a Commissioner, whom nobody may take for the local policing body: in London, twice.
    pub fn is_led_by_commissioner(&self) -> bool {
        self.chief_officer_title().contains(COMMISSIONER_OF_POLICE)
    }

    /// The kind of body that answers for it on a day, as far as that is known: what a new record is offered.
    pub fn usual_body(&self, on: Date) -> Option<BodyKind> {
        match Entry::find(self.as_str())? {
            Entry::Fire(_) => Some(BodyKind::FireAuthority),
            Entry::Police(row) => match row.bodies {
                Bodies::Commissioner => Some(BodyKind::Pcc),
                Bodies::FireAndCrimeSince(day) if is_since(day, on) => Some(BodyKind::Pfcc),
                Bodies::Since(day, kind) if is_since(day, on) => Some(kind),
                Bodies::FireAndCrimeSince(_) | Bodies::Since(..) => Some(BodyKind::Pcc),
                Bodies::Always(kind) => Some(kind),
                Bodies::None => Some(BodyKind::Other),
                Bodies::NotKnown => None,
            },
        }
    }

    /// Whether a kind of body can be the one that answers for it on a day.
    ///
    /// `other` always can, and so can a fire authority, which answers for a fire service of the same name.
    pub fn fit(&self, kind: BodyKind, on: Date) -> BodyFit {
        let is_commissioner = matches!(kind, BodyKind::Pcc | BodyKind::Pfcc);
        let Some(Entry::Police(row)) = Entry::find(self.as_str()) else { return BodyFit::Fits };
        if matches!(kind, BodyKind::Other | BodyKind::FireAuthority) {
            return BodyFit::Fits;
        }
        match row.bodies {
            Bodies::None => BodyFit::NoBody,
            Bodies::NotKnown => BodyFit::Fits,
            Bodies::Always(is) => fits(kind == is, is),
            Bodies::Since(day, is) if is_since(day, on) => fits(kind == is, is),
            Bodies::Since(_, is) => fits(is_commissioner || kind == is, BodyKind::Pcc),
            // The two are one office.
            Bodies::Commissioner | Bodies::FireAndCrimeSince(_) => {
                let may_be_mayor = kind == BodyKind::Mayor && on.year() > MAYORS_KNOWN_UNTIL;
                fits(is_commissioner || may_be_mayor, self.usual_body(on).unwrap_or(BodyKind::Pcc))
            }
        }
    }
}

const LONDON_FIRE_BRIGADE: &str = "London Fire Brigade";

fn fits(does: bool, usual: BodyKind) -> BodyFit {
    if does { BodyFit::Fits } else { BodyFit::Another(usual) }
}

/// Whether a day of the table has come. Days with years of four digits stand in the order of their letters.
fn is_since(day: &str, on: Date) -> bool {
    day <= on.to_string().as_str()
}

/// The forces that are known: those of the table, and those that the office lists.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Forces {
    others: Vec<Force>,
}

/// A name that no force or fire service has.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{given}` is no police force or fire service that irr knows")]
pub struct UnknownForce {
    /// The name as given.
    pub given: String,
    /// The usual name that comes nearest.
    pub nearest: Option<String>,
}

impl Forces {
    /// Those of the table, and these.
    pub fn also(names: &[Force]) -> Self {
        Self { others: names.to_vec() }
    }

    /// The force that a name means, by its usual name: "Kent" for "Kent Police", "kent" and "Kent".
    ///
    /// # Errors
    /// Where no force has that name.
    pub fn read(&self, text: &str) -> Result<Force, UnknownForce> {
        let text = text.trim();
        if let Some(known) = self.others.iter().find(|other| is_listed(other, text)) {
            return Ok(known.clone());
        }
        Entry::find(text)
            .map(|entry| Force::from(entry.name().as_str()))
            .ok_or_else(|| UnknownForce { given: text.to_owned(), nearest: self.nearest(text) })
    }

    /// The usual name that comes nearest to one that is not known.
    fn nearest(&self, text: &str) -> Option<String> {
        let names = self.names();
        let whole = nearest(text, names.iter().map(String::as_str)).map(str::to_owned);
        // "Kant Police" is far from "Kent", and "Kant" is near.
        let first = text.rsplit_once(' ').filter(|(_, last)| bare(&words_of(last), &POLICE_WORDS).is_some());
        whole.or_else(|| nearest(first?.0, names.iter().map(String::as_str)).map(str::to_owned))
    }

    /// Every usual name, those of the office first.
    pub fn names(&self) -> Vec<String> {
        let others = self.others.iter().map(ToString::to_string);
        let police = POLICE.iter().map(|row| row.name.to_owned());
        others.chain(police).chain(FIRE.iter().map(fire_name)).collect()
    }
}

/// Whether a text is the name that the office lists: words around it that only say what it is are a part of that name.
fn is_listed(listed: &Force, text: &str) -> bool {
    let words = words_of(text);
    !words.is_empty() && words_of(listed.as_str()) == words
}

/// How prose names forces, each with its usual name; a longer one stands before one that it begins with.
pub fn in_prose() -> impl Iterator<Item = (&'static str, &'static str)> {
    POLICE.iter().filter(|row| !row.in_prose.is_empty()).flat_map(|row| {
        // "MoD Police" stands in prose as "MoD" before "Police".
        let also = row
            .also
            .iter()
            .map(|name| name.strip_suffix(" Police").unwrap_or(name))
            .filter(|name| name.contains(' ') || row.also.iter().any(|also| also.strip_suffix(" Police") == Some(name)));
        also.chain([row.in_prose]).map(|name| (name, row.name))
    })
}

/// The titles of the chief officers who are called Commissioner, each with the usual name of the force.
pub fn commissioners_of_police() -> impl Iterator<Item = (&'static str, &'static str)> {
    POLICE.iter().filter(|row| row.chief.contains(COMMISSIONER_OF_POLICE)).map(|row| (row.chief, row.name))
}

fn fire_name(row: &Row) -> String {
    match row.name.contains("Fire") {
        true => row.name.to_owned(),
        false => format!("{} {FIRE_AND_RESCUE}", row.name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<String, Option<String>> {
        Forces::default().read(text).map(|force| force.to_string()).map_err(|error| error.nearest)
    }

    #[test]
    fn a_force_is_known_by_each_of_its_names() {
        for (text, name) in [
            ("Kent", "Kent"),
            ("kent", "Kent"),
            ("Kent Police", "Kent"),
            ("the Met", "Metropolitan"),
            ("Metropolitan Police Service", "Metropolitan"),
            ("Devon & Cornwall", "Devon and Cornwall"),
            ("Devon and Cornwall Police", "Devon and Cornwall"),
            ("Avon & Somerset", "Avon and Somerset"),
            ("Avon + Somerset Constabulary", "Avon and Somerset"),
            ("avon-somerset", "Avon and Somerset"),
            ("DEVON AND CORNWALL POLICE SERVICE", "Devon and Cornwall"),
            ("Devon/Cornwall", "Devon and Cornwall"),
            ("Hampshire & Isle of Wight", "Hampshire and Isle of Wight"),
            ("Hants & IoW", "Hampshire and Isle of Wight"),
            ("Dyfedpowys", "Dyfed-Powys"),
            ("Heddlu Dyfed Powys", "Dyfed-Powys"),
            ("Heddlu Gogledd Cymru", "North Wales"),
            ("W. Midlands", "West Midlands"),
            ("W Mids Police", "West Midlands"),
            ("N. Yorks", "North Yorkshire"),
            ("Gtr Manchester Police", "Greater Manchester"),
            ("GMP", "Greater Manchester"),
            ("Notts Police Force", "Nottinghamshire"),
            ("Kent County Constabulary", "Kent"),
            ("MoD Police", "Ministry of Defence Police"),
            ("Ministry of Defence Police Service", "Ministry of Defence Police"),
            ("MDP", "Ministry of Defence Police"),
            ("CNC", "Civil Nuclear Constabulary"),
            ("BTP", "British Transport Police"),
            ("British Transport Police Authority", "British Transport Police"),
            ("Devon & Somerset Fire & Rescue", "Devon and Somerset Fire and Rescue Service"),
            ("Tyne & Wear FRS", "Tyne and Wear Fire and Rescue Service"),
            ("LFB", "London Fire Brigade"),
            ("Dyfed Powys Police", "Dyfed-Powys"),
            ("Essex Constabulary", "Essex"),
            ("Hampshire and the Isle of Wight Constabulary", "Hampshire and Isle of Wight"),
            ("Police Scotland", "Police Scotland"),
            ("PSNI", "Police Service of Northern Ireland"),
            ("British Transport Police", "British Transport Police"),
            ("NCA", "National Crime Agency"),
            ("Kent Fire and Rescue", "Kent Fire and Rescue Service"),
            ("Kent Fire & Rescue Service", "Kent Fire and Rescue Service"),
            ("London Fire Brigade", "London Fire Brigade"),
            ("Essex County Fire and Rescue Service", "Essex County Fire and Rescue Service"),
            ("Northern Ireland Fire and Rescue Service", "Northern Ireland Fire and Rescue Service"),
        ] {
            assert_eq!(read(text).as_deref(), Ok(name), "{text}");
        }
    }

    #[test]
    fn a_typing_error_is_no_force_and_finds_the_nearest() {
        assert_eq!(read("Kant"), Err(Some("Kent".into())));
        assert_eq!(read("Kant Police"), Err(Some("Kent".into())));
        assert_eq!(read("Stafordshire"), Err(Some("Staffordshire".into())));
        assert_eq!(read("Ministry of Silly Walks"), Err(None));
        assert!(read("").is_err() && read("Police").is_err() && read("Fire and Rescue Service").is_err());
    }

    #[test]
    fn each_usual_name_is_its_own_and_none_is_there_twice() {
        let names = Forces::default().names();
        for name in &names {
            assert_eq!(read(name).as_deref(), Ok(name.as_str()));
            assert_eq!(names.iter().filter(|other| *other == name).count(), 1, "{name}");
        }
        // 43 territorial forces of England and Wales and Hampshire's former name; Scotland, Northern Ireland, seven special ones.
        assert_eq!((POLICE.len(), FIRE.len()), (44 + 2 + 7, 44 + 3 + 2));
    }

    #[test]
    fn names_are_compared_in_their_normal_form() {
        let same = |one: &str, two: &str| Force::from(one).is_same(&two.into());
        assert!(same("Avon & Somerset", "avon and somerset constabulary"));
        assert!(same("States of Jersey Police", "States of Jersey"));
        assert!(
            !same("Kent", "Surrey") && !same("West Mercia", "West Midlands") && !same("Kent", "Kent Fire and Rescue Service")
        );
        // A mere blank is nobody's name.
        assert!(!same("Police", "Kent") && !same("", "Kent"));
    }

    #[test]
    fn a_force_is_found_by_any_of_its_names_and_by_a_part_of_one() {
        let found = |force: &str, part: &str| Force::from(force).answers_to(part);
        for part in ["avon", "Avon & Somerset", "Avon & Somerset Constabulary", "AVON AND SOMERSET", "avon-and"] {
            assert!(found("Avon and Somerset", part), "{part}");
        }
        assert!(found("Avon & Somerset", "Avon and Somerset") && found("Greater Manchester", "GMP"));
        assert!(
            found("Kent", "Kent Police")
                && found("West Midlands", "W. Midlands")
                && found("Kent Fire and Rescue Service", "kent")
        );
        assert!(!found("Kent", "Surrey") && !found("Kent", "&") && !found("Kent", "Essex Police"));
    }

    #[test]
    fn the_body_that_answers_is_the_one_of_the_day() {
        let fit = |force: &str, kind, on: &str| Force::from(force).fit(kind, on.parse().unwrap());
        let usual = |force: &str, on: &str| Force::from(force).usual_body(on.parse().unwrap());
        use BodyKind::{CommonCouncil, FireAuthority, Mayor, Mopac, Other, Pcc, Pfcc, TransportPoliceAuthority};
        for (force, on, is) in [
            ("Kent", "2025-05-16", Some(Pcc)),
            ("Staffordshire", "2025-05-16", Some(Pfcc)),
            ("Staffordshire", "2017-05-16", Some(Pcc)),
            ("West Midlands", "2026-05-16", Some(Pcc)),
            ("GMP", "2017-05-07", Some(Pcc)),
            ("GMP", "2017-05-08", Some(Mayor)),
            ("South Yorkshire", "2024-05-06", Some(Pcc)),
            ("South Yorkshire", "2024-05-07", Some(Mayor)),
            ("North Yorkshire", "2025-05-16", Some(Mayor)),
            ("West Yorkshire", "2025-05-16", Some(Mayor)),
            ("The Met", "2025-05-16", Some(Mopac)),
            ("City of London Police", "2025-05-16", Some(CommonCouncil)),
            ("BTP", "2025-05-16", Some(TransportPoliceAuthority)),
            ("MoD Police", "2025-05-16", Some(Other)),
            ("Kent Fire and Rescue", "2025-05-16", Some(FireAuthority)),
            ("Police Scotland", "2025-05-16", None),
            ("States of Jersey", "2025-05-16", None),
        ] {
            assert_eq!(usual(force, on), is, "{force} {on}");
            let Some(is) = is else { continue };
            assert_eq!(fit(force, is, on), BodyFit::Fits, "{force} {on}");
        }
        assert_eq!(fit("West Midlands", Mayor, "2025-05-16"), BodyFit::Another(Pcc));
        assert_eq!(fit("Greater Manchester", Pcc, "2025-05-16"), BodyFit::Another(Mayor));
        assert_eq!(fit("Greater Manchester", Pcc, "2017-05-07"), BodyFit::Fits);
        assert_eq!(fit("Kent", Mopac, "2025-05-16"), BodyFit::Another(Pcc));
        assert_eq!(fit("CNC", Pcc, "2025-05-16"), BodyFit::NoBody);
        // Nobody knows yet which mayors take over from 2027 on.
        assert_eq!(fit("Kent", Mayor, "2027-01-01"), BodyFit::Fits);
        // One office, and bodies of which nothing is claimed.
        assert_eq!(fit("Kent", Pfcc, "2025-05-16"), BodyFit::Fits);
        assert_eq!(fit("Kent", Other, "2025-05-16"), BodyFit::Fits);
        assert_eq!(fit("Police Scotland", Pcc, "2025-05-16"), BodyFit::Fits);
    }

    #[test]
    fn three_forces_have_no_local_policing_body() {
        let without: Vec<&str> =
            POLICE.iter().map(|row| row.name).filter(|name| !Force::from(*name).has_local_policing_body()).collect();
        assert_eq!(without, ["Civil Nuclear Constabulary", "Ministry of Defence Police", "National Crime Agency"]);
        assert!(!Force::from("MoD Police").has_local_policing_body() && Force::from("BTP").has_local_policing_body());
    }

    #[test]
    fn a_chief_officer_has_the_title_of_the_force() {
        for (force, title) in [
            ("Kent Police", "Chief Constable"),
            ("Met", "Commissioner of Police of the Metropolis"),
            ("City of London Police", "Commissioner of Police for the City of London"),
            ("NCA", "Director General"),
            ("Kent FRS", "Chief Fire Officer"),
            ("London Fire Brigade", "London Fire Commissioner"),
            ("States of Jersey", "Chief Constable"),
        ] {
            assert_eq!(Force::from(force).chief_officer_title(), title, "{force}");
        }
        assert!(Force::from("the Met").is_led_by_commissioner() && !Force::from("LFB").is_led_by_commissioner());
    }

    #[test]
    fn the_office_may_list_others() {
        let forces = Forces::also(&["States of Jersey Police".into()]);
        assert_eq!(
            forces.read("states of jersey police").map(|force| force.to_string()).as_deref(),
            Ok("States of Jersey Police")
        );
        assert_eq!(forces.read("Kent").map(|force| force.to_string()).as_deref(), Ok("Kent"));
    }
}
