//! Why git cannot commit, merge or exchange commits now, in words for people who do not know git.

use std::path::PathBuf;

use super::begun::BegunOperation;
use crate::prose::invisible::shown;
use crate::store::RECORDS;

/// What stands in the way of a commit, a merge or an exchange with a remote.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum GitTrouble {
    /// HEAD names a commit and no branch.
    #[error("this folder is on no branch of git (detached HEAD), so a commit would be lost")]
    NoBranch,
    /// A merge, rebase or the like was begun and not finished.
    #[error("a {0} was begun here with git and is not finished")]
    Unfinished(BegunOperation),
    /// Another git process is at work, or was interrupted.
    #[error("another git program is at work here, or was interrupted: {} exists", .0.display())]
    Locked(PathBuf),
    /// git's configuration names nobody who commits.
    #[error("git does not know your name and e-mail address, which each commit carries")]
    NoIdentity,
    /// A file has an unresolved conflict.
    #[error("{} has a merge conflict that is not resolved", shown(.0))]
    Unmerged(String),
    /// The repository has no remote.
    #[error("this repository is not connected to another one (it has no remote)")]
    NoRemote,
    /// The branch is connected to none of the remotes.
    #[error("the branch `{branch}` is not connected to a branch of `{}` (it has no upstream)", remotes.join("` or `"))]
    NoUpstream {
        /// The branch.
        branch: String,
        /// The names of the remotes.
        remotes: Vec<String>,
    },
    /// Nothing is committed yet.
    #[error("nothing is committed here yet")]
    NoCommit,
    /// The remote cannot be reached.
    #[error("cannot reach `{remote}`: {said}")]
    Unreachable {
        /// The remote.
        remote: String,
        /// git's own words.
        said: String,
    },
    /// The remote wants a password or key.
    #[error("`{remote}` does not let you in: {said}")]
    NotAllowed {
        /// The remote.
        remote: String,
        /// git's own words.
        said: String,
    },
    /// The remote's address has a protocol that irr does not use.
    #[error("cannot use the address of `{remote}`: irr connects over HTTPS, SSH and folders only")]
    Protocol {
        /// The remote.
        remote: String,
    },
    /// The remote refuses the commits.
    #[error("`{remote}` refuses your commits: {said}")]
    Refused {
        /// The remote.
        remote: String,
        /// git's own words.
        said: String,
    },
    /// The two branches have no commit in common.
    #[error("the records here and those of `{remote}` have no commit in common")]
    Unrelated {
        /// The remote.
        remote: String,
    },
    /// git is too old to merge without touching the files.
    #[error("this needs git 2.38 or later")]
    OldGit,
    /// Files that are not saved would be overwritten.
    #[error("cannot write the merged files: {0}")]
    InTheWay(String),
}

impl GitTrouble {
    /// Returns what the user can do next.
    pub fn hint(&self) -> String {
        match self {
            Self::NoBranch => {
                "make a branch of what is here with `git switch -c NAME`, or go back to one with `git switch main`".into()
            }
            Self::Unfinished(BegunOperation::Merge) => {
                "`irr merge` settles its conflicts, and `irr save` finishes it; `git merge --abort` leaves it".into()
            }
            Self::Unfinished(what) => format!("finish it with `git {what} --continue`, or leave it with `git {what} --abort`"),
            Self::Locked(path) => format!("wait until it has finished; if none is running, remove {}", path.display()),
            Self::NoIdentity => {
                "`git config user.name \"A. N. Officer\"` and `git config user.email officer@example.org` set them".into()
            }
            Self::Unmerged(name) if name.starts_with(RECORDS) => "`irr merge` settles it, or says what is in the way".into(),
            Self::Unmerged(_) => "correct the file and `git add` it, or leave the merge with `git merge --abort`".into(),
            Self::NoRemote => "ask whoever keeps it for its address, then `git remote add origin ADDRESS`".into(),
            Self::NoUpstream { branch, remotes } => {
                format!("`git push --set-upstream {} {branch}` connects it", remotes.first().map_or("origin", String::as_str))
            }
            Self::NoCommit => "`irr save` makes the first commit".into(),
            Self::Unreachable { .. } => "your changes are saved here: run `irr sync` again when there is a connection".into(),
            Self::NotAllowed { remote, .. } => {
                format!("`git fetch {remote}` asks for the password or key and can remember it; then run `irr sync` again")
            }
            Self::Protocol { remote } => format!("`git remote set-url {remote} ADDRESS` gives it another address"),
            Self::Refused { .. } => "your changes are saved here; ask whoever keeps that repository".into(),
            Self::Unrelated { .. } => "check with `git remote -v` that it is the right repository".into(),
            Self::OldGit => "`git --version` says which one you have; your changes are saved here".into(),
            Self::InTheWay(_) => "nothing was changed: save or move these files, then run the command again".into(),
        }
    }
}
