//! What a piece is, and the table of weights by which that is decided.

use std::collections::HashMap;
use std::sync::OnceLock;

/// What a piece is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Kind {
    /// The inspectorate's words of a finding.
    Asks,
    /// What somebody says in response, or of the report.
    Says,
    /// The reference of a finding: "Recommendation 4".
    Reference,
    /// A datum of a finding: its deadline, owner, status.
    Detail,
    /// A head that names who speaks.
    Voice,
    /// Another head.
    Head,
    /// A label of the form.
    Label,
    /// The value beside or below a label.
    Value,
    /// What is around a letter: address, date, salutation, signature.
    Letter,
    /// What belongs to the web site, or to the page.
    Site,
}

impl Kind {
    pub(super) const COUNT: usize = 10;

    pub(super) const ALL: [(&'static str, Self); Self::COUNT] = [
        ("asks", Self::Asks),
        ("says", Self::Says),
        ("reference", Self::Reference),
        ("detail", Self::Detail),
        ("voice", Self::Voice),
        ("head", Self::Head),
        ("label", Self::Label),
        ("value", Self::Value),
        ("letter", Self::Letter),
        ("site", Self::Site),
    ];

    /// Returns the kind with a name of `weights.txt`.
    fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(word, _)| *word == name).map(|(_, kind)| *kind)
    }
}

/// A score for each kind.
pub(super) type Scores = [f32; Kind::COUNT];

/// How much each feature speaks for each kind, and how well a kind follows another.
pub(super) struct Weights {
    pub(super) features: HashMap<&'static str, Scores>,
    pub(super) follows: [Scores; Kind::COUNT],
}

/// Returns the table of weights, `weights.txt`.
pub(super) fn weights() -> &'static Weights {
    static WEIGHTS: OnceLock<Weights> = OnceLock::new();
    WEIGHTS.get_or_init(|| parse(include_str!("weights.txt")))
}

/// Parses lines `kind: feature weight, …` and `kind > kind weight`. Lines that begin with `#` are comments.
fn parse(table: &'static str) -> Weights {
    let mut weights = Weights { features: HashMap::new(), follows: [[0.0; Kind::COUNT]; Kind::COUNT] };
    let mut kind = Kind::Asks;
    for line in table.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
        if let Some((from, to)) = line.split_once(" > ")
            && let (Some(from), Some((to, weight))) = (Kind::named(from), to.split_once(' '))
            && let (Some(to), Ok(weight)) = (Kind::named(to), weight.trim().parse::<f32>())
        {
            weights.follows[from as usize][to as usize] = weight;
            continue;
        }
        let (head, entries) = line.split_once(": ").unwrap_or(("", line));
        kind = Kind::named(head).unwrap_or(kind);
        for (feature, weight) in entries.split(", ").filter_map(|entry| entry.trim().trim_end_matches(',').rsplit_once(' ')) {
            let scores = weights.features.entry(feature).or_insert([0.0; Kind::COUNT]);
            scores[kind as usize] += weight.parse::<f32>().unwrap_or_default();
        }
    }
    weights
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_has_at_most_700_weights_and_each_is_of_a_feature() {
        let lines = include_str!("weights.txt").lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
        let mut count = 0;
        for line in lines {
            for entry in line.split_once(": ").map_or(line, |(_, entries)| entries).split(", ") {
                let entry = entry.trim().trim_end_matches(',');
                let (feature, weight) = entry.rsplit_once(' ').unwrap_or_default();
                assert!(weight.parse::<f32>().is_ok(), "{entry}");
                let is_pair =
                    feature.split_once(" > ").is_some_and(|(a, b)| Kind::named(a).is_some() && Kind::named(b).is_some());
                assert!(is_pair || include_str!("features.rs").contains(&format!("\"{feature}\"")), "{feature}");
                count += 1;
            }
        }
        assert!((100..=700).contains(&count), "{count}");
    }
}
