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
static ASKED: OnceLock<Asked> = OnceLock::new();

struct Asked {
    words: Vec<String>,
    help: Help,
}

/// Whether the shell shows explanations.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Help {
    Shown,
    /// No files are read for explanations then.
    NotShown,
}

/// One candidate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Offer {
    /// The complete word.
    pub(super) word: String,
    /// Its explanation, on one line.
    pub(super) help: Option<String>,
    /// Whether the word continues, so that no space must follow.
    pub(super) open: bool,
}

/// Returns the candidates for the last word.
pub(super) fn offers(command: &mut Command, words: Vec<String>, here: Option<&Path>, help: Help) -> Vec<Offer> {
    let Some(last) = words.len().checked_sub(1) else { return Vec::new() };
    let typed = words[last].clone();
    let args: Vec<OsString> = words.iter().map(OsString::from).collect();
    // It is unset: this is the only caller in the process.
    let _ = ASKED.set(Asked { words, help });
    let mut offers: Vec<Offer> = complete(command, args, last, here).unwrap_or_default().into_iter().map(Offer::from).collect();
    // Flags are only offered after a -, or if there is nothing else.
    if typed.is_empty() && offers.iter().any(|offer| !offer.word.starts_with('-')) {
        offers.retain(|offer| !offer.word.starts_with('-'));
    }
    offers
}

/// Marks a candidate that continues. clap has no field for this, so its id (used to detect duplicates) is.
pub(super) fn open(candidate: CompletionCandidate) -> CompletionCandidate {
    let id = format!("{OPEN}{}", candidate.get_value().to_string_lossy());
    candidate.id(Some(id))
}

const OPEN: &str = "open ";

impl From<CompletionCandidate> for Offer {
    fn from(candidate: CompletionCandidate) -> Self {
        let word = candidate.get_value().to_string_lossy().into_owned();
        let marked = candidate.get_id().is_some_and(|id| id.starts_with(OPEN));
        let help = candidate.get_help().and_then(|help| help.to_string().lines().next().map(str::to_owned));
        Self { open: marked || word.len() > 1 && word.ends_with(['/', '=', ':']), help, word }
    }
}

/// Returns the words before the one being completed.
pub(super) fn words_before() -> &'static [String] {
    ASKED.get().and_then(|asked| asked.words.split_last()).map_or(&[], |(_, before)| before)
}

/// Whether the shell shows explanations.
pub(super) fn help() -> Help {
    ASKED.get().map_or(Help::NotShown, |asked| asked.help)
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
    use super::named;

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
