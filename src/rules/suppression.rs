//! Comments that ignore a rule: `# irr: allow(rule-code) reason`, after a value or alone on the line above it.
//!
//! This family must come last: it removes the diagnostics that the others reported on such lines, and reports useless comments.

use std::collections::{BTreeSet, HashMap, HashSet};

use crate::model::FieldPath;
use crate::rules::engine::rule::family;
use crate::rules::{DiagnosticCollector, EarlierVersion, RecordToCheck, Rule, RuleCode, RuleContext, RuleScope, field_name};
use crate::yaml::{Comment, Coverage, Span, Tree, comments, unmarked};

family! { "Ignore comments", "suppression.md", check:
    /// Reports a comment without a reason.
    ALLOWANCE_WITHOUT_REASON = Warn "allowance-without-reason" Always;
    /// Reports a comment that names an unknown rule, or one that cannot be ignored.
    ALLOWANCE_UNKNOWN = Warn "allowance-unknown" Always;
    /// Reports a comment where there is no problem to ignore.
    ALLOWANCE_UNUSED = Warn "allowance-unused" Always;
    /// Reports a comment that was added in the same change as the problem it ignores, so that a reviewer decides on it.
    ALLOWANCE_ADDED = Warn "allowance-added" Against;
}

/// Returns whether a text may contain such comments. A quick test, which may be true for a text without any.
pub fn may_stand_in(text: &str) -> bool {
    let mut from = 0;
    while let Some(at) = text[from..].find(['r', 'R']).map(|at| from + at) {
        from = at + 1;
        // Look for "irr" around the letter, preceded by only `#` signs and spaces.
        let word = at.checked_sub(1).and_then(|start| text.get(start..start + 3));
        if word.is_some_and(|word| word.eq_ignore_ascii_case("irr"))
            && text[..at - 1].trim_end_matches([' ', '\t']).ends_with('#')
        {
            return true;
        }
    }
    false
}

/// Returns what a comment says to irr, without its `#`; `None` for an ordinary comment.
fn said_to_irr(comment: &str) -> Option<&str> {
    let words = comment.trim_start_matches('#').trim_start();
    let (name, rest) = words.split_at_checked(3).filter(|(name, _)| name.eq_ignore_ascii_case("irr"))?;
    match rest.strip_prefix(':') {
        Some(said) if name == "irr" => Some(said.trim()),
        // Almost right, such as `# Irr: …`: returned whole, to be reported as misspelt.
        Some(_) => Some(words),
        None => rest.trim_start().starts_with("allow").then_some(words),
    }
}

/// The diagnostics reported so far that can be ignored: for each rule, their byte position and index in the report.
#[derive(Default)]
struct IgnorableDiagnostics {
    by_rule: HashMap<&'static str, BTreeSet<(usize, usize)>>,
    allowed: HashSet<usize>,
}

impl IgnorableDiagnostics {
    fn of(report: &DiagnosticCollector<'_>) -> Self {
        let mut reported = Self::default();
        // A problem that is not shown cannot justify a comment.
        for (place, diagnostic) in report.reported().iter().enumerate().filter(|(_, it)| report.wants(it.rule)) {
            reported.by_rule.entry(diagnostic.rule.code).or_default().insert((diagnostic.span.start, place));
        }
        reported
    }

    /// Returns the diagnostics of a rule within a range of the text.
    fn within(&self, rule: &Rule, span: Span) -> Vec<(usize, usize)> {
        let all = self.by_rule.get(rule.code);
        all.map(|all| all.range((span.start, 0)..=(span.end, usize::MAX)).copied().collect()).unwrap_or_default()
    }

    fn allow(&mut self, rule: &Rule, breaches: Vec<(usize, usize)>) {
        let Some(all) = self.by_rule.get_mut(rule.code) else { return };
        for breach in breaches {
            all.remove(&breach);
            self.allowed.insert(breach.1);
        }
    }
}

fn check(subject: &RecordToCheck<'_>, _: &RuleContext<'_>, report: &mut DiagnosticCollector<'_>) {
    if !subject.allows || subject.gone {
        return;
    }
    let text = report.text().clone();
    let Some(tree) = report.tree().cloned() else { return };
    let coverage = Coverage::new(&text, &tree);
    let mut reported = IgnorableDiagnostics::of(report);
    let mut were_there = None;
    for comment in comments(&text, &tree) {
        // The same line may have a mark on a guessed value, which is another rule's.
        let own = unmarked(comment.text);
        let Some(said) = said_to_irr(&own) else { continue };
        match understood(said) {
            Err((message, help)) => {
                report.here(&ALLOWANCE_UNKNOWN, FieldPath::root(), comment.span, message, help).about(comment.text)
            }
            Ok((rules, reason)) => {
                if reason.is_empty() {
                    let message = "the rule is ignored without a reason";
                    let help = "write the reason after the bracket".to_owned();
                    report.here(&ALLOWANCE_WITHOUT_REASON, FieldPath::root(), comment.span, message, help).about(comment.text);
                }
                // A rule against removals is ignored only in the change that adds the comment; otherwise an old comment would
                // permit all later removals.
                let is_new = subject.before.is_some_and(|before| {
                    let were_there = were_there.get_or_insert_with(|| comments_of(before));
                    let field = field_name(subject.record(), &coverage.field(&comment));
                    !were_there.contains(&(own.clone(), field))
                });
                apply(&comment, coverage.of(&comment), &rules, is_new, &mut reported, report);
            }
        }
    }
    report.take_back(&reported.allowed);
}

/// Returns the comments of the older record, each with the field it applied to.
fn comments_of(before: &EarlierVersion) -> HashSet<(String, String)> {
    let Ok(tree) = Tree::of(&before.text) else { return HashSet::new() };
    let coverage = Coverage::new(&before.text, &tree);
    let of = |comment: &Comment<'_>| (unmarked(comment.text), field_name(before.record.as_ref(), &coverage.field(comment)));
    comments(&before.text, &tree).iter().map(of).collect()
}

/// An error message and its hint.
type AllowError = (String, Option<String>);

/// Parses a comment into the rules it names and its reason, or returns what is wrong with it.
fn understood(said: &str) -> Result<(Vec<&'static Rule>, &str), AllowError> {
    let shape = || Some("write `# irr: allow(rule-code) reason`".to_owned());
    let named = said.strip_prefix("allow").and_then(|rest| rest.trim_start().strip_prefix('('));
    let Some((codes, reason)) = named.and_then(|rest| rest.split_once(')')) else {
        return Err((format!("cannot read `irr: {said}`"), shape()));
    };
    let mut rules = Vec::new();
    for code in codes.split(',').map(str::trim) {
        let RuleCode(rule) = code.parse().map_err(|error: crate::rules::UnknownRule| {
            (format!("`{code}` is not a rule"), error.nearest.map(|near| format!("did you mean `{near}`?")).or_else(shape))
        })?;
        // Without the former rules the text is not a record; the latter must not silence themselves.
        if rule.counts == RuleScope::Unreadable || FAMILY.rules.contains(&rule) {
            return Err((format!("`{code}` cannot be ignored"), Some("fix the problem, and remove the comment".into())));
        }
        rules.push(rule);
    }
    Ok((rules, reason.trim()))
}

/// Removes the diagnostics of these rules in the range that a comment covers, and reports rules that have none there.
fn apply(
    comment: &Comment<'_>,
    covers: Span,
    rules: &[&'static Rule],
    is_new: bool,
    reported: &mut IgnorableDiagnostics,
    report: &mut DiagnosticCollector<'_>,
) {
    let found: Vec<_> = rules.iter().map(|rule| (*rule, reported.within(rule, covers))).collect();
    for (rule, breaches) in found {
        if is_new && !breaches.is_empty() {
            let message = format!("this change breaks `{}` and adds the comment that ignores it", rule.code);
            let help = "the reviewer decides whether its reason is good enough".to_owned();
            report.here(&ALLOWANCE_ADDED, FieldPath::root(), comment.span, message, help).about(comment.text);
        }
        // A rule on changes finds nothing once the change is merged, so its comment is not reported as unused.
        if breaches.is_empty() && rule.counts != RuleScope::Against && report.wants(rule) {
            let message = format!("there is no problem with `{}` on its line", rule.code);
            let help = "remove the comment".to_owned();
            report.here(&ALLOWANCE_UNUSED, FieldPath::root(), comment.span, message, help).about(comment.text);
        }
        if rule.counts != RuleScope::Against || is_new {
            reported.allow(rule, breaches);
        }
    }
}
