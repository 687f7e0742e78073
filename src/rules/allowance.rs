//! Comments that let a breach stand: `# irr: allow(rule-code) reason`, behind a line or alone above it.
//!
//! This family comes last: it takes back what the others reported on such a line, and tells of comments that say nothing.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::baseline::field_name;
use super::rule::family;
use super::{Before, Counts, Report, Rule, RuleCode, Subject, Whole};
use crate::model::FieldPath;
use crate::yaml::{Comment, Coverage, Span, Tree, comments};

family! { "Ignore comments", "allowance.md", check:
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
    let mut from = 0;
    while let Some(at) = text[from..].find(['r', 'R']).map(|at| from + at) {
        from = at + 1;
        // The two letters around it, and only signs and blanks between them and a hash.
        let word = at.checked_sub(1).and_then(|start| text.get(start..start + 3));
        if word.is_some_and(|word| word.eq_ignore_ascii_case("irr"))
            && text[..at - 1].trim_end_matches([' ', '\t']).ends_with('#')
        {
            return true;
        }
    }
    false
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

/// What has been reported and can be allowed: rule by rule the place of each in the text, and in the report.
#[derive(Default)]
struct Reported {
    by_rule: HashMap<&'static str, BTreeSet<(usize, usize)>>,
    allowed: HashSet<usize>,
}

impl Reported {
    fn of(report: &Report<'_>) -> Self {
        let mut reported = Self::default();
        for (place, diagnostic) in report.reported().iter().enumerate().filter(|(_, it)| report.wants(it.rule)) {
            reported.by_rule.entry(diagnostic.rule.code).or_default().insert((diagnostic.span.start, place));
        }
        reported
    }

    /// What breaks the rule in a stretch of the text.
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

fn check(subject: &Subject<'_>, _: &Whole<'_>, report: &mut Report<'_>) {
    if !subject.allows || subject.gone {
        return;
    }
    let text = report.text().clone();
    let Some(tree) = report.tree().cloned() else { return };
    let coverage = Coverage::new(&text, &tree);
    let mut reported = Reported::of(report);
    let mut were_there = None;
    for comment in comments(&text, &tree) {
        let Some(said) = said_to_irr(&comment) else { continue };
        match understood(said) {
            Err((message, help)) => drop(report.here(&ALLOWANCE_UNKNOWN, FieldPath::root(), comment.span, message, help)),
            Ok((rules, reason)) => {
                if reason.is_empty() {
                    let message = "the rule is ignored without a reason";
                    let help = "write the reason after the bracket".to_owned();
                    report.here(&ALLOWANCE_WITHOUT_REASON, FieldPath::root(), comment.span, message, help);
                }
                // What may not be taken away is let go once, with the change that takes it: an old comment lets nothing further through.
                let is_new = subject.before.is_some_and(|before| {
                    let were_there = were_there.get_or_insert_with(|| comments_of(before));
                    let field = field_name(subject.record(), &coverage.field(&comment));
                    !were_there.contains(&(comment.text.to_owned(), field))
                });
                apply(&comment, coverage.of(&comment), &rules, is_new, &mut reported, report);
            }
        }
    }
    report.take_back(&reported.allowed);
}

/// The comments that a record had, each with the field that it spoke of.
fn comments_of(before: &Before) -> HashSet<(String, String)> {
    let Ok(tree) = Tree::of(&before.text) else { return HashSet::new() };
    let coverage = Coverage::new(&before.text, &tree);
    let of = |comment: &Comment<'_>| (comment.text.to_owned(), field_name(before.record.as_ref(), &coverage.field(comment)));
    comments(&before.text, &tree).iter().map(of).collect()
}

/// What is wrong with a comment, and what to do about it.
type Misunderstood = (String, Option<String>);

/// The rules that a comment names and its reason; or what is wrong with it, and what to do.
fn understood(said: &str) -> Result<(Vec<&'static Rule>, &str), Misunderstood> {
    let shape = || Some("write `# irr: allow(rule-code) reason`".to_owned());
    let named = said.strip_prefix("allow").and_then(|rest| rest.trim_start().strip_prefix('('));
    let Some((codes, reason)) = named.and_then(|rest| rest.split_once(')')) else {
        return Err((format!("cannot read `irr: {said}`"), shape()));
    };
    let mut rules = Vec::new();
    for code in codes.split(',').map(str::trim) {
        let RuleCode(rule) = code.parse().map_err(|error: super::UnknownRule| {
            (format!("`{code}` is not a rule"), error.nearest.map(|near| format!("did you mean `{near}`?")).or_else(shape))
        })?;
        if rule.counts == Counts::Unreadable || FAMILY.rules.contains(&rule) {
            return Err((format!("`{code}` cannot be ignored"), Some("fix the problem, and remove the comment".into())));
        }
        rules.push(rule);
    }
    Ok((rules, reason.trim()))
}

/// Takes back what these rules say of the stretch that a comment covers; a rule that says nothing there is told.
fn apply(
    comment: &Comment<'_>,
    covers: Span,
    rules: &[&'static Rule],
    is_new: bool,
    reported: &mut Reported,
    report: &mut Report<'_>,
) {
    let found: Vec<_> = rules.iter().map(|rule| (*rule, reported.within(rule, covers))).collect();
    for (rule, breaches) in found {
        if is_new && !breaches.is_empty() {
            let message = format!("this change breaks `{}` and adds the comment that ignores it", rule.code);
            let help = "the reviewer decides whether its reason is good enough".to_owned();
            report.here(&ALLOWANCE_ADDED, FieldPath::root(), comment.span, message, help);
        }
        if breaches.is_empty() && rule.counts != Counts::Against && report.wants(rule) {
            let message = format!("there is no problem with `{}` on its line", rule.code);
            let help = "remove the comment".to_owned();
            report.here(&ALLOWANCE_UNUSED, FieldPath::root(), comment.span, message, help);
        }
        if rule.counts != Counts::Against || is_new {
            reported.allow(rule, breaches);
        }
    }
}
