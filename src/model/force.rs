//! The police forces and fire services of the United Kingdom by their
//! usual names, so that a spelling mistake cannot create a new force.
//!
//! The names are those that the bodies and the inspectorates print. Further forces (of another country, of an earlier time) are
//! accepted if the office lists them under `forces:` in `irr.yaml`. To add one for everybody, add a line in `table.rs`.
//!
//! Names are compared by one normal form (`names.rs`). Reading, `--force`, `--where`, addressees, a record's folder and
//! `covered_by` all use it, so that "Avon & Somerset Constabulary" is Avon and Somerset in every place.

mod names;
mod table;
#[cfg(test)]
mod tests;

use names::{ForceEntry, POLICE_WORDS, bare, fire_name};
pub(super) use names::{names_in_words, words_of};
use table::{Bodies, CHIEF_CONSTABLE, CHIEF_FIRE_OFFICER, COMMISSIONER_OF_POLICE, FIRE, ForceRow, POLICE};

use super::{BodyKind, Date, Force};
use crate::model::did_you_mean::nearest;

/// The last year for which the table knows all mayors with a commissioner's functions.
/// After it, a mayor is accepted for any force.
const MAYORS_KNOWN_UNTIL: i32 = 2026;

/// In bytes.
const LONGEST_ABBREVIATION: usize = 4;

const LONDON_FIRE_BRIGADE: &str = "London Fire Brigade";

/// Whether a kind of body can be the one responsible for a force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BodyFit {
    /// It can, or the table has nothing to the contrary.
    Fits,
    /// It cannot: usually this other kind is responsible.
    Another(BodyKind),
    /// It cannot: no local policing body is responsible for the force.
    NoBody,
}

impl Force {
    /// Returns the key by which names are compared: the usual name of a known force, the normal form of any other.
    pub fn key(&self) -> String {
        let plain = |text: &str| {
            let words = words_of(text);
            // Names without letters must not share the empty key, or all of them would be the same force.
            if words.is_empty() {
                return text.to_owned();
            }
            bare(&words, &POLICE_WORDS).filter(|name| !name.is_empty()).unwrap_or_else(|| words.concat())
        };
        ForceEntry::find(self.as_str()).map_or_else(|| plain(self.as_str()), ForceEntry::name)
    }

    /// Returns the usual name of a known force, and the name as written of any other.
    pub fn usual_name(&self) -> Self {
        ForceEntry::find(self.as_str()).map_or_else(|| self.clone(), |entry| Self::from(entry.name().as_str()))
    }

    /// Returns whether two names mean the same force: "Avon & Somerset Constabulary" and "Avon and Somerset".
    pub fn is_same(&self, other: &Self) -> bool {
        self == other || self.key() == other.key()
    }

    /// Returns whether a search for `part` (a name or part of one) should find this force.
    pub fn answers_to(&self, part: &str) -> bool {
        let wanted = part.trim().to_lowercase();
        if self.as_str().to_lowercase().contains(&wanted) {
            return true;
        }
        let part = words_of(&wanted).join(" ");
        let has = |name: &str| words_of(name).join(" ").contains(&part);
        let usual = ForceEntry::find(self.as_str()).map(ForceEntry::name);
        let in_a_name = !part.is_empty() && (has(self.as_str()) || usual.as_deref().is_some_and(has));
        // Also by an abbreviation, such as GMP, which is no part of the usual name.
        in_a_name || self.is_same(&Self::from(wanted.as_str()))
    }

    /// Returns whether the name is that of a fire and rescue service: it says so, or it is an abbreviation of one, such as LFB.
    pub fn is_fire_service(&self) -> bool {
        let name = self.as_str();
        // Every record is asked for its duty many times, so only names as short as an abbreviation are looked up.
        name.as_bytes().windows(4).any(|word| word.eq_ignore_ascii_case(b"fire"))
            || name.len() <= LONGEST_ABBREVIATION && matches!(ForceEntry::find(name), Some(ForceEntry::Fire(_)))
    }

    /// Returns whether a local policing body is responsible for the force.
    ///
    /// False for the Ministry of Defence Police, the Civil Nuclear Constabulary and the National Crime Agency, which have Acts of
    /// their own and so no duty under section 55 of the Police Act 1996. True for unknown forces.
    pub fn has_local_policing_body(&self) -> bool {
        !matches!(ForceEntry::find(self.as_str()), Some(ForceEntry::Police(ForceRow { bodies: Bodies::None, .. })))
    }

    /// Returns the title of the force's chief officer; "Chief Constable" for unknown forces.
    pub fn chief_officer_title(&self) -> &'static str {
        match ForceEntry::find(self.as_str()) {
            Some(ForceEntry::Police(row)) => row.chief,
            Some(ForceEntry::Fire(row)) if row.name == LONDON_FIRE_BRIGADE => "London Fire Commissioner",
            Some(ForceEntry::Fire(_)) => CHIEF_FIRE_OFFICER,
            None => CHIEF_CONSTABLE,
        }
    }

    /// Returns whether the chief officer's title is Commissioner (the two
    /// London forces), easily confused with a police and crime commissioner.
    pub fn is_led_by_commissioner(&self) -> bool {
        self.chief_officer_title().contains(COMMISSIONER_OF_POLICE)
    }

    /// Returns the kind of body usually responsible for the force on a day, to suggest for a new record;
    /// `None` where it is not known.
    pub fn usual_body(&self, on: Date) -> Option<BodyKind> {
        match ForceEntry::find(self.as_str())? {
            ForceEntry::Fire(_) => Some(BodyKind::FireAuthority),
            ForceEntry::Police(row) => match row.bodies {
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

    /// Returns whether a kind of body can be the one responsible for the force on a day.
    ///
    /// `other` always fits. A fire authority fits too, because it is responsible for the fire service of the same name.
    pub fn fit(&self, kind: BodyKind, on: Date) -> BodyFit {
        let is_commissioner = matches!(kind, BodyKind::Pcc | BodyKind::Pfcc);
        let Some(ForceEntry::Police(row)) = ForceEntry::find(self.as_str()) else { return BodyFit::Fits };
        if matches!(kind, BodyKind::Other | BodyKind::FireAuthority) {
            return BodyFit::Fits;
        }
        match row.bodies {
            Bodies::None => BodyFit::NoBody,
            Bodies::NotKnown => BodyFit::Fits,
            Bodies::Always(is) => fits(kind == is, is),
            Bodies::Since(day, is) if is_since(day, on) => fits(kind == is, is),
            Bodies::Since(_, is) => fits(is_commissioner || kind == is, BodyKind::Pcc),
            // One office: a commissioner may or may not have taken on the fire service.
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

/// Returns whether a day of the table has been reached. ISO dates with four-digit years sort as text.
fn is_since(day: &str, on: Date) -> bool {
    day <= on.to_string().as_str()
}

/// The known forces: those of the table, and those that the office lists in `irr.yaml`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Forces {
    others: Vec<Force>,
}

/// The error for a name that no known force or fire service has.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{given}` is not a police force or fire service that irr knows")]
pub struct UnknownForce {
    /// The name as given.
    pub given: String,
    /// The most similar usual name, to suggest; `None` where none is similar.
    pub nearest: Option<String>,
}

impl Forces {
    /// Returns the forces of the table and these others.
    pub fn also(names: &[Force]) -> Self {
        Self { others: names.to_vec() }
    }

    /// Returns the force that a name means, under its usual name: "Kent" for "Kent Police" and "kent".
    ///
    /// # Errors
    /// [`UnknownForce`] where no known force has that name.
    pub fn read(&self, text: &str) -> Result<Force, UnknownForce> {
        let text = text.trim();
        // The office's list comes first, so that it can give a name of the table another meaning.
        if let Some(known) = self.others.iter().find(|other| is_listed(other, text)) {
            return Ok(known.clone());
        }
        ForceEntry::find(text)
            .map(|entry| Force::from(entry.name().as_str()))
            .ok_or_else(|| UnknownForce { given: text.to_owned(), nearest: self.nearest(text) })
    }

    /// Returns the usual name most similar to an unknown one.
    fn nearest(&self, text: &str) -> Option<String> {
        let names = self.names();
        let whole = nearest(text, names.iter().map(String::as_str)).map(str::to_owned);
        // "Kant Police" as a whole is too far from "Kent", so the name is also tried without its last word.
        let first = text.rsplit_once(' ').filter(|(_, last)| bare(&words_of(last), &POLICE_WORDS).is_some());
        whole.or_else(|| nearest(first?.0, names.iter().map(String::as_str)).map(str::to_owned))
    }

    /// Returns every usual name, the office's own first.
    pub fn names(&self) -> Vec<String> {
        let others = self.others.iter().map(ToString::to_string);
        let police = POLICE.iter().map(|row| row.name.to_owned());
        others.chain(police).chain(FIRE.iter().map(fire_name)).collect()
    }
}

/// Returns whether a text is a name that the office lists.
/// Words such as "Police" are part of such a name, not ignored as in the table.
fn is_listed(listed: &Force, text: &str) -> bool {
    let words = words_of(text);
    !words.is_empty() && words_of(listed.as_str()) == words
}

/// Returns the forms in which prose names forces, each with the usual name.
/// A longer name comes before any shorter one it begins with.
pub fn in_prose() -> impl Iterator<Item = (&'static str, &'static str)> {
    POLICE.iter().filter(|row| !row.in_prose.is_empty()).flat_map(|row| {
        // "MoD Police" is listed as "MoD", because readers of prose look for a name followed by "Police".
        let also = row
            .also
            .iter()
            .map(|name| name.strip_suffix(" Police").unwrap_or(name))
            .filter(|name| name.contains(' ') || row.also.iter().any(|also| also.strip_suffix(" Police") == Some(name)));
        also.chain([row.in_prose]).map(|name| (name, row.name))
    })
}

/// Returns the titles of the chief officers called Commissioner, each with the usual name of the force.
pub fn commissioners_of_police() -> impl Iterator<Item = (&'static str, &'static str)> {
    POLICE.iter().filter(|row| row.chief.contains(COMMISSIONER_OF_POLICE)).map(|row| (row.chief, row.name))
}
