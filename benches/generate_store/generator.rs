//! Records made up, the same ones every time.

use irr::model::{
    Action, ActionTaken, AnswerPlace, BodyKind, ChiefOfficer, ChiefOfficerAnswer, ChiefOfficerResponse, Closure,
    CommissionerResponse, Date, DutyKind, Extension, Finding, FindingKind, FindingLink, FindingRef, Force, Grade, GradeLevel,
    Inspection, InspectionKind, LocalPolicingBody, PrintedRef, Priority, ProgressEntry, Publication, Record, RecordId, Stage,
    Status, Verification, VerificationOutcome,
};
use irr::prose::Prose;

/// So many records with their ids; the first ones of a larger number are those of a smaller.
pub(crate) fn records(number: usize) -> impl Iterator<Item = (RecordId, Record)> {
    let mut before: Option<RecordId> = None;
    (0..number).map(move |index| {
        let (id, record) = record(index, before.as_ref());
        before = Some(id.clone());
        (id, record)
    })
}

/// A generator of numbers (SplitMix64): a few lines, so that a store never changes because a library did.
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, most: usize) -> usize {
        usize::try_from(self.roll() % most.max(1) as u64).unwrap_or(0)
    }

    fn chance(&mut self, in_ten: usize) -> bool {
        self.below(10) < in_ten
    }

    fn pick<T: Copy>(&mut self, items: &[T]) -> T {
        items[self.below(items.len())]
    }

    fn after(&mut self, day: Date, least: usize, most: usize) -> Date {
        day.plus_days((least + self.below(most - least + 1)) as u64)
    }

    fn sentence(&mut self) -> String {
        let [who, does, what] = [self.pick(&WHO), self.pick(&DOES), self.pick(&WHAT)];
        let why = if self.chance(2) { format!(" {}", self.pick(&WHY)) } else { String::new() };
        format!("{who} {does} {what}{why}.")
    }

    fn prose(&mut self, paragraphs: usize) -> Prose {
        let mut parts = Vec::new();
        for _ in 0..paragraphs {
            let sentences: Vec<String> = (0..1 + self.below(2)).map(|_| self.sentence()).collect();
            parts.push(sentences.join(" "));
            if self.below(20) == 0 {
                parts.push((0..2 + self.below(2)).map(|_| format!("- {}", self.sentence())).collect::<Vec<_>>().join("\n"));
            }
        }
        Prose::from_text(&parts.join("\n\n"))
    }
}

const FORCES: [&str; 12] = [
    "Northmarch",
    "Eastvale",
    "Southfell",
    "Westwold",
    "Midshire",
    "Highmoor",
    "Lowdale",
    "Thornbury",
    "Ashcombe",
    "Riverside",
    "Castleford Vale",
    "Saltmarsh",
];
const WHO: [&str; 8] = [
    "The force",
    "Each district",
    "The control room",
    "Neighbourhood teams",
    "The public protection unit",
    "Supervisors",
    "The crime allocation desk",
    "Our partners’ analysts",
];
const DOES: [&str; 8] = [
    "reviews every week",
    "has changed",
    "now records",
    "will publish – in full –",
    "tests each quarter",
    "no longer accepts",
    "shares with the council",
    "has set aside £250,000 for",
];
const WHAT: [&str; 8] = [
    "the risk assessments of repeat victims",
    "the “first hour” checklist",
    "how long a call waits",
    "the backlog of examined devices",
    "supervision of bail cases",
    "training in coercive control",
    "the plans for wanted people",
    "its picture of local harm",
];
const WHY: [&str; 6] = [
    "so that nobody is missed",
    "because the audit found gaps",
    "and the board sees the figures",
    "as the report asked",
    "before the next inspection",
    "with the help of the regional unit",
];
const SUBJECTS: [&str; 10] = [
    "stalking and harassment",
    "missing children",
    "custody",
    "vetting",
    "response times",
    "county lines",
    "digital forensics",
    "neighbourhood policing",
    "fraud",
    "the crime data",
];
const OWNERS: [&str; 7] = [
    "Head of Public Protection",
    "Head of Crime",
    "Assistant Chief Constable (Local Policing)",
    "Head of Contact",
    "Director of People",
    "Detective Superintendent, Investigations",
    "Head of Professional Standards",
];
const OTHERS: [&str; 4] = ["Home Office", "College of Policing", "National Police Chiefs’ Council", "National Crime Agency"];

/// No record is dated after this day, nor is anything in one but what is still to come.
fn last_day() -> Date {
    day(2026, 10, 31)
}

fn day(year: i32, month: u32, day: u32) -> Date {
    Date::new(year, month, day).unwrap_or_else(|| unreachable!("the days written here are days"))
}

fn number(text: String) -> PrintedRef {
    text.parse().unwrap_or_else(|_| unreachable!("a number is printed as a number"))
}

fn record(index: usize, before: Option<&RecordId>) -> (RecordId, Record) {
    let mut dice = Dice(index as u64 * 7919 + 1);
    let published = dice.after(day(2021, 9, 1), 0, 1800);
    let force = Force::from(FORCES[index % FORCES.len()]);
    let subject = dice.pick(&SUBJECTS);
    let kinds = [InspectionKind::Force, InspectionKind::Thematic, InspectionKind::National, InspectionKind::Joint];
    let id = RecordId::natural(&force, published, &format!("{}-{index}", subject.replace(' ', "-")));
    let mut inspection = Inspection::titled(format!("An inspection of {subject}, number {index}"), published);
    inspection.kind = Some(dice.pick(&kinds));
    inspection.inspectorates = vec!["HMICFRS".into()];
    if inspection.kind == Some(InspectionKind::Joint) {
        inspection.inspectorates.push("HMI Prisons".into());
    }
    inspection.url = Some(format!("https://example.org/reports/{index}"));
    inspection.summary = Some(dice.prose(1));
    if dice.chance(4) {
        let grades = GradeLevel::ALL.iter().take(5);
        inspection.grades = grades.map(|grade| Grade { area: Some(dice.pick(&WHAT).to_owned()), grade: *grade }).collect();
    }
    let body = LocalPolicingBody {
        kind: dice.pick(&[BodyKind::Pcc, BodyKind::Pfcc, BodyKind::Mayor]),
        name: None,
        holder: Some("A. N. Other".into()),
    };
    let mut record = Record::draft(force, body, inspection);
    record.form_version = Some("Dec 2024".into());
    record.chief_officer = Some(ChiefOfficer { title: Some("Chief Constable".into()), name: Some("C. Constable".into()) });
    let causes = usize::from(dice.chance(1));
    let wanted = [
        (FindingKind::Recommendation, 3 + dice.below(2)),
        (FindingKind::AreaForImprovement, dice.below(8) / 6),
        (FindingKind::CauseOfConcern, causes),
    ];
    for (kind, findings) in wanted {
        for at in 1..=findings {
            let finding = finding(&mut dice, kind, at, &record, before, causes > 0);
            record.findings_of_mut(kind).push(finding);
        }
    }
    record.inspection.recommendation_count = u32::try_from(record.recommendations.len()).ok();
    record.inspection.area_for_improvement_count = u32::try_from(record.areas_for_improvement.len()).ok();
    record.inspection.cause_of_concern_count = u32::try_from(causes).ok();
    record.commissioner_initial_response = Some(dice.prose(1));
    record.chief_officer_response = Some(ChiefOfficerResponse {
        overview: Some(dice.prose(1)),
        next_steps: Some(dice.prose(1)),
        closing: dice.chance(5).then(|| dice.prose(1)),
    });
    record.commissioner_overall_comments = Some(dice.prose(1));
    if dice.chance(9) {
        record.stage = Stage::Published;
        record.publication = Some(publication(&mut dice, published, index));
    }
    if dice.below(50) == 0 {
        record.duty = Some(DutyKind::None);
        record.not_owed = Some("The force answers this report in a record of its own.".to_owned());
    }
    (id, record)
}

fn publication(dice: &mut Dice, report: Date, index: usize) -> Publication {
    let response = dice.after(report, 40, 55);
    Publication {
        chief_officer_invited: Some(report.plus_days(3)),
        comments_wanted_by: Some(report.plus_days(30)),
        comments_received: Some(report.plus_days(28)),
        published: Some(response),
        url: Some(format!("https://example.org/responses/{index}")),
        sent_to_inspectorate: Some(response),
        sent_to_secretary_of_state: Some(response),
        ..Publication::default()
    }
}

fn finding(
    dice: &mut Dice,
    kind: FindingKind,
    at: usize,
    record: &Record,
    before: Option<&RecordId>,
    has_cause: bool,
) -> Finding {
    let report = record.inspection.published;
    let mut finding = Finding::numbered(number(at.to_string()));
    let ours = dice.chance(9) || kind != FindingKind::Recommendation;
    finding.said_ours = (!ours).then_some(false);
    let addressee = if finding.is_ours() { "chief constables" } else { dice.pick(&OTHERS) };
    finding.addressed_to = vec![addressee.into()];
    if dice.below(40) == 0 {
        finding.withheld = true;
    } else {
        let mut text = format!("Within six months, {addressee} should act on what was found.");
        if dice.chance(4) {
            text.push_str(&format!(" They should see that:\n\n- {}\n- {}", dice.sentence(), dice.sentence()));
        }
        finding.text = Some(Prose::from_text(&text));
    }
    if kind == FindingKind::Recommendation {
        finding.due = Some(report.plus_months(6));
        finding.due_text = Some("Within six months".into());
        finding.target = dice.chance(3).then(|| report.plus_months(5));
        finding.cause_of_concern = (has_cause && at == 1).then(|| number("1".into()));
    } else {
        finding.target = Some(report.plus_months(12));
        finding.area = dice.chance(5).then(|| dice.pick(&WHAT).to_owned());
    }
    finding.priority = Some(dice.pick(Priority::ALL));
    finding.chief_officer_response = Some(ChiefOfficerAnswer {
        heading: Some(dice.pick(&SUBJECTS).to_owned()),
        text: Some(Prose::from_text(&dice.sentence())),
    });
    finding.commissioner_response = Some(commissioner(dice, at, finding.is_ours()));
    if finding.is_ours() {
        work(dice, &mut finding, report);
    }
    if let Some(other) = before.filter(|_| at == 1 && kind == FindingKind::Recommendation && dice.chance(2)) {
        let first = FindingRef::new(kind, &number("1".into()));
        finding.follows = Some(FindingLink { record: Some(other.clone()), finding: first });
    }
    if finding.withheld {
        // No word that may tell what it says.
        (finding.area, finding.due_text) = (None, None);
        (finding.chief_officer_response, finding.commissioner_response) = (None, None);
        finding.actions.clear();
        finding.progress.iter_mut().for_each(|entry| entry.note = None);
    }
    finding
}

fn commissioner(dice: &mut Dice, at: usize, ours: bool) -> CommissionerResponse {
    let mut response = CommissionerResponse {
        action: Some(dice.pick(&[ActionTaken::Taken, ActionTaken::Proposed])),
        adopts_chief_officer: dice.chance(5),
        text: Some(Prose::from_text(&dice.sentence())),
        see: None,
    };
    if !ours {
        response.action = Some(ActionTaken::None);
        response.text = Some(Prose::from_text("This is not the force’s to do; the office has asked to be told."));
    } else if at > 1 && dice.chance(1) {
        let first = FindingRef::new(FindingKind::Recommendation, &number("1".into()));
        response = CommissionerResponse {
            action: None,
            adopts_chief_officer: false,
            text: None,
            see: Some(AnswerPlace::Finding(FindingLink { record: None, finding: first })),
        };
    }
    response
}

/// What has been done: actions, a log, later dates, and for most an end.
fn work(dice: &mut Dice, finding: &mut Finding, report: Date) {
    finding.owner = Some(dice.pick(&OWNERS).into());
    let mut date = report;
    for _ in 0..1 + dice.below(6) / 5 {
        let target = dice.after(date, 20, 90);
        let done = Some(target).filter(|day| *day <= last_day());
        let evidence = done.map(|day| format!("minutes/{day}.pdf")).into_iter().collect();
        let action = Action::to(dice.sentence());
        finding.actions.push(Action { owner: finding.owner.clone(), target: Some(target), done, evidence, ..action });
        date = target;
    }
    let mut log = |date: Date, status: Status, note: Prose| {
        let by = finding.owner.as_ref().map(|owner| owner.lead().to_owned());
        let entry = ProgressEntry { by, status: Some(status), note: Some(note), ..ProgressEntry::on(date) };
        let told = date <= last_day();
        if told {
            finding.progress.push(entry);
            finding.status = Some(status);
        }
        told
    };
    let mut date = dice.after(report, 10, 40);
    log(date, Status::InProgress, Prose::from_text(&dice.sentence()));
    for _ in 0..dice.below(2) {
        date = dice.after(date, 30, 90);
        log(date, Status::InProgress, Prose::from_text(&dice.sentence()));
    }
    date = dice.after(date, 30, 200);
    if dice.chance(7) && log(date, Status::Closed, Prose::from_text(&dice.sentence())) {
        let ending = if dice.chance(9) { Status::Closed } else { dice.pick(&[Status::Superseded, Status::NotAccepted]) };
        finding.status = Some(ending);
        if let Some(last) = finding.progress.last_mut() {
            last.status = Some(ending);
        }
        let evidence = vec![format!("closure/{date}.pdf")];
        finding.closures.push(Closure {
            date: Some(date),
            status: Some(ending),
            approved_by: Some("Chief Constable".into()),
            evidence,
            ..Closure::default()
        });
        if dice.chance(3) {
            finding.verifications.push(Verification {
                by: "HMICFRS".into(),
                date: Some(date.plus_days(60)).filter(|day| *day <= last_day()),
                reference: Some(format!("Letter {}", dice.below(900) + 100)),
                outcome: VerificationOutcome::Closed,
            });
        }
    } else if finding.progress.is_empty() {
        finding.status = Some(Status::NotStarted);
    }
    let due = finding.due.or(finding.target).unwrap_or(report);
    let still_open = finding.closures.last().and_then(|closure| closure.date).is_none_or(|closed| closed > due.plus_days(30));
    if still_open && due.plus_days(30) <= last_day() && dice.chance(5) {
        let mut to = due;
        for _ in 0..1 + dice.below(2) {
            let agreed = to.plus_days(7);
            to = to.plus_months(4);
            let approved_by = Some("Deputy Chief Constable".into());
            finding.extensions.push(Extension { reason: Some(dice.sentence()), approved_by, ..Extension::until(to, agreed) });
        }
        finding.extensions.retain(|extension| extension.agreed <= last_day());
    }
}
