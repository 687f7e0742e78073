//! Questions to a person at a terminal: a line of text, one of several, yes or no.
//!
//! A command asks for everything before it writes anything, so that at each question there is a way out. Questions go to the
//! error stream: the standard output has data only. They go there by themselves, so that what they quote is made visible here.

use inquire::ui::{Color, ErrorMessageRenderConfig, RenderConfig, StyleSheet, Styled};
use inquire::validator::Validation;
use inquire::{Confirm, CustomUserError, InquireError, Select, Text};

use super::context::Context;
use super::failure::Failure;
use crate::draw::{Colour, visible};

/// How many choices are shown at once: as many as any question here has.
const PAGE: usize = 9;

/// Somebody who asks, because somebody is there to answer.
#[derive(Clone, Copy)]
pub(super) struct Asker {
    theme: RenderConfig<'static>,
}

/// A question whose answer is typed.
#[derive(Default)]
pub(super) struct Question<'a> {
    /// What is asked for: "Force:".
    pub(super) words: &'a str,
    /// What Enter alone answers.
    pub(super) default: Option<&'a str>,
    /// A line below it on what is wanted.
    pub(super) help: Option<&'a str>,
    /// Answers to choose from with the arrow keys, the likeliest first.
    pub(super) suggestions: &'a [String],
}

impl Context {
    /// Who asks; `None` where nobody can answer: without a terminal for both the keys and the words, or with `--no-input`.
    pub(super) fn asker(&self) -> Option<Asker> {
        self.is_answered.then(|| Asker { theme: theme(self.err_page.colour) })
    }
}

impl Asker {
    /// What `read` makes of the answer; as long as it makes nothing of it, its complaint stands above the question.
    ///
    /// An answer is one line: `read` is given no white space around it, and one blank where there is more within.
    pub(super) fn text<T>(&self, question: &Question, read: impl Fn(&str) -> Result<T, String>) -> Result<T, Failure> {
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
        if !question.suggestions.is_empty() {
            text = text.with_autocomplete(|typed: &str| Ok::<_, CustomUserError>(matching(question.suggestions, typed)));
        }
        let typed = text.prompt().map_err(stopped)?;
        read(&typed).map_err(Failure::said)
    }

    /// The one that is chosen of several, each with its words; `first` is where the choice begins.
    pub(super) fn select<T>(&self, words: &str, mut choices: Vec<(String, T)>, first: usize) -> Result<T, Failure> {
        let labels = choices.iter().map(|(label, _)| visible(label).into_owned()).collect();
        let words = &visible(words);
        let select = Select::new(words, labels).with_starting_cursor(first).with_page_size(PAGE).with_render_config(self.theme);
        let chosen = select.raw_prompt().map_err(stopped)?.index;
        Ok(choices.swap_remove(chosen).1)
    }

    /// Whether the answer is yes; Enter alone says no.
    pub(super) fn consent(&self, words: &str) -> Result<bool, Failure> {
        Confirm::new(&visible(words)).with_default(false).with_render_config(self.theme).prompt().map_err(stopped)
    }

    /// Whether the answer is yes; Enter alone says so.
    pub(super) fn confirm(&self, words: &str) -> Result<bool, Failure> {
        Confirm::new(&visible(words)).with_default(true).with_render_config(self.theme).prompt().map_err(stopped)
    }
}

/// The same marks with colour and without; the colours are those that can be read on black and on white.
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

/// That somebody wanted out before anything was written.
pub(super) fn nothing_written() -> Failure {
    Failure::said("cancelled: nothing was written")
}

fn stopped(error: InquireError) -> Failure {
    match error {
        InquireError::OperationCanceled | InquireError::OperationInterrupted => nothing_written(),
        InquireError::IO(cause) => Failure::new(cause, "cannot ask on this terminal"),
        other => Failure::new(other, "cannot ask on this terminal"),
    }
}

/// The suggestions with what is typed in them.
fn matching(suggestions: &[String], typed: &str) -> Vec<String> {
    let typed = typed.trim().to_lowercase();
    suggestions
        .iter()
        .filter(|suggestion| suggestion.to_lowercase().contains(&typed))
        .map(|suggestion| visible(suggestion).into_owned())
        .collect()
}
