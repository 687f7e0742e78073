//! bash without the bash-completion package.
//!
//! readline ends a word at `:` and `=` (COMP_WORDBREAKS), replaces only the part after the last of them, and inserts the common
//! prefix of all answers, even if that is shorter than what was typed. So the script sends the whole line, and this module
//! returns answers without the part that readline keeps, quoted like the typed word, with a space at the end of complete words.

use std::ffi::OsString;
use std::io::{Error, Write};
use std::path::Path;

use clap::Command;
use clap_complete::env::EnvCompleter;

use super::asked::{Help, Offer, offers};
use super::quoting::{self, Word, quoted, word};

/// Completion for bash.
pub(super) struct Bash;

/// `$2` is the part that readline will replace. Versions before 4.4 sort the answers themselves.
const SCRIPT: &str = r#"_irr_complete() {
    local reply
    COMPREPLY=()
    while IFS= read -r reply; do
        COMPREPLY+=("$reply")
    done < <(VARIABLE=bash _IRR_REPLACED="$2" _IRR_COMP_TYPE="$COMP_TYPE" 'IRR' -- "${COMP_LINE:0:COMP_POINT}" 2>/dev/null)
}
complete -o nospace -o nosort -F _irr_complete irr 2>/dev/null || complete -o nospace -F _irr_complete irr
"#;

impl EnvCompleter for Bash {
    fn name(&self) -> &'static str {
        "bash"
    }

    fn is(&self, name: &str) -> bool {
        name == "bash"
    }

    fn write_registration(&self, variable: &str, _: &str, _: &str, irr: &str, out: &mut dyn Write) -> Result<(), Error> {
        out.write_all(SCRIPT.replace("VARIABLE", variable).replace("IRR'", &format!("{}'", quoted(irr, Some('\'')))).as_bytes())
    }

    fn write_complete(
        &self,
        command: &mut Command,
        line: Vec<OsString>,
        here: Option<&Path>,
        out: &mut dyn Write,
    ) -> Result<(), Error> {
        let line = line.first().map(|line| line.to_string_lossy().into_owned()).unwrap_or_default();
        let variable = |name| std::env::var(name).unwrap_or_default();
        let words = quoting::words(&line);
        let last = words.last().cloned().unwrap_or_default();
        let offers = offers(command, words.into_iter().map(|word| word.text).collect(), here, Help::NotShown);
        for reply in replies(&offers, &last, &variable("_IRR_REPLACED"), Deed::of(&variable("_IRR_COMP_TYPE"))) {
            writeln!(out, "{reply}")?;
        }
        Ok(())
    }
}

/// What readline does with the answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Deed {
    /// Inserts their common prefix.
    PutIn,
    /// Only lists them, or cycles through them.
    Show,
}

impl Deed {
    /// From COMP_TYPE, a character code: TAB, `!` and `@` insert; `?` lists, `%` cycles.
    fn of(comp_type: &str) -> Self {
        if matches!(comp_type, "63" | "37") { Self::Show } else { Self::PutIn }
    }
}

/// Returns the lines for bash that replace the end `replaced` of the typed word.
fn replies(offers: &[Offer], typed: &Word, replaced: &str, deed: Deed) -> Vec<String> {
    let kept = word(typed.raw.strip_suffix(replaced).unwrap_or("")).text;
    let rest = typed.text.strip_prefix(&kept).unwrap_or("");
    let ends: Vec<(&str, bool)> = offers.iter().filter_map(|offer| Some((offer.word.strip_prefix(&kept)?, offer.open))).collect();
    if let [(end, open)] = ends[..] {
        // readline closes an open quote itself.
        let blank = if open || typed.quote.is_some() { "" } else { " " };
        return vec![format!("{}{blank}", quoted(end, typed.quote))];
    }
    let mut replies: Vec<String> = ends.iter().map(|(end, _)| quoted(end, typed.quote)).collect();
    let shared = shared(&replies);
    let loses = !shared.to_lowercase().starts_with(&quoted(rest, typed.quote).to_lowercase());
    if deed == Deed::PutIn && loses && !shared.is_empty() {
        // With this one they have no common prefix, so readline does not change what was typed.
        replies.push("…".to_owned());
    }
    replies
}

/// Returns the common prefix of all words.
fn shared(words: &[String]) -> String {
    let Some((first, rest)) = words.split_first() else { return String::new() };
    let in_all = |(at, c): &(usize, char)| rest.iter().all(|word| word[..].get(*at..).is_some_and(|end| end.starts_with(*c)));
    first.char_indices().take_while(in_all).map(|(_, c)| c).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn replied(words: &[&str], typed: &str, replaced: &str, deed: Deed) -> Vec<String> {
        let offer = |word: &&str| Offer { word: (*word).to_owned(), help: None, open: false };
        replies(&words.iter().map(offer).collect::<Vec<_>>(), &word(typed), replaced, deed)
    }

    #[test]
    fn what_readline_leaves_alone_is_left_out() {
        assert_eq!(replied(&["custody:R1", "custody:R2"], "custody:R", "R", Deed::PutIn), ["R1", "R2"]);
        assert_eq!(replied(&["custody:R1"], "custody:", "", Deed::PutIn), ["R1 "]);
        assert_eq!(replied(&["owner=Head of C"], "owner=He", "He", Deed::PutIn), ["Head\\ of\\ C "]);
        assert_eq!(replied(&["owner=Head of C"], "owner=\"He", "He", Deed::PutIn), ["Head of C"]);
        assert_eq!(replied(&["a:R1"], "'a:", "a:", Deed::PutIn), ["a:R1"]);
    }

    #[test]
    fn what_was_typed_is_never_taken_away() {
        let ids = ["surrey/custody", "staffordshire/custody"];
        assert_eq!(replied(&ids, "custo", "custo", Deed::PutIn), ["surrey/custody", "staffordshire/custody", "…"]);
        assert_eq!(replied(&ids, "custo", "custo", Deed::Show), ids);
        assert_eq!(replied(&ids, "S", "S", Deed::PutIn), ids);
    }
}
