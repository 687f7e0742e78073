//! The versions of the record's format.

mod json_schema;

pub use json_schema::{forbid_foreign_fields, schema_of_version};

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize};

/// The version of a record's format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(into = "u32")]
pub enum SchemaVersion {
    /// One closure and one verification for a finding.
    One,
    /// Lists of both, extensions of actions, several owners, internal entries.
    Two,
}

impl SchemaVersion {
    /// The version of new records.
    pub const LATEST: Self = Self::Two;

    /// Every version, oldest first.
    pub const ALL: &'static [Self] = &[Self::One, Self::Two];

    /// Returns the number that a record has.
    pub const fn number(self) -> u32 {
        match self {
            Self::One => 1,
            Self::Two => 2,
        }
    }
}

impl From<SchemaVersion> for u32 {
    fn from(version: SchemaVersion) -> Self {
        version.number()
    }
}

impl<'de> Deserialize<'de> for SchemaVersion {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let number = u32::deserialize(deserializer)?;
        let known = Self::ALL.iter().copied().find(|version| version.number() == number);
        known.ok_or_else(|| serde::de::Error::custom(format!("schema version {number} is not supported by this version of irr")))
    }
}

impl JsonSchema for SchemaVersion {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "SchemaVersion".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let numbers: Vec<u32> = Self::ALL.iter().map(|version| version.number()).collect();
        json_schema!({ "type": "integer", "enum": numbers, "description": "The version of the record's format" })
    }
}
