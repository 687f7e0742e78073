//! Graded judgments in prose: "good at preventing crime, and requires improvement at …", "vetting was judged inadequate".

use super::list;
use super::normalized_text::normal;
use crate::model::{Grade, GradeLevel};

/// Returns the graded judgments that a sentence gives the force now, each with its area as printed; `None` is the force as a
/// whole. Empty where the sentence does not say that something was graded.
pub(in crate::intake) fn grades_in(sentence: &str) -> Vec<Grade> {
    let lower = sentence.to_lowercase();
    // Positions are those of the sentence, and another length would move them.
    if lower.len() != sentence.len() || !list("grades.says").iter().any(|word| lower.contains(word)) {
        return Vec::new();
    }
    let places = places(&lower);
    let mut found: Vec<Grade> = Vec::new();
    for (at, (start, end, level)) in places.iter().enumerate() {
        let before = &lower[at.checked_sub(1).map_or(0, |at| places[at].1)..*start];
        // "Last year it was good": history.
        if list("facts.grades_in.3").iter().any(|word| before.contains(word)) {
            continue;
        }
        let until = places.get(at + 1).map_or(sentence.len(), |(next, ..)| *next);
        let behind = areas_behind(sentence.get(*end..until).unwrap_or(""));
        if behind.is_empty() {
            let near: Vec<&str> = bare(before).split_whitespace().rev().take(7).collect();
            let is_said = list("facts.grades_in").iter().any(|words| bare(before).ends_with(words))
                || near.first() == Some(&"as") && near.iter().any(|word| list("grades.verbs").contains(word));
            let named = sentence.get(*start..).is_some_and(|rest| rest.starts_with(char::is_uppercase))
                && list("facts.grades_in.2").iter().any(|words| bare(before).ends_with(words));
            if is_said || named {
                let from = *start - before.len();
                found.push(Grade { area: area_before(sentence.get(from..*start).unwrap_or("")), grade: *level });
            }
        }
        found.extend(behind.into_iter().map(|area| Grade { area: Some(area), grade: *level }));
    }
    // One area has one grade.
    let mut grades: Vec<Grade> = Vec::new();
    for grade in found {
        if grades.iter().all(|known| known.area != grade.area) {
            grades.push(grade);
        }
    }
    grades
}

/// Returns where grades are named: start, end, level.
fn places(lower: &str) -> Vec<(usize, usize, GradeLevel)> {
    let wordings = |level: GradeLevel| match level {
        GradeLevel::RequiresImprovement => {
            vec![
                level.words(),
                "requiring improvement".to_owned(),
                "require improvement".to_owned(),
                "needs improvement".to_owned(),
            ]
        }
        _ => vec![level.words()],
    };
    let mut places: Vec<(usize, usize, GradeLevel)> = Vec::new();
    for level in GradeLevel::ALL.iter().take(5) {
        for words in wordings(*level) {
            for (at, _) in lower.match_indices(&words) {
                let whole =
                    !lower[..at].ends_with(char::is_alphabetic) && !lower[at + words.len()..].starts_with(char::is_alphabetic);
                if whole {
                    places.push((at, at + words.len(), *level));
                }
            }
        }
    }
    places.sort_unstable_by_key(|(at, ..)| *at);
    places
}

/// Returns the areas named behind a grade: "at preventing crime and at managing offenders".
fn areas_behind(text: &str) -> Vec<String> {
    let text = text.trim_start_matches(['”', '"', '’', '\'', '*']);
    let joints = [" at ", " for its ", " for ", " in its ", " in how it ", " in "];
    let Some(rest) = joints.iter().find_map(|joint| text.strip_prefix(joint)) else { return Vec::new() };
    let end = rest.find(['.', ';', '(', ':', '“', '"']).unwrap_or(rest.len());
    let clause = &rest[..end];
    let clause = list("grades.ends").iter().filter_map(|word| clause.find(word)).min().map_or(clause, |at| &clause[..at]);
    clause
        .split(" and at ")
        .map(|area| area.split(", ").next().unwrap_or(area))
        .map(|area| area.trim().trim_end_matches([',', '’', '”']).trim_end_matches(" and").trim_end_matches(',').to_owned())
        // "good in parts", and a clause that goes on, are no areas.
        .filter(|area| (1..=12).contains(&area.split(' ').count()) && !area.is_empty())
        .filter(|area| !list("grades.no_area").contains(&normal(area).as_str()))
        .collect()
}

/// Returns the area that stands before "was judged": the subject of the clause; `None` for the force.
fn area_before(text: &str) -> Option<String> {
    let lower = text.to_lowercase();
    let verb = [" was ", " were ", " is ", " are ", " has been "].iter().filter_map(|verb| lower.rfind(verb)).max()?;
    let subject = text.get(..verb)?.rsplit(['.', ';', '”', '"', ',']).next()?.trim();
    let subject = ["and ", "while ", "but ", "its ", "the ", "The ", "Its "]
        .iter()
        .fold(subject, |subject, word| subject.strip_prefix(word).unwrap_or(subject));
    let is_force = list("grades.is_force").iter().any(|name| format!(" {} ", normal(subject)).contains(name));
    (!is_force && (1..=12).contains(&subject.split(' ').count()) && !subject.is_empty()).then(|| subject.to_owned())
}

fn bare(text: &str) -> &str {
    text.trim_end().trim_end_matches(['“', '"', '‘', '\'', '*']).trim_end()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_grades_the_force_or_its_areas() {
        let of = |text| {
            let grades = grades_in(text);
            let one = |grade: &Grade| format!("{}={}", grade.area.as_deref().unwrap_or("-"), grade.grade.words());
            grades.iter().map(one).collect::<Vec<_>>().join("; ")
        };
        for (text, grades) in [
            (
                "The force was found to be outstanding at preventing crime, good at managing offenders and at seizing assets, and \
                 requires improvement at responding to the public.",
                "preventing crime=outstanding; managing offenders=good; seizing assets=good; responding to the public=requires \
                 improvement",
            ),
            (
                "Custody was judged “Inadequate” and work with courts was judged “Good”.",
                "Custody=inadequate; work with courts=good",
            ),
            ("The inspectorate graded the force as good.", "-=good"),
            ("They judged us inadequate for our response to fraud.", "our response to fraud=inadequate"),
            ("We have joined the scheme for good.", ""),
            ("This is good progress in a short time.", ""),
            ("Last year the force was graded as good.", ""),
        ] {
            assert_eq!(of(text), grades, "{text}");
        }
    }
}
