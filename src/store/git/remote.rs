//! Exchanges commits with the branch that this one is connected to.

use std::process::Output;

use super::command::Git;
use super::trouble::GitTrouble;
use crate::store::{Store, StoreError};

/// The branch of a remote that this branch is connected to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Upstream {
    /// The remote's name.
    pub remote: String,
    /// The branch there, as a whole reference: `refs/heads/main`.
    branch: String,
    /// The reference here that keeps what was fetched.
    tracking: String,
}

/// Words of git's, in English, by which a failed connection is told from a refused one.
const NOT_ALLOWED: [&str; 6] = [
    "Authentication failed",
    "could not read Username",
    "could not read Password",
    "Permission denied",
    "Host key verification failed",
    "The requested URL returned error: 403",
];
const PROTOCOL: [&str; 2] = ["not allowed", "is not supported"];
/// Words by which git says that the remote has commits that are not here yet.
const BEHIND: [&str; 4] = ["(fetch first)", "(non-fast-forward)", "cannot lock ref", "failed to update ref"];

impl Store {
    /// Returns the branch of a remote that this branch is connected to.
    ///
    /// # Errors
    /// Fails if there is no repository, branch or remote, or if the branch is connected to none.
    pub fn upstream(&self) -> Result<Upstream, StoreError> {
        let git = self.git()?;
        let branch = git.branch()?;
        let setting = |key: &str| git.text(&["config", "--get", &format!("branch.{branch}.{key}")]).ok();
        let configured = setting("remote").zip(setting("merge"));
        let configured = configured.map(|(remote, merge)| (remote.trim_end().to_owned(), merge.trim_end().to_owned()));
        // `.` is this repository: its branches are connected to each other, and to nobody else.
        if let Some((remote, branch)) = configured.filter(|(remote, _)| remote != "." && !remote.starts_with('-')) {
            return Ok(Upstream::of(remote, branch));
        }
        let remotes: Vec<String> = git.text(&["remote"])?.lines().map(str::to_owned).collect();
        Err(if remotes.is_empty() { GitTrouble::NoRemote } else { GitTrouble::NoUpstream { branch, remotes } }.into())
    }

    /// Returns whether the connected branch of the remote had a commit when it was last fetched or sent to.
    ///
    /// # Errors
    /// Fails if there is no git repository.
    pub fn is_shared(&self, commit: &str) -> Result<bool, StoreError> {
        let git = self.git()?;
        let Ok(Upstream { tracking, .. }) = self.upstream() else { return Ok(false) };
        Ok(git.attempt(&["merge-base", "--is-ancestor", commit, &tracking], b"")?.status.success())
    }

    /// Connects this branch to the one of the same name of a remote.
    ///
    /// # Errors
    /// Fails if git fails.
    pub fn connect(&self, remote: &str) -> Result<Upstream, StoreError> {
        let git = self.git()?;
        let branch = git.branch()?;
        let upstream = Upstream::of(remote.to_owned(), format!("refs/heads/{branch}"));
        git.bytes(&["config", "--local", &format!("branch.{branch}.remote"), remote])?;
        git.bytes(&["config", "--local", &format!("branch.{branch}.merge"), &upstream.branch])?;
        Ok(upstream)
    }

    /// Fetches the branch, and returns the hash of its last commit; `None` if the remote does not have it yet.
    ///
    /// # Errors
    /// Fails if the remote cannot be reached, or lets nobody in.
    pub fn fetch(&self, upstream: &Upstream) -> Result<Option<String>, StoreError> {
        let git = self.git()?;
        let Upstream { remote, branch, tracking } = upstream;
        let options =
            ["fetch", "--quiet", "--no-tags", "--no-recurse-submodules", "--no-write-fetch-head", "--no-auto-maintenance"];
        // Said here, because the repository's configuration could name any program for it.
        let output = git.over_network(
            &[&options[..], &["--upload-pack=git-upload-pack", "--", remote, &format!("+{branch}:{tracking}")]].concat(),
        )?;
        if !output.status.success() {
            if errors_of(&output).contains("couldn't find remote ref") {
                return Ok(None);
            }
            return Err(trouble_of(remote, &output).into());
        }
        Ok(git.commit(tracking))
    }

    /// Sends the commits of this branch; returns whether the remote took them: not if it has commits that are not here yet.
    ///
    /// # Errors
    /// Fails if the remote cannot be reached, or refuses them for another reason.
    pub fn push(&self, upstream: &Upstream) -> Result<bool, StoreError> {
        let git = self.git()?;
        if git.commit("HEAD").is_none() {
            return Err(GitTrouble::NoCommit.into());
        }
        let Upstream { remote, branch, tracking } = upstream;
        let options = ["push", "--quiet", "--no-verify", "--no-signed", "--recurse-submodules=no", "--no-follow-tags"];
        let output = git.over_network(
            &[&options[..], &["--receive-pack=git-receive-pack", "--", remote, &format!("HEAD:{branch}")]].concat(),
        )?;
        let said = errors_of(&output);
        if output.status.success() {
            // git moves it too where the remote's own settings say so.
            git.bytes(&["update-ref", tracking, "HEAD"])?;
            return Ok(true);
        }
        if BEHIND.iter().any(|words| said.contains(words)) {
            return Ok(false);
        }
        if said.contains("[remote rejected]") || said.contains("[rejected]") {
            let reason = said.lines().find(|line| line.contains("rejected]")).unwrap_or("").trim_start_matches([' ', '!']);
            return Err(GitTrouble::Refused { remote: remote.clone(), said: reason.to_owned() }.into());
        }
        Err(trouble_of(remote, &output).into())
    }
}

impl Upstream {
    fn of(remote: String, branch: String) -> Self {
        let name = branch.strip_prefix("refs/heads/").unwrap_or(&branch);
        let tracking = format!("refs/remotes/{remote}/{name}");
        Self { remote, branch, tracking }
    }

    /// Returns the name that people and git use: `origin/main`.
    pub fn name(&self) -> &str {
        self.tracking.strip_prefix("refs/remotes/").unwrap_or(&self.tracking)
    }
}

impl Git {
    /// Returns how many commits the first revision has that the second does not.
    pub(super) fn count_missing(&self, of: &str, from: &str) -> Result<usize, StoreError> {
        let said = self.bytes(&["rev-list", "--count", "--end-of-options", &format!("{from}..{of}")])?;
        Ok(String::from_utf8_lossy(&said).trim().parse().unwrap_or(0))
    }
}

fn errors_of(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// Returns why a connection failed.
fn trouble_of(remote: &str, output: &Output) -> GitTrouble {
    let errors = errors_of(output);
    let has = |words: &[&str]| words.iter().any(|words| errors.contains(words));
    let line = errors.lines().find_map(|line| line.strip_prefix("fatal: ").or_else(|| line.strip_prefix("ssh: ")));
    let said = line.or_else(|| errors.lines().next()).unwrap_or("git gave no reason").to_owned();
    let remote = remote.to_owned();
    if has(&PROTOCOL) && errors.contains("transport") {
        GitTrouble::Protocol { remote }
    } else if has(&NOT_ALLOWED) {
        let refused = errors.lines().find(|line| NOT_ALLOWED.iter().any(|words| line.contains(words)));
        let said = refused.map_or(said, |line| line.trim_start_matches("fatal: ").to_owned());
        GitTrouble::NotAllowed { remote, said }
    } else {
        GitTrouble::Unreachable { remote, said }
    }
}
