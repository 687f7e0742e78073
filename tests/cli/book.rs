//! The README and the book in `docs/`: their transcripts are run, their links followed.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::sandbox::{Sandbox, project};
use insta::assert_snapshot;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// Returns the README, the contributor's page, and each page of the book.
fn pages() -> Vec<PathBuf> {
    let book =
        walkdir::WalkDir::new(project().join("docs")).sort_by_file_name().into_iter().map(|entry| entry.unwrap().into_path());
    let pages = book.filter(|path| path.extension().is_some_and(|end| end == "md"));
    ["README.md", "records/README.md", ".github/CONTRIBUTING.md", ".github/SECURITY.md"]
        .map(|name| project().join(name))
        .into_iter()
        .chain(pages)
        .collect()
}

/// Returns the text of a page with the files that it includes.
fn whole_page(path: &Path) -> String {
    let page = fs::read_to_string(path).unwrap();
    let Some((before, rest)) = page.split_once("{{#include ") else { return page };
    let (name, after) = rest.split_once("}}").unwrap();
    format!("{before}{}{after}", fs::read_to_string(path.parent().unwrap().join(name)).unwrap())
}

/// Returns the anchors of a page's headings, as the book and the forges make them.
fn anchors(page: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut heading = None;
    for event in Parser::new_ext(page, Options::ENABLE_TABLES) {
        match event {
            Event::Start(Tag::Heading { .. }) => heading = Some(String::new()),
            Event::Text(text) | Event::Code(text) => heading.iter_mut().for_each(|heading| heading.push_str(&text)),
            Event::End(TagEnd::Heading(_)) => {
                let kept = |c: &char| c.is_alphanumeric() || matches!(c, '-' | '_' | ' ');
                found.extend(
                    heading.take().map(|text| text.to_lowercase().chars().filter(kept).collect::<String>().replace(' ', "-")),
                );
            }
            _ => {}
        }
    }
    found
}

/// Returns where the links of a page lead: not those to the web.
fn links(page: &str) -> Vec<String> {
    Parser::new_ext(page, Options::ENABLE_TABLES)
        .filter_map(|event| match event {
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => Some(dest_url.to_string()),
            _ => None,
        })
        .filter(|link| !link.contains("://") && !link.starts_with("mailto:"))
        .collect()
}

#[test]
fn each_link_leads_to_a_page_and_a_heading() {
    let book = project().join("docs").canonicalize().unwrap();
    let mut broken = Vec::new();
    for path in pages() {
        let page = whole_page(&path);
        for link in links(&page) {
            let (file, anchor) = link.split_once('#').unwrap_or((&link, ""));
            let target = if file.is_empty() { path.clone() } else { path.parent().unwrap().join(file) };
            let Ok(target) = target.canonicalize() else {
                broken.push(format!("{}: {link} is not there", path.display()));
                continue;
            };
            // What is built of the book has nothing beside it.
            if path.starts_with(project().join("docs")) && !target.starts_with(&book) {
                broken.push(format!("{}: {link} leads out of the book", path.display()));
            }
            if !anchor.is_empty() && !anchors(&whole_page(&target)).contains(anchor) {
                broken.push(format!("{}: {link} has no such heading", path.display()));
            }
        }
    }
    assert_eq!(broken, Vec::<String>::new());
}

/// mdBook builds only the pages that the table of contents has.
#[test]
fn each_page_of_the_book_is_in_its_table_of_contents() {
    let contents = fs::read_to_string(project().join("docs/SUMMARY.md")).unwrap();
    let listed: BTreeSet<PathBuf> = links(&contents).iter().map(|link| project().join("docs").join(link)).collect();
    let there: BTreeSet<PathBuf> =
        pages().into_iter().filter(|path| path.starts_with(project().join("docs")) && !path.ends_with("SUMMARY.md")).collect();
    assert_eq!(listed, there);
}

/// Each place in which a release's version stands.
#[test]
fn all_files_name_the_same_version() {
    let version = env!("CARGO_PKG_VERSION");
    let places = [
        ("pyproject.toml", format!("version = \"{version}\"")),
        ("pyproject.toml", format!("inspection-responses=={version}")),
        ("src/store/starter/github-workflow.yml", format!("|| '{version}'")),
        ("src/store/starter/gitlab-ci.yml", format!("IRR_VERSION: \"{version}\"")),
        ("README.md", format!("irr_{version}-1_amd64.deb")),
        ("docs/guide/install.md", format!("irr_{version}-1_amd64.deb")),
    ];
    for (name, words) in places {
        assert!(fs::read_to_string(project().join(name)).unwrap().contains(&words), "{name} does not have {words}");
    }
}

#[test]
fn the_readme_fits_on_three_screens() {
    let readme = fs::read_to_string(project().join("README.md")).unwrap();
    assert!(readme.lines().count() <= 150, "{} lines", readme.lines().count());
}

/// The screen that the book shows of a dialogue.
#[cfg(unix)]
#[test]
fn the_dialogue_in_the_book_is_what_a_person_sees() {
    use crate::terminal::{ENTER, Terminal};
    let page = fs::read_to_string(project().join("docs/guide/first-hour.md")).unwrap();
    let shown = page.split("```text\n$ irr new\n").nth(1).unwrap().split("```").next().unwrap();
    let sandbox = Sandbox::new();
    sandbox.run(&["init", "--force", "Kent", "--body", "pcc", "--holder", "A. N. Other", "--chief-officer", "A. N. Officer"]);
    let mut terminal = Terminal::run_with(&sandbox, &["new"], &[("IRR_TODAY", "2026-11-24")], None);
    terminal.answer("Title:", &format!("An inspection of the response to stolen tractors{ENTER}"));
    terminal.answer("Published:", &format!("10 November 2026{ENTER}"));
    terminal.answer("Inspectorates:", "");
    let seen: String = terminal.seen().lines().map(|line| line.trim_end().to_owned() + "\n").collect();
    assert_eq!(seen, shown);
}

#[test]
fn the_record_in_the_book_is_a_record() {
    let page = fs::read_to_string(project().join("docs/record-format.md")).unwrap();
    let example = page.split("```yaml\n").nth(1).unwrap().split("```").next().unwrap();
    let sandbox = Sandbox::new();
    sandbox.write("records/kent/2025-05-16-stolen-tractors.yaml", example);
    assert_snapshot!(sandbox.run(&["validate"]), @"
    1 record: no problems.
    --- stderr
    --- exit 0
    ");
}

/// The paper that the book shows, made anew: where they differ,
/// `irr summary --since 2026-08-01 --until 2026-10-31 --format markdown --output docs/paper.md` makes them one.
#[test]
fn the_paper_in_the_book_is_what_irr_writes() {
    let (kept, store) = (fs::read_to_string(project().join("docs/paper.md")).unwrap(), project().to_str().unwrap());
    let period = ["--since", "2026-08-01", "--until", "2026-10-31", "--format", "markdown", "--store", store];
    let run = Sandbox::bare().run_with(&[&["summary"], &period[..]].concat(), &[("IRR_TODAY", "2026-11-24")], "");
    assert!(run.stdout == kept, "docs/paper.md is stale");
}

#[test]
fn the_book_names_each_command() {
    let page = fs::read_to_string(project().join("docs/guide/commands.md")).unwrap();
    let help = Sandbox::bare().run(&["--help"]).stdout;
    let commands = help.split("Usage:").nth(1).unwrap().split("Options:").next().unwrap();
    for command in commands.lines().filter_map(|line| line.strip_prefix("  ")).filter(|line| !line.starts_with(' ')) {
        let name = command.split(' ').next().unwrap();
        assert!(name == "help" || page.contains(&format!("`irr {name}")), "{name}");
    }
}

/// Transcripts are run in a shell, which Windows has not.
#[cfg(unix)]
mod transcripts {
    use std::process::Command;

    use super::*;

    /// Separates what the commands of a page print: no command prints it.
    const SEPARATOR: &str = "\u{1}";

    /// A `console` block: where it stands, and its lines `$ COMMAND`.
    struct Transcript {
        place: std::ops::Range<usize>,
        commands: Vec<String>,
    }

    fn transcripts(page: &str) -> Vec<Transcript> {
        let mut found = Vec::new();
        for (start, fence) in page.match_indices("```console\n") {
            let start = start + fence.len();
            let block = &page[start..start + page[start..].find("```").unwrap()];
            assert!(block.starts_with("$ "), "a transcript begins with a command: {block}");
            let commands = block.lines().filter_map(|line| line.strip_prefix("$ ")).map(str::to_owned).collect();
            found.push(Transcript { place: start..start + block.len(), commands });
        }
        found
    }

    /// Runs the commands of a page in one shell, in a copy of the shipped records; a page that begins with `irr init` in an empty folder.
    /// Returns what each command printed.
    fn run(commands: &[&str]) -> Vec<String> {
        let sandbox = Sandbox::bare();
        let is_new = commands.iter().any(|command| command.starts_with("irr init"));
        if is_new {
            fs::remove_dir(sandbox.path(".git")).unwrap();
        } else {
            for entry in walkdir::WalkDir::new(project().join("records")) {
                let entry = entry.unwrap();
                if entry.file_type().is_file() {
                    let name = entry.path().strip_prefix(project()).unwrap().to_str().unwrap().to_owned();
                    sandbox.write(&name, &fs::read_to_string(entry.path()).unwrap());
                }
            }
        }
        let script: String = commands.iter().map(|command| format!("{command}\nprintf '\\001'\n")).collect();
        let irr = Path::new(env!("CARGO_BIN_EXE_irr")).parent().unwrap();
        let path = format!("{}:{}", irr.display(), std::env::var("PATH").unwrap());
        let output = Command::new("sh")
            .args(["-c", &format!("exec 2>&1\n{script}")])
            .current_dir(sandbox.path("."))
            .env_clear()
            .envs([("PATH", path.as_str()), ("COLUMNS", "100"), ("IRR_TODAY", "2026-11-24"), ("LC_ALL", "C.UTF-8")])
            .envs([("GIT_AUTHOR_NAME", "A. N. Officer"), ("GIT_AUTHOR_EMAIL", "officer@example.org")])
            .envs([("GIT_COMMITTER_NAME", "A. N. Officer"), ("GIT_COMMITTER_EMAIL", "officer@example.org")])
            .env("HOME", sandbox.path("."))
            .output()
            .unwrap();
        let text = String::from_utf8(output.stdout).unwrap().replace("\r\n", "\n");
        let mut printed: Vec<String> = text.split(SEPARATOR).map(str::to_owned).collect();
        assert_eq!(printed.pop().as_deref(), Some(""), "the shell ended early");
        printed
    }

    /// Where a page and irr differ, `UPDATE_BOOK=1 cargo test --test cli book` writes what irr prints.
    #[test]
    fn each_transcript_is_what_irr_prints() {
        let mut stale = Vec::new();
        let mut tried = 0;
        for path in pages() {
            let page = fs::read_to_string(&path).unwrap();
            let blocks = transcripts(&page);
            let commands: Vec<&str> = blocks.iter().flat_map(|block| &block.commands).map(String::as_str).collect();
            if commands.is_empty() {
                continue;
            }
            tried += commands.len();
            let mut printed = run(&commands).into_iter();
            let texts: Vec<String> = blocks
                .iter()
                .map(|block| block.commands.iter().map(|command| format!("$ {command}\n{}", printed.next().unwrap())).collect())
                .collect();
            let mut renewed = page.clone();
            for (block, text) in blocks.iter().zip(texts).rev() {
                renewed.replace_range(block.place.clone(), &text);
            }
            if renewed != page {
                let difference = format!("{}\n{}", path.display(), similar::TextDiff::from_lines(&page, &renewed).unified_diff());
                stale.push((path, renewed, difference));
            }
        }
        if std::env::var_os("UPDATE_BOOK").is_some() {
            stale.drain(..).for_each(|(path, renewed, _)| fs::write(path, renewed).unwrap());
        }
        assert!(tried > 20, "only {tried} commands are shown");
        assert!(stale.is_empty(), "{}", stale.into_iter().map(|(.., difference)| difference).collect::<String>());
    }

    /// The README's ten lines, in one shell.
    #[test]
    fn the_lines_of_the_readme_make_a_published_record() {
        let readme = fs::read_to_string(project().join("README.md")).unwrap();
        let lines = readme.split("```sh\n").find(|block| block.starts_with("irr init")).unwrap().split("```").next().unwrap();
        let commands: Vec<&str> = lines.lines().collect();
        assert_eq!(commands.len(), 10);
        let printed = run(&commands);
        assert_eq!(printed[6], "1 record: no problems.\n");
        assert!(printed[7].starts_with("kent/2026-11-10-stolen-tractors: published on Tue 2026-11-24"), "{}", printed[7]);
        assert_eq!(printed.iter().find(|text| text.contains("error") || text.contains("not found")), None);
    }
}
