//! Files and folders as a revision has them.

use std::path::Path;

use super::command::Git;
use super::repository::{Repository, real};
use super::since::{Commits, Since};
use crate::model::RecordId;
use crate::store::{RECORDS, SETTINGS, Store, StoreError};

/// What a revision has of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Then {
    /// git does not track the file: it is no part of what is compared.
    Untracked,
    /// It is new.
    New,
    /// Its text.
    Text(String),
}

impl Store {
    /// A record as the revision has it; `None` where it had none of that name.
    ///
    /// # Errors
    /// Where git cannot be asked.
    pub fn before(&self, since: &Since, id: &RecordId) -> Result<Option<String>, StoreError> {
        let Some((git, commits)) = &since.then else { return Ok(None) };
        git.text_at(&commits.fork, &format!("{}{}", git.prefix(), Self::name_of(id)))
    }

    /// The text of `irr.yaml` where this branch left the revision, and in the revision itself where that is another commit; each is
    /// `None` where there was none. Nothing where there is no commit to compare with.
    ///
    /// # Errors
    /// Where git cannot be asked.
    pub fn settings_then(&self, since: &Since) -> Result<Vec<Option<String>>, StoreError> {
        let Some((git, Commits { fork, tip })) = &since.then else { return Ok(Vec::new()) };
        let name = format!("{}{SETTINGS}", git.prefix());
        let mut texts = vec![git.text_at(fork, &name)?];
        if tip != fork {
            texts.push(git.text_at(tip, &name)?);
        }
        Ok(texts)
    }

    /// A file anywhere, as it was where this branch left the revision.
    ///
    /// # Errors
    /// Where git cannot be asked.
    pub fn file_then(&self, since: &Since, path: &Path) -> Result<Then, StoreError> {
        let Some((git, commits)) = &since.then else { return Ok(Then::Untracked) };
        let Some(name) = real(path).ok().and_then(|path| git.repository.name_of(&path)) else { return Ok(Then::Untracked) };
        if let Some(text) = git.text_at(&commits.fork, &name)? {
            return Ok(Then::Text(text));
        }
        let tracked = git.text(&["ls-files", "-z", "--full-name", "--", &git.repository.top.join(&name).to_string_lossy()])?;
        Ok(if tracked.is_empty() { Then::Untracked } else { Then::New })
    }

    /// Checks that the records which the revision has for this folder, by looking upwards from here, are those of this store.
    ///
    /// A change that moves `records/` up or down would else be compared with nothing.
    ///
    /// # Errors
    /// Where they are elsewhere.
    pub fn same_home(&self, since: &Since) -> Result<(), StoreError> {
        let Some((git, commits)) = &since.then else { return Ok(()) };
        let here = real(Path::new(".")).ok().and_then(|here| git.repository.name_of(&here));
        // At the root there is nothing above, and nothing below is looked for.
        let Some(here) = here.filter(|here| !here.is_empty()) else { return Ok(()) };
        let folders: Vec<String> = Path::new(&here).ancestors().map(|folder| slashed(&folder.join(RECORDS))).collect();
        let mut args = vec!["ls-tree", "-d", "-t", "-z", "--name-only", "--full-tree", &commits.fork, "--"];
        args.extend(folders.iter().map(String::as_str));
        let listed = git.text(&args)?;
        let there: Vec<&str> = listed.split('\0').collect();
        let was = folders.iter().find(|folder| there.contains(&folder.as_str()));
        let now = format!("{}{RECORDS}", git.prefix());
        match was {
            Some(was) if *was != now => Err(StoreError::OtherHome { was: was.clone(), now }),
            _ => Ok(()),
        }
    }
}

impl Git {
    /// Where the store stands in the work tree.
    fn prefix(&self) -> String {
        self.repository.prefix_of(&self.root).unwrap_or_default()
    }

    /// The text of a file in a commit, by its path from the root of the work tree; `None` where there is none. What is no UTF-8 is read
    /// as far as it is.
    fn text_at(&self, commit: &str, name: &str) -> Result<Option<String>, StoreError> {
        let listed = self.text(&["ls-tree", "-z", "--full-tree", commit, "--", name])?;
        // `MODE blob NAME`, a tab, and the path.
        let mut words = listed.split(['\t', '\0']).next().unwrap_or("").split(' ').skip(1);
        match (words.next(), words.next()) {
            (Some("blob"), Some(blob)) => self.text(&["cat-file", "blob", blob]).map(Some),
            _ => Ok(None),
        }
    }
}

impl Repository {
    /// The path of a file or folder from the root of the work tree, parted by `/`; `None` where it is elsewhere.
    fn name_of(&self, path: &Path) -> Option<String> {
        path.strip_prefix(&self.top).ok().map(slashed)
    }

    /// The same for a folder that others stand in: with a `/` at the end, and empty at the root.
    pub(super) fn prefix_of(&self, folder: &Path) -> Option<String> {
        let name = self.name_of(&real(folder).ok()?)?;
        Some(if name.is_empty() { name } else { name + "/" })
    }
}

fn slashed(path: &Path) -> String {
    path.iter().map(|step| step.to_string_lossy()).collect::<Vec<_>>().join("/")
}
