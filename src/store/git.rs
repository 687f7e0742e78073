//! What git knows of the records: which have changed since a revision, and how they were then.
//!
//! It asks the `git` program, which is where a store of this kind lives anyway, and as fast as linking a library.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use super::{RECORDS, Store, StoreError};
use crate::model::RecordId;

/// How the records differ from a revision of theirs.
#[derive(Debug, Default)]
pub struct Since {
    /// Records that are new, or that are another text or under another name than they were; with the old text where there is one.
    pub changed: BTreeMap<RecordId, Option<String>>,
    /// Records that are gone, with the text they had.
    pub gone: BTreeMap<RecordId, String>,
    /// Records that git does not track yet: no commit has them, and none will before `git add`.
    pub untracked: Vec<RecordId>,
}

/// One line of `git diff --raw`: the old blob, and both names.
struct Difference {
    blob: Option<String>,
    was: Option<String>,
    is: Option<String>,
}

impl Store {
    /// How the records as they stand on disk differ from where this branch left `revision`: the newest commit that both have.
    ///
    /// In a repository without a commit everything is.
    ///
    /// # Errors
    /// Where there is no git, no such revision, or no commit that both have.
    pub fn since(&self, revision: &str) -> Result<Since, StoreError> {
        let Some(commit) = self.fork_point(revision)? else {
            let ids = match self.ids() {
                Err(StoreError::NoRecords { .. }) => Vec::new(),
                found => found?.0,
            };
            return Ok(Since { changed: ids.into_iter().map(|id| (id, None)).collect(), ..Since::default() });
        };
        let raw = self.git(&["diff", "--raw", "-z", "--no-abbrev", "--find-renames", "--relative", &commit, "--", RECORDS])?;
        let differences = differences(&raw);
        let texts = self.blobs(differences.iter().filter_map(|difference| difference.blob.as_deref()))?;
        let mut since = Since::default();
        for Difference { blob, was, is } in differences {
            let text = blob.and_then(|blob| texts.get(&blob).cloned());
            let record = |name: Option<String>| self.id_of(&self.root().join(name?));
            match (record(was), record(is), text) {
                (_, Some(id), text) => drop(since.changed.insert(id, text)),
                (Some(id), None, Some(text)) => drop(since.gone.insert(id, text)),
                _ => {}
            }
        }
        let untracked = self.git(&["ls-files", "-z", "--others", "--exclude-standard", "--", RECORDS])?;
        since.untracked = untracked.split('\0').filter_map(|name| self.id_of(&self.root().join(name))).collect();
        Ok(since)
    }

    /// The commit where this branch left `revision`; `None` where nothing is committed yet, or where the revision is all zeros:
    /// so forges name what was there before the first push.
    fn fork_point(&self, revision: &str) -> Result<Option<String>, StoreError> {
        if revision.len() >= 40 && revision.bytes().all(|digit| digit == b'0') {
            return Ok(None);
        }
        let unknown = |said: String| StoreError::NoRevision { revision: revision.to_owned(), said };
        if self.git(&["rev-parse", "--verify", "--quiet", "HEAD^{commit}"]).is_err() {
            self.git(&["rev-parse", "--git-dir"])?;
            return if revision == "HEAD" { Ok(None) } else { Err(unknown("nothing is committed yet".into())) };
        }
        let wanted = format!("{revision}^{{commit}}");
        // `--end-of-options`: a revision never is a flag.
        let commit = self
            .git(&["rev-parse", "--verify", "--quiet", "--end-of-options", &wanted])
            .map_err(|_| unknown("git knows no such commit".into()))?;
        let base = self
            .git(&["merge-base", commit.trim(), "HEAD"])
            .map_err(|_| unknown("it has no commit in common with HEAD".into()))?;
        Ok(Some(base.trim().to_owned()))
    }

    /// The texts of blobs, by their names; one that is no UTF-8 is read as far as it is.
    fn blobs<'a>(&self, names: impl Iterator<Item = &'a str>) -> Result<BTreeMap<String, String>, StoreError> {
        let names: Vec<&str> = names.collect();
        if names.is_empty() {
            return Ok(BTreeMap::new());
        }
        let failed = |source| StoreError::Git { deed: "cat-file --batch".into(), source };
        let mut child =
            self.command(&["cat-file", "--batch"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().map_err(failed)?;
        let asked = names.join("\n") + "\n";
        let mut stdin = child.stdin.take();
        // Asked from a thread of its own: git answers while it is still being asked, and a full pipe would hold both.
        let asking = std::thread::spawn(move || stdin.as_mut().map_or(Ok(()), |stdin| stdin.write_all(asked.as_bytes())));
        let output = child.wait_with_output().map_err(failed)?;
        asking.join().map_or(Ok(()), |asked| asked).map_err(failed)?;
        let mut texts = BTreeMap::new();
        let mut rest = &output.stdout[..];
        // `NAME blob SIZE`, a line break, the bytes, a line break.
        while let Some(end) = rest.iter().position(|byte| *byte == b'\n') {
            let head = String::from_utf8_lossy(&rest[..end]).into_owned();
            let mut words = head.split(' ');
            let (name, size) = (words.next().unwrap_or(""), words.nth(1).and_then(|size| size.parse::<usize>().ok()));
            rest = &rest[end + 1..];
            if let Some(bytes) = size.and_then(|size| rest.get(..size)) {
                texts.insert(name.to_owned(), String::from_utf8_lossy(bytes).into_owned());
                rest = rest.get(bytes.len() + 1..).unwrap_or(&[]);
            }
        }
        Ok(texts)
    }

    /// Where the store stands in its git work tree, parted by `/` and with one at the end; empty at its root or where there is none.
    pub fn prefix(&self) -> String {
        let Ok(root) = self.root().canonicalize() else { return String::new() };
        let Some(top) = root.ancestors().find(|folder| folder.join(".git").exists()) else { return String::new() };
        let steps = root.strip_prefix(top).unwrap_or(Path::new("")).components();
        steps.map(|step| step.as_os_str().to_string_lossy().into_owned() + "/").collect()
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new("git");
        command.arg("-C").arg(self.root()).args(["-c", "core.quotePath=false", "--no-optional-locks"]).args(args);
        command
    }

    fn git(&self, args: &[&str]) -> Result<String, StoreError> {
        let failed = |source| StoreError::Git { deed: args.first().copied().unwrap_or("").to_owned(), source };
        let output = self.command(args).stdin(Stdio::null()).output().map_err(failed)?;
        if output.status.success() {
            return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
        }
        let said = String::from_utf8_lossy(&output.stderr);
        let said = said.lines().next().unwrap_or("it says no more").trim_start_matches("fatal: ").to_owned();
        Err(failed(std::io::Error::other(said)))
    }
}

/// Reads `git diff --raw -z`: `:OLDMODE NEWMODE OLDBLOB NEWBLOB STATUS`, then one name, or two where it was renamed or copied.
fn differences(raw: &str) -> Vec<Difference> {
    let mut fields = raw.split('\0');
    let mut found = Vec::new();
    while let Some(head) = fields.next().filter(|head| head.starts_with(':')) {
        let words: Vec<&str> = head.split(' ').collect();
        let [_, _, blob, _, status] = words[..] else { break };
        let first = fields.next().map(str::to_owned);
        let second = if status.starts_with(['R', 'C']) { fields.next().map(str::to_owned) } else { None };
        let (was, is) = match (status.chars().next(), second) {
            (Some('A'), _) => (None, first),
            (Some('D'), _) => (first, None),
            // Of a copy the original is where it was.
            (Some('C'), second) => (None, second),
            (_, Some(second)) => (first, Some(second)),
            (_, None) => (first.clone(), first),
        };
        let blob = was.is_some().then(|| blob.to_owned());
        found.push(Difference { blob, was, is });
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_git_says_of_changes_is_read() {
        let raw = ":100644 100644 aa bb M\0records/x.yaml\0:000000 100644 00 cc A\0records/n.yaml\0\
                   :100644 000000 dd 00 D\0records/g.yaml\0:100644 100644 ee ff R087\0records/o.yaml\0records/p q.yaml\0";
        let told: Vec<_> = differences(raw).into_iter().map(|it| (it.blob, it.was, it.is)).collect();
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(
            told,
            [
                (some("aa"), some("records/x.yaml"), some("records/x.yaml")),
                (None, None, some("records/n.yaml")),
                (some("dd"), some("records/g.yaml"), None),
                (some("ee"), some("records/o.yaml"), some("records/p q.yaml")),
            ]
        );
    }
}
