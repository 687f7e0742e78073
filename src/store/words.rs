//! Collects the values that records have for a field, without parsing the records. Used for completions and suggestions.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

use rayon::prelude::*;

use super::Store;
use crate::model::RecordId;
use crate::yaml::words_of_field;

/// Which occurrences of a field to take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// The least indented ones: the owners of findings, not of their actions.
    Outermost,
    /// All of them.
    Everywhere,
}

impl Store {
    /// Returns the values that the records have for the field `key`, most frequent first.
    ///
    /// It only searches for lines that begin with the key, because the user waits for it while typing. A line of prose that
    /// begins the same way is taken for the field. Files that cannot be read are skipped.
    pub fn words_of(&self, ids: &[RecordId], key: &str, reach: Reach) -> Vec<String> {
        let pieces_of = |id: &RecordId| {
            let mut counts: HashMap<String, usize> = HashMap::new();
            for piece in self.text_of(id).map(|text| pieces(&text, key, reach)).unwrap_or_default() {
                *counts.entry(piece).or_default() += 1;
            }
            counts
        };
        let merge = |mut all: HashMap<String, usize>, some: HashMap<String, usize>| {
            for (piece, count) in some {
                *all.entry(piece).or_default() += count;
            }
            all
        };
        let pieces = ids.par_iter().with_min_len(8).map(pieces_of).reduce(HashMap::new, merge);
        // Only distinct pieces are parsed as YAML: a thousand findings have a few dozen owners.
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for (piece, count) in pieces {
            for word in words_of_field(&piece, key).into_iter().filter(|word| !word.trim().is_empty() && !word.contains('\n')) {
                *counts.entry(word).or_default() += count;
            }
        }
        let mut words: Vec<(String, usize)> = counts.into_iter().collect();
        words.sort_by_key(|(_, count)| Reverse(*count));
        words.into_iter().map(|(word, _)| word).collect()
    }
}

/// Returns each occurrence of the field as a small YAML text of its own.
fn pieces(text: &str, key: &str, reach: Reach) -> Vec<String> {
    let mut found: Vec<(usize, String)> = Vec::new();
    for (at, _) in text.match_indices(&format!("{key}:")) {
        let start = text[..at].rfind('\n').map_or(0, |before| before + 1);
        let head = &text[start..at];
        let line = text[start..].lines().next().unwrap_or("");
        let outside = head.trim_start_matches([' ', '-']);
        if outside.is_empty() {
            let field = &line[head.len()..];
            let mut piece = field.trim_end().to_owned();
            if piece.len() == key.len() + 1 {
                // The value is a list below the key, one item on each line.
                let items = text[start + line.len()..].lines().skip(1).map(str::trim).take_while(|line| line.starts_with("- "));
                items.for_each(|item| piece.extend(["\n  ", item]));
            }
            found.push((head.len(), piece));
        } else if outside.starts_with('{') {
            found.push((head.len() - outside.len(), line[head.len() - outside.len()..].to_owned()));
        }
    }
    let outermost = found.iter().map(|(column, _)| *column).min().unwrap_or(0);
    let wanted = |column: usize| reach == Reach::Everywhere || column == outermost;
    found.into_iter().filter(|(column, _)| wanted(*column)).map(|(_, piece)| piece).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "\
force: Kent
grades:
  - {area: Custody, grade: good}
recommendations:
  - ref: '1'
    owner: Head of Custody  # for now
    area: 'Custody: nights'
    addressed_to:
      - chief constables
      - the Home Office
    actions:
      - text: Say who is the owner: nobody
        owner: Sergeant
";

    #[test]
    fn the_outermost_fields_are_the_findings() {
        assert_eq!(pieces(TEXT, "owner", Reach::Outermost), ["owner: Head of Custody  # for now"]);
        assert_eq!(pieces(TEXT, "owner", Reach::Everywhere).len(), 2);
    }

    #[test]
    fn a_field_is_found_in_braces_and_with_a_list_below_it() {
        assert_eq!(pieces(TEXT, "area", Reach::Everywhere), ["{area: Custody, grade: good}", "area: 'Custody: nights'"]);
        assert_eq!(pieces(TEXT, "addressed_to", Reach::Everywhere), ["addressed_to:\n  - chief constables\n  - the Home Office"]);
        assert_eq!(pieces(TEXT, "or", Reach::Everywhere), Vec::<String>::new());
    }
}
