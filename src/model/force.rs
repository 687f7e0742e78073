//! The police forces and fire services of the United Kingdom by their usual names, so that a typing error makes no new one.
//!
//! The names are facts, as the bodies themselves and the inspectorates print them. A force by another name (of another country, of another
//! time) is known where the office lists it: `forces:` in `irr.yaml`. To add one: a line in `table.rs`.
//!
//! Two names are compared by one normal form (`names.rs`): reading, `--force`, `--where`, addressees, the folder of a
//! record and `covered_by` all use it, so that "Avon & Somerset Constabulary" is Avon and Somerset everywhere or nowhere.

mod names;
mod table;
#[cfg(test)]
mod tests;

use names::{Entry, POLICE_WORDS, bare, fire_name};
pub(super) use names::{names_in_words, words_of};
use table::{Bodies, CHIEF_CONSTABLE, CHIEF_FIRE_OFFICER, COMMISSIONER_OF_POLICE, FIRE, POLICE, Row};

use super::nearest::nearest;
use super::{BodyKind, Date, Force};

/// Until the end of this year it is known which mayors have a commissioner's functions; for later days nothing is claimed of the others.
const MAYORS_KNOWN_UNTIL: i32 = 2026;

const LONDON_FIRE_BRIGADE: &str = "London Fire Brigade";

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
    pub fn key(&self) -> String {
        let plain = |text: &str| {
            let words = words_of(text);
            if words.is_empty() {
                return text.to_owned();
            }
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
#[error("`{given}` is not a police force or fire service that irr knows")]
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
