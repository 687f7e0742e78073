//! A terminal with somebody at it: the binary's questions on a screen of 80 by 24, and keys typed once they are there.
//!
//! Nothing here waits for time to pass: keys are typed when the screen shows what they answer, and what does not come by a
//! deadline fails the test with what the screen shows instead.

use std::io::{Read, Write};
use std::process::{Child, Stdio};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use pty_process::blocking::{Command, Pty};

use crate::sandbox::{Sandbox, TODAY};

pub(crate) const ENTER: &str = "\r";
pub(crate) const ESCAPE: &str = "\x1b";
pub(crate) const CONTROL_C: &str = "\x03";
pub(crate) const BACKSPACE: &str = "\x7f";
pub(crate) const TAB: &str = "\t";
pub(crate) const DOWN: &str = "\x1b[B";

const ROWS: u16 = 24;
const COLUMNS: u16 = 80;

/// Long enough for a machine with too much to do; no test that passes waits for it.
const DEADLINE: Duration = Duration::from_secs(30);

/// A terminal on which irr runs in a sandbox.
pub(crate) struct Terminal<'a> {
    sandbox: &'a Sandbox,
    keyboard: Arc<Pty>,
    irr: Child,
    /// What irr and the terminal's echo write; it ends when nobody has the terminal any more.
    written: Receiver<Vec<u8>>,
    screen: vt100::Parser,
    /// All that was written, to the byte.
    bytes: Vec<u8>,
}

impl<'a> Terminal<'a> {
    /// Runs irr with its three streams on the terminal.
    pub(crate) fn run(sandbox: &'a Sandbox, args: &[&str]) -> Self {
        Self::run_with(sandbox, args, &[], None)
    }

    /// Runs irr with more environment, and with its standard output elsewhere if it is to be.
    pub(crate) fn run_with(sandbox: &'a Sandbox, args: &[&str], env: &[(&str, &str)], stdout: Option<Stdio>) -> Self {
        let (pty, pts) = pty_process::blocking::open().unwrap();
        pty.resize(pty_process::Size::new(ROWS, COLUMNS)).unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_irr"))
            .args(args)
            .current_dir(sandbox.path(""))
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap())
            .env("HOME", sandbox.path(""))
            .env("TERM", "xterm-256color")
            .env("IRR_TODAY", TODAY)
            // A test that is about a pager names its own.
            .env("IRR_PAGER", "cat")
            .envs(env.iter().copied());
        if let Some(stdout) = stdout {
            command = command.stdout(stdout);
        }
        let irr = command.spawn(pts).unwrap();
        let keyboard = Arc::new(pty);
        let written = read_on(Arc::clone(&keyboard));
        let screen = vt100::Parser::new(ROWS.try_into().unwrap(), COLUMNS.try_into().unwrap(), 0);
        Self { sandbox, keyboard, irr, written, screen, bytes: Vec::new() }
    }

    /// Waits for a question, which is where the cursor is, and types keys.
    pub(crate) fn answer(&mut self, question: &str, keys: &str) {
        self.wait_until(&format!("the question `{question}`"), |screen| {
            let row = usize::from(screen.cursor_position().0);
            let line = screen.rows(0, COLUMNS).nth(row).unwrap_or_default();
            line.starts_with(&format!("? {question}"))
        });
        self.press(keys);
    }

    /// Waits for a question that takes paragraphs, whose answer begins in the line below it, and types keys.
    pub(crate) fn write(&mut self, question: &str, keys: &str) {
        self.wait_until(&format!("the question `{question}`"), |screen| {
            let row = usize::from(screen.cursor_position().0);
            let lines: Vec<String> = screen.rows(0, COLUMNS).collect();
            let above = row.checked_sub(1).and_then(|above| lines.get(above));
            lines.get(row).is_some_and(|line| line.trim_end() == ">")
                && above.is_some_and(|line| line.starts_with(&format!("? {question}")))
        });
        self.press(keys);
    }

    /// Waits for words anywhere on the screen.
    pub(crate) fn see(&mut self, words: &str) {
        self.wait_until(&format!("`{words}`"), |screen| screen.contents().contains(words));
    }

    /// Types keys without waiting for anything.
    pub(crate) fn press(&mut self, keys: &str) {
        (&*self.keyboard).write_all(keys.as_bytes()).unwrap();
    }

    /// Waits until irr has ended, and tells what the screen shows then, and the exit code.
    pub(crate) fn end(&mut self) -> String {
        let deadline = Instant::now() + DEADLINE;
        while self.read(deadline, "the end") {}
        let code = self.irr.wait().unwrap().code().unwrap();
        format!("{}\n--- exit {code}", self.seen())
    }

    /// What a person sees now.
    pub(crate) fn seen(&self) -> String {
        // An empty screen's last line breaks say nothing.
        self.sandbox.without_folder(self.screen.screen().contents().trim_end())
    }

    /// Whether words were written at any time, whether or not they are still to be seen.
    pub(crate) fn has_written(&self, words: &str) -> bool {
        String::from_utf8_lossy(&self.bytes).contains(words)
    }

    /// Whether anything was written in a colour, or in bold: a command to the terminal that ends with an `m`.
    pub(crate) fn is_coloured(&self) -> bool {
        let written = String::from_utf8_lossy(&self.bytes);
        written.split("\x1b[").skip(1).any(|command| command.trim_start_matches(|c: char| !c.is_alphabetic()).starts_with('m'))
    }

    fn wait_until(&mut self, what: &str, is_there: impl Fn(&vt100::Screen) -> bool) {
        let deadline = Instant::now() + DEADLINE;
        // A question hides the cursor while it is drawn: where there is one, it is drawn to its end.
        while self.screen.screen().hide_cursor() || !is_there(self.screen.screen()) {
            assert!(self.read(deadline, what), "irr ended before {what}; the screen:\n{}", self.seen());
        }
    }

    /// Reads what is written next; false where nothing will be any more.
    #[allow(clippy::panic, reason = "what does not come fails its test")]
    fn read(&mut self, deadline: Instant, what: &str) -> bool {
        match self.written.recv_timeout(deadline.saturating_duration_since(Instant::now())) {
            Ok(bytes) => {
                self.screen.process(&bytes);
                self.bytes.extend(bytes);
                true
            }
            Err(RecvTimeoutError::Disconnected) => false,
            Err(RecvTimeoutError::Timeout) => panic!("{what} did not come; the screen:\n{}", self.seen()),
        }
    }
}

impl Drop for Terminal<'_> {
    fn drop(&mut self) {
        // A test that failed leaves nobody waiting for keys; where irr has ended there is nothing to stop.
        let _ = self.irr.kill();
        let _ = self.irr.wait();
    }
}

/// Reads the terminal on a thread of its own, since reading waits and a test may not wait for ever.
fn read_on(pty: Arc<Pty>) -> Receiver<Vec<u8>> {
    let (sender, receiver) = channel();
    std::thread::spawn(move || {
        let mut bytes = [0; 4096];
        // The end of a terminal is an error on some systems, and no bytes on others. Linux tells the end once although words are
        // left, where they came between its look for words and its look for the end: only two ends in a row are one.
        let mut ends = 0;
        while ends < 2 {
            let Ok(length @ 1..) = (&*pty).read(&mut bytes) else {
                ends += 1;
                continue;
            };
            ends = 0;
            if sender.send(bytes[..length].to_vec()).is_err() {
                break;
            }
        }
    });
    receiver
}
