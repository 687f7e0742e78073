//! What a command needs and no flag gives: asked in one go on a terminal, else listed in one error with the command to copy.

use std::io::Write;

use crate::cli::args::target::{TargetArgs, refusal};
use crate::cli::terminal::context::Context;
use crate::cli::terminal::error::Failure;
use crate::cli::terminal::prompt::{Prompter, Question};
use crate::draw::visible;
use crate::model::did_you_mean::misspelt;
use crate::model::transition::is_open;
use crate::model::{Address, Date, DateRole, Finding, TypedDate};
use crate::prose::{listed, shortened};
use crate::store::{Reach, Store};

/// The least room for what a finding asks, beside its address.
const LEAST_TEXT: usize = 20;

/// Which findings a command changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::cli) enum TargetState {
    /// Only open ones.
    Open,
    /// Closed ones, too.
    Any,
}

/// Collects the values that a command needs.
pub(in crate::cli) struct Asking {
    asker: Option<Prompter>,
    missing: Vec<&'static str>,
    /// The findings that are changed, with their addresses.
    findings: Vec<(String, Finding)>,
    /// What the questions are about, shown above the first one.
    about: Vec<String>,
}

impl Asking {
    /// Asks on a terminal, and otherwise collects what is missing.
    pub(in crate::cli) fn new(ctx: &Context) -> Self {
        Self { asker: ctx.asker(), missing: Vec::new(), findings: Vec::new(), about: Vec::new() }
    }

    /// Begins with the findings: on a terminal, asks which one is meant where none is named, and shows what the questions are
    /// about. Returns the findings as they are meant.
    ///
    /// What cannot be done to them is said before anything is asked, so that nobody types an answer in vain.
    pub(in crate::cli) fn about(
        ctx: &mut Context,
        deed: &str,
        targets: &TargetArgs,
        state: TargetState,
    ) -> Result<(Self, TargetArgs), Failure> {
        let mut asking = Self::new(ctx);
        if !ctx.is_answered {
            if targets.is_empty() {
                asking.missing.push("ADDRESS");
            }
            return Ok((asking, targets.clone()));
        }
        let store = ctx.store()?;
        let found = targets.find(ctx, &store)?;
        let mut addresses = Vec::new();
        for target in &found {
            for reference in &target.findings {
                let Some(finding) = target.record.finding(reference) else { continue };
                let name = format!("{}:{reference}", target.id);
                if state == TargetState::Open {
                    is_open(finding).map_err(|error| refusal(deed, &name, error))?;
                }
                let text = finding.text.as_ref().map(|text| text.in_a_line()).unwrap_or_default();
                let room = ctx.err_page.width.saturating_sub(name.chars().count() + 3);
                // Where the address fills the line, the text has the next one.
                let (between, room) = if room < LEAST_TEXT { ("\n  ", ctx.err_page.width - 3) } else { ("  ", room) };
                asking.about.push(format!("{name}{between}{}", visible(&shortened(&text, room))));
                asking.findings.push((name, finding.clone()));
                addresses.push(Address { record: target.id.to_string(), finding: Some(reference.clone()) });
            }
        }
        let is_whole = found.iter().any(|target| target.findings.is_empty());
        Ok((asking, if is_whole { targets.clone() } else { TargetArgs::of(addresses) }))
    }

    /// Returns the findings that are changed, with their addresses; none without a terminal.
    pub(in crate::cli) fn findings(&self) -> &[(String, Finding)] {
        &self.findings
    }

    /// Returns a given name, or asks for it, in one line. `flag` is the flag with its placeholder: `--approved-by NAME`.
    pub(in crate::cli) fn name(
        &mut self,
        ctx: &mut Context,
        given: Option<&String>,
        flag: &'static str,
        question: &Question,
    ) -> Result<Option<String>, Failure> {
        self.given_or(ctx, given.cloned(), flag, |asker| asker.text(question, said))
    }

    /// Returns a given text, or asks for it; line breaks that are pasted are kept.
    pub(in crate::cli) fn text(
        &mut self,
        ctx: &mut Context,
        given: Option<&String>,
        flag: &'static str,
        question: &Question,
    ) -> Result<Option<String>, Failure> {
        self.given_or(ctx, given.cloned(), flag, |asker| asker.line(question, said))
    }

    /// Asks for a text that may be left out; without a terminal it is.
    pub(in crate::cli) fn optional(
        &mut self,
        ctx: &mut Context,
        words: &str,
        suggestions: &[String],
    ) -> Result<Option<String>, Failure> {
        let Some(asker) = self.asker.clone() else { return Ok(None) };
        self.show_heading(ctx)?;
        let help = Some("Enter leaves it out");
        let typed = asker.text(&Question { help, ..Question::new(words, suggestions) }, |typed| Ok(typed.to_owned()))?;
        Ok(Some(typed).filter(|typed| !typed.is_empty()))
    }

    /// Asks for a deadline that may be left out; without a terminal it is.
    pub(in crate::cli) fn optional_deadline(&mut self, ctx: &mut Context, words: &str) -> Result<Option<Date>, Failure> {
        let Some(asker) = self.asker.clone() else { return Ok(None) };
        self.show_heading(ctx)?;
        let help = Some("31 December 2026, fri, +4w; Enter leaves it out");
        asker.day_if(Question { words, help, ..Question::default() }, ctx.days.today, DateRole::Deadline, |_| Ok(()))
    }

    /// Returns a given deadline, or asks for one that `check` accepts.
    pub(in crate::cli) fn deadline(
        &mut self,
        ctx: &mut Context,
        given: Option<&TypedDate>,
        flag: &'static str,
        words: &str,
        check: impl Fn(Date, &[(String, Finding)]) -> Result<(), String>,
    ) -> Result<Option<Date>, Failure> {
        if let Some(typed) = given {
            return ctx.date(flag.split(' ').next().unwrap_or(flag), typed, DateRole::Deadline).map(Some);
        }
        let today = ctx.days.today;
        let help = Some("31 December 2026, 31/12/26, fri, +4w, end of March");
        let findings = self.findings.clone();
        let question = Question { words, help, ..Question::default() };
        self.ask(ctx, flag, |asker| asker.required_day(question, today, DateRole::Deadline, |day| check(day, &findings)))
    }

    /// Returns a given value, or asks for one of several.
    pub(in crate::cli) fn choice<T>(
        &mut self,
        ctx: &mut Context,
        given: Option<T>,
        flag: &'static str,
        words: &str,
        choices: Vec<(String, T)>,
    ) -> Result<Option<T>, Failure> {
        self.given_or(ctx, given, flag, |asker| asker.select(words, choices, 0))
    }

    fn given_or<T>(
        &mut self,
        ctx: &mut Context,
        given: Option<T>,
        flag: &'static str,
        ask: impl FnOnce(Prompter) -> Result<T, Failure>,
    ) -> Result<Option<T>, Failure> {
        if given.is_some() { Ok(given) } else { self.ask(ctx, flag, ask) }
    }

    /// Fails if something is missing: names it all, and the command line that has it.
    pub(in crate::cli) fn end(self) -> Result<(), Failure> {
        if self.missing.is_empty() {
            return Ok(());
        }
        let flags: Vec<&str> = self.missing.iter().filter_map(|flag| flag.split(' ').next()).collect();
        let message = format!("missing {}", listed(&flags, flags.len(), flags.len()));
        Err(Failure::because(message).hint(format!("{} {}", command_line(), self.missing.join(" "))))
    }

    fn ask<T>(
        &mut self,
        ctx: &mut Context,
        flag: &'static str,
        ask: impl FnOnce(Prompter) -> Result<T, Failure>,
    ) -> Result<Option<T>, Failure> {
        let Some(asker) = self.asker.clone() else {
            self.missing.push(flag);
            return Ok(None);
        };
        self.show_heading(ctx)?;
        ask(asker).map(Some)
    }

    /// Shows what the questions are about, once.
    fn show_heading(&mut self, ctx: &mut Context) -> Result<(), Failure> {
        for line in self.about.drain(..) {
            writeln!(ctx.err, "{line}")?;
        }
        Ok(())
    }
}

/// Reads an answer that must say something.
fn said(typed: &str) -> Result<String, String> {
    match typed.contains(char::is_alphanumeric) {
        true => Ok(typed.to_owned()),
        false => Err("type something, or press Esc to leave".to_owned()),
    }
}

/// Returns the names that the records have for a field, the most frequent first, as suggestions.
pub(in crate::cli) fn known_names(ctx: &Context, field: &str) -> Vec<String> {
    // Without a terminal nothing is suggested, and the records need not be read.
    let store = if ctx.is_answered { ctx.store().ok() } else { None };
    let words = |store: &Store| store.ids().map(|(ids, _)| store.words_of(&ids, field, Reach::Everywhere));
    store.as_ref().and_then(|store| words(store).ok()).unwrap_or_default()
}

/// Notes a name that no record has, and that is nearly one that they have: most likely it is misspelt.
pub(in crate::cli) fn note_misspelt(ctx: &mut Context, store: &Store, field: &str, name: &str) -> Result<(), Failure> {
    let Ok((ids, _)) = store.ids() else { return Ok(()) };
    let known = store.words_of(&ids, field, Reach::Everywhere);
    let is_known = known.iter().any(|known| known == name);
    // "Contact" is most likely the Head of Contact; "HR" is nobody whose name has these letters.
    let part = format!(" {}", name.to_lowercase());
    let has_part = |known: &&str| name.chars().count() > 3 && format!(" {}", known.to_lowercase()).contains(&part);
    let longer = || known.iter().map(String::as_str).find(has_part);
    let near = misspelt(name, known.iter().map(String::as_str)).or_else(longer);
    if let Some(near) = near.filter(|_| !is_known && !name.is_empty()) {
        writeln!(ctx.err, "note: no other record has `{name}`: did you mean `{near}`?")?;
    }
    Ok(())
}

/// Returns the command line of this process, to be typed once more: arguments with blanks are in quotes.
fn command_line() -> String {
    let quoted = |arg: String| {
        let is_plain = |c: char| c.is_alphanumeric() || "-_./:=,@+".contains(c);
        if !arg.is_empty() && arg.chars().all(is_plain) { arg } else { format!("'{}'", arg.replace('\'', "'\\''")) }
    };
    let args = std::env::args_os().skip(1).map(|arg| quoted(arg.to_string_lossy().into_owned()));
    std::iter::once("irr".to_owned()).chain(args).collect::<Vec<_>>().join(" ")
}
