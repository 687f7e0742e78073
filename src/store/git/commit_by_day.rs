//! Finds the commit in which the records were as they stood on a day.
//!
//! The branch is followed back from HEAD by first parents: that is what stood in this branch, and not what another one had by
//! then. The day is the one that the commit names as that of its committing, in the time zone of whoever made it: so every
//! computer finds the same commit.

use super::command::Git;
use super::compared_point::{ComparedCommit, ComparedPoint};
use super::diff::no_revision;
use crate::model::Date;
use crate::store::StoreError;

/// Separates the fields of a commit in git's output: no subject contains it.
const FIELD: char = '\u{1f}';

/// Returns the last commit that was made before a day, and whether commits before it are dated later.
///
/// # Errors
/// Fails if the history here begins only later (a shallow clone).
pub(super) fn made_before(git: &Git, day: Date) -> Result<(ComparedPoint, bool), StoreError> {
    last_before(git, day, day)
}

/// Does the same; `named` is the day that was asked for.
fn last_before(git: &Git, day: Date, named: Date) -> Result<(ComparedPoint, bool), StoreError> {
    let commits = first_parents(git)?;
    let Some(place) = commits.iter().position(|commit| commit.made < day) else {
        return match (commits.last(), git.hint_if_shallow()) {
            (Some(first), Some(hint)) => {
                let said = format!("the history here begins on {} (a shallow clone)", first.made.in_words());
                Err(no_revision(&named.in_words(), &said, hint))
            }
            _ => Ok((ComparedPoint::Nothing, false)),
        };
    };
    let is_unordered = commits[place..].iter().any(|commit| commit.made >= day);
    Ok((ComparedPoint::Commit(commits[place].clone()), is_unordered))
}

/// Returns the last commit that was made by the end of a day, and whether commits before it are dated later.
///
/// # Errors
/// Fails if the history here begins only later (a shallow clone).
pub(super) fn by_the_end_of(git: &Git, day: Date) -> Result<(ComparedPoint, bool), StoreError> {
    last_before(git, day.plus_days(1), day)
}

/// Returns the commits of this branch, newest first; none if nothing is committed yet.
fn first_parents(git: &Git) -> Result<Vec<ComparedCommit>, StoreError> {
    if git.commit("HEAD").is_none() {
        return Ok(Vec::new());
    }
    let listed = git.text(&["log", "--first-parent", "--encoding=UTF-8", &format(), "HEAD", "--"])?;
    Ok(listed.lines().filter_map(commit_of).collect())
}

fn format() -> String {
    format!("--format=%H{FIELD}%cs{FIELD}%s")
}

fn commit_of(line: &str) -> Option<ComparedCommit> {
    let fields: Vec<&str> = line.splitn(3, FIELD).collect();
    let [hash, made, subject] = fields[..] else { return None };
    Some(ComparedCommit { hash: hash.to_owned(), made: made.parse().ok()?, subject: subject.to_owned() })
}

impl Git {
    /// Returns a commit, by its full hash, with its day and subject.
    pub(super) fn described(&self, hash: &str) -> Result<ComparedCommit, StoreError> {
        let listed = self.text(&["log", "--max-count=1", "--encoding=UTF-8", &format(), hash, "--"])?;
        commit_of(listed.trim_end()).ok_or_else(|| {
            let source = std::io::Error::other(format!("commit {hash} has a date that cannot be read"));
            StoreError::Git { deed: "log".into(), source }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_commit_is_read_with_its_day_and_subject() {
        let commit = commit_of(&format!("aa{FIELD}2026-05-01{FIELD}Close x:R1")).unwrap();
        assert_eq!(
            (commit.hash.as_str(), commit.made.to_string().as_str(), commit.subject.as_str()),
            ("aa", "2026-05-01", "Close x:R1")
        );
        assert_eq!(commit_of("aa"), None);
    }
}
