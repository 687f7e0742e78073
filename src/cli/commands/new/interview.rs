//! The questions of `irr new`, with suggestions from existing records.

use std::io::Write;

use crate::cli::args::force_name;
use crate::cli::args::new_record::NewArgs;
use crate::cli::terminal::context::Context;
use crate::cli::terminal::error::Failure;
use crate::cli::terminal::prompt::{Prompter, Question};
use crate::model::force::Forces;
use crate::model::{BodyKind, ChiefOfficer, Date, DateRole, Force, InspectionKind, Inspectorate, LocalPolicingBody, Record};
use crate::store::{Loaded, Store, StoreError};

pub(in crate::cli) const LEFT_OUT: &str = "Enter skips";

/// Asks for the values of a new record.
pub(in crate::cli) struct Interview {
    asker: Prompter,
    /// Existing records, newest report first.
    past: Vec<Suggestions>,
}

/// What an existing record suggests for the next one.
struct Suggestions {
    published: Date,
    force: Force,
    body: LocalPolicingBody,
    chief_officer: Option<ChiefOfficer>,
    inspectorates: Vec<Inspectorate>,
}

impl Interview {
    /// Reads existing records for suggestions, ignoring those that cannot be read.
    pub(in crate::cli) fn new(ctx: &mut Context, asker: Prompter, store: Option<&Store>) -> Result<Self, Failure> {
        let past_of = |loaded: Loaded| loaded.parsed.ok().map(Suggestions::of);
        let read = |store: &Store| ctx.watching("reading the records", |count| store.load_each(count, past_of));
        let past = match store.map(read) {
            None | Some(Err(StoreError::NoRecords { .. })) => Vec::new(),
            Some(loaded) => loaded?.0,
        };
        let mut past: Vec<Suggestions> = past.into_iter().flatten().collect();
        past.sort_by_key(|past| std::cmp::Reverse(past.published));
        Ok(Self { asker, past })
    }

    /// Asks which force and which report, and shows the response deadline.
    pub(in crate::cli) fn about_report(&self, ctx: &mut Context, said: &mut NewArgs, known: &Forces) -> Result<(), Failure> {
        if said.force.is_none() {
            let forces = distinct(self.past.iter().map(|past| past.force.to_string()).chain(known.names()));
            let question = Question { words: "Force:", suggestions: &forces, ..Question::default() };
            said.force = force_name::asked(ctx, &self.asker, known, &question, false)?;
        }
        if said.title.is_none() {
            let question = Question { words: "Title:", help: Some("the report's title, as printed"), ..Question::default() };
            let read = |text: &str| optional(text).ok_or_else(|| "type the report's title".to_owned());
            said.title = Some(self.asker.text(&question, read)?);
        }
        if said.published.is_none() {
            let help = Some("16 May 2025, or 16/5/25");
            let published = self.asker.required_day(
                Question { words: "Published:", help, ..Question::default() },
                ctx.days.today,
                DateRole::Event,
                |_| Ok(()),
            )?;
            writeln!(ctx.err, "  {}", said.due_words(published, ctx.days.today)?)?;
            if published > ctx.days.actual_today {
                // Confirmed before the record is written.
                writeln!(ctx.err, "  That date is in the future: check the year")?;
            }
            said.published = Some(published);
        }
        Ok(())
    }

    /// Asks who responds.
    pub(in crate::cli) fn about_offices(&self, said: &mut NewArgs) -> Result<(), Failure> {
        let past: Vec<&Suggestions> =
            self.past.iter().filter(|past| said.force.as_ref().is_some_and(|force| past.force.is_same(force))).collect();
        if said.body.is_none() {
            // The kind used for the office's last report comes before the usual one.
            let usual = || said.force.as_ref()?.usual_body(said.published?);
            let first = past.first().map(|past| past.body.kind).or_else(usual);
            said.body = choice_of_body(&self.asker, "Local policing body:", None, first)?;
        }
        if said.holder.is_none() {
            let held = past.iter().filter(|past| Some(past.body.kind) == said.body);
            said.holder = self.name("Who holds that office:", held.filter_map(|past| past.body.holder.clone()))?;
        }
        if said.chief_officer.is_none() {
            let chiefs = || past.iter().filter_map(|past| past.chief_officer.as_ref());
            said.chief_officer = self.name("Chief officer:", chiefs().filter_map(|chief| chief.name.clone()))?;
            let known = chiefs().find(|chief| chief.name.is_some() && chief.name == said.chief_officer);
            said.chief_officer_title = said.chief_officer_title.take().or_else(|| known?.title.clone());
        }
        Ok(())
    }

    /// Asks what was inspected, and by whom.
    pub(in crate::cli) fn about_inspection(&self, said: &mut NewArgs) -> Result<(), Failure> {
        if said.inspectorate.is_empty() {
            let known =
                self.past.iter().map(|past| past.inspectorates.iter().map(Inspectorate::as_str).collect::<Vec<_>>().join(", "));
            let known = distinct(known.filter(|names| !names.is_empty()));
            let help = Some("several with commas");
            let usual = said.published.map(Inspectorate::of_constabulary);
            let default = usual.as_ref().map(Inspectorate::as_str);
            let question = Question { words: "Inspectorates:", default, help, suggestions: &known, reading: None };
            said.inspectorate = self
                .asker
                .text(&question, |text| Ok(text.split(',').filter_map(optional).map(|name| name.as_str().into()).collect()))?;
        }
        if said.kind.is_none() {
            let kinds = InspectionKind::ALL.iter().map(|kind| (kind.words(), Some(*kind)));
            let choices = std::iter::once(("not stated".to_owned(), None)).chain(kinds).collect();
            said.kind = self.asker.select("Kind of inspection:", choices, 0)?;
        }
        if said.url.is_none() {
            let question = Question { words: "Web address:", help: Some(LEFT_OUT), ..Question::default() };
            said.url = self.asker.text(&question, |text| match text {
                text if text.is_empty() || text.starts_with("https://") || text.starts_with("http://") => Ok(optional(text)),
                _ => Err("an address begins with https://".to_owned()),
            })?;
        }
        if said.recommendation_count.is_none() {
            let question =
                Question { words: "Recommendations in the whole report:", help: Some(LEFT_OUT), ..Question::default() };
            said.recommendation_count = self.asker.text(&question, count)?;
        }
        Ok(())
    }

    fn name(&self, words: &str, known: impl Iterator<Item = String>) -> Result<Option<String>, Failure> {
        let known = distinct(known);
        self.asker.text(&Question { words, help: Some(LEFT_OUT), suggestions: &known, ..Question::default() }, |text| {
            Ok(optional(text))
        })
    }
}

impl Suggestions {
    fn of(record: Record) -> Self {
        Self {
            published: record.inspection.published,
            force: record.force,
            body: record.local_policing_body,
            chief_officer: record.chief_officer,
            inspectorates: record.inspection.inspectorates,
        }
    }
}

/// Asks for the kind of body; `unsaid` labels the choice of none, and the cursor starts at `first`.
pub(in crate::cli) fn choice_of_body(
    asker: &Prompter,
    words: &str,
    unsaid: Option<&str>,
    first: Option<BodyKind>,
) -> Result<Option<BodyKind>, Failure> {
    // With what --body takes, because people type that.
    let label = |kind: BodyKind| match kind {
        BodyKind::Pcc | BodyKind::Pfcc | BodyKind::Mopac => format!("{} ({})", kind.title(), kind.as_str().to_uppercase()),
        BodyKind::Other => "Another body".to_owned(),
        _ => kind.title().to_owned(),
    };
    let kinds = BodyKind::ALL.iter().map(|kind| (label(*kind), Some(*kind)));
    let choices: Vec<_> = unsaid.map(|words| (words.to_owned(), None)).into_iter().chain(kinds).collect();
    let first = choices.iter().position(|(_, kind)| kind.is_some() && *kind == first).unwrap_or(0);
    asker.select(words, choices, first)
}

/// Returns the trimmed text, or `None` if it is empty.
pub(in crate::cli) fn optional(text: &str) -> Option<String> {
    Some(text.trim()).filter(|text| !text.is_empty()).map(str::to_owned)
}

fn count(text: &str) -> Result<Option<u32>, String> {
    optional(text).map(|text| text.parse().map_err(|_| format!("`{text}` is not a number"))).transpose()
}

/// Returns each text once, in order of first occurrence.
fn distinct(texts: impl Iterator<Item = String>) -> Vec<String> {
    let mut found = Vec::new();
    for text in texts {
        if !found.contains(&text) {
            found.push(text);
        }
    }
    found
}
