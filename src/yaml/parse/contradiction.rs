//! What the sides of a merge conflict contradict each other in, as values of the record.

use super::conflict::{ConflictedText, KeptLines};
use super::record::parse;
use crate::model::record_difference::differences;
use crate::model::three_way::MergeConflict;

/// The most conflicts whose values are compared. Each needs two readings of the whole text, and nobody decides more one by one.
const MOST: usize = 100;

/// Returns for each conflict the values that its sides contradict each other in; `None` where the text is not a record with one
/// of them, or where there are too many conflicts.
pub fn contradictions(text: &ConflictedText<'_>) -> Vec<Option<Vec<MergeConflict>>> {
    let count = text.conflicts().count();
    let of = |number: usize| {
        // The other conflicts are alike in both versions, whichever side of them makes a record.
        [KeptLines::Ours, KeptLines::Theirs].into_iter().find_map(|others| {
            let with = |kept| parse(&text.decided(|at| if at == number { kept } else { others })).ok();
            differences(&with(KeptLines::Ours)?, &with(KeptLines::Theirs)?).ok()
        })
    };
    (0..count).map(|number| if count > MOST { None } else { of(number) }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "schema_version: 1\nstage: draft\nforce: Kent\nlocal_policing_body: {kind: pcc}\ninspection:\n  title: Barns\n  \
                        published: 2026-04-20\nrecommendations:\n  - ref: \"1\"\n    text: Mend them.\n";

    fn found(lines: &str) -> Vec<Option<Vec<String>>> {
        let text = format!("{HEAD}{lines}");
        let read = ConflictedText::read(&text).unwrap();
        let names = |found: Vec<MergeConflict>| found.into_iter().map(|it| it.field).collect();
        contradictions(&read).into_iter().map(|found| found.map(names)).collect()
    }

    #[test]
    fn each_conflict_is_compared_with_the_others_decided() {
        let conflict = |ours: &str, theirs: &str| format!("<<<<<<< HEAD\n{ours}=======\n{theirs}>>>>>>> topic\n");
        let dates = conflict("    due: 2026-01-31\n", "    due: 2026-03-01\n");
        let owners = conflict("    owner: Head\n", "    priority: high\n");
        assert_eq!(
            found(&format!("{dates}    status: in_progress\n{owners}")),
            [Some(vec!["due".to_owned()]), Some(vec!["owner".into(), "priority".into()])]
        );
        let broken = conflict("    owner: [\n", "    owner: Head\n");
        assert_eq!(found(&format!("{dates}{broken}")), [Some(vec!["due".to_owned()]), None]);
    }
}
