//! Decides which addressees of findings mean this office and its force.

use std::collections::{BTreeSet, HashSet};
use std::sync::LazyLock;

use crate::model::force::{names_in_words, words_of as words};
use crate::model::{Addressee, Force};

/// The names of this office and its force that it has added, besides those that reports use for everybody.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OurNames {
    names: HashSet<Vec<String>>,
    /// The lengths of those names, in words.
    lengths: BTreeSet<usize>,
}

/// Names by which reports address every office and force; the last word may be in the plural.
const EVERYBODY: [&str; 17] = [
    "chief constable",
    "chief officer",
    "police and crime commissioner",
    "fire and crime commissioner",
    "pcc",
    "pfcc",
    "local policing body",
    "local policing bodies",
    "police force",
    "all forces",
    "each force",
    "forces",
    "constabularies",
    "mayor",
    "police chief",
    "police leader",
    "ccs",
];

/// Names of bodies that are never a force or its office.
const OTHERS: [&str; 14] = [
    "home office",
    "home secretary",
    "college of policing",
    "national crime agency",
    "nca",
    "national police chiefs",
    "npcc",
    "association of police and crime commissioners",
    "apcc",
    "border security command",
    "crown prosecution service",
    "cps",
    "ministry of justice",
    "government",
];

/// Split into words once, because an import checks the addressees of every finding.
static EVERYBODY_IN_WORDS: LazyLock<Vec<Vec<String>>> = LazyLock::new(|| EVERYBODY.map(words).to_vec());
static OTHERS_IN_WORDS: LazyLock<Vec<Vec<String>>> = LazyLock::new(|| OTHERS.map(words).to_vec());

impl OurNames {
    /// Returns the matcher with these additional names.
    pub fn also(names: &[String]) -> Self {
        let names: HashSet<Vec<String>> = names.iter().map(|name| words(name)).filter(|name| !name.is_empty()).collect();
        Self { lengths: names.iter().map(Vec::len).collect(), names }
    }

    /// Returns whether `name` contains one of the office's own names, as [`find`] would.
    /// Looked up by hash, because an office may list many.
    fn claims(&self, name: &[String]) -> bool {
        self.lengths.iter().take_while(|length| **length <= name.len()).any(|length| {
            name.windows(*length).any(|words| {
                let in_the_singular = |last: &String| {
                    let mut words = words.to_vec();
                    words.pop();
                    words.push(last.strip_suffix('s')?.to_owned());
                    Some(words)
                };
                self.names.contains(words)
                    || words.last().and_then(in_the_singular).is_some_and(|words| self.names.contains(&words))
            })
        })
    }

    /// Returns whether an addressee is certainly another body: a well-known one that the office has not claimed as its own name.
    pub fn is_known_other(&self, addressee: &Addressee) -> bool {
        let name = words(addressee.as_str());
        !self.claims(&name) && OTHERS_IN_WORDS.iter().any(|other| find(&name, other).is_some())
    }

    /// Returns whether an addressee is this office or its force: named in general ("chief constables") or by the force's name.
    pub fn is_us(&self, addressee: &Addressee, force: &Force) -> bool {
        let name = words(addressee.as_str());
        let named = names_in_words(force).iter().any(|force| !force.is_empty() && find(&name, force).is_some());
        // "The Chief Constable of Surrey" is one chief constable, of another force;
        // "chief constables of all forces" is everybody.
        let anothers = |end: usize| name.get(end).is_some_and(|word| word == "of") && !name[end - 1].ends_with('s') && !named;
        // First, because a body on the list of others (such as the National Crime Agency) must be recognised in its own records.
        if self.claims(&name) || Force::from(addressee.as_str()).is_same(force) {
            return true;
        }
        if OTHERS_IN_WORDS.iter().any(|other| find(&name, other).is_some()) {
            return false;
        }
        // After the test for others, because "Association of Police and Crime Commissioners" contains a name of everybody's.
        let everybody = EVERYBODY_IN_WORDS.iter().any(|us| find(&name, us).is_some_and(|end| !anothers(end)));
        // Only as the whole name: inside a longer name these words may mean another body.
        let alone = matches!(&name[..], [word] if matches!(word.as_str(), "force" | "constabulary" | "police" | "commissioner"));
        everybody || named || alone
    }
}

/// Returns where the words of `part` end within `name`; the last word may be in the plural.
fn find(name: &[String], part: &[String]) -> Option<usize> {
    let (last, first) = part.split_last()?;
    let is_here = |words: &&[String]| {
        let (end, start) = words.split_last().map_or((None, &[][..]), |(end, start)| (Some(end), start));
        start == first && end.is_some_and(|end| end == last || end.strip_suffix('s') == Some(last))
    };
    name.windows(part.len()).position(|words| is_here(&words)).map(|at| at + part.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chief_constables_commissioners_and_the_force_are_us() {
        let force = Force::from("Kent");
        for us in [
            "chief constables",
            "police and crime commissioners",
            "Kent Police",
            "force",
            "all forces",
            "Chief Constable of Kent",
            "the force",
            "the commissioner",
            "police chiefs",
            "Norfolk and Suffolk constabularies",
            "CCs",
        ] {
            assert!(OurNames::default().is_us(&us.into(), &force), "{us}");
        }
        for other in [
            "National Crime Agency",
            "Home Office",
            "National Police Chiefs' Council",
            "Government",
            "Surrey Police",
            "NPCC",
            "APCC",
            "Chief Constable of Surrey",
        ] {
            assert!(!OurNames::default().is_us(&other.into(), &force), "{other}");
        }
    }

    #[test]
    fn a_forces_name_is_a_word_and_no_part_of_one() {
        assert!(!OurNames::default().is_us(&"Wessex Water".into(), &"Essex".into()));
        assert!(OurNames::default().is_us(&"West Mercia Police".into(), &"West Mercia".into()));
    }

    #[test]
    fn a_force_is_us_by_each_of_its_names_and_another_is_not() {
        for (force, us) in [
            ("Avon and Somerset", "Avon & Somerset Constabulary"),
            ("Avon & Somerset", "the Chief Constable of Avon and Somerset"),
            ("Dyfed-Powys", "Dyfed Powys Police"),
            ("West Midlands", "W. Midlands Police"),
            ("Metropolitan", "the Met"),
            ("Metropolitan", "Commissioner of Police of the Metropolis"),
            ("City of London", "the Commissioner, City of London Police"),
            ("Ministry of Defence Police", "MoD Police"),
            ("British Transport Police", "British Transport Police Authority"),
            ("National Crime Agency", "NCA"),
            ("Kent", "police & crime commissioners"),
        ] {
            assert!(OurNames::default().is_us(&us.into(), &force.into()), "{force}: {us}");
        }
        for (force, other) in [
            ("Kent", "Commissioner of Police of the Metropolis"),
            ("Kent", "Avon & Somerset Police"),
            ("Kent", "NCA"),
            ("Ministry of Defence Police", "Ministry of Defence"),
            ("Police Service of Northern Ireland", "Northern Ireland Office"),
        ] {
            assert!(!OurNames::default().is_us(&other.into(), &force.into()), "{force}: {other}");
        }
    }

    #[test]
    fn an_office_adds_its_own_names() {
        let us = OurNames::also(&["Violence Reduction Unit".to_owned(), " ".to_owned()]);
        assert!(us.is_us(&"the violence reduction unit".into(), &"Kent".into()));
        assert!(!us.is_us(&"Home Office".into(), &"Kent".into()));
    }
}
