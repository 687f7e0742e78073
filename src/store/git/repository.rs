//! Finds the git repository around a folder without running git.

use std::path::{Path, PathBuf};

use crate::store::read_text;

/// A git repository with a work tree.
///
/// git itself also accepts a folder as a repository if it contains `HEAD`, `objects` and `refs`, and then runs what the
/// `config` there names. A pull request can add such files, but nothing called `.git`, so only `.git` is looked for here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Repository {
    /// The root of the work tree: the folder that contains `.git`.
    pub(crate) top: PathBuf,
    /// The repository's data: `.git`, or the folder that a `.git` file points to.
    pub(crate) folder: PathBuf,
}

impl Repository {
    /// Finds the repository that a folder is in, or would be in once it exists.
    pub(crate) fn around(folder: &Path) -> Option<Self> {
        let folder = std::path::absolute(folder).ok()?;
        let there = folder.ancestors().find_map(|folder| real(folder).ok())?;
        there.ancestors().find_map(Self::at)
    }

    /// Finds the nearest complete repository around a folder, skipping empty folders and broken files called `.git`.
    pub(crate) fn made_around(folder: &Path) -> Option<Self> {
        let folder = real(folder).ok()?;
        folder.ancestors().filter_map(Self::at).find(Self::is_made)
    }

    /// Returns whether the repository's folder has what git needs to open it: `HEAD`, and `objects` and `refs` or
    /// `commondir`.
    pub(crate) fn is_made(&self) -> bool {
        let has_its_own = self.folder.join("objects").is_dir() && self.folder.join("refs").is_dir();
        self.folder.join("HEAD").symlink_metadata().is_ok() && (has_its_own || self.folder.join("commondir").is_file())
    }

    /// Returns the repository with this work tree root; `None` if its folder lies among another repository's files.
    pub(crate) fn at(top: &Path) -> Option<Self> {
        let found = Self::named_at(top)?;
        let is_elsewhere = real(&found.folder).is_ok_and(|folder| is_among_files(&folder));
        (!is_elsewhere).then_some(found)
    }

    /// Returns the repository that a folder's `.git` points to, whether or not that is acceptable.
    fn named_at(top: &Path) -> Option<Self> {
        let entry = top.join(".git");
        let kind = entry.metadata().ok()?;
        if !kind.is_dir() && !kind.is_file() {
            return None;
        }
        // In a linked work tree or a submodule `.git` is a file: `gitdir: PATH`.
        let led_to = kind.is_file().then(|| read_text(&entry).ok()).flatten();
        let led_to = led_to.as_deref().and_then(|text| text.strip_prefix("gitdir: ")).map(|path| top.join(path.trim_end()));
        Some(Self { top: top.to_owned(), folder: led_to.unwrap_or(entry) })
    }
}

/// Returns whether a folder is among the tracked files of another repository, where a checkout may have put it.
///
/// A path with `.git` in it cannot come from a checkout, because git refuses such names. But a `.git` file that points to
/// `../evil` can come in an archive. The layout `project/.bare` with a file `project/.git` that points to it is one
/// repository, and accepted.
fn is_among_files(folder: &Path) -> bool {
    let is_anothers = |around: &Path| {
        let named = Repository::named_at(around).map(|found| real(&found.folder));
        around.join(".git").symlink_metadata().is_ok() && !matches!(named, Some(Ok(its_own)) if folder.starts_with(&its_own))
    };
    folder.iter().all(|step| step != ".git") && folder.ancestors().skip(1).any(is_anothers)
}

/// Resolves all links of a path, in a form that git understands.
pub(super) fn real(path: &Path) -> std::io::Result<PathBuf> {
    let path = path.canonicalize()?;
    // Windows writes `\\?\C:\records`, which git cannot read.
    let plain = path.to_str().and_then(|text| text.strip_prefix(r"\\?\")).filter(|text| text.as_bytes().get(1) == Some(&b':'));
    Ok(plain.map_or_else(|| path.clone(), PathBuf::from))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn folder() -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let path = real(folder.path()).unwrap();
        (folder, path)
    }

    #[test]
    fn the_nearest_git_upwards_is_the_repository_whatever_a_folder_below_looks_like() {
        let (_kept, top) = folder();
        fs::create_dir_all(top.join("policing/objects")).unwrap();
        fs::create_dir_all(top.join("policing/refs")).unwrap();
        fs::write(top.join("policing/HEAD"), "ref: refs/heads/main\n").unwrap();
        assert_eq!(Repository::around(&top.join("policing")), Repository::at(Path::new("/")));
        fs::create_dir(top.join(".git")).unwrap();
        let found = Repository { top: top.clone(), folder: top.join(".git") };
        assert_eq!(Repository::around(&top.join("policing")), Some(found.clone()));
        assert_eq!(Repository::around(&top.join("policing/not/there/yet")), Some(found));
    }

    fn made_git(folder: &Path) {
        fs::create_dir_all(folder.join("objects")).unwrap();
        fs::create_dir_all(folder.join("refs")).unwrap();
        fs::write(folder.join("HEAD"), "ref: refs/heads/main\n").unwrap();
    }

    /// Creates a repository with a nested folder that has the given `.git`.
    fn nested(dot_git: &str, git: &str) -> (tempfile::TempDir, PathBuf) {
        let (kept, top) = folder();
        made_git(&top.join(".git"));
        fs::create_dir_all(top.join("sub/records")).unwrap();
        fs::write(top.join("sub/.git"), dot_git).unwrap();
        made_git(&top.join(git));
        (kept, top)
    }

    #[test]
    fn a_git_file_that_leads_into_the_files_of_a_repository_is_passed_over() {
        for (text, git) in [("gitdir: ../evil\n", "evil"), ("gitdir: evil\n", "sub/evil")] {
            let (_kept, top) = nested(text, git);
            let outer = Repository { top: top.clone(), folder: top.join(".git") };
            assert_eq!(Repository::around(&top.join("sub")), Some(outer.clone()), "{text:?}");
            assert_eq!(Repository::made_around(&top.join("sub")), Some(outer), "{text:?}");
        }
        for text in ["gitdir: ../nowhere\n", "no such thing"] {
            let (_kept, top) = nested(text, "evil");
            assert_eq!(Repository::made_around(&top.join("sub")).unwrap().folder, top.join(".git"), "{text:?}");
        }
    }

    #[test]
    fn a_git_file_of_a_submodule_or_a_linked_worktree_is_followed() {
        for git in [".git/modules/sub", ".git/worktrees/sub"] {
            let (_kept, top) = nested(&format!("gitdir: ../{git}\n"), git);
            let found = Repository::made_around(&top.join("sub/records")).unwrap();
            assert_eq!((real(&found.folder).unwrap(), found.top), (top.join(git), top.join("sub")));
        }
    }

    #[test]
    fn a_repository_whose_git_folder_has_another_name_is_one_with_its_worktrees() {
        let (_kept, top) = folder();
        let worktree = top.join(".bare/worktrees/main");
        made_git(&top.join(".bare"));
        made_git(&worktree);
        fs::write(top.join(".git"), "gitdir: ./.bare\n").unwrap();
        fs::create_dir(top.join("main")).unwrap();
        fs::write(top.join("main/.git"), format!("gitdir: {}\n", worktree.display())).unwrap();
        assert_eq!(real(&Repository::around(&top).unwrap().folder).unwrap(), top.join(".bare"));
        assert_eq!(Repository::around(&top.join("main")).unwrap().folder, worktree);
    }

    #[test]
    fn a_file_called_git_leads_to_the_repository() {
        let (_kept, top) = folder();
        for (written, meant) in [
            ("gitdir: ../modules/x\n", top.join("../modules/x")),
            ("gitdir: /y z/.git/worktrees/w", "/y z/.git/worktrees/w".into()),
        ] {
            fs::write(top.join(".git"), written).unwrap();
            assert_eq!(Repository::at(&top).unwrap().folder, meant);
        }
        // This `.git` file is broken, and git itself reports that.
        fs::write(top.join(".git"), "no such thing").unwrap();
        assert_eq!(Repository::at(&top).unwrap().folder, top.join(".git"));
    }
}
