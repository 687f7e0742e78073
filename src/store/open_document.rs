//! Opens a document in the browser, or in the program that the desktop has for it.

use std::io;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use super::user_program::UserProgram;

/// Programs that open a file as the desktop would, each with the arguments before the file.
#[cfg(target_os = "macos")]
const OPENERS: &[(&str, &[&str])] = &[("open", &[])];
/// `start` is no program, and `cmd` would read `&` in a file's name.
#[cfg(windows)]
const OPENERS: &[(&str, &[&str])] = &[("rundll32", &["url.dll,FileProtocolHandler"])];
#[cfg(not(any(target_os = "macos", windows)))]
const OPENERS: &[(&str, &[&str])] = &[("xdg-open", &[]), ("wslview", &[]), ("gio", &["open"])];

/// How long a program may take to say that it failed. Some stay until the document is closed.
const PATIENCE: Duration = Duration::from_secs(3);

/// Opens a file with the desktop's program, or a page with `browser` if there is one: command lines separated by `:`, as in
/// `BROWSER`.
///
/// # Errors
/// Fails if nothing can open it.
pub fn open_document(path: &Path, browser: Option<&str>) -> io::Result<()> {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let is_page = path.extension().is_some_and(|ending| ending == "html" || ending == "htm");
    let separator = if cfg!(windows) { ';' } else { ':' };
    let browsers = browser.filter(|_| is_page).into_iter().flat_map(|browsers| browsers.split(separator));
    for browser in browsers.filter(|browser| !browser.trim().is_empty()) {
        // A browser of the terminal needs the streams, and has them until it is closed.
        if in_browser(browser, &path).status().is_ok_and(|status| status.success()) {
            return Ok(());
        }
    }
    let mut failure = io::Error::new(io::ErrorKind::NotFound, "no program for it was found");
    for (program, arguments) in OPENERS {
        let mut command = Command::new(program);
        command.args(*arguments).arg(&path).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        match opened(&mut command) {
            Ok(()) => return Ok(()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => failure = error,
        }
    }
    Err(failure)
}

/// Returns the command of a browser; `%s` in it stands for the page.
fn in_browser(browser: &str, path: &Path) -> Command {
    match browser.strip_suffix("%s").filter(|before| before.ends_with(' ')) {
        Some(before) => UserProgram::new(before).command([path]),
        None => UserProgram::new(browser).command([path]),
    }
}

/// Starts a program, and returns whether it has failed by the time it could say so.
fn opened(command: &mut Command) -> io::Result<()> {
    let mut child = command.spawn()?;
    let started = Instant::now();
    while started.elapsed() < PATIENCE {
        match child.try_wait()? {
            Some(status) if status.success() => return Ok(()),
            Some(status) => return Err(io::Error::other(status.to_string())),
            None => std::thread::sleep(Duration::from_millis(20)),
        }
    }
    Ok(())
}
