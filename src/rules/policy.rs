//! What becomes of a breach of each rule: the rule's own level, what the office sets, and what this run asks for.

use std::collections::{BTreeMap, BTreeSet};

use super::{Counts, Rule, RuleCode, Severity, UnknownRule};
use crate::model::{Level, Settings};

/// The schema of a store's settings, with the codes that there are: an editor underlines any other.
pub fn settings_schema() -> serde_json::Value {
    let mut schema = crate::yaml::settings_schema().clone();
    let codes: Vec<&str> = super::all().filter(|rule| rule.counts != Counts::Unreadable).map(|rule| rule.code).collect();
    schema["properties"]["rules"]["propertyNames"] = serde_json::json!({ "enum": codes });
    schema
}

/// A level for each rule.
#[derive(Debug, Clone, Default)]
pub struct Policy {
    levels: BTreeMap<&'static str, Level>,
    only: BTreeSet<&'static str>,
}

/// A level that a rule cannot be given.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PolicyError {
    /// There is no such rule.
    #[error(transparent)]
    Unknown(#[from] UnknownRule),
    /// The rule says that a text is no record.
    #[error("`{0}` cannot be set to another level: a file that breaks it is not a record")]
    Fixed(&'static str),
}

impl Policy {
    /// What the settings of a store say.
    ///
    /// # Errors
    /// The first code that names no rule, or one whose level is fixed, with its reason.
    pub fn of(settings: &Settings) -> Result<Self, (String, PolicyError)> {
        let mut policy = Self::default();
        for (code, level) in &settings.rules {
            let set = code.parse().map_err(PolicyError::from).and_then(|code: RuleCode| policy.set(code, *level));
            set.map_err(|error| (code.clone(), error))?;
        }
        Ok(policy)
    }

    /// What settings say that may be from another version of irr: codes that no rule has, and levels that a rule cannot have, say nothing.
    pub fn in_part(settings: &Settings) -> Self {
        let mut policy = Self::default();
        for (code, level) in &settings.rules {
            if let Ok(code) = code.parse::<RuleCode>() {
                let _ = policy.set(code, *level);
            }
        }
        policy
    }

    /// Makes each rule count for at least as much as in another policy.
    pub fn tighten(&mut self, other: &Self) {
        for rule in super::all() {
            let level = self.level(rule).max(other.level(rule));
            if level > self.level(rule) {
                self.levels.insert(rule.code, level);
            }
        }
    }

    /// Sets the level of a rule, over what was set before.
    ///
    /// # Errors
    /// Where the rule says that a text is no record: that it always is told.
    pub fn set(&mut self, RuleCode(rule): RuleCode, level: Level) -> Result<(), PolicyError> {
        if rule.counts == Counts::Unreadable && level != Level::Deny {
            return Err(PolicyError::Fixed(rule.code));
        }
        self.levels.insert(rule.code, level);
        Ok(())
    }

    /// Looks for this rule, and for no other that is not named so too; what makes a text no record is always told.
    pub fn only(&mut self, RuleCode(rule): RuleCode) {
        self.only.insert(rule.code);
    }

    /// Whether the office or this run sets the rule's level.
    pub fn is_set(&self, rule: &Rule) -> bool {
        self.levels.contains_key(rule.code)
    }

    /// What becomes of a breach.
    pub fn level(&self, rule: &Rule) -> Level {
        let set = self.levels.get(rule.code).copied().unwrap_or(rule.level);
        match (self.only.is_empty(), self.only.contains(rule.code)) {
            _ if rule.counts == Counts::Unreadable => Level::Deny,
            (true, _) => set,
            // Who names a rule wants it.
            (false, true) if set == Level::Allow => Level::Warn,
            (false, true) => set,
            (false, false) => Level::Allow,
        }
    }

    /// How bad a breach is; `None` where it is not told.
    pub fn severity(&self, rule: &Rule) -> Option<Severity> {
        Severity::of(self.level(rule))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn policy(rules: &[(&str, Level)]) -> Result<Policy, (String, PolicyError)> {
        let rules = rules.iter().map(|(code, level)| ((*code).to_owned(), *level)).collect();
        Policy::of(&Settings { rules, ..Settings::default() })
    }

    fn rule(code: &str) -> &'static Rule {
        code.parse::<RuleCode>().unwrap().0
    }

    #[test]
    fn settings_stand_over_a_rules_own_level() {
        let policy = policy(&[("overdue", Level::Deny), ("ref-gap", Level::Allow)]).unwrap();
        assert_eq!(policy.severity(rule("overdue")), Some(Severity::Error));
        assert_eq!(policy.severity(rule("ref-gap")), None);
        assert_eq!(policy.severity(rule("response-late")), Some(Severity::Error));
    }

    #[test]
    fn what_makes_a_text_no_record_cannot_be_switched_off() {
        assert_eq!(policy(&[("invalid-yaml", Level::Allow)]).unwrap_err().1, PolicyError::Fixed("invalid-yaml"));
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
        assert_eq!(policy(&[("respnse-late", Level::Deny)]).unwrap_err().0, "respnse-late");
    }
}
