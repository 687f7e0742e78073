//! What git knows of the records: which have changed since a revision, and how they were then.
//!
//! It asks the `git` program, which is where a store of this kind lives anyway, and as fast as linking a library.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::{RECORDS, Store, StoreError};
use crate::model::RecordId;
use crate::yaml;

/// How the records differ from a revision of theirs.
#[derive(Debug, Default)]
pub struct Since {
    /// The commit they are held against; `None` where there is none yet.
    commit: Option<String>,
    /// Records that are new, or that are another text or under another name than they were; with the old text where there is one.
    pub changed: BTreeMap<RecordId, Option<String>>,
    /// Records that are gone, with the text they had.
    pub gone: BTreeMap<RecordId, String>,
    /// Records that git does not track yet: no commit has them, and none will before `git add`.
    pub untracked: Vec<RecordId>,
}

impl Since {
    /// A record is going to differ too, which had this text: what it was then is what it is now, unless git does not know it.
    pub fn also(&mut self, id: &RecordId, text: &str) {
        if !self.changed.contains_key(id) && !self.untracked.contains(id) {
            self.changed.insert(id.clone(), Some(text.to_owned()));
        }
    }
}

/// Which records must be known to git.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wanted {
    /// All: else something could be changed unseen.
    All,
    /// Those that are.
    Known,
}

/// One line of `git diff --raw`: the old blob, where there was one, and the name.
struct Difference {
    blob: Option<String>,
    name: String,
}

impl Store {
    /// How the records as they stand on disk differ from where this branch left `revision`: the newest commit that both have.
    ///
    /// In a repository without a commit everything is new.
    ///
    /// # Errors
    /// Where there is no git, no such revision, or no commit that both have.
    pub fn since(&self, revision: &str) -> Result<Since, StoreError> {
        self.compared(revision, Wanted::All)
    }

    /// The same since the last commit, as far as git knows the records: of one that it ignores it knows nothing.
    ///
    /// # Errors
    /// Where there is no git.
    pub fn since_last_commit(&self) -> Result<Since, StoreError> {
        self.compared("HEAD", Wanted::Known)
    }

    fn compared(&self, revision: &str, wanted: Wanted) -> Result<Since, StoreError> {
        let Some(commit) = self.fork_point(revision)? else {
            let ids = match self.ids() {
                Err(StoreError::NoRecords { .. }) => Vec::new(),
                found => found?.0,
            };
            return Ok(Since { changed: ids.into_iter().map(|id| (id, None)).collect(), ..Since::default() });
        };
        let tracked = self.git(&["ls-files", "-z", "--", RECORDS])?;
        let untracked = self.git(&["ls-files", "-z", "--others", "--exclude-standard", "--", RECORDS])?;
        let ids = |names: &str| -> BTreeSet<RecordId> {
            names.split('\0').filter_map(|name| self.id_of(&self.root().join(name))).collect()
        };
        let (tracked, untracked) = (ids(&tracked), ids(&untracked));
        if wanted == Wanted::All {
            self.knows_them_all(&tracked, &untracked)?;
        }
        // Renames are told by what a record is about, not by how alike two texts are: two responses can be very much alike.
        let raw = self.git(&["diff", "--raw", "-z", "--no-abbrev", "--no-renames", "--relative", &commit, "--", RECORDS])?;
        let differences = differences(&raw);
        let texts = self.blobs(differences.iter().filter_map(|difference| difference.blob.as_deref()))?;
        // A clone may lack what it was promised; what cannot be had was not nothing.
        if let Some(lost) = differences.iter().find(|it| it.blob.as_ref().is_some_and(|blob| !texts.contains_key(blob))) {
            let said = std::io::Error::other(format!("{} as it was is not in this clone", lost.name));
            return Err(StoreError::Git { deed: "cat-file --batch".into(), source: said });
        }
        let mut since = Since { commit: Some(commit), untracked: untracked.into_iter().collect(), ..Since::default() };
        for Difference { blob, name } in differences {
            let Some(id) = self.id_of(&self.root().join(name)) else { continue };
            let text = blob.and_then(|blob| texts.get(&blob).cloned());
            match text {
                // What git was told to forget may lie there still, and the next commit takes it away all the same.
                Some(text) if !tracked.contains(&id) || !self.has(&id) => drop(since.gone.insert(id, text)),
                text => drop(since.changed.insert(id, text)),
            }
        }
        self.find_renamed(&mut since, &tracked);
        Ok(since)
    }

    /// A record as the revision has it; `None` where it had none of that name.
    ///
    /// # Errors
    /// Where git cannot be asked.
    pub fn before(&self, since: &Since, id: &RecordId) -> Result<Option<String>, StoreError> {
        let Some(commit) = &since.commit else { return Ok(None) };
        let name = Self::name_of(id);
        if self.git(&["ls-tree", "--name-only", commit, "--", &name])?.is_empty() {
            return Ok(None);
        }
        self.git(&["cat-file", "blob", &format!("{commit}:./{name}")]).map(Some)
    }

    /// Every record on disk is one that git tracks or could: what it is told to ignore, or finds behind a link, it cannot compare.
    fn knows_them_all(&self, tracked: &BTreeSet<RecordId>, untracked: &BTreeSet<RecordId>) -> Result<(), StoreError> {
        let on_disk = match self.ids() {
            Err(StoreError::NoRecords { .. } | StoreError::NoStoreAt { .. }) => Vec::new(),
            found => found?.0,
        };
        let unknown: Vec<&RecordId> =
            on_disk.iter().filter(|id| !tracked.contains(id) && !untracked.contains(id) || self.is_link(id)).collect();
        match unknown.first() {
            None => Ok(()),
            Some(first) => Err(StoreError::Untracked { path: self.path_of(first), more: unknown.len() - 1 }),
        }
    }

    /// Whether a record's file only leads to another: git keeps where it leads to, and not what is there.
    fn is_link(&self, id: &RecordId) -> bool {
        self.path_of(id).symlink_metadata().is_ok_and(|file| file.is_symlink())
    }

    /// A record that is gone and one that is new are one where they answer the same report on the same force.
    ///
    /// A file that git does not track can only be what was moved there while git still tracks the old name: a commit would lose it else.
    fn find_renamed(&self, since: &mut Since, tracked: &BTreeSet<RecordId>) {
        let about = |text: &str| {
            let record = yaml::parse(text).ok()?;
            Some((record.inspection.title, record.force, record.inspection.published))
        };
        let new = since.changed.iter().filter(|(_, before)| before.is_none()).map(|(id, _)| id);
        let new: Vec<(RecordId, _)> =
            new.chain(&since.untracked).filter_map(|id| Some((id.clone(), about(&self.load(id.clone()).ok()?.text)?))).collect();
        // The one that says most first, so that of two that are gone the lesser is told as gone.
        let mut gone: Vec<(RecordId, String)> = since.gone.iter().map(|(id, text)| (id.clone(), text.clone())).collect();
        gone.sort_by_key(|(_, text)| std::cmp::Reverse(text.len()));
        let mut taken: BTreeSet<RecordId> = BTreeSet::new();
        for (old, text) in gone {
            let Some((title, force, published)) = about(&text) else { continue };
            let may_be_untracked = tracked.contains(&old);
            // A wrong force or a wrong day is put right by moving the file.
            let same: Vec<RecordId> = new
                .iter()
                .filter(|(id, _)| !taken.contains(id) && (may_be_untracked || !since.untracked.contains(id)))
                .filter(|(_, other)| other.0 == title && (other.1 == force || other.2 == published))
                .map(|(id, _)| id.clone())
                .collect();
            if !same.is_empty() {
                since.gone.remove(&old);
            }
            for id in same {
                since.changed.insert(id.clone(), Some(text.clone()));
                taken.insert(id);
            }
        }
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

    /// The branches and tags that a revision can be named by, the newest first; none where git cannot tell.
    pub fn revisions(&self) -> Vec<String> {
        let refs = [
            "for-each-ref",
            "--count=200",
            "--sort=-creatordate",
            "--format=%(refname:short)",
            "refs/heads",
            "refs/remotes",
            "refs/tags",
        ];
        self.git(&refs).unwrap_or_default().lines().map(str::to_owned).collect()
    }

    /// The git work tree that the store is in, or will be once its folder is there.
    pub fn work_tree(&self) -> Option<PathBuf> {
        let root = std::path::absolute(self.root()).ok()?;
        let there = root.ancestors().find_map(|folder| folder.canonicalize().ok())?;
        there.ancestors().find(|folder| folder.join(".git").exists()).map(Path::to_owned)
    }

    /// Makes a git repository of the store's folder, whose branch is the one that a forge's job watches.
    ///
    /// # Errors
    /// Where the folder cannot be made, or there is no git.
    pub fn init_git(&self) -> Result<(), StoreError> {
        let write = |source| StoreError::Write { path: self.root().to_owned(), source };
        std::fs::create_dir_all(self.root()).map_err(write)?;
        self.git(&["init", "--quiet", "--initial-branch=main"]).map(drop)
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new("git");
        // In a hook git says where its own folders are, for the folder it runs in; from another they would lead astray.
        for variable in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR"] {
            command.env_remove(variable);
        }
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

/// Reads `git diff --raw -z --no-renames`: `:OLDMODE NEWMODE OLDBLOB NEWBLOB STATUS`, then the name.
fn differences(raw: &str) -> Vec<Difference> {
    let mut fields = raw.split('\0');
    let mut found = Vec::new();
    while let Some(head) = fields.next().filter(|head| head.starts_with(':')) {
        let words: Vec<&str> = head.split(' ').collect();
        let ([_, _, blob, _, status], Some(name)) = (&words[..], fields.next()) else { break };
        found.push(Difference { blob: (*status != "A").then(|| (*blob).to_owned()), name: name.to_owned() });
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_git_says_of_changes_is_read() {
        let raw = ":100644 100644 aa bb M\0records/x.yaml\0:000000 100644 00 cc A\0records/n m.yaml\0\
                   :100644 000000 dd 00 D\0records/g.yaml\0";
        let told: Vec<_> = differences(raw).into_iter().map(|it| (it.blob, it.name)).collect();
        let told: Vec<(Option<&str>, &str)> = told.iter().map(|(blob, name)| (blob.as_deref(), name.as_str())).collect();
        assert_eq!(told, [(Some("aa"), "records/x.yaml"), (None, "records/n m.yaml"), (Some("dd"), "records/g.yaml")]);
    }
}
