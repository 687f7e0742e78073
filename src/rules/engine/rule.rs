//! A rule: its code, its default level, and when it applies.

use std::fmt;
use std::str::FromStr;

use crate::model::RuleLevel;
use crate::model::did_you_mean::nearest;

/// The severity of a diagnostic.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The record breaks the law or the format; the check fails.
    Error,
    /// The record is doubtful.
    Warning,
}

impl Severity {
    /// Returns the word for output.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }

    /// Returns the severity for a level; `None` where the rule is off.
    pub const fn of(level: RuleLevel) -> Option<Self> {
        match level {
            RuleLevel::Deny => Some(Self::Error),
            RuleLevel::Warn => Some(Self::Warning),
            RuleLevel::Allow => None,
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// When a rule applies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RuleScope {
    /// Always, and it cannot be switched off: without it the text is not a record.
    Unreadable,
    /// Always.
    Always,
    /// Until the response is published.
    UntilPublished,
    /// Once the stage is `published`.
    OncePublished,
    /// Once the stage is `published` or the response deadline has passed.
    OnceDue,
    /// When the record is compared with an older version of itself (`--against`).
    Against,
}

impl RuleScope {
    /// Returns a description for a sentence.
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

/// A rule.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    /// The stable name, in kebab-case. Settings, comments and baselines refer to it, so never rename one.
    pub code: &'static str,
    /// The default level.
    pub level: RuleLevel,
    /// When the rule applies.
    pub counts: RuleScope,
}

/// A rule that is parsed from its code, for `--rule`, `irr explain` and `irr.yaml`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RuleCode(pub &'static Rule);

/// The error for a code that no rule has.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{given}` is not a rule{}", nearest.map_or_else(String::new, |code| format!(": did you mean `{code}`?")))]
pub struct UnknownRule {
    /// The code as given.
    pub given: String,
    /// The most similar code, to suggest.
    pub nearest: Option<&'static str>,
}

impl FromStr for RuleCode {
    type Err = UnknownRule;

    fn from_str(given: &str) -> Result<Self, UnknownRule> {
        crate::rules::all().find(|rule| rule.code == given).map(Self).ok_or_else(|| UnknownRule {
            given: given.to_owned(),
            nearest: nearest(given, crate::rules::all().map(|rule| rule.code)),
        })
    }
}

impl fmt::Display for RuleCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.0.code)
    }
}

/// Declares a family: title, page, check function, and the rules with default level, code, and when they apply.
macro_rules! family {
    ($title:literal, $page:literal, $check:ident: $($(#[$doc:meta])* $name:ident = $level:ident $code:literal $counts:ident;)+) => {
        $(
            $(#[$doc])*
            pub const $name: $crate::rules::Rule = $crate::rules::Rule {
                code: $code,
                level: $crate::model::RuleLevel::$level,
                counts: $crate::rules::RuleScope::$counts,
            };
        )+

        /// The family of the rules in this module.
        pub const FAMILY: $crate::rules::Family =
            $crate::rules::Family { title: $title, page: include_str!($page), rules: &[$(&$name),+], check: $check };
    };
}
pub(in crate::rules) use family;

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
