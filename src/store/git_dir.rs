//! Where git keeps its own files for a folder, found without starting git.

use std::fs;
use std::path::{Path, PathBuf};

/// A repository that a folder is in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Repository {
    /// Git's own folder: `.git`, or what a `.git` file of a linked worktree or a submodule names.
    pub(super) dir: PathBuf,
    /// The folder of the work tree, which has `.git` in it.
    pub(super) top: PathBuf,
}

/// The nearest repository upwards that git itself has made, with paths that have no links in them.
///
/// A folder that only looks like a bare repository is none: a checkout can bring one, with a configuration that runs programs. What
/// has `.git` in its path cannot come by a checkout, for git refuses such names. A `.git` file (or link) that leads into the files of another
/// repository is therefore passed over, and so is what is no repository; the search goes on above it.
pub(super) fn repository(folder: &Path) -> Option<Repository> {
    let folder = folder.canonicalize().ok()?;
    folder.ancestors().find_map(|top| {
        let dir = named_by(top).filter(|dir| is_gits(dir) && !is_among_files(dir))?;
        Some(Repository { dir, top: top.to_owned() })
    })
}

/// What the `.git` of a folder names, whatever that is.
fn named_by(top: &Path) -> Option<PathBuf> {
    let dot_git = top.join(".git");
    let found = fs::metadata(&dot_git).ok()?;
    if found.is_dir() {
        return dot_git.canonicalize().ok();
    }
    // As long as a path can be, and the word before it.
    if !found.is_file() || found.len() > 8192 {
        return None;
    }
    let text = fs::read_to_string(&dot_git).ok()?;
    let named = text.strip_prefix("gitdir:")?.trim_start_matches(' ').trim_end_matches(['\n', '\r']);
    // Of two paths that are joined a whole one stays as it is.
    top.join(named).canonicalize().ok()
}

/// Whether a folder has what git looks for in its own.
fn is_gits(dir: &Path) -> bool {
    let has_its_own = dir.join("objects").is_dir() && dir.join("refs").is_dir();
    dir.join("HEAD").symlink_metadata().is_ok() && (has_its_own || dir.join("commondir").is_file())
}

/// Whether a folder stands among the files of a repository that is not its own, where a checkout may have put it.
fn is_among_files(dir: &Path) -> bool {
    let is_in_gits = dir.components().any(|step| step.as_os_str() == ".git");
    // The layout of `project/.bare` beside `project/.git`, a file which names it, is one repository.
    let is_anothers = |around: &Path| {
        around.join(".git").symlink_metadata().is_ok() && named_by(around).is_none_or(|its_own| !dir.starts_with(its_own))
    };
    !is_in_gits && dir.ancestors().skip(1).any(is_anothers)
}

#[cfg(test)]
mod tests {
    use super::*;

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
            let found = repository(&top.join("sub")).unwrap();
            assert_eq!((found.dir, &found.top), (top.join(".git"), &top), "{text:?}");
        }
    }

    #[test]
    fn a_git_file_of_a_submodule_or_a_linked_worktree_is_followed() {
        for (text, dir) in
            [("gitdir: ../.git/modules/sub\n", ".git/modules/sub"), ("gitdir: ../.git/worktrees/sub\n", ".git/worktrees/sub")]
        {
            let (_folder, top) = nested(text, dir);
            let found = repository(&top.join("sub/records")).unwrap();
            assert_eq!((found.dir, found.top), (top.join(dir), top.join("sub")), "{text:?}");
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
        assert_eq!(repository(&top).unwrap().dir, top.join(".bare"));
        assert_eq!(repository(&top.join("main")).unwrap().dir, top.join(".bare/worktrees/main"));
    }

    #[test]
    fn a_folder_that_looks_like_a_bare_repository_is_none() {
        let folder = tempfile::tempdir().unwrap();
        made_git(folder.path());
        fs::create_dir(folder.path().join(".git")).unwrap();
        assert_eq!(repository(folder.path()), None);
    }
}
