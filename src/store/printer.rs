//! A page printed to PDF by a browser that is on the machine.
//!
//! A browser lays out and tags a page better than any engine that irr could carry, and an office has one. It runs without a window, with
//! an empty profile of its own, and without a network.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// Names of browsers that can print, as they are on the path.
pub const BROWSERS: [&str; 8] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "msedge",
    "microsoft-edge",
    "brave-browser",
];

/// Where they stand when they are not on the path.
#[cfg(target_os = "macos")]
const PLACES: &[&str] = &[
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "/Applications/Brave Browser.app/Contents/MacOS/Brave Browser",
];
#[cfg(windows)]
const PLACES: &[&str] = &[
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
    r"C:\Program Files\Microsoft\Edge\Application\msedge.exe",
];
#[cfg(not(any(target_os = "macos", windows)))]
const PLACES: &[&str] = &["/snap/bin/chromium", "/opt/google/chrome/chrome", "/opt/microsoft/msedge/msedge"];

/// A browser that takes longer than this hangs.
const PATIENCE: Duration = Duration::from_secs(60);

/// Why a page was not printed.
#[derive(Debug, thiserror::Error)]
pub enum PrintError {
    /// There is no browser.
    #[error("cannot print a PDF: no browser is on the PATH (looked for {})", BROWSERS.join(", "))]
    NoBrowser,
    /// The browser could not be started, or the disk refuses.
    #[error("cannot print a PDF with {}", browser.display())]
    Failed {
        /// The browser.
        browser: PathBuf,
        /// What it, or the system, said.
        source: std::io::Error,
    },
    /// The browser did not come to an end.
    #[error("cannot print a PDF: {} did not finish within {} seconds", browser.display(), PATIENCE.as_secs())]
    TooSlow {
        /// The browser.
        browser: PathBuf,
    },
    /// What it made is not what was asked for.
    #[error("cannot print a PDF: the output of {} {what}", browser.display())]
    NotAsAsked {
        /// The browser.
        browser: PathBuf,
        /// What is wrong with it.
        what: &'static str,
    },
}

impl PrintError {
    /// What a person can do.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::NoBrowser => {
                "install Chromium, or name a browser with IRR_BROWSER; or render docx or html, and save that as PDF"
            }
            Self::Failed { .. } | Self::TooSlow { .. } => "name another browser with IRR_BROWSER; or render html, and print that",
            Self::NotAsAsked { .. } => "a browser of 2021 or later makes tagged PDFs: name one with IRR_BROWSER",
        }
    }
}

/// What a printed page may do: nothing but look as it says itself. It may be an office's template, and that anybody's.
///
/// Its encoding comes first, which the page may say in a way that is no longer heard.
const POLICY: &str = "<meta charset=\"utf-8\"><meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; \
    img-src data:; font-src data:; base-uri 'none'; form-action 'none'\">";

/// Prints a self-contained page: with the `browser` that is named, else with one that is found.
///
/// No script of it runs, and nothing beside it is read, neither from the network nor from the disk.
///
/// # Errors
/// Where there is no browser, or it makes no tagged PDF.
pub fn print_pdf(html: &str, browser: Option<&Path>) -> Result<Vec<u8>, PrintError> {
    let browser = browser.map(Path::to_owned).or_else(find_browser).ok_or(PrintError::NoBrowser)?;
    let failed = |source| PrintError::Failed { browser: browser.clone(), source };
    let folder = tempfile::Builder::new().prefix("irr-print-").tempdir().map_err(failed)?;
    let page = folder.path().join("page.html");
    let printed = folder.path().join("page.pdf");
    fs::write(&page, confined(html)).map_err(failed)?;
    let mut command = Command::new(&browser);
    command.args(arguments(folder.path(), &printed)).arg(address(&page));
    run(command, folder.path(), &browser)?;
    let mut pdf = fs::read(&printed).map_err(failed)?;
    let what = if !pdf.starts_with(b"%PDF-") {
        "is not a PDF"
    } else if !has(&pdf, b"/StructTreeRoot") || !has(&pdf, b"/MarkInfo") {
        "has no tags, so screen readers cannot read it"
    } else {
        undate(&mut pdf);
        return Ok(pdf);
    };
    Err(PrintError::NotAsAsked { browser, what })
}

/// The page with the policy before anything in it.
///
/// The policy does not hold a page back from leading elsewhere by itself, so the name of what does that, and of any other policy, is
/// written so that it is no such name in a tag and the same words in a text.
fn confined(html: &str) -> String {
    let lower = html.to_ascii_lowercase();
    let mut tame = String::with_capacity(html.len() + POLICY.len());
    let mut from = 0;
    for (at, name) in lower.match_indices("http-equiv") {
        tame.push_str(&html[from..at + 4]);
        tame.push_str("&#45;");
        from = at + name.len() - 5;
    }
    tame.push_str(&html[from..]);
    // Without its kind first, a page is laid out as those of long ago.
    let blanks = tame.len() - tame.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '\u{feff}').len();
    let has_kind = tame.get(blanks..blanks + 9).is_some_and(|kind| kind.eq_ignore_ascii_case("<!doctype"));
    let behind_kind = tame[blanks..].find('>').filter(|_| has_kind).map_or(0, |end| blanks + end + 1);
    tame.insert_str(behind_kind, POLICY);
    tame
}

/// Takes out when the browser made it, so that the same page is the same document: blanks take its place, and nothing moves.
fn undate(pdf: &mut [u8]) {
    for key in [&b"/CreationDate (D:"[..], b"/ModDate (D:"] {
        let Some(at) = pdf.windows(key.len()).position(|window| window == key) else { continue };
        let until = pdf.iter().skip(at).position(|byte| *byte == b')');
        if let Some(date) = until.and_then(|length| pdf.get_mut(at..=at + length)) {
            date.fill(b' ');
        }
    }
}

/// The first browser that is there.
fn find_browser() -> Option<PathBuf> {
    let named = BROWSERS.iter().map(PathBuf::from);
    named.chain(PLACES.iter().map(PathBuf::from)).find(|browser| {
        // Asked for its version, a browser on Windows opens a window: there it is only looked for where it is installed.
        if browser.is_absolute() { browser.is_file() } else { cfg!(not(windows)) && answers(browser) }
    })
}

/// Whether the path has a program of this name.
fn answers(browser: &Path) -> bool {
    let asked = Command::new(browser).arg("--version").stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status();
    asked.is_ok_and(|status| status.success())
}

fn arguments(folder: &Path, printed: &Path) -> Vec<String> {
    let mut arguments: Vec<String> = [
        "--headless",
        "--disable-gpu",
        "--no-first-run",
        "--no-default-browser-check",
        "--disable-extensions",
        "--disable-sync",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-default-apps",
        "--disable-breakpad",
        // What a page asks for is not fetched, whatever it is: a record's words must not go anywhere.
        "--host-resolver-rules=MAP * ~NOTFOUND",
        "--proxy-server=127.0.0.1:9",
        // Nor from this machine's own servers, which no proxy stands before otherwise.
        "--proxy-bypass-list=<-loopback>",
        "--no-pdf-header-footer",
        "--export-tagged-pdf",
        "--generate-pdf-document-outline",
    ]
    .map(str::to_owned)
    .into();
    arguments.push(format!("--user-data-dir={}", folder.join("profile").display()));
    arguments.push(format!("--print-to-pdf={}", printed.display()));
    if is_root(folder) {
        // Chromium refuses its sandbox to root, as in a container. No script of the page runs.
        arguments.push("--no-sandbox".into());
    }
    arguments
}

/// Whether this runs as root: what it has just made belongs to root.
#[cfg(unix)]
fn is_root(made: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    fs::metadata(made).is_ok_and(|made| made.uid() == 0)
}

#[cfg(not(unix))]
fn is_root(_made: &Path) -> bool {
    false
}

/// A file's address, with what an address cannot have in it written in numbers.
fn address(page: &Path) -> String {
    let path = page.display().to_string().replace('\\', "/");
    let written: String = path
        .bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'_' | b'.' | b'~' | b':' => char::from(byte).to_string(),
            other => format!("%{other:02X}"),
        })
        .collect();
    if written.starts_with('/') { format!("file://{written}") } else { format!("file:///{written}") }
}

/// Runs a browser until it is done; one that hangs is ended with all that it started.
fn run(mut command: Command, folder: &Path, browser: &Path) -> Result<(), PrintError> {
    let failed = |source| PrintError::Failed { browser: browser.to_owned(), source };
    let said = folder.join("said.txt");
    let log = fs::File::create(&said).map_err(failed)?;
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut command, 0);
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(log).spawn().map_err(failed)?;
    let begun = Instant::now();
    let status = loop {
        match child.try_wait().map_err(failed)? {
            Some(status) => break status,
            None if begun.elapsed() > PATIENCE => {
                end(&mut child);
                return Err(PrintError::TooSlow { browser: browser.to_owned() });
            }
            None => std::thread::sleep(Duration::from_millis(20)),
        }
    };
    if status.success() {
        return Ok(());
    }
    let said = fs::read(said).unwrap_or_default();
    let said = String::from_utf8_lossy(&said);
    let last = said.lines().rev().find(|line| !line.trim().is_empty()).unwrap_or("no message");
    Err(failed(std::io::Error::other(format!("{status}: {last}"))))
}

/// Ends a browser and the processes that it started.
fn end(child: &mut Child) {
    #[cfg(unix)]
    {
        // The group is the browser's own, see `process_group`.
        let group = format!("-{}", child.id());
        let _ = Command::new("kill").args(["-KILL", "--", &group]).stderr(Stdio::null()).status();
    }
    let _ = child.kill();
    let _ = child.wait();
}

fn has(bytes: &[u8], words: &[u8]) -> bool {
    bytes.windows(words.len()).any(|window| window == words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_that_is_not_there_is_told() {
        let error = print_pdf("<p>x", Some(Path::new("/nowhere/browser"))).unwrap_err();
        assert_eq!(error.to_string(), "cannot print a PDF with /nowhere/browser");
        assert!(PrintError::NoBrowser.to_string().contains("chromium, chromium-browser, google-chrome"));
    }

    #[test]
    #[cfg(unix)]
    fn a_program_that_prints_nothing_is_told() {
        let error = print_pdf("<p>x", Some(Path::new("false"))).unwrap_err();
        assert!(matches!(error, PrintError::Failed { .. }), "{error}");
        let error = print_pdf("<p>x", Some(Path::new("true"))).unwrap_err();
        assert!(matches!(error, PrintError::Failed { .. }), "{error}");
    }

    #[test]
    fn when_a_page_was_printed_is_taken_out_and_nothing_moves() {
        let mut pdf =
            b"<</Title (A)\n/CreationDate (D:20261128033438+00'00')\n/ModDate (D:20261128033438+00'00')>>\nxref".to_vec();
        let before = pdf.len();
        undate(&mut pdf);
        let words: Vec<_> = String::from_utf8(pdf.clone()).unwrap().split_whitespace().map(str::to_owned).collect();
        assert_eq!((pdf.len(), words.join(" ").as_str()), (before, "<</Title (A) >> xref"));
        undate(&mut pdf);
        let mut cut = b"/CreationDate (D:2026".to_vec();
        undate(&mut cut);
        assert_eq!(cut, b"/CreationDate (D:2026");
    }

    #[test]
    fn a_page_is_confined_before_anything_in_it_and_keeps_its_words() {
        let page = "\n<!DOCTYPE html>\n<html><head><META HTTP-EQUIV=refresh content='0;url=file:///x'></head><p>http-equiv";
        let told = confined(page).replace(POLICY, "POLICY");
        let tame = "<META HTTP&#45;EQUIV=refresh content='0;url=file:///x'>";
        assert_eq!(told, format!("\n<!DOCTYPE html>POLICY\n<html><head>{tame}</head><p>http&#45;equiv"));
        assert_eq!(confined("<p>ä"), format!("{POLICY}<p>ä"));
        assert_eq!(confined("<!-- x --><!doctype html>"), format!("{POLICY}<!-- x --><!doctype html>"));
    }

    #[test]
    fn a_files_address_has_nothing_in_it_that_an_address_cannot_have() {
        assert_eq!(address(Path::new("/some/a b/#1%.html")), "file:///some/a%20b/%231%25.html");
    }
}
