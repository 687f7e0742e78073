//! Merges what two branches say in a record that both changed.

use std::collections::BTreeSet;

use crate::model::three_way::{Decide, MergeConflict, Version, merge_versions};
use crate::store::BothChanged;
use crate::yaml::{self, Tree};

/// What came of the merge of a record.
#[derive(Debug, Clone, PartialEq)]
pub struct MergedRecord {
    /// The merged text; `None` where the file is removed.
    pub text: Option<String>,
    /// The values that both changed, each as it was decided.
    pub conflicts: Vec<MergeConflict>,
    /// Whether one version was taken as a whole, because the two cannot be put together.
    pub is_whole: bool,
}

/// Merges a record, each conflict as `decide` says.
pub fn merge_record(both: &BothChanged, decide: Decide<'_>) -> MergedRecord {
    let BothChanged { base, ours, theirs, merged, .. } = both;
    if ours == theirs {
        return MergedRecord { text: ours.clone(), conflicts: Vec::new(), is_whole: false };
    }
    let of_whole = || {
        let conflict = MergeConflict { finding: None, field: String::new(), base: None, ours: None, theirs: None };
        let text = match decide(&conflict) {
            Version::Ours => ours.clone(),
            Version::Theirs => theirs.clone(),
        };
        MergedRecord { text, conflicts: vec![conflict], is_whole: true }
    };
    let settled = |text: &str| MergedRecord { text: Some(text.to_owned()), conflicts: Vec::new(), is_whole: false };
    let (Some(ours), Some(theirs)) = (ours, theirs) else { return of_whole() };
    let parsed = |text: &str| yaml::parse(text).ok();
    let (Some(our_record), Some(their_record)) = (parsed(ours), parsed(theirs)) else { return of_whole() };
    let base_record = base.as_deref().and_then(parsed);
    // With several bases the texts know better than one of them, or none, what was changed.
    if base_record.is_none()
        && let Some(merged) = merged.as_ref().filter(|text| parsed(text).is_some())
    {
        return settled(merged);
    }
    let Ok((record, conflicts)) = merge_versions(base_record.as_ref(), &our_record, &their_record, decide) else {
        return of_whole();
    };
    if conflicts.is_empty()
        && let Some(merged) = merged.as_ref().filter(|text| parsed(text).as_ref() == Some(&record))
    {
        return settled(merged);
    }
    let comments = [base.as_deref().unwrap_or(""), ours, theirs].map(comments_of);
    let [in_base, in_ours, in_theirs] = comments;
    // What one version removed may be gone, and everything else must be there.
    let wanted: BTreeSet<String> = in_ours
        .union(&in_theirs)
        .filter(|comment| !in_base.contains(*comment) || in_ours.contains(*comment) && in_theirs.contains(*comment))
        .cloned()
        .collect();
    let texts = [(ours, &our_record), (theirs, &their_record)];
    let revised = texts.into_iter().filter_map(|(text, before)| yaml::revise(text, before, &record).ok());
    match revised.into_iter().find(|text| wanted.is_subset(&comments_of(text))) {
        Some(text) => MergedRecord { text: Some(text), conflicts, is_whole: false },
        None => of_whole(),
    }
}

/// Returns the comments of a text, with the marks on guessed values.
fn comments_of(text: &str) -> BTreeSet<String> {
    let Ok(tree) = Tree::of(text) else { return BTreeSet::new() };
    yaml::comments(text, &tree).iter().map(|comment| comment.text.to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "schema_version: 2\nstage: draft\nforce: Kent\nlocal_policing_body: {kind: pcc}\ninspection:\n  title: Barns\n  \
                        published: 2026-04-20\nrecommendations:\n  - ref: \"1\"\n    text: Mend them.\n";

    fn merged(base: &str, ours: &str, theirs: &str, git: Option<&str>) -> MergedRecord {
        let [base, ours, theirs] = [base, ours, theirs].map(|lines| Some(format!("{TEXT}{lines}")));
        let merged = git.map(|lines| format!("{TEXT}{lines}"));
        let id = "kent/2026-04-20-barns".parse().unwrap();
        merge_record(&BothChanged { id, base, ours, theirs, merged }, &|_| Version::Ours)
    }

    #[test]
    fn lines_beside_each_other_are_no_conflict() {
        let found = merged("", "    priority: high\n", "    owner: Head # since May\n", None);
        assert_eq!(found.text, Some(format!("{TEXT}    priority: high\n    owner: Head # since May\n")));
        assert_eq!(found.conflicts, []);
    }

    #[test]
    fn what_git_made_of_the_texts_counts_only_where_it_says_what_both_say() {
        let good = "    owner: Head\n    # A comment.\n    priority: high\n";
        assert_eq!(merged("", "    priority: high\n", "    owner: Head\n", Some(good)).text, Some(format!("{TEXT}{good}")));
        let bad = "    owner: Head\n    owner: Head\n    priority: high\n";
        let found = merged("", "    priority: high\n", "    owner: Head\n", Some(bad));
        assert_eq!(found.text, Some(format!("{TEXT}    priority: high\n    owner: Head\n")));
    }

    #[test]
    fn comments_that_cannot_be_put_together_are_a_conflict_of_the_whole() {
        let found = merged("", "    priority: high # ours\n", "    owner: Head # theirs\n", None);
        assert!(found.is_whole && found.conflicts.len() == 1);
        let found = merged("", "    owner: Head\n", "    owner: Deputy\n", None);
        assert!(!found.is_whole && found.conflicts[0].field == "owner");
    }
}
