//! bash, with an own script.
//!
//! clap's script cannot complete `custody:R1`: readline ends a word at `:` and `=` (COMP_WORDBREAKS), so the script passes `R1`
//! alone, and it inserts `Head of Custody` without quotes. To take the colon out of COMP_WORDBREAKS is no way out, because git's
//! completion puts it back. So the script sends the whole line and the part that readline will replace, and gets only that part,
//! quoted like the typed word and with a space after complete words.

use std::ffi::OsString;
use std::io::{Error, Write};
use std::path::Path;

use clap::Command;
use clap_complete::env::EnvCompleter;

use super::line::{Completion, completions, split};

/// Completion for bash.
pub(super) struct Bash;

/// `$2` is the part that readline will replace. Versions before 4.4 sort the answers themselves.
const SCRIPT: &str = r#"_irr_complete() {
    local reply
    COMPREPLY=()
    while IFS= read -r reply; do
        COMPREPLY+=("$reply")
    done < <(VARIABLE=bash _IRR_REPLACED="$2" _IRR_COMP_TYPE="$COMP_TYPE" IRR -- "${COMP_LINE:0:COMP_POINT}" 2>/dev/null)
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
        let irr = format!("'{}'", quoted(irr, Some('\'')));
        out.write_all(SCRIPT.replace("VARIABLE", variable).replace("IRR --", &format!("{irr} --")).as_bytes())
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
        let found = completions(command, split(&line).0, here);
        // `?` lists the answers and `%` cycles through them; at any other COMP_TYPE, their common prefix is inserted.
        let action = match variable("_IRR_COMP_TYPE").as_str() {
            "63" | "37" => ReadlineAction::List,
            _ => ReadlineAction::Insert,
        };
        replies(&found, &line, &variable("_IRR_REPLACED"), action).iter().try_for_each(|reply| writeln!(out, "{reply}"))
    }
}

/// What readline does with the answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ReadlineAction {
    /// Inserts their common prefix.
    Insert,
    /// Lists them or cycles through them.
    List,
}

/// Returns the lines for bash that replace the end `replaced` of the typed word.
fn replies(found: &[Completion], line: &str, replaced: &str, action: ReadlineAction) -> Vec<String> {
    let last_word = |line: &str| split(line).0.pop().unwrap_or_default();
    let (typed, kept) = (last_word(line), last_word(line.strip_suffix(replaced).unwrap_or(line)));
    let quote = split(line).1;
    let ends = found.iter().filter_map(|it| Some((it.word.strip_prefix(&kept)?, it.continues)));
    let ends: Vec<(String, bool)> = ends.map(|(end, continues)| (quoted(end, quote), continues)).collect();
    if let [(end, continues)] = &ends[..] {
        // readline closes an open quote itself.
        let blank = if *continues || quote.is_some() { "" } else { " " };
        return vec![format!("{end}{blank}")];
    }
    let mut replies: Vec<String> = ends.into_iter().map(|(end, _)| end).collect();
    let shared = shared(&replies);
    let rest = quoted(typed.strip_prefix(&kept).unwrap_or(""), quote);
    let loses = !shared.to_lowercase().starts_with(&rest.to_lowercase());
    if action == ReadlineAction::Insert && loses && !shared.is_empty() {
        // With this one they have no common prefix, so readline does not change what was typed.
        replies.push("…".to_owned());
    }
    replies
}

/// Quotes text for use after an open quote, or without one.
fn quoted(text: &str, quote: Option<char>) -> String {
    let mut typed = String::with_capacity(text.len());
    for c in text.chars() {
        match quote {
            Some('\'') if c == '\'' => typed.push_str("'\\''"),
            Some('"') if matches!(c, '"' | '\\' | '$' | '`') => typed.extend(['\\', c]),
            None if !(c.is_alphanumeric() || "-_./:=,+@%^~".contains(c)) => typed.extend(['\\', c]),
            _ => typed.push(c),
        }
    }
    typed
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

    fn replied(words: &[&str], typed: &str, replaced: &str, action: ReadlineAction) -> Vec<String> {
        let completion = |word: &&str| Completion { word: (*word).to_owned(), help: None, continues: false };
        replies(&words.iter().map(completion).collect::<Vec<_>>(), &format!("irr {typed}"), replaced, action)
    }

    #[test]
    fn what_is_typed_for_a_text_is_read_as_that_text() {
        let text = "Head of \"Custody\" (nights) & O'Brien's $5 \\ `x` *";
        for open in ["", "'", "\""] {
            let typed = format!("{open}{}", quoted(text, open.chars().next()));
            assert_eq!(split(&typed).0, [text], "{typed}");
        }
    }

    #[test]
    fn what_readline_leaves_alone_is_left_out() {
        assert_eq!(replied(&["custody:R1", "custody:R2"], "custody:R", "R", ReadlineAction::Insert), ["R1", "R2"]);
        assert_eq!(replied(&["custody:R1"], "custody:", "", ReadlineAction::Insert), ["R1 "]);
        assert_eq!(replied(&["owner=Head of C"], "owner=He", "He", ReadlineAction::Insert), ["Head\\ of\\ C "]);
        assert_eq!(replied(&["owner=Head of C"], "owner=\"He", "He", ReadlineAction::Insert), ["Head of C"]);
        assert_eq!(replied(&["a:R1"], "'a:", "a:", ReadlineAction::Insert), ["a:R1"]);
    }

    #[test]
    fn what_was_typed_is_never_taken_away() {
        let ids = ["surrey/custody", "staffordshire/custody"];
        assert_eq!(replied(&ids, "custo", "custo", ReadlineAction::Insert), ["surrey/custody", "staffordshire/custody", "…"]);
        assert_eq!(replied(&ids, "custo", "custo", ReadlineAction::List), ids);
        assert_eq!(replied(&ids, "S", "S", ReadlineAction::Insert), ids);
    }
}
