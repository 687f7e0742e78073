//! A folder of its own, an empty environment, a fixed day.

use std::fmt;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// The day that it is in every sandbox.
pub(crate) const TODAY: &str = "2026-05-01";

/// A store in a folder that nothing else uses.
pub(crate) struct Sandbox {
    folder: TempDir,
}

/// What a run printed, and how it ended.
pub(crate) struct Run {
    pub(crate) stdout: String,
    pub(crate) stderr: String,
    pub(crate) code: i32,
}

impl fmt::Display for Run {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Line ends of a CSV would be lost in a snapshot.
        let seen = |text: &str| text.replace('\r', "␍");
        write!(f, "{}--- stderr\n{}--- exit {}", seen(&self.stdout), seen(&self.stderr), self.code)
    }
}

impl Sandbox {
    /// A sandbox with an empty store.
    pub(crate) fn new() -> Self {
        let sandbox = Self::bare();
        fs::create_dir(sandbox.path("records")).unwrap();
        sandbox
    }

    /// A sandbox with nothing in it, and a wall that no search upwards goes through.
    pub(crate) fn bare() -> Self {
        let sandbox = Self { folder: TempDir::new().unwrap() };
        fs::create_dir(sandbox.path(".git")).unwrap();
        sandbox
    }

    /// A sandbox with the record that the form of the fixtures makes.
    pub(crate) fn with_form() -> Self {
        let sandbox = Self::new();
        let run = sandbox.run(&["import", "--anyway", fixture("intake/form.txt").to_str().unwrap()]);
        assert_eq!(run.code, 0, "{run}");
        sandbox
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub(crate) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    /// The names of the files in a folder, in order.
    pub(crate) fn list(&self, folder: &str) -> Vec<String> {
        let name = |entry: std::io::Result<std::fs::DirEntry>| entry.unwrap().file_name().to_string_lossy().into_owned();
        let mut names: Vec<String> = std::fs::read_dir(self.path(folder)).unwrap().map(name).collect();
        names.sort();
        names
    }

    /// Runs irr here.
    pub(crate) fn run(&self, args: &[&str]) -> Run {
        self.run_with(args, &[], "")
    }

    /// Runs irr in a folder below.
    pub(crate) fn run_in(&self, folder: &str, args: &[&str]) -> Run {
        self.run_there(&self.path(folder), args, &[], "")
    }

    /// Runs irr here with more environment and something on its standard input.
    pub(crate) fn run_with(&self, args: &[&str], env: &[(&str, &str)], stdin: &str) -> Run {
        self.run_there(self.folder.path(), args, env, stdin)
    }

    fn run_there(&self, folder: &Path, args: &[&str], env: &[(&str, &str)], stdin: &str) -> Run {
        let mut child = Command::new(env!("CARGO_BIN_EXE_irr"))
            .args(args)
            .current_dir(folder)
            .env_clear()
            // For git, which is asked what has changed. On Windows no program starts without the first of the others.
            .envs(["PATH", "SystemRoot", "TEMP"].into_iter().filter_map(|name| Some((name, std::env::var_os(name)?))))
            .env("HOME", self.folder.path())
            .env("IRR_TODAY", TODAY)
            .envs(env.iter().copied())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // A command that reads no input may be gone by now.
        let _ = child.stdin.take().unwrap().write_all(stdin.as_bytes());
        let output = child.wait_with_output().unwrap();
        let text = |bytes: Vec<u8>| self.without_folder(&String::from_utf8(bytes).unwrap());
        Run { stdout: text(output.stdout), stderr: text(output.stderr), code: output.status.code().unwrap() }
    }

    /// Runs git here, as somebody, on a day.
    pub(crate) fn git(&self, args: &[&str]) -> String {
        self.git_on("2025-06-01", args)
    }

    /// Runs git here, as somebody, on this day.
    pub(crate) fn git_on(&self, day: &str, args: &[&str]) -> String {
        let output = Command::new("git")
            .args(["-c", "user.name=A. N. Officer", "-c", "user.email=officer@example.org", "-c", "init.defaultBranch=main"])
            .args(args)
            .current_dir(self.folder.path())
            .env("HOME", self.folder.path())
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .env("GIT_AUTHOR_DATE", format!("{day}T12:00:00Z"))
            .env("GIT_COMMITTER_DATE", format!("{day}T12:00:00Z"))
            .output()
            .unwrap();
        assert!(output.status.success(), "git {args:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    /// Makes a repository of the sandbox, with everything in it committed.
    pub(crate) fn commit(&self) {
        self.git(&["init", "-q"]);
        self.git(&["add", "-A"]);
        self.git(&["commit", "-q", "--allow-empty", "-m", "as it stands"]);
    }

    /// Names who commits, in the repository's own configuration.
    pub(crate) fn named(&self) {
        self.git(&["config", "user.name", "A. N. Officer"]);
        self.git(&["config", "user.email", "officer@example.org"]);
    }

    /// A text in which this sandbox and the fixtures have names that are the same everywhere.
    pub(crate) fn without_folder(&self, text: &str) -> String {
        let fixtures = fixture("");
        let real = self.folder.path().canonicalize().unwrap();
        text.replace(fixtures.to_str().unwrap(), "FIXTURES/")
            .replace(env!("CARGO_BIN_EXE_irr"), "/bin/irr")
            .replace(real.to_str().unwrap(), "SANDBOX")
            .replace(self.folder.path().to_str().unwrap(), "SANDBOX")
    }
}

/// A file of the fixtures.
pub(crate) fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name)
}

/// The project's own folder, whose records are shipped.
pub(crate) fn project() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}
