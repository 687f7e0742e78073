//! A question answered with paragraphs, typed or pasted: an answer to a recommendation, a note.
//!
//! inquire reads one line, and takes the first line break of a pasted text for the end. rustyline knows what is pasted.

use std::borrow::Cow;

use rustyline::completion::Completer;
use rustyline::error::ReadlineError;
use rustyline::highlight::Highlighter;
use rustyline::hint::Hinter;
use rustyline::history::MemHistory;
use rustyline::validate::{ValidationContext, ValidationResult, Validator};
use rustyline::{Behavior, Cmd, Config, Editor, Helper, KeyCode, KeyEvent, Modifiers};

use crate::cli::terminal::error::Failure;
use crate::cli::terminal::prompt::{Prompter, nothing_written};

/// How long an escape character waits for the rest of a key before it is the key Esc itself, in milliseconds.
const ESCAPE_WAIT: u16 = 50;

impl Prompter {
    /// Asks for paragraphs. An empty line at the end ends them; nothing at all means that nothing is said.
    pub(in crate::cli) fn paragraphs(&self, words: &str) -> Result<Option<String>, Failure> {
        let cannot = |error: ReadlineError| Failure::new(error, "cannot ask on this terminal");
        // The terminal itself, because the standard output is for data.
        let config =
            Config::builder().behavior(Behavior::PreferTerm).auto_add_history(false).keyseq_timeout(Some(ESCAPE_WAIT)).build();
        let history = MemHistory::with_config(&config);
        let mut editor: Editor<EmptyLineEnds, MemHistory> = Editor::with_history(config, history).map_err(cannot)?;
        editor.set_helper(Some(EmptyLineEnds));
        editor.bind_sequence(KeyEvent(KeyCode::Esc, Modifiers::NONE), Cmd::Interrupt);
        let prompt = format!("? {words} (an empty line ends it)\n> ");
        match editor.readline(prompt.as_str()) {
            Ok(text) => Ok(Some(text.trim().to_owned()).filter(|text| !text.is_empty())),
            Err(ReadlineError::Eof) => Ok(None),
            Err(ReadlineError::Interrupted) => Err(nothing_written()),
            Err(error) => Err(cannot(error)),
        }
    }
}

/// Lets Enter end the answer where the line before it is empty.
struct EmptyLineEnds;

impl Validator for EmptyLineEnds {
    fn validate(&self, ctx: &mut ValidationContext) -> rustyline::Result<ValidationResult> {
        let text = ctx.input();
        let is_ended = text.trim().is_empty() || text.ends_with('\n');
        Ok(if is_ended { ValidationResult::Valid(None) } else { ValidationResult::Incomplete })
    }
}

impl Completer for EmptyLineEnds {
    type Candidate = String;
}

impl Hinter for EmptyLineEnds {
    type Hint = String;
}

impl Highlighter for EmptyLineEnds {
    fn highlight<'l>(&self, line: &'l str, _: usize) -> Cow<'l, str> {
        Cow::Borrowed(line)
    }
}

impl Helper for EmptyLineEnds {}
