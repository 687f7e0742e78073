//! Finds a record by any part of its id, as git accepts a short hash.

use crate::model::did_you_mean::nearest;
use crate::model::{RecordId, composed};

/// The error where part of an id matches no record, or several.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LookupError {
    /// No id contains the part.
    #[error("no record's id contains `{part}`")]
    Unknown {
        /// The part searched for.
        part: String,
        /// The most similar id, to suggest.
        nearest: Option<RecordId>,
    },
    /// Several ids contain the part.
    #[error("`{part}` is part of {} records' ids", candidates.len())]
    Ambiguous {
        /// The part searched for.
        part: String,
        /// Every id that contains it.
        candidates: Vec<RecordId>,
    },
}

impl LookupError {
    /// Returns what the user can do next.
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::Unknown { part, .. } if part.contains(' ') => {
                Some("a note goes after -m, and a value with blanks in quotes: owner='Head of Custody'".to_owned())
            }
            Self::Unknown { nearest: Some(id), .. } => Some(format!("did you mean {id}?")),
            Self::Unknown { nearest: None, .. } => Some("`irr list --all` lists every record".to_owned()),
            Self::Ambiguous { candidates, .. } => {
                let shown: Vec<String> = candidates.iter().take(10).map(ToString::to_string).collect();
                let more = candidates.len() - shown.len();
                let more = if more > 0 { format!("\n  and {more} more") } else { String::new() };
                Some(format!("type more of one of these ids:\n  {}{more}", shown.join("\n  ")))
            }
        }
    }
}

/// Returns the record whose id or file name is `part`;
/// else the only one with `part` as its subject; else the only one that has it as whole words; else the only one whose id
/// contains it.
///
/// # Errors
/// [`LookupError::Unknown`] where no id matches, [`LookupError::Ambiguous`] where several do.
pub fn find_record<'a>(ids: impl IntoIterator<Item = &'a RecordId> + Clone, part: &str) -> Result<&'a RecordId, LookupError> {
    let part = &*composed(part);
    let all = || ids.clone().into_iter();
    // Exact matches first, or an id that is part of a longer one could never be named.
    if let Some(id) = all().find(|id| id.as_str() == part).or_else(|| all().find(|id| id.stem() == part)) {
        return Ok(id);
    }
    // A whole subject before a part of an id: "custody" means custody, and not custody-revisit.
    let mut of_subject = all().filter(|id| id.parts().2.eq_ignore_ascii_case(part));
    if let (Some(id), None) = (of_subject.next(), of_subject.next()) {
        return Ok(id);
    }
    let words = part.to_lowercase();
    let mut with_words = all().filter(|id| has_words(&id.without_case(), &words));
    if let (Some(id), None) = (with_words.next(), with_words.next()) {
        return Ok(id);
    }
    let candidates: Vec<&RecordId> = all().filter(|id| !part.is_empty() && id.contains(part)).collect();
    match candidates[..] {
        [id] => Ok(id),
        [] => Err(LookupError::Unknown { part: part.to_owned(), nearest: near(all(), part) }),
        _ => Err(LookupError::Ambiguous { part: part.to_owned(), candidates: candidates.into_iter().cloned().collect() }),
    }
}

/// Returns whether a text has whole words in it: `art` is not in `party`.
fn has_words(text: &str, words: &str) -> bool {
    let is_edge = |c: Option<char>| c.is_none_or(|c| matches!(c, '/' | '-'));
    let ends = |at: usize| is_edge(text[..at].chars().next_back()) && is_edge(text[at + words.len()..].chars().next());
    !words.is_empty() && text.match_indices(words).any(|(at, _)| ends(at))
}

/// Returns the id that has the word most similar to what was typed.
fn near<'a>(ids: impl Iterator<Item = &'a RecordId>, part: &str) -> Option<RecordId> {
    let ids: Vec<&RecordId> = ids.collect();
    let words = |id: &'a RecordId| id.as_str().split(['/', '-']).chain([id.as_str(), id.stem(), id.folder()]);
    let word = nearest(part, ids.iter().flat_map(|id| words(id)).filter(|word| word.len() > 2))?;
    ids.iter().find(|id| words(id).any(|other| other == word)).map(|id| (*id).clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids() -> Vec<RecordId> {
        ["kent/2024-01-01-custody", "kent/2025-01-01-vetting", "surrey/2022-02-02-custody"].map(|id| id.parse().unwrap()).into()
    }

    #[test]
    fn a_part_that_one_id_has_picks_it_out() {
        assert_eq!(find_record(&ids(), "VETT").unwrap().as_str(), "kent/2025-01-01-vetting");
        assert_eq!(find_record(&ids(), "kent/2024-01-01-custody").unwrap().as_str(), "kent/2024-01-01-custody");
    }

    #[test]
    fn a_part_that_several_have_lists_them() {
        let Err(LookupError::Ambiguous { candidates, .. }) = find_record(&ids(), "custody") else { panic!("not ambiguous") };
        assert_eq!(candidates.len(), 2);
    }

    #[test]
    fn a_subject_is_meant_before_a_longer_one() {
        let ids: Vec<RecordId> =
            ["kent/2024-01-01-custody", "kent/2025-01-01-custody-again"].map(|id| id.parse().unwrap()).into();
        assert_eq!(find_record(&ids, "custody").unwrap().as_str(), "kent/2024-01-01-custody");
    }

    #[test]
    fn words_that_belong_to_a_flag_get_a_hint() {
        let hint = find_record(&ids(), "Plan written").unwrap_err().hint().unwrap();
        assert!(hint.contains("after -m"), "{hint}");
    }

    #[test]
    fn a_misspelt_part_gets_the_nearest_id() {
        let error = find_record(&ids(), "veting").unwrap_err();
        assert_eq!(
            error,
            LookupError::Unknown { part: "veting".into(), nearest: Some("kent/2025-01-01-vetting".parse().unwrap()) }
        );
    }

    #[test]
    fn nothing_picks_out_nothing() {
        assert!(matches!(find_record(&ids(), ""), Err(LookupError::Unknown { .. })));
    }
}
