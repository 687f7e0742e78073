//! Prompts on a terminal: a line of text, a choice, yes or no.
//!
//! A command asks everything before it writes anything, so every prompt can be cancelled. Prompts go to the error stream, because
//! the standard output is for data only. inquire writes them directly, so text that they quote is escaped here.

use inquire::ui::{Color, ErrorMessageRenderConfig, RenderConfig, StyleSheet, Styled};
use inquire::validator::Validation;
use inquire::{Confirm, CustomUserError, InquireError, Select, Text};

use crate::cli::terminal::context::Context;
use crate::cli::terminal::error::Failure;
use crate::draw::{Colour, visible};
use crate::model::{Date, DateRole, TypedDate};

/// How many choices are visible at once: as many as the longest list here has.
const PAGE: usize = 9;

/// Asks questions on the terminal.
#[derive(Clone, Copy)]
pub(in crate::cli) struct Prompter {
    theme: RenderConfig<'static>,
}

/// A question answered with a line of text.
#[derive(Default)]
pub(in crate::cli) struct Question<'a> {
    /// The prompt: "Force:".
    pub(in crate::cli) words: &'a str,
    /// The answer when only Enter is pressed.
    pub(in crate::cli) default: Option<&'a str>,
    /// A help line below the prompt.
    pub(in crate::cli) help: Option<&'a str>,
    /// Answers to choose from with the arrow keys, the most likely first.
    pub(in crate::cli) suggestions: &'a [String],
    /// How the answer is shown once it is given [default: as typed].
    pub(in crate::cli) shown: Option<&'a dyn Fn(&str) -> String>,
}

impl<'a> Question<'a> {
    /// Creates a question with suggestions.
    pub(in crate::cli) fn new(words: &'a str, suggestions: &'a [String]) -> Self {
        Self { words, suggestions, ..Self::default() }
    }
}

impl Context {
    /// Returns the asker, or `None` if nobody can answer: without a terminal for input and error stream, or with `--no-input`.
    pub(in crate::cli) fn asker(&self) -> Option<Prompter> {
        self.is_answered.then(|| Prompter { theme: theme(self.err_page.colour) })
    }
}

impl Prompter {
    /// Asks until `read` accepts the answer; its error is shown above the prompt.
    ///
    /// `read` gets one line, trimmed and with single spaces.
    pub(in crate::cli) fn text<T>(&self, question: &Question, read: impl Fn(&str) -> Result<T, String>) -> Result<T, Failure> {
        let read = &|typed: &str| read(&typed.split_whitespace().collect::<Vec<_>>().join(" "));
        let judge = |typed: &str| {
            Ok(match read(typed) {
                Ok(_) => Validation::Valid,
                Err(complaint) => Validation::Invalid(visible(&complaint).into_owned().into()),
            })
        };
        let words = visible(question.words);
        let default = question.default.map(visible);
        let mut text = Text::new(&words).with_render_config(self.theme).with_validator(judge);
        text.default = default.as_deref();
        text.help_message = question.help;
        if let Some(shown) = question.shown {
            text.formatter = shown;
        }
        if !question.suggestions.is_empty() {
            text = text.with_autocomplete(|typed: &str| Ok::<_, CustomUserError>(matching(question.suggestions, typed)));
        }
        let typed = text.prompt().map_err(stopped)?;
        read(&typed).map_err(Failure::because)
    }

    /// Asks for the day of an event, and shows how it was read; Enter alone means none.
    pub(in crate::cli) fn day(&self, question: Question, today: Date) -> Result<Option<Date>, Failure> {
        let read = |text: &str| if text.is_empty() { Ok(None) } else { read_day(text, today, DateRole::Event).map(Some) };
        let shown = |text: &str| read(text).ok().flatten().map_or_else(|| text.to_owned(), Date::in_full_words);
        self.text(&Question { shown: Some(&shown), ..question }, read)
    }

    /// Asks for a day, and shows how it was read.
    pub(in crate::cli) fn required_day(&self, question: Question, today: Date, role: DateRole) -> Result<Date, Failure> {
        let read = |text: &str| read_day(text, today, role);
        let shown = |text: &str| read(text).map_or_else(|_| text.to_owned(), Date::in_full_words);
        self.text(&Question { shown: Some(&shown), ..question }, read)
    }

    /// Asks for one of several choices; the cursor starts at `first`.
    pub(in crate::cli) fn select<T>(&self, words: &str, mut choices: Vec<(String, T)>, first: usize) -> Result<T, Failure> {
        let labels = choices.iter().map(|(label, _)| visible(label).into_owned()).collect();
        let words = &visible(words);
        // Each word that is typed, anywhere: "sergeants dogs" is in "R2 Forces should train their sergeants – Officers and dogs".
        let score = |typed: &str, _: &String, label: &str, _: usize| {
            let label = label.to_lowercase();
            typed.to_lowercase().split_whitespace().all(|word| label.contains(word)).then_some(0)
        };
        let select = Select::new(words, labels)
            .with_starting_cursor(first)
            .with_scorer(&score)
            .with_page_size(PAGE)
            .with_render_config(self.theme);
        let chosen = select.raw_prompt().map_err(stopped)?.index;
        Ok(choices.swap_remove(chosen).1)
    }

    /// Asks yes or no; Enter alone means no.
    pub(in crate::cli) fn consent(&self, words: &str) -> Result<bool, Failure> {
        Confirm::new(&visible(words)).with_default(false).with_render_config(self.theme).prompt().map_err(stopped)
    }

    /// Asks yes or no; Enter alone means yes.
    pub(in crate::cli) fn confirm(&self, words: &str) -> Result<bool, Failure> {
        Confirm::new(&visible(words)).with_default(true).with_render_config(self.theme).prompt().map_err(stopped)
    }
}

/// Returns the prompt's look, the same marks with and without colour. The colours are legible on black and on white.
fn theme(colour: Colour) -> RenderConfig<'static> {
    let plain = RenderConfig::empty().with_answered_prompt_prefix(Styled::new(">"));
    if colour == Colour::Off {
        return plain;
    }
    let ink = |colour| StyleSheet::new().with_fg(colour);
    plain
        .with_prompt_prefix(Styled::new("?").with_fg(Color::DarkGreen))
        .with_answered_prompt_prefix(Styled::new(">").with_fg(Color::DarkGreen))
        .with_answer(ink(Color::DarkCyan))
        .with_highlighted_option_prefix(Styled::new(">").with_fg(Color::DarkCyan))
        .with_selected_option(Some(ink(Color::DarkCyan)))
        .with_error_message(ErrorMessageRenderConfig::empty().with_message(ink(Color::DarkRed)))
}

/// Reads a day as it is typed.
fn read_day(text: &str, today: Date, role: DateRole) -> Result<Date, String> {
    TypedDate::new(text).read_alone(today, role).map_err(|error| error.to_string())
}

/// The error for a prompt that was cancelled.
pub(in crate::cli) fn nothing_written() -> Failure {
    Failure::left("cancelled: nothing was written")
}

fn stopped(error: InquireError) -> Failure {
    match error {
        InquireError::OperationCanceled | InquireError::OperationInterrupted => nothing_written(),
        InquireError::IO(cause) => Failure::new(cause, "cannot ask on this terminal"),
        other => Failure::new(other, "cannot ask on this terminal"),
    }
}

/// Returns the suggestions that contain the typed text.
fn matching(suggestions: &[String], typed: &str) -> Vec<String> {
    let typed = typed.trim().to_lowercase();
    suggestions
        .iter()
        .filter(|suggestion| suggestion.to_lowercase().contains(&typed))
        .map(|suggestion| visible(suggestion).into_owned())
        .collect()
}
