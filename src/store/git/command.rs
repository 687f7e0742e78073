//! The one place where git is started.
//!
//! A repository holds what strangers wrote. So git is asked about one repository, which is found without it ([`Repository`]) and named to
//! it, may fetch nothing, and starts no other program. One exception: a filter (`filter.NAME.clean`, such as Git LFS) that this person has
//! set up in git's own configuration. No pull request can bring that, and without it each file that it is for would seem to be changed.

use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use super::repository::{Repository, real};
use crate::store::{LARGEST, StoreError};

/// Variables that lead git to another repository or to other files of it, or change what a path means. A hook has some of them.
///
/// The configuration that they bring (`GIT_CONFIG_…`) stays: it is this person's own, and says which folders are safe.
const LEAD_ASTRAY: [&str; 21] = [
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_IMPLICIT_WORK_TREE",
    "GIT_COMMON_DIR",
    "GIT_INDEX_FILE",
    "GIT_PREFIX",
    "GIT_INTERNAL_SUPER_PREFIX",
    "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_QUARANTINE_PATH",
    "GIT_NAMESPACE",
    "GIT_SHALLOW_FILE",
    "GIT_GRAFT_FILE",
    "GIT_REPLACE_REF_BASE",
    "GIT_ATTR_SOURCE",
    "GIT_CONFIG",
    "GIT_GLOB_PATHSPECS",
    "GIT_NOGLOB_PATHSPECS",
    "GIT_ICASE_PATHSPECS",
    "GIT_EXTERNAL_DIFF",
    "GIT_DIFF_OPTS",
];

/// Variables that keep git from starting programs, from the network, from questions, and from objects other than it names.
const KEEP_TO_ITSELF: [(&str, &str); 8] = [
    // No protocol at all: in a partial clone git would fetch what is missing, with a remote of `ext::` through any program.
    ("GIT_ALLOW_PROTOCOL", ""),
    ("GIT_NO_LAZY_FETCH", "1"),
    ("GIT_TERMINAL_PROMPT", "0"),
    ("GIT_ASKPASS", ""),
    ("GIT_PAGER", "cat"),
    // A path is a name: `*` and `:(glob)` mean themselves.
    ("GIT_LITERAL_PATHSPECS", "1"),
    // An object is what its name says: a replacement or a graft could make the base of a comparison look like the change itself.
    ("GIT_NO_REPLACE_OBJECTS", "1"),
    ("GIT_GRAFT_FILE", "/dev/null"),
];

/// Settings that stand over those of the repository.
const SETTINGS: [&str; 11] = [
    "safe.bareRepository=explicit",
    // Empty and not `false`: before version 2.36 this was a program's name.
    "core.fsmonitor=",
    "core.hooksPath=/dev/null",
    "core.quotePath=false",
    "core.untrackedCache=false",
    "protocol.allow=never",
    "credential.helper=",
    "submodule.recurse=false",
    "fetch.recurseSubmodules=false",
    "log.showSignature=false",
    "maintenance.auto=false",
];

/// git, asked about one repository.
#[derive(Debug, Clone)]
pub(crate) struct Git {
    /// The repository.
    pub(super) repository: Repository,
    /// The folder that paths are read from.
    pub(super) root: PathBuf,
    /// The index to read, where it is not the repository's own.
    index: Option<PathBuf>,
}

impl Git {
    /// Finds the repository that a folder is in, and has git say whether it trusts it.
    ///
    /// # Errors
    /// Where there is none, it belongs to another user, or there is no git.
    pub(super) fn around(root: &Path) -> Result<Self, StoreError> {
        let none = || StoreError::NoRepository { root: root.to_owned() };
        // A folder of that name with nothing in it is no repository.
        let is_one = |found: &Repository| found.folder.join("HEAD").symlink_metadata().is_ok();
        let repository = Repository::around(root).filter(is_one).ok_or_else(none)?;
        let git = Self { repository, root: real(root).map_err(|_| none())?, index: None };
        // A repository that is named is trusted whoever owns it. One that git finds is not: so it finds this one first, no further up.
        let Repository { top, folder } = &git.repository;
        let mut finding = command(top);
        finding.env("GIT_CEILING_DIRECTORIES", top.parent().unwrap_or(top)).args(["rev-parse", "--absolute-git-dir"]);
        let found = String::from_utf8_lossy(&output(finding, "rev-parse")?).trim_end().to_owned();
        if real(Path::new(&found)).ok() != real(folder).ok() {
            let said = format!("it uses {found} as the repository, which is not the .git of {}", top.display());
            return Err(StoreError::Git { deed: "rev-parse".into(), source: std::io::Error::other(said) });
        }
        Ok(git)
    }

    /// The same repository, with another index.
    pub(super) fn with_index(self, index: Option<PathBuf>) -> Self {
        Self { index, ..self }
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = command(&self.root);
        command.arg("--git-dir").arg(&self.repository.folder).arg("--work-tree").arg(&self.repository.top).args(args);
        if let Some(index) = &self.index {
            command.env("GIT_INDEX_FILE", index);
        }
        command
    }

    /// Runs a command of git, and returns what it writes.
    ///
    /// # Errors
    /// Where git cannot be started, or says that it failed.
    pub(super) fn bytes(&self, args: &[&str]) -> Result<Vec<u8>, StoreError> {
        output(self.command(args), args.first().copied().unwrap_or(""))
    }

    /// The same as text.
    ///
    /// # Errors
    /// Where git cannot be started, or says that it failed.
    pub(super) fn text(&self, args: &[&str]) -> Result<String, StoreError> {
        Ok(String::from_utf8_lossy(&self.bytes(args)?).into_owned())
    }

    /// Hands each object of the names to `take`, with its bytes; without them where it is larger than any record is.
    ///
    /// What is not in this clone is left out.
    ///
    /// # Errors
    /// Where git cannot be started, or says that it failed.
    pub(super) fn blobs(&self, names: &[&str], mut take: impl FnMut(&str, Blob)) -> Result<(), StoreError> {
        if names.is_empty() {
            return Ok(());
        }
        let deed = "cat-file --batch";
        let failed = |source| StoreError::Git { deed: deed.into(), source };
        let mut command = self.command(&["cat-file", "--batch"]);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().map_err(failed)?;
        let asked = names.join("\n") + "\n";
        let (stdin, stdout) = (child.stdin.take(), child.stdout.take());
        // Asked from a thread of its own: git answers while it is still being asked, and a full pipe would hold both.
        let asking = std::thread::spawn(move || stdin.map_or(Ok(()), |mut stdin| stdin.write_all(asked.as_bytes())));
        let read = stdout.map_or(Ok(()), |stdout| read_batch(BufReader::new(stdout), &mut take));
        let ended = child.wait_with_output();
        let asked = asking.join().unwrap_or(Ok(()));
        // What git says is worth more than that its pipe broke.
        succeeded(ended.map_err(failed)?, deed)?;
        asked.and(read).map_err(failed)
    }
}

/// What is in an object of git.
pub(super) enum Blob {
    /// Its bytes.
    Bytes(Vec<u8>),
    /// How many bytes there are, which are too many for a record.
    TooLarge(u64),
}

/// Reads `NAME blob SIZE`, a line break, the bytes, a line break; and so on.
fn read_batch(mut from: impl BufRead, take: &mut impl FnMut(&str, Blob)) -> std::io::Result<()> {
    let mut head = String::new();
    while from.read_line(&mut head)? > 0 {
        let mut words = head.trim_end().split(' ');
        let (name, size) = (words.next().unwrap_or(""), words.nth(1).and_then(|size| size.parse::<u64>().ok()));
        if let Some(size) = size {
            let mut body = from.by_ref().take(size);
            if size > LARGEST {
                std::io::copy(&mut body, &mut std::io::sink())?;
                take(name, Blob::TooLarge(size));
            } else {
                let mut bytes = Vec::new();
                body.read_to_end(&mut bytes)?;
                take(name, Blob::Bytes(bytes));
            }
            from.read_exact(&mut [0])?;
        }
        head.clear();
    }
    Ok(())
}

/// Makes a git repository of a folder, whose branch is the one that a forge's job watches.
///
/// # Errors
/// Where git cannot be started, or says that it failed.
pub(super) fn init(folder: &Path) -> Result<(), StoreError> {
    let mut command = command(folder);
    command.args(["init", "--quiet", "--initial-branch=main"]);
    output(command, "init").map(drop)
}

/// git in a folder, with all that keeps it to itself.
fn command(folder: &Path) -> Command {
    let mut command = Command::new("git");
    for variable in LEAD_ASTRAY {
        command.env_remove(variable);
    }
    command.envs(KEEP_TO_ITSELF).arg("-C").arg(folder).args(["--no-pager", "--no-optional-locks"]);
    for setting in SETTINGS {
        command.args(["-c", setting]);
    }
    command
}

/// Runs a command, and returns what it writes.
fn output(mut command: Command, deed: &str) -> Result<Vec<u8>, StoreError> {
    let failed = |source| StoreError::Git { deed: deed.to_owned(), source };
    succeeded(command.stdin(Stdio::null()).output().map_err(failed)?, deed)
}

/// What git wrote, or what it says that failed.
fn succeeded(output: Output, deed: &str) -> Result<Vec<u8>, StoreError> {
    if output.status.success() {
        return Ok(output.stdout);
    }
    let said = String::from_utf8_lossy(&output.stderr);
    // In whatever language git says the rest, the command that it proposes is the same.
    let proposed = said.lines().map(str::trim).find(|line| line.starts_with("git config") && line.contains("safe.directory"));
    if let Some(remedy) = proposed {
        return Err(StoreError::NotTrusted { remedy: remedy.to_owned() });
    }
    let line = said.lines().find_map(|line| line.strip_prefix("fatal: ")).or_else(|| said.lines().next());
    let source = std::io::Error::other(line.unwrap_or("no further explanation").to_owned());
    Err(StoreError::Git { deed: deed.to_owned(), source })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn objects_are_read_one_by_one_and_what_is_missing_or_too_large_is_passed_over() {
        let mut text = b"aa blob 3\nx\ny\nbb missing\ncc blob 0\n\n".to_vec();
        let size = LARGEST + 1;
        text.extend(format!("dd blob {size}\n").bytes());
        text.extend(std::iter::repeat_n(b'z', usize::try_from(size).unwrap()));
        text.extend(b"\nee blob 1\ne\n");
        let mut told = Vec::new();
        let mut take = |name: &str, blob: Blob| {
            told.push(match blob {
                Blob::Bytes(bytes) => format!("{name} {:?}", String::from_utf8(bytes).unwrap()),
                Blob::TooLarge(size) => format!("{name} {size}"),
            });
        };
        read_batch(&text[..], &mut take).unwrap();
        assert_eq!(told, ["aa \"x\\ny\"", "cc \"\"", &format!("dd {size}"), "ee \"e\""]);
    }
}
