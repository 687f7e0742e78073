//! Shells that take clap's own script: zsh, fish and PowerShell.

use std::ffi::OsString;
use std::io::{Error, Write};
use std::path::Path;

use clap::Command;
use clap_complete::env::{self, EnvCompleter};

use super::line::{Completion, completions, split};

/// A shell with clap's script and irr's candidates.
pub(super) struct ScriptedShell {
    clap: &'static dyn EnvCompleter,
    /// Parts of clap's script, each with what takes its place.
    changes: &'static [(&'static str, &'static str)],
    /// How many of the last words the shell passes with their quotes.
    quoted_words: usize,
    /// Formats a candidate that has an explanation.
    explained: fn(&str, &str) -> String,
    /// Writes a word as the shell wants it typed.
    typed: fn(&str) -> String,
}

/// How zsh takes the candidates. With clap's own line it would take only those that start with the typed text, and put a space
/// after `owner=` and after an id, before the colon of `custody:R1`. Where several contain the text in their middle, they are
/// only listed, and the next TAB cycles: zsh would insert their common part with the cursor inside. It would quote the `~` of a
/// path.
const ZSH_ENDING: &str = r#"compset -P '\~/' && dirs=("${dirs[@]#\~/}") other=("${other[@]#\~/}")
        [[ -n $dirs ]] && _describe -V 'values' dirs -S '/' -r '/'
        if [[ -n $other ]]; then
            local -a ending=()
            [[ $value == (*[=.]|*/*[^\\]) ]] && ending=(-S '')
            [[ $#other -gt 1 && ${(L)other[1]//\\:/:} != ${(LQ)PREFIX}* ]] && compstate[insert]=${compstate[old_list]:+menu}
            _describe -V 'values' other -M 'm:{[:lower:][:upper:]}={[:upper:][:lower:]} l:|=* r:|=*' "${ending[@]}"
        fi"#;

/// The end of clap's script for zsh.
const CLAPS_ENDING: &str = "[[ -n $dirs ]] && _describe -V 'values' dirs -S '/' -r '/'
        [[ -n $other ]] && _describe -V 'values' other";

pub(super) const ZSH: ScriptedShell = ScriptedShell {
    clap: &env::Zsh,
    changes: &[
        (CLAPS_ENDING, ZSH_ENDING),
        // Not every ~/.zshrc has loaded the completion system.
        ("\ncompdef ", "\n(( $+functions[compdef] )) || { autoload -Uz compinit && compinit }\ncompdef "),
    ],
    quoted_words: usize::MAX,
    explained: |word, help| format!("{word}:{}", help.replace('\\', "\\\\")),
    typed: |word| word.replace('\\', "\\\\").replace(':', "\\:"),
};

pub(super) const FISH: ScriptedShell =
    ScriptedShell { clap: &env::Fish, changes: &[], quoted_words: 1, explained: tabbed, typed: str::to_owned };

/// PowerShell inserts what it gets, so words with spaces or special characters come quoted.
pub(super) const POWERSHELL: ScriptedShell =
    ScriptedShell { clap: &env::Powershell, changes: &[], quoted_words: 0, explained: tabbed, typed: in_powershell };

fn tabbed(word: &str, help: &str) -> String {
    format!("{word}\t{help}")
}

fn in_powershell(word: &str) -> String {
    let plain = word.chars().all(|c| c.is_alphanumeric() || "-_./:=+\\~".contains(c));
    if plain { word.to_owned() } else { format!("'{}'", word.replace('\'', "''")) }
}

impl EnvCompleter for ScriptedShell {
    fn name(&self) -> &'static str {
        self.clap.name()
    }

    fn is(&self, name: &str) -> bool {
        self.clap.is(name)
    }

    fn write_registration(&self, variable: &str, name: &str, bin: &str, irr: &str, out: &mut dyn Write) -> Result<(), Error> {
        let mut script = Vec::new();
        self.clap.write_registration(variable, name, bin, irr, &mut script)?;
        let script = String::from_utf8_lossy(&script).into_owned();
        let changed = self.changes.iter().fold(script, |script, (from, to)| script.replace(from, to));
        out.write_all(changed.as_bytes())
    }

    fn write_complete(
        &self,
        command: &mut Command,
        mut words: Vec<OsString>,
        here: Option<&Path>,
        out: &mut dyn Write,
    ) -> Result<(), Error> {
        // zsh passes the words behind the cursor too, and leaves an empty one at the cursor out.
        let cursor = std::env::var("_CLAP_COMPLETE_INDEX").ok().and_then(|index| index.parse().ok());
        words.resize(cursor.map_or(words.len(), |cursor: usize| cursor.min(words.len()) + 1), OsString::new());
        let mut words: Vec<String> = words.into_iter().map(|word| word.to_string_lossy().into_owned()).collect();
        let first = words.len().saturating_sub(self.quoted_words);
        words[first..].iter_mut().for_each(|word| *word = split(word).0.concat());
        completions(command, words, here).into_iter().try_for_each(|Completion { word, help, .. }| {
            let word = (self.typed)(&word);
            writeln!(out, "{}", help.map_or(word.clone(), |help| (self.explained)(&word, &help)))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::in_powershell;

    #[test]
    fn powershell_gets_quotes_where_it_needs_them() {
        assert_eq!(in_powershell("custody:R1"), "custody:R1");
        assert_eq!(in_powershell("O'Brien's team"), "'O''Brien''s team'");
    }
}
