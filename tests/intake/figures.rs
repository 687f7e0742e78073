//! How well documents are read, in figures: the known ones, those of strangers, and generated ones. The floors are what was
//! measured; a change that reads fewer facts fails here.

use std::collections::BTreeMap;

use irr::intake::label::Role;

use crate::facts::{Case, Judged, Read, Verdict, parted};
use crate::generator::{self, Layout, Vocabulary};

/// Counts by verdict.
#[derive(Default)]
struct Tally(BTreeMap<Verdict, usize>);

impl Tally {
    fn add(&mut self, judged: &[Judged]) {
        for fact in judged {
            *self.0.entry(fact.verdict).or_default() += 1;
        }
    }

    fn count(&self, verdict: Verdict) -> usize {
        self.0.get(&verdict).copied().unwrap_or(0)
    }

    fn all(&self) -> usize {
        self.0.values().sum()
    }

    fn right(&self) -> usize {
        self.count(Verdict::Right) + self.count(Verdict::RightNoted)
    }

    /// A percentage of all facts, with its count.
    fn share(&self, count: usize) -> String {
        format!("{:.1} % ({count})", 100.0 * count as f64 / self.all().max(1) as f64)
    }

    fn line(&self, name: &str) -> String {
        let noted = self.count(Verdict::RightNoted) + self.count(Verdict::Noted);
        format!(
            "{name:<44} facts {:>5}; right {}; of all noted {}; asked {}; wrong and noted {}; silent {}; refused {}",
            self.all(),
            self.share(self.right()),
            self.share(noted),
            self.share(self.count(Verdict::Asked)),
            self.share(self.count(Verdict::Noted)),
            self.share(self.count(Verdict::Silent)),
            self.share(self.count(Verdict::Refused))
        )
    }
}

/// Counts by field of the record: those of findings together.
#[derive(Default)]
struct ByField(BTreeMap<String, Tally>);

impl ByField {
    fn add(&mut self, judged: &[Judged]) {
        for fact in judged {
            let field = parted(&fact.key).map_or(fact.key.clone(), |(_, field)| format!("finding.{field}"));
            *self.0.entry(field).or_default().0.entry(fact.verdict).or_default() += 1;
        }
    }

    fn print(&self, name: &str) {
        self.0.iter().for_each(|(field, tally)| println!("{}", tally.line(&format!("{name} {field}"))));
    }
}

/// Judges the responses of a folder, prints what is wrong, and returns the counts and the silent ones without known gaps.
fn judged(folder: &str) -> (Tally, Vec<String>) {
    let mut tally = Tally::default();
    let mut silent = Vec::new();
    let mut fields = ByField::default();
    for case in Case::all(folder).iter().filter(|case| case.is_response) {
        let judged = case.judge();
        let mut of_case = Tally::default();
        of_case.add(&judged);
        println!("{}", of_case.line(&case.name));
        for fact in judged.iter().filter(|fact| matches!(fact.verdict, Verdict::Noted | Verdict::Silent | Verdict::Refused)) {
            let line = format!("{}: {:?}: {}: wanted “{}”, got “{}”", case.name, fact.verdict, fact.key, fact.wanted, fact.got);
            println!("    {line}");
            if fact.verdict == Verdict::Silent && !case.known_gaps.contains(&fact.key) {
                silent.push(line);
            }
        }
        tally.add(&judged);
        fields.add(&judged);
    }
    fields.print(folder);
    println!("{}", tally.line(folder));
    (tally, silent)
}

#[test]
fn the_known_documents_are_read_and_nothing_is_wrong_in_silence() {
    let (tally, silent) = judged("cases");
    assert!(tally.right() * 100 >= tally.all() * 99, "{}", tally.line("cases"));
    assert!(silent.is_empty(), "wrong in silence:\n{}", silent.join("\n"));
}

#[test]
fn what_failed_in_the_field_is_read_or_said() {
    let (_, silent) = judged("field");
    assert!(silent.is_empty(), "wrong in silence:\n{}", silent.join("\n"));
}

#[test]
fn strangers_documents_are_read_as_well_as_they_were() {
    let (tally, _) = judged("strangers");
    assert!(tally.right() * 100 >= tally.all() * 85, "{}", tally.line("strangers"));
    assert!(tally.count(Verdict::Silent) * 100 <= tally.all() * 6, "{}", tally.line("strangers"));
    assert_eq!(tally.count(Verdict::Refused), 0, "a response is refused");
}

#[test]
fn no_office_of_the_strangers_is_read_worse_than_half() {
    // Nothing is learned from documents, so that to leave an office out changes nothing: its figure is its own.
    let mut offices: BTreeMap<&str, Tally> = BTreeMap::new();
    for case in Case::all("strangers").iter().filter(|case| case.is_response) {
        let office = case.facts.get("force").map_or("unnamed", String::as_str);
        offices.entry(office).or_default().add(&case.judge());
    }
    let share = |count: usize, tally: &Tally| 100.0 * count as f64 / tally.all() as f64;
    let mut shares: Vec<(f64, f64)> = Vec::new();
    for (office, tally) in &offices {
        println!("{}", tally.line(&format!("office {office}")));
        shares.push((share(tally.right(), tally), share(tally.count(Verdict::Silent), tally)));
    }
    let median = |mut of: Vec<f64>| {
        of.sort_by(f64::total_cmp);
        of[of.len() / 2]
    };
    let right = median(shares.iter().map(|(right, _)| *right).collect());
    let silent = median(shares.iter().map(|(_, silent)| *silent).collect());
    println!("{} offices: the median one has {right:.1} % right and {silent:.1} % silent", shares.len());
    assert!(shares.iter().all(|(right, _)| *right >= 50.0), "{shares:?}");
}

#[test]
fn what_is_no_response_is_refused() {
    let others = ["field", "strangers"].into_iter().flat_map(Case::all).filter(|case| !case.is_response);
    let taken: Vec<String> =
        others.filter(|case| matches!(case.read(), (Read::Draft(_), _))).map(|case| case.name.clone()).collect();
    assert!(taken.is_empty(), "taken for a response: {taken:?}");
}

#[test]
fn generated_documents_in_layouts_and_phrases_of_their_own_are_read_as_well_as_they_were() {
    let layouts: Vec<&Layout> = Layout::ALL.iter().filter(|layout| !layout.is_for_training()).collect();
    // A few in each run; GENERATED_TIMES=13 makes 500.
    let times: u64 = std::env::var("GENERATED_TIMES").map_or(3, |times| times.parse().unwrap());
    let mut sum = Tally::default();
    let mut fields = ByField::default();
    for layout in layouts {
        let mut tally = Tally::default();
        for seed in 0..times * 3 {
            let made = generator::document(7_000 + seed, Vocabulary::Measuring, *layout);
            let judged = Case::generated(format!("{layout:?}"), &made.text, made.facts).judge();
            if std::env::var("SHOW").is_ok() {
                for fact in judged.iter().filter(|fact| !matches!(fact.verdict, Verdict::Right | Verdict::RightNoted)) {
                    println!("{layout:?}-{seed}: {:?}: {}: wanted “{}”, got “{}”", fact.verdict, fact.key, fact.wanted, fact.got);
                }
            }
            tally.add(&judged);
            fields.add(&judged);
        }
        println!("{}", tally.line(&format!("{layout:?}")));
        for (verdict, count) in tally.0 {
            *sum.0.entry(verdict).or_default() += count;
        }
    }
    fields.print("generated");
    println!("{}", sum.line("generated"));
    assert!(sum.right() * 100 >= sum.all() * 91, "{}", sum.line("generated"));
    assert!(sum.count(Verdict::Silent) * 100 <= sum.all() * 3, "{}", sum.line("generated"));
}

/// Whose words a fact has, if it has somebody's.
fn is_commissioners(key: &str) -> Option<bool> {
    let field = parted(key).map_or(key, |(_, field)| field);
    match field {
        "commissioner_response.text" | "commissioner_initial_response" | "commissioner_overall_comments" => Some(true),
        "chief_officer_response.text" | "chief_officer_response.overview" => Some(false),
        _ => None,
    }
}

#[test]
fn voices_are_told_apart_better_than_by_giving_all_to_the_commissioner() {
    let (mut all, mut commissioners, mut right) = (0, 0, 0);
    for case in ["cases", "strangers"].into_iter().flat_map(Case::all).filter(|case| case.is_response) {
        for fact in case.judge() {
            let Some(is_commissioners) = is_commissioners(&fact.key) else { continue };
            all += 1;
            commissioners += usize::from(is_commissioners);
            right += usize::from(matches!(fact.verdict, Verdict::Right | Verdict::RightNoted));
        }
    }
    println!("answers and statements: {all}; the commissioner's: {commissioners}; read right: {right}");
    assert!(right > commissioners);
}

#[test]
fn a_text_is_more_often_wrong_where_its_label_is_less_sure() {
    // For each threshold: what share of the texts would be noted for a margin below it, and what share wrong above it.
    let mut texts: Vec<(f32, bool)> = Vec::new();
    for case in Case::all("strangers").iter().filter(|case| case.is_response) {
        let labels = case.labels();
        for fact in case.judge() {
            let Some((finding, "text" | "chief_officer_response.text" | "commissioner_response.text")) = parted(&fact.key) else {
                continue;
            };
            let of_field = |role: &Role| match role {
                Role::Asks(of, _) => fact.key.ends_with(".text") && !fact.key.contains("response") && *of == finding,
                Role::Answer(of, _) => fact.key.contains("response") && of.contains(&finding),
                _ => false,
            };
            let margin = labels.pieces.iter().filter(|one| of_field(&one.role)).map(|one| one.margin).fold(f32::MAX, f32::min);
            texts.push((
                if margin == f32::MAX { 0.0 } else { margin },
                matches!(fact.verdict, Verdict::Right | Verdict::RightNoted),
            ));
        }
    }
    let share = |count: usize| 100.0 * count as f64 / texts.len() as f64;
    for threshold in [0.0, 0.5, 1.0, 1.2, 2.0, 3.0, 4.0, 6.0] {
        let noted = texts.iter().filter(|(margin, _)| *margin < threshold).count();
        let silent = texts.iter().filter(|(margin, right)| *margin >= threshold && !right).count();
        println!(
            "threshold {threshold:>4}: noted {:>5.1} % ({noted}), silently wrong {:>5.1} % ({silent}) of {} texts",
            share(noted),
            share(silent),
            texts.len()
        );
    }
    // At the threshold that is used, what is noted is worth a look.
    let (unsure, sure): (Vec<_>, Vec<_>) = texts.iter().copied().partition(|(margin, _)| *margin < 3.0);
    let wrong = |texts: &[(f32, bool)]| texts.iter().filter(|(_, right)| !right).count() as f64 / texts.len() as f64;
    assert!(wrong(&unsure) > 3.0 * wrong(&sure), "{} of the unsure, {} of the sure", wrong(&unsure), wrong(&sure));
}

#[test]
fn each_sentence_is_in_the_record_or_in_a_note() {
    let mut lost = Vec::new();
    for case in ["cases", "strangers"].into_iter().flat_map(Case::all).filter(|case| case.is_response) {
        for sentence in case.lost() {
            println!("{}: {sentence}", case.name);
            if !case.known_gaps.contains(&sentence) {
                lost.push(format!("{}: {sentence}", case.name));
            }
        }
    }
    assert!(lost.is_empty(), "lost:\n{}", lost.join("\n"));
}
