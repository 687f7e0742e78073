//! A round of asking: who was asked about what, and by when the answers are wanted. It is kept beside the sheets.

use serde::{Deserialize, Serialize};

use crate::model::Date;

/// The name of the file that has the round.
pub const ROUND_FILE: &str = "round.json";

/// A round of asking.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Round {
    /// The version of this form.
    pub version: u32,
    /// The day the owners were asked.
    pub asked: Date,
    /// The day by which the answers are wanted.
    pub wanted_by: Date,
    /// Who was asked.
    pub owners: Vec<RoundOwner>,
}

/// An owner who was asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoundOwner {
    /// The owner, as the records name them.
    pub owner: String,
    /// The file that was written for them.
    pub file: String,
    /// The keys of the findings and actions they were asked about.
    pub keys: Vec<String>,
}

impl Round {
    /// Returns the text of the file.
    pub fn write(&self) -> String {
        let text = serde_json::to_string_pretty(self).unwrap_or_default();
        format!("{text}\n")
    }

    /// Reads the text of the file; `None` if it is none.
    pub fn read(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }

    /// Returns the owner who was asked about a key, if it was only one.
    pub fn owner_of(&self, key: &str) -> Option<&RoundOwner> {
        let mut asked = self.owners.iter().filter(|owner| owner.keys.iter().any(|other| other == key));
        asked.next().filter(|_| asked.next().is_none())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_round_reads_back_and_knows_whom_it_asked() {
        let owner = |owner: &str, keys: &[&str]| RoundOwner {
            owner: owner.to_owned(),
            file: format!("{owner}.xlsx"),
            keys: keys.iter().map(|key| (*key).to_owned()).collect(),
        };
        let day = |text: &str| text.parse().unwrap();
        let owners = vec![owner("Head of Custody", &["a:R1", "a:R2"]), owner("Estates", &["a:R2"])];
        let round = Round { version: 1, asked: day("2026-11-30"), wanted_by: day("2026-12-11"), owners };
        assert_eq!(Round::read(&round.write()).as_ref(), Some(&round));
        assert_eq!(round.owner_of("a:R1").map(|owner| owner.owner.as_str()), Some("Head of Custody"));
        assert_eq!((round.owner_of("a:R2"), round.owner_of("b:R1")), (None, None));
    }
}
