//! Macros for closed vocabularies and free-text names, so that all of them read, print and serialise in the same way.

use std::fmt;

use crate::model::did_you_mean::nearest;

/// The error for a word that a closed vocabulary does not have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownWord {
    /// What the vocabulary is for, with its article: "a status".
    pub what: &'static str,
    /// The word as given.
    pub given: String,
    /// Every word of the vocabulary.
    pub words: Vec<&'static str>,
}

impl fmt::Display for UnknownWord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is not {}", self.given, self.what)?;
        match nearest(&self.given, self.words.iter().copied()) {
            Some(word) => write!(f, ": did you mean `{word}`?"),
            None => write!(f, ": use one of {}", self.words.join(", ")),
        }
    }
}

impl std::error::Error for UnknownWord {}

/// Declares a closed vocabulary: an enum whose `Display`, `FromStr`, serde and schema words come from one table.
///
/// `FromStr` accepts hyphens or spaces for underscores and any case, because people type it. Serde accepts the exact word only.
macro_rules! vocabulary {
    ($(#[$doc:meta])* $name:ident: $what:literal { $($(#[doc = $word_doc:literal])* $variant:ident = $word:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[derive(serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
        pub enum $name {
            $($(#[doc = $word_doc])* #[serde(rename = $word)] $variant,)+
        }

        impl $name {
            /// Every word of the vocabulary, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// Returns the word as records and output have it.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word,)+ }
            }

            /// Returns what the word means: a sentence.
            pub fn meaning(self) -> &'static str {
                match self { $(Self::$variant => concat!($($word_doc),*).trim(),)+ }
            }

            /// Returns the word for prose, with spaces for underscores.
            pub fn words(self) -> String {
                self.as_str().replace('_', " ")
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::model::UnknownWord;

            fn from_str(given: &str) -> Result<Self, Self::Err> {
                let word = given.trim().to_lowercase().replace(['-', ' '], "_");
                Self::ALL.iter().copied().find(|known| known.as_str() == word).ok_or_else(|| {
                    $crate::model::UnknownWord {
                        what: $what,
                        given: given.to_owned(),
                        words: Self::ALL.iter().map(|known| known.as_str()).collect(),
                    }
                })
            }
        }
    };
}
pub(crate) use vocabulary;

/// Declares a type for a free-text name, read and written as plain text.
macro_rules! name {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[derive(serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// Returns the name as written.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.to_owned())
            }
        }

        impl std::str::FromStr for $name {
            type Err = std::convert::Infallible;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Ok(Self(text.to_owned()))
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(&self.0)
            }
        }
    };
}
pub(crate) use name;

#[cfg(test)]
mod tests {
    use crate::model::{
        ActionTaken, BodyKind, DeadlineKind, FindingKind, GradeLevel, InspectionKind, Priority, RuleLevel, Stage, Status,
        VerificationOutcome,
    };

    macro_rules! each_word_reads_back {
        ($($name:ident),+) => {$(
            for word in $name::ALL {
                assert_eq!(word.to_string().parse::<$name>().as_ref(), Ok(word));
                assert_eq!(serde_json::to_value(word).unwrap(), serde_json::json!(word.as_str()));
            }
        )+};
    }

    #[test]
    fn each_word_of_each_vocabulary_reads_back() {
        each_word_reads_back!(
            ActionTaken,
            BodyKind,
            DeadlineKind,
            FindingKind,
            GradeLevel,
            InspectionKind,
            RuleLevel,
            Priority,
            Stage,
            Status,
            VerificationOutcome
        );
    }

    #[test]
    fn a_misspelt_word_gets_the_nearest() {
        let error = "in_progres".parse::<Status>().unwrap_err();
        assert_eq!(error.to_string(), "`in_progres` is not a status: did you mean `in_progress`?");
    }

    #[test]
    fn a_word_may_be_typed_as_people_type_it() {
        assert_eq!("Not Started".parse(), Ok(Status::NotStarted));
        assert_eq!("pending-sign-off".parse(), Ok(Status::PendingSignOff));
    }
}
