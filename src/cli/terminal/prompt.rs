//! Prompts on a terminal: a line of text, a choice, yes or no.
//!
//! A command asks everything before it writes anything, so every prompt can be cancelled. Prompts go to the error stream, because
//! the standard output is for data only. What is typed is read by rustyline (`line`), choices are made with inquire; both write
//! directly, so text that they quote is escaped here.

use std::io::{self, Write};

use inquire::ui::{Color, RenderConfig, StyleSheet, Styled};
use inquire::{Confirm, InquireError, Select};

use crate::cli::terminal::context::Context;
use crate::cli::terminal::error::Failure;
use crate::cli::terminal::line::{AnswerEnd, TypedAnswer, TypedQuestion};
use crate::cli::terminal::unsaved::SharedWords;
use crate::draw::{Colour, PageStyle, visible};
use crate::model::{Date, DateRole, TypedDate};

/// How many choices are visible at once: as many as the longest list here has.
const PAGE: usize = 9;

/// Asks questions on the terminal.
#[derive(Clone)]
pub(in crate::cli) struct Prompter {
    page: PageStyle,
    theme: RenderConfig<'static>,
    unsaved: SharedWords,
}

/// Says how an answer is read.
type AnswerReading<'a> = dyn Fn(&str) -> Option<String> + 'a;

/// A question answered with a line of text.
#[derive(Default)]
pub(in crate::cli) struct Question<'a> {
    /// The prompt: "Force:".
    pub(in crate::cli) words: &'a str,
    /// The answer when only Enter is pressed.
    pub(in crate::cli) default: Option<&'a str>,
    /// What may be typed, shown while nothing is.
    pub(in crate::cli) help: Option<&'a str>,
    /// Answers to choose from with Tab or the arrow keys, the most likely first.
    pub(in crate::cli) suggestions: &'a [String],
    /// How an answer is read, where that is not how it is typed.
    pub(in crate::cli) reading: Option<&'a AnswerReading<'a>>,
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
        self.is_answered.then(|| Prompter {
            page: self.err_page.clone(),
            theme: theme(self.err_page.colour),
            unsaved: self.unsaved_words(),
        })
    }
}

impl Prompter {
    /// Asks until `read` accepts the answer; its error is shown below the prompt, where the answer stays.
    ///
    /// `read` gets one line, trimmed and with single spaces.
    pub(in crate::cli) fn text<T>(&self, question: &Question, read: impl Fn(&str) -> Result<T, String>) -> Result<T, Failure> {
        self.line(question, |typed| read(&typed.split_whitespace().collect::<Vec<_>>().join(" ")))
    }

    /// Asks until `read` accepts the answer, which has line breaks where they were pasted.
    pub(in crate::cli) fn line<T>(&self, question: &Question, read: impl Fn(&str) -> Result<T, String>) -> Result<T, Failure> {
        let prompt = match question.default {
            Some(default) => format!("? {} ({default}) ", question.words),
            None => format!("? {} ", question.words),
        };
        let filled = |typed: &str| match (typed.trim(), question.default) {
            ("", Some(default)) => default.to_owned(),
            (typed, _) => typed.to_owned(),
        };
        let accepted = |typed: &str| {
            let typed = filled(typed);
            read(&typed).map(|_| question.reading.and_then(|reading| reading(&typed)))
        };
        let earlier = self.unsaved.borrow().offered(question.words);
        let typed = self.typed(
            question.words,
            &TypedQuestion {
                prompt: visible(&prompt).into_owned(),
                end: AnswerEnd::Enter,
                help: question.help,
                before: "",
                suggestions: question.suggestions,
                earlier: &earlier,
                read: &accepted,
                page: self.page.clone(),
            },
        )?;
        let answer = filled(&typed);
        if let Some(reading) = question.reading.and_then(|reading| reading(&answer)) {
            writeln!(io::stderr(), "  {}", visible(&reading))?;
        }
        read(&answer).map_err(Failure::because)
    }

    /// Asks for paragraphs, which begin as `before`. An empty line at the end ends them; `None` means that nothing is said.
    pub(in crate::cli) fn paragraphs(&self, words: &str, before: &str) -> Result<Option<String>, Failure> {
        let earlier = self.unsaved.borrow().offered(words);
        let text = self.typed(
            words,
            &TypedQuestion {
                prompt: format!("? {} (an empty line ends it)\n> ", visible(words)),
                end: AnswerEnd::EmptyLine,
                help: None,
                before,
                suggestions: &[],
                earlier: &earlier,
                read: &|_| Ok(None),
                page: self.page.clone(),
            },
        )?;
        Ok(Some(text.trim().to_owned()).filter(|text| !text.is_empty()))
    }

    fn typed(&self, words: &str, question: &TypedQuestion) -> Result<String, Failure> {
        match question.ask().map_err(|error| Failure::new(error, "cannot ask on this terminal"))? {
            TypedAnswer::Given(text) => {
                self.unsaved.borrow_mut().add(words, &text);
                Ok(text)
            }
            TypedAnswer::Left(text) => {
                self.unsaved.borrow_mut().add(words, &text);
                Err(nothing_written())
            }
        }
    }

    /// Asks for the day of an event, and shows how it was read; Enter alone means none.
    pub(in crate::cli) fn day(&self, question: Question, today: Date) -> Result<Option<Date>, Failure> {
        self.day_if(question, today, DateRole::Event, |_| Ok(()))
    }

    /// Asks for a day that `check` accepts, and shows how it was read; Enter alone means none.
    pub(in crate::cli) fn day_if(
        &self,
        question: Question,
        today: Date,
        role: DateRole,
        check: impl Fn(Date) -> Result<(), String>,
    ) -> Result<Option<Date>, Failure> {
        let read = |text: &str| {
            if text.is_empty() { Ok(None) } else { read_day(text, today, role).and_then(|day| check(day).map(|()| Some(day))) }
        };
        let reading = |text: &str| read(text).ok().flatten().map(Date::in_full_words);
        self.text(&Question { reading: Some(&reading), ..question }, read)
    }

    /// Asks for a day that `check` accepts, and shows how it was read.
    pub(in crate::cli) fn required_day(
        &self,
        question: Question,
        today: Date,
        role: DateRole,
        check: impl Fn(Date) -> Result<(), String>,
    ) -> Result<Date, Failure> {
        let read = |text: &str| read_day(text, today, role).and_then(|day| check(day).map(|()| day));
        let reading = |text: &str| read(text).ok().map(Date::in_full_words);
        self.text(&Question { reading: Some(&reading), ..question }, read)
    }

    /// Asks for one of several choices; the one at `first` is the likely one, and comes first.
    pub(in crate::cli) fn select<T>(&self, words: &str, mut choices: Vec<(String, T)>, first: usize) -> Result<T, Failure> {
        choices[..=first].rotate_right(1);
        let labels = choices.iter().map(|(label, _)| visible(label).into_owned()).collect();
        let words = &visible(words);
        // Each word that is typed, anywhere: "sergeants dogs" is in "R2 Forces should train their sergeants – Officers and dogs".
        let score = |typed: &str, _: &String, label: &str, _: usize| {
            let label = label.to_lowercase();
            typed.to_lowercase().split_whitespace().all(|word| label.contains(word)).then_some(0)
        };
        let select = Select::new(words, labels)
            .with_scorer(&score)
            .with_page_size(PAGE)
            .with_help_message("type to filter, Enter to choose, Esc to leave")
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
