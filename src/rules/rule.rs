//! A rule: its code, what becomes of a breach, and when it counts.

use std::fmt;
use std::str::FromStr;

use crate::model::{Level, nearest::nearest};

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The record breaks the law or the format.
    Error,
    /// The record is doubtful.
    Warning,
}

impl Severity {
    /// The word of output.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }

    /// What a level makes of a breach; `None` where it is not told.
    pub const fn of(level: Level) -> Option<Self> {
        match level {
            Level::Deny => Some(Self::Error),
            Level::Warn => Some(Self::Warning),
            Level::Allow => None,
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// From when on a rule counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counts {
    /// Always, and nobody can switch it off: such a text is no record.
    Unreadable,
    /// Always.
    Always,
    /// Until the response is published.
    UntilPublished,
    /// Once the stage is `published`.
    OncePublished,
    /// Once the stage is `published`, or the last day to respond has passed.
    OnceDue,
    /// Where the record is held against an older version of itself.
    Against,
}

impl Counts {
    /// The same in a sentence.
    pub const fn in_words(self) -> &'static str {
        match self {
            Self::Unreadable => "always; it cannot be switched off, because such a file is not a record",
            Self::Always => "always",
            Self::UntilPublished => "until the response is published",
            Self::OncePublished => "once the stage is `published`",
            Self::OnceDue => "once the stage is `published`, or the last day to respond has passed",
            Self::Against => "when the records are compared with an older version (`--against`)",
        }
    }
}

/// What a record must not be.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    /// Its stable name, in kebab-case.
    pub code: &'static str,
    /// What becomes of a breach where nobody says otherwise.
    pub level: Level,
    /// From when on it counts.
    pub counts: Counts,
}

/// A rule by its code: what `--rule`, `irr explain` and `irr.yaml` read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RuleCode(pub &'static Rule);

/// A code that no rule has.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{given}` is not a rule{}", nearest.map_or_else(String::new, |code| format!(": did you mean `{code}`?")))]
pub struct UnknownRule {
    /// The code as given.
    pub given: String,
    /// The nearest one there is.
    pub nearest: Option<&'static str>,
}

impl FromStr for RuleCode {
    type Err = UnknownRule;

    fn from_str(given: &str) -> Result<Self, UnknownRule> {
        super::all()
            .find(|rule| rule.code == given)
            .map(Self)
            .ok_or_else(|| UnknownRule { given: given.to_owned(), nearest: nearest(given, super::all().map(|rule| rule.code)) })
    }
}

impl fmt::Display for RuleCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.0.code)
    }
}

/// Declares a family: its title, its page, its function, and its rules, each with its level, code, and when it counts.
macro_rules! family {
    ($title:literal, $page:literal, $check:ident: $($(#[$doc:meta])* $name:ident = $level:ident $code:literal $counts:ident;)+) => {
        $(
            $(#[$doc])*
            pub const $name: $crate::rules::Rule = $crate::rules::Rule {
                code: $code,
                level: $crate::model::Level::$level,
                counts: $crate::rules::Counts::$counts,
            };
        )+

        /// The family.
        pub const FAMILY: $crate::rules::Family =
            $crate::rules::Family { title: $title, page: include_str!($page), rules: &[$(&$name),+], check: $check };
    };
}
pub(super) use family;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_code_reads_back_and_a_misspelt_one_gets_the_nearest() {
        for rule in crate::rules::all() {
            assert_eq!(rule.code.parse::<RuleCode>().map(|code| code.to_string()).as_deref(), Ok(rule.code));
        }
        let error = "respnse-late".parse::<RuleCode>().unwrap_err();
        assert_eq!(error.to_string(), "`respnse-late` is not a rule: did you mean `response-late`?");
    }
}
