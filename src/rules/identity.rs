//! Rules on names and links: records and findings must be what they are called, and links must lead somewhere.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::engine::rule::family;
use super::{DiagnosticCollector, RecordToCheck, RuleContext};
use crate::model::force::Forces;
use crate::model::{FieldPath, Finding, FindingKind, FindingRef, Record, RecordId, UnusualName};
use crate::prose::{counted, invisible, listed};
use crate::rules::response_deadline::duty_is_ripe;

family! { "Identity", "identity.md", check:
    /// Reports a file whose path disagrees with its content.
    PATH_DISAGREES_WITH_CONTENT = Deny "path-disagrees-with-content" Always;
    /// Reports a file name that a shell or a log could interpret, or that Windows cannot have.
    UNUSUAL_FILE_NAME = Warn "unusual-file-name" Always;
    /// Reports two records whose names differ in case only.
    NAMES_DIFFER_IN_CASE = Deny "names-differ-in-case" Always;
    /// Reports two records about one report.
    DUPLICATE_INSPECTION = Warn "duplicate-inspection" Always;
    /// Reports two findings with one number.
    DUPLICATE_REF = Deny "duplicate-ref" Always;
    /// Reports a force under an unusual or unknown name.
    UNKNOWN_FORCE = Warn "unknown-force" Always;
    /// Reports a link to something that does not exist.
    DANGLING_LINK = Deny "dangling-link" Always;
    /// Reports recommendations of the report that the record does not contain (section 55(5B)).
    REF_GAP = Deny "ref-gap" Always;
    /// Reports a count that disagrees with the findings in the record.
    COUNTS_DISAGREE = Warn "counts-disagree" Always;
    /// Reports records that cover each other in a circle, so that none answers.
    COVERED_BY_CIRCLE = Deny "covered-by-circle" Always;
}

fn check(subject: &RecordToCheck<'_>, context: &RuleContext<'_>, report: &mut DiagnosticCollector<'_>) {
    let Some(record) = subject.record() else { return };
    path_says_the_same(subject.id, record, report);
    force_is_known(subject.id, record, &context.by.forces, report);
    name_is_plain(subject.id, report);
    name_is_one_without_case(subject.id, context, report);
    once_in_the_store(subject.id, record, context, report);
    each_ref_once(record, report);
    links_lead_somewhere(subject.id, record, context, report);
    every_number_is_there(record, context, report);
    counts_agree(record, report);
    somebody_answers(subject.id, record, context, report);
}

/// Checks that following `covered_by` ends at a record that answers.
fn somebody_answers(id: &RecordId, record: &Record, context: &RuleContext<'_>, report: &mut DiagnosticCollector<'_>) {
    // Records that only lead into a circle are not part of it; the problem is reported where it closes.
    if !context.covers_itself(id) {
        return;
    }
    let next = |other: &&RecordId| context.record(other).and_then(|record| record.covered_by.as_ref());
    let others = || std::iter::successors(record.covered_by.as_ref(), next).take_while(|other| *other != id);
    // Name only some of a very long circle: naming all in each of its records would take quadratic time.
    let mut named: Vec<&RecordId> = others().take(MOST_OF_A_CIRCLE).collect();
    named.sort();
    let message = match named.len() {
        0 => "the record says that it is covered by itself, so that nobody answers".to_owned(),
        MOST_OF_A_CIRCLE => format!("{}, others and this record cover each other, so that nobody answers", listed(&named, 2, 2)),
        all => format!("{} and this record cover each other, so that nobody answers", listed(&named, all, 3)),
    };
    let help = "remove `covered_by` from the one that answers".to_owned();
    report.at(&COVERED_BY_CIRCLE, FieldPath::root().key("covered_by"), message, help);
}

/// The longest circle of which all records are looked at for the message.
const MOST_OF_A_CIRCLE: usize = 100;

/// Checks the force's name.
/// A misspelt name would create another force, and its findings would be missing from the right one's lists.
fn force_is_known(id: &RecordId, record: &Record, forces: &Forces, report: &mut DiagnosticCollector<'_>) {
    let at = FieldPath::root().key("force");
    match forces.read(record.force.as_str()) {
        Ok(usual) if usual == record.force => {}
        Ok(usual) => {
            let message = format!("the usual name of the force `{}` is {usual}", record.force);
            report.at(&UNKNOWN_FORCE, at, message, format!("correct it with `irr set {id} force='{usual}'`"));
        }
        Err(unknown) => {
            let near = unknown.nearest.as_ref().map_or_else(String::new, |near| format!(": did you mean {near}?"));
            let help = "write its usual name; list a force that irr does not know under `forces:` in irr.yaml".to_owned();
            report.at(&UNKNOWN_FORCE, at, format!("{unknown}{near}"), help);
        }
    }
}

fn path_says_the_same(id: &RecordId, record: &Record, report: &mut DiagnosticCollector<'_>) {
    let root = FieldPath::root();
    let wanted = RecordId::natural(&record.force, record.inspection.published, "subject");
    if !id.is_in_folder_of(&record.force) {
        let message = format!("the file is in `{}`, but the force is {}", id.folder(), record.force);
        let help = format!("move it to records/{}/, or correct the force", wanted.folder());
        report.at(&PATH_DISAGREES_WITH_CONTENT, root.key("force"), message, help);
    }
    let published = record.inspection.published.to_string();
    let rest = id.stem().strip_prefix(&published).and_then(|rest| rest.strip_prefix('-'));
    // A day alone is not enough, because a force can have two reports on one day.
    if rest.is_none_or(str::is_empty) {
        let message = format!("the file is named `{}.yaml`, but the report was published on {published}", id.stem());
        let help = format!("name it {published}-subject.yaml, or correct the date");
        report.at(&PATH_DISAGREES_WITH_CONTENT, root.key("inspection").key("published"), message, help);
    }
}

fn name_is_plain(id: &RecordId, report: &mut DiagnosticCollector<'_>) {
    let message = match id.unusual() {
        None => return,
        Some(UnusualName::Mark(c)) => {
            let what = if invisible::is_unseen(c) { invisible::one(c) } else { format!("a `{c}`") };
            format!("the file's name contains {what}, which has a special meaning in shells or logs")
        }
        Some(UnusualName::Windows(step)) => format!("Windows cannot have a file or folder named `{step}`"),
    };
    let help = "rename it with `irr mv`, using letters, digits and hyphens; every link is updated".to_owned();
    report.at(&UNUSUAL_FILE_NAME, FieldPath::root(), message, help);
}

fn name_is_one_without_case(id: &RecordId, context: &RuleContext<'_>, report: &mut DiagnosticCollector<'_>) {
    let others = context.same_without_case(id);
    if !others.is_empty() {
        let message = format!(
            "the name differs from {} in case only: Windows and macOS hold one of them",
            listed(&others, others.len(), 3)
        );
        report.at(&NAMES_DIFFER_IN_CASE, FieldPath::root(), message, "rename one with `irr mv`".to_owned());
    }
}

fn once_in_the_store(id: &RecordId, record: &Record, context: &RuleContext<'_>, report: &mut DiagnosticCollector<'_>) {
    let others: Vec<&RecordId> = context.same_as(record).iter().copied().filter(|other| *other != id).collect();
    if !others.is_empty() {
        let message = format!("the same report on the same force is also answered in {}", listed(&others, others.len(), 3));
        let help = "keep one, or give them different titles".to_owned();
        report.at(&DUPLICATE_INSPECTION, FieldPath::root().key("inspection").key("title"), message, help);
    }
}

fn each_ref_once(record: &Record, report: &mut DiagnosticCollector<'_>) {
    let mut seen: BTreeMap<FindingRef, FieldPath> = BTreeMap::new();
    for (reference, at, _) in record.findings() {
        let place = at.key("ref");
        match seen.get(&reference) {
            Some(first) => {
                let message = format!("there are two findings {reference}");
                let help = "number them as the report does, such as 4a and 4b where it prints one number twice".to_owned();
                report.clash(&DUPLICATE_REF, place, message, help, (first.clone(), "the first is here".into()));
            }
            None => {
                seen.insert(reference, place);
            }
        }
    }
}

fn links_lead_somewhere(id: &RecordId, record: &Record, context: &RuleContext<'_>, report: &mut DiagnosticCollector<'_>) {
    if let Some(other) = record.covered_by.as_ref().filter(|other| !context.has(other)) {
        let near = context.nearest(other);
        let message = format!("there is no record `{other}`");
        report.at(
            &DANGLING_LINK,
            FieldPath::root().key("covered_by"),
            message,
            near.map(|near| format!("did you mean `{near}`?")),
        );
    }
    let refs = refs_of(record);
    let of_causes = |cause: &Finding| FindingRef::new(FindingKind::CauseOfConcern, &cause.printed);
    let causes: HashSet<FindingRef> = record.causes_of_concern.iter().map(of_causes).collect();
    for (_, at, finding) in record.findings() {
        for (place, link) in finding.links().map(|(place, link)| (at.join(&place), link)) {
            if !context.resolves(link, id) {
                let where_to = match &link.record {
                    Some(other) if !context.has(other) => format!("there is no record `{other}`"),
                    Some(other) => format!("`{other}` has no {}", link.finding),
                    None => format!("this record has no {}", link.finding),
                };
                let help = match &link.record {
                    Some(other) if !context.has(other) => {
                        context.nearest(other).map(|near| format!("did you mean `{near}:{}`?", link.finding))
                    }
                    Some(_) => None,
                    None => Some(format!("it has {refs}")),
                };
                report.at(&DANGLING_LINK, place, where_to, help);
            }
        }
        if let Some(number) = &finding.cause_of_concern {
            let cause = FindingRef::new(FindingKind::CauseOfConcern, number);
            if !causes.contains(&cause) {
                let message = format!("this record has no cause of concern {number}");
                report.at(&DANGLING_LINK, at.key("cause_of_concern"), message, format!("it has {refs}"));
            }
        }
    }
}

fn refs_of(record: &Record) -> String {
    let all = record.findings().count();
    // At most as many as a report can have: naming ten thousand at each of ten thousand links would take too long.
    let most = if all > MOST_REFS { MOST_REFS } else { all };
    let told: Vec<String> = record.findings().take(most).map(|(reference, ..)| reference.to_string()).collect();
    if all > most { format!("{} and {} more", told.join(", "), all - most) } else { told.join(", ") }
}

/// The most findings named in a message.
const MOST_REFS: usize = 100;

/// The most numbers named in a message.
const NUMBERS_TOLD: usize = 12;

/// Recommendations of the report that a record does not contain.
pub struct MissingNumbers {
    /// A description: "the report has 10 recommendations, and recommendations 3 and 5 are not here".
    pub message: String,
    /// True where they are certainly missing: the report's count is known and the numbers in the record agree with it.
    pub is_certain: bool,
}

/// Returns the recommendations of the report that a record does not contain; `None` where it has all.
pub fn missing_recommendations(record: &Record) -> Option<MissingNumbers> {
    let all = &record.recommendations;
    let numbers: Vec<Option<u32>> = all.iter().map(|finding| leading_number(finding.printed.as_str())).collect();
    let carried: BTreeSet<u32> = numbers.iter().copied().flatten().collect();
    let (count, is_known) = match record.inspection.recommendation_count {
        Some(count) => (count, true),
        // Without a count, only a gap between existing numbers shows that one is missing;
        // nothing is known of those after the last.
        None => (carried.last().copied().filter(|last| *last <= LARGEST_NUMBER && !numbers.contains(&None))?, false),
    };
    let as_many = usize::try_from(count).unwrap_or(usize::MAX);
    let missing = as_many.saturating_sub(carried.iter().filter(|number| (1..=count).contains(*number)).count());
    if missing == 0 {
        return None;
    }
    let list = listed((1..=count).filter(|number| !carried.contains(number)), missing, NUMBERS_TOLD);
    let (noun, verb) = if missing == 1 { ("recommendation", "is") } else { ("recommendations", "are") };
    let known = match is_known {
        true => format!("the report has {}", recommendations(count)),
        false => format!("the record has recommendation {count}"),
    };
    // Numbers outside 1 to the count are numbered by chapter or by the office.
    // Then a record with as many findings may be complete.
    let in_order = numbers.iter().all(|number| number.is_some_and(|number| (1..=count).contains(&number)));
    let is_certain = is_known && in_order && all.len() < as_many;
    Some(MissingNumbers { message: format!("{known}, but {noun} {list} {verb} missing"), is_certain })
}

/// The largest number taken for a recommendation's position in its report.
/// Larger ones are numbers of another kind, such as years.
const LARGEST_NUMBER: u32 = 200;

/// Checks that the record contains every recommendation: section 55(5B) requires an explanation of each one in the report.
fn every_number_is_there(record: &Record, context: &RuleContext<'_>, report: &mut DiagnosticCollector<'_>) {
    let ripe = duty_is_ripe(record, context) && record.owes_explanations();
    let is_known = record.inspection.recommendation_count.is_some();
    // A draft may be filled in any order, so gaps are reported only once the response must be complete.
    let Some(MissingNumbers { message, is_certain }) = missing_recommendations(record).filter(|_| is_known || ripe) else {
        return;
    };
    let inspection = FieldPath::root().key("inspection");
    let (at, help) = match is_known {
        true => (inspection.key("recommendation_count"), CARRY.to_owned()),
        false => (inspection, format!("{CARRY}; `inspection.recommendation_count` says how many there are")),
    };
    report.sure_or_doubtful(is_certain && ripe, &REF_GAP, at, message, help);
}

/// The hint for missing recommendations.
const CARRY: &str =
    "add each of them: `ours: false` with the reason if it is for another body, `withheld: true` if its text is withheld";

fn recommendations(count: u32) -> String {
    counted(usize::try_from(count).unwrap_or(usize::MAX), "recommendation", "recommendations")
}

/// Returns the number with which a printed reference begins: 3 for "3.1", 2 for "2a".
fn leading_number(printed: &str) -> Option<u32> {
    let end = printed.find(|c: char| !c.is_ascii_digit()).unwrap_or(printed.len());
    printed[..end].parse().ok()
}

fn counts_agree(record: &Record, report: &mut DiagnosticCollector<'_>) {
    let inspection = &record.inspection;
    let counted = [
        (
            FindingKind::AreaForImprovement,
            inspection.area_for_improvement_count,
            "area_for_improvement_count",
            "areas for improvement",
        ),
        (FindingKind::CauseOfConcern, inspection.cause_of_concern_count, "cause_of_concern_count", "causes of concern"),
    ];
    for (kind, count, field, name) in counted {
        let carried = record.findings_of(kind).len();
        if let Some(count) = count.filter(|count| usize::try_from(*count) != Ok(carried)) {
            let message = format!("the inspectorate counts {count} {name}, but this record has {carried}");
            let help = "check the report for missing ones, or correct the count".to_owned();
            report.at(&COUNTS_DISAGREE, FieldPath::root().key("inspection").key(field), message, help);
        }
    }
    let carried = record.recommendations.len();
    if let Some(count) = inspection.recommendation_count.filter(|count| {
        // By leading numbers, because an office may split recommendation 2 into 2a and 2b.
        let numbers: BTreeSet<_> =
            record.recommendations.iter().map(|finding| leading_number(finding.printed.as_str())).collect();
        usize::try_from(*count).is_ok_and(|count| numbers.len() > count)
    }) {
        let message = format!("the report has {}, but this record has {carried}", recommendations(count));
        let help = "correct the count, or remove what is not a recommendation".to_owned();
        report.at(&COUNTS_DISAGREE, FieldPath::root().key("inspection").key("recommendation_count"), message, help);
    }
}
