//! Shells that work with clap's own scripts.

use std::ffi::OsString;
use std::io::{Error, Write};
use std::path::Path;

use clap::Command;
use clap_complete::env::{self, EnvCompleter};

use super::asked::{Help, Offer, offers};
use super::quoting::word;

/// fish quotes and selects by itself. It adds a space after an id, except after `/`, `=`, `:` and the like.
pub(super) struct Fish;

/// PowerShell, on Windows or elsewhere.
pub(super) struct Powershell;

impl EnvCompleter for Fish {
    fn name(&self) -> &'static str {
        "fish"
    }

    fn is(&self, name: &str) -> bool {
        name == "fish"
    }

    fn write_registration(&self, variable: &str, name: &str, bin: &str, irr: &str, out: &mut dyn Write) -> Result<(), Error> {
        env::Fish.write_registration(variable, name, bin, irr, out)
    }

    fn write_complete(
        &self,
        command: &mut Command,
        words: Vec<OsString>,
        here: Option<&Path>,
        out: &mut dyn Write,
    ) -> Result<(), Error> {
        let mut words: Vec<String> = words.into_iter().map(|word| word.to_string_lossy().into_owned()).collect();
        // Words before the cursor come unquoted, the one at the cursor with its quotes.
        if let Some(last) = words.last_mut() {
            *last = word(last).text;
        }
        tell(&offers(command, words, here, Help::Shown), str::to_owned, out)
    }
}

impl EnvCompleter for Powershell {
    fn name(&self) -> &'static str {
        "powershell"
    }

    fn is(&self, name: &str) -> bool {
        matches!(name, "powershell" | "pwsh" | "powershell_ise")
    }

    fn write_registration(&self, variable: &str, name: &str, bin: &str, irr: &str, out: &mut dyn Write) -> Result<(), Error> {
        env::Powershell.write_registration(variable, name, bin, irr, out)
    }

    fn write_complete(
        &self,
        command: &mut Command,
        words: Vec<OsString>,
        here: Option<&Path>,
        out: &mut dyn Write,
    ) -> Result<(), Error> {
        let words = words.into_iter().map(|word| word.to_string_lossy().into_owned()).collect();
        tell(&offers(command, words, here, Help::Shown), in_powershell, out)
    }
}

/// Writes one candidate per line, with its explanation after a tab.
fn tell(offers: &[Offer], quoted: impl Fn(&str) -> String, out: &mut dyn Write) -> Result<(), Error> {
    for offer in offers {
        match &offer.help {
            Some(help) => writeln!(out, "{}\t{help}", quoted(&offer.word))?,
            None => writeln!(out, "{}", quoted(&offer.word))?,
        }
    }
    Ok(())
}

/// Quotes a word for PowerShell if it has spaces or special characters.
fn in_powershell(word: &str) -> String {
    let plain = word.chars().all(|c| c.is_alphanumeric() || "-_./:=+\\~".contains(c));
    if plain { word.to_owned() } else { format!("'{}'", word.replace('\'', "''")) }
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
