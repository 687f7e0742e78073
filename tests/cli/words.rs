//! Keeps words that users did not understand out of the help and the messages.

use std::fs;
use std::path::{Path, PathBuf};

use crate::sandbox::{Sandbox, project};

/// Words that neither the help nor a message may contain, each with what to write instead.
const ANYWHERE: &[(&str, &str)] = &[
    ("told", "shown, reported, listed"),
    ("tells", "shows, says"),
    ("as asked", "nothing matches"),
    ("the word of", "verification"),
    ("'s word", "verification"),
    ("so already", "already up to date"),
    ("wants", "needs, requires; missing"),
    ("somebody", "someone; or name them"),
    ("nobody is there", "there is no terminal"),
    ("breach", "problem"),
    ("fault", "problem"),
    ("faults", "problems"),
    ("judged", "checked"),
    ("judges", "checks"),
    ("judging", "checking"),
    ("mend", "fix"),
    ("mends", "fixes"),
    ("mended", "fixed"),
    ("parted", "separated"),
    ("afresh", "again"),
    ("anew", "again"),
    ("taken out", "removed"),
    ("takes out", "removes"),
    ("let go", "discarded"),
    ("put aside", "set aside"),
    ("to its end", "finish; close"),
    ("all the same", "anyway"),
    ("at first hand", "directly"),
    ("is no record", "is not a record"),
    ("is nothing that", "is not a column"),
    ("will not", "cannot"),
];

/// Words that the help may not contain.
const IN_HELP: &[(&str, &str)] = &[
    ("store", "records folder, repository"),
    ("clock", "deadline"),
    ("clocks", "deadlines"),
    ("gist", "finding"),
    ("deed", "change"),
    ("whole", "in full"),
];

/// What is spelt like a word of the lists and is none: names of flags and their values.
const NAMES: &[&str] =
    &["--store <DIR>", "IRR_STORE", "--store", "--clock <CLOCK>", "--clock", "--afresh", "the whole report", "the whole field"];

#[test]
fn no_help_speaks_a_dialect() {
    let sandbox = Sandbox::bare();
    let list = sandbox.run(&["--help"]).stdout;
    let commands = list.split("Usage:").nth(1).unwrap().split("Options:").next().unwrap();
    let names = commands.lines().filter_map(|line| line.strip_prefix("  ")).filter_map(|line| line.split(' ').next());
    let mut pages = vec![("irr".to_owned(), list.clone())];
    for name in names.map(str::to_owned).chain(["add", "done", "move"].map(|name| format!("action {name}"))) {
        let args: Vec<&str> = std::iter::once("help").chain(name.split(' ')).collect();
        pages.push((name.clone(), sandbox.run(&args).stdout));
    }
    assert!(pages.len() > 30, "the list of commands is not where this test looks for it");
    let mut found = Vec::new();
    for (name, page) in pages {
        let page = NAMES.iter().fold(page.split_whitespace().collect::<Vec<_>>().join(" "), |page, name| page.replace(name, ""));
        for (word, instead) in ANYWHERE.iter().chain(IN_HELP).filter(|(word, _)| has(&page, word)) {
            found.push(format!("irr help {name}: \"{word}\" (say {instead})"));
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn no_message_speaks_a_dialect() {
    let mut found = Vec::new();
    for folder in ["src/cli", "src/store", "src/query"] {
        for file in files(&project().join(folder)) {
            for text in literals(&fs::read_to_string(&file).unwrap()) {
                let text = NAMES.iter().fold(without_places(&text), |text, name| text.replace(name, ""));
                for (word, instead) in ANYWHERE.iter().filter(|(word, _)| has(&text, word)) {
                    found.push(format!("{}: \"{word}\" (say {instead}) in \"{text}\"", file.display()));
                }
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn words_are_found_as_words_and_literals_without_their_comments() {
    assert!(
        has("Mend it.", "mend") && !has("a recommendation", "mend") && has("the faults", "faults") && !has("default", "fault")
    );
    let code = "// \"told\"\nlet a = \"one \\\" two\"; let b = '\"'; let c = r#\"three\"#; #[cfg(test)] let d = \"four\";";
    assert_eq!(literals(code), ["one \\\" two", "three"]);
}

/// Whether a text contains the words, bounded by what is no letter.
fn has(text: &str, words: &str) -> bool {
    let text = text.to_lowercase();
    text.match_indices(words).any(|(at, _)| {
        let before = text[..at].chars().next_back().is_some_and(char::is_alphabetic);
        let after = text[at + words.len()..].chars().next().is_some_and(char::is_alphabetic);
        !after && (!before || words.starts_with('\''))
    })
}

/// A text without the values it has room for: `{told}` is a name of the code.
fn without_places(text: &str) -> String {
    let mut parts = text.split('{');
    let first = parts.next().unwrap_or_default().to_owned();
    first + &parts.map(|part| part.split_once('}').map_or(part, |(_, rest)| rest)).collect::<String>()
}

/// The source files of a folder that are not tests.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => found.extend(files(&path)),
            false if path.extension().is_some_and(|it| it == "rs") && !path.ends_with("tests.rs") => found.push(path),
            false => {}
        }
    }
    found
}

/// The string literals of Rust code, without its comments and its tests.
fn literals(code: &str) -> Vec<String> {
    let code = code.split("#[cfg(test)]").next().unwrap();
    let mut found = Vec::new();
    let mut rest = code;
    while let Some(at) = rest.find(['"', '/', '\'']) {
        rest = &rest[at..];
        if rest.starts_with("//") {
            rest = rest.split_once('\n').map_or("", |(_, rest)| rest);
        } else if rest.starts_with("'\"'") || rest.starts_with("'\\") {
            rest = &rest[3..];
        } else if rest.starts_with('"') {
            let mut escaped = false;
            let end = rest[1..].find(|c: char| {
                let ends = c == '"' && !escaped;
                escaped = c == '\\' && !escaped;
                ends
            });
            let Some(end) = end else { break };
            found.push(rest[1..=end].to_owned());
            rest = &rest[end + 2..];
        } else {
            rest = &rest[1..];
        }
    }
    found
}
