//! Who may import whom, and who owns which foreign thing: the tables of the library's page, as a test.

#![allow(clippy::unwrap_used, reason = "what cannot be read or made fails its test")]

#[path = "architecture/circles.rs"]
mod circles;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Each room with the rooms it may import. What is not listed may not be imported.
const DOORS: &[(&str, &[&str])] = &[
    ("prose", &[]),
    ("model", &["prose"]),
    ("form", &["model", "prose"]),
    ("yaml", &["model", "prose"]),
    ("query", &["model", "prose"]),
    ("rules", &["model", "yaml", "prose"]),
    ("intake", &["model", "form", "prose"]),
    ("store", &["model", "yaml", "prose"]),
    ("session", &["model", "yaml", "query", "rules", "store", "prose"]),
    // `yaml` for the places in a text that a verdict tells.
    ("view", &["model", "form", "query", "rules", "yaml", "prose"]),
    ("draw", &["view", "prose"]),
    ("cli", &["model", "form", "yaml", "query", "rules", "intake", "store", "session", "view", "draw", "prose"]),
    ("main.rs", &["cli"]),
    ("lib.rs", &[]),
];

/// Each foreign thing, as it is spelt in the source, with the rooms that own it. What has no owner is nobody's.
const OWNERS: &[(&str, &[&str])] = &[
    ("clap", &["cli"]),
    ("anyhow", &["cli"]),
    ("std::env", &["cli"]),
    ("env::", &["cli"]),
    ("Local::now", &["cli"]),
    ("Utc::now", &["cli"]),
    ("SystemTime", &["cli"]),
    ("io::stdout", &["cli"]),
    ("io::stderr", &["cli"]),
    ("io::stdin", &["cli"]),
    ("terminal_size", &["cli"]),
    ("inquire", &["cli"]),
    ("indicatif", &["cli"]),
    ("mimalloc", &["main.rs"]),
    ("comfy_table", &["draw"]),
    ("annotate_snippets", &["draw"]),
    ("textwrap", &["draw"]),
    ("anstyle", &["draw"]),
    ("csv::", &["draw", "intake"]),
    ("calamine", &["intake"]),
    ("cfb::", &["intake"]),
    ("mail_parser", &["intake"]),
    ("mail_builder", &["draw"]),
    ("rust_xlsxwriter", &["draw"]),
    ("icalendar", &["draw"]),
    ("similar::", &["draw"]),
    ("quick_xml", &["draw", "intake"]),
    ("zip::", &["draw", "intake"]),
    ("supports_hyperlinks", &["cli"]),
    ("serde_yaml", &["yaml"]),
    ("saphyr_parser", &["yaml"]),
    ("pulldown_cmark", &["prose", "intake"]),
    ("scraper", &["intake"]),
    ("html5ever", &["intake"]),
    ("encoding_rs", &["intake"]),
    ("minijinja", &["draw"]),
    ("flate2", &["intake", "store"]),
    ("rustix", &["store"]),
    ("signal_hook", &["store"]),
    ("unicode_normalization", &["intake", "model"]),
    ("ttf_parser", &["intake"]),
    ("pdf_encoding", &["intake"]),
    ("aes", &["intake"]),
    ("encoding_rs", &["intake"]),
    ("std::fs", &["store"]),
    ("fs::", &["store"]),
    ("File::", &["store"]),
    ("tempfile", &["store"]),
    ("walkdir", &["store"]),
    ("process::Command", &["store"]),
    ("println!", &[]),
    ("print!", &[]),
    ("process::exit", &[]),
    ("super::super", &[]),
    (".leak()", &[]),
    ("Box::leak", &[]),
    ("todo!", &[]),
    ("unimplemented!", &[]),
    ("TODO", &[]),
    ("FIXME", &[]),
];

/// Names that say nothing of what is in a file.
const NAMELESS: &[&str] = &["util", "utils", "common", "helper", "helpers", "misc"];

/// A file of the source: its room, its path, and its text without comments.
struct Source {
    room: String,
    path: PathBuf,
    code: String,
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let below = path.strip_prefix(&root).unwrap().to_owned();
            let room = below.iter().next().unwrap().to_str().unwrap().to_owned();
            let code = without_comments(&fs::read_to_string(&path).unwrap());
            found.push(Source { room, path: below, code });
        }
    }
    assert!(found.len() > 50, "the source is not where this test looks for it");
    found
}

fn without_comments(text: &str) -> String {
    text.lines().map(|line| line.split("//").next().unwrap_or("")).collect::<Vec<_>>().join("\n")
}

/// The rooms that a file imports: `crate::room`, `irr::room`, and `crate::{room, …}`.
fn imports(code: &str) -> BTreeSet<String> {
    let code: String = code.split_whitespace().collect();
    let mut rooms = BTreeSet::new();
    for opening in ["crate::", "irr::"] {
        for (at, _) in code.match_indices(opening) {
            let rest = &code[at + opening.len()..];
            let names = match rest.strip_prefix('{') {
                Some(list) => top_level_names(list),
                None => vec![name(rest)],
            };
            rooms.extend(names.into_iter().filter(|name| !name.is_empty()));
        }
    }
    rooms
}

fn name(text: &str) -> String {
    text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}

/// The names of a braced list, without those inside inner braces.
fn top_level_names(list: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut depth = 0;
    let mut current = String::new();
    for c in list.chars() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => names.push(name(&std::mem::take(&mut current))),
            c if depth == 0 => current.push(c),
            _ => {}
        }
    }
    names.push(name(&current));
    names
}

/// Every import through a door that the table does not have.
fn forbidden_imports(sources: &[Source]) -> Vec<String> {
    let rooms: BTreeSet<&str> = DOORS.iter().map(|(room, _)| *room).collect();
    let mut found = Vec::new();
    for source in sources {
        let Some((_, allowed)) = DOORS.iter().find(|(room, _)| *room == source.room) else {
            found.push(format!("{} is in no room of the table", source.path.display()));
            continue;
        };
        for room in imports(&source.code) {
            if rooms.contains(room.as_str()) && room != source.room && !allowed.contains(&room.as_str()) {
                found.push(format!("{} imports {room}", source.path.display()));
            }
        }
    }
    found
}

/// Every foreign thing in a room that does not own it.
fn trespasses(sources: &[Source]) -> Vec<String> {
    let mut found = Vec::new();
    for source in sources {
        for (thing, owners) in OWNERS {
            if mentions(&source.code, thing) && !owners.contains(&source.room.as_str()) {
                found.push(format!("{} has `{thing}`", source.path.display()));
            }
        }
    }
    found
}

/// Whether the code has the thing, not as the end of a longer name.
fn mentions(code: &str, thing: &str) -> bool {
    code.match_indices(thing).any(|(at, _)| {
        let before = code[..at].chars().next_back();
        !before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == ':' && !thing.contains("::") || c == '"')
    })
}

fn made_up(room: &str, code: &str) -> Vec<Source> {
    vec![Source { room: room.into(), path: PathBuf::from(room).join("made_up.rs"), code: without_comments(code) }]
}

#[test]
fn each_room_imports_only_through_its_doors() {
    assert_eq!(forbidden_imports(&sources()), Vec::<String>::new());
}

#[test]
fn each_foreign_thing_is_in_its_owners_room_only() {
    assert_eq!(trespasses(&sources()), Vec::<String>::new());
}

#[test]
fn an_import_through_a_wall_is_seen() {
    for code in ["use crate::store::Store;", "use crate::{model::Date, store};", "fn f() { irr::store::Store::at(\".\"); }"] {
        assert_eq!(forbidden_imports(&made_up("model", code)).len(), 1, "{code}");
    }
    assert_eq!(forbidden_imports(&made_up("attic", "")).len(), 1);
    assert!(forbidden_imports(&made_up("yaml", "use crate::model::Date; // crate::store")).is_empty());
}

#[test]
fn a_foreign_thing_in_the_wrong_room_is_seen() {
    for (room, code) in [
        ("model", "use std::fs;"),
        ("rules", "use clap::Parser;"),
        ("view", "println!(\"x\")"),
        ("draw", "std::env::var(\"COLUMNS\")"),
        ("cli", "use super::super::x;"),
        ("query", "let now = chrono::Local::now();"),
    ] {
        assert!(!trespasses(&made_up(room, code)).is_empty(), "{room}: {code}");
    }
    assert!(trespasses(&made_up("store", "use std::fs;")).is_empty());
}

/// Comments are read in windows beside each other. Tables, and lines with an address, cannot be broken.
#[test]
fn no_comment_is_wider_than_130_columns() {
    let is_wide = |line: &&str| {
        let line = line.trim_end();
        line.trim_start().starts_with("//") && line.chars().count() > 130 && !line.contains("//! |") && !line.contains("http")
    };
    let mut found = Vec::new();
    for source in sources().iter().filter(|source| source.path.extension().is_some_and(|end| end == "rs")) {
        let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(&source.path)).unwrap();
        found.extend(text.lines().filter(is_wide).map(|line| format!("{}: {line}", source.path.display())));
    }
    assert_eq!(found, Vec::<String>::new());
}

/// git is called in one way, which keeps it from running what a stranger wrote.
#[test]
fn git_is_started_in_one_file_only() {
    let starts = |source: &&Source| source.code.contains("Command::new(\"git");
    let files: Vec<PathBuf> = sources().iter().filter(starts).map(|source| source.path.clone()).collect();
    assert_eq!(files, [PathBuf::from("store/git/command.rs")]);
}

/// What a law says of a response stands in the table of duties, and nowhere else. Excluded matter, section 55(2), is another
/// thing.
#[test]
fn no_code_outside_the_table_of_duties_knows_its_days_or_sections() {
    let source = |code: &str| code.split("#[cfg(test)]").next().unwrap_or("").replace("section 55(2)", "");
    let knows = |code: &str| ["56", "ection 55"].iter().any(|word| source(code).contains(word));
    assert!(knows("let help = \"section 55(5B) wants it\";") && !knows("withheld (section 55(2))"));
    let is_table = |path: &Path| path.starts_with("model/duty") || path.ends_with("tests.rs");
    // Widths of letters in a font, limits, names of ciphers and tables of bytes.
    let of_numbers = [
        "intake/readers/pdf/encryption.rs",
        "intake/readers/pdf/font.rs",
        "intake/readers/pdf/filter.rs",
        "intake/readers/docx/xml.rs",
    ];
    let of_bytes = ["yaml/parse/dialect.rs", "yaml/settings.rs", "yaml/parse/position.rs"];
    let is_of_numbers = |path: &Path| of_numbers.iter().chain(&of_bytes).any(|known| path == Path::new(known));
    let found: Vec<PathBuf> = sources()
        .into_iter()
        .filter(|source| source.path.extension().is_some_and(|end| end == "rs"))
        .filter(|source| !is_table(&source.path) && !is_of_numbers(&source.path) && knows(&source.code))
        .map(|source| source.path)
        .collect();
    assert_eq!(found, Vec::<PathBuf>::new());
}

/// What is compared or filtered is a code, a field or a subject. Whoever puts a message better changes nothing else.
#[test]
fn no_code_compares_a_sentence() {
    let compares = |code: &str| {
        let code = code.split("#[cfg(test)]").next().unwrap_or("");
        let tests = ["starts_with", "ends_with", "contains", "eq", "cmp"].map(|test| format!(".message.{test}("));
        tests.iter().any(|test| code.contains(test.as_str())) || code.contains(".message == ") || code.contains(".message != ")
    };
    assert!(compares("found.retain(|it| !it.message.starts_with(&x))") && !compares("it.message.clone()"));
    let is_test = |path: &Path| path.ends_with("tests.rs");
    let found: Vec<PathBuf> = sources()
        .into_iter()
        .filter(|source| !is_test(&source.path) && compares(&source.code))
        .map(|source| source.path)
        .collect();
    assert_eq!(found, Vec::<PathBuf>::new());
}

/// The commands that `src/cli/commands/mod.rs` lists, by the names of their files.
fn commands() -> Vec<String> {
    let list = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/cli/commands/mod.rs")).unwrap();
    let (_, list) = list.split_once("\ncommands! {\n").unwrap();
    let (list, _) = list.split_once("\n}\n").unwrap();
    let modules = list.lines().filter_map(|line| line.split_once(": ")?.1.split_once("::"));
    modules.map(|(module, _)| module.to_owned()).collect()
}

/// Whoever changes a command finds what it promises without a search.
#[test]
fn each_command_has_tests_in_a_file_of_its_name() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli");
    let commands = commands();
    assert!(commands.len() > 30, "the list of commands is not where this test looks for it: {commands:?}");
    let has_tests = |command: &String| {
        let file = folder.join(format!("{command}.rs"));
        let tests = fs::read_to_string(file).or_else(|_| fs::read_to_string(folder.join(command).join("mod.rs")));
        tests.is_ok_and(|text| text.contains("#[test]"))
    };
    let bare: Vec<_> = commands.iter().filter(|command| !has_tests(command)).collect();
    assert!(bare.is_empty(), "commands without tests/cli/NAME.rs: {bare:?}");
}

#[test]
fn no_file_has_a_name_that_says_nothing() {
    let nameless: Vec<PathBuf> = sources()
        .into_iter()
        .map(|source| source.path)
        .filter(|path| NAMELESS.contains(&path.file_stem().unwrap().to_str().unwrap()))
        .collect();
    assert_eq!(nameless, Vec::<PathBuf>::new());
}

/// A file that has grown past its kind's size wants to be two.
#[test]
fn no_file_is_larger_than_its_kind_may_be() {
    let rust = |source: &Source| source.path.extension().is_some_and(|ending| ending == "rs");
    let large: Vec<String> = sources()
        .iter()
        .filter(|source| rust(source))
        .map(|source| {
            (
                source.path.clone(),
                fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(&source.path)).unwrap(),
            )
        })
        .filter_map(|(path, text)| {
            let most = if path.ends_with("mod.rs") { 140 } else { 400 };
            let lines = text.lines().count();
            (lines > most).then(|| format!("{}: {lines} lines, {most} at most", path.display()))
        })
        .collect();
    assert_eq!(large, Vec::<String>::new());
}

/// The library's page tells the same doors as the table here.
#[test]
fn the_librarys_page_tells_each_room_and_its_doors() {
    let page = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/architecture.md")).unwrap();
    for (room, allowed) in DOORS.iter().filter(|(room, _)| !room.ends_with(".rs")) {
        let told = if allowed.is_empty() { "nothing".to_owned() } else { allowed.join(", ") };
        assert!(page.contains(&format!("| `{room}` | ")), "no row for {room}");
        let row = page.lines().find(|line| line.contains(&format!("| `{room}` |"))).unwrap_or("");
        let told = if *room == "cli" { "all of them".to_owned() } else { told };
        assert!(row.ends_with(&format!("| {told} |")), "{room} imports {told}, and the page says: {row}");
    }
}

/// A reader follows the glossary into the code.
#[test]
fn each_file_that_the_glossary_names_is_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let glossary = fs::read_to_string(root.join("docs/glossary.md")).unwrap();
    let names: Vec<&str> = glossary
        .split('`')
        .skip(1)
        .step_by(2)
        .filter(|word| word.contains('/') && (word.ends_with(".rs") || word.ends_with('/')) || *word == "lib.rs")
        .collect();
    let gone = |name: &&&str| !root.join("src").join(name).exists() && !root.join(name).exists();
    assert!(names.len() > 30, "{} files", names.len());
    assert_eq!(names.iter().filter(gone).collect::<Vec<_>>(), Vec::<&&str>::new());
}
