//! What records of hostile size cost, at one, two and four times the size: twice the size may take twice the time, and no more.
//!
//! A file of nothing but problems, allowances, links or marks; a rule or a change that compares each with each is seen here at
//! once.

use std::sync::Arc;

use divan::Bencher;
use irr::draw::{self, OutputFormat, PageStyle};
use irr::model::{Change, Date, RecordId, Settings};
use irr::rules::{CheckSettings, Policy, RecordToCheck, RuleContext, suppression};
use irr::view::ValidationReport;
use irr::view::validation::FileProblems;
use irr::{rules, yaml};

fn main() {
    divan::main();
}

const HEAD: &str = "schema_version: 1\nstage: draft\nforce: Kent\nlocal_policing_body: {kind: pcc}\n\
    inspection: {title: T, published: 2025-05-16, recommendation_count: 4000000000}\n";

/// A file that is written to cost much.
#[derive(Debug, Clone, Copy)]
enum Kind {
    DuplicateKeys,
    UnknownFields,
    Anchors,
    AllowancesAbove,
    AllowancesBehind,
    Findings,
    LinksInARing,
    DanglingLinks,
    AnswersInARing,
    Progress,
    Addressees,
    Markup,
    Controls,
    Comments,
    LongLine,
    LongKey,
    Brackets,
    CarriageReturns,
}

const KINDS: [Kind; 18] = [
    Kind::DuplicateKeys,
    Kind::UnknownFields,
    Kind::Anchors,
    Kind::AllowancesAbove,
    Kind::AllowancesBehind,
    Kind::Findings,
    Kind::LinksInARing,
    Kind::DanglingLinks,
    Kind::AnswersInARing,
    Kind::Progress,
    Kind::Addressees,
    Kind::Markup,
    Kind::Controls,
    Kind::Comments,
    Kind::LongLine,
    Kind::LongKey,
    Kind::Brackets,
    Kind::CarriageReturns,
];

/// Each kind at one, two and four times the size.
fn cases() -> impl Iterator<Item = (Kind, usize)> {
    KINDS.into_iter().flat_map(|kind| [1, 2, 4].map(|times| (kind, times)))
}

fn text((kind, times): (Kind, usize)) -> String {
    let n = 2000 * times;
    let each = |line: &dyn Fn(usize) -> String| (0..n).map(line).collect::<String>();
    let findings = |more: &dyn Fn(usize) -> String| {
        format!("recommendations:\n{}", each(&|at| format!("  - ref: \"{at}\"\n    text: a\n{}", more(at))))
    };
    let body = match kind {
        Kind::DuplicateKeys => each(&|_| "force: Kent\n".into()),
        Kind::UnknownFields => each(&|at| format!("k{at}: 1\n")),
        Kind::Anchors => each(&|at| format!("k{at}: &a{at} 1\n")),
        Kind::AllowancesAbove => each(&|_| "# irr: allow(overdue) x\n".into()),
        Kind::AllowancesBehind => findings(&|_| "    owner: yes  # irr: allow(ambiguous-scalar) x\n".into()),
        Kind::Findings => findings(&|_| String::new()),
        Kind::LinksInARing => findings(&|at| format!("    follows: R{}\n", (at + 1) % n)),
        Kind::DanglingLinks => findings(&|at| format!("    follows: R9{at}x\n")),
        Kind::AnswersInARing => findings(&|at| format!("    commissioner_response: {{see: R{}}}\n", (at + 1) % n)),
        Kind::Progress => {
            let entry = |at: usize| format!("      - {{date: {:04}-01-01, status: closed, note: n}}\n", 1000 + at % 1000);
            format!("recommendations:\n  - ref: \"1\"\n    text: a\n    progress:\n{}", each(&entry))
        }
        Kind::Addressees => {
            format!("recommendations:\n  - ref: \"1\"\n    text: a\n    addressed_to: [{}x]\n", each(&|at| format!("a{at}, ")))
        }
        Kind::Markup => findings(&|_| "    due_text: <b>a</b>\n".into()),
        Kind::Controls => findings(&|_| "    owner: \"a\\u000bb\"\n".into()),
        Kind::Comments => findings(&|_| "    # deep\n    owner:\n  # c\n".into()),
        Kind::LongLine => format!("stage: {}\n", each(&|_| "xxxxxxxxxx".into())),
        Kind::LongKey => format!("{}: 1\n", each(&|_| "xxxxxxxxxx".into())),
        Kind::Brackets => format!("form_version: {}\n", each(&|_| "[],".into())),
        Kind::CarriageReturns => each(&|_| "# \r x\n".into()),
    };
    format!("{HEAD}{body}")
}

fn on() -> Date {
    Date::new(2026, 11, 24).unwrap_or_else(|| unreachable!("a day"))
}

/// Reads, judges and draws.
fn told(text: &str, format: OutputFormat) -> usize {
    let Ok(id) = "kent/2025-05-16-t".parse::<RecordId>() else { return 0 };
    let parsed = yaml::parse(text);
    let faults = yaml::inspect(text, &parsed);
    let shared: Arc<str> = text.into();
    let source = || shared.clone();
    let allows = suppression::may_stand_in(text);
    let subject = RecordToCheck { id: &id, parsed: &parsed, faults: &faults, text: &source, allows, before: None, gone: false };
    let by = CheckSettings::of(on(), &Settings::default());
    let context = RuleContext::of([(&id, parsed.as_ref().ok())], &by);
    let diagnostics = rules::check(&subject, &context, &Policy::default());
    let diagnostics = diagnostics.into_iter().map(|it| (it, String::new())).collect();
    let verdict = ValidationReport::compute(
        vec![FileProblems { id: Some(id.clone()), path: id.to_string(), text: shared.clone(), diagnostics }],
        1,
        on(),
    );
    let page = PageStyle::plain(100);
    let mut out = Vec::new();
    draw::write(&verdict, format, &page, &mut out).map_or(0, |()| out.len())
}

/// `irr validate`
#[divan::bench(args = cases(), sample_count = 3)]
fn validate(bencher: Bencher<'_, '_>, case: (Kind, usize)) {
    let text = text(case);
    bencher.bench(|| told(&text, OutputFormat::Text));
}

/// `irr validate --format json`
#[divan::bench(args = cases(), sample_count = 3)]
fn validate_json(bencher: Bencher<'_, '_>, case: (Kind, usize)) {
    let text = text(case);
    bencher.bench(|| told(&text, OutputFormat::Json));
}

/// `irr fmt`
#[divan::bench(args = cases(), sample_count = 3)]
fn format(bencher: Bencher<'_, '_>, case: (Kind, usize)) {
    let text = text(case);
    bencher.bench(|| yaml::format(&text).is_ok());
}

/// `irr validate --fix`
#[divan::bench(args = cases(), sample_count = 3)]
fn mend(bencher: Bencher<'_, '_>, case: (Kind, usize)) {
    let text = text(case);
    let faults = yaml::inspect(&text, &yaml::parse(&text));
    let changes: Vec<&Change> = faults.iter().filter_map(|fault| fault.fix.as_ref()).collect();
    bencher.bench(|| yaml::edit(&text, &changes).is_ok());
}

/// `irr set --where`: every finding gets an owner.
#[divan::bench(args = cases(), sample_count = 3)]
fn set(bencher: Bencher<'_, '_>, case: (Kind, usize)) {
    let text = text(case);
    let Ok(before) = yaml::parse(&text) else { return };
    let mut after = before.clone();
    after.recommendations.iter_mut().for_each(|finding| finding.owner = Some("Somebody".into()));
    bencher.bench(|| yaml::revise(&text, &before, &after).is_ok());
}
