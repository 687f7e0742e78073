//! Who is responsible for a finding or an action: one name, or several with the lead first.

use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Error, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::FieldPath;

/// One name or several, the lead first. In a record it is a text or a list of texts; a list of one says the same as the text.
#[derive(Debug, Clone)]
pub struct Owners(Names);

/// No larger than a text alone: a store has a hundred thousand owners, and nearly all of them are one.
#[derive(Debug, Clone)]
enum Names {
    One(String),
    /// At least one, for a list of one stays a list.
    List(Box<[String]>),
}

impl PartialEq for Owners {
    fn eq(&self, other: &Self) -> bool {
        self.all() == other.all()
    }
}

impl Eq for Owners {}

impl Owners {
    /// Returns the owners of a list; `None` where it is empty.
    pub fn of(mut names: Vec<String>) -> Option<Self> {
        match names.len() {
            0 | 1 => names.pop().map(|name| Self(Names::One(name))),
            _ => Some(Self(Names::List(names.into()))),
        }
    }

    fn all(&self) -> &[String] {
        match &self.0 {
            Names::One(name) => std::slice::from_ref(name),
            Names::List(names) => names,
        }
    }

    /// Returns whether it is written as a list, which version 1 of the record does not have.
    pub fn is_list(&self) -> bool {
        matches!(self.0, Names::List(_))
    }

    /// Returns the lead, who is answerable.
    pub fn lead(&self) -> &str {
        self.all().first().map_or("", String::as_str)
    }

    /// Returns every name, the lead first.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.all().iter().map(String::as_str)
    }

    /// Returns every name with the path of its field, given that of the owner.
    pub fn places(&self, at: &FieldPath) -> impl Iterator<Item = (FieldPath, &str)> {
        // A single owner is the field itself; of several each is an item of it.
        let place = |index| if self.is_list() { at.index(index) } else { at.clone() };
        self.names().enumerate().map(move |(index, name)| (place(index), name))
    }
}

impl<T: Into<String>> From<T> for Owners {
    fn from(name: T) -> Self {
        Self(Names::One(name.into()))
    }
}

/// Writes every name: "Head of Custody; Head of Training".
impl fmt::Display for Owners {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.all().join("; "))
    }
}

impl Serialize for Owners {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.0 {
            Names::One(name) => serializer.serialize_str(name),
            Names::List(names) => names.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Owners {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct TextOrList;

        impl<'de> Visitor<'de> for TextOrList {
            type Value = Owners;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a name (in quotes if it looks like a number), or a list of names")
            }

            fn visit_str<E: Error>(self, name: &str) -> Result<Owners, E> {
                Ok(name.into())
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut names: A) -> Result<Owners, A::Error> {
                let mut owners = Vec::new();
                while let Some(name) = names.next_element()? {
                    owners.push(name);
                }
                match owners.is_empty() {
                    true => Err(A::Error::custom("a list of owners has at least one name")),
                    false => Ok(Owners(Names::List(owners.into()))),
                }
            }
        }

        deserializer.deserialize_any(TextOrList)
    }
}

impl JsonSchema for Owners {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Owners".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "One name, or since version 2 a list of names with the lead first",
            "anyOf": [{ "type": "string" }, { "type": "array", "items": { "type": "string" }, "minItems": 1, "x-schema-version": 2 }]
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_name_is_a_text_and_several_are_a_list() {
        for (json, names) in [("\"Head of Custody\"", &["Head of Custody"][..]), ("[\"A\",\"B\"]", &["A", "B"])] {
            let owners: Owners = serde_json::from_str(json).unwrap();
            assert_eq!(owners.names().collect::<Vec<_>>(), names);
            assert_eq!((owners.lead(), serde_json::to_string(&owners).unwrap().as_str()), (names[0], json));
        }
        let list_of_one: Owners = serde_json::from_str("[\"A\"]").unwrap();
        assert_eq!((&list_of_one, serde_json::to_string(&list_of_one).unwrap().as_str()), (&"A".into(), "[\"A\"]"));
        assert!(serde_json::from_str::<Owners>("[]").is_err() && serde_json::from_str::<Owners>("7").is_err());
    }
}
