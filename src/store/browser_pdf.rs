//! Prints an HTML page to PDF with a browser that is installed on the machine.
//!
//! A browser lays out and tags a page better than any engine that irr could include, and every office has one. It runs
//! headless, with a temporary profile and without network.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// Names of browsers that can print, as they are on the `PATH`.
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

/// Where browsers are installed without being on the `PATH`.
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

/// How long a browser may take before it counts as hung.
const PATIENCE: Duration = Duration::from_secs(60);

/// Why a page was not printed.
#[derive(Debug, thiserror::Error)]
pub enum PrintError {
    /// No browser was found.
    #[error("cannot print a PDF: no browser is on the PATH (looked for {})", BROWSERS.join(", "))]
    NoBrowser,
    /// The browser could not be started or failed, or a temporary file could not be written.
    #[error("cannot print a PDF with {}", browser.display())]
    Failed {
        /// The browser.
        browser: PathBuf,
        /// The message of the browser or of the system.
        source: std::io::Error,
    },
    /// The browser did not finish in time.
    #[error("cannot print a PDF: {} did not finish within {} seconds", browser.display(), PATIENCE.as_secs())]
    TooSlow {
        /// The browser.
        browser: PathBuf,
    },
    /// The output is no PDF, or has no tags for screen readers.
    #[error("cannot print a PDF: the output of {} {what}", browser.display())]
    NotAsAsked {
        /// The browser.
        browser: PathBuf,
        /// What is wrong with the output.
        what: &'static str,
    },
}

impl PrintError {
    /// Returns what the user can do.
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

/// The content security policy of a printed page: inline styles and embedded images, nothing else. The page may be made with
/// a template from anywhere.
///
/// The encoding comes first, because the page's own declaration may end up too late to be honoured.
const POLICY: &str = "<meta charset=\"utf-8\"><meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; \
    img-src data:; font-src data:; base-uri 'none'; form-action 'none'\">";

/// Prints a self-contained page with `browser`, or with the first one found.
///
/// None of its scripts run, and it loads nothing from the network or the disk.
///
/// # Errors
/// Fails if there is no browser, or if it makes no tagged PDF.
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

/// Inserts the policy before everything else in the page.
///
/// A policy does not prevent `<meta http-equiv="refresh">`, so every `http-equiv` is written with a character reference: then
/// it is no attribute name any more, but reads the same in text.
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
    // The doctype has to stay first: without it browsers lay the page out in quirks mode.
    let blanks = tame.len() - tame.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '\u{feff}').len();
    let has_kind = tame.get(blanks..blanks + 9).is_some_and(|kind| kind.eq_ignore_ascii_case("<!doctype"));
    let behind_kind = tame[blanks..].find('>').filter(|_| has_kind).map_or(0, |end| blanks + end + 1);
    tame.insert_str(behind_kind, POLICY);
    tame
}

/// Overwrites the creation and modification dates with blanks, so that the same page gives the same bytes. The length stays,
/// because a PDF's cross-reference table has byte offsets.
fn undate(pdf: &mut [u8]) {
    for key in [&b"/CreationDate (D:"[..], b"/ModDate (D:"] {
        let Some(at) = pdf.windows(key.len()).position(|window| window == key) else { continue };
        let until = pdf.iter().skip(at).position(|byte| *byte == b')');
        if let Some(date) = until.and_then(|length| pdf.get_mut(at..=at + length)) {
            date.fill(b' ');
        }
    }
}

/// Returns the first browser that is installed.
fn find_browser() -> Option<PathBuf> {
    let named = BROWSERS.iter().map(PathBuf::from);
    named.chain(PLACES.iter().map(PathBuf::from)).find(|browser| {
        // On Windows `--version` opens a window, so only the install locations are checked there.
        if browser.is_absolute() { browser.is_file() } else { cfg!(not(windows)) && answers(browser) }
    })
}

/// Returns whether the `PATH` has a program of this name.
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
        // No request of the page may leave the machine: a record's words could be sent with it. Name resolution fails, and
        // the proxy is a closed port.
        "--host-resolver-rules=MAP * ~NOTFOUND",
        "--proxy-server=127.0.0.1:9",
        // Chromium bypasses the proxy for this machine's own servers unless told otherwise.
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
        // Chromium refuses to run its sandbox as root, as in a container. That is acceptable, because no script of the page
        // runs.
        arguments.push("--no-sandbox".into());
    }
    arguments
}

/// Returns whether this process runs as root, by the owner of a file that it has just made.
#[cfg(unix)]
fn is_root(made: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    fs::metadata(made).is_ok_and(|made| made.uid() == 0)
}

#[cfg(not(unix))]
fn is_root(_made: &Path) -> bool {
    false
}

/// Returns a file's `file://` URL, with all other bytes percent-encoded.
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

/// Runs a browser to its end; one that hangs is killed with all the processes it started.
fn run(mut command: Command, folder: &Path, browser: &Path) -> Result<(), PrintError> {
    let failed = |source| PrintError::Failed { browser: browser.to_owned(), source };
    let said = folder.join("said.txt");
    let log = fs::File::create(&said).map_err(failed)?;
    // A process group of its own, so that `end` can kill the browser's helper processes too.
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

/// Kills a browser and the processes that it started.
fn end(child: &mut Child) {
    #[cfg(unix)]
    {
        // The browser's process group, from `process_group(0)`, has its process id.
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
