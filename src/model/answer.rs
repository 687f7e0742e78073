//! The answers to one finding: the chief officer's comments and the local policing body's explanation.

use std::fmt;
use std::str::FromStr;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::FindingLink;
use super::address::LinkError;
use super::vocabulary::vocabulary;
use crate::prose::Prose;

vocabulary! {
    /// The local policing body's own action on a recommendation, as its explanation states it (Police Act 1996, section 55(5B)).
    /// The force's action does not count here.
    ActionTaken: "what a commissioner's response says of action" {
        /// The body has taken action: section 55(5B)(a).
        Taken = "taken",
        /// The body proposes action: section 55(5B)(a).
        Proposed = "proposed",
        /// The body takes no action, and `text` gives the reason: section 55(5B)(b).
        None = "none",
    }
}

/// The place of a finding's answer, when the answer is not given under the finding itself.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AnswerPlace {
    /// The body's comments on the response as a whole.
    Comments,
    /// The answer to another finding.
    Finding(FindingLink),
}

impl AnswerPlace {
    /// The keyword in a record that stands for the body's comments on the whole response.
    pub const COMMENTS: &str = "comments";

    /// Returns the finding that has the answer; `None` when the answer is in the comments.
    pub const fn finding(&self) -> Option<&FindingLink> {
        match self {
            Self::Finding(link) => Some(link),
            Self::Comments => None,
        }
    }
}

/// The error for a text that is neither `comments` nor a link to a finding.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}; or write `comments` if the answer is in the commissioner's overall comments")]
pub struct AnswerPlaceError(LinkError);

impl FromStr for AnswerPlace {
    type Err = AnswerPlaceError;

    fn from_str(text: &str) -> Result<Self, AnswerPlaceError> {
        // No reference to a finding reads `comments`, so the keyword cannot hide one.
        if text == Self::COMMENTS {
            return Ok(Self::Comments);
        }
        text.parse().map(Self::Finding).map_err(AnswerPlaceError)
    }
}

impl fmt::Display for AnswerPlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Comments => f.pad(Self::COMMENTS),
            Self::Finding(link) => link.fmt(f),
        }
    }
}

impl Serialize for AnswerPlace {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for AnswerPlace {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

impl JsonSchema for AnswerPlace {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "AnswerPlace".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "format": "answer-place",
            "pattern": "^(comments|([^:]+:)?([Rr]|[Aa][Ff][Ii]|[Cc][Oo][Cc])[A-Za-z0-9][A-Za-z0-9.()/-]*)$",
            "description": "Where the answer stands: R10 in this record, force/2025-05-16-subject:R10 in any, or comments"
        })
    }
}

/// The chief officer's comments on one finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ChiefOfficerAnswer {
    /// The heading of the comments, without the finding's number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub heading: Option<String>,
    /// The comments themselves.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<Prose>,
}

/// The local policing body's own explanation of one finding (Police Act 1996, section 55(5B)).
///
/// It states what the body itself has done or will do, such as asking the chief officer for a plan, paying for something, or
/// reviewing progress at its next meeting with the chief officer; or why the body takes no action.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CommissionerResponse {
    /// The body's own action: taken, proposed or none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub action: Option<ActionTaken>,
    /// True when the body adopts the chief officer's comments as its own explanation.
    /// Those comments describe the force's action; describe the body's own action in `text`.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub adopts_chief_officer: bool,
    /// The body's own explanation. When `action` is `none`, the reason.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<Prose>,
    /// The place of the answer, when this finding is answered elsewhere.
    /// Either another finding, or `comments` for the body's comments on the whole response.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub see: Option<AnswerPlace>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_place_of_an_answer_reads_back() {
        for text in ["comments", "R10", "surrey/2022-02-02-custody:COC1"] {
            assert_eq!(text.parse::<AnswerPlace>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn what_names_no_place_is_refused_and_the_words_that_do_are_named() {
        let error = "above".parse::<AnswerPlace>().unwrap_err().to_string();
        assert!(error.contains("R4, AFI2 or COC1") && error.contains("`comments`"), "{error}");
    }
}
