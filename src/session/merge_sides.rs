//! Whose the sides of a merge conflict are, by what was begun with git.

use crate::model::ConflictSides;
use crate::store::{BegunOperation, Store};

/// Returns what the sides of conflicts are called here; `None` where nothing was begun, so that only their markers can say it.
pub fn sides_of(store: &Store) -> Option<ConflictSides> {
    Some(match store.begun()? {
        BegunOperation::Merge => ConflictSides::default(),
        // The user's own commits are put on top of those of others, one after another.
        BegunOperation::Rebase => ConflictSides::default().swapped(),
        BegunOperation::CherryPick => ConflictSides::named("yours", "the picked commit's"),
        BegunOperation::Revert => ConflictSides::named("yours", "the earlier commit's"),
    })
}

/// Returns what is merged with what, and whose each side is; `None` where nothing was begun.
pub fn merged_branches(store: &Store) -> Option<String> {
    let begun = store.begun()?;
    let other = store.merged_commit(begun)?;
    Some(match begun {
        BegunOperation::Merge => match store.branch() {
            Some(branch) => format!("merge of `{other}` (theirs) into `{branch}` (yours)"),
            None => format!("merge of `{other}` (theirs)"),
        },
        BegunOperation::Rebase => match store.rebased_branch() {
            Some(branch) => format!("rebase of `{branch}`: yours is its commit `{other}`, theirs is what it is put on"),
            None => format!("rebase: yours is the commit `{other}`, theirs is what it is put on"),
        },
        BegunOperation::CherryPick => format!("cherry-pick of `{other}`"),
        BegunOperation::Revert => format!("revert of `{other}`"),
    })
}
