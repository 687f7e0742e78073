//! Which git repository a folder is in, found without asking git.

use std::path::{Path, PathBuf};

/// A git repository with a work tree; its paths have no links in them.
///
/// git itself, asked in a folder, also takes the folder for a repository if it has `HEAD`, `objects` and `refs` in it, and runs what a
/// `config` beside them names. A pull request can bring such files, and a file called `.git` below another name's folder that an archive
/// brings can lead to them; but no checkout makes a folder called `.git`. So only that counts, and a `.git` file or link only where it
/// leads to a repository that is not among the files of another one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Repository {
    /// The root of the work tree: the folder that has `.git`.
    pub(crate) top: PathBuf,
    /// Where git keeps the repository: `.git`, or the folder that a file of this name leads to.
    pub(crate) folder: PathBuf,
}

impl Repository {
    /// Finds the repository that a folder is in, or will be in once it is there. A `.git` that does not count is passed over.
    pub(crate) fn around(folder: &Path) -> Option<Self> {
        let folder = std::path::absolute(folder).ok()?;
        let there = folder.ancestors().find_map(|folder| real(folder).ok())?;
        there.ancestors().find_map(Self::at)
    }

    /// Returns the repository whose work tree has its root here.
    pub(crate) fn at(top: &Path) -> Option<Self> {
        let entry = top.join(".git");
        let folder = named_by(top)?;
        let is_own = entry.symlink_metadata().is_ok_and(|found| found.is_dir());
        let is_one = is_own || is_gits(&folder) && !is_among_files(&folder);
        is_one.then(|| Self { top: top.to_owned(), folder })
    }
}

/// Resolves all links of a path, to a form that git reads.
pub(super) fn real(path: &Path) -> std::io::Result<PathBuf> {
    let path = path.canonicalize()?;
    // Windows writes `\\?\C:\records`, which git does not know.
    let plain = path.to_str().and_then(|text| text.strip_prefix(r"\\?\")).filter(|text| text.as_bytes().get(1) == Some(&b':'));
    Ok(plain.map_or_else(|| path.clone(), PathBuf::from))
}

/// Returns what the `.git` of a folder names, whatever that is.
fn named_by(top: &Path) -> Option<PathBuf> {
    let entry = top.join(".git");
    let found = entry.metadata().ok()?;
    if found.is_dir() {
        return real(&entry).ok();
    }
    // As long as a path can be, and the word before it.
    if !found.is_file() || found.len() > 8192 {
        return None;
    }
    let text = std::fs::read_to_string(&entry).ok()?;
    let named = text.strip_prefix("gitdir:")?.trim_start_matches(' ').trim_end_matches(['\n', '\r']);
    // Of two paths that are joined a whole one stays as it is.
    real(&top.join(named)).ok()
}

/// Whether a folder has what git looks for in its own.
fn is_gits(folder: &Path) -> bool {
    let has_its_own = folder.join("objects").is_dir() && folder.join("refs").is_dir();
    folder.join("HEAD").symlink_metadata().is_ok() && (has_its_own || folder.join("commondir").is_file())
}

/// Whether a folder stands among the files of a repository that is not its own, where a checkout may have put it.
fn is_among_files(folder: &Path) -> bool {
    let is_in_gits = folder.components().any(|step| step.as_os_str() == ".git");
    // The layout of `project/.bare` beside `project/.git`, a file which names it, is one repository.
    let is_anothers = |around: &Path| {
        around.join(".git").symlink_metadata().is_ok() && named_by(around).is_none_or(|its_own| !folder.starts_with(its_own))
    };
    !is_in_gits && folder.ancestors().skip(1).any(is_anothers)
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

    fn made_git(dir: &Path) {
        fs::create_dir_all(dir.join("objects")).unwrap();
        fs::create_dir_all(dir.join("refs")).unwrap();
        fs::write(dir.join("HEAD"), "ref: refs/heads/main\n").unwrap();
    }

    /// A folder with a repository in it, and one below that has `.git` as said.
    fn nested(dot_git: &str, dir: &str) -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let top = folder.path().canonicalize().unwrap();
        made_git(&top.join(".git"));
        fs::create_dir_all(top.join("sub/records")).unwrap();
        fs::write(top.join("sub/.git"), dot_git).unwrap();
        made_git(&top.join(dir));
        (folder, top)
    }

    #[test]
    fn a_git_file_that_leads_into_the_files_of_the_repository_is_passed_over() {
        for (text, dir) in
            [("gitdir: ../evil\n", "evil"), ("gitdir: evil\n", "sub/evil"), ("gitdir: ../nowhere\n", "evil"), ("evil", "evil")]
        {
            let (_folder, top) = nested(text, dir);
            let found = Repository::around(&top.join("sub")).unwrap();
            assert_eq!((found.folder, &found.top), (top.join(".git"), &top), "{text:?}");
        }
    }

    #[test]
    fn a_git_file_of_a_submodule_or_a_linked_worktree_is_followed() {
        for (text, dir) in
            [("gitdir: ../.git/modules/sub\n", ".git/modules/sub"), ("gitdir: ../.git/worktrees/sub\n", ".git/worktrees/sub")]
        {
            let (_folder, top) = nested(text, dir);
            let found = Repository::around(&top.join("sub/records")).unwrap();
            assert_eq!((found.folder, found.top), (top.join(dir), top.join("sub")), "{text:?}");
        }
    }

    #[test]
    fn a_repository_whose_git_folder_has_another_name_is_one_with_its_worktrees() {
        let folder = tempfile::tempdir().unwrap();
        let top = folder.path().canonicalize().unwrap();
        made_git(&top.join(".bare"));
        made_git(&top.join(".bare/worktrees/main"));
        fs::write(top.join(".git"), "gitdir: ./.bare\n").unwrap();
        fs::create_dir(top.join("main")).unwrap();
        fs::write(top.join("main/.git"), format!("gitdir: {}\n", top.join(".bare/worktrees/main").display())).unwrap();
        assert_eq!(Repository::around(&top).unwrap().folder, top.join(".bare"));
        assert_eq!(Repository::around(&top.join("main")).unwrap().folder, top.join(".bare/worktrees/main"));
    }
}
