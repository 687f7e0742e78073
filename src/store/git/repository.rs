//! Which git repository a folder is in, found without asking git.

use std::path::{Path, PathBuf};

use crate::store::read_text;

/// A git repository with a work tree.
///
/// git itself, asked in a folder, also takes the folder for a repository if it has `HEAD`, `objects` and `refs` in it, and runs what a
/// `config` beside them names. A pull request can bring such files, but nothing called `.git`: so only that is looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Repository {
    /// The root of the work tree: the folder that has `.git`.
    pub(crate) top: PathBuf,
    /// Where git keeps the repository: `.git`, or the folder that a file of this name leads to.
    pub(crate) folder: PathBuf,
}

impl Repository {
    /// Finds the repository that a folder is in, or will be in once it is there.
    pub(crate) fn around(folder: &Path) -> Option<Self> {
        let folder = std::path::absolute(folder).ok()?;
        let there = folder.ancestors().find_map(|folder| real(folder).ok())?;
        there.ancestors().find_map(Self::at)
    }

    /// Returns the repository whose work tree has its root here.
    pub(crate) fn at(top: &Path) -> Option<Self> {
        let entry = top.join(".git");
        let kind = entry.metadata().ok()?;
        if !kind.is_dir() && !kind.is_file() {
            return None;
        }
        // A linked work tree or a submodule has a file here, which says where its repository is.
        let led_to = kind.is_file().then(|| read_text(&entry).ok()).flatten();
        let led_to = led_to.as_deref().and_then(|text| text.strip_prefix("gitdir: ")).map(|path| top.join(path.trim_end()));
        Some(Self { top: top.to_owned(), folder: led_to.unwrap_or(entry) })
    }
}

/// Resolves all links of a path, to a form that git reads.
pub(super) fn real(path: &Path) -> std::io::Result<PathBuf> {
    let path = path.canonicalize()?;
    // Windows writes `\\?\C:\records`, which git does not know.
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
        // git says what is wrong with it.
        fs::write(top.join(".git"), "no such thing").unwrap();
        assert_eq!(Repository::at(&top).unwrap().folder, top.join(".git"));
    }
}
