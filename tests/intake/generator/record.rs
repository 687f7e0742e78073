//! What one document is about: force, body, report and findings, before anybody has written a word about them.

use super::Vocabulary;
use super::dates::{Date, DateForm};
use super::dice::Dice;
use super::names::{FIRE_AREAS, FIRST_NAMES, FORCES, GRADES, LAST_NAMES, POLICE_AREAS, Place, SERVICES};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum FindingKind {
    Concern,
    Recommendation,
    Area,
}

impl FindingKind {
    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::Recommendation => "R",
            Self::Area => "AFI",
            Self::Concern => "COC",
        }
    }

    /// The legal terms are the inspectorate's own; both vocabularies know them.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Recommendation => "Recommendation",
            Self::Area => "Area for improvement",
            Self::Concern => "Cause of concern",
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Status {
    NotStarted,
    InProgress,
    Closed,
}

impl Status {
    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::NotStarted => "not_started",
            Self::InProgress => "in_progress",
            Self::Closed => "closed",
        }
    }
}

#[derive(Clone, Debug)]
pub(crate) struct Finding {
    pub(crate) kind: FindingKind,
    pub(crate) number: u32,
    pub(crate) topic: usize,
    pub(crate) status: Status,
    pub(crate) target: Date,
    /// Set by the inspectorate.
    pub(crate) due: Option<Date>,
    /// The cause of concern that it stands in.
    pub(crate) concern: Option<u32>,
}

impl Finding {
    pub(crate) fn key(&self) -> String {
        format!("{}{}", self.kind.key(), self.number)
    }
}

/// Which kinds of findings a layout can show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wanted {
    Any,
    Areas,
    Nested,
    Fire,
}

pub(crate) struct Record {
    pub(crate) vocabulary: Vocabulary,
    pub(crate) place: &'static Place,
    pub(crate) of_fire: bool,
    /// On all forces; addresses its recommendations to all of them.
    pub(crate) national: bool,
    pub(crate) holder: String,
    pub(crate) holder_short: &'static str,
    pub(crate) chief_name: String,
    pub(crate) title: String,
    pub(crate) published: Date,
    pub(crate) responded: Date,
    pub(crate) form: DateForm,
    pub(crate) findings: Vec<Finding>,
    pub(crate) grades: Vec<(&'static str, &'static str, &'static str)>,
    /// How many findings of each kind the report has; a national report has more than those for one force.
    pub(crate) counts: Vec<(FindingKind, u32)>,
    /// Whether the chief officer says "we", and the holder of the office "I"; otherwise both are written about.
    pub(crate) chief_says_we: bool,
    pub(crate) holder_says_i: bool,
    /// Whether the force is named in its sentences ("Kent Police has") and not "the force".
    pub(crate) force_by_name: bool,
}

impl Record {
    pub(crate) fn new(dice: &mut Dice, vocabulary: Vocabulary, wanted: Wanted, numbered: bool) -> Self {
        let of_fire = wanted == Wanted::Fire;
        let places = if of_fire { SERVICES } else { FORCES };
        let place = &places[dice.below(places.len())];
        let topics = vocabulary.topics(of_fire);
        let mut order: Vec<usize> = (0..topics.len()).collect();
        dice.shuffle(&mut order);
        let national = wanted == Wanted::Any && dice.chance(55);
        let published = Date::of(2019, 6, 1).plus(dice.between(0, 2150)).on_weekday();
        let responded = published.plus(dice.between(14, 54)).on_weekday();
        let first_year = published.year() - 1;
        let years = format!("{first_year}–{}", (first_year + 2) % 100);
        let title = if national {
            topics[order[0]].title.to_owned()
        } else if of_fire {
            format!("Fire and Rescue Service {years}: Effectiveness, efficiency and people – An inspection of {}", place.full)
        } else {
            format!("PEEL {years}: Police effectiveness, efficiency and legitimacy – An inspection of {}", place.full)
        };
        let mut findings = kinds(dice, wanted, national);
        number(dice, &mut findings, national && numbered);
        let mut topic = order[0];
        for (at, finding) in findings.iter_mut().enumerate() {
            // A national report has one subject, and so has a cause of concern with its recommendations.
            if !national && finding.concern.is_none() {
                topic = order[at % order.len()];
            }
            finding.topic = topic;
            finding.status = [Status::NotStarted, Status::InProgress, Status::InProgress, Status::Closed][dice.below(4)];
            finding.target = match finding.status {
                Status::Closed => Date(responded.0 - dice.between(3, 60)),
                _ => responded.plus(dice.between(40, 420)),
            };
            let may_have_due = finding.kind == FindingKind::Recommendation && dice.chance(60);
            finding.due = may_have_due.then(|| due(dice, published));
        }
        let counts = [FindingKind::Recommendation, FindingKind::Area, FindingKind::Concern]
            .into_iter()
            .filter_map(|kind| {
                let here = findings.iter().filter(|finding| finding.kind == kind).map(|finding| finding.number);
                let most = here.max()?;
                Some((kind, if national { most + dice.between(0, 4) } else { most }))
            })
            .collect();
        let names: Vec<String> = [0, 1]
            .map(|half| format!("{} {}", FIRST_NAMES[dice.below(12) + 12 * half], LAST_NAMES[dice.below(12) + 12 * half]))
            .into();
        Self {
            vocabulary,
            place,
            of_fire,
            national,
            holder: names[0].clone(),
            holder_short: place.shorts[dice.below(place.shorts.len())],
            chief_name: names[1].clone(),
            title,
            published,
            responded,
            form: DateForm::any(dice),
            findings,
            grades: if national { Vec::new() } else { grades(dice, of_fire) },
            counts,
            chief_says_we: dice.chance(60),
            holder_says_i: dice.chance(75) && place.kind != "fire_authority",
            force_by_name: dice.chance(30),
        }
    }
}

fn due(dice: &mut Dice, published: Date) -> Date {
    let day = published.plus(dice.between(60, 500));
    if dice.chance(70) { day.end_of_month() } else { day.on_weekday() }
}

fn kinds(dice: &mut Dice, wanted: Wanted, national: bool) -> Vec<Finding> {
    use FindingKind::{Area, Concern, Recommendation};
    let mut kinds: Vec<(FindingKind, Option<u32>)> = Vec::new();
    let mut add = |kind, times: u32, concern| kinds.extend((0..times).map(|_| (kind, concern)));
    match wanted {
        Wanted::Areas => add(Area, dice.between(2, 6), None),
        Wanted::Any if national => add(Recommendation, dice.between(1, 4), None),
        Wanted::Nested => {
            let concerns = dice.between(1, 2);
            for concern in 1..=concerns {
                add(Concern, 1, None);
                add(Recommendation, dice.between(1, 3), Some(concern));
            }
            add(Area, dice.between(0, 2), None);
        }
        Wanted::Any | Wanted::Fire => match dice.below(3) {
            0 => add(Area, dice.between(2, 5), None),
            1 => {
                add(Recommendation, dice.between(1, 2), None);
                add(Area, dice.between(1, 3), None);
            }
            _ => {
                add(Concern, 1, None);
                add(Recommendation, dice.between(1, 2), Some(1));
                add(Area, dice.between(0, 3), None);
            }
        },
    }
    let finding =
        |(kind, concern)| Finding { kind, number: 0, topic: 0, status: Status::InProgress, target: Date(0), due: None, concern };
    kinds.into_iter().map(finding).collect()
}

/// One after the other in each kind. Of a national report a force often answers only some: its numbers then have gaps.
fn number(dice: &mut Dice, findings: &mut [Finding], may_have_gaps: bool) {
    let has_gaps = may_have_gaps && dice.chance(40);
    for kind in [FindingKind::Recommendation, FindingKind::Area, FindingKind::Concern] {
        let mut next = 1;
        for finding in findings.iter_mut().filter(|finding| finding.kind == kind) {
            if has_gaps {
                next += dice.between(0, 3);
            }
            finding.number = next;
            next += 1;
        }
    }
}

fn grades(dice: &mut Dice, of_fire: bool) -> Vec<(&'static str, &'static str, &'static str)> {
    let mut areas = if of_fire { FIRE_AREAS } else { POLICE_AREAS }.to_vec();
    dice.shuffle(&mut areas);
    areas.truncate(3 + dice.below(4));
    let mut graded = |area| {
        let (printed, kept) = GRADES[dice.below(GRADES.len())];
        (area, printed, kept)
    };
    areas.into_iter().map(&mut graded).collect()
}
