//! Addresses of records and findings: as a person types them, and as one finding links to another.

use std::fmt;
use std::str::FromStr;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::record_id::RecordIdError;
use super::reference::ReferenceError;
use super::{FindingRef, RecordId};

/// A record or one of its findings, as a person types it: `ID`, `PART`, `ID:R4`, `PART:R4`, or `R4` alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    /// Part of a record's id, or all of it; whether it matches exactly one record is checked by the search, not here. Empty where
    /// a finding is named alone.
    pub record: String,
    /// The finding; `None` for the whole record.
    pub finding: Option<FindingRef>,
}

impl FromStr for Address {
    type Err = ReferenceError;

    fn from_str(text: &str) -> Result<Self, ReferenceError> {
        // Ids contain no colon (`RecordId` refuses it), so a colon always separates the finding.
        Ok(match text.rsplit_once(':') {
            // "custody:" is what completion leaves where nobody goes on.
            Some((record, "")) if !record.is_empty() => Self { record: record.to_owned(), finding: None },
            Some((record, finding)) => Self { record: record.to_owned(), finding: Some(finding.parse()?) },
            None if is_finding(text) => Self { record: String::new(), finding: Some(text.parse()?) },
            None => Self { record: text.to_owned(), finding: None },
        })
    }
}

/// Returns whether a text is a finding's number, and not part of an id that begins like one ("race-equality").
fn is_finding(text: &str) -> bool {
    let lower = text.to_lowercase();
    let number = ["r", "afi", "coc"].iter().find_map(|kind| lower.strip_prefix(kind));
    number.is_some_and(|number| number.starts_with(|c: char| c.is_ascii_digit())) && text.parse::<FindingRef>().is_ok()
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.finding {
            Some(finding) if self.record.is_empty() => finding.fmt(f),
            Some(finding) => write!(f, "{}:{finding}", self.record),
            None => f.write_str(&self.record),
        }
    }
}

/// A link from one finding to another: `R10` in the same record, `ID:R10` in any record.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FindingLink {
    /// The full id of the other record; `None` for the record that has the link.
    pub record: Option<RecordId>,
    /// The finding that is linked to.
    pub finding: FindingRef,
}

/// The error for a text that is not a link to a finding.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LinkError {
    /// The part before the colon is not a record's id.
    #[error(transparent)]
    Record(#[from] RecordIdError),
    /// The part after the colon is not a finding's reference.
    #[error(transparent)]
    Finding(#[from] ReferenceError),
}

impl FromStr for FindingLink {
    type Err = LinkError;

    fn from_str(text: &str) -> Result<Self, LinkError> {
        Ok(match text.rsplit_once(':') {
            Some((record, finding)) => Self { record: Some(record.parse()?), finding: finding.parse()? },
            None => Self { record: None, finding: text.parse()? },
        })
    }
}

impl fmt::Display for FindingLink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(record) = &self.record {
            write!(f, "{record}:")?;
        }
        write!(f, "{}", self.finding)
    }
}

impl Serialize for FindingLink {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for FindingLink {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

impl JsonSchema for FindingLink {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "FindingLink".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "format": "finding-link",
            "pattern": "^([^:]+:)?([Rr]|[Aa][Ff][Ii]|[Cc][Oo][Cc])[A-Za-z0-9][A-Za-z0-9.()/-]*$",
            "description": "Another finding: R10 in this record, force/2025-05-16-subject:R10 in any"
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_reads_back() {
        for text in [
            "organised",
            "organised:R4",
            "R4",
            "afi-visits",
            "race-equality",
            "staffordshire/2025-05-16-organised-immigration-crime:AFI2",
        ] {
            assert_eq!(text.parse::<Address>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn a_link_reads_back() {
        for text in ["R10", "surrey/2022-02-02-custody:COC1"] {
            assert_eq!(text.parse::<FindingLink>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn a_link_to_no_finding_is_refused() {
        for text in ["surrey/2022-02-02-custody", "10", "x:", ":R1", "../a:R1"] {
            assert!(text.parse::<FindingLink>().is_err(), "{text}");
        }
    }
}
