//! The only place where git is started. Add a git command by calling [`Git::bytes`] or [`Git::text`].
//!
//! A repository may contain what strangers wrote, so git is asked about one repository only, which is found without git
//! ([`Repository`]) and passed by path. It fetches nothing and starts no other program: no hooks, also when it commits or merges.
//!
//! Two exceptions. Filters (`filter.NAME.clean`, such as Git LFS) and merge drivers from this user's own git configuration: no
//! pull request can add one, and without a filter every file that it handles would look changed. And [`Git::over_network`], for
//! `irr sync` alone: it talks to remotes over HTTPS, SSH and files, with the user's own SSH command and credential helpers.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use super::repository::{Repository, real};
use crate::store::{LARGEST, Store, StoreError};

/// Environment variables, removed for git, that point it at another repository or change what a path means. git hooks run
/// with some of them set.
///
/// `GIT_CONFIG_…` stays: it is the user's own configuration and says which folders are safe.
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

/// Environment variables that keep git from starting programs, using the network, prompting, and substituting objects.
const KEEP_TO_ITSELF: [(&str, &str); 8] = [
    // No protocol at all: a partial clone fetches missing objects on demand, and an `ext::` remote runs any program for that.
    ("GIT_ALLOW_PROTOCOL", ""),
    ("GIT_NO_LAZY_FETCH", "1"),
    ("GIT_TERMINAL_PROMPT", "0"),
    ("GIT_ASKPASS", ""),
    ("GIT_PAGER", "cat"),
    // Paths are literal: a folder may be called `*` or `:(glob)`.
    ("GIT_LITERAL_PATHSPECS", "1"),
    // A replacement or graft ref could make a comparison's base look identical to the change, and so hide the change.
    ("GIT_NO_REPLACE_OBJECTS", "1"),
    ("GIT_GRAFT_FILE", "/dev/null"),
];

/// Configuration that overrides the repository's own.
const SETTINGS: [&str; 15] = [
    // A bare repository can be committed inside a work tree, with a `config` that names programs to run.
    "safe.bareRepository=explicit",
    // Empty rather than `false`: before git 2.36 the value was the name of a program to run.
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
    "gc.auto=0",
    // A command that fetching would run where objects are borrowed from another repository. `true` lists none of its branches.
    "core.alternateRefsCommand=true",
    // Signing and checking signatures run a program, which may ask for a password where nobody is.
    "commit.gpgSign=false",
    "merge.verifySignatures=false",
];

/// The ways to a remote that are used. Others, such as `ext::`, run programs that an address names.
const PROTOCOLS: &str = "https:ssh:file";

/// The name and e-mail address that a commit carries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// The name.
    pub name: String,
    /// The e-mail address.
    pub email: String,
}

/// A handle for running git in one repository.
#[derive(Debug, Clone)]
pub(crate) struct Git {
    /// The repository.
    pub(super) repository: Repository,
    /// The folder that git runs in, which relative paths refer to: the root of the records folder's store.
    pub(super) root: PathBuf,
    /// Another index file to read, as a hook names it; `None` for the repository's own.
    index: Option<PathBuf>,
    /// Who commits; `None` for whom git's configuration names.
    identity: Option<Identity>,
}

impl Git {
    /// Finds the repository around a folder, and checks that git trusts it.
    ///
    /// # Errors
    /// Fails if there is no repository, if it belongs to another user, or if git is not installed.
    pub(super) fn around(root: &Path) -> Result<Self, StoreError> {
        let bare = || std::path::absolute(root).ok()?.ancestors().map(Store::at).find(Store::is_bare_repository);
        let none = || match bare() {
            Some(bare) => StoreError::BareRepository { folder: bare.root },
            None => StoreError::NoRepository { root: root.to_owned() },
        };
        // An empty folder called `.git` is no repository.
        let is_one = |found: &Repository| found.folder.join("HEAD").symlink_metadata().is_ok();
        let repository = Repository::around(root).filter(is_one).ok_or_else(none)?;
        let git = Self { repository, root: real(root).map_err(|_| none())?, index: None, identity: None };
        // git trusts any repository that is named by `--git-dir`, whoever owns it, and checks the owner only of one that it
        // finds itself. So git first has to find this one, with a ceiling that stops it from searching further up.
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

    /// Returns the same repository, read with another index.
    pub(super) fn with_index(self, index: Option<PathBuf>) -> Self {
        Self { index, ..self }
    }

    /// Returns the same repository, in which somebody commits whom git's configuration need not know.
    pub(super) fn with_identity(self, identity: Option<Identity>) -> Self {
        Self { identity, ..self }
    }

    fn command(&self, args: &[&str]) -> Command {
        self.command_with(&[], args)
    }

    fn command_with(&self, settings: &[String], args: &[&str]) -> Command {
        let mut command = command(&self.root);
        for setting in settings {
            command.args(["-c", setting]);
        }
        if let Some(Identity { name, email }) = &self.identity {
            command.envs([("GIT_AUTHOR_NAME", name), ("GIT_COMMITTER_NAME", name)]);
            command.envs([("GIT_AUTHOR_EMAIL", email), ("GIT_COMMITTER_EMAIL", email)]);
        }
        command.arg("--git-dir").arg(&self.repository.folder).arg("--work-tree").arg(&self.repository.top).args(args);
        if let Some(index) = &self.index {
            command.env("GIT_INDEX_FILE", index);
        }
        command
    }

    /// Runs a git command and returns its standard output.
    ///
    /// # Errors
    /// Fails if git cannot be started or exits with a failure.
    pub(super) fn bytes(&self, args: &[&str]) -> Result<Vec<u8>, StoreError> {
        output(self.command(args), args.first().copied().unwrap_or(""))
    }

    /// Runs a git command and returns its output as text, with invalid UTF-8 replaced.
    ///
    /// # Errors
    /// Fails if git cannot be started or exits with a failure.
    pub(super) fn text(&self, args: &[&str]) -> Result<String, StoreError> {
        Ok(String::from_utf8_lossy(&self.bytes(args)?).into_owned())
    }

    /// Runs a git command that reads `input`, and returns what came of it, whether it succeeded or not.
    ///
    /// # Errors
    /// Fails if git cannot be started.
    pub(super) fn attempt(&self, args: &[&str], input: &[u8]) -> Result<Output, StoreError> {
        self.attempt_with(&[], args, input)
    }

    /// Does the same with more configuration, as `KEY=VALUE`.
    ///
    /// # Errors
    /// Fails if git cannot be started.
    pub(super) fn attempt_with(&self, settings: &[String], args: &[&str], input: &[u8]) -> Result<Output, StoreError> {
        let deed = args.first().copied().unwrap_or("");
        let command = self.command_with(settings, args);
        fed(command, input).map_err(|source| StoreError::Git { deed: deed.to_owned(), source })
    }

    /// Runs a git command that reads `input`, and returns its standard output.
    ///
    /// # Errors
    /// Fails if git cannot be started or exits with a failure.
    pub(super) fn fed(&self, args: &[&str], input: &[u8]) -> Result<Vec<u8>, StoreError> {
        succeeded(self.attempt(args, input)?, args.first().copied().unwrap_or(""))
    }

    /// Runs a git command that talks to a remote, and returns what came of it. Its messages are English.
    ///
    /// # Errors
    /// Fails if git cannot be started.
    pub(super) fn over_network(&self, args: &[&str]) -> Result<Output, StoreError> {
        let deed = args.first().copied().unwrap_or("");
        // A connection that stands still ends after a minute.
        let mut settings = vec!["http.lowSpeedLimit=1".to_owned(), "http.lowSpeedTime=60".to_owned()];
        settings.extend(self.own_programs()?);
        let mut command = self.command_with(&settings, args);
        command.env("GIT_ALLOW_PROTOCOL", PROTOCOLS).env("LC_ALL", "C");
        fed(command, b"").map_err(|source| StoreError::Git { deed: deed.to_owned(), source })
    }

    /// Returns the settings that name the user's own SSH command and credential helpers, and turn off those of the repository.
    fn own_programs(&self) -> Result<Vec<String>, StoreError> {
        let asked = r"^(credential\.(.*\.)?helper|core\.sshcommand)$";
        let listed = self.attempt(&["config", "--show-scope", "-z", "--get-regexp", asked], b"")?;
        let listed = String::from_utf8_lossy(&listed.stdout).into_owned();
        let mut fields = listed.split('\0');
        let (mut helpers, mut ssh, mut is_ssh_foreign) = (Vec::new(), None, false);
        while let (Some(scope), Some(entry)) = (fields.next(), fields.next()) {
            let (key, value) = entry.split_once('\n').unwrap_or((entry, ""));
            let is_own = matches!(scope, "system" | "global") || scope == "command" && !value.is_empty();
            if key == "core.sshcommand" {
                is_ssh_foreign |= !is_own;
                ssh = if is_own { Some(value.to_owned()) } else { ssh };
            } else if is_own && !key.contains('=') {
                helpers.push(format!("{key}={value}"));
            }
        }
        // Without a command of the repository's, git finds SSH as it always does, by `GIT_SSH` too.
        helpers.extend(is_ssh_foreign.then(|| format!("core.sshCommand={}", ssh.as_deref().unwrap_or("ssh"))));
        Ok(helpers)
    }

    /// Calls `take` with each of the named objects and its bytes, or with its size if that is over the limit.
    ///
    /// Objects that this clone does not have are skipped.
    ///
    /// # Errors
    /// Fails if git cannot be started or exits with a failure.
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
        // Names are written from another thread, because git answers while it still reads: with both pipes full, both sides
        // would block.
        let asking = std::thread::spawn(move || stdin.map_or(Ok(()), |mut stdin| stdin.write_all(asked.as_bytes())));
        let read = stdout.map_or(Ok(()), |stdout| read_batch(BufReader::new(stdout), &mut take));
        let ended = child.wait_with_output();
        let asked = asking.join().unwrap_or(Ok(()));
        // Checked first: git's own message explains more than the broken pipe it causes.
        succeeded(ended.map_err(failed)?, deed)?;
        asked.and(read).map_err(failed)
    }
}

/// The content of a git object.
pub(super) enum Blob {
    /// The bytes.
    Bytes(Vec<u8>),
    /// The size in bytes, over [`LARGEST`].
    TooLarge(u64),
}

/// Reads the output of `git cat-file --batch`: `NAME blob SIZE`, a line feed, the bytes, a line feed, and so on.
fn read_batch(mut from: impl BufRead, take: &mut impl FnMut(&str, Blob)) -> std::io::Result<()> {
    let mut head = String::new();
    while from.read_line(&mut head)? > 0 {
        let mut words = head.trim_end().split(' ');
        let (name, size) = (words.next().unwrap_or(""), words.nth(1).and_then(|size| size.parse::<u64>().ok()));
        if let Some(size) = size {
            let mut body = from.by_ref().take(size);
            if size > LARGEST {
                // The bytes must be read even if they are not wanted: the next object follows them in the same stream.
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

/// Creates a repository with the branch `main`, the one that the generated CI jobs run for.
///
/// # Errors
/// Fails if git cannot be started or exits with a failure.
pub(super) fn init(folder: &Path) -> Result<(), StoreError> {
    let mut command = command(folder);
    command.args(["init", "--quiet", "--initial-branch=main"]);
    output(command, "init").map(drop)
}

/// Runs a git command that needs no repository, in a folder and about these files, and returns what came of it.
///
/// # Errors
/// Fails if git cannot be started.
pub(super) fn outside(folder: &Path, args: &[&str], files: &[&OsStr]) -> Result<Output, StoreError> {
    let mut command = command(folder);
    command.args(args).args(files).stdin(Stdio::null());
    command.output().map_err(|source| StoreError::Git { deed: args.first().copied().unwrap_or("").to_owned(), source })
}

/// Builds a git command for a folder, with all the restrictions above.
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

/// Runs a command that reads `input`.
fn fed(mut command: Command, input: &[u8]) -> std::io::Result<Output> {
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn()?;
    let (stdin, input) = (child.stdin.take(), input.to_owned());
    // From another thread, because git may answer while it still reads. One that reads no further says why itself.
    let writing = std::thread::spawn(move || stdin.map(|mut stdin| stdin.write_all(&input)));
    let output = child.wait_with_output();
    drop(writing.join());
    output
}

/// Runs a command and returns its standard output.
fn output(mut command: Command, deed: &str) -> Result<Vec<u8>, StoreError> {
    let failed = |source| StoreError::Git { deed: deed.to_owned(), source };
    succeeded(command.stdin(Stdio::null()).output().map_err(failed)?, deed)
}

/// Returns the standard output of a successful run, or git's message as an error.
pub(super) fn succeeded(output: Output, deed: &str) -> Result<Vec<u8>, StoreError> {
    if output.status.success() {
        return Ok(output.stdout);
    }
    let said = String::from_utf8_lossy(&output.stderr);
    // The command that git proposes is looked for, because git translates the sentences around it.
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
