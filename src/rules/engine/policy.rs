//! The level of each rule: its own, unless the office's settings or the flags of this run change it.

use std::collections::{BTreeMap, BTreeSet};

use super::{Rule, RuleCode, RuleScope, Severity, UnknownRule};
use crate::model::{RuleLevel, Settings};

/// Returns the schema of the settings with the rule codes filled in, so that editors underline unknown ones.
pub fn settings_schema() -> serde_json::Value {
    let mut schema = crate::yaml::settings_schema().clone();
    let codes: Vec<&str> =
        crate::rules::all().filter(|rule| rule.counts != RuleScope::Unreadable).map(|rule| rule.code).collect();
    schema["properties"]["rules"]["propertyNames"] = serde_json::json!({ "enum": codes });
    schema
}

/// The levels of the rules.
#[derive(Debug, Clone, Default)]
pub struct Policy {
    levels: BTreeMap<&'static str, RuleLevel>,
    only: BTreeSet<&'static str>,
}

/// The error for a level that cannot be set.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PolicyError {
    /// There is no such rule.
    #[error(transparent)]
    Unknown(#[from] UnknownRule),
    /// The level is fixed, because without the rule the text is not a record.
    #[error("`{0}` cannot be set to another level: a file that breaks it is not a record")]
    Fixed(&'static str),
}

impl Policy {
    /// Returns the policy that the settings define.
    ///
    /// # Errors
    /// The first code that is unknown or has a fixed level, with the reason.
    pub fn of(settings: &Settings) -> Result<Self, (String, PolicyError)> {
        let mut policy = Self::default();
        for (code, level) in &settings.rules {
            let set = code.parse().map_err(PolicyError::from).and_then(|code: RuleCode| policy.set(code, *level));
            set.map_err(|error| (code.clone(), error))?;
        }
        Ok(policy)
    }

    /// Returns the policy of settings that may be from another version of irr: unknown codes and impossible levels are ignored.
    pub fn in_part(settings: &Settings) -> Self {
        let mut policy = Self::default();
        for (code, level) in &settings.rules {
            if let Ok(code) = code.parse::<RuleCode>() {
                let _ = policy.set(code, *level);
            }
        }
        policy
    }

    /// Raises each level to at least that of another policy.
    pub fn tighten(&mut self, other: &Self) {
        for rule in crate::rules::all() {
            let level = self.level(rule).max(other.level(rule));
            if level > self.level(rule) {
                self.levels.insert(rule.code, level);
            }
        }
    }

    /// Sets the level of a rule, replacing an earlier setting.
    ///
    /// # Errors
    /// [`PolicyError::Fixed`] where the rule decides whether a text is a record at all; it is always an error.
    pub fn set(&mut self, RuleCode(rule): RuleCode, level: RuleLevel) -> Result<(), PolicyError> {
        // Without these rules a text could not be read as a record with certainty.
        if rule.counts == RuleScope::Unreadable && level != RuleLevel::Deny {
            return Err(PolicyError::Fixed(rule.code));
        }
        self.levels.insert(rule.code, level);
        Ok(())
    }

    /// Restricts the check to this rule and others added in the same way. Rules with a fixed level are still checked.
    pub fn only(&mut self, RuleCode(rule): RuleCode) {
        self.only.insert(rule.code);
    }

    /// Returns whether the settings or the flags set the rule's level.
    pub fn is_set(&self, rule: &Rule) -> bool {
        self.levels.contains_key(rule.code)
    }

    /// Returns the level of a rule.
    pub fn level(&self, rule: &Rule) -> RuleLevel {
        let set = self.levels.get(rule.code).copied().unwrap_or(rule.level);
        match (self.only.is_empty(), self.only.contains(rule.code)) {
            _ if rule.counts == RuleScope::Unreadable => RuleLevel::Deny,
            (true, _) => set,
            // A rule that is off by default, but named in the flags, is wanted.
            (false, true) if set == RuleLevel::Allow => RuleLevel::Warn,
            (false, true) => set,
            (false, false) => RuleLevel::Allow,
        }
    }

    /// Returns the severity of a rule's problems; `None` where the rule is off.
    pub fn severity(&self, rule: &Rule) -> Option<Severity> {
        Severity::of(self.level(rule))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn policy(rules: &[(&str, RuleLevel)]) -> Result<Policy, (String, PolicyError)> {
        let rules = rules.iter().map(|(code, level)| ((*code).to_owned(), *level)).collect();
        Policy::of(&Settings { rules, ..Settings::default() })
    }

    fn rule(code: &str) -> &'static Rule {
        code.parse::<RuleCode>().unwrap().0
    }

    #[test]
    fn settings_stand_over_a_rules_own_level() {
        let policy = policy(&[("overdue", RuleLevel::Deny), ("ref-gap", RuleLevel::Allow)]).unwrap();
        assert_eq!(policy.severity(rule("overdue")), Some(Severity::Error));
        assert_eq!(policy.severity(rule("ref-gap")), None);
        assert_eq!(policy.severity(rule("response-late")), Some(Severity::Error));
    }

    #[test]
    fn what_makes_a_text_no_record_cannot_be_switched_off() {
        assert_eq!(policy(&[("invalid-yaml", RuleLevel::Allow)]).unwrap_err().1, PolicyError::Fixed("invalid-yaml"));
        let mut policy = Policy::default();
        policy.only("response-late".parse().unwrap());
        assert_eq!(policy.severity(rule("invalid-yaml")), Some(Severity::Error));
        assert_eq!(policy.severity(rule("ref-gap")), None);
    }

    #[test]
    fn a_rule_that_is_off_and_asked_for_is_told() {
        let mut policy = Policy::default();
        policy.only("overdue".parse().unwrap());
        assert_eq!(policy.severity(rule("overdue")), Some(Severity::Warning));
    }

    #[test]
    fn a_code_that_no_rule_has_is_named() {
        assert_eq!(policy(&[("respnse-late", RuleLevel::Deny)]).unwrap_err().0, "respnse-late");
    }
}
