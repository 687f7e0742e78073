//! Random records, most of all with text that YAML could take for something else.

use irr::model::*;
use irr::prose::Prose;
use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use proptest::string::string_regex;

/// So many cases of a law, times what `IRR_LAW_TIMES` says.
pub(crate) fn cases(number: u32) -> ProptestConfig {
    let times: u32 = std::env::var("IRR_LAW_TIMES").ok().map_or(1, |times| times.parse().unwrap());
    ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(number * times) }
}

/// Texts of a pattern, which is parsed once. As a bare `&str` it would be parsed again for each text: four fifths of what a law
/// took.
pub(crate) fn matching(pattern: &str) -> impl Strategy<Value = String> {
    string_regex(pattern).unwrap()
}

/// Bits of text that have broken writers of YAML, or that somebody who reads them might obey.
const NASTY: &[&str] = &[
    "a: b",
    " # 12",
    "#",
    ": ",
    ":",
    "- x",
    "? y",
    "| ",
    "> ",
    "|",
    "%",
    "@",
    "`",
    "\"",
    "'",
    "''",
    "\\",
    "\\n",
    "{a}",
    "[b]",
    "{",
    "]",
    "&anchor",
    "*alias",
    "!tag",
    "<<",
    "---",
    "...",
    "~",
    "null",
    "yes",
    "No",
    "true",
    "007",
    "1.10",
    "4",
    "1e3",
    "0x1F",
    "2025-05-16",
    "16/05/2025",
    "12:30",
    ".inf",
    "=",
    "\n",
    "\n\n",
    "\n\n\n",
    " ",
    "  ",
    "\t",
    "\n\t",
    "\n ",
    "\n  - ",
    "\r",
    "\r\n",
    "\u{85}",
    "\u{2028}",
    "\u{2029}",
    "\u{feff}",
    "\u{7}",
    "\u{0}",
    "\u{7f}",
    "\u{9f}",
    "\u{a0}",
    "\u{fffd}",
    "\u{e000}",
    "é",
    "e\u{301}",
    "“quoted”",
    "‘it’s’",
    "–",
    "—",
    "…",
    "👮🏽\u{200d}♀️",
    "🇬🇧",
    "עברית",
    "中文",
    "£5,000",
    "<li>",
    "<script>",
    "</b ",
    "<!--",
    "<a b='",
    "&nbsp;",
    "&lt;",
    "&#38;",
    "&#91;",
    "[x](javascript:y)",
    "![x](file:y)",
    "<data:x>",
    "[a]: vbscript:x",
    "[a]",
    "{% x %}",
    "{: y}",
    "::x::",
    "##[x]",
    "##vso[y]",
    "Chief constables should",
    "recommendations:",
    "<<<<<<< HEAD",
    "=======",
    "# irr: allow(x)",
    "R&D",
    "and, so",
    "a,b",
    "x]",
    "end.",
    "**bold**",
    "1.",
    "e",
    "_",
    ",",
];

/// What deadlines are non_empty_text with.
pub(crate) const DEADLINE_WORDS: &[&str] = &[
    "by",
    "By",
    "within",
    "no later than",
    "not later than",
    "on or before",
    "the end of",
    "the",
    "a",
    "next",
    "maximum",
    "31",
    "1st",
    "30 April 2026",
    "16/05/2025",
    "2025-05-16",
    "December",
    "Dec",
    "2025",
    "2023",
    "six",
    "12",
    "twenty-four",
    "months",
    "weeks,",
    "year",
    "days'",
    "six-month",
    "immediately",
    "should",
    "immediate",
    "commitment",
    "with immediate effect",
    "Friday",
    "forces",
    "—",
    "…",
    "é.",
    "99999",
    "4294967295",
    "0",
];

/// Text of a few nasty or plain bits; never conflict markers at the beginning of a line, which no record may hold.
pub(crate) fn text() -> impl Strategy<Value = String> {
    vec(prop_oneof![select(NASTY).prop_map(str::to_owned), matching("[a-zA-Z ]{1,12}"), matching("\\PC{1,4}")], 0..8)
        .prop_map(|bits| bits.concat())
}

fn plain_text() -> impl Strategy<Value = String> {
    matching("[a-zA-Z0-9,.'’]{1,8}( [a-zA-Z0-9,.:'’-]{1,8}){0,8}")
}

pub(crate) fn date() -> impl Strategy<Value = Date> {
    (1990i32..2060, 1u32..=12, 1u32..=28).prop_map(|(year, month, day)| Date::new(year, month, day).unwrap())
}

fn prose() -> impl Strategy<Value = Prose> {
    prop_oneof![text().prop_map(Prose::verbatim), text().prop_map(|text| Prose::from_text(&text))]
}

fn printed() -> impl Strategy<Value = PrintedRef> {
    matching("[A-Za-z0-9][A-Za-z0-9.()/-]{0,6}").prop_map(|text| text.parse().unwrap())
}

fn reference() -> impl Strategy<Value = FindingRef> {
    (select(FindingKind::ALL), printed()).prop_map(|(kind, printed)| FindingRef::new(kind, &printed))
}

fn record_id() -> impl Strategy<Value = RecordId> {
    matching("[a-z]{2,8}/20[0-9]{2}-0[1-9]-1[0-9]-[a-z-]{2,12}").prop_map(|text| text.parse().unwrap())
}

/// A link prints its finding in one way, so that is the way to make one.
fn link() -> impl Strategy<Value = FindingLink> {
    (of(record_id()), reference()).prop_map(|(record, finding)| {
        let finding = finding.to_string().parse().unwrap();
        FindingLink { record, finding }
    })
}

fn place() -> impl Strategy<Value = AnswerPlace> {
    prop_oneof![Just(AnswerPlace::Comments), link().prop_map(AnswerPlace::Finding)]
}

fn evidence() -> impl Strategy<Value = Vec<String>> {
    vec(text(), 0..3)
}

fn owner() -> impl Strategy<Value = Option<Owners>> {
    vec(text(), 0..3).prop_map(Owners::of)
}

fn action() -> impl Strategy<Value = Action> {
    (text(), owner(), of(date()), of(date()), evidence(), vec(extension(), 0..2), any::<bool>()).prop_map(
        |(text, owner, target, done, evidence, extensions, internal)| Action {
            text,
            owner,
            target,
            extensions,
            done,
            evidence,
            internal,
        },
    )
}

fn extension() -> impl Strategy<Value = Extension> {
    (date(), date(), of(text()), of(text()), any::<bool>()).prop_map(|(agreed, to, reason, approved_by, internal)| Extension {
        agreed,
        to,
        reason,
        approved_by,
        internal,
    })
}

fn entry() -> impl Strategy<Value = ProgressEntry> {
    (date(), of(text()), of(select(Status::ALL)), of(prose()), any::<bool>())
        .prop_map(|(date, by, status, note, internal)| ProgressEntry { date, by, status, note, internal })
}

fn redaction() -> impl Strategy<Value = Redaction> {
    let field = select(vec!["owner", "progress[0].note", "closure.evidence[1]"]).prop_map(str::to_owned);
    (field, date(), text(), of(text())).prop_map(|(field, date, reason, by)| Redaction { field, date, reason, by })
}

fn closure() -> impl Strategy<Value = Closure> {
    // An empty one is no entry of a list.
    let said = (of(date()), of(select(Status::ALL)), of(text()), evidence(), of(date()), of(text()));
    said.prop_filter("it says something", |it| *it != (None, None, None, Vec::new(), None, None)).prop_map(
        |(date, status, approved_by, evidence, reopened, reopening_reason)| Closure {
            date,
            status,
            approved_by,
            evidence,
            reopened,
            reopening_reason,
        },
    )
}

fn escalation() -> impl Strategy<Value = Escalation> {
    (date(), select(EscalationStage::ALL), of(text()), of(text())).prop_map(|(date, to, reference, reason)| Escalation {
        date,
        to,
        reference,
        reason,
    })
}

fn verification() -> impl Strategy<Value = Verification> {
    (text(), of(date()), of(text()), select(VerificationOutcome::ALL)).prop_map(|(by, date, reference, outcome)| Verification {
        by,
        date,
        reference,
        outcome,
    })
}

/// A finding of version 2.
pub(crate) fn finding() -> impl Strategy<Value = Finding> {
    let said = (printed(), of(prose()), of(text()), vec(text(), 0..3), of(any::<bool>()), of(date()), of(text()), of(date()));
    let kept = (of(select(Priority::ALL)), of(select(Status::ALL)), owner(), any::<bool>(), of(printed()));
    let answered = (
        of((of(text()), of(prose())).prop_map(|(heading, text)| ChiefOfficerAnswer { heading, text })),
        of((of(select(ActionTaken::ALL)), any::<bool>(), of(prose()), of(place())).prop_map(
            |(action, adopts_chief_officer, text, see)| CommissionerResponse { action, adopts_chief_officer, text, see },
        )),
    );
    let done = (
        vec(action(), 0..3),
        vec(extension(), 0..3),
        vec(entry(), 0..3),
        vec(closure(), 0..3),
        vec(verification(), 0..3),
        vec(escalation(), 0..3),
        vec(redaction(), 0..2),
    );
    let links = (of(link()), of(link()), of(link()));
    (said, kept, answered, done, links).prop_map(|(said, kept, answered, done, links)| Finding {
        printed: said.0,
        text: said.1,
        area: said.2,
        addressed_to: said.3.iter().map(|name| Addressee::from(name.as_str())).collect(),
        said_ours: said.4,
        due: said.5,
        due_text: said.6,
        target: said.7,
        priority: kept.0,
        status: kept.1,
        owner: kept.2,
        chief_officer_response: answered.0,
        commissioner_response: answered.1,
        actions: done.0,
        extensions: done.1,
        progress: done.2,
        closure: None,
        closures: done.3,
        verification: None,
        verifications: done.4,
        escalation: done.5,
        follows: links.0,
        supersedes: links.1,
        escalated_from: links.2,
        cause_of_concern: kept.4,
        withheld: kept.3,
        redactions: done.6,
    })
}

fn inspection() -> impl Strategy<Value = Inspection> {
    let grade = (of(text()), select(GradeLevel::ALL)).prop_map(|(area, grade)| Grade { area, grade });
    let names = subsequence(vec!["HMICFRS", "HMI Prisons", "yes", "a, b", "12", "HMCPSI: joint"], 0..4);
    let counts = (of(any::<u32>()), of(any::<u32>()), of(any::<u32>()));
    (text(), names, of(select(InspectionKind::ALL)), (date(), of(date())), of(text()), counts, of(prose()), vec(grade, 0..3))
        .prop_map(|(title, names, kind, (published, sent_to_panel), url, counts, summary, grades)| Inspection {
            title,
            inspectorates: names.into_iter().map(Inspectorate::from).collect(),
            kind,
            published,
            sent_to_panel,
            url,
            recommendation_count: counts.0,
            area_for_improvement_count: counts.1,
            cause_of_concern_count: counts.2,
            summary,
            grades,
        })
}

type DutyFields = (Option<DutyKind>, Option<String>, Option<Date>, Option<DutyTerms>, Vec<ResponseExtension>);

fn duty() -> impl Strategy<Value = DutyFields> {
    let terms = (of(text()), of(date()), of(0u32..400), of(select(DayCount::ALL)));
    let terms = terms.prop_map(|(name, last_day, period, count)| DutyTerms { name, last_day, period, count });
    let extension = (date(), date(), of(date()), of(text()), of(text()));
    let extension = extension.prop_map(|(to, agreed, applied, by, reason)| ResponseExtension {
        to,
        agreed,
        applied,
        by,
        reason,
        judicial_review: false,
    });
    (of(select(DutyKind::ALL)), of(text()), of(date()), of(terms), vec(extension, 0..3))
}

fn publication() -> impl Strategy<Value = Publication> {
    let sent = (of(date()), of(date()), of(date()), of(date()), of(date()));
    (of(date()), of(date()), of(date()), of(date()), of(text()), sent).prop_map(
        |(invited, wanted, received, published, url, (inspectorate, state, commissioner, iopc, coroner))| Publication {
            sent_to_commissioner: commissioner,
            sent_to_iopc: iopc,
            sent_to_coroner: coroner,
            chief_officer_invited: invited,
            comments_wanted_by: wanted,
            comments_received: received,
            published,
            url,
            sent_to_inspectorate: inspectorate,
            sent_to_secretary_of_state: state,
        },
    )
}

/// A record of some version.
pub(crate) fn record() -> impl Strategy<Value = Record> {
    (record_of_version_two(), any::<bool>()).prop_map(|(record, is_older)| if is_older { in_version_one(record) } else { record })
}

/// What version 1 has room for.
pub(crate) fn in_version_one(mut record: Record) -> Record {
    record.schema_version = SchemaVersion::One;
    for kind in FindingKind::ALL {
        let findings = std::mem::take(record.findings_of_mut(*kind));
        *record.findings_of_mut(*kind) = findings.into_iter().map(finding_in_version_one).collect();
    }
    record
}

fn finding_in_version_one(mut finding: Finding) -> Finding {
    let lead = |owner: &Option<Owners>| owner.as_ref().map(|owner| owner.lead().into());
    finding.owner = lead(&finding.owner);
    let older = finding.closures.pop().map(|it| Closure { status: None, reopened: None, reopening_reason: None, ..it });
    finding.closure = older.filter(|it| *it != Closure::default()).map(Box::new);
    finding.closures.clear();
    finding.verification = finding.verifications.pop().map(Box::new);
    finding.verifications.clear();
    for action in &mut finding.actions {
        action.owner = lead(&action.owner);
        action.extensions.clear();
        action.internal = false;
    }
    finding.extensions.iter_mut().for_each(|it| it.internal = false);
    finding.progress.iter_mut().for_each(|it| it.internal = false);
    finding
}

fn record_of_version_two() -> impl Strategy<Value = Record> {
    let head =
        (of(text()), select(Stage::ALL), text(), select(BodyKind::ALL), of(text()), of(text()), of((of(text()), of(text()))));
    // On the heap: together they are too large for a test's stack.
    let findings = (vec(finding().boxed(), 0..3), vec(finding().boxed(), 0..2), vec(finding().boxed(), 0..2)).boxed();
    let words = (of(prose()), of((of(prose()), of(prose()), of(prose()))), of(prose()), of(prose()), vec(redaction(), 0..2));
    (head, inspection(), findings, words, of(publication().boxed()), (of(record_id()), any::<bool>()), duty().boxed()).prop_map(
        |(head, inspection, findings, words, publication, links, duty)| Record {
            duty: duty.0,
            not_owed: duty.1,
            duty_from: duty.2,
            duty_terms: duty.3,
            response_extensions: duty.4,
            schema_version: SchemaVersion::Two,
            form_version: head.0,
            stage: head.1,
            force: Force::from(head.2.as_str()),
            local_policing_body: LocalPolicingBody { kind: head.3, name: head.4, holder: head.5 },
            chief_officer: head.6.map(|(title, name)| ChiefOfficer { title, name }),
            inspection,
            recommendations: findings.0,
            areas_for_improvement: findings.1,
            causes_of_concern: findings.2,
            adopts_chief_officer: words.2.is_some() && words.0.is_none(),
            commissioner_initial_response: words.0,
            chief_officer_response: words.1.map(|(overview, next_steps, closing)| ChiefOfficerResponse {
                overview,
                next_steps,
                closing,
            }),
            commissioner_overall_comments: words.2,
            publication,
            covered_by: links.0,
            imported: links.1,
            unplaced: words.3,
            redactions: words.4,
        },
    )
}

/// A record whose text is plain, so that its file can be changed as a whole.
pub(crate) fn plain_record() -> impl Strategy<Value = Record> {
    (record(), plain_text(), vec(plain_text(), 1..5)).prop_map(|(record, title, lines)| {
        let mut plain = Record {
            form_version: None,
            force: Force::from("Kent"),
            local_policing_body: LocalPolicingBody { kind: BodyKind::Pcc, name: None, holder: None },
            chief_officer: None,
            recommendations: Vec::new(),
            areas_for_improvement: Vec::new(),
            causes_of_concern: Vec::new(),
            commissioner_initial_response: Some(Prose::from_text(&lines.join("\n\n"))),
            chief_officer_response: None,
            commissioner_overall_comments: None,
            adopts_chief_officer: false,
            publication: None,
            unplaced: None,
            redactions: Vec::new(),
            ..record
        };
        plain.inspection = Inspection { title, url: None, summary: None, grades: Vec::new(), ..plain.inspection };
        plain
    })
}

/// What to do to a text: where, to how many characters, and what to put in their stead.
pub(crate) fn mutations() -> impl Strategy<Value = Vec<(usize, usize, String)>> {
    let bits = prop_oneof![
        select(NASTY).prop_map(str::to_owned),
        matching("\\PC{1,3}"),
        Just("- ref: \"1\"\n".to_owned()),
        Just(String::new())
    ];
    vec((any::<usize>(), 0usize..12, bits), 1..4)
}

/// A record's text, and what to do to it.
pub(crate) fn mutated() -> impl Strategy<Value = (String, Vec<(usize, usize, String)>)> {
    (record().prop_map(|record| irr::yaml::write(&record)), mutations())
}

/// Puts each bit in at its place, in the stead of so many characters.
pub(crate) fn mutate(text: &str, mutations: &[(usize, usize, String)]) -> String {
    let mut characters: Vec<char> = text.chars().collect();
    for (at, length, bit) in mutations {
        let from = at % (characters.len() + 1);
        let to = (from + length).min(characters.len());
        characters.splice(from..to, bit.chars());
    }
    characters.into_iter().collect()
}
