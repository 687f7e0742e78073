//! Whether every finding is explained, as section 55(5B) wants it.

use std::collections::BTreeSet;

use super::clock::duty_is_ripe;
use super::rule::family;
use super::{Report, Rule, Subject, Whole};
use crate::model::{ActionTaken, Finding, FindingKind, FindingRef, Record, RecordId};

family! { "The explanation", "explanation.md", check:
    /// A recommendation that the body says nothing about (section 55(5B)).
    RECOMMENDATION_WITHOUT_EXPLANATION = Deny "recommendation-without-explanation" OnceDue;
    /// No action, and no word why (section 55(5B)(b)).
    NO_ACTION_WITHOUT_REASON = Deny "no-action-without-reason" Always;
    /// An area for improvement that the body says nothing about.
    AREA_WITHOUT_EXPLANATION = Warn "area-without-explanation" OnceDue;
    /// "Answered there", and there is no answer.
    ANSWER_BY_REFERENCE_UNRESOLVED = Warn "answer-by-reference-unresolved" Always;
}

/// Whether the body's own explanation is there, or says where it is. The chief officer's words alone are none.
pub fn is_explained(record: &Record, finding: &Finding) -> bool {
    has_words(record, finding) || finding.commissioner_response.as_ref().is_some_and(|response| response.see.is_some())
}

/// Whether only the chief officer answers, while the body has comments on the whole: they may adopt the answer, which a person must say.
pub fn may_be_adopted(record: &Record, finding: &Finding) -> bool {
    finding.chief_officer_spoke() && record.has_comments()
}

/// Whether the explanation stands here, in the body's own words or in those of the chief officer that it adopts.
fn has_words(record: &Record, finding: &Finding) -> bool {
    let own = finding.commissioner_response.as_ref().and_then(|response| response.text.as_ref());
    own.is_some_and(|text| !text.trimmed().is_empty()) || record.adopts(finding) && finding.chief_officer_spoke()
}

fn check(subject: &Subject<'_>, whole: &Whole<'_>, report: &mut Report<'_>) {
    let Some(record) = subject.record() else { return };
    let ripe = duty_is_ripe(subject.id, record, whole) && record.owes_explanations();
    for (reference, at, finding) in record.findings() {
        let response = finding.commissioner_response.as_ref();
        let at_response = at.key("commissioner_response");
        if response.is_some_and(|response| response.action == Some(ActionTaken::None)) {
            if !is_explained(record, finding) {
                let message = format!("no action is taken on {reference}, and no reason is given");
                let help = "say why in `text`: section 55(5B)(b) wants the reasons".to_owned();
                report.at(&NO_ACTION_WITHOUT_REASON, at_response.key("action"), message, help);
            }
        } else if let Some(rule) = rule_of(reference.kind).filter(|_| ripe && !finding.withheld && !is_explained(record, finding))
        {
            let message = unexplained(&reference, finding);
            if may_be_adopted(record, finding) {
                report.doubtful(rule, at_response.clone(), message, adoption(subject.id));
            } else {
                report.at(rule, at_response.clone(), message, help(finding));
            }
        }
        if let Some(why) = leads_to_no_answer(subject.id, &reference, finding, whole) {
            let help = "answer it here, or point at the finding that has the answer".to_owned();
            report.at(&ANSWER_BY_REFERENCE_UNRESOLVED, at_response.key("see"), why, help);
        }
    }
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
        Some(response) if response.adopts_chief_officer => {
            format!("{reference} adopts the chief officer's words, and there are none")
        }
        Some(_) => format!("the response to {reference} has no words"),
        None if finding.chief_officer_spoke() => {
            format!("{reference} has the chief officer's answer only, and the explanation must be the body's own")
        }
        None => format!("{reference} has no explanation"),
    }
}

/// How all such findings of a response are settled.
fn adoption(id: &RecordId) -> String {
    format!(
        "where the commissioner's comments adopt the chief officer's answers, `irr set {id} adopts_chief_officer=true` settles all of them; \
         otherwise write `commissioner_response:` with the body's `text`"
    )
}

fn help(finding: &Finding) -> String {
    if finding.chief_officer_spoke() {
        return "write `commissioner_response:` with the body's `text`, or with `adopts_chief_officer: true`".to_owned();
    }
    let other = if finding.ours() { "" } else { "; \"not ours to do, because …\" is a reason too" };
    format!(
        "write `commissioner_response:` with `action:` and a `text` that says what is done or proposed, or why nothing is{other}"
    )
}

/// A chain of `see` that is longer leads nobody to an answer; following one of ten thousand from each of its findings takes for ever.
const MOST_STEPS: usize = 100;

/// Why `see` leads to no answer; `None` where it leads to one, or nowhere at all: that is told as a dangling link.
fn leads_to_no_answer(id: &RecordId, reference: &FindingRef, finding: &Finding, whole: &Whole<'_>) -> Option<String> {
    let mut seen = BTreeSet::from([(id, reference.clone())]);
    let mut from = id;
    let mut link = finding.commissioner_response.as_ref()?.see.as_ref()?;
    loop {
        let (there, target) = whole.finding(link, from)?;
        if whole.record(there).is_some_and(|record| has_words(record, target)) {
            return None;
        }
        if seen.len() > MOST_STEPS {
            return Some(format!(
                "the answer of {reference} is pointed on more than {MOST_STEPS} times, and nobody follows that"
            ));
        }
        if !seen.insert((there, link.finding.clone())) {
            return Some(format!("the answers of {reference} and {} only point at each other", link.finding));
        }
        match target.commissioner_response.as_ref().and_then(|response| response.see.as_ref()) {
            Some(next) => (from, link) = (there, next),
            None => return Some(format!("{} has no answer that could answer {reference} too", link.finding)),
        }
    }
}
