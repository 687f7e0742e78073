//! Takes back a commit, or makes one again, in the records as they are now.

use crate::model::RecordId;
use crate::model::three_way::{MergeConflict, MergedVersions, Version, merge_versions};
use crate::session::SessionError;
use crate::store::{ChangeSet, FileChange, PastCommit, PastDeed, Store};
use crate::yaml;

/// Which commits are in effect, and which were taken back.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PastCommits {
    /// Those in effect, oldest first.
    pub made: Vec<PastCommit>,
    /// Those taken back, the last one last, each with the hash of the commit that took it back.
    pub taken_back: Vec<(PastCommit, String)>,
}

impl PastCommits {
    /// Sorts the commits of irr, given oldest first. A new change drops what could be made again.
    pub fn of(commits: Vec<PastCommit>) -> Self {
        let mut past = Self::default();
        for commit in commits {
            match &commit.deed {
                PastDeed::Change => {
                    past.taken_back.clear();
                    past.made.push(commit);
                }
                PastDeed::Undo(hash) => {
                    if let Some(at) = past.made.iter().position(|made| made.hash == *hash) {
                        past.taken_back.push((past.made.remove(at), commit.hash));
                    }
                }
                PastDeed::Redo(hash) => {
                    if let Some(at) = past.taken_back.iter().position(|(made, _)| made.hash == *hash) {
                        past.made.push(past.taken_back.remove(at).0);
                    }
                }
            }
        }
        past
    }
}

/// What a later change stands on.
#[derive(Debug, Clone, PartialEq)]
pub enum StandsOn {
    /// A value that was changed again.
    Value(RecordId, Box<MergeConflict>),
    /// A whole record that was changed, removed or created again, or that cannot be read.
    Record(RecordId),
}

/// Returns the changes that take back those of a commit (text after to text before), where later changes stay; or what later
/// changes stand on.
///
/// # Errors
/// Fails if a record cannot be read, or if its text cannot be changed without touching something else.
pub fn take_back(store: &Store, changes: &[FileChange]) -> Result<Result<ChangeSet, Vec<StandsOn>>, SessionError> {
    let (mut set, mut standing) = (ChangeSet::default(), Vec::new());
    for change in changes {
        let now = store.text_now(&change.id)?;
        match taken_back(change, now.as_deref()) {
            Ok(text) => set.put(change.id.clone(), now, text),
            Err(TakeBackError::Standing(values)) => standing.extend(values),
            Err(TakeBackError::Cannot(error)) => return Err(error),
        }
    }
    Ok(if standing.is_empty() { Ok(set) } else { Err(standing) })
}

enum TakeBackError {
    Standing(Vec<StandsOn>),
    Cannot(SessionError),
}

fn taken_back(FileChange { id, before, after, .. }: &FileChange, now: Option<&str>) -> Result<Option<String>, TakeBackError> {
    if now == after.as_deref() || now == before.as_deref() {
        return Ok(before.clone());
    }
    let whole = || TakeBackError::Standing(vec![StandsOn::Record(id.clone())]);
    let (Some(before), Some(after), Some(now)) = (before, after, now) else { return Err(whole()) };
    let parsed = [before, after, now].map(|text| yaml::parse(text).ok());
    let [Some(before), Some(after), Some(record)] = parsed else { return Err(whole()) };
    let versions = merge_versions(Some(&after), &record, &before, &|_| Version::Ours).map_err(|_| whole())?;
    let MergedVersions { record: merged, conflicts, .. } = versions;
    if !conflicts.is_empty() {
        let standing = conflicts.into_iter().map(|conflict| StandsOn::Value(id.clone(), Box::new(conflict)));
        return Err(TakeBackError::Standing(standing.collect()));
    }
    let revised = yaml::revise(now, &record, &merged);
    revised
        .map(Some)
        .map_err(|error| TakeBackError::Cannot(SessionError::new(error, format!("cannot change {}", Store::name_of(id)))))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn commit(hash: &str, deed: PastDeed) -> PastCommit {
        PastCommit { hash: hash.into(), subject: String::new(), made: 0, deed }
    }

    fn hashes(commits: &[(&str, PastDeed)]) -> (String, String) {
        let past = PastCommits::of(commits.iter().map(|(hash, deed)| commit(hash, deed.clone())).collect());
        let taken_back = past.taken_back.iter().map(|(commit, by)| format!("{}<{by}", commit.hash));
        (past.made.iter().map(|it| it.hash.as_str()).collect(), taken_back.collect())
    }

    #[test]
    fn each_undo_goes_one_commit_further_back_and_each_redo_one_forward() {
        let undo = |hash: &str| PastDeed::Undo(hash.into());
        let redo = |hash: &str| PastDeed::Redo(hash.into());
        let mut all = vec![("a", PastDeed::Change), ("b", PastDeed::Change), ("c", undo("b")), ("d", undo("a"))];
        assert_eq!(hashes(&all), (String::new(), "b<ca<d".into()));
        all.push(("e", redo("a")));
        assert_eq!(hashes(&all), ("a".into(), "b<c".into()));
        all.push(("f", PastDeed::Change));
        assert_eq!(hashes(&all), ("af".into(), String::new()));
        all.push(("g", undo("unknown")));
        assert_eq!(hashes(&all), ("af".into(), String::new()));
    }

    const TEXT: &str = "schema_version: 2\nstage: draft\nforce: Kent\nlocal_policing_body: {kind: pcc}\ninspection:\n  title: Barns\n  \
                        published: 2026-04-20\nrecommendations:\n  - ref: \"1\"\n    text: Mend them.\n";

    fn with(lines: &str) -> Option<String> {
        Some(format!("{TEXT}{lines}"))
    }

    fn change(before: Option<String>, after: Option<String>) -> FileChange {
        FileChange { id: "kent/2026-04-20-barns".parse().unwrap(), before, after, mode: None }
    }

    #[test]
    fn later_changes_of_other_values_stay() {
        let made = change(with(""), with("    owner: Head\n"));
        let now = with("    priority: high\n    owner: Head # now\n");
        let text = taken_back(&made, now.as_deref());
        // The comment stands behind the value that goes, so the text is not touched.
        assert!(matches!(text, Err(TakeBackError::Cannot(_))));
        let text = taken_back(&made, with("    priority: high\n    owner: Head\n").as_deref());
        assert_eq!(text.ok(), Some(with("    priority: high\n")));
    }

    #[test]
    fn a_later_change_of_the_same_value_is_named() {
        let made = change(with(""), with("    owner: Head\n"));
        let Err(TakeBackError::Standing(standing)) = taken_back(&made, with("    owner: Deputy\n").as_deref()) else {
            unreachable!("the owner was changed again")
        };
        assert!(matches!(&standing[..], [StandsOn::Value(_, conflict)] if conflict.field == "owner"));
        let created = change(None, with(""));
        assert!(matches!(taken_back(&created, with("    owner: Head\n").as_deref()), Err(TakeBackError::Standing(_))));
        assert_eq!(taken_back(&created, with("").as_deref()).ok(), Some(None));
    }
}
