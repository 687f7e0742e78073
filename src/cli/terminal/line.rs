//! What is typed or pasted in answer to a question: a line, or paragraphs, with the keys of the shell.
//!
//! rustyline reads it: it knows those keys, and takes pasted line breaks for text.

use std::cell::RefCell;

use rustyline::completion::Completer;
use rustyline::error::ReadlineError;
use rustyline::highlight::Highlighter;
use rustyline::hint::{Hint, Hinter};
use rustyline::history::{History, MemHistory};
use rustyline::validate::{ValidationContext, ValidationResult, Validator};
use rustyline::{
    Behavior, Cmd, ColorMode, CompletionType, Config, Context, Editor, Helper, KeyCode, KeyEvent, Modifiers, Result,
};

use crate::draw::{Colour, PageStyle, visible};
use crate::prose::shortened;
use crate::view::Role;

/// How long an escape character waits for the rest of a key before it is the key Esc itself, in milliseconds.
const ESCAPE_WAIT: u16 = 50;

/// The least room in which a hint says something.
const LEAST_HINT: usize = 12;

/// The most suggestions that are named at once.
const MOST_SHOWN: usize = 3;

/// More suggestions than this are named once something is typed.
const MANY: usize = 12;

/// What ends an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum AnswerEnd {
    /// Enter.
    Enter,
    /// Enter where the line before it is empty, or nothing was typed.
    EmptyLine,
}

/// A question, as the line editor needs it.
pub(super) struct TypedQuestion<'a> {
    /// What stands before the answer.
    pub(super) prompt: String,
    pub(super) end: AnswerEnd,
    /// Shown while nothing is typed.
    pub(super) help: Option<&'a str>,
    /// What stands in the line at first.
    pub(super) before: &'a str,
    /// Answers to choose from, the most likely first.
    pub(super) suggestions: &'a [String],
    /// What the Up key brings back, the latest last.
    pub(super) earlier: &'a [String],
    /// How an answer is read, if that is worth showing; or why it cannot be used.
    pub(super) read: &'a dyn Fn(&str) -> std::result::Result<Option<String>, String>,
    pub(super) page: PageStyle,
}

/// What was typed.
pub(super) enum TypedAnswer {
    /// The answer.
    Given(String),
    /// What stood there when the user left.
    Left(String),
}

impl TypedQuestion<'_> {
    /// Asks until the answer can be read. A refused answer stays in the line, with the reason below it.
    pub(super) fn ask(&self) -> Result<TypedAnswer> {
        let colours = if self.page.colour == Colour::On { ColorMode::Enabled } else { ColorMode::Disabled };
        let config = Config::builder()
            // The terminal itself, because the standard output is for data.
            .behavior(Behavior::PreferTerm)
            .auto_add_history(false)
            .color_mode(colours)
            .completion_type(CompletionType::Circular)
            .keyseq_timeout(Some(ESCAPE_WAIT))
            .build();
        let mut history = MemHistory::with_config(&config);
        let known = self.suggestions.iter().rev().filter(|_| self.end == AnswerEnd::Enter);
        // rustyline draws what stands in the line as it is: what a terminal would obey comes from a record or a file of others.
        let is_harmless = |words: &str| visible(words) == words;
        for words in known.chain(self.earlier).filter(|words| is_harmless(words)) {
            history.add(words)?;
        }
        let before = Some(self.before).filter(|words| is_harmless(words)).unwrap_or_default();
        let mut editor: Editor<LineHelper, MemHistory> = Editor::with_history(config, history)?;
        editor.set_helper(Some(LineHelper { question: self, line: RefCell::default() }));
        editor.bind_sequence(KeyEvent(KeyCode::Esc, Modifiers::NONE), Cmd::Interrupt);
        if !self.suggestions.is_empty() {
            editor.bind_sequence(KeyEvent(KeyCode::Down, Modifiers::NONE), Cmd::Complete);
        }
        let mark = self.prompt.replacen('?', &self.page.paint("?", Role::Done), 1);
        match editor.readline_with_initial(&(self.prompt.as_str(), mark.as_str()), (before, "")) {
            Ok(text) => Ok(TypedAnswer::Given(text)),
            Err(ReadlineError::Eof) => Ok(TypedAnswer::Given(String::new())),
            Err(ReadlineError::Interrupted) => {
                let line = editor.helper().map(|helper| helper.line.take());
                Ok(TypedAnswer::Left(line.unwrap_or_default()))
            }
            Err(error) => Err(error),
        }
    }

    /// Returns the suggestions that have all that is typed.
    fn matching(&self, typed: &str) -> impl Iterator<Item = String> {
        let typed = typed.trim().to_lowercase();
        self.suggestions
            .iter()
            .filter(move |suggestion| suggestion.to_lowercase().contains(&typed))
            .map(|suggestion| visible(suggestion).into_owned())
    }

    /// Says what may be typed, what Tab completes, or how the answer is read.
    fn hint(&self, line: &str) -> Option<String> {
        let found: Vec<String> = self.matching(line).filter(|suggestion| suggestion != line).take(MOST_SHOWN).collect();
        let tab = Some(format!("Tab: {}", found.join(", "))).filter(|_| !found.is_empty());
        match self.help.filter(|_| line.is_empty()) {
            // Of very many, naming a few says nothing.
            Some(help) if self.suggestions.len() > MANY => Some(help.to_owned()),
            Some(help) => Some(tab.map_or_else(|| help.to_owned(), |tab| format!("{tab}; {help}"))),
            None => tab.or_else(|| (self.read)(line).ok().flatten()),
        }
    }
}

/// Answers the line editor's questions.
struct LineHelper<'a> {
    question: &'a TypedQuestion<'a>,
    /// What stands in the line: whoever leaves does not lose it.
    line: RefCell<String>,
}

/// A hint that is only shown.
struct ShownHint(String);

impl Hint for ShownHint {
    fn display(&self) -> &str {
        &self.0
    }

    fn completion(&self) -> Option<&str> {
        None
    }
}

impl Hinter for LineHelper<'_> {
    type Hint = ShownHint;

    fn hint(&self, line: &str, _: usize, _: &Context<'_>) -> Option<ShownHint> {
        line.clone_into(&mut self.line.borrow_mut());
        if self.question.end == AnswerEnd::EmptyLine {
            return None;
        }
        let room = self.question.page.width.saturating_sub(self.question.prompt.chars().count() + line.chars().count() + 5);
        let hint = self.question.hint(line).filter(|_| room >= LEAST_HINT)?;
        Some(ShownHint(format!("  [{}]", visible(&shortened(&hint, room)))))
    }
}

impl Validator for LineHelper<'_> {
    fn validate(&self, ctx: &mut ValidationContext) -> Result<ValidationResult> {
        let text = ctx.input();
        let is_ended = self.question.end == AnswerEnd::Enter || text.trim().is_empty() || text.ends_with('\n');
        if !is_ended {
            return Ok(ValidationResult::Incomplete);
        }
        Ok(match (self.question.read)(text) {
            Ok(_) => ValidationResult::Valid(None),
            Err(complaint) => ValidationResult::Invalid(Some(format!("\n  {}", visible(&complaint)))),
        })
    }
}

impl Completer for LineHelper<'_> {
    type Candidate = String;

    fn complete(&self, line: &str, _: usize, _: &Context<'_>) -> Result<(usize, Vec<String>)> {
        Ok((0, self.question.matching(line).collect()))
    }

    fn update(&self, line: &mut rustyline::line_buffer::LineBuffer, _: usize, elected: &str, changes: &mut rustyline::Changeset) {
        // The whole line is the answer, wherever the cursor is.
        line.update(elected, elected.len(), changes);
    }
}

impl Highlighter for LineHelper<'_> {
    fn highlight_hint<'h>(&self, hint: &'h str) -> std::borrow::Cow<'h, str> {
        // Why an answer is refused comes in the same place, in a line of its own.
        let role = if hint.starts_with('\n') { Role::Strong } else { Role::Muted };
        std::borrow::Cow::Owned(self.question.page.paint(hint, role))
    }
}

impl Helper for LineHelper<'_> {}
