//! Comments that let a breach stand: `# irr: allow(rule-code) reason`, behind a line or alone above it.
//!
//! This family comes last: it takes back what the others reported on such a line, and tells of comments that say nothing.

use super::baseline::field_name;
use super::rule::family;
use super::{Counts, Diagnostic, Report, Rule, RuleCode, Subject, Whole};
use crate::model::FieldPath;
use crate::yaml::{Comment, Span, Tree, comments};

family! { "Allowances", "allowance.md", check:
    /// No word why.
    ALLOWANCE_WITHOUT_REASON = Warn "allowance-without-reason" Always;
    /// No such rule, or none that can be allowed.
    ALLOWANCE_UNKNOWN = Warn "allowance-unknown" Always;
    /// Nothing to allow.
    ALLOWANCE_UNUSED = Warn "allowance-unused" Always;
    /// It came with the change that it lets through.
    ALLOWANCE_ADDED = Warn "allowance-added" Against;
}

/// Whether a text may have such comments: a quick look, that says yes in vain where it speaks of irr otherwise.
pub fn may_stand_in(text: &str) -> bool {
    text.match_indices('#').any(|(at, _)| {
        let words = text[at..].trim_start_matches(['#', ' ', '\t']);
        words.get(..3).is_some_and(|name| name.eq_ignore_ascii_case("irr"))
    })
}

/// What a comment says to irr, without its marks; `None` for any other comment.
fn said_to_irr<'a>(comment: &Comment<'a>) -> Option<&'a str> {
    let words = comment.text.trim_start_matches('#').trim_start();
    let (name, rest) = words.split_at_checked(3).filter(|(name, _)| name.eq_ignore_ascii_case("irr"))?;
    match rest.strip_prefix(':') {
        Some(said) if name == "irr" => Some(said.trim()),
        // Nearly one: it is told as such.
        Some(_) => Some(words),
        None => rest.trim_start().starts_with("allow").then_some(words),
    }
}

/// A comment that allows rules.
struct Allowance<'a> {
    comment: Comment<'a>,
    rules: Vec<&'static Rule>,
    /// The line that it speaks of, with all of a text that begins there.
    covers: Span,
}

impl Allowance<'_> {
    fn silences(&self, diagnostic: &Diagnostic) -> bool {
        let here = (self.covers.start..=self.covers.end).contains(&diagnostic.span.start);
        here && self.rules.iter().any(|rule| rule.code == diagnostic.rule.code)
    }
}

fn check(subject: &Subject<'_>, _: &Whole<'_>, report: &mut Report<'_>) {
    if !subject.allows || subject.gone {
        return;
    }
    let text = report.text().clone();
    let Some(tree) = report.tree().cloned() else { return };
    for comment in comments(&text, &tree) {
        let Some(said) = said_to_irr(&comment) else { continue };
        let covers = comment.covers(&text, &tree);
        match understood(said) {
            Err((message, help)) => drop(report.here(&ALLOWANCE_UNKNOWN, FieldPath::root(), comment.span, message, help)),
            Ok((rules, reason)) => {
                let allowance = Allowance { comment, rules, covers };
                if reason.is_empty() {
                    let message = "the rule is allowed, and it is not said why";
                    let help = "write the reason behind the bracket".to_owned();
                    report.here(&ALLOWANCE_WITHOUT_REASON, FieldPath::root(), comment.span, message, help);
                }
                apply(&allowance, subject, report);
            }
        }
    }
}

/// What is wrong with a comment, and what to do about it.
type Misunderstood = (String, Option<String>);

/// The rules that a comment names and its reason; or what is wrong with it, and what to do.
fn understood(said: &str) -> Result<(Vec<&'static Rule>, &str), Misunderstood> {
    let shape = || Some("write `# irr: allow(rule-code) reason`".to_owned());
    let named = said.strip_prefix("allow").and_then(|rest| rest.trim_start().strip_prefix('('));
    let Some((codes, reason)) = named.and_then(|rest| rest.split_once(')')) else {
        return Err((format!("`irr: {said}` is no allowance"), shape()));
    };
    let mut rules = Vec::new();
    for code in codes.split(',').map(str::trim) {
        let RuleCode(rule) = code.parse().map_err(|error: super::UnknownRule| {
            (format!("`{code}` is no rule"), error.nearest.map(|near| format!("did you mean `{near}`?")).or_else(shape))
        })?;
        if rule.counts == Counts::Unreadable || FAMILY.rules.contains(&rule) {
            return Err((format!("`{code}` cannot be allowed"), Some("mend what it tells, and take the comment out".into())));
        }
        rules.push(rule);
    }
    Ok((rules, reason.trim()))
}

fn apply(allowance: &Allowance<'_>, subject: &Subject<'_>, report: &mut Report<'_>) {
    // What may not be taken away is let go once, with the change that takes it: an old comment lets nothing further through.
    let is_new = subject.before.is_some_and(|before| {
        let here = report.tree().map(|tree| field_name(subject.record(), &tree.path_in(allowance.covers)));
        let was_there = Tree::of(&before.text).is_ok_and(|tree| {
            comments(&before.text, &tree).iter().filter(|comment| comment.text == allowance.comment.text).any(|comment| {
                let covers = comment.covers(&before.text, &tree);
                Some(field_name(before.record.as_ref(), &tree.path_in(covers))) == here
            })
        });
        !was_there
    });
    let counts_here = |rule: &Rule| rule.counts != Counts::Against || is_new;
    for rule in &allowance.rules {
        let used = report.told().any(|told| told.rule == *rule && allowance.silences(told));
        if used && is_new {
            let message = format!("this change also brings the comment that lets it break `{}`", rule.code);
            let help = "whoever reviews the change decides whether its reason holds".to_owned();
            report.here(&ALLOWANCE_ADDED, FieldPath::root(), allowance.comment.span, message, help);
        }
        if !used && rule.counts != Counts::Against && report.wants(rule) {
            let message = format!("nothing on its line breaks `{}`", rule.code);
            let help = "take the comment out".to_owned();
            report.here(&ALLOWANCE_UNUSED, FieldPath::root(), allowance.comment.span, message, help);
        }
    }
    report.silence(|diagnostic| counts_here(diagnostic.rule) && allowance.silences(diagnostic));
}
