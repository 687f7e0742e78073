//! Rules on the explanation of every finding (Police Act 1996, section 55(5B)):
//! what the body itself does, or why it does nothing.

use std::collections::BTreeSet;

use super::engine::rule::family;
use super::{DiagnosticCollector, RecordToCheck, Rule, RuleContext};
use crate::model::{ActionTaken, AnswerPlace, FieldPath, Finding, FindingKind, FindingLink, FindingRef, Record, RecordId};
use crate::prose::{Prose, listed, shortened};
use crate::rules::explanation_words::is_mere_assent;
use crate::rules::response_deadline::duty_is_ripe;

family! { "Explanations", "explanation.md", check:
    /// Reports a recommendation without an explanation by the body (section 55(5B)).
    RECOMMENDATION_WITHOUT_EXPLANATION = Deny "recommendation-without-explanation" OnceDue;
    /// Reports an explanation that names no action and gives no reason (section 55(5B)).
    EXPLANATION_WITHOUT_ACTION = Warn "explanation-without-action" Always;
    /// Reports an explanation that only adopts the chief officer's words
    /// and so names no action of the body itself (section 55(5B)).
    EXPLANATION_ADOPTED = Warn "explanation-adopted" Always;
    /// Reports the answer "no action" without a reason (section 55(5B)(b)).
    NO_ACTION_WITHOUT_REASON = Deny "no-action-without-reason" Always;
    /// Reports an area for improvement without an explanation.
    AREA_WITHOUT_EXPLANATION = Warn "area-without-explanation" OnceDue;
    /// Reports a `see` that leads to no answer.
    ANSWER_BY_REFERENCE_UNRESOLVED = Warn "answer-by-reference-unresolved" Always;
}

/// What section 55(5B) requires, non_empty_text for the hints of all commands that mention it.
pub const OWN_ACTION: &str = "what the body itself has done or will do (asks the chief officer for a plan, pays for something, \
     reviews progress at its next meeting with the chief officer), or why it does nothing";

fn check(subject: &RecordToCheck<'_>, context: &RuleContext<'_>, report: &mut DiagnosticCollector<'_>) {
    let Some(record) = subject.record() else { return };
    let wants = record.owes_explanations() && context.response(record).is_owed;
    let ripe = wants && duty_is_ripe(record, context);
    // The body's comments on the whole may contain explanations; only a person can tell.
    let may_be_in_comments = record.has_comments();
    let mut adopted_for_all = Vec::new();
    for (reference, at, finding) in record.findings() {
        let response = finding.commissioner_response.as_ref();
        let at_response = at.key("commissioner_response");
        // An explicit "no action" has a rule of its own, so it is not also reported as unexplained.
        if response.is_some_and(|response| response.action == Some(ActionTaken::None)) {
            if !record.is_explained(finding) {
                let message = format!("no action is taken on {reference}, but no reason is given");
                // Section 55(5B) is about recommendations only;
                // in a draft the reason may still come, and general comments may contain it.
                let is_sure = ripe && reference.kind == FindingKind::Recommendation && !may_be_in_comments;
                report.sure_or_doubtful(is_sure, &NO_ACTION_WITHOUT_REASON, at_response.key("action"), message, reason(record));
            }
        } else if let Some(rule) = rule_of(reference.kind).filter(|_| ripe && !finding.withheld && !record.is_explained(finding))
        {
            let message = unexplained(&reference, finding);
            let help = if may_be_in_comments { where_it_is(subject.id, &reference, finding) } else { help(finding) };
            report.sure_or_doubtful(!may_be_in_comments, rule, at_response.clone(), message, help);
        }
        if reference.kind == FindingKind::Recommendation && wants && !finding.withheld {
            adopted_for_all.extend(names_action(record, &reference, &at, finding, report));
        }
        if let Some(why) = leads_to_no_answer(subject.id, record, &reference, finding, context) {
            let help = "answer it here, or refer to the finding that has the answer".to_owned();
            report.at(&ANSWER_BY_REFERENCE_UNRESOLVED, at_response.key("see"), why, help);
        }
    }
    if !adopted_for_all.is_empty() {
        let all = listed(&adopted_for_all, adopted_for_all.len(), MOST_ADOPTED);
        let message = adopted(&all, adopted_for_all.len());
        report.at(&EXPLANATION_ADOPTED, FieldPath::root().key("adopts_chief_officer"), message, own_action(record));
    }
}

/// The most findings named in one message.
const MOST_ADOPTED: usize = 12;

/// Reports an explanation that names no action. If the record as a whole adopts a sufficient answer of the chief officer, it
/// returns the finding instead, so that one message can cover all such findings.
fn names_action(
    record: &Record,
    reference: &FindingRef,
    at: &FieldPath,
    finding: &Finding,
    report: &mut DiagnosticCollector<'_>,
) -> Option<FindingRef> {
    let response = finding.commissioner_response.as_ref();
    // An answer given elsewhere is judged there.
    if response.is_some_and(|response| response.see.is_some()) {
        return None;
    }
    let (own, adopted) = (finding.own_words(), record.adopted_words(finding));
    let acts = |words: Option<&Prose>| words.is_some_and(|words| !is_mere_assent(words.as_str()));
    let at_response = at.key("commissioner_response");
    let adopts_here = response.is_some_and(|response| response.adopts_chief_officer);
    match (acts(own), acts(adopted)) {
        (true, _) => None,
        (false, true) if adopts_here => {
            let message = self::adopted(&reference.to_string(), 1);
            report.at(&EXPLANATION_ADOPTED, at_response.key("adopts_chief_officer"), message, own_action(record));
            None
        }
        (false, true) => Some(reference.clone()),
        (false, false) => {
            let (words, whose, place) = match (own, adopted) {
                (Some(own), _) => {
                    (own, format!("the response to {reference} names no action and gives no reason"), at_response.key("text"))
                }
                (None, Some(theirs)) => {
                    let whose = format!("the chief officer's words that {reference} adopts name no action and give no reason");
                    (theirs, whose, at.key("chief_officer_response").key("text"))
                }
                (None, None) => return None,
            };
            let message = format!("{whose}: “{}”", shortened(&words.in_a_line(), LONGEST_QUOTE));
            let help = format!("{}; if the answer is elsewhere, refer to it with `see`", own_action(record));
            report.at(&EXPLANATION_WITHOUT_ACTION, place, message, help);
            None
        }
    }
}

/// The most characters quoted from a record.
const LONGEST_QUOTE: usize = 60;

fn adopted(findings: &str, number: usize) -> String {
    let (adopts, says) = if number == 1 { ("adopts", "says") } else { ("adopt", "say") };
    format!("{findings} {adopts} the chief officer's words, and {says} nothing about what the body itself does")
}

fn own_action(record: &Record) -> String {
    format!("write in `commissioner_response.text` {OWN_ACTION}: {}", record.duty().explanation_source)
}

fn reason(record: &Record) -> String {
    format!("write in `text` why the body does nothing: {} requires the reasons", record.duty().explanation_source)
}

fn rule_of(kind: FindingKind) -> Option<&'static Rule> {
    match kind {
        FindingKind::Recommendation => Some(&RECOMMENDATION_WITHOUT_EXPLANATION),
        FindingKind::AreaForImprovement => Some(&AREA_WITHOUT_EXPLANATION),
        // A cause of concern is answered through its recommendations.
        FindingKind::CauseOfConcern => None,
    }
}

fn unexplained(reference: &FindingRef, finding: &Finding) -> String {
    match &finding.commissioner_response {
        Some(response) if response.see == Some(AnswerPlace::Comments) => {
            format!("{reference} refers to the comments, but there are none")
        }
        Some(response) if response.adopts_chief_officer => {
            format!("{reference} adopts the chief officer's answer, but there is none")
        }
        Some(_) => format!("the response to {reference} has no text"),
        None if finding.chief_officer_spoke() => {
            format!("{reference} has only the chief officer's answer, but the explanation must be the body's own")
        }
        None => format!("{reference} has no explanation"),
    }
}

/// Returns the hint for a finding that the body's comments on the whole response may explain.
fn where_it_is(id: &RecordId, reference: &FindingRef, finding: &Finding) -> String {
    let adopt = match finding.chief_officer_spoke() {
        true => format!("; if they adopt the chief officer's answers, `irr set {id} adopts_chief_officer=true`"),
        false => String::new(),
    };
    format!(
        "if the commissioner's comments explain it, say so: `irr set {id}:{reference} commissioner_response.see=comments`{adopt}; \
         otherwise write `commissioner_response:` with a `text` that says {OWN_ACTION}"
    )
}

fn help(finding: &Finding) -> String {
    if finding.chief_officer_spoke() {
        return format!(
            "write `commissioner_response:` with a `text` that says {OWN_ACTION}; `adopts_chief_officer: true` takes the chief officer's words"
        );
    }
    let other = if finding.is_ours() { "" } else { "; \"not ours to do, because …\" is a reason too" };
    format!("write `commissioner_response:` with `action:` and a `text` that says {OWN_ACTION}{other}")
}

/// The longest chain of `see` that is followed.
/// Following chains of thousands of links from each of their findings would take too long.
const MOST_STEPS: usize = 100;

/// Returns why `see` leads to no answer; `None` where it leads to one, or to no finding, which is reported as a dangling link.
fn leads_to_no_answer(
    id: &RecordId,
    record: &Record,
    reference: &FindingRef,
    finding: &Finding,
    context: &RuleContext<'_>,
) -> Option<String> {
    // Remembered, because answers may point at each other in a circle.
    let mut seen = BTreeSet::from([(id, reference.clone())]);
    let mut from = id;
    let mut link: &FindingLink = match finding.commissioner_response.as_ref()?.see.as_ref()? {
        AnswerPlace::Comments if record.has_comments() => return None,
        AnswerPlace::Comments => {
            return Some(format!("{reference} refers to the commissioner's comments, but there are none"));
        }
        AnswerPlace::Finding(link) => link,
    };
    loop {
        let (there, target) = context.finding(link, from)?;
        if context.record(there).is_some_and(|record| record.explains(target)) {
            return None;
        }
        if seen.len() > MOST_STEPS {
            return Some(format!("the answer of {reference} is referred on more than {MOST_STEPS} times"));
        }
        if !seen.insert((there, link.finding.clone())) {
            return Some(format!("the answers of {reference} and {} only refer to each other", link.finding));
        }
        match target.commissioner_response.as_ref().and_then(|response| response.see.as_ref()) {
            Some(AnswerPlace::Finding(next)) => (from, link) = (there, next),
            Some(AnswerPlace::Comments) if context.record(there).is_some_and(Record::has_comments) => return None,
            _ => return Some(format!("{} has no answer that could answer {reference} too", link.finding)),
        }
    }
}
