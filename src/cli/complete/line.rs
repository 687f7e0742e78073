//! The command line being completed, and the candidates for its last word.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use clap::Command;
use clap_complete::CompletionCandidate;
use clap_complete::engine::complete;

use crate::store::Store;

/// The words up to the cursor, unquoted.
///
/// One process completes one line, so this is set once. clap passes a completer only the word being completed, so the others are
/// kept here.
static WORDS: OnceLock<Vec<String>> = OnceLock::new();

/// One way to complete the last word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Completion {
    /// The complete word.
    pub(super) word: String,
    /// Its explanation, on one line.
    pub(super) help: Option<String>,
    /// Whether the word continues, so that no space must follow.
    pub(super) continues: bool,
}

/// Returns the ways to complete the last word.
pub(super) fn completions(command: &mut Command, words: Vec<String>, here: Option<&Path>) -> Vec<Completion> {
    let Some(last) = words.len().checked_sub(1) else { return Vec::new() };
    let args: Vec<OsString> = words.iter().map(OsString::from).collect();
    let is_empty = words[last].is_empty();
    // It is unset: this is the only caller in the process.
    let _ = WORDS.set(words);
    let mut found: Vec<Completion> =
        complete(command, args, last, here).unwrap_or_default().into_iter().map(Completion::from).collect();
    // Flags are only offered after a -, or if there is nothing else.
    if is_empty && found.iter().any(|it| !it.word.starts_with('-')) {
        found.retain(|it| !it.word.starts_with('-'));
    }
    found
}

/// Marks a candidate that continues. clap has no field for this, so its id (used to detect duplicates) is.
pub(super) fn continued(candidate: CompletionCandidate) -> CompletionCandidate {
    let id = format!("{CONTINUES}{}", candidate.get_value().to_string_lossy());
    candidate.id(Some(id))
}

const CONTINUES: &str = "continues ";

impl From<CompletionCandidate> for Completion {
    fn from(candidate: CompletionCandidate) -> Self {
        let word = candidate.get_value().to_string_lossy().into_owned();
        let marked = candidate.get_id().is_some_and(|id| id.starts_with(CONTINUES));
        let help = candidate.get_help().and_then(|help| help.to_string().lines().next().map(str::to_owned));
        Self { continues: marked || word.len() > 1 && word.ends_with(['/', '=', ':']), help, word }
    }
}

/// Splits an unfinished line into words, as a POSIX shell does, and returns the quote that is still open. The last word, at the
/// cursor, may be empty.
pub(super) fn split(line: &str) -> (Vec<String>, Option<char>) {
    let ends = [("''", None), ("\"", Some('"')), ("'", Some('\''))];
    let read = |(end, quote)| Some((shlex::split(&format!("{line}{end}"))?, quote));
    ends.into_iter().find_map(read).unwrap_or_default()
}

/// Returns the words before the one being completed.
pub(super) fn words_before() -> &'static [String] {
    WORDS.get().and_then(|words| words.split_last()).map_or(&[], |(_, before)| before)
}

/// Returns the store of the command line: from `--store`, `IRR_STORE`, or searched upwards.
pub(super) fn store() -> Option<Store> {
    let typed = named(words_before()).map(from_home);
    let named = typed.or_else(|| std::env::var_os("IRR_STORE").filter(|name| !name.is_empty()).map(PathBuf::from));
    match named {
        Some(folder) => Some(Store::at(folder)),
        None => Store::find(&std::env::current_dir().ok()?).ok(),
    }
}

/// Returns the last `--store` on the command line.
fn named(words: &[String]) -> Option<&str> {
    let flags = words.iter().take_while(|word| *word != "--").enumerate();
    let named = flags.filter_map(|(at, word)| match word.strip_prefix("--store")? {
        "" => words.get(at + 1).map(String::as_str),
        rest => rest.strip_prefix('='),
    });
    named.last()
}

/// Expands a leading `~` that the shell has not expanded yet.
fn from_home(folder: &str) -> PathBuf {
    match (folder.strip_prefix("~/"), std::env::var_os("HOME")) {
        (Some(below), Some(home)) => Path::new(&home).join(below),
        _ => PathBuf::from(folder),
    }
}

#[cfg(test)]
mod tests {
    use super::{named, split};

    #[test]
    fn a_line_is_read_as_its_shell_reads_it() {
        for (line, texts, quote) in [
            ("irr show custody:R", &["irr", "show", "custody:R"][..], None),
            ("irr  show ", &["irr", "show", ""], None),
            ("irr list --owner \"Head of", &["irr", "list", "--owner", "Head of"], Some('"')),
            ("irr list --owner 'Head of", &["irr", "list", "--owner", "Head of"], Some('\'')),
            ("irr list --owner Head\\ of", &["irr", "list", "--owner", "Head of"], None),
            ("irr set owner='Head of'\\ C", &["irr", "set", "owner=Head of C"], None),
            ("irr \"a\\\"b\\c\"", &["irr", "a\"b\\c"], None),
        ] {
            assert_eq!(split(line), (texts.iter().map(|text| (*text).to_owned()).collect(), quote), "{line}");
        }
    }

    #[test]
    fn the_last_store_typed_is_meant() {
        let words = |line: &str| line.split(' ').map(str::to_owned).collect::<Vec<_>>();
        for (line, store) in [
            ("irr show", None),
            ("irr --store a show", Some("a")),
            ("irr --store a show --store=b", Some("b")),
            ("irr show --store", None),
            ("irr show -- --store c", None),
            ("irr show --stored c", None),
        ] {
            assert_eq!(named(&words(line)), store, "{line}");
        }
    }
}
