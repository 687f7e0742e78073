//! A program that the user names in the environment, as a shell command line: an editor, a pager, a browser.

use std::ffi::OsStr;
use std::path::Path;
use std::process::Command;

/// A command line of the user's.
pub(super) struct UserProgram<'a> {
    line: &'a str,
    words: Vec<String>,
}

impl<'a> UserProgram<'a> {
    /// Reads a command line.
    pub(super) fn new(line: &'a str) -> Self {
        Self { line, words: words(line, Path::is_file) }
    }

    /// Returns the program's name without folder and extension.
    pub(super) fn name(&self) -> String {
        let program = self.words.first().map_or("", String::as_str);
        Path::new(program).file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
    }

    /// Returns the command with more arguments.
    ///
    /// As git does it: the shell splits the line into words, but our own arguments are passed as they are, never parsed by the
    /// shell. Windows has no such shell.
    pub(super) fn command(&self, arguments: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Command {
        match &self.words[..] {
            [program, rest @ ..] if rest.is_empty() || cfg!(windows) => {
                let mut command = Command::new(program);
                command.args(rest).args(arguments);
                command
            }
            _ => {
                let mut command = Command::new("sh");
                command.arg("-c").arg(format!("{} \"$@\"", self.line)).arg(self.line).args(arguments);
                command
            }
        }
    }
}

/// Splits a command line at its blanks, but for those within double quotes. One that names a file is one word: programs of
/// Windows and macOS lie in folders with blanks, and nobody quotes them in `EDITOR`.
fn words(line: &str, is_file: impl Fn(&Path) -> bool) -> Vec<String> {
    if is_file(Path::new(line)) {
        return vec![line.to_owned()];
    }
    let mut words = Vec::new();
    let mut rest = line.trim_start();
    while !rest.is_empty() {
        let (word, after) = match rest.strip_prefix('"') {
            Some(quoted) => quoted.split_once('"').unwrap_or((quoted, "")),
            None => rest.split_once(char::is_whitespace).unwrap_or((rest, "")),
        };
        words.push(word.to_owned());
        rest = after.trim_start();
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_with_blanks_is_one_word_where_it_is_a_file_or_is_quoted() {
        let notepad = r"C:\Program Files\Notepad++\notepad++.exe";
        let is_notepad = |path: &Path| path == Path::new(notepad);
        assert_eq!(words(notepad, is_notepad), [notepad]);
        assert_eq!(words(&format!("\"{notepad}\" -multiInst"), is_notepad), [notepad, "-multiInst"]);
        assert_eq!(words("code  --wait ", is_notepad), ["code", "--wait"]);
        assert_eq!(words("\"left open", is_notepad), ["left open"]);
        assert_eq!(words(" ", is_notepad), Vec::<String>::new());
    }
}
