//! Rules on changes of `irr.yaml`: a change must not weaken the rules by which it is checked itself.
//!
//! These rules compare the settings with an older version, and are not about records.

use super::engine::report::value_at;
use super::engine::rule::family;
use super::{Diagnostic, DiagnosticCollector, Policy, RecordToCheck, Rule, RuleContext};
use crate::model::{FieldPath, Settings};
use crate::yaml::{Span, Tree, settings_in_part};

family! { "Settings", "settings.md", check:
    /// Reports a rule whose level was lowered.
    RULE_WEAKENED = Deny "rule-weakened" Against;
    /// Reports a name that was removed from `us`.
    US_NARROWED = Warn "us-narrowed" Against;
}

/// Does nothing, because no record can break these rules: [`check_settings`] checks the settings.
fn check(_: &RecordToCheck<'_>, _: &RuleContext<'_>, _: &mut DiagnosticCollector<'_>) {}

/// Checks the settings `now` against those `before`; each is the text of `irr.yaml`, or `None` where there is no file.
///
/// Where there is no file now, the places are those in the older text.
pub fn check_settings(now: Option<&str>, before: Option<&str>, policy: &Policy) -> Vec<Diagnostic> {
    let read = |text: Option<&str>| text.map_or_else(Settings::default, settings_in_part);
    // Read as far as possible: the older text may be from another version of irr, and a broken one must not weaken a rule.
    let (is, was) = (read(now), read(before));
    let tree = now.or(before).and_then(|text| Tree::of(text).ok());
    let mut found = Vec::new();
    let mut tell = |rule: &'static Rule, at: FieldPath, message: String, help: String| {
        if let Some(severity) = policy.severity(rule) {
            let span = tree.as_ref().map_or(Span::default(), |tree| tree.locate(&at));
            let subject = value_at(now.or(before).unwrap_or_default(), span);
            found.push(Diagnostic {
                rule,
                severity,
                at,
                span,
                message,
                help: Some(help),
                related: None,
                fix: None,
                subject,
                more: 0,
            });
        }
    };
    let (policy_now, policy_before) = (Policy::in_part(&is), Policy::in_part(&was));
    for rule in super::all().filter(|rule| policy_now.level(rule) < policy_before.level(rule)) {
        let (level, old) = (policy_now.level(rule), policy_before.level(rule));
        let gone = if is.rules.contains_key(rule.code) { "" } else { ", the default" };
        let message = format!("`{}` was lowered from `{old}` to `{level}`{gone}", rule.code);
        let help = format!(
            "restore `{}: {old}`. This check still uses `{old}`; if you may decide otherwise, add `--allow {}`",
            rule.code, RULE_WEAKENED.code
        );
        tell(&RULE_WEAKENED, FieldPath::root().key("rules").key(rule.code), message, help);
    }
    for name in was.us.iter().filter(|name| !is.us.contains(name)) {
        let message = format!("`{name}` was removed from the names in `us`");
        let help = "restore it, unless reports do not mean this office by it; it still counts in this check".to_owned();
        tell(&US_NARROWED, FieldPath::root().key("us"), message, help);
    }
    found.sort_by_key(|it| (it.span.start, it.rule.code));
    found
}

/// Returns whether the rule is about `irr.yaml` rather than records.
pub fn is_about_settings(rule: &Rule) -> bool {
    FAMILY.rules.contains(&rule)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::Severity;

    fn told(now: Option<&str>, before: Option<&str>) -> Vec<String> {
        check_settings(now, before, &Policy::default())
            .into_iter()
            .map(|it| format!("{} {}", it.span.start, it.message))
            .collect()
    }

    #[test]
    fn a_level_may_rise_and_not_fall() {
        let (allow, warn, deny) = ("rules: {overdue: allow}\n", "rules: {overdue: warn}\n", "rules: {overdue: deny}\n");
        for (now, before) in [(deny, warn), (warn, allow), (warn, warn)] {
            assert_eq!(told(Some(now), Some(before)), [""; 0], "{now} {before}");
        }
        assert_eq!(told(Some(warn), Some(deny)), ["17 `overdue` was lowered from `deny` to `warn`"]);
        assert_eq!(told(None, Some(deny)), ["17 `overdue` was lowered from `deny` to `allow`, the default"]);
    }

    #[test]
    fn without_settings_the_rules_own_levels_stand_there() {
        assert_eq!(
            told(Some("rules: {due-date-edited: warn}\n"), None),
            ["25 `due-date-edited` was lowered from `deny` to `warn`"]
        );
        assert_eq!(told(Some("rules: {due-date-edited: deny}\n"), None), [""; 0]);
        assert_eq!(told(None, None), [""; 0]);
        // A text that is not valid settings leaves the rules at their own levels.
        let told = told(Some("rules: {due-date-edited: warn}\n"), Some("rules: [\n"));
        assert_eq!(told, ["25 `due-date-edited` was lowered from `deny` to `warn`"]);
    }

    #[test]
    fn the_rule_on_weakening_cannot_be_weakened_unseen() {
        let told = told(Some("rules:\n  rule-weakened: allow\n  overdue: allow\n"), Some("rules:\n  overdue: warn\n"));
        assert_eq!(told.len(), 2, "{told:?}");
    }

    #[test]
    fn a_policy_is_tightened_rule_by_rule() {
        let policy = |text: &str| Policy::in_part(&settings_in_part(text));
        let mut both = policy("rules: {overdue: warn, ref-gap: deny}\n");
        both.tighten(&policy("rules: {overdue: deny, ref-gap: allow, no-such-rule: deny, invalid-yaml: allow}\n"));
        let level = |code: &str| both.severity(code.parse::<crate::rules::RuleCode>().unwrap().0);
        assert_eq!((level("overdue"), level("ref-gap")), (Some(Severity::Error), Some(Severity::Error)));
        assert_eq!((level("due-date-edited"), level("not-canonical")), (Some(Severity::Error), None));
    }
}
