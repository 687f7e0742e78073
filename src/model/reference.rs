//! References to findings: the number a report prints, and the reference (R4) by which people name a finding.

use std::fmt;
use std::str::FromStr;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize};

use super::vocabulary::vocabulary;

vocabulary! {
    /// The kind of finding, in the inspectorate's terms.
    FindingKind: "a kind of finding" {
        /// A recommendation: addressed to named bodies, usually with a due date.
        Recommendation = "recommendation",
        /// An area for improvement (AFI): performance short of the expected standard.
        AreaForImprovement = "area_for_improvement",
        /// A cause of concern: a serious, critical or systemic failing; it comes with recommendations.
        CauseOfConcern = "cause_of_concern",
    }
}

impl FindingKind {
    /// Returns the prefix of a reference: R, AFI or COC.
    pub const fn prefix(self) -> &'static str {
        match self {
            Self::Recommendation => "R",
            Self::AreaForImprovement => "AFI",
            Self::CauseOfConcern => "COC",
        }
    }

    /// Returns the name of the record's list for this kind.
    pub const fn list(self) -> &'static str {
        match self {
            Self::Recommendation => "recommendations",
            Self::AreaForImprovement => "areas_for_improvement",
            Self::CauseOfConcern => "causes_of_concern",
        }
    }
}

/// The error for a text that is not a reference to a finding.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReferenceError {
    /// Not a number as reports print it.
    #[error("`{0}` is not a finding's number: write it as printed, such as 4, 3.1 or 2a")]
    Number(String),
    /// No R, AFI or COC before the number, or something else altogether.
    #[error("`{0}` is not a finding: write it as R4, AFI2 or COC1")]
    Reference(String),
}

/// A finding's number as the report prints it: "4", "3.1", "2a".
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct PrintedRef(String);

impl PrintedRef {
    /// Returns the number as printed.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns an empty number, which no text parses to.
    pub(super) const fn none() -> Self {
        Self(String::new())
    }
}

impl FromStr for PrintedRef {
    type Err = ReferenceError;

    fn from_str(text: &str) -> Result<Self, ReferenceError> {
        let good = text.bytes().next().is_some_and(|b| b.is_ascii_alphanumeric())
            && text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'(' | b')' | b'/'))
            // The same limit as in the schema's pattern below.
            && text.len() <= 20;
        if good { Ok(Self(text.to_owned())) } else { Err(ReferenceError::Number(text.to_owned())) }
    }
}

impl fmt::Display for PrintedRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl<'de> Deserialize<'de> for PrintedRef {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

impl JsonSchema for PrintedRef {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "PrintedRef".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "format": "finding-number",
            "pattern": "^[A-Za-z0-9][A-Za-z0-9.()/-]{0,19}$",
            "description": "A finding's number as the report prints it: 4, 3.1, 2a"
        })
    }
}

/// A reference to a finding within its record: kind and number, such as `R4`, `AFI2` or `COC1`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FindingRef {
    /// The kind of finding, and so the list it is in.
    pub kind: FindingKind,
    number: PrintedRef,
}

impl FindingRef {
    /// Returns the reference of a finding printed as `printed`.
    /// If the report already prints the prefix ("AFI2"), it is not doubled.
    pub fn new(kind: FindingKind, printed: &PrintedRef) -> Self {
        let bare = strip_prefix_ignoring_case(printed.as_str(), kind.prefix())
            // Only before a digit, so that a number which begins with these letters keeps them.
            .filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
            .unwrap_or(printed.as_str());
        // "2A" and "2a" are the same finding.
        Self { kind, number: PrintedRef(bare.to_ascii_lowercase()) }
    }

    /// Returns the number without the prefix.
    pub fn printed(&self) -> &PrintedRef {
        &self.number
    }
}

/// Returns `text` without `prefix`, ignoring case.
fn strip_prefix_ignoring_case<'a>(text: &'a str, prefix: &str) -> Option<&'a str> {
    let (head, rest) = text.split_at_checked(prefix.len())?;
    head.eq_ignore_ascii_case(prefix).then_some(rest)
}

impl fmt::Display for FindingRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{}{}", self.kind.prefix(), self.number))
    }
}

impl FromStr for FindingRef {
    type Err = ReferenceError;

    fn from_str(text: &str) -> Result<Self, ReferenceError> {
        FindingKind::ALL
            .iter()
            .find_map(|kind| {
                let number = strip_prefix_ignoring_case(text, kind.prefix())?.parse().ok()?;
                Some(Self::new(*kind, &number))
            })
            .ok_or_else(|| ReferenceError::Reference(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reference_reads_back() {
        for text in ["R4", "AFI2", "COC1", "R3.1", "R2a"] {
            assert_eq!(text.parse::<FindingRef>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn a_reference_may_be_typed_small() {
        assert_eq!("afi2".parse::<FindingRef>().unwrap().to_string(), "AFI2");
        assert_eq!("R2A".parse::<FindingRef>(), "r2a".parse());
    }

    #[test]
    fn a_prefix_that_the_report_printed_is_not_doubled() {
        let printed = "AFI7".parse().unwrap();
        assert_eq!(FindingRef::new(FindingKind::AreaForImprovement, &printed).to_string(), "AFI7");
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for text in ["", " 4", "4 ", "a:b", "four hundred and fifty six", "-4", "4\n"] {
            assert!(text.parse::<PrintedRef>().is_err(), "{text:?}");
        }
        for text in ["4", "X4", "R", "R 4", ""] {
            assert!(text.parse::<FindingRef>().is_err(), "{text:?}");
        }
    }
}
