//! The two points of the history that a comparison is between, as people name them: revisions, `A..B`, `A...B`, or days.

use crate::model::{Address, Date, DateRole, RecordId, TypedDate};
use crate::query::{LookupError, find_record};
use crate::session::comparison::is_a_path;
use crate::session::resolve::one;
use crate::session::{Days, SessionError};
use crate::store::{ComparedPoint, RevisionComparison, RevisionPoint, Store, StoreError};

/// What a comparison is between, as it is named.
#[derive(Debug, Clone, Copy, Default)]
pub struct RevisionRange<'a> {
    /// The earlier revision, or both as `A..B` or `A...B`.
    pub first: Option<&'a str>,
    /// The later revision.
    pub second: Option<&'a str>,
    /// The day before which the earlier commit was made.
    pub since: Option<Date>,
    /// The day by whose end the later commit was made.
    pub until: Option<Date>,
}

/// Whether the records folder was found upwards from here, or named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StoreIs {
    /// It was found, so that it may have been elsewhere in an earlier commit.
    Found,
    /// It was named.
    Named,
}

impl RevisionRange<'_> {
    /// Returns both points. Without any the last commit is compared with the files.
    ///
    /// # Errors
    /// Fails if a side is named twice, or only the later one is.
    pub fn points(&self) -> Result<(RevisionPoint, RevisionPoint), SessionError> {
        let named = |text: &str| if text.is_empty() { "HEAD".to_owned() } else { text.to_owned() };
        let revision = |text: &str| RevisionPoint::Revision(named(text));
        let (before, after) = match self.first {
            Some(first) if first.contains("..") => {
                let (one, other) = first.split_once("...").or_else(|| first.split_once("..")).unwrap_or((first, ""));
                if self.second.is_some() || other.contains("..") {
                    return Err(SessionError::because(format!("`{first}` names both sides, and another one is given"))
                        .with_hint("name two revisions: `irr diff A B` or `irr diff A..B`"));
                }
                let base = || RevisionPoint::MergeBase(named(one), named(other));
                let before = if first.contains("...") { base() } else { revision(one) };
                (Some(before), Some(revision(other)))
            }
            first => (first.map(revision), self.second.map(revision)),
        };
        if before.is_some() && self.since.is_some() || after.is_some() && self.until.is_some() {
            return Err(SessionError::because("one side is named twice, by a revision and by a day")
                .with_hint("name each side by one of them: `irr diff A --until DAY`, `irr diff --since DAY --until DAY`"));
        }
        if before.is_none() && self.since.is_none() && self.until.is_some() {
            return Err(SessionError::because("--until needs the day or revision to compare with")
                .with_hint("`irr diff --since DAY --until DAY`, or `irr diff A --until DAY`"));
        }
        if self.since.zip(self.until).is_some_and(|(since, until)| since > until) {
            return Err(SessionError::because("--since is after --until").with_hint("name the earlier day with --since"));
        }
        let since = self.since.map_or_else(|| revision("HEAD"), RevisionPoint::Before);
        let until = self.until.map_or(RevisionPoint::Files, RevisionPoint::EndOf);
        Ok((before.unwrap_or(since), after.unwrap_or(until)))
    }

    /// Compares the records of both points.
    ///
    /// # Errors
    /// Fails if there is no repository or no such revision, or if the records folder was elsewhere in one of them.
    pub fn compare(&self, store: &Store, store_is: StoreIs, days: Days) -> Result<RevisionComparison, SessionError> {
        let (before, after) = self.points()?;
        let compared = store.compare(&before, &after).map_err(|error| self.explained(error, store, days))?;
        if let (ComparedPoint::Nothing, RevisionPoint::EndOf(day)) = (&compared.after, &after) {
            let message = format!("nothing was committed by the end of {}", day.in_words());
            return Err(SessionError::because(message).with_hint("name a later day with --until, or leave it out"));
        }
        for point in [&compared.before, &compared.after] {
            if let (ComparedPoint::Commit(commit), StoreIs::Found) = (point, store_is) {
                store.has_home_in(commit)?;
            }
        }
        Ok(compared)
    }

    /// Adds the right hint to an error about a revision that is a record, a path or a day.
    fn explained(&self, error: StoreError, store: &Store, days: Days) -> SessionError {
        let revision = match &error {
            StoreError::NoRevision { revision, .. } => revision.clone(),
            StoreError::NoRepository { .. } => {
                return SessionError::from(error).with_hint(
                    "what changed is known from git: `git init` creates a repository, and `irr save` commits the records",
                );
            }
            _ => return error.into(),
        };
        let failure = SessionError::from(error);
        // A day that a flag gives is not a slip.
        if ![self.first, self.second].into_iter().flatten().any(|typed| typed.contains(&revision)) {
            return failure;
        }
        let address: Option<Address> = revision.parse().ok();
        let is_finding = address.as_ref().is_some_and(|address| address.finding.is_some());
        let record = address.map_or_else(|| revision.clone(), |address| address.record);
        if is_finding || is_a_path(store, &record) {
            return failure.with_hint(format!("to see what changed in it alone: `irr diff --record {revision}`"));
        }
        if TypedDate::new(&revision).read(days.today, DateRole::Start).is_ok() {
            let quoted = if revision.contains(' ') { format!("\"{revision}\"") } else { revision };
            return failure.with_hint(format!("to see what changed since a day: `irr diff --since {quoted}`"));
        }
        failure
    }
}

/// Returns the record that an address names, among those that were compared and those on disk.
///
/// # Errors
/// Fails if none has this name, or several have.
pub fn compared_record(store: &Store, compared: &RevisionComparison, part: &str) -> Result<RecordId, SessionError> {
    let mut ids: Vec<RecordId> = compared.records.iter().map(|it| it.id.clone()).collect();
    ids.extend(store.ids().map(|(ids, _)| ids).unwrap_or_default());
    ids.sort_unstable();
    ids.dedup();
    match find_record(&ids, part) {
        // A report's title may be meant.
        Err(LookupError::Unknown { .. }) => one(store, part),
        found => Ok(found.cloned()?),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn points(first: Option<&str>, second: Option<&str>) -> Option<(RevisionPoint, RevisionPoint)> {
        RevisionRange { first, second, ..RevisionRange::default() }.points().ok()
    }

    #[test]
    fn both_sides_may_be_one_word_as_git_has_it() {
        let revision = |text: &str| RevisionPoint::Revision(text.to_owned());
        let (head, files) = (revision("HEAD"), RevisionPoint::Files);
        assert_eq!(points(None, None), Some((head.clone(), files.clone())));
        assert_eq!(points(Some("a"), None), Some((revision("a"), files)));
        assert_eq!(points(Some("a"), Some("b")), Some((revision("a"), revision("b"))));
        assert_eq!(points(Some("a..b"), None), Some((revision("a"), revision("b"))));
        assert_eq!(points(Some("a.."), None), Some((revision("a"), head.clone())));
        assert_eq!(points(Some("a...b"), None), Some((RevisionPoint::MergeBase("a".into(), "b".into()), revision("b"))));
        assert_eq!(points(Some("...b"), None), Some((RevisionPoint::MergeBase("HEAD".into(), "b".into()), revision("b"))));
        assert_eq!(points(Some("a..b"), Some("c")), None);
        assert_eq!(points(Some("a..b..c"), None), None);
    }

    #[test]
    fn each_side_is_named_once() {
        let day: Date = "2026-05-01".parse().unwrap();
        let range = |first, second, since: bool, until: bool| {
            RevisionRange { first, second, since: since.then_some(day), until: until.then_some(day) }.points().ok()
        };
        assert_eq!(range(None, None, true, true), Some((RevisionPoint::Before(day), RevisionPoint::EndOf(day))));
        assert!(range(Some("a"), None, false, true).is_some());
        assert!(range(Some("a"), None, true, false).is_none() && range(Some("a"), Some("b"), false, true).is_none());
        assert!(range(None, None, false, true).is_none());
    }
}
