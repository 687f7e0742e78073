//! Completion for zsh.

use std::ffi::OsString;
use std::io::{Error, Write};
use std::path::Path;

use clap::Command;
use clap_complete::env::EnvCompleter;

use super::asked::{Help, offers};
use super::quoting::quoted;

/// zsh.
pub(super) struct Zsh;

/// Each line returned is a mark (`=` if the word continues, `.` if it is complete), the word with escaped colons, and after a
/// colon its explanation. The matcher accepts the typed text in any part of a word, ignoring case, as the commands do. A lone `~`
/// means that words contain the text in the middle: zsh would insert their common part with the cursor inside, so they are only
/// listed, and the next TAB cycles. The `~/` of a path stays as typed, because zsh would quote it.
const SCRIPT: &str = r#"#compdef irr
_irr() {
    local match='m:{[:lower:][:upper:]}={[:upper:][:lower:]} l:|=* r:|=*'
    local line typed="${(Q)PREFIX}" home=
    local -a open ended amid
    compset -P '\~/' && home='~/'
    for line in "${(@f)$(VARIABLE=zsh 'IRR' -- "${(@Q)words[1,CURRENT-1]}" "$typed" 2>/dev/null)}"; do
        case $line in
            '='*) open+=("${${line[2,-1]}#$home}") ;;
            '.'*) ended+=("${${line[2,-1]}#$home}") ;;
            '~') amid=(1) ;;
        esac
    done
    (( $#open )) && _describe -V 'irr' open -M "$match" -S ''
    (( $#ended )) && _describe -V 'irr' ended -M "$match"
    (( $#amid )) && compstate[insert]=${compstate[old_list]:+menu}
    (( $#open + $#ended ))
}
if [[ ${funcstack[1]} == _irr ]]; then
    _irr "$@"
else
    (( $+functions[compdef] )) || { autoload -Uz compinit && compinit }
    compdef _irr irr
fi
"#;

impl EnvCompleter for Zsh {
    fn name(&self) -> &'static str {
        "zsh"
    }

    fn is(&self, name: &str) -> bool {
        name == "zsh"
    }

    fn write_registration(&self, variable: &str, _: &str, _: &str, irr: &str, out: &mut dyn Write) -> Result<(), Error> {
        out.write_all(SCRIPT.replace("VARIABLE", variable).replace("IRR'", &format!("{}'", quoted(irr, Some('\'')))).as_bytes())
    }

    fn write_complete(
        &self,
        command: &mut Command,
        words: Vec<OsString>,
        here: Option<&Path>,
        out: &mut dyn Write,
    ) -> Result<(), Error> {
        let words: Vec<String> = words.into_iter().map(|word| word.to_string_lossy().into_owned()).collect();
        let typed = words.last().map(|word| word.to_lowercase()).unwrap_or_default();
        let offers = offers(command, words, here, Help::Shown);
        if offers.len() > 1 && !offers.iter().any(|offer| offer.word.to_lowercase().starts_with(&typed)) {
            writeln!(out, "~")?;
        }
        for offer in offers {
            let mark = if offer.open { '=' } else { '.' };
            let word = offer.word.replace('\\', "\\\\").replace(':', "\\:");
            match offer.help {
                Some(help) => writeln!(out, "{mark}{word}:{}", help.replace('\\', "\\\\"))?,
                None => writeln!(out, "{mark}{word}")?,
            }
        }
        Ok(())
    }
}
